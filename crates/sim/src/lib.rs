//! A day in the office, many times: load and figures.
//!
//! Everything here looks at the office from outside, as people do, or at the
//! bare database beneath it, to say how far the one is from the other.

pub mod bench;
