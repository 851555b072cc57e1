//! Sightings, as every back end must keep them.

use super::{Maker, append, id};
use crate::log::{Grant, Log};
use std::sync::Arc;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::time::Time;
use vizitas_domain::unseen::Sighting;

pub(super) fn the_newest_sighting_of_each_tablet_comes_back(log: Arc<dyn Log>) {
    let (first, second) = (InstallationId(id(1)), InstallationId(id(2)));
    let put = |tablet, at, position| {
        let sighting = Sighting { at: Time(at), position };
        log.write(move |log| log.put_sighting(tablet, &sighting)).unwrap();
        sighting
    };
    assert_eq!(log.read(|log| Ok((log.sighting(first)?, log.sightings()?))).unwrap(), (None, vec![]));
    put(second, 5, 7);
    let of_first = put(first, 6, 9);
    // One that was enrolled anew begins again.
    let of_second = put(second, 8, 0);
    assert_eq!(log.read(|log| log.sighting(second)).unwrap(), Some(of_second));
    assert_eq!(log.read(|log| log.sightings()).unwrap(), [(first, of_first), (second, of_second)]);
    let failed = log.write(move |log| {
        log.put_sighting(first, &Sighting { at: Time(9), position: 10 })?;
        Err::<(), _>(crate::error::Error::Closed)
    });
    assert!(failed.is_err());
    assert_eq!(log.read(|log| log.sighting(first)).unwrap(), Some(of_first));
}

pub(super) fn what_went_on_behind_a_worker_is_found_by_her_grants(log: Arc<dyn Log>) {
    let (worker, other) = (ActorId(id(8)), ActorId(id(9)));
    let streams = [1, 2, 3, 4].map(|number| StreamId(id(number)));
    let mut maker = Maker::new(1);
    // Positions 1 to 8: each stream twice.
    for stream in streams.into_iter().chain(streams) {
        append(&*log, &maker.event(stream)).unwrap();
    }
    let [held, lost, lost_long_ago, others] = streams;
    let grant = |stream, worker, since, until| Grant { stream, worker, since, until, for_cause: false };
    let grants = [
        grant(held, worker, 1, Some(2)),
        grant(held, worker, 4, None),
        grant(lost, worker, 3, Some(7)),
        grant(lost_long_ago, worker, 3, Some(4)),
        grant(others, other, 4, None),
    ];
    log.write(move |log| grants.iter().try_for_each(|grant| log.put_grant(grant))).unwrap();
    let news = |after| log.read(|log| log.news_of(worker, after)).unwrap();
    assert_eq!(news(1), [(held, 5), (lost, 6), (lost_long_ago, 7)]);
    assert_eq!(news(4), [(lost, 6), (held, 5)]);
    assert_eq!(news(5), [(lost, 6)]);
    assert_eq!(news(7), []);
}
