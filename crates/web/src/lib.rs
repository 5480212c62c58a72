//! Pages, live displays and the interface for programs: what a person meets.
//!
//! Every area has its own folder and gives one router; [`router`] joins them. Pages are compiled
//! templates in `templates/`, words are Fluent messages in `translations/<lang>/web-*.ftl`, and the
//! look is one stylesheet for each surface in `assets/`. Every page works without a script.

pub mod api;
pub mod assets;
pub mod booking;
pub mod cache;
pub mod desk;
#[cfg(any(test, feature = "preview"))]
pub mod dev;
pub mod display;
pub mod fault;
pub mod field;
pub mod frame;
pub mod health;
pub mod house;
pub mod lang;
pub mod limits;
pub mod public;
pub mod router;
#[cfg(any(test, feature = "preview"))]
pub mod sample;
pub mod security;
pub mod shell;
pub mod status;
pub mod view;
pub mod voice;
