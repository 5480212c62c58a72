//! An office with people in it, on a database of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::{Timestamp, ToSpan, civil::date, tz::TimeZone};
use okno_domain::appointment::{AppointmentState, Channel, Share};
use okno_domain::id::{
    AppointmentId, JournalId, NotificationId, OfficeId, ServiceId, SessionId, SlotId,
};
use okno_storage::appointment::{Appointment, BookRefusal, Booking};
use okno_storage::journal::Entry;
use okno_storage::notification::Notification;
use okno_storage::once::Once;
use okno_storage::slot::{self, Slot};
use okno_storage::{Options, StorageError, Store, Tx, Work, appointment, sql};
use uuid::Uuid;

/// An office on one of the databases.
#[derive(Clone)]
pub struct Office {
    pub store: Store,
    pub now: Timestamp,
    pub office_id: OfficeId,
    pub service: ServiceId,
    numbers: Arc<AtomicU32>,
    place: Arc<Place>,
}

enum Place {
    Folder(tempfile::TempDir),
    Database { server: String, name: String },
}

static NAMES: AtomicU32 = AtomicU32::new(0);

sql! {
    COUNT_APPOINTMENTS = "SELECT COUNT(*) AS n FROM appointment";
    COUNT_LIVE = "SELECT COUNT(*) AS n FROM appointment WHERE state IN ('booked', 'arrived')";
    COUNT_JOURNAL = "SELECT COUNT(*) AS n FROM journal";
    COUNT_OUTBOX = "SELECT COUNT(*) AS n FROM notification";
    COUNT_HELD = "SELECT COUNT(*) AS n FROM identity_claim WHERE state = 'held'";
    COUNT_ONCE = "SELECT COUNT(*) AS n FROM once";
    SUM_TAKEN = "SELECT CAST(COALESCE(SUM(taken), 0) AS BIGINT) AS n FROM slot";
    ADD_REGION = "INSERT INTO region (region_id, zone, online_booking, profile)
        VALUES ('77', 'Europe/Moscow', :yes, :profile)";
    ADD_OFFICE = "INSERT INTO office
            (region_id, office_id, kind, zone, step_free, open_to_public, profile)
        VALUES ('77', '77-01', 'division', 'Europe/Moscow', :yes, :yes, :profile)";
    ADD_SERVICE = "INSERT INTO office_service
            (region_id, office_id, service_id, policy, horizon_days)
        VALUES ('77', '77-01', :service, 'first_come', 30)";
    ADD_SESSION = "INSERT INTO session (region_id, office_id, session_id, service_id, share,
            on_date, starts_at, ends_at, slot_minutes, capacity)
        VALUES ('77', '77-01', :session, :service, 'any', :on_date, :starts_at, :ends_at, 15, 1)";
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
        let name = format!(
            "story_{}_{}",
            std::process::id(),
            NAMES.fetch_add(1, Ordering::Relaxed)
        );
        administer(&server, &format!("CREATE DATABASE {name}")).await;
        let address = with_database(&server, &name);
        Self::open(&address, Place::Database { server, name }).await
    }

    async fn open(address: &str, place: Place) -> Self {
        let store = Store::open(address, &Options { pool: 24 }).await.unwrap();
        store.migrate().await.unwrap();
        let office = Self {
            store,
            now: "2026-11-20T06:00:00Z".parse().unwrap(),
            office_id: OfficeId::from("77-01"),
            service: ServiceId::from("passport-5"),
            numbers: Arc::new(AtomicU32::new(1)),
            place: Arc::new(place),
        };
        office.furnish().await;
        office
    }

    async fn furnish(&self) {
        let empty = serde_json::json!({});
        self.write(move |tx| {
            let empty = empty.clone();
            Box::pin(async move {
                tx.execute(
                    &ADD_REGION,
                    okno_storage::params! { yes: true, profile: &empty },
                )
                .await?;
                tx.execute(
                    &ADD_OFFICE,
                    okno_storage::params! { yes: true, profile: &empty },
                )
                .await?;
                for service in ["passport-5", "passport-10"] {
                    tx.execute(&ADD_SERVICE, okno_storage::params! { service: service })
                        .await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
    }

    /// A slot tomorrow morning with so many places.
    pub async fn slot_with_places(&self, capacity: i64) -> Slot {
        self.slot_of(&self.service.clone(), capacity).await
    }

    pub async fn slot_of(&self, service: &ServiceId, capacity: i64) -> Slot {
        let number = i64::from(self.numbers.fetch_add(1, Ordering::Relaxed));
        let local = date(2026, 11, 23)
            .at(9, 0, 0, 0)
            .checked_add((number * 5).minutes())
            .unwrap();
        let starts_at = local
            .to_zoned(TimeZone::get("Europe/Moscow").unwrap())
            .unwrap()
            .timestamp();
        let slot = Slot {
            region_id: self.office_id.region(),
            slot_id: SlotId(self.id()),
            office_id: self.office_id.clone(),
            service_id: service.clone(),
            session_id: SessionId(self.id()),
            share: Share::Any,
            on_date: local.date(),
            starts_at,
            minutes: 15,
            capacity,
        };
        let published = slot.clone();
        self.write(move |tx| {
            let slot = published.clone();
            Box::pin(async move {
                tx.execute(
                    &ADD_SESSION,
                    okno_storage::params! {
                        session: slot.session_id, service: &slot.service_id,
                        on_date: slot.on_date, starts_at: slot.starts_at,
                        ends_at: slot.starts_at + 15.minutes(),
                    },
                )
                .await?;
                slot::insert_all(tx, &[slot], |_| false).await?;
                Ok(())
            })
        })
        .await
        .unwrap();
        slot
    }

    /// What `person` asks for when booking `slot` through `channel`.
    pub fn booking(&self, person: u32, slot: &Slot, channel: Channel) -> Booking {
        let appointment_id = AppointmentId(self.id());
        let made = Appointment {
            appointment_id,
            office_id: slot.office_id.clone(),
            slot_id: slot.slot_id,
            service_id: slot.service_id.clone(),
            service_family: "passport-foreign".into(),
            person_key: person_key(person),
            reference: format!("77-{}", self.id().simple()),
            state: AppointmentState::Booked,
            channel,
            language: "ru".into(),
            starts_at: slot.starts_at,
            sealed: vec![1, 2, 3],
            moves: 0,
            booked_at: self.now,
            changed_at: self.now,
            reason: None,
        };
        Booking {
            entry: Entry {
                journal_id: JournalId(self.id()),
                office_id: slot.office_id.clone(),
                done_at: self.now,
                actor: "applicant".into(),
                action: "appointment-made".into(),
                subject: appointment_id.to_string(),
                facts: serde_json::json!({ "channel": channel.name() }),
            },
            notification: Notification {
                notification_id: NotificationId(self.id()),
                office_id: slot.office_id.clone(),
                kind: "N1".into(),
                subject_kind: "appointment".into(),
                subject_id: appointment_id.0,
                language: "ru".into(),
                medium: "email".into(),
                sealed: vec![4, 5],
                created_at: self.now,
                due_at: self.now + 24.hours(),
            },
            appointment: made,
            once: None,
        }
    }

    /// `person` books through the portal.
    pub async fn books(&self, person: u32, slot: &Slot) -> Result<Booking, BookRefusal> {
        self.books_through(Channel::Portal, person, slot).await
    }

    pub async fn books_through(
        &self,
        channel: Channel,
        person: u32,
        slot: &Slot,
    ) -> Result<Booking, BookRefusal> {
        let booking = self.booking(person, slot, channel);
        appointment::book(&self.store, booking.clone()).await?;
        Ok(booking)
    }

    pub async fn books_once(
        &self,
        person: u32,
        slot: &Slot,
        key: u8,
        question: u8,
    ) -> Result<Booking, BookRefusal> {
        let mut booking = self.booking(person, slot, Channel::Portal);
        booking.once = Some(Once {
            once_key: [key; 32],
            request_hash: [question; 32],
            answer: serde_json::json!({ "reference": booking.appointment.reference }),
        });
        appointment::book(&self.store, booking.clone()).await?;
        Ok(booking)
    }

    pub async fn counts(&self) -> Counts {
        self.read(|tx| {
            Box::pin(async move {
                Ok(Counts {
                    appointments: tx.row(&COUNT_APPOINTMENTS, &[]).await?.get("n")?,
                    live: tx.row(&COUNT_LIVE, &[]).await?.get("n")?,
                    journal: tx.row(&COUNT_JOURNAL, &[]).await?.get("n")?,
                    outbox: tx.row(&COUNT_OUTBOX, &[]).await?.get("n")?,
                    held: tx.row(&COUNT_HELD, &[]).await?.get("n")?,
                    once: tx.row(&COUNT_ONCE, &[]).await?.get("n")?,
                    taken: tx.row(&SUM_TAKEN, &[]).await?.get("n")?,
                })
            })
        })
        .await
        .unwrap()
    }

    pub async fn write<T: Send + 'static>(
        &self,
        work: impl for<'t> Fn(&'t mut Tx) -> Work<'t, T, StorageError> + Send + Sync + 'static,
    ) -> Result<T, StorageError> {
        self.store.write("story", work).await
    }

    pub async fn read<T: Send>(
        &self,
        work: impl for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, StorageError> + Send,
    ) -> Result<T, StorageError> {
        self.store.read("story", work).await
    }

    /// The address of this office's database.
    pub fn address(&self) -> String {
        match &*self.place {
            Place::Folder(folder) => {
                format!("sqlite://{}", folder.path().join("okno.db").display())
            }
            Place::Database { server, name } => with_database(server, name),
        }
    }

    /// A connection past the store, for looking behind the scenes.
    pub async fn raw_postgres(&self) -> tokio_postgres::Client {
        let (client, connection) = tokio_postgres::connect(&self.address(), tokio_postgres::NoTls)
            .await
            .unwrap();
        tokio::spawn(connection);
        client
    }

    pub fn id(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// What the office has on its shelves.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub struct Counts {
    pub appointments: i64,
    pub live: i64,
    pub journal: i64,
    pub outbox: i64,
    pub held: i64,
    pub once: i64,
    pub taken: i64,
}

impl Counts {
    /// So many bookings, each with its claim, entry and notification.
    pub fn exactly(bookings: i64) -> Self {
        Self {
            appointments: bookings,
            live: bookings,
            journal: bookings,
            outbox: bookings,
            held: bookings,
            once: 0,
            taken: bookings,
        }
    }
}

pub fn person_key(person: u32) -> [u8; 32] {
    let mut key = [7; 32];
    key[..4].copy_from_slice(&person.to_be_bytes());
    key
}

impl Drop for Place {
    fn drop(&mut self) {
        match self {
            Self::Folder(folder) => assert!(folder.path().exists()),
            Self::Database { server, name } => {
                let (server, name) = (server.clone(), name.clone());
                // The pool's connections may still be closing; FORCE ends them.
                let gone = std::thread::spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread()
                        .enable_all()
                        .build()
                        .unwrap();
                    runtime.block_on(administer(
                        &server,
                        &format!("DROP DATABASE {name} WITH (FORCE)"),
                    ));
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

/// The same server, another database.
pub fn with_database(server: &str, name: &str) -> String {
    let (base, query) = server.split_once('?').unwrap_or((server, ""));
    let after_scheme = base.find("://").map_or(0, |at| at + 3);
    let root = base[after_scheme..]
        .find('/')
        .map_or(base, |at| &base[..after_scheme + at]);
    let query = if query.is_empty() {
        String::new()
    } else {
        format!("?{query}")
    };
    format!("{root}/{name}{query}")
}
