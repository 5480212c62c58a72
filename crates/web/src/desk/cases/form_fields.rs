//! The fields of a page from the definition of a form: one description makes page, blank and check
//! (REQ-5.8, REQ-A21).

use std::collections::{BTreeMap, BTreeSet};

use okno_domain::application::form::{
    Condition, Field as Question, FieldKind, FormDefinition, Section,
};

use crate::desk::said::Said;
use crate::field::{Choice, Field};
use crate::voice::Voice;

/// Most rows of one repeated section that a form carries.
const MOST_ROWS: usize = 40;

/// A section as it is drawn.
pub(super) struct SectionView {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) title: String,
    /// When it is filled in, in words; empty when always.
    pub(super) when: String,
    /// What is wrong with the section as a whole.
    pub(super) error: Option<String>,
    /// Whether it is open on the page.
    pub(super) open: bool,
    pub(super) rows: Vec<RowView>,
    /// Whether rows can be added.
    pub(super) repeats: bool,
}

/// One row of a section; a section filled in once has one.
pub(super) struct RowView {
    pub(super) title: String,
    pub(super) fields: Vec<FieldView>,
}

/// One question.
pub(super) struct FieldView {
    /// `text`, `radio`, `select` or `checkbox`.
    pub(super) look: &'static str,
    pub(super) field: Field,
}

/// What is drawn: answers as typed, what is wrong by key, rows by section.
pub(super) struct Filled<'a> {
    pub(super) form: &'a FormDefinition,
    pub(super) values: &'a BTreeMap<String, String>,
    pub(super) problems: &'a BTreeMap<String, String>,
    pub(super) rows: &'a BTreeMap<String, usize>,
    pub(super) t: Voice,
}

/// The answers of a form as browsers send them: boxes left empty are not sent.
pub(super) fn values(form: &FormDefinition, said: &Said) -> BTreeMap<String, String> {
    let sections: BTreeSet<&str> = form
        .sections
        .iter()
        .map(|section| section.id.as_str())
        .collect();
    let ours = |name: &str| {
        name.split('.')
            .next()
            .is_some_and(|first| sections.contains(first))
    };
    said.pairs()
        .filter(|(name, word)| name.contains('.') && ours(name) && !word.trim().is_empty())
        .map(|(name, word)| (name.to_owned(), word.trim().to_owned()))
        .collect()
}

/// How many rows of each repeated section are shown: as many as were, and one more where asked.
pub(super) fn rows(
    form: &FormDefinition,
    said: &Said,
    add: Option<&str>,
) -> BTreeMap<String, usize> {
    let repeated = form
        .sections
        .iter()
        .filter(|section| section.repeat.is_some());
    repeated
        .map(|section| {
            let least = section
                .repeat
                .as_ref()
                .map_or(1, |repeat| usize::from(repeat.min))
                .max(1);
            let shown: usize = said
                .word(&format!("rows.{}", section.id))
                .parse()
                .unwrap_or(least);
            let more = usize::from(add == Some(section.id.as_str()));
            (section.id.clone(), (shown.max(least) + more).min(MOST_ROWS))
        })
        .collect()
}

