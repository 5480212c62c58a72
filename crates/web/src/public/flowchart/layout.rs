//! Where each state stands and how each way runs.

use std::collections::{BTreeMap, BTreeSet};

use crate::public::sheet::Flow;

/// Width of a box.
pub const BOX_WIDTH: f64 = 176.0;
/// Height of a box.
pub const BOX_HEIGHT: f64 = 66.0;
const GAP: f64 = 26.0;
const LANE: f64 = 14.0;
const TRACK: f64 = 15.0;
const STUB: f64 = 26.0;
const SWEEPS: usize = 24;

/// A state or a bend of a long way.
#[derive(Debug, Clone)]
pub struct Node {
    /// Number of the state; nothing for a bend.
    pub state: Option<usize>,
    /// Row from the top.
    pub row: usize,
    /// Middle.
    pub x: f64,
}

/// A piece of a way between two neighbouring rows.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Upper node.
    pub upper: usize,
    /// Lower node.
    pub lower: usize,
    /// Numbers of the ways that begin here; they are shown at the piece.
    pub numbers: Vec<usize>,
    /// Whether the arrow's head is at the upper end.
    pub up: bool,
    /// Where it leaves the upper node.
    pub port: f64,
    /// Height of its level part.
    pub track_y: f64,
}

/// The whole plan.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// States and bends.
    pub nodes: Vec<Node>,
    /// Pieces of ways.
    pub pieces: Vec<Piece>,
    /// Ways from a state to itself: state and numbers.
    pub loops: BTreeMap<usize, Vec<usize>>,
    /// Top of each row.
    pub tops: Vec<f64>,
    /// Width of the drawing.
    pub width: f64,
    /// Height of the drawing.
    pub height: f64,
}

/// Plans the drawing of `flow`.
pub fn plan(flow: &Flow) -> Plan {
    let graph = Graph::of(flow);
    let mut plan = graph.rows_and_bends();
    let mut order = first_order(&plan);
    reduce_crossings(&plan, &mut order);
    place(&mut plan, &order);
    ports_and_tracks(&mut plan);
    plan
}

/// Ways between different states; several ways between the same two are one line.
struct Graph {
    states: usize,
    ways: BTreeMap<(usize, usize), Vec<usize>>,
    loops: BTreeMap<usize, Vec<usize>>,
    back: BTreeSet<(usize, usize)>,
}

impl Graph {
    fn of(flow: &Flow) -> Self {
        let index: BTreeMap<&str, usize> =
            flow.states.iter().enumerate().map(|(at, state)| (state.id.as_str(), at)).collect();
        let mut graph = Self {
            states: flow.states.len(),
            ways: BTreeMap::new(),
            loops: BTreeMap::new(),
            back: BTreeSet::new(),
        };
        for (place, edge) in flow.edges.iter().enumerate() {
            let ends = (index.get(edge.from.as_str()), index.get(edge.to.as_str()));
            let (Some(&from), Some(&to)) = ends else { continue };
            if from == to {
                graph.loops.entry(from).or_default().push(place + 1);
            } else {
                graph.ways.entry((from, to)).or_default().push(place + 1);
            }
        }
        let mut seen = vec![0_u8; graph.states];
        for state in 0..graph.states {
            graph.find_back(state, &mut seen);
        }
        graph
    }

    /// Marks ways that lead back to where the case has been; they are drawn upwards.
    fn find_back(&mut self, state: usize, seen: &mut [u8]) {
        if seen[state] != 0 {
            return;
        }
        seen[state] = 1;
        let next: Vec<usize> = self.ways.keys().filter(|(from, _)| *from == state).map(|(_, to)| *to).collect();
        for to in next {
            if seen[to] == 1 {
                self.back.insert((state, to));
            } else {
                self.find_back(to, seen);
            }
        }
        seen[state] = 2;
    }

    fn rows(&self) -> Vec<usize> {
        let mut rows = vec![0; self.states];
        for _ in 0..self.states {
            for (from, to) in self.ways.keys() {
                if !self.back.contains(&(*from, *to)) {
                    rows[*to] = rows[*to].max(rows[*from] + 1);
                }
            }
        }
        rows
    }

