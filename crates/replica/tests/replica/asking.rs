//! What the screens ask.

use crate::stage::*;
use vizitas_domain::client::Field;
use vizitas_domain::event::{Body, Role};
use vizitas_domain::fold::client::Entry;
use vizitas_domain::id::{BlockId, PromiseId, StreamId, VisitId};
use vizitas_domain::register::{Feedback, FeedbackKind, Note, Promise, PromiseEnd};
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitEvent;
use vizitas_domain::worker::{Block, Busy, Profile};
use vizitas_replica::{ClientVisit, Taken};

fn ids(visits: &[ClientVisit]) -> Vec<VisitId> {
    visits.iter().map(|found| found.visit.id).collect()
}

#[test]
fn clients_stand_in_the_order_of_their_names() {
    let mut stage = Stage::new();
    let names =
        [("Ona", "Šilinė"), ("Ana", "Yla"), ("Jonas", "Ąžuolas"), ("Ona", "Ivanova"), ("Rasa", "Sakalė")];
    for (n, (given, surname)) in (1..).zip(names) {
        stage.take([event(n, client(n), registered(given, surname))]);
    }
    stage.take([event(9, client(5), Body::FieldsSet(vec![Field::Responsible(Some(worker(2)))]))]);
    let listed = |worker| -> Vec<_> {
        let clients = stage.replica.clients(worker).unwrap();
        clients.into_iter().map(|client| client.card.surname.to_string()).collect()
    };
    assert_eq!(listed(None), ["Ąžuolas", "Yla", "Ivanova", "Sakalė", "Šilinė"]);
    assert_eq!(listed(Some(worker(2))), ["Sakalė"]);
}

#[test]
fn a_day_is_read_in_the_order_of_its_times() {
    let mut stage = Stage::new();
    stage.take([
        event(1, client(1), registered("Ona", "A")),
        event(2, client(2), registered("Jonas", "B")),
        event(3, client(1), requested(1)),
        event(4, client(1), agreed(1, 2_000, &[worker(1), worker(2)])),
        event(5, client(2), requested(2)),
        event(6, client(2), agreed(2, 1_000, &[worker(1)])),
        event(7, client(2), requested(3)),
        event(8, client(2), agreed(3, 3_000, &[worker(1)])),
    ]);
    let agenda =
        |stage: &Stage, n, from, to| ids(&stage.replica.agenda(worker(n), Time(from), Time(to)).unwrap());
    assert_eq!(agenda(&stage, 1, 1_000, 3_000), [visit(2), visit(1)]);
    assert_eq!(agenda(&stage, 2, 0, 9_000), [visit(1)]);
    let day = stage.replica.agenda(worker(1), Time(0), Time(1_500)).unwrap();
    assert_eq!(&*day[0].client.card.given, "Jonas");

    let asked = VisitEvent::MoveAsked {
        plan: Some(event_id(6)),
        wish: "vėliau".into(),
        agreement: vizitas_domain::visit::Agreement::default(),
    };
    stage.take([
        event(9, client(2), Body::Visit(visit(2), asked)),
        event(10, client(2), agreed(2, 2_500, &[worker(2)])),
    ]);
    assert_eq!(agenda(&stage, 1, 0, 9_000), [visit(1), visit(3)]);
    assert_eq!(agenda(&stage, 2, 0, 9_000), [visit(1), visit(2)]);
    assert_eq!(stage.replica.visits_of(client(2)).unwrap().len(), 2);
    let found = stage.replica.visit(client(2), visit(2)).unwrap().unwrap();
    assert_eq!(found.visit.plan.unwrap().id, event_id(10));
    assert_eq!(stage.replica.visit(client(1), visit(2)).unwrap(), None);
}

