//! Computed blocks: the places of a text that pack and office fill in (`{{fees}}`).

use askama::Template;
use okno_documents::payment_qr::Encoding;
use okno_documents::qr;
use okno_domain::office::{OfficeKind, Phone, PhonePurpose};

use super::model::{OfficeView, ScheduleView, SiteView};
use super::payment::{self, Detail};
use super::schedule::{ScheduleLine, lines};
use super::setting::Setting;
use super::sheet::{ActLine, ApplicantLine, FeeLine, GroundLine, NormLine, Surface, TermLine};
use crate::voice::Voice;

/// A computed block, ready to be drawn.
#[derive(Debug, Template)]
#[template(path = "public/block.html")]
pub struct BlockPage<'a> {
    /// Words.
    pub t: Voice,
    /// What to draw.
    pub block: Block<'a>,
}

/// What a computed block says.
#[derive(Debug)]
pub enum Block<'a> {
    /// Documents by applicant.
    Documents {
        /// Kinds of applicants.
        applicants: &'a [ApplicantLine],
        /// Whether the lists stand open, as on paper.
        open: bool,
        /// Address of the page with one list.
        one: String,
    },
    /// Terms by case.
    Terms {
        /// The cases.
        lines: &'a [TermLine],
        /// Address of the page with one answer.
        one: String,
        /// Whether links make sense here.
        links: bool,
    },
    /// Fees.
    Fees {
        /// The fees, those to come after those that hold.
        lines: &'a [FeeLine],
        /// Address of the page with one answer.
        one: String,
        /// Whether links make sense here.
        links: bool,
    },
    /// A list of grounds.
    Grounds(&'a [GroundLine]),
    /// A plain list.
    List(Vec<String>),
    /// That there is nothing of the kind, in words.
    Nothing(String),
    /// Links with a word on each.
    Links(Vec<Link>),
    /// Acts with their days.
    Acts(Vec<ActEntry<'a>>),
    /// Offices.
    Offices(Vec<OfficeCard>),
    /// Hours, of one office or of several.
    Schedules(Vec<ScheduleTable>),
    /// Phones by purpose.
    Phones(Vec<PhoneLine>),
    /// Bank details with the code for payment.
    Bank {
        /// Details as name and value.
        details: Vec<Detail>,
        /// The code as SVG.
        qr: String,
        /// Address of the page that adds the sum.
        one: String,
        /// Whether links make sense here.
        links: bool,
    },
    /// Waiting: norm and now.
    Waiting {
        /// Norms, each with what is measured here now.
        norms: Vec<(&'a NormLine, String)>,
        /// Whether something is measured here now.
        measured: bool,
        /// Measured now, by office.
        now: Vec<WaitingNow>,
    },
    /// The flowchart itself.
    Chart(String),
    /// The flowchart as a picture that leads to its page.
    ChartLink {
        /// Address of the page.
        page: String,
        /// Address of the picture.
        picture: String,
    },
    /// The ministry.
    Ministry {
        /// Name.
        name: String,
        /// Address, letters, site.
        lines: Vec<(String, String)>,
        /// Phones.
        phones: Vec<PhoneLine>,
        /// Hours.
        schedule: Vec<ScheduleLine>,
    },
}

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

/// Draws the block `name`; `None` when pack or office has nothing to put there.
pub fn draw(name: &str, setting: &Setting<'_>) -> Option<String> {
    let t = setting.t();
    let block = compute(name, setting)?;
    match (BlockPage { t, block }).render() {
        Ok(html) => Some(html),
        Err(problem) => {
            tracing::error!(name, %problem, "a block could not be drawn");
            None
        }
    }
}

fn compute<'a>(name: &str, setting: &Setting<'a>) -> Option<Block<'a>> {
    let sheet = setting.sheet;
    let links = setting.surface != Surface::Stand;
    let some = |block, empty: bool| (!empty).then_some(block);
    match name {
        "documents" => some(
            Block::Documents {
                applicants: &sheet.applicants,
                open: !links,
                one: setting.href("documents"),
            },
            sheet.applicants.is_empty(),
        ),
        "applicants" => some(
            Block::List(
                sheet
                    .applicants
                    .iter()
                    .map(|one| one.title.clone())
                    .collect(),
            ),
            sheet.applicants.is_empty(),
        ),
        "terms" => some(
            Block::Terms {
                lines: &sheet.terms,
                one: setting.href("term"),
                links,
            },
            sheet.terms.is_empty(),
        ),
        "fees" => some(
            Block::Fees {
                lines: &sheet.fees,
                one: setting.href("fee"),
                links,
            },
            sheet.fees.is_empty(),
        ),
        "results" => some(Block::List(sheet.results.clone()), sheet.results.is_empty()),
        "forms" | "samples" => forms(name == "samples", setting),
        "acts" => acts(setting),
        "offices" | "mfcs" => offices(name == "mfcs", setting),
        "schedule" => schedules(setting, |office| Some(&office.schedule)),
        "reception_schedule" => reception(setting),
        "phones" => phones_block(setting),
        "sites" => sites(
            setting.region.map(|region| region.sites.as_slice()),
            setting,
        ),
        "rating" => sites(
            setting.region.map(|region| region.rating.as_slice()),
            setting,
        )
        .or_else(|| regions(setting, "")),
        "bank" => bank(setting),
        "waiting" => some(waiting(setting), sheet.norms.is_empty()),
        "flowchart" => chart(setting),
        "booking" => booking(setting),
        "appeal" => Some(appeal(setting)),
        "ministry" => ministry(setting),
        "enquiry_topics" => topics(setting),
        other => {
            let list = other.strip_prefix("grounds.")?;
            let grounds = sheet.grounds.get(list)?;
            some(Block::Grounds(grounds), grounds.is_empty())
        }
    }
}

