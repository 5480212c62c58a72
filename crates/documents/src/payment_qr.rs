//! Payment details as the QR text of GOST R 56042-2014 (REQ-9.10).

use std::fmt;

/// The key of a detail, its greatest length in characters, and whether only digits count.
#[derive(Debug, Clone, Copy)]
struct Rule {
    key: &'static str,
    longest: usize,
    /// An exact length; the value must have it when it stands at all.
    exact: bool,
    digits: bool,
}

const fn upto(key: &'static str, longest: usize) -> Rule {
    Rule {
        key,
        longest,
        exact: false,
        digits: false,
    }
}

const fn digits_upto(key: &'static str, longest: usize) -> Rule {
    Rule {
        key,
        longest,
        exact: false,
        digits: true,
    }
}

const fn digits_exactly(key: &'static str, longest: usize) -> Rule {
    Rule {
        key,
        longest,
        exact: true,
        digits: true,
    }
}

/// The five that must stand, in this order.
const MANDATORY: [Rule; 5] = [
    upto("Name", 160),
    digits_exactly("PersonalAcc", 20),
    upto("BankName", 45),
    digits_exactly("BIC", 9),
    digits_upto("CorrespAcc", 20),
];

/// What may stand after them, in the order given.
const OPTIONAL: [Rule; 24] = [
    digits_upto("Sum", 18),
    upto("Purpose", 210),
    digits_upto("PayeeINN", 12),
    digits_upto("PayerINN", 12),
    upto("DrawerStatus", 2),
    digits_exactly("KPP", 9),
    upto("CBC", 20),
    digits_upto("OKTMO", 11),
    upto("PaytReason", 2),
    upto("TaxPeriod", 10),
    upto("DocNo", 15),
    upto("DocDate", 10),
    upto("TaxPaytKind", 2),
    upto("LastName", 160),
    upto("FirstName", 160),
    upto("MiddleName", 160),
    upto("PayerAddress", 160),
    upto("PayerIdType", 160),
    upto("PayerIdNum", 160),
    upto("ChildFio", 160),
    upto("BirthDate", 10),
    upto("PaymTerm", 10),
    upto("QuittId", 25),
    upto("ServiceName", 160),
];

/// Bytes that may part the details, the usual one first.
const SEPARATORS: [char; 6] = ['|', '~', '^', '#', '\\', '`'];

/// How the text is written down in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Windows-1251, a byte a letter: smaller codes.
    Cp1251,
    /// UTF-8.
    Utf8,
}

impl Encoding {
    const fn mark(self) -> char {
        match self {
            Self::Cp1251 => '1',
            Self::Utf8 => '2',
        }
    }
}

