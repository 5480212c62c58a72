//! Ten years of work, read from the rows of the form (item 14 of the adult form).

use super::answers::{Answers, Place};
use super::{Code, Problem};
use crate::application::read::reaches;
use crate::application::work::{Fault, Month, Row, faults, must_begin};

/// Faults of the work history, each at the row to blame (REQ-A21).
///
/// A row whose months cannot be read is told by its own field; the others are
/// still compared, so that nobody has to come back twice.
pub(super) fn work(answers: &Answers<'_>) -> Vec<Problem> {
    let places = answers.rows_of("work");
    if !answers.asks("work") || places.is_empty() {
        return Vec::new();
    }
    let rows: Vec<_> = places
        .iter()
        .filter_map(|place| row(answers, *place))
        .collect();
    if rows.len() < places.len() {
        return Vec::new();
    }
    let turned_14 = answers
        .date("birth.birth_date")
        .and_then(|birth| reaches(birth, 14));
    let begin = must_begin(answers.on, answers.situation.work_months, turned_14);
    faults(&rows, begin, Month::of(answers.on))
        .into_iter()
        .map(problem)
        .collect()
}

fn row(answers: &Answers<'_>, place: Place<'_>) -> Option<Row> {
    let from = Month::of(answers.month(&place.key("from"))?);
    let to_key = place.key("to");
    let to = match answers.value(&to_key) {
        None => None,
        Some(_) => Some(Month::of(answers.month(&to_key)?)),
    };
    Some(Row {
        at: place.row?,
        from,
        to,
    })
}

fn problem(fault: Fault) -> Problem {
    let at = |row: usize, field: &str| format!("work.{row}.{field}");
    match fault {
        Fault::Backwards(row) => Problem::new(at(row, "to"), Code::WorkBackwards),
        Fault::Future(row) => Problem::new(at(row, "from"), Code::WorkFuture),
        Fault::Unsorted(row) => Problem::new(at(row, "from"), Code::WorkUnsorted),
        Fault::Gap(from, to) => Problem::new("work", Code::WorkGap)
            .with("from", from)
            .with("to", to),
        Fault::Overlap(row, other) => {
            Problem::new(at(other, "from"), Code::WorkOverlap).with("other", row + 1)
        }
        Fault::StartsLate(must, starts) => Problem::new("work", Code::WorkStartsLate)
            .with("must", must)
            .with("starts", starts),
        Fault::NothingOpen => Problem::new("work", Code::WorkNothingOpen),
        Fault::OpenTooEarly(row) => Problem::new(at(row, "to"), Code::WorkOpenTooEarly),
    }
}
