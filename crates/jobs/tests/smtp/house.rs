//! A house whose clock stands, on a database of its own, with one office and its slots.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use okno_app::actor::Actor;
use okno_app::booking::{FreeTime, Made, Wish};
use okno_app::clock::Clock;
use okno_app::pack_folder::load_pack;
use okno_app::person::{Booker, Contact, Document, Person};
use okno_app::reception_plan::PublishFor;
use okno_app::rules::Rules;
use okno_app::{App, Parts};
use okno_documents::wording::Wording;
use okno_domain::appointment::Channel;
use okno_domain::calendar::Calendar;
use okno_domain::id::RegionId;
use okno_identity::entropy::Entropy;
use okno_identity::secrets::{MasterSecrets, SecretsConfig};
use okno_jobs::mail::Post;
use okno_jobs::{Done, Jobs, Task};
use okno_storage::notification::{self, Stored};
use okno_storage::{Options, StorageError, Store};

const OFFICE_FILE: &str = include_str!("../../../okno/tests/running/office.toml");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// One test for each engine: `on_both_engines!(name, …)` calls `super::name(house)`.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::house::House::on($crate::house::Engine::Sqlite).await).await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::house::House::on($crate::house::Engine::Postgres).await).await;
            })+
        }
    };
}
pub(crate) use on_both_engines;

pub struct House {
    pub app: App,
    times: Vec<FreeTime>,
    // Held for their Drop.
    _folder: tempfile::TempDir,
    _database: Option<Database>,
}

/// A database on the server; it goes with this value.
struct Database {
    server: String,
    name: String,
}

static NAMES: AtomicU32 = AtomicU32::new(0);

/// Friday, 20 November 2026, 9 o'clock in Moscow.
fn friday_morning() -> Timestamp {
    "2026-11-20T06:00:00Z".parse().unwrap()
}

pub fn region() -> RegionId {
    RegionId::from("77")
}

impl House {
    pub async fn on(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Database::make().await),
        };
        let file = format!("sqlite://{}", folder.path().join("okno.db").display());
        let address = database.as_ref().map_or(file, Database::url);
        let store = Store::open(&address, &Options { pool: 8 }).await.unwrap();
        store.migrate().await.unwrap();
        let app = app_on(store);
        app.import_offices(OFFICE_FILE, "office.toml")
            .await
            .unwrap();
        app.publish_slots(&PublishFor::All).await.unwrap();
        app.refresh_directory().await.unwrap();
        let (from, until) = (date(2026, 11, 21), date(2026, 12, 5));
        let days = app
            .slots_of(
                &"77-01".into(),
                &"passport-5".into(),
                Channel::Portal,
                from,
                until,
            )
            .await
            .unwrap();
        let times = days.into_iter().flat_map(|day| day.times).collect();
        Self {
            app,
            times,
            _folder: folder,
            _database: database,
        }
    }

    /// A worker that sends through a mail server.
    pub fn worker(&self, mail: &str) -> Jobs {
        let folder = std::env::temp_dir();
        Jobs {
            app: self.app.clone(),
            wording: Wording::shipped().unwrap(),
            post: Arc::new(Post::open(mail, "Окно <noreply@okno.example>", folder).unwrap()),
            public_url: "https://pass.example".into(),
        }
    }

    /// `person` books a time through the portal; the letter waits then.
    pub async fn books(&self, person: u32) -> Made {
        let wish = Wish {
            slot: self.times[person as usize % self.times.len()].key.clone(),
            service: "passport-5".into(),
            booker: booker(person),
            channel: Channel::Portal,
        };
        self.app
            .book(&wish, None, &Actor::Applicant(Channel::Portal))
            .await
            .unwrap()
    }

    /// The only letter about an appointment, as the office sees it.
    pub async fn letter_of(&self, made: &Made) -> Stored {
        let subject = made.appointment_id.0;
        let told: Result<Vec<Stored>, StorageError> = self
            .app
            .store()
            .read("letters", move |tx| {
                Box::pin(async move { notification::of_subject(tx, &region(), subject).await })
            })
            .await;
        let [letter] = told.unwrap().try_into().unwrap();
        letter
    }

    /// Lets time pass.
    pub fn later(&self, span: SignedDuration) {
        self.app.clock().set(self.app.now() + span);
    }
}

/// One run of the delivery.
pub async fn delivers(worker: &Jobs) -> Done {
    Task::Deliver.run(worker).await.unwrap()
}

fn app_on(store: Store) -> App {
    let entropy = Entropy::seeded(864);
    let secrets = MasterSecrets::from_config(&SecretsConfig::generate(&entropy)).unwrap();
    let clock = Clock::standing_at(friday_morning());
    App::new(Parts {
        store,
        clock,
        entropy,
        secrets,
        rules: rules(),
    })
}

fn rules() -> Rules {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let pack = load_pack(&root.join("packs/ru-passport-foreign")).unwrap();
    let text = std::fs::read_to_string(root.join("calendars/RU.toml")).unwrap();
    Rules::new(
        vec![pack],
        vec![Calendar::parse("calendars/RU.toml", &text).unwrap()],
    )
}

fn booker(person: u32) -> Booker {
    Booker {
        person: Person {
            surname: "Петрова".into(),
            given_name: "Анна".into(),
            patronymic: Some("Ивановна".into()),
            birth_date: date(1985, 3, 14),
            document: Document {
                kind: "internal_passport".into(),
                number: format!("4510{person:06}"),
            },
        },
        contact: Contact {
            email: Some(format!("anna{person}@example.org")),
            phone: None,
        },
        language: if person.is_multiple_of(2) { "ru" } else { "en" }.into(),
        help: Vec::new(),
    }
}

impl Database {
    async fn make() -> Self {
        let server = std::env::var("OKNO_TEST_POSTGRES").expect(
            "OKNO_TEST_POSTGRES is not set: run `cargo xtask test`, which starts a private server",
        );
        let number = NAMES.fetch_add(1, Ordering::Relaxed);
        let name = format!("okno_smtp_{}_{number}", std::process::id());
        administer(&server, &format!("CREATE DATABASE {name}")).await;
        Self { server, name }
    }

    fn url(&self) -> String {
        let (base, _) = self.server.rsplit_once('/').unwrap();
        format!("{base}/{}", self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let server = self.server.clone();
        let command = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let gone = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(administer(&server, &command));
        });
        drop(gone.join());
    }
}

async fn administer(server: &str, command: &str) {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls)
        .await
        .unwrap();
    let serving = tokio::spawn(connection);
    client.batch_execute(command).await.unwrap();
    drop(client);
    serving.await.unwrap().unwrap();
}