impl Filled<'_> {
    /// Every section, ready for the template.
    pub(super) fn sections(&self) -> Vec<SectionView> {
        self.form
            .sections
            .iter()
            .map(|section| self.section(section))
            .collect()
    }

    fn section(&self, section: &Section) -> SectionView {
        let repeats = section.repeat.is_some();
        let count = self.rows.get(&section.id).copied().unwrap_or(1);
        let rows: Vec<RowView> = (0..count)
            .map(|row| self.row(section, repeats.then_some(row)))
            .collect();
        let prefix = format!("{}.", section.id);
        let ours = |key: &String| key.starts_with(&prefix);
        let error = self.problems.get(&section.id).cloned();
        let optional = section.shown_when.is_some();
        SectionView {
            open: !optional
                || error.is_some()
                || self.values.keys().any(ours)
                || self.problems.keys().any(ours),
            when: section
                .shown_when
                .as_ref()
                .map(|when| self.when(section, when))
                .unwrap_or_default(),
            id: section.id.clone(),
            number: section.number.clone(),
            title: self.t.words(&section.title),
            error,
            rows,
            repeats,
        }
    }

    fn row(&self, section: &Section, row: Option<usize>) -> RowView {
        let fields = section.fields.iter().map(|question| {
            let key = match row {
                Some(row) => section.row_key(row, question),
                None => section.key(question),
            };
            self.question(section, question, key)
        });
        let title = row.map(|row| self.t.with("desk-form-row", "number", row + 1));
        RowView {
            title: title.unwrap_or_default(),
            fields: fields.collect(),
        }
    }

    fn question(&self, section: &Section, question: &Question, key: String) -> FieldView {
        let t = self.t;
        let value = self.values.get(&key).cloned().unwrap_or_default();
        let error = self.problems.get(&key).cloned();
        let look = match question.kind {
            FieldKind::Tick => "checkbox",
            FieldKind::Choice if question.options.len() <= 5 => "radio",
            FieldKind::Choice => "select",
            _ => "text",
        };
        let label = t.words(&question.label);
        let optional = !question.required && question.required_when.is_none();
        let shown = if optional && look == "text" {
            t.with("desk-form-optional", "label", &label)
        } else {
            label.clone()
        };
        let field = Field {
            hint: self.hint(section, question),
            inputmode: matches!(question.kind, FieldKind::Digits | FieldKind::Number)
                .then_some("numeric"),
            width: width(question),
            choices: choices(question, &value, &label, t),
            ..Field::text(key, shown)
                .value(value)
                .error(error)
                .autocomplete("off")
        };
        FieldView { look, field }
    }

    /// The pack's hint; else how a date or month is written; and when the answer is a must.
    fn hint(&self, section: &Section, question: &Question) -> Option<String> {
        let t = self.t;
        let how = match (&question.hint, question.kind) {
            (Some(hint), _) => Some(t.words(hint)),
            (None, FieldKind::Date) => Some(t.say("desk-form-date-hint")),
            (None, FieldKind::Month) => Some(t.say("desk-form-month-hint")),
            (None, _) => None,
        };
        let when = question
            .required_when
            .as_ref()
            .map(|when| self.when(section, when));
        let parts: Vec<String> = how.into_iter().chain(when).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// When something is asked: the label of the other question and its answers.
    fn when(&self, section: &Section, condition: &Condition) -> String {
        let t = self.t;
        let other = section
            .field(&condition.field)
            .map(|field| (section, field));
        let Some((_, other)) = other.or_else(|| self.form.field(&condition.field)) else {
            return String::new();
        };
        let answers = condition.is.values().iter().map(|value| {
            let option = other.options.iter().find(|option| option.id == *value);
            match (option, value.as_str()) {
                (Some(option), _) => t.words(&option.label),
                (None, "yes") => t.say("desk-form-yes"),
                (None, "no") => t.say("desk-form-no"),
                (None, other) => other.to_owned(),
            }
        });
        let answers = answers.collect::<Vec<_>>().join(", ");
        t.with2(
            "desk-form-when",
            "question",
            t.words(&other.label),
            "answer",
            answers,
        )
    }
}

fn choices(question: &Question, value: &str, label: &str, t: Voice) -> Vec<Choice> {
    if question.is_tick() {
        return vec![Choice::new("yes", label, value == "yes")];
    }
    let nothing = (question.options.len() > 5)
        .then(|| Choice::new("", t.say("desk-form-choose"), value.is_empty()));
    let options = question
        .options
        .iter()
        .map(|option| Choice::new(&option.id, t.words(&option.label), option.id == value));
    nothing.into_iter().chain(options).collect()
}

fn width(question: &Question) -> &'static str {
    match question.kind {
        FieldKind::Month | FieldKind::Date | FieldKind::Phone => "w10",
        FieldKind::Digits | FieldKind::Number
            if question.digits.is_none_or(|digits| digits <= 6) =>
        {
            "w4"
        }
        FieldKind::Digits | FieldKind::Number | FieldKind::Document => "w10",
        _ => "",
    }
}
