//! An office with staff and people, on a database of its own.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::civil::{Date, date};
use jiff::{Span, Timestamp, ToSpan};
use okno_app::actor::{Actor, Duty};
use okno_app::booking::{Made, Wish};
use okno_app::case::{Acceptance, CaseKey, EvidenceState, Moved, Opening};
use okno_app::clock::Clock;
use okno_app::letter::Letter;
use okno_app::pack_folder::load_pack;
use okno_app::person::{Booker, Contact, Document, Person};
use okno_app::reception::{Printed, ShownDocument, WalkIn};
use okno_app::reception_plan::PublishFor;
use okno_app::rules::Rules;
use okno_app::staff::Session;
use okno_app::{App, Parts};
use okno_domain::appointment::Channel;
use okno_domain::calendar::Calendar;
use okno_domain::hall::Purpose;
use okno_domain::id::{OfficeId, RegionId, ServiceId};
use okno_domain::pack::Pack;
use okno_identity::entropy::Entropy;
use okno_identity::secrets::{MasterSecrets, SecretsConfig};
use okno_storage::journal::Entry;
use okno_storage::notification::Stored;
use okno_storage::{Options, StorageError, Store, journal, notification};

/// The office of the stories.
pub struct Office {
    pub app: App,
    _place: Place,
}

enum Place {
    Folder(tempfile::TempDir),
    Database { server: String, name: String },
}

static NAMES: AtomicU32 = AtomicU32::new(0);
/// Hashing a password costs as much as an attack on it should: once for all stories.
pub const PASSWORD: &str = "quiet-river-17";

static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    load_pack(&root.join("packs/ru-passport-foreign")).unwrap()
});

/// Monday, 23 November 2026, half past eight in Moscow.
pub fn monday_morning() -> Timestamp {
    "2026-11-23T05:30:00Z".parse().unwrap()
}

