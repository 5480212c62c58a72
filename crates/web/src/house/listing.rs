//! The directory of the application as the public pages read it.

use jiff::civil::Date;
use okno_app::App;
use okno_app::directory::{KnownOffice, Listing};
use okno_domain::calendar::Calendar;
use okno_domain::id::RegionId;
use okno_domain::office::{OfficeKind, Region};
use okno_domain::pack::{Pack, Way};
use okno_domain::words::Words;

use super::hours::schedule;
use crate::public::model::{
    Closure, Directory, HeadReception, MinistryView, OfficeView, OnlineBooking, RegionView,
    ServiceHere, SiteView,
};

/// Everything the public pages know of offices.
pub(super) fn directory(app: &App, listing: &Listing) -> Directory {
    let Some(pack) = app.rules().packs().first() else {
        return Directory::default();
    };
    let Ok(country) = app.rules().calendar(&pack.calendar) else {
        return Directory::default();
    };
    let public = |office: &&KnownOffice| office.kind != OfficeKind::Ministry;
    Directory {
        ministry: listing
            .ministry()
            .map_or_else(MinistryView::default, |office| {
                ministry(office, country, today(app, office))
            }),
        regions: listing
            .regions
            .values()
            .filter(|region| listing.offices_of(&region.region_id).any(|o| public(&o)))
            .map(|region| region_view(region, pack))
            .collect(),
        offices: listing
            .offices
            .values()
            .filter(public)
            .map(|office| office_view(office, listing, country, today(app, office)))
            .collect(),
    }
}

fn today(app: &App, office: &KnownOffice) -> Date {
    app.now().to_zoned(office.zone.clone()).date()
}

/// The country's calendar with the office's own days; the country's alone where
/// those cannot be laid over it, which the import has refused.
fn calendar_of(office: &KnownOffice, country: &Calendar) -> Calendar {
    office
        .profile
        .calendar(country)
        .unwrap_or_else(|_| country.clone())
}

fn ministry(office: &KnownOffice, country: &Calendar, today: Date) -> MinistryView {
    let calendar = calendar_of(office, country);
    MinistryView {
        name: office.profile.title.clone(),
        contacts: office.profile.contacts.clone(),
        schedule: schedule(&office.profile.hours.unit, &calendar, today),
    }
}

fn region_view(region: &Region, pack: &Pack) -> RegionView {
    let profile = &region.profile;
    let own_site = profile.contacts.site.as_ref().map(|site| SiteView {
        name: profile.title.clone(),
        href: Some(address_of(site)),
        text: Words::default(),
    });
    let sites = pack.ways.iter().filter(|way| !way.rates).map(site_view);
    RegionView {
        id: region.region_id.clone(),
        name: profile.title.clone(),
        authority: profile.authority_or_title().clone(),
        contacts: profile.contacts.clone(),
        sites: own_site.into_iter().chain(sites).collect(),
        bank: profile.bank.clone(),
        online_booking: if region.online_booking {
            OnlineBooking::Open
        } else {
            OnlineBooking::Closed(profile.online_booking_off.clone())
        },
        rating: pack
            .ways
            .iter()
            .filter(|way| way.rates)
            .map(site_view)
            .collect(),
        zone: region.zone.clone(),
    }
}

fn site_view(way: &Way) -> SiteView {
    SiteView {
        name: way.title.clone(),
        href: way.href.clone(),
        text: way.text.clone().unwrap_or_default(),
    }
}

/// A bare host becomes an address.
fn address_of(site: &str) -> String {
    if site.contains("://") {
        site.to_owned()
    } else {
        format!("https://{site}")
    }
}

fn office_view(
    office: &KnownOffice,
    listing: &Listing,
    country: &Calendar,
    today: Date,
) -> OfficeView {
    let profile = &office.profile;
    let calendar = calendar_of(office, country);
    let region: RegionId = office.office_id.region();
    OfficeView {
        id: office.office_id.clone(),
        kind: office.kind,
        name: profile.title.clone(),
        contacts: profile.contacts.clone(),
        schedule: schedule(&profile.hours.unit, &calendar, today),
        reception: schedule(&profile.hours.reception, &calendar, today),
        head_reception: head_reception(office, listing, country, today),
        services: services_here(office, today),
        premises: profile.premises.clone(),
        closed: closed(office, today),
        online_booking: online(office, listing, &region),
        zone: office.zone.iana_name().unwrap_or("UTC").to_owned(),
        region,
    }
}

/// When the head receives people; a sub-office without a head of its own sends
/// them to the head of the office above it (REQ-10.14).
fn head_reception(
    office: &KnownOffice,
    listing: &Listing,
    country: &Calendar,
    today: Date,
) -> Option<HeadReception> {
    if let Some(head) = &office.profile.head_reception {
        let calendar = calendar_of(office, country);
        return Some(HeadReception {
            post: head.position.clone(),
            schedule: schedule(&head.hours, &calendar, today),
        });
    }
    let above = listing.office(office.parent_id.as_ref()?)?;
    head_reception(above, listing, country, today)
}

/// What is done here today: a multipurpose centre does what its running
/// agreement says, a division everything (REQ-13, REQ-9.8).
fn services_here(office: &KnownOffice, today: Date) -> Vec<ServiceHere> {
    let centre = office.kind == OfficeKind::MultipurposeCentre;
    let allowed = |what: fn(&okno_app::directory::Agreement) -> bool| {
        !centre
            || office
                .agreements
                .iter()
                .any(|a| a.runs_on(today) && what(a))
    };
    let (accepts, issues) = (allowed(|a| a.may_accept), allowed(|a| a.may_issue));
    office
        .services
        .keys()
        .map(|service| ServiceHere {
            service: service.clone(),
            accepts: accepts && office.open_to_public,
            issues: issues && office.open_to_public,
        })
        .collect()
}

fn online(office: &KnownOffice, listing: &Listing, region: &RegionId) -> OnlineBooking {
    let known = listing.region(region);
    let here = &office.profile.online_booking;
    match known.filter(|known| !known.online_booking) {
        Some(known) => OnlineBooking::Closed(known.profile.online_booking_off.clone()),
        None if !here.on => OnlineBooking::Closed(here.reason.clone()),
        None => OnlineBooking::Open,
    }
}

/// A closure that holds today or begins soon.
fn closed(office: &KnownOffice, today: Date) -> Option<Closure> {
    let closures = office.profile.hours.unit.closures.iter();
    let known = closures
        .filter(|closure| closure.until >= today)
        .min_by_key(|closure| closure.from)
        .map(|closure| Closure {
            from: closure.from,
            to: closure.until.tomorrow().ok(),
            why: closure.title.clone(),
        });
    known.or_else(|| {
        (!office.open_to_public).then(|| Closure {
            from: today,
            to: None,
            why: office.profile.closed_note.clone(),
        })
    })
}
