//! Ten years of work, study and service, without gaps (item 14 of the adult form).
//!
//! Implements REQ-A21: a gap is named with its months, an overlap with its rows.

use jiff::civil::Date;

/// A month, counted so that one follows another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self(i32::from(day.year()) * 12 + i32::from(day.month()) - 1)
    }

    /// So many months later; earlier when negative.
    #[must_use]
    pub const fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// How many months lie from `earlier` to this one.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:04}-{:02}",
            self.0.div_euclid(12),
            self.0.rem_euclid(12) + 1
        )
    }
}

/// One row: from a month to a month; open when it still goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Its number among the rows as typed, from 0.
    pub at: usize,
    /// The month it began.
    pub from: Month,
    /// The month it ended; `None` when it still goes on.
    pub to: Option<Month>,
}

/// Something wrong with a work history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A row ends before it begins.
    Backwards(usize),
    /// A row begins or ends after the month of filing.
    Future(usize),
    /// A row begins earlier than the row above it.
    Unsorted(usize),
    /// Months of which nothing is said; the first and the last of them.
    Gap(Month, Month),
    /// Two rows share more than the month in which one follows the other.
    Overlap(usize, usize),
    /// The rows begin later than they must: they must begin here, they begin there.
    StartsLate(Month, Month),
    /// No row still goes on.
    NothingOpen,
    /// A row other than the last still goes on.
    OpenTooEarly(usize),
}

/// How far back rows must go: so many months before the filing, or the month a person turned 14.
pub fn must_begin(filing: Date, months: u16, turned_14: Option<Date>) -> Month {
    let back = Month::of(filing).plus(-i32::from(months));
    turned_14.map_or(back, |day| back.max(Month::of(day)))
}

/// Everything wrong with a work history.
///
/// Our reading: a gap of one month is none, because months are all the form asks
/// and who leaves on 31 March and begins on 1 May was away for one month.
pub fn faults(rows: &[Row], begin: Month, now: Month) -> Vec<Fault> {
    let mut found: Vec<_> = rows.iter().filter_map(|row| impossible(row, now)).collect();
    found.extend(order(rows));
    let mut sorted: Vec<_> = rows
        .iter()
        .filter(|row| impossible(row, now).is_none())
        .copied()
        .collect();
    sorted.sort_by_key(|row| (row.from, row.to.unwrap_or(now), row.at));
    found.extend(overlaps(&sorted, now));
    found.extend(cover(&sorted, begin, now));
    found
}

fn impossible(row: &Row, now: Month) -> Option<Fault> {
    if row.to.is_some_and(|to| to < row.from) {
        return Some(Fault::Backwards(row.at));
    }
    (row.from > now || row.to.is_some_and(|to| to > now)).then_some(Fault::Future(row.at))
}

fn order(rows: &[Row]) -> Vec<Fault> {
    let unsorted = rows.windows(2).filter(|pair| pair[1].from < pair[0].from);
    let mut found: Vec<_> = unsorted.map(|pair| Fault::Unsorted(pair[1].at)).collect();
    let Some((last, before)) = rows.split_last() else {
        return found;
    };
    let open = before.iter().filter(|row| row.to.is_none());
    found.extend(open.map(|row| Fault::OpenTooEarly(row.at)));
    if last.to.is_some() && before.iter().all(|row| row.to.is_some()) {
        found.push(Fault::NothingOpen);
    }
    found
}

fn overlaps(sorted: &[Row], now: Month) -> Vec<Fault> {
    let mut found = Vec::new();
    for (place, row) in sorted.iter().enumerate() {
        let end = row.to.unwrap_or(now);
        let later = sorted[place + 1..]
            .iter()
            .take_while(|other| other.from < end);
        let shared = later.filter(|other| other.from < other.to.unwrap_or(now));
        found.extend(shared.map(|other| Fault::Overlap(row.at, other.at)));
    }
    found
}

fn cover(sorted: &[Row], begin: Month, now: Month) -> Vec<Fault> {
    let Some(first) = sorted.first() else {
        return vec![Fault::Gap(begin, now)];
    };
    let mut found = Vec::new();
    if first.from > begin {
        found.push(Fault::StartsLate(begin, first.from));
    }
    let mut covered = first.from;
    for row in sorted {
        found.extend(gap(covered, row.from, begin));
        covered = covered.max(row.to.unwrap_or(now));
    }
    found.extend(gap(covered, now.plus(1), begin));
    found
}

