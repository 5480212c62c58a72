//! Who gets to a page of the desk: a session, a right, and for forms the token of the session.

use axum::body::Body;
use axum::extract::{Form, FromRequest, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use http::header::{CACHE_CONTROL, HeaderMap, HeaderValue, SET_COOKIE};
use okno_app::staff::StaffToken;
use okno_identity::role::Action;

use super::floor::Floor;
use super::on_duty::OnDuty;
use super::refusal::{self, Refusal};
use super::said::{Said, Sent};
use super::{cookie, log_in, next};
use crate::lang::Lang;

/// The hidden field that proves a form is ours.
pub(super) const FORM_TOKEN: &str = "form-token";

/// What a page asks of whoever wants it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Right {
    /// Nothing: the page of logging in.
    Anybody,
    /// A session.
    Officer,
    /// A session with one of these rights in the own office.
    OneOf(&'static [Action]),
}

/// What the guard of one page knows.
#[derive(Clone)]
pub(super) struct Post {
    pub(super) floor: Floor,
    pub(super) right: Right,
    /// Whether what is sent there is a form.
    pub(super) takes_form: bool,
}

/// Lets a request through, or answers why not.
///
/// A form is looked at before the session: a token fits the cookie even when the session behind
/// it is over, and only then is what was typed kept for after the log-in.
pub(super) async fn stand(State(post): State<Post>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let lang = language(&parts.headers, parts.uri.query());
    let path = parts
        .uri
        .path_and_query()
        .map_or("/desk", |path| path.as_str())
        .to_owned();
    let token = cookie::token(&parts.headers, post.floor.transport);
    let mut request = Request::from_parts(parts, body);
    let mut sent = None;
    if post.takes_form {
        let (said, bare) = match read_form(request).await {
            Ok(read) => read,
            Err(answer) => return answer,
        };
        if is_from_elsewhere(bare.headers()) || !is_ours(&post, token.as_ref(), &said) {
            return refusal::stale_form(lang, &path);
        }
        sent = Some(said);
        request = bare;
    }
    request.extensions_mut().insert(lang);
    let answer = match (post.right, token) {
        (Right::Anybody, _) => Ok(None),
        (right, token) => enter(&post.floor, right, token, lang, &path)
            .await
            .map(Some),
    };
    match answer {
        Ok(on_duty) => {
            if let Some(on_duty) = on_duty {
                request.extensions_mut().insert(on_duty);
            }
            request
                .extensions_mut()
                .insert(Sent(sent.unwrap_or_default()));
            remembering(lang, &post.floor, request, next).await
        }
        Err(Stopped::NoSession) => log_in::instead(&post.floor, lang, &path, sent),
        Err(Stopped::Refused(on_duty, why)) => refusal::answer(&post.floor, &on_duty, why),
        Err(Stopped::Broken) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Why somebody was stopped.
enum Stopped {
    NoSession,
    Refused(Box<OnDuty>, Refusal),
    Broken,
}

async fn enter(
    floor: &Floor,
    right: Right,
    token: Option<StaffToken>,
    lang: Lang,
    path: &str,
) -> Result<OnDuty, Stopped> {
    let token = token.ok_or(Stopped::NoSession)?;
    let found = floor.app.who(&token).await.map_err(|error| {
        tracing::error!(%error, "a session could not be read");
        Stopped::Broken
    })?;
    let session = found.ok_or(Stopped::NoSession)?;
    let form_token = floor.form_token(session.token_hash);
    let on_duty = OnDuty {
        session,
        lang,
        form_token,
        path: path.to_owned(),
    };
    let Right::OneOf(actions) = right else {
        return Ok(on_duty);
    };
    if actions
        .iter()
        .any(|action| floor.allow(&on_duty, *action).is_ok())
    {
        return Ok(on_duty);
    }
    Err(Stopped::Refused(Box::new(on_duty), Refusal::NoRight))
}

/// A form that needs no session needs no token of one; the browser says where it came from.
fn is_ours(post: &Post, token: Option<&StaffToken>, said: &Said) -> bool {
    match (post.right, token) {
        (Right::Anybody, _) => true,
        (_, Some(token)) => post.floor.is_our_form(token, said.word(FORM_TOKEN)),
        (_, None) => false,
    }
}

/// Whether the browser itself says that another site made it send the form.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site");
    site.is_some_and(|site| site != "same-origin" && site != "none")
}

async fn read_form(request: Request) -> Result<(Said, Request), Response> {
    let (parts, body) = request.into_parts();
    let whole = Request::from_parts(parts.clone(), body);
    let words = Form::<Vec<(String, String)>>::from_request(whole, &()).await;
    let Form(words) = words.map_err(IntoResponse::into_response)?;
    Ok((Said::from(words), Request::from_parts(parts, Body::empty())))
}

/// The language asked for in the address, else the remembered one, else Russian.
fn language(headers: &HeaderMap, query: Option<&str>) -> Lang {
    asked_language(query)
        .or_else(|| cookie::language(headers))
        .unwrap_or(Lang::Ru)
}

fn asked_language(query: Option<&str>) -> Option<Lang> {
    let word = query?
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="))?;
    Lang::from_code(word)
}

/// Runs the page; a language asked for in the address is remembered.
async fn remembering(lang: Lang, floor: &Floor, request: Request, next: Next) -> Response {
    let asked = asked_language(request.uri().query()).is_some();
    let mut response = next.run(request).await;
    if let Some(line) = asked
        .then(|| cookie::speak(lang, floor.transport))
        .flatten()
    {
        response.headers_mut().append(SET_COOKIE, line);
    }
    response
}

/// Pages of the desk show personal data: no browser and no proxy keeps them.
pub(super) async fn never_kept(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The way to the log-in for somebody who asked for a page.
pub(super) fn to_log_in(path: &str) -> Response {
    Redirect::to(&format!("/desk/log-in?next={}", next::in_query(path))).into_response()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn the_address_wins_over_what_the_browser_remembers() {
        let mut headers = HeaderMap::new();
        headers.insert("cookie", HeaderValue::from_static("okno-lang=en"));
        assert_eq!(language(&headers, None), Lang::En);
        assert_eq!(language(&headers, Some("q=1&lang=ru")), Lang::Ru);
        assert_eq!(language(&HeaderMap::new(), Some("lang=xx")), Lang::Ru);
    }
}
