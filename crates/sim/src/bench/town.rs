//! A town to measure in: regions, offices and their slots, published as the
//! office publishes them.

use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use okno_domain::appointment::Share;
use okno_domain::id::{OfficeId, ServiceId, SessionId, SlotId};
use okno_domain::office::{OfficeKind, Region};
use okno_storage::office::{Office, OfficeService};
use okno_storage::reception::{self, Session};
use okno_storage::slot::{self, Slot};
use okno_storage::{StorageError, Store, office, region};
use serde_json::json;
use uuid::Uuid;

/// The service that everybody asks for.
pub const SERVICE: &str = "passport-5";
/// The region of the town.
pub const REGION: &str = "77";
/// Its zone.
pub const ZONE: &str = "Europe/Moscow";

/// How an office receives people.
#[derive(Debug, Clone, Copy)]
pub struct Reception {
    /// Days, from tomorrow on.
    pub days: i32,
    /// Slots of a day, from 9 o'clock on.
    pub slots: i32,
    /// Minutes of each.
    pub minutes: i32,
    /// People at once.
    pub capacity: i64,
}

impl Reception {
    /// Places of an office in all.
    pub fn places(self) -> i64 {
        i64::from(self.days) * i64::from(self.slots) * self.capacity
    }
}

/// Builds a town.
pub struct Town<'s> {
    store: &'s Store,
    now: Timestamp,
    zone: TimeZone,
}

impl<'s> Town<'s> {
    /// A region without offices.
    ///
    /// # Errors
    /// The engine's refusal.
    pub async fn found(store: &'s Store, now: Timestamp) -> anyhow::Result<Self> {
        let region = Region {
            region_id: REGION.into(),
            zone: ZONE.into(),
            online_booking: true,
            profile: serde_json::from_value(region_profile())?,
        };
        write(store, region, |tx, region| {
            Box::pin(region::put(tx, region))
        })
        .await?;
        Ok(Self {
            store,
            now,
            zone: TimeZone::get(ZONE)?,
        })
    }

    /// Opens an office and publishes its slots; the answer is the slots.
    ///
    /// # Errors
    /// The engine's refusal.
    pub async fn open(&self, number: u32, reception: Reception) -> anyhow::Result<Vec<Slot>> {
        let office_id = OfficeId::new(format!("{REGION}-{number:03}"));
        self.put_office(&office_id, number).await?;
        let mut slots = Vec::new();
        let today = self.now.to_zoned(self.zone.clone()).date();
        for day in 1..=reception.days {
            let date = today.checked_add(day.days())?;
            slots.extend(self.publish(&office_id, date, reception).await?);
        }
        Ok(slots)
    }

    async fn put_office(&self, office_id: &OfficeId, number: u32) -> anyhow::Result<()> {
        let office = Office {
            office_id: office_id.clone(),
            kind: OfficeKind::Division,
            parent_id: None,
            zone: ZONE.into(),
            step_free: true,
            open_to_public: true,
            profile: office_profile(number),
        };
        let service = OfficeService {
            office_id: office_id.clone(),
            service_id: SERVICE.into(),
            policy: "first_come".into(),
            horizon_days: 60,
        };
        write(self.store, office, |tx, office| {
            Box::pin(office::put(tx, office))
        })
        .await?;
        write(self.store, service, |tx, service| {
            Box::pin(office::put_service(tx, service))
        })
        .await?;
        Ok(())
    }

    async fn publish(
        &self,
        office: &OfficeId,
        on_date: Date,
        reception: Reception,
    ) -> anyhow::Result<Vec<Slot>> {
        let start = on_date
            .to_datetime(time(9, 0, 0, 0))
            .to_zoned(self.zone.clone())?
            .timestamp();
        let at = |slot: i32| start + (slot * reception.minutes).minutes();
        let session = Session {
            session_id: SessionId(Uuid::now_v7()),
            office_id: office.clone(),
            service_id: ServiceId::from(SERVICE),
            share: Share::Any,
            on_date,
            starts_at: start,
            ends_at: at(reception.slots),
            slot_minutes: reception.minutes.into(),
            capacity: reception.capacity,
        };
        let slots: Vec<Slot> = (0..reception.slots)
            .map(|number| Slot {
                region_id: office.region(),
                slot_id: SlotId(Uuid::now_v7()),
                office_id: office.clone(),
                service_id: session.service_id.clone(),
                session_id: session.session_id,
                share: Share::Any,
                on_date,
                starts_at: at(number),
                minutes: reception.minutes.into(),
                capacity: reception.capacity,
            })
            .collect();
        let published = (session, slots.clone());
        write(self.store, published, |tx, (session, slots)| {
            Box::pin(async move {
                reception::put_session(tx, session).await?;
                slot::insert_all(tx, slots, |_| false).await?;
                Ok(())
            })
        })
        .await?;
        Ok(slots)
    }
}

