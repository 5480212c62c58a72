//! The verifiable draw `slotdraw/1`: places given by lot, so that nobody can sell them.
//!
//! An office that has more applicants than places collects claims over a window, freezes
//! the list, waits for a public random value that nobody could know before, and lets the
//! places fall in an order that anybody can recompute (REQ-A12). Arriving first, knowing
//! the operator or signing up many times gains nothing (REQ-A26), and the assigned time is
//! proven fair by the published transcript (REQ-A23).
//!
//! The crate is pure and uses integers only: no clock, no random generator, no shuffle.
//! Tickets are keyed hashes, so the same input gives the same bytes on every platform.
//!
//! | step | module |
//! |---|---|
//! | a claim gets a commitment and its citizen a receipt | [`commitment`], [`receipt`] |
//! | the window closes, the list is frozen under a root | [`claims`], [`entry`], [`merkle`] |
//! | the beacon speaks, the seed follows | [`beacon`], [`officials`], [`seed`](mod@seed) |
//! | tickets, one merged order, one serial dictatorship | [`ticket`](mod@ticket), [`order`], [`allocate`](mod@allocate) |
//! | the outcome is published | [`transcript`], [`results`] |
//! | anybody checks | [`verify`](mod@verify), [`check`](mod@check), [`extract`] |
//! | freed places go down the same order | [`standby`] |
//!
//! All hashes are SHA-256, all integers big-endian; `lp(x)` is the length of `x` as four
//! bytes and then `x`.

pub mod allocate;
pub mod answer;
pub mod beacon;
mod bytes;
pub mod check;
pub mod claims;
pub mod commitment;
pub mod draw;
pub mod entry;
pub mod extract;
mod hash;
pub mod input;
pub mod inventory;
pub mod merkle;
pub mod officials;
pub mod order;
mod outcome;
pub mod receipt;
pub mod results;
pub mod seed;
mod sorting;
pub mod standby;
pub mod ticket;
pub mod transcript;
pub mod verify;

pub use allocate::{Allocation, MAX_SIZE, allocate};
pub use answer::{Answer, Difference, Expected};
pub use beacon::{Beacon, BeaconError, round_at};
pub use bytes::{Commitment, Hash, HexError, Nonce, Signature};
pub use check::{CheckError, Finding, Why, check, check_extract};
pub use claims::{ClaimError, Claims, DuplicateCommitment, Frozen, MAX_PREFERENCES};
pub use commitment::{batch_nonce, commit};
pub use draw::{Draw, draw};
pub use entry::{Entry, Terms, TermsError};
pub use extract::Extract;
pub use input::{DrawFile, InputError, Played};
pub use inventory::{Inventory, InventoryError};
pub use receipt::Receipt;
pub use seed::{SeedInputs, seed};
pub use ticket::ticket;
pub use transcript::{Announcement, Transcript};
pub use verify::{Mismatch, Verification, verify, verify_announced};

/// The name of this protocol, as it stands in every published file.
pub const PROTOCOL: &str = "slotdraw/1";