/// Why details cannot be paid by code; each names the detail at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaymentQrError {
    /// A mandatory detail is empty.
    #[error("{0} must be given")]
    Missing(&'static str),
    /// A detail is longer than the standard allows.
    #[error("{field} has {length} characters, at most {longest} are allowed")]
    TooLong {
        /// The detail.
        field: &'static str,
        /// Its length.
        length: usize,
        /// The greatest length.
        longest: usize,
    },
    /// A detail must have one length.
    #[error("{field} has {length} characters, {exactly} are needed")]
    WrongLength {
        /// The detail.
        field: &'static str,
        /// Its length.
        length: usize,
        /// The length it must have.
        exactly: usize,
    },
    /// A detail holds something other than digits.
    #[error("{0} may hold digits only")]
    NotDigits(&'static str),
    /// A detail holds a line break or another control sign.
    #[error("{0} holds a control sign")]
    ControlSign(&'static str),
    /// A detail of no known key.
    #[error("there is no detail called {0}")]
    UnknownField(String),
    /// A detail stands twice.
    #[error("{0} stands twice")]
    Twice(&'static str),
    /// Every separator stands in some value.
    #[error("no separator is left that stands in no value")]
    NoSeparator,
    /// A detail has a letter that Windows-1251 lacks.
    #[error("{field} holds {sign:?}, which Windows-1251 lacks")]
    NotInEncoding {
        /// The detail.
        field: &'static str,
        /// The letter.
        sign: char,
    },
    /// What was read is not such a text.
    #[error("not a payment text: {0}")]
    NotPayment(&'static str),
}

/// Who is paid, from where the office keeps its bank details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payee {
    /// Name of the payee.
    pub name: String,
    /// Account of the payee, 20 digits.
    pub personal_account: String,
    /// Bank of the payee.
    pub bank: String,
    /// Bank identification code, 9 digits.
    pub bic: String,
    /// Correspondent account; `0` when there is none.
    pub correspondent_account: String,
}

/// Details of a payment, checked as they come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    details: Vec<(&'static str, String)>,
}

impl Payment {
    /// The five mandatory details.
    ///
    /// # Errors
    /// [`PaymentQrError`] with the detail at fault.
    pub fn to(payee: &Payee) -> Result<Self, PaymentQrError> {
        let values = [
            &payee.name,
            &payee.personal_account,
            &payee.bank,
            &payee.bic,
            &payee.correspondent_account,
        ];
        let mut details = Vec::with_capacity(MANDATORY.len());
        for (rule, value) in MANDATORY.iter().zip(values) {
            if value.trim().is_empty() {
                return Err(PaymentQrError::Missing(rule.key));
            }
            rule.check(value)?;
            details.push((rule.key, value.clone()));
        }
        Ok(Self { details })
    }

    /// With one more detail; an empty value is left out.
    ///
    /// # Errors
    /// [`PaymentQrError`] with the detail at fault.
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Result<Self, PaymentQrError> {
        let value = value.into();
        if MANDATORY.iter().any(|rule| rule.key == key) {
            return Err(PaymentQrError::UnknownField(key.to_owned()));
        }
        let rule = OPTIONAL
            .iter()
            .find(|rule| rule.key == key)
            .ok_or_else(|| PaymentQrError::UnknownField(key.to_owned()))?;
        if self.get(rule.key).is_some() {
            return Err(PaymentQrError::Twice(rule.key));
        }
        if !value.is_empty() {
            rule.check(&value)?;
            self.details.push((rule.key, value));
        }
        Ok(self)
    }

    /// With the sum, in kopecks.
    ///
    /// # Errors
    /// [`PaymentQrError::Twice`] when a sum stands already.
    pub fn with_sum(self, kopecks: u64) -> Result<Self, PaymentQrError> {
        self.with("Sum", kopecks.to_string())
    }

    /// A detail by its key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.details
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, value)| value.as_str())
    }

    /// Every key and value in order: what the page shows beside the code.
    pub fn details(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.details
            .iter()
            .map(|(key, value)| (*key, value.as_str()))
    }

    /// The text of the code, in bytes.
    ///
    /// The separator is `|`, or the first other one that stands in no value.
    ///
    /// # Errors
    /// [`PaymentQrError::NoSeparator`] or [`PaymentQrError::NotInEncoding`].
    pub fn to_bytes(&self, encoding: Encoding) -> Result<Vec<u8>, PaymentQrError> {
        let free = |sign: &char| self.details.iter().all(|(_, value)| !value.contains(*sign));
        let separator = SEPARATORS
            .into_iter()
            .find(free)
            .ok_or(PaymentQrError::NoSeparator)?;
        let mut bytes = format!("ST0001{}", encoding.mark()).into_bytes();
        for (key, value) in &self.details {
            bytes.extend_from_slice(format!("{separator}{key}=").as_bytes());
            match encoding {
                Encoding::Utf8 => bytes.extend_from_slice(value.as_bytes()),
                Encoding::Cp1251 => {
                    for sign in value.chars() {
                        let byte = cp1251_byte(sign)
                            .ok_or(PaymentQrError::NotInEncoding { field: key, sign })?;
                        bytes.push(byte);
                    }
                }
            }
        }
        Ok(bytes)
    }

    /// Reads the text of a code back.
    ///
    /// # Errors
    /// [`PaymentQrError`] for another format, version, encoding or order, or with
    /// the detail at fault.
    pub fn parse(bytes: &[u8]) -> Result<Self, PaymentQrError> {
        let rest = bytes
            .strip_prefix(b"ST0001")
            .ok_or(PaymentQrError::NotPayment("format"))?;
        let (mark, rest) = rest
            .split_first()
            .ok_or(PaymentQrError::NotPayment("encoding"))?;
        let text = match mark {
            b'1' => rest
                .iter()
                .map(|byte| cp1251_char(*byte))
                .collect::<Option<String>>()
                .ok_or(PaymentQrError::NotPayment("encoding"))?,
            b'2' => String::from_utf8(rest.to_vec())
                .map_err(|_| PaymentQrError::NotPayment("encoding"))?,
            _ => return Err(PaymentQrError::NotPayment("encoding")),
        };
        let separator = text
            .chars()
            .next()
            .ok_or(PaymentQrError::NotPayment("separator"))?;
        Self::from_pairs(text[separator.len_utf8()..].split(separator))
    }

    fn from_pairs<'t>(mut pairs: impl Iterator<Item = &'t str>) -> Result<Self, PaymentQrError> {
        let mut values = Vec::with_capacity(MANDATORY.len());
        for rule in &MANDATORY {
            let (key, value) = pairs
                .next()
                .and_then(|pair| pair.split_once('='))
                .ok_or(PaymentQrError::Missing(rule.key))?;
            if key != rule.key {
                return Err(PaymentQrError::NotPayment("order of the mandatory details"));
            }
            values.push(value.to_owned());
        }
        let [name, personal_account, bank, bic, correspondent_account]: [String; 5] = values
            .try_into()
            .map_err(|_| PaymentQrError::NotPayment("mandatory details"))?;
        let payee = Payee {
            name,
            personal_account,
            bank,
            bic,
            correspondent_account,
        };
        pairs.try_fold(Self::to(&payee)?, |payment, pair| {
            let (key, value) = pair
                .split_once('=')
                .ok_or(PaymentQrError::NotPayment("a detail without ="))?;
            payment.with(key, value)
        })
    }
}

