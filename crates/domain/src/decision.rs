//! Decisions and their coded grounds.
