//! Situations the loader and the resolver must handle.
