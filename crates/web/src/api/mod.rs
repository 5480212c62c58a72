//! The interface for programs: JSON under `/api/v1`, described by OpenAPI 3.1.
//!
//! | file | addresses |
//! |---|---|
//! | `catalogue` | services, offices, information |
//! | `slots` | free times |
//! | `appointments` | book, look up, move, cancel |
//! | `cases` | status of a case |
//! | `problem` | what a refusal looks like (RFC 9457) and every `type` there is |

mod appointments;
mod body;
mod cases;
mod catalogue;
mod problem;
mod slots;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::response::IntoResponse;
use axum::routing::{any, get};
use axum::{Json, Router};
use http::request::Parts;
use okno_app::App;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::limits::Limits;
use crate::public::site::PublicSite;

pub use problem::{Problem, ProblemType};

/// What the handlers share.
#[derive(Clone)]
pub struct Api {
    pub(crate) app: App,
    pub(crate) limits: Limits,
    pub(crate) site: Arc<PublicSite>,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Okno",
        version = "1",
        description = "A passport office: public information, appointments that nobody can \
            sell, the status of a case. Refusals follow RFC 9457; the stable names of their \
            types are in the schema `ProblemType`."
    ),
    components(schemas(Problem, ProblemType)),
    tags(
        (name = "information", description = "What everybody may read"),
        (name = "appointments", description = "One live appointment for a person and a family of services"),
        (name = "cases", description = "The course of an application"),
    )
)]
struct Description;

/// `/api/v1` and its description.
pub fn router(app: App, limits: Limits, site: Arc<PublicSite>) -> Router {
    let (router, description) = OpenApiRouter::with_openapi(Description::openapi())
        .nest(
            "/api/v1",
            OpenApiRouter::new()
                .routes(routes!(catalogue::offices))
                .routes(routes!(catalogue::services))
                .routes(routes!(catalogue::information))
                .routes(routes!(slots::slots))
                .routes(routes!(appointments::book))
                .routes(routes!(appointments::look_up, appointments::cancel))
                .routes(routes!(appointments::move_to))
                .routes(routes!(cases::status)),
        )
        .split_for_parts();
    let document = Json(description);
    router
        .route(
            "/api/v1/{*rest}",
            any(|| async { Problem::new(ProblemType::NotFound) }),
        )
        .method_not_allowed_fallback(|| async { Problem::new(ProblemType::MethodNotAllowed) })
        .route(
            "/api/v1/openapi.json",
            get(move || async move { document.into_response() }),
        )
        .with_state(Api { app, limits, site })
}

/// The address a request came from, as the connection says.
pub(crate) struct Caller(pub(crate) IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let from = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(from.map_or(
            IpAddr::from([127, 0, 0, 1]),
            |ConnectInfo(address)| address.ip(),
        )))
    }
}
