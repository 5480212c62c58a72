//! Opening hours, reception sessions and the slots they yield.
