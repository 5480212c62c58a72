//! The two cookies of the desk: who is logged in, and in which language the pages speak.

use http::header::{COOKIE, HeaderMap, HeaderValue};
use okno_app::staff::StaffToken;

use crate::lang::Lang;
use crate::security::Transport;

/// Name of the cookie that holds the language.
const LANGUAGE: &str = "okno-lang";
/// A year: the choice of a language is no secret.
const LANGUAGE_KEPT: u32 = 31_536_000;

/// Name of the cookie that holds the token. With the prefix `__Host-` a browser takes it only
/// over TLS, only for this host and for all of its paths.
const fn session_name(transport: Transport) -> &'static str {
    if transport.behind_tls {
        "__Host-okno"
    } else {
        "okno"
    }
}

/// The token a browser shows, if it is one of ours.
pub(super) fn token(headers: &HeaderMap, transport: Transport) -> Option<StaffToken> {
    value(headers, session_name(transport))?.parse().ok()
}

/// The language a browser remembers.
pub(super) fn language(headers: &HeaderMap) -> Option<Lang> {
    Lang::from_code(value(headers, LANGUAGE)?)
}

/// Hands the token to the browser. No script reads it, and no other site makes the browser send it.
pub(super) fn keep(token: &StaffToken, transport: Transport) -> Option<HeaderValue> {
    written(session_name(transport), &token.expose(), transport, "")
}

/// Takes the token back.
pub(super) fn forget(transport: Transport) -> Option<HeaderValue> {
    written(session_name(transport), "", transport, "; Max-Age=0")
}

/// Remembers the language.
pub(super) fn speak(lang: Lang, transport: Transport) -> Option<HeaderValue> {
    written(
        LANGUAGE,
        lang.code(),
        transport,
        &format!("; Max-Age={LANGUAGE_KEPT}"),
    )
}

fn written(name: &str, value: &str, transport: Transport, more: &str) -> Option<HeaderValue> {
    let secure = if transport.behind_tls { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{more}");
    HeaderValue::from_str(&text).ok()
}

fn value<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(known, value)| (known == name).then_some(value))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    const TLS: Transport = Transport { behind_tls: true };

    #[test]
    fn over_tls_the_cookie_is_bound_to_the_host() {
        let line = forget(TLS).unwrap();
        let line = line.to_str().unwrap();
        assert!(line.starts_with("__Host-okno=;"));
        for part in ["Path=/", "HttpOnly", "SameSite=Strict", "Secure"] {
            assert!(line.contains(part), "{line}");
        }
        assert!(!line.contains("Domain"));
        let plain = forget(Transport::default()).unwrap();
        assert!(plain.to_str().unwrap().starts_with("okno=;"));
    }

    #[test]
    fn a_language_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.insert(
            COOKIE,
            HeaderValue::from_static("a=b; okno-lang=en; okno=77.x"),
        );
        assert_eq!(language(&headers), Some(Lang::En));
        assert!(token(&headers, Transport::default()).is_none());
    }
}
