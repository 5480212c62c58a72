//! Fields of forms, ready for the templates in `components/form.html`.

/// One field: its label, what to know before answering, what was typed, and what to put right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// Name in the form and id on the page.
    pub name: String,
    /// The question.
    pub label: String,
    /// Why it is asked or how to write it.
    pub hint: Option<String>,
    /// What the person has typed; kept when the form comes back.
    pub value: String,
    /// What to put right.
    pub error: Option<String>,
    /// `autocomplete` token, so that the browser can help.
    pub autocomplete: Option<&'static str>,
    /// `text`, `tel`, `email`, `password`, `search`.
    pub kind: &'static str,
    /// `numeric` where only digits are typed.
    pub inputmode: Option<&'static str>,
    /// Width class: `w2`, `w4`, `w10`, or nothing for the full width.
    pub width: &'static str,
    /// The choices of radios, checkboxes and selects.
    pub choices: Vec<Choice>,
}

/// One choice of radios, checkboxes or a select.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// What to know about it.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Choice {
    /// A choice; `chosen` when it is the one already made.
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
            chosen,
        }
    }
}

impl Field {
    /// An empty text field.
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            kind: "text",
            ..Self::default()
        }
    }

    /// Adds the hint under the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Puts back what the person typed.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// Says what to put right.
    #[must_use]
    pub fn error(mut self, error: Option<String>) -> Self {
        self.error = error;
        self
    }

    /// Gives the choices.
    #[must_use]
    pub fn choices(mut self, choices: impl IntoIterator<Item = Choice>) -> Self {
        self.choices = choices.into_iter().collect();
        self
    }

    /// Sets the browser's help: `autocomplete` token.
    #[must_use]
    pub const fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// The ids of hint and error that describe the field, for `aria-describedby`.
    pub fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.name));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        [hint, error]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A date asked for in three fields, because people know it as three numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DateField {
    /// Name of the group; the fields are `name-day`, `name-month`, `name-year`.
    pub name: String,
    /// The question.
    pub label: String,
    /// How to write it.
    pub hint: Option<String>,
    /// Typed day, month, year.
    pub value: [String; 3],
    /// What to put right.
    pub error: Option<String>,
    /// Whether the browser may fill in the birth date.
    pub birthday: bool,
}

impl DateField {
    /// The ids of hint and error that describe the fields.
    pub fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.name));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        [hint, error]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// One line of the list of mistakes on top of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field to go to.
    pub field: String,
    /// The same words that stand at the field.
    pub message: String,
}
