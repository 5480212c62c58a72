//! Decisions and their coded grounds.
//!
//! Refusal to accept, suspension, discontinuation and refusal are four different
//! things with four lists. A [`Ground`] can only be had from the list it stands in,
//! so nobody can refuse with words of their own (REQ-5.6).

mod ground;
mod refusal;

pub use ground::{Ground, GroundEntry, GroundList, Grounds, WrongGround};
pub use refusal::{
    Detail, MissingDetails, RefusalDraft, RefusalNotice, ResponsibleBody, RestrictingDecision,
    RestrictionTerm,
};
