//! The lines: straight down where they can be, else right-angled on tracks of their own.

use std::collections::BTreeMap;

use super::grid::{Grid, Spot};
use super::place::free_room;

/// Room for the arrow above and below the tracks of a gap.
const MARGIN: f64 = 16.0;
const TRACK: f64 = 11.0;
/// Two lines leave a box at least this far apart.
const PORT: f64 = 16.0;
/// Lines keep this much from the corner of a box.
const CORNER: f64 = 14.0;

/// A point of a line.
pub type Point = (f64, f64);

/// One step of a way from a row to the next.
#[derive(Debug, Clone, Copy)]
struct Step {
    way: usize,
    step: usize,
    from: f64,
    to: f64,
}

/// The points of every way, from top to bottom; sets every `y` on the way.
pub fn lines(grid: &mut Grid) -> Vec<Vec<Point>> {
    for _ in 0..6 {
        snap(grid);
    }
    let ports = ports(grid);
    let mut steps: Vec<Vec<Step>> = vec![Vec::new(); grid.rows.len()];
    for (way, line) in grid.ways.iter().enumerate() {
        for (step, pair) in line.spots.windows(2).enumerate() {
            let [upper, lower] = pair else { continue };
            let from = ports
                .get(&(way, *upper))
                .copied()
                .unwrap_or(grid.spots[*upper].x);
            let to = ports
                .get(&(way, *lower))
                .copied()
                .unwrap_or(grid.spots[*lower].x);
            steps[grid.spots[*upper].row].push(Step {
                way,
                step,
                from,
                to,
            });
        }
    }
    let tracks: Vec<BTreeMap<(usize, usize), usize>> =
        steps.iter().map(|steps| tracks(steps)).collect();
    let gaps = set_heights(grid, &tracks);
    let mut lines: Vec<Vec<Point>> = vec![Vec::new(); grid.ways.len()];
    for (row, steps) in steps.iter().enumerate() {
        for step in steps {
            let way = &grid.ways[step.way];
            let (upper, lower) = (way.spots[step.step], way.spots[step.step + 1]);
            let line = &mut lines[step.way];
            if step.step == 0 {
                let top = &grid.spots[upper];
                line.push((step.from, top.y + top.height / 2.0));
            }
            if let Some(track) = tracks[row].get(&(step.way, step.step)) {
                let y = gaps[row] + MARGIN + TRACK * *track as f64;
                line.push((step.from, y));
                line.push((step.to, y));
            }
            if step.step + 2 == way.spots.len() {
                let bottom = &grid.spots[lower];
                line.push((step.to, bottom.y - bottom.height / 2.0));
            }
        }
    }
    lines
}

/// Lines keep clear of the rounded end of a final state, and of a corner.
fn corner(spot: &Spot) -> f64 {
    if spot.is_final {
        CORNER.max(spot.height / 2.0)
    } else {
        CORNER
    }
}

/// Moves what a way passes straight below or above its port, where that is near and
/// free: a line with a small jog looks like a mistake.
fn snap(grid: &mut Grid) {
    const NEAR: f64 = 30.0;
    for way in 0..grid.ways.len() {
        let ports = ports(grid);
        let spots = grid.ways[way].spots.clone();
        let [top, inner @ .., bottom] = spots.as_slice() else {
            continue;
        };
        let Some(first) = inner.first() else { continue };
        let x = grid.spots[*first].x;
        let fits = |wanted: f64| {
            (wanted - x).abs() < NEAR
                && inner.iter().all(|at| {
                    let (least, most) = free_room(grid, *at);
                    (least..=most).contains(&wanted)
                })
        };
        let ends = [top, bottom].map(|at| ports.get(&(way, *at)).copied());
        let nearest = ends
            .into_iter()
            .flatten()
            .filter(|wanted| fits(*wanted))
            .min_by(|one, two| (one - x).abs().total_cmp(&(two - x).abs()));
        if let Some(wanted) = nearest {
            for at in inner {
                grid.spots[*at].x = wanted;
            }
        }
    }
}

