//! Every page in both languages: no raw key, one heading, the language on the page.

use super::house::{House, Person, Reply};

fn is_whole(page: &Reply, lang: &str, what: &str) {
    let body = &page.body;
    assert!(body.contains(&format!("<html lang=\"{lang}\">")), "{what}");
    assert_eq!(body.matches("<h1").count(), 1, "{what}");
    let text: String = body
        .split('<')
        .filter_map(|part| part.split_once('>'))
        .map(|(_, t)| t)
        .collect();
    let text = text.split("/*").next().unwrap_or_default();
    assert!(
        !text.contains("web-book") && !text.contains("web-"),
        "{what} shows a raw key: {text}"
    );
    assert!(
        !body.contains("style=\"") && !body.contains("onclick"),
        "{what}"
    );
    if lang == "en" {
        let main = body
            .split("<main")
            .nth(1)
            .unwrap()
            .split("</main>")
            .next()
            .unwrap();
        let visible: String = main
            .split('<')
            .filter_map(|part| part.split_once('>'))
            .map(|(_, t)| t)
            .collect();
        let russian: String = visible
            .chars()
            .filter(|c| ('а'..='я').contains(&c.to_lowercase().next().unwrap()))
            .collect();
        // Only what the person typed themselves, in Russian letters, may stand in Russian.
        let typed = "петроваannаивановнаПЕТРОВААННАИВАНОВНААннаИвановна";
        assert!(
            russian.chars().all(|c| typed.contains(c)),
            "{what}: {russian}"
        );
    }
}

#[tokio::test]
async fn every_page_speaks_both_languages() {
    for lang in ["ru", "en"] {
        let house = House::open().await;
        let slot = house.first_free("77-01").await;
        let book = format!("/{lang}/book");
        let place = format!("{book}/77-01/passport-5");
        let person = Person::new(1);
        let mut pages = Vec::new();
        for path in [
            book.clone(),
            format!("{book}?sent=1"),
            format!("{book}?region=77&service=passport-5"),
            place.clone(),
            format!("{place}?view=list"),
            format!("{place}?from=2026-11-30"),
            format!("{book}/77-03/passport-5"),
            format!("{place}/who?slot={slot}"),
            format!("{place}/who"),
            format!("/{lang}/appointment"),
            format!("{book}/check?hold=77.0.0"),
        ] {
            pages.push((path.clone(), house.get(&path).await));
        }
        let wrong = person.clone().with("surname", "").with("email", "?");
        pages.push((
            "mistakes".into(),
            house
                .post(&format!("{place}/who"), &wrong.form(&slot))
                .await,
        ));
        let held = house
            .post(&format!("{place}/who"), &person.form(&slot))
            .await;
        let lost = Person::new(2);
        pages.push((
            "lost".into(),
            house.post(&format!("{place}/who"), &lost.form(&slot)).await,
        ));
        let check = house.get(&held.to).await;
        let [hold, kept] = ["hold", "kept"].map(|name| check.value_of(name));
        pages.push(("check".into(), check));
        let fields = [
            ("hold", hold.as_str()),
            ("kept", kept.as_str()),
            ("office", "77-01"),
            ("service", "passport-5"),
        ];
        let booked = house.post(&format!("{book}/confirm"), &fields).await;
        let next = house.first_free("77-01").await;
        pages.push((
            "existing".into(),
            house
                .post(&format!("{place}/who"), &person.form(&next))
                .await,
        ));
        let receipt = house.get(&booked.to).await;
        for part in ["/move?key=", "/cancel?key="] {
            pages.push((part.to_owned(), house.get(&receipt.link(part)).await));
        }
        let stranger = person.clone().with("surname", "Иванова");
        pages.push((
            "stranger".into(),
            house
                .post(&format!("{place}/who"), &stranger.form(&next))
                .await,
        ));
        pages.push(("receipt".into(), receipt));
        for (what, page) in &pages {
            is_whole(page, lang, &format!("{lang} {what}"));
        }
    }
}