    fn rows_and_bends(self) -> Plan {
        let rows = self.rows();
        let mut plan = Plan { loops: self.loops, ..Plan::default() };
        plan.nodes = (0..self.states)
            .map(|state| Node { state: Some(state), row: rows[state], x: 0.0 })
            .collect();
        // Ways down to the same state share their bends, and so do ways up to the same state.
        let mut bends: BTreeMap<(usize, usize, bool), usize> = BTreeMap::new();
        for ((from, to), numbers) in self.ways {
            let up = self.back.contains(&(from, to));
            let (top, bottom) = if up { (to, from) } else { (from, to) };
            let key = |row| (to, row, up);
            let mut upper = top;
            for row in rows[top] + 1..rows[bottom] {
                let bend = *bends.entry(key(row)).or_insert_with(|| {
                    plan.nodes.push(Node { state: None, row, x: 0.0 });
                    plan.nodes.len() - 1
                });
                plan.join(upper, bend, if upper == top && !up { &numbers } else { &[] }, up);
                upper = bend;
            }
            let shown: &[usize] = if up || upper == top { &numbers } else { &[] };
            plan.join(upper, bottom, shown, up);
        }
        plan
    }
}

impl Plan {
    fn join(&mut self, upper: usize, lower: usize, numbers: &[usize], up: bool) {
        let same = |piece: &&mut Piece| piece.upper == upper && piece.lower == lower && piece.up == up;
        if let Some(piece) = self.pieces.iter_mut().find(same) {
            piece.numbers.extend_from_slice(numbers);
        } else {
            let numbers = numbers.to_vec();
            self.pieces.push(Piece { upper, lower, numbers, up, port: 0.0, track_y: 0.0 });
        }
    }

    /// Width a node takes in its row.
    pub fn room(&self, node: usize) -> f64 {
        if self.nodes[node].state.is_some() { BOX_WIDTH + GAP } else { LANE * 2.0 }
    }

    fn beside(&self, node: usize, above: bool) -> Vec<usize> {
        self.pieces
            .iter()
            .filter_map(|piece| match above {
                true if piece.lower == node => Some(piece.upper),
                false if piece.upper == node => Some(piece.lower),
                _ => None,
            })
            .collect()
    }
}

fn first_order(plan: &Plan) -> Vec<Vec<usize>> {
    let rows = plan.nodes.iter().map(|node| node.row).max().map_or(0, |row| row + 1);
    let mut order = vec![Vec::new(); rows];
    for (at, node) in plan.nodes.iter().enumerate() {
        order[node.row].push(at);
    }
    order
}

fn reduce_crossings(plan: &Plan, order: &mut Vec<Vec<usize>>) {
    let mut best = order.clone();
    let mut fewest = crossings(plan, order);
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 0;
        let rows: Vec<usize> = if down { (1..order.len()).collect() } else { (0..order.len().saturating_sub(1)).rev().collect() };
        for row in rows {
            let other = if down { row - 1 } else { row + 1 };
            let place: BTreeMap<usize, usize> = order[other].iter().enumerate().map(|(at, node)| (*node, at)).collect();
            let mut weighed: Vec<(f64, usize)> = order[row]
                .iter()
                .enumerate()
                .map(|(at, node)| (middle(&plan.beside(*node, down), &place).unwrap_or(at as f64), *node))
                .collect();
            weighed.sort_by(|one, two| one.0.total_cmp(&two.0));
            order[row] = weighed.into_iter().map(|(_, node)| node).collect();
        }
        let now = crossings(plan, order);
        if now < fewest {
            fewest = now;
            best.clone_from(order);
        }
    }
    *order = best;
}

fn middle(beside: &[usize], place: &BTreeMap<usize, usize>) -> Option<f64> {
    let places: Vec<f64> = beside.iter().filter_map(|node| place.get(node)).map(|at| *at as f64).collect();
    (!places.is_empty()).then(|| places.iter().sum::<f64>() / places.len() as f64)
}

fn crossings(plan: &Plan, order: &[Vec<usize>]) -> usize {
    let mut at = vec![0; plan.nodes.len()];
    for row in order {
        for (place, node) in row.iter().enumerate() {
            at[*node] = place;
        }
    }
    let mut count = 0;
    for (first, one) in plan.pieces.iter().enumerate() {
        for two in &plan.pieces[first + 1..] {
            if plan.nodes[one.upper].row == plan.nodes[two.upper].row
                && (at[one.upper] < at[two.upper]) != (at[one.lower] < at[two.lower])
                && at[one.upper] != at[two.upper]
                && at[one.lower] != at[two.lower]
            {
                count += 1;
            }
        }
    }
    count
}

fn place(plan: &mut Plan, order: &[Vec<usize>]) {
    for row in order {
        let mut x = 0.0;
        for node in row {
            let room = plan.room(*node);
            plan.nodes[*node].x = x + room / 2.0;
            x += room;
        }
    }
    for sweep in 0..SWEEPS * 2 {
        let down = sweep % 2 == 0;
        let rows: Vec<&Vec<usize>> = if down { order.iter().collect() } else { order.iter().rev().collect() };
        for row in rows {
            settle(plan, row, down);
        }
    }
    let left = plan.nodes.iter().enumerate().map(|(at, node)| node.x - plan.room(at) / 2.0).fold(f64::MAX, f64::min);
    for node in &mut plan.nodes {
        node.x -= left - GAP;
    }
    plan.width = plan.nodes.iter().enumerate().map(|(at, node)| node.x + plan.room(at) / 2.0).fold(0.0, f64::max) + GAP;
}

