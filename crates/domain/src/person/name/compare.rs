use super::tidy;
use crate::person::lookalike::{Script, twin};

/// The shape of a name, for comparing: case, ё and е, hyphens, spaces and other marks,
/// and letters that look alike make no difference.
///
/// What comes out is not for people to read.
pub fn fold(name: &str) -> String {
    let letters = tidy(name).to_uppercase();
    let letters = letters.chars().filter(|sign| sign.is_alphanumeric());
    letters
        .map(|letter| if letter == 'Ё' { 'Е' } else { letter })
        .map(|letter| twin(letter, Script::Latin).unwrap_or(letter))
        .collect()
}

/// How many slips of the finger lie between two names: a letter too many, too few or
/// wrong, or two neighbours swapped. Differences that [`fold`] removes are none.
pub fn edits(one: &str, other: &str) -> usize {
    let one: Vec<char> = fold(one).chars().collect();
    let other: Vec<char> = fold(other).chars().collect();
    // Three rows of the table of distances between beginnings of the two.
    let mut before: Vec<usize> = vec![0; other.len() + 1];
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for i in 1..=one.len() {
        let mut row = vec![i; other.len() + 1];
        for j in 1..=other.len() {
            let wrong = above[j - 1] + usize::from(one[i - 1] != other[j - 1]);
            row[j] = wrong.min(above[j] + 1).min(row[j - 1] + 1);
            let swapped =
                i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
            if swapped {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut above, row);
    }
    above[other.len()]
}

/// Most slips that a correction may mend.
const SLIPS: usize = 2;

/// Whether `corrected` may be the same name with typing mistakes mended (REQ-A12: any
/// other change of the name gives the place up).
///
/// At most two slips, and in a short name fewer: one for every three letters. From Ли
/// to Ан it is two slips, and another person.
pub fn is_typing_correction(name: &str, corrected: &str) -> bool {
    let shorter = fold(name)
        .chars()
        .count()
        .min(fold(corrected).chars().count());
    edits(name, corrected) <= SLIPS.min(shorter / 3)
}
