//! Calendar files for an appointment (REQ-7.1).

use std::fmt::Write;

use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use okno_domain::id::AppointmentId;

/// What the file asks the calendar to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Put it in: a file that somebody downloads.
    Publish,
    /// Put it in or move it: an e-mail.
    Request,
    /// Take it out.
    Cancel,
}

impl Method {
    const fn name(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// An appointment as a calendar needs it; the words are in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit<'v> {
    /// Which appointment: moving it keeps the entry.
    pub appointment: AppointmentId,
    /// How often it was moved or cancelled; a calendar takes the greatest.
    pub sequence: u32,
    /// Day and time on the office's clock.
    pub starts: DateTime,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// Name of the office's zone (`Europe/Samara`).
    pub zone: &'v str,
    /// When the file is made.
    pub made_at: Timestamp,
    /// Headline of the entry, without personal data.
    pub summary: &'v str,
    /// Address, hall and window.
    pub place: &'v str,
    /// What to bring, how to change.
    pub description: &'v str,
    /// The host that the entry belongs to (`pass.example`).
    pub host: &'v str,
    /// The sender's address; needed for a request or a cancellation.
    pub organiser: Option<&'v str>,
    /// The applicant's address.
    pub attendee: Option<&'v str>,
}

/// Why no file was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IcsError {
    /// The zone is in no time-zone table.
    #[error("unknown time zone {0}")]
    UnknownZone(String),
    /// The day or time does not exist, or is too far away.
    #[error("the time of the appointment is out of range")]
    OutOfRange,
    /// A request or cancellation without a sender.
    #[error("a request or a cancellation needs the organiser's address")]
    NoOrganiser,
    /// An address with a space or a control sign.
    #[error("an e-mail address holds a space or a control sign")]
    BadAddress,
    /// The file could not be written down.
    #[error("the calendar file could not be written")]
    Unwritten,
}

/// Makes the file.
///
/// The entry keeps its identity by the appointment, so a moved appointment moves in
/// the calendar and a cancelled one goes.
///
/// # Errors
/// [`IcsError`].
pub fn calendar_file(method: Method, visit: &Visit<'_>) -> Result<String, IcsError> {
    let zone =
        TimeZone::get(visit.zone).map_err(|_| IcsError::UnknownZone(visit.zone.to_owned()))?;
    let length = SignedDuration::from_mins(visit.minutes.into());
    let ends = visit
        .starts
        .checked_add(length)
        .map_err(|_| IcsError::OutOfRange)?;
    let mut event = Event::with_uid(&format!("{}@{}", visit.appointment, one_line(visit.host)));
    event
        .add_property(
            "DTSTAMP",
            visit.made_at.strftime("%Y%m%dT%H%M%SZ").to_string(),
        )
        .append_property(local_time("DTSTART", visit.starts, visit.zone))
        .append_property(local_time("DTEND", ends, visit.zone))
        .sequence(visit.sequence)
        .summary(&one_line(visit.summary))
        .location(&one_line(visit.place))
        .description(visit.description)
        .status(match method {
            Method::Cancel => EventStatus::Cancelled,
            Method::Publish | Method::Request => EventStatus::Confirmed,
        });
    invite(&mut event, method, visit)?;
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Okno//Appointments//EN"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("METHOD", method.name()));
    calendar.push(event);
    let mut file = String::new();
    write!(file, "{calendar}").map_err(|_| IcsError::Unwritten)?;
    let offset = zone
        .to_ambiguous_timestamp(visit.starts)
        .compatible()
        .map_err(|_| IcsError::OutOfRange)?;
    let rule = zone_rule(visit.zone, zone.to_offset(offset).seconds());
    Ok(file.replacen("BEGIN:VEVENT", &format!("{rule}BEGIN:VEVENT"), 1))
}

fn invite(event: &mut Event, method: Method, visit: &Visit<'_>) -> Result<(), IcsError> {
    match (method, visit.organiser) {
        (Method::Request | Method::Cancel, None) => return Err(IcsError::NoOrganiser),
        (_, None) => {}
        (_, Some(address)) => {
            event.add_property("ORGANIZER", mailto(address)?);
        }
    }
    if let Some(address) = visit.attendee {
        event.append_multi_property(Property::new("ATTENDEE", mailto(address)?));
    }
    Ok(())
}

fn mailto(address: &str) -> Result<String, IcsError> {
    let strange = |sign: char| sign.is_control() || sign.is_whitespace();
    if address.is_empty() || address.contains(strange) {
        return Err(IcsError::BadAddress);
    }
    Ok(format!("mailto:{address}"))
}

fn local_time(key: &str, at: DateTime, zone: &str) -> Property {
    let mut property = Property::new(key, at.strftime("%Y%m%dT%H%M%S").to_string());
    property.add_parameter("TZID", zone);
    property.done()
}

/// The zone as far as this one appointment needs it: the offset of its day.
///
/// Calendars that know the name use their own table; the others need something.
fn zone_rule(zone: &str, seconds: i32) -> String {
    let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs());
    let offset = format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60);
    let lines = [
        "BEGIN:VTIMEZONE".to_owned(),
        format!("TZID:{zone}"),
        "BEGIN:STANDARD".to_owned(),
        "DTSTART:19700101T000000".to_owned(),
        format!("TZOFFSETFROM:{offset}"),
        format!("TZOFFSETTO:{offset}"),
        "END:STANDARD".to_owned(),
        "END:VTIMEZONE".to_owned(),
    ];
    lines.map(|line| line + "\r\n").concat()
}