impl Office {
    pub async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite://{}", folder.path().join("okno.db").display());
        Self::open(&address, Place::Folder(folder)).await
    }

    pub async fn on_postgres() -> Self {
        let server = std::env::var("OKNO_TEST_POSTGRES").expect(
            "OKNO_TEST_POSTGRES is not set: run `cargo xtask test`, which starts a private server",
        );
        let number = NAMES.fetch_add(1, Ordering::Relaxed);
        let name = format!("desk_{}_{number}", std::process::id());
        administer(&server, &format!("CREATE DATABASE {name}")).await;
        let base = server.rsplit_once('/').unwrap().0;
        let address = format!("{base}/{name}");
        Self::open(&address, Place::Database { server, name }).await
    }

    async fn open(address: &str, place: Place) -> Self {
        let store = Store::open(address, &Options { pool: 12 }).await.unwrap();
        store.migrate().await.unwrap();
        let entropy = Entropy::seeded(864);
        let secrets = MasterSecrets::from_config(&SecretsConfig::generate(&entropy)).unwrap();
        let clock = Clock::standing_at(monday_morning());
        let text = include_str!("../../../../calendars/RU.toml");
        let calendar = Calendar::parse("calendars/RU.toml", text).unwrap();
        let rules = Rules::new(vec![PACK.clone()], vec![calendar]);
        let app = App::new(Parts {
            store,
            clock,
            entropy,
            secrets,
            rules,
        });
        app.import_offices(include_str!("offices.toml"), "offices.toml")
            .await
            .unwrap();
        app.refresh_directory().await.unwrap();
        app.publish_slots(&PublishFor::All).await.unwrap();
        Self { app, _place: place }
    }

    /// Time passes.
    pub fn later(&self, span: Span) {
        let now = self.app.now();
        let zoned = now.to_zoned(jiff::tz::TimeZone::get("Europe/Moscow").unwrap());
        self.app
            .clock()
            .set(zoned.checked_add(span).unwrap().timestamp());
    }

    /// It is this time of the day, in Moscow.
    pub fn at(&self, on: Date, hour: i8, minute: i8) -> Timestamp {
        let at = on
            .at(hour, minute, 0, 0)
            .in_tz("Europe/Moscow")
            .unwrap()
            .timestamp();
        self.app.clock().set(at);
        at
    }

    /// Somebody of the staff logs in.
    pub async fn logs_in(&self, name: &str) -> Session {
        let office = if name.contains('.') {
            name.to_owned()
        } else {
            format!("77-01.{name}")
        };
        let (token, _) = self.app.log_in(&office, PASSWORD).await.unwrap();
        self.app.who(&token).await.unwrap().unwrap()
    }

    pub async fn duty(&self, name: &str) -> Duty {
        self.logs_in(name).await.duty
    }

    /// Somebody logs in, sits down at a window and opens it.
    pub async fn serves_at(&self, name: &str, number: i64) -> Session {
        let mut session = self.logs_in(name).await;
        let windows = self.app.windows(&session).await.unwrap();
        let id = windows
            .iter()
            .find(|window| window.number == number)
            .unwrap()
            .window_id;
        session.window = Some(self.app.take_window(&session, id, false).await.unwrap());
        self.app.open_window(&session).await.unwrap();
        session
    }

    /// The person books the first time of a day from an hour on.
    pub async fn books(&self, person: u32, on: Date, hour: i8) -> Made {
        let times = self
            .app
            .slots_of(&office(), &service(), Channel::Portal, on, on)
            .await
            .unwrap();
        let free = times.into_iter().flat_map(|day| day.times);
        let time = free
            .into_iter()
            .find(|time| time.free > 0 && time.local.hour() >= hour)
            .expect("a free time");
        let wish = Wish {
            slot: time.key,
            service: service(),
            booker: booker(person),
            channel: Channel::Portal,
        };
        self.app
            .book(&wish, None, &Actor::Applicant(Channel::Portal))
            .await
            .unwrap()
    }

    pub async fn walks_in(&self, purpose: Purpose) -> Printed {
        let asked = WalkIn {
            office: office(),
            service: service(),
            purpose,
            language: "ru".into(),
            help: Vec::new(),
            priority: false,
        };
        self.app
            .walk_in(&asked, &Actor::Applicant(Channel::Kiosk))
            .await
            .unwrap()
    }

    /// A case of the person stands at the window, without ticket or appointment.
    pub async fn hands_in(&self, session: &Session, person: u32) -> Moved {
        self.app
            .open_at_window(session, &opening(person))
            .await
            .unwrap()
    }

    /// An accepted case of the person.
    pub async fn accepted(&self, session: &Session, person: u32) -> Moved {
        let case = self.hands_in(session, person).await;
        self.app
            .accept(session, &case.seen(), &all_seen(&[]))
            .await
            .unwrap()
    }

    /// A case for which all replies came: it lies with the head.
    pub async fn checked(&self, session: &Session, person: u32) -> Moved {
        let requests = self.duty("requests").await;
        let case = self.accepted(session, person).await;
        let case = self
            .app
            .send_requests(&requests, &case.seen())
            .await
            .unwrap();
        self.all_clear(&requests, &case.key).await
    }

    /// Every body that was asked knows of nothing.
    pub async fn all_clear(&self, duty: &Duty, key: &CaseKey) -> Moved {
        let view = self.app.case(duty, key).await.unwrap();
        let mut moved = None;
        for request in view.requests {
            assert!(
                moved.is_none(),
                "the last reply moves the case, not an earlier one"
            );
            let clear = okno_app::case::Answer::Clear;
            moved = self
                .app
                .answer(duty, &key.region, request.request_id, &clear)
                .await
                .unwrap();
        }
        moved.expect("the last reply puts the case before the head")
    }

    /// What was told about a case, in order, with its opened letter.
    pub async fn told(&self, key: &CaseKey) -> Vec<(Stored, Letter)> {
        let (region, id) = (key.region.clone(), key.case.0);
        let stored = self
            .app
            .store()
            .read("told", move |tx| {
                Box::pin(async move { notification::of_subject(tx, &region, id).await })
            })
            .await
            .map_err(|error: StorageError| error)
            .unwrap();
        let open = |one: Stored| {
            let id = one.notification.notification_id;
            let letter = self.app.open_letter(id, &one.notification.sealed).unwrap();
            (one, letter)
        };
        stored.into_iter().map(open).collect()
    }

    /// The kinds of what was told about a case, in order.
    pub async fn kinds(&self, key: &CaseKey) -> Vec<String> {
        let told = self.told(key).await;
        told.into_iter()
            .map(|(one, _)| one.notification.kind)
            .collect()
    }

    /// The journal about one thing.
    pub async fn journal(&self, subject: impl ToString) -> Vec<Entry> {
        let (region, subject) = (RegionId::from("77"), subject.to_string());
        self.app
            .store()
            .read("journal", move |tx| {
                Box::pin(async move { journal::of_subject(tx, &region, &subject).await })
            })
            .await
            .map_err(|error: StorageError| error)
            .unwrap()
    }
}

