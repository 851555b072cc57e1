//! Calls to make: what one leaves to do, whose it is, and what came of it.

use crate::ids;
use crate::rasa::{ASTA, ONA, RASA, Rasa, VISIT, at};
use crate::view::*;
use uuid::Uuid;
use vizitas_domain::client::{Contact, Field, Tie};
use vizitas_domain::event::Body;
use vizitas_domain::id::{ActorId, ContactId, TaskId};
use vizitas_domain::task::{Task, TaskCause, TaskOutcome};
use vizitas_domain::visit::VisitKind;

const TASK: TaskId = TaskId(Uuid::from_u128(30));

fn task(cause: TaskCause, owner: Option<ActorId>, due: vizitas_domain::time::Time) -> Task {
    Task {
        id: TASK,
        cause,
        visit: None,
        about: None,
        owner,
        due,
        words: "Gal antradienį?".into(),
        at: at(8, 0),
    }
}

fn named() -> CallTaskArgs {
    CallTaskArgs { task: ids::within(ONA, TASK) }
}

fn call(outcome: CallOutcome, task: Option<String>) -> CallLogArgs {
    CallLogArgs {
        person: ONA.to_string(),
        visit: None,
        task,
        incoming: false,
        caller: CallerArgs::default(),
        number: Some("0 610 00001".into()),
        outcome,
        text: "Sutarėme antradienį.".into(),
        again: None,
    }
}

fn moment(day: &str, time: &str) -> Moment {
    Moment { day: day.into(), time: time.into() }
}

#[test]
fn nobody_answered_so_somebody_calls_again_until_the_client_is_reached() {
    let mut rasa = Rasa::new();
    let kept = rasa.app.call_log(&call(CallOutcome::NoAnswer, None)).unwrap();
    assert_eq!(kept.again, Some(moment("2026-11-23", "9:00")));
    let calls = rasa.app.calls().unwrap();
    let [due] = &calls.due[..] else { panic!("one call: {}", calls.due.len()) };
    assert_eq!(
        (due.cause, &due.owner, due.name.as_str(), due.number.as_deref(), due.overdue),
        (CallCause::MissedCall, &CallOwner::Me, "Ona Ąžuolienė", Some("0 610 00001"), false)
    );
    assert_eq!(rasa.app.day(&DayArgs { day: None }).unwrap().calls.len(), 1, "the day shows it");
    assert_eq!(rasa.app.call_log(&call(CallOutcome::NoAnswer, None)).unwrap().again, None, "one says it");
    // Nobody answers again: the same task says when to call next.
    rasa.pass_minutes(10);
    let later = CallLogArgs {
        again: Some(moment("2026-11-23", "9:00")),
        task: Some(due.id.clone()),
        ..call(CallOutcome::NoAnswer, None)
    };
    let times = rasa.app.call_times().unwrap();
    let next = CallLogArgs { again: times.get(1).cloned(), ..later.clone() };
    assert_eq!(rasa.app.call_log(&next).unwrap().again, times.get(1).cloned());
    let calls = rasa.app.calls().unwrap();
    assert_eq!((calls.due.len(), &calls.due[0].due), (1, &times[1]));
    assert_eq!(rasa.app.call_log(&later).unwrap().again, later.again, "and earlier too");
    rasa.pass_minutes(51);
    assert!(rasa.app.calls().unwrap().due[0].overdue);
    rasa.app.call_log(&call(CallOutcome::Reached, None)).unwrap();
    let calls = rasa.app.calls().unwrap();
    assert!(calls.due.is_empty());
    let end = calls.ended[0].end.as_ref().unwrap();
    assert_eq!(
        (end.result, end.words.as_str(), &end.at, &end.by),
        (CallResult::Done, "Sutarėme antradienį.", &moment("2026-11-23", "9:01"), &None)
    );
    assert_eq!(rasa.app.person(&PersonArgs { person: ONA.to_string() }).unwrap().calls.len(), 5);
    rasa.pass_minutes(8 * 24 * 60);
    assert!(rasa.app.calls().unwrap().ended.is_empty(), "after a week it is history");
}

