//! What led a visit on, from events by way of the domain's own fold.

use super::*;
use uuid::Uuid;
use vizitas_domain::client::Channel;
use vizitas_domain::concurrency::Epochs;
use vizitas_domain::event::Seen;
use vizitas_domain::fold::client::fold;
use vizitas_domain::visit::{Agreement, AnsweredBy, Cause, Plan, Priority, VisitKind};

/// Between two events.
const SECONDS: i64 = 100;
const VISIT: VisitId = VisitId(Uuid::from_u128(7));

fn event(position: u64, role: Role, act: VisitEvent) -> Event {
    Event {
        id: EventId(Uuid::from_u128(position.into())),
        stream: StreamId(Uuid::from_u128(900)),
        position: Some(position),
        installation: InstallationId(Uuid::from_u128(1)),
        actor: ActorId(Uuid::from_u128(2)),
        role,
        seen: Seen { epoch: 1, position: position - 1 },
        at: Time(i64::try_from(position).unwrap_or_default() * SECONDS),
        body: Body::Visit(VISIT, act),
    }
}

fn agreement() -> Agreement {
    Agreement { by: AnsweredBy::Client, channel: Channel::Page, at: Time(1) }
}

fn agreed() -> VisitEvent {
    let plan =
        Plan { start: Time(900), minutes: 30, workers: vec![ActorId(Uuid::from_u128(2))], place: "".into() };
    VisitEvent::Agreed { plan, agreement: agreement() }
}

/// What is done, and what led the visit on.
type Case<'a> = (&'a [(Role, VisitEvent)], &'a [(State, State, u64)]);

/// A visit that these acts make, each by its role, and what led it on.
fn led_on(acts: &[(Role, VisitEvent)]) -> Vec<(State, State, u64)> {
    let requested = VisitEvent::Requested {
        purpose: "".into(),
        kind: VisitKind::Agreed,
        minutes: 30,
        workers_needed: 1,
        follows: None,
        skill: "".into(),
        priority: Priority::default(),
    };
    let all = std::iter::once((Role::Coordinator, requested)).chain(acts.iter().cloned());
    let events: Vec<Event> =
        (1..).zip(all).map(|(position, (role, act))| event(position, role, act)).collect();
    let visit = fold(&events, &Epochs::default()).visits.remove(&VISIT).unwrap();
    let steps = steps(&visit, &events);
    steps.iter().map(|step| (step.from, step.to, step.event.position.unwrap_or_default())).collect()
}

#[test]
fn what_led_a_visit_on_is_said_and_nothing_else() {
    use Role::{Client, Coordinator, System, Worker};
    use State as S;
    let must = || VisitEvent::MustMove { cause: Cause::Ill, note: "".into() };
    let asked = || VisitEvent::MoveAsked { plan: None, wish: "".into(), agreement: agreement() };
    let arrived = || VisitEvent::Arrived { at: Time(1000) };
    let missed = || VisitEvent::Missed { reason: "ligos lapas".into() };
    let third = EventId(Uuid::from_u128(3));
    let kept = || VisitEvent::KeptOld { agreement: agreement() };
    let cases: &[Case] = &[
        (&[], &[]),
        (&[(Coordinator, agreed())], &[(S::Requested, S::Confirmed, 2)]),
        (
            &[(Coordinator, agreed()), (Coordinator, must()), (Coordinator, agreed())],
            &[(S::Requested, S::Confirmed, 2), (S::RescheduleNeeded, S::Confirmed, 4)],
        ),
        (
            &[(Coordinator, agreed()), (Client, asked()), (Client, kept())],
            &[(S::Requested, S::Confirmed, 2), (S::MoveAsked, S::Confirmed, 4)],
        ),
        // The client took the wish back: the visit is where it was.
        (
            &[
                (Coordinator, agreed()),
                (Client, asked()),
                (Client, VisitEvent::AnswerWithdrawn { answer: third }),
            ],
            &[(S::Requested, S::Confirmed, 2), (S::MoveAsked, S::Confirmed, 4)],
        ),
        // Nothing was heard until the tablet had signal again.
        (
            &[(Coordinator, agreed()), (System, VisitEvent::Overdue), (Worker, arrived())],
            &[(S::Requested, S::Confirmed, 2), (S::Overdue, S::Arrived, 4)],
        ),
        (
            &[(Coordinator, agreed()), (System, VisitEvent::Overdue), (Coordinator, missed())],
            &[(S::Requested, S::Confirmed, 2), (S::Overdue, S::Missed, 4)],
        ),
        // What was not possible led nowhere.
        (&[(Coordinator, agreed()), (Coordinator, missed())], &[(S::Requested, S::Confirmed, 2)]),
    ];
    for (acts, expected) in cases {
        assert_eq!(led_on(acts), *expected, "{acts:?}");
    }
}
