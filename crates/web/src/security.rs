//! Headers every answer carries.

use std::sync::LazyLock;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::assets::BASE_CSS_HASH;

/// What a browser may load for our pages: nothing from elsewhere, no script or style inside a page
/// except the one stylesheet whose hash stands here.
static CONTENT_POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let policy = format!(
        "default-src 'none'; style-src '{}' 'self'; script-src 'self'; font-src 'self'; \
         img-src 'self' data:; connect-src 'self'; media-src 'self'; manifest-src 'self'; \
         worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        *BASE_CSS_HASH
    );
    HeaderValue::from_str(&policy)
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
});

/// How the server is reached; decides whether a browser may be told to insist on TLS.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Transport {
    /// Whether every citizen reaches the server through TLS. Only then
    /// `Strict-Transport-Security` is sent: on a plain office network it would lock people out.
    pub behind_tls: bool,
}

/// Puts the headers of safety on `headers`, leaving those that are already there.
pub fn protect(headers: &mut HeaderMap, transport: Transport) {
    let mut put = |name: &'static str, value: HeaderValue| {
        headers
            .entry(HeaderName::from_static(name))
            .or_insert(value);
    };
    put("content-security-policy", CONTENT_POLICY.clone());
    put(
        "x-content-type-options",
        HeaderValue::from_static("nosniff"),
    );
    put("referrer-policy", HeaderValue::from_static("same-origin"));
    put("x-frame-options", HeaderValue::from_static("DENY"));
    put(
        "cross-origin-opener-policy",
        HeaderValue::from_static("same-origin"),
    );
    put(
        "permissions-policy",
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=()"),
    );
    if transport.behind_tls {
        put(
            "strict-transport-security",
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
}

/// Layer that protects every answer of a router.
pub async fn protect_answers(
    State(transport): State<Transport>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    protect(response.headers_mut(), transport);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(transport: Transport) -> HeaderMap {
        let mut headers = HeaderMap::new();
        protect(&mut headers, transport);
        headers
    }

    #[test]
    fn nothing_inside_a_page_may_run_and_nobody_may_frame_it() {
        let headers = headers(Transport::default());
        let policy = headers["content-security-policy"]
            .to_str()
            .unwrap_or_default();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(headers["x-content-type-options"], "nosniff");
    }

    #[test]
    fn an_office_without_tls_never_tells_browsers_to_insist_on_it() {
        assert!(!headers(Transport::default()).contains_key("strict-transport-security"));
        assert!(headers(Transport { behind_tls: true }).contains_key("strict-transport-security"));
    }
}
