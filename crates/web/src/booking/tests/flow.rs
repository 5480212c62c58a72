//! The way from the office to the receipt.

use http::StatusCode;

use super::house::{House, Person};

/// REQ-A15: where, when, who, check: four pages, then the receipt; nothing needs a script.
#[tokio::test]
async fn four_pages_lead_to_a_receipt() {
    let house = House::open().await;
    let choose = house.get("/ru/book?region=77&service=passport-5").await;
    assert!(choose.says("Отдел по вопросам миграции № 1") && choose.says("Шаг 1 из 4"));
    let times = house.get(&choose.link("/book/77-01/passport-5")).await;
    assert!(
        times.says("Первое свободное: 23 ноября, понедельник, 9:00"),
        "{}",
        times.body
    );
    let slot = times.value_of("slot");
    let who = house
        .get(&format!("/ru/book/77-01/passport-5/who?slot={slot}"))
        .await;
    assert!(who.says("23 ноября, понедельник, 9:00") && who.says("по московскому времени"));
    let held = house.holds(&Person::new(1), &slot).await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.body);
    let check = house.get(&held.to).await;
    assert!(
        check.says("Вы ещё не записаны") && check.says("до 9:10"),
        "{}",
        check.body
    );
    assert!(check.says("ПЕТРОВА АННА ИВАНОВНА") && check.says("4510 000001"));
    assert!(check.says("+7 916 123") && check.says("Приду с маленьким ребёнком"));
    let booked = house.confirms(&check).await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.body);
    let receipt = house.get(&booked.to).await;
    assert!(receipt.says("Вы записаны") && receipt.says("23 ноября, понедельник, 9:00"));
    assert!(receipt.says("Паспорт гражданина России") && receipt.says("<svg"));
    assert!(!receipt.says("4510 000001") && receipt.says("••• 0001"));
    assert_eq!(receipt.headers["cache-control"], "no-store");
}

/// REQ-A15, REQ-A8: the same way in English on the site of the region.
#[tokio::test]
async fn the_site_of_a_region_has_the_same_four_pages() {
    let house = House::open().await;
    let choose = house.get("/en/77/book?service=passport-5").await;
    assert!(choose.says("Region: Moscow") && !choose.says("name=\"region\""));
    let times = house.get(&choose.link("/en/77/book/77-01")).await;
    let slot = times.value_of("slot");
    let form = Person::new(1);
    let held = house
        .post("/en/77/book/77-01/passport-5/who", &form.form(&slot))
        .await;
    assert!(
        held.to.starts_with("/en/77/book/check?hold=77."),
        "{}",
        held.to
    );
    let check = house.get(&held.to).await;
    let kept = [check.value_of("hold"), check.value_of("kept")];
    let fields = [
        ("hold", kept[0].as_str()),
        ("kept", kept[1].as_str()),
        ("office", "77-01"),
        ("service", "passport-5"),
    ];
    let booked = house.post("/en/77/book/confirm", &fields).await;
    let receipt = house.get(&booked.to).await;
    assert!(
        receipt.says("You are booked") && receipt.says("Moscow time"),
        "{}",
        receipt.body
    );
    let reference = booked.to.split(['/', '?']).nth(3).unwrap();
    let born = jiff::civil::date(1985, 3, 14);
    let found = house
        .app
        .look_up(&"77".into(), reference, born)
        .await
        .unwrap();
    assert_eq!(found.channel.name(), "regional_site");
    assert_eq!(found.booker.language, "en");
}

