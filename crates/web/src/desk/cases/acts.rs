//! What an officer may do with a case, each act as a form of its own.

use okno_app::case::{CaseView, EvidenceState};
use okno_domain::case::{Actor, Event, State};
use okno_domain::decision::GroundList;
use okno_domain::pack::Pack;
use okno_identity::role::Action;

use super::address;
use crate::desk::floor::Floor;
use crate::desk::on_duty::OnDuty;
use crate::desk::said::Said;
use crate::desk::shown::{ShownFields, ShownTyped};
use crate::field::{Choice, DateField, Field, Problem};
use crate::voice::Voice;

/// Coded reasons why a passport is made again.
pub(super) const FLAWS: [&str; 4] = ["print", "chip", "photo", "data"];

/// One form.
pub(super) struct Act {
    /// Its address.
    pub(super) action: String,
    /// Its code: the last part of the address.
    pub(super) code: &'static str,
    /// What it does.
    pub(super) title: String,
    /// What to know before.
    pub(super) text: String,
    /// The words on the button.
    pub(super) go: String,
    /// Kind of button.
    pub(super) kind: &'static str,
    /// What it asks.
    pub(super) fields: Vec<Ask>,
    /// Hidden fields.
    pub(super) hidden: Vec<(String, String)>,
}

/// What a form asks.
pub(super) enum Ask {
    /// One line.
    Text(Field),
    /// Several lines.
    Long(Field),
    /// One of a list.
    Radios(Field),
    /// A day.
    Date(DateField),
    /// The document on the desk.
    Document(Box<ShownFields>),
}

/// What a form was sent with, when it comes back to be put right.
#[derive(Default)]
pub(super) struct Attempt {
    pub(super) act: String,
    pub(super) said: Said,
    pub(super) problems: Vec<Problem>,
}

/// Makes the forms of one case.
pub(super) struct Acts<'a> {
    pub(super) floor: &'a Floor,
    pub(super) on_duty: &'a OnDuty,
    pub(super) case: &'a CaseView,
    pub(super) pack: &'a Pack,
    pub(super) attempt: &'a Attempt,
}

