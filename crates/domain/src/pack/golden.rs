//! Golden tests inside the pack: loading runs them.

use jiff::civil::Date;

use super::Pack;
use super::inputs::Inputs;
use super::pack_error::PackError;
use super::problem::{Mistake, Place, Problems};
use super::read::{Fields, Node};
use super::rule::Hit;
use super::value::Value;

/// What a golden test asks.
enum Question {
    Value(String),
    Regulation(String),
    Spelling(String),
}

/// One `[[case]]` of `tests/*.toml`.
pub(crate) struct Golden {
    question: Question,
    on: Date,
    when: Inputs,
    expected: String,
    place: Place,
}

impl Golden {
    pub(crate) fn read(mut fields: Fields<'_>) -> Option<Self> {
        let value = fields.maybe_text("value").map(Question::Value);
        let decision = fields.maybe_text("decision").map(Question::Value);
        let regulation = fields.maybe_text("regulation").map(Question::Regulation);
        let spelling = fields.maybe_text("spelling").map(Question::Spelling);
        let on = fields.need("on").and_then(|node| node.date());
        let when = fields
            .maybe("when")
            .map_or_else(Inputs::none, |n| inputs(&n));
        let error = fields.maybe_text("expect_error");
        let expected = fields.maybe("expect").and_then(|node| expectation(&node));
        fields.finish();
        let question = value.or(decision).or(regulation).or(spelling);
        if question.is_none() {
            fields.report(Mistake::MissingKey("value".to_owned()));
        }
        if error.is_none() && expected.is_none() {
            fields.report(Mistake::MissingKey("expect".to_owned()));
        }
        Some(Self {
            question: question?,
            on: on?,
            when,
            expected: error.or(expected)?,
            place: fields.place(),
        })
    }

    pub(crate) fn run(&self, pack: &Pack, problems: &Problems) {
        let got = self
            .answer(pack)
            .unwrap_or_else(|error| error.code().to_owned());
        if got != self.expected {
            let mistake = Mistake::GoldenTest {
                expected: self.expected.clone(),
                got,
            };
            problems.report(self.place.clone(), mistake);
        }
    }

    fn answer(&self, pack: &Pack) -> Result<String, PackError> {
        match &self.question {
            Question::Value(id) => self.value(pack, id),
            Question::Regulation(service) => {
                let act = pack.acts.regulating(service, self.on);
                Ok(act.map_or_else(|| "none".to_owned(), |act| act.id.clone()))
            }
            Question::Spelling(name) => {
                let table = pack.people.transliteration_on(self.on);
                Ok(table.map_or_else(|| "none".to_owned(), |table| table.spell(name)))
            }
        }
    }

    fn value(&self, pack: &Pack, id: &str) -> Result<String, PackError> {
        let rule = pack.rule(id)?;
        let when = rule.domain.unticked(&self.when);
        if let Hit::Collect { by } = &rule.hit {
            let answers = pack.collect(id, self.on, &when)?;
            let things = answers.iter().filter_map(|cited| cited.value.text(by));
            return Ok(things.collect::<Vec<_>>().join(", "));
        }
        Ok(match pack.value(id, self.on, &when)?.value {
            Value::Money(money) => money.minor.to_string(),
            Value::Tick(tick) => tick.to_string(),
            value => value.to_string(),
        })
    }
}

fn inputs(node: &Node<'_>) -> Inputs {
    let Some(mut fields) = node.fields() else {
        return Inputs::none();
    };
    let nodes = fields.all();
    nodes.iter().fold(Inputs::none(), |inputs, node| {
        inputs.with(&node.key, node.word().unwrap_or_default())
    })
}

/// A scalar, a list of words, or a table of outputs, as the answer prints itself.
fn expectation(node: &Node<'_>) -> Option<String> {
    if node.is_table() {
        let mut fields = node.fields()?;
        let nodes = fields.all();
        let parts = nodes
            .iter()
            .filter_map(|n| Some(format!("{}={}", n.key, n.word()?)));
        return Some(parts.collect::<Vec<_>>().join(", "));
    }
    let elements = node.elements();
    let words = elements.iter().filter_map(Node::word);
    Some(words.collect::<Vec<_>>().join(", "))
}
