//! Payment details as the QR text of GOST R 56042-2014 (REQ-9.10).

mod cp1251;
mod error;
mod rule;

use std::fmt;

pub use error::PaymentQrError;
use rule::{MANDATORY, OPTIONAL};

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
                        let byte = cp1251::byte(sign)
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
                .map(|byte| cp1251::letter(*byte))
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

#[cfg(test)]
mod tests;