fn forms<'a>(samples: bool, setting: &Setting<'a>) -> Option<Block<'a>> {
    let t = setting.t();
    let end = if samples { "/sample" } else { "" };
    let key = if samples {
        "web-form-sample-of"
    } else {
        "web-form-print"
    };
    let link = |form: &super::sheet::FormLine| Link {
        name: form.title.clone(),
        href: Some(setting.href(&format!("forms/{}{end}", form.id))),
        // A poster has nothing to press.
        text: if setting.surface == Surface::Stand {
            String::new()
        } else {
            t.say(key)
        },
    };
    let links: Vec<Link> = setting.sheet.forms.iter().map(link).collect();
    (!links.is_empty()).then_some(Block::Links(links))
}

fn acts<'a>(setting: &Setting<'a>) -> Option<Block<'a>> {
    let sheet = setting.sheet;
    let entry = |act: &'a ActLine| ActEntry {
        act,
        href: setting.href(&format!("acts/{}", act.id)),
        days: act_days(act, setting.t()),
        in_force: act.holds_on(sheet.on),
    };
    let entries: Vec<ActEntry<'a>> = sheet
        .acts
        .iter()
        .filter(|act| act.holds_on(sheet.on))
        .map(entry)
        .collect();
    (!entries.is_empty()).then_some(Block::Acts(entries))
}

/// In force from and to in words; days that are not shown by evidence say so.
pub fn act_days(act: &ActLine, t: Voice) -> String {
    let from = t.date(act.in_force.0);
    let days = match act.in_force.1 {
        None => t.with("web-act-since", "from", &from),
        Some(to) => t.with2("web-act-from-to", "from", &from, "to", t.date(to)),
    };
    if act.days_certain {
        days
    } else {
        format!("{days} ({})", t.say("web-act-days-uncertain"))
    }
}

fn offices<'a>(mfcs: bool, setting: &Setting<'a>) -> Option<Block<'a>> {
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
fn regions<'a>(setting: &Setting<'a>, query: &str) -> Option<Block<'a>> {
    let link = |region: &super::model::RegionView| Link {
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

fn table(title: String, schedule: &ScheduleView, setting: &Setting<'_>) -> ScheduleTable {
    let t = setting.t();
    ScheduleTable {
        title,
        lines: lines(schedule, setting.today(), t),
        note: schedule
            .note
            .as_ref()
            .map(|note| t.words(note))
            .unwrap_or_default(),
    }
}

fn schedules<'a>(
    setting: &Setting<'a>,
    of: impl Fn(&OfficeView) -> Option<&ScheduleView>,
) -> Option<Block<'a>> {
    let t = setting.t();
    let tables: Vec<ScheduleTable> = match (setting.office, setting.region) {
        (Some(office), _) => of(office)
            .map(|schedule| table(String::new(), schedule, setting))
            .into_iter()
            .collect(),
        (None, Some(_)) => setting
            .offices()
            .filter(|office| office.kind == OfficeKind::Division)
            .filter_map(|office| Some(table(t.words(&office.name), of(office)?, setting)))
            .collect(),
        (None, None) => return regions(setting, "&kind=division"),
    };
    (!tables.is_empty()).then_some(Block::Schedules(tables))
}

/// The reception of applicants, and on the stand the reception by the head below it.
fn reception<'a>(setting: &Setting<'a>) -> Option<Block<'a>> {
    schedules(setting, |office| Some(&office.reception))
}

