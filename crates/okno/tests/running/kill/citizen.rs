//! A client that books for many people, moves and cancels, and remembers what was promised.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use http::Method;

use super::dice::Dice;
use crate::http::{Answer, Client, JSON};
use crate::people::{Person, Slot};

const BOOK: &str = "/api/v1/appointments";
/// People of one client; the next client has others.
const PEOPLE: u64 = 100_000;

/// An appointment as the person was told.
#[derive(Debug, Clone)]
pub struct Promise {
    pub person: Person,
    pub reference: String,
    pub starts_at: String,
    pub moves: i64,
    pub cancelled: bool,
}

/// What is under way; a kill leaves its outcome unknown.
#[derive(Debug, Clone)]
enum Deed {
    Book { person: Person, slot: Slot },
    Move { which: usize, slot: Slot },
    Cancel { which: usize },
    Hold { person: Person, slot: Slot },
}

#[derive(Debug)]
pub struct Citizen {
    people: u64,
    dice: Dice,
    slots: Arc<Vec<Slot>>,
    pub promises: Vec<Promise>,
    /// Promises before this one were looked at after the kill before.
    looked_at: usize,
    changed: Vec<usize>,
    under_way: Option<Deed>,
    /// People whose place is held, and how many of them were not told so.
    pub holds: Vec<Person>,
    pub unsure_holds: usize,
}

impl Citizen {
    pub fn new(number: u64, dice: Dice, slots: Arc<Vec<Slot>>) -> Self {
        Self {
            people: number * PEOPLE,
            dice,
            slots,
            promises: Vec::new(),
            looked_at: 0,
            changed: Vec::new(),
            under_way: None,
            holds: Vec::new(),
            unsure_holds: 0,
        }
    }

    pub fn appointments(&self) -> usize {
        self.promises.len()
    }

    pub fn moves(&self) -> usize {
        self.promises
            .iter()
            .filter(|promise| promise.moves > 0)
            .count()
    }

    pub fn cancellations(&self) -> usize {
        self.promises
            .iter()
            .filter(|promise| promise.cancelled)
            .count()
    }

