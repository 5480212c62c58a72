//! The packs that ship: they load, they are complete, and they say what the acts say.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use okno_app::pack_folder::{load_pack, read_pack_files};
use okno_domain::case::{Edge, Limit, Workflow};
use okno_domain::decision::GroundList;
use okno_domain::pack::diff::{between_days, between_packs};
use okno_domain::pack::{Inputs, Pack, Place, Surface};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../packs")
        .join(name)
}

fn pack(name: &str) -> Pack {
    load_pack(&folder(name)).unwrap_or_else(|error| panic!("{error}"))
}

fn russian() -> Pack {
    pack("ru-passport-foreign")
}

const SPRING_2018: Date = date(2018, 5, 10);

/// REQ-5, REQ-9, REQ-10: publishing would be allowed on every surface.
#[test]
fn no_surface_of_a_shipped_pack_lacks_a_text() {
    for name in ["ru-passport-foreign", "kz-passport"] {
        let pack = pack(name);
        for (_, surface) in Surface::WORDS {
            assert_eq!(pack.missing(surface), [""; 0], "{name} {surface:?}");
        }
    }
}

/// REQ-5: emptying one text names exactly the items it answers.
#[test]
fn an_unshown_text_is_missing_on_its_surfaces() {
    let mut pack = russian();
    pack.texts.remove("5.5");
    assert_eq!(pack.missing(Surface::Portal), ["5.5"]);
    assert_eq!(pack.missing(Surface::Site), ["5.5"]);
    assert_eq!(pack.missing(Surface::Stand), ["10.10"]);
}

/// REQ-5.5: the fee page of 02.08.2018 and of 03.08.2018 differ for the passport with a chip.
#[test]
fn the_fee_changes_overnight_and_says_why() {
    let pack = russian();
    let inputs = Inputs::none()
        .with("document", "p10")
        .with("age_band", "14+");
    let before = pack.money("fee", date(2018, 8, 2), &inputs).unwrap();
    let after = pack.money("fee", date(2018, 8, 3), &inputs).unwrap();

    assert_eq!((before.value.minor, before.certain), (350_000, false));
    assert_eq!((after.value.minor, after.certain), (500_000, true));
    assert_eq!(after.from, date(2018, 8, 3));
    assert_eq!(after.source.to_string(), "tax-code/333.28");
    assert_eq!(after.place.file, "params.toml");
}

/// REQ-SO-head: 29.05.2021 is under Order 864, 30.05.2021 under Order 186.
#[test]
fn order_864_hands_over_to_order_186_at_midnight() {
    let pack = russian();
    let service = "passport-5".into();
    let act = |day| pack.regulation(&service, day).unwrap().id.as_str();
    assert_eq!(act(date(2021, 5, 29)), "mvd-864");
    assert_eq!(act(date(2021, 5, 30)), "mvd-186");
}

/// REQ-SO-3.1..3.5: the order names its five predecessors with their registration numbers.
#[test]
fn order_864_sets_five_orders_aside() {
    let pack = russian();
    let numbers: BTreeSet<&str> = pack
        .acts
        .get("mvd-864")
        .unwrap()
        .supersedes
        .iter()
        .map(|id| pack.acts.get(id).unwrap().registered.as_ref().unwrap())
        .map(|registered| registered.number.as_str())
        .collect();
    let wanted = ["27764", "29123", "31743", "36290", "38970"];
    assert_eq!(numbers, BTreeSet::from(wanted));
}

/// A value keeps its number under the next order, but rests on that order from then on.
#[test]
fn the_day_to_tell_is_carried_on_by_the_next_order() {
    let pack = russian();
    let on = |day| {
        pack.duration("notify.within", day, &Inputs::none())
            .unwrap()
    };
    let (old, new) = (on(date(2021, 5, 29)), on(date(2021, 5, 30)));
    assert_eq!(old.value, new.value);
    assert_eq!(
        (old.source.to_string(), old.certain),
        ("mvd-864/6".into(), true)
    );
    assert_eq!(
        (new.source.to_string(), new.certain),
        ("mvd-186".into(), false)
    );
}

/// REQ-10.17, REQ-7: the workflow is the machine of cases, edge for edge, and it is sound.
#[test]
fn the_workflow_is_the_reference_machine() {
    let machine = russian().machine(SPRING_2018).unwrap();
    let without_param = |edge: &Edge| {
        let mut edge = edge.clone();
        if matches!(edge.limit, Some(Limit::Param(_))) {
            edge.limit = None;
        }
        format!("{edge:?}")
    };
    let edges = |workflow: &Workflow| -> BTreeSet<String> {
        workflow.edges.iter().map(without_param).collect()
    };
    let reference = Workflow::reference();
    assert_eq!(edges(&machine), edges(&reference));
    assert_eq!(machine.timers, reference.timers);
    assert_eq!(machine.flaws(), []);
    assert_eq!(machine.never_told(), []);
}

/// REQ-A19: another country has another, smaller way, and the same machine runs it.
#[test]
fn the_second_pack_runs_on_the_same_machine() {
    let pack = pack("kz-passport");
    let machine = pack.machine(date(2025, 6, 1)).unwrap();
    assert_eq!(machine.flaws(), []);
    assert_eq!(machine.never_told(), []);
    assert!(machine.edges.len() < Workflow::reference().edges.len());
}

