//! Orders to lost tablets, as every back end must keep them.

use super::id;
use crate::log::{Log, Wipe};
use std::sync::Arc;
use vizitas_domain::id::{ActorId, InstallationId};
use vizitas_domain::time::Time;

pub(super) fn the_order_of_each_tablet_comes_back_with_what_became_of_it(log: Arc<dyn Log>) {
    let order = |tablet, cleared| Wipe {
        installation: InstallationId(id(tablet)),
        id: id(tablet + 50),
        asked: Time(5),
        asked_by: ActorId(id(9)),
        cleared,
    };
    assert_eq!(log.read(|log| log.wipe(InstallationId(id(1)))).unwrap(), None);
    let [second, first] = [order(2, None), order(1, None)];
    for wipe in [second, first] {
        log.write(move |log| log.put_wipe(&wipe)).unwrap();
    }
    let done = order(1, Some(Time(8)));
    log.write(move |log| log.put_wipe(&done)).unwrap();
    assert_eq!(log.read(|log| log.wipe(done.installation)).unwrap(), Some(done));
    assert_eq!(log.read(|log| log.wipes()).unwrap(), [done, second]);
}
