//! `GET /desk`: the page where an officer's work begins.

use axum::extract::State;
use axum::response::Response;

use super::floor::{Answer, Floor, see};
use super::on_duty::OnDuty;
use super::refusal::Refusal;
use super::sheet::WAYS;

/// Where work begins, in the order of preference: whoever serves at a window begins there, not
/// at the list of arrivals.
const BEGINNINGS: [&str; 5] = [
    "/desk/window",
    "/desk/arrivals",
    "/desk/cases",
    "/desk/outbox",
    "/desk/closures",
];

/// Goes to the first page the officer may open.
pub(super) async fn begin(State(floor): State<Floor>, on_duty: OnDuty) -> Response {
    floor.answer(&on_duty, first(&floor, &on_duty))
}

fn first(floor: &Floor, on_duty: &OnDuty) -> Answer {
    let may = |href: &&&str| {
        let way = WAYS.iter().find(|way| way.0 == **href);
        way.is_some_and(|(_, _, actions)| {
            actions
                .iter()
                .any(|action| floor.allow(on_duty, *action).is_ok())
        })
    };
    BEGINNINGS
        .iter()
        .find(may)
        .map_or(Err(Refusal::NoRight), |href| see(href))
}
