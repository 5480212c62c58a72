//! Stories of the desk, told through its pages.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod cases;
mod closures;
mod entrance;
mod reception;
mod rights;
mod window;
