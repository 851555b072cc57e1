//! What a worker does not know of her visits, by what her tablets have taken.

use crate::story::*;
use vizitas_domain::event::Body;
use vizitas_domain::id::EventId;
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_domain::unseen::{Change, Sight, Sighting, Tablet, Unseen, unseen};
use vizitas_domain::visit::{Agreement, VisitEvent, VisitKind};

fn minute(minute: i64) -> Time {
    Time(minute * 60)
}

/// What Rasa does not know whose tablet took the story as it was agreed.
fn of(who: u128, known: u64, story: &Story) -> Vec<(Change, Option<Time>, Option<Time>)> {
    let found = unseen(worker(who), known, &story.events, &story.epochs);
    found.into_iter().map(|one| (one.change, one.was, one.is)).collect()
}

#[test]
fn what_is_behind_the_tablet_is_unseen_by_whom_it_concerns() {
    let covered = || VisitEvent::Covered { workers: vec![worker(JONAS)] };
    let wish = || VisitEvent::MoveAsked { plan: None, wish: "".into(), agreement: Agreement::default() };
    let (ten, one) = (Some(minute(600)), Some(minute(780)));
    type Told = Vec<(Change, Option<Time>, Option<Time>)>;
    let cases: [(&str, Vec<VisitEvent>, Told, Told); 9] = [
        ("nothing", vec![], vec![], vec![]),
        ("by the office", vec![cancelled(false)], vec![(Change::Cancelled, ten, None)], vec![]),
        ("moved", vec![must_move(), agreed(780, RASA)], vec![(Change::Moved, ten, one)], vec![]),
        ("covered", vec![covered()], vec![(Change::Away, ten, None)], vec![(Change::New, None, ten)]),
        (
            "moved and given away",
            vec![must_move(), agreed(780, JONAS)],
            vec![(Change::Away, ten, None)],
            vec![(Change::New, None, one)],
        ),
        ("given up", vec![must_move()], vec![(Change::Open, ten, None)], vec![]),
        (
            "given away, then cancelled",
            vec![covered(), cancelled(false)],
            vec![(Change::Cancelled, ten, None)],
            vec![],
        ),
        (
            "moved and back",
            vec![must_move(), agreed(780, RASA), must_move(), agreed(600, RASA)],
            vec![],
            vec![],
        ),
        (
            "silence",
            vec![VisitEvent::PlanHeld { plan: EventId(uuid::Uuid::nil()) }, VisitEvent::Overdue],
            vec![],
            vec![],
        ),
    ];
    for (name, acts, rasa, jonas) in cases {
        let mut story = Story::agreed();
        for act in acts {
            story.knows_all(OFFICE);
            story.tell(OFFICE, act);
        }
        assert_eq!(of(RASA, 2, &story), rasa, "{name}");
        assert_eq!(of(JONAS, 2, &story), jonas, "{name}");
        assert_eq!(of(RASA, story.head(), &story), [], "{name}: taken");
        assert_eq!(of(COORDINATOR, 2, &story), [], "{name}: not hers");
    }
    // The client wants another time: nobody need stand at that door before it is known which.
    let mut story = Story::agreed();
    story.tell(PERSON, wish());
    assert_eq!(of(RASA, 2, &story), [(Change::Open, ten, None)]);
    // A tablet that has nothing of the visit: it is new.
    assert_eq!(of(RASA, 1, &Story::agreed()), [(Change::New, None, ten)]);
}

#[test]
fn what_she_did_herself_she_knows_and_what_was_done_at_the_door_is_over() {
    let mut story = Story::agreed();
    story.tell(WORKER, cancelled(true));
    assert_eq!(of(RASA, 2, &story), []);
    // Her own word at the door, and the office's at the same time: hers stands, and she misses nothing.
    let mut story = Story::agreed();
    story.tell(OFFICE, cancelled(false));
    assert_eq!(of(RASA, 2, &story).len(), 1);
    story.tell(WORKER, arrived(600));
    assert_eq!(story.visit().state, State::Arrived);
    assert_eq!(of(RASA, 2, &story), []);
    // An unannounced visit has the same two times.
    let mut story = Story::default();
    story.tell(OFFICE, requested(VisitKind::Unannounced));
    story.tell(OFFICE, VisitEvent::Scheduled(plan(600, RASA)));
    story.knows_all(OFFICE);
    story.tell(OFFICE, must_move());
    story.tell(OFFICE, VisitEvent::Scheduled(plan(780, RASA)));
    assert_eq!(of(RASA, 2, &story), [(Change::Moved, Some(minute(600)), Some(minute(780)))]);
}

