//! What a workflow may not get wrong.

use super::fixture::{lines, spoilt};

const LAST_EDGE: &str = "[[edge]]\nfrom = \"submitted\"";

#[test]
fn an_unknown_state_names_the_nearest() {
    let told = lines(&spoilt(
        "workflow.toml",
        "to = \"issued\"",
        "to = \"isued\"",
    ));
    assert_eq!(
        told[0],
        "workflow.toml:29:6: 'to' cannot be 'isued': not a word of the closed list; did you mean 'issued'?"
    );
}

#[test]
fn a_state_the_pack_does_not_describe_is_refused() {
    let told = lines(&spoilt(
        "workflow.toml",
        "to = \"issued\"",
        "to = \"refused\"",
    ));
    assert!(
        told.iter()
            .any(|line| line.contains("there is no state 'refused' in the pack")),
        "{told:#?}"
    );
}

#[test]
fn a_state_nothing_leads_to_is_refused() {
    let orphan = "[[state]]\nid = \"ready\"\ntitle = { ru = \"Готов\", en = \"Ready\" }\nplain = { ru = \"Готов.\", en = \"Ready.\" }\n\n[[edge]]\nfrom = \"ready\"\nevent = \"handed_over\"\nactor = \"window\"\nto = \"issued\"\nref = \"5.4\"\n\n";
    let told = lines(&spoilt(
        "workflow.toml",
        LAST_EDGE,
        &format!("{orphan}{LAST_EDGE}"),
    ));
    assert_eq!(
        told,
        ["workflow.toml:25:1: the state 'ready' cannot be reached"]
    );
}

#[test]
fn a_state_without_an_end_is_refused() {
    let trap = "[[state]]\nid = \"ready\"\ntitle = { ru = \"Готов\", en = \"Ready\" }\nplain = { ru = \"Готов.\", en = \"Ready.\" }\n\n[[edge]]\nfrom = \"submitted\"\nevent = \"delivered\"\nactor = \"production\"\nto = \"ready\"\nref = \"5.4\"\n\n";
    let told = lines(&spoilt(
        "workflow.toml",
        LAST_EDGE,
        &format!("{trap}{LAST_EDGE}"),
    ));
    assert_eq!(
        told,
        ["workflow.toml:25:1: from the state 'ready' a case can never finish"]
    );
}

#[test]
fn an_unknown_actor_is_refused() {
    let told = lines(&spoilt(
        "workflow.toml",
        "actor = \"window\"",
        "actor = \"windows\"",
    ));
    assert!(
        told.iter()
            .any(|line| line.contains("'actor' cannot be 'windows'")
                && line.ends_with("did you mean 'window'?")),
        "{told:#?}"
    );
}

/// REQ-7: a declared notice is emitted by at least one edge.
#[test]
fn a_notice_that_is_never_emitted_is_refused() {
    let told = lines(&spoilt("workflow.toml", "notice = \"N2\"\n", ""));
    assert_eq!(
        told,
        ["notices.toml:1:1: N2 is never emitted by 'submit_portal'"]
    );
}

#[test]
fn an_edge_cannot_emit_a_notice_the_pack_does_not_have() {
    let told = lines(&spoilt(
        "workflow.toml",
        "notice = \"N2\"",
        "notice = \"N3\"",
    ));
    assert!(
        told.iter()
            .any(|line| line.contains("there is no notice 'N3' in the pack")),
        "{told:#?}"
    );
}

#[test]
fn a_timer_must_fire_what_a_timer_may_do() {
    let timer = "[[timer]]\nid = \"late\"\nstate = \"submitted\"\nafter = \"P15D\"\nfire = \"handed_over\"\nsource = \"order-2\"\n\n";
    let told = lines(&spoilt(
        "workflow.toml",
        LAST_EDGE,
        &format!("{timer}{LAST_EDGE}"),
    ));
    assert_eq!(
        told,
        [
            "workflow.toml:25:1: timer 'late' fires 'handed_over', which no timer may do in 'submitted'"
        ]
    );
}

#[test]
fn a_limit_must_name_a_duration_of_the_pack() {
    let told = lines(&spoilt(
        "workflow.toml",
        "ref = \"5.4\"",
        "limit = { param = \"fee\" }\nref = \"5.4\"",
    ));
    assert!(
        told[0].contains("there is no duration parameter 'fee' in the pack"),
        "{told:#?}"
    );
}
