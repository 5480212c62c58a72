//! What may not be published, and what each region shows of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use okno_domain::words::Words;

use super::{Visitor, links, words};
use crate::lang::Lang;
use crate::public::model::Closure;
use crate::public::sheet::Sheet;
use crate::public::site::PublicSite;
use crate::public::source::{Answer, Asked, SheetSource};
use crate::sample;
use crate::security::Transport;

/// The reference pack in which somebody has emptied one English text.
#[derive(Debug)]
struct Emptied(Arc<dyn SheetSource>, &'static str);

impl SheetSource for Emptied {
    fn sheet(&self, lang: Lang, on: Date) -> Sheet {
        let mut sheet = self.0.sheet(lang, on);
        for text in sheet
            .texts
            .iter_mut()
            .filter(|text| text.id == self.1 && lang == Lang::En)
        {
            text.body.clear();
        }
        sheet
    }

    fn ask(&self, asked: Asked, lang: Lang, on: Date, given: &BTreeMap<String, String>) -> Answer {
        self.0.ask(asked, lang, on, given)
    }
}

/// REQ-5: publishing is refused while an item is empty in one language, and says which.
#[test]
fn an_emptied_text_is_refused_by_its_item_and_language() {
    let mut published = sample::published().unwrap();
    published.sources[0] = Arc::new(Emptied(Arc::clone(&published.sources[0]), "5.6"));
    let clock = Arc::new(|| super::MORNING.parse().unwrap());
    let refused = PublicSite::new(published, clock, Transport::default()).unwrap_err();
    assert!(
        refused
            .0
            .iter()
            .all(|gap| gap.item == "5.6" && gap.lang == Lang::En)
    );
    assert!(
        refused.to_string().contains("item 5.6 of portal in en"),
        "{refused}"
    );
}

/// REQ-10: an office that has not said when its head receives people has no complete stand; what
/// was published before stays.
#[tokio::test]
async fn a_stand_without_the_heads_hours_is_refused_and_the_old_pages_stay() {
    let visitor = Visitor::new();
    let mut published = sample::published().unwrap();
    published.directory.offices[0].head_reception = None;
    let refused = visitor.site.publish(published).unwrap_err();
    let told: Vec<String> = refused.0.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "item 10.14 of stand 77-01 in ru (no data for reception_schedule)",
            "item 10.14 of stand 77-01 in en (no data for reception_schedule)",
        ]
    );
    assert!(
        visitor
            .reads("/stand/77-01")
            .await
            .contains("Начальник отдела")
    );
}

/// REQ-A8: two regions on one server show their own offices, contacts and texts.
#[tokio::test]
async fn each_region_shows_its_own_offices() {
    let visitor = Visitor::new();
    let (moscow, sakhalin) = (visitor.reads("/ru/77").await, visitor.reads("/ru/65").await);
    assert!(moscow.contains("Садовая улица") && !moscow.contains("Южно-Сахалинск"));
    assert!(sakhalin.contains("Южно-Сахалинск") && !sakhalin.contains("Садовая улица"));
}

/// REQ-A10: where the site cannot book, it says why and shows the phone; nothing leads to a form.
#[tokio::test]
async fn a_region_without_booking_says_why_and_gives_the_phone() {
    let visitor = Visitor::new();
    let page = visitor.reads("/ru/65").await;
    assert!(words(&page).contains("пока нет записи через интернет"));
    assert!(words(&page).contains("Запишитесь по телефону +7"));
    assert!(!links(&page).contains("/ru/book?region=65"));
}

/// REQ-9.8: the directory is searched by region, service, kind and step-free entrance; a centre
/// whose agreement does not cover a service is not among its offices.
#[tokio::test]
async fn the_directory_finds_by_each_condition() {
    let visitor = Visitor::new();
    let found = async |query: &str| {
        let page = visitor.reads(&format!("/ru/offices?{query}")).await;
        let mut offices: Vec<String> = links(&page)
            .into_iter()
            .filter_map(|link| link.strip_prefix("/ru/offices/").map(str::to_owned))
            .collect();
        offices.sort();
        offices
    };
    assert_eq!(found("").await, ["65-01", "77-01", "77-02", "77-51"]);
    assert_eq!(found("region=77").await, ["77-01", "77-02", "77-51"]);
    assert_eq!(found("kind=mfc").await, ["77-51"]);
    assert_eq!(
        found("service=passport-10&region=77").await,
        ["77-01", "77-02"]
    );
    assert_eq!(found("accessible=1&region=77").await, ["77-01", "77-51"]);
    assert_eq!(found("region=00").await, [""; 0]);
}

#[tokio::test]
async fn an_office_under_repair_says_so_and_where_to_go() {
    let mut published = sample::published().unwrap();
    published.directory.offices[0].closed = Some(Closure {
        from: date(2018, 12, 24),
        to: Some(date(2018, 12, 25)),
        why: Words::ru_en("Учения", "A drill"),
    });
    let visitor = Visitor::of(published);
    let page = visitor.reads("/ru/offices/77-01").await;
    assert!(words(&page).contains("Учения") && !links(&page).contains("/ru/book?office=77-01"));
}

/// REQ-3: address, letters, phones by purpose and the short day before a holiday.
#[tokio::test]
async fn the_ministry_is_shown_with_both_phones_and_its_short_friday() {
    let visitor = Visitor::new();
    let page = words(&visitor.reads("/ru/info/3").await);
    for said in [
        "Автоответчик",
        "Справки",
        "Житная",
        "пятница и предпраздничные дни",
        "9:00–16:45",
    ] {
        assert!(page.contains(said), "{said}");
    }
}
