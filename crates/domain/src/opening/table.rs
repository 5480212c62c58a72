use serde::{Deserialize, Serialize};

use super::{DayHours, MonthWeek, OpeningHours, PreHolidayHours};
use crate::calendar::WeekdayName;

/// One line of the table of hours on the site and on the stand (REQ-3, REQ-10.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// For which days.
    pub days: TableDays,
    /// The hours of these days.
    pub hours: TableHours,
}

/// The days of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableDays {
    /// From one weekday to another, both included.
    Weekdays(WeekdayName, WeekdayName),
    /// Certain weekdays of the month.
    Monthly(WeekdayName, Vec<MonthWeek>),
    /// Days before a holiday.
    PreHoliday,
    /// Holidays.
    Holiday,
    /// The Monday after a Saturday of the month.
    MondayAfterSaturday,
}

/// The hours of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableHours {
    /// These; closed when there are none.
    Hours(DayHours),
    /// The hours of the weekday, ending so many minutes earlier.
    ShorterBy(u16),
}

impl OpeningHours {
    /// The table of hours: neighbouring weekdays with the same hours in one line,
    /// then what differs from the week.
    pub fn table(&self) -> Vec<TableRow> {
        let mut rows: Vec<(WeekdayName, WeekdayName, DayHours)> = Vec::new();
        for weekday in WeekdayName::WEEK {
            let hours = self.weekly(weekday);
            match rows.last_mut() {
                Some((_, last, same)) if *same == hours => *last = weekday,
                _ => rows.push((weekday, weekday, hours)),
            }
        }
        let week = rows.into_iter().map(|(first, last, hours)| TableRow {
            days: TableDays::Weekdays(first, last),
            hours: TableHours::Hours(hours),
        });
        week.chain(self.exceptions()).collect()
    }

    fn exceptions(&self) -> Vec<TableRow> {
        let mut rows = vec![TableRow {
            days: TableDays::PreHoliday,
            hours: match &self.pre_holiday {
                PreHolidayHours::Within(hours) => TableHours::Hours(hours.clone()),
                PreHolidayHours::ShorterBy(minutes) => TableHours::ShorterBy(*minutes),
            },
        }];
        rows.extend(self.monthly.iter().map(|rule| TableRow {
            days: TableDays::Monthly(rule.weekday, rule.which.clone()),
            hours: TableHours::Hours(rule.hours.clone()),
        }));
        if self.monday_off_after_saturday {
            rows.push(TableRow {
                days: TableDays::MondayAfterSaturday,
                hours: TableHours::Hours(DayHours::closed()),
            });
        }
        rows.extend(self.monthly_closures.iter().map(|rule| TableRow {
            days: TableDays::Monthly(rule.weekday, rule.which.clone()),
            hours: TableHours::Hours(DayHours::closed()),
        }));
        rows.push(TableRow {
            days: TableDays::Holiday,
            hours: TableHours::Hours(self.holiday.clone()),
        });
        rows
    }
}
