//! Ways: to the sites, to an appointment, to pay, to rate, to complain.

use okno_documents::payment_qr::Encoding;
use okno_documents::qr;
use okno_domain::office::PhonePurpose;

use super::phone::{phones, shown_phone};
use super::{Block, Link};
use crate::public::model::{RegionView, SiteView};
use crate::public::payment;
use crate::public::schedule::lines;
use crate::public::setting::Setting;
use crate::public::sheet::{Surface, TextLine};
use crate::voice::Voice;

pub(super) fn sites<'a>(sites: Option<&[SiteView]>, setting: &Setting<'a>) -> Option<Block<'a>> {
    let t = setting.t();
    let link = |site: &SiteView| Link {
        name: t.words(&site.name),
        href: site.href.clone(),
        text: t.words(&site.text),
    };
    let links: Vec<Link> = sites.unwrap_or_default().iter().map(link).collect();
    (!links.is_empty()).then_some(Block::Links(links))
}

pub(super) fn bank<'a>(setting: &Setting<'a>) -> Option<Block<'a>> {
    let Some(region) = setting.region else {
        let link = |region: &RegionView| Link {
            name: setting.t().words(&region.name),
            href: Some(setting.href(&format!("{}/payment", region.id))),
            text: String::new(),
        };
        let links: Vec<Link> = setting.directory.regions.iter().map(link).collect();
        return (!links.is_empty()).then_some(Block::Links(links));
    };
    let t = setting.t();
    let payment = payment::payment(&region.bank, None)
        .inspect_err(|problem| tracing::error!(region = %region.id, %problem, "bank details cannot be paid by code"))
        .ok()?;
    let bytes = payment.to_bytes(Encoding::Utf8).ok()?;
    let title = t.say("web-qr-title");
    let code = qr::draw(
        &bytes,
        &qr::Print {
            title: &title,
            width_mm: 40,
        },
    )
    .ok()?;
    Some(Block::Bank {
        details: payment::details(&region.bank, None, t),
        qr: code.svg,
        one: setting.href("payment"),
        links: setting.surface != Surface::Stand,
    })
}

pub(super) fn booking<'a>(setting: &Setting<'a>) -> Option<Block<'a>> {
    let t = setting.t();
    let regions: Vec<&RegionView> = match setting.region {
        Some(region) => vec![region],
        None => setting.directory.regions.iter().collect(),
    };
    let links: Vec<Link> = regions
        .into_iter()
        .map(|region| match region.online_booking.reason() {
            None => Link {
                name: t.words(&region.name),
                href: Some(setting.href(&format!("book?region={}", region.id))),
                text: t.say("web-booking-open"),
            },
            Some(why) => Link {
                name: t.words(&region.name),
                href: None,
                text: format!("{} {}", t.words(why), by_phone(region, t)),
            },
        })
        .collect();
    (!links.is_empty()).then_some(Block::Links(links))
}

/// The phone on which an appointment is made where the site cannot (REQ-A10).
fn by_phone(region: &RegionView, t: Voice) -> String {
    let phones = &region.contacts.phones;
    let phone = phones
        .iter()
        .find(|phone| phone.purpose == PhonePurpose::Booking)
        .or_else(|| phones.first());
    phone
        .map(|phone| t.with("web-booking-by-phone", "phone", shown_phone(&phone.number)))
        .unwrap_or_default()
}

pub(super) fn appeal<'a>(setting: &Setting<'a>) -> Block<'a> {
    let t = setting.t();
    let mut links = vec![Link {
        name: t.say("web-appeal-online"),
        href: Some(setting.href("appeal")),
        text: t.say("web-appeal-online-text"),
    }];
    let contacts = setting
        .region
        .map_or(&setting.directory.ministry.contacts, |region| {
            &region.contacts
        });
    if !contacts.postal_address.is_empty() {
        links.push(Link {
            name: t.say("web-appeal-post"),
            href: None,
            text: t.words(&contacts.postal_address),
        });
    }
    if let Some(phone) = contacts
        .phones
        .iter()
        .find(|phone| phone.purpose == PhonePurpose::Trust)
    {
        links.push(Link {
            name: t.say("web-phone-trust"),
            href: Some(format!("tel:{}", phone.number)),
            text: shown_phone(&phone.number),
        });
    }
    Block::Links(links)
}

pub(super) fn ministry<'a>(setting: &Setting<'a>) -> Option<Block<'a>> {
    let t = setting.t();
    let ministry = &setting.directory.ministry;
    if ministry.name.is_empty() {
        return None;
    }
    let mut lines_ = Vec::new();
    for (key, words) in [
        ("web-contact-address", t.words(&ministry.contacts.address)),
        (
            "web-contact-post",
            t.words(&ministry.contacts.postal_address),
        ),
        (
            "web-contact-site",
            ministry.contacts.site.clone().unwrap_or_default(),
        ),
    ] {
        if !words.is_empty() {
            lines_.push((t.say(key), words));
        }
    }
    Some(Block::Ministry {
        name: t.words(&ministry.name),
        lines: lines_,
        phones: phones(&ministry.contacts.phones, t),
        schedule: lines(&ministry.schedule, setting.today(), t),
    })
}

pub(super) fn topics<'a>(setting: &Setting<'a>) -> Option<Block<'a>> {
    let link = |text: &TextLine| Link {
        name: text.title.clone(),
        href: Some(setting.href(&format!("info/{}", text.id))),
        text: String::new(),
    };
    let texts = setting
        .sheet
        .texts
        .iter()
        .filter(|text| text.id.starts_with("16."));
    let links: Vec<Link> = texts.map(link).collect();
    (!links.is_empty()).then_some(Block::Links(links))
}
