//! Looking up, moving, cancelling.

use http::StatusCode;

use super::house::{House, Person};

/// Reference and birth date open the appointment; however the reference is typed.
#[tokio::test]
async fn reference_and_birth_date_lead_to_the_receipt() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let booked = house.books(&Person::new(1), &slot).await;
    let reference = booked
        .to
        .split(['/', '?'])
        .nth(3)
        .unwrap()
        .to_lowercase()
        .replace('-', " ");
    let fields = |year| {
        [
            ("reference", reference.as_str()),
            ("birth_date-day", "14.3.1985"),
            ("birth_date-year", year),
        ]
    };
    let found = house.post("/ru/appointment", &fields("")).await;
    assert_eq!(
        (found.status, &found.to),
        (StatusCode::SEE_OTHER, &booked.to),
        "{}",
        found.body
    );
    let other = [
        ("reference", reference.as_str()),
        ("birth_date-day", "15"),
        ("birth_date-month", "3"),
        ("birth_date-year", "1985"),
    ];
    let none = house.post("/ru/appointment", &other).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

/// The code on paper leads to the question for the birth date, not to the appointment.
#[tokio::test]
async fn an_address_without_its_key_asks_for_the_birth_date() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let booked = house.books(&Person::new(1), &slot).await;
    let bare = booked.to.split('?').next().unwrap();
    for path in [
        bare.to_owned(),
        format!("{bare}?key=1.2"),
        format!("{bare}/move"),
        format!("{bare}/cancel"),
    ] {
        let page = house.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.says("Найдите свою запись") && !page.says("9:00"),
            "{path}"
        );
        assert_eq!(page.value_of("reference"), bare.rsplit('/').next().unwrap());
    }
    let cancelled = house
        .post(&format!("{bare}/cancel"), &[("key", "1.2")])
        .await;
    assert!(cancelled.says("Найдите свою запись"));
    assert!(house.get(&booked.to).await.says("Вы записаны"));
}

/// REQ-A24: the old time stays visible and stays kept until the new one is sure.
#[tokio::test]
async fn a_moved_appointment_swaps_its_times_once() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let booked = house.books(&Person::new(1), &slot).await;
    let receipt = house.get(&booked.to).await;
    let address = receipt.link("/move?key=");
    let page = house.get(&address).await;
    assert!(page.says("Сейчас вы записаны") && page.says("23 ноября, понедельник, 9:00"));
    assert!(page.says("Перенести можно ещё 1 раз") && !page.body.contains(" checked>"));
    let (key, next) = (page.value_of("key"), page.value_of("slot"));
    let fields = [
        ("key", key.as_str()),
        ("slot", next.as_str()),
        ("office", "77-01"),
    ];
    let path = address.split('?').next().unwrap();
    let moved = house.post(path, &fields).await;
    assert_eq!(moved.to, booked.to, "{}", moved.body);
    let receipt = house.get(&moved.to).await;
    assert!(
        receipt.says("9:20") && receipt.says("столько раз, сколько можно"),
        "{}",
        receipt.body
    );
    let refused = house.get(&address).await;
    assert!(refused.says("Перенести запись нельзя") && !refused.body.contains("type=\"radio\""));
    assert!(
        house
            .first_free("77-01")
            .await
            .contains(slot.split('.').nth(1).unwrap())
    );
}

#[tokio::test]
async fn a_move_to_a_time_that_has_just_gone_leaves_the_old_one() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let booked = house.books(&Person::new(1), &slot).await;
    let receipt = house.get(&booked.to).await;
    let page = house.get(&receipt.link("/move?key=")).await;
    let (key, next) = (page.value_of("key"), page.value_of("slot"));
    house.books(&Person::new(2), &next).await;
    let fields = [
        ("key", key.as_str()),
        ("slot", next.as_str()),
        ("office", "77-01"),
    ];
    let path = receipt.link("/move?key=");
    let gone = house.post(path.split('?').next().unwrap(), &fields).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    assert!(gone.says("Ваше прежнее время осталось за вами") && gone.says("9:40"));
    assert!(
        house
            .get(&booked.to)
            .await
            .says("23 ноября, понедельник, 9:00")
    );
}

#[tokio::test]
async fn cancelling_is_asked_once_and_done_once() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let booked = house.books(&Person::new(1), &slot).await;
    let receipt = house.get(&booked.to).await;
    let asked = house.get(&receipt.link("/cancel?key=")).await;
    assert!(asked.says("Отменить запись?") && asked.says("9:00"));
    let key = asked.value_of("key");
    let path = receipt.link("/cancel?key=");
    let path = path.split('?').next().unwrap();
    for _ in 0..2 {
        let gone = house.post(path, &[("key", key.as_str())]).await;
        assert_eq!(gone.to, booked.to);
    }
    let page = house.get(&booked.to).await;
    assert!(page.says("Запись отменена") && !page.body.contains("/cancel?"));
    assert_eq!(house.first_free("77-01").await, slot);
    house.books(&Person::new(1), &slot).await;
}
