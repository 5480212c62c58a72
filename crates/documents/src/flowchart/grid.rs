//! The chart as a grid: rows of boxes, labels and bends, and the ways through them.

/// What stands at one place of the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A state; the index of its node. A final state may stand more than once.
    Box(usize),
    /// The label of a way; the index of the way.
    Label(usize),
    /// A way passes through here.
    Bend,
}

/// One line of text with its font size.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The words.
    pub text: String,
    /// Font size.
    pub size: f64,
    /// The transition it belongs to, by index; `None` in a box.
    pub edge: Option<usize>,
}

/// A place of the grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// What stands here.
    pub kind: Kind,
    /// The row, counted from the top; states stand in even rows.
    pub row: usize,
    /// Width of what is drawn.
    pub width: f64,
    /// Height of what is drawn.
    pub height: f64,
    /// Room kept free at the right for loops.
    pub loop_room: f64,
    /// Whether it is a state that nothing follows.
    pub is_final: bool,
    /// Text inside.
    pub lines: Vec<Line>,
    /// Centre.
    pub x: f64,
    /// Centre.
    pub y: f64,
}

impl Spot {
    /// Room taken left of the centre.
    pub fn left(&self) -> f64 {
        self.width / 2.0
    }

    /// Room taken right of the centre.
    pub fn right(&self) -> f64 {
        self.width / 2.0 + self.loop_room
    }

    /// Whether it is a state.
    pub const fn is_box(&self) -> bool {
        matches!(self.kind, Kind::Box(_))
    }
}

/// A way from one box to another, with everything it passes, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The transitions that take this way, by index.
    pub edges: Vec<usize>,
    /// Spots, by index, from the upper box to the lower one.
    pub spots: Vec<usize>,
    /// Whether it leads upwards.
    pub upwards: bool,
}

/// A loop at a box.
#[derive(Debug, Clone, PartialEq)]
pub struct Loop {
    /// The box.
    pub spot: usize,
    /// The transition, by index.
    pub edge: usize,
    /// Its label.
    pub lines: Vec<Line>,
}

/// The whole grid.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// Every spot.
    pub spots: Vec<Spot>,
    /// Spots of each row, from left to right.
    pub rows: Vec<Vec<usize>>,
    /// Every way.
    pub ways: Vec<Way>,
    /// Every loop.
    pub loops: Vec<Loop>,
}

impl Grid {
    /// The neighbours of every spot in the rows above and below.
    pub fn neighbours(&self) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
        let mut above = vec![Vec::new(); self.spots.len()];
        let mut below = vec![Vec::new(); self.spots.len()];
        for way in &self.ways {
            for pair in way.spots.windows(2) {
                if let [upper, lower] = pair {
                    below[*upper].push(*lower);
                    above[*lower].push(*upper);
                }
            }
        }
        (above, below)
    }
}