/// The reception by the head of the office (REQ-10.14).
pub fn head_reception(setting: &Setting<'_>) -> Option<String> {
    let t = setting.t();
    let tables: Vec<ScheduleTable> = match setting.office {
        Some(office) => vec![office],
        None => setting.offices().collect(),
    }
    .into_iter()
    .filter_map(|office| {
        let head = office.head_reception.as_ref()?;
        let post = t.words(&head.post);
        let title = if setting.office.is_some() {
            post
        } else {
            format!("{}: {post}", t.words(&office.name))
        };
        Some(table(title, &head.schedule, setting))
    })
    .collect();
    if tables.is_empty() {
        return None;
    }
    BlockPage {
        t,
        block: Block::Schedules(tables),
    }
    .render()
    .ok()
}

/// Phones by purpose as people write them.
pub fn phones(phones: &[Phone], t: Voice) -> Vec<PhoneLine> {
    let key = |purpose| match purpose {
        PhonePurpose::Enquiries => "web-phone-enquiries",
        PhonePurpose::Answerphone => "web-phone-answerphone",
        PhonePurpose::Booking => "web-phone-booking",
        PhonePurpose::Trust => "web-phone-trust",
    };
    phones
        .iter()
        .map(|phone| PhoneLine {
            purpose: t.say(key(phone.purpose)),
            e164: phone.number.clone(),
            shown: shown_phone(&phone.number),
        })
        .collect()
}

/// `+74956670299` as `+7 495 667-02-99`; numbers of other countries stay in one piece.
fn shown_phone(e164: &str) -> String {
    let digits: Vec<char> = e164
        .strip_prefix("+7")
        .unwrap_or_default()
        .chars()
        .collect();
    if digits.len() != 10 {
        return e164.to_owned();
    }
    let part = |from: usize, to: usize| digits[from..to].iter().collect::<String>();
    format!(
        "+7\u{a0}{}\u{a0}{}\u{2011}{}\u{2011}{}",
        part(0, 3),
        part(3, 6),
        part(6, 8),
        part(8, 10)
    )
}

fn phones_block<'a>(setting: &Setting<'a>) -> Option<Block<'a>> {
    let contacts = match (setting.office, setting.region) {
        (Some(office), _) => &office.contacts,
        (None, Some(region)) => &region.contacts,
        (None, None) => &setting.directory.ministry.contacts,
    };
    let phones = phones(&contacts.phones, setting.t());
    (!phones.is_empty()).then_some(Block::Phones(phones))
}

fn sites<'a>(sites: Option<&[SiteView]>, setting: &Setting<'a>) -> Option<Block<'a>> {
    let t = setting.t();
    let link = |site: &SiteView| Link {
        name: t.words(&site.name),
        href: site.href.clone(),
        text: t.words(&site.text),
    };
    let links: Vec<Link> = sites.unwrap_or_default().iter().map(link).collect();
    (!links.is_empty()).then_some(Block::Links(links))
}

fn bank<'a>(setting: &Setting<'a>) -> Option<Block<'a>> {
    let Some(region) = setting.region else {
        let link = |region: &super::model::RegionView| Link {
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

/// The norm, and beside it what is measured now (REQ-10.3).
fn waiting<'a>(setting: &Setting<'a>) -> Block<'a> {
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

fn chart<'a>(setting: &Setting<'a>) -> Option<Block<'a>> {
    let sheet = setting.sheet;
    if sheet.flow.states.is_empty() {
        return None;
    }
    if setting.surface == Surface::Stand {
        return sheet.flow.picture(setting.t()).map(Block::Chart);
    }
    Some(Block::ChartLink {
        page: setting.href("flowchart"),
        picture: setting.href("flowchart.svg"),
    })
}

fn booking<'a>(setting: &Setting<'a>) -> Option<Block<'a>> {
    let t = setting.t();
    let regions: Vec<&super::model::RegionView> = match setting.region {
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
fn by_phone(region: &super::model::RegionView, t: Voice) -> String {
    let phones = &region.contacts.phones;
    let phone = phones
        .iter()
        .find(|phone| phone.purpose == PhonePurpose::Booking)
        .or_else(|| phones.first());
    phone
        .map(|phone| t.with("web-booking-by-phone", "phone", shown_phone(&phone.number)))
        .unwrap_or_default()
}

fn appeal<'a>(setting: &Setting<'a>) -> Block<'a> {
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

fn ministry<'a>(setting: &Setting<'a>) -> Option<Block<'a>> {
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

fn topics<'a>(setting: &Setting<'a>) -> Option<Block<'a>> {
    let link = |text: &super::sheet::TextLine| Link {
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
