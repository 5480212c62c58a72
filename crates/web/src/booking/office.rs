//! An office as the pages of booking show it: where, how to reach, whether times can be chosen.

use okno_app::directory::KnownOffice;
use okno_domain::id::{OfficeId, ServiceId};
use okno_domain::office::{Phone, PhonePurpose, Premises, Region};

use super::desk::Desk;
use super::refusal::Refusal;
use crate::public::model::{Hours, ScheduleView};
use crate::public::schedule::{self, ScheduleLine};
use crate::voice::Voice;

/// An office on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct OfficeWords {
    /// Its name.
    pub(super) name: String,
    /// The address of the door.
    pub(super) address: String,
    /// How to get in: floor, entrance, no steps.
    pub(super) ease: Vec<String>,
    /// Telephones for appointments first.
    pub(super) phones: Vec<PhoneWords>,
}

/// A telephone number with what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PhoneWords {
    pub(super) purpose: String,
    pub(super) e164: String,
    pub(super) shown: String,
}

/// Whether a time can be chosen through the Internet at an office (REQ-A10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Online {
    /// Yes.
    On,
    /// No: why, and what to do instead.
    Off { reason: String, instead: String },
    /// The office receives nobody now.
    Closed { note: String },
}

/// A known office that gives the service.
///
/// # Errors
/// [`Refusal::NoPage`] when there is none.
pub(super) fn known(
    desk: &Desk,
    office: &OfficeId,
    service: &ServiceId,
) -> Result<KnownOffice, Refusal> {
    let directory = desk.app.directory().now();
    let found = directory.office(office).ok_or(Refusal::NoPage)?;
    if found.services.contains_key(service) {
        Ok(found.clone())
    } else {
        Err(Refusal::NoPage)
    }
}

/// Whether a time can be chosen here now, with the reason where it cannot.
pub(super) fn online(desk: &Desk, office: &KnownOffice, t: Voice) -> Online {
    let today = desk.app.local_date(&office.office_id, desk.app.now());
    if !office.accepts_on(today) {
        return Online::Closed {
            note: t.words(&office.profile.closed_note),
        };
    }
    let region = desk.region(&office.office_id.region());
    if let Some(region) = region.filter(|region| !region.online_booking) {
        let reason = t.words(&region.profile.online_booking_off);
        return Online::Off {
            reason: or_plain(reason, t),
            instead: String::new(),
        };
    }
    let here = &office.profile.online_booking;
    if here.on {
        return Online::On;
    }
    Online::Off {
        reason: or_plain(t.words(&here.reason), t),
        instead: t.words(&here.alternatives),
    }
}

fn or_plain(reason: String, t: Voice) -> String {
    if reason.trim().is_empty() {
        t.say("web-book-off-reason")
    } else {
        reason
    }
}

/// Name, address, premises and telephones of an office.
pub(super) fn words(office: &KnownOffice, region: Option<&Region>, t: Voice) -> OfficeWords {
    let own = &office.profile.contacts.phones;
    let shared = region
        .map(|region| region.profile.contacts.phones.as_slice())
        .unwrap_or_default();
    OfficeWords {
        name: t.words(&office.profile.title),
        address: t.words(&office.profile.contacts.address),
        ease: ease(&office.profile.premises, t),
        phones: phones(if own.is_empty() { shared } else { own }, t),
    }
}

/// Telephones that help with an appointment: the one for appointments, then for enquiries.
pub(super) fn phones(phones: &[Phone], t: Voice) -> Vec<PhoneWords> {
    let wanted = [
        (PhonePurpose::Booking, "web-book-phone-booking"),
        (PhonePurpose::Enquiries, "web-book-phone-enquiries"),
    ];
    let of = |(purpose, key): (PhonePurpose, &'static str)| {
        phones
            .iter()
            .filter(move |phone| phone.purpose == purpose)
            .map(move |phone| PhoneWords {
                purpose: t.say(key),
                e164: phone.number.clone(),
                shown: shown(&phone.number),
            })
    };
    wanted.into_iter().flat_map(of).collect()
}

/// `+74956670299` as `+7 495 667-02-99`; numbers of other countries stay in one piece.
pub(super) fn shown(e164: &str) -> String {
    let digits = e164.strip_prefix("+7").unwrap_or_default();
    match (
        digits.get(..3),
        digits.get(3..6),
        digits.get(6..8),
        digits.get(8..10),
    ) {
        (Some(code), Some(a), Some(b), Some(c)) if digits.len() == 10 => {
            format!("+7\u{a0}{code}\u{a0}{a}\u{2011}{b}\u{2011}{c}")
        }
        _ => e164.to_owned(),
    }
}

fn ease(premises: &Premises, t: Voice) -> Vec<String> {
    let marks = [
        (premises.step_free, "web-book-step-free"),
        (premises.hearing_loop, "web-book-hearing-loop"),
        (premises.sign_language, "web-book-sign-language"),
        (premises.parking, "web-book-parking"),
    ];
    let floor = premises
        .floor
        .map(|floor| t.with("web-book-floor", "floor", floor));
    let marks = marks
        .into_iter()
        .filter(|(true_here, _)| *true_here)
        .map(|(_, key)| t.say(key));
    floor.into_iter().chain(marks).collect()
}

/// The hours in which people are received without an appointment (REQ-10.1).
pub(super) fn reception_hours(desk: &Desk, office: &KnownOffice, t: Voice) -> Vec<ScheduleLine> {
    let reception = &office.profile.hours.reception;
    let weekdays = okno_domain::calendar::WeekdayName::WEEK;
    let view = ScheduleView {
        week: weekdays.map(|weekday| {
            let hours = reception.weekly(weekday);
            hours
                .ranges()
                .iter()
                .map(|range| -> Hours { (range.from(), range.until()) })
                .collect()
        }),
        ..ScheduleView::default()
    };
    let today = desk.app.local_date(&office.office_id, desk.app.now());
    schedule::lines(&view, today, t)
}