/// The empty months between two rows, as far as the form asks about them.
fn gap(covered: Month, next: Month, begin: Month) -> Option<Fault> {
    let first = covered.plus(1).max(begin);
    let last = next.plus(-1);
    (last.since(first) >= 1).then_some(Fault::Gap(first, last))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn month(text: &str) -> Month {
        Month::of(crate::application::parse_month(text).unwrap())
    }

    fn history(rows: &[(&str, &str)]) -> Vec<Row> {
        let row = |(at, (from, to)): (usize, &(&str, &str))| Row {
            at,
            from: month(from),
            to: (!to.is_empty()).then(|| month(to)),
        };
        rows.iter().enumerate().map(row).collect()
    }

    fn told(rows: &[(&str, &str)]) -> Vec<Fault> {
        faults(&history(rows), month("12.2008"), month("12.2018"))
    }

    #[test]
    fn ten_years_without_a_gap_are_in_order() {
        assert_eq!(
            told(&[
                ("09.2005", "06.2010"),
                ("07.2010", "03.2015"),
                ("03.2015", "")
            ]),
            []
        );
        // Left on 31 March, began on 1 May: one month.
        assert_eq!(told(&[("09.2005", "03.2010"), ("05.2010", "")]), []);
    }

    /// REQ-A21.
    #[test]
    fn a_gap_is_named_with_its_months() {
        let faults = told(&[("09.2005", "06.2010"), ("10.2010", "")]);
        assert_eq!(faults, [Fault::Gap(month("07.2010"), month("09.2010"))]);
    }

    #[test]
    fn a_gap_before_the_ten_years_is_nobodys_business() {
        assert_eq!(told(&[("09.2001", "06.2004"), ("10.2008", "")]), []);
        let faults = told(&[("09.2001", "06.2004"), ("03.2009", "")]);
        assert_eq!(faults, [Fault::Gap(month("12.2008"), month("02.2009"))]);
    }

    #[test]
    fn a_job_beside_the_studies_fills_a_gap_and_the_overlap_is_named() {
        let faults = told(&[
            ("09.2005", "06.2010"),
            ("01.2009", "12.2012"),
            ("01.2013", ""),
        ]);
        assert_eq!(faults, [Fault::Overlap(0, 1)]);
    }

    #[test]
    fn a_short_job_inside_a_long_one_opens_no_gap_after_it() {
        let faults = told(&[("09.2005", ""), ("01.2009", "03.2009")]);
        assert_eq!(faults, [Fault::OpenTooEarly(0), Fault::Overlap(0, 1)]);
    }

    #[test]
    fn rows_that_begin_too_late_or_end_too_early_are_told() {
        let faults = told(&[("02.2010", "11.2017")]);
        assert_eq!(
            faults,
            [
                Fault::NothingOpen,
                Fault::StartsLate(month("12.2008"), month("02.2010")),
                Fault::Gap(month("12.2017"), month("12.2018")),
            ]
        );
    }

    #[test]
    fn rows_in_the_wrong_order_and_impossible_rows_are_all_told_at_once() {
        let faults = told(&[
            ("05.2012", "04.2012"),
            ("09.2005", "05.2019"),
            ("06.2001", ""),
        ]);
        assert_eq!(
            faults,
            [
                Fault::Backwards(0),
                Fault::Future(1),
                Fault::Unsorted(1),
                Fault::Unsorted(2),
            ]
        );
    }

    #[test]
    fn nothing_said_at_all_is_one_gap() {
        assert_eq!(told(&[]), [Fault::Gap(month("12.2008"), month("12.2018"))]);
    }

    #[test]
    fn who_turned_14_lately_answers_from_then_on() {
        let filing = date(2018, 12, 5);
        assert_eq!(must_begin(filing, 120, None), month("12.2008"));
        assert_eq!(
            must_begin(filing, 120, Some(date(2014, 3, 9))),
            month("03.2014")
        );
        assert_eq!(
            must_begin(filing, 120, Some(date(1993, 3, 9))),
            month("12.2008")
        );
    }

    const NOW: i32 = 24_227;
    const BEGIN: i32 = NOW - 120;

    fn any_rows() -> impl Strategy<Value = Vec<Row>> {
        let row = (BEGIN - 40..=NOW, prop::option::weighted(0.9, 0..60i32));
        prop::collection::vec(row, 0..12).prop_map(|rows| {
            let row = |(at, (from, length)): (usize, (i32, Option<i32>))| Row {
                at,
                from: Month(from),
                to: length.map(|months| Month((from + months).min(NOW))),
            };
            rows.into_iter().enumerate().map(row).collect()
        })
    }

    /// Which months no row speaks of, found the slow way.
    fn silent(rows: &[Row]) -> Vec<i32> {
        let spoken = |month: &i32| {
            rows.iter()
                .any(|row| row.from.0 <= *month && *month <= row.to.map_or(NOW, |to| to.0))
        };
        (BEGIN..=NOW).filter(|month| !spoken(month)).collect()
    }

    proptest! {
        /// REQ-A21: gaps are exactly the runs of two silent months or more.
        #[test]
        fn every_gap_is_found_and_none_is_invented(rows in any_rows()) {
            let found = faults(&rows, Month(BEGIN), Month(NOW));
            let silent = silent(&rows);
            let first = rows.iter().map(|row| row.from.0).min();
            let mut named: Vec<i32> = Vec::new();
            for fault in &found {
                match fault {
                    Fault::Gap(from, to) => named.extend(from.0..=to.0),
                    Fault::StartsLate(begin, start) => {
                        prop_assert_eq!((begin.0, Some(start.0)), (BEGIN, first));
                        named.extend(begin.0..start.0);
                    }
                    _ => {}
                }
            }
            named.sort_unstable();
            let lone = |month: &&i32| {
                !silent.contains(&(**month - 1)) && !silent.contains(&(**month + 1)) && Some(**month + 1) != first
            };
            let expected: Vec<_> = silent.iter().filter(|month| !lone(month)).copied().collect();
            prop_assert_eq!(named, expected);
        }

        /// The order in which rows are typed changes only what is said about order.
        #[test]
        fn gaps_do_not_depend_on_the_order_of_rows(rows in any_rows(), seed in any::<u64>()) {
            let mut shuffled = rows.clone();
            shuffled.sort_by_key(|row| (row.at as u64).wrapping_mul(seed | 1));
            let gaps = |rows: &[Row]| -> Vec<_> {
                faults(rows, Month(BEGIN), Month(NOW))
                    .into_iter()
                    .filter(|fault| matches!(fault, Fault::Gap(..) | Fault::StartsLate(..)))
                    .collect()
            };
            prop_assert_eq!(gaps(&rows), gaps(&shuffled));
        }
    }
}
