//! A pack as small as a pack can be, and ways to spoil it.

use crate::pack::{Pack, PackFiles, Place, Problem};

const PACK: &str = r#"[pack]
id = "tiny"
schema = 1
jurisdiction = "XX"
calendar = "XX"
languages = ["ru", "en"]
service_family = "tiny"
title = { ru = "Малый пакет", en = "Tiny pack" }

[[service]]
id = "tiny"
title = { ru = "Услуга", en = "Service" }
authority = "office"

[[authority]]
id = "office"
title = { ru = "Ведомство", en = "Office" }
source = "order-1"
"#;

const ACTS: &str = r#"[[act]]
id = "order-1"
kind = "order"
title = { ru = "Приказ № 1", en = "Order No. 1" }
in_force = ["2018-01-01", "2021-05-30"]
regulates = ["tiny"]
ended_by = "order-2"

[[act]]
id = "order-2"
kind = "order"
title = { ru = "Приказ № 2", en = "Order No. 2" }
in_force = ["2021-05-30"]
regulates = ["tiny"]
supersedes = ["order-1"]
"#;

const PARAMS: &str = r#"[[param]]
id = "fee"
title = { ru = "Пошлина", en = "Fee" }
kind = "money"
currency = "RUB"
keys = ["document"]
key_values = { document = ["p5", "p10"] }
anchor = "payment.paid_on"
values = [
  { from = "2018-01-01", when = { document = "p5" }, value = 200000, source = "order-1/5" },
  { from = "2018-01-01", when = { document = "p10" }, value = 350000, source = "order-1/5" },
  { from = "2021-05-30", when = { document = "*" }, value = 400000, source = "order-2/5" },
]
"#;

const TERM: &str = r#"[[decision]]
id = "term"
title = { ru = "Срок", en = "Term" }
hit = "unique"
anchor = "application.accepted_on"
source = "order-2/3"
from = "2021-05-30"
inputs = { urgent = "tick", route = ["residence", "stay"] }
outputs = { duration = "duration" }
rows = [
  { when = { urgent = true }, out = { duration = "P3D", calendar = "working" } },
  { when = { urgent = false, route = "residence" }, out = { duration = "P1M" } },
  { when = { urgent = false, route = "stay" }, out = { duration = "P3M" } },
]
"#;

const WORKFLOW: &str = r#"[[state]]
id = "draft"
title = { ru = "Черновик", en = "Draft" }
plain = { ru = "Ещё не подано.", en = "Not filed yet." }

[[state]]
id = "submitted"
title = { ru = "Подано", en = "Submitted" }
plain = { ru = "Мы проверяем.", en = "We are checking." }

[[state]]
id = "issued"
title = { ru = "Выдан", en = "Issued" }
plain = { ru = "Паспорт у вас.", en = "You have it." }
final = true

[[edge]]
from = "draft"
event = "submit_portal"
actor = "applicant"
to = "submitted"
notice = "N2"
ref = "7.2"

[[edge]]
from = "submitted"
event = "handed_over"
actor = "window"
to = "issued"
ref = "5.4"
"#;

const GROUNDS: &str = r#"[[ground]]
id = "bad_photo"
list = "acceptance_refusal"
title = { ru = "Фото не подходит", en = "The photo does not fit" }
cure = { ru = "Принесите новое.", en = "Bring a new one." }
source = "order-2/42"
"#;

const DOCUMENTS: &str = r#"[[document]]
id = "photos"
title = { ru = "Фотографии", en = "Photos" }
source = "order-2"
"#;

const NOTICES: &str = r#"[[notice]]
id = "N2"
item = "7.2"
title = { ru = "Заявление принято", en = "Application accepted" }
on = ["submit_portal"]
due = "P1D"
calendar = "working"
channels = ["email"]
source = "order-2/7.2"
"#;

const TEXTS: &str = r#"[[text]]
id = "5.5"
title = { ru = "Пошлина", en = "Fee" }
items = ["5.5"]
source = "order-2/5.5"
surfaces = ["portal"]
"#;

const GOLDEN: &str = r#"[[case]]
value = "fee"
on = "2018-05-10"
when = { document = "p10" }
expect = 350000
"#;

/// The files of the small pack.
pub(super) fn files() -> PackFiles {
    [
        ("pack.toml", PACK),
        ("acts.toml", ACTS),
        ("params.toml", PARAMS),
        ("decisions/term.toml", TERM),
        ("workflow.toml", WORKFLOW),
        ("grounds.toml", GROUNDS),
        ("documents.toml", DOCUMENTS),
        ("notices.toml", NOTICES),
        ("texts/index.toml", TEXTS),
        ("texts/ru/5.5.md", "{{fees}}\n"),
        ("texts/en/5.5.md", "{{fees}}\n"),
        ("tests/fee.toml", GOLDEN),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .collect()
}

/// The small pack, loaded.
pub(super) fn pack() -> Pack {
    Pack::load(&files()).unwrap_or_else(|error| panic!("{error}"))
}

/// The small pack with `old` in one file replaced by `new`.
pub(super) fn spoilt(file: &str, old: &str, new: &str) -> PackFiles {
    let mut files = files();
    let text = files.get_mut(file).expect("the file is in the fixture");
    assert!(text.contains(old), "{old:?} is not in {file}");
    *text = text.replacen(old, new, 1);
    files
}

/// The problems of a pack that must not load.
pub(super) fn problems(files: &PackFiles) -> Vec<Problem> {
    Pack::load(files).expect_err("the pack is spoilt").problems
}

/// `file:line:column` and the sentence of every problem.
pub(super) fn lines(files: &PackFiles) -> Vec<String> {
    problems(files).iter().map(ToString::to_string).collect()
}

/// A place, for comparison.
pub(super) fn place(file: &str, line: u32, column: u32) -> Place {
    Place {
        file: file.to_owned(),
        line,
        column,
    }
}
