//! Notifications of a case: what was told, by when it had to be, and what became of it (REQ-6c).

use jiff::Timestamp;
use okno_app::case::CaseView;

use super::notices::Told;
use crate::desk::floor::Floor;
use crate::desk::on_duty::OnDuty;
use crate::desk::when;

/// One notification.
pub(super) struct ToldLine {
    pub(super) kind: String,
    pub(super) made: String,
    pub(super) due: String,
    pub(super) state: String,
    pub(super) sent: String,
    /// Told after its last moment, or not told although it has passed.
    pub(super) late: bool,
    /// The text as the citizen reads it.
    pub(super) letter: Option<LetterWords>,
}

/// The text of a notification.
pub(super) struct LetterWords {
    pub(super) subject: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) sms: String,
}

/// The notifications of a case, the latest first.
pub(super) fn lines(floor: &Floor, on_duty: &OnDuty, case: &CaseView) -> Vec<ToldLine> {
    let t = on_duty.t();
    let zone = floor.app.zone_of(&case.office);
    let moment = |at: Timestamp| when::moment(t, at, &zone);
    let now = floor.app.now();
    let told = case.told.iter().rev();
    told.map(|stored| {
        let notification = &stored.notification;
        let opened = floor
            .app
            .open_letter(notification.notification_id, &notification.sealed);
        let letter = opened.ok().map(|letter| Told {
            kind: notification.kind.clone(),
            language: notification.language.clone(),
            office: notification.office_id.clone(),
            letter,
        });
        let nobody_to_tell = notification.medium == "none";
        ToldLine {
            kind: t.say_or(
                &format!("desk-notice-{}", notification.kind),
                &notification.kind,
            ),
            made: moment(notification.created_at),
            due: moment(notification.due_at),
            state: t.say_or(&format!("desk-delivery-{}", stored.state), &stored.state),
            sent: stored.sent_at.map(moment).unwrap_or_default(),
            late: !nobody_to_tell && stored.sent_at.unwrap_or(now) > notification.due_at,
            letter: letter.and_then(|told| words(floor, &told)),
        }
    })
    .collect()
}

/// The text; none where this house was not given the hand that writes letters.
fn words(floor: &Floor, told: &Told) -> Option<LetterWords> {
    let worded = floor.letters.as_ref()?(told);
    let worded = worded.inspect_err(|error| tracing::warn!(%error, "a letter could not be shown"));
    worded.ok().map(|worded| LetterWords {
        subject: worded.subject,
        paragraphs: worded.text.split("\n\n").map(str::to_owned).collect(),
        sms: worded.sms,
    })
}
