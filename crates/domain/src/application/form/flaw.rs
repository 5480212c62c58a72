//! What a form of a pack may not get wrong.

use std::collections::BTreeSet;

use super::{Condition, Field, FieldKind, FormDefinition, Mask, RuleKind, Sample, Section};
use crate::words::Words;

/// A mistake in a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormFlaw {
    /// An id stands twice.
    #[error("{0} stands twice")]
    Twice(String),
    /// A language lacks its words.
    #[error("{place} has no words in {language}")]
    NoWords {
        /// Where.
        place: String,
        /// In which language.
        language: String,
    },
    /// A condition or rule names a field or value that is not there.
    #[error("{place} names {named}, which is not there")]
    Unknown {
        /// Where.
        place: String,
        /// What is named.
        named: String,
    },
    /// A key that does nothing for this kind of field, or one that lacks.
    #[error("{place}: {what}")]
    Unfit {
        /// Where.
        place: String,
        /// What does not fit.
        what: &'static str,
    },
}

impl FormDefinition {
    /// Everything wrong with the form; nothing when it is sound.
    pub fn flaws(&self, languages: &[&str]) -> Vec<FormFlaw> {
        let mut flaws = Vec::new();
        self.check_ids(&mut flaws);
        check_words(&self.head.title, &self.head.id, languages, &mut flaws);
        for section in &self.sections {
            check_words(&section.title, &section.id, languages, &mut flaws);
            if let Some(condition) = &section.shown_when {
                self.check_condition(section, condition, &section.id, &mut flaws);
            }
            for field in &section.fields {
                self.check_field(section, field, languages, &mut flaws);
            }
        }
        self.check_rules(&mut flaws);
        self.check_checks(&mut flaws);
        flaws
    }

    fn check_ids(&self, flaws: &mut Vec<FormFlaw>) {
        let mut seen = BTreeSet::new();
        let sections = self.sections.iter().map(|section| section.id.clone());
        let fields = self
            .sections
            .iter()
            .flat_map(|section| section.fields.iter().map(|field| section.key(field)));
        for id in sections.chain(fields) {
            if !seen.insert(id.clone()) {
                flaws.push(FormFlaw::Twice(id));
            }
        }
    }

    fn check_field(
        &self,
        section: &Section,
        field: &Field,
        languages: &[&str],
        flaws: &mut Vec<FormFlaw>,
    ) {
        let place = section.key(field);
        check_words(&field.label, &place, languages, flaws);
        if let Some(hint) = &field.hint {
            check_words(hint, &place, languages, flaws);
        }
        for option in &field.options {
            check_words(
                &option.label,
                &format!("{place}={}", option.id),
                languages,
                flaws,
            );
        }
        if let Some(condition) = &field.required_when {
            self.check_condition(section, condition, &place, flaws);
        }
        let unfit = unfit(section, field).into_iter();
        flaws.extend(unfit.map(|what| FormFlaw::Unfit {
            place: place.clone(),
            what,
        }));
    }

    /// A condition looks at its own section first, then at `section.field`.
    fn check_condition(
        &self,
        section: &Section,
        condition: &Condition,
        place: &str,
        flaws: &mut Vec<FormFlaw>,
    ) {
        let looked_at = section
            .field(&condition.field)
            .or_else(|| self.field(&condition.field).map(|(_, field)| field));
        let unknown = |named: &str| FormFlaw::Unknown {
            place: place.to_owned(),
            named: named.to_owned(),
        };
        let Some(looked_at) = looked_at else {
            flaws.push(unknown(&condition.field));
            return;
        };
        let possible = |value: &str| match looked_at.kind {
            FieldKind::Choice => looked_at.options.iter().any(|option| option.id == value),
            FieldKind::Tick => value == "yes" || value == "no",
            _ => true,
        };
        let values = condition
            .is
            .values()
            .iter()
            .filter(|value| !possible(value));
        flaws.extend(values.map(|value| unknown(value)));
    }

    fn check_checks(&self, flaws: &mut Vec<FormFlaw>) {
        for check in &self.head.checks {
            let absent = check
                .reads()
                .iter()
                .filter(|path| self.field(path).is_none());
            flaws.extend(absent.map(|path| FormFlaw::Unknown {
                place: check.name().to_owned(),
                named: (*path).to_owned(),
            }));
        }
    }

    fn check_rules(&self, flaws: &mut Vec<FormFlaw>) {
        for rule in &self.rules {
            for path in &rule.fields {
                let Some((_, field)) = self.field(path) else {
                    flaws.push(FormFlaw::Unknown {
                        place: rule.code.name().to_owned(),
                        named: path.clone(),
                    });
                    continue;
                };
                let comparable = match rule.kind {
                    RuleKind::Exclusive | RuleKind::AnyOf => true,
                    RuleKind::Order => field.kind == FieldKind::Date,
                    RuleKind::Past => matches!(field.kind, FieldKind::Date | FieldKind::Number),
                };
                if !comparable {
                    let what = "only days can be compared";
                    flaws.push(FormFlaw::Unfit {
                        place: rule.code.name().to_owned(),
                        what,
                    });
                }
            }
            if rule.kind == RuleKind::Order && rule.fields.len() != 2 {
                let what = "an order has two days";
                flaws.push(FormFlaw::Unfit {
                    place: rule.code.name().to_owned(),
                    what,
                });
            }
            let first = rule.fields.first().and_then(|path| self.field(path));
            if let (Some(condition), Some((section, _))) = (&rule.when, first) {
                self.check_condition(section, condition, rule.code.name(), flaws);
            }
        }
    }
}

