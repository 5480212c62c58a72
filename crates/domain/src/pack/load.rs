//! Loading: every file read, every cross-reference followed, every table proven.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::acts::Acts;
use super::files::{PackFiles, checksum};
use super::golden::Golden;
use super::head::{empty, read_catalogue, read_head};
use super::lists::{EvidenceKind, ListedGround};
use super::notice::Notice;
use super::people::People;
use super::problem::{LoadError, Mistake, Place, Problems};
use super::read::{Fields, Sheet};
use super::rule::Rule;
use super::text::{self, Text};
use super::wording::Languages;
use super::workflow::PackWorkflow;
use super::{Pack, coverage, form, references, rule_read, workflow_check};
use crate::application::FormDefinition;

/// Files a pack cannot do without.
const NEEDED: [&str; 8] = [
    "pack.toml",
    "acts.toml",
    "params.toml",
    "workflow.toml",
    "grounds.toml",
    "documents.toml",
    "notices.toml",
    "texts/index.toml",
];

pub(super) fn load(files: &PackFiles) -> Result<Pack, LoadError> {
    let problems = Problems::default();
    let (pack, golden) = Loader {
        files,
        problems: &problems,
        misread: RefCell::default(),
    }
    .run();
    if problems.count() == 0 {
        for test in &golden {
            test.run(&pack, &problems);
        }
    }
    problems.into_result(pack)
}

struct Loader<'a> {
    files: &'a PackFiles,
    problems: &'a Problems,
    /// Rules with a mistake inside: to prove them as well would only tell the mistake again.
    misread: RefCell<BTreeSet<String>>,
}

