//! A real mail server beside the test, with the manners it is told.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use serde_json::Value;

/// The variable that names a Python which has `aiosmtpd`.
const PYTHON: &str = "OKNO_TEST_MAIL_PYTHON";
/// A busy machine starts Python slowly.
const PATIENCE: Duration = Duration::from_secs(60);

/// A mail server; it ends with this value.
pub struct MailServer {
    child: Child,
    port: u16,
    attempts: Arc<Mutex<Vec<Value>>>,
}

impl MailServer {
    /// Starts it with a manner for each attempt: see `mail_server.py`.
    pub fn with(manners: &[&str]) -> Self {
        let python = std::env::var(PYTHON).unwrap_or_else(|_| {
            panic!(
                "{PYTHON} is not set: run `cargo xtask test`, which makes it, or name a Python \
                 with the packages of crates/jobs/tests/smtp/requirements.txt"
            )
        });
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/smtp/mail_server.py");
        let mut child = Command::new(python)
            .arg(script)
            .args(manners)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        let (sender, ports) = mpsc::channel();
        let attempts = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&attempts);
        std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                match line.strip_prefix("port ") {
                    Some(port) => drop(sender.send(port.parse().unwrap())),
                    None => heard
                        .lock()
                        .unwrap()
                        .push(serde_json::from_str(&line).unwrap()),
                }
            }
        });
        let port = ports
            .recv_timeout(PATIENCE)
            .expect("the mail server did not start");
        Self {
            child,
            port,
            attempts,
        }
    }

    /// Its address for the configuration.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// What it was asked, once there are so many attempts.
    pub fn attempts(&self, wanted: usize) -> Vec<Value> {
        let began = Instant::now();
        loop {
            let attempts = self.attempts.lock().unwrap().clone();
            if attempts.len() >= wanted || began.elapsed() > PATIENCE {
                assert_eq!(attempts.len(), wanted, "{attempts:#?}");
                return attempts;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
