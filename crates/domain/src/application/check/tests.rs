//! Situations of filling in a form, told with the forms of the shipped packs.
#![allow(clippy::unwrap_used, clippy::expect_used)]
// The tests read the shipped packs, as a caller of the crate would.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::application::form::{FieldKind, FormDefinition};
use crate::application::read;

const LANGUAGES: [&str; 2] = ["ru", "en"];

fn folder(pack: &str) -> PathBuf {
    [
        env!("CARGO_MANIFEST_DIR"),
        "..",
        "..",
        "packs",
        pack,
        "forms",
    ]
    .iter()
    .collect()
}

fn form(pack: &str, id: &str) -> FormDefinition {
    let text = std::fs::read_to_string(folder(pack).join(format!("{id}.toml"))).unwrap();
    FormDefinition::from_toml(&text, &LANGUAGES).unwrap()
}

fn all_forms() -> Vec<(&'static str, FormDefinition)> {
    let mut forms = Vec::new();
    for pack in ["ru-passport-foreign", "kz-passport"] {
        for entry in std::fs::read_dir(folder(pack)).unwrap() {
            let path = entry.unwrap().path();
            let id = path.file_stem().unwrap().to_str().unwrap();
            forms.push((pack, form(pack, id)));
            assert_eq!(forms.last().unwrap().1.head.id, id);
        }
    }
    forms
}

/// A sample filled in, to be spoiled in one place.
struct Filled {
    form: FormDefinition,
    answers: BTreeMap<String, String>,
    on: Date,
    situation: Situation,
}

fn filled(id: &str) -> Filled {
    let form = form("ru-passport-foreign", id);
    let answers = form.sample();
    Filled {
        form,
        answers,
        on: date(2018, 12, 3),
        situation: Situation::of(Passport::FiveYears),
    }
}

fn adult() -> Filled {
    filled("application-adult")
}

fn minor() -> Filled {
    filled("application-minor")
}

impl Filled {
    fn say(mut self, key: &str, answer: &str) -> Self {
        self.answers.insert(key.to_owned(), answer.to_owned());
        self
    }

    fn leave_out(mut self, key: &str) -> Self {
        self.answers
            .retain(|one, _| one != key && !one.starts_with(&format!("{key}.")));
        self
    }

    fn ten_years(mut self) -> Self {
        self.situation = Situation::of(Passport::TenYears);
        self
    }

    fn problems(&self) -> Vec<Problem> {
        check(
            &self.form,
            &read(&self.form, &self.answers),
            self.on,
            self.situation,
        )
    }

    fn told(&self) -> Vec<(String, Code)> {
        self.problems()
            .into_iter()
            .map(|problem| (problem.field, problem.code))
            .collect()
    }

    fn is_told(&self, expected: &[(&str, Code)]) {
        let told = self.told();
        let told: Vec<_> = told
            .iter()
            .map(|(field, code)| (field.as_str(), *code))
            .collect();
        assert_eq!(told, expected);
    }
}

/// REQ-5.8: every form the citizen may need is there, in both languages, and sound.
#[test]
fn every_form_of_the_packs_can_be_read_and_is_sound() {
    let forms = all_forms();
    let ids: BTreeSet<_> = forms
        .iter()
        .filter(|(pack, _)| *pack == "ru-passport-foreign")
        .map(|(_, form)| form.head.id.as_str())
        .collect();
    for id in [
        "application-adult",
        "application-minor",
        "appendix-1-former-names",
        "appendix-2-work",
        "appendix-3-children",
        "appendix-4-representative",
        "spelling-statement",
        "loss-declaration",
        "withdrawal",
        "complaint",
        "reception-booking",
        "receipt-list",
        "refusal-notice",
    ] {
        assert!(ids.contains(id), "{id}");
    }
    assert_eq!(forms.len() - ids.len(), 4);
}

/// REQ-5.9, REQ-10.5: the sample passes the validator of the same version, for years to come.
#[test]
fn the_sample_of_every_form_is_filled_in_without_a_mistake() {
    for (pack, form) in all_forms() {
        let sample = form.sample();
        assert!(!sample.is_empty(), "{}", form.head.id);
        for on in [
            date(2018, 12, 3),
            date(2021, 5, 30),
            date(2026, 11, 22),
            date(2029, 1, 9),
        ] {
            if on < date(2025, 3, 1) && pack == "kz-passport" {
                continue;
            }
            let situation = Situation::of(Passport::FiveYears);
            let problems = check(&form, &read(&form, &sample), on, situation);
            assert_eq!(problems, [], "{pack} {} on {on}", form.head.id);
        }
    }
}

