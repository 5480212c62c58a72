//! A plain HTTP client, and what it was answered.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Request};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client as Pool;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

/// A request that hangs ends the test instead of the test run.
const PATIENCE: Duration = Duration::from_secs(120);

/// A client with connections of its own.
#[derive(Clone)]
pub struct Client {
    pool: Pool<HttpConnector, Full<Bytes>>,
    address: SocketAddr,
}

/// What was answered.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Client {
    pub fn new(address: SocketAddr) -> Self {
        let mut builder = Pool::builder(TokioExecutor::new());
        // A request is sent once: what is repeated, the test repeats.
        builder.retry_canceled_requests(false);
        Self {
            pool: builder.build_http(),
            address,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[], Bytes::new())
            .await
            .unwrap()
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.ask(Method::DELETE, path, &[], Bytes::new())
            .await
            .unwrap()
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask(Method::POST, path, &[JSON], body.to_string())
            .await
            .unwrap()
    }

    /// Posts with a key that makes a repetition harmless.
    pub async fn post_once(&self, path: &str, key: &str, body: &Value) -> Answer {
        let headers = [JSON, ("idempotency-key", key)];
        self.ask(Method::POST, path, &headers, body.to_string())
            .await
            .unwrap()
    }

    /// Any request.
    ///
    /// # Errors
    /// When the connection broke: whether it was carried out is unknown then.
    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Result<Answer, String> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::new(body.into())).unwrap();
        let answered = async {
            let response = self
                .pool
                .request(request)
                .await
                .map_err(|error| format!("{error:?}"))?;
            let (head, body) = response.into_parts();
            let body = body
                .collect()
                .await
                .map_err(|error| error.to_string())?
                .to_bytes();
            Ok(Answer {
                status: head.status.as_u16(),
                headers: head.headers,
                body,
            })
        };
        tokio::time::timeout(PATIENCE, answered)
            .await
            .expect("no answer for two minutes")
    }
}

/// The header of a JSON body.
pub const JSON: (&str, &str) = ("content-type", "application/json");

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// A text of the answer: `reference`, `starts_at`.
    pub fn said(&self, name: &str) -> String {
        let value = self.json();
        value[name]
            .as_str()
            .unwrap_or_else(|| panic!("no {name} in {value}"))
            .to_owned()
    }

    /// The stable name of a refusal, which has the shape of RFC 9457.
    pub fn problem(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.text()
        );
        let value = self.json();
        assert_eq!(value["status"], self.status, "{value}");
        assert!(
            value["title"]
                .as_str()
                .is_some_and(|title| !title.is_empty()),
            "{value}"
        );
        self.said("type")
    }

    /// The parts that must be corrected, as `field: code`.
    pub fn wrong_parts(&self) -> Vec<String> {
        let value = self.json();
        let parts = value["errors"].as_array().cloned().unwrap_or_default();
        let text = |part: &Value, name: &str| part[name].as_str().unwrap().to_owned();
        parts
            .iter()
            .map(|part| format!("{}: {}", text(part, "field"), text(part, "code")))
            .collect()
    }
}
