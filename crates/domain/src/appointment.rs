//! Appointments: channels, references, and what may be done with them.
