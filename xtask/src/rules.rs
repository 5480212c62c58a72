//! The rule index: each requirement, where it is kept, and what proves it.
//!
//! Drawn up from the ids that packs, code and tests name, so that it cannot promise
//! what the tree does not hold. It lists files without line numbers: an edit that
//! moves no rule changes nothing here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::say;
use crate::workshop::Workshop;

const LIST: &str = "docs/requirements.txt";
const INDEX: &str = "docs/rules.md";
/// What an id follows, in packs, code and tests alike.
const MARK: &str = "REQ-";
/// Where rules are kept and proven.
const ROOMS: [&str; 6] = [
    "packs",
    "calendars",
    "crates",
    "translations",
    "tests",
    "xtask/tests",
];
/// What is fetched or made, not written.
const NOT_OURS: [&str; 4] = ["node_modules", "shots", "target", "__pycache__"];
/// The files in which a rule can be written down.
const WRITTEN: [&str; 9] = ["rs", "toml", "md", "html", "sql", "ftl", "mjs", "js", "py"];

/// One requirement: its id and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// As code and tests cite it after the mark.
    pub id: String,
    /// What it is about, in a line.
    pub title: String,
}

/// Where one requirement is named.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Places {
    /// Files with the rule as data.
    pub packs: BTreeSet<String>,
    /// Files with the code that carries it out.
    pub code: BTreeSet<String>,
    /// Files with the tests that prove it.
    pub tests: BTreeSet<String>,
}

/// What the tree says about the requirements.
#[derive(Debug, Default)]
pub struct Survey {
    /// Places by id.
    pub places: BTreeMap<String, Places>,
    /// Ids that are named but in no list, each with the file that names it.
    pub unknown: BTreeSet<(String, String)>,
}

/// `cargo xtask rules`, or with `check` only the answer whether the index is fresh.
///
/// # Errors
/// When the list cannot be read or the index cannot be written.
pub fn run(shop: &Workshop, check: bool) -> anyhow::Result<ExitCode> {
    if !check {
        write(shop)?;
        return Ok(ExitCode::SUCCESS);
    }
    let problems = problems(&shop.root)?;
    for problem in &problems {
        say::line(problem);
    }
    Ok(if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Writes the index.
///
/// # Errors
/// When the list cannot be read or the index cannot be written.
pub fn write(shop: &Workshop) -> anyhow::Result<()> {
    let list = requirements(&shop.root)?;
    let survey = survey(&shop.root, &list)?;
    std::fs::write(shop.root.join(INDEX), index(&list, &survey)).context(INDEX)?;
    let open = list
        .iter()
        .filter(|requirement| is_open(&survey, requirement))
        .count();
    say::line(format!(
        "{INDEX}: {} requirements, {open} without a test",
        list.len()
    ));
    for (id, file) in &survey.unknown {
        say::line(format!("{file} names {MARK}{id}, which is not in {LIST}"));
    }
    Ok(())
}

/// What is wrong with the index and the ids in the tree; empty when nothing is.
///
/// # Errors
/// When a file cannot be read.
pub fn problems(root: &Path) -> anyhow::Result<Vec<String>> {
    let list = requirements(root)?;
    let survey = survey(root, &list)?;
    let mut problems: Vec<_> = survey
        .unknown
        .iter()
        .map(|(id, file)| format!("{file} names {MARK}{id}, which is not in {LIST}"))
        .collect();
    if std::fs::read_to_string(root.join(INDEX)).unwrap_or_default() != index(&list, &survey) {
        problems.push(format!("{INDEX} is not fresh: cargo xtask rules"));
    }
    Ok(problems)
}

/// The list of requirements: one a line, the id, a tab, the title.
///
/// # Errors
/// When it cannot be read, a line has no tab, or an id stands twice.
pub fn requirements(root: &Path) -> anyhow::Result<Vec<Requirement>> {
    let list = std::fs::read_to_string(root.join(LIST)).context(LIST)?;
    let mut seen = BTreeSet::new();
    let lines = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (id, title) = line
                .split_once('\t')
                .with_context(|| format!("{LIST}: {line}"))?;
            if !seen.insert(id) {
                bail!("{LIST}: {id} stands twice");
            }
            Ok(Requirement {
                id: id.to_owned(),
                title: title.to_owned(),
            })
        })
        .collect()
}

/// Looks for every id in packs, code and tests.
///
/// # Errors
/// When a file cannot be read.
pub fn survey(root: &Path, list: &[Requirement]) -> anyhow::Result<Survey> {
    let known: BTreeSet<_> = list
        .iter()
        .map(|requirement| requirement.id.as_str())
        .collect();
    let mut survey = Survey::default();
    for room in ROOMS {
        visit(root, &root.join(room), &mut |file, text| {
            for (id, in_test) in ids(file, text) {
                if !known.contains(id.as_str()) {
                    survey.unknown.insert((id, file.to_owned()));
                    continue;
                }
                let places = survey.places.entry(id).or_default();
                let shelf = match kind(file, in_test) {
                    Kind::Pack => &mut places.packs,
                    Kind::Code => &mut places.code,
                    Kind::Test => &mut places.tests,
                };
                shelf.insert(file.to_owned());
            }
        })?;
    }
    Ok(survey)
}

enum Kind {
    Pack,
    Code,
    Test,
}

fn kind(file: &str, in_test: bool) -> Kind {
    let tests = file.starts_with("tests/")
        || file.contains("/tests/")
        || file.ends_with("/tests.rs")
        || file.ends_with("_tests.rs");
    if tests || in_test {
        return Kind::Test;
    }
    if file.starts_with("packs/") || file.starts_with("calendars/") {
        return Kind::Pack;
    }
    Kind::Code
}

