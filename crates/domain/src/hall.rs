//! Tickets of the hall queue and the order in which they are called.
