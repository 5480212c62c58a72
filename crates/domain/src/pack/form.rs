//! Reading the forms of a pack; what a form is stands in [`crate::application::form`].

use super::problem::{Mistake, Place, Problems};
use super::wording::Languages;
use crate::application::form::FormDefinition;

/// Reads one form; a syntax error or unknown key has its line, other flaws name section and field.
pub(crate) fn read(
    file: &str,
    text: &str,
    languages: &Languages,
    problems: &Problems,
) -> Option<FormDefinition> {
    let form: FormDefinition = match toml::from_str(text) {
        Ok(form) => form,
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start);
            let mistake = Mistake::Form(error.message().to_owned());
            problems.report(Place::at(file, text, offset), mistake);
            return None;
        }
    };
    let required: Vec<&str> = languages.required.iter().map(String::as_str).collect();
    for flaw in form.flaws(&required) {
        problems.report(Place::start_of(file), Mistake::Form(flaw.to_string()));
    }
    if file != format!("forms/{}.toml", form.head.id) {
        let mistake = Mistake::Form(format!("the file of '{}' has another name", form.head.id));
        problems.report(Place::start_of(file), mistake);
    }
    Some(form)
}
