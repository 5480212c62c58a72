//! What the components of `templates/components` are given to draw.

/// A question and its answer in a summary list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRow {
    /// What was asked.
    pub name: String,
    /// What was answered.
    pub value: String,
    /// Where the answer can be changed.
    pub change: Option<String>,
}

/// A part of an application with its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Name of the part.
    pub name: String,
    /// Its address.
    pub href: String,
    /// State in words.
    pub state: String,
    /// Kind of tag: nothing, `ok`, `warn`, `error`, `off`.
    pub kind: &'static str,
}

/// A step of a case on its timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What was done.
    pub title: String,
    /// When, in words.
    pub when: String,
    /// When, for machines.
    pub machine: String,
    /// What it means.
    pub text: String,
    /// `done` for what is behind.
    pub class: &'static str,
    /// Whether the case is here now.
    pub now: bool,
}

/// A figure on the dashboard, leading to its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kpi {
    /// What is counted.
    pub name: String,
    /// The figure.
    pub value: String,
    /// What the figure is made of.
    pub detail: String,
    /// Address of the list.
    pub href: String,
}

/// Links to the pages of a long list; lists are cut by the server, 25 rows a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageLinks {
    /// One link for each page; none is drawn where there is only one page.
    pub links: Vec<PageLink>,
}

/// A link to one page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    /// Number from 1.
    pub number: usize,
    /// Its address.
    pub href: String,
    /// Whether it is this page.
    pub here: bool,
}

impl PageLinks {
    /// Links to `pages` pages at the addresses `href` gives; `here` counts from 1.
    pub fn new(pages: usize, here: usize, href: impl Fn(usize) -> String) -> Self {
        let link = |number| PageLink {
            number,
            href: href(number),
            here: number == here,
        };
        Self {
            links: (1..=pages).map(link).collect(),
        }
    }
}

/// Two weeks of days with the number of free times on each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Which days these are.
    pub title: String,
    /// Column heads, Monday first.
    pub weekdays: Vec<DayName>,
    /// Rows of seven days.
    pub weeks: Vec<Vec<Day>>,
}

/// Name of a weekday, short for the eye and long for the ear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayName {
    /// `пн`.
    pub short: String,
    /// `понедельник`.
    pub long: String,
}

/// One day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Day, with the month where it changes.
    pub short: String,
    /// Day as it is spoken: `24 ноября, вторник`.
    pub spoken: String,
    /// Free times.
    pub free: i64,
    /// Address of the page with this day chosen.
    pub href: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// One time to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeChoice {
    /// What is sent.
    pub value: String,
    /// `9:40`.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// What else a person can do when there is no free time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoTimesWay {
    /// The way.
    pub name: String,
    /// Its address.
    pub href: String,
    /// What to expect there.
    pub text: String,
}

/// The card of an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingCard {
    /// Day and time in words.
    pub when: String,
    /// Office and address.
    pub place: String,
    /// Public reference.
    pub reference: String,
}

/// One person of the queue on an officer's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    /// Ticket number.
    pub ticket: String,
    /// Service asked for.
    pub service: String,
    /// Booked time, or empty.
    pub booked: String,
    /// Minutes since the ticket.
    pub minutes: i64,
    /// Whether the norm of waiting has passed.
    pub over_norm: bool,
}

/// What an officer can do now, as a button with a function key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verb {
    /// Name of the act.
    pub name: String,
    /// `F2`.
    pub key: &'static str,
    /// Address the form is sent to.
    pub action: String,
    /// Once-key of the form.
    pub once: String,
    /// Kind of button: nothing, `second`, `danger`.
    pub kind: &'static str,
}

/// One case whose term is near.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineRow {
    /// Case number.
    pub case: String,
    /// Its address.
    pub href: String,
    /// Due day in words.
    pub due: String,
    /// Working days left.
    pub days_left: i64,
    /// Who has to act.
    pub waits_for: String,
}

/// A call on the board of the hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardCall {
    /// Ticket number.
    pub ticket: String,
    /// Window number.
    pub window: String,
    /// Whether it has just been called.
    pub fresh: bool,
}
