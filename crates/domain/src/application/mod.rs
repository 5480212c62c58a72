//! Application forms: what is asked, what is checked, what is missing.
