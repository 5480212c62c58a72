//! What happens without anyone asking: holds that end, letters that leave,
//! slots that are published, timers that fire.
//!
//! Every task is idempotent and woken by a signal *and* a timer, so that a
//! signal lost between nodes costs a moment and never a letter. Several nodes
//! may run all tasks at once: guards in the database keep each thing done once.
//! This is the only crate that calls the outside.

pub mod mail;
mod outbox;
mod runner;
mod say;
mod task;
pub mod written;

pub use runner::run;
pub use task::{Done, JobError, Task};

use std::sync::Arc;

use okno_app::App;
use okno_documents::wording::Wording;

use crate::mail::Post;

/// What the tasks share.
#[derive(Clone)]
pub struct Jobs {
    /// The application.
    pub app: App,
    /// Everything the office says.
    pub wording: Wording,
    /// How letters leave.
    pub post: Arc<Post>,
    /// The address of the pages, for links in letters.
    pub public_url: Arc<str>,
}
