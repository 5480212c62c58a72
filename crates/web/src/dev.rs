//! `/dev/components`: every component with sample data, in both languages. Only in tests and
//! previews.

use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use crate::field::{Choice, DateField, Field, Problem};
use crate::lang::Lang;
use crate::shell::Shell;
use crate::view::{
    BoardCall, BookingCard, Calendar, Day, DayName, DeadlineRow, Event, Kpi, NoTimesWay, PageLinks,
    QueueRow, SummaryRow, Task, TimeChoice, Verb,
};
use crate::voice::Voice;

#[derive(Deserialize)]
struct Asked {
    lang: Option<Lang>,
}

/// The page of components.
pub fn router() -> Router {
    let components =
        |Query(asked): Query<Asked>| async move { components(asked.lang.unwrap_or(Lang::Ru)) };
    let board = |Query(asked): Query<Asked>| async move { board(asked.lang.unwrap_or(Lang::Ru)) };
    Router::new()
        .route("/dev/components", get(components))
        .route("/dev/board", get(board))
}

fn components(lang: Lang) -> Response {
    answer(ComponentsPage::sample(lang).render())
}

fn board(lang: Lang) -> Response {
    answer(BoardPage::sample(lang).render())
}

fn answer(page: Result<String, askama::Error>) -> Response {
    match page {
        Ok(page) => Html(page).into_response(),
        Err(problem) => {
            (http::StatusCode::INTERNAL_SERVER_ERROR, problem.to_string()).into_response()
        }
    }
}

/// All components but the board, which fills a screen of its own.
#[derive(Debug, Template)]
#[template(path = "dev/components.html")]
pub struct ComponentsPage {
    shell: Shell,
    t: Voice,
    problems: Vec<Problem>,
    name: Field,
    bad: Field,
    letter: Field,
    radios: Field,
    boxes: Field,
    select: Field,
    birth: DateField,
    rows: Vec<SummaryRow>,
    tasks: Vec<Task>,
    events: Vec<Event>,
    pages: PageLinks,
    calendar: Calendar,
    times: Vec<TimeChoice>,
    ways: Vec<NoTimesWay>,
    booking: BookingCard,
    queue: Vec<QueueRow>,
    verbs: Vec<Verb>,
    deadlines: Vec<DeadlineRow>,
    kpis: Vec<Kpi>,
}

/// The board of the hall.
#[derive(Debug, Template)]
#[template(path = "dev/board.html")]
pub struct BoardPage {
    shell: Shell,
    t: Voice,
    calls: Vec<BoardCall>,
    soon: Vec<String>,
}

impl BoardPage {
    /// Five calls, the first one fresh.
    pub fn sample(lang: Lang) -> Self {
        let t = Voice::of(lang);
        let call = |at: usize, ticket: &str, window: &str| BoardCall {
            ticket: ticket.to_owned(),
            window: window.to_owned(),
            fresh: at == 0,
        };
        let calls = [
            ("К 042", "5"),
            ("Т 008", "2"),
            ("К 041", "1"),
            ("Н 113", "4"),
            ("К 040", "5"),
        ];
        Self {
            shell: Shell::new(
                lang,
                t.say("web-queue-title"),
                format!("/dev/board?lang={lang}"),
            ),
            calls: calls
                .iter()
                .enumerate()
                .map(|(at, (ticket, window))| call(at, ticket, window))
                .collect(),
            soon: ["К 043", "Т 009", "К 044", "Н 114", "К 045", "Т 010"]
                .map(str::to_owned)
                .to_vec(),
            t,
        }
    }
}

