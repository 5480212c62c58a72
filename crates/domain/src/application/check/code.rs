//! Codes of problems; the wording belongs to the translations.

use crate::case::named;

/// Whether a problem stops the filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The form cannot be filed.
    Stops,
    /// The form can be filed; the applicant should look again.
    Warns,
}

named! {
    /// What can be wrong with an answer.
    pub enum Code {
        /// Nothing was answered.
        Required = "required",
        /// Not a name in Cyrillic letters.
        Name = "name",
        /// Not a name in Latin letters.
        Latin = "latin",
        /// Latin letters among Cyrillic ones.
        MixedScript = "mixed-script",
        /// Not a day.
        Date = "date",
        /// Not a month.
        Month = "month",
        /// Not one of the options.
        Choice = "choice",
        /// Neither yes nor no.
        Tick = "tick",
        /// Not a phone number.
        Phone = "phone",
        /// Not an e-mail address.
        Email = "email",
        /// Not so many digits (`digits`).
        Digits = "digits",
        /// Not a number, or out of bounds (`min`, `max`).
        Number = "number",
        /// Does not look like the document's number (`pattern`).
        Pattern = "pattern",
        /// Too few characters (`min`).
        TooShort = "too-short",
        /// Too many characters (`max`).
        TooLong = "too-long",
        /// Too few rows (`min`).
        TooFewRows = "too-few-rows",
        /// Too many rows (`max`).
        TooManyRows = "too-many-rows",
        /// A day that has not come yet.
        FutureDate = "future-date",
        /// A day before another that must come first (`earlier`).
        DateOrder = "date-order",
        /// Only one of several may be answered (`others`).
        OnlyOne = "only-one",
        /// At least one of several must be answered (`others`).
        OneNeeded = "one-needed",
        /// A row of the work history ends before it begins.
        WorkBackwards = "work-backwards",
        /// A row of the work history lies in the future.
        WorkFuture = "work-future",
        /// A row begins earlier than the one above it.
        WorkUnsorted = "work-unsorted",
        /// Months of which nothing is said (`from`, `to`).
        WorkGap = "work-gap",
        /// Two rows at the same time (`other`).
        WorkOverlap = "work-overlap",
        /// The rows begin too late (`must`, `starts`).
        WorkStartsLate = "work-starts-late",
        /// No row still goes on.
        WorkNothingOpen = "work-nothing-open",
        /// A row other than the last still goes on.
        WorkOpenTooEarly = "work-open-too-early",
        /// A passport in addition needs a valid one.
        SoughtNeedsValid = "sought-needs-valid",
        /// A passport in addition has a chip.
        SoughtNeedsTenYears = "sought-needs-ten-years",
        /// Instead of a lost one, but none is said to be lost.
        SoughtNeedsLost = "sought-needs-lost",
        /// Instead of a valid or spoiled one, but none is to be annulled.
        SoughtNeedsAnnulled = "sought-needs-annulled",
        /// The first one, but others are held.
        SoughtNotFirst = "sought-not-first",
        /// A lost passport cannot be brought for annulment.
        LostAndAnnulled = "lost-and-annulled",
        /// "No other valid passports" is ticked, but one is kept.
        NoneAndHeld = "none-and-held",
        /// Children are entered only into passports without a chip.
        ChildrenTenYears = "children-ten-years",
        /// The child is 14 or older (`turned`).
        ChildNotUnder14 = "child-not-under-14",
        /// The applicant is under 18.
        NotAdult = "not-adult",
        /// The main document was issued before the age of 14.
        DocumentBefore14 = "document-before-14",
        /// The main document is past its age (`age`).
        DocumentExpired = "document-expired",
        /// The person is 18 or older and files for themselves.
        NotMinor = "not-minor",
        /// The representative is under 18.
        RepresentativeNotAdult = "representative-not-adult",
        /// A guardian is for children under 14.
        GuardianOver14 = "guardian-over-14",
        /// A trustee is for children from 14.
        TrusteeUnder14 = "trustee-under-14",
        /// A guardian or trustee names the act that made them so.
        ActNeeded = "act-needed",
    }
}

impl Code {
    /// Whether it stops the filing.
    ///
    /// Two jobs at once are lawful, and an expired main document may have been
    /// replaced by the day of the visit, so these two only warn.
    pub const fn weight(self) -> Weight {
        match self {
            Self::WorkOverlap | Self::DocumentExpired => Weight::Warns,
            _ => Weight::Stops,
        }
    }
}
