//! Where the tree, the built things and the logs stand.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The places a recipe works in.
#[derive(Debug, Clone)]
pub struct Workshop {
    /// The root of the work tree.
    pub root: PathBuf,
    /// Where cargo builds.
    pub target: PathBuf,
    /// The executable that can act as keeper (see [`crate::keep`]).
    pub keeper: PathBuf,
}

impl Workshop {
    /// The tree this recipe was started in.
    #[must_use]
    pub fn here() -> Self {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest
            .parent()
            .map_or_else(|| manifest.clone(), Path::to_path_buf);
        Self::at(root, own_executable())
    }

    /// A tree at `root`, with `keeper` as the executable that watches over commands.
    #[must_use]
    pub fn at(root: PathBuf, keeper: PathBuf) -> Self {
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |given| root.join(given));
        Self {
            root,
            target,
            keeper,
        }
    }

    /// Where the log of each step is written.
    #[must_use]
    pub fn logs(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The office's binary as `cargo build` leaves it.
    #[must_use]
    pub fn okno(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join("okno")
    }

    /// Cargo, the one that started this recipe.
    #[must_use]
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .current_dir(&self.root)
            .env("CARGO_TERM_COLOR", "never");
        cargo
    }
}

/// Is this continuous integration, where nobody can be asked?
#[must_use]
pub fn unattended() -> bool {
    std::env::var("CI").is_ok_and(|ci| !ci.is_empty() && ci != "false" && ci != "0")
}

/// The running executable, also after cargo has put a newer one in its place.
fn own_executable() -> PathBuf {
    let linked = Path::new("/proc/self/exe");
    if linked.exists() {
        return linked.to_path_buf();
    }
    std::env::current_exe().unwrap_or_else(|_| PathBuf::from("xtask"))
}