    /// One deed after the other until the server answers no more.
    pub async fn until_silence(mut self, client: Client, deeds: Arc<AtomicU64>) -> Self {
        loop {
            let deed = self.next_deed();
            self.under_way = Some(deed.clone());
            let Ok(answer) = self.asks(&deed, &client).await else {
                return self;
            };
            self.under_way = None;
            self.hears(deed, &answer);
            deeds.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn next_deed(&mut self) -> Deed {
        let slot = self.dice.one_of(&self.slots).clone();
        let chance = self.dice.within(0..10);
        if chance < 2 && !self.promises.is_empty() {
            let which = self.dice.within(0..self.promises.len() as u64) as usize;
            let promise = &self.promises[which];
            if chance == 0 && !promise.cancelled {
                return Deed::Cancel { which };
            }
            // The pack allows one move of an appointment.
            if !promise.cancelled && promise.moves == 0 && promise.starts_at != slot.starts_at {
                return Deed::Move { which, slot };
            }
        }
        self.people += 1;
        let person = Person(self.people);
        if chance == 9 {
            Deed::Hold { person, slot }
        } else {
            Deed::Book { person, slot }
        }
    }

    async fn asks(&self, deed: &Deed, client: &Client) -> Result<Answer, String> {
        match deed {
            Deed::Book { person, slot } => {
                let key = format!("person-{}", person.0);
                let headers = [JSON, ("idempotency-key", key.as_str())];
                client
                    .ask(Method::POST, BOOK, &headers, person.wants(slot).to_string())
                    .await
            }
            Deed::Move { which, slot } => {
                let Promise {
                    person, reference, ..
                } = &self.promises[*which];
                let body =
                    serde_json::json!({ "birth_date": person.birth_date(), "slot": slot.id });
                let path = format!("{BOOK}/{reference}/move");
                client
                    .ask(Method::POST, &path, &[JSON], body.to_string())
                    .await
            }
            Deed::Cancel { which } => {
                let promise = &self.promises[*which];
                let path = promise.person.appointment(&promise.reference);
                client.ask(Method::DELETE, &path, &[], "").await
            }
            Deed::Hold { person, slot } => {
                let kind = ("content-type", "application/x-www-form-urlencoded");
                let path = format!("/ru/book/77-01/{}/who", slot.service);
                client
                    .ask(Method::POST, &path, &[kind], person.form(slot))
                    .await
            }
        }
    }

    fn hears(&mut self, deed: Deed, answer: &Answer) {
        let wanted = match deed {
            Deed::Book { .. } => 201,
            Deed::Hold { .. } => 303,
            Deed::Move { .. } | Deed::Cancel { .. } => 200,
        };
        assert_eq!(answer.status, wanted, "{deed:?}: {}", answer.text());
        match deed {
            Deed::Book { person, slot } => {
                assert_eq!(answer.said("starts_at"), slot.starts_at);
                self.promises.push(Promise {
                    person,
                    reference: answer.said("reference"),
                    starts_at: slot.starts_at,
                    moves: 0,
                    cancelled: false,
                });
            }
            Deed::Move { which, slot } => {
                let promise = &mut self.promises[which];
                (promise.starts_at, promise.moves) = (slot.starts_at, 1);
                self.changed.push(which);
            }
            Deed::Cancel { which } => {
                self.promises[which].cancelled = true;
                self.changed.push(which);
            }
            Deed::Hold { person, .. } => self.holds.push(person),
        }
    }

    /// After the kill: what had no answer is asked again with the same key, and looked up.
    pub async fn asks_again(&mut self, client: &Client) {
        match self.under_way.take() {
            None => {}
            Some(deed @ Deed::Book { .. }) => {
                let first = self.asks(&deed, client).await.unwrap();
                let second = self.asks(&deed, client).await.unwrap();
                assert_eq!(first.said("reference"), second.said("reference"));
                self.hears(deed, &second);
            }
            Some(Deed::Move { which, slot }) => {
                let found = self.looks_up(which, client).await;
                let promise = &mut self.promises[which];
                if found.said("starts_at") == slot.starts_at {
                    (promise.starts_at, promise.moves) = (slot.starts_at, 1);
                }
                self.changed.push(which);
            }
            Some(Deed::Cancel { which }) => {
                let found = self.looks_up(which, client).await;
                self.promises[which].cancelled = found.said("state") == "cancelled";
                self.changed.push(which);
            }
            Some(Deed::Hold { .. }) => self.unsure_holds += 1,
        }
    }

    async fn looks_up(&self, which: usize, client: &Client) -> Answer {
        let Promise {
            person, reference, ..
        } = &self.promises[which];
        let found = client.get(&person.appointment(reference)).await;
        assert_eq!(found.status, 200, "{reference}: {}", found.text());
        found
    }

    /// What was promised or changed since the kill before is found as it was promised.
    pub async fn finds_everything(&mut self, client: &Client) {
        let mut which: Vec<usize> = (self.looked_at..self.promises.len()).collect();
        which.append(&mut self.changed);
        self.looked_at = self.promises.len();
        for one in which {
            self.finds(one, client).await;
        }
    }

    /// Everything ever promised is found.
    pub async fn finds_all_ever(&mut self, client: &Client) {
        for one in 0..self.promises.len() {
            self.finds(one, client).await;
        }
    }

    async fn finds(&self, which: usize, client: &Client) {
        let found = self.looks_up(which, client).await;
        let promise = &self.promises[which];
        let state = if promise.cancelled {
            "cancelled"
        } else {
            "booked"
        };
        assert_eq!(found.said("reference"), promise.reference);
        assert_eq!(found.said("starts_at"), promise.starts_at, "{promise:?}");
        assert_eq!(found.said("state"), state, "{promise:?}");
    }
}