fn check_words(words: &Words, place: &str, languages: &[&str], flaws: &mut Vec<FormFlaw>) {
    let silent = words.missing(languages).into_iter();
    flaws.extend(silent.map(|language| FormFlaw::NoWords {
        place: place.to_owned(),
        language: language.to_owned(),
    }));
}

/// What does not fit about one field.
fn unfit(section: &Section, field: &Field) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut claim = |wrong: bool, what| {
        if wrong {
            found.push(what);
        }
    };
    let choice = field.kind == FieldKind::Choice;
    claim(
        choice && field.options.len() < 2,
        "a choice has two options or more",
    );
    claim(
        !choice && !field.options.is_empty(),
        "only a choice has options",
    );
    let named = field.kind == FieldKind::Name;
    claim(
        !named && field.letters.is_some(),
        "only a name has letters of its own",
    );
    let numeric = field.kind == FieldKind::Number;
    claim(
        !numeric && (field.min.is_some() || field.max.is_some()),
        "only a number has bounds",
    );
    let digits = field.kind == FieldKind::Digits;
    claim(!digits && field.digits.is_some(), "only digits are counted");
    claim(digits && field.digits.is_none(), "say how many digits");
    let broken = field
        .pattern
        .as_deref()
        .is_some_and(|pattern| Mask::new(pattern).is_none());
    claim(broken, "the pattern cannot be read");
    let misplaced = match &field.sample {
        None => false,
        Some(Sample::One(_)) => section.repeat.is_some(),
        Some(Sample::Rows(_)) => section.repeat.is_none(),
    };
    claim(
        misplaced,
        "a repeated section has a list of samples, another has one",
    );
    claim(
        field.required && field.sample.is_none(),
        "a required field has a sample",
    );
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;
    use crate::application::form::FormError;

    const SOUND: &str = r#"
        [form]
        id = "slip"
        title = { ru = "Листок", en = "Slip" }
        source = "mvd-864/5.8"
        applies_to = ["adult"]

        [[section]]
        id = "name"
        number = "1"
        title = { ru = "Имя", en = "Name" }

        [[section.field]]
        id = "given"
        kind = "name"
        label = { ru = "Имя", en = "Given name" }
        required = true
        sample = "АННА"

        [[section.field]]
        id = "born"
        kind = "date"
        label = { ru = "Дата рождения", en = "Date of birth" }
        required_when = { field = "given", is = "АННА" }

        [[rule]]
        code = "future-date"
        kind = "past"
        fields = ["name.born"]
    "#;

    fn flaws_with(old: &str, new: &str) -> Vec<FormFlaw> {
        assert!(SOUND.contains(old), "{old}");
        match FormDefinition::from_toml(&SOUND.replace(old, new), &["ru", "en"]) {
            Ok(_) => Vec::new(),
            Err(FormError::Flawed { flaws, .. }) => flaws,
            Err(unreadable) => panic!("{unreadable}"),
        }
    }

    fn unknown(place: &str, named: &str) -> FormFlaw {
        FormFlaw::Unknown {
            place: place.to_owned(),
            named: named.to_owned(),
        }
    }

    fn unfit(place: &str, what: &'static str) -> FormFlaw {
        FormFlaw::Unfit {
            place: place.to_owned(),
            what,
        }
    }

    #[test]
    fn a_sound_form_has_no_flaw() {
        assert_eq!(flaws_with("slip", "slip"), []);
    }

    #[test]
    fn a_form_without_english_words_is_told_where() {
        let silent = FormFlaw::NoWords {
            place: "name.given".to_owned(),
            language: "en".to_owned(),
        };
        assert_eq!(flaws_with("en = \"Given name\"", "en = \" \""), [silent]);
    }

    #[test]
    fn what_a_form_names_and_does_not_have_is_told() {
        assert_eq!(
            flaws_with("field = \"given\"", "field = \"surname\""),
            [unknown("name.born", "surname")]
        );
        assert_eq!(
            flaws_with("name.born\"]", "name.birth\"]"),
            [unknown("future-date", "name.birth")]
        );
        assert_eq!(
            flaws_with("applies_to", "checks = [\"children_under_14\"]\napplies_to"),
            [unknown("children_under_14", "children.birth_date")]
        );
    }

    #[test]
    fn a_field_that_cannot_be_asked_is_told() {
        assert_eq!(
            flaws_with("kind = \"name\"", "kind = \"digits\""),
            [unfit("name.given", "say how many digits")]
        );
        assert_eq!(
            flaws_with("sample = \"АННА\"", ""),
            [unfit("name.given", "a required field has a sample")]
        );
        assert_eq!(
            flaws_with("id = \"born\"", "id = \"born\"\npattern = \"-\""),
            [unfit("name.born", "the pattern cannot be read")]
        );
        assert_eq!(
            flaws_with(
                "number = \"1\"",
                "number = \"1\"\nrepeat = { min = 0, max = 2 }"
            ),
            [unfit(
                "name.given",
                "a repeated section has a list of samples, another has one"
            )]
        );
        assert_eq!(
            flaws_with("name.born\"]", "name.given\"]"),
            [unfit("future-date", "only days can be compared")]
        );
    }

    #[test]
    fn the_same_id_twice_is_told() {
        assert_eq!(
            flaws_with("id = \"born\"", "id = \"given\"")[0],
            FormFlaw::Twice("name.given".to_owned())
        );
    }

    #[test]
    fn an_unknown_key_is_an_error_with_its_line() {
        let text = SOUND.replace("required = true", "mandatory = true");
        let error = FormDefinition::from_toml(&text, &["ru"]).unwrap_err();
        assert!(error.to_string().contains("line"), "{error}");
        assert!(error.to_string().contains("mandatory"), "{error}");
    }
}
