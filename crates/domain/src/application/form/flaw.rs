//! What a form of a pack may not get wrong.

use std::collections::BTreeSet;

use super::{Condition, Field, FieldKind, FormDefinition, Mask, RuleKind, Sample, Section, Words};

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
    for language in languages {
        if words
            .get(*language)
            .is_none_or(|text| text.trim().is_empty())
        {
            flaws.push(FormFlaw::NoWords {
                place: place.to_owned(),
                language: (*language).to_owned(),
            });
        }
    }
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
