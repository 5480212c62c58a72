//! What a notification may speak of.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use okno_domain::notification::FactName;
use okno_domain::words::Words;

use crate::wording::{Args, Lang, Wording};
use crate::words_of::clock;

/// Where somebody has to come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Town, street and house, as on the sign.
    pub address: Words,
    /// Street and house only, for a text message.
    pub short: Words,
    /// Number of the window or hall, when it is known beforehand.
    pub window: Option<String>,
}

/// The decision by which somebody's exit is restricted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestrictionDecision {
    /// Its day.
    pub on: Date,
    /// Its registration number.
    pub number: String,
}

/// What is known for a notification; each kind needs some of it.
///
/// There is no member for a document number or a birth date, because an e-mail and
/// a text message travel openly.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeFacts {
    /// How the person is addressed: given name and patronymic as in the document.
    pub name: Option<String>,
    /// Where to come, or which office acted.
    pub place: Option<Place>,
    /// Day and time of the appointment, on the office's clock.
    pub starts: Option<DateTime>,
    /// The zone of that clock in words: «по московскому времени».
    pub zone: Option<Words>,
    /// The time before the office moved the appointment.
    pub previous: Option<DateTime>,
    /// Why the office moved or cancelled: a whole sentence.
    pub reason: Option<Words>,
    /// Reference of the appointment, standby or case.
    pub reference: Option<String>,
    /// Registration number of the application.
    pub registration_number: Option<String>,
    /// Day of registration.
    pub registered_on: Option<Date>,
    /// What to bring, one paper each.
    pub bring: Vec<Words>,
    /// How often the applicant may still move the appointment.
    pub moves_left: Option<u32>,
    /// What happens next.
    pub next_step: Option<Words>,
    /// Until when that happens.
    pub next_step_by: Option<Date>,
    /// The last day for the decision; after a suspension, the new one if it is sure.
    pub decision_by: Option<Date>,
    /// Code of the ground in the list of the pack.
    pub ground: Option<String>,
    /// The ground in plain words.
    pub ground_text: Option<Words>,
    /// How to put it right: a whole sentence.
    pub cure: Option<Words>,
    /// What the applicant has to do.
    pub what_to_do: Option<Words>,
    /// The last day to do it, or to take an offered time.
    pub until: Option<Date>,
    /// Since when the case is on hold.
    pub since: Option<Date>,
    /// When consideration ended.
    pub ended_on: Option<Date>,
    /// What becomes of the fee: a whole sentence.
    pub fee_note: Option<Words>,
    /// From when the passport can be collected.
    pub ready_from: Option<Date>,
    /// Hours of issue, as on the sign.
    pub hours: Option<Words>,
    /// How long the passport is kept: «1 год».
    pub storage_term: Option<Words>,
    /// Whether a legal representative collects.
    pub for_a_child: bool,
    /// Where, how and until when to complain: a whole sentence.
    pub appeal_note: Option<Words>,
    /// When the refusal was decided.
    pub decided_on: Option<Date>,
    /// Article of the statute the refusal rests on.
    pub statute_article: Option<Words>,
    /// For how long exit is restricted.
    pub restriction_term: Option<Words>,
    /// The decision that restricts it.
    pub restriction_decision: Option<RestrictionDecision>,
    /// Full name and address of the organisation that answers for the restriction.
    pub responsible_body: Option<Words>,
    /// What the refusal means: a whole sentence.
    pub meaning: Option<Words>,
    /// The papers that were taken.
    pub papers: Vec<Words>,
    /// Address of the page to open.
    pub link: Option<String>,
    /// A short form of it for a text message.
    pub short_link: Option<String>,
    /// Address of the page where the way of notices is chosen.
    pub settings_link: Option<String>,
    /// Phone of the office.
    pub phone: Option<String>,
}

impl NoticeFacts {
    /// What is stated, in one language, by the names the domain knows it under.
    ///
    /// Give it to [`Notification::new`](okno_domain::notification::Notification::new)
    /// to keep on record what was told.
    pub fn stated(&self, wording: &Wording, lang: Lang) -> BTreeMap<FactName, String> {
        let args = self.args(wording, lang);
        let named = [
            (FactName::Place, "place"),
            (FactName::Time, "when"),
            (FactName::Zone, "zone"),
            (FactName::Reference, "reference"),
            (FactName::RegistrationNumber, "number"),
            (FactName::RegisteredOn, "registered-on"),
            (FactName::Ground, "ground"),
            (FactName::GroundText, "ground-text"),
            (FactName::Cure, "cure"),
            (FactName::WhatToDo, "what-to-do"),
            (FactName::Until, "until"),
            (FactName::EndedOn, "ended-on"),
            (FactName::Hours, "hours"),
            (FactName::StorageTerm, "storage-term"),
            (FactName::AppealNote, "appeal-note"),
            (FactName::StatuteArticle, "statute"),
            (FactName::RestrictionTerm, "restriction-term"),
            (FactName::RestrictionDecision, "restriction-decision"),
            (FactName::ResponsibleBody, "body"),
            (FactName::PaperList, "papers"),
        ];
        let texts = named
            .into_iter()
            .filter_map(|(fact, name)| match args.get(name) {
                Some(crate::wording::Arg::Text(text)) => Some((fact, text.clone())),
                _ => None,
            });
        texts.collect()
    }

