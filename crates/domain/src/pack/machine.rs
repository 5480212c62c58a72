//! The workflow of a pack as the machine that moves cases.

use std::borrow::Cow;

use jiff::civil::Date;

use super::Pack;
use super::inputs::Inputs;
use super::pack_error::PackError;
use super::workflow::{After, TimerRow};
use crate::case::{DayKind, Span, Timer, Workflow};
use crate::decision::Grounds;

impl Pack {
    /// The machine for cases of `on`: the edges as written, the timers with the lengths of that day.
    ///
    /// # Errors
    /// A timer's parameter that has no value on that day, or one with several units.
    pub fn machine(&self, on: Date) -> Result<Workflow, PackError> {
        let rows = &self.workflow;
        let timers = rows.timers.iter().map(|row| self.timer(row, on));
        Ok(Workflow {
            edges: rows.edges.iter().map(|row| row.edge.clone()).collect(),
            timers: timers.collect::<Result<_, _>>()?,
        })
    }

    fn timer(&self, row: &TimerRow, on: Date) -> Result<Timer, PackError> {
        let (after, calendar) = self.after(&row.after, on)?;
        let source = row.sources.first().map(ToString::to_string);
        Ok(Timer {
            id: Cow::Owned(row.id.clone()),
            state: row.state,
            anchor: row.anchor,
            after,
            calendar,
            fire: row.fire,
            source: Cow::Owned(source.unwrap_or_default()),
            certain: row.certain,
        })
    }

    fn after(&self, after: &After, on: Date) -> Result<(Span, DayKind), PackError> {
        match after {
            After::Fixed(span, days) => Ok((*span, *days)),
            After::Param(id) => {
                let length = self.duration(id, on, &Inputs::none())?.value;
                let span = length.span().ok_or_else(|| PackError::WrongKind {
                    rule: id.clone(),
                    wanted: "a length of one unit",
                    found: "a length of several units",
                })?;
                Ok((span, length.counted))
            }
        }
    }

    /// The grounds an officer may choose from on `on`, in their four lists (REQ-5.6).
    pub fn grounds_on(&self, on: Date) -> Grounds {
        let in_force = self.grounds.iter().filter(|ground| ground.in_force_on(on));
        Grounds::new(in_force.map(super::lists::ListedGround::entry)).unwrap_or_default()
    }
}
