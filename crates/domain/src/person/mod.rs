//! People: names, documents, transliteration, check digits, phones.
