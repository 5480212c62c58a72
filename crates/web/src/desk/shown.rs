//! The document on the desk: what the officer reads off it.

use jiff::civil::Date;
use okno_app::reception::ShownDocument;
use okno_domain::application::parse_date;
use okno_domain::pack::Pack;

use super::said::Said;
use super::words;
use crate::field::{DateField, Field, Problem};
use crate::voice::Voice;

/// What was typed of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct ShownTyped {
    kind: String,
    number: String,
    birth: [String; 3],
}

/// Its three fields.
pub(super) struct ShownFields {
    pub(super) kind: Field,
    pub(super) number: Field,
    pub(super) birth: DateField,
}

impl ShownTyped {
    /// What a form said.
    pub(super) fn of(said: &Said) -> Self {
        Self {
            kind: said.typed("kind"),
            number: said.typed("number"),
            birth: said.date("birth"),
        }
    }

    /// The document, or what has to be put right.
    ///
    /// # Errors
    /// Every field that is empty or cannot be read.
    pub(super) fn read(&self, t: Voice) -> Result<ShownDocument, Vec<Problem>> {
        let number: String = self
            .number
            .chars()
            .filter(|sign| !sign.is_whitespace())
            .collect();
        let birth_date = date_of_fields(&self.birth);
        let mut problems = Vec::new();
        let mut put = |field: &str, key: &str| {
            problems.push(Problem {
                field: field.into(),
                message: t.say(key),
            });
        };
        if number.is_empty() {
            put("number", "desk-shown-number-empty");
        }
        match birth_date {
            Some(birth_date) if !number.is_empty() => Ok(ShownDocument {
                kind: self.kind.clone(),
                number,
                birth_date,
            }),
            birth_date => {
                if birth_date.is_none() {
                    put("birth", "desk-shown-birth-wrong");
                }
                Err(problems)
            }
        }
    }

    /// The fields with what was typed and what is wrong with it.
    pub(super) fn fields(
        &self,
        pack: Option<&Pack>,
        problems: &[Problem],
        t: Voice,
    ) -> ShownFields {
        let error = |name: &str| {
            problems
                .iter()
                .find(|one| one.field == name)
                .map(|one| one.message.clone())
        };
        let kinds = pack.map(|pack| words::document_kinds(pack, &self.kind, t));
        let number = Field::text("number", t.say("desk-shown-number"))
            .hint(t.say("desk-shown-number-hint"))
            .value(&self.number)
            .error(error("number"))
            .autocomplete("off");
        ShownFields {
            kind: Field::text("kind", t.say("desk-shown-kind")).choices(kinds.unwrap_or_default()),
            number: Field {
                width: "w10",
                ..number
            },
            birth: DateField {
                name: "birth".into(),
                label: t.say("desk-shown-birth"),
                hint: None,
                value: self.birth.clone(),
                error: error("birth"),
                birthday: false,
            },
        }
    }

    /// The same as hidden fields of the next form.
    pub(super) fn hidden(&self) -> Vec<(&'static str, String)> {
        let [day, month, year] = self.birth.clone();
        vec![
            ("kind", self.kind.clone()),
            ("number", self.number.clone()),
            ("birth-day", day),
            ("birth-month", month),
            ("birth-year", year),
        ]
    }
}

/// A date of three fields; a whole date typed into one of them is taken as it is.
pub(super) fn date_of_fields(fields: &[String; 3]) -> Option<Date> {
    let whole = fields.iter().find(|field| field.contains(['.', '-']));
    parse_date(whole.unwrap_or(&fields.join(".")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use jiff::civil::date;

    use super::*;

    fn fields(day: &str, month: &str, year: &str) -> [String; 3] {
        [day, month, year].map(str::to_owned)
    }

    #[test]
    fn a_date_is_read_from_three_fields_or_pasted_into_one() {
        let born = Some(date(1985, 3, 14));
        assert_eq!(date_of_fields(&fields("14", "3", "1985")), born);
        assert_eq!(date_of_fields(&fields("14.03.1985", "", "")), born);
        assert_eq!(date_of_fields(&fields("31", "2", "1985")), None);
        assert_eq!(date_of_fields(&fields("", "", "")), None);
    }
}
