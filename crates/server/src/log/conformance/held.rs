//! What became of events in quarantine, as every back end must keep it.

use super::{Maker, id, link};
use crate::log::{Held, HeldFate, HeldOutcome, HeldSize, Log, Quarantined};
use std::sync::Arc;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::time::Time;

pub(super) fn what_became_of_an_event_is_kept_and_can_be_taken_back(log: Arc<dyn Log>) {
    let mut maker = Maker::new(1);
    let held = |event: vizitas_sync::event::SealedEvent| Quarantined {
        link: link(&event, None),
        held: Held::Refused,
        code: 18,
        event,
        at: Time(5),
    };
    let (first, second) = (held(maker.event(StreamId(id(1)))), held(maker.event(StreamId(id(1)))));
    let (put, of) = ([first.clone(), second.clone()], first.link.installation);
    log.write(move |log| put.iter().try_for_each(|one| log.put_quarantine(one))).unwrap();
    let undecided = || log.read(|log| log.undecided(10)).unwrap();
    assert_eq!(undecided(), [first.clone(), second.clone()]);
    assert_eq!(log.read(|log| log.undecided(1)).unwrap().len(), 1);
    let size = || log.read(|log| log.undecided_size(of)).unwrap();
    let bytes = |one: &Quarantined| (one.event.header_bytes().len() + one.event.sealed().len()) as u64;
    assert_eq!(size(), HeldSize { events: 2, bytes: bytes(&first) + bytes(&second) });

    let kept = |fate, at| HeldOutcome {
        link: first.link,
        fate,
        actor: Some(ActorId(id(7))),
        at: Time(at),
        words: "žinoma".into(),
    };
    let (earlier, later) = (kept(HeldFate::Kept, 8), kept(HeldFate::LetGo, 9));
    let both = [earlier, later.clone()];
    log.write(move |log| both.iter().try_for_each(|one| log.put_held_outcome(one))).unwrap();
    assert_eq!(undecided(), std::slice::from_ref(&second));
    assert_eq!(size(), HeldSize { events: 1, bytes: bytes(&second) }, "a decision makes room");
    assert_eq!(log.read(|log| log.quarantine(of)).unwrap().len(), 2, "its bytes stay");
    assert_eq!(log.read(|log| log.held_outcomes(Time(9))).unwrap(), [later]);
    assert!(log.read(|log| log.held_outcomes(Time(10))).unwrap().is_empty());
    let decided = first.link;
    let fate = |link| log.read(|log| log.held_outcome(&link)).unwrap().map(|outcome| outcome.fate);
    assert_eq!((fate(first.link), fate(second.link)), (Some(HeldFate::LetGo), None));
    assert!(log.write(move |log| log.drop_held_outcome(&decided)).unwrap());
    assert!(!log.write(move |log| log.drop_held_outcome(&decided)).unwrap());
    assert_eq!(undecided().len(), 2);

    // What found its place says so by itself; what was never held has nothing to say.
    let (placed, other) = (second.link, Maker::new(2).event(StreamId(id(1))));
    log.write(move |log| log.leave_quarantine(&placed, Time(20))).unwrap();
    log.write(move |log| log.leave_quarantine(&link(&other, None), Time(21))).unwrap();
    let outcomes = log.read(|log| log.held_outcomes(Time(20))).unwrap();
    assert_eq!(
        outcomes.iter().map(|one| (one.link, one.fate)).collect::<Vec<_>>(),
        [(placed, HeldFate::Placed)]
    );
    assert!(log.read(|log| log.is_undecided(of)).unwrap());
    log.write(move |log| log.leave_quarantine(&decided, Time(22))).unwrap();
    assert!(!log.read(|log| log.is_undecided(of)).unwrap());
}
