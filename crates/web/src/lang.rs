//! The two languages every page exists in, as they stand in addresses.

pub use okno_documents::wording::Lang;

/// The language's own name, as it stands on the switch in the header.
pub const fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => "Русский",
        Lang::En => "English",
    }
}

/// The first language a browser asks for (`Accept-Language`) that the pages exist in; Russian
/// otherwise.
pub fn preferred(accept_language: &str) -> Lang {
    accept_language
        .split(',')
        .filter_map(|part| Lang::from_code(&part.trim().get(..2)?.to_ascii_lowercase()))
        .next()
        .unwrap_or(Lang::Ru)
}

/// The language an address asks for: its first part, or `lang=` in its query, or Russian.
pub fn of_address(address: &str) -> Lang {
    let first = address
        .trim_start_matches('/')
        .split(['/', '?'])
        .next()
        .unwrap_or_default();
    let query = address
        .split_once('?')
        .and_then(|(_, query)| query.split('&').find_map(|pair| pair.strip_prefix("lang=")));
    Lang::from_code(first)
        .or_else(|| Lang::from_code(query.unwrap_or_default()))
        .unwrap_or(Lang::Ru)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_first_known_language_wins_and_russian_is_the_last_resort() {
        assert_eq!(preferred("de, en-GB;q=0.8, ru;q=0.5"), Lang::En);
        assert_eq!(preferred("fr"), Lang::Ru);
        assert_eq!(preferred(""), Lang::Ru);
    }

    #[test]
    fn an_address_says_its_language_first_or_in_its_query() {
        assert_eq!(of_address("/en/nowhere"), Lang::En);
        assert_eq!(of_address("/stand/77-01?size=a3&lang=en"), Lang::En);
        assert_eq!(of_address("/nowhere"), Lang::Ru);
    }
}
