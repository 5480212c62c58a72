//! Live parts of pages: the part whole on connecting and on every change, and a beat.
//!
//! A part is whole each time, so a message that got lost does no harm and nothing has to be asked
//! for again.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use futures::future::BoxFuture;
use http::header::{CACHE_CONTROL, HeaderName, HeaderValue};
use okno_app::App;
use okno_domain::id::OfficeId;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Instant;

/// The browser shows that a board stands still after 15 s; three beats fit into that.
const BEAT: Duration = Duration::from_secs(5);
/// No signal crosses between nodes, so each looks for itself; a call is on the board in a second.
const LOOK: Duration = Duration::from_secs(1);
/// How long a browser waits before it connects again.
const AGAIN: Duration = Duration::from_secs(2);

/// What is sent: the part as HTML, and the clock for the beat.
pub(crate) struct Part {
    /// The part.
    pub(crate) html: String,
    /// The clock of the office.
    pub(crate) clock: String,
}

/// Draws the part as it is now; `None` when there is nothing to be shown any more.
pub(crate) type Draw = Box<dyn FnMut() -> BoxFuture<'static, Option<Part>> + Send>;

struct Following {
    halls: Receiver<OfficeId>,
    office: OfficeId,
    draw: Draw,
    shown: String,
    beat_at: Instant,
    until: Instant,
    started: bool,
}

/// Follows the hall of an office for at most `longest`; then the browser connects again.
pub(crate) fn follow(app: &App, office: OfficeId, longest: Duration, draw: Draw) -> Response {
    let now = Instant::now();
    let following = Following {
        halls: app.signals().listen_to_halls(),
        office,
        draw,
        shown: String::new(),
        beat_at: now + BEAT,
        until: now + longest,
        started: false,
    };
    let events = futures::stream::unfold(following, |mut following| async move {
        let event = following.next().await?;
        Some((Ok::<_, Infallible>(event), following))
    });
    let mut response = Sse::new(events.boxed())
        .keep_alive(KeepAlive::new())
        .into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy that gathers answers before it sends them would hold calls back.
    headers.insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    response
}

impl Following {
    async fn next(&mut self) -> Option<Event> {
        loop {
            let first = !std::mem::replace(&mut self.started, true);
            if !first {
                self.until_something().await?;
            }
            let now = Instant::now();
            if now >= self.until {
                return None;
            }
            let part = (self.draw)().await?;
            if part.html != self.shown {
                self.shown.clone_from(&part.html);
                return Some(Event::default().event("html").retry(AGAIN).data(part.html));
            }
            if now >= self.beat_at {
                self.beat_at = now + BEAT;
                return Some(Event::default().event("beat").data(part.clock));
            }
        }
    }

    /// Waits for a change in this hall, or until it is time to look anyway.
    async fn until_something(&mut self) -> Option<()> {
        let look = tokio::time::sleep(LOOK);
        tokio::pin!(look);
        loop {
            tokio::select! {
                () = &mut look => return Some(()),
                heard = self.halls.recv() => match heard {
                    Ok(office) if office == self.office => return Some(()),
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => return Some(()),
                    Err(RecvError::Closed) => return None,
                },
            }
        }
    }
}
