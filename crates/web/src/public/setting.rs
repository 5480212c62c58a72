//! Where a text is being shown: surface, region, office, and what surrounds it.

use jiff::civil::Date;

use super::model::{Directory, OfficeView, RegionView, WaitingView};
use super::sheet::{Sheet, Surface};
use crate::voice::Voice;

/// Everything a computed block may look at.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The facts and texts of the service.
    pub sheet: &'a Sheet,
    /// Offices and regions.
    pub directory: &'a Directory,
    /// Waiting times measured now.
    pub waiting: &'a [WaitingView],
    /// Where the text is shown.
    pub surface: Surface,
    /// The region whose site or office this is.
    pub region: Option<&'a RegionView>,
    /// The office whose stand or page this is.
    pub office: Option<&'a OfficeView>,
    /// Whether this is the service the plain addresses speak of.
    pub is_main: bool,
}

impl<'a> Setting<'a> {
    /// The words of this place.
    pub const fn t(&self) -> Voice {
        Voice::of(self.sheet.lang)
    }

    /// The day of reading.
    pub const fn today(&self) -> Date {
        self.sheet.on
    }

    /// The address of a public page: language first, the service named where it is not the main
    /// one, `payment` of the region where there is one.
    pub fn href(&self, below: &str) -> String {
        let lang = self.sheet.lang;
        let below = below.trim_start_matches('/');
        if let (Some(region), "payment") = (self.region, below) {
            return format!("/{lang}/{}/payment", region.id);
        }
        let mut href = format!("/{lang}/{below}");
        let speaks_of_service = [
            "info/",
            "fee",
            "term",
            "documents",
            "forms",
            "acts",
            "flowchart",
            "topics",
        ]
        .iter()
        .any(|start| below.starts_with(start));
        if let (false, true, Some(service)) =
            (self.is_main, speaks_of_service, self.sheet.services.first())
        {
            href.push(if href.contains('?') { '&' } else { '?' });
            href.push_str("service=");
            href.push_str(&service.id);
        }
        href
    }

    /// The divisions and centres this place speaks of: of the region, or of the whole country.
    pub fn offices(&self) -> impl Iterator<Item = &'a OfficeView> {
        let region = self.region.map(|region| &region.id);
        self.directory
            .offices
            .iter()
            .filter(move |office| region.is_none_or(|region| office.region == *region))
            .filter(|office| self.takes(office))
    }

    /// Whether the office takes applications for one of the services spoken of (REQ-9.8).
    pub fn takes(&self, office: &OfficeView) -> bool {
        self.sheet
            .services
            .iter()
            .any(|service| office.accepts(&service.id))
    }

    /// The waiting measured in an office today.
    pub fn waiting_in(&self, office: &OfficeView) -> Option<&'a WaitingView> {
        self.waiting
            .iter()
            .find(|waiting| waiting.office == office.id && waiting.on == self.today())
    }
}