impl ComponentsPage {
    /// Every component with something to draw.
    pub fn sample(lang: Lang) -> Self {
        let t = Voice::of(lang);
        let say = |ru: &str, en: &str| {
            t.text(match lang {
                Lang::Ru => ru,
                Lang::En => en,
            })
        };
        let mut shell = Shell::new(
            lang,
            say("Компоненты", "Components"),
            format!("/dev/components?lang={lang}"),
        )
        .with_script();
        shell.sheets = &["staff.css"];
        shell.has_errors = true;
        let number = say(
            "Номер паспорта — 10 цифр: 4 цифры серии и 6 цифр номера",
            "Passport number must be 10 digits: 4 for the series and 6 for the number",
        );
        let choices = || {
            [
                Choice::new("self", say("Себе", "For me"), true),
                Choice::new("child", say("Ребёнку", "For my child"), false),
            ]
        };
        Self {
            problems: vec![Problem {
                field: "number".into(),
                message: number.clone(),
            }],
            name: Field::text("name", say("Фамилия", "Surname"))
                .hint(say("Как в паспорте", "As in the passport"))
                .value("Петрова")
                .autocomplete("family-name"),
            bad: Field {
                inputmode: Some("numeric"),
                width: "w10",
                ..Field::text("number", say("Серия и номер паспорта", "Passport number"))
                    .value("12345")
                    .error(Some(number))
            },
            letter: Field::text(
                "letter",
                say("Что случилось (необязательно)", "What happened (optional)"),
            ),
            radios: Field::text("who", say("Кому нужен паспорт", "Who needs the passport"))
                .choices(choices()),
            boxes: Field::text("help", say("Какая нужна помощь", "What help is needed"))
                .choices(choices()),
            select: Field::text("office", say("Отделение", "Office")).choices(choices()),
            birth: DateField {
                name: "birth".into(),
                label: say("Дата рождения", "Date of birth"),
                hint: Some(say("Например, 27 3 1985", "For example, 27 3 1985")),
                birthday: true,
                ..DateField::default()
            },
            rows: vec![
                SummaryRow {
                    name: say("Когда", "When"),
                    value: say("25 ноября, среда, 9:40", "Wednesday 25 November at 9:40"),
                    change: Some("#".into()),
                },
                SummaryRow {
                    name: say("Где", "Where"),
                    value: say("Садовая улица, 12", "Sadovaya Street 12"),
                    change: None,
                },
            ],
            tasks: vec![
                Task {
                    name: say("О вас", "About you"),
                    href: "#".into(),
                    state: say("готово", "done"),
                    kind: "ok",
                },
                Task {
                    name: say("Работа за 10 лет", "Work of 10 years"),
                    href: "#".into(),
                    state: say("есть пропуск", "a gap"),
                    kind: "warn",
                },
                Task {
                    name: say("Фотография", "Photo"),
                    href: "#".into(),
                    state: say("не начато", "not started"),
                    kind: "off",
                },
            ],
            events: vec![
                Event {
                    title: say("Заявление принято", "Application accepted"),
                    when: say("23 ноября", "23 November"),
                    machine: "2018-11-23".into(),
                    text: String::new(),
                    class: "done",
                    now: false,
                },
                Event {
                    title: say("Идёт проверка", "Checks"),
                    when: say("до 23 декабря", "by 23 December"),
                    machine: "2018-12-23".into(),
                    text: say("Мы спросили другие органы.", "We have asked other bodies."),
                    class: "",
                    now: true,
                },
                Event {
                    title: say("Паспорт готов", "Passport ready"),
                    when: say("позже", "later"),
                    machine: "2018-12-24".into(),
                    text: String::new(),
                    class: "",
                    now: false,
                },
            ],
            pages: PageLinks::new(4, 2, |number| format!("?page={number}")),
            calendar: calendar(&say),
            times: ["9:00", "9:20", "9:40", "10:20", "11:00", "12:40"]
                .iter()
                .enumerate()
                .map(|(at, label)| TimeChoice {
                    value: at.to_string(),
                    label: (*label).to_owned(),
                    chosen: at == 2,
                })
                .collect(),
            ways: vec![
                NoTimesWay {
                    name: say("Другие отделения", "Other offices"),
                    href: "#".into(),
                    text: say(
                        "Ближайшее: 27 ноября, пятница",
                        "Nearest: Friday 27 November",
                    ),
                },
                NoTimesWay {
                    name: say("Лист ожидания", "Waiting list"),
                    href: "#".into(),
                    text: say(
                        "Освободится время — предложим вам",
                        "If a time becomes free we offer it to you",
                    ),
                },
                NoTimesWay {
                    name: say("Живая очередь", "Walk in"),
                    href: "#".into(),
                    text: say(
                        "Сейчас ждут около 35 минут",
                        "The wait now is about 35 minutes",
                    ),
                },
            ],
            booking: BookingCard {
                when: say("25 ноября, среда, 9:40", "Wednesday 25 November at 9:40"),
                place: say(
                    "Отдел № 1, Садовая улица, 12",
                    "Office No. 1, Sadovaya Street 12",
                ),
                reference: "4821-0934".into(),
            },
            queue: vec![
                QueueRow {
                    ticket: "К 042".into(),
                    service: say("Подать документы", "Hand in documents"),
                    booked: "9:40".into(),
                    minutes: 18,
                    over_norm: true,
                },
                QueueRow {
                    ticket: "Т 008".into(),
                    service: say("Получить паспорт", "Collect a passport"),
                    booked: String::new(),
                    minutes: 4,
                    over_norm: false,
                },
            ],
            verbs: vec![
                Verb {
                    name: say("Вызвать следующего", "Call next"),
                    key: "F2",
                    action: "#".into(),
                    once: "1".into(),
                    kind: "",
                },
                Verb {
                    name: say("Не пришёл", "Did not come"),
                    key: "F8",
                    action: "#".into(),
                    once: "2".into(),
                    kind: "second",
                },
                Verb {
                    name: say("Перерыв", "Pause"),
                    key: "F9",
                    action: "#".into(),
                    once: "3".into(),
                    kind: "second",
                },
            ],
            deadlines: vec![DeadlineRow {
                case: "24-01877".into(),
                href: "#".into(),
                due: say("23 декабря, среда", "Wednesday 23 December"),
                days_left: 2,
                waits_for: say("ответ другого органа", "another body's reply"),
            }],
            kpis: vec![
                Kpi {
                    name: say("Приняли в срок", "Within the norm"),
                    value: "92 %".into(),
                    detail: say("73 из 79", "73 of 79"),
                    href: "#".into(),
                },
                Kpi {
                    name: say("Дольше всех ждёт", "Longest wait"),
                    value: say("18 минут", "18 minutes"),
                    detail: "К 042".into(),
                    href: "#".into(),
                },
                Kpi {
                    name: say("Не пришли", "Did not come"),
                    value: say("9 из 82", "9 of 82"),
                    detail: say("список", "list"),
                    href: "#".into(),
                },
            ],
            shell,
            t,
        }
    }
}

fn calendar(say: &impl Fn(&str, &str) -> String) -> Calendar {
    let names = [
        ("пн", "понедельник", "Mo", "Monday"),
        ("вт", "вторник", "Tu", "Tuesday"),
        ("ср", "среда", "We", "Wednesday"),
        ("чт", "четверг", "Th", "Thursday"),
        ("пт", "пятница", "Fr", "Friday"),
        ("сб", "суббота", "Sa", "Saturday"),
        ("вс", "воскресенье", "Su", "Sunday"),
    ];
    let day = |number: usize| Day {
        short: number.to_string(),
        spoken: say(&format!("{number} ноября"), &format!("{number} November")),
        free: [0, 6, 3, 0, 1, 4, 0][number % 7],
        href: format!("?d={number}#times"),
        chosen: number == 24,
    };
    Calendar {
        title: say("Ноябрь", "November"),
        weekdays: names
            .iter()
            .map(|(ru, long_ru, en, long_en)| DayName {
                short: say(ru, en),
                long: say(long_ru, long_en),
            })
            .collect(),
        weeks: vec![(16..23).map(day).collect(), (23..30).map(day).collect()],
    }
}
