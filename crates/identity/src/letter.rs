//! The registered letter that activates an account.

use jiff::{SignedDuration, Timestamp};

/// Wrong tries after which the code is dead and a new letter is needed.
pub const TRIES: u8 = 5;
/// How long a code lives from the day the letter is made.
///
/// Delivery takes around two weeks, and collecting a registered letter as long again.
pub const LIFE: SignedDuration = SignedDuration::from_hours(60 * 24);

/// What stands in the row of one letter (REQ-A18).
///
/// The code itself is never here: only its hash is stored, beside this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterCode {
    /// When the letter was made.
    pub made_at: Timestamp,
    /// Wrong tries so far.
    pub wrong_tries: u8,
    /// Whether it has opened the account, or a newer letter took its place.
    pub state: LetterState,
}

/// What became of a letter's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterState {
    /// It may still open the account.
    Live,
    /// It opened the account, once.
    Used,
    /// A newer letter was ordered; this code is dead.
    Replaced,
}

/// The answer to one try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Try {
    /// The account is active; the code is spent.
    Activated,
    /// Wrong; so many tries are left.
    Wrong {
        /// Tries left before a new letter is needed.
        left: u8,
    },
    /// Too many wrong tries: a new letter is needed, even for the right code.
    Locked,
    /// The code has lived too long.
    Expired,
    /// The code was used before: somebody should look at it.
    AlreadyUsed,
    /// A newer letter is on its way or has arrived.
    Replaced,
}

impl LetterCode {
    /// A fresh letter.
    pub const fn new(made_at: Timestamp) -> Self {
        Self {
            made_at,
            wrong_tries: 0,
            state: LetterState::Live,
        }
    }

    /// Whether the code needs to be compared at all.
    ///
    /// Ask this first: a dead code must not cost an Argon2 run.
    ///
    /// # Errors
    /// The answer to give without comparing.
    pub fn awaits(&self, now: Timestamp) -> Result<(), Try> {
        match self.state {
            LetterState::Used => Err(Try::AlreadyUsed),
            LetterState::Replaced => Err(Try::Replaced),
            LetterState::Live if self.wrong_tries >= TRIES => Err(Try::Locked),
            LetterState::Live if now.duration_since(self.made_at) >= LIFE => Err(Try::Expired),
            LetterState::Live => Ok(()),
        }
    }

    /// Counts one try; `matches` says whether code and second fact were right.
    #[must_use = "the counted letter must be stored"]
    pub fn tried(self, matches: bool, now: Timestamp) -> (Self, Try) {
        if let Err(answer) = self.awaits(now) {
            return (self, answer);
        }
        if matches {
            return (
                Self {
                    state: LetterState::Used,
                    ..self
                },
                Try::Activated,
            );
        }
        let wrong_tries = self.wrong_tries + 1;
        let answer = match TRIES.saturating_sub(wrong_tries) {
            0 => Try::Locked,
            left => Try::Wrong { left },
        };
        (
            Self {
                wrong_tries,
                ..self
            },
            answer,
        )
    }

    /// A newer letter was ordered.
    #[must_use = "the replaced letter must be stored"]
    pub fn replaced(self) -> Self {
        match self.state {
            LetterState::Live => Self {
                state: LetterState::Replaced,
                ..self
            },
            LetterState::Used | LetterState::Replaced => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * n)
    }

    /// REQ-A18: the code works once.
    #[test]
    fn the_code_works_once() {
        let (used, first) = LetterCode::new(day(0)).tried(true, day(14));
        assert_eq!(first, Try::Activated);
        assert_eq!(used.tried(true, day(14)), (used, Try::AlreadyUsed));
    }

    /// REQ-A18: five wrong tries lock, and the right code does not help any more.
    #[test]
    fn five_wrong_tries_lock_even_the_right_code() {
        let mut letter = LetterCode::new(day(0));
        for left in [4, 3, 2, 1] {
            let (next, answer) = letter.tried(false, day(1));
            assert_eq!(answer, Try::Wrong { left });
            letter = next;
        }
        let (locked, answer) = letter.tried(false, day(1));
        assert_eq!(answer, Try::Locked);
        assert_eq!(locked.tried(true, day(1)).1, Try::Locked);
    }

    /// REQ-A18: a new letter voids the old code.
    #[test]
    fn a_new_letter_voids_the_old_code() {
        let old = LetterCode::new(day(0)).replaced();
        assert_eq!(old.tried(true, day(1)).1, Try::Replaced);
        let (used, _) = LetterCode::new(day(0)).tried(true, day(1));
        assert_eq!(used.replaced(), used, "what happened stays on record");
    }

    #[test]
    fn a_code_left_on_the_shelf_expires() {
        let letter = LetterCode::new(day(0));
        assert_eq!(letter.tried(true, day(59)).1, Try::Activated);
        assert_eq!(letter.tried(true, day(60)).1, Try::Expired);
    }
}
