//! Why details cannot be paid by code.

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
