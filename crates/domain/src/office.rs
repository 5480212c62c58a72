//! Regions and offices: who serves where, how to reach them, how to pay.

use serde::{Deserialize, Serialize};

use crate::id::{OfficeId, RegionId};
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
        [Self::Ministry, Self::Division, Self::MultipurposeCentre]
            .into_iter()
            .find(|kind| kind.name() == name)
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
    /// The territorial authority's contacts.
    #[serde(default)]
    pub contacts: Contacts,
    /// Why online booking is off, and what to do instead (REQ-A10).
    #[serde(default)]
    pub online_booking_off: Words,
    /// Whom to pay.
    pub bank: BankDetails,
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

impl OfficeId {
    /// The region that an office belongs to stands before the hyphen: `77-01`.
    pub fn region(&self) -> RegionId {
        RegionId::new(self.as_str().split('-').next().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_names_its_region() {
        assert_eq!(OfficeId::from("77-01").region(), RegionId::from("77"));
    }
}
