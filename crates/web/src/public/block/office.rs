//! Offices in lists: how to reach them, how easy they are to get into, how long people wait.

use okno_domain::office::OfficeKind;

use super::phone::phones;
use super::{Block, Link, OfficeCard, WaitingNow};
use crate::public::model::{OfficeView, RegionView};
use crate::public::schedule::lines;
use crate::public::setting::Setting;
use crate::public::sheet::NormLine;
use crate::voice::Voice;

pub(super) fn offices<'a>(mfcs: bool, setting: &Setting<'a>) -> Option<Block<'a>> {
    let wanted = if mfcs {
        OfficeKind::MultipurposeCentre
    } else {
        OfficeKind::Division
    };
    if setting.region.is_none() {
        return regions(setting, if mfcs { "&kind=mfc" } else { "&kind=division" });
    }
    let cards: Vec<OfficeCard> = setting
        .offices()
        .filter(|office| office.kind == wanted)
        .map(|office| card(office, setting))
        .collect();
    if cards.is_empty() && mfcs {
        // Centres come and go with their agreements (REQ-13); that there is none is an answer.
        return Some(Block::Nothing(setting.t().say("web-no-mfcs")));
    }
    (!cards.is_empty()).then_some(Block::Offices(cards))
}

/// One link for each region, to its list of offices or to its site.
pub(super) fn regions<'a>(setting: &Setting<'a>, query: &str) -> Option<Block<'a>> {
    let link = |region: &RegionView| Link {
        name: setting.t().words(&region.name),
        href: Some(if query.is_empty() {
            setting.href(region.id.as_str())
        } else {
            setting.href(&format!("offices?region={}{query}", region.id))
        }),
        text: String::new(),
    };
    let links: Vec<Link> = setting.directory.regions.iter().map(link).collect();
    (!links.is_empty()).then_some(Block::Links(links))
}

/// What a list says of an office.
pub fn card(office: &OfficeView, setting: &Setting<'_>) -> OfficeCard {
    let t = setting.t();
    let closed = office
        .closed
        .as_ref()
        .filter(|closed| closed.holds_on(setting.today()));
    OfficeCard {
        name: t.words(&office.name),
        href: setting.href(&format!("offices/{}", office.id)),
        address: t.words(&office.contacts.address),
        phones: phones(&office.contacts.phones, t),
        hours: lines(&office.reception, setting.today(), t),
        ease: ease(office, t),
        waiting: setting
            .waiting_in(office)
            .map(|now| {
                t.with2(
                    "web-waiting-now",
                    "people",
                    t.count("web-people", now.people),
                    "at",
                    t.time(now.at),
                )
            })
            .unwrap_or_default(),
        closed: closed
            .map(|closed| t.words(&closed.why))
            .unwrap_or_default(),
        no_online: office
            .online_booking
            .reason()
            .map(|why| t.words(why))
            .unwrap_or_default(),
        is_mfc: office.kind == OfficeKind::MultipurposeCentre,
    }
}

/// What makes an office easy to get in and be served.
pub fn ease(office: &OfficeView, t: Voice) -> Vec<String> {
    let premises = &office.premises;
    [
        (premises.step_free, "web-ease-step-free"),
        (premises.hearing_loop, "web-ease-hearing-loop"),
        (premises.sign_language, "web-ease-sign-language"),
        (premises.parking, "web-ease-parking"),
        (premises.separate_entrance, "web-ease-separate-entrance"),
    ]
    .into_iter()
    .filter(|(there, _)| *there)
    .map(|(_, key)| t.say(key))
    .collect()
}

/// The norm, and beside it what is measured now (REQ-10.3).
pub(super) fn waiting<'a>(setting: &Setting<'a>) -> Block<'a> {
    let here = setting.office.and_then(|office| setting.waiting_in(office));
    let now = |norm: &NormLine| {
        let minutes = here.and_then(|here| here.minutes.get(&norm.id));
        minutes
            .map(|minutes| setting.t().count("web-minutes-about", minutes))
            .unwrap_or_default()
    };
    Block::Waiting {
        norms: setting
            .sheet
            .norms
            .iter()
            .map(|norm| (norm, now(norm)))
            .collect(),
        measured: here.is_some_and(|here| !here.minutes.is_empty()),
        now: waiting_now(setting),
    }
}

fn waiting_now(setting: &Setting<'_>) -> Vec<WaitingNow> {
    let t = setting.t();
    let own = setting.office.is_some();
    let offices: Vec<&OfficeView> = match setting.office {
        Some(office) => vec![office],
        None if setting.region.is_some() => setting.offices().collect(),
        None => Vec::new(),
    };
    offices
        .into_iter()
        .filter_map(|office| {
            let now = setting.waiting_in(office)?;
            Some(WaitingNow {
                office: if own {
                    String::new()
                } else {
                    t.words(&office.name)
                },
                people: t.count("web-people", now.people),
                at: t.time(now.at),
            })
        })
        .collect()
}
