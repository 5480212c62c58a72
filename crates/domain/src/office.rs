//! Regions and offices: who serves where, how to reach them, how to pay.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, CalendarFileError, Overlay, OverlayChange};
use crate::id::{OfficeId, RegionId};
use crate::opening::{OpeningHours, Schedules};
use crate::words::Words;

/// What kind of place it is (item 9.8 names both).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficeKind {
    /// The ministry itself (item 3).
    Ministry,
    /// A division concerning migration.
    Division,
    /// A multipurpose centre that works under an agreement (item 13).
    MultipurposeCentre,
}

impl OfficeKind {
    /// Every kind, in the order of the declaration.
    pub const ALL: [Self; 3] = [Self::Ministry, Self::Division, Self::MultipurposeCentre];

    /// The word in tables and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ministry => "ministry",
            Self::Division => "division",
            Self::MultipurposeCentre => "multipurpose_centre",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What a telephone number is for (item 3: enquiries and answerphone are two).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhonePurpose {
    /// Questions about the service.
    Enquiries,
    /// A recorded answer, day and night.
    Answerphone,
    /// Appointments.
    Booking,
    /// Complaints about officials.
    Trust,
}

impl PhonePurpose {
    /// Every purpose, in the order of the declaration.
    pub const ALL: [Self; 4] = [
        Self::Enquiries,
        Self::Answerphone,
        Self::Booking,
        Self::Trust,
    ];

    /// The word in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Enquiries => "enquiries",
            Self::Answerphone => "answerphone",
            Self::Booking => "booking",
            Self::Trust => "trust",
        }
    }
}

/// One telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phone {
    /// What it is for.
    pub purpose: PhonePurpose,
    /// E.164, `+74956670299`.
    pub number: String,
}

/// Where to write, call and look (REQ-3, REQ-9.8, REQ-10.1, REQ-10.2).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contacts {
    /// The address of the door.
    #[serde(default)]
    pub address: Words,
    /// The address for letters.
    #[serde(default)]
    pub postal_address: Words,
    /// Telephone numbers by purpose.
    #[serde(default)]
    pub phones: Vec<Phone>,
    /// E-mail address of the unit.
    #[serde(default)]
    pub email: Option<String>,
    /// Address of the site.
    #[serde(default)]
    pub site: Option<String>,
}

/// Premises and accessibility, as people with a wheelchair or a pram ask for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Premises {
    /// The floor, as the lift says it.
    #[serde(default)]
    pub floor: Option<i32>,
    /// No step between the street and the window.
    #[serde(default)]
    pub step_free: bool,
    /// Its own door to the street.
    #[serde(default)]
    pub separate_entrance: bool,
    /// Somebody speaks sign language.
    #[serde(default)]
    pub sign_language: bool,
    /// A hearing loop at the window.
    #[serde(default)]
    pub hearing_loop: bool,
    /// Parking places for visitors with a disability.
    #[serde(default)]
    pub parking: bool,
}

/// Whom to pay the fee to (REQ-9.10, REQ-10.11); fields as GOST R 56042 names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankDetails {
    /// The payee.
    pub name: String,
    /// 20-digit account of the payee.
    pub personal_acc: String,
    /// The bank.
    pub bank_name: String,
    /// 9-digit code of the bank.
    pub bic: String,
    /// Correspondent account, `0` where there is none.
    pub corresp_acc: String,
    /// Tax number of the payee.
    pub payee_inn: String,
    /// Registration reason code of the payee.
    pub kpp: String,
    /// Budget classification code, by document kind.
    pub cbc: std::collections::BTreeMap<String, String>,
    /// Territory code.
    pub oktmo: String,
}

/// What is published about a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionProfile {
    /// Its name.
    pub title: Words,
    /// The territorial authority; the region's name stands where it has none.
    #[serde(default)]
    pub authority: Words,
    /// The territorial authority's contacts.
    #[serde(default)]
    pub contacts: Contacts,
    /// Why online booking is off, and what to do instead (REQ-A10).
    #[serde(default)]
    pub online_booking_off: Words,
    /// Whom to pay.
    pub bank: BankDetails,
}

impl RegionProfile {
    /// Who is in charge in the region.
    pub fn authority_or_title(&self) -> &Words {
        if self.authority.is_empty() {
            &self.title
        } else {
            &self.authority
        }
    }
}

/// A region with its own offices and contacts (REQ-A8, REQ-A16).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its code.
    pub region_id: RegionId,
    /// IANA name of the zone of its centre.
    pub zone: String,
    /// Whether appointments can be made through the Internet here (REQ-A10).
    pub online_booking: bool,
    /// What is published.
    pub profile: RegionProfile,
}

/// Whether a time can be chosen through the Internet, and what to do where it
/// cannot (REQ-A10). Telephone, reception and terminal are never switched off by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnlineBooking {
    /// Portal and regional site take appointments.
    pub on: bool,
    /// Why not.
    #[serde(default)]
    pub reason: Words,
    /// The other ways: whom to call and when, where to come.
    #[serde(default)]
    pub alternatives: Words,
}

impl Default for OnlineBooking {
    fn default() -> Self {
        Self {
            on: true,
            reason: Words::default(),
            alternatives: Words::default(),
        }
    }
}

/// When the head of the office receives people in person (REQ-10.14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadReception {
    /// Position of the head.
    pub position: Words,
    /// Hours, apart from those for filing documents.
    pub hours: OpeningHours,
}

