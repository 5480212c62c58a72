//! A private PostgreSQL for one run: its own folder, port and password, gone afterwards.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{DirBuilderExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::run::{self, Kept};
use crate::say;
use crate::tools::{self, Tool};
use crate::workshop::Workshop;

/// The variable that tells the tests where the server is.
pub const VARIABLE: &str = "OKNO_TEST_POSTGRES";

/// The superuser of the private server, and nobody's name outside it.
const USER: &str = "okno";
/// Each test has its own database and pool, and they run side by side.
const CONNECTIONS: u32 = 200;
/// A cold, busy machine starts the server in seconds.
const START_LIMIT: Duration = Duration::from_secs(60);
const MAKE_LIMIT: Duration = Duration::from_secs(120);
/// Another program may take the free port before the server does.
const START_TRIES: u32 = 3;
const LOOK: Duration = Duration::from_millis(100);

/// Which command to run with a private server.
#[derive(Debug, clap::Args)]
pub struct Choice {
    /// The command and its arguments; without one the server runs until Ctrl-C
    #[arg(last = true)]
    command: Vec<OsString>,
}

/// A running server; it stops and its folder is removed when this value goes away.
#[derive(Debug)]
pub struct Server {
    url: String,
    psql: Psql,
    // Held for its Drop.
    _kept: Kept,
}

impl Server {
    /// Makes and starts a server, and waits until it answers. What it says is in `log`.
    ///
    /// # Errors
    /// When PostgreSQL is not installed, its folder cannot be made, or it does not
    /// answer in time.
    pub fn start(shop: &Workshop, log: &Path) -> anyhow::Result<Self> {
        let programs = tools::postgres_programs().context("PostgreSQL is not installed")?;
        let mut why = String::new();
        for _ in 0..START_TRIES {
            match Self::try_start(shop, &programs, log) {
                Ok(server) => return Ok(server),
                Err(error) => why = format!("{error:#}"),
            }
        }
        bail!("PostgreSQL does not start: {why}")
    }

    fn try_start(shop: &Workshop, programs: &Path, log: &Path) -> anyhow::Result<Self> {
        let owner = Owner::choose()?;
        let home = Home::make(&owner)?;
        home.init(shop, programs, &owner, log)?;
        let port = free_port()?;
        let file = File::options().append(true).create(true).open(log)?;
        let server = home.server(programs, &owner, port);
        // INT is PostgreSQL's fast shutdown: sessions are cut, the log is flushed.
        let keep = [
            "--signal=INT".into(),
            format!("--remove={}", home.path.display()),
        ];
        let mut kept = Kept::start(
            shop,
            &server,
            &keep,
            file.try_clone()?.into(),
            Stdio::from(file),
        )?;
        let url = home.url(port);
        let psql = Psql {
            program: programs.join("psql"),
            socket: home.path.clone(),
            port,
        };
        home.hand_over();
        psql.wait_until_ready(&mut kept)?;
        Ok(Self {
            url,
            psql,
            _kept: kept,
        })
    }

    /// Where the server is, with the name and password of its superuser.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The same server, another database; created when it is not there yet.
    ///
    /// # Errors
    /// When the database cannot be created.
    pub fn database(&self, name: &str) -> anyhow::Result<String> {
        let made = self
            .psql
            .ask(&format!("CREATE DATABASE \"{name}\""))
            .output()?;
        if !made.status.success() {
            bail!(
                "cannot create {name}: {}",
                String::from_utf8_lossy(&made.stderr)
            );
        }
        let server = self.url.trim_end_matches("postgres");
        Ok(format!("{server}{name}"))
    }
}

/// `cargo xtask postgres -- COMMAND`: the command with [`VARIABLE`] set.
///
/// # Errors
/// When the server or the command cannot be started.
pub fn run(shop: &Workshop, choice: &Choice) -> anyhow::Result<ExitCode> {
    if !Tool::Postgres.is_here() {
        bail!(
            "{} is missing; run: sudo apt-get install --yes postgresql",
            Tool::Postgres.name()
        );
    }
    let log = run::fresh_log(shop, "postgres-alone")?;
    let server = Server::start(shop, &log)?;
    let Some((program, arguments)) = choice.command.split_first() else {
        say::line(format!("{VARIABLE}={}", server.url()));
        std::io::stdin().read_to_end(&mut Vec::new())?;
        return Ok(ExitCode::SUCCESS);
    };
    let status = Command::new(program)
        .args(arguments)
        .env(VARIABLE, server.url())
        .status()
        .with_context(|| format!("cannot start {}", program.display()))?;
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, Into::into))
}

/// Who runs the server: PostgreSQL refuses to run as root.
struct Owner {
    /// Name, user and group id of the stand-in for root.
    stand_in: Option<(&'static str, u32, u32)>,
}

impl Owner {
    fn choose() -> anyhow::Result<Self> {
        if !tools::is_root() {
            return Ok(Self { stand_in: None });
        }
        let passwd = std::fs::read_to_string("/etc/passwd").context("cannot read /etc/passwd")?;
        let stand_in = ["postgres", "nobody"].into_iter().find_map(|name| {
            let (user, group) = ids_of(name, &passwd)?;
            Some((name, user, group))
        });
        stand_in
            .map(|found| Self {
                stand_in: Some(found),
            })
            .context("neither the user postgres nor nobody exists, and PostgreSQL refuses root")
    }

