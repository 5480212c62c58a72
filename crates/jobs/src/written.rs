//! Writing a notification: from the sealed facts to words in the person's language.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use okno_app::letter::Letter;
use okno_app::person::in_letter;
use okno_documents::ics::{Method, Visit, calendar_file};
use okno_documents::notice::{Letter as Worded, Notice, NoticeFacts, Place, compose};
use okno_documents::wording::{Args, Lang, Wording};
use okno_domain::id::{AppointmentId, OfficeId, ServiceId};
use okno_domain::notification::Kind;
use okno_domain::words::Words;
use okno_storage::notification::Notification;

use crate::Jobs;
use crate::mail::Outgoing;
use crate::say::Say;

/// Length of a visit in a calendar when the entry is only taken out again.
const USUAL_MINUTES: u32 = 15;

/// Why a letter could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unwritten {
    /// A fact or a word is missing.
    #[error("{0}")]
    Lacks(String),
}

impl Unwritten {
    fn because(why: impl ToString) -> Self {
        Self::Lacks(why.to_string())
    }
}

/// Writes the e-mail of a notification.
///
/// # Errors
/// What is missing; nothing is sent then (REQ-7.7).
pub fn write(jobs: &Jobs, told: &Notification) -> Result<Outgoing, Unwritten> {
    let letter = jobs
        .app
        .open_letter(told.notification_id, &told.sealed)
        .map_err(Unwritten::because)?;
    let worded = words_of(jobs, told, &letter)?;
    let host = host_of(&jobs.public_url);
    Ok(Outgoing {
        calendar: calendar(jobs, told, &letter, &worded, host),
        to: letter
            .to
            .clone()
            .ok_or_else(|| Unwritten::because("no address"))?,
        message_id: format!("<{}@{host}>", told.notification_id),
        subject: worded.subject,
        text: worded.text,
        language: told.language.clone(),
    })
}

/// The words of a notification, also for the page that shows it.
///
/// # Errors
/// As [`write`].
pub fn words_of(jobs: &Jobs, told: &Notification, letter: &Letter) -> Result<Worded, Unwritten> {
    let lang = Lang::from_code(&told.language).unwrap_or(Lang::Ru);
    let notice = notice_of(&told.kind, letter.facts.contains_key("again"))
        .ok_or_else(|| Unwritten::because(format!("no wording for kind {}", told.kind)))?;
    let facts = facts_of(jobs, told, letter);
    compose(&jobs.wording, lang, notice, &facts).map_err(Unwritten::because)
}

fn notice_of(kind: &str, again: bool) -> Option<Notice> {
    match kind {
        "N6" if again => Some(Notice::PassportStillWaiting),
        "cancelled" | "cancelled_by_office" => Some(Notice::VisitCancelled),
        code => Kind::from_code(code).map(Notice::Of),
    }
}

/// The sealed facts by the names under which use cases write them.
struct Facts<'l>(&'l Letter);

impl Facts<'_> {
    fn text(&self, name: &str) -> Option<String> {
        self.0
            .facts
            .get(name)
            .filter(|text| !text.is_empty())
            .cloned()
    }

    /// Given name and patronymic, as people write to each other.
    fn name(&self) -> Option<String> {
        let given = self.text("given_name")?;
        let parts = [Some(given), self.text("patronymic")];
        let parts: Vec<String> = parts.into_iter().flatten().map(|p| in_letter(&p)).collect();
        Some(parts.join(" "))
    }

    fn instant(&self, name: &str) -> Option<Timestamp> {
        self.0.facts.get(name)?.parse().ok()
    }

    fn date(&self, name: &str) -> Option<Date> {
        self.0.facts.get(name)?.parse().ok()
    }

    /// A fact in the language of the letter, which is the only one it will be read in.
    fn words(&self, name: &str, language: &str) -> Option<Words> {
        let text = self.text(name)?;
        Some(Words([(language.to_owned(), text)].into()))
    }
}

fn facts_of(jobs: &Jobs, told: &Notification, letter: &Letter) -> NoticeFacts {
    let facts = Facts(letter);
    let words = |name: &str| facts.words(name, &told.language);
    let office = facts.text("place").or_else(|| facts.text("office"));
    let office = office.map_or_else(|| told.office_id.clone(), OfficeId::new);
    let say = Say {
        jobs,
        lang: Lang::from_code(&told.language).unwrap_or(Lang::Ru),
    };
    let starts = facts.instant("starts_at").or_else(|| facts.instant("time"));
    let starts = starts.map(|at| local(jobs, &office, at));
    NoticeFacts {
        name: facts.text("name").or_else(|| facts.name()),
        place: place_of(jobs, &office),
        starts,
        zone: starts.map(|_| zone_words(jobs, &office)),
        previous: facts.instant("previous").map(|at| local(jobs, &office, at)),
        reason: words("reason"),
        reference: facts.text("reference"),
        registration_number: facts.text("registration_number"),
        registered_on: facts.date("registered_on"),
        moves_left: facts.text("moves_left").and_then(|text| text.parse().ok()),
        next_step: words("next_step"),
        next_step_by: facts.date("next_step_by"),
        decision_by: facts.date("decision_by"),
        ground: facts.text("ground"),
        ground_text: words("ground_text"),
        cure: words("cure"),
        what_to_do: words("what_to_do"),
        until: facts.date("until"),
        since: facts.date("since"),
        ended_on: facts.date("ended_on"),
        fee_note: words("fee_note"),
        ready_from: facts
            .instant("ready_from")
            .map(|at| local(jobs, &office, at).date()),
        hours: facts.text("hours").map(|_| say.hours(&office)),
        storage_term: facts.text("storage_term").map(|length| say.length(&length)),
        appeal_note: facts.text("appeal_note").map(|term| say.appeal(&term)),
        decided_on: facts.date("decided_on"),
        statute_article: words("statute_article"),
        restriction_term: facts.text("restriction_term").map(|term| say.term(&term)),
        restriction_decision: restriction(&facts),
        responsible_body: words("responsible_body"),
        meaning: words("meaning"),
        link: facts.text("link").or_else(|| Some(link_of(jobs, told))),
        phone: phone_of(jobs, &office),
        ..NoticeFacts::default()
    }
}

