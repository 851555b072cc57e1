//! Leases, as every back end must keep them.

use super::id;
use crate::log::{Leased, Log};
use std::sync::Arc;
use vizitas_domain::id::InstallationId;
use vizitas_domain::time::Time;

pub(super) fn the_newest_lease_of_each_tablet_comes_back(log: Arc<dyn Log>) {
    let (first, second) = (InstallationId(id(1)), InstallationId(id(2)));
    assert_eq!(log.read(|log| log.leased(first)).unwrap(), None);
    for (tablet, at) in [(first, 5), (second, 6), (first, 8)] {
        let leased = Leased { at: Time(at), until: Time(at + 100) };
        log.write(move |log| log.put_leased(tablet, &leased)).unwrap();
    }
    let of = |tablet| log.read(|log| log.leased(tablet)).unwrap();
    assert_eq!(of(first), Some(Leased { at: Time(8), until: Time(108) }));
    assert_eq!(of(second), Some(Leased { at: Time(6), until: Time(106) }));
}
