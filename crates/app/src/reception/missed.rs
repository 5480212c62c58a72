//! People who did not come: a job, so that nobody's claim hangs for ever.

use jiff::{SignedDuration, Timestamp, ToSpan};
use okno_domain::appointment::AppointmentState;
use okno_domain::hall::MISSED_KEPT;
use okno_domain::id::RegionId;
use okno_storage::appointment::{self, Appointment};
use okno_storage::claim::{self, Claim};
use okno_storage::{Tx, journal, ticket};
use serde_json::json;

use super::ReceptionError;
use crate::App;
use crate::actor::Actor;
use crate::hall::serve::end_appointment;

/// So long after the start somebody who has not checked in did not come.
const GRACE: SignedDuration = SignedDuration::from_mins(15);
/// Runs look so far back: a job that stood still for days catches up.
const BACK: i64 = 14;
/// Appointments ended by one transaction.
const MOST: i64 = 200;

impl App {
    /// Ends appointments of a region for which nobody came: not checked in 15
    /// minutes after the start, missed at the calls, or left from an earlier day.
    /// The claim is released; the place is past. Running twice ends nothing twice.
    ///
    /// # Errors
    /// Any refusal of the database.
    pub async fn no_shows(&self, region: &RegionId) -> Result<u64, ReceptionError> {
        let (app, at) = (self.clone(), region.clone());
        self.store()
            .write("no shows", move |tx| {
                let (app, region) = (app.clone(), at.clone());
                Box::pin(async move {
                    let now = app.now();
                    let never = never_came(tx, &app, &region, now).await?;
                    Ok(never + missed_calls(tx, &app, &region, now).await?)
                })
            })
            .await
    }
}

async fn never_came(
    tx: &mut Tx,
    app: &App,
    region: &RegionId,
    now: Timestamp,
) -> Result<u64, ReceptionError> {
    let from = now.saturating_sub(SignedDuration::from_hours(24 * BACK));
    let before = now.saturating_sub(GRACE).unwrap_or(now);
    let from = from.unwrap_or(Timestamp::MIN);
    let mut ended = 0;
    for made in appointment::overdue(tx, region, from, before, MOST).await? {
        let (booked, no_show) = (AppointmentState::Booked, AppointmentState::NoShow);
        let why = Some("did-not-come");
        if appointment::set_state(tx, &made, booked, no_show, why, now).await? {
            claim::release(tx, &claim_of(&made), now).await?;
            let entry = app.entry(&made, &Actor::System, "appointment-missed", json!({}), now);
            journal::append(tx, &entry).await?;
            ended += 1;
        }
    }
    Ok(ended)
}

async fn missed_calls(
    tx: &mut Tx,
    app: &App,
    region: &RegionId,
    now: Timestamp,
) -> Result<u64, ReceptionError> {
    let directory = app.directory().now();
    let zone = directory
        .region(region)
        .map_or("UTC", |known| known.zone.as_str());
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let today = now.to_zoned(zone).date();
    let since = today.saturating_sub(BACK.days());
    let missed_before = now.saturating_sub(MISSED_KEPT).unwrap_or(now);
    let rows = ticket::left_over(tx, region, since, today, missed_before, MOST).await?;
    let ended = rows.len() as u64;
    for row in rows {
        let why = Some("did-not-answer");
        end_appointment(tx, &row, AppointmentState::NoShow, why, now).await?;
        let (office, id) = (&row.office_id, row.way.id);
        let facts = json!({ "number": row.way.number });
        let entry = app.entry_at(office, "system".into(), "visit-missed", id, facts, now);
        journal::append(tx, &entry).await?;
    }
    Ok(ended)
}

fn claim_of(made: &Appointment) -> Claim {
    Claim {
        person_key: made.person_key,
        service_family: made.service_family.clone(),
        region_id: made.office_id.region(),
        holder_id: made.appointment_id.0,
    }
}