/// One write of `content`, which the work may need more than once.
async fn write<C: Clone + Send + Sync + 'static>(
    store: &Store,
    content: C,
    work: impl for<'t> Fn(&'t mut okno_storage::Tx, &'t C) -> okno_storage::Work<'t, (), StorageError>
    + Copy
    + Send
    + Sync
    + 'static,
) -> Result<(), StorageError> {
    store
        .write("town", move |tx| {
            let content = content.clone();
            Box::pin(async move { work(tx, &content).await })
        })
        .await
}

fn region_profile() -> serde_json::Value {
    json!({
        "title": { "ru": "Город для измерений", "en": "The town of measurements" },
        "contacts": contacts("Город для измерений, площадь, 1", "The town of measurements, Square 1"),
        "bank": {
            "name": "УФК по г. Москве", "personal_acc": "40101810045250010041",
            "bank_name": "ГУ Банка России по ЦФО", "bic": "044525000", "corresp_acc": "0",
            "payee_inn": "7702235133", "kpp": "770201001", "oktmo": "45375000",
            "cbc": { "p5": "18810806000018003110", "p10": "18810806000018003110" },
        },
    })
}

/// Everything that must be published about a place.
fn contacts(ru: &str, en: &str) -> serde_json::Value {
    json!({
        "address": { "ru": ru, "en": en },
        "postal_address": { "ru": ru, "en": en },
        "phones": [
            { "purpose": "enquiries", "number": "+74950000001" },
            { "purpose": "answerphone", "number": "+74950000002" },
            { "purpose": "booking", "number": "+74950000003" },
            { "purpose": "trust", "number": "+74950000004" },
        ],
        "email": "office@example.org",
        "site": "https://example.org",
    })
}

pub(super) fn office_profile(number: u32) -> serde_json::Value {
    let hours = json!({
        "pre_holiday": { "shorter_by": 60 },
        "week": {
            "mon": ["09:00-18:00"], "tue": ["09:00-18:00"], "wed": ["09:00-18:00"],
            "thu": ["09:00-18:00"], "fri": ["09:00-16:45"],
        },
    });
    json!({
        "title": { "ru": format!("Отделение № {number}"), "en": format!("Division {number}") },
        "short_title": { "ru": format!("Отделение {number}"), "en": format!("Division {number}") },
        "contacts": contacts("улица Длинная, 1", "Long Street, 1"),
        "hours": { "unit": hours, "reception": hours },
        "head_reception": {
            "position": { "ru": "начальник отделения", "en": "head of the division" },
            "hours": { "pre_holiday": { "shorter_by": 60 }, "week": { "wed": ["14:00-17:00"] } },
        },
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::bench::ground::Ground;
    use okno_domain::office::OfficeProfile;
    use okno_storage::slot::Wanted;

    #[tokio::test]
    async fn every_slot_of_the_town_can_be_asked_for() {
        let database = Ground::beside(None).unwrap().fresh().await.unwrap();
        let store = database.store().await.unwrap();
        let now = Timestamp::now();
        let reception = Reception {
            days: 2,
            slots: 10,
            minutes: 15,
            capacity: 4,
        };
        let slots = Town::found(&store, now)
            .await
            .unwrap()
            .open(1, reception)
            .await
            .unwrap();
        assert_eq!(slots.len(), 20);
        let wanted = Wanted {
            office: slots[0].office_id.clone(),
            service: SERVICE.into(),
            share: Share::Online,
            from: now,
            until: now + 24_i64.hours() * 30,
        };
        let free = store
            .read("free", move |tx| {
                Box::pin(async move { slot::count_free(tx, &wanted).await })
            })
            .await;
        assert_eq!(free.unwrap(), reception.places());
    }

    #[test]
    fn the_profile_is_one_that_the_office_understands() {
        let profile: OfficeProfile = serde_json::from_value(office_profile(7)).unwrap();
        assert!(profile.online_booking.on);
    }
}
