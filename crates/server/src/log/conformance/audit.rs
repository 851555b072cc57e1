//! The audit: a chain that only grows.

use super::id;
use crate::log::{AuditCheckpoint, AuditRecord, AuditSearch, Log, Witness};
use std::sync::Arc;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;
use vizitas_sync::sign::Signature;
use vizitas_sync::wire::{Deed, Look};

pub(super) fn a_chain_has_no_gap_and_each_record_covers_the_one_before(log: Arc<dyn Log>) {
    assert_eq!(log.read(|log| log.audit_last()).unwrap(), None);
    for at in 1..=3 {
        log.write(move |log| log.audit(Time(at), ActorId(id(1)), "looked", Some(StreamId(id(2))))).unwrap();
    }
    // Work that fails takes its record back, and the next one has its number.
    let failed: Result<(), _> = log.write(|log| {
        log.audit(Time(4), ActorId(id(1)), "looked", None)?;
        Err(crate::error::Error::Closed)
    });
    failed.unwrap_err();
    log.write(|log| log.audit_because(Time(5), ActorId(id(1)), "looked", None, "why")).unwrap();
    let records = log.read(|log| log.audit_after(0, 10)).unwrap();
    let mut before = Hash::ZERO;
    for (record, number) in records.iter().zip(1..) {
        assert_eq!((record.number, Some(record.hash)), (number, record.chained(&before)));
        before = record.hash;
    }
    let seen = log.read(|log| Ok((log.audit_count()?, log.audit_last()?))).unwrap();
    assert_eq!(seen, (4, records.last().cloned()));
    assert_eq!(log.read(|log| log.audit_after(2, 1)).unwrap(), records[2..3]);
}

pub(super) fn a_look_told_twice_stands_in_it_once(log: Arc<dyn Log>) {
    let look = |n| Look {
        id: id(n),
        at: Time(7),
        stream: StreamId(id(2)),
        deed: Deed::Opened,
        reason: "pavaduoju".into(),
    };
    for n in [5, 6, 5] {
        log.write(move |log| log.audit_look(ActorId(id(1)), &look(n))).unwrap();
    }
    for _ in 0..2 {
        log.write(|log| log.audit_once(id(9), Time(8), ActorId(id(1)), "searched", None)).unwrap();
    }
    let records = log.read(|log| log.audit_after(0, 10)).unwrap();
    let looks: Vec<_> = records.iter().map(|record| record.look).collect();
    assert_eq!(looks, [Some(id(5)), Some(id(6)), Some(id(9))]);
    assert_eq!(Some(records[1].hash), records[1].chained(&records[0].hash));
    assert_eq!((records[0].deed.as_str(), records[0].reason.as_str()), ("opened", "pavaduoju"));
    let altered = AuditRecord { reason: String::new(), ..records[1].clone() };
    assert_ne!(altered.chained(&records[0].hash), Some(records[1].hash), "the reason is part of the chain");
}

pub(super) fn records_of_a_log_that_was_replaced_go_on_where_they_stood(log: Arc<dyn Log>) {
    let mut first = AuditRecord {
        number: 1,
        at: Time(7),
        actor: ActorId(id(1)),
        deed: "opened".into(),
        about: Some(StreamId(id(2))),
        look: Some(id(5)),
        reason: String::new(),
        form: 1,
        hash: Hash::ZERO,
    };
    first.hash = first.chained(&Hash::ZERO).unwrap();
    let kept = first.clone();
    log.write(move |log| log.continue_audit(&kept)).unwrap();
    let again = first.clone();
    log.write(move |log| log.continue_audit(&again)).unwrap_err();
    let foreign = AuditRecord { number: 2, ..first.clone() };
    log.write(move |log| log.continue_audit(&foreign)).unwrap_err();
    log.write(|log| log.audit(Time(8), ActorId(id(1)), "restored", None)).unwrap();
    let records = log.read(|log| log.audit_after(0, 10)).unwrap();
    assert_eq!((records.len(), &records[0]), (2, &first));
    assert_eq!(Some(records[1].hash), records[1].chained(&first.hash));
}

pub(super) fn checkpoints_come_back_in_order(log: Arc<dyn Log>) {
    assert_eq!(log.read(|log| log.last_audit_checkpoint()).unwrap(), None);
    let checkpoint = |n: u8| AuditCheckpoint {
        records: n.into(),
        hash: Hash([n; 32]),
        at: Time(n.into()),
        signature: Signature([n; 64]),
    };
    for n in [3, 9] {
        log.write(move |log| log.put_audit_checkpoint(&checkpoint(n))).unwrap();
    }
    let (all, last) = log.read(|log| Ok((log.audit_checkpoints()?, log.last_audit_checkpoint()?))).unwrap();
    assert_eq!((all, last), (vec![checkpoint(3), checkpoint(9)], Some(checkpoint(9))));
}

pub(super) fn it_is_searched_backwards(log: Arc<dyn Log>) {
    for (at, actor, deed, about) in
        [(10, 1, "signed in", None), (20, 1, "tablet revoked", Some(5)), (30, 2, "signed in", Some(6))]
    {
        let about = about.map(|number| StreamId(id(number)));
        log.write(move |log| log.audit_because(Time(at), ActorId(id(actor)), deed, about, "why")).unwrap();
    }
    let numbers = |search: &AuditSearch<'_>| -> Vec<u64> {
        log.read(|log| log.audit_search(search)).unwrap().iter().map(|record| record.number).collect()
    };
    let all = AuditSearch { limit: 10, ..AuditSearch::default() };
    assert_eq!(numbers(&all), [3, 2, 1]);
    assert_eq!(numbers(&AuditSearch { limit: 2, ..all }), [3, 2]);
    assert_eq!(numbers(&AuditSearch { before: Some(2), ..all }), [1]);
    assert_eq!(numbers(&AuditSearch { from: Some(Time(20)), to: Some(Time(30)), ..all }), [2]);
    assert_eq!(numbers(&AuditSearch { actor: Some(ActorId(id(1))), ..all }), [2, 1]);
    assert_eq!(numbers(&AuditSearch { deed: Some("signed in"), ..all }), [3, 1]);
    assert_eq!(numbers(&AuditSearch { about: Some(StreamId(id(6))), ..all }), [3]);
}

pub(super) fn of_each_witness_the_newest_that_fits_stays_and_all_that_do_not(log: Arc<dyn Log>) {
    let heard = |tablet, records, fits| Witness {
        tablet: InstallationId(id(tablet)),
        end: AuditCheckpoint { records, hash: Hash([9; 32]), at: Time(7), signature: Signature([1; 64]) },
        fits,
    };
    let all = [
        heard(1, 3, true),
        heard(1, 5, false),
        heard(2, 3, true),
        heard(1, 8, true),
        heard(1, 9, false),
        // It fitted, and does not any more.
        heard(2, 3, false),
    ];
    for witness in all {
        log.write(move |log| log.put_witness(&witness)).unwrap();
    }
    let kept = [heard(1, 5, false), heard(1, 8, true), heard(1, 9, false), heard(2, 3, false)];
    assert_eq!(log.read(|log| log.witnesses()).unwrap(), kept);
}