/// A day that an office changes in the country's calendar for itself: a regional
/// holiday, a sanitary day, a working Saturday by local order (REQ-3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnDay {
    /// First day.
    pub on: Date,
    /// Last day of a run; its days off stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// What becomes of it.
    pub change: OverlayChange,
    /// What people are told.
    pub title: Words,
    /// The order that says so.
    pub source: String,
    /// Whether the source was checked; `false` is never shown as law.
    pub certain: bool,
}

/// What is published about an office, and the hours from which its sessions are
/// made (REQ-9.8, REQ-10.1, REQ-A10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeProfile {
    /// Its full name.
    pub title: Words,
    /// The name that staff say on the phone and that fits a list (REQ-17a).
    pub short_title: Words,
    /// Where to write, call and look.
    #[serde(default)]
    pub contacts: Contacts,
    /// How to get in, and who is helped how.
    #[serde(default)]
    pub premises: Premises,
    /// When the doors are open and when people are received (REQ-10.1).
    pub hours: Schedules,
    /// What people are told where the office is closed for long.
    #[serde(default)]
    pub closed_note: Words,
    /// Whether a time can be chosen through the Internet here (REQ-A10).
    #[serde(default)]
    pub online_booking: OnlineBooking,
    /// When the head receives people (REQ-10.14).
    #[serde(default)]
    pub head_reception: Option<HeadReception>,
    /// Days that differ from the country's calendar here.
    #[serde(default)]
    pub own_days: Vec<OwnDay>,
}

/// An overlay in the form in which files have it.
#[derive(Serialize)]
struct OverlayText<'p> {
    calendar: &'p str,
    title: &'p Words,
    day: &'p [OwnDay],
}

impl OfficeProfile {
    /// The country's calendar with this office's own days laid over it.
    ///
    /// # Errors
    /// A day outside the covered years, a day without a source or a name, or one
    /// that says what the calendar says already.
    pub fn calendar(&self, country: &Calendar) -> Result<Calendar, CalendarFileError> {
        if self.own_days.is_empty() {
            return Ok(country.clone());
        }
        lay_over(country, &self.title, &self.own_days)
    }
}

/// `country` with the days of one office laid over it; `title` names the office.
///
/// # Errors
/// As [`OfficeProfile::calendar`].
pub fn lay_over(
    country: &Calendar,
    title: &Words,
    own_days: &[OwnDay],
) -> Result<Calendar, CalendarFileError> {
    let text = OverlayText {
        calendar: country.code(),
        title,
        day: own_days,
    };
    // A date, a word and a list always have a text form; an empty text would be
    // refused by the reader below.
    let text = toml::to_string(&text).unwrap_or_default();
    country.with_overlay(&Overlay::parse("own days of the office", &text)?)
}

impl OfficeId {
    /// The region that an office belongs to stands before the hyphen: `77-01`.
    pub fn region(&self) -> RegionId {
        RegionId::new(self.as_str().split('-').next().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use jiff::civil::date;

    use super::*;
    use crate::calendar::DayClass;

    const HOURS: &str = r#"
        title = { ru = "Отделение", en = "Division" }
        short_title = { ru = "Отделение", en = "Division" }
        [hours.unit]
        pre_holiday = { shorter_by = 60 }
        week = { mon = ["09:00-18:00"] }
        [hours.reception]
        pre_holiday = { shorter_by = 60 }
        week = { mon = ["10:00-17:00"] }
    "#;

    #[test]
    fn an_office_names_its_region() {
        assert_eq!(OfficeId::from("77-01").region(), RegionId::from("77"));
    }

    /// REQ-10.1: opening and reception are two schedules.
    #[test]
    fn a_profile_keeps_two_schedules_and_survives_its_row() {
        let profile: OfficeProfile = toml::from_str(HOURS).unwrap();
        assert_ne!(profile.hours.unit, profile.hours.reception);
        assert!(
            profile.online_booking.on,
            "REQ-A10: on unless somebody says no"
        );
        let row = toml::to_string(&profile).unwrap();
        assert_eq!(toml::from_str::<OfficeProfile>(&row).unwrap(), profile);
    }

    #[test]
    fn a_profile_with_an_unknown_key_is_refused() {
        let text = format!("colour = \"blue\"\n{HOURS}");
        assert!(toml::from_str::<OfficeProfile>(&text).is_err());
    }

    /// REQ-3: a regional holiday closes one office and no other.
    #[test]
    fn an_own_day_changes_the_calendar_of_its_office_only() {
        let country = Calendar::parse(
            "XX.toml",
            r#"
            country = "XX"
            title = { ru = "Пример", en = "Example" }
            weekend = ["sat", "sun"]
            [[year]]
            year = 2018
            working_days = 261
            source = "example"
            certain = false
            "#,
        )
        .unwrap();
        let mut profile: OfficeProfile = toml::from_str(HOURS).unwrap();
        assert_eq!(profile.calendar(&country).unwrap(), country);
        profile.own_days.push(OwnDay {
            on: date(2018, 4, 27),
            until: None,
            change: OverlayChange::Off,
            title: Words::ru_en("День республики", "Day of the republic"),
            source: "Закон республики".into(),
            certain: false,
        });
        let own = profile.calendar(&country).unwrap();
        assert_eq!(own.class(date(2018, 4, 27)).unwrap(), DayClass::Holiday);
        assert_eq!(
            country.class(date(2018, 4, 27)).unwrap(),
            DayClass::Ordinary
        );
        profile.own_days[0].on = date(2019, 4, 26);
        assert!(
            profile.calendar(&country).is_err(),
            "the year is not covered"
        );
    }
}
