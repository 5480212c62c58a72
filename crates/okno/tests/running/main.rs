//! The office as it runs: the real program, asked over HTTP and by its commands, on both engines.
//!
//! | story | what it tells |
//! |---|---|
//! | `kill` | what was acknowledged survives a killed process, and nothing else appears |
//! | `api` | the promises of the interface for programs |
//! | `bad_input` | wrong files, full disks, taken ports: an answer, never a crash |
//!
//! Each test has an installation of its own: a folder, a database, a small office from
//! `office.toml`. PostgreSQL is the server that `OKNO_TEST_POSTGRES` names.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod api;
mod bad_input;
mod house;
mod http;
mod kill;
mod people;
mod server;
