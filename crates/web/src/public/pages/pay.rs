//! Paying the fee: details of the region with the sum and the code of GOST R 56042
//! (REQ-9.10, REQ-10.11).

use askama::Template;
use okno_documents::payment_qr::Encoding;
use okno_documents::qr;

use super::{NoPage, html, shell_with_facts};
use crate::public::payment::{self, Detail};
use crate::public::setting::Setting;
use crate::public::sheet::{FeeLine, Surface};
use crate::public::site::{Drawn, Reader};
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "public/pay_chooser.html")]
struct ChooserPage {
    shell: Shell,
    t: Voice,
    regions: Vec<(String, String)>,
}

/// `/{lang}/payment`: details differ by region, so the region is chosen first.
pub fn chooser(reader: &Reader<'_>) -> Result<Drawn, NoPage> {
    let setting = reader.setting(Surface::Portal);
    let t = setting.t();
    let regions = setting.directory.regions.iter();
    html(&ChooserPage {
        shell: shell_with_facts(reader, t.say("web-payment-title")),
        regions: regions
            .map(|region| {
                (
                    t.words(&region.name),
                    setting.href(&format!("{}/payment", region.id)),
                )
            })
            .collect(),
        t,
    })
}

#[derive(Template)]
#[template(path = "public/pay.html")]
struct PayPage<'a> {
    shell: Shell,
    t: Voice,
    authority: String,
    fees: Vec<(String, String, bool)>,
    chosen: Option<&'a FeeLine>,
    details: Vec<Detail>,
    qr: Option<String>,
}

/// `/{lang}/{region}/payment?document=&age_band=`.
pub fn page(reader: &Reader<'_>, id: &str) -> Result<Drawn, NoPage> {
    let region = reader
        .published
        .directory
        .region(id)
        .ok_or(NoPage::NotFound)?;
    let setting = Setting {
        region: Some(region),
        ..reader.setting(Surface::Site)
    };
    let t = setting.t();
    let fees: Vec<&FeeLine> = reader
        .sheet
        .fees
        .iter()
        .filter(|fee| !fee.is_coming)
        .collect();
    let is_asked = |fee: &FeeLine| {
        fee.inputs
            .iter()
            .all(|(name, word)| reader.asked(name) == word)
    };
    let chosen = fees.iter().find(|fee| is_asked(fee)).copied();
    let link = |fee: &&FeeLine| {
        let words: Vec<String> = fee
            .inputs
            .iter()
            .map(|(name, word)| format!("{name}={}", super::offices::encoded(word)))
            .collect();
        let name = format!("{}: {}", fee.what.join(", "), fee.amount);
        (
            name,
            format!("{}?{}", setting.href("payment"), words.join("&")),
            is_asked(fee),
        )
    };
    let mut shell = shell_with_facts(reader, t.say("web-payment-title"))
        .crumb(t.words(&region.name), &format!("/{id}"));
    shell.sheets = &["print.css"];
    let bytes = payment::payment(&region.bank, chosen)
        .and_then(|payment| payment.to_bytes(Encoding::Utf8))
        .inspect_err(
            |problem| tracing::error!(region = id, %problem, "bank details cannot be paid by code"),
        );
    let title = t.say("web-qr-title");
    let code = bytes.ok().and_then(|bytes| {
        qr::draw(
            &bytes,
            &qr::Print {
                title: &title,
                width_mm: 40,
            },
        )
        .ok()
    });
    html(&PayPage {
        authority: t.words(&region.authority),
        fees: fees.iter().map(link).collect(),
        chosen,
        details: payment::details(&region.bank, chosen, t),
        qr: code.map(|code| code.svg),
        shell,
        t,
    })
}
