//! The rows of years of work.

use jiff::{Timestamp, ToSpan};
use okno_storage::Param;
use uuid::Uuid;

use super::{Row, Table};
use crate::bench::limit::{Random, Sizes, reference};
use crate::bench::town::{self, REGION, SERVICE, ZONE};

/// People of one slot.
const CAPACITY: u64 = 8;
/// Slots of a session of a day, ten minutes each.
const A_DAY: u64 = 54;
/// Offices that the years were worked in, numbered from here on.
const OFFICES: u64 = 20;
const FIRST_OFFICE: u64 = 500;
/// Of ten days this many are in the past.
const PAST_TENTHS: i64 = 9;

static OFFICE: Table = Table {
    name: "office",
    columns: "region_id office_id kind zone step_free open_to_public profile",
};
static OFFICE_SERVICE: Table = Table {
    name: "office_service",
    columns: "region_id office_id service_id policy horizon_days",
};
static SESSION: Table = Table {
    name: "session",
    columns: "region_id office_id session_id service_id share on_date starts_at ends_at
        slot_minutes capacity",
};
static SLOT: Table = Table {
    name: "slot",
    columns: "region_id slot_id office_id service_id session_id share on_date starts_at minutes
        capacity taken closed",
};
static APPOINTMENT: Table = Table {
    name: "appointment",
    columns: "region_id appointment_id office_id slot_id service_id service_family person_key
        reference state channel language starts_at sealed moves booked_at changed_at",
};
static CLAIM: Table = Table {
    name: "identity_claim",
    columns: "person_key service_family region_id holder_id state changed_at",
};
static JOURNAL: Table = Table {
    name: "journal",
    columns: "region_id journal_id office_id done_at actor action subject facts",
};
static NOTIFICATION: Table = Table {
    name: "notification",
    columns: "region_id notification_id office_id kind subject_kind subject_id language medium
        sealed created_at due_at state attempts next_try_at sent_at proof",
};

/// Rows of several tables, in an order that their keys allow.
type Rows = Vec<(&'static Table, Vec<Row>)>;

macro_rules! row {
    ($($value:expr),* $(,)?) => { vec![$(Param::from($value)),*] };
}

/// Makes the rows.
pub(super) struct Years {
    slots: Vec<Place>,
    sizes: Sizes,
    now: Timestamp,
    random: Random,
    total: u64,
}

/// A slot as its appointments name it.
struct Place {
    slot: Uuid,
    office: String,
    starts_at: Timestamp,
}

impl Years {
    /// Years with so many appointments in all.
    pub(super) fn new(total: u64, sizes: Sizes, now: Timestamp) -> Self {
        Self {
            slots: Vec::new(),
            sizes,
            now,
            random: Random::default(),
            total,
        }
    }

    /// Offices, sessions and slots with room for everybody.
    pub(super) fn places(&mut self) -> Rows {
        let slots = self.total.div_ceil(CAPACITY);
        let days = slots.div_ceil(OFFICES * A_DAY) as i64;
        let first_day = self.now - (24 * (days * PAST_TENTHS / 10)).hours();
        let names = || (FIRST_OFFICE..FIRST_OFFICE + OFFICES).map(|n| format!("{REGION}-{n}"));
        let offices = names().map(|office| office_row(&office)).collect();
        let services = names().map(|office| row! { REGION, office, SERVICE, "first_come", 60_i64 });
        let (mut sessions, mut rows) = (Vec::new(), Vec::new());
        for day in 0..days {
            let starts_at = first_day + (24 * day).hours();
            for office in names() {
                let session = Uuid::now_v7();
                sessions.push(session_row(&office, session, starts_at));
                for number in 0..A_DAY as i64 {
                    let place = Place {
                        slot: Uuid::now_v7(),
                        office: office.clone(),
                        starts_at: starts_at + (number * 10).minutes(),
                    };
                    let left = self
                        .total
                        .saturating_sub(self.slots.len() as u64 * CAPACITY);
                    rows.push(slot_row(&place, session, left.min(CAPACITY) as i64));
                    self.slots.push(place);
                }
            }
        }
        vec![
            (&OFFICE, offices),
            (&OFFICE_SERVICE, services.collect()),
            (&SESSION, sessions),
            (&SLOT, rows),
        ]
    }

    /// Appointments of these numbers, and what goes with them.
    pub(super) fn appointments(&mut self, numbers: std::ops::Range<u64>) -> Rows {
        let (mut made, mut claims) = (Vec::new(), Vec::new());
        let (mut entries, mut told) = (Vec::new(), Vec::new());
        for number in numbers {
            let Place {
                slot,
                ref office,
                starts_at,
            } = self.slots[(number / CAPACITY) as usize];
            let (slot, office, family) = (slot, office.as_str(), "passport-foreign");
            let at = starts_at.min(self.now) - (24 * 14).hours();
            let past = starts_at < self.now;
            let (state, claim) = if past {
                ("fulfilled", "released")
            } else {
                ("booked", "held")
            };
            let random = &mut self.random;
            let (id, person) = (id_at(at, random), random.key().to_vec());
            let facts = serde_json::json!({ "channel": "portal", "slot": slot });
            made.push(row! {
                REGION, id, office.to_owned(), slot, SERVICE, family, person.clone(),
                reference(REGION, number), state, "portal", "ru", starts_at,
                random.bytes(self.sizes.person), 0_i64, at, at,
            });
            claims.push(row! { person, family, REGION, id, claim, at });
            entries.push(row! {
                REGION, id_at(at, random), office.to_owned(), at, "applicant", "appointment-made",
                id.to_string(), facts,
            });
            told.push(row! {
                REGION, id_at(at, random), office.to_owned(), "N1", "appointment", id, "ru",
                "email", random.bytes(self.sizes.letter), at, at + 48.hours(), "delivered", 1_i64,
                at, at, "250 queued",
            });
        }
        vec![
            (&APPOINTMENT, made),
            (&CLAIM, claims),
            (&JOURNAL, entries),
            (&NOTIFICATION, told),
        ]
    }
}

fn office_row(office: &str) -> Row {
    let profile = town::office_profile(FIRST_OFFICE as u32);
    row! { REGION, office.to_owned(), "division", ZONE, true, true, profile }
}

fn session_row(office: &str, session: Uuid, starts_at: Timestamp) -> Row {
    let ends_at = starts_at + (A_DAY as i64 * 10).minutes();
    row! {
        REGION, office.to_owned(), session, SERVICE, "any", date_of(starts_at), starts_at, ends_at,
        10_i64, CAPACITY as i64,
    }
}

fn slot_row(place: &Place, session: Uuid, taken: i64) -> Row {
    row! {
        REGION, place.slot, place.office.clone(), SERVICE, session, "any",
        date_of(place.starts_at), place.starts_at, 10_i64, CAPACITY as i64, taken, false,
    }
}

fn date_of(at: Timestamp) -> jiff::civil::Date {
    at.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// An identifier as it would have been made at that moment.
fn id_at(at: Timestamp, random: &mut Random) -> Uuid {
    let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
    let mut tail = [0; 10];
    tail.copy_from_slice(&random.bytes(10));
    uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
}