impl Loader<'_> {
    fn run(&self) -> (Pack, Vec<Golden>) {
        self.check_names();
        let mut pack = self.head();
        let languages = pack.languages.clone();
        pack.acts = self.read("acts.toml", |f| Acts::read(f, &languages));
        pack.rules = self.rules(&languages);
        let before_workflow = self.problems.count();
        pack.workflow = self.read("workflow.toml", |f| PackWorkflow::read(f, &languages));
        pack.notices = self.list("notices.toml", "notice", |f| Notice::read(f, &languages));
        let workflow_is_read = self.problems.count() == before_workflow;
        pack.grounds = self.list("grounds.toml", "ground", |f| {
            ListedGround::read(f, &languages)
        });
        pack.evidence = self.list("documents.toml", "document", |f| {
            EvidenceKind::read(f, &languages)
        });
        pack.people = self.read("people.toml", People::read);
        pack.texts = self.texts(&languages);
        pack.forms = self.forms(&languages);
        pack.library = self.library(&pack.acts, &languages);
        let golden = self.golden();
        self.check(&pack);
        if workflow_is_read {
            let rules: Vec<&Rule> = pack.rules.values().collect();
            workflow_check::check(&pack.workflow, &pack.notices, &rules, self.problems);
        }
        (pack, golden)
    }

    fn check(&self, pack: &Pack) {
        let services: Vec<String> = pack.services.iter().map(|s| s.id.0.clone()).collect();
        pack.acts.check(&services, self.problems);
        let misread = self.misread.borrow();
        for rule in pack
            .rules
            .values()
            .filter(|rule| !misread.contains(&rule.id))
        {
            coverage::prove(rule, &pack.acts, self.problems);
        }
        text::check_strays(&pack.texts, &pack.languages, self.files, self.problems);
        references::check(pack, self.problems);
    }

    /// Hands the top table of a file to `read`; an absent file reads as nothing.
    fn read<T: Default>(&self, file: &str, read: impl FnOnce(&mut Fields<'_>) -> T) -> T {
        let mut found = T::default();
        if let Some(text) = self.files.get(file) {
            let sheet = Sheet {
                file,
                text,
                problems: self.problems,
            };
            sheet.parse(|fields| found = read(fields));
        }
        found
    }

    fn list<T>(&self, file: &str, key: &str, read: impl Fn(Fields<'_>) -> Option<T>) -> Vec<T> {
        self.read(file, |fields| {
            let tables = fields.tables(key).into_iter();
            tables.filter_map(&read).collect()
        })
    }

    fn in_folder(&self, folder: &str, end: &str) -> Vec<&str> {
        let paths = self.files.keys().map(String::as_str);
        paths
            .filter(|path| path.starts_with(folder) && path.ends_with(end))
            .collect()
    }

    fn check_names(&self) {
        for needed in NEEDED {
            if !self.files.contains_key(needed) {
                let mistake = Mistake::MissingFile(needed.to_owned());
                self.problems.report(Place::start_of(needed), mistake);
            }
        }
        let folders = ["decisions/", "forms/", "tests/", "texts/", "acts/"];
        for path in self.files.keys() {
            let known = NEEDED.contains(&path.as_str()) || path == "people.toml";
            if !known && !folders.iter().any(|folder| path.starts_with(folder)) {
                self.problems
                    .report(Place::start_of(path.as_str()), Mistake::UnknownFile);
            }
        }
    }

    fn head(&self) -> Pack {
        let mut languages = Languages::default();
        let mut pack = self.read("pack.toml", |fields| {
            let mut head = fields.need("pack").and_then(|node| node.fields())?;
            languages.required = head.texts("languages");
            languages.optional = head.texts("optional_languages");
            if languages.required.is_empty() {
                head.report(Mistake::MissingKey("languages".to_owned()));
            }
            let mut pack = read_head(&mut head, &languages);
            head.finish();
            read_catalogue(&mut pack, fields, &languages);
            Some(pack)
        });
        let mut pack = pack.take().unwrap_or_else(empty);
        pack.languages = languages;
        pack.checksum = checksum(self.files);
        pack
    }

    fn rules(&self, languages: &Languages) -> BTreeMap<String, Rule> {
        let mut rules = self.list("params.toml", "param", |f| {
            self.watched(|| rule_read::param(f, languages))
        });
        for file in self.in_folder("decisions/", "") {
            rules.extend(self.list(file, "decision", |f| {
                self.watched(|| rule_read::decision(f, languages))
            }));
        }
        let mut by_id = BTreeMap::new();
        for rule in rules {
            let place = rule.place.clone();
            if let Some(twice) = by_id.insert(rule.id.clone(), rule) {
                let mistake = Mistake::Duplicate {
                    what: "rule",
                    id: twice.id,
                };
                self.problems.report(place, mistake);
            }
        }
        by_id
    }

    fn watched(&self, read: impl FnOnce() -> Option<Rule>) -> Option<Rule> {
        let before = self.problems.count();
        let rule = read()?;
        if self.problems.count() > before {
            self.misread.borrow_mut().insert(rule.id.clone());
        }
        Some(rule)
    }

    fn texts(&self, languages: &Languages) -> BTreeMap<String, Text> {
        let texts = self.list("texts/index.toml", "text", |fields| {
            Text::read(fields, languages, self.files)
        });
        let mut by_id = BTreeMap::new();
        for text in texts {
            let place = text.place.clone();
            if let Some(twice) = by_id.insert(text.id.clone(), text) {
                let mistake = Mistake::Duplicate {
                    what: "text",
                    id: twice.id,
                };
                self.problems.report(place, mistake);
            }
        }
        by_id
    }

    fn forms(&self, languages: &Languages) -> BTreeMap<String, FormDefinition> {
        let files = self.in_folder("forms/", "").into_iter();
        let forms = files.filter_map(|file| {
            let text = self.files.get(file)?;
            form::read(file, text, languages, self.problems)
        });
        forms.map(|form| (form.head.id.clone(), form)).collect()
    }

    /// `acts/<act>.<language>.md`: what the library says about an act.
    fn library(&self, acts: &Acts, languages: &Languages) -> BTreeMap<(String, String), String> {
        let mut library = BTreeMap::new();
        for path in self.in_folder("acts/", "") {
            let name = path.trim_start_matches("acts/").strip_suffix(".md");
            let parts = name.and_then(|name| name.rsplit_once('.'));
            let known = parts.filter(|(act, language)| {
                acts.get(act).is_some() && languages.all().any(|known| known == language)
            });
            match (known, self.files.get(path)) {
                (Some((act, language)), Some(text)) => {
                    library.insert((act.to_owned(), language.to_owned()), text.clone());
                }
                _ => self
                    .problems
                    .report(Place::start_of(path), Mistake::UnknownFile),
            }
        }
        library
    }

    fn golden(&self) -> Vec<Golden> {
        let files = self.in_folder("tests/", "");
        let tests = files
            .iter()
            .map(|file| self.list(file, "case", Golden::read));
        tests.flatten().collect()
    }
}
