//! The case: states, events, and the one table of edges.
