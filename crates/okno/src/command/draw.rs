//! `okno draw`: draw from a file, verify a published draw, check a receipt (REQ-A12, REQ-A23).
//!
//! All three work without server, database and network.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use okno_draw::check::Full;
use okno_draw::{
    Announcement, CheckError, DrawFile, Extract, Finding, Receipt, Transcript, Why, check,
    check_extract, verify, verify_announced,
};
use serde_json::{Value, json};

/// The verifiable draw of places
#[derive(Debug, Clone, clap::Subcommand)]
pub enum DrawCommand {
    /// Draw the claims of a file and print who got what
    Run {
        /// Claims, places, rules and beacon as JSON
        file: PathBuf,
        /// Write here what is to be published
        #[arg(long)]
        transcript: Option<PathBuf>,
        /// Write the receipts into this folder, one file for each claim, named by its number
        #[arg(long)]
        receipts: Option<PathBuf>,
    },
    /// Recompute a published draw and name everything that does not hold
    Verify {
        /// What the office published
        transcript: PathBuf,
        /// The announcement kept since before the window, to compare with
        #[arg(long)]
        announcement: Option<PathBuf>,
    },
    /// Tell the holder of a receipt the own result and why
    Check {
        /// The receipt
        receipt: PathBuf,
        /// What the office published, whole or the extract for this receipt
        transcript: PathBuf,
    },
}

