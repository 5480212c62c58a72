//! Telling one case of the demo country, from the form to where it stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use okno_domain::case::State;
use okno_domain::decision::RestrictionTerm;
use okno_domain::id::ServiceId;
use okno_storage::{StorageError, request};

use super::citizens::Citizen;
use super::staff::Staff;
use super::stories::Story;
use crate::App;
use crate::case::{
    Answer, CaseError, CaseKey, EvidenceState, Filing, Moved, Opening, RefusalDetails, Seen,
};
use crate::person::Contact;
use crate::reception::ShownDocument;

const FORM: &str = "application-adult";
const SERVICE: &str = "passport-5";
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Goes through the past of cases with a clock of its own.
pub(super) struct Teller {
    /// A house whose clock can be set.
    pub(super) app: App,
    pub(super) staff: Arc<Staff>,
    /// What time it really is.
    pub(super) now: Timestamp,
}

impl Teller {
    /// Tells a case up to its end; what only time can do is left to the timers.
    pub(super) async fn tell(&self, story: &Story, citizen: &Citizen) -> Result<Seen, CaseError> {
        self.app.clock().set(story.begun.instant(self.now));
        let moved = match story.ends {
            State::Submitted
            | State::Registered
            | State::Invited
            | State::Suspended
            | State::Terminated => self.electronic(story, citizen).await?,
            _ => self.at_the_window(story, citizen).await?,
        };
        Ok(moved.seen())
    }

    /// Moves the clock on, but never into the future.
    fn later(&self, by: SignedDuration) {
        let then = self.app.now() + by;
        self.app.clock().set(then.min(self.now));
    }

    async fn electronic(&self, story: &Story, citizen: &Citizen) -> Result<Moved, CaseError> {
        let app = &self.app;
        let filing = Filing {
            office: story.office.clone(),
            opening: self.opening(story, citizen)?,
            contact: citizen.booker.contact.clone(),
        };
        let mut case = app.file_online(&filing).await?;
        if story.ends == State::Submitted {
            return Ok(case);
        }
        self.later(SignedDuration::from_mins(10));
        let desk = self.staff.duty(&story.office, "reception")?;
        case = app.register(&desk, &case.seen()).await?;
        if story.ends == State::Registered {
            return Ok(case);
        }
        self.later(SignedDuration::from_hours(1));
        app.invite(&case.key, app.now() + DAY * 6).await
    }

    async fn at_the_window(&self, story: &Story, citizen: &Citizen) -> Result<Moved, CaseError> {
        let (app, office) = (&self.app, &story.office);
        let window = self.staff.at_window(office)?;
        let case = app
            .open_at_window(&window, &self.opening(story, citizen)?)
            .await?;
        if [State::AtWindow, State::AtMfc].contains(&story.ends) {
            return Ok(case);
        }
        self.later(SignedDuration::from_mins(9));
        let mut found: BTreeMap<String, EvidenceState> = BTreeMap::new();
        for line in app.checklist(&window.duty, &case.key).await? {
            if line.need == "mandatory" {
                found.insert(line.kind, EvidenceState::Seen);
            }
        }
        if story.ends == State::ReceptionRefused {
            return app
                .refuse_acceptance(&window, &case.seen(), "bad_photo", &found)
                .await;
        }
        let case = app.accept(&window, &case.seen(), &found).await?;
        if story.ends == State::Accepted {
            return Ok(case);
        }
        self.later(DAY);
        if story.ends == State::Withdrawn {
            let desk = self.staff.duty(office, "reception")?;
            return app.withdraw(&desk, &case.seen(), &shown(citizen)).await;
        }
        self.checked(story, citizen, case).await
    }

    async fn checked(
        &self,
        story: &Story,
        citizen: &Citizen,
        case: Moved,
    ) -> Result<Moved, CaseError> {
        let (app, office) = (&self.app, &story.office);
        let requests = self.staff.duty(office, "requests")?;
        let case = app.send_requests(&requests, &case.seen()).await?;
        if story.ends == State::Checking {
            return Ok(case);
        }
        self.later(DAY * 2);
        if story.ends == State::SuspendedCheck {
            let until = app.local_date(office, self.now).saturating_add(20.days());
            let todo = "Принесите свидетельство о перемене имени";
            return app
                .suspend(&requests, &case.seen(), "need_applicant", until, todo)
                .await;
        }
        let mut decided = None;
        for id in self.requests_of(&case.key).await? {
            decided = app
                .answer(&requests, &case.key.region, id, &Answer::Clear)
                .await?;
        }
        let case = decided.ok_or(CaseError::NotFound)?;
        if story.ends == State::Decision {
            return Ok(case);
        }
        self.later(DAY);
        self.decided(story, citizen, case).await
    }

