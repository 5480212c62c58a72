//! One source, four renderings.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Visitor, between, words};
use crate::lang::Lang;
use crate::public::sheet::Sheet;
use crate::public::source::{Answer, Asked, SheetSource};
use crate::sample;

const RENDERINGS: [&str; 4] = [
    "/ru/services/passport-5",
    "/ru/77",
    "/stand/77-01?lang=ru&size=a2",
    "/mfc/77-51/information?lang=ru",
];

/// The reference pack with another fee.
#[derive(Debug)]
struct Dearer(Arc<dyn SheetSource>);

impl SheetSource for Dearer {
    fn sheet(&self, lang: Lang, on: Date) -> Sheet {
        let mut sheet = self.0.sheet(lang, on);
        sheet.fees[0].amount = "1\u{a0}234 руб.".to_owned();
        sheet
    }

    fn ask(&self, asked: Asked, lang: Lang, on: Date, given: &BTreeMap<String, String>) -> Answer {
        self.0.ask(asked, lang, on, given)
    }
}

async fn hash_on(visitor: &Visitor, address: &str) -> String {
    let page = visitor.reads(address).await;
    between(&page, "name=\"okno-facts\" content=\"", "\"")[0].to_owned()
}

/// REQ-4: the tables of facts of all four renderings have one hash, and what stands in the table is
/// read on each of them.
#[tokio::test]
async fn portal_site_stand_and_feed_show_the_same_facts() {
    let visitor = Visitor::new();
    let hash = hash_on(&visitor, RENDERINGS[0]).await;
    let sheet = visitor.site.published().sources[0].sheet(Lang::Ru, "2018-12-24".parse().unwrap());
    assert_eq!(hash, sheet.facts_hash());
    assert!(sheet.facts().len() > 40);
    for address in RENDERINGS {
        assert_eq!(hash_on(&visitor, address).await, hash, "{address}");
        let read = words(&visitor.reads(address).await);
        for fee in sheet.fees.iter().filter(|fee| !fee.is_coming) {
            assert!(read.contains(&fee.amount), "{address} lacks {}", fee.amount);
        }
        for term in &sheet.terms {
            assert!(
                read.contains(&term.length),
                "{address} lacks {}",
                term.length
            );
        }
    }
    let feed = visitor.reads("/mfc/77-51/information.json?lang=ru").await;
    let feed: serde_json::Value = serde_json::from_str(&feed).unwrap();
    assert_eq!(feed["facts_hash"], hash.as_str());
    assert_eq!(feed["facts"].as_array().unwrap().len(), sheet.facts().len());
}

/// REQ-4: change a fee once, and all four show it.
#[tokio::test]
async fn a_fee_changed_once_changes_in_all_four() {
    let visitor = Visitor::new();
    let before = hash_on(&visitor, RENDERINGS[0]).await;
    let mut published = sample::published().unwrap();
    published.sources[0] = Arc::new(Dearer(Arc::clone(&published.sources[0])));
    visitor.site.publish(published).unwrap();
    for address in RENDERINGS {
        assert_ne!(hash_on(&visitor, address).await, before, "{address}");
        assert!(
            visitor.reads(address).await.contains("1\u{a0}234 руб."),
            "{address}"
        );
    }
}

/// REQ-10.3: the norm stands beside what the hall measures, and follows it.
#[tokio::test]
async fn the_waiting_of_the_hall_is_shown_beside_the_norm() {
    let visitor = Visitor::new();
    let before = words(&visitor.reads("/stand/77-01?lang=ru").await);
    assert!(before.contains("не больше 15\u{a0}минут") && before.contains("около 12\u{a0}минут"));
    let mut waiting = sample::waiting("2018-12-24".parse().unwrap());
    waiting[0].minutes.insert("submit".to_owned(), 31);
    visitor.site.measure(waiting);
    assert!(words(&visitor.reads("/stand/77-01?lang=ru").await).contains("около 31\u{a0}минуты"));
}

/// REQ-A19: another country's pack appears beside the first without a line of code.
#[tokio::test]
async fn a_second_pack_appears_in_the_catalogue_with_its_own_page() {
    let mut published = sample::published().unwrap();
    let second = crate::public::from_pack::PackSource::new(sample::pack("kz-passport").unwrap());
    published.sources.push(Arc::new(second));
    for office in &mut published.directory.offices {
        office.services.push(crate::public::model::ServiceHere {
            service: "kz-passport".into(),
            accepts: true,
            issues: true,
        });
    }
    let visitor = Visitor::on("2025-03-03T08:00:00Z", published);
    let catalogue = visitor.reads("/ru/services").await;
    assert!(
        catalogue.contains("/ru/services/passport-10")
            && catalogue.contains("/ru/services/kz-passport")
    );
    let page = visitor.reads("/ru/services/kz-passport").await;
    assert!(page.contains("тенге") && page.contains("/ru/fee?service=kz-passport"));
    let fee = visitor
        .reads("/ru/fee?service=kz-passport&document=36p&on=2025-03-01")
        .await;
    assert!(
        words(&fee).contains("31\u{a0}456\u{a0}тенге"),
        "{}",
        words(&fee)
    );
}

/// REQ-5: descriptions for search engines and for the European catalogue.
#[tokio::test]
async fn machines_find_the_service_in_their_own_vocabularies() {
    let visitor = Visitor::new();
    let page = visitor.reads("/en/services/passport-10").await;
    let inside = between(&page, "<script type=\"application/ld+json\">", "</script>")[0];
    let service: serde_json::Value = serde_json::from_str(inside).unwrap();
    assert_eq!(service["@type"], "GovernmentService");
    assert_eq!(service["offers"][0]["priceCurrency"], "RUB");
    let entry = visitor.asks("/en/services/passport-10.jsonld", &[]).await;
    assert_eq!(
        entry.headers["content-type"],
        "application/ld+json; charset=utf-8"
    );
    let entry: serde_json::Value = serde_json::from_str(&entry.body).unwrap();
    assert_eq!(entry["@type"], "cpsv:PublicService");
    assert!(entry["cv:hasChannel"].as_array().unwrap().len() >= 3);
}
