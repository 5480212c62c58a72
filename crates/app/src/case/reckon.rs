//! Days of a case: the legal due day, the target, the next step, the next timer.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use okno_domain::calendar::{Calendar, Due};
use okno_domain::case::{
    Actor, Case, DayKind, LegalClock, Limit, Span, State, Stopped, Timer, Workflow, due_timers,
    legal_due,
};
use okno_domain::pack::{Length, Pack};
use okno_domain::term::{self, Term, Unit};
use okno_storage::case_file::CaseFile;

use super::error::CaseError;
use super::inputs::asked;
use crate::rules::RulesError;

/// What days are counted with.
pub(crate) struct Reckoner<'a> {
    pub(crate) pack: &'a Pack,
    pub(crate) calendar: &'a Calendar,
    pub(crate) workflow: &'a Workflow,
    pub(crate) zone: &'a TimeZone,
    pub(crate) today: Date,
}

impl Reckoner<'_> {
    /// Brings all days of a file up to what its case has become.
    pub(crate) fn reckon(&self, file: &mut CaseFile, case: &Case) -> Result<(), CaseError> {
        use okno_domain::case::Anchor;
        file.filed_on = case.day_of(Anchor::Filed, self.zone);
        let accepted = case.day_of(Anchor::Accepted, self.zone);
        if file.accepted_on != accepted {
            file.accepted_on = accepted;
            file.basis = accepted.map(|on| self.term(file, on)).transpose()?;
        }
        self.move_due(file, case)?;
        let state = case.state();
        let stopped = case.legal_clock() == LegalClock::Stopped;
        file.stopped_on = stopped.then_some(file.stopped_on.unwrap_or(self.today));
        file.step_due_on = self.step_due(file, case)?;
        file.timer_on = self.last_day_in(case, state)?;
        Ok(())
    }

    /// The term of the service, counted from the day all documents were taken.
    ///
    /// Both days are kept: the last the law allows, and the last working day not
    /// after it, towards which the office works (REQ-5.3).
    fn term(&self, file: &CaseFile, accepted: Date) -> Result<Due, CaseError> {
        let inputs = asked(self.pack, "term", &file.inputs)?;
        let outcome = self.pack.decide("term", accepted, &inputs)?.value;
        let length = outcome.length("duration").ok_or_else(|| {
            let reason = outcome.text("reason").unwrap_or("refuse");
            CaseError::NoTerm(reason.to_owned())
        })?;
        Ok(term_of(length)
            .due(accepted, self.calendar)
            .map_err(RulesError::from)?)
    }

    /// The clock stands still during a suspension, so its end moves.
    fn move_due(&self, file: &mut CaseFile, case: &Case) -> Result<(), CaseError> {
        let Some(basis) = &file.basis else {
            return Ok(());
        };
        let stopped = Stopped::of(case, self.today, self.zone);
        (file.due_on, file.target_on) = (Some(basis.on), Some(basis.target));
        if stopped.days > 0 {
            file.due_on = legal_due(basis.on, &stopped);
            let back = |due| self.calendar.last_working_on_or_before(due);
            file.target_on = file
                .due_on
                .map(back)
                .transpose()
                .map_err(RulesError::from)?;
        }
        Ok(())
    }

    /// The last day for the next step that somebody of the state has to take.
    fn step_due(&self, file: &CaseFile, case: &Case) -> Result<Option<Date>, CaseError> {
        let theirs = |actor| !matches!(actor, Actor::Applicant | Actor::Timer);
        let mut nearest: Option<Date> = None;
        for (edge, limit, from) in case.limits(self.workflow, self.zone) {
            if !edge.actors.iter().any(theirs) {
                continue;
            }
            let due = match (limit, from) {
                (Limit::Within { span, days, .. }, Some(from)) => {
                    Some(self.add(from, *span, *days)?)
                }
                (Limit::InsideTerm, _) => file.due_on,
                _ => None,
            };
            nearest = nearest.into_iter().chain(due).min();
        }
        Ok(nearest)
    }

    /// The last day before a timer of a state fires, for a case as it stands now.
    pub(crate) fn last_day_in(&self, case: &Case, state: State) -> Result<Option<Date>, CaseError> {
        let mut nearest: Option<Date> = None;
        for timer in self
            .workflow
            .timers
            .iter()
            .filter(|timer| timer.state == state)
        {
            if let Some(from) = case.day_of(timer.anchor, self.zone) {
                let day = self.add(from, timer.after, timer.calendar)?;
                nearest = nearest.into_iter().chain([day]).min();
            }
        }
        Ok(nearest)
    }

    /// The timers of a case that have run out.
    pub(crate) fn run_out(&self, case: &Case) -> Result<Vec<&Timer>, CaseError> {
        let add = |on, span, days| self.add(on, span, days);
        let due = due_timers(case, &self.workflow.timers, self.today, self.zone, add)?;
        Ok(due.into_iter().map(|due| due.timer).collect())
    }

    /// The last day of a limit that begins to run today; `None` for one of minutes
    /// or of the term.
    pub(crate) fn limit_from_today(
        &self,
        limit: Option<&Limit>,
    ) -> Result<Option<Date>, CaseError> {
        match limit {
            Some(Limit::Within { span, days, .. }) => self.add(self.today, *span, *days).map(Some),
            _ => Ok(None),
        }
    }

    fn add(&self, on: Date, span: Span, days: DayKind) -> Result<Date, CaseError> {
        if let Span::Minutes(_) = span {
            return Ok(on);
        }
        let due = span.term(days).due(on, self.calendar);
        Ok(due.map_err(RulesError::from)?.on)
    }
}

/// A length of a pack as a term; a pack's loader admits one unit at a time here.
fn term_of(length: Length) -> Term {
    let calendar = match length.counted {
        DayKind::Working => term::DayKind::Working,
        DayKind::Calendar => term::DayKind::Calendar,
    };
    let (amount, unit) = match (length.months, length.days) {
        (0, days) => (days, Unit::Day),
        (months, _) => (months, Unit::Month),
    };
    Term {
        amount,
        unit,
        calendar,
    }
}
