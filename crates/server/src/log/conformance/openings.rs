//! Clients who were opened to somebody for a while.

use super::id;
use crate::log::{Log, Opening};
use std::sync::Arc;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

fn opening(number: u8, actor: u8, stream: u8, since: i64) -> Opening {
    Opening {
        id: id(number),
        actor: ActorId(id(actor)),
        stream: StreamId(id(stream)),
        reason: "danger".to_owned(),
        words: "Neatsiliepia, girdisi dejonės".into(),
        since: Time(since),
        until: Time(since + 100),
        ended: None,
        ended_by: None,
        reviewed: None,
        reviewed_by: None,
        remark: Text::default(),
    }
}

pub(super) fn openings_come_back_and_end(log: Arc<dyn Log>) {
    let (first, second, other) = (opening(1, 7, 3, 10), opening(2, 7, 4, 20), opening(3, 8, 3, 30));
    let all = [first.clone(), second.clone(), other.clone()];
    log.write(move |log| all.iter().try_for_each(|one| log.put_opening(one))).unwrap();
    let of = |actor: u8, at: i64| log.read(|log| log.openings_of(ActorId(id(actor)), Time(at))).unwrap();
    assert_eq!(of(7, 30), [first.clone(), second.clone()]);
    // Each ends by the clock, in its own second.
    assert_eq!((of(7, 109).len(), of(7, 110), of(7, 120)), (2, vec![second.clone()], vec![]));
    let seen = Opening {
        ended: Some(Time(40)),
        ended_by: Some(ActorId(id(9))),
        reviewed: Some(Time(50)),
        reviewed_by: Some(ActorId(id(9))),
        remark: "Pagrįsta".into(),
        ..other.clone()
    };
    let put = seen.clone();
    log.write(move |log| log.put_opening(&put)).unwrap();
    assert_eq!(log.read(|log| log.opening(other.id)).unwrap(), Some(seen.clone()));
    assert_eq!(log.read(|log| log.opening(id(99))).unwrap(), None);
    assert!(of(8, 35).is_empty());
    // Those that nobody has looked at come first, the one that waits longest before all.
    assert_eq!(log.read(|log| log.openings()).unwrap(), [first.clone(), second.clone(), seen]);
    assert_eq!(log.read(|log| log.openings_unseen()).unwrap(), [first.clone(), second]);
    let since = |at: i64| log.read(|log| log.openings_since(ActorId(id(7)), Time(at))).unwrap();
    assert_eq!([since(9), since(10), since(20)], [2, 1, 0]);
    log.write(|log| log.end_openings_on(StreamId(id(4)), Time(60))).unwrap();
    assert_eq!(of(7, 60), [first]);
    // With the person's own access they end, too, and what had ended stays as it was.
    log.write(|log| log.end_sessions(Some(ActorId(id(7))), Time(70))).unwrap();
    let ended = |number| log.read(|log| log.opening(id(number))).unwrap().unwrap().ended;
    assert_eq!([ended(1), ended(2), ended(3)], [Some(Time(70)), Some(Time(60)), Some(Time(40))]);
}
