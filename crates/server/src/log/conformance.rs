//! What every back end of the log must do. Each back end's own tests call [`suite`] with a way to make an empty log.

mod accounts;
mod audit;
mod held;
mod jobs;
mod leases;
mod openings;
mod pages;
mod passkeys;
mod photos;
mod rights;
mod sightings;
mod staff;
mod wipes;

use super::{
    Claim, Code, Epoch, Grant, Held, Installation, LedgerRow, Link, Log, Person, Quarantined, StreamKind,
};
use crate::error::Error;
use ring::rand::SystemRandom;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::event::{Body, Role, Seen};
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId, VisitId};
use vizitas_domain::time::Time;
use vizitas_sync::chain::{Chain, Draft, Head};
use vizitas_sync::event::SealedEvent;
use vizitas_sync::hash::Hash;
use vizitas_sync::hlc::Hlc;
use vizitas_sync::keys::{DataKey, StreamKey};
use vizitas_sync::log::{Digest, next_head};
use vizitas_sync::sign::SigningKey;

/// Runs every check, each on an empty log of its own.
pub(super) fn suite<L: Log + 'static>(make: impl Fn() -> Arc<L>) {
    let checks: [fn(Arc<dyn Log>); 34] = [
        positions_are_gap_free_under_many_writers,
        the_chain_covers_every_position,
        failed_work_leaves_no_trace,
        one_event_has_one_position,
        a_grant_shows_what_lies_between_its_ends,
        a_chain_of_an_installation_is_found_link_by_link,
        the_quarantine_keeps_bytes_until_they_are_placed,
        held::what_became_of_an_event_is_kept_and_can_be_taken_back,
        small_tables_come_back,
        audit::a_chain_has_no_gap_and_each_record_covers_the_one_before,
        audit::a_look_told_twice_stands_in_it_once,
        audit::records_of_a_log_that_was_replaced_go_on_where_they_stood,
        audit::checkpoints_come_back_in_order,
        audit::it_is_searched_backwards,
        audit::of_each_witness_the_newest_that_fits_stays_and_all_that_do_not,
        openings::openings_come_back_and_end,
        pages::a_link_is_found_by_its_hash_and_may_end,
        pages::answers_on_a_page_come_back_newest_first,
        passkeys::passkeys_come_back_until_they_are_removed,
        passkeys::a_ceremony_is_taken_once_and_the_oldest_of_a_place_give_way,
        sightings::the_newest_sighting_of_each_tablet_comes_back,
        sightings::what_went_on_behind_a_worker_is_found_by_her_grants,
        staff::those_who_sign_in_come_back,
        jobs::one_job_stands_once_and_goes_through_its_states,
        jobs::news_and_messages_from_outside_wait_for_their_match,
        jobs::a_call_is_heard_once_until_it_is_forgotten,
        jobs::settings_and_sequences_come_back,
        photos::a_worker_has_one_photo_until_it_is_forgotten,
        accounts::an_account_has_one_owner_and_a_person_one_account,
        accounts::accounts_that_were_taken_back_are_remembered_as_such,
        rights::erasures_restrictions_and_notices_come_back,
        rights::what_names_a_stream_is_forgotten_and_no_others,
        leases::the_newest_lease_of_each_tablet_comes_back,
        wipes::the_order_of_each_tablet_comes_back_with_what_became_of_it,
    ];
    for check in checks {
        check(make());
    }
}

fn id(number: u8) -> Uuid {
    Uuid::from_bytes([number; 16])
}

/// An installation that makes events for the log to keep.
pub(super) struct Maker(Chain);

impl Maker {
    pub(super) fn new(number: u8) -> Self {
        let installation = InstallationId(id(number));
        Self(Chain { installation, incarnation: 1, head: Head::default() })
    }

    pub(super) fn event(&mut self, stream: StreamId) -> SealedEvent {
        let draft = Draft {
            id: EventId(Uuid::now_v7()),
            hlc: Hlc::new(1, 0),
            actor: ActorId(id(9)),
            role: Role::Worker,
            seen: Seen::default(),
            body: Body::ClientUnmerged,
        };
        let key = StreamKey { stream, generation: 1, key: DataKey::from_bytes([1; 32]) };
        let signer = SigningKey::from_seed(&[2; 32]).unwrap();
        let made = self.0.append(&draft, &key, &signer, &SystemRandom::new()).unwrap();
        self.0.head = Head::from(&made.event);
        made.event
    }
}

fn append(log: &dyn Log, event: &SealedEvent) -> Result<u64, Error> {
    let event = event.clone();
    log.write(move |log| log.append(&event, StreamKind::Client))
}

fn link(event: &SealedEvent, position: Option<u64>) -> Link {
    let header = event.header();
    Link {
        installation: header.installation,
        incarnation: header.incarnation,
        seq: header.seq,
        hash: event.hash(),
        event: header.id,
        position,
    }
}