#[test]
fn what_has_no_time_and_what_goes_on_is_known() {
    let mut stage = Stage::new();
    let slots = vec![plan(5_000, &[worker(1)]), plan(6_000, &[worker(2)])];
    stage.take([
        event(1, client(1), registered("Ona", "A")),
        event(2, client(1), requested(1)),
        event(3, client(1), requested(2)),
        event(4, client(1), Body::Visit(visit(2), VisitEvent::Offered { slots, until: Time(4_000) })),
        event(5, client(1), requested(3)),
        event(6, client(1), agreed(3, 1_000, &[worker(1)])),
    ]);
    assert_eq!(ids(&stage.replica.waiting_visits(Some(worker(1))).unwrap()), [visit(1), visit(2)]);
    assert_eq!(ids(&stage.replica.waiting_visits(Some(worker(2))).unwrap()), [visit(2)], "she is offered");
    assert_eq!(ids(&stage.replica.waiting_visits(None).unwrap()), [visit(1), visit(2)]);
    assert!(stage.replica.visits_under_way(worker(1)).unwrap().is_empty());
    let taken = |stage: &Stage, n| -> Vec<_> {
        let taken: Vec<Taken> = stage.replica.taken(worker(n), Time(0), Time(9_000)).unwrap();
        taken.into_iter().map(|taken| (taken.start.0, taken.offered_until.map(|until| until.0))).collect()
    };
    assert_eq!(taken(&stage, 1), [(1_000, None), (5_000, Some(4_000))]);
    assert_eq!(taken(&stage, 2), [(6_000, Some(4_000))]);

    let cancelled = VisitEvent::Cancelled { by_client: false, reason: "".into() };
    let mut cancelled = event(8, client(1), Body::Visit(visit(2), cancelled));
    cancelled.role = Role::Coordinator;
    stage
        .take([event(7, client(1), Body::Visit(visit(3), VisitEvent::Arrived { at: Time(990) })), cancelled]);
    assert_eq!(ids(&stage.replica.visits_under_way(worker(1)).unwrap()), [visit(3)]);
    assert_eq!(taken(&stage, 1), [(1_000, None)]);
    assert!(taken(&stage, 2).is_empty());
}

#[test]
fn notes_and_feedback_are_read_back() {
    let mut stage = Stage::new();
    let note = |n: u32, text: &str, corrects| {
        let visit = Some(visit(1));
        event(
            n,
            client(1),
            Body::NoteWritten(Note { visit, text: text.into(), corrects, at: Time(n.into()) }),
        )
    };
    let praise = Feedback {
        visit: None,
        kind: FeedbackKind::Praise,
        text: "Ačiū".into(),
        answer_wished: false,
        at: Time(4),
    };
    stage.take([
        event(1, client(1), registered("Ona", "A")),
        note(2, "pirmas", None),
        note(3, "pataisytas", Some(event_id(2))),
        event(4, client(1), Body::FeedbackRecorded(praise)),
    ]);
    let texts = |notes: Vec<Entry<Note>>| -> Vec<_> {
        notes.into_iter().map(|note| (note.what.text.to_string(), note.corrected_by)).collect()
    };
    let (first, second) = (("pirmas".to_owned(), Some(event_id(3))), ("pataisytas".to_owned(), None));
    assert_eq!(texts(stage.replica.notes_of(client(1)).unwrap()), [second.clone(), first.clone()]);
    assert_eq!(texts(stage.replica.notes_at(client(1), visit(1)).unwrap()), [first, second]);
    assert!(stage.replica.notes_at(client(1), visit(2)).unwrap().is_empty());
    assert_eq!(stage.replica.feedback_of(client(1)).unwrap().len(), 1);
    assert!(stage.replica.calls_of(client(1)).unwrap().is_empty());
}

#[test]
fn promises_come_by_their_day_until_they_end() {
    let mut stage = Stage::new();
    let id = |n| PromiseId(uuid::Uuid::from_u128(n));
    let made = |n: u32, stream: StreamId, promise: u128, due: i64| {
        let promise = Promise {
            id: id(promise),
            visit: None,
            text: "".into(),
            due: Time(due),
            owner: worker(1),
            at: Time(1),
        };
        event(n, stream, Body::PromiseMade(promise))
    };
    stage.take([
        event(1, client(1), registered("Ona", "A")),
        event(2, client(2), registered("Jonas", "B")),
        made(3, client(1), 1, 500),
        made(4, client(2), 2, 400),
        made(5, client(1), 3, 300),
        event(6, client(1), Body::PromiseEnded { promise: id(3), end: PromiseEnd::Kept }),
    ]);
    let open = stage.replica.open_promises(worker(1)).unwrap();
    assert_eq!(open.iter().map(|p| p.promise.promise.id).collect::<Vec<_>>(), [id(2), id(1)]);
    assert_eq!(open[0].client.id, client(2));
    assert!(stage.replica.open_promises(worker(2)).unwrap().is_empty());
    let all = stage.replica.promises_of(client(1)).unwrap();
    assert_eq!(all.iter().map(|p| p.promise.id).collect::<Vec<_>>(), [id(1), id(3)]);
    let ended_at = all[1].end.unwrap().1;
    let ended = |who, since| stage.replica.ended_promises(worker(who), since).unwrap();
    assert_eq!(ended(1, ended_at).iter().map(|p| p.promise.promise.id).collect::<Vec<_>>(), [id(3)]);
    assert!(ended(1, Time(ended_at.0 + 1)).is_empty() && ended(2, Time(0)).is_empty());
}

