//! Why a due day is that day, in words (REQ-5.3, REQ-6b): what was counted, from which day, and
//! what moved it.

use okno_domain::calendar::{Due, DueRule};

use crate::voice::Voice;

/// The reasons of a due day, one sentence each.
pub(crate) fn reasons(due: &Due, moved_by_days: i32, t: Voice) -> Vec<String> {
    let basis = &due.basis;
    let from = t.date(basis.event);
    let counted = match basis.rule {
        DueRule::WorkingDays(count) => ("why-working-days", t.count("web-working-days", count)),
        DueRule::CalendarDays(count) => ("why-days", t.count("why-count-days", count)),
        DueRule::Months(count) => ("why-months", t.count("why-count-months", count)),
    };
    let mut reasons = vec![t.with2(counted.0, "length", counted.1, "from", from)];
    if basis.month_end {
        reasons.push(t.say("why-month-end"));
    }
    if !basis.skipped.is_empty() {
        reasons.push(t.count("why-skipped", basis.skipped.len()));
    }
    if !basis.worked.is_empty() {
        reasons.push(t.count("why-worked", basis.worked.len()));
    }
    if moved_by_days > 0 {
        reasons.push(t.count("why-moved", i64::from(moved_by_days)));
    }
    if !basis.certain {
        reasons.push(t.say("why-uncertain"));
    }
    reasons
}