    /// `program` as this owner runs it.
    fn command(&self, program: &Path) -> Command {
        let Some((_, user, group)) = self.stand_in else {
            return Command::new(program);
        };
        let mut command = Command::new("setpriv");
        command.args([format!("--reuid={user}"), format!("--regid={group}")]);
        command.arg("--clear-groups").arg(program);
        command
    }
}

fn ids_of(name: &str, passwd: &str) -> Option<(u32, u32)> {
    let line = passwd
        .lines()
        .find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

/// The server's folder: data, socket and password, closed to everybody else.
struct Home {
    path: PathBuf,
    password: String,
    handed_over: bool,
}

impl Home {
    fn make(owner: &Owner) -> anyhow::Result<Self> {
        let name = random_hex(6)?;
        // A stand-in may be unable to enter root's own temporary folder; and the path
        // of a socket has room for some hundred bytes only.
        let folder = match owner.stand_in {
            Some(_) => PathBuf::from("/tmp"),
            None => std::env::temp_dir(),
        };
        let path = folder.join(format!("okno-postgres-{name}"));
        std::fs::DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .with_context(|| format!("cannot make {}", path.display()))?;
        let home = Self {
            path,
            password: random_hex(16)?,
            handed_over: false,
        };
        std::fs::write(home.password_file(), &home.password)?;
        if let Some((_, user, group)) = owner.stand_in {
            chown(&home.path, Some(user), Some(group))?;
            chown(home.password_file(), Some(user), Some(group))?;
        }
        Ok(home)
    }

    fn password_file(&self) -> PathBuf {
        self.path.join("password")
    }

    fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    fn url(&self, port: u16) -> String {
        format!(
            "postgres://{USER}:{}@127.0.0.1:{port}/postgres",
            self.password
        )
    }

    /// Lays out the data folder. A password in clear text over the loopback is enough:
    /// it keeps other users of the machine out and costs the tests no hashing.
    fn init(
        &self,
        shop: &Workshop,
        programs: &Path,
        owner: &Owner,
        log: &Path,
    ) -> anyhow::Result<()> {
        let mut init = owner.command(&programs.join("initdb"));
        init.current_dir("/").arg("--pgdata").arg(self.data());
        init.arg("--pwfile").arg(self.password_file());
        init.args(["--username", USER, "--encoding=UTF8", "--locale=C.UTF-8"]);
        init.args(["--auth-local=trust", "--auth-host=password", "--no-sync"]);
        let ended = run::logged(shop, &init, log, MAKE_LIMIT)?;
        if ended.good {
            Ok(())
        } else {
            bail!("initdb: {}", ended.why)
        }
    }

    /// The server itself, with fsync on as in production: what the tests promise about
    /// durability and races must hold with it.
    fn server(&self, programs: &Path, owner: &Owner, port: u16) -> Command {
        let mut server = owner.command(&programs.join("postgres"));
        server.current_dir("/").arg("-D").arg(self.data());
        let settings = [
            format!("port={port}"),
            "listen_addresses=127.0.0.1".to_owned(),
            format!("unix_socket_directories={}", self.path.display()),
            format!("max_connections={CONNECTIONS}"),
            "fsync=on".to_owned(),
            "timezone=UTC".to_owned(),
        ];
        for setting in settings {
            server.arg("-c").arg(setting);
        }
        server
    }

    /// From here on the keeper removes the folder, after the server has stopped.
    fn hand_over(mut self) {
        self.handed_over = true;
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if !self.handed_over {
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

/// The client program, over the socket: its folder is closed to others, so it needs no
/// password, which would show in the list of processes.
#[derive(Debug)]
struct Psql {
    program: PathBuf,
    socket: PathBuf,
    port: u16,
}

impl Psql {
    fn ask(&self, statement: &str) -> Command {
        let mut psql = Command::new(&self.program);
        psql.args([
            "--no-psqlrc",
            "--quiet",
            "--username",
            USER,
            "--dbname=postgres",
            "--host",
        ]);
        psql.arg(&self.socket)
            .args(["--port", &self.port.to_string(), "--command", statement]);
        psql.stdin(Stdio::null());
        psql
    }

    fn wait_until_ready(&self, kept: &mut Kept) -> anyhow::Result<()> {
        let until = Instant::now() + START_LIMIT;
        while Instant::now() < until {
            if let Some(status) = kept.child().try_wait()? {
                bail!("the server ended at once ({status})");
            }
            if self
                .ask("SELECT 1")
                .output()
                .is_ok_and(|answer| answer.status.success())
            {
                return Ok(());
            }
            std::thread::sleep(LOOK);
        }
        bail!("no answer after {} s", START_LIMIT.as_secs())
    }
}

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

fn random_hex(bytes: usize) -> anyhow::Result<String> {
    let mut random = vec![0; bytes];
    File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut random))
        .context("cannot read /dev/urandom")?;
    Ok(hex::encode(random))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn ids_are_read_from_the_list_of_users() {
        let passwd = "root:x:0:0::/:/bin/sh\npostgres:x:101:104:a,b:/var:/bin/bash\n";
        assert_eq!(ids_of("postgres", passwd), Some((101, 104)));
        assert_eq!(ids_of("post", passwd), None);
    }

    #[test]
    fn each_server_has_its_own_password() {
        assert_eq!(random_hex(16).unwrap().len(), 32);
        assert_ne!(random_hex(16).unwrap(), random_hex(16).unwrap());
    }
}