pub fn office() -> OfficeId {
    OfficeId::from("77-01")
}

pub fn region() -> RegionId {
    RegionId::from("77")
}

pub fn service() -> ServiceId {
    ServiceId::from("passport-5")
}

/// Number of the internal passport of a person.
pub fn number(person: u32) -> String {
    format!("0010{person:06}")
}

/// The person of the sample of the form, each with a document of their own.
pub fn booker(person: u32) -> Booker {
    Booker {
        person: Person {
            surname: "Примерова".into(),
            given_name: "Анна".into(),
            patronymic: Some("Сергеевна".into()),
            birth_date: date(1985, 6, 12),
            document: Document {
                kind: "internal_passport".into(),
                number: number(person),
            },
        },
        contact: Contact {
            email: Some("anna@example.org".into()),
            phone: None,
        },
        language: "ru".into(),
        help: Vec::new(),
    }
}

pub fn shown(person: u32) -> ShownDocument {
    ShownDocument {
        kind: "internal_passport".into(),
        number: number(person),
        birth_date: date(1985, 6, 12),
    }
}

/// The sample of the form, with the document of a person.
pub fn answers(person: u32) -> BTreeMap<String, String> {
    let mut values = PACK.forms["application-adult"].sample();
    values.insert("document.number".into(), format!("{person:06}"));
    values
}

pub fn opening(person: u32) -> Opening {
    Opening {
        service: service(),
        form: "application-adult".into(),
        values: answers(person),
        shown: shown(person),
        words: BTreeMap::new(),
        language: "ru".into(),
    }
}

/// Everything the sample person has to bring was seen.
pub fn all_seen(besides: &[&str]) -> Acceptance {
    [
        "application_a1",
        "internal_passport",
        "photos",
        "foreign_passport",
    ]
    .iter()
    .chain(besides)
    .map(|kind| ((*kind).to_owned(), EvidenceState::Seen))
    .collect()
}

pub fn in_days(days: i64) -> Span {
    days.days()
}

impl Drop for Place {
    fn drop(&mut self) {
        match self {
            Self::Folder(folder) => assert!(folder.path().exists()),
            Self::Database { server, name } => {
                let (server, name) = (server.clone(), name.clone());
                // The pool's connections may still be closing; FORCE ends them.
                let gone = std::thread::spawn(move || {
                    let runtime = tokio::runtime::Runtime::new().unwrap();
                    let command = format!("DROP DATABASE {name} WITH (FORCE)");
                    runtime.block_on(administer(&server, &command));
                });
                drop(gone.join());
            }
        }
    }
}

async fn administer(server: &str, command: &str) {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls)
        .await
        .unwrap();
    let serving = tokio::spawn(connection);
    // Two databases made at once from one template can be in each other's way.
    for attempt in 0..20 {
        match client.batch_execute(command).await {
            Ok(()) => break,
            Err(error) if attempt == 19 => panic!("{command}: {error:?}"),
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(100)).await,
        }
    }
    drop(client);
    serving.await.unwrap().unwrap();
}
