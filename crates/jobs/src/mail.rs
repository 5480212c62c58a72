//! How letters leave: over SMTP, or into a folder where a trial can read them.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::PoolConfig;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

/// A mail server that has not answered by then is tried again later.
const PATIENCE: Duration = Duration::from_secs(20);
/// Connections kept to the mail server.
const CONNECTIONS: u32 = 4;

/// A letter ready to leave.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// To whom.
    pub to: String,
    /// The same for every attempt, so that a receiver can tell a repetition.
    pub message_id: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The language of the text.
    pub language: String,
    /// A calendar file, with its method.
    pub calendar: Option<(String, &'static str)>,
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// Accepted; the answer is the proof.
    Accepted(String),
    /// Not now.
    Later(String),
    /// Never: no such address.
    Never(String),
}

/// The way letters leave.
pub enum Post {
    /// Files in a folder.
    Folder {
        /// The folder.
        path: PathBuf,
        /// Who sends.
        from: Mailbox,
    },
    /// A mail server.
    Smtp {
        /// The connections.
        transport: AsyncSmtpTransport<Tokio1Executor>,
        /// Who sends.
        from: Mailbox,
    },
}

/// Why there is no way for letters.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// The sender is not an address.
    #[error("`{0}` is not a sender: write Name <name@host>")]
    Sender(String),
    /// The server's address cannot be understood.
    #[error("`mail` must be `folder` or smtp://user:password@host:port: {0}")]
    Address(String),
    /// The folder cannot be made.
    #[error("the mail folder {path}: {cause}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
}

impl Post {
    /// Opens the way that the configuration names.
    ///
    /// # Errors
    /// [`PostError`] says which part is wrong.
    pub fn open(mail: &str, from: &str, folder: PathBuf) -> Result<Self, PostError> {
        let from: Mailbox = from
            .parse()
            .map_err(|_| PostError::Sender(from.to_owned()))?;
        if mail == "folder" {
            std::fs::create_dir_all(&folder).map_err(|cause| PostError::Folder {
                path: folder.clone(),
                cause,
            })?;
            return Ok(Self::Folder { path: folder, from });
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(mail)
            .map_err(|error| PostError::Address(error.to_string()))?
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS))
            .build();
        Ok(Self::Smtp { transport, from })
    }

    /// Sends one letter.
    pub async fn send(&self, letter: &Outgoing) -> Sent {
        let message = match self.message(letter) {
            Ok(message) => message,
            // An address that is none, or a word that no header can carry.
            Err(why) => return Sent::Never(why),
        };
        match self {
            Self::Folder { path, .. } => into_folder(path, letter, &message).await,
            Self::Smtp { transport, .. } => match transport.send(message).await {
                Ok(answer) => Sent::Accepted(format!(
                    "{} {}",
                    answer.code(),
                    answer.message().collect::<Vec<_>>().join(" ")
                )),
                Err(error) if error.is_permanent() => Sent::Never(error.to_string()),
                Err(error) => Sent::Later(error.to_string()),
            },
        }
    }

    /// The address that letters come from.
    pub fn sender(&self) -> String {
        self.from().email.to_string()
    }

    fn from(&self) -> &Mailbox {
        match self {
            Self::Folder { from, .. } | Self::Smtp { from, .. } => from,
        }
    }

    fn message(&self, letter: &Outgoing) -> Result<Message, String> {
        let to: Mailbox = letter
            .to
            .parse()
            .map_err(|_| "the address is none".to_owned())?;
        let builder = Message::builder()
            .from(self.from().clone())
            .to(to)
            .message_id(Some(letter.message_id.clone()))
            .subject(&letter.subject)
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".into(),
            ))
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Content-Language"),
                letter.language.clone(),
            ));
        let text = SinglePart::plain(letter.text.clone());
        let built = match &letter.calendar {
            None => builder.singlepart(text),
            Some((file, method)) => {
                let kind = format!("text/calendar; charset=utf-8; method={method}");
                let kind = ContentType::parse(&kind).map_err(|error| error.to_string())?;
                let calendar = SinglePart::builder().header(kind).body(file.clone());
                builder.multipart(MultiPart::mixed().singlepart(text).singlepart(calendar))
            }
        };
        built.map_err(|error| error.to_string())
    }
}

async fn into_folder(folder: &std::path::Path, letter: &Outgoing, message: &Message) -> Sent {
    let name: String = letter
        .message_id
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let path = folder.join(format!("{name}.eml"));
    match tokio::fs::write(&path, message.formatted()).await {
        Ok(()) => Sent::Accepted(format!("written to {}", path.display())),
        Err(error) => Sent::Later(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn letter(to: &str) -> Outgoing {
        Outgoing {
            to: to.into(),
            message_id: "<one@okno.example>".into(),
            subject: "Вы записаны".into(),
            text: "Ждём вас".into(),
            language: "ru".into(),
            calendar: Some(("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".into(), "REQUEST")),
        }
    }

    #[tokio::test]
    async fn a_trial_finds_its_mail_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let post = Post::open(
            "folder",
            "Okno <a@okno.example>",
            folder.path().join("mail"),
        )
        .unwrap();
        let sent = post.send(&letter("citizen@example.org")).await;
        assert!(matches!(sent, Sent::Accepted(_)), "{sent:?}");
        let files: Vec<_> = std::fs::read_dir(folder.path().join("mail"))
            .unwrap()
            .collect();
        let text = std::fs::read_to_string(files[0].as_ref().unwrap().path()).unwrap();
        assert!(text.contains("method=REQUEST") && text.contains("Message-ID: <one@okno.example>"));
    }

    #[tokio::test]
    async fn an_address_that_is_none_is_never_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let post = Post::open("folder", "a@okno.example", folder.path().into()).unwrap();
        assert!(matches!(post.send(&letter("nobody")).await, Sent::Never(_)));
        // A line break in an address must not become a header of its own.
        let forged = letter("a@example.org\r\nBcc: b@example.org");
        assert!(matches!(post.send(&forged).await, Sent::Never(_)));
    }

    #[test]
    fn a_wrong_configuration_says_which_part() {
        assert!(matches!(
            Post::open("folder", "nobody", "/tmp".into()),
            Err(PostError::Sender(_))
        ));
        assert!(matches!(
            Post::open("carrier-pigeon", "a@okno.example", "/tmp".into()),
            Err(PostError::Address(_))
        ));
    }
}
