//! Which row everything stands in.

use std::collections::BTreeMap;

use super::Chart;
use super::grid::{Grid, Kind, Line, Loop, Spot, Way};
use super::letters::{ACTOR, EVENT, TITLE, height, width, wrap};

const TITLE_SIGNS: usize = 20;
const LABEL_SIGNS: usize = 23;
const BOX_PADDING: f64 = 14.0;
const LABEL_PADDING: f64 = 6.0;
/// From the box to the label of its loop.
pub const LOOP_REACH: f64 = 26.0;
/// A final state that more ways than this lead to is drawn once for each of them.
const WAYS_TO_ONE_END: usize = 3;

/// A box to be drawn and the ways between boxes, before rows are known.
struct Plan {
    /// The node of each box.
    boxes: Vec<usize>,
    /// From box, to box, the transitions.
    ways: Vec<(usize, usize, Vec<usize>)>,
    /// Box and transition.
    loops: Vec<(usize, usize)>,
}

/// Gives everything its row.
pub fn grid(chart: &Chart) -> Grid {
    let plan = plan(chart);
    let upwards = upward_ways(&plan);
    let rows = rows_of(&plan, &upwards);
    let mut grid = Grid::default();
    for (at, node) in plan.boxes.iter().enumerate() {
        grid.spots.push(box_spot(chart, *node, rows[at]));
    }
    for (spot, edge) in &plan.loops {
        let lines = label_lines(chart, &[*edge]);
        let (wide, high) = block(&lines);
        let room = LOOP_REACH + wide + LABEL_PADDING;
        grid.spots[*spot].loop_room += room;
        grid.spots[*spot].height = grid.spots[*spot].height.max(high);
        grid.loops.push(Loop {
            spot: *spot,
            edge: *edge,
            lines,
        });
    }
    for (at, (from, to, edges)) in plan.ways.iter().enumerate() {
        add_way(&mut grid, chart, (*from, *to), edges, upwards[at]);
    }
    let last = grid.spots.iter().map(|spot| spot.row).max().unwrap_or(0);
    grid.rows = vec![Vec::new(); last + 1];
    for (at, spot) in grid.spots.iter().enumerate() {
        grid.rows[spot.row].push(at);
    }
    grid
}

fn plan(chart: &Chart) -> Plan {
    let index: BTreeMap<&str, usize> = chart
        .nodes
        .iter()
        .enumerate()
        .map(|(at, node)| (node.id.as_str(), at))
        .collect();
    let mut between: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    let mut loops = Vec::new();
    for (at, edge) in chart.edges.iter().enumerate() {
        let ends = (index.get(edge.from.as_str()), index.get(edge.to.as_str()));
        let (Some(&from), Some(&to)) = ends else {
            continue;
        };
        if from == to {
            loops.push((from, at));
            continue;
        }
        match between.iter_mut().find(|way| (way.0, way.1) == (from, to)) {
            Some(way) => way.2.push(at),
            None => between.push((from, to, vec![at])),
        }
    }
    let mut plan = Plan {
        boxes: (0..chart.nodes.len()).collect(),
        ways: between,
        loops,
    };
    for node in 0..chart.nodes.len() {
        let into: Vec<usize> = (0..plan.ways.len())
            .filter(|at| plan.ways[*at].1 == node)
            .collect();
        if chart.nodes[node].is_final && into.len() > WAYS_TO_ONE_END {
            for at in into.into_iter().skip(1) {
                plan.ways[at].1 = plan.boxes.len();
                plan.boxes.push(node);
            }
        }
    }
    plan
}

/// The ways that close a circle; they are drawn upwards.
fn upward_ways(plan: &Plan) -> Vec<bool> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        OnTheWay,
        Done,
    }
    fn visit(at: usize, plan: &Plan, seen: &mut [Seen], upwards: &mut [bool]) {
        seen[at] = Seen::OnTheWay;
        for (way, (from, to, _)) in plan.ways.iter().enumerate() {
            if *from == at {
                match seen[*to] {
                    Seen::No => visit(*to, plan, seen, upwards),
                    Seen::OnTheWay => upwards[way] = true,
                    Seen::Done => {}
                }
            }
        }
        seen[at] = Seen::Done;
    }
    let mut seen = vec![Seen::No; plan.boxes.len()];
    let mut upwards = vec![false; plan.ways.len()];
    for at in 0..plan.boxes.len() {
        if seen[at] == Seen::No {
            visit(at, plan, &mut seen, &mut upwards);
        }
    }
    upwards
}