#[test]
fn a_settlement_is_news_too_and_the_first_of_two_changes_says_since_when() {
    let mut story = Story::agreed();
    story.tell(OFFICE, must_move());
    for who in [WORKER, COLLEAGUE, OFFICE] {
        story.knows_all(who);
    }
    story.tell(WORKER, agreed(800, RASA));
    let second = story.tell(COLLEAGUE, agreed(900, JONAS));
    let taken = story.head();
    assert_eq!(of(RASA, taken, &story), []);
    let conflict = story.visit().conflicts[0].events.clone();
    story.knows_all(OFFICE);
    let settled = story.write(OFFICE, Body::Settled { conflict, keep: second });
    let found = unseen(worker(RASA), taken, &story.events, &story.epochs);
    let [one] = found[..] else { panic!("{found:?}") };
    assert_eq!((one.change, one.was, one.about), (Change::Away, Some(minute(800)), settled));

    let mut story = Story::agreed();
    for start in [700, 780] {
        story.knows_all(OFFICE);
        story.tell(OFFICE, must_move());
        story.knows_all(OFFICE);
        story.tell(OFFICE, agreed(start, RASA));
    }
    let [one] = unseen(worker(RASA), 2, &story.events, &story.epochs)[..] else { panic!() };
    assert_eq!((one.since, one.about, one.minutes), (minute(3), story.events[5].id, 45));
    assert_eq!((one.was, one.is), (Some(minute(600)), Some(minute(780))));
}

#[test]
fn either_of_two_tablets_is_enough_and_a_revoked_one_counts_no_more() {
    let seen = |at, position| Some(Sighting { at: Time(at), position });
    let in_use = |sighting| Tablet { sighting, revoked: false };
    let revoked = |sighting| Tablet { sighting, revoked: true };
    let sight = |tablets, last, known| Sight { tablets, last, known };
    let cases = [
        (vec![], sight(0, None, None)),
        (vec![in_use(None)], sight(1, None, None)),
        (vec![in_use(seen(8, 0))], sight(1, None, None)),
        (vec![in_use(seen(8, 40))], sight(1, seen(8, 40), Some(40))),
        (vec![in_use(seen(9, 40)), in_use(seen(8, 50))], sight(2, seen(9, 50), Some(50))),
        (vec![in_use(seen(8, 40)), revoked(seen(9, 90))], sight(1, seen(8, 40), Some(40))),
        // What she had in hand before: by that she goes until the new one has the plan.
        (vec![in_use(seen(9, 0)), revoked(seen(8, 90))], sight(1, None, Some(90))),
        (vec![revoked(seen(8, 90)), revoked(None)], sight(0, None, Some(90))),
    ];
    for (tablets, expected) in cases {
        assert_eq!(Sight::of(&tablets), expected, "{tablets:?}");
    }
}

#[test]
fn somebody_calls_after_a_quarter_of_an_hour_or_sooner_when_the_visit_is_near() {
    let unseen = |change, was: i64, is: Option<i64>, since| Unseen {
        visit: VISIT,
        change,
        was: Some(minute(was)),
        is: is.map(minute),
        minutes: 45,
        about: EventId(uuid::Uuid::nil()),
        since: minute(since),
    };
    use Change as C;
    let cases = [
        (unseen(C::Cancelled, 900, None, 480), 494, false),
        (unseen(C::Cancelled, 900, None, 480), 495, true),
        (unseen(C::Cancelled, 600, None, 480), 480, false),
        (unseen(C::Cancelled, 600, None, 480), 481, true),
        (unseen(C::Cancelled, 601, None, 480), 481, true),
        (unseen(C::Cancelled, 602, None, 480), 481, false),
        (unseen(C::Cancelled, 600, None, 480), 644, true),
        (unseen(C::Cancelled, 600, None, 480), 645, false),
        // Of two times either may be near, and the later one is still to come.
        (unseen(C::Moved, 900, Some(600), 480), 481, true),
        (unseen(C::Moved, 600, Some(900), 480), 700, true),
        (unseen(C::Away, 900, None, 480), 495, true),
        (unseen(C::Open, 900, None, 480), 495, true),
        (unseen(C::New, 600, Some(600), 480), 590, false),
        // Made by a clock that is ahead.
        (unseen(C::Cancelled, 900, None, 2_000), 700, false),
        (unseen(C::Cancelled, 900, None, 2_000), 780, true),
    ];
    for (unseen, now, calls) in cases {
        assert_eq!(unseen.needs_call(minute(now)), calls, "{unseen:?} at {now}");
    }
    let moved = unseen(C::Moved, 600, Some(900), 480);
    assert!(moved.is_within(minute(590), minute(601)) && moved.is_within(minute(900), minute(901)));
    assert!(!moved.is_within(minute(601), minute(900)));
    assert!(!moved.is_past(minute(944)) && moved.is_past(minute(945)));
}
