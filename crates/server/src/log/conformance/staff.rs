//! People who sign in, their sessions and tries.

use super::id;
use crate::log::{Log, Session, StaffRow, Suspension, Tries};
use crate::staff::StaffRole;
use std::sync::Arc;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;
use vizitas_sync::wire::{Deed, Look};

fn person(number: u8, login: &str) -> StaffRow {
    StaffRow {
        actor: ActorId(id(number)),
        login: login.into(),
        name: "Rūta".into(),
        role: StaffRole::Head,
        unit: "Poskyris".into(),
        password: "$argon2id$".into(),
        totp: vec![1, 2],
        totp_proved: true,
        totp_step: 59_847_120,
        setup: Some(Hash([3; 32])),
        setup_until: Time(4),
        since: Time(5),
        disabled: None,
        suspended: None,
    }
}

fn session(number: u8, actor: ActorId, since: i64) -> Session {
    Session {
        session: id(number),
        token: Hash([number; 32]),
        actor,
        since: Time(since),
        seen: Time(since),
        browser: "Firefox".into(),
        ended: None,
        proved: None,
    }
}

pub(super) fn those_who_sign_in_come_back(log: Arc<dyn Log>) {
    let (ruta, jonas) = (person(1, "ruta"), person(2, "jonas"));
    let gone = StaffRow { setup: None, disabled: Some(Time(9)), ..ruta.clone() };
    let (first, second, other) =
        (session(5, ruta.actor, 1), session(6, ruta.actor, 2), session(7, jonas.actor, 3));
    let subject = Hash([8; 32]);
    let look =
        Look { id: id(9), at: Time(1), stream: StreamId(id(3)), deed: Deed::Opened, reason: "".into() };
    let namesake = StaffRow { actor: ActorId(id(4)), ..jonas.clone() };
    let written = (ruta.clone(), jonas.clone(), gone.clone(), [first.clone(), second.clone(), other.clone()]);
    log.write(move |log| {
        let (ruta, jonas, gone, sessions) = written;
        for row in [&ruta, &jonas, &gone] {
            log.put_staff(row)?;
        }
        sessions.iter().try_for_each(|session| log.put_session(session))?;
        log.put_tries(&subject, Tries { tries: 2, last: Time(7), since: Time(5) })?;
        log.audit_look(ActorId(id(1)), &look)
    })
    .unwrap();
    assert!(log.write(move |log| log.put_staff(&namesake)).is_err(), "a login is one person's");
    log.read(|log| {
        assert_eq!(log.staff()?, [jonas.clone(), gone.clone()]);
        assert_eq!(log.staff_of(ruta.actor)?, Some(gone.clone()));
        assert_eq!((log.staff_named("jonas")?, log.staff_named("Jonas")?), (Some(jonas.clone()), None));
        assert_eq!(log.session(&second.token)?, Some(second.clone()));
        assert_eq!(log.sessions_of(ruta.actor)?, [second.clone(), first.clone()]);
        assert_eq!(log.tries(&subject)?, Tries { tries: 2, last: Time(7), since: Time(5) });
        assert_eq!(log.tries(&Hash::ZERO)?, Tries::default());
        assert!(log.has_look(id(9))? && !log.has_look(id(1))?);
        assert_eq!(log.last_active()?, [(ruta.actor, Time(2)), (jonas.actor, Time(3))]);
        Ok(())
    })
    .unwrap();
    let rests =
        Suspension { actor: jonas.actor, warned: Some(Time(6)), since: Some(Time(7)), back: Some(Time(1)) };
    log.write(move |log| {
        log.put_suspension(&Suspension { since: None, ..rests })?;
        log.put_suspension(&rests)?;
        assert_eq!(log.read().suspensions()?, [rests]);
        let row = log.read().staff_of(rests.actor)?.unwrap();
        assert_eq!(
            (row.suspended, row.may_sign_in(Time(1)), row.has_access(Time(1))),
            (rests.since, false, true)
        );
        // What is written of a person says nothing of it.
        log.put_staff(&StaffRow { suspended: None, ..row })?;
        assert_eq!(log.read().staff_of(rests.actor)?.unwrap().suspended, rests.since);
        assert_eq!(log.read().staff_of(ActorId(id(1)))?.unwrap().suspended, None);
        log.put_suspension(&Suspension { since: None, ..rests })
    })
    .unwrap();
    let ended = |token: Hash| log.read(|log| log.session(&token)).unwrap().unwrap().ended;
    log.write(move |log| {
        log.put_tries(&subject, Tries::default())?;
        log.end_sessions(Some(ruta.actor), Time(20))
    })
    .unwrap();
    assert_eq!(
        (ended(first.token), ended(second.token), ended(other.token)),
        (Some(Time(20)), Some(Time(20)), None)
    );
    log.write(|log| log.end_sessions(None, Time(21))).unwrap();
    assert_eq!((ended(first.token), ended(other.token)), (Some(Time(20)), Some(Time(21))));
    assert_eq!(log.read(|log| log.tries(&subject)).unwrap(), Tries::default());
}
