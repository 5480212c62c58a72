//! An installation of its own for a test: folder, database, office; removed afterwards.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use okno_storage::{Options, Store};
use tempfile::TempDir;
use tokio_postgres::NoTls;

use crate::server::Server;

/// One office with a roomy service (`passport-5`, 40 places each quarter of an hour) and a small
/// one (`passport-10`, 5 places each hour), every day of the week.
pub const OFFICE_FILE: &str = include_str!("office.toml");

/// The variable that names a PostgreSQL server on which databases may be made.
const SERVER: &str = "OKNO_TEST_POSTGRES";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// One test for each engine: `on_both_engines!(name, …)` calls `super::name(engine)`.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::house::Engine::Sqlite).await; })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::house::Engine::Postgres).await; })+
        }
    };
}
pub(crate) use on_both_engines;

static NUMBER: AtomicU32 = AtomicU32::new(0);

pub struct House {
    folder: TempDir,
    url: String,
    database: Option<Database>,
}

/// A database on the server; it goes with this value.
struct Database {
    server: String,
    name: String,
}

impl House {
    /// An installation without an office.
    pub async fn empty(engine: Engine) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("okno-running-")
            .tempdir()
            .unwrap();
        let (url, database) = match engine {
            Engine::Sqlite => {
                std::fs::create_dir(folder.path().join("data")).unwrap();
                (
                    format!("sqlite://{}", folder.path().join("data/okno.db").display()),
                    None,
                )
            }
            Engine::Postgres => {
                let database = Database::make().await;
                (database.url(), Some(database))
            }
        };
        Self {
            folder,
            url,
            database,
        }
    }

    /// An installation with the office of [`OFFICE_FILE`] and its slots.
    pub async fn founded(engine: Engine) -> Self {
        let house = Self::empty(engine).await;
        let file = house.file("office.toml", OFFICE_FILE);
        let imported = house.run(&["office", "import", file.to_str().unwrap()]);
        assert!(imported.status.success(), "{}", text_of(&imported));
        house
    }

    /// Writes a file into the installation's folder, outside its data.
    pub fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The data folder, with secrets, mail and the embedded database.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The embedded database.
    pub fn database_file(&self) -> PathBuf {
        self.data().join("okno.db")
    }

    /// The program on this installation, deaf to the environment of the test.
    pub fn okno(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_okno"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("OKNO_")) {
            command.env_remove(name);
        }
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("DATABASE_URL", &self.url)
            .env("OKNO_DATA", self.data());
        command
    }

    /// Runs a command of the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.okno(arguments).output().unwrap()
    }

    /// Serves with some settings (`OKNO_LIMITS` and so on) on a free port.
    pub fn serve(&self, settings: &[(&str, &str)]) -> Server {
        let mut command = self.okno(&["serve", "--listen", "127.0.0.1:0"]);
        command.envs(settings.iter().copied());
        Server::start(command, &self.folder.path().join("serve.log"))
    }

    /// Serves without limits, as for a load.
    pub fn serve_without_limits(&self) -> Server {
        self.serve(&[("OKNO_LIMITS", "off")])
    }

    /// The database itself, to look behind the office.
    pub async fn store(&self) -> Store {
        Store::open(&self.url, &Options { pool: 2 }).await.unwrap()
    }

    /// Waits until no connection of a killed process works on in the database server: a commit
    /// that was on its way when the process died may still be carried out.
    pub async fn until_alone(&self) {
        let Some(database) = &self.database else {
            return;
        };
        let (client, connection) = tokio_postgres::connect(&self.url, NoTls).await.unwrap();
        let serving = tokio::spawn(connection);
        let others = "SELECT COUNT(*) FROM pg_stat_activity
            WHERE datname = $1 AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
        while client
            .query_one(others, &[&database.name])
            .await
            .unwrap()
            .get::<_, i64>(0)
            > 0
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        drop(client);
        serving.await.unwrap().unwrap();
    }
}

/// All that a command said.
pub fn text_of(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

impl Database {
    async fn make() -> Self {
        let server = std::env::var(SERVER).unwrap_or_else(|_| {
            panic!(
                "{SERVER} is not set: run `cargo xtask test`, which starts a private server, or \
                 `cargo xtask postgres -- cargo test`"
            )
        });
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("okno_running_{}_{number}", std::process::id());
        administer(&server, &format!("CREATE DATABASE {name}")).await;
        Self { server, name }
    }

    fn url(&self) -> String {
        let (base, _) = self.server.rsplit_once('/').unwrap();
        format!("{base}/{}", self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let server = self.server.clone();
        let command = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // A runtime of its own: the test's may be ending because of a failure.
        let gone = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(administer(&server, &command));
        });
        drop(gone.join());
    }
}

async fn administer(server: &str, command: &str) {
    let (client, connection) = tokio_postgres::connect(server, NoTls).await.unwrap();
    let serving = tokio::spawn(connection);
    client.batch_execute(command).await.unwrap();
    drop(client);
    serving.await.unwrap().unwrap();
}
