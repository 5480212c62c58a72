//! What the pages say of the law on a day.

use okno_documents::payment_qr::{Encoding, Payment};

use super::{Visitor, between, links, words};
use crate::public::payment;
use crate::sample;

/// REQ-5.5: the fee of the ten-year passport rose on 3 August 2018.
#[tokio::test]
async fn the_fee_of_the_second_of_august_is_not_the_fee_of_the_third() {
    let visitor = Visitor::new();
    let ask = |day: &str| format!("/ru/fee?document=p10&age_band=14%2B&on={day}");
    let answer = |page: &str| between(page, "class=\"answer\"", "</div>")[0].to_owned();
    let before = answer(&visitor.reads(&ask("2018-08-02")).await);
    let after = answer(&visitor.reads(&ask("2018-08-03")).await);
    assert!(before.contains("3\u{a0}500\u{a0}руб."), "{before}");
    assert!(after.contains("5\u{a0}000\u{a0}руб."), "{after}");
}

/// REQ-5.3: the route selector shows one month, three months, three working days.
#[tokio::test]
async fn the_term_depends_on_where_and_how_one_applies() {
    let visitor = Visitor::new();
    for (route, urgent, term) in [
        ("residence", "false", "1\u{a0}месяц"),
        ("stay", "false", "3\u{a0}месяца"),
        ("residence", "true", "3\u{a0}рабочих дня"),
    ] {
        let page = visitor
            .reads(&format!(
                "/ru/term?route={route}&urgent={urgent}&clearance=false&restricted=false"
            ))
            .await;
        let said = words(between(&page, "class=\"answer\"", "</div>")[0]).replace('\u{a0}', " ");
        assert!(said.contains(&term.replace('\u{a0}', " ")), "{said}");
    }
}

/// REQ-SO-head: the regulation in force on a day.
#[tokio::test]
async fn order_864_rules_until_the_day_before_order_186() {
    let visitor = Visitor::new();
    let ruling = |page: &str| between(page, "class=\"card\"", "</div>")[0].to_owned();
    assert!(ruling(&visitor.reads("/ru/acts?on=2021-05-29").await).contains("864"));
    assert!(ruling(&visitor.reads("/ru/acts?on=2021-05-30").await).contains("186"));
}

/// REQ-SO-3.1..3.5: what Order 864 set aside is named on its page.
#[tokio::test]
async fn the_page_of_an_act_tells_its_history() {
    let visitor = Visitor::new();
    let act = visitor.reads("/ru/acts/mvd-864").await;
    let named = links(&act);
    for old in ["fms-320", "fms-298", "fms-23", "fms-21", "fms-409"] {
        assert!(named.contains(&format!("/ru/acts/{old}")), "{old}");
        assert!(words(&visitor.reads(&format!("/ru/acts/{old}")).await).contains("Не действует"));
    }
    assert!(named.contains("/ru/acts/mvd-186") && words(&act).contains("49251"));
}

/// REQ-5.1: the page's list of each kind of applicant is what the rules answer.
#[tokio::test]
async fn each_applicant_gets_the_list_of_the_rules() {
    let visitor = Visitor::new();
    let sheet = visitor.site.published().sources[0]
        .sheet(crate::lang::Lang::Ru, "2018-12-24".parse().unwrap());
    assert_eq!(sheet.applicants.len(), 4);
    for applicant in &sheet.applicants {
        let page = words(
            &visitor
                .reads(&format!("/ru/documents?applicant={}", applicant.id))
                .await,
        );
        for document in applicant.mandatory.iter().chain(&applicant.own_initiative) {
            assert!(
                page.contains(&document.title),
                "{}: {}",
                applicant.id,
                document.title
            );
        }
    }
    let child = sheet
        .applicants
        .iter()
        .find(|one| one.id == "minor")
        .unwrap();
    assert!(
        child
            .mandatory
            .iter()
            .any(|document| document.title.contains("рождении"))
    );
}

/// REQ-5.8, REQ-5.9: every form of the pack can be printed blank and read filled in.
#[tokio::test]
async fn every_form_has_a_blank_and_a_sample() {
    let visitor = Visitor::new();
    let pack = sample::pack("ru-passport-foreign").unwrap();
    assert!(pack.forms.len() >= 10);
    for id in pack.forms.keys() {
        let blank = visitor.reads(&format!("/ru/forms/{id}")).await;
        let sample = visitor.reads(&format!("/ru/forms/{id}/sample")).await;
        assert!(
            blank.contains("class=\"blank\"") && !blank.contains("class=\"filled\""),
            "{id}"
        );
        let filled = between(&sample, "class=\"filled\">", "<");
        assert!(
            filled.iter().any(|words| !words.trim().is_empty()) || sample.contains('☑'),
            "{id}"
        );
    }
}

/// REQ-9.10: the code says what stands beside it, with the sum of the fee chosen.
#[tokio::test]
async fn the_payment_code_says_what_stands_beside_it() {
    let visitor = Visitor::new();
    let page = words(
        &visitor
            .reads("/ru/77/payment?document=p10&age_band=14%2B")
            .await,
    );
    let region = sample::directory().regions.remove(0);
    let sheet = visitor.site.published().sources[0]
        .sheet(crate::lang::Lang::Ru, "2018-12-24".parse().unwrap());
    let fee = sheet.fees.iter().find(|fee| fee.minor == 500_000).unwrap();
    let bytes = payment::payment(&region.bank, Some(fee))
        .unwrap()
        .to_bytes(Encoding::Utf8)
        .unwrap();
    let read = Payment::parse(&bytes).unwrap();
    assert_eq!(read.get("Sum"), Some("500000"));
    assert_eq!(read.get("CBC"), Some("18810806000018005110"));
    for (key, value) in read.details().filter(|(key, _)| *key != "Sum") {
        assert!(page.contains(value), "{key} = {value}");
    }
    assert!(page.contains("5\u{a0}000\u{a0}руб."));
}

/// REQ-10.17: the picture has every state and every transition of the workflow.
#[tokio::test]
async fn the_flowchart_shows_every_state_and_every_step() {
    let visitor = Visitor::new();
    let pack = sample::pack("ru-passport-foreign").unwrap();
    let picture = visitor.reads("/ru/flowchart.svg").await;
    for state in pack.workflow.states.keys() {
        assert!(
            picture.contains(&format!("data-state=\"{}\"", state.name())),
            "{}",
            state.name()
        );
    }
    for row in &pack.workflow.edges {
        let edge = format!("{}.{}", row.edge.from.name(), row.edge.event.name());
        assert!(picture.contains(&edge), "{edge}");
    }
    let page = visitor.reads("/en/flowchart").await;
    assert_eq!(
        between(&page, "<ol>", "</ol>")
            .last()
            .unwrap()
            .matches("<li>")
            .count(),
        pack.workflow.edges.len()
    );
}

/// REQ-A1: whoever needs a diplomatic passport is told which authority serves them.
#[tokio::test]
async fn the_catalogue_names_the_authority_that_makes_other_passports() {
    let visitor = Visitor::new();
    assert!(words(&visitor.reads("/ru/services").await).contains("МИД"));
}
