//! Passkeys, and what somebody began with one.

use super::id;
use crate::log::{Ceremony, Log, PasskeyRow};
use std::sync::Arc;
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;

fn passkey(number: u8, actor: u8, since: i64) -> PasskeyRow {
    PasskeyRow {
        passkey: id(number),
        credential: vec![number; 20],
        actor: ActorId(id(actor)),
        name: "Telefonas".into(),
        key: "{}".to_owned(),
        since: Time(since),
        used: None,
    }
}

fn ceremony(number: u8, place: u8, began: i64) -> Ceremony {
    Ceremony {
        handle: Hash([number; 32]),
        kind: "sign in".to_owned(),
        session: None,
        place: Hash([place; 32]),
        state: "{}".to_owned(),
        began: Time(began),
    }
}

pub(super) fn passkeys_come_back_until_they_are_removed(log: Arc<dyn Log>) {
    let (first, second, others) = (passkey(1, 7, 2), passkey(2, 7, 1), passkey(3, 8, 1));
    let used = PasskeyRow { used: Some(Time(9)), key: "{\"counter\":2}".to_owned(), ..first.clone() };
    let written = [first.clone(), second.clone(), others.clone(), used.clone()];
    let twice = PasskeyRow { passkey: id(4), ..second.clone() };
    log.write(move |log| written.iter().try_for_each(|row| log.put_passkey(row))).unwrap();
    assert!(log.write(move |log| log.put_passkey(&twice)).is_err(), "a key is kept once");
    log.read(|log| {
        assert_eq!(log.passkeys_of(first.actor)?, [second.clone(), used.clone()]);
        assert_eq!(log.passkey(&others.credential)?, Some(others.clone()));
        assert_eq!(log.passkey(&[9])?, None);
        Ok(())
    })
    .unwrap();
    let (gone, again) =
        log.write(move |log| Ok((log.remove_passkey(id(2))?, log.remove_passkey(id(2))?))).unwrap();
    assert_eq!((gone, again), (true, false));
    assert_eq!(log.read(|log| log.passkeys_of(first.actor)).unwrap(), [used]);
}

pub(super) fn a_ceremony_is_taken_once_and_the_oldest_of_a_place_give_way(log: Arc<dyn Log>) {
    let begin = |one: Ceremony, since: i64| {
        log.write(move |log| log.put_ceremony(&one, Time(since), 2)).unwrap();
    };
    let stands = |number: u8| log.read(|log| log.ceremony(&Hash([number; 32]))).unwrap();
    let take = |number: u8| log.write(move |log| log.take_ceremony(&Hash([number; 32]))).unwrap();
    begin(ceremony(1, 1, 10), 0);
    begin(ceremony(2, 1, 11), 0);
    assert_eq!(stands(1), Some(ceremony(1, 1, 10)));
    assert_eq!((take(2), take(2)), (Some(ceremony(2, 1, 11)), None));
    // Of one place two stand; the others are another's.
    begin(ceremony(3, 2, 11), 0);
    for number in [4, 5] {
        begin(ceremony(number, 1, 12), 0);
    }
    assert_eq!([1, 3, 4, 5].map(|number| stands(number).is_some()), [false, true, true, true]);
    begin(ceremony(6, 1, 12), 0);
    assert!(stands(6).is_some(), "the one that begins now is never the one that gives way");
    // What began too long ago is forgotten.
    begin(ceremony(7, 3, 20), 12);
    assert_eq!([3, 6, 7].map(|number| stands(number).is_some()), [false, true, true]);
    // What is begun for something else, or in a session, gives way to its own alone.
    let other = |number| Ceremony { kind: "add".to_owned(), ..ceremony(number, 3, 20) };
    let within = |number, place| Ceremony { session: Some(id(1)), ..ceremony(number, place, 20) };
    for one in [other(8), other(9), within(10, 3), within(11, 4), other(12), within(13, 3)] {
        begin(one, 12);
    }
    assert_eq!([7, 12, 13].map(|number| stands(number).is_some()), [true; 3]);
    for two in [[8, 9], [10, 11]] {
        assert_eq!(two.into_iter().filter(|number| stands(*number).is_some()).count(), 1);
    }
    log.write(|log| log.drop_ceremonies()).unwrap();
    assert_eq!(stands(7), None);
}