/// The index of the year is multiplied; both sums are the published ones.
#[test]
fn an_index_based_fee_follows_its_index() {
    let pack = pack("kz-passport");
    let inputs = Inputs::none().with("document", "36p");
    for (day, sum) in [
        (date(2022, 3, 1), "24504.00 KZT"),
        (date(2025, 3, 1), "31456.00 KZT"),
    ] {
        let fee = pack.money("fee", day, &inputs).unwrap();
        assert_eq!(fee.value.to_string(), sum);
        assert_eq!(fee.derived.unwrap().times, 8);
    }
}

/// REQ-5.6, REQ-10.7, REQ-10.8: three lists of grounds, and the discontinuations.
#[test]
fn grounds_stand_in_four_separate_lists() {
    let grounds = russian().grounds_on(SPRING_2018);
    let count = |list| grounds.list(list).count();
    assert_eq!(count(GroundList::AcceptanceRefusal), 5);
    assert_eq!(count(GroundList::Suspension), 2);
    assert_eq!(count(GroundList::Discontinuation), 2);
    assert_eq!(count(GroundList::Refusal), 12);
    assert!(grounds.choose(GroundList::Refusal, "bad_photo").is_err());
}

/// REQ-A1: a diplomatic passport is another authority's, and cannot be booked here.
#[test]
fn diplomatic_passports_are_served_elsewhere() {
    let pack = russian();
    let inputs = Inputs::none().with("document", "diplomatic");
    let answer = pack
        .decide("authority", SPRING_2018, &inputs)
        .unwrap()
        .value;
    assert_eq!(answer.text("authority"), Some("mfa"));
    assert!(!answer.tick("bookable"));
    assert_eq!(pack.document_kind("diplomatic").unwrap().service, None);
}

/// REQ-9.2: every act a rule or a ground rests on has its entry in the library.
#[test]
fn every_cited_act_has_its_entry_in_the_library() {
    assert_eq!(russian().acts_without_text(), [""; 0]);
}

/// What changed for the applicant on 30.05.2021.
#[test]
fn the_change_of_orders_is_told_as_changes_for_the_applicant() {
    let changes = between_days(&russian(), date(2021, 5, 29), date(2021, 5, 30));
    let lines: Vec<String> = changes.iter().map(ToString::to_string).collect();
    for wanted in [
        "act passport-5: mvd-864 -> mvd-186",
        "value queue.max_wait [purpose=booked]: PT5M -> PT15M",
        "value queue.max_wait [purpose=collect]: PT10M -> PT15M",
        "value photo.count [applicant=minor]: 2 -> 1",
        "value documents application_a1 [applicant=adult|incapacitated]: \
         copies=2, document=application_a1, need=mandatory -> \
         copies=1, document=application_a1, need=mandatory",
    ] {
        assert!(
            lines.iter().any(|line| line == wanted),
            "{wanted} in {lines:#?}"
        );
    }
}

#[test]
fn a_pack_does_not_differ_from_itself() {
    let pack = russian();
    assert_eq!(between_packs(&pack, &pack, SPRING_2018), []);
}

/// `okno pack explain`: value, unit, dates, condition, source with title, certainty, inputs, losers.
#[test]
fn an_explanation_names_everything() {
    let pack = russian();
    let inputs = Inputs::parse("document=p10,age_band=14+").unwrap();
    let explanation = pack.explain("fee", date(2018, 8, 2), &inputs).unwrap();
    let text = pack.explained(&explanation, "en").join("\n");
    for wanted in [
        "on: 2018-08-02 (payment.paid_on)",
        "inputs: age_band=14+, document=p10",
        "value: 3500.00 RUB",
        "unit: RUB, 350000 in hundredths",
        "from 2015-01-01, to open",
        "when: age_band=14+, document=p10",
        "source: tax-code/333.28 (Tax Code of the Russian Federation, part two, 333.28)",
        "certain: no",
        "changes next: 2018-08-03",
        "not: 5000.00 RUB",
        "begins on 2018-08-03",
        "a later row, from 2015-01-01, answers",
    ] {
        assert!(text.contains(wanted), "{wanted} in:\n{text}");
    }
}

/// A slip in any file of the pack is found where it is.
#[test]
fn a_slip_in_a_shipped_file_is_reported_with_its_line() {
    let mut files = read_pack_files(&folder("ru-passport-foreign")).unwrap();
    let params = files.get_mut("params.toml").unwrap();
    *params = params.replacen(
        "anchor = \"payment.paid_on\"",
        "ancor = \"payment.paid_on\"",
        1,
    );
    let line = params
        .lines()
        .position(|line| line.starts_with("ancor"))
        .unwrap()
        + 1;

    let error = Pack::load(&files).unwrap_err();

    let place = Place {
        file: "params.toml".to_owned(),
        line: u32::try_from(line).unwrap(),
        column: 1,
    };
    let found = error
        .problems
        .iter()
        .find(|problem| problem.place == place)
        .unwrap();
    assert!(
        found
            .to_string()
            .ends_with("unknown key 'ancor'; did you mean 'anchor'?")
    );
}
