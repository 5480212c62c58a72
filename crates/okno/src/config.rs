//! Configuration: one TOML file, environment variables over it, every key
//! documented here and printed by `okno config`.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

/// One key: its name in the file, its environment variable, its default, what it means.
struct Key {
    name: &'static str,
    variable: &'static str,
    default: &'static str,
    about: &'static str,
    secret: bool,
}

const fn key(
    name: &'static str,
    variable: &'static str,
    default: &'static str,
    about: &'static str,
) -> Key {
    Key {
        name,
        variable,
        default,
        about,
        secret: false,
    }
}

const KEYS: &[Key] = &[
    key(
        "listen",
        "OKNO_LISTEN",
        "127.0.0.1:8080",
        "address and port of the pages",
    ),
    key(
        "public_url",
        "OKNO_PUBLIC_URL",
        "",
        "address that letters and QR codes name; the listening address when empty",
    ),
    key(
        "data",
        "OKNO_DATA",
        "okno-data",
        "folder for the embedded database, secrets and the mail of a trial",
    ),
    Key {
        secret: true,
        ..key(
            "database",
            "DATABASE_URL",
            "",
            "sqlite://file or postgres://…; a file in the data folder when empty",
        )
    },
    key(
        "database_pool",
        "OKNO_DATABASE_POOL",
        "16",
        "connections to a PostgreSQL server",
    ),
    key(
        "packs",
        "OKNO_PACKS",
        "",
        "folder of rule packs; the ones in the program when empty",
    ),
    key(
        "limits",
        "OKNO_LIMITS",
        "on",
        "abuse limits: on or off (off only for load tests)",
    ),
    key(
        "tls",
        "OKNO_TLS",
        "off",
        "on when people reach this server over TLS: adds HSTS",
    ),
    Key {
        secret: true,
        ..key(
            "mail",
            "OKNO_MAIL",
            "folder",
            "folder, or smtp://user:password@host:port, or smtps://…",
        )
    },
    key(
        "mail_from",
        "OKNO_MAIL_FROM",
        "Okno <noreply@okno.example>",
        "sender of letters",
    ),
    key(
        "jobs",
        "OKNO_JOBS",
        "on",
        "whether this process also does the background work",
    ),
    key(
        "log",
        "OKNO_LOG",
        "info",
        "what is logged: error, warn, info, debug, or a filter",
    ),
    key("log_format", "OKNO_LOG_FORMAT", "text", "text or json"),
];

/// What is in force, and where each value came from.
#[derive(Debug, Clone)]
pub struct Config {
    values: BTreeMap<&'static str, (String, Origin)>,
}

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Default,
    File,
    Environment,
    CommandLine,
}

impl Origin {
    fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::File => "file",
            Self::Environment => "environment",
            Self::CommandLine => "command line",
        }
    }
}

