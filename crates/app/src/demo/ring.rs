//! A ring of resellers, planted so that the signals of abuse have something to
//! find (REQ-A26): thirty bookings within half an hour, under thirty names, with
//! three telephone numbers between them.

use jiff::SignedDuration;
use jiff::civil::Date;
use okno_domain::appointment::{AppointmentState, Channel};
use okno_storage::history::Visit;
use okno_storage::slot::Offered;

use super::DemoError;
use super::citizens::{Citizen, citizens, phone};
use super::dice::Dice;
use super::visits::Made;
use crate::App;
use crate::person::Contact;

/// Bookings of the ring.
pub(super) const BOOKINGS: usize = 30;
/// Telephone numbers of the ring.
pub(super) const PHONES: usize = 3;
/// Its people come after all others in the country's made-up registers.
const FIRST: usize = 900_000;
/// The night before last, one booking a minute.
const BEFORE: SignedDuration = SignedDuration::from_hours(31);
/// Where the ring books: the office with the longest queue.
pub(super) const OFFICE: &str = "77-01";

/// Thirty names of the ring, with three telephones and no e-mail address.
pub(super) fn people(seed: u64, today: Date) -> Vec<Citizen> {
    // The names that are hard to write come first and are not the ring's.
    let mut people = citizens(seed ^ 0x0864, today, BOOKINGS + 20).split_off(20);
    for (index, citizen) in people.iter_mut().enumerate() {
        citizen.booker.person.document.kind = "internal_passport".into();
        citizen.booker.person.document.number = format!("0021{:06}", FIRST + index);
        let phone = Some(phone(FIRST + index % PHONES));
        citizen.booker.contact = Contact { email: None, phone };
        citizen.booker.language = "ru".into();
    }
    people
}

impl App {
    /// Books for the ring, and takes its places off the free ones.
    pub(super) fn demo_ring(
        &self,
        people: &[Citizen],
        free: &mut [Offered],
        dice: &mut Dice,
    ) -> Result<Vec<Visit>, DemoError> {
        let mut places: Vec<usize> = (0..free.len()).collect();
        dice.shuffle(&mut places);
        places.truncate(people.len());
        let start = self.now() - BEFORE;
        let made = places
            .iter()
            .zip(people)
            .enumerate()
            .map(|(minute, (place, citizen))| Made {
                slot: &free[*place].slot,
                booker: &citizen.booker,
                channel: Channel::Portal,
                booked_at: start + SignedDuration::from_secs(60 * minute as i64),
                state: AppointmentState::Booked,
            });
        let visits = self.demo_visits(made.collect())?;
        for place in places {
            free[place].taken += 1;
        }
        Ok(visits)
    }
}
