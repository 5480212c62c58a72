//! Loading: every file read, every cross-reference followed, every table proven.

use std::collections::BTreeMap;

use super::act::Acts;
use super::files::{PackFiles, checksum};
use super::golden::Golden;
use super::lists::{Authority, DocumentKind, EvidenceKind, ListedGround};
use super::notice::Notice;
use super::people::People;
use super::problem::{LoadError, Mistake, Place, Problems};
use super::read::{Fields, Sheet};
use super::rule::Rule;
use super::text::{self, Text};
use super::wording::Languages;
use super::workflow::PackWorkflow;
use super::{Pack, PackService, coverage, form, references, rule_read, workflow_check};
use crate::application::form::FormDefinition;
use crate::words::Words;

/// The version of the format this loader reads.
const SCHEMA: i64 = 1;

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
    }
    .run();
    if problems.is_empty() {
        for test in &golden {
            test.run(&pack, &problems);
        }
    }
    problems.into_result(pack)
}

struct Loader<'a> {
    files: &'a PackFiles,
    problems: &'a Problems,
}

impl Loader<'_> {
    fn run(&self) -> (Pack, Vec<Golden>) {
        self.check_names();
        let mut pack = self.head();
        let languages = pack.languages.clone();
        pack.acts = self.read("acts.toml", |f| Acts::read(f, &languages));
        pack.rules = self.rules(&languages);
        pack.workflow = self.read("workflow.toml", |f| PackWorkflow::read(f, &languages));
        pack.grounds = self.list("grounds.toml", "ground", |f| {
            ListedGround::read(f, &languages)
        });
        pack.evidence = self.list("documents.toml", "document", |f| {
            EvidenceKind::read(f, &languages)
        });
        pack.notices = self.list("notices.toml", "notice", |f| Notice::read(f, &languages));
        pack.people = self.read("people.toml", People::read);
        pack.texts = self.texts(&languages);
        pack.forms = self.forms(&languages);
        pack.library = self.library(&pack.acts, &languages);
        let golden = self.golden();
        self.check(&pack);
        (pack, golden)
    }

    fn check(&self, pack: &Pack) {
        let services: Vec<String> = pack.services.iter().map(|s| s.id.0.clone()).collect();
        pack.acts.check(&services, self.problems);
        for rule in pack.rules.values() {
            coverage::prove(rule, &pack.acts, self.problems);
        }
        let rules: Vec<&Rule> = pack.rules.values().collect();
        workflow_check::check(&pack.workflow, &pack.notices, &rules, self.problems);
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
        let mut rules = self.list("params.toml", "param", |f| rule_read::param(f, languages));
        for file in self.in_folder("decisions/", "") {
            rules.extend(self.list(file, "decision", |f| rule_read::decision(f, languages)));
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
        let mut forms = BTreeMap::new();
        for file in self.in_folder("forms/", "") {
            let Some(text) = self.files.get(file) else {
                continue;
            };
            if let Some(form) = form::read(file, text, languages, self.problems)
                && let Some(twice) = forms.insert(form.head.id.clone(), form)
            {
                let mistake = Mistake::Duplicate {
                    what: "form",
                    id: twice.head.id,
                };
                self.problems.report(Place::start_of(file), mistake);
            }
        }
        forms
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

fn read_head(head: &mut Fields<'_>, languages: &Languages) -> Pack {
    let schema = head.need("schema");
    if let Some(node) = schema
        && let Some(version) = node.whole()
        && version != SCHEMA
    {
        node.bad(
            &version.to_string(),
            format!("this program reads schema {SCHEMA}"),
        );
    }
    let title = head.need("title").and_then(|node| languages.read(&node));
    Pack {
        id: head.text("id").unwrap_or_default(),
        title: title.unwrap_or_default(),
        jurisdiction: head.text("jurisdiction").unwrap_or_default(),
        calendar: head.text("calendar").unwrap_or_default(),
        service_family: head.text("service_family").unwrap_or_default(),
        ..empty()
    }
}

fn read_catalogue(pack: &mut Pack, fields: &mut Fields<'_>, languages: &Languages) {
    let services = fields.tables("service").into_iter();
    pack.services = services.filter_map(|f| service(f, languages)).collect();
    let authorities = fields.tables("authority").into_iter();
    pack.authorities = authorities
        .filter_map(|f| Authority::read(f, languages))
        .collect();
    let kinds = fields.tables("document_kind").into_iter();
    pack.document_kinds = kinds
        .filter_map(|f| DocumentKind::read(f, languages))
        .collect();
}

fn service(mut fields: Fields<'_>, languages: &Languages) -> Option<PackService> {
    let id = fields.text("id");
    let title = fields.need("title").and_then(|node| languages.read(&node));
    let authority = fields.text("authority");
    fields.finish();
    Some(PackService {
        id: id?.as_str().into(),
        title: title?,
        authority: authority?,
    })
}

fn empty() -> Pack {
    Pack {
        id: String::new(),
        title: Words::default(),
        jurisdiction: String::new(),
        calendar: String::new(),
        languages: Languages::default(),
        service_family: String::new(),
        services: Vec::new(),
        authorities: Vec::new(),
        document_kinds: Vec::new(),
        acts: Acts::default(),
        rules: BTreeMap::new(),
        workflow: PackWorkflow::default(),
        grounds: Vec::new(),
        evidence: Vec::new(),
        notices: Vec::new(),
        people: People::default(),
        texts: BTreeMap::new(),
        forms: BTreeMap::new(),
        library: BTreeMap::new(),
        checksum: String::new(),
    }
}
