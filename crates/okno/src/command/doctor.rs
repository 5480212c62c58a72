//! `okno doctor`: looks at everything this installation depends on and says
//! what to do.

#![allow(clippy::print_stdout)]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use jiff::{Timestamp, ToSpan};
use okno_app::App;
use okno_storage::{StorageError, job, notification};

use crate::config::Config;
use crate::{command, house, server};

/// A commit that takes longer than this makes booking slow.
const SLOW_COMMIT: Duration = Duration::from_millis(50);
/// A letter that has waited this long means that the mail server is not reached.
const OLD_LETTER_MINUTES: i64 = 15;
/// Calendars must reach this far, because terms of months start today.
const AHEAD_DAYS: i64 = 366;

/// One finding.
enum Finding {
    Well(String),
    Look(String),
    Broken(String),
}

/// Examines the installation; fails when something is broken.
///
/// # Errors
/// Only a configuration that cannot be read; everything else is a finding.
pub fn run(config: Config) -> anyhow::Result<ExitCode> {
    command::runtime()?.block_on(async {
        let mut findings = Vec::new();
        match house::open(&config).await {
            Err(error) => findings.push(Finding::Broken(format!("{error:#}"))),
            Ok(app) => {
                findings.push(Finding::Well(format!(
                    "database: {}, schema current",
                    app.store().engine().name()
                )));
                findings.push(disk(&app).await);
                findings.push(offices(&app));
                findings.push(calendars(&app));
                findings.extend(letters(&app).await);
                findings.push(jobs(&app).await);
                findings.push(mail(&config, &app));
            }
        }
        let broken = findings
            .iter()
            .any(|finding| matches!(finding, Finding::Broken(_)));
        for finding in &findings {
            match finding {
                Finding::Well(what) => println!("ok      {what}"),
                Finding::Look(what) => println!("look    {what}"),
                Finding::Broken(what) => println!("broken  {what}"),
            }
        }
        Ok(if broken {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    })
}

async fn disk(app: &App) -> Finding {
    let (now, started) = (app.now(), Instant::now());
    let written: Result<(), StorageError> = app
        .store()
        .write("doctor", move |tx| {
            Box::pin(async move { job::record(tx, "doctor", now, &Ok(1)).await })
        })
        .await;
    let took = started.elapsed();
    match written {
        Err(error) => Finding::Broken(format!("the database cannot be written: {error}")),
        Ok(()) if took > SLOW_COMMIT => Finding::Look(format!(
            "a commit took {} ms; put the database on a faster disk",
            took.as_millis()
        )),
        Ok(()) => Finding::Well(format!("a commit took {} ms", took.as_millis())),
    }
}

fn offices(app: &App) -> Finding {
    let listing = app.directory().now();
    match listing.offices.len() {
        0 => Finding::Look("no offices yet: run `okno office import FILE`".into()),
        many => Finding::Well(format!(
            "{many} offices in {} regions",
            listing.regions.len()
        )),
    }
}

fn calendars(app: &App) -> Finding {
    for pack in app.rules().packs() {
        let today = app.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let reached = app
            .rules()
            .calendar(&pack.calendar)
            .map_err(|error| error.to_string());
        let answer = reached.and_then(|calendar| {
            calendar
                .is_working(today.saturating_add(AHEAD_DAYS.days()))
                .map_err(|error| error.to_string())
        });
        if let Err(why) = answer {
            return Finding::Look(format!("calendar of pack {}: {why}", pack.id));
        }
    }
    Finding::Well(format!("calendars reach {AHEAD_DAYS} days ahead"))
}

async fn letters(app: &App) -> Vec<Finding> {
    let mut findings = Vec::new();
    let now = app.now();
    let listing = app.directory().now();
    for shown in listing.regions.keys() {
        let region = shown.clone();
        let counted = app
            .store()
            .read("doctor letters", move |tx| {
                Box::pin(async move {
                    let backlog = notification::backlog(tx, &region).await?;
                    Ok::<_, StorageError>((backlog, notification::late(tx, &region, now).await?))
                })
            })
            .await;
        match counted {
            Err(error) => findings.push(Finding::Broken(format!("outbox: {error}"))),
            Ok(((waiting, oldest), late)) => {
                if oldest.is_some_and(|at| at < now - OLD_LETTER_MINUTES.minutes()) {
                    findings.push(Finding::Look(format!(
                        "region {shown}: {waiting} letters wait, the oldest for more than \
                         {OLD_LETTER_MINUTES} minutes: is the mail server reached?"
                    )));
                }
                if late > 0 {
                    findings.push(Finding::Look(format!(
                        "region {shown}: {late} notifications are later than their term (item 6)"
                    )));
                }
            }
        }
    }
    if findings.is_empty() {
        findings.push(Finding::Well("no letter is late".into()));
    }
    findings
}

async fn jobs(app: &App) -> Finding {
    let known = app
        .store()
        .read("doctor jobs", |tx| {
            Box::pin(async move { job::all(tx).await })
        })
        .await;
    match known {
        Err(error) => Finding::Broken(format!("jobs: {error}")),
        Ok(jobs) => {
            let failing: Vec<String> = jobs
                .iter()
                .filter_map(|job| {
                    job.failure
                        .as_ref()
                        .map(|why| format!("{}: {why}", job.job_id))
                })
                .collect();
            let alive = jobs.iter().filter_map(|job| job.succeeded_at).max();
            if failing.is_empty() {
                let last = alive.map_or_else(|| "never".to_owned(), |at: Timestamp| at.to_string());
                Finding::Well(format!("background work: no failure, last success {last}"))
            } else {
                Finding::Look(format!("background work fails: {}", failing.join("; ")))
            }
        }
    }
}

fn mail(config: &Config, app: &App) -> Finding {
    let listening = ([127, 0, 0, 1], 0).into();
    match server::jobs(config, app, listening) {
        Err(error) => Finding::Broken(format!("mail: {error:#}")),
        Ok(jobs) => {
            let without = okno_jobs::written::zones_without_words(&jobs);
            if without.is_empty() {
                Finding::Well("mail is configured".into())
            } else {
                Finding::Broken(format!("no words for the zones {}", without.join(", ")))
            }
        }
    }
}
