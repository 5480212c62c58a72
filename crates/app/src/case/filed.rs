//! A form on its way into a case: read, checked as a whole, sealed.

use jiff::civil::Date;
use okno_domain::application::form::FormDefinition;
use okno_domain::application::{Passport, Situation, Weight, check, parse_date, read};
use okno_domain::appointment::Channel;
use okno_domain::case::State;
use okno_domain::id::{ApplicationId, CaseId, OfficeId, ServiceId};
use okno_domain::pack::{Inputs, Pack};
use okno_identity::fold;
use okno_storage::application::Application;
use okno_storage::case_file::CaseFile;

use super::error::CaseError;
use super::file::Answers;
use super::inputs::{Words, facts};
use super::opening::Opening;
use crate::App;
use crate::person::{Booker, Contact, Document, Person};
use crate::reception::ShownDocument;

/// An application that passed its check, ready to be filed.
#[derive(Clone)]
pub(super) struct Checked {
    pub(super) file: CaseFile,
    pub(super) filed: Application,
}

/// Where and through which door it is filed.
pub(super) struct Door<'a> {
    pub(super) office: &'a OfficeId,
    pub(super) channel: Channel,
    /// The contact the person gave before, where the form leaves it out.
    pub(super) contact: Contact,
}

impl App {
    /// Reads and checks a form as a whole.
    pub(super) fn checked(&self, opening: &Opening, door: &Door<'_>) -> Result<Checked, CaseError> {
        let now = self.now();
        let today = self.local_date(door.office, now);
        self.check_given(door.office, &opening.service, today)?;
        let pack = self.rules().pack_of(&opening.service)?;
        let form = pack
            .forms
            .get(&opening.form)
            .ok_or_else(|| CaseError::NoSuchForm(opening.form.clone()))?;
        let document = document_of(pack, &opening.service)
            .ok_or_else(|| CaseError::NotGiven(opening.service.clone()))?;
        let answers = read(form, &opening.values);
        let situation = Situation::of(passport_of(pack, document, today));
        let problems = check(form, &answers, today, situation);
        if problems
            .iter()
            .any(|problem| problem.weight() == Weight::Stops)
        {
            return Err(CaseError::Form(problems));
        }
        same_document(&answers, &opening.shown)?;
        let portal = door.channel == Channel::Portal;
        let words = facts(pack, &answers, portal, &opening.words, today);
        self.filed(opening, door, form, answers, (pack, document, words))
    }

    fn filed(
        &self,
        opening: &Opening,
        door: &Door<'_>,
        form: &FormDefinition,
        answers: Answers,
        (pack, document, words): (&Pack, &str, Words),
    ) -> Result<Checked, CaseError> {
        let now = self.now();
        let booker = subject(&answers, opening, &door.contact);
        let case_id: CaseId = self.new_id(now);
        let application_id: ApplicationId = self.new_id(now);
        let file = CaseFile {
            case_id,
            office_id: door.office.clone(),
            number: None,
            secret_hash: None,
            service_id: opening.service.clone(),
            document: document.to_owned(),
            person_key: *booker.person.key(self)?.as_bytes(),
            language: opening.language.clone(),
            channel: door.channel,
            state: State::Draft,
            state_since: now,
            pack_id: pack.id.clone(),
            pack_version: pack.checksum.clone(),
            inputs: serde_json::json!(words),
            filed_on: None,
            accepted_on: None,
            due_on: None,
            target_on: None,
            stopped_on: None,
            step_due_on: None,
            timer_on: None,
            basis: None,
            appointment_id: None,
            ticket_id: None,
            sealed: self.seal_subject(case_id, &booker)?,
            version: 1,
        };
        let filed = Application {
            application_id,
            case_id,
            form_id: form.head.id.clone(),
            form_version: pack.checksum.clone(),
            filed_at: now,
            sealed: self.seal_answers(application_id, &answers)?,
        };
        Ok(Checked { file, filed })
    }

    fn check_given(
        &self,
        office: &OfficeId,
        service: &ServiceId,
        today: Date,
    ) -> Result<(), CaseError> {
        let directory = self.directory().now();
        let known = directory.office(office).ok_or(CaseError::NotFound)?;
        if known.services.contains_key(service) && known.accepts_on(today) {
            return Ok(());
        }
        Err(CaseError::NotGiven(service.clone()))
    }
}

/// The kind of passport that a service is about.
fn document_of<'p>(pack: &'p Pack, service: &ServiceId) -> Option<&'p str> {
    let mut kinds = pack.document_kinds.iter();
    let kind = kinds.find(|kind| kind.service.as_deref() == Some(service.as_str()));
    kind.map(|kind| kind.id.as_str())
}

/// Ten years and more have a chip; where the pack names no validity, no child is
/// entered either.
fn passport_of(pack: &Pack, document: &str, on: Date) -> Passport {
    let inputs = Inputs::none().with("document", document);
    let validity = pack.duration("passport.validity", on, &inputs);
    match validity.map(|length| length.value.months) {
        Ok(months) if months < 120 => Passport::FiveYears,
        _ => Passport::TenYears,
    }
}

/// The form and the document on the desk are about one person (REQ-A13).
fn same_document(answers: &Answers, shown: &ShownDocument) -> Result<(), CaseError> {
    let written = |key: &str| {
        answers
            .get(key)
            .and_then(|value| value.canonical.as_deref())
    };
    let born = written("birth.birth_date").and_then(parse_date);
    let number = match (written("document.series"), written("document.number")) {
        (series, Some(number)) => Some(format!("{}{number}", series.unwrap_or_default())),
        _ => written("identity.card").map(str::to_owned),
    };
    let same_birth = born.is_none_or(|born| born == shown.birth_date);
    let same_number =
        number.is_none_or(|number| fold_number(&number) == fold_number(&shown.number));
    if same_birth && same_number {
        return Ok(());
    }
    Err(CaseError::IdentityDiffers)
}

fn fold_number(number: &str) -> String {
    let signs: String = number
        .chars()
        .filter(|sign| sign.is_alphanumeric())
        .collect();
    fold::name(&signs)
}

/// The person the application is about, with the document on the desk.
fn subject(answers: &Answers, opening: &Opening, before: &Contact) -> Booker {
    let written = |key: &str| answers.get(key).and_then(|value| value.canonical.clone());
    let contact = Contact {
        email: written("contact.email").or_else(|| before.email.clone()),
        phone: written("contact.phone").or_else(|| before.phone.clone()),
    };
    Booker {
        person: Person {
            surname: written("name.surname").unwrap_or_default(),
            given_name: written("name.given").unwrap_or_default(),
            patronymic: written("name.patronymic"),
            birth_date: opening.shown.birth_date,
            document: Document {
                kind: opening.shown.kind.clone(),
                number: opening.shown.number.clone(),
            },
        },
        contact,
        language: opening.language.clone(),
        help: Vec::new(),
    }
}