#[test]
fn when_to_call_again_is_within_the_offices_hours_or_as_she_says() {
    let cases: [(u64, &[(&str, &str)]); 4] = [
        (0, &[("2026-11-23", "9:00"), ("2026-11-23", "14:00"), ("2026-11-24", "9:00")]),
        (5 * 60 + 30, &[("2026-11-23", "14:30"), ("2026-11-24", "9:00")]),
        (8 * 60 + 30, &[("2026-11-24", "8:00"), ("2026-11-24", "9:00")]),
        (4 * 24 * 60 + 8 * 60, &[("2026-11-30", "8:00"), ("2026-11-30", "9:00")]),
    ];
    for (minutes, expected) in cases {
        let mut rasa = Rasa::new();
        rasa.pass_minutes(minutes);
        let times = rasa.app.call_times().unwrap();
        let expected: Vec<Moment> = expected.iter().map(|(day, time)| moment(day, time)).collect();
        assert_eq!(times, expected, "{minutes}");
        let again = times.last().cloned();
        let asked = CallLogArgs { again: again.clone(), ..call(CallOutcome::NoAnswer, None) };
        assert_eq!(rasa.app.call_log(&asked).unwrap().again, again);
    }
    let past = CallLogArgs { again: Some(moment("2026-11-20", "9:00")), ..call(CallOutcome::NoAnswer, None) };
    let mut rasa = Rasa::new();
    assert_eq!(rasa.app.call_log(&past).unwrap().again, Some(moment("2026-11-23", "9:00")));
    let odd = CallLogArgs { again: Some(moment("rytoj", "9:00")), ..call(CallOutcome::NoAnswer, None) };
    assert!(rasa.app.call_log(&odd).is_err());
}

#[test]
fn she_sees_calls_to_her_clients_by_whose_they_are_and_when() {
    let cases = [
        (TaskCause::MessageFailed, None, at(12, 0), "due"),
        (TaskCause::Unanswered, Some(RASA), at(23, 0), "due"),
        (TaskCause::NeedsWord, None, at(33, 0), "later"),
        (TaskCause::NotForMe, Some(ASTA), at(9, 0), "others"),
        (TaskCause::Other, Some(RASA), at(9, 0), "due"),
        (TaskCause::Other, None, at(9, 0), ""),
        (TaskCause::Silent, None, at(9, 0), ""),
        (TaskCause::NotSeen, None, at(9, 0), ""),
    ];
    for (cause, owner, due, place) in cases {
        let mut rasa = Rasa::new();
        rasa.hears(ONA, Body::TaskRaised(task(cause, owner, due)));
        let calls = rasa.app.calls().unwrap();
        let found = [("due", &calls.due), ("later", &calls.later), ("others", &calls.others)];
        let found: Vec<&str> =
            found.iter().filter(|(_, list)| !list.is_empty()).map(|(name, _)| *name).collect();
        assert_eq!(found.join(" "), place, "{cause:?}");
        assert_eq!(rasa.app.day(&DayArgs { day: None }).unwrap().calls.len(), usize::from(place == "due"));
        assert!(rasa.app.day(&DayArgs { day: Some("2026-11-24".into()) }).unwrap().calls.is_empty());
    }
}

#[test]
fn nobody_is_called_about_a_visit_that_is_never_announced() {
    for (kind, seen) in [(VisitKind::Agreed, 1), (VisitKind::Unannounced, 0)] {
        let mut rasa = Rasa::new();
        rasa.plan(kind, at(10, 0));
        let about = Task { visit: Some(VISIT), ..task(TaskCause::DoubleBooked, None, at(9, 0)) };
        rasa.hears(ONA, Body::TaskRaised(about));
        assert_eq!(rasa.app.calls().unwrap().due.len(), seen, "{kind:?}");
    }
}

#[test]
fn where_the_client_has_no_number_somebody_who_may_be_told_is_called() {
    let mut rasa = Rasa::new();
    rasa.hears(ONA, Body::FieldsSet(vec![Field::Phone("".into())]));
    rasa.hears(ONA, Body::TaskRaised(task(TaskCause::Unanswered, None, at(9, 0))));
    let near = |id: u128, name: &str, may_be_told| Contact {
        id: ContactId(Uuid::from_u128(id)),
        name: name.into(),
        relation: "duktė".into(),
        phone: "+37061000002".into(),
        tie: Tie::Contact,
        may_be_told,
        removed: false,
    };
    rasa.hears(ONA, Body::ContactSet(near(1, "Rūta", false)));
    assert_eq!(rasa.app.calls().unwrap().due[0].number, None, "she may not be told");
    rasa.hears(ONA, Body::ContactSet(near(2, "Milda", true)));
    let due = rasa.app.calls().unwrap().due.remove(0);
    assert_eq!((due.contact_name.as_deref(), due.number.as_deref()), (Some("Milda"), Some("0 610 00002")));
}

