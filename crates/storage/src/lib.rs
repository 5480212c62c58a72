//! What is remembered: SQL written once for SQLite and PostgreSQL.
//!
//! The seam is five verbs of [`Tx`] (`execute`, `execute_each`, `row`,
//! `maybe_row`, `rows`) over two drivers; the engine is chosen there and
//! nowhere else. Guards live in a statement or in an index, rows are counted,
//! error texts are never parsed.
//!
//! Which error where: [`StorageError`] is the only error of this crate. What a
//! person reads about it is chosen at the edge.

mod aggregate;
pub mod embedded;
mod error;
mod migrate;
mod param;
mod postgres;
mod row;
mod sqlite;
mod statement;
mod store;
mod tx;

pub use aggregate::*;
pub use error::StorageError;
pub use migrate::{Migrated, SchemaState};
pub use param::Param;
pub use row::{Column, Row, Value};
pub use statement::{Engine, STATEMENTS, Statement};
pub use store::{Options, Retriable, Store, Work};
pub use tx::{Params, Tx};

#[doc(hidden)]
pub use linkme;