/// Moves the nodes of a row towards their neighbours above or below, keeping their order and room.
fn settle(plan: &mut Plan, row: &[usize], down: bool) {
    let wanted: Vec<f64> = row
        .iter()
        .map(|node| {
            let beside = plan.beside(*node, down);
            let sum: f64 = beside.iter().map(|other| plan.nodes[*other].x).sum();
            if beside.is_empty() { plan.nodes[*node].x } else { sum / beside.len() as f64 }
        })
        .collect();
    let mut from_left = wanted.clone();
    for at in 1..row.len() {
        let least = from_left[at - 1] + (plan.room(row[at - 1]) + plan.room(row[at])) / 2.0;
        from_left[at] = from_left[at].max(least);
    }
    let mut from_right = wanted;
    for at in (0..row.len().saturating_sub(1)).rev() {
        let most = from_right[at + 1] - (plan.room(row[at]) + plan.room(row[at + 1])) / 2.0;
        from_right[at] = from_right[at].min(most);
    }
    for (at, node) in row.iter().enumerate() {
        plan.nodes[*node].x = f64::midpoint(from_left[at], from_right[at]);
    }
}

fn ports_and_tracks(plan: &mut Plan) {
    for node in 0..plan.nodes.len() {
        spread_ports(plan, node);
    }
    let rows = plan.nodes.iter().map(|node| node.row).max().map_or(0, |row| row + 1);
    let mut y = GAP;
    for row in 0..rows {
        plan.tops.push(y);
        y += BOX_HEIGHT;
        let tracks = assign_tracks(plan, row, y + STUB);
        y += STUB + tracks as f64 * TRACK + STUB;
    }
    plan.height = y - STUB;
}

/// Gives each way out of a box its own place on the lower side, in the order of where it goes.
fn spread_ports(plan: &mut Plan, node: usize) {
    let mut out: Vec<usize> = (0..plan.pieces.len()).filter(|at| plan.pieces[*at].upper == node).collect();
    let goal = |piece: &Piece, nodes: &[Node]| nodes[piece.lower].x;
    out.sort_by(|one, two| {
        goal(&plan.pieces[*one], &plan.nodes).total_cmp(&goal(&plan.pieces[*two], &plan.nodes))
    });
    let is_box = plan.nodes[node].state.is_some();
    let step = if is_box { (BOX_WIDTH - 28.0) / (out.len().max(1) as f64) } else { 0.0 };
    let middle = plan.nodes[node].x;
    let count = out.len();
    for (at, piece) in out.into_iter().enumerate() {
        plan.pieces[piece].port = middle + (at as f64 - (count as f64 - 1.0) / 2.0) * step.min(34.0);
    }
}

/// Ways to the same node share a level line; lines that would lie on each other get other heights.
fn assign_tracks(plan: &mut Plan, row: usize, top: f64) -> usize {
    let mut groups: BTreeMap<(usize, bool), Vec<usize>> = BTreeMap::new();
    for (at, piece) in plan.pieces.iter().enumerate() {
        if plan.nodes[piece.upper].row == row {
            groups.entry((piece.lower, piece.up)).or_default().push(at);
        }
    }
    let span = |plan: &Plan, lower: usize, pieces: &[usize]| {
        let xs = pieces.iter().map(|at| plan.pieces[*at].port).chain([plan.nodes[lower].x]);
        xs.fold((f64::MAX, f64::MIN), |(left, right), x| (left.min(x), right.max(x)))
    };
    let mut spans: Vec<((f64, f64), Vec<usize>)> =
        groups.into_iter().map(|((lower, _), pieces)| (span(plan, lower, &pieces), pieces)).collect();
    spans.sort_by(|one, two| (one.0.1 - one.0.0).total_cmp(&(two.0.1 - two.0.0)));
    let mut tracks: Vec<Vec<(f64, f64)>> = Vec::new();
    for ((left, right), pieces) in spans {
        let free = |taken: &Vec<(f64, f64)>| taken.iter().all(|(from, to)| right + 8.0 < *from || to + 8.0 < left);
        let track = tracks.iter().position(free).unwrap_or_else(|| {
            tracks.push(Vec::new());
            tracks.len() - 1
        });
        tracks[track].push((left, right));
        for piece in pieces {
            plan.pieces[piece].track_y = top + (track as f64 + 0.5) * TRACK;
        }
    }
    tracks.len()
}
