//! Reading a pack from its folder; what the files mean is for the domain to say.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use okno_domain::pack::{LoadError, Pack, PackFiles};

/// Why a pack folder did not become a pack.
#[derive(Debug, thiserror::Error)]
pub enum PackFolderError {
    /// A file could not be read.
    #[error("cannot read {path}")]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// The files are there, but not a valid pack.
    #[error(transparent)]
    Load(#[from] LoadError),
}

/// Deeper than any pack; a folder that links to itself ends here.
const DEPTH_MAX: usize = 4;

/// Reads every file of a pack folder; paths are relative to it, with forward slashes.
///
/// Hidden files are left out: they are the editor's, not the pack's.
///
/// # Errors
/// A folder or file that cannot be read, or that is not UTF-8.
pub fn read_pack_files(dir: &Path) -> Result<PackFiles, PackFolderError> {
    let mut files = PackFiles::new();
    read_folder(dir, "", DEPTH_MAX, &mut files)?;
    Ok(files)
}

/// Reads and proves the pack in `dir`.
///
/// # Errors
/// As [`read_pack_files`], and every problem of the pack itself.
pub fn load_pack(dir: &Path) -> Result<Pack, PackFolderError> {
    Ok(Pack::load(&read_pack_files(dir)?)?)
}

fn read_folder(
    dir: &Path,
    prefix: &str,
    depth: usize,
    files: &mut PackFiles,
) -> Result<(), PackFolderError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |cause| PackFolderError::Read { path, cause }
    };
    for entry in fs::read_dir(dir).map_err(failed(dir))? {
        let path = entry.map_err(failed(dir))?.path();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let Some(name) = name.filter(|name| !name.starts_with('.')) else {
            continue;
        };
        let inside = format!("{prefix}{name}");
        if !path.is_dir() {
            let content = fs::read_to_string(&path).map_err(failed(&path))?;
            files.insert(inside, content);
        } else if depth > 0 {
            read_folder(&path, &format!("{inside}/"), depth - 1, files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn folders_become_forward_slashes_and_hidden_files_stay_out() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("texts/ru")).unwrap();
        fs::write(dir.path().join("pack.toml"), "[pack]").unwrap();
        fs::write(dir.path().join("texts/ru/5.1.md"), "текст").unwrap();
        fs::write(dir.path().join(".pack.toml.swp"), "x").unwrap();

        let files = read_pack_files(dir.path()).unwrap();

        let paths: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(paths, ["pack.toml", "texts/ru/5.1.md"]);
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = read_pack_files(Path::new("/nowhere/at/all")).unwrap_err();
        assert!(error.to_string().contains("/nowhere/at/all"));
    }
}
