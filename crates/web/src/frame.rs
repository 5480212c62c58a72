//! What happens around every request: an id, a limit of size and time, and a page for the person
//! when something breaks.

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{self, Next};
use axum::response::Response;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use uuid::Uuid;

use crate::fault::{self, Fault};
use crate::security::{self, Transport};

/// The largest body of a form; pages that take files set their own limit.
const LARGEST_FORM: usize = 256 * 1024;

/// After this time a person has given up waiting, and so do we. Live streams answer at once and
/// are not cut: only the time to the first byte is limited.
const LONGEST_ANSWER: Duration = Duration::from_secs(15);

/// Answers shorter than this do not gain from compression.
const SMALLEST_COMPRESSED: u64 = 860;

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Puts the frame around all pages of the server.
pub fn around(router: Router, transport: Transport) -> Router {
    let worth_it = SizeAbove::new(SMALLEST_COMPRESSED)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::SSE);
    router.layer(
        ServiceBuilder::new()
            .layer(middleware::from_fn_with_state(
                transport,
                security::protect_answers,
            ))
            .layer(middleware::from_fn(with_request_id))
            .layer(CompressionLayer::new().gzip(true).compress_when(worth_it))
            .layer(middleware::from_fn(person_reads_a_page))
            .layer(CatchPanicLayer::custom(told_of_panic))
            .layer(middleware::from_fn(in_time))
            .layer(DefaultBodyLimit::max(LARGEST_FORM)),
    )
}

/// Marks an answer whose cause is a fault of ours, so that the person's page can be put in place.
#[derive(Debug, Clone, Copy)]
struct Broken(Fault);

async fn with_request_id(mut request: Request, next: Next) -> Response {
    let known = request
        .headers()
        .get(&REQUEST_ID)
        .filter(|id| is_plain(id))
        .cloned();
    let id = known.unwrap_or_else(new_id);
    request.headers_mut().insert(&REQUEST_ID, id.clone());
    let mut response = next.run(request).await;
    response.headers_mut().insert(&REQUEST_ID, id);
    response
}

fn is_plain(id: &HeaderValue) -> bool {
    id.to_str()
        .is_ok_and(|id| id.len() <= 64 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

fn new_id() -> HeaderValue {
    let id = Uuid::now_v7().simple().to_string();
    HeaderValue::from_str(&id).unwrap_or_else(|_| HeaderValue::from_static("0"))
}

async fn in_time(request: Request, next: Next) -> Response {
    let answer = tokio::time::timeout(LONGEST_ANSWER, next.run(request)).await;
    answer.unwrap_or_else(|_| broken(Fault::Timeout))
}

fn told_of_panic(cause: Box<dyn Any + Send + 'static>) -> Response {
    let cause = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("unknown");
    tracing::error!(cause, "a page broke off");
    broken(Fault::Ours)
}

fn broken(fault: Fault) -> Response {
    let mut response = Response::default();
    *response.status_mut() = fault.status();
    response.extensions_mut().insert(Broken(fault));
    response
}

/// Puts the person's page in the place of a bare failure.
///
/// The interface for programs answers its own failures and is left alone, as is every answer that
/// already is a page.
async fn person_reads_a_page(request: Request, next: Next) -> Response {
    let path = request.uri().to_string();
    let reference = reference_of(request.headers());
    let response = next.run(request).await;
    match fault_in(&response) {
        Some(fault) if !path.starts_with("/api/") => {
            if matches!(fault, Fault::Ours | Fault::Timeout) {
                tracing::error!(?reference, path, "a page could not be shown");
            }
            fault::answer(fault, &path, reference)
        }
        _ => response,
    }
}

/// The first characters of the request's id: short enough to be read out on the phone.
fn reference_of(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(&REQUEST_ID)?.to_str().ok()?;
    let tail: String = id.chars().rev().take(8).collect();
    Some(tail.chars().rev().collect::<String>().to_uppercase())
}

fn fault_in(response: &Response) -> Option<Fault> {
    if let Some(Broken(fault)) = response.extensions().get::<Broken>() {
        return Some(*fault);
    }
    if response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"))
    {
        return None;
    }
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Some(Fault::NotFound),
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => Some(Fault::BadRequest),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Fault::TooLarge),
        StatusCode::TOO_MANY_REQUESTS => Some(Fault::TooMany),
        StatusCode::INTERNAL_SERVER_ERROR => Some(Fault::Ours),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use axum::body::Body;
    use axum::routing::get;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;

    async fn breaks() -> &'static str {
        panic!("the printer is on fire")
    }

    async fn ask(path: &str) -> (StatusCode, HeaderMap, String) {
        let pages = Router::new()
            .route("/ru/broken", get(breaks))
            .route("/ru/ok", get(|| async { "ok" }))
            .route("/api/v1/none", get(|| async { StatusCode::NOT_FOUND }));
        let request = http::Request::builder()
            .uri(path)
            .body(Body::empty())
            .unwrap();
        let response = around(pages, Transport::default())
            .oneshot(request)
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (
            parts.status,
            parts.headers,
            String::from_utf8_lossy(&body).into_owned(),
        )
    }

    #[tokio::test]
    async fn a_page_that_breaks_off_becomes_a_page_with_a_reference() {
        let (status, headers, body) = ask("/ru/broken").await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(body.contains("Код для справки") && !body.contains("printer"));
        assert!(headers.contains_key("content-security-policy"));
        assert_eq!(headers["cache-control"], "no-store");
    }

    #[tokio::test]
    async fn an_unknown_address_gets_a_page_in_its_language() {
        let (status, _, body) = ask("/en/nowhere").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(body.contains("There is no such page"));
    }

    #[tokio::test]
    async fn programs_get_no_pages_for_people() {
        let (status, _, body) = ask("/api/v1/none").await;
        assert_eq!((status, body.as_str()), (StatusCode::NOT_FOUND, ""));
    }

    #[tokio::test]
    async fn every_answer_carries_its_id() {
        let (_, headers, _) = ask("/ru/ok").await;
        assert_eq!(headers["x-request-id"].len(), 32);
    }
}
