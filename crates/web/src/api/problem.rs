//! Refusals of the interface: RFC 9457, with stable `type` names.

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use okno_app::booking::BookingError;
use serde::Serialize;
use utoipa::ToSchema;

/// The stable names of refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemType {
    /// A part of the request is not what it must be; `errors` names each.
    InvalidInput,
    /// The body is not JSON, or not of the described shape.
    InvalidBody,
    /// There is no such thing, or the second factor is wrong.
    NotFound,
    /// The last place has just gone.
    SlotFull,
    /// There is no such slot for this service and channel, or it is past.
    NoSuchSlot,
    /// The person already holds a live appointment of the family (REQ-A12).
    AlreadyHolds,
    /// The appointment is over.
    AppointmentEnded,
    /// The policy of the office does not allow this move (REQ-A24).
    MoveRefused,
    /// Booking through the Internet is off in the region (REQ-A10).
    OnlineBookingOff,
    /// The once-key was used for another request.
    IdempotencyKeyReused,
    /// Too many attempts; `Retry-After` says how long to wait.
    TooManyRequests,
    /// The address allows other methods.
    MethodNotAllowed,
    /// The body is larger than is taken.
    BodyTooLarge,
    /// A fault of this server; nothing was changed.
    TryLater,
}

impl ProblemType {
    fn status(self) -> StatusCode {
        match self {
            Self::InvalidInput => StatusCode::UNPROCESSABLE_ENTITY,
            Self::InvalidBody => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SlotFull
            | Self::NoSuchSlot
            | Self::AlreadyHolds
            | Self::AppointmentEnded
            | Self::MoveRefused
            | Self::OnlineBookingOff => StatusCode::CONFLICT,
            Self::IdempotencyKeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TryLater => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::InvalidInput => "A part of the request must be corrected",
            Self::InvalidBody => "The body could not be read",
            Self::NotFound => "Nothing was found",
            Self::SlotFull => "Somebody has just taken the last place; choose another time",
            Self::NoSuchSlot => "There is no such time to book",
            Self::AlreadyHolds => "The person already has an appointment; move or cancel it",
            Self::AppointmentEnded => "The appointment is over",
            Self::MoveRefused => "The time of this appointment cannot be changed",
            Self::OnlineBookingOff => "Booking through the Internet is off here; use the telephone",
            Self::IdempotencyKeyReused => "The idempotency key was used for another request",
            Self::TooManyRequests => "Too many attempts; wait and try again",
            Self::MethodNotAllowed => "The address does not take this method",
            Self::BodyTooLarge => "The body is too large",
            Self::TryLater => "A fault on our side; nothing was changed; try again",
        }
    }
}

/// One part of a request that must be corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct InvalidPart {
    /// Where it stands: `person.document.number`.
    pub field: String,
    /// What is wrong, as a stable code.
    pub code: String,
    /// Figures of the code: what was expected, what was found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
}

/// A refusal (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// The stable name.
    #[serde(rename = "type")]
    pub kind: ProblemType,
    /// What happened and what to do, in English.
    pub title: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// More about this occurrence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Parts to be corrected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<InvalidPart>,
    /// The appointment in the way, when the caller proved to be the same person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Box<super::appointments::Existing>>,
    #[serde(skip)]
    retry_after: Option<Duration>,
}

impl Problem {
    /// A refusal of a type.
    pub fn new(kind: ProblemType) -> Self {
        Self {
            kind,
            title: kind.title(),
            status: kind.status().as_u16(),
            detail: None,
            errors: Vec::new(),
            appointment: None,
            retry_after: None,
        }
    }

    /// With a sentence about this occurrence.
    #[must_use]
    pub fn because(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Parts that must be corrected.
    pub fn invalid(errors: Vec<InvalidPart>) -> Self {
        Self {
            errors,
            ..Self::new(ProblemType::InvalidInput)
        }
    }

    /// One part that must be corrected.
    pub fn invalid_part(field: &str, code: &str) -> Self {
        Self::invalid(vec![InvalidPart {
            field: field.into(),
            code: code.into(),
            facts: Vec::new(),
        }])
    }

    /// Too many attempts.
    pub fn too_many(wait: Duration) -> Self {
        Self {
            retry_after: Some(wait),
            ..Self::new(ProblemType::TooManyRequests)
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.kind.status();
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(wait) = self.retry_after {
            headers.insert(
                header::RETRY_AFTER,
                HeaderValue::from(wait.as_secs().max(1)),
            );
        }
        response
    }
}

impl From<BookingError> for Problem {
    fn from(error: BookingError) -> Self {
        let kind = match &error {
            BookingError::SlotFull | BookingError::HoldExpired => ProblemType::SlotFull,
            BookingError::NoSuchSlot => ProblemType::NoSuchSlot,
            BookingError::NoSuchService(..) | BookingError::NotFound | BookingError::NotOurs => {
                ProblemType::NotFound
            }
            BookingError::AlreadyHolds(found) => {
                let mut problem = Self::new(ProblemType::AlreadyHolds);
                problem.appointment = found.as_ref().as_ref().map(|found| Box::new(found.into()));
                return problem;
            }
            BookingError::Ended(_) => ProblemType::AppointmentEnded,
            BookingError::MoveRefused(why) => {
                return Self::new(ProblemType::MoveRefused).because(why.to_string());
            }
            BookingError::OnlineOff(_) => ProblemType::OnlineBookingOff,
            BookingError::OnceKeyReused => ProblemType::IdempotencyKeyReused,
            BookingError::Identity(_) => {
                return Self::invalid_part("person.document.number", "empty");
            }
            BookingError::Rules(_)
            | BookingError::Reference(_)
            | BookingError::Sealed(_)
            | BookingError::Storage(_) => {
                tracing::error!(%error, "a request could not be served");
                ProblemType::TryLater
            }
        };
        Self::new(kind)
    }
}
