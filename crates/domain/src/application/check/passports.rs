//! The passport sought against the passports held (items 11 and 13).

use super::answers::{Answers, Place};
use super::{Code, Passport, Problem};

/// A passport held, as the applicant speaks of it.
struct Held {
    annulled: Option<String>,
    lost: bool,
    annul: bool,
}

impl Held {
    fn read(answers: &Answers<'_>, place: Place<'_>) -> Self {
        let key = place.key("annul");
        let lost = answers.ticked(&place.key("lost"));
        let annul = answers.written(&key) == Some("yes");
        Self {
            annulled: (lost && annul).then_some(key),
            lost,
            annul,
        }
    }

    const fn is_kept(&self) -> bool {
        !self.lost && !self.annul
    }
}

/// Whether the kind of receipt agrees with what is held.
///
/// Implements items 11 and 13: "in addition" needs a valid passport and the
/// ten-year kind; one that is lost cannot be brought for annulment.
pub(super) fn sought(answers: &Answers<'_>) -> Vec<Problem> {
    let places = answers.rows_of("held");
    let held: Vec<_> = places
        .into_iter()
        .map(|place| Held::read(answers, place))
        .collect();
    let both = held.iter().filter_map(|one| one.annulled.as_ref());
    let mut problems: Vec<_> = both
        .map(|key| Problem::new(key, Code::LostAndAnnulled))
        .collect();
    let kept = held.iter().any(Held::is_kept);
    if kept && answers.ticked("held_none.none") {
        problems.push(Problem::new("held_none.none", Code::NoneAndHeld));
    }
    problems.extend(kind(answers, &held, kept));
    problems
}

fn kind(answers: &Answers<'_>, held: &[Held], kept: bool) -> Vec<Problem> {
    let lost = held.iter().any(|one| one.lost);
    let annul = held.iter().any(|one| one.annul);
    let wrong: &[(bool, Code)] = match answers.written("sought.kind") {
        Some("first") => &[(!held.is_empty(), Code::SoughtNotFirst)],
        Some("addition") => &[
            (!kept, Code::SoughtNeedsValid),
            (
                answers.situation.passport != Passport::TenYears,
                Code::SoughtNeedsTenYears,
            ),
        ],
        Some("instead_lost") => &[(!lost, Code::SoughtNeedsLost)],
        Some("instead_valid" | "instead_used") => &[(!annul, Code::SoughtNeedsAnnulled)],
        _ => &[],
    };
    let found = wrong.iter().filter(|(is_so, _)| *is_so);
    found
        .map(|(_, code)| Problem::new("sought.kind", *code))
        .collect()
}
