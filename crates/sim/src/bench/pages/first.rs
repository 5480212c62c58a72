//! The first page as a browser fetches it: the page and everything it needs to show it.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use anyhow::Context;

use super::size_of;
use crate::bench::wire::Connection;

/// The page that a citizen on a slow connection meets first.
pub(super) const FIRST: &str = "/ru";

/// What a browser fetches to show the first page.
pub(super) struct FirstPage {
    /// As they travel, heads included.
    pub(super) bytes: usize,
    /// Questions asked for it.
    pub(super) requests: usize,
}

/// Fetches it with compression and without a cache.
pub(super) async fn first_page(address: SocketAddr) -> anyhow::Result<FirstPage> {
    let mut connection = Connection::open(address).await?;
    // Weight as it travels, names as they are written: two questions.
    let mut page = FirstPage {
        bytes: size_of(address, FIRST).await?.wire,
        requests: 1,
    };
    let plain = format!("GET {FIRST} HTTP/1.1\r\nhost: localhost\r\n\r\n");
    let html = String::from_utf8(connection.ask(plain.as_bytes()).await?.body()?)
        .context("the first page is not text")?;
    for asset in assets_of(&html) {
        page.bytes += size_of(address, &asset)
            .await
            .context("a part of the first page")?
            .wire;
        page.requests += 1;
    }
    Ok(page)
}

/// Styles, scripts, pictures and fonts of this server that a page names, each once.
fn assets_of(html: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for tag in html.split('<').filter_map(|rest| rest.split('>').next()) {
        let name = tag.split_whitespace().next().unwrap_or_default();
        let key = match name {
            "link" if fetched(tag) => "href=\"",
            "script" | "img" | "source" => "src=\"",
            _ => continue,
        };
        let value = tag
            .split_once(key)
            .and_then(|(_, rest)| rest.split('"').next());
        found.extend(
            value
                .filter(|path| path.starts_with('/'))
                .map(str::to_owned),
        );
    }
    found
}

/// Links to other pages (another language, the next page) are not fetched.
fn fetched(tag: &str) -> bool {
    [
        "rel=\"stylesheet\"",
        "rel=\"icon\"",
        "rel=\"preload\"",
        "rel=\"modulepreload\"",
    ]
    .iter()
    .any(|kind| tag.contains(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_fetches_styles_scripts_and_pictures_but_not_other_pages() {
        let html = r#"<!doctype html><link rel="stylesheet" href="/static/a.css">
            <link rel="alternate" hreflang="en" href="/en"><script src="/static/a.js" defer></script>
            <img alt="" src="/static/a.svg"><img src="data:image/png;base64,xx">
            <a href="/ru/offices">x</a><link href="/static/a.css" rel="stylesheet">"#;
        let found: Vec<String> = assets_of(html).into_iter().collect();
        assert_eq!(found, ["/static/a.css", "/static/a.js", "/static/a.svg"]);
    }
}