/// REQ-5.9: also the part of the sample that the sample person is not asked.
#[test]
fn the_sample_of_the_representative_fits_when_it_is_asked() {
    let mut adult = adult().say("incapacitated.filed", "yes");
    adult.answers.extend(
        adult
            .form
            .every_sample()
            .into_iter()
            .filter(|(key, _)| key.starts_with("representative.")),
    );
    adult.is_told(&[]);
}

/// REQ-2.1, REQ-2.2: an adult files form 1, for a minor form 2 is filed.
#[test]
fn each_applicant_finds_the_own_application() {
    let forms = all_forms();
    let russian = forms
        .iter()
        .filter(|(pack, _)| *pack == "ru-passport-foreign");
    let russian: Vec<_> = russian.map(|(_, form)| &form.head).collect();
    let ids = |kind: &str| -> BTreeSet<&str> {
        let theirs = russian
            .iter()
            .filter(|head| head.applies_to.iter().any(|one| one == kind));
        theirs.map(|head| head.id.as_str()).collect()
    };
    assert!(ids("adult").contains("application-adult"));
    assert!(ids("incapacitated").contains("appendix-4-representative"));
    assert!(ids("minor").contains("application-minor"));
    assert!(!ids("minor").contains("application-adult"));
    assert!(!ids("adult").contains("refusal-notice"));
}

#[test]
fn whatever_is_required_and_left_out_is_told_and_all_of_it_at_once() {
    for (_, form) in all_forms() {
        let required = form
            .sections
            .iter()
            .filter(|section| section.repeat.is_none() && section.shown_when.is_none())
            .flat_map(|section| section.fields.iter().map(move |field| (section, field)))
            .filter(|(_, field)| field.required)
            .map(|(section, field)| section.key(field));
        let problems = check(
            &form,
            &BTreeMap::new(),
            date(2018, 12, 3),
            Situation::of(Passport::FiveYears),
        );
        for key in required {
            let told = problems
                .iter()
                .any(|p| p.field == key && p.code == Code::Required);
            assert!(told, "{} {key}", form.head.id);
        }
    }
}

#[test]
fn a_latin_letter_in_a_russian_name_is_found() {
    // The first letter is Latin.
    adult()
        .say("name.given", "AННА")
        .is_told(&[("name.given", Code::MixedScript)]);
    adult()
        .say("name.given", "ANNA")
        .is_told(&[("name.given", Code::Name)]);
    adult().say("name.given", "Анна-Мария").is_told(&[]);
}

#[test]
fn a_missing_patronymic_is_said_and_not_just_left_out() {
    adult()
        .leave_out("name.patronymic")
        .is_told(&[("name.patronymic", Code::OneNeeded)]);
    adult()
        .leave_out("name.patronymic")
        .say("name.no_patronymic", "yes")
        .is_told(&[]);
    adult()
        .say("name.no_patronymic", "yes")
        .is_told(&[("name.no_patronymic", Code::OnlyOne)]);
}

#[test]
fn what_was_typed_stays_as_it_was_typed() {
    let adult = adult()
        .say("document.unit_code", " 000 001 ")
        .say("birth.birth_date", "32.13.1985");
    let values = read(&adult.form, &adult.answers);
    assert_eq!(values["document.unit_code"].typed, " 000 001 ");
    assert_eq!(
        values["document.unit_code"].canonical.as_deref(),
        Some("000-001")
    );
    assert_eq!(values["birth.birth_date"].typed, "32.13.1985");
    assert_eq!(values["birth.birth_date"].canonical, None);
    assert_eq!(adult.told(), [("birth.birth_date".to_owned(), Code::Date)]);
}

#[test]
fn an_answer_to_a_question_no_longer_asked_is_kept() {
    let adult = adult().say("name.nickname", "Аня");
    assert_eq!(
        read(&adult.form, &adult.answers)["name.nickname"].typed,
        "Аня"
    );
    adult.is_told(&[]);
}

#[test]
fn several_mistakes_are_told_in_one_go() {
    let adult = adult()
        .say("document.series", "12")
        .say("contact.phone", "112")
        .say("contact.email", "anna")
        .say("held.0.number", "12345678")
        .say("sex.sex", "other");
    adult.is_told(&[
        ("sex.sex", Code::Choice),
        ("contact.phone", Code::Phone),
        ("contact.email", Code::Email),
        ("document.series", Code::Digits),
        ("held.0.number", Code::Digits),
    ]);
}

