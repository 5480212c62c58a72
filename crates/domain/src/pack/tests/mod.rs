//! Situations the loader and the resolver must handle.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod fixture;
mod mistakes;
mod resolution;
mod workflow;
