//! Who stands left of whom, so that few lines cross.

use super::grid::Grid;

const SWEEPS: usize = 32;

/// Orders every row; the same chart always gets the same order.
pub fn untangle(grid: &mut Grid) {
    let (above, below) = grid.neighbours();
    start_depth_first(grid, &below);
    let mut best = (crossings(grid, &below), grid.rows.clone());
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 0;
        let rows = grid.rows.len();
        for step in 1..rows {
            let row = if down { step } else { rows - 1 - step };
            sort_by_barycentre(grid, row, if down { &above } else { &below });
        }
        swap_neighbours(grid, &above, &below);
        let now = crossings(grid, &below);
        if now < best.0 {
            best = (now, grid.rows.clone());
        }
    }
    grid.rows = best.1;
}

/// Starts with the order in which a reader would follow the lines.
fn start_depth_first(grid: &mut Grid, below: &[Vec<usize>]) {
    fn follow(at: usize, below: &[Vec<usize>], order: &mut [Option<usize>], next: &mut usize) {
        if order[at].is_none() {
            order[at] = Some(*next);
            *next += 1;
            for lower in &below[at] {
                follow(*lower, below, order, next);
            }
        }
    }
    let mut order = vec![None; grid.spots.len()];
    let mut next = 0;
    for row in &grid.rows {
        for at in row {
            follow(*at, below, &mut order, &mut next);
        }
    }
    for row in &mut grid.rows {
        row.sort_by_key(|at| order[*at]);
    }
}

fn positions(grid: &Grid) -> Vec<usize> {
    let mut positions = vec![0; grid.spots.len()];
    for row in &grid.rows {
        for (position, at) in row.iter().enumerate() {
            positions[*at] = position;
        }
    }
    positions
}

fn sort_by_barycentre(grid: &mut Grid, row: usize, towards: &[Vec<usize>]) {
    let positions = positions(grid);
    let centre = |at: usize| {
        let near = &towards[at];
        match near.len() {
            0 => positions[at] as f64,
            count => {
                near.iter()
                    .map(|other| positions[*other] as f64)
                    .sum::<f64>()
                    / count as f64
            }
        }
    };
    // Stable: spots with one centre keep their order.
    grid.rows[row].sort_by(|one, two| centre(*one).total_cmp(&centre(*two)));
}

/// Swaps neighbours in a row as long as that takes a crossing away.
fn swap_neighbours(grid: &mut Grid, above: &[Vec<usize>], below: &[Vec<usize>]) {
    for _ in 0..8 {
        let mut better = false;
        for row in 0..grid.rows.len() {
            for at in 1..grid.rows[row].len() {
                let positions = positions(grid);
                let (left, right) = (grid.rows[row][at - 1], grid.rows[row][at]);
                let cost = |one: usize, two: usize| {
                    crossing_pairs(&above[one], &above[two], &positions)
                        + crossing_pairs(&below[one], &below[two], &positions)
                };
                if cost(right, left) < cost(left, right) {
                    grid.rows[row].swap(at - 1, at);
                    better = true;
                }
            }
        }
        if !better {
            return;
        }
    }
}

/// Crossings of the lines of a left spot with those of a right one.
fn crossing_pairs(left: &[usize], right: &[usize], positions: &[usize]) -> usize {
    let crossed = |one: &usize| {
        right
            .iter()
            .filter(|other| positions[**other] < positions[*one])
            .count()
    };
    left.iter().map(crossed).sum()
}

/// Crossings in the whole grid.
pub fn crossings(grid: &Grid, below: &[Vec<usize>]) -> usize {
    let positions = positions(grid);
    let mut count = 0;
    for row in &grid.rows {
        for (position, left) in row.iter().enumerate() {
            for right in &row[position + 1..] {
                count += crossing_pairs(&below[*left], &below[*right], &positions);
            }
        }
    }
    count
}
