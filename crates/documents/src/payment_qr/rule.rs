//! Which details the standard knows, and how long each may be.

use super::PaymentQrError;

/// The key of a detail, its greatest length in characters, and whether only digits count.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    pub key: &'static str,
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
pub const MANDATORY: [Rule; 5] = [
    upto("Name", 160),
    digits_exactly("PersonalAcc", 20),
    upto("BankName", 45),
    digits_exactly("BIC", 9),
    digits_upto("CorrespAcc", 20),
];

/// What may stand after them, in the order given.
pub const OPTIONAL: [Rule; 24] = [
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

impl Rule {
    /// Checks a value against the rule.
    pub fn check(&self, value: &str) -> Result<(), PaymentQrError> {
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
