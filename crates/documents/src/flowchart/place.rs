//! How far right everything stands: near what it belongs to, never on its neighbour.

use super::grid::{Grid, Kind};

const SWEEPS: usize = 400;
const GAP: f64 = 16.0;
/// A line that only passes keeps this much from its neighbours.
const LANE: f64 = 12.0;

/// Puts every spot at its `x`, the leftmost at its left room.
pub fn put(grid: &mut Grid) {
    start(grid);
    let (above, below) = grid.neighbours();
    for sweep in 0..SWEEPS {
        let rows = grid.rows.len();
        for step in 0..rows {
            let row = if sweep % 2 == 0 {
                step
            } else {
                rows - 1 - step
            };
            settle(grid, row, &above, &below);
        }
    }
    straighten(grid);
    let leftmost = grid
        .spots
        .iter()
        .map(|spot| spot.x - spot.left())
        .fold(f64::MAX, f64::min);
    for spot in &mut grid.spots {
        spot.x -= leftmost;
    }
}

fn start(grid: &mut Grid) {
    for row in 0..grid.rows.len() {
        let mut x = 0.0;
        for position in 0..grid.rows[row].len() {
            if position > 0 {
                x += distance(grid, row, position);
            }
            grid.spots[grid.rows[row][position]].x = x;
        }
    }
}

/// The least distance between the centres of a spot and its left neighbour.
fn distance(grid: &Grid, row: usize, position: usize) -> f64 {
    let left = &grid.spots[grid.rows[row][position - 1]];
    let right = &grid.spots[grid.rows[row][position]];
    let bend = left.kind == Kind::Bend || right.kind == Kind::Bend;
    left.right() + right.left() + if bend { LANE } else { GAP }
}

/// A straight long line matters more than a box exactly in the middle.
fn pull(grid: &Grid, one: usize, other: usize) -> f64 {
    match (grid.spots[one].is_box(), grid.spots[other].is_box()) {
        (true, true) => 1.0,
        (true, false) | (false, true) => 2.0,
        (false, false) => 40.0,
    }
}

/// Moves one row as near as its order allows to where its neighbours are: the least
/// squares under a fixed order, by pooling those that would overlap.
fn settle(grid: &mut Grid, row: usize, above: &[Vec<usize>], below: &[Vec<usize>]) {
    let mut offset = 0.0;
    let mut offsets = Vec::new();
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for position in 0..grid.rows[row].len() {
        if position > 0 {
            offset += distance(grid, row, position);
        }
        offsets.push(offset);
        let at = grid.rows[row][position];
        let near = above[at].iter().chain(&below[at]);
        let (mut sum, mut weight) = (grid.spots[at].x * 0.01, 0.01);
        for other in near {
            let pull = pull(grid, at, *other);
            sum += pull * grid.spots[*other].x;
            weight += pull;
        }
        pools.push((sum / weight - offset, weight, 1));
        while let [
            ..,
            (left, left_weight, left_count),
            (right, right_weight, right_count),
        ] = pools[..]
        {
            if left <= right {
                break;
            }
            let weight = left_weight + right_weight;
            let middle = (left * left_weight + right * right_weight) / weight;
            pools.truncate(pools.len() - 2);
            pools.push((middle, weight, left_count + right_count));
        }
    }
    let wanted = pools
        .iter()
        .flat_map(|(x, _, count)| std::iter::repeat_n(*x, *count));
    let wanted: Vec<f64> = wanted.collect();
    for (position, x) in wanted.into_iter().enumerate() {
        let at = grid.rows[row][position];
        grid.spots[at].x = x + offsets[position];
    }
}

/// Lines up what each way passes between its boxes, the longest ways first; whatever
/// stands beside makes room, except ways that are straight already.
fn straighten(grid: &mut Grid) {
    let mut ways: Vec<Vec<usize>> = Vec::new();
    for way in &grid.ways {
        if let [_, inner @ .., _] = way.spots.as_slice() {
            ways.push(inner.to_vec());
        }
    }
    ways.sort_by_key(|inner| std::cmp::Reverse(inner.len()));
    let mut fixed = vec![false; grid.spots.len()];
    for inner in ways.iter().filter(|inner| inner.len() > 1) {
        let mut wanted: Vec<f64> = inner.iter().map(|at| grid.spots[*at].x).collect();
        let middle = wanted.iter().sum::<f64>() / wanted.len() as f64;
        wanted.sort_by(|one, two| (one - middle).abs().total_cmp(&(two - middle).abs()));
        wanted.insert(0, middle);
        for x in wanted {
            let before: Vec<f64> = grid.spots.iter().map(|spot| spot.x).collect();
            if inner.iter().all(|at| push(grid, *at, x, &fixed)) {
                break;
            }
            for (spot, x) in grid.spots.iter_mut().zip(before) {
                spot.x = x;
            }
        }
        for at in inner {
            fixed[*at] = true;
        }
    }
}

/// Puts a spot at `x` and pushes its row aside; `false` when that would move a fixed one.
fn push(grid: &mut Grid, at: usize, x: f64, fixed: &[bool]) -> bool {
    let row = grid.spots[at].row;
    let Some(position) = grid.rows[row].iter().position(|other| *other == at) else {
        return false;
    };
    grid.spots[at].x = x;
    for right in position + 1..grid.rows[row].len() {
        let least = grid.spots[grid.rows[row][right - 1]].x + distance(grid, row, right);
        let other = grid.rows[row][right];
        if grid.spots[other].x >= least {
            break;
        }
        if fixed[other] {
            return false;
        }
        grid.spots[other].x = least;
    }
    for left in (0..position).rev() {
        let most = grid.spots[grid.rows[row][left + 1]].x - distance(grid, row, left + 1);
        let other = grid.rows[row][left];
        if grid.spots[other].x <= most {
            break;
        }
        if fixed[other] {
            return false;
        }
        grid.spots[other].x = most;
    }
    true
}

/// How far a spot may move without touching its neighbours.
pub fn free_room(grid: &Grid, at: usize) -> (f64, f64) {
    let row = grid.spots[at].row;
    let Some(position) = grid.rows[row].iter().position(|other| *other == at) else {
        return (grid.spots[at].x, grid.spots[at].x);
    };
    let least = match position {
        0 => f64::MIN,
        _ => grid.spots[grid.rows[row][position - 1]].x + distance(grid, row, position),
    };
    let most = match grid.rows[row].get(position + 1) {
        None => f64::MAX,
        Some(next) => grid.spots[*next].x - distance(grid, row, position + 1),
    };
    (least, most)
}
