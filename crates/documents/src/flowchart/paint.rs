//! The picture itself, as SVG with presentation attributes only.

use std::fmt::Write;

use super::grid::{Grid, Kind, Line, Loop, Spot};
use super::layers::{BETWEEN_LABELS, LOOP_REACH, block};
use super::letters::{ACTOR, TITLE, height};
use super::route::Point;
use super::{Chart, Drawing};
use crate::qr::escape;

const MARGIN: f64 = 24.0;
const ROUND: f64 = 6.0;
const INK: &str = "#16324f";
const QUIET_INK: &str = "#51606e";

/// Draws everything: lines first, labels over them, boxes last.
pub fn picture(chart: &Chart, grid: &Grid, lines: &[Vec<Point>]) -> Drawing {
    let (mut wide, mut high) = (0.0_f64, 0.0_f64);
    for spot in &grid.spots {
        wide = wide.max(spot.x + spot.right());
        high = high.max(spot.y + spot.height / 2.0);
    }
    let (width, height) = (wide + 2.0 * MARGIN, high + 2.0 * MARGIN);
    let mut svg = head(chart, width, height);
    let mut labels = String::new();
    for (way, points) in grid.ways.iter().zip(lines) {
        let mut points = points.clone();
        if way.upwards {
            points.reverse();
        }
        line(&mut svg, chart, &way.edges, &path(&points));
    }
    for found in &grid.loops {
        turn(&mut svg, &mut labels, chart, &grid.spots[found.spot], found);
    }
    for spot in &grid.spots {
        match &spot.kind {
            Kind::Label(_) => label(&mut labels, chart, spot.x, spot.y, &spot.lines),
            Kind::Box(node) => state(&mut labels, chart, spot, *node),
            Kind::Bend => {}
        }
    }
    svg.push_str(&labels);
    svg.push_str("</g></svg>");
    Drawing { svg, width, height }
}

fn head(chart: &Chart, width: f64, height: f64) -> String {
    let prefix = escape(&chart.prefix);
    let (title, description) = (escape(&chart.title), escape(&chart.description));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"flowchart\" role=\"img\" \
         aria-labelledby=\"{prefix}-title {prefix}-desc\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"sans-serif\"><title id=\"{prefix}-title\">{title}</title>\
         <desc id=\"{prefix}-desc\">{description}</desc>\
         <defs><marker id=\"{prefix}-arrow\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" \
         markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">\
         <path d=\"M0 0L10 5L0 10z\" fill=\"{INK}\"/></marker></defs>\
         <rect width=\"{width:.0}\" height=\"{height:.0}\" fill=\"#fff\"/>\
         <g transform=\"translate({MARGIN} {MARGIN})\">"
    )
}

// Writing to a String cannot fail, so the results of `write!` below carry no news.

fn line(svg: &mut String, chart: &Chart, edges: &[usize], path: &str) {
    let ids: Vec<String> = edges
        .iter()
        .map(|at| escape(&chart.edges[*at].id))
        .collect();
    let _ = write!(
        svg,
        "<path class=\"flow-line\" data-line=\"{}\" d=\"{path}\" fill=\"none\" stroke=\"{INK}\" \
         stroke-width=\"1.5\" marker-end=\"url(#{}-arrow)\"/>",
        ids.join(" "),
        escape(&chart.prefix)
    );
}

/// The points as a path with rounded corners.
fn path(points: &[Point]) -> String {
    let mut path = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| points.get(before));
        match (before, points.get(at + 1)) {
            (None, _) => {
                let _ = write!(path, "M{x:.1} {y:.1}");
            }
            (Some(_), None) => {
                let _ = write!(path, "L{x:.1} {y:.1}");
            }
            (Some(before), Some(after)) => {
                let (from_x, from_y) = towards((*x, *y), *before);
                let (to_x, to_y) = towards((*x, *y), *after);
                let _ = write!(
                    path,
                    "L{from_x:.1} {from_y:.1}Q{x:.1} {y:.1} {to_x:.1} {to_y:.1}"
                );
            }
        }
    }
    path
}

