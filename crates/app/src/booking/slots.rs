//! The calendar: what is free, from the rows that booking guards.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use okno_domain::appointment::Channel;
use okno_domain::id::{OfficeId, RegionId, ServiceId, SlotId};
use okno_storage::slot::{self, Offered, Wanted};

use super::BookingError;
use crate::App;

/// The public name of a slot: the region first, so that any node can route it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotKey {
    /// The region.
    pub region: RegionId,
    /// The slot.
    pub slot: SlotId,
}

impl fmt::Display for SlotKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.region, self.slot.0.simple())
    }
}

/// A text that is not the name of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a slot")]
pub struct NotASlotKey;

impl FromStr for SlotKey {
    type Err = NotASlotKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (region, slot) = text.split_once('.').ok_or(NotASlotKey)?;
        let known = !region.is_empty()
            && region.len() <= 8
            && region.bytes().all(|b| b.is_ascii_alphanumeric());
        if !known {
            return Err(NotASlotKey);
        }
        Ok(Self {
            region: RegionId::new(region),
            slot: slot.parse().map_err(|_| NotASlotKey)?,
        })
    }
}

/// One time of a day with what is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreeTime {
    /// The slot to book.
    pub key: SlotKey,
    /// When it starts.
    pub starts_at: Timestamp,
    /// The same on the clock of the office.
    pub local: Time,
    /// Length in minutes.
    pub minutes: i64,
    /// Places left.
    pub free: i64,
    /// Places in all.
    pub capacity: i64,
}

/// The times of one day, full ones included so that the page can say "taken".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySlots {
    /// The civil date at the office.
    pub date: Date,
    /// Its times in order.
    pub times: Vec<FreeTime>,
}

impl DaySlots {
    /// Places left on the day.
    pub fn free(&self) -> i64 {
        self.times.iter().map(|time| time.free).sum()
    }
}

impl App {
    /// Times of an office for a service, from the first moment of `from` to the
    /// last of `until`, as the given channel may book them (REQ-A9).
    ///
    /// # Errors
    /// [`BookingError::NoSuchService`] for an office that does not give it.
    pub async fn slots_of(
        &self,
        office: &OfficeId,
        service: &ServiceId,
        channel: Channel,
        from: Date,
        until: Date,
    ) -> Result<Vec<DaySlots>, BookingError> {
        let zone = self.zone_for(office, service)?;
        let now = self.now();
        let start = start_of(from, &zone).max(now + 1.microsecond());
        let end = start_of(until.saturating_add(1.day()), &zone);
        let wanted = Wanted {
            office: office.clone(),
            service: service.clone(),
            share: channel.share(),
            from: start,
            until: end,
        };
        let offered = self
            .store()
            .read("slots", move |tx| {
                Box::pin(async move { slot::of_office(tx, &wanted).await })
            })
            .await?;
        Ok(by_day(offered, &zone))
    }

    /// The nearest free times of an office after `after`.
    ///
    /// # Errors
    /// As [`App::slots_of`].
    pub async fn nearest_free(
        &self,
        office: &OfficeId,
        service: &ServiceId,
        channel: Channel,
        after: Timestamp,
        most: usize,
    ) -> Result<Vec<FreeTime>, BookingError> {
        let zone = self.zone_for(office, service)?;
        let from = after.to_zoned(zone).date();
        let until = from.saturating_add(self.horizon(office, service).days());
        let days = self.slots_of(office, service, channel, from, until).await?;
        let times = days.into_iter().flat_map(|day| day.times);
        Ok(times
            .filter(|time| time.free > 0 && time.starts_at > after)
            .take(most)
            .collect())
    }

    fn zone_for(&self, office: &OfficeId, service: &ServiceId) -> Result<TimeZone, BookingError> {
        let directory = self.directory().now();
        let missing = || BookingError::NoSuchService(office.clone(), service.clone());
        let known = directory.office(office).ok_or_else(missing)?;
        if !known.services.contains_key(service) {
            return Err(missing());
        }
        Ok(known.zone.clone())
    }

    fn horizon(&self, office: &OfficeId, service: &ServiceId) -> i64 {
        let directory = self.directory().now();
        let known = directory
            .office(office)
            .and_then(|office| office.services.get(service));
        known.map_or(0, |service| service.horizon_days)
    }
}

/// The first instant of a civil date in a zone.
pub(crate) fn start_of(date: Date, zone: &TimeZone) -> Timestamp {
    date.to_zoned(zone.clone()).map_or_else(
        // Only dates at the very end of the calendar have no such instant.
        |_| Timestamp::MAX,
        |start| start.timestamp(),
    )
}

fn by_day(offered: Vec<Offered>, zone: &TimeZone) -> Vec<DaySlots> {
    let mut days: Vec<DaySlots> = Vec::new();
    for offer in offered {
        let time = free_time(&offer, zone);
        let day = match days.last_mut() {
            Some(day) if day.date == offer.slot.on_date => day,
            _ => {
                days.push(DaySlots {
                    date: offer.slot.on_date,
                    times: Vec::new(),
                });
                let last = days.len() - 1;
                &mut days[last]
            }
        };
        merge(day, time);
    }
    days
}

/// Two shares of one time (any channel, and the channel's own) are one time to
/// the person; the one with a free place is the one to book.
fn merge(day: &mut DaySlots, time: FreeTime) {
    match day.times.last_mut() {
        Some(same) if same.starts_at == time.starts_at => {
            if same.free == 0 {
                same.key = time.key;
            }
            same.free += time.free;
            same.capacity += time.capacity;
        }
        _ => day.times.push(time),
    }
}

fn free_time(offer: &Offered, zone: &TimeZone) -> FreeTime {
    FreeTime {
        key: SlotKey {
            region: offer.slot.region_id.clone(),
            slot: offer.slot.slot_id,
        },
        starts_at: offer.slot.starts_at,
        local: offer.slot.starts_at.to_zoned(zone.clone()).time(),
        minutes: offer.slot.minutes,
        free: offer.free(),
        capacity: offer.slot.capacity,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_slot_key_reads_back_and_refuses_what_is_none() {
        let key: SlotKey = "77.018f3b6e2f0b7cc18a3e5f0a9d1c2b3a".parse().unwrap();
        assert_eq!(key.to_string().parse::<SlotKey>().unwrap(), key);
        for wrong in [
            "",
            "77",
            "77.",
            ".x",
            "77.1",
            "7'7.018f3b6e2f0b7cc18a3e5f0a9d1c2b3a",
        ] {
            assert_eq!(wrong.parse::<SlotKey>(), Err(NotASlotKey), "{wrong}");
        }
    }
}
