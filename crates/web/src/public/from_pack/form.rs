//! A form of the pack as paper: what stands there blank, and what a fictitious person wrote.

use std::collections::BTreeMap;

use okno_domain::application::form::{Field, FormDefinition, Section};

use crate::public::sheet::{FormEntry, FormLine, FormPart};
use crate::voice::Voice;

/// The form as blank and sample (REQ-5.8, REQ-5.9).
pub fn line(form: &FormDefinition, t: Voice) -> FormLine {
    let sample = form.sample();
    FormLine {
        id: form.head.id.clone(),
        title: t.words(&form.head.title),
        parts: form
            .sections
            .iter()
            .map(|section| part(section, &sample, t))
            .collect(),
    }
}

fn part(section: &Section, sample: &BTreeMap<String, String>, t: Voice) -> FormPart {
    let heading = t.words(&section.title);
    let title = if section.number.is_empty() {
        heading
    } else {
        format!("{}.\u{a0}{heading}", section.number)
    };
    let Some(repeat) = &section.repeat else {
        let entries = section
            .fields
            .iter()
            .map(|field| entry(field, sample.get(&section.key(field)), t));
        return FormPart {
            title,
            rows: vec![entries.collect()],
            paper_rows: 1,
        };
    };
    let filled = |row: usize| {
        section
            .fields
            .iter()
            .any(|field| sample.contains_key(&section.row_key(row, field)))
    };
    let paper_rows = usize::from(repeat.on_paper.unwrap_or(repeat.min.max(1)));
    let filled_rows = (0..usize::from(repeat.max))
        .take_while(|row| filled(*row))
        .count();
    let rows = (0..paper_rows.max(filled_rows)).map(|row| {
        let fields = section.fields.iter();
        fields
            .map(|field| entry(field, sample.get(&section.row_key(row, field)), t))
            .collect()
    });
    FormPart {
        title,
        rows: rows.collect(),
        paper_rows,
    }
}

fn entry(field: &Field, sample: Option<&String>, t: Voice) -> FormEntry {
    let options = field.options.iter();
    FormEntry {
        label: t.words(&field.label),
        hint: field
            .hint
            .as_ref()
            .map(|hint| t.words(hint))
            .unwrap_or_default(),
        is_tick: field.is_tick(),
        options: options
            .map(|choice| {
                (
                    t.words(&choice.label),
                    sample.is_some_and(|sample| *sample == choice.id),
                )
            })
            .collect(),
        sample: sample.map(|sample| t.text(sample)).unwrap_or_default(),
    }
}
