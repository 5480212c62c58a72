//! Where the databases of a measurement stand: always new ones, made and removed
//! by the measurement itself, so that no office's data is ever touched.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, bail};
use okno_storage::{Engine, Options, Store};
use tempfile::TempDir;
use tokio_postgres::NoTls;

/// File systems that forget everything with the power: a commit there costs nothing.
const NOT_A_DISK: [&str; 2] = ["tmpfs", "ramfs"];

/// A folder on a disk, and the server if the engine is one.
#[derive(Debug, Clone)]
pub struct Ground {
    folder: Arc<TempDir>,
    server: Option<String>,
}

/// Databases made by this process.
static MADE: AtomicU32 = AtomicU32::new(0);

/// A database of its own with the data folder of a server that uses it.
#[derive(Debug)]
pub struct Database {
    /// Its address.
    pub url: String,
    /// The folder for secrets and mail.
    pub data: PathBuf,
    // The folder stays while a database in it is in use.
    _folder: Arc<TempDir>,
    remove: Option<(String, String)>,
}

impl Ground {
    /// Beside the database that `address` names, which itself is left alone; in
    /// the folder for temporary files when it names none.
    ///
    /// # Errors
    /// An address of another kind; a folder that is not on a disk.
    pub fn beside(address: Option<&str>) -> anyhow::Result<Self> {
        let (parent, server) = match address {
            None => (std::env::temp_dir(), None),
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                (std::env::temp_dir(), Some(url.to_owned()))
            }
            Some(url) => match url.strip_prefix("sqlite://") {
                Some(file) => (folder_of(Path::new(file)), None),
                None => bail!("the database must begin with sqlite:// or postgres://"),
            },
        };
        std::fs::create_dir_all(&parent)?;
        let folder = tempfile::Builder::new()
            .prefix("okno-bench-")
            .tempdir_in(&parent)
            .with_context(|| format!("no folder can be made in {}", parent.display()))?;
        if server.is_none() {
            refuse_memory(folder.path())?;
        }
        Ok(Self {
            folder: Arc::new(folder),
            server,
        })
    }

    /// The engine of its databases.
    pub fn engine(&self) -> Engine {
        match self.server {
            Some(_) => Engine::Postgres,
            None => Engine::Sqlite,
        }
    }

    /// A new empty database.
    ///
    /// # Errors
    /// When the server refuses to make one.
    pub async fn fresh(&self) -> anyhow::Result<Database> {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let data = self.folder.path().join(number.to_string());
        std::fs::create_dir(&data)?;
        let Some(server) = &self.server else {
            let url = format!("sqlite://{}", data.join("okno.db").display());
            return Ok(Database {
                url,
                data,
                _folder: Arc::clone(&self.folder),
                remove: None,
            });
        };
        let name = format!("okno_bench_{}_{number}", std::process::id());
        administer(server, &format!("CREATE DATABASE {name}"))
            .await
            .with_context(|| format!("the database {name} cannot be made on the server"))?;
        Ok(Database {
            url: with_database(server, &name),
            data,
            _folder: Arc::clone(&self.folder),
            remove: Some((server.clone(), name)),
        })
    }
}

impl Database {
    /// Opens the store, brings its schema up to date, and tells a server's planner
    /// what is in it.
    ///
    /// # Errors
    /// The engine's refusal.
    pub async fn store(&self) -> anyhow::Result<Store> {
        let store = Store::open(&self.url, &Options { pool: 8 }).await?;
        store.migrate().await?;
        Ok(store)
    }

    /// The file of an embedded database.
    pub fn file(&self) -> Option<&Path> {
        self.url.strip_prefix("sqlite://").map(Path::new)
    }

    /// What a server does by itself a minute after much has changed.
    ///
    /// # Errors
    /// The server's refusal.
    pub async fn settle(&self) -> anyhow::Result<()> {
        match self.file() {
            Some(_) => Ok(()),
            None => administer(&self.url, "ANALYZE").await,
        }
    }

