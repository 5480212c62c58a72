//! The directory: regions, offices and their services, read once and kept at
//! hand until something changes (REQ-9.8).

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use okno_domain::appointment::Channel;
use okno_domain::id::{OfficeId, RegionId, ServiceId};
use okno_domain::office::{OfficeKind, OfficeProfile, Region};
use okno_domain::pack::Pack;
pub use okno_storage::office::{Agreement, OfficeService};
use okno_storage::{StorageError, office, region};

use crate::App;
use crate::booking::BookingError;

/// An office as everybody may know it.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownOffice {
    /// Its code.
    pub office_id: OfficeId,
    /// What kind of place it is.
    pub kind: OfficeKind,
    /// The office above it (REQ-1).
    pub parent_id: Option<OfficeId>,
    /// Its zone.
    pub zone: TimeZone,
    /// Receives people now.
    pub open_to_public: bool,
    /// Name, contacts, hours, premises.
    pub profile: OfficeProfile,
    /// Its services.
    pub services: BTreeMap<ServiceId, OfficeService>,
    /// Agreements of a multipurpose centre.
    pub agreements: Vec<Agreement>,
}

impl KnownOffice {
    /// Whether applications are accepted here on a day: a division that is
    /// open, or a centre whose agreement runs and says so (REQ-13, REQ-9.8).
    pub fn accepts_on(&self, day: Date) -> bool {
        self.open_to_public
            && (self.kind != OfficeKind::MultipurposeCentre
                || self
                    .agreements
                    .iter()
                    .any(|a| a.may_accept && a.runs_on(day)))
    }
}

/// The directory as it stood when it was last read.
#[derive(Debug, Default, PartialEq)]
pub struct Listing {
    /// Regions by code.
    pub regions: BTreeMap<RegionId, Region>,
    /// Offices by code.
    pub offices: BTreeMap<OfficeId, KnownOffice>,
    /// Grows with every reading that found a change.
    pub edition: u64,
}

impl Listing {
    /// The office of that code.
    pub fn office(&self, office: &OfficeId) -> Option<&KnownOffice> {
        self.offices.get(office)
    }

    /// The region of that code.
    pub fn region(&self, region: &RegionId) -> Option<&Region> {
        self.regions.get(region)
    }

    /// The ministry itself (REQ-3).
    pub fn ministry(&self) -> Option<&KnownOffice> {
        self.offices
            .values()
            .find(|office| office.kind == OfficeKind::Ministry)
    }

    /// Offices of a region.
    pub fn offices_of<'l>(
        &'l self,
        region: &'l RegionId,
    ) -> impl Iterator<Item = &'l KnownOffice> + 'l {
        self.offices
            .values()
            .filter(move |office| office.office_id.region() == *region)
    }
}

/// Keeps the listing at hand.
#[derive(Debug, Default)]
pub struct Directory {
    listing: RwLock<Arc<Listing>>,
}

impl Directory {
    /// The listing as last read.
    pub fn now(&self) -> Arc<Listing> {
        Arc::clone(&self.listing.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, listing: Listing) {
        *self.listing.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(listing);
    }
}

impl App {
    /// Reads the directory again. Called at the start, after a change on this
    /// node, and now and then for changes made on another.
    ///
    /// # Errors
    /// Any refusal of the database; an office whose zone is not known.
    pub async fn refresh_directory(&self) -> Result<(), StorageError> {
        let (regions, offices, services, agreements) = self
            .store()
            .read("directory", |tx| {
                Box::pin(async move {
                    Ok::<_, StorageError>((
                        region::all(tx).await?,
                        office::all(tx).await?,
                        office::services(tx).await?,
                        office::agreements(tx).await?,
                    ))
                })
            })
            .await?;
        let before = self.directory().now();
        let mut listing = Listing {
            regions: regions
                .into_iter()
                .map(|r| (r.region_id.clone(), r))
                .collect(),
            offices: BTreeMap::new(),
            edition: before.edition,
        };
        for stored in offices {
            let known = known(stored)?;
            listing.offices.insert(known.office_id.clone(), known);
        }
        for service in services {
            if let Some(office) = listing.offices.get_mut(&service.office_id) {
                office.services.insert(service.service_id.clone(), service);
            }
        }
        for agreement in agreements {
            if let Some(office) = listing.offices.get_mut(&agreement.office_id) {
                office.agreements.push(agreement);
            }
        }
        if listing != *before {
            listing.edition += 1;
            self.directory().replace(listing);
        }
        Ok(())
    }

    /// Packs with the one first whose services most offices give: plain
    /// addresses speak of it (REQ-A19, REQ-A20).
    pub fn packs_by_use(&self) -> Vec<Arc<Pack>> {
        let listing = self.directory().now();
        let offices = |pack: &Arc<Pack>| {
            let gives = |office: &&KnownOffice| {
                pack.services
                    .iter()
                    .any(|service| office.services.contains_key(&service.id))
            };
            listing.offices.values().filter(gives).count()
        };
        let mut packs = self.rules().packs().to_vec();
        packs.sort_by_key(|pack| std::cmp::Reverse(offices(pack)));
        packs
    }

    /// Booking through the Internet may be off in a region or at one office
    /// (REQ-A10); the other doors stay open.
    pub(crate) fn check_channel(
        &self,
        office: &OfficeId,
        channel: Channel,
    ) -> Result<(), BookingError> {
        let online = matches!(channel, Channel::Portal | Channel::RegionalSite);
        let directory = self.directory().now();
        let region = office.region();
        let region_off = directory
            .region(&region)
            .is_some_and(|known| !known.online_booking);
        let office_off = directory
            .office(office)
            .is_some_and(|known| !known.profile.online_booking.on);
        if online && (region_off || office_off) {
            return Err(BookingError::OnlineOff(region));
        }
        Ok(())
    }
}

fn known(stored: office::Office) -> Result<KnownOffice, StorageError> {
    let broken = |why: String| StorageError::Content {
        what: "office",
        why,
    };
    let zone = TimeZone::get(&stored.zone)
        .map_err(|error| broken(format!("{}: {error}", stored.office_id)))?;
    let profile = serde_json::from_value(stored.profile)
        .map_err(|error| broken(format!("{}: {error}", stored.office_id)))?;
    Ok(KnownOffice {
        office_id: stored.office_id,
        kind: stored.kind,
        parent_id: stored.parent_id,
        zone,
        open_to_public: stored.open_to_public,
        profile,
        services: BTreeMap::new(),
        agreements: Vec::new(),
    })
}
