//! An event's bytes as the replica keeps them: the header's length (two bytes, big-endian), the header, the sealed
//! body, each verbatim.

use crate::error::DeviceError;
use crate::outbox::Saved;
use vizitas_domain::event::Event;
use vizitas_replica::{Arrival, Replica, StoredEvent};
use vizitas_sync::event::SealedEvent;
use vizitas_sync::keys::DataKey;

/// Which reading of bodies this app has: raised whenever it learns to read something new, so that what an older
/// app kept without understanding is read again.
pub(crate) const DECODER: u32 = 2;

pub(crate) fn join(event: &SealedEvent) -> Vec<u8> {
    let header = event.header_bytes();
    let length = u16::try_from(header.len()).unwrap_or(u16::MAX).to_be_bytes();
    [&length, header, event.sealed()].concat()
}

pub(crate) fn split(bytes: &[u8]) -> Result<SealedEvent, DeviceError> {
    let parts = bytes
        .split_first_chunk::<2>()
        .and_then(|(length, rest)| rest.split_at_checked(usize::from(u16::from_be_bytes(*length))));
    let (header, sealed) = parts.ok_or(DeviceError::ProfileDamaged)?;
    Ok(SealedEvent::from_bytes(header.to_vec(), sealed.to_vec())?)
}

/// What an event says, opened with the key that the replica holds; none when the key is not there (yet).
pub(crate) fn open(
    replica: &Replica,
    event: &SealedEvent,
    position: Option<u64>,
) -> Result<Option<Event>, DeviceError> {
    let header = event.header();
    let Some(key) = replica.data_key(header.stream, header.generation)? else { return Ok(None) };
    Ok(Some(event.open(&DataKey::from_bytes(*key.key), position)?))
}

/// A stored event read again.
pub(crate) fn reread(replica: &Replica, stored: &StoredEvent) -> Option<Event> {
    let event = split(&stored.bytes).ok()?;
    open(replica, &event, stored.position).ok().flatten()
}

/// An event of the outbox as the replica takes it in; none when its key is gone.
pub(crate) fn arrival(
    replica: &Replica,
    saved: &Saved,
    position: Option<u64>,
) -> Result<Option<Arrival>, DeviceError> {
    let event = SealedEvent::from_bytes(saved.header.clone(), saved.sealed.clone())?;
    let opened = open(replica, &event, position)?;
    Ok(opened.map(|opened| Arrival { event: opened, bytes: join(&event), hash: event.hash().0 }))
}
