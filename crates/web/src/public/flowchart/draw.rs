//! The plan as SVG: no style attributes, sizes that can be read on a wall.

use std::fmt::Write;

use super::layout::{BOX_HEIGHT, BOX_WIDTH, Piece, Plan, plan};
use super::legend;
use crate::public::sheet::Flow;

const INK: &str = "#14181f";
const LINE: &str = "#4a5361";
const BRAND: &str = "#17497a";
const FONT: &str = "-apple-system, Segoe UI, Roboto, Noto Sans, Liberation Sans, Arial, sans-serif";
/// Letters that fit into a line of a box at the size used there.
const LETTERS: usize = 21;
const LEGEND_ROW: f64 = 21.0;
const LEGEND_COLUMN: f64 = 640.0;

/// The drawing with `title` as its name and `arrow_text` as its description; `with_legend` adds the
/// numbered lines below it, so that the file explains itself alone.
pub fn svg(flow: &Flow, title: &str, description: &str, with_legend: bool) -> String {
    let plan = plan(flow);
    let lines = legend(flow);
    let columns = (plan.width / LEGEND_COLUMN).floor().max(1.0) as usize;
    let rows = lines.len().div_ceil(columns);
    let extra = if with_legend { rows as f64 * LEGEND_ROW + 40.0 } else { 0.0 };
    let mut out = String::with_capacity(24_000);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0} {:.0}\" role=\"img\" aria-labelledby=\"flow-title flow-desc\" font-family=\"{FONT}\"><title id=\"flow-title\">{}</title><desc id=\"flow-desc\">{}</desc>",
        plan.width,
        plan.height + extra,
        escape(title),
        escape(description)
    );
    out.push_str("<defs><marker id=\"tip\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto-start-reverse\"><path d=\"M0 0 10 5 0 10z\" fill=\"#4a5361\"/></marker></defs>");
    let _ = write!(out, "<g fill=\"none\" stroke=\"{LINE}\" stroke-width=\"1.8\" stroke-linejoin=\"round\">");
    for piece in &plan.pieces {
        way(&mut out, &plan, piece);
    }
    out.push_str("</g>");
    boxes(&mut out, &plan, flow);
    numbers(&mut out, &plan);
    if with_legend {
        legend_lines(&mut out, &plan, flow, columns, rows);
    }
    out.push_str("</svg>");
    out
}

fn way(out: &mut String, plan: &Plan, piece: &Piece) {
    let (upper, lower) = (&plan.nodes[piece.upper], &plan.nodes[piece.lower]);
    let start = plan.tops[upper.row] + BOX_HEIGHT;
    let end = plan.tops[lower.row];
    let into_bend = if lower.state.is_none() { BOX_HEIGHT } else { 0.0 };
    let head = match (piece.up, upper.state, lower.state) {
        (false, _, Some(_)) => " marker-end=\"url(#tip)\"",
        (true, Some(_), _) => " marker-start=\"url(#tip)\"",
        _ => "",
    };
    let dash = if piece.up { " stroke-dasharray=\"6 4\"" } else { "" };
    let _ = write!(
        out,
        "<path d=\"M{:.0} {:.0}V{:.0}H{:.0}V{:.0}\"{head}{dash}/>",
        piece.port,
        start,
        piece.track_y,
        lower.x,
        end + into_bend
    );
}

fn boxes(out: &mut String, plan: &Plan, flow: &Flow) {
    for node in &plan.nodes {
        let Some(state) = node.state.and_then(|at| flow.states.get(at)) else { continue };
        let (left, top) = (node.x - BOX_WIDTH / 2.0, plan.tops[node.row]);
        let (fill, ink, radius) = if state.is_final { (BRAND, "#fff", 33) } else { ("#fff", INK, 6) };
        let _ = write!(
            out,
            "<g><title>{}</title><rect x=\"{left:.0}\" y=\"{top:.0}\" width=\"{BOX_WIDTH}\" height=\"{BOX_HEIGHT}\" rx=\"{radius}\" fill=\"{fill}\" stroke=\"{BRAND}\" stroke-width=\"2\"/><text fill=\"{ink}\" font-size=\"15\" font-weight=\"600\" text-anchor=\"middle\">",
            escape(&state.plain)
        );
        let lines = wrapped(&state.title);
        let first = top + BOX_HEIGHT / 2.0 + 5.0 - (lines.len() as f64 - 1.0) * 9.5;
        for (at, line) in lines.iter().enumerate() {
            let _ = write!(out, "<tspan x=\"{:.0}\" y=\"{:.1}\">{}</tspan>", node.x, first + at as f64 * 19.0, escape(line));
        }
        out.push_str("</text></g>");
    }
}

fn numbers(out: &mut String, plan: &Plan) {
    for piece in plan.pieces.iter().filter(|piece| !piece.numbers.is_empty()) {
        if piece.up {
            let lower = &plan.nodes[piece.lower];
            chip(out, lower.x, plan.tops[lower.row] - 13.0, &piece.numbers);
        } else {
            chip(out, piece.port, plan.tops[plan.nodes[piece.upper].row] + BOX_HEIGHT + 13.0, &piece.numbers);
        }
    }
    for (state, numbers) in &plan.loops {
        let node = &plan.nodes[*state];
        let (x, y) = (node.x + BOX_WIDTH / 2.0, plan.tops[node.row] + 18.0);
        let _ = write!(
            out,
            "<path d=\"M{x:.0} {y:.0}h16v26h-16\" fill=\"none\" stroke=\"{LINE}\" stroke-width=\"1.8\" marker-end=\"url(#tip)\"/>"
        );
        chip(out, x + 16.0, y + 13.0, numbers);
    }
}

fn chip(out: &mut String, x: f64, y: f64, numbers: &[usize]) {
    let text = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let width = 12.0 + text.len() as f64 * 7.4;
    let _ = write!(
        out,
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"19\" rx=\"9.5\" fill=\"#fff3d1\" stroke=\"#7a4f00\"/><text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"13\" font-weight=\"700\" text-anchor=\"middle\" fill=\"#5c3b00\">{text}</text>",
        x - width / 2.0,
        y - 9.5,
        y + 4.6
    );
}

fn legend_lines(out: &mut String, plan: &Plan, flow: &Flow, columns: usize, rows: usize) {
    let width = (plan.width - 52.0) / columns as f64;
    let letters = (width / 7.6) as usize;
    for (at, line) in legend(flow).iter().enumerate() {
        let (column, row) = (at / rows.max(1), at % rows.max(1));
        let x = 26.0 + column as f64 * width;
        let y = plan.height + 34.0 + row as f64 * LEGEND_ROW;
        let text = format!("{} → {}: {}", line.from, line.to, line.edge.event);
        let short: String = if text.chars().count() > letters {
            text.chars().take(letters.saturating_sub(1)).chain(['…']).collect()
        } else {
            text
        };
        let _ = write!(
            out,
            "<text x=\"{x:.0}\" y=\"{y:.0}\" font-size=\"14\" fill=\"{INK}\"><tspan font-weight=\"700\">{}</tspan><tspan dx=\"8\">{}</tspan></text>",
            line.number,
            escape(&short)
        );
    }
}

/// Breaks a title into at most three lines.
fn wrapped(title: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in title.split([' ', '\u{a0}']) {
        let used = lines.last().map_or(0, |line| line.chars().count());
        if used > 0 && used + 1 + word.chars().count() > LETTERS && lines.len() < 3 {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
