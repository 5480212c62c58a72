//! Which cases the demo country has: one list, told by `cases`.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use okno_domain::case::State;
use okno_domain::id::OfficeId;

/// A case to be told up to the state where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Story {
    /// Where it is considered.
    pub(super) office: OfficeId,
    /// Where it stands in the end.
    pub(super) ends: State,
    /// When it was handed in.
    pub(super) begun: Begun,
    /// Asked for within three working days (REQ-5.3).
    pub(super) urgent: bool,
}

/// When a case was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begun {
    /// So many days before now.
    DaysAgo(i64),
    /// On a day of the past, whenever the demo is built.
    On(Date),
}

impl Begun {
    /// The instant; in the late morning of Moscow where only the day is known.
    pub(super) fn instant(self, now: Timestamp) -> Timestamp {
        match self {
            // A quarter of an hour, so that even a case of today has a past.
            Self::DaysAgo(0) => now - jiff::SignedDuration::from_mins(15),
            Self::DaysAgo(days) => now - jiff::SignedDuration::from_hours(24 * days),
            Self::On(day) => {
                let morning = day.at(8, 30, 0, 0).to_zoned(TimeZone::UTC);
                morning.map_or(now, |morning| morning.timestamp())
            }
        }
    }
}

/// The capital's centre: every state, the busy ones more often.
const CAPITAL: &[(State, &[i64])] = &[
    (State::Submitted, &[0, 0, 0]),
    (State::Registered, &[0, 1]),
    (State::Invited, &[2, 3, 5]),
    // Nobody came after the invitation: the timers of today move these on.
    (State::Suspended, &[40, 60]),
    (State::Terminated, &[230]),
    (State::ReceptionRefused, &[1, 3, 8]),
    (State::AtWindow, &[0]),
    (State::Accepted, &[0, 1, 1]),
    (State::Checking, &[2, 3, 4, 6]),
    (State::SuspendedCheck, &[10, 16]),
    (State::Decision, &[7, 9, 12]),
    // A month has gone by: a term at risk and one that is over (REQ-5.3).
    (State::Production, &[15, 18, 29, 36]),
    (State::RefusalDrafting, &[13]),
    (State::Refused, &[24, 50]),
    (State::Ready, &[22, 28, 35, 60]),
    (State::StoredUnclaimed, &[150, 170]),
    (State::Issued, &[31, 40, 45, 58, 90]),
    (State::Destroyed, &[200]),
    (State::Withdrawn, &[5, 20]),
];
/// Another centre, so that a sibling has something that the first does not see.
const SIBLING: &[(State, &[i64])] = &[
    (State::Submitted, &[0]),
    (State::Accepted, &[1]),
    (State::Checking, &[4]),
    (State::Decision, &[8]),
    (State::Production, &[20]),
    (State::Ready, &[26]),
];
/// Days on which the law of the country changed: the fee on 03.08.2018, the
/// regulation on 30.05.2021. One case on each side.
const AROUND_CHANGES: [Date; 4] = [
    date(2018, 8, 2),
    date(2018, 8, 3),
    date(2021, 5, 28),
    date(2021, 5, 31),
];

/// All cases of the demo.
pub(super) fn stories() -> Vec<Story> {
    let told = |office: &'static str, list: &'static [(State, &'static [i64])]| {
        list.iter().flat_map(move |(ends, ages)| {
            ages.iter()
                .map(move |days| story(office, *ends, Begun::DaysAgo(*days)))
        })
    };
    let changes = AROUND_CHANGES.map(|day| story("77-01", State::Issued, Begun::On(day)));
    let mut all: Vec<Story> = told("77-01", CAPITAL)
        .chain(told("66-01", SIBLING))
        .chain([story("77-11", State::AtMfc, Begun::DaysAgo(0))])
        .chain(changes)
        .collect();
    all.push(Story {
        urgent: true,
        ..story("77-01", State::Checking, Begun::DaysAgo(1))
    });
    all
}

fn story(office: &str, ends: State, begun: Begun) -> Story {
    Story {
        office: OfficeId::from(office),
        ends,
        begun,
        urgent: false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Papers on their way from a centre, and a form that is still being filled in,
    /// are no stories of an office.
    #[test]
    fn every_other_state_has_a_story() {
        let told: BTreeSet<&str> = stories().iter().map(|story| story.ends.name()).collect();
        let all: BTreeSet<&str> = State::ALL.iter().map(|state| state.name()).collect();
        let missing: Vec<_> = all.difference(&told).copied().collect();
        assert_eq!(missing, ["draft", "in_transit"]);
    }
}
