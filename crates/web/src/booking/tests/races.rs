//! Two people and one place, one person and two presses, and a place that is kept too long.

use futures::future::join;
use http::StatusCode;

use super::house::{House, Person};

/// REQ-A9: of two people who ask at once one gets the place, the other the nearest times with
/// the answers kept and one press to go on.
#[tokio::test]
async fn two_people_race_for_the_last_place() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let (anna, boris) = (Person::new(1), Person::new(2));
    let (one, two) = join(house.holds(&anna, &slot), house.holds(&boris, &slot)).await;
    let statuses = [one.status, two.status];
    assert!(statuses.contains(&StatusCode::SEE_OTHER) && statuses.contains(&StatusCode::CONFLICT));
    let lost = if one.status == StatusCode::CONFLICT {
        one
    } else {
        two
    };
    assert!(lost.says("23 ноября, понедельник, 9:00 только что занял другой человек"));
    assert!(lost.says("Ваши ответы сохранены") && lost.says("23 ноября, понедельник, 9:20"));
    assert!(lost.says("миграции № 2") && lost.body.contains(" checked>"));
    let (kept, next) = (lost.value_of("kept"), lost.value_of("slot"));
    let fields = [
        ("kept", kept.as_str()),
        ("slot", next.as_str()),
        ("office", "77-01"),
        ("service", "passport-5"),
    ];
    let held = house.post("/ru/book/again", &fields).await;
    let check = house.get(&held.to).await;
    assert!(
        check.says("ПЕТРОВА АННА ИВАНОВНА") && check.says("9:20"),
        "{}",
        check.body
    );
}

#[tokio::test]
async fn a_second_press_books_once_and_shows_the_same_receipt() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let held = house.holds(&Person::new(1), &slot).await;
    let check = house.get(&held.to).await;
    let (one, two) = join(house.confirms(&check), house.confirms(&check)).await;
    assert_eq!(one.to, two.to);
    assert!(one.to.starts_with("/ru/appointment/77-"));
    let later = house.confirms(&check).await;
    assert_eq!(later.to, one.to);
    assert!(house.get("/ru/book/77-01/passport-5").await.says("9:20"));
}

#[tokio::test]
async fn a_slow_reader_gets_the_place_all_the_same_when_it_is_free() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let held = house.holds(&Person::new(1), &slot).await;
    let check = house.get(&held.to).await;
    house.wait(15);
    let booked = house.confirms(&check).await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.body);
}

#[tokio::test]
async fn a_slow_reader_whose_place_is_gone_goes_on_with_the_answers() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let held = house.holds(&Person::new(1), &slot).await;
    let check = house.get(&held.to).await;
    house.wait(11);
    house.app.sweep_holds(&"77".into()).await.unwrap();
    house.books(&Person::new(2), &slot).await;
    let lost = house.confirms(&check).await;
    assert_eq!(lost.status, StatusCode::CONFLICT);
    assert!(lost.says("Это время заняли") && lost.says("Ваши ответы сохранены"));
    let (kept, next) = (lost.value_of("kept"), lost.value_of("slot"));
    let fields = [
        ("kept", kept.as_str()),
        ("slot", next.as_str()),
        ("office", "77-01"),
        ("service", "passport-5"),
    ];
    let held = house.post("/ru/book/again", &fields).await;
    let booked = house.confirms(&house.get(&held.to).await).await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.body);
}

#[tokio::test]
async fn loading_a_check_again_after_its_time_says_what_to_do() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let held = house.holds(&Person::new(1), &slot).await;
    house.wait(11);
    let page = house.get(&held.to).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("Эта страница устарела") && page.says("Найти свою запись"));
}

/// REQ-A12: a person who has an appointment is shown it, not an error.
#[tokio::test]
async fn a_person_who_already_has_an_appointment_is_shown_it() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let booked = house.books(&Person::new(1), &slot).await;
    let next = house.first_free("77-01").await;
    let page = house.holds(&Person::new(1), &next).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("У вас уже есть запись") && page.says("23 ноября, понедельник, 9:00"));
    assert_eq!(
        page.link("/appointment/77-").split('/').nth(3),
        booked.to.split(['/', '?']).nth(3)
    );
    let receipt = house.get(&page.link("?key=")).await;
    assert!(receipt.says("Выберите новое время") || receipt.says("Вы записаны"));
}

/// REQ-A12: the document is known, the person is not shown to be its holder: nothing is told.
#[tokio::test]
async fn a_stranger_with_the_same_document_number_learns_nothing() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    house.books(&Person::new(1), &slot).await;
    let next = house.first_free("77-01").await;
    let page = house
        .holds(&Person::new(1).with("surname", "Сидорова"), &next)
        .await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(!page.says("9:00,") && !page.body.contains("?key="));
    assert!(page.says("Найдите запись по её номеру и дате рождения"));
}

/// Changing an answer on the check comes back to the check, with the same place.
#[tokio::test]
async fn an_answer_can_be_changed_from_the_check() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let held = house.holds(&Person::new(1), &slot).await;
    let check = house.get(&held.to).await;
    let who = house.get(&check.link("/who?slot=")).await;
    assert!(who.says("value=\"ПЕТРОВА\"") && who.says("anna@example.org"));
    let again = house
        .holds(&Person::new(1).with("email", "new@example.org"), &slot)
        .await;
    let check = house.get(&again.to).await;
    assert!(
        check.says("new@example.org") && check.says("9:00"),
        "{}",
        check.body
    );
    let times = house.get(&check.link("&hold=")).await;
    assert!(times.body.contains("action=\"/ru/book/again\""));
    let (hold, next) = (times.value_of("hold"), times.value_of("slot"));
    let fields = [
        ("hold", hold.as_str()),
        ("slot", next.as_str()),
        ("office", "77-01"),
        ("service", "passport-5"),
    ];
    let held = house.post("/ru/book/again", &fields).await;
    let check = house.get(&held.to).await;
    assert!(
        check.says("new@example.org") && check.says("9:20"),
        "{}",
        check.body
    );
}

/// The place is held for the number typed wrong at first: the person is told until when, and keeps
/// every answer.
#[tokio::test]
async fn a_corrected_document_number_is_told_that_its_place_is_still_held() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let held = house.holds(&Person::new(1), &slot).await;
    let check = house.get(&held.to).await;
    let hold = check.value_of("hold");
    let corrected = Person::new(7).with("hold", &hold);
    let page = house.holds(&corrected, &slot).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(
        page.says("держим до 9:10 для документа") && page.says("45 10 № 000007"),
        "{}",
        page.body
    );
    house.wait(11);
    house.app.sweep_holds(&"77".into()).await.unwrap();
    assert_eq!(
        house.holds(&corrected, &slot).await.status,
        StatusCode::SEE_OTHER
    );
}
