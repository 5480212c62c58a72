//! Words of the pack's tables in human language.
//!
//! Names of inputs and their words are codes (`age_band = "0-13"`). Those of known packs have
//! wording; a word without wording is shown as it stands, so that a pack of another country works
//! before anybody has written its words.

use okno_domain::case::DayKind;
use okno_domain::pack::{Length, When};

use super::Day;
use crate::voice::Voice;

/// The key of a word in the wording: letters, digits and `-`.
fn slug(word: &str) -> String {
    word.replace('+', "-plus").replace(['_', '.'], "-")
}

/// What a word of an input means.
pub fn word_words(day: &Day<'_>, input: &str, word: &str) -> String {
    if input == "document"
        && let Some(kind) = day.pack.document_kind(word)
    {
        return day.t.words(&kind.title);
    }
    if let Some(band) = band_words(word, day.t).filter(|_| input.starts_with("age")) {
        return band;
    }
    day.t
        .say_or(&format!("web-word-{}-{}", slug(input), slug(word)), word)
}

/// The same words at the beginning of a line.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The question an input asks.
pub fn input_words(day: &Day<'_>, input: &str) -> String {
    day.t.say_or(
        &format!("web-input-{}", slug(input)),
        &input.replace('_', " "),
    )
}

/// `14+` and `0-13` as ages in words.
fn band_words(word: &str, t: Voice) -> Option<String> {
    if let Some(from) = word.strip_suffix('+') {
        return Some(t.count("web-age-from", from.parse::<i64>().ok()?));
    }
    let (from, to) = word.split_once('-')?;
    let (from, to): (i64, i64) = (from.parse().ok()?, to.parse().ok()?);
    // The band's last year is whole: up to 13 means that the fourteenth birthday has not come.
    if from == 0 {
        return Some(t.count("web-age-below", to + 1));
    }
    Some(t.with2("web-age-between", "from", from, "to", to))
}

/// The condition of a row in words: ticks that must not be set go without saying.
pub fn case_words(day: &Day<'_>, when: &When) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (input, words) in &when.words {
        let words: Vec<&String> = words.iter().filter(|word| *word != "false").collect();
        if words.is_empty() {
            continue;
        }
        let said: Vec<String> = words
            .iter()
            .map(|word| word_words(day, input, word))
            .collect();
        parts.push(said.join(&format!(" {} ", day.t.say("web-or"))));
    }
    if parts.is_empty() {
        day.t.say("web-case-any")
    } else {
        capitalised(&parts.join("; "))
    }
}

/// A length in words: `1 месяц`, `3 рабочих дня`, `15 минут`.
pub fn length_words(length: &Length, t: Voice) -> String {
    let days = match length.counted {
        DayKind::Working => "web-working-days",
        DayKind::Calendar => "web-calendar-days",
    };
    let parts: Vec<String> = [
        (length.months / 12, "web-years"),
        (length.months % 12, "web-months"),
        (length.days, days),
        (length.minutes, "web-minutes"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, key)| t.count(key, count))
    .collect();
    parts.join(" ")
}
