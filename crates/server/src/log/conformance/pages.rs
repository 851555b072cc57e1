//! Clients' pages, as every back end must keep them.

use super::id;
use crate::log::{Fate, Log, PageAnswer, PageLink};
use std::sync::Arc;
use vizitas_domain::id::{EventId, StreamId, VisitId};
use vizitas_domain::time::Time;

pub(super) fn a_link_is_found_by_its_hash_and_may_end(log: Arc<dyn Log>) {
    let link = PageLink {
        hash: [1; 32],
        stream: StreamId(id(2)),
        visit: VisitId(id(3)),
        made: Time(4),
        ended: None,
    };
    log.write(move |log| log.put_page_link(&link)).unwrap();
    assert_eq!(log.read(|log| log.page_link(&[1; 32])).unwrap(), Some(link));
    assert_eq!(log.read(|log| log.page_link(&[2; 32])).unwrap(), None);
    let ended = PageLink { ended: Some(Time(5)), ..link };
    log.write(move |log| log.put_page_link(&ended)).unwrap();
    assert_eq!(log.read(|log| log.page_link(&[1; 32])).unwrap(), Some(ended));
}

pub(super) fn answers_on_a_page_come_back_newest_first(log: Arc<dyn Log>) {
    let answer = |number, said: &str, fate| PageAnswer {
        visit: VisitId(id(1)),
        number,
        stream: StreamId(id(2)),
        link: [3; 32],
        said: said.to_owned(),
        plan: Some(EventId(id(4))),
        event: (number == 1).then_some(EventId(id(5))),
        at: Time(number.into()),
        fate,
    };
    let (first, second) = (answer(1, "fits", Fate::Stands), answer(2, "pick 0", Fate::Taken));
    let other = PageAnswer { visit: VisitId(id(9)), ..second.clone() };
    let put = [first.clone(), second.clone(), other];
    log.write(move |log| put.iter().try_for_each(|one| log.put_page_answer(one))).unwrap();
    let undone = PageAnswer { fate: Fate::Undone, ..first };
    let put = undone.clone();
    log.write(move |log| log.put_page_answer(&put)).unwrap();
    assert_eq!(log.read(|log| log.page_answers(VisitId(id(1)), 9)).unwrap(), [second.clone(), undone]);
    assert_eq!(log.read(|log| log.page_answers(VisitId(id(1)), 1)).unwrap(), [second]);
}
