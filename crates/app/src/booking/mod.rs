//! Booking: identity-bound, first come first served (REQ-A7, REQ-A9, REQ-A12,
//! REQ-A15, REQ-A24, REQ-9.4).
//!
//! Shown means bookable: the calendar reads the rows that booking guards. The
//! same functions serve every door.

mod book;
mod cancel;
mod error;
mod find;
mod hold;
mod made;
mod move_to;
mod shelf;
mod slots;

pub use book::Wish;
pub use error::BookingError;
pub use find::Found;
pub use hold::{Held, HoldKey, Kept};
pub use made::Made;
pub use shelf::SlotShelf;
pub(crate) use slots::start_of;
pub use slots::{DaySlots, FreeTime, SlotKey};