fn one_line(text: &str) -> String {
    text.chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use jiff::civil::date;
    use okno_domain::id::AppointmentId;

    fn visit() -> Visit<'static> {
        Visit {
            appointment: AppointmentId::from(uuid::Uuid::from_u128(7)),
            sequence: 0,
            starts: date(2026, 11, 25).at(9, 40, 0, 0),
            minutes: 20,
            zone: "Europe/Samara",
            made_at: "2026-11-20T10:00:00Z".parse().unwrap(),
            summary: "Приём: загранпаспорт",
            place: "Самара, Садовая ул., 12; окно 2",
            description: "Возьмите паспорт\nи фотографии",
            host: "pass.example",
            organiser: Some("office@pass.example"),
            attendee: Some("anna@mail.example"),
        }
    }

    /// The lines of a file with folded lines joined again.
    fn lines(file: &str) -> Vec<String> {
        let joined = file.replace("\r\n ", "");
        joined.split("\r\n").map(str::to_owned).collect()
    }

    fn has(file: &str, line: &str) -> bool {
        lines(file).iter().any(|known| known == line)
    }

    /// REQ-7.1: place, time and zone stand in the calendar file.
    #[test]
    fn the_file_says_where_when_and_by_which_clock() {
        let file = calendar_file(Method::Request, &visit()).unwrap();
        for line in [
            "METHOD:REQUEST",
            "DTSTART;TZID=Europe/Samara:20261125T094000",
            "DTEND;TZID=Europe/Samara:20261125T100000",
            "TZOFFSETTO:+0400",
            "DTSTAMP:20261120T100000Z",
            "UID:00000000-0000-0000-0000-000000000007@pass.example",
            "SUMMARY:Приём: загранпаспорт",
            "LOCATION:Самара\\, Садовая ул.\\, 12\\; окно 2",
            "DESCRIPTION:Возьмите паспорт\\nи фотографии",
            "STATUS:CONFIRMED",
            "ATTENDEE:mailto:anna@mail.example",
        ] {
            assert!(has(&file, line), "{line}\n{file}");
        }
        assert!(file.lines().all(|line| line.len() <= 75), "{file}");
    }

    #[test]
    fn a_moved_appointment_keeps_its_entry_and_a_cancelled_one_goes() {
        let first = calendar_file(Method::Request, &visit()).unwrap();
        let starts = date(2026, 11, 26).at(11, 0, 0, 0);
        let moved = Visit {
            sequence: 1,
            starts,
            ..visit()
        };
        let moved = calendar_file(Method::Request, &moved).unwrap();
        let uid = |file: &str| {
            lines(file)
                .into_iter()
                .find(|line| line.starts_with("UID:"))
        };
        assert_eq!(uid(&first), uid(&moved));
        assert!(has(&first, "SEQUENCE:0") && has(&moved, "SEQUENCE:1"));
        let gone = calendar_file(
            Method::Cancel,
            &Visit {
                sequence: 2,
                ..visit()
            },
        )
        .unwrap();
        assert!(has(&gone, "METHOD:CANCEL") && has(&gone, "STATUS:CANCELLED"));
        assert_eq!(uid(&first), uid(&gone));
    }

    #[test]
    fn the_same_visit_makes_the_same_file() {
        let once = calendar_file(Method::Publish, &visit()).unwrap();
        assert_eq!(once, calendar_file(Method::Publish, &visit()).unwrap());
    }

    #[test]
    fn a_zone_that_changed_its_clock_gets_the_offset_of_the_day() {
        let file = |starts| {
            let visit = Visit {
                zone: "Europe/Volgograd",
                starts,
                ..visit()
            };
            calendar_file(Method::Publish, &visit).unwrap()
        };
        let noon = |day: jiff::civil::Date| day.at(12, 0, 0, 0);
        assert!(has(&file(noon(date(2020, 12, 1))), "TZOFFSETTO:+0400"));
        assert!(has(&file(noon(date(2025, 7, 1))), "TZOFFSETTO:+0300"));
    }

    #[test]
    fn a_file_that_no_calendar_would_take_is_not_made() {
        let strange = Visit {
            zone: "Europe/Nowhere",
            ..visit()
        };
        let error = calendar_file(Method::Publish, &strange).unwrap_err();
        assert_eq!(error, IcsError::UnknownZone("Europe/Nowhere".into()));
        let nobody = Visit {
            organiser: None,
            ..visit()
        };
        let error = calendar_file(Method::Cancel, &nobody).unwrap_err();
        assert_eq!(error, IcsError::NoOrganiser);
        assert!(calendar_file(Method::Publish, &nobody).is_ok());
        let injected = Visit {
            attendee: Some("a@b.example\r\nX-EVIL:1"),
            ..visit()
        };
        let error = calendar_file(Method::Request, &injected).unwrap_err();
        assert_eq!(error, IcsError::BadAddress);
    }
}
