//! Reception: who is booked today, check-in against the document, tickets
//! (REQ-A5, REQ-A13).
//!
//! Staff do not judge who somebody is: the document shown is compared with the
//! booking, and what differs voids the booking. There is no function that lets
//! anybody past a difference.

mod arrivals;
mod check_in;
mod error;
mod missed;
mod shown;
mod void;
mod walk_in;

pub use arrivals::{Arrival, ArrivalState};
pub use check_in::Printed;
pub use error::ReceptionError;
pub use shown::ShownDocument;
pub use void::VoidReason;
pub use walk_in::WalkIn;