impl fmt::Display for Payment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The payer's name stands among the details; a log line gets the keys only.
        let keys: Vec<_> = self.details().map(|(key, _)| key).collect();
        write!(f, "payment with {}", keys.join(", "))
    }
}

impl Rule {
    fn check(&self, value: &str) -> Result<(), PaymentQrError> {
        let (field, length) = (self.key, value.chars().count());
        if value.chars().any(char::is_control) {
            return Err(PaymentQrError::ControlSign(field));
        }
        if self.digits && !value.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PaymentQrError::NotDigits(field));
        }
        if self.exact && length != self.longest {
            return Err(PaymentQrError::WrongLength {
                field,
                length,
                exactly: self.longest,
            });
        }
        if length > self.longest {
            return Err(PaymentQrError::TooLong {
                field,
                length,
                longest: self.longest,
            });
        }
        Ok(())
    }
}

/// The upper half of Windows-1251 below the letters А-я, which stand in order.
const CP1251_MARKS: [char; 64] = [
    'Ђ', 'Ѓ', '‚', 'ѓ', '„', '…', '†', '‡', '€', '‰', 'Љ', '‹', 'Њ', 'Ќ', 'Ћ', 'Џ', 'ђ', '‘', '’',
    '“', '”', '•', '–', '—', '\u{98}', '™', 'љ', '›', 'њ', 'ќ', 'ћ', 'џ', '\u{a0}', 'Ў', 'ў', 'Ј',
    '¤', 'Ґ', '¦', '§', 'Ё', '©', 'Є', '«', '¬', '\u{ad}', '®', 'Ї', '°', '±', 'І', 'і', 'ґ', 'µ',
    '¶', '·', 'ё', '№', 'є', '»', 'ј', 'Ѕ', 'ѕ', 'ї',
];

fn cp1251_byte(sign: char) -> Option<u8> {
    match sign {
        '\0'..='\u{7f}' => u8::try_from(sign).ok(),
        'А'..='я' => u8::try_from(sign as u32 - 'А' as u32 + 0xC0).ok(),
        '\u{98}' => None,
        _ => {
            let at = CP1251_MARKS.iter().position(|known| *known == sign)?;
            u8::try_from(at + 0x80).ok()
        }
    }
}

fn cp1251_char(byte: u8) -> Option<char> {
    match byte {
        0..=0x7F => Some(char::from(byte)),
        0x98 => None,
        0x80..=0xBF => CP1251_MARKS.get(usize::from(byte - 0x80)).copied(),
        0xC0..=0xFF => char::from_u32('А' as u32 + u32::from(byte - 0xC0)),
    }
}

#[cfg(test)]
mod tests {
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
            if let Some(sign) = cp1251_char(byte) {
                prop_assert_eq!(cp1251_byte(sign), Some(byte));
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
}
