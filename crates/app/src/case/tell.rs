//! What a step tells the applicant: facts by name, complete or the step is not
//! taken (REQ-7).
//!
//! A fact is a datum, not a sentence: `place` and `hours` are the code of the
//! office, days are `2026-12-01`, instants `2026-11-23T06:40:00Z`, lengths ISO 8601
//! (`P90D`), grounds their code beside their words in the person's language. The
//! sentences are said at the edge, from the translations.

use std::collections::BTreeMap;

use jiff::Timestamp;
use okno_domain::case::{Case, State, Told};
use okno_domain::decision::{RefusalNotice, RestrictionTerm};
use okno_domain::id::NotificationId;
use okno_domain::notification::{FactName, Kind, Notification as Complete};
use okno_domain::pack::Inputs;
use okno_storage::case_file::CaseFile;
use okno_storage::notification::Notification;

use super::error::CaseError;
use super::reckon::Reckoner;
use super::step::Step;
use crate::App;
use crate::letter::Letter;
use crate::person::Booker;

type FactsByName = BTreeMap<FactName, String>;

impl App {
    /// The notification of a step, if it tells one.
    pub(super) fn letter_of(
        &self,
        file: &CaseFile,
        case: &Case,
        told: &Told,
        step: &Step,
        reckoner: &Reckoner<'_>,
        now: Timestamp,
    ) -> Result<Option<Notification>, CaseError> {
        let Some(kind) = told.notice else {
            return Ok(None);
        };
        let booker = self.open_subject(file)?;
        let mut facts = known(file, told, step, reckoner);
        let demanded: FactsByName = kind
            .needs()
            .iter()
            .filter_map(|name| Some((*name, facts.remove(name)?)))
            .collect();
        let complete = Complete::new(kind, &file.language, demanded)?;
        let named = complete.facts().iter();
        let mut all: BTreeMap<String, String> = named
            .map(|(name, fact)| (name.name().to_owned(), fact.clone()))
            .collect();
        all.extend(beside(file, case, told, &booker));
        all.extend(step.told.clone());
        self.case_letter(file, &booker, kind, all, now).map(Some)
    }

    fn case_letter(
        &self,
        file: &CaseFile,
        booker: &Booker,
        kind: Kind,
        facts: BTreeMap<String, String>,
        now: Timestamp,
    ) -> Result<Notification, CaseError> {
        let notification_id: NotificationId = self.new_id(now);
        let letter = Letter {
            to: booker.contact.email.clone(),
            facts,
        };
        Ok(Notification {
            notification_id,
            office_id: file.office_id.clone(),
            kind: kind.code().into(),
            subject_kind: "case".into(),
            subject_id: file.case_id.0,
            language: file.language.clone(),
            medium: if letter.to.is_some() { "email" } else { "none" }.into(),
            sealed: self.seal_letter(notification_id, letter)?,
            created_at: now,
            due_at: self.tell_by(&file.office_id, &file.service_id, now)?,
        })
    }
}

/// Everything that is known by the names the domain demands facts under.
fn known(file: &CaseFile, told: &Told, step: &Step, reckoner: &Reckoner<'_>) -> FactsByName {
    let mut facts = FactsByName::new();
    let mut put = |name, fact: Option<String>| {
        facts.extend(fact.map(|fact| (name, fact)));
    };
    let office = Some(file.office_id.to_string());
    put(FactName::Place, office.clone());
    put(FactName::Hours, office);
    put(FactName::Reference, file.number.clone());
    put(FactName::RegistrationNumber, file.number.clone());
    put(FactName::RegisteredOn, Some(reckoner.today.to_string()));
    put(FactName::EndedOn, Some(reckoner.today.to_string()));
    put(
        FactName::Until,
        told.facts.until.map(|until| until.to_string()),
    );
    let visit = told.facts.visit.as_ref();
    put(
        FactName::Time,
        visit.map(|visit| visit.timestamp().to_string()),
    );
    let zone = visit.and_then(|visit| visit.time_zone().iana_name());
    put(FactName::Zone, zone.map(str::to_owned));
    put(FactName::StorageTerm, storage_term(reckoner));
    put(FactName::AppealNote, appeal_term(told.notice, reckoner));
    let ground = told
        .ground
        .as_deref()
        .and_then(|code| reckoner.pack.ground(code));
    put(FactName::Ground, told.ground.clone());
    let words = ground.map(|ground| ground.title.in_language(&file.language).to_owned());
    let cure = ground.and_then(|ground| ground.cure.as_ref());
    let cure = cure
        .map(|cure| cure.in_language(&file.language).to_owned())
        .or(words.clone());
    put(FactName::GroundText, words);
    let asked_for = step.told.get(FactName::WhatToDo.name()).cloned();
    put(FactName::WhatToDo, asked_for.or(cure.clone()));
    put(FactName::Cure, cure);
    put(
        FactName::PaperList,
        step.told.get(FactName::PaperList.name()).cloned(),
    );
    if let Some(notice) = &told.refusal {
        refusal(&mut facts, notice);
    }
    facts
}

fn refusal(facts: &mut FactsByName, notice: &RefusalNotice) {
    let term = match notice.term() {
        RestrictionTerm::Until(day) => day.to_string(),
        RestrictionTerm::Stated(words) => words.clone(),
    };
    let (decision, body) = (notice.decision(), notice.body());
    facts.insert(
        FactName::StatuteArticle,
        notice.statute_article().to_owned(),
    );
    facts.insert(FactName::RestrictionTerm, term);
    facts.insert(FactName::RestrictionDecision, decision.number.clone());
    facts.insert(
        FactName::ResponsibleBody,
        format!("{}, {}", body.name, body.address),
    );
}

/// What the letter says beside what it must.
fn beside(file: &CaseFile, case: &Case, told: &Told, booker: &Booker) -> BTreeMap<String, String> {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let decision = told
        .refusal
        .as_ref()
        .map(|notice| notice.decision().date.to_string());
    let again = told.again.then(|| "yes".to_owned());
    let ready = (case.state() == State::Ready).then(|| file.state_since.to_string());
    let pairs = [
        ("office", Some(file.office_id.to_string())),
        ("service", Some(file.service_id.to_string())),
        ("case", Some(file.case_id.to_string())),
        ("number", file.number.clone()),
        ("decision_by", day(file.due_on)),
        ("given_name", Some(booker.person.given_name.clone())),
        ("patronymic", booker.person.patronymic.clone()),
        ("restriction_decided_on", decision),
        ("ready_from", ready),
        ("again", again),
    ];
    pairs
        .into_iter()
        .filter_map(|(name, fact)| Some((name.to_owned(), fact?)))
        .collect()
}

/// How long a finished passport is kept, as the timer of the workflow has it.
fn storage_term(reckoner: &Reckoner<'_>) -> Option<String> {
    let mut timers = reckoner.workflow.timers.iter();
    let kept = timers.find(|timer| timer.state == State::Ready)?;
    Some(kept.after.to_string())
}

/// Within which term a complaint is decided, in working days.
fn appeal_term(kind: Option<Kind>, reckoner: &Reckoner<'_>) -> Option<String> {
    let about = match kind? {
        Kind::AcceptanceRefused => "refusal_to_accept",
        _ => "other",
    };
    let inputs = Inputs::none().with("about", about);
    let length = reckoner
        .pack
        .duration("appeal.decide_within", reckoner.today, &inputs);
    // Without a term of its own the pack still says how to complain.
    Some(length.map_or_else(|_| "5.7".to_owned(), |length| length.value.iso()))
}
