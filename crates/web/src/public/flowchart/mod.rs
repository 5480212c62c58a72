//! The flowchart of appendix 3, drawn from the workflow of the pack (REQ-10.17).
//!
//! States stand in rows, so that a case goes down; ways run in the channels between rows, and ways
//! to the same state join. A number at the beginning of each way leads to its line in the legend,
//! which is also the text equivalent.

mod draw;
mod layout;

pub use draw::svg;

use super::sheet::{Flow, FlowEdge};

/// A numbered line of the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendLine {
    /// The number at the way.
    pub number: usize,
    /// Title of the state it leaves.
    pub from: String,
    /// Title of the state it reaches.
    pub to: String,
    /// The way itself.
    pub edge: FlowEdge,
}

/// All ways with their numbers, in the order of the pack; one line for ways that differ only in
/// where they begin keeps its own number, so that nothing is left out.
pub fn legend(flow: &Flow) -> Vec<LegendLine> {
    let title = |id: &str| {
        let state = flow.states.iter().find(|state| state.id == id);
        state.map_or_else(|| id.to_owned(), |state| state.title.clone())
    };
    flow.edges
        .iter()
        .enumerate()
        .map(|(place, edge)| LegendLine {
            number: place + 1,
            from: title(&edge.from),
            to: title(&edge.to),
            edge: edge.clone(),
        })
        .collect()
}
