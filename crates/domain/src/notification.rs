//! The seven notifications of item 7, and what else the office tells.

mod delivery;
mod facts;
mod kind;

pub use delivery::{Delivery, DeliveryState, Retry};
pub use facts::{FactName, MissingFacts, Notification};
pub use kind::Kind;
