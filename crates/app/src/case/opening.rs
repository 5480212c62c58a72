//! Opening a case at the window: the form is checked as a whole, and nothing is
//! saved half.

use std::collections::BTreeMap;

use jiff::civil::Date;
use okno_domain::application::form::FormDefinition;
use okno_domain::application::{Passport, Situation, Weight, check, parse_date, read};
use okno_domain::appointment::Channel;
use okno_domain::case::{Actor, Event, State};
use okno_domain::id::{ApplicationId, AppointmentId, CaseId, OfficeId, ServiceId, TicketId};
use okno_domain::office::OfficeKind;
use okno_domain::pack::{Inputs, Pack};
use okno_identity::fold;
use okno_identity::role::Action;
use okno_storage::application::{self, Application};
use okno_storage::case_file::CaseFile;
use okno_storage::ticket::{self, TicketRow};
use okno_storage::{StorageError, Tx, appointment};

use super::error::CaseError;
use super::file::Answers;
use super::inputs::{Words, facts};
use super::key::CaseKey;
use super::step::{Moved, Step, open};
use crate::App;
use crate::person::{Booker, Contact, Document, Person};
use crate::reception::ShownDocument;
use crate::staff::Session;

/// What is handed in at a window.
#[derive(Clone)]
pub struct Opening {
    /// The service.
    pub service: ServiceId,
    /// The form, by its id in the pack (`application-adult`).
    pub form: String,
    /// Answers by `section.field` or `section.row.field`, as typed.
    pub values: BTreeMap<String, String>,
    /// The document that lies on the desk.
    pub shown: ShownDocument,
    /// What the officer adds for the rules: `urgent`, `serviceman`,
    /// `latin_spelling` with `true`, or other inputs of the pack.
    pub words: BTreeMap<String, String>,
    /// The language of the person.
    pub language: String,
}

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
    /// Opens a case for the visitor at the officer's window (REQ-A21): everything
    /// wrong with the answers is told at once, and only a right form is saved.
    ///
    /// The document shown must be the one in the form, and the one the appointment
    /// was booked with: it is compared here once more (REQ-A13).
    ///
    /// # Errors
    /// [`CaseError::Form`] with all problems; [`CaseError::IdentityDiffers`];
    /// [`CaseError::NotGiven`] and the other refusals.
    pub async fn open_at_window(
        &self,
        session: &Session,
        opening: &Opening,
    ) -> Result<Moved, CaseError> {
        let office = session.duty.office_id.clone();
        let mfc = self.is_mfc(&office);
        let right = if mfc {
            Action::AcceptAtMfc
        } else {
            Action::Accept
        };
        self.allow(&session.duty, right, &office)?;
        let visitor = self.visitor(session).await?;
        let booked = match visitor.as_ref().and_then(|row| row.appointment_id) {
            None => None,
            Some(id) => Some(self.booked(&office, id).await?),
        };
        if let Some((key, _)) = &booked
            && !opening.shown.is_behind(self, key)?
        {
            return Err(CaseError::IdentityDiffers);
        }
        let door = Door {
            office: &office,
            channel: if mfc {
                Channel::MultipurposeCentre
            } else {
                Channel::InPerson
            },
            contact: booked.map(|(_, booker)| booker.contact).unwrap_or_default(),
        };
        let mut checked = self.checked(opening, &door)?;
        checked.file.appointment_id = visitor.as_ref().and_then(|row| row.appointment_id);
        checked.file.ticket_id = visitor.as_ref().map(|row| row.way.id);
        let event = if mfc {
            Event::SubmitMfc
        } else {
            Event::SubmitWindow
        };
        let key = CaseKey::of(&office, checked.file.case_id);
        let mut step = Step::new(key, event, Actor::Applicant);
        step.by = Some((session.duty.clone(), right));
        self.open_case(checked, step).await
    }

    pub(super) async fn open_case(&self, checked: Checked, step: Step) -> Result<Moved, CaseError> {
        let app = self.clone();
        let moved = self
            .store()
            .write("open case", move |tx| {
                let (app, step, checked) = (app.clone(), step.clone(), checked.clone());
                Box::pin(async move {
                    let (region, ticket) =
                        (checked.file.office_id.region(), checked.file.ticket_id);
                    let id = checked.file.case_id;
                    let moved = open(tx, &app, &step, checked.file).await?;
                    application::insert(tx, &region, &checked.filed).await?;
                    if let Some(ticket) = ticket {
                        link(tx, &region, ticket, id).await?;
                    }
                    Ok::<_, CaseError>(moved)
                })
            })
            .await?;
        self.signals().told();
        Ok(moved)
    }

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

    pub(super) fn is_mfc(&self, office: &OfficeId) -> bool {
        let directory = self.directory().now();
        let known = directory.office(office);
        known.is_some_and(|known| known.kind == OfficeKind::MultipurposeCentre)
    }

    /// The ticket at the officer's window; without one somebody is served without.
    async fn visitor(&self, session: &Session) -> Result<Option<TicketRow>, CaseError> {
        let Some(window) = &session.window else {
            return Ok(None);
        };
        let (region, window) = (session.region.clone(), window.window_id);
        let found = self
            .store()
            .read("visitor", move |tx| {
                Box::pin(async move { ticket::at_window(tx, &region, window).await })
            })
            .await;
        found.map_err(CaseError::Storage)
    }

    /// Key and person of an appointment.
    async fn booked(
        &self,
        office: &OfficeId,
        id: AppointmentId,
    ) -> Result<([u8; 32], Booker), CaseError> {
        let region = office.region();
        let found = self
            .store()
            .read("booked", move |tx| {
                Box::pin(async move { appointment::find(tx, &region, id).await })
            })
            .await
            .map_err(CaseError::Storage)?;
        let made = found.ok_or(CaseError::NotFound)?;
        Ok((made.person_key, self.open_booker(&made)?))
    }
}

/// The ticket of the visit knows its case, so that the next window finds it.
async fn link(
    tx: &mut Tx,
    region: &okno_domain::id::RegionId,
    id: TicketId,
    case: CaseId,
) -> Result<(), StorageError> {
    if let Some(row) = ticket::find(tx, region, id).await? {
        let linked = TicketRow {
            case_id: Some(case),
            ..row
        };
        ticket::save(tx, &linked).await?;
    }
    Ok(())
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
