//! Whether the server lives, whether it can serve, and its figures.

use std::fmt;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures::future::BoxFuture;
use http::{StatusCode, header};

/// Asks the parts the server depends on; the error names the part for the log and for operators.
pub type Readiness = Arc<dyn Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

/// Writes the figures in the text format of Prometheus.
pub type Figures = Arc<dyn Fn() -> String + Send + Sync>;

/// What the health pages ask.
#[derive(Clone)]
pub struct Health {
    /// Whether a request could be served now.
    pub ready: Readiness,
    /// The figures at this moment.
    pub figures: Figures,
}

impl fmt::Debug for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Health")
    }
}

impl Health {
    /// A server that depends on nothing: for previews and tests.
    pub fn always() -> Self {
        Self {
            ready: Arc::new(|| Box::pin(async { Ok(()) })),
            figures: Arc::new(String::new),
        }
    }
}

/// `/healthz`, `/readyz`, `/metrics`.
pub fn router(health: Health) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(figures))
        .with_state(health)
}

async fn ready(State(health): State<Health>) -> Response {
    match (health.ready)().await {
        Ok(()) => "ready\n".into_response(),
        Err(part) => {
            tracing::warn!(%part, "not ready to serve");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                format!("not ready: {part}\n"),
            )
                .into_response()
        }
    }
}

async fn figures(State(health): State<Health>) -> Response {
    let format = [(
        header::CONTENT_TYPE,
        "text/plain; version=0.0.4; charset=utf-8",
    )];
    (format, (health.figures)()).into_response()
}
