//! The public pages as a whole: what is published, what may not be, and the pages kept.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::completeness::{Gap, gaps};
use super::model::{Directory, WaitingView};
use super::setting::Setting;
use super::sheet::{Sheet, Surface};
use super::source::SheetSource;
use crate::cache::{Page, PageCache};
use crate::lang::Lang;
use crate::security::Transport;

/// Rules and offices as they are published together.
#[derive(Debug, Clone)]
pub struct Published {
    /// The packs; plain addresses (`/ru/fee`) speak of the first.
    pub sources: Vec<Arc<dyn SheetSource>>,
    /// Offices and regions.
    pub directory: Directory,
    /// Zone in which the day of pages begins that belong to no region.
    pub zone: TimeZone,
}

/// What is published, with the sheets read from it so far.
///
/// A sheet is the same for every page of a day, and reading one asks the rules hundreds of questions.
#[derive(Debug)]
pub struct Edition {
    published: Published,
    sheets: Mutex<BTreeMap<(usize, Lang, Date), Arc<Sheet>>>,
}

/// How many sheets are kept: today's and yesterday's in two languages, and some days asked about.
const MOST_SHEETS: usize = 32;

impl Edition {
    fn new(published: Published) -> Arc<Self> {
        Arc::new(Self {
            published,
            sheets: Mutex::default(),
        })
    }

    /// The sheet of the source at this place; nothing where there is none.
    pub fn sheet(&self, source: usize, lang: Lang, on: Date) -> Option<Arc<Sheet>> {
        let key = (source, lang, on);
        let kept = |edition: &Self| {
            let sheets = edition
                .sheets
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            sheets.get(&key).cloned()
        };
        if let Some(sheet) = kept(self) {
            return Some(sheet);
        }
        // Read outside the lock: two readers may read the same sheet, none waits for the other.
        let sheet = Arc::new(self.published.sources.get(source)?.sheet(lang, on));
        let mut sheets = self.sheets.lock().unwrap_or_else(PoisonError::into_inner);
        if sheets.len() >= MOST_SHEETS {
            sheets.clear();
        }
        sheets.insert(key, Arc::clone(&sheet));
        Some(sheet)
    }

    /// The sheets of all sources.
    pub fn sheets(&self, lang: Lang, on: Date) -> impl Iterator<Item = Arc<Sheet>> {
        (0..self.published.sources.len()).filter_map(move |source| self.sheet(source, lang, on))
    }
}

impl Deref for Edition {
    type Target = Published;

    fn deref(&self) -> &Published {
        &self.published
    }
}

/// Publishing is refused: some item would be empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not published, nothing stands for {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct Unpublishable(pub Vec<Gap>);

/// Tells the time; given by whoever runs the server.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The public pages of the server.
pub struct PublicSite {
    published: RwLock<Arc<Edition>>,
    waiting: RwLock<Arc<Vec<WaitingView>>>,
    waiting_state: AtomicU64,
    pages: PageCache,
    clock: Clock,
    transport: Transport,
}

impl fmt::Debug for PublicSite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublicSite").finish_non_exhaustive()
    }
}

impl PublicSite {
    /// Publishes for the first time.
    ///
    /// # Errors
    /// [`Unpublishable`] names every item that would be empty (REQ-5, REQ-9, REQ-10).
    pub fn new(
        published: Published,
        clock: Clock,
        transport: Transport,
    ) -> Result<Self, Unpublishable> {
        let today = clock().to_zoned(published.zone.clone()).date();
        check(&published, today)?;
        Ok(Self {
            published: RwLock::new(Edition::new(published)),
            waiting: RwLock::default(),
            waiting_state: AtomicU64::new(0),
            pages: PageCache::default(),
            clock,
            transport,
        })
    }

    /// Publishes anew: all pages are drawn again. Refused while an item is empty; what was
    /// published before then stays.
    ///
    /// # Errors
    /// [`Unpublishable`] names every item that would be empty.
    pub fn publish(&self, published: Published) -> Result<(), Unpublishable> {
        let today = self.now().to_zoned(published.zone.clone()).date();
        check(&published, today)?;
        if let Ok(mut place) = self.published.write() {
            *place = Edition::new(published);
        }
        self.pages.clear();
        Ok(())
    }

