//! A crowd that books: who wants which slot, and what each was answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use okno_storage::slot::Slot;

use super::load::Client;
use super::people::Person;
use super::wire::Answer;

/// Examples of unexpected answers that are kept for the log.
const EXAMPLES: usize = 3;

/// What the crowd wants: person by person, each once.
#[derive(Debug)]
pub struct Wishes {
    next: AtomicU64,
    people: u64,
    /// Slots with a few places, given out place by place until they are full.
    small: Vec<Slot>,
    /// Slots with room for everybody who comes.
    large: Vec<Slot>,
}

impl Wishes {
    /// Everybody who comes finds room: every fourth in a slot of an ordinary
    /// office while there is place, the others in slots with much room.
    pub fn with_room(small: Vec<Slot>, large: Vec<Slot>) -> Self {
        Self {
            next: AtomicU64::new(0),
            people: super::people::MOST,
            small,
            large,
        }
    }

    /// So many people want the same few slots.
    pub fn of(people: u64, slots: Vec<Slot>) -> Self {
        Self {
            next: AtomicU64::new(0),
            people,
            small: Vec::new(),
            large: slots,
        }
    }

    fn take(&self) -> Option<(Person, &Slot)> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        (number < self.people).then(|| (Person(number), self.slot_of(number)))
    }

    fn slot_of(&self, number: u64) -> &Slot {
        let among = |slots: &[Slot], number: u64| (number % slots.len().max(1) as u64) as usize;
        let quarter = number / 4;
        let places: i64 = self.small.first().map_or(0, |slot| slot.capacity);
        if number.is_multiple_of(4) && quarter < self.small.len() as u64 * places as u64 {
            return &self.small[among(&self.small, quarter)];
        }
        &self.large[among(&self.large, spread(number))]
    }
}

/// Neighbours in the crowd do not want neighbouring slots.
fn spread(number: u64) -> u64 {
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20
}

/// One client of the crowd.
#[derive(Debug)]
pub struct Booker {
    wishes: Arc<Wishes>,
    /// References that were acknowledged.
    pub granted: Vec<String>,
    /// Told that the slot is full.
    pub refused: u64,
    /// Any other answer, and broken connections.
    pub errors: u64,
    /// A few of them, in words.
    pub examples: Vec<String>,
}

impl Booker {
    /// So many clients of one crowd.
    pub fn many(wishes: &Arc<Wishes>, clients: usize) -> Vec<Self> {
        let one = || Self {
            wishes: Arc::clone(wishes),
            granted: Vec::new(),
            refused: 0,
            errors: 0,
            examples: Vec::new(),
        };
        (0..clients).map(|_| one()).collect()
    }

    fn wrong(&mut self, what: String) {
        self.errors += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(what);
        }
    }
}

impl Client for Booker {
    fn next(&mut self, request: &mut Vec<u8>) -> bool {
        let Some((person, slot)) = self.wishes.take() else {
            return false;
        };
        person.books(slot, request);
        true
    }

    fn answered(&mut self, answer: &Answer<'_>) {
        let text = String::from_utf8_lossy(answer.raw_body());
        match (answer.status, value_of(&text, "reference")) {
            (201, Some(reference)) => self.granted.push(reference.to_owned()),
            (409, _) if value_of(&text, "type").is_some_and(|kind| kind.ends_with("slot-full")) => {
                self.refused += 1;
            }
            (status, _) => self.wrong(format!("{status} {text}")),
        }
    }

    fn broke(&mut self, error: &std::io::Error) {
        self.wrong(format!("no answer: {error}"));
    }
}

/// The text of a key in a flat JSON object, without reading all of it; references
/// and types of problems have nothing to escape.
fn value_of<'j>(json: &'j str, key: &str) -> Option<&'j str> {
    let (_, rest) = json.split_once(&format!("\"{key}\":\""))?;
    rest.split('"').next()
}

/// All clients of a crowd together.
#[derive(Debug, Default)]
pub struct Told {
    /// References that were acknowledged.
    pub granted: Vec<String>,
    /// Told that the slot is full.
    pub refused: u64,
    /// Any other answer, and broken connections.
    pub errors: u64,
    /// A few of them, in words.
    pub examples: Vec<String>,
}

impl Told {
    /// Adds what these clients were told.
    pub fn add(&mut self, clients: Vec<Booker>) {
        for client in clients {
            self.granted.extend(client.granted);
            self.refused += client.refused;
            self.errors += client.errors;
            let room = EXAMPLES.saturating_sub(self.examples.len());
            self.examples.extend(client.examples.into_iter().take(room));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use std::collections::BTreeMap;

    use okno_domain::appointment::Share;
    use uuid::Uuid;

    use super::*;

    fn slots(count: usize, capacity: i64) -> Vec<Slot> {
        let slot = |_| Slot {
            region_id: "77".into(),
            slot_id: Uuid::now_v7().into(),
            office_id: "77-001".into(),
            service_id: "passport-5".into(),
            session_id: Uuid::now_v7().into(),
            share: Share::Any,
            on_date: "2026-11-23".parse().unwrap(),
            starts_at: "2026-11-23T06:00:00Z".parse().unwrap(),
            minutes: 15,
            capacity,
        };
        (0..count).map(slot).collect()
    }

    #[test]
    fn nobody_is_sent_to_a_slot_that_is_full() {
        let wishes = Wishes::with_room(slots(5, 3), slots(10, 1_000_000));
        let mut wanted: BTreeMap<_, i64> = BTreeMap::new();
        for _ in 0..1_000 {
            let (_, slot) = wishes.take().unwrap();
            *wanted.entry(slot.slot_id).or_default() += 1;
        }
        let small: Vec<i64> = wishes
            .small
            .iter()
            .map(|slot| wanted[&slot.slot_id])
            .collect();
        assert_eq!(small, [3, 3, 3, 3, 3], "ordinary offices fill up exactly");
        assert!(
            wishes.large.iter().all(|slot| wanted[&slot.slot_id] > 50),
            "the others spread"
        );
    }

    #[test]
    fn everybody_of_a_counted_crowd_asks_once() {
        let wishes = Arc::new(Wishes::of(3, slots(2, 1)));
        let mut clients = Booker::many(&wishes, 2);
        let mut asked = 0;
        for round in 0..6 {
            let mut request = Vec::new();
            asked += usize::from(clients[round % 2].next(&mut request));
        }
        assert_eq!(asked, 3);
    }

    #[test]
    fn a_value_is_read_without_reading_all() {
        let json = r#"{"type":"slot-full","title":"x","status":409}"#;
        assert_eq!(value_of(json, "type"), Some("slot-full"));
        assert_eq!(value_of(json, "reference"), None);
    }
}
