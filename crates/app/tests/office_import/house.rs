//! An empty house on a database of its own, with the shipped pack and calendar.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use jiff::civil::date;
use okno_app::actor::{Actor, Duty};
use okno_app::booking::{FreeTime, Made, Wish};
use okno_app::clock::Clock;
use okno_app::pack_folder::load_pack;
use okno_app::person::{Booker, Contact, Document, Person};
use okno_app::reception_plan::{PublishFor, Published};
use okno_app::rules::Rules;
use okno_app::{App, Parts};
use okno_domain::appointment::Channel;
use okno_domain::calendar::Calendar;
use okno_domain::id::{OfficeId, OfficerId, ServiceId};
use okno_identity::entropy::Entropy;
use okno_identity::role::Role;
use okno_identity::secrets::{MasterSecrets, SecretsConfig};
use okno_storage::{Options, Store};

/// A file with one region and one office; see `docs/office-file.md`.
pub const FILE: &str = include_str!("one_office.toml");

/// A house on one of the databases.
pub struct House {
    pub app: App,
    // Held for its Drop.
    _place: Place,
}

enum Place {
    Folder(tempfile::TempDir),
    Database { server: String, name: String },
}

static NAMES: AtomicU32 = AtomicU32::new(0);

/// Friday, 20 November 2026, 9 o'clock in Moscow.
pub fn friday_morning() -> Timestamp {
    "2026-11-20T06:00:00Z".parse().unwrap()
}

impl House {
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
        let name = format!("office_file_{}_{number}", std::process::id());
        administer(&server, &format!("CREATE DATABASE {name}")).await;
        let base = server.rsplit_once('/').unwrap().0;
        Self::open(
            &format!("{base}/{name}"),
            Place::Database {
                server: server.clone(),
                name,
            },
        )
        .await
    }

    async fn open(address: &str, place: Place) -> Self {
        let store = Store::open(address, &Options { pool: 12 }).await.unwrap();
        store.migrate().await.unwrap();
        let entropy = Entropy::seeded(864);
        let secrets = MasterSecrets::from_config(&SecretsConfig::generate(&entropy)).unwrap();
        let clock = Clock::standing_at(friday_morning());
        let app = App::new(Parts {
            store,
            clock,
            entropy,
            secrets,
            rules: rules(),
        });
        Self { app, _place: place }
    }

    /// The same database as seen by another node.
    pub async fn another_node(&self) -> App {
        let entropy = Entropy::seeded(99);
        let secrets = MasterSecrets::from_config(&SecretsConfig::generate(&entropy)).unwrap();
        let app = App::new(Parts {
            store: self.app.store().clone(),
            clock: self.app.clock().clone(),
            entropy,
            secrets,
            rules: rules(),
        });
        app.refresh_directory().await.unwrap();
        app
    }

    /// A house with the office of [`FILE`] and its slots.
    pub async fn with_slots(&self) -> Published {
        self.app
            .import_offices(FILE, "one_office.toml")
            .await
            .unwrap();
        self.publish().await
    }

    pub async fn publish(&self) -> Published {
        self.app.publish_slots(&PublishFor::All).await.unwrap()
    }

    /// Free times on one day of November 2026.
    pub async fn free_on(&self, day: i8) -> Vec<FreeTime> {
        let on = date(2026, 11, day);
        let (office, service) = (office(), service());
        let days = self
            .app
            .slots_of(&office, &service, Channel::Portal, on, on)
            .await
            .unwrap();
        days.into_iter()
            .flat_map(|day| day.times)
            .filter(|time| time.free > 0)
            .collect()
    }

    /// `person` books the time through the portal.
    pub async fn books(&self, person: u32, time: &FreeTime) -> Made {
        let wish = Wish {
            slot: time.key.clone(),
            service: service(),
            booker: booker(person),
            channel: Channel::Portal,
        };
        self.app
            .book(&wish, None, &Actor::Applicant(Channel::Portal))
            .await
            .unwrap()
    }
}

pub fn office() -> OfficeId {
    OfficeId::from("77-01")
}

pub fn service() -> ServiceId {
    ServiceId::from("passport-5")
}

/// Person 0 left both contacts, 1 only a telephone, 2 nothing.
pub fn booker(person: u32) -> Booker {
    Booker {
        person: Person {
            surname: "Петрова".into(),
            given_name: "Анна".into(),
            patronymic: None,
            birth_date: date(1985, 3, 14),
            document: Document {
                kind: "internal_passport".into(),
                number: format!("0020{person:06}"),
            },
        },
        contact: Contact {
            email: person.is_multiple_of(3).then(|| "anna@example.org".into()),
            phone: (person % 3 < 2).then(|| "+70000000001".into()),
        },
        language: "ru".into(),
        help: Vec::new(),
    }
}

/// The head of the office.
pub fn head() -> Duty {
    Duty {
        officer_id: OfficerId::from(uuid::Uuid::from_u128(1)),
        office_id: office(),
        roles: vec![Role::Head],
    }
}

pub fn rules() -> Rules {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let pack = load_pack(&root.join("packs/ru-passport-foreign")).unwrap();
    let text = std::fs::read_to_string(root.join("calendars/RU.toml")).unwrap();
    Rules::new(
        vec![pack],
        vec![Calendar::parse("calendars/RU.toml", &text).unwrap()],
    )
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
