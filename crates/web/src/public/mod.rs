//! What everybody may read: portal, regional sites, stands, feed of the multipurpose centres.
//!
//! A [`sheet::Sheet`] is what a pack says on one day in one language. All four renderings are drawn
//! from it, so they cannot disagree (REQ-4); [`site::PublicSite`] publishes it together with the
//! directory of offices and refuses while an item would be empty.

pub mod block;
pub mod completeness;
pub mod flow;
pub mod from_pack;
pub mod model;
pub mod pages;
pub mod payment;
pub mod routes;
pub mod schedule;
pub mod section;
pub mod setting;
pub mod sheet;
pub mod site;
pub mod source;
pub mod structured;

#[cfg(test)]
mod tests;
