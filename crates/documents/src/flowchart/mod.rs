//! The flowchart of item 10.17, drawn from the workflow that is in force.
//!
//! Layers by longest path, few crossings by barycentres, right-angled lines. Each
//! label has its own place in a layer, so that no label lies on a box or on another
//! label. Final states that many ways lead to are drawn once for each way.

mod grid;
mod layers;
mod letters;
mod order;
mod paint;
mod place;
mod route;

use std::collections::BTreeSet;

use crate::wording::{Args, Lang, Wording};

/// A state of the workflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its code, unique in the chart.
    pub id: String,
    /// What the reader sees.
    pub title: String,
    /// Whether nothing follows.
    pub is_final: bool,
}

/// A transition of the workflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// Its code, unique in the chart (`draft.book`).
    pub id: String,
    /// The state before.
    pub from: String,
    /// The state after; the same state is allowed.
    pub to: String,
    /// What happens.
    pub label: String,
    /// Who makes it happen.
    pub actor: String,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Goes before every id in the picture, so that two pictures fit on one page.
    pub prefix: String,
    /// The name of the picture.
    pub title: String,
    /// What it shows, in a sentence.
    pub description: String,
    /// The states, the first one to begin with.
    pub nodes: Vec<Node>,
    /// The transitions.
    pub edges: Vec<Edge>,
}

/// A drawn chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The picture; no inline style, so the strictest page policy shows it.
    pub svg: String,
    /// Width in its own units; a line of text is about 15 high.
    pub width: f64,
    /// Height in its own units.
    pub height: f64,
}

/// Why no chart was drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// There is no state.
    #[error("a flowchart without a state")]
    Empty,
    /// Two states or two transitions share an id.
    #[error("{0} stands twice")]
    Twice(String),
    /// A transition leads from or to a state that is not in the chart.
    #[error("transition {edge} names the unknown state {node}")]
    UnknownNode {
        /// The transition.
        edge: String,
        /// The state.
        node: String,
    },
}

impl Chart {
    /// Draws the chart.
    ///
    /// Every state carries `data-state` and every transition `data-edge` with its id
    /// (REQ-10.17).
    ///
    /// # Errors
    /// [`ChartError`] when the chart contradicts itself.
    pub fn draw(&self) -> Result<Drawing, ChartError> {
        self.check()?;
        let mut grid = layers::grid(self);
        order::untangle(&mut grid);
        place::put(&mut grid);
        let routes = route::lines(&mut grid);
        Ok(paint::picture(self, &grid, &routes))
    }

    /// The same in sentences, for whoever cannot see the picture: one for each
    /// transition, in the order of the workflow.
    pub fn sentences(&self, wording: &Wording, lang: Lang) -> Vec<String> {
        let title = |id: &str| {
            let known = self.nodes.iter().find(|node| node.id == id);
            known.map_or_else(|| id.to_owned(), |node| node.title.clone())
        };
        let sentence = |edge: &Edge| {
            let args = Args::new()
                .text("from", title(&edge.from))
                .text("event", edge.label.clone())
                .text("to", title(&edge.to));
            match edge.actor.trim() {
                "" => wording.polished(lang, "flowchart-step-alone", &args),
                who => wording.polished(lang, "flowchart-step", &args.text("who", who)),
            }
        };
        self.edges.iter().map(sentence).collect()
    }

    fn check(&self) -> Result<(), ChartError> {
        if self.nodes.is_empty() {
            return Err(ChartError::Empty);
        }
        let mut known = BTreeSet::new();
        for node in &self.nodes {
            if !known.insert(node.id.as_str()) {
                return Err(ChartError::Twice(node.id.clone()));
            }
        }
        let mut edges = BTreeSet::new();
        for edge in &self.edges {
            if !edges.insert(edge.id.as_str()) {
                return Err(ChartError::Twice(edge.id.clone()));
            }
            for node in [&edge.from, &edge.to] {
                if !known.contains(node.as_str()) {
                    let (edge, node) = (edge.id.clone(), node.clone());
                    return Err(ChartError::UnknownNode { edge, node });
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