fn positions_are_gap_free_under_many_writers(log: Arc<dyn Log>) {
    std::thread::scope(|scope| {
        for writer in 1..=8 {
            let log = &log;
            scope.spawn(move || {
                let mut maker = Maker::new(writer);
                for _ in 0..25 {
                    let event = maker.event(StreamId(id(writer)));
                    let position = append(&**log, &event).unwrap();
                    // Whoever is told a position can read it, and all before it.
                    let seen = log.read(|log| log.after(0, 1000)).unwrap();
                    assert!(seen.len() as u64 >= position);
                    assert!(seen.iter().zip(1..).all(|(entry, at)| entry.position == at));
                }
            });
        }
    });
    assert_eq!(log.read(|log| log.head()).unwrap().position, 200);
    assert_eq!(*log.heads().borrow(), 200);
}

fn the_chain_covers_every_position(log: Arc<dyn Log>) {
    let mut maker = Maker::new(1);
    let mut expected = Hash::ZERO;
    let mut digest = Digest::default();
    for position in 1..=5 {
        let event = maker.event(StreamId(id(1)));
        append(&*log, &event).unwrap();
        expected = next_head(&expected, position, &event.hash());
        digest = digest.with(position, &event.hash());
        assert_eq!(log.read(|log| log.chain_at(position)).unwrap(), Some(expected));
    }
    let (head, none, zero) = log.read(|log| Ok((log.head()?, log.chain_at(6)?, log.chain_at(0)?))).unwrap();
    assert_eq!((head.position, head.chain), (5, expected));
    assert_eq!((none, zero), (None, Some(Hash::ZERO)));
    assert_eq!(log.read(|log| log.digest(StreamId(id(1)), 0, 9)).unwrap(), digest);
}

fn failed_work_leaves_no_trace(log: Arc<dyn Log>) {
    let mut maker = Maker::new(1);
    let (first, second) = (maker.event(StreamId(id(1))), maker.event(StreamId(id(2))));
    append(&*log, &first).unwrap();
    let failed: Result<(), Error> = log.write(move |log| {
        log.append(&second, StreamKind::Client)?;
        log.set_mark("half", 1)?;
        Err(Error::Moved)
    });
    assert!(matches!(failed, Err(Error::Moved)));
    let (head, stream, mark) =
        log.read(|log| Ok((log.head()?, log.stream(StreamId(id(2)))?, log.mark("half")?))).unwrap();
    assert_eq!((head.position, stream, mark), (1, None, 0));
}

fn one_event_has_one_position(log: Arc<dyn Log>) {
    let event = Maker::new(1).event(StreamId(id(1)));
    append(&*log, &event).unwrap();
    assert!(append(&*log, &event).is_err());
    // Whoever is not sure asks, and what comes after it goes on without a gap.
    let (again, next) = (event.clone(), Maker::new(2).event(StreamId(id(1))));
    let places = log.write(move |log| {
        Ok([log.place(&again, StreamKind::Client)?, log.place(&next, StreamKind::Client)?])
    });
    assert_eq!(places.unwrap(), [None, Some(2)]);
    let entry = log.read(|log| log.entry(event.header().id)).unwrap().unwrap();
    assert_eq!((entry.position, &entry.event), (1, &event));
    assert_eq!(log.read(|log| log.placed(event.header().id)).unwrap(), Some((1, event.hash())));
    assert_eq!(log.read(|log| log.head()).unwrap().position, 2);
}

fn a_grant_shows_what_lies_between_its_ends(log: Arc<dyn Log>) {
    let (mut maker, worker) = (Maker::new(1), ActorId(id(7)));
    let (held, foreign) = (StreamId(id(1)), StreamId(id(2)));
    for stream in [held, foreign, held, held, foreign, held] {
        append(&*log, &maker.event(stream)).unwrap();
    }
    log.write(move |log| {
        log.put_grant(&Grant { stream: held, worker, since: 2, until: None, for_cause: false })
    })
    .unwrap();
    let positions = |after, upto, limit| -> Vec<u64> {
        let entries = log.read(|log| log.granted(worker, after, upto, limit));
        entries.unwrap().iter().map(|entry| entry.position).collect()
    };
    assert_eq!(positions(0, 6, 10), [3, 4, 6]);
    assert_eq!(positions(3, 6, 1), [4]);
    assert_eq!(positions(0, 3, 10), [3]);
    assert!(log.write(move |log| log.end_grant(held, worker, 5, true)).unwrap());
    assert!(!log.write(move |log| log.end_grant(held, worker, 6, true)).unwrap());
    assert_eq!(positions(0, 6, 10), [3, 4]);
    let (changes, later, all, kinds) = log
        .read(|log| {
            Ok((
                log.grant_changes(worker, 0, 2)?,
                log.grant_changes(worker, 5, 9)?,
                log.grants_on(held)?,
                log.streams(StreamKind::Client)?,
            ))
        })
        .unwrap();
    assert_eq!((changes.len(), later.len()), (1, 0));
    assert_eq!((all[0].until, all[0].for_cause), (Some(5), true));
    assert_eq!(kinds.iter().map(|s| (s.began, s.head)).collect::<Vec<_>>(), [(1, 6), (2, 5)]);
}

