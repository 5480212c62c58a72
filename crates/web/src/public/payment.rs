//! Details for paying the fee, as words and as a code (REQ-9.10, REQ-10.11).

use okno_documents::payment_qr::{Payee, Payment, PaymentQrError};
use okno_domain::office::BankDetails;

use super::sheet::FeeLine;
use crate::lang::Lang;
use crate::voice::Voice;

/// A detail and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Name.
    pub name: String,
    /// Value.
    pub value: String,
}

/// The payment to these details; with a fee its sum and its document's budget code.
///
/// # Errors
/// [`PaymentQrError`] with the detail at fault: the office's data then has to be corrected.
pub fn payment(bank: &BankDetails, fee: Option<&FeeLine>) -> Result<Payment, PaymentQrError> {
    let payment = Payment::to(&Payee {
        name: bank.name.clone(),
        personal_account: bank.personal_acc.clone(),
        bank: bank.bank_name.clone(),
        bic: bank.bic.clone(),
        correspondent_account: bank.corresp_acc.clone(),
    })?;
    let payment = match fee.and_then(|fee| u64::try_from(fee.minor).ok()) {
        Some(kopecks) => payment.with_sum(kopecks)?,
        None => payment,
    };
    payment
        .with("Purpose", purpose(fee))?
        .with("PayeeINN", &bank.payee_inn)?
        .with("KPP", &bank.kpp)?
        .with("CBC", budget_code(bank, fee))?
        .with("OKTMO", &bank.oktmo)
}

/// The same details in words, in the order in which a bank's form asks for them.
pub fn details(bank: &BankDetails, fee: Option<&FeeLine>, t: Voice) -> Vec<Detail> {
    let mut details: Vec<Detail> = [
        ("web-bank-payee", bank.name.clone()),
        ("web-bank-account", bank.personal_acc.clone()),
        ("web-bank-bank", bank.bank_name.clone()),
        ("web-bank-bic", bank.bic.clone()),
        ("web-bank-correspondent", bank.corresp_acc.clone()),
        ("web-bank-inn", bank.payee_inn.clone()),
        ("web-bank-kpp", bank.kpp.clone()),
        ("web-bank-kbk", budget_code(bank, fee)),
        ("web-bank-oktmo", bank.oktmo.clone()),
        ("web-bank-purpose", purpose(fee)),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| Detail {
        name: t.say(key),
        value,
    })
    .collect();
    if let Some(fee) = fee {
        details.push(Detail {
            name: t.say("web-bank-sum"),
            value: fee.amount.clone(),
        });
    }
    details
}

fn purpose(fee: Option<&FeeLine>) -> String {
    // A bank of the country reads this line, whatever language the page has.
    let t = Voice::of(Lang::Ru);
    let plain = |text: String| okno_documents::typography::plain_spaces(&text);
    match fee.and_then(|fee| fee.inputs.get("document")) {
        Some(document) => plain(t.say_or(
            &format!("web-bank-purpose-{document}"),
            &t.say("web-bank-purpose-any"),
        )),
        None => plain(t.say("web-bank-purpose-any")),
    }
}

fn budget_code(bank: &BankDetails, fee: Option<&FeeLine>) -> String {
    let of_document = fee.and_then(|fee| bank.cbc.get(fee.inputs.get("document")?));
    of_document
        .or_else(|| bank.cbc.values().next())
        .cloned()
        .unwrap_or_default()
}