/// Where each way leaves and reaches its boxes: straight above or below its next
/// spot if the box is there, in the order of the lines, never two at one place.
fn ports(grid: &Grid) -> BTreeMap<(usize, usize), f64> {
    let mut sides: BTreeMap<(usize, bool), Vec<(f64, usize)>> = BTreeMap::new();
    for (way, line) in grid.ways.iter().enumerate() {
        let count = line.spots.len();
        if count < 3 {
            continue;
        }
        let (top, bottom) = (line.spots[0], line.spots[count - 1]);
        let (first, last) = (line.spots[1], line.spots[count - 2]);
        sides
            .entry((top, true))
            .or_default()
            .push((grid.spots[first].x, way));
        sides
            .entry((bottom, false))
            .or_default()
            .push((grid.spots[last].x, way));
    }
    let mut ports = BTreeMap::new();
    for ((at, _), mut wanted) in sides {
        wanted.sort_by(|one, two| one.0.total_cmp(&two.0));
        let spot = &grid.spots[at];
        let reach = (spot.left() - corner(spot)).max(0.0);
        let (least, most) = (spot.x - reach, spot.x + reach);
        let count = wanted.len();
        let apart = PORT.min(2.0 * reach / (count.max(2) - 1) as f64);
        let mut placed: Vec<f64> = wanted.iter().map(|(x, _)| x.clamp(least, most)).collect();
        for next in 1..count {
            placed[next] = placed[next].max(placed[next - 1] + apart);
        }
        for (from_right, x) in placed.iter_mut().rev().enumerate() {
            *x = x.min(most - apart * from_right as f64);
        }
        for ((_, way), x) in wanted.into_iter().zip(placed) {
            ports.insert((way, at), x);
        }
    }
    ports
}

/// A track for every step that is not straight, counted from the top of the gap.
///
/// Steps to the right are stacked from the right, steps to the left from the left:
/// so those that go the same way do not cross. Overlapping ones never share a track.
fn tracks(steps: &[Step]) -> BTreeMap<(usize, usize), usize> {
    let mut sideways: Vec<&Step> = steps
        .iter()
        .filter(|step| (step.from - step.to).abs() > 0.5)
        .collect();
    sideways.sort_by(|one, two| {
        let key = |step: &Step| match step.to > step.from {
            true => (0, -step.from),
            false => (1, step.from),
        };
        let (one, two) = (key(one), key(two));
        one.0.cmp(&two.0).then(one.1.total_cmp(&two.1))
    });
    let mut placed: Vec<(&Step, usize)> = Vec::new();
    for step in after_those_they_would_cover(sideways) {
        let covers = |other: &Step| {
            let (left, right) = (step.from.min(step.to), step.from.max(step.to));
            let (start, end) = (other.from.min(other.to), other.from.max(other.to));
            left - 6.0 < end && start - 6.0 < right
        };
        let above = placed
            .iter()
            .filter(|(other, _)| covers(other))
            .map(|(_, track)| track + 1);
        let track = above.max().unwrap_or(0);
        placed.push((step, track));
    }
    placed
        .into_iter()
        .map(|(step, track)| ((step.way, step.step), track))
        .collect()
}

/// A step whose lower end stands where another one starts must lie below it, or
/// their upright parts would be drawn over each other.
fn after_those_they_would_cover(mut steps: Vec<&Step>) -> Vec<&Step> {
    let count = steps.len();
    for _ in 0..count {
        let mut moved = false;
        for at in 0..count {
            for later in at + 1..count {
                if (steps[at].to - steps[later].from).abs() < 8.0 {
                    let step = steps.remove(later);
                    steps.insert(at, step);
                    moved = true;
                    break;
                }
            }
        }
        if !moved {
            break;
        }
    }
    steps
}

/// Sets the `y` of every spot; gives the top of the gap below each row.
fn set_heights(grid: &mut Grid, tracks: &[BTreeMap<(usize, usize), usize>]) -> Vec<f64> {
    let mut top = 0.0;
    let mut gaps = Vec::new();
    for (row, tracks) in tracks.iter().enumerate() {
        let spots = grid.rows[row].iter().map(|at| grid.spots[*at].height);
        let high = spots.fold(0.0, f64::max);
        for at in &grid.rows[row] {
            grid.spots[*at].y = top + high / 2.0;
        }
        gaps.push(top + high);
        let used = tracks.values().max().map_or(0, |last| last + 1);
        top += high + 2.0 * MARGIN + TRACK * used.saturating_sub(1) as f64;
    }
    gaps
}
