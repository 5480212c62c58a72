//! Opening the house: database, secrets, packs, calendars, one application.

use std::fs;

use anyhow::Context;
use okno_app::clock::Clock;
use okno_app::rules::Rules;
use okno_app::{App, Parts};
use okno_domain::calendar::Calendar;
use okno_domain::pack::{Pack, PackFiles};
use okno_identity::entropy::Entropy;
use okno_storage::{Options, Store, office};
use rust_embed::RustEmbed;

use crate::command::calendar::builtin;
use crate::config::Config;
use crate::secrets;

/// The packs that come with the program.
#[derive(RustEmbed)]
#[folder = "../../packs/"]
struct Packs;

/// Calendars that come with the program.
const CALENDARS: [&str; 2] = ["RU", "KZ"];

/// Opens everything and brings the schema up to date.
///
/// # Errors
/// Whatever is missing or wrong, with what to do.
pub async fn open(config: &Config) -> anyhow::Result<App> {
    let data = config.data();
    fs::create_dir_all(&data)
        .with_context(|| format!("the data folder {} cannot be made", data.display()))?;
    let address = config.database();
    let store = Store::open(
        &address,
        &Options {
            pool: config.database_pool()?,
        },
    )
    .await
    .context("the database cannot be opened")?;
    let migrated = store
        .migrate()
        .await
        .context("the database cannot be brought up to date")?;
    if !migrated.applied.is_empty() {
        tracing::info!(applied = ?migrated.applied, "the database is up to date");
    }
    // Nothing personal is stored before there is an office.
    let fresh = store
        .read("any office", |tx| {
            Box::pin(async move { office::all(tx).await })
        })
        .await?
        .is_empty();
    let entropy = Entropy::system()?;
    let app = App::new(Parts {
        secrets: secrets::open(&data, &entropy, fresh)?,
        rules: rules(config)?,
        clock: Clock::System,
        entropy,
        store,
    });
    app.refresh_directory()
        .await
        .context("the directory of offices cannot be read")?;
    Ok(app)
}

/// Loads packs and calendars.
///
/// # Errors
/// Every problem of a pack, with file and line.
pub fn rules(config: &Config) -> anyhow::Result<Rules> {
    let folders = match config.packs() {
        Some(folder) => pack_folders(&folder)?,
        None => built_in_packs(),
    };
    let packs = folders
        .iter()
        .map(|files| Pack::load(files).map_err(|problems| anyhow::anyhow!("{problems}")))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let calendars = CALENDARS
        .iter()
        .filter_map(|code| builtin(code).map(|text| (code, text)))
        .map(|(code, text)| Ok(Calendar::parse(&format!("calendars/{code}.toml"), text)?))
        .collect::<anyhow::Result<Vec<_>>>()?;
    Ok(Rules::new(packs, calendars))
}

fn pack_folders(root: &std::path::Path) -> anyhow::Result<Vec<PackFiles>> {
    let listing = fs::read_dir(root)
        .with_context(|| format!("the packs folder {} cannot be read", root.display()))?;
    let mut folders = Vec::new();
    for entry in listing {
        let path = entry?.path();
        if path.join("pack.toml").exists() {
            folders.push(okno_app::pack_folder::read_pack_files(&path)?);
        }
    }
    anyhow::ensure!(
        !folders.is_empty(),
        "there is no pack in {}",
        root.display()
    );
    Ok(folders)
}

/// The built-in packs, each as its files under their names inside the pack.
fn built_in_packs() -> Vec<PackFiles> {
    let mut packs: std::collections::BTreeMap<String, PackFiles> = Default::default();
    for path in Packs::iter() {
        let Some((pack, name)) = path.split_once('/') else {
            continue;
        };
        if let Some(file) = Packs::get(&path)
            && let Ok(text) = String::from_utf8(file.data.into_owned())
        {
            packs
                .entry(pack.to_owned())
                .or_default()
                .insert(name.to_owned(), text);
        }
    }
    packs.into_values().collect()
}
