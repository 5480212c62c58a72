#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const VECTOR: &str = "ST00012|Name=УФК по Примерной области (УМВД)\
    |PersonalAcc=03100643000000000001|BankName=Отделение Примерное|BIC=010000001\
    |CorrespAcc=40102810000000000001|PayeeINN=7707083893|KPP=770701001\
    |CBC=18810806000018003110|OKTMO=45382000|Sum=200000\
    |Purpose=Госпошлина за выдачу паспорта|LastName=Иванов|FirstName=Иван\
    |MiddleName=Иванович|QuittId=18829141777631706691";

fn payee() -> Payee {
    Payee {
        name: "УФК по Примерной области (УМВД)".into(),
        personal_account: "03100643000000000001".into(),
        bank: "Отделение Примерное".into(),
        bic: "010000001".into(),
        correspondent_account: "40102810000000000001".into(),
    }
}

fn example() -> Payment {
    let details = [
        ("PayeeINN", "7707083893"),
        ("KPP", "770701001"),
        ("CBC", "18810806000018003110"),
        ("OKTMO", "45382000"),
    ];
    let payment = details
        .into_iter()
        .fold(Payment::to(&payee()), |payment, (key, value)| {
            payment?.with(key, value)
        });
    let payer = [
        ("Purpose", "Госпошлина за выдачу паспорта"),
        ("LastName", "Иванов"),
        ("FirstName", "Иван"),
        ("MiddleName", "Иванович"),
        ("QuittId", "18829141777631706691"),
    ];
    payer
        .into_iter()
        .fold(
            payment.unwrap().with_sum(200_000),
            |payment, (key, value)| payment?.with(key, value),
        )
        .unwrap()
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// REQ-9.10: the code carries exactly the details shown.
#[test]
fn the_published_vector_is_met_byte_for_byte_in_both_encodings() {
    let utf8 = example().to_bytes(Encoding::Utf8).unwrap();
    assert_eq!(String::from_utf8(utf8.clone()).unwrap(), VECTOR);
    assert_eq!(utf8.len(), 442);
    assert_eq!(
        sha256(&utf8),
        "cacdc2d13e7d7d232d06a6a9a75436bb8771dcb795038dd7534bab0b4e018432"
    );
    let cp1251 = example().to_bytes(Encoding::Cp1251).unwrap();
    assert_eq!(cp1251.len(), 355);
    assert_eq!(
        sha256(&cp1251),
        "e9262953c1bf1b570ba26f4ffb372f67b9f595e55a6eba6c33553549162f8495"
    );
}

/// REQ-9.10: what a bank reads equals the details shown.
#[test]
fn a_bank_reads_back_what_the_page_shows() {
    for encoding in [Encoding::Utf8, Encoding::Cp1251] {
        let read = Payment::parse(&example().to_bytes(encoding).unwrap()).unwrap();
        assert_eq!(read, example());
        assert_eq!(read.get("Sum"), Some("200000"));
    }
}

#[test]
fn a_bad_detail_is_refused_by_name() {
    let with = |change: fn(&mut Payee)| {
        let mut changed = payee();
        change(&mut changed);
        Payment::to(&changed).unwrap_err()
    };
    assert_eq!(with(|p| p.name.clear()), PaymentQrError::Missing("Name"));
    assert_eq!(
        with(|p| p.personal_account = "123".into()),
        PaymentQrError::WrongLength {
            field: "PersonalAcc",
            length: 3,
            exactly: 20
        }
    );
    assert_eq!(
        with(|p| p.bank = "Б".repeat(46)),
        PaymentQrError::TooLong {
            field: "BankName",
            length: 46,
            longest: 45
        }
    );
    assert_eq!(
        with(|p| p.bic = "04452522O".into()),
        PaymentQrError::NotDigits("BIC")
    );
    assert_eq!(
        with(|p| p.name = "УФК\nУМВД".into()),
        PaymentQrError::ControlSign("Name")
    );
    let twice = example().with_sum(1).unwrap_err();
    assert_eq!(twice, PaymentQrError::Twice("Sum"));
    let unknown = example().with("Colour", "red").unwrap_err();
    assert_eq!(unknown, PaymentQrError::UnknownField("Colour".into()));
    assert_eq!(unknown, example().with("Colour", "").unwrap_err());
}

#[test]
fn a_correspondent_account_of_zero_is_allowed() {
    let mut payee = payee();
    payee.correspondent_account = "0".into();
    assert!(Payment::to(&payee).is_ok());
}

#[test]
fn another_format_version_encoding_or_order_is_not_read() {
    let wrong = [
        VECTOR.replacen("ST", "XX", 1),
        VECTOR.replacen("ST0001", "ST0002", 1),
        VECTOR.replacen("ST00012", "ST00014", 1),
        "ST00012|BankName=Б|Name=А|PersonalAcc=1|BIC=2|CorrespAcc=0".to_owned(),
        "ST00012".to_owned(),
        String::new(),
    ];
    for text in wrong {
        assert!(Payment::parse(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn a_value_with_the_separator_gets_another_one() {
    let payment = Payment::to(&payee())
        .unwrap()
        .with("Purpose", "Пошлина | паспорт")
        .unwrap();
    let bytes = payment.to_bytes(Encoding::Utf8).unwrap();
    assert!(
        String::from_utf8(bytes.clone())
            .unwrap()
            .starts_with("ST00012~Name=")
    );
    assert_eq!(Payment::parse(&bytes), Ok(payment));
    let all: String = SEPARATORS.iter().collect();
    let none_left = Payment::to(&payee()).unwrap().with("Purpose", all).unwrap();
    assert_eq!(
        none_left.to_bytes(Encoding::Utf8),
        Err(PaymentQrError::NoSeparator)
    );
}

#[test]
fn a_letter_outside_windows_1251_is_named() {
    let payment = Payment::to(&payee())
        .unwrap()
        .with("LastName", "Ибраһимов")
        .unwrap();
    let error = payment.to_bytes(Encoding::Cp1251).unwrap_err();
    assert_eq!(
        error,
        PaymentQrError::NotInEncoding {
            field: "LastName",
            sign: 'һ'
        }
    );
    assert!(payment.to_bytes(Encoding::Utf8).is_ok());
}

#[test]
fn the_example_fits_a_code_that_prints_at_35_mm() {
    let bytes = example().to_bytes(Encoding::Utf8).unwrap();
    let print = crate::qr::Print {
        title: "Оплата",
        width_mm: 35,
    };
    let qr = crate::qr::draw(&bytes, &print).unwrap();
    assert_eq!(qr.modules, 81, "version 16");
    assert!(qr.least_width_mm >= 35);
}

#[test]
fn a_log_line_has_no_payer() {
    assert!(!example().to_string().contains("Иванов"));
}

proptest! {
    #[test]
    fn every_byte_of_windows_1251_reads_back(byte: u8) {
        if let Some(sign) = cp1251::letter(byte) {
            prop_assert_eq!(cp1251::byte(sign), Some(byte));
        }
    }

    #[test]
    fn any_purpose_reads_back(
        purpose in "[А-яЁёA-Za-z0-9 |~^№«».,=-]{1,210}",
        sum: u32,
        encoding in prop_oneof![Just(Encoding::Utf8), Just(Encoding::Cp1251)],
    ) {
        let payment = Payment::to(&payee()).unwrap().with("Purpose", purpose).unwrap();
        let payment = payment.with_sum(sum.into()).unwrap();
        let bytes = payment.to_bytes(encoding).unwrap();
        prop_assert_eq!(Payment::parse(&bytes), Ok(payment));
    }

    #[test]
    fn no_bytes_make_the_reader_fall_over(bytes: Vec<u8>) {
        let _ = Payment::parse(&bytes);
    }
}
