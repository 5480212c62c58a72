//! Spaces that do not break, put in by the renderer and not by the author.

const NBSP: char = '\u{a0}';

/// Binds what belongs together: the groups of a number, a number and its unit, a
/// day and its month, initials, «№ 5», and a word with the dash after it.
///
/// Only ordinary spaces change, so that a polished text stays as it is.
pub fn polish(text: &str) -> String {
    let mut polished = String::with_capacity(text.len() + 16);
    for (at, sign) in text.char_indices() {
        let binds = sign == ' ' && binds(last_word(&text[..at]), first_word(&text[at + 1..]));
        polished.push(if binds { NBSP } else { sign });
    }
    polished
}

/// Ordinary spaces again, for a text message, where the other kind would change
/// the alphabet and so the price.
pub fn plain_spaces(text: &str) -> String {
    text.replace([NBSP, '\u{202f}'], " ")
}

fn last_word(before: &str) -> &str {
    before.rsplit(char::is_whitespace).next().unwrap_or("")
}

fn first_word(after: &str) -> &str {
    after.split(char::is_whitespace).next().unwrap_or("")
}

fn binds(left: &str, right: &str) -> bool {
    if left.is_empty() || right.is_empty() {
        return false;
    }
    is_dash(right)
        || (left == "№" && starts_with_digit(right))
        || (ends_group(left) && is_group(right))
        || (ends_with_digit(left) && is_unit_or_month(right))
        || (is_initial(left) && starts_with_capital(right))
        || (is_surname(left) && is_initial(right))
}

fn is_dash(word: &str) -> bool {
    word == "—" || word == "–"
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|sign: char| sign.is_ascii_digit())
}

fn ends_with_digit(word: &str) -> bool {
    word.ends_with(|sign: char| sign.is_ascii_digit())
}

fn starts_with_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// One to three digits, perhaps after a bracket: what a group may follow.
fn ends_group(word: &str) -> bool {
    let digits = word.chars().rev().take_while(char::is_ascii_digit).count();
    let before = word.chars().rev().nth(digits);
    (1..=3).contains(&digits) && before.is_none_or(|sign| !sign.is_alphanumeric() && sign != '.')
}

/// Exactly three digits, perhaps with a mark or a fraction after them.
fn is_group(word: &str) -> bool {
    word.chars().take_while(char::is_ascii_digit).count() == 3
        && word
            .chars()
            .nth(3)
            .is_none_or(|sign| !sign.is_alphanumeric())
}

/// «А.» or «А.Б.», perhaps with a comma after it.
fn is_initial(word: &str) -> bool {
    let bare = word.trim_end_matches([',', ';', ':', ')']);
    let signs: Vec<char> = bare.chars().collect();
    (2..=4).contains(&signs.len())
        && signs
            .chunks(2)
            .all(|pair| matches!(pair, [letter, '.'] if letter.is_uppercase()))
}

/// A capital with small letters after it, and no stop that would end a sentence.
fn is_surname(word: &str) -> bool {
    let mut signs = word.chars();
    signs.next().is_some_and(char::is_uppercase)
        && signs.next().is_some_and(char::is_lowercase)
        && signs.all(|sign| sign.is_lowercase() || sign == '-' || sign.is_uppercase())
}

fn is_unit_or_month(word: &str) -> bool {
    let bare = word.trim_end_matches(|sign: char| !sign.is_alphanumeric() && sign != '%');
    let folded = bare.to_lowercase();
    UNITS.contains(&folded.as_str()) || MONTHS.contains(&folded.as_str())
}

const UNITS: &[&str] = &[
    "%",
    "руб",
    "рублей",
    "рубля",
    "рубль",
    "коп",
    "копеек",
    "тенге",
    "мин",
    "минута",
    "минуту",
    "минуты",
    "минут",
    "час",
    "часа",
    "часов",
    "ч",
    "с",
    "сек",
    "секунд",
    "секунды",
    "секунду",
    "день",
    "дня",
    "дней",
    "дн",
    "рабочий",
    "рабочих",
    "рабочего",
    "рабочие",
    "календарный",
    "календарных",
    "календарного",
    "неделя",
    "неделю",
    "недели",
    "недель",
    "месяц",
    "месяца",
    "месяцев",
    "мес",
    "год",
    "года",
    "лет",
    "г",
    "мм",
    "см",
    "м",
    "км",
    "кг",
    "кб",
    "мб",
    "место",
    "места",
    "мест",
    "человек",
    "человека",
    "раз",
    "раза",
    "окно",
    "попытка",
    "попытки",
    "попыток",
    "лист",
    "листа",
    "листов",
    "фото",
    "фотографии",
    "rub",
    "kzt",
    "rouble",
    "roubles",
    "minute",
    "minutes",
    "min",
    "hour",
    "hours",
    "second",
    "seconds",
    "day",
    "days",
    "working",
    "calendar",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "mm",
    "cm",
    "m",
    "km",
    "kg",
    "kb",
    "mb",
    "place",
    "places",
    "people",
    "person",
    "times",
    "try",
    "tries",
    "sheet",
    "sheets",
    "photo",
    "photos",
    "copies",
];

const MONTHS: &[&str] = &[
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seen(text: &str) -> String {
        polish(text).replace(NBSP, "~")
    }

    #[test]
    fn what_belongs_together_stays_on_one_line() {
        let cases = [
            ("Пошлина 5 000 руб.", "Пошлина 5~000~руб."),
            ("всего 1 250 000,50 руб. за", "всего 1~250~000,50~руб. за"),
            ("25 ноября, среда", "25~ноября, среда"),
            ("on 25 November at 9:40", "on 25~November at 9:40"),
            ("около 35 минут", "около 35~минут"),
            ("окно № 5, зал", "окно №~5, зал"),
            ("Окно — это место", "Окно~— это место"),
            ("Петрова А. Б. и Ли С.", "Петрова~А.~Б. и Ли~С."),
            ("А. Б. Петрова", "А.~Б.~Петрова"),
            ("в течение 3 рабочих дней", "в течение 3~рабочих дней"),
        ];
        for (typed, polished) in cases {
            assert_eq!(seen(typed), polished);
        }
    }

    #[test]
    fn what_only_stands_side_by_side_may_part() {
        for text in [
            "В 2018 100 писем",
            "дом 5, 100 метров",
            "Приходите в 9:40 и ждите",
            "Это конец. А дальше",
            "по адресу Садовая, 12",
            "код 4510 123450",
            "a  b",
        ] {
            assert!(!seen(text).contains('~'), "{}", seen(text));
        }
    }

    #[test]
    fn a_text_message_gets_ordinary_spaces() {
        assert_eq!(
            plain_spaces(&polish("25 ноября, 5 000 руб.")),
            "25 ноября, 5 000 руб."
        );
    }

    proptest! {
        #[test]
        fn polishing_twice_changes_nothing(text in "[ №0-9А-Яа-яA-Za-z.,—\u{a0}\n]{0,60}") {
            let once = polish(&text);
            prop_assert_eq!(polish(&once), once);
        }

        #[test]
        fn polishing_changes_spaces_only(text in "\\PC{0,60}") {
            prop_assert_eq!(plain_spaces(&polish(&text)), plain_spaces(&text));
        }
    }
}
