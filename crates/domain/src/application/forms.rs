//! All forms of a pack, read together.

use std::collections::BTreeMap;

use super::form::{FormDefinition, FormError};

/// The forms of a pack, by id (REQ-5.8).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forms {
    by_id: BTreeMap<String, FormDefinition>,
}

/// Why the forms of a pack cannot be used; the file is named.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormsError {
    /// One form is unreadable or flawed.
    #[error("{file}: {problem}")]
    Form {
        /// The file.
        file: String,
        /// What is wrong with it.
        problem: FormError,
    },
    /// A file is named after its form, so that it can be found.
    #[error("{file} holds form {id}")]
    Misnamed {
        /// The file.
        file: String,
        /// The id in it.
        id: String,
    },
    /// A section goes on in a form that the pack does not have.
    #[error("{form} goes on in {missing}, which is not there")]
    NoAppendix {
        /// The form.
        form: String,
        /// The appendix it names.
        missing: String,
    },
}

impl Forms {
    /// Reads `forms/*.toml` out of the files of a pack (path to contents).
    ///
    /// # Errors
    /// [`FormsError`]: everything wrong, file by file.
    pub fn read<'f>(
        files: impl IntoIterator<Item = (&'f str, &'f str)>,
        languages: &[&str],
    ) -> Result<Self, Vec<FormsError>> {
        let mut forms = Self::default();
        let mut errors = Vec::new();
        for (path, text) in files {
            let stem = path
                .strip_prefix("forms/")
                .and_then(|name| name.strip_suffix(".toml"));
            let Some(stem) = stem else { continue };
            match read_one(path, stem, text, languages) {
                Ok(form) => drop(forms.by_id.insert(form.head.id.clone(), form)),
                Err(error) => errors.push(error),
            }
        }
        errors.extend(forms.broken_off());
        if errors.is_empty() {
            Ok(forms)
        } else {
            Err(errors)
        }
    }

    /// The form with this id.
    pub fn get(&self, id: &str) -> Option<&FormDefinition> {
        self.by_id.get(id)
    }

    /// Every form, by id.
    pub fn iter(&self) -> impl Iterator<Item = &FormDefinition> {
        self.by_id.values()
    }

    /// The forms for one kind of applicant (`adult`, `minor`), or of the `office`.
    pub fn for_applicant(&self, kind: &str) -> impl Iterator<Item = &FormDefinition> {
        self.iter()
            .filter(move |form| form.head.applies_to.iter().any(|one| one == kind))
    }

    fn broken_off(&self) -> Vec<FormsError> {
        let appendices = self.iter().flat_map(|form| {
            let repeats = form
                .sections
                .iter()
                .filter_map(|section| section.repeat.as_ref());
            repeats.filter_map(move |repeat| Some((form, repeat.continued_in.as_ref()?)))
        });
        appendices
            .filter(|(_, appendix)| self.get(appendix).is_none())
            .map(|(form, missing)| FormsError::NoAppendix {
                form: form.head.id.clone(),
                missing: missing.clone(),
            })
            .collect()
    }
}

fn read_one(
    path: &str,
    stem: &str,
    text: &str,
    languages: &[&str],
) -> Result<FormDefinition, FormsError> {
    let file = path.to_owned();
    match FormDefinition::from_toml(text, languages) {
        Err(problem) => Err(FormsError::Form { file, problem }),
        Ok(form) if form.head.id != stem => Err(FormsError::Misnamed {
            file,
            id: form.head.id,
        }),
        Ok(form) => Ok(form),
    }
}
