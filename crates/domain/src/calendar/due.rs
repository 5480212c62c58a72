use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Calendar, Day, DayClass, NotCovered};

/// The day by which something must be done, and why this day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The last day the rule allows. It may be a day off.
    pub on: Date,
    /// The day the office works towards: the last working day not after `on`.
    pub target: Date,
    /// How the two were found.
    pub basis: Basis,
}

/// How a due date was found: page, letter and audit show the same reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The day of the event. It is not counted.
    pub event: Date,
    /// What was counted.
    pub rule: DueRule,
    /// Days off that the count of working days passed over.
    pub skipped: Vec<Day>,
    /// Weekend days that were counted because the country works on them.
    pub worked: Vec<Day>,
    /// The month of the due date has no such day number, so its last day holds.
    pub month_end: bool,
    /// Days off for which `target` lies before `on`, the latest first.
    pub set_back: Vec<Day>,
    /// Whether all the calendar data behind this answer were checked.
    pub certain: bool,
}

/// What is counted from the day of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueRule {
    /// So many working days.
    WorkingDays(u32),
    /// So many days, working or not.
    CalendarDays(u32),
    /// So many months.
    Months(u32),
}

impl Calendar {
    /// The due date by `rule`, counted from `event`.
    ///
    /// # Errors
    /// The count leaves the covered years.
    pub fn due(&self, event: Date, rule: DueRule) -> Result<Due, NotCovered> {
        match rule {
            DueRule::WorkingDays(amount) => self.add_working_days(event, amount),
            DueRule::CalendarDays(amount) => self.add_days(event, amount),
            DueRule::Months(amount) => self.add_months(event, amount),
        }
    }

    /// The `amount`-th working day after `event` (REQ-6c, REQ-5.3).
    ///
    /// Our reading: the day of the event is not counted, and a Saturday to which
    /// work was moved is. Zero working days end on the day of the event.
    ///
    /// # Errors
    /// The count leaves the covered years.
    pub fn add_working_days(&self, event: Date, amount: u32) -> Result<Due, NotCovered> {
        let mut basis = Basis::of(event, DueRule::WorkingDays(amount));
        let mut on = event;
        let mut left = amount;
        while left > 0 {
            on = self.tomorrow(on)?;
            let day = self.day(on)?;
            basis.certain &= day.certain;
            match day.class {
                DayClass::Weekend | DayClass::Holiday => basis.skipped.push(day),
                DayClass::WorkingSaturday => {
                    left -= 1;
                    basis.worked.push(day);
                }
                DayClass::Ordinary | DayClass::PreHoliday => left -= 1,
            }
        }
        let target = on;
        Ok(Due { on, target, basis })
    }

    /// The day `amount` days after `event`, days off counted.
    ///
    /// # Errors
    /// The count leaves the covered years.
    pub fn add_days(&self, event: Date, amount: u32) -> Result<Due, NotCovered> {
        let basis = Basis::of(event, DueRule::CalendarDays(amount));
        let span = Span::new().try_days(amount);
        let on = span
            .and_then(|span| event.checked_add(span))
            .map_err(|_| self.not_covered(Date::MAX))?;
        self.set_back(on, basis)
    }

    /// The same day number `amount` months after `event`, else the last day of
    /// that month (REQ-5.3: a month from 31.01.2018 ends on 28.02.2018).
    ///
    /// # Errors
    /// The count leaves the covered years.
    pub fn add_months(&self, event: Date, amount: u32) -> Result<Due, NotCovered> {
        let mut basis = Basis::of(event, DueRule::Months(amount));
        let span = Span::new().try_months(amount);
        let on = span
            .and_then(|span| event.checked_add(span))
            .map_err(|_| self.not_covered(Date::MAX))?;
        basis.month_end = on.day() != event.day();
        self.set_back(on, basis)
    }

    /// Finds the working day to work towards, and says what it stepped back over.
    ///
    /// When no day between the event and `on` is a working one, nobody can act
    /// earlier: `on` itself stays the target.
    fn set_back(&self, on: Date, mut basis: Basis) -> Result<Due, NotCovered> {
        let mut target = on;
        loop {
            let day = self.day(target)?;
            basis.certain &= day.certain;
            if day.is_working() {
                break;
            }
            basis.set_back.push(day);
            if target <= basis.event {
                target = on;
                break;
            }
            target = target.yesterday().map_err(|_| self.not_covered(target))?;
        }
        Ok(Due { on, target, basis })
    }
}

impl Basis {
    const fn of(event: Date, rule: DueRule) -> Self {
        Self {
            event,
            rule,
            skipped: Vec::new(),
            worked: Vec::new(),
            month_end: false,
            set_back: Vec::new(),
            certain: true,
        }
    }
}
