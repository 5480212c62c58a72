//! Reading of `[[param]]` and `[[decision]]`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::act::Source;
use super::domain::Domain;
use super::kind_read::{output_kind, param_kind, value};
use super::problem::Mistake;
use super::read::{Fields, Node};
use super::rule::{Anchor, Answer, Carried, Hit, Kind, Row, Rule};
use super::value::{Outcome, Value};
use super::when::When;
use super::wording::Languages;
use crate::case::DayKind;

/// What a table says once for all of its rows.
struct Common {
    from: Option<Date>,
    sources: Vec<Source>,
    certain: bool,
    carried: Option<Carried>,
}

impl Common {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            from: fields.date("from"),
            sources: sources(fields),
            certain: fields.tick_or("certain", true),
            carried: carried(fields),
        }
    }
}

/// What carries the rows that cite no source of their own, or one row.
///
/// Reads `carried_on = {from = "2021-05-30", source = "mvd-186", certain = false}`.
fn carried(fields: &mut Fields<'_>) -> Option<Carried> {
    let mut fields = fields.maybe("carried_on")?.fields()?;
    let from = fields.need("from").and_then(|node| node.date());
    let source = fields.text("source");
    let certain = fields.tick_or("certain", true);
    fields.finish();
    Some(Carried {
        from: from?,
        source: Source::parse(&source?),
        certain,
    })
}

/// Reads `source = "act/item"` or a list of them.
pub(crate) fn sources(fields: &mut Fields<'_>) -> Vec<Source> {
    let texts = fields.texts("source");
    texts.iter().map(|text| Source::parse(text)).collect()
}

/// Reads one `[[param]]`.
pub(crate) fn param(mut fields: Fields<'_>, languages: &Languages) -> Option<Rule> {
    let id = fields.text("id");
    let title = fields.need("title").and_then(|node| languages.read(&node));
    let anchor = anchor(&mut fields);
    let kind = param_kind(&mut fields);
    let domain = param_domain(&mut fields);
    let common = Common::read(&mut fields);
    let open_cases = open_cases(&mut fields);
    let rows = fields
        .need("values")
        .map_or_else(Vec::new, |node| node.tables());
    fields.finish();
    let mut rule = Rule {
        id: id?,
        title: title.unwrap_or_default(),
        hit: Hit::Parameter,
        anchor: anchor.unwrap_or(Anchor::Today),
        domain,
        kinds: vec![("value".to_owned(), kind?)],
        open_cases,
        rows: Vec::new(),
        place: fields.place(),
    };
    for row in rows {
        let answer = |fields: &mut Fields<'_>| param_answer(fields, &rule.kinds[0].1);
        if let Some(row) = read_row(row, &common, &rule.domain, answer) {
            rule.rows.push(row);
        }
    }
    Some(rule)
}

/// Reads one `[[decision]]`.
pub(crate) fn decision(mut fields: Fields<'_>, languages: &Languages) -> Option<Rule> {
    let id = fields.text("id");
    let title = fields.need("title").and_then(|node| languages.read(&node));
    let anchor = anchor(&mut fields);
    let hit = hit(&mut fields);
    let domain = fields
        .need("inputs")
        .and_then(|node| node.fields())
        .map(Domain::read)
        .unwrap_or_default();
    let kinds = fields
        .need("outputs")
        .and_then(|node| node.fields())
        .map(|mut outputs| {
            let nodes = outputs.all();
            nodes.iter().filter_map(output_kind).collect()
        });
    let common = Common::read(&mut fields);
    let open_cases = open_cases(&mut fields);
    let rows = fields
        .need("rows")
        .map_or_else(Vec::new, |node| node.tables());
    fields.finish();
    let mut rule = Rule {
        id: id?,
        title: title.unwrap_or_default(),
        hit: hit?,
        anchor: anchor.unwrap_or(Anchor::Today),
        domain,
        kinds: kinds?,
        open_cases,
        rows: Vec::new(),
        place: fields.place(),
    };
    check_by(&rule, &fields);
    for row in rows {
        let answer = |fields: &mut Fields<'_>| decision_answer(fields, &rule.kinds);
        if let Some(row) = read_row(row, &common, &rule.domain, answer) {
            rule.rows.push(row);
        }
    }
    Some(rule)
}

fn check_by(rule: &Rule, fields: &Fields<'_>) {
    if let Hit::Collect { by } = &rule.hit
        && !rule.kinds.iter().any(|(name, _)| name == by)
    {
        fields.report(Mistake::UnknownReference {
            what: "output",
            id: by.clone(),
        });
    }
}