fn restriction(facts: &Facts<'_>) -> Option<okno_documents::notice::RestrictionDecision> {
    Some(okno_documents::notice::RestrictionDecision {
        on: facts.date("restriction_decided_on")?,
        number: facts.text("restriction_decision")?,
    })
}

fn local(jobs: &Jobs, office: &OfficeId, at: Timestamp) -> DateTime {
    at.to_zoned(jobs.app.zone_of(office)).datetime()
}

fn place_of(jobs: &Jobs, office: &OfficeId) -> Option<Place> {
    let directory = jobs.app.directory().now();
    let profile = &directory.office(office)?.profile;
    Some(Place {
        address: profile.contacts.address.clone(),
        short: profile.contacts.address.clone(),
        window: None,
    })
}

/// The zone in words, by its name in the database of zones.
fn zone_words(jobs: &Jobs, office: &OfficeId) -> Words {
    let zone = jobs.app.zone_of(office);
    let city = zone
        .iana_name()
        .unwrap_or("UTC")
        .rsplit('/')
        .next()
        .unwrap_or("UTC")
        .to_lowercase();
    let say = |lang: Lang| {
        let key = format!("zone-{}", city.replace('_', "-"));
        jobs.wording.text(lang, &key, &Args::new())
    };
    Words::ru_en(say(Lang::Ru), say(Lang::En))
}

fn phone_of(jobs: &Jobs, office: &OfficeId) -> Option<String> {
    let directory = jobs.app.directory().now();
    let phones = &directory.office(office)?.profile.contacts.phones;
    phones.first().map(|phone| phone.number.clone())
}

fn link_of(jobs: &Jobs, told: &Notification) -> String {
    let page = if told.subject_kind == "case" {
        "status"
    } else {
        "appointment"
    };
    format!("{}/{}/{page}", jobs.public_url, told.language)
}

fn host_of(url: &str) -> &str {
    let host = url.split("://").nth(1).unwrap_or(url);
    host.split(['/', ':']).next().unwrap_or("okno.example")
}

/// The calendar file that goes with a notification about a visit (REQ-7.1).
fn calendar(
    jobs: &Jobs,
    told: &Notification,
    letter: &Letter,
    worded: &Worded,
    host: &str,
) -> Option<(String, &'static str)> {
    let method = match told.kind.as_str() {
        "N1" | "moved" => Method::Request,
        "cancelled" | "cancelled_by_office" => Method::Cancel,
        _ => return None,
    };
    let facts = Facts(letter);
    let office = facts.text("office").map(OfficeId::new)?;
    let zone = jobs.app.zone_of(&office);
    let directory = jobs.app.directory().now();
    let known = directory.office(&office)?;
    let service = facts.text("service").map(ServiceId::new)?;
    let title = service_title(jobs, &service, &told.language);
    let sender = jobs.post.sender();
    let visit = Visit {
        appointment: AppointmentId(told.subject_id),
        sequence: facts
            .text("moves")
            .and_then(|text| text.parse().ok())
            .unwrap_or_default(),
        starts: local(jobs, &office, facts.instant("starts_at")?),
        minutes: facts
            .text("minutes")
            .and_then(|text| text.parse().ok())
            .unwrap_or(USUAL_MINUTES),
        zone: zone.iana_name()?,
        made_at: told.created_at,
        summary: &title,
        place: known.profile.contacts.address.in_language(&told.language),
        description: &worded.text,
        host,
        organiser: Some(&sender),
        attendee: None,
    };
    let method = if matches!(method, Method::Request) {
        Method::Publish
    } else {
        method
    };
    match calendar_file(method, &visit) {
        Ok(file) => Some((
            file,
            if matches!(method, Method::Publish) {
                "PUBLISH"
            } else {
                "CANCEL"
            },
        )),
        Err(error) => {
            tracing::error!(notification = %told.notification_id, %error, "no calendar file");
            None
        }
    }
}

fn service_title(jobs: &Jobs, service: &ServiceId, language: &str) -> String {
    let pack = jobs.app.rules().pack_of(service);
    let known = pack
        .ok()
        .and_then(|pack| pack.services.iter().find(|s| s.id == *service));
    known.map_or_else(
        || service.to_string(),
        |s| s.title.in_language(language).to_owned(),
    )
}

/// Every zone of the directory must have its words, or a letter would wait.
pub fn zones_without_words(jobs: &Jobs) -> Vec<String> {
    let directory = jobs.app.directory().now();
    let mut without = Vec::new();
    for office in directory.offices.values() {
        let words = zone_words(jobs, &office.office_id);
        if words.0.values().any(|text| text.starts_with("zone-")) {
            without.push(office.zone.iana_name().unwrap_or("UTC").to_owned());
        }
    }
    without.sort();
    without.dedup();
    without
}

/// The wording that letters use, loaded once.
///
/// # Errors
/// A file of wording that cannot be read.
pub fn shipped_wording() -> Result<Wording, okno_documents::wording::WordingError> {
    Wording::shipped()
}