impl Config {
    /// Reads the file, if there is one, and the environment.
    ///
    /// # Errors
    /// An unknown key, with the known ones; a file that is not TOML.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        let environment = |variable: &str| std::env::var(variable).ok();
        match file {
            None => Self::merge(&BTreeMap::new(), environment),
            Some(path) => Self::merge(&read_file(path)?, environment)
                .with_context(|| format!("the configuration {} cannot be used", path.display())),
        }
    }

    fn merge(
        written: &BTreeMap<String, String>,
        environment: impl Fn(&str) -> Option<String>,
    ) -> anyhow::Result<Self> {
        if let Some(unknown) = written
            .keys()
            .find(|name| KEYS.iter().all(|k| k.name != **name))
        {
            let known: Vec<_> = KEYS.iter().map(|key| key.name).collect();
            bail!("unknown key `{unknown}`; the keys are {}", known.join(", "));
        }
        let values = KEYS.iter().map(|key| {
            let value = if let Some(value) = environment(key.variable) {
                (value, Origin::Environment)
            } else if let Some(value) = written.get(key.name) {
                (value.clone(), Origin::File)
            } else {
                (key.default.to_owned(), Origin::Default)
            };
            (key.name, value)
        });
        Ok(Self {
            values: values.collect(),
        })
    }

    /// Sets a value from the command line.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.values
            .insert(name, (value.into(), Origin::CommandLine));
    }

    fn get(&self, name: &str) -> &str {
        self.values
            .get(name)
            .map_or("", |(value, _)| value.as_str())
    }

    fn switch(&self, name: &str) -> anyhow::Result<bool> {
        match self.get(name) {
            "on" | "true" | "1" => Ok(true),
            "off" | "false" | "0" => Ok(false),
            other => bail!("`{name}` is `{other}`; it must be on or off"),
        }
    }

    /// Where to listen.
    pub fn listen(&self) -> anyhow::Result<SocketAddr> {
        let text = self.get("listen");
        text.parse().with_context(|| {
            format!("`listen` is `{text}`; it must be an address and a port, such as 0.0.0.0:8080")
        })
    }

    /// The address that letters name, once the listening address is known.
    pub fn public_url(&self, listening: SocketAddr) -> String {
        match self.get("public_url") {
            "" => format!("http://{listening}"),
            url => url.trim_end_matches('/').to_owned(),
        }
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        PathBuf::from(self.get("data"))
    }

    /// The address of the database.
    pub fn database(&self) -> String {
        match self.get("database") {
            "" => format!("sqlite://{}", self.data().join("okno.db").display()),
            url => url.to_owned(),
        }
    }

    /// Connections to a server.
    pub fn database_pool(&self) -> anyhow::Result<usize> {
        let text = self.get("database_pool");
        match text.parse() {
            Ok(size @ 1..=512) => Ok(size),
            _ => bail!("`database_pool` is `{text}`; it must be a number from 1 to 512"),
        }
    }

    /// The folder of packs, if not the built-in ones.
    pub fn packs(&self) -> Option<PathBuf> {
        Some(self.get("packs"))
            .filter(|path| !path.is_empty())
            .map(PathBuf::from)
    }

    /// Whether abuse limits are on.
    pub fn limits(&self) -> anyhow::Result<bool> {
        self.switch("limits")
    }

    /// Whether people come over TLS.
    pub fn tls(&self) -> anyhow::Result<bool> {
        self.switch("tls")
    }

    /// Whether this process does the background work.
    pub fn jobs(&self) -> anyhow::Result<bool> {
        self.switch("jobs")
    }

    /// How letters leave.
    pub fn mail(&self) -> &str {
        self.get("mail")
    }

    /// Who sends letters.
    pub fn mail_from(&self) -> &str {
        self.get("mail_from")
    }

    /// What is logged.
    pub fn log(&self) -> &str {
        self.get("log")
    }

    /// Whether the log is JSON.
    pub fn log_is_json(&self) -> bool {
        self.get("log_format") == "json"
    }

    /// What is in force, as a file that could be used again; secrets masked.
    pub fn in_force(&self) -> String {
        let lines = KEYS.iter().map(|key| {
            let (value, origin) = &self.values[key.name];
            let shown = if key.secret {
                masked(value)
            } else {
                value.clone()
            };
            format!(
                "# {} ({}; {})\n{} = {:?}\n",
                key.about,
                key.variable,
                origin.name(),
                key.name,
                shown
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn read_file(path: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the configuration {} cannot be read", path.display()))?;
    let table: toml::Table = text
        .parse()
        .with_context(|| format!("the configuration {} is not TOML", path.display()))?;
    let mut written = BTreeMap::new();
    for (name, value) in table {
        let value = match value {
            toml::Value::String(text) => text,
            toml::Value::Boolean(on) => if on { "on" } else { "off" }.to_owned(),
            toml::Value::Integer(number) => number.to_string(),
            other => bail!(
                "{}: `{name}` has a value of kind {}",
                path.display(),
                other.type_str()
            ),
        };
        written.insert(name, value);
    }
    Ok(written)
}

/// Hides the password of an address.
fn masked(value: &str) -> String {
    let Some((scheme, rest)) = value.split_once("://") else {
        return value.to_owned();
    };
    match rest.rsplit_once('@') {
        Some((user, host)) => {
            let name = user.split(':').next().unwrap_or_default();
            let mask = if user.contains(':') { ":***" } else { "" };
            format!("{scheme}://{name}{mask}@{host}")
        }
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn written(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect()
    }

    #[test]
    fn the_environment_stands_over_the_file_and_the_file_over_the_default() {
        let file = written(&[("listen", "0.0.0.0:1"), ("limits", "off")]);
        let environment = |name: &str| (name == "OKNO_LISTEN").then(|| "0.0.0.0:2".to_owned());
        let config = Config::merge(&file, environment).unwrap();
        assert_eq!(config.listen().unwrap().port(), 2);
        assert!(!config.limits().unwrap());
        assert!(config.jobs().unwrap());
        assert!(config.database().starts_with("sqlite://"));
    }

    #[test]
    fn a_typo_names_the_known_keys_and_a_wrong_value_says_what_is_wanted() {
        let error = Config::merge(&written(&[("listne", "x")]), |_| None).unwrap_err();
        assert!(error.to_string().contains("listen"), "{error}");
        let config = Config::merge(&written(&[("limits", "maybe"), ("listen", "here")]), |_| {
            None
        })
        .unwrap();
        assert!(
            config
                .limits()
                .unwrap_err()
                .to_string()
                .contains("on or off")
        );
        assert!(
            config
                .listen()
                .unwrap_err()
                .to_string()
                .contains("0.0.0.0:8080")
        );
    }

    #[test]
    fn a_password_is_never_printed() {
        let file = written(&[
            ("database", "postgres://okno:hunter2@db/okno"),
            ("mail", "smtp://a:b@c"),
        ]);
        let shown = Config::merge(&file, |_| None).unwrap().in_force();
        assert!(
            !shown.contains("hunter2") && !shown.contains(":b@"),
            "{shown}"
        );
        assert!(shown.contains("postgres://okno:***@db/okno"), "{shown}");
    }
}