fn anchor(fields: &mut Fields<'_>) -> Option<Anchor> {
    fields.need("anchor")?.choice(&Anchor::WORDS)
}

fn open_cases(fields: &mut Fields<'_>) -> bool {
    let words = [("new_cases", false), ("open_cases", true)];
    let node = fields.maybe("applies_to");
    node.and_then(|node| node.choice(&words)).unwrap_or(false)
}

fn hit(fields: &mut Fields<'_>) -> Option<Hit> {
    let by = fields.maybe("by");
    let node = fields.need("hit")?;
    match (node.choice(&[("unique", false), ("collect", true)])?, by) {
        (true, Some(by)) => Some(Hit::Collect { by: by.text()? }),
        (false, None) => Some(Hit::Unique),
        _ => {
            node.bad(&node.text()?, "collect needs 'by', unique has none");
            None
        }
    }
}

fn param_domain(fields: &mut Fields<'_>) -> Domain {
    let keys = fields.texts("keys");
    let domain = fields
        .maybe("key_values")
        .and_then(|node| node.fields())
        .map(Domain::read)
        .unwrap_or_default();
    let mut declared: Vec<&str> = keys.iter().map(String::as_str).collect();
    declared.sort_unstable();
    let given: Vec<&str> = domain.inputs.iter().map(|i| i.name.as_str()).collect();
    if declared != given {
        fields.report(Mistake::BadValue {
            key: "keys".to_owned(),
            found: declared.join(", "),
            wanted: format!("key_values lists the words of: {}", given.join(", ")),
        });
    }
    domain
}

fn read_row(
    mut fields: Fields<'_>,
    common: &Common,
    domain: &Domain,
    answer: impl FnOnce(&mut Fields<'_>) -> Option<Answer>,
) -> Option<Row> {
    let when = When::read(fields.maybe("when").as_ref(), domain);
    let from = fields.date("from").or(common.from);
    let to = fields.date("to");
    let own = sources(&mut fields);
    let carried = carried(&mut fields);
    let (sources, carried) = if own.is_empty() {
        (
            common.sources.clone(),
            carried.or_else(|| common.carried.clone()),
        )
    } else {
        (own, carried)
    };
    let certain = fields.tick_or("certain", common.certain);
    let answer = answer(&mut fields);
    if from.is_none() && fields.maybe("from").is_none() {
        fields.report(Mistake::MissingKey("from".to_owned()));
    }
    if sources.is_empty() {
        fields.report(Mistake::NoSource);
    }
    if let (Some(from), Some(to)) = (from, to)
        && to <= from
    {
        fields.report(Mistake::BadValue {
            key: "to".to_owned(),
            found: to.to_string(),
            wanted: "the end must come after the beginning".to_owned(),
        });
    }
    fields.finish();
    Some(Row {
        when: when?,
        from: from?,
        to,
        answer: answer?,
        sources,
        certain,
        carried,
        place: fields.place(),
    })
}

fn param_answer(fields: &mut Fields<'_>, kind: &Kind) -> Option<Answer> {
    if let Some(reason) = fields.maybe_text("none") {
        return Some(Answer::Nothing(reason));
    }
    let counted = match kind {
        Kind::Duration(default) => fields.counted(*default),
        _ => DayKind::Calendar,
    };
    let node = fields.need("value")?;
    if node.is_table() {
        return indexed(&node);
    }
    value(&node, kind, counted).map(Answer::Value)
}

fn indexed(node: &Node<'_>) -> Option<Answer> {
    let mut fields = node.fields()?;
    let index = fields.text("index");
    let times = fields.need("times").and_then(|node| node.whole());
    fields.finish();
    Some(Answer::Indexed {
        index: index?,
        times: times?,
    })
}

fn decision_answer(fields: &mut Fields<'_>, kinds: &[(String, Kind)]) -> Option<Answer> {
    if let Some(reason) = fields.maybe_text("none") {
        return Some(Answer::Nothing(reason));
    }
    let mut out = fields.need("out")?.fields()?;
    let counted = if kinds
        .iter()
        .any(|(_, kind)| matches!(kind, Kind::Duration(_)))
    {
        out.counted(DayKind::Calendar)
    } else {
        DayKind::Calendar
    };
    let mut values = BTreeMap::new();
    for (name, kind) in kinds {
        let Some(node) = out.maybe(name) else {
            continue;
        };
        if let Some(value) = value(&node, kind, counted) {
            values.insert(name.clone(), value);
        }
    }
    out.finish();
    if values.is_empty() {
        out.report(Mistake::MissingKey("out".to_owned()));
    }
    Some(Answer::Value(Value::Outcome(Outcome(values))))
}
