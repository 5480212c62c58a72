//! What to bring, from the decision of the pack (REQ-5.1).

use jiff::civil::Date;
use okno_domain::id::ServiceId;
use okno_domain::pack::{Inputs, Pack};

use super::desk::Desk;
use crate::voice::Voice;

/// A document to bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bring {
    /// Its name.
    pub(super) title: String,
    /// How it must be.
    pub(super) requirement: String,
}

/// The documents an ordinary application of somebody born on that day needs; the special cases
/// stand on the page of documents, to which the receipt links.
pub(super) fn list(desk: &Desk, service: &ServiceId, born: Date, on: Date, t: Voice) -> Vec<Bring> {
    let Ok((pack, _)) = desk.service(service) else {
        return Vec::new();
    };
    documents(pack, applicant(born, on), on)
        .into_iter()
        .filter_map(|id| pack.evidence_kind(&id))
        .map(|kind| Bring {
            title: t.words(&kind.title),
            requirement: kind
                .requirement
                .as_ref()
                .map(|words| t.words(words))
                .unwrap_or_default(),
        })
        .collect()
}

/// The codes of the mandatory documents of an applicant; none where the pack asks other questions.
fn documents(pack: &Pack, applicant: &str, on: Date) -> Vec<String> {
    let Ok(rule) = pack.rule("documents") else {
        return Vec::new();
    };
    let given = match rule.domain.input("applicant") {
        Some(input) if input.words.iter().any(|word| word == applicant) => {
            Inputs::none().with("applicant", applicant)
        }
        Some(_) => return Vec::new(),
        None => Inputs::none(),
    };
    let found = pack
        .collect("documents", on, &rule.domain.unticked(&given))
        .unwrap_or_default();
    found
        .iter()
        .filter(|row| row.value.text("need") == Some("mandatory"))
        .filter_map(|row| row.value.text("document").map(str::to_owned))
        .collect()
}

/// How the pack names applicants of that age.
fn applicant(born: Date, on: Date) -> &'static str {
    match full_years(born, on) {
        ..=13 => "minor",
        14..=17 => "minor14",
        _ => "adult",
    }
}

fn full_years(born: Date, on: Date) -> i16 {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    on.year() - born.year() - i16::from(!had_birthday)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_list_follows_the_age_on_the_day_of_the_visit() {
        let visit = date(2026, 11, 25);
        assert_eq!(applicant(date(2008, 11, 25), visit), "adult");
        assert_eq!(applicant(date(2008, 11, 26), visit), "minor14");
        assert_eq!(applicant(date(2012, 11, 25), visit), "minor14");
        assert_eq!(applicant(date(2012, 11, 26), visit), "minor");
    }
}
