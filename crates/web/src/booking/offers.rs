//! What the offices of a region offer: the nearest free time of each, how many times are free, or
//! why there is none. An office without a free time is never shown as if it had some.

use jiff::Timestamp;
use okno_app::booking::BookingError;
use okno_app::directory::KnownOffice;
use okno_domain::id::{OfficeId, RegionId, ServiceId};

use super::desk::Desk;
use super::door::Door;
use super::office::{self, OfficeWords, Online};
use super::{opens, words};
use crate::voice::Voice;

/// One office and what it offers now.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    /// Where.
    pub(super) office: OfficeWords,
    /// The office.
    pub(super) office_id: OfficeId,
    /// Its nearest free time.
    pub(super) first: Option<Nearest>,
    /// Free times up to the horizon.
    pub(super) free: i64,
    /// When more times open, where nothing is free now.
    pub(super) opens: String,
    /// Why no time can be chosen here, and what to do instead.
    pub(super) off: Option<(String, String)>,
    /// Where its times are.
    pub(super) href: String,
}

/// The nearest free time of an office.
#[derive(Debug, Clone)]
pub(super) struct Nearest {
    /// When.
    pub(super) at: Timestamp,
    /// What to send to take it.
    pub(super) slot: String,
    /// In words.
    pub(super) when: String,
}

/// The offices of a region that give a service, the nearest free time first; `except` is left out.
pub(super) async fn of_region(
    desk: &Desk,
    door: &Door,
    region: &RegionId,
    service: &ServiceId,
    except: Option<&OfficeId>,
) -> Result<Vec<Offer>, BookingError> {
    let directory = desk.app.directory().now();
    let mut offers = Vec::new();
    for office in directory.offices_of(region) {
        if office.services.contains_key(service) && Some(&office.office_id) != except {
            offers.push(offer(desk, door, office, service).await?);
        }
    }
    offers.sort_by_key(|offer| {
        let at = offer
            .first
            .as_ref()
            .map_or(Timestamp::MAX, |first| first.at);
        (at, offer.off.is_some(), offer.office_id.clone())
    });
    Ok(offers)
}

/// The offices nearby where a time is free now.
pub(super) async fn elsewhere(
    desk: &Desk,
    door: &Door,
    office: &OfficeId,
    service: &ServiceId,
    most: usize,
) -> Result<Vec<Offer>, BookingError> {
    let mut offers = of_region(desk, door, &office.region(), service, Some(office)).await?;
    offers.retain(|offer| offer.first.is_some());
    offers.truncate(most);
    Ok(offers)
}

async fn offer(
    desk: &Desk,
    door: &Door,
    known: &KnownOffice,
    service: &ServiceId,
) -> Result<Offer, BookingError> {
    let t = door.t();
    let region = desk.region(&known.office_id.region());
    let mut offer = Offer {
        office: office::words(known, region.as_ref(), t),
        office_id: known.office_id.clone(),
        first: None,
        free: 0,
        opens: String::new(),
        off: None,
        href: times_href(door, &known.office_id, service),
    };
    match office::online(desk, known, t) {
        Online::Closed { note } => offer.off = Some((t.say("web-book-closed"), note)),
        Online::Off { reason, instead } => offer.off = Some((reason, instead)),
        Online::On => {
            let now = desk.app.now();
            let channel = door.channel();
            let free = desk
                .app
                .nearest_free(&known.office_id, service, channel, now, usize::MAX)
                .await?;
            offer.free = free.iter().map(|time| time.free).sum();
            offer.first = free.first().map(|time| Nearest {
                at: time.starts_at,
                slot: time.key.to_string(),
                when: words::moment(t, time.starts_at, &known.zone),
            });
            offer.opens = opens_words(desk, known, service, t);
        }
    }
    Ok(offer)
}

/// The address of an office's times.
pub(super) fn times_href(door: &Door, office: &OfficeId, service: &ServiceId) -> String {
    door.href(&format!("/book/{office}/{service}"))
}

/// When the next times open, as a sentence; empty when no open day is in sight.
pub(super) fn opens_words(
    desk: &Desk,
    office: &KnownOffice,
    service: &ServiceId,
    t: Voice,
) -> String {
    let opens = opens::horizon(desk, office, service).opens_on;
    let said = |day| {
        let midnight = t.time(jiff::civil::Time::midnight());
        let day = words::day_of_month(t, day);
        t.with2("web-book-none-opens", "day", day, "time", midnight)
    };
    opens.map(said).unwrap_or_default()
}
