//! See `docs/tour.md`.
