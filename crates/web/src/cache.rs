//! Public pages, drawn once and kept in memory.
//!
//! A page depends on the published content, on the day (fees and terms change at midnight), and
//! sometimes on the measured waiting time. It is kept with its headers and its compressed twin, so
//! that an answer is a look-up and a clone of shared bytes.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue,
    IF_NONE_MATCH, VARY,
};
use http::{Method, StatusCode};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::assets::gzip;
use crate::security::{Transport, protect};

/// How many pages are kept. Addresses with made-up queries are answered but not kept beyond this
/// number, so that nobody can fill the memory.
const MOST_PAGES: usize = 4_096;

/// How long a browser or a proxy may use a page without asking: short, because a corrected text
/// must be read soon.
const FRESH: &str = "public, max-age=60, stale-while-revalidate=600";

/// A drawn page, ready to send.
#[derive(Debug, Clone)]
pub struct Page {
    status: StatusCode,
    plain: Bytes,
    gzip: Bytes,
    etag: HeaderValue,
    headers: HeaderMap,
    until: Timestamp,
    waiting: Option<u64>,
}

impl Page {
    /// Prepares `body` for sending until `until`, the midnight at which its facts may change.
    ///
    /// `waiting` is the state of the measured waiting times the page shows, if it shows any.
    pub fn new(
        body: String,
        content_type: &'static str,
        until: Timestamp,
        waiting: Option<u64>,
        transport: Transport,
    ) -> Self {
        let digest = hex::encode(Sha256::digest(body.as_bytes()));
        let etag = format!("\"{}\"", digest.get(..32).unwrap_or(&digest));
        let etag =
            HeaderValue::from_str(&etag).unwrap_or_else(|_| HeaderValue::from_static("\"0\""));
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(FRESH));
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(ETAG, etag.clone());
        protect(&mut headers, transport);
        Self {
            status: StatusCode::OK,
            gzip: gzip(body.as_bytes()),
            plain: body.into(),
            etag,
            headers,
            until,
            waiting,
        }
    }

    /// Answers a request for this page: whole, compressed, or `304` where the reader has it.
    pub fn answer(&self, method: &Method, asked: &HeaderMap) -> Response {
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = self.headers.clone();
        if asked
            .get(IF_NONE_MATCH)
            .is_some_and(|known| self.matches(known))
        {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        *response.status_mut() = self.status;
        let body = if takes_gzip(asked) {
            response
                .headers_mut()
                .insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            self.gzip.clone()
        } else {
            self.plain.clone()
        };
        if method != Method::HEAD {
            *response.body_mut() = Body::from(body);
        }
        response
    }

    fn matches(&self, known: &HeaderValue) -> bool {
        let ours = self.etag.to_str().unwrap_or_default();
        known.to_str().is_ok_and(|known| {
            known
                .split(',')
                .any(|tag| tag.trim().trim_start_matches("W/") == ours || tag.trim() == "*")
        })
    }

    fn is_good(&self, now: Timestamp, waiting: u64) -> bool {
        now < self.until && self.waiting.is_none_or(|seen| seen == waiting)
    }

    /// The page as it is sent without compression.
    pub fn body(&self) -> &Bytes {
        &self.plain
    }
}

/// Whether the reader takes gzip.
pub(crate) fn takes_gzip(asked: &HeaderMap) -> bool {
    asked
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            value.split(',').any(|coding| {
                let mut parts = coding.trim().split(';');
                parts.next() == Some("gzip") && !parts.any(|part| part.trim() == "q=0")
            })
        })
}

/// The pages kept, by address with query.
#[derive(Debug, Default)]
pub struct PageCache {
    pages: RwLock<HashMap<String, Arc<Page>>>,
}

impl PageCache {
    /// The page kept for `address` if its day and its waiting times still hold.
    pub fn get(&self, address: &str, now: Timestamp, waiting: u64) -> Option<Arc<Page>> {
        let pages = self.pages.read().ok()?;
        pages
            .get(address)
            .filter(|page| page.is_good(now, waiting))
            .cloned()
    }

    /// Keeps a page, unless too many are kept already.
    pub fn keep(&self, address: &str, page: &Arc<Page>) {
        let Ok(mut pages) = self.pages.write() else {
            return;
        };
        if pages.len() < MOST_PAGES || pages.contains_key(address) {
            pages.insert(address.to_owned(), Arc::clone(page));
        }
    }

    /// Forgets all pages: other content has been published.
    pub fn clear(&self) {
        if let Ok(mut pages) = self.pages.write() {
            pages.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn page(waiting: Option<u64>) -> Page {
        let until: Timestamp = "2018-12-29T21:00:00Z".parse().unwrap();
        Page::new(
            "<p>привет</p>".repeat(50),
            "text/html; charset=utf-8",
            until,
            waiting,
            Transport::default(),
        )
    }

    fn asked(name: &'static str, value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_str(value).unwrap());
        headers
    }

    #[test]
    fn a_reader_who_has_the_page_gets_no_body() {
        let page = page(None);
        let tag = page.etag.to_str().unwrap().to_owned();
        let response = page.answer(&Method::GET, &asked("if-none-match", &tag));
        assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(response.headers()["etag"], page.etag);
    }

    #[test]
    fn a_reader_without_compression_gets_the_plain_page() {
        let page = page(None);
        let plain = page.answer(&Method::GET, &HeaderMap::new());
        assert!(!plain.headers().contains_key("content-encoding"));
        let packed = page.answer(&Method::GET, &asked("accept-encoding", "br, gzip;q=0.8"));
        assert_eq!(packed.headers()["content-encoding"], "gzip");
        let refused = page.answer(&Method::GET, &asked("accept-encoding", "gzip;q=0"));
        assert!(!refused.headers().contains_key("content-encoding"));
    }

    #[test]
    fn a_page_is_drawn_anew_after_midnight_and_after_a_new_waiting_time() {
        let cache = PageCache::default();
        let before: Timestamp = "2018-12-29T20:59:59Z".parse().unwrap();
        let after: Timestamp = "2018-12-29T21:00:00Z".parse().unwrap();
        cache.keep("/ru", &Arc::new(page(Some(3))));
        assert!(cache.get("/ru", before, 3).is_some());
        assert!(cache.get("/ru", before, 4).is_none());
        assert!(cache.get("/ru", after, 3).is_none());
    }

    #[test]
    fn made_up_addresses_cannot_fill_the_memory() {
        let cache = PageCache::default();
        let page = Arc::new(page(None));
        for number in 0..MOST_PAGES + 10 {
            cache.keep(&format!("/ru?{number}"), &page);
        }
        assert_eq!(cache.pages.read().unwrap().len(), MOST_PAGES);
    }
}
