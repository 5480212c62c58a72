//! A house with two small offices on a database of its own, and a browser without script.

use std::path::Path;

use axum::Router;
use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use okno_app::clock::Clock;
use okno_app::pack_folder::load_pack;
use okno_app::reception_plan::PublishFor;
use okno_app::rules::Rules;
use okno_app::{App, Parts};
use okno_domain::calendar::Calendar;
use okno_identity::entropy::Entropy;
use okno_identity::secrets::{MasterSecrets, SecretsConfig};
use okno_storage::{Options, Store};
use tower::ServiceExt;

use crate::booking::router;
use crate::limits::Limits;

/// The two offices.
const OFFICES: &str = include_str!("offices.toml");

/// The house.
pub(super) struct House {
    pub(super) app: App,
    pages: Router,
    _folder: tempfile::TempDir,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) to: String,
    pub(super) headers: http::HeaderMap,
    pub(super) body: String,
}

impl House {
    /// Friday, 20 November 2026, 9 o'clock in Moscow; times are published for two weeks.
    pub(super) async fn open() -> Self {
        Self::with_limits(false).await
    }

    pub(super) async fn with_limits(limits: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite://{}", folder.path().join("okno.db").display());
        let store = Store::open(&address, &Options { pool: 12 }).await.unwrap();
        store.migrate().await.unwrap();
        let entropy = Entropy::seeded(864);
        let secrets = MasterSecrets::from_config(&SecretsConfig::generate(&entropy)).unwrap();
        let clock = Clock::standing_at("2026-11-20T06:00:00Z".parse::<Timestamp>().unwrap());
        let app = App::new(Parts {
            store,
            clock,
            entropy,
            secrets,
            rules: rules(),
        });
        app.import_offices(OFFICES, "offices.toml").await.unwrap();
        app.publish_slots(&PublishFor::All).await.unwrap();
        let pages = router(app.clone(), Limits::new(limits), "https://pass.example");
        Self {
            app,
            pages,
            _folder: folder,
        }
    }

    /// Lets time pass.
    pub(super) fn wait(&self, minutes: i64) {
        self.app
            .clock()
            .set(self.app.now() + SignedDuration::from_mins(minutes));
    }

    pub(super) async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None).await
    }

    pub(super) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.send(Method::POST, path, Some(body)).await
    }

    async fn send(&self, method: Method, path: &str, form: Option<String>) -> Reply {
        // A browser keeps what stands after the number sign to itself.
        let path = path.split('#').next().unwrap_or_default();
        let mut request = Request::builder().method(method).uri(path);
        if form.is_some() {
            let kind = "application/x-www-form-urlencoded";
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let request = request.body(Body::from(form.unwrap_or_default())).unwrap();
        let response = self.pages.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let to = parts
            .headers
            .get(header::LOCATION)
            .map(|to| to.to_str().unwrap().to_owned());
        Reply {
            status: parts.status,
            to: to.unwrap_or_default(),
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    /// The first free time of an office, as the calendar offers it.
    pub(super) async fn first_free(&self, office: &str) -> String {
        let page = self.get(&format!("/ru/book/{office}/passport-5")).await;
        page.value_of("slot")
    }

    /// Holds that time for a person; answers where the check is.
    pub(super) async fn holds(&self, person: &Person, slot: &str) -> Reply {
        self.post("/ru/book/77-01/passport-5/who", &person.form(slot))
            .await
    }

    /// Presses the button on the check.
    pub(super) async fn confirms(&self, check: &Reply) -> Reply {
        self.post("/ru/book/confirm", &check.confirmation()).await
    }

    /// The whole way to the receipt.
    pub(super) async fn books(&self, person: &Person, slot: &str) -> Reply {
        let held = self.holds(person, slot).await;
        let check = self.get(&held.to).await;
        let booked = self.confirms(&check).await;
        assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.body);
        booked
    }
}

impl Reply {
    /// The value of the first field of that name on the page.
    pub(super) fn value_of(&self, name: &str) -> String {
        let field = self
            .body
            .find(&format!("name=\"{name}\""))
            .unwrap_or_else(|| {
                panic!("no field {name} on the page:\n{}", self.body);
            });
        let rest = &self.body[field..];
        let value = rest.split_once("value=\"").unwrap().1;
        value.split_once('"').unwrap().0.to_owned()
    }

    pub(super) fn says(&self, text: &str) -> bool {
        // Spaces are bound for the eye; a test may type plain ones.
        self.body.replace('\u{a0}', " ").contains(text)
    }

    fn confirmation(&self) -> [(&str, &str); 4] {
        let leak = |name: &str| -> &str { Box::leak(self.value_of(name).into_boxed_str()) };
        ["hold", "kept", "office", "service"].map(|name| (name, leak(name)))
    }

    /// The first address on the page that contains `part`.
    pub(super) fn link(&self, part: &str) -> String {
        let plain = self.body.replace("&#38;", "&").replace("&amp;", "&");
        let mut links = plain
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        let found = links.find(|link| link.contains(part));
        found
            .unwrap_or_else(|| panic!("no link with {part} on the page"))
            .to_owned()
    }
}

/// Somebody who comes.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) fields: Vec<(&'static str, String)>,
}

impl Person {
    /// Anna Petrova with a passport of her own.
    pub(super) fn new(number: u32) -> Self {
        let fields = [
            ("surname", "Петрова"),
            ("given_name", "Анна"),
            ("patronymic", "Ивановна"),
            ("birth_date-day", "14"),
            ("birth_date-month", "3"),
            ("birth_date-year", "1985"),
            ("document_kind", "internal_passport"),
            ("email", "anna@example.org"),
            ("phone", "8 916 123-45-67"),
            ("help", "child"),
        ];
        let mut fields: Vec<_> = fields.map(|(name, value)| (name, value.to_owned())).into();
        fields.push(("document_number", format!("45 10 № {number:06}")));
        Self { fields }
    }

    /// The same with another answer.
    pub(super) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.fields.retain(|(known, _)| *known != name);
        self.fields.push((name, value.to_owned()));
        self
    }

    pub(super) fn form<'p>(&'p self, slot: &'p str) -> Vec<(&'p str, &'p str)> {
        let answers = self
            .fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()));
        answers.chain([("slot", slot)]).collect()
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn rules() -> Rules {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let pack = load_pack(&root.join("packs/ru-passport-foreign")).unwrap();
    let text = std::fs::read_to_string(root.join("calendars/RU.toml")).unwrap();
    Rules::new(
        vec![pack],
        vec![Calendar::parse("calendars/RU.toml", &text).unwrap()],
    )
}
