//! The way of a case as a picture and in words (REQ-10.17).

use okno_documents::flowchart::{Chart, Edge, Node};

use crate::voice::{Voice, wording};

/// States and ways of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flow {
    /// States in the order of the pack, the first one where a case begins.
    pub states: Vec<FlowState>,
    /// Ways in the order of the pack.
    pub edges: Vec<FlowEdge>,
}

/// A state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowState {
    /// Its name in the pack.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// What it means for the citizen.
    pub plain: String,
    /// Whether nothing follows.
    pub is_final: bool,
}

/// A way from a state to a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowEdge {
    /// From.
    pub from: String,
    /// To.
    pub to: String,
    /// What happens, by its name in the pack.
    pub event: String,
    /// What happens, in words.
    pub label: String,
    /// Who does it.
    pub actors: String,
}

impl Flow {
    /// What is drawn.
    pub fn chart(&self, t: Voice) -> Chart {
        Chart {
            prefix: "flow".to_owned(),
            title: t.say("web-flow-title"),
            description: t.say("web-flow-description"),
            nodes: self
                .states
                .iter()
                .map(|state| Node {
                    id: state.id.clone(),
                    title: state.title.clone(),
                    is_final: state.is_final,
                })
                .collect(),
            edges: self
                .edges
                .iter()
                .map(|edge| Edge {
                    id: format!("{}.{}", edge.from, edge.event),
                    from: edge.from.clone(),
                    to: edge.to.clone(),
                    label: edge.label.clone(),
                    actor: edge.actors.clone(),
                })
                .collect(),
        }
    }

    /// The picture as SVG; nothing when the workflow contradicts itself, which the log tells.
    pub fn picture(&self, t: Voice) -> Option<String> {
        self.chart(t)
            .draw()
            .inspect_err(|problem| tracing::error!(%problem, "the flowchart could not be drawn"))
            .map(|drawing| drawing.svg)
            .ok()
    }

    /// The same in sentences, one for each way.
    pub fn sentences(&self, t: Voice) -> Vec<String> {
        wording().map_or_else(Vec::new, |wording| {
            self.chart(t).sentences(wording, t.lang())
        })
    }
}
