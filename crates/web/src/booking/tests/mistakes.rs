//! Bad input: what happened and what to do, and nothing is lost.

use http::StatusCode;

use super::house::{House, Person, Reply};

async fn sent(house: &House, person: &Person) -> Reply {
    let slot = house.first_free("77-01").await;
    house.holds(person, &slot).await
}

/// Everything typed is on the page again, whatever was wrong.
fn keeps_the_rest(page: &Reply) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("<title>Ошибка: ") && page.says("data-error-summary"));
    for value in ["anna@example.org", "8 916 123-45-67", "value=\"Анна\""] {
        assert!(page.says(value), "{value} is lost");
    }
    assert!(page.body.contains("value=\"child\" checked"));
}

#[tokio::test]
async fn each_mistake_is_told_in_words_at_its_field_and_on_top() {
    let house = House::open().await;
    let mistakes = [
        ("surname", "", "Напишите фамилию"),
        (
            "surname",
            "Петровa",
            "буква «a» — латинская. Замените её русской «а»",
        ),
        ("surname", "Petrova", "набрано латинскими буквами"),
        (
            "patronymic",
            "",
            "Напишите отчество или отметьте, что его нет",
        ),
        ("birth_date-month", "13", "Такой даты нет"),
        ("birth_date-year", "2027", "Этот день ещё не наступил"),
        ("birth_date-year", "1785", "Год раньше 1900"),
        (
            "document_number",
            "4510 12345",
            "должно быть 10 цифр, а вы набрали 9",
        ),
        (
            "document_number",
            "4510 1234567",
            "должно быть 10 цифр, а вы набрали 11",
        ),
        ("document_number", "45Ж0 123456", "Уберите «Ж»"),
        ("document_kind", "library_card", "Выберите документ"),
    ];
    for (field, value, told) in mistakes {
        let page = sent(&house, &Person::new(1).with(field, value)).await;
        keeps_the_rest(&page);
        assert!(page.says(told), "{field} {value}: {}", page.body);
        let id = field.split('-').next().unwrap();
        assert!(page.says(&format!("href=\"#{id}\"")) && page.says(&format!("{id}-error")));
    }
    let page = sent(&house, &Person::new(1).with("email", "anna@")).await;
    assert!(page.says("Такой адрес не сработает") && page.says("anna@"));
    let page = sent(&house, &Person::new(1).with("phone", "12-34")).await;
    assert!(page.says("не хватает цифр: нужно 10, набрано 4") && page.says("12-34"));
}

#[tokio::test]
async fn what_people_type_in_their_own_way_is_understood() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let person = Person::new(1)
        .with("surname", " петрова -  водкина ")
        .with("birth_date-day", "14.03.1985")
        .with("birth_date-month", "")
        .with("birth_date-year", "")
        .with("document_number", "45\u{a0}10 № 123 456")
        .with("patronymic", "")
        .with("no_patronymic", "1")
        .with("phone", "");
    let held = house.holds(&person, &slot).await;
    let check = house.get(&held.to).await;
    assert!(check.says("ПЕТРОВА-ВОДКИНА АННА<"), "{}", check.body);
    assert!(check.says("14 марта 1985 года") && check.says("4510 123456"));
}

#[tokio::test]
async fn markup_in_an_answer_is_shown_and_never_run() {
    let house = House::open().await;
    let page = sent(
        &house,
        &Person::new(1).with("surname", "<script>alert(1)</script>"),
    )
    .await;
    assert!(!page.body.contains("<script>alert"));
    assert!(page.body.contains("&#60;script&#62;") || page.body.contains("&lt;script&gt;"));
}

#[tokio::test]
async fn a_mistake_in_a_reference_is_told_before_anything_is_looked_up() {
    let house = House::open().await;
    let look = |reference: &'static str| {
        let fields = [
            ("reference", reference),
            ("birth_date-day", "14"),
            ("birth_date-month", "3"),
            ("birth_date-year", "1985"),
        ];
        let house = &house;
        async move { house.post("/ru/appointment", &fields).await }
    };
    for (reference, told) in [
        ("", "Напишите номер записи"),
        ("77-AB", "В номере записи 10 букв и цифр, а вы набрали 4"),
        ("77-AAAA-AAA0", "не бывает знака «0»"),
        ("77-ABCD-EFGJ", "опечатка"),
    ] {
        let page = look(reference).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{reference}");
        assert!(
            page.says(told) && page.says("value=\"1985\""),
            "{reference}: {}",
            page.body
        );
    }
    let real = okno_domain::person::reference::Reference::from_random("77", 7)
        .unwrap()
        .to_string();
    let page = look(Box::leak(real.into_boxed_str())).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.says("Записи с таким номером и датой рождения нет"));
}

/// Answers that somebody else sealed, or nobody, open nothing.
#[tokio::test]
async fn a_forged_page_is_refused_in_words() {
    let house = House::open().await;
    let slot = house.first_free("77-01").await;
    let held = house.holds(&Person::new(1), &slot).await;
    let check = house.get(&held.to).await;
    let hold = check.value_of("hold");
    let forged = format!("{}0", &hold[..hold.len() - 1]);
    let wrong = if forged == hold {
        format!("{}1", &hold[..hold.len() - 1])
    } else {
        forged
    };
    let page = house.get(&format!("/ru/book/check?hold={wrong}")).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.says("Адрес неполный"));
    let fields = [
        ("kept", "00ff"),
        ("slot", slot.as_str()),
        ("service", "passport-5"),
    ];
    assert_eq!(
        house.post("/ru/book/again", &fields).await.status,
        StatusCode::BAD_REQUEST
    );
}

/// REQ-A26: too many attempts say when to try again, and keep the answers.
#[tokio::test]
async fn too_many_attempts_wait_with_the_answers_kept() {
    let house = House::with_limits(true).await;
    let slot = house.first_free("77-01").await;
    let mut last = house.holds(&Person::new(1), &slot).await;
    for _ in 0..10 {
        last = house.holds(&Person::new(1), &slot).await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.says("Ваши ответы сохранены") && last.says("value=\"Петрова\""));
    assert!(last.says("Попробуйте через"));
}
