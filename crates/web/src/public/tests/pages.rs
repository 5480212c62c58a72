//! Promises every public page keeps.

use super::{Visitor, items, links, words};
use crate::assets::gzip;
use crate::voice::wording;

/// REQ-8: no script, cookie, log-in, captcha or personal data; REQ-5: everything has its page.
#[tokio::test]
async fn everything_the_start_page_leads_to_opens_for_everybody() {
    let visitor = Visitor::new();
    let pages = visitor.walks().await;
    assert!(pages.len() > 120, "{}", pages.len());
    for (address, answer) in &pages {
        assert_eq!(answer.status, 200, "{address}");
        assert!(!answer.headers.contains_key("set-cookie"), "{address}");
        assert!(
            answer.headers["cache-control"]
                .to_str()
                .unwrap()
                .contains("public"),
            "{address}"
        );
        let is_file = address.starts_with("/static/");
        assert!(is_file || answer.headers.contains_key("etag"), "{address}");
        let scripts = answer.body.matches("<script").count();
        assert_eq!(
            scripts,
            answer
                .body
                .matches("<script type=\"application/ld+json\">")
                .count(),
            "{address}"
        );
        assert!(!answer.body.contains("method=\"post\""), "{address}");
        for field in [
            "type=\"password\"",
            "type=\"email\"",
            "type=\"tel\"",
            "autocomplete=",
        ] {
            assert!(!answer.body.contains(field), "{address} has {field}");
        }
    }
}

#[tokio::test]
async fn every_page_is_worded_in_its_language_with_one_heading_and_a_title() {
    let visitor = Visitor::new();
    for (address, answer) in visitor.walks().await {
        if !answer.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
        {
            continue;
        }
        let page = &answer.body;
        assert_eq!(page.matches("<h1").count(), 1, "{address}");
        let title = super::between(page, "<title>", "</title>")[0];
        let name = if page.contains("<html lang=\"ru\">") {
            " — Окно"
        } else {
            " — Okno"
        };
        assert!(
            title.ends_with(name) && title.len() > name.len(),
            "{address}: {title}"
        );
        assert!(!words(page).contains("web-"), "{address} shows a key");
        assert!(
            !page.contains(" style=") && !page.contains(" onclick="),
            "{address}"
        );
    }
    let unsaid = wording().unwrap().unsaid();
    assert!(unsaid.is_empty(), "{unsaid:?}");
}

/// A number and what it counts never stand on two lines.
#[tokio::test]
async fn no_number_is_torn_from_its_unit() {
    let visitor = Visitor::new();
    let units = [
        "руб",
        "мин",
        "дней",
        "дня",
        "месяц",
        "лет",
        "minute",
        "days",
        "month",
        "roubles",
        "years",
        "декабря",
    ];
    for (address, answer) in visitor.walks().await {
        // The summaries of acts quote law as it is printed.
        if address.starts_with("/static/") || address.contains("/acts/") {
            continue;
        }
        for line in words(&answer.body).lines() {
            for unit in units {
                let torn = line
                    .match_indices(&format!(" {unit}"))
                    .any(|(at, _)| line[..at].ends_with(|sign: char| sign.is_ascii_digit()));
                assert!(!torn, "{address}: {line}");
            }
        }
    }
}

/// REQ-5, REQ-9, REQ-10: each item has its place on each surface, in both languages.
#[tokio::test]
async fn each_item_has_its_element_on_portal_site_and_stand() {
    let visitor = Visitor::new();
    let numbered = |chapter: u8, last: u8| (1..=last).map(move |item| format!("{chapter}.{item}"));
    for lang in ["ru", "en"] {
        let portal = items(&visitor.reads(&format!("/{lang}/services/passport-5")).await);
        assert!(
            numbered(5, 9).all(|item| portal.contains(&item)),
            "{portal:?}"
        );
        assert!(
            ["2", "6", "8", "11"]
                .iter()
                .all(|item| portal.contains(*item)),
            "{portal:?}"
        );
        let site = items(&visitor.reads(&format!("/{lang}/77")).await);
        assert!(
            numbered(5, 9)
                .chain(numbered(9, 10))
                .all(|item| site.contains(&item)),
            "{site:?}"
        );
        let stand = items(
            &visitor
                .reads(&format!("/stand/77-01?lang={lang}&size=a3"))
                .await,
        );
        assert!(
            numbered(10, 17).all(|item| stand.contains(&item)),
            "{stand:?}"
        );
    }
}

/// REQ-16: the six topics on which staff answer.
#[tokio::test]
async fn the_six_topics_each_have_a_page() {
    let visitor = Visitor::new();
    let topics = links(&visitor.reads("/ru/topics").await);
    for number in 1..=6 {
        let address = format!("/ru/info/16.{number}");
        assert!(topics.contains(&address), "{address}");
        assert!(
            words(&visitor.reads(&address).await).len() > 200,
            "{address}"
        );
    }
}

#[tokio::test]
async fn the_first_page_weighs_less_than_sixty_kilobytes_with_everything() {
    let visitor = Visitor::new();
    let start = visitor.asks("/ru", &[("accept-encoding", "gzip")]).await;
    assert_eq!(start.headers["content-encoding"], "gzip");
    let plain = visitor.reads("/ru").await;
    let service = visitor.reads("/ru/services/passport-5").await;
    assert!(
        plain.len() < 60_000 && gzip(plain.as_bytes()).len() < 10_000,
        "{}",
        plain.len()
    );
    assert!(gzip(service.as_bytes()).len() < 20_000);
}

#[tokio::test]
async fn a_reader_who_has_the_page_is_told_so_and_a_second_reader_gets_the_kept_one() {
    let visitor = Visitor::new();
    let first = visitor.asks("/ru/fee", &[]).await;
    let tag = first.headers["etag"].to_str().unwrap().to_owned();
    let again = visitor.asks("/ru/fee", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    assert!(visitor.site.kept("/ru/fee").is_some());
    assert_eq!(visitor.asks("/ru/fee", &[]).await.body, first.body);
}

#[tokio::test]
async fn nothing_stands_at_a_made_up_address_and_nothing_breaks() {
    let visitor = Visitor::new();
    for address in [
        "/de",
        "/ru/99",
        "/ru/offices/1",
        "/ru/services/x",
        "/stand/0",
        "/ru/info/99",
        "/ru/a/b/c",
        "/mfc/77-01/information",
    ] {
        assert_eq!(visitor.asks(address, &[]).await.status, 404, "{address}");
    }
    assert_eq!(
        visitor
            .asks("/ru/fee?on=yesterday&document=%zz", &[])
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn the_bare_address_leads_to_the_browsers_language() {
    let visitor = Visitor::new();
    let answer = visitor
        .asks("/", &[("accept-language", "en-GB,en;q=0.9")])
        .await;
    assert_eq!(answer.status, 307);
    assert_eq!(answer.headers["location"], "/en");
}

#[test]
fn the_components_are_worded_in_both_languages() {
    use crate::lang::Lang;
    use askama::Template;
    for lang in Lang::ALL {
        let page = crate::dev::ComponentsPage::sample(lang).render().unwrap();
        let board = crate::dev::BoardPage::sample(lang).render().unwrap();
        assert_eq!(page.matches("<h1").count(), 1);
        assert!(!words(&page).contains("web-") && !words(&board).contains("web-"));
        assert!(!page.contains(" style=") && page.contains("aria-describedby=\"number-error\""));
        assert_ne!(
            page,
            crate::dev::ComponentsPage::sample(lang.other())
                .render()
                .unwrap()
        );
    }
}
