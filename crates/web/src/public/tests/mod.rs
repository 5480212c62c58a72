//! A reader without script, cookie or login walks the public pages.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod facts;
mod law;
mod pages;
mod publishing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use jiff::Timestamp;
use tower::ServiceExt;

use super::site::{PublicSite, Published};
use crate::health::Health;
use crate::router::{Parts, router};
use crate::sample;
use crate::security::Transport;

/// The morning on which the tests read: the regulation of Order 864 is in force.
const MORNING: &str = "2018-12-24T08:32:00Z";

/// Addresses of areas that are joined to the public one elsewhere.
const OTHER_AREAS: [&str; 3] = ["book", "appointment", "status"];

struct Visitor {
    pages: Router,
    site: Arc<PublicSite>,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Visitor {
    fn of(published: Published) -> Self {
        Self::on(MORNING, published)
    }

    fn on(morning: &str, published: Published) -> Self {
        let now: Timestamp = morning.parse().unwrap();
        let transport = Transport::default();
        let site = Arc::new(PublicSite::new(published, Arc::new(move || now), transport).unwrap());
        site.measure(sample::waiting("2018-12-24".parse().unwrap()));
        let parts = Parts {
            site: Arc::clone(&site),
            health: Health::always(),
            transport,
        };
        Self {
            pages: router(parts, []),
            site,
        }
    }

    fn new() -> Self {
        Self::of(sample::published().unwrap())
    }

    async fn asks(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).unwrap();
        let (parts, body) = self
            .pages
            .clone()
            .oneshot(request)
            .await
            .unwrap()
            .into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8_lossy(&body).into_owned();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    async fn reads(&self, address: &str) -> String {
        let answer = self.asks(address, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        answer.body
    }

    /// Every address the start pages lead to, with its page.
    async fn walks(&self) -> BTreeMap<String, Answer> {
        let mut waiting = vec!["/ru".to_owned(), "/en".to_owned()];
        let mut seen = BTreeMap::new();
        while let Some(address) = waiting.pop() {
            if seen.contains_key(&address) {
                continue;
            }
            let answer = self.asks(&address, &[]).await;
            waiting.extend(links(&answer.body).into_iter().filter(|link| is_ours(link)));
            seen.insert(address, answer);
        }
        seen
    }
}

fn is_ours(link: &str) -> bool {
    let path = link.split('?').next().unwrap();
    let second = path.split('/').nth(2).unwrap_or_default();
    link.starts_with('/') && !OTHER_AREAS.contains(&second)
}

fn links(page: &str) -> BTreeSet<String> {
    between(page, "href=\"", "\"")
        .into_iter()
        .map(|link| {
            link.split('#')
                .next()
                .unwrap()
                .replace("&#38;", "&")
                .replace("&amp;", "&")
        })
        .collect()
}

fn between<'p>(page: &'p str, start: &str, end: &str) -> Vec<&'p str> {
    page.split(start)
        .skip(1)
        .filter_map(|rest| rest.split(end).next())
        .collect()
}

/// The items whose elements stand on the page and say something.
fn items(page: &str) -> BTreeSet<String> {
    between(page, "data-item=\"", "\"")
        .into_iter()
        .map(str::to_owned)
        .collect()
}

/// What a person reads: tags, styles, pictures and descriptions for machines taken out.
fn words(page: &str) -> String {
    let mut page = page.to_owned();
    for (start, end) in [
        ("<style>", "</style>"),
        ("<script", "</script>"),
        ("<svg", "</svg>"),
    ] {
        while let Some(from) = page.find(start) {
            let to = page[from..]
                .find(end)
                .map_or(page.len(), |at| from + at + end.len());
            page.replace_range(from..to, "");
        }
    }
    let mut words = String::new();
    let mut inside = false;
    for letter in page.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                words.push('\n');
            }
            other if !inside => words.push(other),
            _ => {}
        }
    }
    words
}
