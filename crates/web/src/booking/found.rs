//! An appointment as its holder reads it.

use okno_app::booking::Found;

use super::desk::Desk;
use super::office::{self, OfficeWords};
use super::words;
use crate::view::BookingCard;
use crate::voice::Voice;

/// When and where of an appointment in words.
pub(super) struct FoundWords {
    /// `25 ноября, среда, 9:40`.
    pub(super) when: String,
    /// `по московскому времени`.
    pub(super) zone: String,
    /// Where.
    pub(super) office: OfficeWords,
    /// For which service.
    pub(super) service: String,
}

/// The words of an appointment.
pub(super) fn words(desk: &Desk, found: &Found, t: Voice) -> FoundWords {
    let zone = desk.app.zone_of(&found.office_id);
    let directory = desk.app.directory().now();
    let known = directory.office(&found.office_id);
    let region = directory.region(&found.office_id.region());
    let office = known
        .map(|known| office::words(known, region, t))
        .unwrap_or_else(|| OfficeWords {
            // An office that was closed for good since then still has its code.
            name: found.office_id.to_string(),
            ..OfficeWords::default()
        });
    FoundWords {
        when: words::moment(t, found.starts_at, &zone),
        zone: words::zone(t, &zone, found.starts_at),
        service: service_name(desk, found, t),
        office,
    }
}

fn service_name(desk: &Desk, found: &Found, t: Voice) -> String {
    let known = desk.service(&found.service_id);
    known.map_or_else(
        |_| found.service_id.to_string(),
        |(_, service)| t.words(&service.title),
    )
}

impl FoundWords {
    /// The card of the appointment.
    pub(super) fn card(&self, found: &Found) -> BookingCard {
        BookingCard {
            when: self.when.clone(),
            place: [self.office.name.as_str(), self.office.address.as_str()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            reference: found.reference.clone(),
        }
    }
}