/// REQ-A9: the calendar shows what can be booked, and at once no longer what is taken.
#[tokio::test]
async fn a_time_that_is_taken_leaves_the_calendar_at_once() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    house.books(&Person::new(1), &slot).await;
    let times = house.get("/ru/book/77-01/passport-5").await;
    assert!(times.says("Первое свободное: 23 ноября, понедельник, 9:20"));
    assert!(!times.body.contains(&slot));
    assert_eq!(times.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn the_calendar_counts_and_the_list_shows_the_same_times() {
    let house = House::open().await;
    let weeks = house.get("/ru/book/77-02/passport-5").await;
    assert!(
        weeks.says("25 ноября, среда, свободно 2 места"),
        "{}",
        weeks.body
    );
    assert!(weeks.says("24 ноября, вторник, мест нет"));
    let list = house.get("/ru/book/77-02/passport-5?view=list").await;
    assert!(list.says("<legend>25 ноября, среда</legend>") && list.says("15:30"));
    let next = house.get("/ru/book/77-02/passport-5?from=2026-11-30").await;
    assert!(next.says("2 декабря, среда, свободно 2 места"));
}

/// Nobody gets another day than the one looked at: choosing a day takes the preset away.
#[tokio::test]
async fn a_chosen_day_has_no_time_chosen_for_the_person() {
    let house = House::open().await;
    let first = house.get("/ru/book/77-01/passport-5").await;
    assert!(first.body.contains(" checked>"));
    let chosen = house.get("/ru/book/77-01/passport-5?date=2026-11-25").await;
    assert!(chosen.says("<legend>25 ноября, среда</legend>"));
    assert!(!chosen.body.contains(" checked>"));
    let empty = house.get("/ru/book/77-01/passport-5/who").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.says("Выберите время приёма") && empty.says("<title>Ошибка: "));
}

/// REQ-A10: an office without online booking says why and what to do instead.
#[tokio::test]
async fn an_office_without_online_booking_says_why_and_what_else() {
    let house = House::open().await;
    let choose = house.get("/ru/book?region=77&service=passport-5").await;
    assert!(choose.says("Отдел ещё не подключён") && choose.says("Позвоните с 9:00 до 18:00"));
    let page = house.get("/ru/book/77-03/passport-5").await;
    assert!(page.says("Сюда нельзя записаться через интернет"));
    assert!(page.says("+7 495 000") && page.says("Записаться в другое отделение"));
    assert!(!page.body.contains("type=\"radio\""));
}

/// Never a grey calendar: other offices with counts, when times open, telephone, walk-in hours.
#[tokio::test]
async fn an_office_without_free_times_says_everything_else_that_can_be_done() {
    let house = House::open().await;
    for person in 0..4 {
        let slot = house.first_free("77-02").await;
        house.books(&Person::new(person), &slot).await;
    }
    let page = house.get("/ru/book/77-02/passport-5").await;
    assert!(page.says("Свободного времени сейчас нет"), "{}", page.body);
    // Two weeks ahead lies Friday, 4 December; the next open day is Monday, in sight on the 23rd.
    assert!(page.says("Всё время до 4 декабря занято"));
    assert!(page.says("Новое время откроется 23 ноября в 0:00"));
    assert!(page.says("Отдел по вопросам миграции № 1") && page.says("Свободно 72 места"));
    assert!(page.says("Запись по телефону") && page.says("9:00–18:00"));
    let list = house.get("/ru/book?region=77&service=passport-5").await;
    let (first, none) = (
        list.body.find("миграции № 1"),
        list.body.find("миграции № 2"),
    );
    let first = first.or_else(|| list.body.find("миграции №\u{a0}1"));
    let none = none.or_else(|| list.body.find("миграции №\u{a0}2"));
    assert!(first < none && list.says("Свободного времени нет"));
}

#[tokio::test]
async fn an_address_that_names_nothing_is_no_page() {
    let house = House::open().await;
    for path in [
        "/ru/99/book",
        "/ru/book/77-09/passport-5",
        "/ru/book/77-01/visa",
    ] {
        assert_eq!(
            house.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert_eq!(
        house.get("/ru/book/check?hold=77.1.2").await.status,
        StatusCode::BAD_REQUEST
    );
}

/// REQ-7.1: place, time and zone go into the calendar of the person.
#[tokio::test]
async fn the_receipt_gives_a_calendar_file() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let booked = house.books(&Person::new(1), &slot).await;
    let receipt = house.get(&booked.to).await;
    let file = house.get(&receipt.link("/calendar.ics")).await;
    assert!(
        file.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/calendar")
    );
    assert!(
        file.body
            .contains("DTSTART;TZID=Europe/Moscow:20261123T090000"),
        "{}",
        file.body
    );
    assert!(!file.body.contains("ПЕТРОВА") && !file.body.contains("4510"));
}
