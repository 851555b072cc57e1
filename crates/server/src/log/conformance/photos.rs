//! What every back end must do with workers' photos.

use super::id;
use crate::log::{Log, Photo};
use crate::photo::Kind;
use std::sync::Arc;
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;

pub(super) fn a_worker_has_one_photo_until_it_is_forgotten(log: Arc<dyn Log>) {
    let photo = |worker: u8, kind, at: i64| Photo {
        worker: ActorId(id(worker)),
        kind,
        at: Time(at),
        picture: vec![worker, 0, 0xff],
    };
    let put = |photo: &Photo| {
        let photo = photo.clone();
        log.write(move |log| log.put_photo(&photo)).unwrap();
    };
    let (first, second) = (photo(1, Kind::Jpeg, 10), photo(2, Kind::Webp, 20));
    (0..2).for_each(|_| put(&first));
    put(&second);
    let newer = photo(1, Kind::Png, 30);
    put(&newer);
    assert_eq!(log.read(|log| log.photo(newer.worker)).unwrap(), Some(newer.clone()));
    let all = log.read(|log| log.photos()).unwrap();
    assert_eq!(all, [(newer.worker, Time(30)), (second.worker, Time(20))]);
    let dropped = log.write(move |log| Ok([log.drop_photo(newer.worker)?, log.drop_photo(newer.worker)?]));
    assert_eq!(dropped.unwrap(), [true, false]);
    assert_eq!(log.read(|log| log.photo(first.worker)).unwrap(), None);
}