/// REQ-2.1: whoever lives abroad is not forced into a Russian address.
#[test]
fn an_address_abroad_is_accepted() {
    adult()
        .leave_out("residence")
        .say("residence.country", "Португалия")
        .say("residence.settlement", "Лиссабон")
        .is_told(&[]);
    adult()
        .leave_out("residence")
        .say("residence.none", "yes")
        .say("stay.kind", "actual")
        .say("stay.country", "Сербия")
        .say("stay.settlement", "Белград")
        .is_told(&[]);
}

#[test]
fn who_has_an_address_nowhere_is_asked_for_one() {
    adult()
        .leave_out("residence")
        .say("residence.none", "yes")
        .is_told(&[("residence.country", Code::OneNeeded)]);
}

#[test]
fn a_place_of_stay_has_its_dates_in_order() {
    let stay = adult()
        .say("stay.kind", "stay")
        .say("stay.country", "Россия")
        .say("stay.settlement", "Образцово")
        .say("stay.from", "01.06.2018");
    stay.is_told(&[]);
    let backwards = stay.say("stay.until", "01.05.2018");
    backwards.is_told(&[("stay.until", Code::DateOrder)]);
}

#[test]
fn a_former_name_was_changed_after_birth_and_before_today() {
    adult()
        .say("former.0.changed_on", "11.06.1985")
        .is_told(&[("former.0.changed_on", Code::DateOrder)]);
    adult()
        .say("former.0.changed_on", "04.12.2018")
        .is_told(&[("former.0.changed_on", Code::FutureDate)]);
    adult()
        .leave_out("former.0.surname")
        .is_told(&[("former.0.surname", Code::OneNeeded)]);
}

#[test]
fn the_second_row_is_checked_like_the_first() {
    adult().say("former.1.given", "Ольга").is_told(&[
        ("former.1.changed_on", Code::Required),
        ("former.1.changed_at", Code::Required),
    ]);
}

/// REQ-A21, item 12: access to secrets names the organisation and the year.
#[test]
fn clearance_needs_the_organisation_and_the_year() {
    let cleared = adult()
        .say("limits.any", "yes")
        .say("limits.clearance", "yes");
    cleared.is_told(&[
        ("limits.clearance_organisation", Code::Required),
        ("limits.clearance_year", Code::Required),
    ]);
    let named = cleared.say("limits.clearance_organisation", "НИИ «Образец»");
    let named = named.say("limits.clearance_year", "2019");
    named.is_told(&[("limits.clearance_year", Code::FutureDate)]);
    let named = named.say("limits.clearance_year", "1949");
    named.is_told(&[("limits.clearance_year", Code::Number)]);
    named.say("limits.clearance_year", "2011").is_told(&[]);
}

#[test]
fn circumstances_are_named_when_there_are_any() {
    adult()
        .say("limits.any", "yes")
        .is_told(&[("limits.called_up", Code::OneNeeded)]);
    adult()
        .say("limits.any", "yes")
        .say("limits.bankrupt", "yes")
        .is_told(&[]);
}

/// Items 11 and 13.
#[test]
fn a_passport_in_addition_needs_a_valid_one_and_a_chip() {
    let addition = adult().leave_out("children").say("sought.kind", "addition");
    addition.is_told(&[
        ("sought.kind", Code::SoughtNeedsValid),
        ("sought.kind", Code::SoughtNeedsTenYears),
    ]);
    addition
        .say("held.0.annul", "no")
        .leave_out("held_none")
        .ten_years()
        .is_told(&[]);
}

#[test]
fn a_lost_passport_cannot_be_handed_in() {
    adult()
        .say("held.0.lost", "yes")
        .is_told(&[("held.0.annul", Code::LostAndAnnulled)]);
}

#[test]
fn what_is_sought_agrees_with_what_is_held() {
    adult()
        .say("sought.kind", "first")
        .is_told(&[("sought.kind", Code::SoughtNotFirst)]);
    adult()
        .say("sought.kind", "instead_lost")
        .is_told(&[("sought.kind", Code::SoughtNeedsLost)]);
    adult()
        .leave_out("held")
        .is_told(&[("sought.kind", Code::SoughtNeedsAnnulled)]);
    adult()
        .leave_out("held")
        .say("sought.kind", "first")
        .is_told(&[]);
    let kept = adult()
        .say("held.0.annul", "no")
        .say("sought.kind", "instead_valid");
    kept.is_told(&[
        ("held_none.none", Code::NoneAndHeld),
        ("sought.kind", Code::SoughtNeedsAnnulled),
    ]);
}

