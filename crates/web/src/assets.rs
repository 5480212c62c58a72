//! Stylesheets, the one script and the emblem, built into the binary.
//!
//! The stylesheet of the citizen's pages goes into the head of each page, so that the first page
//! needs one request; its hash stands in the content security policy. The others are files whose
//! names change with their contents and which a browser keeps for a year.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::LazyLock;

use axum::body::Body;
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue, VARY};
use sha2::{Digest, Sha256};

use crate::cache::takes_gzip;

/// The stylesheet that stands in the head of every page, without comments and spare spaces.
pub static BASE_CSS: LazyLock<String> =
    LazyLock::new(|| squeeze(include_str!("../assets/base.css")));

/// How the content security policy names [`BASE_CSS`]: `sha256-…`.
pub static BASE_CSS_HASH: LazyLock<String> = LazyLock::new(|| {
    let digest = Sha256::digest(BASE_CSS.as_bytes());
    format!("sha256-{}", BASE64_STANDARD.encode(digest))
});

static FILES: LazyLock<BTreeMap<&'static str, StaticFile>> = LazyLock::new(|| {
    let css = |text: &str| squeeze(text).into_bytes();
    [
        (
            "base.css",
            "text/css; charset=utf-8",
            BASE_CSS.clone().into_bytes(),
        ),
        (
            "staff.css",
            "text/css; charset=utf-8",
            css(include_str!("../assets/staff.css")),
        ),
        (
            "hall.css",
            "text/css; charset=utf-8",
            css(include_str!("../assets/hall.css")),
        ),
        (
            "kiosk.css",
            "text/css; charset=utf-8",
            css(include_str!("../assets/kiosk.css")),
        ),
        (
            "stand.css",
            "text/css; charset=utf-8",
            css(include_str!("../assets/stand.css")),
        ),
        (
            "print.css",
            "text/css; charset=utf-8",
            css(include_str!("../assets/print.css")),
        ),
        (
            "app.js",
            "text/javascript; charset=utf-8",
            include_bytes!("../assets/app.js").to_vec(),
        ),
        (
            "icon.svg",
            "image/svg+xml",
            include_bytes!("../assets/icon.svg").to_vec(),
        ),
    ]
    .into_iter()
    .map(|(name, content_type, body)| (name, StaticFile::new(name, content_type, body)))
    .collect()
});

/// One file under `/static`, ready to send plain or compressed.
#[derive(Debug)]
pub struct StaticFile {
    /// Address with the first characters of the content's hash in it.
    pub path: String,
    /// Media type.
    pub content_type: &'static str,
    /// The file itself.
    pub body: Bytes,
    /// The same, compressed once at start.
    pub gzip: Bytes,
}

impl StaticFile {
    fn new(name: &str, content_type: &'static str, body: Vec<u8>) -> Self {
        let hash = hex::encode(Sha256::digest(&body));
        let short = hash.get(..10).unwrap_or(&hash);
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        Self {
            path: format!("/static/{stem}.{short}.{ending}"),
            content_type,
            gzip: gzip(&body),
            body: body.into(),
        }
    }
}

impl StaticFile {
    /// Sends the file; its name changes with its contents, so a browser may keep it for a year.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        let packed = takes_gzip(asked);
        let body = if packed {
            self.gzip.clone()
        } else {
            self.body.clone()
        };
        let mut response = Response::new(Body::from(body));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        headers.insert(
            CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        );
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if packed {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

/// The address of the built-in file `name`, to be used in templates.
pub fn href(name: &str) -> &'static str {
    FILES.get(name).map_or("", |file| file.path.as_str())
}

/// The built-in file at `path`, if it is one.
pub fn at(path: &str) -> Option<&'static StaticFile> {
    FILES.values().find(|file| file.path == path)
}

/// Compresses a body that will be sent many times.
pub fn gzip(body: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 3), Compression::best());
    match encoder.write_all(body).and_then(|()| encoder.finish()) {
        Ok(compressed) => compressed.into(),
        Err(problem) => {
            tracing::error!(%problem, "could not compress a body in memory");
            Bytes::new()
        }
    }
}

/// Takes comments and line ends out of a stylesheet; everything inside rules stays.
fn squeeze(css: &str) -> String {
    let mut bare = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, tail)| tail);
    }
    bare.push_str(rest);
    bare.lines().map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_in_the_head_has_no_comment_and_a_hash() {
        assert!(!BASE_CSS.contains("/*") && !BASE_CSS.contains('\n'));
        assert!(BASE_CSS_HASH.starts_with("sha256-") && BASE_CSS_HASH.len() == 51);
    }

    #[test]
    fn a_file_is_found_under_the_address_given_to_templates() {
        let file = at(href("app.js")).map(|file| file.content_type);
        assert_eq!(file, Some("text/javascript; charset=utf-8"));
        assert!(at("/static/app.js").is_none());
    }

    #[test]
    fn the_script_stays_below_three_kilobytes() {
        assert!(include_bytes!("../assets/app.js").len() <= 3_000);
    }

    #[test]
    fn no_stylesheet_takes_the_focus_ring_away() {
        for (name, file) in FILES.iter() {
            let text = String::from_utf8_lossy(&file.body);
            assert!(
                !text.contains("outline:none") && !text.contains("outline:0"),
                "{name}"
            );
        }
    }
}
