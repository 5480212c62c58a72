//! An office on a database of its own, and browsers of its officers without script.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use okno_app::actor::Actor;
use okno_app::booking::{Made, Wish};
use okno_app::clock::Clock;
use okno_app::pack_folder::load_pack;
use okno_app::person::{Booker, Contact, Document, Person};
use okno_app::reception_plan::PublishFor;
use okno_app::rules::Rules;
use okno_app::{App, Parts};
use okno_domain::appointment::Channel;
use okno_domain::calendar::Calendar;
use okno_domain::id::{OfficeId, ServiceId};
use okno_domain::pack::Pack;
use okno_identity::entropy::Entropy;
use okno_identity::secrets::{MasterSecrets, SecretsConfig};
use okno_storage::{Options, Store};
use tower::ServiceExt;

use super::router;
use crate::limits::Limits;
use crate::security::Transport;

/// The password of everybody.
pub(super) const PASSWORD: &str = "quiet-river-17";

/// The pack of the stories.
pub(crate) static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    load_pack(&root.join("packs/ru-passport-foreign")).unwrap()
});

/// The office.
pub(crate) struct Office {
    pub(crate) app: App,
    pages: Router,
    _folder: tempfile::TempDir,
}

/// One officer's browser; it keeps its cookies.
pub(super) struct Browser<'o> {
    office: &'o Office,
    cookies: RefCell<BTreeMap<String, String>>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) to: String,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Office {
    /// Monday, 23 November 2026, half past eight in Moscow; times are published for two weeks.
    pub(crate) async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite://{}", folder.path().join("okno.db").display());
        let store = Store::open(&address, &Options { pool: 12 }).await.unwrap();
        store.migrate().await.unwrap();
        let entropy = Entropy::seeded(864);
        let secrets = MasterSecrets::from_config(&SecretsConfig::generate(&entropy)).unwrap();
        let clock = Clock::standing_at("2026-11-23T05:30:00Z".parse::<Timestamp>().unwrap());
        let text = include_str!("../../../../calendars/RU.toml");
        let calendar = Calendar::parse("calendars/RU.toml", text).unwrap();
        let rules = Rules::new(vec![PACK.clone()], vec![calendar]);
        let app = App::new(Parts {
            store,
            clock,
            entropy,
            secrets,
            rules,
        });
        app.import_offices(include_str!("tests/offices.toml"), "offices.toml")
            .await
            .unwrap();
        app.refresh_directory().await.unwrap();
        app.publish_slots(&PublishFor::All).await.unwrap();
        let pages = router(app.clone(), Limits::new(false), Transport::default());
        Self {
            app,
            pages,
            _folder: folder,
        }
    }

    /// A browser nobody is logged in with.
    pub(super) fn browser(&self) -> Browser<'_> {
        Browser {
            office: self,
            cookies: RefCell::default(),
        }
    }

    /// A browser of an officer who is logged in.
    pub(super) async fn officer(&self, name: &str) -> Browser<'_> {
        let browser = self.browser();
        let name = if name.contains('.') {
            name.to_owned()
        } else {
            format!("77-01.{name}")
        };
        let reply = browser.log_in(&name, PASSWORD).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        browser
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, time: SignedDuration) {
        self.app.clock().set(self.app.now() + time);
    }

    /// Somebody has an appointment today at nine o'clock or soon after.
    pub(crate) async fn books(&self, person: u32) -> Made {
        let (office, service) = (OfficeId::from("77-01"), ServiceId::from("passport-5"));
        let today = date(2026, 11, 23);
        let days = self
            .app
            .slots_of(&office, &service, Channel::Portal, today, today)
            .await
            .unwrap();
        let mut times = days.into_iter().flat_map(|day| day.times);
        let time = times.find(|time| time.free > 0).expect("a free time");
        let booker = booker(person);
        let wish = Wish {
            slot: time.key,
            service,
            booker,
            channel: Channel::Portal,
        };
        self.app
            .book(&wish, None, &Actor::Applicant(Channel::Portal))
            .await
            .unwrap()
    }
}

/// Number of the internal passport of a person.
pub(super) fn number(person: u32) -> String {
    format!("0010{person:06}")
}

/// The person of the form's sample, each with a document of their own.
pub(super) fn booker(person: u32) -> Booker {
    Booker {
        person: Person {
            surname: "Примерова".into(),
            given_name: "Анна".into(),
            patronymic: Some("Сергеевна".into()),
            birth_date: date(1985, 6, 12),
            document: Document {
                kind: "internal_passport".into(),
                number: number(person),
            },
        },
        contact: Contact {
            email: Some("anna@example.org".into()),
            phone: None,
        },
        language: "ru".into(),
        help: Vec::new(),
    }
}

impl Browser<'_> {
    /// Sends the form of logging in.
    pub(super) async fn log_in(&self, name: &str, password: &str) -> Reply {
        self.raw_post("/desk/log-in", &[("name", name), ("password", password)])
            .await
    }

    /// Opens a page.
    pub(super) async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None, &[]).await
    }

    /// Sends a form with the hidden field of the session, as our pages do.
    pub(super) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let token = self.form_token();
        let mut fields = fields.to_vec();
        fields.push(("form-token", &token));
        self.raw_post(path, &fields).await
    }

    /// Sends a form just as it is.
    pub(super) async fn raw_post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.send(Method::POST, path, Some(body(fields)), &[]).await
    }

    /// Sends a form that another site made the browser send.
    pub(super) async fn post_from_elsewhere(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.send(
            Method::POST,
            path,
            Some(body(fields)),
            &[("sec-fetch-site", "cross-site")],
        )
        .await
    }

    /// Goes through a form and the page it leads to.
    pub(super) async fn post_and_see(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let reply = self.post(path, fields).await;
        assert_eq!(
            reply.status,
            StatusCode::SEE_OTHER,
            "{path}: {}",
            reply.body
        );
        self.get(&reply.to).await
    }

    /// The hidden field, as it stands on every page of the session.
    pub(super) fn form_token(&self) -> String {
        let cookie = self
            .cookies
            .borrow()
            .get("okno")
            .cloned()
            .unwrap_or_default();
        let floor = super::floor::Floor::new(
            self.office.app.clone(),
            Limits::new(false),
            Transport::default(),
        );
        let token: Result<okno_app::staff::StaffToken, _> = cookie.parse();
        token
            .map(|token| floor.form_token(token.digest()))
            .unwrap_or_default()
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        form: Option<String>,
        more: &[(&str, &str)],
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        let cookies: Vec<String> = self
            .cookies
            .borrow()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        let body = match form {
            None => Body::empty(),
            Some(form) => {
                let kind = "application/x-www-form-urlencoded";
                request = request.header(header::CONTENT_TYPE, kind);
                Body::from(form)
            }
        };
        let answer = self
            .office
            .pages
            .clone()
            .oneshot(request.body(body).unwrap())
            .await
            .unwrap();
        let (parts, body) = answer.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies
                .borrow_mut()
                .insert(name.to_owned(), value.to_owned());
        }
        let body = body.collect().await.unwrap().to_bytes();
        let to = parts.headers.get(header::LOCATION);
        Reply {
            status: parts.status,
            to: to
                .map(|to| to.to_str().unwrap().to_owned())
                .unwrap_or_default(),
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }
}

fn body(fields: &[(&str, &str)]) -> String {
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn encoded(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
