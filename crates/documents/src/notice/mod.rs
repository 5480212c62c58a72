//! The wording of the notifications of item 7, and of what the office tells besides.
//!
//! Each notification is a message of `translations/{ru,en}/notices.ftl` whose parts
//! are its subject, its text message and the paragraphs of its e-mail. A paragraph
//! is said when everything it speaks of is known; what the regulation demands must
//! be known, or nothing is sent.

mod facts;

use okno_domain::notification::{FactName, Kind};

use crate::sms;
use crate::typography::{plain_spaces, polish};
use crate::wording::{Args, Lang, Wording};

pub use facts::{NoticeFacts, Place, RestrictionDecision};

/// Which notification is worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// One of the kinds of the domain, told for the first time.
    Of(Kind),
    /// The passport is ready and was not collected (N6 again).
    PassportStillWaiting,
    /// The office cancelled an appointment.
    VisitCancelled,
}

impl Notice {
    /// Every notification that has wording.
    pub fn all() -> impl Iterator<Item = Self> {
        let others = [Self::PassportStillWaiting, Self::VisitCancelled];
        Kind::ALL.into_iter().map(Self::Of).chain(others)
    }

    /// The key of its wording.
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::Of(kind) => kind.message_key(false),
            Self::PassportStillWaiting => Kind::PassportReady.message_key(true),
            Self::VisitCancelled => "notice-visit-cancelled",
        }
    }

    /// What must be stated, or nothing is sent.
    pub const fn needs(self) -> &'static [FactName] {
        match self {
            Self::Of(kind) => kind.needs(),
            Self::PassportStillWaiting => Kind::PassportReady.needs(),
            Self::VisitCancelled => Kind::VisitNear.needs(),
        }
    }
}

impl From<Kind> for Notice {
    fn from(kind: Kind) -> Self {
        Self::Of(kind)
    }
}

/// Why a notification is not worded, and so not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoticeError {
    /// Something it must state is not known (REQ-7.7).
    #[error("{key} lacks {}", names(.missing))]
    Missing {
        /// The key of the wording.
        key: &'static str,
        /// Everything that lacks, not only the first.
        missing: Vec<FactName>,
    },
    /// A part that cannot be left out has no wording that can be said.
    #[error("{key} has no {part} that can be said with what is known")]
    Unworded {
        /// The key of the wording.
        key: &'static str,
        /// `subject`, `sms` or `text`.
        part: &'static str,
    },
}

fn names(facts: &[FactName]) -> String {
    facts
        .iter()
        .map(|fact| fact.name())
        .collect::<Vec<_>>()
        .join(", ")
}

/// A notification in words, for every way it may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Subject of the e-mail, at most one line.
    pub subject: String,
    /// Text of the e-mail, paragraphs parted by an empty line.
    pub text: String,
    /// The text message.
    pub sms: String,
    /// What the text message costs.
    pub sms_length: sms::Length,
}

/// Words a notification.
///
/// Neither a document number nor a birth date can stand in it: [`NoticeFacts`] has
/// no place for them.
///
/// # Errors
/// [`NoticeError::Missing`] names every fact that must be stated and is not known.
pub fn compose(
    wording: &Wording,
    lang: Lang,
    notice: Notice,
    facts: &NoticeFacts,
) -> Result<Letter, NoticeError> {
    let key = notice.message_key();
    let stated = facts.stated(wording, lang);
    let missing: Vec<_> = notice
        .needs()
        .iter()
        .filter(|fact| !stated.contains_key(fact))
        .copied()
        .collect();
    if !missing.is_empty() {
        return Err(NoticeError::Missing { key, missing });
    }
    let args = facts.args(wording, lang);
    let mut parts = said_parts(wording, lang, key, &args);
    let mut take = |part: &'static str| {
        let at = parts.iter().position(|(name, _)| *name == part);
        at.map(|at| parts.remove(at).1)
            .ok_or(NoticeError::Unworded { key, part })
    };
    let subject = one_line(&polish(&take("subject")?));
    let sms = one_line(&plain_spaces(&take("sms")?));
    let mut paragraphs: Vec<String> = parts.into_iter().map(|(_, said)| said).collect();
    if paragraphs.is_empty() {
        return Err(NoticeError::Unworded { key, part: "text" });
    }
    let footer = said_parts(wording, lang, "notice-footer", &args);
    paragraphs.extend(footer.into_iter().map(|(_, said)| said));
    let text = polish(&paragraphs.join("\n\n"));
    let sms_length = sms::length(&sms);
    Ok(Letter {
        subject,
        text,
        sms,
        sms_length,
    })
}

/// The parts of a message that can be said, in order; of a part and its
/// alternatives (`sms`, `sms-or`, `sms-or-or`) the first that can be.
fn said_parts<'w>(
    wording: &'w Wording,
    lang: Lang,
    key: &str,
    args: &Args,
) -> Vec<(&'w str, String)> {
    let mut said: Vec<(&str, String)> = Vec::new();
    for name in wording.catalogue(lang).attributes(key) {
        let part = name.split("-or").next().unwrap_or(name);
        if said.iter().any(|(known, _)| *known == part) {
            continue;
        }
        if let Ok(text) = wording.try_text(lang, &format!("{key}.{name}"), args) {
            said.push((part, text));
        }
    }
    said
}

/// No line break gets into a mail header or a text message.
fn one_line(text: &str) -> String {
    text.split(['\n', '\r'])
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests;