#[test]
fn a_call_is_taken_given_back_ended_and_opened_again() {
    let mut rasa = Rasa::new();
    rasa.hears(ONA, Body::TaskRaised(task(TaskCause::MessageFailed, None, at(9, 0))));
    assert_eq!(rasa.app.call_take(&named()).unwrap().owner, CallOwner::Me);
    assert_eq!(rasa.app.call_give_back(&named()).unwrap().owner, CallOwner::Office);
    let end =
        |words: &str| CallEndArgs { task: named().task, result: CallResult::NotNeeded, words: words.into() };
    assert!(rasa.app.call_end(&end(" ")).is_err(), "an outcome has words");
    let ended = rasa.app.call_end(&end("Jau žino.")).unwrap().end.unwrap();
    assert_eq!((ended.result, ended.words.as_str(), ended.by), (CallResult::NotNeeded, "Jau žino.", None));
    assert!(rasa.app.call_take(&named()).is_err(), "what has its outcome is nobody's");
    let again = rasa.app.call_end(&end("Jau žino.")).unwrap();
    assert!(again.also_ended.is_empty(), "said twice it counts once");
    let open = rasa.app.call_reopen(&named()).unwrap();
    assert!(open.end.is_none() && open.owner == CallOwner::Office);
    rasa.app.call_log(&call(CallOutcome::Reached, Some(named().task))).unwrap();
    assert_eq!(rasa.app.calls().unwrap().ended[0].end.as_ref().unwrap().result, CallResult::Done);
}

#[test]
fn what_the_office_said_meanwhile_stands_and_hers_beside_it() {
    let mut rasa = Rasa::new();
    rasa.hears(ONA, Body::TaskRaised(task(TaskCause::MessageFailed, None, at(9, 0))));
    rasa.app.call_log(&call(CallOutcome::Reached, Some(named().task))).unwrap();
    let done = Body::TaskDone {
        task: TASK,
        outcome: TaskOutcome::NotNeeded,
        words: "Skambino pati.".into(),
        at: at(8, 30),
    };
    rasa.hears(ONA, done);
    let ended = rasa.app.calls().unwrap().ended.remove(0);
    let said = |end: &CallEndView| (end.by.clone(), end.words.clone());
    assert_eq!(said(&ended.end.unwrap()), (Some("Asta Daukšienė".into()), "Skambino pati.".into()));
    let also: Vec<_> = ended.also_ended.iter().map(said).collect();
    assert_eq!(also, [(None, "Sutarėme antradienį.".to_owned())]);
}

#[test]
fn a_call_by_somebody_who_is_no_client_is_kept_whole_and_the_office_decides() {
    let mut rasa = Rasa::new();
    let caller = CallerArgs {
        name: "Petras Jakubauskas".into(),
        organisation: "Bendrija „Pulkas“".into(),
        position: "pirmininkas".into(),
    };
    let about_neighbour = CallNewArgs {
        caller: caller.clone(),
        number: "0 610 00003".into(),
        first_name: "Zita".into(),
        surname: "".into(),
        address: "Pulko g. 15-9, 62134 Alytus".into(),
        text: "Savaitę niekas nematė.".into(),
    };
    let person = rasa.app.call_new(&about_neighbour).unwrap();
    let logged = &person.calls[0];
    assert_eq!((person.brief.name.as_str(), &person.brief.phone), ("Zita", &None), "his number is not hers");
    assert_eq!(
        (logged.caller.as_deref(), logged.number.as_deref(), logged.incoming, logged.text.as_str()),
        (
            Some("Petras Jakubauskas, pirmininkas, Bendrija „Pulkas“"),
            Some("0 610 00003"),
            true,
            "Savaitę niekas nematė."
        )
    );
    let stream = ids::person(&person.brief.id).unwrap();
    let tasks = rasa.app.replica().unwrap().tasks_of(stream).unwrap();
    assert_eq!((tasks[0].task.cause, tasks[0].task.owner), (TaskCause::Other, None));
    assert_eq!(*tasks[0].task.words, *"Savaitę niekas nematė.");
    let about_himself = CallNewArgs { first_name: "".into(), ..about_neighbour.clone() };
    let person = rasa.app.call_new(&about_himself).unwrap();
    assert_eq!(
        (person.brief.name.as_str(), person.brief.phone.as_deref()),
        ("Petras Jakubauskas", Some("0 610 00003"))
    );
    for wrong in [
        CallNewArgs { text: " ".into(), ..about_neighbour },
        CallNewArgs { caller: CallerArgs::default(), ..about_himself },
    ] {
        assert!(rasa.app.call_new(&wrong).is_err());
    }
}
