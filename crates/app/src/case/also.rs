//! Rows beside the case that a step writes.

use jiff::Timestamp;
use jiff::civil::Date;
use okno_domain::case::{Event, State};
use okno_storage::Tx;
use okno_storage::case_file::CaseFile;
use okno_storage::evidence::{self, Evidence};
use okno_storage::passport::{self, Passport};
use okno_storage::request::{self, Request};
use uuid::Uuid;

use super::error::CaseError;
use super::reckon::Reckoner;
use super::step::{Also, Step};
use crate::App;

/// Writes one of them.
pub(super) async fn write_also(
    tx: &mut Tx,
    app: &App,
    step: &Step,
    file: &CaseFile,
    also: &Also,
    reckoner: &Reckoner<'_>,
    now: Timestamp,
) -> Result<(), CaseError> {
    let (region, case_id) = (file.office_id.region(), file.case_id);
    let officer = step.officer().map(|duty| duty.officer_id);
    match also {
        Also::Evidence(found) => {
            let officer_id = officer.ok_or(CaseError::NotFound)?;
            for (kind, state) in found {
                let state = (*state).to_owned();
                let kind = kind.clone();
                let one = Evidence {
                    case_id,
                    kind,
                    state,
                    seen_at: now,
                    officer_id,
                };
                evidence::put(tx, &region, &one).await?;
            }
        }
        Also::Requests(agencies) => {
            let due_on = reply_due(reckoner)?.unwrap_or(reckoner.today);
            for agency in agencies {
                let sent = Request {
                    request_id: app.new_id(now),
                    case_id,
                    agency: agency.clone(),
                    sent_at: now,
                    due_on,
                    answered_at: None,
                    answer: None,
                };
                request::insert(tx, &region, &sent).await?;
            }
        }
        Also::Answered(id, answer) => {
            if !request::answer(tx, &region, *id, answer, now).await? {
                return Err(CaseError::Answered);
            }
        }
        Also::Received(number) => {
            let passport_id: Uuid = app.new_id(now);
            let made = Passport {
                passport_id,
                case_id,
                state: "ready".into(),
                sealed: app.seal_number(passport_id, number)?,
                received_at: now,
                handed_at: None,
                officer_id: None,
            };
            passport::insert(tx, &region, &made).await?;
        }
        Also::HandedOver => {
            let officer = officer.ok_or(CaseError::NotFound)?;
            if !passport::hand_over(tx, &region, case_id, officer, now).await? {
                return Err(CaseError::Raced);
            }
        }
        Also::PutAway(state) => {
            passport::put_away(tx, &region, case_id, state).await?;
        }
    }
    Ok(())
}

/// The last day for replies, as the workflow limits them.
fn reply_due(reckoner: &Reckoner<'_>) -> Result<Option<Date>, CaseError> {
    let mut replies = reckoner.workflow.leaving(State::Checking);
    let edge = replies.find(|edge| edge.event == Event::ReplyClear);
    reckoner.limit_from_today(edge.and_then(|edge| edge.limit.as_ref()))
}
