//! The seven notifications of item 7.