/// Item 15.
#[test]
fn children_are_entered_under_14_and_only_without_a_chip() {
    adult()
        .ten_years()
        .is_told(&[("children", Code::ChildrenTenYears)]);
    let grown = adult().say("children.0.birth_date", "03.12.2004");
    grown.is_told(&[("children.0.birth_date", Code::ChildNotUnder14)]);
    adult()
        .say("children.0.birth_date", "04.12.2004")
        .is_told(&[]);
}

/// REQ-A21: every gap is named with its months.
#[test]
fn a_gap_in_ten_years_of_work_is_named_with_its_months() {
    let gap = adult().say("work.2.from", "06.2012");
    let problems = gap.problems();
    assert_eq!(problems.len(), 1);
    assert_eq!(
        (problems[0].field.as_str(), problems[0].code),
        ("work", Code::WorkGap)
    );
    assert_eq!(problems[0].args["from"], "2012-03");
    assert_eq!(problems[0].args["to"], "2012-05");
    gap.say("work.3.from", "03.2012")
        .say("work.3.to", "06.2012")
        .say("work.3.place", "без работы")
        .is_told(&[
            ("work.3.from", Code::WorkUnsorted),
            ("work.2.to", Code::WorkOpenTooEarly),
        ]);
}

#[test]
fn work_and_studies_at_once_only_warn() {
    let both = adult().say("work.1.from", "01.2006");
    both.is_told(&[("work.1.from", Code::WorkOverlap)]);
    assert_eq!(both.problems()[0].weight(), Weight::Warns);
}

#[test]
fn a_month_that_cannot_be_read_is_told_once() {
    adult()
        .say("work.1.from", "13.2007")
        .is_told(&[("work.1.from", Code::Month)]);
}

#[test]
fn more_rows_than_the_form_takes_are_told() {
    let mut crowded = adult().leave_out("held");
    for row in 0..3 {
        for (field, answer) in [
            ("series", "00"),
            ("number", "0001234"),
            ("issued_on", "17.08.2014"),
            ("issued_by", "Отдел № 1"),
            ("annul", "yes"),
        ] {
            crowded = crowded.say(&format!("held.{row}.{field}"), answer);
        }
    }
    crowded.is_told(&[("held", Code::TooManyRows)]);
    let idle = adult().leave_out("work");
    idle.is_told(&[("work", Code::TooFewRows)]);
}

#[test]
fn the_adult_form_is_for_adults() {
    let young = adult().say("birth.birth_date", "04.12.2000");
    assert!(
        young
            .told()
            .contains(&("birth.birth_date".to_owned(), Code::NotAdult))
    );
    let just = adult().say("birth.birth_date", "03.12.2000");
    assert!(!just.told().iter().any(|(_, code)| *code == Code::NotAdult));
}

#[test]
fn a_main_document_past_its_age_warns_and_one_from_childhood_stops() {
    let old = adult()
        .say("birth.birth_date", "12.06.1973")
        .say("document.issued_on", "20.08.2009");
    let told = old.told();
    assert!(told.contains(&("document.issued_on".to_owned(), Code::DocumentExpired)));
    assert_eq!(Code::DocumentExpired.weight(), Weight::Warns);
    let early = adult().say("document.issued_on", "11.06.1999");
    assert!(
        early
            .told()
            .contains(&("document.issued_on".to_owned(), Code::DocumentBefore14))
    );
}

#[test]
fn for_90_days_after_45_the_old_document_still_serves() {
    let mut turned = adult().say("birth.birth_date", "12.06.1973");
    turned.on = date(2018, 9, 10);
    assert!(
        !turned
            .told()
            .iter()
            .any(|(_, code)| *code == Code::DocumentExpired)
    );
    turned.on = date(2018, 9, 11);
    assert!(
        turned
            .told()
            .iter()
            .any(|(_, code)| *code == Code::DocumentExpired)
    );
}

/// REQ-2.2: a newborn of today is accepted; on the 18th birthday the representative is refused.
#[test]
fn a_representative_files_from_birth_to_the_day_before_18() {
    let newborn = minor()
        .say("birth.birth_date", "03.12.2018")
        .leave_out("former")
        .leave_out("held")
        .leave_out("residence.registered_on")
        .say("sought.kind", "first")
        .say("document.issued_on", "03.12.2018");
    newborn.is_told(&[]);
    minor().say("birth.birth_date", "04.12.2000").is_told(&[]);
    minor()
        .say("birth.birth_date", "03.12.2000")
        .is_told(&[("birth.birth_date", Code::NotMinor)]);
}

