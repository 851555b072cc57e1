//! Setting out, being late, arriving, and taking it back.

use crate::ids;
use crate::rasa::{ONA, Rasa, VISIT, at};
use crate::view::*;
use vizitas_domain::event::Body;
use vizitas_domain::visit::{VisitEvent, VisitKind};

fn visit() -> VisitArgs {
    VisitArgs { visit: ids::within(ONA, VISIT) }
}

/// The facts of her own that wait to be pushed.
fn facts(rasa: &Rasa) -> Vec<VisitEvent> {
    let events = rasa.app.replica().unwrap().events(ONA).unwrap();
    let own = events.into_iter().filter(|event| event.position.is_none());
    own.filter_map(|event| match event.body {
        Body::Visit(_, act) => Some(act),
        _ => None,
    })
    .collect()
}

#[test]
fn who_sets_out_says_when_she_arrives_and_late_says_it_anew() {
    let mut rasa = Rasa::new();
    rasa.plan(VisitKind::Agreed, at(9, 0));
    rasa.pass_minutes(40);
    let out = rasa.app.set_out(&visit()).unwrap();
    assert_eq!((out.state, out.set_out.as_deref()), (VisitState::EnRoute, Some("8:40")));
    let said = facts(&rasa);
    assert!(
        matches!(said[..], [VisitEvent::SetOut { at: out, arrival: Some(arrival) }] if out == at(8, 40) && arrival > out),
        "the client is told when to expect her: {said:?}"
    );
    let late = rasa.app.late(&LateArgs { visit: visit().visit, minutes: 35 }).unwrap();
    assert_eq!((late.state, late.expected.as_deref()), (VisitState::Late, Some("9:15")));
    for minutes in [0, 481] {
        assert!(rasa.app.late(&LateArgs { visit: visit().visit, minutes }).is_err(), "{minutes}");
    }
    rasa.pass_minutes(20);
    let later = rasa.app.late(&LateArgs { visit: visit().visit, minutes: 25 }).unwrap();
    assert_eq!((later.state, later.expected.as_deref()), (VisitState::Late, Some("9:25")), "later still");
    assert_eq!(later.undo.unwrap().fact, FactKind::Later);
    let before = rasa.app.undo(&visit()).unwrap();
    assert_eq!(before.expected.as_deref(), Some("9:15"), "as she had said before");
    assert_eq!(before.undo.unwrap().fact, FactKind::Late);
    rasa.pass_minutes(13);
    let there = rasa.app.arrive(&visit()).unwrap();
    assert_eq!(
        (there.state, there.arrived.as_deref(), there.arrived_off),
        (VisitState::Arrived, Some("9:13"), Some(13)),
        "thirteen minutes after the agreed time"
    );
    assert_eq!(there.expected, None);
    assert!(rasa.app.set_out(&visit()).is_err(), "who is there does not set out");
}

#[test]
fn an_arrival_without_setting_out_counts_and_a_mistaken_one_is_taken_back() {
    let mut rasa = Rasa::new();
    rasa.plan(VisitKind::Agreed, at(9, 0));
    rasa.pass_minutes(58);
    let there = rasa.app.arrive(&visit()).unwrap();
    assert_eq!((there.state, there.arrived_off), (VisitState::Arrived, Some(-2)));
    let back = rasa.app.undo(&visit()).unwrap();
    assert_eq!((back.state, back.arrived), (VisitState::Confirmed, None));
    assert!(rasa.app.undo(&visit()).is_err(), "there is nothing more of hers");
}

#[test]
fn who_turns_back_is_not_on_the_way() {
    let mut rasa = Rasa::new();
    rasa.plan(VisitKind::Unannounced, at(9, 0));
    rasa.app.set_out(&visit()).unwrap();
    assert_eq!(rasa.app.turn_back(&visit()).unwrap().state, VisitState::Scheduled);
}
