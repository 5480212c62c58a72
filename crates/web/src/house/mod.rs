//! The whole house on one router: what the application knows, given to the
//! pages, and kept fresh while the server runs.

mod hours;
mod listing;

use std::sync::{Arc, Weak};
use std::time::Duration;

use axum::Router;
use jiff::tz::TimeZone;
use okno_app::App;
use okno_domain::hall::Purpose;
use okno_domain::id::OfficeId;

use crate::health::Health;
use crate::limits::Limits;
use crate::public::from_pack::PackSource;
use crate::public::model::WaitingView;
use crate::public::site::{PublicSite, Published, Unpublishable};
use crate::public::source::SheetSource;
use crate::router::{Parts, router};
use crate::security::Transport;
use crate::{api, booking, desk, display, status};

/// The house looks for changes this often.
const LOOK: Duration = Duration::from_secs(5);

/// What a house needs.
pub struct HouseParts {
    /// The application.
    pub app: App,
    /// Whether abuse limits are on.
    pub limits: bool,
    /// Whether people come over TLS.
    pub tls: bool,
    /// The address of the pages.
    pub public_url: String,
}

/// All pages, and what keeps them fresh.
pub struct House {
    app: App,
    limits: Limits,
    site: Arc<PublicSite>,
    transport: Transport,
    public_url: String,
}

impl House {
    /// Publishes for the first time.
    ///
    /// # Errors
    /// [`Unpublishable`] names every item of the regulation that would be empty
    /// (REQ-5, REQ-9, REQ-10).
    pub fn open(parts: HouseParts) -> Result<Self, Unpublishable> {
        let HouseParts {
            app,
            limits,
            tls,
            public_url,
        } = parts;
        let transport = Transport { behind_tls: tls };
        let clock = app.clone();
        let site = PublicSite::new(published(&app), Arc::new(move || clock.now()), transport)?;
        Ok(Self {
            limits: Limits::new(limits),
            site: Arc::new(site),
            app,
            transport,
            public_url,
        })
    }

    /// Every page of the house. Starts looking for changes, for as long as the
    /// router lives.
    pub fn router(&self) -> Router {
        tokio::spawn(keep_fresh(self.app.clone(), Arc::downgrade(&self.site)));
        let parts = Parts {
            site: Arc::clone(&self.site),
            health: self.health(),
            transport: self.transport,
        };
        let areas = [
            api::router(
                self.app.clone(),
                self.limits.clone(),
                Arc::clone(&self.site),
            ),
            booking::router(self.app.clone(), self.limits.clone(), &self.public_url),
            desk::router(self.app.clone(), self.limits.clone(), self.transport),
            display::router(self.app.clone()),
            status::router(self.app.clone(), self.limits.clone()),
        ];
        router(parts, areas)
    }

    fn health(&self) -> Health {
        let (ready, figures) = (self.app.clone(), self.app.clone());
        Health {
            ready: Arc::new(move || {
                let app = ready.clone();
                Box::pin(async move { app.ready().await.map_err(|part| part.to_string()) })
            }),
            figures: Arc::new(move || figures_of(&figures)),
        }
    }
}

/// Figures that the application counts itself.
fn figures_of(app: &App) -> String {
    let (commits, commands) = app.commit_figures().unwrap_or_default();
    let offices = app.directory().now().offices.len();
    format!(
        "# HELP okno_commits_total Commits of the embedded database.\n\
         # TYPE okno_commits_total counter\nokno_commits_total {commits}\n\
         # HELP okno_commands_total Units of work in those commits.\n\
         # TYPE okno_commands_total counter\nokno_commands_total {commands}\n\
         # HELP okno_offices Offices in the directory.\n\
         # TYPE okno_offices gauge\nokno_offices {offices}\n"
    )
}

fn published(app: &App) -> Published {
    let listing = app.directory().now();
    let packs = app.packs_by_use().into_iter();
    let sources = packs
        .map(|pack| Arc::new(PackSource::new(pack)) as Arc<dyn SheetSource>)
        .collect();
    let zone = listing
        .ministry()
        .map(|office| office.zone.clone())
        .or_else(|| {
            listing
                .offices
                .values()
                .next()
                .map(|office| office.zone.clone())
        })
        .unwrap_or(TimeZone::UTC);
    Published {
        sources,
        directory: listing::directory(app, &listing),
        zone,
    }
}

/// Publishes again when the directory changed or a day begins, and measures
/// the halls (REQ-10.3).
async fn keep_fresh(app: App, site: Weak<PublicSite>) {
    let seen = |app: &App| {
        let listing = app.directory().now();
        let zone = listing
            .ministry()
            .map_or(TimeZone::UTC, |office| office.zone.clone());
        (listing.edition, app.now().to_zoned(zone).date())
    };
    let mut last = seen(&app);
    loop {
        tokio::time::sleep(LOOK).await;
        let Some(site) = site.upgrade() else { return };
        let now = seen(&app);
        if now != last {
            match site.publish(published(&app)) {
                Ok(()) => last = now,
                Err(refused) => tracing::error!(%refused, "what was published before stays"),
            }
        }
        site.measure(waiting(&app).await);
    }
}

async fn waiting(app: &App) -> Vec<WaitingView> {
    let listing = app.directory().now();
    let mut views = Vec::new();
    for office in listing
        .offices
        .values()
        .filter(|office| !office.services.is_empty())
    {
        if let Some(view) = measured(app, &office.office_id).await {
            views.push(view);
        }
    }
    views
}

/// What the hall of an office measured in the last hour; none where nobody was
/// called and nobody waits.
async fn measured(app: &App, office: &OfficeId) -> Option<WaitingView> {
    let now = app.now().to_zoned(app.zone_of(office));
    let mut view = WaitingView {
        office: office.clone(),
        at: now.time(),
        on: now.date(),
        people: 0,
        minutes: std::collections::BTreeMap::new(),
    };
    for (purpose, name) in [(Purpose::Submit, "submit"), (Purpose::Collect, "collect")] {
        let Ok(waiting) = app.waiting_now(office, purpose).await else {
            continue;
        };
        view.people += u32::try_from(waiting.waiting).unwrap_or(u32::MAX);
        if let Some(summary) = waiting.measured {
            view.minutes
                .insert(name.to_owned(), summary.p50.div_ceil(60));
        }
    }
    (view.people > 0 || !view.minutes.is_empty()).then_some(view)
}
