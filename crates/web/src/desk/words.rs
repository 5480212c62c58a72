//! Names of services, documents and needs as the desk says them.

use okno_app::App;
use okno_domain::id::ServiceId;
use okno_domain::pack::Pack;

use crate::field::Choice;
use crate::voice::Voice;

/// Help that people may ask for.
pub(super) const HELP: [&str; 4] = ["wheelchair", "hearing", "interpreter", "child"];

/// The name of a service; its code where no pack has it any more.
pub(super) fn service(app: &App, id: &ServiceId, t: Voice) -> String {
    let known = app.rules().pack_of(id).ok();
    let known = known.and_then(|pack| pack.services.iter().find(|service| service.id == *id));
    known.map_or_else(|| id.to_string(), |service| t.words(&service.title))
}

/// Help that was asked for, in words.
pub(super) fn help(codes: &[String], t: Voice) -> String {
    let words = codes
        .iter()
        .map(|code| t.say_or(&format!("desk-help-{code}"), code));
    words.collect::<Vec<_>>().join(", ")
}

/// The kinds of document a person can show, as the pack names those that identify.
pub(super) fn document_kinds(pack: &Pack, chosen: &str, t: Voice) -> Vec<Choice> {
    let numbers = pack
        .people
        .numbers
        .iter()
        .filter(|format| format.identifies.is_some());
    let kinds = numbers.map(|format| format.document.as_str());
    kinds
        .enumerate()
        .map(|(at, kind)| {
            let is_chosen = if chosen.is_empty() {
                at == 0
            } else {
                kind == chosen
            };
            Choice::new(kind, document(pack, kind, t), is_chosen)
        })
        .collect()
}

/// The name of a kind of document.
pub(super) fn document(pack: &Pack, kind: &str, t: Voice) -> String {
    let known = pack.evidence_kind(kind).map(|known| t.words(&known.title));
    known.unwrap_or_else(|| kind.to_owned())
}

/// The languages a visitor can be spoken to in.
pub(super) fn languages(chosen: &str, t: Voice) -> Vec<Choice> {
    let known = ["ru", "en"];
    known
        .map(|code| {
            Choice::new(
                code,
                t.say(&format!("desk-language-{code}")),
                code == chosen,
            )
        })
        .into()
}
