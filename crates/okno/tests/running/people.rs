//! People who want a place, each with a name, a passport and an address of their own.

use serde_json::{Value, json};

use crate::http::{Answer, Client};

const SURNAMES: [&str; 5] = [
    "Иванова",
    "Смирнова",
    "Ёлкина",
    "Петрова-Водкина",
    "Соловьёва",
];

/// A person by number; no two have one passport.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person(pub u64);

/// A time that can be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    pub id: String,
    pub starts_at: String,
    pub free: i64,
    pub service: &'static str,
}

impl Person {
    pub fn birth_date(self) -> String {
        format!(
            "{}-{:02}-{:02}",
            1950 + self.0 % 50,
            1 + self.0 % 12,
            1 + self.0 % 28
        )
    }

    fn surname(self) -> &'static str {
        SURNAMES[(self.0 % SURNAMES.len() as u64) as usize]
    }

    fn document(self) -> (String, String) {
        (
            format!("{:04}", 4500 + self.0 / 1_000_000),
            format!("{:06}", self.0 % 1_000_000),
        )
    }

    /// The body of a booking.
    pub fn wants(self, slot: &Slot) -> Value {
        let (series, number) = self.document();
        json!({
            "slot": slot.id,
            "service": slot.service,
            "person": {
                "surname": self.surname(),
                "given_name": "Анна",
                "patronymic": "Ивановна",
                "birth_date": self.birth_date(),
                "document": { "kind": "internal_passport", "series": series, "number": number },
            },
            "contact": { "email": format!("anna{}@example.org", self.0) },
            "language": "ru",
        })
    }

    /// The form of the booking pages, which holds the place.
    pub fn form(self, slot: &Slot) -> String {
        let (series, number) = self.document();
        let birth_date = self.birth_date();
        let mut date = birth_date.split('-');
        let (year, month, day) = (
            date.next().unwrap(),
            date.next().unwrap(),
            date.next().unwrap(),
        );
        let fields = [
            ("slot", slot.id.as_str()),
            ("surname", self.surname()),
            ("given_name", "Анна"),
            ("patronymic", "Ивановна"),
            ("birth_date-day", day),
            ("birth_date-month", month),
            ("birth_date-year", year),
            ("document_kind", "internal_passport"),
            ("document_number", &format!("{series} {number}")),
        ];
        let encode = |text: &str| {
            text.bytes()
                .map(|b| format!("%{b:02X}"))
                .collect::<String>()
        };
        let pairs = fields.map(|(name, value)| format!("{name}={}", encode(value)));
        pairs.join("&")
    }

    /// Books without a key.
    pub async fn books(self, slot: &Slot, client: &Client) -> Answer {
        client.post("/api/v1/appointments", &self.wants(slot)).await
    }

    /// The address of this person's appointment, with the second factor.
    pub fn appointment(self, reference: &str) -> String {
        format!(
            "/api/v1/appointments/{reference}?birth_date={}",
            self.birth_date()
        )
    }
}

/// Every free time of a service, in order.
pub async fn free(client: &Client, service: &'static str) -> Vec<Slot> {
    let path = format!(
        "/api/v1/offices/77-01/slots?service={service}&to={}",
        last_day()
    );
    let answer = client.get(&path).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let list = answer.json();
    let text = |slot: &Value, name: &str| slot[name].as_str().unwrap().to_owned();
    let slots = list["slots"].as_array().unwrap().iter().map(|slot| Slot {
        id: text(slot, "id"),
        starts_at: text(slot, "starts_at"),
        free: slot["free"].as_i64().unwrap(),
        service,
    });
    slots.collect()
}

/// A day behind the horizon of the office.
fn last_day() -> String {
    let today = jiff::Zoned::now().date();
    today.saturating_add(jiff::Span::new().days(30)).to_string()
}