#[test]
fn two_values_of_two_fields_are_two_conflicts() {
    let mut stage = Stage::new();
    let edit = |n, who, surname: &str, given: &str| {
        let fields = vec![Field::Surname(surname.into()), Field::Given(given.into())];
        let mut event = event(n, client(1), Body::FieldsSet(fields));
        event.installation = installation(who);
        event.seen.position = 1;
        event
    };
    stage.take([
        event(1, client(1), registered("Ona", "A")),
        edit(2, 2, "B", "Onutė"),
        edit(3, 3, "C", "Onytė"),
    ]);
    let open = stage.replica.open_conflicts().unwrap();
    assert_eq!(open.len(), 2);
    assert!(open.iter().all(|found| found.client == client(1) && found.visit.is_none()));
    let settled = Body::Settled { conflict: open[0].conflict.events.clone(), keep: event_id(2) };
    stage.take([event(4, client(1), settled)]);
    let settled = stage.replica.conflicts_of(client(1)).unwrap();
    assert!(settled.iter().any(|found| found.conflict.settled == Some(event_id(4))));
    let kept = stage.replica.event(event_id(2)).unwrap().unwrap();
    assert_eq!(kept, edit(2, 2, "B", "Onutė"));
}

#[test]
fn a_workers_time_is_read_by_what_it_touches() {
    let mut stage = Stage::new();
    let profile = |surname: &str| Profile {
        code: "D01".into(),
        given: "Rasa".into(),
        surname: surname.into(),
        position: "".into(),
        unit: "".into(),
        phone: "".into(),
        email: "".into(),
        languages: Vec::new(),
        hours: None,
        skills: Vec::new(),
        week: Vec::new(),
        until: None,
    };
    let block = |n, start| Block {
        id: BlockId(uuid::Uuid::from_u128(n)),
        start: Time(start),
        minutes: 10,
        reason: "".into(),
        kind: Default::default(),
    };
    let hers = StreamId::from(worker(1));
    let busy = |start| Busy { start: Time(start), minutes: 10 };
    stage.take([
        event(1, hers, Body::WorkerSet(profile("Žukė"))),
        event(2, worker(2).into(), Body::WorkerSet(profile("Ąžuolė"))),
        event(3, hers, Body::TimeBlocked(block(1, 5_000))),
        event(4, hers, Body::TimeBlocked(block(2, 1_000))),
        event(5, hers, Body::TimeFreed(block(1, 0).id)),
        event(
            6,
            hers,
            Body::BusySet {
                from: Time(0),
                to: Time(9_000),
                taken: vec![busy(2_000), busy(2_000), busy(4_000)],
            },
        ),
    ]);
    let order: Vec<_> = stage.replica.workers().unwrap().into_iter().map(|worker| worker.id).collect();
    assert_eq!(order, [worker(2), worker(1)]);
    assert_eq!(&*stage.replica.worker(worker(1)).unwrap().unwrap().profile.surname, "Žukė");
    assert_eq!(stage.replica.blocks(worker(1), Time(1_599), Time(9_000)).unwrap(), [block(2, 1_000)]);
    assert!(stage.replica.blocks(worker(1), Time(1_600), Time(9_000)).unwrap().is_empty());
    assert_eq!(stage.replica.busy(worker(1), Time(2_500), Time(4_001)).unwrap(), [busy(2_000), busy(4_000)]);
    assert!(stage.replica.busy(worker(2), Time(0), Time(9_000)).unwrap().is_empty());
}

#[test]
fn old_checklists_stay_for_old_visits() {
    let mut stage = Stage::new();
    let published = |n, version: &str, json: &str| {
        let body = Body::StandardPublished {
            version: version.into(),
            language: "lt".into(),
            questionnaire: json.into(),
        };
        event(n, client(77), body)
    };
    stage.take([published(1, "1.0.0", "{\"a\":1}")]);
    stage.take([published(2, "1.1.0", "{\"a\":2}")]);
    assert_eq!(stage.replica.standard_in_force("lt").unwrap().unwrap().version, "1.1.0");
    assert_eq!(stage.replica.standard_in_force("en").unwrap(), None);
    let old = stage.replica.questionnaire("1.0.0", "lt").unwrap().unwrap();
    assert_eq!((old.json.as_str(), old.in_force), ("{\"a\":1}", false));
    assert_eq!(stage.replica.questionnaires().unwrap().len(), 2);
}
