//! Rules: a parameter with dated values, or a decision table with dated rows.

use jiff::civil::Date;
use serde::Serialize;

use super::act::Source;
use super::domain::Domain;
use super::problem::Place;
use super::value::Value;
use super::when::When;
use crate::case::DayKind;
use crate::words::Words;

/// The date that selects which version of a rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Anchor {
    /// The day of reading; information pages.
    #[serde(rename = "today")]
    Today,
    /// The day the fee was paid.
    #[serde(rename = "payment.paid_on")]
    PaidOn,
    /// The day the application was filed.
    #[serde(rename = "application.filed_on")]
    FiledOn,
    /// The day all documents were accepted.
    #[serde(rename = "application.accepted_on")]
    AcceptedOn,
    /// The day the ticket of the hall queue was issued.
    #[serde(rename = "ticket.issued_on")]
    TicketIssuedOn,
    /// The day the appointment was made.
    #[serde(rename = "appointment.made_on")]
    AppointmentMadeOn,
    /// The day the administrative action was completed.
    #[serde(rename = "action.completed_on")]
    ActionCompletedOn,
    /// The day the passport was issued.
    #[serde(rename = "passport.issued_on")]
    PassportIssuedOn,
    /// The day the complaint was registered.
    #[serde(rename = "appeal.registered_on")]
    AppealRegisteredOn,
}

impl Anchor {
    pub(crate) const WORDS: [(&'static str, Self); 9] = [
        ("today", Self::Today),
        ("payment.paid_on", Self::PaidOn),
        ("application.filed_on", Self::FiledOn),
        ("application.accepted_on", Self::AcceptedOn),
        ("ticket.issued_on", Self::TicketIssuedOn),
        ("appointment.made_on", Self::AppointmentMadeOn),
        ("action.completed_on", Self::ActionCompletedOn),
        ("passport.issued_on", Self::PassportIssuedOn),
        ("appeal.registered_on", Self::AppealRegisteredOn),
    ];

    /// The word used in the pack.
    pub fn name(self) -> &'static str {
        let mut words = Self::WORDS.iter();
        words
            .find(|(_, anchor)| *anchor == self)
            .map_or("today", |(name, _)| name)
    }
}

/// What a rule yields when several rows match on the same day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hit {
    /// A parameter: the latest row wins, of the same day the more specific one.
    Parameter,
    /// A decision with one answer: the latest row wins; two of the same day are a mistake of the pack.
    Unique,
    /// A decision with many answers: every thing named by this output once, by the latest row for it.
    Collect {
        /// The output that names the thing.
        by: String,
    },
}

/// The type of values of a parameter, or of one output of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Money of this currency.
    Money(String),
    /// A length of time.
    Duration(DayKind),
    /// A number of this unit.
    Count(Option<String>),
    /// Any word.
    Text,
    /// A word of this closed list.
    Choice(Vec<String>),
    /// A list of words.
    List,
    /// Yes or no.
    Tick,
    /// The id of an evidence kind.
    Evidence,
    /// The id of a ground.
    Ground,
    /// The id of an authority.
    Authority,
    /// The id of a form.
    Form,
}

/// What a row answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A value.
    Value(Value),
    /// A value counted from an index that holds on the same day.
    Indexed {
        /// The rule that holds the index.
        index: String,
        /// How many times it is taken.
        times: i64,
    },
    /// On purpose no value, and why.
    Nothing(String),
}

/// The act that carries a row on after the act it was written from has ended.
///
/// Our reading: a new regulation that is not known to say otherwise keeps the value; whether it
/// is shown by evidence is marked anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Carried {
    /// First day on which the other act carries the row.
    pub from: Date,
    /// The place in that act.
    pub source: Source,
    /// Whether it is shown by evidence that the act says so.
    pub certain: bool,
}

/// One dated, cited row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The condition.
    pub when: When,
    /// First day on which the row applies.
    pub from: Date,
    /// First day on which it no longer applies.
    pub to: Option<Date>,
    /// What it answers.
    pub answer: Answer,
    /// The places it cites; never empty.
    pub sources: Vec<Source>,
    /// Whether it is shown by evidence.
    pub certain: bool,
    /// The act that carries it on later.
    pub carried: Option<Carried>,
    /// Where it is written.
    pub place: Place,
}

impl Row {
    /// The places the row rests on on `day`, the main one first, and whether that is shown.
    pub fn basis_on(&self, day: Date) -> (Vec<&Source>, bool) {
        match &self.carried {
            Some(carried) if carried.from <= day => (vec![&carried.source], carried.certain),
            _ => (self.sources.iter().collect(), self.certain),
        }
    }

    /// Whether the row applies on `day`: from its first day to the day before its end.
    pub fn in_force_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// The thing the row speaks of in a collecting decision.
    pub(crate) fn group(&self, hit: &Hit) -> String {
        match (hit, &self.answer) {
            (Hit::Collect { by }, Answer::Value(Value::Outcome(outcome))) => {
                outcome.0.get(by).map(Value::to_string).unwrap_or_default()
            }
            _ => String::new(),
        }
    }
}

/// A parameter or a decision table of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The id (`fee`, `queue.max_wait`, `term`).
    pub id: String,
    /// The name a person reads.
    pub title: Words,
    /// What several matching rows mean.
    pub hit: Hit,
    /// The date that selects the version.
    pub anchor: Anchor,
    /// The inputs and their words.
    pub domain: Domain,
    /// The type of its values; outputs of a decision by name.
    pub kinds: Vec<(String, Kind)>,
    /// Whether a later version applies to cases that are already open.
    pub open_cases: bool,
    /// The rows in the order of the file.
    pub rows: Vec<Row>,
    /// Where it is written.
    pub place: Place,
}

impl Rule {
    /// The currency or unit of a parameter's values.
    pub fn unit(&self) -> Option<&str> {
        match self.kinds.first().map(|(_, kind)| kind) {
            Some(Kind::Money(currency)) => Some(currency),
            Some(Kind::Count(Some(unit))) => Some(unit),
            _ => None,
        }
    }
}
