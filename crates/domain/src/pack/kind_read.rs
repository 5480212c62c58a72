//! Reading of kinds and of values of these kinds.

use super::read::{Fields, Node};
use super::rule::Kind;
use super::value::{Money, Value};
use crate::case::DayKind;

pub(super) fn param_kind(fields: &mut Fields<'_>) -> Option<Kind> {
    let kind = fields.need("kind")?;
    let kind = kind.choice(&[
        ("money", 0),
        ("duration", 1),
        ("count", 2),
        ("text", 3),
        ("list", 4),
        ("tick", 5),
    ])?;
    Some(match kind {
        0 => Kind::Money(fields.text("currency")?),
        1 => Kind::Duration(fields.counted(DayKind::Calendar)),
        2 => Kind::Count(fields.maybe_text("unit")),
        3 => match fields.texts("choices") {
            choices if choices.is_empty() => Kind::Text,
            choices => Kind::Choice(choices),
        },
        4 => Kind::List,
        _ => Kind::Tick,
    })
}

pub(super) fn output_kind(node: &Node<'_>) -> Option<(String, Kind)> {
    if node.is_list() {
        return Some((node.key.clone(), Kind::Choice(node.texts())));
    }
    let kind = node.choice(&[
        ("duration", 0),
        ("count", 1),
        ("text", 2),
        ("list", 3),
        ("tick", 4),
        ("evidence", 5),
        ("ground", 6),
        ("authority", 7),
        ("form", 8),
    ])?;
    let kind = match kind {
        0 => Kind::Duration(DayKind::Calendar),
        1 => Kind::Count(None),
        2 => Kind::Text,
        3 => Kind::List,
        4 => Kind::Tick,
        5 => Kind::Evidence,
        6 => Kind::Ground,
        7 => Kind::Authority,
        _ => Kind::Form,
    };
    Some((node.key.clone(), kind))
}

pub(super) fn value(node: &Node<'_>, kind: &Kind, counted: DayKind) -> Option<Value> {
    Some(match kind {
        Kind::Money(currency) => Value::Money(Money {
            minor: node.whole()?,
            currency: currency.clone(),
        }),
        Kind::Duration(_) => Value::Duration(node.length(counted)?),
        Kind::Count(_) => Value::Count(node.whole()?),
        Kind::Text | Kind::Evidence | Kind::Ground | Kind::Authority | Kind::Form => {
            Value::Text(node.text()?)
        }
        Kind::Choice(words) => Value::Text(chosen(node, words)?),
        Kind::List => Value::List(node.texts()),
        Kind::Tick => Value::Tick(node.tick()?),
    })
}

fn chosen(node: &Node<'_>, words: &[String]) -> Option<String> {
    let written = node.text()?;
    if words.contains(&written) {
        return Some(written);
    }
    let hint = super::nearest::hint(&written, words.iter().map(String::as_str));
    node.bad_with_hint(&written, "not a word of the closed list", hint);
    None
}
