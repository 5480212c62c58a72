//! The secrets of an installation: made once, kept in a file that only the
//! office's user can read, never in the database.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use anyhow::{Context, bail};
use okno_identity::entropy::Entropy;
use okno_identity::secrets::{MasterSecrets, SecretsConfig};

/// The name of the file in the data folder.
pub const FILE: &str = "secrets.toml";

/// Reads the secrets of the data folder; makes them when there are none and
/// `fresh` says that nothing was sealed with lost ones.
///
/// # Errors
/// A missing file where data exists, a file that others can read, a file that
/// cannot be understood.
pub fn open(data: &Path, entropy: &Entropy, fresh: bool) -> anyhow::Result<MasterSecrets> {
    let path = data.join(FILE);
    if !path.exists() {
        if !fresh {
            bail!(
                "{} is missing, but the database has data sealed with it: put the file back from \
                 the backup of the secrets",
                path.display()
            );
        }
        write(&path, entropy)?;
    }
    let mode = fs::metadata(&path)?.permissions().mode();
    if mode & 0o077 != 0 {
        bail!(
            "{} can be read by other users: run `chmod 600 {}`",
            path.display(),
            path.display()
        );
    }
    let text =
        fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let config: SecretsConfig = toml::from_str(&text)
        .with_context(|| format!("{} is not what this program wrote", path.display()))?;
    Ok(MasterSecrets::from_config(&config)?)
}

fn write(path: &Path, entropy: &Entropy) -> anyhow::Result<()> {
    let fresh = SecretsConfig::generate(entropy);
    let sealing: Vec<String> = fresh
        .sealing
        .iter()
        .map(|key| {
            format!(
                "[[sealing]]\nid = {}\nkey = \"{}\"\n",
                key.id,
                key.key.expose_hex()
            )
        })
        .collect();
    let text = format!(
        "# The secrets of this installation. Keep a copy apart from the database's backup:\n\
         # without it nothing personal can be read again.\n\
         person = \"{}\"\nperson_version = {}\nsession = \"{}\"\nsealing_current = {}\n\n{}",
        fresh.person.expose_hex(),
        fresh.person_version,
        fresh.session.expose_hex(),
        fresh.sealing_current,
        sealing.join("\n")
    );
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn secrets_are_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let first = open(folder.path(), &Entropy::seeded(1), true).unwrap();
        let again = open(folder.path(), &Entropy::seeded(2), false).unwrap();
        let probe = |s: &MasterSecrets| s.session_key("probe").expose_hex();
        assert_eq!(probe(&first), probe(&again));
    }

    #[test]
    fn lost_or_open_secrets_are_refused_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let lost = open(folder.path(), &Entropy::seeded(1), false).unwrap_err();
        assert!(lost.to_string().contains("put the file back"), "{lost}");
        open(folder.path(), &Entropy::seeded(1), true).unwrap();
        let path = folder.path().join(FILE);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let seen = open(folder.path(), &Entropy::seeded(1), false).unwrap_err();
        assert!(seen.to_string().contains("chmod 600"), "{seen}");
    }
}
