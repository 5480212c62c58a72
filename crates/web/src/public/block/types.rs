//! What the drawing of a block is given.

use crate::public::schedule::ScheduleLine;
use crate::public::sheet::ActLine;

/// A link with a word on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Name.
    pub name: String,
    /// Address, or nothing where the way is not a page.
    pub href: Option<String>,
    /// What to find there.
    pub text: String,
}

/// An act in a list.
#[derive(Debug)]
pub struct ActEntry<'a> {
    /// The act.
    pub act: &'a ActLine,
    /// Its page.
    pub href: String,
    /// In force from and to, in words.
    pub days: String,
    /// Whether it is in force on the day of reading.
    pub in_force: bool,
}

/// An office in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeCard {
    /// Name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Address.
    pub address: String,
    /// Phones.
    pub phones: Vec<PhoneLine>,
    /// Hours of reception.
    pub hours: Vec<ScheduleLine>,
    /// What makes it easy to get in and be served.
    pub ease: Vec<String>,
    /// Waiting now, in words.
    pub waiting: String,
    /// Why it is closed, if it is.
    pub closed: String,
    /// Why no time can be chosen on the site.
    pub no_online: String,
    /// Whether it is a multipurpose centre.
    pub is_mfc: bool,
}

/// Hours with the name of what they are of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleTable {
    /// Office, or nothing where there is one only.
    pub title: String,
    /// Lines.
    pub lines: Vec<ScheduleLine>,
    /// What a table cannot say.
    pub note: String,
}

/// A phone and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneLine {
    /// What it is for.
    pub purpose: String,
    /// For the link.
    pub e164: String,
    /// As people write it.
    pub shown: String,
}

/// Waiting measured in an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingNow {
    /// Office, or nothing on its own page.
    pub office: String,
    /// How many people, in words.
    pub people: String,
    /// When measured.
    pub at: String,
}
