//! How full the offices of the demo country are.

use okno_domain::id::OfficeId;

use super::dice::Dice;

/// Offices where times are scarce, with the share of places taken, in percent.
/// At `78-03` nothing is left, so that the page without times can be seen.
const SCARCE: [(&str, u64); 4] = [("78-03", 100), ("77-01", 90), ("77-02", 88), ("50-01", 60)];
/// What the others have taken, in percent: from and below.
const QUIET: (u64, u64) = (1, 9);
/// Share of places that were used on days past, in percent.
const PAST: u64 = 66;

/// The offices in the order in which they fill: where times are scarce first.
pub(super) fn in_order<'o>(offices: impl Iterator<Item = &'o OfficeId>) -> Vec<&'o OfficeId> {
    let mut offices: Vec<_> = offices.collect();
    offices.sort_by_key(|office| {
        let scarce = SCARCE.iter().position(|(code, _)| *code == office.as_str());
        (scarce.unwrap_or(SCARCE.len()), *office)
    });
    offices
}

/// How much of an office's future is taken, in percent.
pub(super) fn taken_ahead(office: &OfficeId, dice: &mut Dice) -> u64 {
    let scarce = SCARCE.iter().find(|(code, _)| *code == office.as_str());
    let quiet = QUIET.0 + dice.below(QUIET.1 - QUIET.0);
    scarce.map_or(quiet, |(_, percent)| *percent)
}

/// The chance that a place is taken so many days ahead: near days fill first.
/// Where nothing is left, nothing is left anywhere.
pub(super) fn chance(percent: u64, days_ahead: u64, horizon: u64) -> u64 {
    if percent >= 100 {
        return 100;
    }
    let nearness = 130 - 60 * days_ahead.min(horizon) / horizon.max(1);
    (percent * nearness / 100).min(99)
}

/// The chance that a place was used on a past day.
pub(super) const fn chance_past() -> u64 {
    PAST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_days_are_fuller_and_a_full_office_is_full_to_the_horizon() {
        assert!(chance(50, 0, 20) > chance(50, 10, 20));
        assert!(chance(50, 10, 20) > chance(50, 20, 20));
        assert_eq!((chance(100, 0, 14), chance(100, 14, 14)), (100, 100));
        let offices = ["14-01", "77-01", "78-03"].map(OfficeId::from);
        let order: Vec<_> = in_order(offices.iter())
            .iter()
            .map(|id| id.as_str())
            .collect();
        assert_eq!(order, ["78-03", "77-01", "14-01"]);
    }
}