    /// Takes new measurements of waiting; only pages that show them are drawn again.
    pub fn measure(&self, waiting: Vec<WaitingView>) {
        if let Ok(mut place) = self.waiting.write() {
            if **place == waiting {
                return;
            }
            *place = Arc::new(waiting);
        }
        self.waiting_state.fetch_add(1, Ordering::AcqRel);
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The page kept for `address`, if it still holds.
    pub fn kept(&self, address: &str) -> Option<Arc<Page>> {
        self.pages.get(
            address,
            self.now(),
            self.waiting_state.load(Ordering::Acquire),
        )
    }

    /// What is published now.
    pub fn published(&self) -> Arc<Edition> {
        self.published.read().map_or_else(
            |broken| Arc::clone(&broken.into_inner()),
            |place| Arc::clone(&place),
        )
    }

    /// The measurements of waiting now.
    pub fn waiting(&self) -> Arc<Vec<WaitingView>> {
        self.waiting.read().map_or_else(
            |broken| Arc::clone(&broken.into_inner()),
            |place| Arc::clone(&place),
        )
    }

    /// Keeps a drawn page until the next midnight of its zone.
    pub fn keep(&self, address: &str, drawn: Drawn, zone: &TimeZone) -> Arc<Page> {
        let now = self.now();
        let midnight = now
            .to_zoned(zone.clone())
            .tomorrow()
            .and_then(|day| day.start_of_day())
            .map_or(now, |day| day.timestamp());
        let state = self.waiting_state.load(Ordering::Acquire);
        let waiting = drawn.shows_waiting.then_some(state);
        let page = Arc::new(Page::new(
            drawn.body,
            drawn.content_type,
            midnight,
            waiting,
            self.transport,
        ));
        self.pages.keep(address, &page);
        page
    }
}

/// A page as it was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// What is sent.
    pub body: String,
    /// Media type.
    pub content_type: &'static str,
    /// Whether it shows measured waiting times.
    pub shows_waiting: bool,
}

impl Drawn {
    /// A page for people.
    pub const fn html(body: String) -> Self {
        Self {
            body,
            content_type: "text/html; charset=utf-8",
            shows_waiting: false,
        }
    }

    /// The same page, drawn anew when waiting is measured anew.
    #[must_use]
    pub const fn showing_waiting(mut self) -> Self {
        self.shows_waiting = true;
        self
    }
}

fn check(published: &Published, today: Date) -> Result<(), Unpublishable> {
    let mut found = Vec::new();
    for lang in Lang::ALL {
        for (at, source) in published.sources.iter().enumerate() {
            let sheet = source.sheet(lang, today);
            found.extend(gaps(&sheet, &published.directory, at == 0));
        }
    }
    if found.is_empty() {
        Ok(())
    } else {
        Err(Unpublishable(found))
    }
}

/// A reader at one address: everything pages are drawn from.
#[derive(Debug)]
pub struct Reader<'a> {
    /// What is published.
    pub published: &'a Edition,
    /// Measurements of waiting.
    pub waiting: &'a [WaitingView],
    /// The sheet of the service the address speaks of.
    pub sheet: Arc<Sheet>,
    /// Its place among the sources.
    pub source: usize,
    /// Today, in the zone of the page.
    pub today: Date,
    /// Path with query, as asked.
    pub address: String,
    /// The query.
    pub query: BTreeMap<String, String>,
}

impl<'a> Reader<'a> {
    /// The place of a text on `surface`.
    pub fn setting(&'a self, surface: Surface) -> Setting<'a> {
        Setting {
            sheet: &self.sheet,
            directory: &self.published.directory,
            waiting: self.waiting,
            surface,
            region: None,
            office: None,
            is_main: self.source == 0,
        }
    }

    /// The word of the query under `name`, empty where there is none.
    pub fn asked(&self, name: &str) -> &str {
        self.query.get(name).map_or("", String::as_str)
    }
}