impl Acts<'_> {
    /// Every form, in the order of the procedure.
    pub(super) fn all(&self) -> Vec<Act> {
        let mut acts: Vec<Act> = self
            .case
            .may
            .iter()
            .flat_map(|event| self.of(*event))
            .collect();
        let may_withdraw = self.floor.allow(self.on_duty, Action::Withdraw).is_ok();
        let own = self.case.office == *self.on_duty.office();
        if own && may_withdraw && self.withdrawable() {
            acts.push(Act {
                kind: "second",
                fields: vec![self.document("withdraw")],
                ..self.act("withdraw")
            });
        }
        acts
    }

    fn of(&self, event: Event) -> Vec<Act> {
        let act = match event {
            Event::Register => self.act("register"),
            Event::Accept | Event::AttendOk => Act {
                fields: self.checklist(),
                ..self.act("accept")
            },
            Event::RefuseReception | Event::RefuseReceptionE | Event::AttendDefect => {
                let fields = vec![self.grounds("refuse-acceptance", GroundList::AcceptanceRefusal)];
                Act {
                    kind: "danger",
                    fields,
                    ..self.act("refuse-acceptance")
                }
            }
            Event::SendRequests => self.act("send-requests"),
            // Each open request has a form of its own; one event of the two stands for them.
            Event::ReplyClear => return self.replies(),
            Event::NeedApplicant => Act {
                kind: "second",
                fields: self.suspension(),
                ..self.act("suspend")
            },
            Event::Resume => self.act("resume"),
            Event::DecideIssue => self.act("decide-issue"),
            Event::DecideRefuse => {
                let fields = vec![self.grounds("decide-refuse", GroundList::Refusal)];
                Act {
                    kind: "danger",
                    fields,
                    ..self.act("decide-refuse")
                }
            }
            Event::SendRefusal => Act {
                fields: self.refusal(),
                ..self.act("send-refusal")
            },
            Event::QcFail => Act {
                kind: "second",
                fields: vec![self.flaws("qc-fail")],
                ..self.act("qc-fail")
            },
            Event::Delivered => {
                let number = self.text("delivered", "passport", "w10");
                Act {
                    fields: vec![number],
                    ..self.act("delivered")
                }
            }
            Event::HandedOver => Act {
                fields: vec![self.document("hand-over")],
                ..self.act("hand-over")
            },
            Event::ErrorFound => Act {
                kind: "second",
                fields: vec![self.flaws("error-found")],
                ..self.act("error-found")
            },
            Event::RestrictionArrived => {
                let mut fields = vec![self.grounds("restriction", GroundList::Refusal)];
                fields.extend(self.restriction("restriction"));
                Act {
                    kind: "second",
                    fields,
                    ..self.act("restriction")
                }
            }
            Event::Destroy => {
                let number = self.text("destroy", "act", "w10");
                Act {
                    kind: "danger",
                    fields: vec![number],
                    ..self.act("destroy")
                }
            }
            _ => return Vec::new(),
        };
        vec![act]
    }

    fn act(&self, code: &'static str) -> Act {
        let t = self.t();
        let said = |part: &str| {
            let key = format!("desk-act-{code}{part}");
            if t.has(&key) {
                t.say(&key)
            } else {
                String::new()
            }
        };
        Act {
            action: format!("{}/{code}", address(&self.case.key)),
            title: said(""),
            text: said("-text"),
            go: said("-go"),
            kind: "",
            fields: Vec::new(),
            hidden: Vec::new(),
            code,
        }
    }

    fn withdrawable(&self) -> bool {
        let today = self
            .floor
            .app
            .local_date(&self.case.office, self.floor.app.now());
        let machine = self.pack.machine(self.case.accepted_on.unwrap_or(today));
        let filed = self.case.state != State::Draft;
        filed
            && machine.is_ok_and(|machine| {
                machine
                    .allowed(self.case.state, Actor::Applicant)
                    .contains(&Event::Withdraw)
            })
    }

    /// One question for each document: seen, missing, or not as required.
    fn checklist(&self) -> Vec<Ask> {
        let t = self.t();
        let asked = self
            .case
            .checklist
            .iter()
            .filter(|line| line.need != "interagency");
        asked
            .map(|line| {
                let name = format!("doc.{}", line.kind);
                let typed = self.typed("accept", &name);
                let known = line.state.map(EvidenceState::name).unwrap_or_default();
                let chosen = if typed.is_empty() {
                    known.to_owned()
                } else {
                    typed
                };
                let states = [
                    EvidenceState::Seen,
                    EvidenceState::Missing,
                    EvidenceState::Defective,
                ];
                let choices = states.map(|state| {
                    let label = t.say(&format!("desk-evidence-{}", state.name()));
                    Choice::new(state.name(), label, state.name() == chosen)
                });
                let need = t.say_or(&format!("desk-need-{}", line.need), &line.need);
                let requirement = line.requirement.as_ref().map(|words| t.words(words));
                let hint = [Some(need), requirement]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(". ");
                let error = self.error("accept", &name);
                let field = Field::text(name, t.words(&line.title)).hint(hint);
                Ask::Radios(field.choices(choices).error(error))
            })
            .collect()
    }

    fn grounds(&self, act: &str, list: GroundList) -> Ask {
        let t = self.t();
        let today = self
            .floor
            .app
            .local_date(&self.case.office, self.floor.app.now());
        let grounds = self.pack.grounds_on(today);
        let typed = self.typed(act, "ground");
        let choices: Vec<Choice> = grounds
            .list(list)
            .filter_map(|entry| {
                let ground = self.pack.ground(&entry.id)?;
                let mut choice = Choice::new(&entry.id, t.words(&ground.title), entry.id == typed);
                choice.hint = ground.cure.as_ref().map(|cure| t.words(cure));
                Some(choice)
            })
            .collect();
        let field = Field::text("ground", t.say("desk-ground")).hint(t.say("desk-ground-hint"));
        Ask::Radios(field.choices(choices).error(self.error(act, "ground")))
    }

    fn replies(&self) -> Vec<Act> {
        let t = self.t();
        let open = self
            .case
            .requests
            .iter()
            .filter(|request| request.answer.is_none());
        open.map(|request| {
            let known = self
                .pack
                .evidence_kind(&request.agency)
                .map(|kind| t.words(&kind.title));
            let name = known.unwrap_or_else(|| request.agency.clone());
            let answers = ["clear", "restriction"]
                .map(|code| Choice::new(code, t.say(&format!("desk-reply-{code}")), false));
            let field = Field::text("answer", t.say("desk-reply")).choices(answers);
            let mut fields = vec![Ask::Radios(field.error(self.error("reply", "answer")))];
            fields.extend(self.restriction("reply"));
            Act {
                title: t.with("desk-act-reply-of", "name", name),
                fields,
                hidden: vec![("request".to_owned(), request.request_id.to_string())],
                ..self.act("reply")
            }
        })
        .collect()
    }

    fn suspension(&self) -> Vec<Ask> {
        vec![
            self.grounds("suspend", GroundList::Suspension),
            self.date("suspend", "until"),
            self.long("suspend", "what-to-do"),
        ]
    }

    /// What another body says of a restriction.
    fn restriction(&self, act: &str) -> Vec<Ask> {
        vec![
            self.date(act, "decision-date"),
            self.text(act, "decision-number", "w10"),
            self.text(act, "body-name", ""),
            self.text(act, "body-address", ""),
        ]
    }

    /// The mandatory details of a refusal notice (REQ-7.7); what a body has said stands in them.
    fn refusal(&self) -> Vec<Ask> {
        let act = "send-refusal";
        let mut fields = vec![
            self.text(act, "statute-article", ""),
            self.date(act, "term-until"),
            self.text(act, "term-stated", ""),
        ];
        fields.extend(self.restriction(act));
        fields
    }

    fn flaws(&self, act: &str) -> Ask {
        let t = self.t();
        let typed = self.typed(act, "reason");
        let choices =
            FLAWS.map(|code| Choice::new(code, t.say(&format!("desk-flaw-{code}")), code == typed));
        let field = Field::text("reason", t.say("desk-flaw")).choices(choices);
        Ask::Radios(field.error(self.error(act, "reason")))
    }

    fn document(&self, act: &str) -> Ask {
        let tried = self.attempt.act == act;
        let typed = if tried {
            ShownTyped::of(&self.attempt.said)
        } else {
            ShownTyped::default()
        };
        let problems: &[Problem] = if tried { &self.attempt.problems } else { &[] };
        Ask::Document(Box::new(typed.fields(Some(self.pack), problems, self.t())))
    }

    fn text(&self, act: &str, name: &str, width: &'static str) -> Ask {
        let said = self.typed(act, name);
        let value = if said.is_empty() {
            self.known(name)
        } else {
            said
        };
        let field = self
            .labelled(name)
            .value(value)
            .error(self.error(act, name));
        Ask::Text(Field { width, ..field })
    }

    fn long(&self, act: &str, name: &str) -> Ask {
        Ask::Long(
            self.labelled(name)
                .value(self.typed(act, name))
                .error(self.error(act, name)),
        )
    }

    fn labelled(&self, name: &str) -> Field {
        let t = self.t();
        let hint = format!("desk-ask-{name}-hint");
        let field = Field::text(name, t.say(&format!("desk-ask-{name}"))).autocomplete("off");
        if t.has(&hint) {
            field.hint(t.say(&hint))
        } else {
            field
        }
    }

    fn date(&self, act: &str, name: &str) -> Ask {
        let t = self.t();
        let tried = self.attempt.act == act;
        let typed = if tried {
            self.attempt.said.date(name)
        } else {
            Default::default()
        };
        let known = self.known(name);
        let mut parts = known.split('-');
        let value = match (parts.next(), parts.next(), parts.next()) {
            (Some(year), Some(month), Some(day)) if !tried => [day, month, year].map(str::to_owned),
            _ => typed,
        };
        let hint = format!("desk-ask-{name}-hint");
        Ask::Date(DateField {
            name: name.to_owned(),
            label: t.say(&format!("desk-ask-{name}")),
            hint: t.has(&hint).then(|| t.say(&hint)),
            value,
            error: self.error(act, name),
            birthday: false,
        })
    }

    /// What a body has said of a restriction, for the notice of refusal.
    fn known(&self, name: &str) -> String {
        let key = name.replace('-', "_");
        let said = self
            .case
            .log
            .iter()
            .rev()
            .filter_map(|line| line.details.as_ref());
        let found = said.filter_map(|details| details.get(&key)?.as_str().map(str::to_owned));
        let wanted = name.starts_with("decision-") || name.starts_with("body-");
        found.take(1).find(|_| wanted).unwrap_or_default()
    }

    fn typed(&self, act: &str, name: &str) -> String {
        if self.attempt.act == act {
            self.attempt.said.typed(name)
        } else {
            String::new()
        }
    }

    fn error(&self, act: &str, name: &str) -> Option<String> {
        let problems = self
            .attempt
            .problems
            .iter()
            .filter(|_| self.attempt.act == act);
        problems
            .filter(|one| one.field == name)
            .map(|one| one.message.clone())
            .next()
    }

    fn t(&self) -> Voice {
        self.on_duty.t()
    }
}