/// Runs one of the commands; the exit code is 1 when something does not hold.
///
/// # Errors
/// When a file cannot be read or written, or is not what it should be.
pub fn run(command: DrawCommand) -> anyhow::Result<ExitCode> {
    let good = carry_out(
        command,
        &mut std::io::stdout().lock(),
        &mut std::io::stderr().lock(),
    )?;
    Ok(if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn carry_out(
    command: DrawCommand,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> anyhow::Result<bool> {
    match command {
        DrawCommand::Run {
            file,
            transcript,
            receipts,
        } => {
            let played = DrawFile::read(&read(&file)?)?.play()?;
            if let Some(path) = transcript {
                write(&path, &played.transcript.canonical_bytes()?)?;
            }
            if let Some(folder) = receipts {
                write_receipts(&folder, &played.receipts)?;
            }
            print(out, &played.answer)?;
            for difference in &played.differences {
                writeln!(complaints, "{difference}")?;
            }
            Ok(played.differences.is_empty())
        }
        DrawCommand::Verify {
            transcript,
            announcement,
        } => {
            let (report, holds) = verification(&transcript, announcement.as_deref())?;
            print(out, &report)?;
            Ok(holds)
        }
        DrawCommand::Check {
            receipt,
            transcript,
        } => {
            let receipt: Receipt = parsed(&receipt)?;
            let found = checked(&receipt, &transcript)?;
            print(out, &told(&found)?)?;
            Ok(found.is_ok())
        }
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn parsed<T: serde::de::DeserializeOwned>(path: &Path) -> anyhow::Result<T> {
    serde_json::from_slice(&read(path)?)
        .with_context(|| format!("{} is not what it should be", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

fn write_receipts(folder: &Path, receipts: &BTreeMap<u64, Receipt>) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (number, receipt) in receipts {
        write(
            &folder.join(format!("{number}.json")),
            &serde_json::to_vec_pretty(receipt)?,
        )?;
    }
    Ok(())
}

fn print(out: &mut impl Write, value: &impl serde::Serialize) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)?;
    Ok(())
}

fn verification(path: &Path, kept: Option<&Path>) -> anyhow::Result<(Value, bool)> {
    let transcript = Transcript::read(&read(path)?)
        .with_context(|| format!("{} is not a published draw", path.display()))?;
    let verification = verify(&transcript);
    let mut mismatches = verification.mismatches;
    if let Some(kept) = kept {
        mismatches.extend(verify_announced(
            &transcript,
            &parsed::<Announcement>(kept)?,
        ));
    }
    let report = json!({
        "holds": mismatches.is_empty(),
        "mismatches": mismatches.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "batch": transcript.announcement.batch,
        "count": transcript.count,
        "root": transcript.root,
        "seed": transcript.seed,
        "digest": transcript.digest()?,
        "weaker": verification.weaker,
        "round_checked": verification.round_checked,
    });
    Ok((report, mismatches.is_empty()))
}

/// Checks against a whole transcript or an extract, whichever the file holds.
fn checked(receipt: &Receipt, path: &Path) -> anyhow::Result<Result<Finding, CheckError>> {
    let bytes = read(path)?;
    let whole = match Transcript::read(&bytes) {
        Ok(transcript) => return Ok(check(receipt, &transcript)),
        Err(error) => error,
    };
    match serde_json::from_slice::<Extract>(&bytes) {
        Ok(extract) => Ok(check_extract(receipt, &extract)),
        Err(_) => Err(whole).with_context(|| format!("{} is no published draw", path.display())),
    }
}

/// The finding as JSON, with sentences for the citizen in both languages.
fn told(found: &Result<Finding, CheckError>) -> anyhow::Result<Value> {
    match found {
        Ok(finding) => {
            let mut value = serde_json::to_value(finding)?;
            value["holds"] = json!(true);
            value["ru"] = json!(in_russian(finding));
            value["en"] = json!(in_english(finding));
            Ok(value)
        }
        Err(error) => {
            let (ru, en) = complaint(error);
            Ok(json!({ "holds": false, "problem": error.to_string(), "ru": ru, "en": en }))
        }
    }
}

fn in_russian(finding: &Finding) -> String {
    let full = |full: &Full| match full.from_rank {
        0 => format!(" В «{}» столько мест нет.", full.bucket),
        rank => format!(
            " В «{}» мест для вас не осталось, когда выбрали {rank}.",
            full.bucket
        ),
    };
    let (result, full): (String, String) = match &finding.why {
        Why::Placed {
            bucket,
            choice,
            full: dearer,
        } => (
            format!("Вам досталось «{bucket}» — пожелание № {choice}."),
            dearer.iter().map(full).collect(),
        ),
        Why::Nothing { full: all } => (
            "Места вам не досталось: всё, что вы выбрали, уже было занято.".to_owned(),
            all.iter().map(full).collect(),
        ),
    };
    let weaker = if finding.weaker {
        " Случайное число составили должностные лица. Такая проверка слабее."
    } else {
        ""
    };
    let (line, before) = (finding.number + 1, finding.rank);
    format!(
        "Ваша заявка в списке, строка № {line}. До вас выбирали: {before}. {result}{full}{weaker}"
    )
}

fn in_english(finding: &Finding) -> String {
    let full = |full: &Full| match full.from_rank {
        0 => format!(" “{}” does not have so many places.", full.bucket),
        rank => format!(
            " “{}” had no room for you once {rank} had chosen.",
            full.bucket
        ),
    };
    let (result, full): (String, String) = match &finding.why {
        Why::Placed {
            bucket,
            choice,
            full: dearer,
        } => (
            format!("You got “{bucket}”, your wish No. {choice}."),
            dearer.iter().map(full).collect(),
        ),
        Why::Nothing { full: all } => (
            "You got no place: everything you had chosen was taken.".to_owned(),
            all.iter().map(full).collect(),
        ),
    };
    let weaker = if finding.weaker {
        " Officials made the random value. Such a check is weaker."
    } else {
        ""
    };
    let (line, before) = (finding.number + 1, finding.rank);
    format!(
        "Your claim is in the list, line No. {line}. Chosen before you: {before}. {result}{full}{weaker}"
    )
}

/// What the citizen reads when something does not hold, in Russian and in English.
fn complaint(error: &CheckError) -> (&'static str, &'static str) {
    match error {
        CheckError::Protocol(_) | CheckError::OtherDraw { .. } => (
            "Расписка относится к другой жеребьёвке. Возьмите запись той, что названа в расписке.",
            "The receipt belongs to another draw. Take the record of the one it names.",
        ),
        CheckError::DoesNotOpen => (
            "Расписка изменена или повреждена. Возьмите её первую копию.",
            "The receipt is altered or damaged. Take its first copy.",
        ),
        CheckError::NotInList | CheckError::NotUnderRoot => (
            "Вашей заявки нет в опубликованном списке. Подайте жалобу и приложите расписку.",
            "Your claim is not in the published list. Complain and enclose the receipt.",
        ),
        CheckError::OtherTerms { .. } => (
            "В списке другие данные о вашей заявке, чем в расписке. Подайте жалобу и приложите её.",
            "The list states your claim otherwise than the receipt. Complain and enclose it.",
        ),
        CheckError::Beacon(_) | CheckError::WrongSeed => (
            "Случайное число этой жеребьёвки не подтверждается. Подайте жалобу.",
            "The random value of this draw is not confirmed. Complain.",
        ),
        CheckError::WrongRank { .. } => (
            "Ваша очередь выбирать указана неверно. Подайте жалобу и приложите расписку.",
            "Your turn to choose is stated wrongly. Complain and enclose the receipt.",
        ),
        CheckError::UnknownBucket(_) => (
            "В расписке есть место, которого в этой жеребьёвке не было. Подайте жалобу.",
            "The receipt names a place that was not in this draw. Complain.",
        ),
        CheckError::OtherResult { .. } => (
            "Вам полагался другой результат. Подайте жалобу и приложите расписку.",
            "Another result was due to you. Complain and enclose the receipt.",
        ),
        CheckError::NotUnderResultRoot | CheckError::Unsound(_) => (
            "Опубликованная запись противоречит себе. Подайте жалобу.",
            "The published record contradicts itself. Complain.",
        ),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    const VECTOR: &str = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../draw/tests/vectors/slotdraw-small.json"
    );

    fn vector() -> Value {
        serde_json::from_slice(&fs::read(VECTOR).unwrap()).unwrap()
    }

    /// Exit, what was printed, what was complained about.
    fn outcome(command: DrawCommand) -> (bool, Value, String) {
        let (mut out, mut complaints) = (Vec::new(), Vec::new());
        let good = carry_out(command, &mut out, &mut complaints).unwrap();
        let printed = serde_json::from_slice(&out).unwrap();
        (good, printed, String::from_utf8(complaints).unwrap())
    }

    fn run_command(file: PathBuf) -> DrawCommand {
        DrawCommand::Run {
            file,
            transcript: None,
            receipts: None,
        }
    }

    /// Publishes the vector and writes its receipts.
    fn published(folder: &Path) -> (PathBuf, PathBuf) {
        let (transcript, receipts) = (folder.join("t.json"), folder.join("receipts"));
        let (good, ..) = outcome(DrawCommand::Run {
            file: VECTOR.into(),
            transcript: Some(transcript.clone()),
            receipts: Some(receipts.clone()),
        });
        assert!(good);
        (transcript, receipts)
    }

    /// I18, REQ-A12.
    #[test]
    fn running_the_vector_prints_its_known_answers() {
        let (good, printed, complaints) = outcome(run_command(VECTOR.into()));
        assert_eq!((good, complaints.as_str()), (true, ""));
        assert_eq!(printed, vector()["expected"]);
    }

    #[test]
    fn an_answer_other_than_expected_is_printed_and_complained_about() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("draw.json");
        let mut value = vector();
        value["inventory"]["A"] = json!(3);
        fs::write(&file, value.to_string()).unwrap();
        let (good, printed, complaints) = outcome(run_command(file));
        assert!(!good && printed["root"] == vector()["expected"]["root"]);
        assert!(
            complaints.contains("the seed is not the expected one"),
            "{complaints}"
        );
    }

    #[test]
    fn a_published_draw_verifies_until_somebody_touches_it() {
        let folder = tempfile::tempdir().unwrap();
        let (transcript, _) = published(folder.path());
        let command = || DrawCommand::Verify {
            transcript: transcript.clone(),
            announcement: None,
        };
        let (good, report, _) = outcome(command());
        assert!(good && report["mismatches"] == json!([]));
        let mut value: Value = parsed(&transcript).unwrap();
        value["left"]["A"] = json!(1);
        fs::write(&transcript, value.to_string()).unwrap();
        let (good, report, _) = outcome(command());
        assert!(!good);
        assert_eq!(
            report["mismatches"][0],
            "bucket \"A\" has room for 0, 1 is stated"
        );
    }

    #[test]
    fn a_draw_by_other_rules_than_announced_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (transcript, _) = published(folder.path());
        let mut kept = parsed::<Value>(&transcript).unwrap()["announcement"].take();
        kept["rules"] = json!("rules v0");
        let announcement = folder.path().join("announcement.json");
        fs::write(&announcement, kept.to_string()).unwrap();
        let (good, report, _) = outcome(DrawCommand::Verify {
            transcript,
            announcement: Some(announcement),
        });
        assert!(!good);
        assert_eq!(
            report["mismatches"],
            json!(["the rules file is not the announced one"])
        );
    }

    /// REQ-A23: every citizen of the vector is told the own result, in both languages.
    #[test]
    fn every_receipt_of_the_vector_is_told_its_result() {
        let folder = tempfile::tempdir().unwrap();
        let (transcript, receipts) = published(folder.path());
        for (n, due) in vector()["expected"]["result"].as_object().unwrap() {
            let receipt = receipts.join(format!("{n}.json"));
            let (good, found, _) = outcome(DrawCommand::Check {
                receipt,
                transcript: transcript.clone(),
            });
            assert!(good);
            assert_eq!(found["bucket"], *due, "entry {n}");
            let told = due.as_str().map_or("не досталось".to_owned(), |due| {
                format!("«{due}»")
            });
            assert!(found["ru"].as_str().unwrap().contains(&told), "{found}");
        }
    }

    #[test]
    fn an_altered_receipt_is_told_so_in_both_languages() {
        let folder = tempfile::tempdir().unwrap();
        let (transcript, receipts) = published(folder.path());
        let receipt = receipts.join("0.json");
        let mut value: Value = parsed(&receipt).unwrap();
        value["record"] = json!("somebody else");
        fs::write(&receipt, value.to_string()).unwrap();
        let (good, found, _) = outcome(DrawCommand::Check {
            receipt,
            transcript,
        });
        assert!(!good && found["holds"] == json!(false));
        assert!(
            found["ru"]
                .as_str()
                .unwrap()
                .starts_with("Расписка изменена")
        );
        assert!(
            found["en"]
                .as_str()
                .unwrap()
                .starts_with("The receipt is altered")
        );
    }

    #[test]
    fn a_file_that_is_missing_is_named() {
        let command = run_command("/nowhere/draw.json".into());
        let error = carry_out(command, &mut Vec::new(), &mut Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), "cannot read /nowhere/draw.json");
    }
}
