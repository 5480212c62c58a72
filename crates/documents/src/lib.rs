//! Everything the office says in writing: wording, notices, calendar files, QR codes,
//! the flowchart, the texts of a pack as pages.

pub mod flowchart;
pub mod ics;
pub mod markdown;
pub mod notice;
pub mod payment_qr;
pub mod qr;
pub mod sms;
pub mod typography;
pub mod wording;
pub mod words_of;
