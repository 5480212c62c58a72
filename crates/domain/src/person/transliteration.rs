//! Latin spelling of names, by the table in force.
//!
//! Tables change with the years, so the table is data of the pack: what each letter
//! becomes, and what letters in certain company become.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::name::tidy;

/// A table of Latin spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table<'a> {
    /// Capital letter to Latin letters; an empty text drops the letter.
    pub letters: &'a BTreeMap<char, String>,
    /// Letters in company, tried before single letters, the longest first.
    pub rules: &'a [Rule],
}

/// What letters in company become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Capital letters in a row (`ЬЕ`).
    pub letters: String,
    /// What they become together.
    pub latin: String,
    /// Only at the beginning of a word.
    #[serde(default)]
    pub at_start: bool,
}

/// A letter that the table does not have: the name cannot be spelt by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the table has no letter `{letter}` (at {at})")]
pub struct UnknownLetter {
    /// The letter, in capitals.
    pub letter: char,
    /// Its place in the tidied name, counted from 1.
    pub at: usize,
}

/// The Latin spelling of a name in capitals. Spaces, hyphens, apostrophes and full
/// stops stay.
///
/// # Errors
/// A letter that the table does not have; it is never passed through, because a
/// passport would carry it.
pub fn spell(name: &str, table: &Table<'_>) -> Result<String, UnknownLetter> {
    let capitals: Vec<char> = tidy(name).to_uppercase().chars().collect();
    let mut latin = String::new();
    let mut at = 0;
    while let Some(letter) = capitals.get(at).copied() {
        if let Some(rule) = table.rule_at(&capitals, at) {
            latin.push_str(&rule.latin);
            at += rule.letters.chars().count();
            continue;
        }
        match table.letters.get(&letter) {
            Some(letters) => latin.push_str(letters),
            None if matches!(letter, ' ' | '-' | '\'' | '.') => latin.push(letter),
            None => return Err(UnknownLetter { letter, at: at + 1 }),
        }
        at += 1;
    }
    Ok(latin)
}

impl Table<'_> {
    fn rule_at(&self, capitals: &[char], at: usize) -> Option<&Rule> {
        let starts = at == 0 || matches!(capitals[at - 1], ' ' | '-');
        let fits = self.rules.iter().filter(|rule| {
            let mut ahead = capitals[at..].iter().copied();
            !rule.letters.is_empty()
                && (starts || !rule.at_start)
                && rule
                    .letters
                    .chars()
                    .all(|letter| ahead.next() == Some(letter))
        });
        fits.max_by_key(|rule| rule.letters.chars().count())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    /// What the three tables share; they differ in Ц and Ъ.
    const COMMON: &str = "А A Б B В V Г G Д D Е E Ё E Ж ZH З Z И I Й I К K Л L М M Н N О O П P \
        Р R С S Т T У U Ф F Х KH Ч CH Ш SH Щ SHCH Ы Y Э E Ю IU Я IA";

    fn table(tse: &str, hard_sign: &str) -> BTreeMap<char, String> {
        let words: Vec<&str> = COMMON.split_whitespace().collect();
        let pairs = words.chunks(2).map(|pair| (pair[0], pair[1]));
        let rest = [("Ц", tse), ("Ъ", hard_sign), ("Ь", "")];
        let pairs = pairs.chain(rest);
        pairs
            .map(|(letter, latin)| (letter.chars().next().unwrap(), latin.to_owned()))
            .collect()
    }

    fn by(letters: &BTreeMap<char, String>, name: &str) -> String {
        spell(
            name,
            &Table {
                letters,
                rules: &[],
            },
        )
        .unwrap()
    }

    #[test]
    fn names_are_spelt_by_the_table_in_force() {
        let icao = table("TS", "IE");
        let gost = table("TC", "");
        let order_310 = table("TS", "");
        for (name, by_icao, by_gost) in [
            ("ЗЮЗИН ИЛЬЯ", "ZIUZIN ILIA", "ZIUZIN ILIA"),
            (
                "ЩЕРБАКОВА ЮЛИЯ",
                "SHCHERBAKOVA IULIIA",
                "SHCHERBAKOVA IULIIA",
            ),
            ("ПОДЪЯПОЛЬСКИЙ", "PODIEIAPOLSKII", "PODIAPOLSKII"),
            ("ЦВЕТАЕВА", "TSVETAEVA", "TCVETAEVA"),
            ("ЦХАЙ АНДРЕЙ", "TSKHAI ANDREI", "TCKHAI ANDREI"),
            ("ОБЪЕДКОВ", "OBIEEDKOV", "OBEDKOV"),
            ("ЁЛКИН АЛЁНА", "ELKIN ALENA", "ELKIN ALENA"),
            ("ВЬЮГИН", "VIUGIN", "VIUGIN"),
            ("МАЙЯ", "MAIIA", "MAIIA"),
        ] {
            assert_eq!(by(&icao, name), by_icao);
            assert_eq!(by(&gost, name), by_gost);
        }
        assert_eq!(by(&order_310, "ЦВЕТАЕВА"), "TSVETAEVA");
        assert_eq!(by(&order_310, "ПОДЪЯПОЛЬСКИЙ"), "PODIAPOLSKII");
        assert_eq!(
            by(&icao, " Журавлёв — Хачатурян "),
            "ZHURAVLEV-KHACHATURIAN"
        );
    }

    #[test]
    fn a_letter_that_the_table_lacks_is_named_and_not_passed_through() {
        let icao = table("TS", "IE");
        let table = Table {
            letters: &icao,
            rules: &[],
        };
        assert_eq!(
            spell("Әлия", &table),
            Err(UnknownLetter {
                letter: 'Ә', at: 1
            })
        );
        assert_eq!(
            spell("Иванoв", &table),
            Err(UnknownLetter { letter: 'O', at: 5 })
        );
    }

    #[test]
    fn letters_in_company_go_before_single_ones() {
        let icao = table("TS", "IE");
        let rule = |letters: &str, latin: &str, at_start| Rule {
            letters: letters.to_owned(),
            latin: latin.to_owned(),
            at_start,
        };
        let rules = [
            rule("Е", "YE", true),
            rule("ЬЕ", "YE", false),
            rule("ЗГ", "ZGH", false),
        ];
        let spelt = |name| {
            spell(
                name,
                &Table {
                    letters: &icao,
                    rules: &rules,
                },
            )
            .unwrap()
        };
        assert_eq!(spelt("Ершов Елена"), "YERSHOV YELENA");
        assert_eq!(spelt("Васильев"), "VASILYEV");
        assert_eq!(spelt("Анна-Ева"), "ANNA-YEVA");
        assert_eq!(spelt("Згурский"), "ZGHURSKII");
    }
}