/// Every id a file names, and whether it stands after the line that opens its tests.
fn ids(file: &str, text: &str) -> Vec<(String, bool)> {
    let tests_from = if file.ends_with(".rs") {
        start_of_tests(text)
    } else {
        None
    };
    let named = text.match_indices(MARK).filter_map(|(at, _)| {
        let id = id_at(&text[at + MARK.len()..])?;
        Some((id.to_owned(), tests_from.is_some_and(|from| at > from)))
    });
    named.collect()
}

/// Where a file's own tests begin: a module that is there for tests only, whatever
/// other attributes stand between.
fn start_of_tests(text: &str) -> Option<usize> {
    text.match_indices("#[cfg(test)]")
        .map(|(at, _)| at)
        .find(|at| {
            let next = text[*at..]
                .lines()
                .map(str::trim)
                .find(|line| !line.starts_with("#["));
            next.is_some_and(|line| line.starts_with("mod ") && line.ends_with('{'))
        })
}

/// The id a text begins with; the stop of a sentence is not part of it.
///
/// Every id has a number or is the order's own; calendars have words that begin alike.
fn id_at(text: &str) -> Option<&str> {
    let end = text
        .find(|letter: char| !letter.is_ascii_alphanumeric() && !".-".contains(letter))
        .unwrap_or(text.len());
    let id = text[..end].trim_end_matches(['.', '-']);
    let numbered = id.contains(|letter: char| letter.is_ascii_digit());
    (numbered || id.starts_with("SO-")).then_some(id)
}

fn visit(root: &Path, folder: &Path, see: &mut impl FnMut(&str, &str)) -> anyhow::Result<()> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if path.is_dir() {
            if !NOT_OURS.contains(&name) {
                visit(root, &path, see)?;
            }
            continue;
        }
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        if !WRITTEN.contains(&ending) {
            continue;
        }
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let below = path
            .strip_prefix(root)?
            .to_string_lossy()
            .replace('\\', "/");
        see(&below, &text);
    }
    Ok(())
}

fn is_open(survey: &Survey, requirement: &Requirement) -> bool {
    survey
        .places
        .get(&requirement.id)
        .is_none_or(|places| places.tests.is_empty())
}

/// The index as it is written to the file.
fn index(list: &[Requirement], survey: &Survey) -> String {
    let mut page = String::from(
        "# Rule index\n\n\
         Each requirement of the service, where its rule is kept as data, which code carries it\n\
         out, and which test proves it. Drawn up by `cargo xtask rules` from the ids that the\n\
         files name; do not edit it by hand.\n\n\
         | id | what | data | code | tests |\n|---|---|---|---|---|\n",
    );
    let nowhere = Places::default();
    for requirement in list {
        let places = survey.places.get(&requirement.id).unwrap_or(&nowhere);
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} |",
            requirement.id,
            requirement.title,
            cell(&places.packs),
            cell(&places.code),
            cell(&places.tests)
        );
    }
    page
}

fn cell(files: &BTreeSet<String>) -> String {
    if files.is_empty() {
        return "—".to_owned();
    }
    let links = files.iter().map(|file| format!("[{file}](../{file})"));
    links.collect::<Vec<_>>().join("<br>")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_id_ends_where_the_sentence_does() {
        assert_eq!(id_at("7.4. And then"), Some("7.4"));
        assert_eq!(id_at("A12), see"), Some("A12"));
        assert_eq!(id_at("SO-3.1..3.5`"), Some("SO-3.1..3.5"));
        assert_eq!(id_at("SO-head)"), Some("SO-head"));
        assert_eq!(id_at("PARTICIPANT;RSVP=TRUE"), None);
        assert_eq!(id_at("…"), None);
    }

    #[test]
    fn tests_begin_with_their_module_not_with_a_helper_for_them() {
        let text = "#[cfg(test)]\nfn helper() {}\n\n#[cfg(test)]\n#[allow(x)]\nmod story {\n";
        assert_eq!(start_of_tests(text), text.rfind("#[cfg(test)]"));
        assert_eq!(start_of_tests("#[cfg(test)]\nmod tests;\n"), None);
    }

    #[test]
    fn a_rule_is_found_as_data_as_code_and_as_test() {
        let root = tempfile::tempdir().unwrap();
        let put = |file: &str, text: &str| {
            let path = root.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        let mark = MARK;
        put("packs/one/params.toml", &format!("# {mark}5.3\n"));
        put(
            "crates/domain/src/term.rs",
            &format!("/// {mark}5.3.\nfn a() {{}}\n#[cfg(test)]\nmod tests {{\n// {mark}6c\n}}\n"),
        );
        put(
            "crates/app/tests/term.rs",
            &format!("// {mark}5.3 and {mark}99\n"),
        );
        put("tests/browser/node_modules/x.js", &format!("// {mark}98\n"));
        let list = ["5.3", "6c", "7.1"].map(|id| Requirement {
            id: id.into(),
            title: id.into(),
        });

        let found = survey(root.path(), &list).unwrap();

        let places = &found.places["5.3"];
        assert_eq!(
            places.packs,
            BTreeSet::from(["packs/one/params.toml".to_owned()])
        );
        assert_eq!(
            places.code,
            BTreeSet::from(["crates/domain/src/term.rs".to_owned()])
        );
        assert_eq!(
            places.tests,
            BTreeSet::from(["crates/app/tests/term.rs".to_owned()])
        );
        assert!(found.places["6c"].code.is_empty() && !found.places["6c"].tests.is_empty());
        assert!(is_open(&found, &list[2]));
        let unknown = ("99".to_owned(), "crates/app/tests/term.rs".to_owned());
        assert_eq!(found.unknown, BTreeSet::from([unknown]));
    }
}
