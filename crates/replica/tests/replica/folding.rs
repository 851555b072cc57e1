//! The tables are a function of the events alone: however they came, the rows are the same.

use crate::stage::*;
use proptest::prelude::*;
use proptest::sample::select;
use vizitas_domain::client::Field;
use vizitas_domain::event::{Body, Event, Role, Seen};
use vizitas_domain::id::{ContactId, PromiseId, StreamId};
use vizitas_domain::register::{Note, Promise, PromiseEnd};
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, VisitEvent, VisitKind};
use vizitas_domain::worker::Block;
use vizitas_replica::{Batch, Cursor, Fold};

fn visit_event() -> impl Strategy<Value = VisitEvent> {
    let start = 0..20_i64;
    prop_oneof![
        Just(VisitEvent::Requested {
            purpose: "p".into(),
            kind: VisitKind::Agreed,
            minutes: 30,
            workers_needed: 1,
            follows: None,
            skill: "".into(),
            priority: Default::default()
        }),
        (start.clone(), 1..3_u32).prop_map(|(start, n)| VisitEvent::Agreed {
            plan: plan(start, &[worker(n)]),
            agreement: Agreement::default()
        }),
        start.clone().prop_map(|start| VisitEvent::Offered {
            slots: vec![plan(start, &[worker(1)]), plan(start + 1, &[worker(2)])],
            until: Time(start)
        }),
        (1..60_u32).prop_map(|n| VisitEvent::Picked {
            offer: event_id(n),
            slot: 0,
            agreement: Agreement::default()
        }),
        start.clone().prop_map(|at| VisitEvent::SetOut { at: Time(at), arrival: None }),
        start.clone().prop_map(|at| VisitEvent::Arrived { at: Time(at) }),
        start.clone().prop_map(|at| VisitEvent::Started { at: Time(at), alone_because: "".into() }),
        start.clone().prop_map(|at| VisitEvent::Finished { at: Time(at), summary: "s".into() }),
        start.prop_map(|at| VisitEvent::NoAccess { at: Time(at), card_left: true, called: true }),
        any::<bool>().prop_map(|by_client| VisitEvent::Cancelled { by_client, reason: "".into() }),
        (1..60_u32).prop_map(|n| VisitEvent::Corrected { fact: event_id(n) }),
    ]
}

fn body() -> impl Strategy<Value = Body> {
    let promise = |n: u8| PromiseId(uuid::Uuid::from_u128(n.into()));
    prop_oneof![
        2 => select(vec!["Ona", "Jonas", "Ąžuolė"]).prop_map(|name| registered(name, name)),
        3 => select(vec!["A", "B", "C"]).prop_map(|name| Body::FieldsSet(vec![Field::Surname(name.into())])),
        9 => (1..4_u32, visit_event()).prop_map(|(n, act)| Body::Visit(visit(n), act)),
        4 => (1..60_u32).prop_map(|n| Body::NoteWritten(Note {
            visit: None, text: "n".into(), corrects: (n > 20).then(|| event_id(n)), at: Time(0)
        })),
        1 => (0..3_u8, 0..9_i64).prop_map(move |(n, due)| Body::PromiseMade(Promise {
            id: promise(n), visit: None, text: "t".into(), due: Time(due), owner: worker(1), at: Time(0)
        })),
        1 => (0..3_u8).prop_map(move |n| Body::PromiseEnded { promise: promise(n), end: PromiseEnd::Kept }),
        1 => (1..60_u32, 1..60_u32).prop_map(|(a, b)| Body::Settled {
            conflict: vec![event_id(a.min(b)), event_id(a.max(b))], keep: event_id(a)
        }),
        1 => any::<bool>().prop_map(|removed| Body::ContactSet(vizitas_domain::client::Contact {
            id: ContactId(uuid::Uuid::from_u128(1)), name: "K".into(), relation: "".into(), phone: "".into(),
            tie: Default::default(), may_be_told: false, removed
        })),
        1 => Just(Body::Unknown { kind: 99, version: 1, visit: Some(visit(1)) }),
    ]
}

