//! Made-up offices and a little of everything the components draw: for tests, the preview and the
//! page of components. All names, numbers and addresses are fictitious.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::{Time, date, time};
use jiff::tz::TimeZone;
use okno_domain::id::{OfficeId, RegionId, ServiceId};
use okno_domain::office::{BankDetails, Contacts, OfficeKind, Phone, PhonePurpose, Premises};
use okno_domain::pack::{LoadError, Pack, PackFiles};
use okno_domain::words::Words;

use crate::public::from_pack::PackSource;
use crate::public::model::{
    Closure, Directory, HeadReception, Hours, MinistryView, OfficeView, OnlineBooking, RegionView,
    ScheduleView, ServiceHere, SiteView, WaitingView,
};
use crate::public::site::Published;

/// Where the shipped packs stand in the source tree.
fn packs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

/// Why the sample packs cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// A file cannot be read.
    #[error("a file of the pack cannot be read")]
    File(#[from] std::io::Error),
    /// The pack is not in order.
    #[error("the pack is not in order: {0}")]
    Pack(#[from] LoadError),
}

/// A shipped pack by the name of its folder.
///
/// # Errors
/// [`SampleError`] when the folder cannot be read or the pack is not in order.
pub fn pack(name: &str) -> Result<Arc<Pack>, SampleError> {
    let root = packs().join(name);
    let mut files = PackFiles::new();
    read(&root, &root, &mut files)?;
    Ok(Arc::new(Pack::load(&files)?))
}

fn read(root: &Path, folder: &Path, files: &mut PackFiles) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(root, &path, files)?;
        } else if let Ok(inside) = path.strip_prefix(root) {
            let name = inside.to_string_lossy().replace('\\', "/");
            files.insert(name, std::fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

/// The reference pack with the sample offices.
///
/// # Errors
/// [`SampleError`] when the pack is not in order.
pub fn published() -> Result<Published, SampleError> {
    Ok(Published {
        sources: vec![Arc::new(PackSource::new(pack("ru-passport-foreign")?))],
        directory: directory(),
        zone: TimeZone::get("Europe/Moscow").unwrap_or(TimeZone::UTC),
    })
}

fn at(hour: i8, minute: i8) -> Time {
    time(hour, minute, 0, 0)
}

fn week(days: [&[Hours]; 7]) -> ScheduleView {
    ScheduleView {
        week: days.map(<[Hours]>::to_vec),
        ..ScheduleView::default()
    }
}

fn ministry_hours() -> ScheduleView {
    let long = [(at(9, 0), at(18, 0))];
    let short = [(at(9, 0), at(16, 45))];
    let mut schedule = week([&long, &long, &long, &long, &short, &[], &[]]);
    schedule.before_holiday = Some(short.to_vec());
    schedule
}

fn office_hours() -> ScheduleView {
    let day = [(at(9, 0), at(13, 0)), (at(14, 0), at(18, 0))];
    let late = [(at(11, 0), at(15, 0)), (at(16, 0), at(20, 0))];
    let saturday = [(at(9, 0), at(14, 0))];
    let mut schedule = week([&[], &day, &late, &day, &day, &saturday, &[]]);
    schedule.before_holiday = Some(vec![(at(9, 0), at(13, 0)), (at(14, 0), at(17, 0))]);
    schedule.note = Some(Words::ru_en(
        "По субботам только выдача готовых паспортов.",
        "On Saturdays only finished passports are handed over.",
    ));
    schedule
}

fn reception_hours() -> ScheduleView {
    let day = [(at(9, 30), at(12, 45)), (at(14, 15), at(17, 30))];
    let late = [(at(11, 30), at(14, 45)), (at(16, 15), at(19, 30))];
    week([
        &[],
        &day,
        &late,
        &day,
        &day,
        &[(at(9, 30), at(13, 30))],
        &[],
    ])
}

fn mfc_hours() -> ScheduleView {
    let day = [(at(8, 0), at(20, 0))];
    week([&day, &day, &day, &day, &day, &day, &[(at(9, 0), at(17, 0))]])
}

fn phone(purpose: PhonePurpose, number: &str) -> Phone {
    Phone {
        purpose,
        number: number.to_owned(),
    }
}

fn site(ru: &str, en: &str, href: Option<&str>, text_ru: &str, text_en: &str) -> SiteView {
    SiteView {
        name: Words::ru_en(ru, en),
        href: href.map(str::to_owned),
        text: Words::ru_en(text_ru, text_en),
    }
}

/// A ministry, two regions, three divisions, one multipurpose centre.
pub fn directory() -> Directory {
    Directory {
        ministry: MinistryView {
            name: Words::ru_en(
                "Министерство внутренних дел",
                "Ministry of Internal Affairs",
            ),
            contacts: Contacts {
                address: Words::ru_en("Москва, Житная улица, 16", "Moscow, Zhitnaya Street 16"),
                postal_address: Words::ru_en(
                    "119991, Москва, Житная улица, 16",
                    "119991, Moscow, Zhitnaya Street 16",
                ),
                phones: vec![
                    phone(PhonePurpose::Enquiries, "+74956670299"),
                    phone(PhonePurpose::Answerphone, "+74956670402"),
                ],
                email: None,
                site: Some("https://мвд.рф".to_owned()),
            },
            schedule: ministry_hours(),
        },
        regions: vec![
            region("77", "Москва", "Moscow", OnlineBooking::Open),
            region(
                "65",
                "Сахалинская область",
                "Sakhalin Region",
                OnlineBooking::Closed(Words::ru_en(
                    "В регионе пока нет записи через интернет: отделения ведут её сами.",
                    "There is no booking through the Internet in this region yet: the offices keep their own books.",
                )),
            ),
        ],
        offices: vec![
            office(
                "77-01",
                "Отдел по вопросам миграции № 1",
                "Migration office No. 1",
                "Садовая улица, 12",
                "Sadovaya Street 12",
            ),
            closed(office(
                "77-02",
                "Отдел по вопросам миграции № 2",
                "Migration office No. 2",
                "Лесная улица, 3",
                "Lesnaya Street 3",
            )),
            mfc("77-51"),
            office(
                "65-01",
                "Отдел по вопросам миграции, Южно-Сахалинск",
                "Migration office, Yuzhno-Sakhalinsk",
                "проспект Мира, 5",
                "Mira Avenue 5",
            ),
        ],
    }
}

fn region(id: &str, ru: &str, en: &str, online_booking: OnlineBooking) -> RegionView {
    RegionView {
        id: RegionId::new(id),
        name: Words::ru_en(ru, en),
        authority: Words::ru_en(
            "Управление по вопросам миграции",
            "Migration department of the region",
        ),
        contacts: Contacts {
            address: Words::ru_en("Примерная улица, 1", "Primernaya Street 1"),
            postal_address: Words::ru_en(
                "100000, Примерная улица, 1",
                "100000, Primernaya Street 1",
            ),
            phones: vec![
                phone(PhonePurpose::Enquiries, "+74950000001"),
                phone(PhonePurpose::Booking, "+74950000002"),
                phone(PhonePurpose::Trust, "+74950000003"),
            ],
            email: None,
            site: None,
        },
        sites: vec![
            site(
                "Сайт министерства",
                "Site of the ministry",
                Some("https://мвд.рф"),
                "Приказы, контакты, раздел «Структура»",
                "Orders, contacts, the section \"Structure\"",
            ),
            site(
                "Единый портал",
                "Single portal",
                Some("https://www.gosuslugi.ru"),
                "Личный кабинет",
                "Personal account",
            ),
        ],
        bank: BankDetails {
            name: "УФК по Примерной области (УМВД)".to_owned(),
            personal_acc: "03100643000000000001".to_owned(),
            bank_name: "Отделение Примерное".to_owned(),
            bic: "010000001".to_owned(),
            corresp_acc: "40102810000000000001".to_owned(),
            payee_inn: "7707083893".to_owned(),
            kpp: "770701001".to_owned(),
            cbc: BTreeMap::from([
                ("p5".to_owned(), "18810806000018003110".to_owned()),
                ("p10".to_owned(), "18810806000018005110".to_owned()),
            ]),
            oktmo: "45382000".to_owned(),
        },
        online_booking,
        rating: vec![
            site(
                "Сайт министерства",
                "Site of the ministry",
                Some("https://мвд.рф"),
                "Раздел для оценок",
                "Section for ratings",
            ),
            site(
                "Ваш контроль",
                "Your Control",
                Some("https://vashkontrol.ru"),
                "Сайт, где собирают оценки",
                "Site where ratings are collected",
            ),
            site(
                "Единый портал",
                "Single portal",
                Some("https://www.gosuslugi.ru"),
                "В личном кабинете",
                "In your account",
            ),
            site(
                "СМС",
                "Text message",
                None,
                "Ответьте на сообщение после выдачи паспорта",
                "Answer the message you get after you have the passport",
            ),
        ],
        zone: if id == "65" {
            "Asia/Sakhalin"
        } else {
            "Europe/Moscow"
        }
        .to_owned(),
    }
}

fn office(id: &str, ru: &str, en: &str, address_ru: &str, address_en: &str) -> OfficeView {
    let here = |service: &str| ServiceHere {
        service: ServiceId::new(service),
        accepts: true,
        issues: true,
    };
    let id = OfficeId::new(id);
    OfficeView {
        region: id.region(),
        kind: OfficeKind::Division,
        name: Words::ru_en(ru, en),
        contacts: Contacts {
            address: Words::ru_en(address_ru, address_en),
            phones: vec![
                phone(PhonePurpose::Enquiries, "+74950000011"),
                phone(PhonePurpose::Booking, "+74950000012"),
            ],
            ..Contacts::default()
        },
        schedule: office_hours(),
        reception: reception_hours(),
        head_reception: Some(HeadReception {
            post: Words::ru_en("Начальник отдела", "Head of the office"),
            schedule: week([
                &[],
                &[(at(10, 0), at(13, 0))],
                &[],
                &[(at(15, 0), at(18, 0))],
                &[],
                &[],
                &[],
            ]),
        }),
        services: vec![here("passport-5"), here("passport-10")],
        premises: Premises {
            floor: Some(1),
            step_free: true,
            separate_entrance: true,
            sign_language: false,
            hearing_loop: true,
            parking: true,
        },
        closed: None,
        online_booking: OnlineBooking::Open,
        zone: if id.as_str() == "65-01" {
            "Asia/Sakhalin"
        } else {
            "Europe/Moscow"
        }
        .to_owned(),
        id,
    }
}

fn closed(mut office: OfficeView) -> OfficeView {
    office.closed = Some(Closure {
        from: date(2018, 11, 1),
        to: None,
        why: Words::ru_en(
            "Ремонт. Заявления принимает отдел № 1.",
            "Repairs. Applications are taken by office No. 1.",
        ),
    });
    office.premises.step_free = false;
    office
}

fn mfc(id: &str) -> OfficeView {
    let mut centre = office(
        id,
        "МФЦ района Примерный",
        "MFC of Primerny district",
        "Школьная улица, 8",
        "Shkolnaya Street 8",
    );
    centre.kind = OfficeKind::MultipurposeCentre;
    centre.schedule = mfc_hours();
    centre.reception = mfc_hours();
    centre.head_reception = None;
    centre
        .services
        .retain(|here| here.service.as_str() == "passport-5");
    centre
}

/// Measured waiting in the first office on `on`.
pub fn waiting(on: jiff::civil::Date) -> Vec<WaitingView> {
    vec![WaitingView {
        office: OfficeId::new("77-01"),
        at: at(11, 32),
        on,
        people: 7,
        minutes: BTreeMap::from([
            ("submit".to_owned(), 12),
            ("booked".to_owned(), 4),
            ("collect".to_owned(), 6),
        ]),
    }]
}