/// Two rows below the lowest box that leads here: between them is room for the label.
fn rows_of(plan: &Plan, upwards: &[bool]) -> Vec<usize> {
    let mut rows = vec![0; plan.boxes.len()];
    for _ in 0..plan.boxes.len() {
        for (way, (from, to, _)) in plan.ways.iter().enumerate() {
            let (upper, lower) = if upwards[way] {
                (*to, *from)
            } else {
                (*from, *to)
            };
            rows[lower] = rows[lower].max(rows[upper] + 2);
        }
    }
    rows
}

fn add_way(
    grid: &mut Grid,
    chart: &Chart,
    (from, to): (usize, usize),
    edges: &[usize],
    upwards: bool,
) {
    let (upper, lower) = if upwards { (to, from) } else { (from, to) };
    let (top, bottom) = (grid.spots[upper].row, grid.spots[lower].row);
    // Near the box that the way starts from, where the reader looks for it.
    let label_row = if upwards { bottom - 1 } else { top + 1 };
    let way = grid.ways.len();
    let mut spots = vec![upper];
    for row in top + 1..bottom {
        spots.push(grid.spots.len());
        grid.spots.push(if row == label_row {
            label_spot(label_lines(chart, edges), way, row)
        } else {
            bend_spot(row)
        });
    }
    spots.push(lower);
    grid.ways.push(Way {
        edges: edges.to_vec(),
        spots,
        upwards,
    });
}

fn box_spot(chart: &Chart, node: usize, row: usize) -> Spot {
    let title = wrap(&chart.nodes[node].title, TITLE_SIGNS);
    let lines: Vec<Line> = title
        .into_iter()
        .map(|text| Line {
            text,
            size: TITLE,
            edge: None,
        })
        .collect();
    let (wide, high) = block(&lines);
    let side = 2.0 * BOX_PADDING;
    let is_final = chart.nodes[node].is_final;
    // Two labels side by side hang straight below a state of this width.
    let wide = (wide + side).max(if is_final { 110.0 } else { 176.0 });
    let spot = spot(Kind::Box(node), row, wide, high + side, lines);
    Spot { is_final, ..spot }
}

fn label_spot(lines: Vec<Line>, way: usize, row: usize) -> Spot {
    let (wide, high) = block(&lines);
    spot(
        Kind::Label(way),
        row,
        wide + 2.0 * LABEL_PADDING,
        high + LABEL_PADDING,
        lines,
    )
}

fn bend_spot(row: usize) -> Spot {
    spot(Kind::Bend, row, 4.0, 0.0, Vec::new())
}

fn spot(kind: Kind, row: usize, width: f64, height: f64, lines: Vec<Line>) -> Spot {
    Spot {
        kind,
        row,
        width,
        height,
        loop_room: 0.0,
        is_final: false,
        lines,
        x: 0.0,
        y: 0.0,
    }
}

fn label_lines(chart: &Chart, edges: &[usize]) -> Vec<Line> {
    let mut lines = Vec::new();
    for at in edges {
        let edge = &chart.edges[*at];
        let texts = wrap(&edge.label, LABEL_SIGNS).into_iter();
        lines.extend(texts.map(|text| Line {
            text,
            size: EVENT,
            edge: Some(*at),
        }));
        if !edge.actor.trim().is_empty() {
            let actor = format!("({})", edge.actor.trim());
            let texts = wrap(&actor, LABEL_SIGNS + 2).into_iter();
            lines.extend(texts.map(|text| Line {
                text,
                size: ACTOR,
                edge: Some(*at),
            }));
        }
    }
    lines
}

/// Between the labels of two transitions that take one way.
pub const BETWEEN_LABELS: f64 = 6.0;

/// Width and height of some lines.
pub fn block(lines: &[Line]) -> (f64, f64) {
    let wide = lines
        .iter()
        .map(|line| width(&line.text, line.size))
        .fold(0.0, f64::max);
    let high: f64 = lines.iter().map(|line| height(line.size)).sum();
    let changes = lines
        .windows(2)
        .filter(|pair| pair[0].edge != pair[1].edge)
        .count();
    (wide, high + BETWEEN_LABELS * changes as f64)
}