fn made(n: u32, who: u32, seen: u64, stream: StreamId, body: Body) -> Event {
    let role = if who == 3 { Role::Coordinator } else { Role::Worker };
    let mut event = event(n, stream, body);
    (event.installation, event.actor, event.role) = (installation(who), worker(who), role);
    event.seen = Seen { epoch: 1, position: seen };
    event
}

/// A log of up to 40 events: two clients and a worker, three installations that have seen more or less.
fn log() -> impl Strategy<Value = Vec<Event>> {
    let step = (body(), 1..3_u32, 1..4_u32, 0..41_u64, any::<bool>());
    prop::collection::vec(step, 1..40).prop_map(|steps| {
        let events = (1..).zip(steps).map(|(n, (body, stream, who, seen, block))| {
            let seen = seen.min(u64::from(n) - 1);
            if block && n % 7 == 0 {
                let id = vizitas_domain::id::BlockId(uuid::Uuid::from_u128(u128::from(n % 3)));
                let block = Block {
                    id,
                    start: Time(n.into()),
                    minutes: 5,
                    reason: "".into(),
                    kind: Default::default(),
                };
                return made(n, who, seen, worker(1).into(), Body::TimeBlocked(block));
            }
            made(n, who, seen, client(stream), body)
        });
        events.collect()
    })
}

fn streams() -> [StreamId; 3] {
    [client(1), client(2), worker(1).into()]
}

type Rows = Vec<(&'static str, Vec<rusqlite::types::Value>)>;

fn rows(stage: &Stage, stream: StreamId) -> Rows {
    stage.replica.rows_of(stream).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn folding_on_equals_folding_again(
        log in log(),
        cuts in prop::collection::vec(1..8_usize, 40),
        own in 0..9_usize,
    ) {
        let mut on = Stage::new();
        // The last ones wait; then the log places them.
        let (settled, last) = log.split_at(log.len().saturating_sub(own));
        let mut rest = settled;
        for cut in cuts {
            let (chunk, after) = rest.split_at(cut.min(rest.len()));
            on.take(chunk.iter().cloned());
            rest = after;
        }
        for event in last {
            on.take([waiting(event.clone())]);
        }
        let one_by_one = streams().map(|stream| rows(&on, stream));
        on.replica.rebuild().unwrap();
        prop_assert_eq!(streams().map(|stream| rows(&on, stream)), one_by_one);
        let placed = last.iter().filter_map(|event| Some((event.id, event.position?))).collect();
        on.replica.apply(&Batch { placed, ..Batch::default() }).unwrap();

        let mut whole = Stage::new();
        let mut later = batch(log.iter().rev().cloned());
        later.fold = Fold::Later;
        whole.replica.apply(&later).unwrap();
        whole.replica.catch_up(1, |_| None).unwrap();

        let mut partial = Stage::new();
        partial.take(log.iter().filter(|event| event.stream == client(2)).cloned());

        for stream in streams() {
            let expected = rows(&whole, stream);
            prop_assert_eq!(&rows(&on, stream), &expected);
            prop_assert_eq!(on.replica.digest(stream, 0, 99).unwrap(), whole.replica.digest(stream, 0, 99).unwrap());
        }
        prop_assert_eq!(rows(&partial, client(2)), rows(&whole, client(2)));
        on.replica.rebuild().unwrap();
        for stream in streams() {
            prop_assert_eq!(rows(&on, stream), rows(&whole, stream));
        }
    }

    #[test]
    fn going_back_and_forth_changes_nothing(log in log(), back in 0..40_u64) {
        let mut stage = Stage::new();
        stage.take(log.iter().cloned());
        let before = streams().map(|stream| rows(&stage, stream));
        stage.replica.rewind(&Cursor { epoch: 1, position: back, head: [0; 32] }).unwrap();
        let placed: Vec<_> = log
            .iter()
            .filter_map(|event| Some((event.id, event.position.filter(|position| *position > back)?)))
            .collect();
        prop_assert_eq!(stage.replica.waiting_events().unwrap().len(), placed.len());
        stage.replica.apply(&Batch { placed, ..Batch::default() }).unwrap();
        prop_assert_eq!(streams().map(|stream| rows(&stage, stream)), before);
    }
}
