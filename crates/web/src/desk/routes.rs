//! Every address of the desk, with the right it asks for.
//!
//! To add a page: write its handler, add one row, and let the use case ask for the right again.
//! A test walks this table with every role.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use http::Method;
use okno_identity::role::Action;

use super::cases::{entry, list, page, step};
use super::floor::Floor;
use super::guard::{Post, Right, stand};
use super::{arrivals, check_in, closures, log_in, seat, start, tickets, window};

/// One address.
pub(super) struct Route {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) right: Right,
    page: fn() -> MethodRouter<Floor>,
}

const fn at(
    method: Method,
    path: &'static str,
    right: Right,
    page: fn() -> MethodRouter<Floor>,
) -> Route {
    Route {
        method,
        path,
        right,
        page,
    }
}

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// The table.
pub(super) static ROUTES: &[Route] = &[
    at(GET, "/desk/log-in", Right::Anybody, || get(log_in::ask)),
    at(POST, "/desk/log-in", Right::Anybody, || {
        post(log_in::let_in)
    }),
    at(POST, "/desk/log-out", Right::Officer, || {
        post(log_in::let_out)
    }),
    at(GET, "/desk", Right::Officer, || get(start::begin)),
    at(GET, "/desk/arrivals", SEE_DAY, || get(arrivals::list)),
    at(GET, "/desk/arrivals/{reference}", CHECK_IN, || {
        get(check_in::ask)
    }),
    at(POST, "/desk/arrivals/{reference}", CHECK_IN, || {
        post(check_in::compare)
    }),
    at(POST, "/desk/arrivals/{reference}/void", CHECK_IN, || {
        post(check_in::void)
    }),
    at(GET, "/desk/tickets/new", GIVE_TICKET, || get(tickets::ask)),
    at(POST, "/desk/tickets/new", GIVE_TICKET, || {
        post(tickets::give)
    }),
    at(GET, "/desk/tickets/{ticket}", SEE_DAY, || {
        get(tickets::show)
    }),
    at(POST, "/desk/tickets/{ticket}/return", GIVE_OR_SERVE, || {
        post(tickets::come_back)
    }),
    at(GET, "/desk/window", SERVE, || get(window::show)),
    at(GET, "/desk/window/choose", SERVE, || get(seat::ask)),
    at(POST, "/desk/window/take", SERVE, || post(seat::take)),
    at(GET, "/desk/window/outcome", SERVE, || {
        get(window::ask_outcome)
    }),
    at(GET, "/desk/window/events", SERVE, || get(window::events)),
    at(POST, "/desk/window/{verb}", SERVE, || post(window::act)),
    at(GET, "/desk/cases", SEE_CASE, || get(list::show)),
    at(GET, "/desk/cases/new", TAKE, || get(entry::ask)),
    at(POST, "/desk/cases/new", TAKE, || post(entry::file)),
    at(GET, "/desk/cases/{key}", SEE_CASE, || get(page::show)),
    at(POST, "/desk/cases/{key}/{act}", WORK, || post(step::act)),
    at(GET, "/desk/closures", PLAN, || get(closures::ask)),
    at(POST, "/desk/closures", PLAN, || post(closures::act)),
];

const SEE_DAY: Right = Right::OneOf(&[Action::SeeDay]);
const CHECK_IN: Right = Right::OneOf(&[Action::CheckIn]);
const GIVE_TICKET: Right = Right::OneOf(&[Action::GiveTicket]);
const GIVE_OR_SERVE: Right = Right::OneOf(&[Action::GiveTicket, Action::ServeTicket]);
const SEE_CASE: Right = Right::OneOf(&[Action::SeeCase]);
const TAKE: Right = Right::OneOf(&[Action::Accept, Action::AcceptAtMfc]);
/// Whoever may change a case in any way; the use case asks for the right of the very act.
const WORK: Right = Right::OneOf(&[
    Action::Register,
    Action::Accept,
    Action::RefuseAcceptance,
    Action::SendRequests,
    Action::Suspend,
    Action::Decide,
    Action::SendRefusal,
    Action::Produce,
    Action::Issue,
    Action::Destroy,
    Action::Withdraw,
]);
const PLAN: Right = Right::OneOf(&[Action::PlanHours]);
const SERVE: Right = Right::OneOf(&[Action::ServeTicket]);

/// All of them, each behind its guard.
pub(super) fn all(floor: &Floor) -> Router<Floor> {
    ROUTES.iter().fold(Router::new(), |router, route| {
        let takes_form = route.method == Method::POST;
        let post = Post {
            floor: floor.clone(),
            right: route.right,
            takes_form,
        };
        router.route(
            route.path,
            (route.page)().route_layer(from_fn_with_state(post, stand)),
        )
    })
}