    /// The variables of the wording.
    pub(super) fn args(&self, wording: &Wording, lang: Lang) -> Args {
        let words = |found: &Option<Words>| known_words(found.as_ref(), lang);
        let date = |day: Option<Date>| day.map(|day| wording.date(lang, day));
        let args = self.time_args(wording, lang);
        let args = args
            .maybe("name", known(self.name.as_deref()))
            .maybe("place", self.place_in_words(wording, lang))
            .maybe(
                "place-short",
                self.place
                    .as_ref()
                    .and_then(|at| known_words(Some(&at.short), lang)),
            )
            .maybe("zone", words(&self.zone))
            .maybe("reason", words(&self.reason))
            .maybe("reference", known(self.reference.as_deref()))
            .maybe("number", known(self.registration_number.as_deref()))
            .maybe("registered-on", date(self.registered_on))
            .maybe("bring", list(&self.bring, lang))
            .maybe("next-step", words(&self.next_step))
            .maybe("next-step-by", date(self.next_step_by))
            .maybe("decision-by", date(self.decision_by))
            .maybe("ground", known(self.ground.as_deref()))
            .maybe("ground-text", words(&self.ground_text))
            .maybe("cure", words(&self.cure))
            .maybe("what-to-do", words(&self.what_to_do))
            .maybe("until", date(self.until))
            .maybe(
                "until-figures",
                self.until.map(|day| wording.day_in_figures(lang, day)),
            )
            .maybe("since", date(self.since))
            .maybe("ended-on", date(self.ended_on))
            .maybe("fee-note", words(&self.fee_note));
        let args = args
            .maybe("ready-from", date(self.ready_from))
            .maybe("hours", words(&self.hours))
            .maybe("storage-term", words(&self.storage_term))
            .maybe(
                "representative",
                self.for_a_child
                    .then(|| wording.text(lang, "notice-representative", &Args::new())),
            )
            .maybe("appeal-note", words(&self.appeal_note))
            .maybe("decided-on", date(self.decided_on))
            .maybe("statute", words(&self.statute_article))
            .maybe("restriction-term", words(&self.restriction_term))
            .maybe("restriction-decision", self.restriction(wording, lang))
            .maybe("body", words(&self.responsible_body))
            .maybe("meaning", words(&self.meaning))
            .maybe("papers", list(&self.papers, lang))
            .maybe("link", known(self.link.as_deref()))
            .maybe("short-link", known(self.short_link.as_deref()))
            .maybe("settings-link", known(self.settings_link.as_deref()))
            .maybe("phone", known(self.phone.as_deref()));
        match self.moves_left {
            Some(left) => args.count("moves", left),
            None => args,
        }
    }

    fn time_args(&self, wording: &Wording, lang: Lang) -> Args {
        let previous = self.previous.map(|at| wording.day_and_time(lang, at));
        let args = Args::new().maybe("previous", previous);
        match self.starts {
            None => args,
            Some(at) => args
                .text("when", wording.day_and_time(lang, at))
                .text("when-figures", wording.day_and_time_in_figures(lang, at))
                .text("day-month", wording.day_of_month(lang, at.date()))
                .text("clock", clock(at.time())),
        }
    }

    fn place_in_words(&self, wording: &Wording, lang: Lang) -> Option<String> {
        let place = self.place.as_ref()?;
        let address = known_words(Some(&place.address), lang)?;
        match known(place.window.as_deref()) {
            None => Some(address),
            Some(window) => {
                let args = Args::new().text("address", address).text("window", window);
                Some(wording.text(lang, "notice-place-window", &args))
            }
        }
    }

    fn restriction(&self, wording: &Wording, lang: Lang) -> Option<String> {
        let decision = self.restriction_decision.as_ref()?;
        let number = known(Some(&decision.number))?;
        let args = Args::new()
            .text("on", wording.date(lang, decision.on))
            .text("number", number);
        Some(wording.text(lang, "notice-restriction-decision", &args))
    }
}

/// A blank is as good as nothing, and a line break would change the letter.
fn known(text: Option<&str>) -> Option<String> {
    let clean: String = text?
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .collect();
    let clean = clean.trim();
    (!clean.is_empty()).then(|| clean.to_owned())
}

fn known_words(words: Option<&Words>, lang: Lang) -> Option<String> {
    known(words.map(|words| words.in_language(lang.code())))
}

fn list(items: &[Words], lang: Lang) -> Option<String> {
    let lines: Vec<String> = items
        .iter()
        .filter_map(|item| known_words(Some(item), lang))
        .collect();
    let lines: Vec<String> = lines.into_iter().map(|item| format!("- {item}")).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
