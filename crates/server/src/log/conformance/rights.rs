//! The rights of clients, as every back end must keep them.

use super::id;
use crate::log::{Erasure, Fate, Log, PageAnswer, PageLink, Restriction, RetentionNotice};
use std::sync::Arc;
use vizitas_domain::id::{ActorId, StreamId, VisitId};
use vizitas_domain::time::Time;

fn erasure(stream: u8) -> Erasure {
    Erasure {
        stream: StreamId(id(stream)),
        person: StreamId(id(1)),
        ground: "consent".to_owned(),
        words: "raštu".into(),
        asked_by: ActorId(id(8)),
        asked: Time(stream.into()),
        agreed_by: None,
        done: None,
        position: None,
    }
}

pub(super) fn erasures_restrictions_and_notices_come_back(log: Arc<dyn Log>) {
    let (first, second) = (erasure(1), erasure(2));
    let done = Erasure {
        words: "".into(),
        agreed_by: Some(ActorId(id(9))),
        done: Some(Time(7)),
        position: Some(40),
        ..first.clone()
    };
    let held = Restriction {
        stream: StreamId(id(3)),
        person: StreamId(id(3)),
        ground: "claim".to_owned(),
        words: "".into(),
        actor: ActorId(id(8)),
        since: Time(4),
        held_by: vec![ActorId(id(7)), ActorId(id(6))],
    };
    let notice = |stream, due| RetentionNotice {
        stream: StreamId(id(stream)),
        class: "case".to_owned(),
        announced: Time(1),
        due: Time(due),
    };
    let put = (first.clone(), second.clone(), done.clone(), held.clone());
    log.write(move |log| {
        log.put_erasure(&put.0)?;
        log.put_erasure(&put.1)?;
        log.put_erasure(&put.2)?;
        // Only what is not done can be taken back.
        log.drop_erasure(put.0.stream)?;
        log.put_restriction(&put.3)?;
        log.put_retention_notice(&notice(5, 9))?;
        log.put_retention_notice(&notice(6, 8))
    })
    .unwrap();
    assert_eq!(log.read(|log| log.erasures()).unwrap(), [second.clone(), done.clone()]);
    assert_eq!(log.read(|log| log.erasure(StreamId(id(1)))).unwrap(), Some(done));
    assert_eq!(log.read(|log| log.restrictions()).unwrap(), [held]);
    assert_eq!(log.read(|log| log.retention_notices()).unwrap(), [notice(6, 8), notice(5, 9)]);
    log.write(move |log| {
        log.drop_erasure(second.stream)?;
        log.drop_restriction(StreamId(id(3)))?;
        log.drop_retention_notice(StreamId(id(6)))
    })
    .unwrap();
    assert_eq!(log.read(|log| log.erasures()).unwrap().len(), 1);
    assert!(log.read(|log| log.restrictions()).unwrap().is_empty());
    assert_eq!(log.read(|log| log.retention_notices()).unwrap(), [notice(5, 9)]);
}

pub(super) fn what_names_a_stream_is_forgotten_and_no_others(log: Arc<dyn Log>) {
    let link = |stream: u8| PageLink {
        hash: [stream; 32],
        stream: StreamId(id(stream)),
        visit: VisitId(id(stream)),
        made: Time(1),
        ended: None,
    };
    let answer = |stream: u8| PageAnswer {
        visit: VisitId(id(stream)),
        number: 1,
        stream: StreamId(id(stream)),
        link: [stream; 32],
        said: "fits".to_owned(),
        plan: None,
        event: None,
        at: Time(1),
        fate: Fate::Stands,
    };
    log.write(move |log| {
        for stream in [1, 2] {
            log.put_page_link(&link(stream))?;
            log.put_page_answer(&answer(stream))?;
        }
        Ok(())
    })
    .unwrap();
    let left = |stream: u8| -> u64 {
        let remains = log.read(|log| log.remains_of(StreamId(id(stream)))).unwrap();
        remains.iter().map(|(_, count)| count).sum()
    };
    assert_eq!((left(1), left(2)), (2, 2));
    log.write(|log| log.forget_stream(StreamId(id(1)), &[])).unwrap();
    assert_eq!((left(1), left(2)), (0, 2));
    log.settle().unwrap();
    assert_eq!(log.read(|log| log.page_link(&[2; 32])).unwrap(), Some(link(2)));
}
