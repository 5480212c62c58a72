//! Computed blocks: the places of a text that pack and office fill in (`{{fees}}`).

mod hours;
mod office;
mod phone;
mod types;
mod way;

use askama::Template;

pub use self::hours::head_reception;
use self::hours::{reception, schedules};
pub use self::office::{card, ease};
use self::office::{offices, regions, waiting};
pub use self::phone::phones;
use self::phone::phones_block;
pub use self::types::{ActEntry, Link, OfficeCard, PhoneLine, ScheduleTable, WaitingNow};
use self::way::{appeal, bank, booking, ministry, sites, topics};
use super::payment::Detail;
use super::schedule::ScheduleLine;
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
