//! The people who book: each with a name, a passport and an address of their own (REQ-A12).

use okno_app::booking::SlotKey;
use okno_storage::slot::Slot;

use super::town::SERVICE;

const SURNAMES: [&str; 16] = [
    "Иванов",
    "Смирнов",
    "Кузнецов",
    "Попов",
    "Соколов",
    "Лебедев",
    "Козлов",
    "Новиков",
    "Морозов",
    "Петров",
    "Волков",
    "Соловьёв",
    "Васильев",
    "Зайцев",
    "Павлов",
    "Семёнов",
];
const GIVEN_NAMES: [&str; 8] = [
    "Александр",
    "Сергей",
    "Дмитрий",
    "Андрей",
    "Алексей",
    "Максим",
    "Евгений",
    "Иван",
];
const PATRONYMICS: [&str; 4] = ["Александрович", "Сергеевич", "Иванович", "Петрович"];

/// Passports that 100 series of six digits have numbers for.
pub const MOST: u64 = 100_000_000;

/// One of at most [`MOST`] different people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person(pub u64);

impl Person {
    /// Their request for a place in `slot`, whole, with a once-key of its own.
    pub fn books(self, slot: &Slot, request: &mut Vec<u8>) {
        let body = self.body(slot);
        let head = format!(
            "POST /api/v1/appointments HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\n\
             content-type: application/json\r\nidempotency-key: bench-{}\r\n\
             content-length: {}\r\nuser-agent: okno-bench\r\n\r\n",
            self.0,
            body.len()
        );
        request.extend_from_slice(head.as_bytes());
        request.extend_from_slice(body.as_bytes());
    }

    fn body(self, slot: &Slot) -> String {
        let number = self.0;
        let key = SlotKey {
            region: slot.region_id.clone(),
            slot: slot.slot_id,
        };
        format!(
            r#"{{"slot":"{key}","service":"{SERVICE}","person":{{"surname":"{}","given_name":"{}","patronymic":"{}","birth_date":"{}","document":{{"kind":"internal_passport","series":"{:04}","number":"{:06}"}}}},"contact":{{"email":"person{number}@example.org"}},"language":"ru"}}"#,
            pick(&SURNAMES, number),
            pick(&GIVEN_NAMES, number / 16),
            pick(&PATRONYMICS, number / 128),
            self.birth_date(),
            4500 + number / 1_000_000 % 100,
            number % 1_000_000,
        )
    }

    fn birth_date(self) -> String {
        let (year, month, day) = (1960 + self.0 % 40, 1 + self.0 % 12, 1 + self.0 % 28);
        format!("{year}-{month:02}-{day:02}")
    }
}

fn pick(from: &[&'static str], number: u64) -> &'static str {
    from[(number % from.len() as u64) as usize]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use std::collections::BTreeSet;

    use okno_domain::appointment::Share;
    use uuid::Uuid;

    use super::*;

    fn slot() -> Slot {
        Slot {
            region_id: "77".into(),
            slot_id: Uuid::now_v7().into(),
            office_id: "77-001".into(),
            service_id: SERVICE.into(),
            session_id: Uuid::now_v7().into(),
            share: Share::Any,
            on_date: "2026-11-23".parse().unwrap(),
            starts_at: "2026-11-23T06:00:00Z".parse().unwrap(),
            minutes: 15,
            capacity: 1,
        }
    }

    /// REQ-A12: an identity is its document; people of one load must not share one.
    #[test]
    fn no_two_people_have_one_passport() {
        let slot = slot();
        let passports: BTreeSet<String> = [0, 1, 999_999, 1_000_000, 1_000_001, MOST - 1]
            .into_iter()
            .chain(5_000..6_000)
            .map(|number| {
                let body: serde_json::Value =
                    serde_json::from_str(&Person(number).body(&slot)).unwrap();
                body["person"]["document"].to_string()
            })
            .collect();
        assert_eq!(passports.len(), 1_006);
    }

    #[test]
    fn a_request_announces_its_length_and_names_the_slot() {
        let slot = slot();
        let mut request = Vec::new();
        Person(77).books(&slot, &mut request);
        let text = String::from_utf8(request).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("content-length: {}", body.len())));
        assert!(head.contains("idempotency-key: bench-77\r\n"));
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        let key: SlotKey = body["slot"].as_str().unwrap().parse().unwrap();
        assert_eq!(key.slot, slot.slot_id);
    }
}