/// A point a corner's radius away, or half way when the other end is near.
fn towards((x, y): Point, (other_x, other_y): Point) -> Point {
    let (across, down) = (other_x - x, other_y - y);
    let length = across.hypot(down);
    let share = if length > 0.0 {
        (ROUND / length).min(0.5)
    } else {
        0.0
    };
    (x + across * share, y + down * share)
}

fn turn(svg: &mut String, labels: &mut String, chart: &Chart, spot: &Spot, found: &Loop) {
    let (side, reach) = (spot.x + spot.left(), LOOP_REACH - 8.0);
    let (up, down) = (spot.y - 10.0, spot.y + 10.0);
    let points = [
        (side, up),
        (side + reach, up),
        (side + reach, down),
        (side, down),
    ];
    line(svg, chart, &[found.edge], &path(&points));
    let (wide, _) = block(&found.lines);
    label(
        labels,
        chart,
        side + LOOP_REACH + wide / 2.0,
        spot.y,
        &found.lines,
    );
}

/// A label on white, so that the line passes behind the words.
fn label(svg: &mut String, chart: &Chart, x: f64, y: f64, lines: &[Line]) {
    let (_, high) = block(lines);
    let mut top = y - high / 2.0;
    let mut at = 0;
    while let Some(edge) = lines.get(at).and_then(|line| line.edge) {
        let own = lines[at..]
            .iter()
            .take_while(|line| line.edge == Some(edge))
            .count();
        let own_lines = &lines[at..at + own];
        let (wide, tall) = block(own_lines);
        let edge = &chart.edges[edge];
        let _ = write!(
            svg,
            "<g class=\"flow-label\" data-edge=\"{}\" data-from=\"{}\" data-to=\"{}\">\
             <rect x=\"{:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{tall:.1}\" fill=\"#fff\"/>",
            escape(&edge.id),
            escape(&edge.from),
            escape(&edge.to),
            x - wide / 2.0 - 2.0,
            wide + 4.0
        );
        text(svg, x, top, own_lines);
        svg.push_str("</g>");
        top += tall + BETWEEN_LABELS;
        at += own;
    }
}

fn text(svg: &mut String, x: f64, top: f64, lines: &[Line]) {
    let mut y = top;
    for line in lines {
        let quiet = (line.size - ACTOR).abs() < f64::EPSILON;
        let ink = if quiet { QUIET_INK } else { "#111" };
        let weight = if (line.size - TITLE).abs() < f64::EPSILON {
            "600"
        } else {
            "400"
        };
        let base = y + line.size;
        let _ = write!(
            svg,
            "<text x=\"{x:.1}\" y=\"{base:.1}\" font-size=\"{}\" font-weight=\"{weight}\" \
             fill=\"{ink}\" text-anchor=\"middle\">{}</text>",
            line.size,
            escape(&line.text)
        );
        y += height(line.size);
    }
}

fn state(svg: &mut String, chart: &Chart, spot: &Spot, node: usize) {
    let known = &chart.nodes[node];
    let (fill, round, stroke) = match (known.is_final, node) {
        (true, _) => ("#dfe7ee", spot.height / 2.0, 1.5),
        (false, 0) => ("#fff8db", 6.0, 3.0),
        (false, _) => ("#fff", 6.0, 1.5),
    };
    let _ = write!(
        svg,
        "<g class=\"flow-state\" data-state=\"{}\"><rect x=\"{:.1}\" y=\"{:.1}\" \
         width=\"{:.1}\" height=\"{:.1}\" rx=\"{round:.1}\" fill=\"{fill}\" stroke=\"{INK}\" \
         stroke-width=\"{stroke}\"/>",
        escape(&known.id),
        spot.x - spot.left(),
        spot.y - spot.height / 2.0,
        spot.width,
        spot.height
    );
    let (_, high) = block(&spot.lines);
    text(svg, spot.x, spot.y - high / 2.0, &spot.lines);
    svg.push_str("</g>");
}
