//! What everybody may read: portal, regional sites, stands, feed of the multipurpose centres.

pub mod flowchart;
pub mod model;
pub mod schedule;
pub mod sheet;