    /// Removes it: its folder, and the database on the server.
    ///
    /// # Errors
    /// The server's refusal.
    pub async fn remove(mut self) -> anyhow::Result<()> {
        std::fs::remove_dir_all(&self.data)?;
        if let Some((server, name)) = self.remove.take() {
            administer(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await?;
        }
        Ok(())
    }
}

impl Drop for Database {
    /// A measurement that failed half-way leaves no database behind either.
    fn drop(&mut self) {
        let Some((server, name)) = self.remove.take() else {
            return;
        };
        let gone = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .ok()?;
            let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            runtime.block_on(administer(&server, &drop)).ok()
        });
        drop(gone.join());
    }
}

async fn administer(server: &str, command: &str) -> anyhow::Result<()> {
    let (client, connection) = tokio_postgres::connect(server, NoTls).await?;
    let serving = tokio::spawn(connection);
    let outcome = client.batch_execute(command).await;
    drop(client);
    drop(serving.await);
    Ok(outcome?)
}

/// The same server, another database.
fn with_database(server: &str, name: &str) -> String {
    let (base, query) = match server.split_once('?') {
        Some((base, query)) => (base, format!("?{query}")),
        None => (server, String::new()),
    };
    let host = base.find("://").map_or(0, |at| at + 3);
    let root = base[host..].find('/').map_or(base, |at| &base[..host + at]);
    format!("{root}/{name}{query}")
}

fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn refuse_memory(folder: &Path) -> anyhow::Result<()> {
    let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
    let folder = folder.canonicalize()?;
    match file_system(&mounts, &folder) {
        Some(kind) if NOT_A_DISK.contains(&kind) => bail!(
            "{} is in memory ({kind}), where a commit costs nothing: name a file on a disk with \
             --database sqlite://…",
            folder.display()
        ),
        _ => Ok(()),
    }
}

/// The kind of file system that holds `folder`: that of the longest mount point above it.
fn file_system<'m>(mounts: &'m str, folder: &Path) -> Option<&'m str> {
    let parts = mounts.lines().filter_map(|line| {
        let mut parts = line.split_whitespace().skip(1);
        Some((parts.next()?, parts.next()?))
    });
    parts
        .filter(|(point, _)| folder.starts_with(point))
        .max_by_key(|(point, _)| point.len())
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn the_nearest_mount_says_what_a_folder_stands_on() {
        let mounts =
            "/dev/vda / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n/dev/vdb /tmp/disk xfs rw 0 0\n";
        assert_eq!(file_system(mounts, Path::new("/var/lib")), Some("ext4"));
        assert_eq!(file_system(mounts, Path::new("/tmp/okno")), Some("tmpfs"));
        assert_eq!(
            file_system(mounts, Path::new("/tmp/disk/okno")),
            Some("xfs")
        );
        assert_eq!(file_system(mounts, Path::new("/tmpx")), Some("ext4"));
    }

    #[test]
    fn another_database_of_the_same_server_keeps_its_settings() {
        let url = "postgres://u:p@h:5432/one?application_name=x";
        assert_eq!(
            with_database(url, "two"),
            "postgres://u:p@h:5432/two?application_name=x"
        );
        assert_eq!(with_database("postgres://h", "two"), "postgres://h/two");
    }

    #[tokio::test]
    async fn databases_are_apart_from_each_other_and_from_the_one_named() {
        let home = tempfile::tempdir_in(".").unwrap();
        let named = home.path().join("office.db");
        std::fs::write(&named, "not ours").unwrap();
        let ground = Ground::beside(Some(&format!("sqlite://{}", named.display()))).unwrap();
        let (one, two) = (ground.fresh().await.unwrap(), ground.fresh().await.unwrap());
        assert_ne!(one.url, two.url);
        drop(one.store().await.unwrap());
        assert!(one.file().unwrap().exists() && !two.file().unwrap().exists());
        one.remove().await.unwrap();
        two.remove().await.unwrap();
        drop(ground);
        assert_eq!(std::fs::read_to_string(&named).unwrap(), "not ours");
        assert_eq!(
            std::fs::read_dir(home.path()).unwrap().count(),
            1,
            "nothing is left behind"
        );
    }

    #[test]
    fn an_address_of_another_kind_is_refused() {
        assert!(Ground::beside(Some("mysql://h/d")).is_err());
    }
}
