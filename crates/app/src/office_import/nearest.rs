//! What to write instead of a word that is not known.

/// Known words listed when none is near enough to be meant.
const LISTED: usize = 12;

/// Advice for an unknown word: the nearest known one, or the known ones.
pub(super) fn advice<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let limit = (written.chars().count() / 2).max(2);
    let near = known
        .iter()
        .map(|word| (distance(written, word), *word))
        .min();
    match near {
        Some((distance, word)) if distance <= limit => format!("did you mean '{word}'?"),
        Some(_) => {
            let listed: Vec<&str> = known.iter().take(LISTED).copied().collect();
            let more = if known.len() > LISTED { ", …" } else { "" };
            format!("known are: {}{more}", listed.join(", "))
        }
        None => "nothing of the kind is known yet".into(),
    }
}

/// Letters to change, add or leave out on the way from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, letter) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, other) in to.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognised_and_nonsense_lists_what_is_known() {
        assert_eq!(
            advice("adress", ["address", "zone"]),
            "did you mean 'address'?"
        );
        assert_eq!(
            advice("Europe/Moskow", ["Europe/Moscow", "Asia/Omsk"]),
            "did you mean 'Europe/Moscow'?"
        );
        assert_eq!(advice("elephant", ["on", "off"]), "known are: on, off");
    }
}
