//! What is wrong with an answer of a form, in words (the codes are the domain's).

use okno_documents::wording::Args;
use okno_domain::application::{FormDefinition, Problem, parse_date, parse_month};

use crate::voice::Voice;

/// The words for a problem.
pub(crate) fn words(form: &FormDefinition, problem: &Problem, t: Voice) -> String {
    let args = problem
        .args
        .iter()
        .fold(Args::new(), |args, (name, value)| {
            args.text(name, value_words(form, value, t))
        });
    t.with_args(&format!("problem-{}", problem.code.name()), &args)
}

/// A value of a problem as a person writes it: months and days in figures, fields by their labels.
fn value_words(form: &FormDefinition, value: &str, t: Voice) -> String {
    if let Some(day) = parse_date(value) {
        return day.strftime("%d.%m.%Y").to_string();
    }
    if let Some(month) = parse_month(value) {
        return month.strftime("%m.%Y").to_string();
    }
    let labels: Vec<String> = value
        .split_whitespace()
        .filter_map(|key| label(form, key, t))
        .collect();
    if labels.is_empty() {
        value.to_owned()
    } else {
        labels.join(", ")
    }
}

/// The label of the field behind a key `section.field` or `section.row.field`.
fn label(form: &FormDefinition, key: &str, t: Voice) -> Option<String> {
    let (section, rest) = key.split_once('.')?;
    let field = rest.rsplit('.').next()?;
    let (_, field) = form.field(&format!("{section}.{field}"))?;
    Some(format!("«{}»", t.words(&field.label)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use okno_domain::application::Code;

    use super::*;
    use crate::desk::fixture::PACK;
    use crate::lang::Lang;

    /// REQ-A21: everything that can be wrong with an answer is said in both languages.
    #[test]
    fn every_code_has_words_in_both_languages() {
        for code in Code::ALL {
            for lang in [Lang::Ru, Lang::En] {
                let key = format!("problem-{}", code.name());
                assert!(Voice::of(lang).has(&key), "{key} in {lang}");
            }
        }
    }

    #[test]
    fn a_gap_in_the_work_history_is_named_with_its_months() {
        let form = &PACK.forms["application-adult"];
        assert_eq!(value_words(form, "2014-03", Voice::of(Lang::Ru)), "03.2014");
        assert_eq!(
            value_words(form, "2018-12-03", Voice::of(Lang::Ru)),
            "03.12.2018"
        );
        assert_eq!(value_words(form, "6", Voice::of(Lang::Ru)), "6");
        let named = value_words(form, "contact.phone contact.email", Voice::of(Lang::En));
        assert!(named.contains("«") && named.contains(", "), "{named}");
    }
}