fn a_chain_of_an_installation_is_found_link_by_link(log: Arc<dyn Log>) {
    let mut maker = Maker::new(1);
    let (first, second) = (maker.event(StreamId(id(1))), maker.event(StreamId(id(1))));
    append(&*log, &first).unwrap();
    append(&*log, &second).unwrap();
    let (links, last, none) = log
        .read(|log| {
            let of = InstallationId(id(1));
            Ok((log.links(of, 1, 1)?, log.last_link(of, 1)?, log.last_link(of, 2)?))
        })
        .unwrap();
    assert_eq!(links, [link(&first, Some(1))]);
    assert_eq!((last, none), (Some(link(&second, Some(2))), None));
}

fn the_quarantine_keeps_bytes_until_they_are_placed(log: Arc<dyn Log>) {
    let event = Maker::new(1).event(StreamId(id(1)));
    let mut kept = Quarantined {
        link: link(&event, None),
        held: Held::Parked,
        code: 2,
        event: event.clone(),
        at: Time(5),
    };
    let first = kept.clone();
    log.write(move |log| log.put_quarantine(&first)).unwrap();
    kept.held = Held::Refused;
    kept.code = 18;
    let again = kept.clone();
    log.write(move |log| log.put_quarantine(&again)).unwrap();
    let of = event.header().installation;
    assert_eq!(log.read(|log| log.quarantine(of)).unwrap(), std::slice::from_ref(&kept));
    assert_eq!(log.read(|log| log.links(of, 1, 1)).unwrap(), [kept.link]);
    assert!(log.read(|log| log.is_held(of)).unwrap());
    assert!(!log.read(|log| log.is_held(InstallationId(id(2)))).unwrap());
    log.write(move |log| log.leave_quarantine(&kept.link, Time(9))).unwrap();
    assert!(log.read(|log| log.quarantine(of)).unwrap().is_empty());
}

fn small_tables_come_back(log: Arc<dyn Log>) {
    let person = Person { actor: ActorId(id(1)), role: Role::Coordinator, registers: true };
    let installation = Installation {
        installation: InstallationId(id(2)),
        actor: person.actor,
        role: Role::Coordinator,
        incarnation: 3,
        sign_key: SigningKey::from_seed(&[1; 32]).unwrap().verifying(),
        transport: None,
        recipient: None,
        since: Time(4),
        given_by: Some(ActorId(id(9))),
        approved: Some(Time(4)),
        revoked: Some(Time(5)),
        suspended: None,
    };
    let epoch = Epoch { epoch: 2, kept: 0, begun: Time(6) };
    let row = LedgerRow {
        key: "K-1000".to_owned(),
        stream: StreamId(id(3)),
        thing: Some(VisitId(id(4))),
        fields: vec![1, 2],
        epoch: 1,
        position: 7,
    };
    let code = Code {
        lookup: [1; 8],
        salt: [2; 32],
        actor: person.actor,
        given_by: Some(ActorId(id(9))),
        ahead: true,
        expires: Time(8),
        installation: None,
    };
    let claim = Claim {
        worker: person.actor,
        cell: 100,
        stream: row.stream,
        visit: VisitId(id(4)),
        plan: EventId(id(5)),
    };
    let other = Claim { visit: VisitId(id(6)), ..claim };
    let (put, written, kept) = (installation.clone(), row.clone(), code.clone());
    let claims = log
        .write(move |log| {
            log.put_person(&person)?;
            log.put_installation(&put)?;
            log.begin_epoch(&epoch)?;
            log.put_ledger("alytus", "clients", &written)?;
            log.put_code(&kept)?;
            log.set_mark("backed_up", 9)?;
            Ok([log.claim(&claim)?, log.claim(&claim)?, log.claim(&other)?])
        })
        .unwrap();
    assert_eq!(claims, [true, true, false]);
    log.read(|log| {
        assert_eq!(log.person(person.actor)?, Some(person));
        assert_eq!(log.installation(InstallationId(id(2)))?, Some(installation.clone()));
        assert!(log.tablets()?.is_empty(), "a node is no tablet");
        assert_eq!((log.epochs()?, log.head()?.epoch), (vec![epoch], 2));
        assert_eq!(log.ledger("alytus", "clients")?, std::slice::from_ref(&row));
        assert!(log.ledger("kaunas", "clients")?.is_empty());
        assert_eq!(log.code(&[1; 8])?, Some(code.clone()));
        assert_eq!((log.mark("backed_up")?, log.mark("other")?), (9, 0));
        assert_eq!(log.claims(person.actor, 100, 101)?, [claim]);
        assert_eq!((log.claims_on(row.stream, 100)?, log.claims_on(row.stream, 101)?), (vec![claim], vec![]));
        assert!(log.claims(person.actor, 101, 200)?.is_empty());
        Ok(())
    })
    .unwrap();
    log.write(move |log| {
        log.release(claim.visit)?;
        assert!(log.claim(&other)?);
        log.seize(&claim)?;
        assert_eq!(log.read().claims(claim.worker, 100, 101)?, [claim]);
        Ok(())
    })
    .unwrap();
}