/// REQ-2.2.
#[test]
fn a_guardian_is_for_the_young_and_a_trustee_for_the_older_and_both_name_their_act() {
    let guardian = minor().say("representative.relation", "guardian");
    guardian.is_told(&[
        ("representative.act_number", Code::ActNeeded),
        ("representative.act_date", Code::ActNeeded),
    ]);
    let named = guardian.say("representative.act_number", "15-ОП");
    let named = named.say("representative.act_date", "12.04.2018");
    named.is_told(&[]);
    let older = named.say("birth.birth_date", "03.12.2004");
    older.is_told(&[("representative.relation", Code::GuardianOver14)]);
    let trustee = older.say("representative.relation", "trustee");
    trustee.is_told(&[]);
    let younger = trustee.say("birth.birth_date", "04.12.2004");
    younger.is_told(&[("representative.relation", Code::TrusteeUnder14)]);
}

/// REQ-2.2.
#[test]
fn a_representative_under_18_cannot_file() {
    let young = minor().say("representative.birth_date", "04.12.2000");
    let young = young.say("representative.document_issued_on", "05.12.2014");
    young.is_told(&[("representative.birth_date", Code::RepresentativeNotAdult)]);
}

/// REQ-2.2, item 16: who files for an incapacitated person says who they are.
#[test]
fn filing_for_an_incapacitated_person_asks_for_the_representative() {
    let filed = adult().say("incapacitated.filed", "yes");
    let told = filed.told();
    assert!(told.contains(&("representative.surname".to_owned(), Code::Required)));
    assert!(told.contains(&("representative.act_number".to_owned(), Code::Required)));
}

#[test]
fn a_child_from_14_may_show_a_passport_instead_of_the_certificate() {
    let older = minor()
        .say("birth.birth_date", "01.02.2003")
        .say("document.kind", "passport");
    older.is_told(&[
        ("document.series", Code::Required),
        ("document.number", Code::Required),
    ]);
    older
        .say("document.series", "0017")
        .say("document.number", "000321")
        .is_told(&[]);
    minor()
        .say("document.certificate", "1 АБ")
        .is_told(&[("document.certificate", Code::Pattern)]);
}

#[test]
fn a_declaration_that_is_not_made_stops_the_form() {
    for missing in ["true_data", "processing", "transliteration"] {
        let key = format!("declarations.{missing}");
        adult().leave_out(&key).is_told(&[(&key, Code::Required)]);
        adult().say(&key, "no").is_told(&[(&key, Code::Required)]);
    }
}

/// REQ-A19: the letters of another language are data, not code.
#[test]
fn a_kazakh_name_is_a_name_in_the_kazakh_form_only() {
    let form = form("kz-passport", "application");
    let (_, field) = form.field("name.given").unwrap();
    assert_eq!(field.kind, FieldKind::Name);
    assert_eq!(
        crate::application::FieldValue::of(field, "Әсел")
            .canonical
            .as_deref(),
        Some("ӘСЕЛ")
    );
    adult()
        .say("name.given", "Әсел")
        .is_told(&[("name.given", Code::Name)]);
}

proptest! {
    /// Whatever is typed, the check answers, and blames only what the form asks.
    #[test]
    fn no_answer_upsets_the_check(answers in prop::collection::btree_map(any_key(), "\\PC{0,30}", 0..40)) {
        let mut adult = adult();
        adult.answers.extend(answers);
        let sections: BTreeSet<_> = adult.form.sections.iter().map(|section| section.id.clone()).collect();
        for problem in adult.problems() {
            let section = problem.field.split('.').next().unwrap().to_owned();
            prop_assert!(sections.contains(&section), "{}", problem.field);
        }
    }
}

fn any_key() -> impl Strategy<Value = String> {
    let form = form("ru-passport-foreign", "application-adult");
    let keys: Vec<_> = form
        .sections
        .iter()
        .flat_map(|section| {
            section
                .fields
                .iter()
                .flat_map(move |field| match section.repeat {
                    Some(_) => (0..3).map(|row| section.row_key(row, field)).collect(),
                    None => vec![section.key(field)],
                })
        })
        .collect();
    prop_oneof![9 => prop::sample::select(keys), 1 => "[a-z.0-9]{0,20}"]
}
