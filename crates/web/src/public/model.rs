//! What the public pages are told about offices: plain data, ready to be read.
//!
//! Whoever keeps the directory of offices fills these structs; the pages know nothing of how they
//! are stored. Names exist in both languages, addresses are written as on the sign.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use okno_domain::id::{OfficeId, RegionId, ServiceId};
use okno_domain::office::{BankDetails, Contacts, OfficeKind, Premises};
use okno_domain::words::Words;

/// Everything the public pages know of offices, as published together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    /// The ministry of item 3.
    pub ministry: MinistryView,
    /// Regions in the order of their codes.
    pub regions: Vec<RegionView>,
    /// Offices of all regions, divisions and multipurpose centres.
    pub offices: Vec<OfficeView>,
}

impl Directory {
    /// The region of this code.
    pub fn region(&self, id: &str) -> Option<&RegionView> {
        self.regions.iter().find(|region| region.id.as_str() == id)
    }

    /// The office of this code.
    pub fn office(&self, id: &str) -> Option<&OfficeView> {
        self.offices.iter().find(|office| office.id.as_str() == id)
    }

    /// The offices of a region.
    pub fn offices_in<'a>(&'a self, region: &'a RegionId) -> impl Iterator<Item = &'a OfficeView> {
        self.offices
            .iter()
            .filter(move |office| office.region == *region)
    }
}

/// The ministry: address, phones, hours (REQ-3).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MinistryView {
    /// Its name.
    pub name: Words,
    /// Address, letters, phones by purpose, site.
    pub contacts: Contacts,
    /// Its hours by day class.
    pub schedule: ScheduleView,
}

/// A region with what its own site carries (REQ-9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionView {
    /// Code, the second part of the site's address.
    pub id: RegionId,
    /// Its name.
    pub name: Words,
    /// The body in charge of the region.
    pub authority: Words,
    /// The body's address, letters, phones by purpose, site.
    pub contacts: Contacts,
    /// Official sites (REQ-10.2).
    pub sites: Vec<SiteView>,
    /// Details for paying the fee (REQ-9.10, REQ-10.11).
    pub bank: BankDetails,
    /// Whether a time can be chosen on the site, and if not, why (REQ-A10).
    pub online_booking: OnlineBooking,
    /// The ways of rating the service (REQ-9.9).
    pub rating: Vec<SiteView>,
    /// IANA name of the zone in which the region's day begins.
    pub zone: String,
}

/// Whether a time can be chosen on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnlineBooking {
    /// It can.
    Open,
    /// It cannot; the reason stands beside the other ways.
    Closed(Words),
}

impl OnlineBooking {
    /// The reason it is closed.
    pub const fn reason(&self) -> Option<&Words> {
        match self {
            Self::Open => None,
            Self::Closed(reason) => Some(reason),
        }
    }
}

/// One office (REQ-9.8, REQ-10.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeView {
    /// Its code.
    pub id: OfficeId,
    /// Its region.
    pub region: RegionId,
    /// Division or multipurpose centre.
    pub kind: OfficeKind,
    /// Its name.
    pub name: Words,
    /// Address as on the sign, letters, phones by purpose, site.
    pub contacts: Contacts,
    /// When the doors are open.
    pub schedule: ScheduleView,
    /// When documents are taken and passports handed over.
    pub reception: ScheduleView,
    /// When the head receives people (REQ-10.14).
    pub head_reception: Option<HeadReception>,
    /// What is done here, by service; of a multipurpose centre only what its agreement allows
    /// today.
    pub services: Vec<ServiceHere>,
    /// How people with special needs get in and are served.
    pub premises: Premises,
    /// Closed from and to (first day open again), and why.
    pub closed: Option<Closure>,
    /// Whether a time can be chosen on the site.
    pub online_booking: OnlineBooking,
    /// IANA name of the zone.
    pub zone: String,
}

impl OfficeView {
    /// Whether the office takes applications for `service`.
    pub fn accepts(&self, service: &str) -> bool {
        self.services
            .iter()
            .any(|here| here.service.as_str() == service && here.accepts)
    }

    /// Whether the office takes applications for any service.
    pub fn accepts_something(&self) -> bool {
        self.services.iter().any(|here| here.accepts)
    }
}

/// What an office does for one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceHere {
    /// The service.
    pub service: ServiceId,
    /// Takes applications.
    pub accepts: bool,
    /// Hands over passports.
    pub issues: bool,
}

/// The reception of people by the head of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadReception {
    /// Post of the head.
    pub post: Words,
    /// Hours.
    pub schedule: ScheduleView,
}

/// A time during which an office does not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closure {
    /// First day closed.
    pub from: Date,
    /// First day open again, where it is known.
    pub to: Option<Date>,
    /// Why, and where to go instead.
    pub why: Words,
}

impl Closure {
    /// Whether the office is closed on `day`.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// An official site or another way with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteView {
    /// What it is.
    pub name: Words,
    /// Full address, or nothing where the way is not a page (an SMS).
    pub href: Option<String>,
    /// What to do there.
    pub text: Words,
}

/// A span of hours within a day.
pub type Hours = (Time, Time);

/// Hours of a week by day class.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScheduleView {
    /// Monday to Sunday; no hours means closed, several spans mean a break between them.
    pub week: [Vec<Hours>; 7],
    /// Hours of a day before a holiday; nothing when they are as on any other day.
    pub before_holiday: Option<Vec<Hours>>,
    /// Single days that differ.
    pub special: Vec<SpecialDay>,
    /// What a table cannot say: "first and third Saturday".
    pub note: Option<Words>,
}

impl ScheduleView {
    /// Whether nothing is ever open.
    pub fn is_empty(&self) -> bool {
        self.week.iter().all(Vec::is_empty) && self.special.is_empty()
    }
}

/// One day whose hours differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialDay {
    /// The day.
    pub on: Date,
    /// Its hours; none means closed.
    pub hours: Vec<Hours>,
}

/// How long people wait in an office now, measured by its hall queue (REQ-10.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingView {
    /// The office.
    pub office: OfficeId,
    /// Clock time of the measurement in the office's zone.
    pub at: Time,
    /// The day of the measurement.
    pub on: Date,
    /// People who wait.
    pub people: u32,
    /// Minutes by the purposes of the pack's norm (`submit`, `booked`, `collect`).
    pub minutes: BTreeMap<String, u32>,
}
