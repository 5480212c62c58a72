//! Staff: log-in, sessions, who may do what, who sits at which window.
//!
//! Every function of reception, hall and case asks [`App::allow`](crate::App::allow)
//! first: the right by role, and the reach by office. What lies out of reach is
//! answered as if it did not exist (REQ-1, REQ-SO-4).

mod error;
mod log_in;
mod record;
mod rights;
mod seat;
mod session;
mod token;

pub use error::{LogInError, SeatError};
pub use session::{LONGEST, Session, UNSEEN};
pub use token::StaffToken;
