//! What stands on a card before the door, and for whom.

use crate::rasa::{ASTA, ONA, Rasa, at};
use crate::view::*;
use vizitas_domain::client::{Field, Risk};
use vizitas_domain::event::Body;
use vizitas_domain::visit::VisitKind;

#[test]
fn what_to_know_before_the_door_stands_as_long_as_it_holds_and_never_where_the_client_looks() {
    let mut rasa = Rasa::new();
    rasa.plan(VisitKind::Agreed, at(9, 0));
    let facts = "Spalio 14 d. šuo įkando kolegei.";
    let risk = Risk { facts: facts.into(), by: ASTA, until: at(18, 0) };
    rasa.hears(ONA, Body::FieldsSet(vec![Field::Risk(Some(risk))]));
    let visit = rasa.app.day(&DayArgs { day: None }).unwrap().next.unwrap().visit;
    let shown = rasa.app.visit(&VisitArgs { visit: visit.clone() }).unwrap().person.risk.unwrap();
    assert_eq!(
        (shown.facts.as_str(), shown.by.as_str(), shown.until.as_str()),
        (facts, "Asta Daukšienė", "2026-11-23")
    );
    let client = rasa.app.client_view(&ClientViewArgs { visit: Some(visit.clone()) }).unwrap();
    assert!(!serde_json::to_string(&client).unwrap().contains("šuo"), "the client reads nothing of it");
    assert!(!format!("{shown:?}").contains("šuo"), "nor does a log");
    rasa.pass_minutes(10 * 60);
    assert!(rasa.app.visit(&VisitArgs { visit: visit.clone() }).unwrap().person.risk.is_some(), "at 18:00");
    rasa.pass_minutes(1);
    assert!(rasa.app.visit(&VisitArgs { visit }).unwrap().person.risk.is_none(), "it is over");
}
