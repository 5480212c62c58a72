//! The hall: tickets, calls, windows, and what everybody may see of them
//! (REQ-A5, REQ-10.3).
//!
//! Whose turn it is follows from class, time and ticket alone; the guard of each
//! step is in the row, so two windows that press "next" at once never call one
//! ticket. After each change the hall is signalled, and displays look again.

mod back;
mod board;
mod call;
mod error;
mod print;
pub(crate) mod serve;
mod visit;
mod wait;
mod windows;

pub use back::Queued;
pub use board::{Board, BoardCall};
pub use error::HallError;
pub(crate) use print::{Wanted, print};
pub use visit::Visit;
pub use wait::{InLine, WaitingNow};
pub use windows::WindowState;