    async fn decided(
        &self,
        story: &Story,
        citizen: &Citizen,
        case: Moved,
    ) -> Result<Moved, CaseError> {
        let (app, office) = (&self.app, &story.office);
        let head = self.staff.duty(office, "head")?;
        if [State::RefusalDrafting, State::Refused].contains(&story.ends) {
            let case = app
                .decide_refuse(&head, &case.seen(), "court_obligation")
                .await?;
            if story.ends == State::RefusalDrafting {
                return Ok(case);
            }
            let today = app.local_date(office, app.now());
            self.later(SignedDuration::from_hours(3));
            return app.send_refusal(&head, &case.seen(), &details(today)).await;
        }
        let case = app.decide_issue(&head, &case.seen()).await?;
        if story.ends == State::Production {
            return Ok(case);
        }
        self.later(DAY * 14);
        let production = self.staff.duty(office, "production")?;
        let number = format!("530{}", &citizen.snils[2..8]);
        let case = app.delivered(&production, &case.seen(), &number).await?;
        if story.ends != State::Issued {
            return Ok(case);
        }
        self.later(DAY * 2);
        let window = self.staff.at_window(office)?;
        app.hand_over(&window, &case.seen(), &shown(citizen)).await
    }

    async fn requests_of(&self, key: &CaseKey) -> Result<Vec<uuid::Uuid>, CaseError> {
        let key = key.clone();
        let read = self.app.store().read("demo requests", move |tx| {
            Box::pin(async move { request::of_case(tx, &key.region, key.case).await })
        });
        let found = read
            .await
            .map_err(|error: StorageError| CaseError::Storage(error))?;
        Ok(found
            .into_iter()
            .map(|request| request.request_id)
            .collect())
    }

    /// The sample of the form, about this person.
    fn opening(&self, story: &Story, citizen: &Citizen) -> Result<Opening, CaseError> {
        let service = ServiceId::from(SERVICE);
        let pack = self.app.rules().pack_of(&service)?;
        let form = pack
            .forms
            .get(FORM)
            .ok_or_else(|| CaseError::NoSuchForm(FORM.to_owned()))?;
        let mut values = form.sample();
        values.extend(answers(citizen));
        let urgent = story
            .urgent
            .then(|| ("urgent".to_owned(), "true".to_owned()));
        Ok(Opening {
            service,
            form: FORM.to_owned(),
            values,
            shown: shown(citizen),
            words: urgent.into_iter().collect(),
            language: citizen.booker.language.clone(),
        })
    }
}

fn answers(citizen: &Citizen) -> BTreeMap<String, String> {
    let person = &citizen.booker.person;
    let Contact { email, phone } = citizen.booker.contact.clone();
    let (series, number) = person.document.number.split_at(4);
    let answers = [
        ("name.surname", person.surname.to_uppercase()),
        ("name.given", person.given_name.to_uppercase()),
        (
            "name.patronymic",
            person.patronymic.clone().unwrap_or_default().to_uppercase(),
        ),
        (
            "birth.birth_date",
            person.birth_date.strftime("%d.%m.%Y").to_string(),
        ),
        ("document.series", series.to_owned()),
        ("document.number", number.to_owned()),
        ("contact.email", email.unwrap_or_default()),
        ("contact.phone", phone.unwrap_or_default()),
    ];
    answers
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

fn shown(citizen: &Citizen) -> ShownDocument {
    let person = &citizen.booker.person;
    ShownDocument {
        kind: person.document.kind.clone(),
        number: person.document.number.clone(),
        birth_date: person.birth_date,
    }
}

fn details(today: Date) -> RefusalDetails {
    RefusalDetails {
        statute_article: "114-FZ/15.5".into(),
        term: Some(RestrictionTerm::Until(today.saturating_add(6.months()))),
        decision_date: Some(today.saturating_sub(30.days())),
        decision_number: "18/12-77".into(),
        body_name: "Отдел судебных приставов № 3".into(),
        body_address: "Москва, ул. Садовая, 1".into(),
    }
}
