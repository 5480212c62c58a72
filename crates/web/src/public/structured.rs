//! Descriptions of a service for machines: schema.org and CPSV-AP (REQ-5, REQ-8).

use okno_domain::office::OfficeKind;
use serde_json::{Value, json};

use super::schedule::lines;
use super::setting::Setting;

/// The service as a schema.org `GovernmentService`, safe to stand inside a page.
pub fn government_service(setting: &Setting<'_>, service: &str, title: &str, page: &str) -> String {
    let sheet = setting.sheet;
    let offices: Vec<Value> = setting
        .offices()
        .filter(|office| office.accepts(service))
        .take(50)
        .map(|office| {
            json!({
                "@type": "GovernmentOffice",
                "name": setting.t().words(&office.name),
                "address": setting.t().words(&office.contacts.address),
                "telephone": office.contacts.phones.first().map(|phone| phone.number.clone()),
                "openingHours": opening_hours(setting, office),
                "isAccessibleForFree": true,
            })
        })
        .collect();
    let fees: Vec<Value> = sheet
        .fees
        .iter()
        .filter(|fee| !fee.is_coming)
        .map(|fee| {
            json!({
                "@type": "Offer",
                "name": fee.what.join(", "),
                "price": format!("{}.{:02}", fee.minor / 100, fee.minor % 100),
                "priceCurrency": fee.currency,
            })
        })
        .collect();
    let service = json!({
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": title,
        "serviceType": sheet.title,
        "url": page,
        "inLanguage": sheet.lang.code(),
        "serviceOperator": {
            "@type": "GovernmentOrganization",
            "name": sheet.authority.title,
            "url": sheet.authority.site,
        },
        "availableChannel": {
            "@type": "ServiceChannel",
            "serviceUrl": setting.href("book"),
            "serviceLocation": offices,
        },
        "offers": fees,
    });
    inside_page(&service)
}

/// An office as a schema.org `GovernmentOffice`, safe to stand inside a page.
pub fn government_office(setting: &Setting<'_>, page: &str) -> Option<String> {
    let office = setting.office?;
    let t = setting.t();
    Some(inside_page(&json!({
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "name": t.words(&office.name),
        "address": t.words(&office.contacts.address),
        "telephone": office.contacts.phones.first().map(|phone| phone.number.clone()),
        "openingHours": opening_hours(setting, office),
        "url": page,
    })))
}

fn opening_hours(setting: &Setting<'_>, office: &super::model::OfficeView) -> Vec<String> {
    lines(&office.schedule, setting.today(), setting.t())
        .into_iter()
        .filter(|line| !line.machine.is_empty())
        .flat_map(|line| {
            line.machine
                .split("; ")
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The service in the vocabulary of CPSV-AP 3.2, in both languages' own page.
pub fn public_service(setting: &Setting<'_>, service: &str, title: &str, page: &str) -> Value {
    let sheet = setting.sheet;
    let t = setting.t();
    let lang = sheet.lang.code();
    let said = |text: &str| json!({ "@language": lang, "@value": text });
    let rules: Vec<Value> = sheet
        .acts
        .iter()
        .filter(|act| act.holds_on(sheet.on))
        .map(|act| {
            json!({
                "@type": "eli:LegalResource",
                "@id": setting.href(&format!("acts/{}", act.id)),
                "dct:title": said(&act.title),
            })
        })
        .collect();
    let evidence: Vec<Value> = sheet
        .applicants
        .iter()
        .flat_map(|applicant| &applicant.mandatory)
        .map(|document| json!({ "@type": "cv:EvidenceType", "dct:title": said(&document.title) }))
        .collect();
    let costs: Vec<Value> = sheet
        .fees
        .iter()
        .filter(|fee| !fee.is_coming)
        .map(|fee| {
            json!({
                "@type": "cv:Cost",
                "dct:description": said(&fee.what.join(", ")),
                "cv:hasValue": fee.minor / 100,
                "cv:currency": format!("http://publications.europa.eu/resource/authority/currency/{}", fee.currency),
            })
        })
        .collect();
    let channels: Vec<Value> = setting
        .offices()
        .filter(|office| office.accepts(service))
        .map(|office| {
            json!({
                "@type": "cv:Channel",
                "dct:type": if office.kind == OfficeKind::Division { "in-person" } else { "multipurpose-centre" },
                "dct:title": said(&t.words(&office.name)),
                "cv:openingHours": opening_hours(setting, office),
            })
        })
        .collect();
    json!({
        "@context": {
            "cpsv": "http://purl.org/vocab/cpsv#",
            "cv": "http://data.europa.eu/m8g/",
            "dct": "http://purl.org/dc/terms/",
            "eli": "http://data.europa.eu/eli/ontology#",
        },
        "@type": "cpsv:PublicService",
        "@id": page,
        "dct:identifier": service,
        "dct:title": said(title),
        "dct:description": said(&sheet.title),
        "dct:language": lang,
        "cv:hasCompetentAuthority": {
            "@type": "cv:PublicOrganisation",
            "dct:title": said(&sheet.authority.title),
        },
        "cpsv:follows": rules,
        "cpsv:hasInput": evidence,
        "cv:hasCost": costs,
        "cv:hasChannel": channels,
        "cpsv:produces": sheet.results.iter().map(|result| json!({
            "@type": "cv:Output", "dct:title": said(result),
        })).collect::<Vec<_>>(),
        "cv:processingTime": sheet.terms.iter().map(|term| term.length.clone()).collect::<Vec<_>>(),
        "dct:hasVersion": sheet.facts_hash(),
    })
}

/// JSON that cannot end the element it stands in.
fn inside_page(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_tag_in_it_cannot_end_the_element() {
        let text = inside_page(&json!({ "name": "</script><b>" }));
        assert!(!text.contains('<'));
        let back: Value = serde_json::from_str(&text).unwrap_or_default();
        assert_eq!(back["name"], "</script><b>");
    }
}
