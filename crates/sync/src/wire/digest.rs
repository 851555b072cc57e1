//! The end of a sync: both sides compare what they hold, so that silent loss shows at once; and after a restore,
//! where their logs part.

use super::Message;
use crate::Error;
use crate::cbor::{Fields, FieldsMut, Out, Put, Value};
use crate::hash::Hash;
use crate::log::{Cursor, Digest, read_cursor, write_cursor};
use vizitas_domain::id::StreamId;

/// A stream whose history is still loading is compared in two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loading {
    /// History has come up to here: this part is `(0, loaded]`.
    pub loaded: u64,
    /// The grant's position: the other part is `(granted, cursor]`.
    pub granted: u64,
    /// Digest of the first part.
    pub history: Digest,
}

/// What the replica holds of one stream up to the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamDigest {
    /// The stream.
    pub stream: StreamId,
    /// All of it; while history loads, the part behind the grant.
    pub digest: Digest,
    /// The part before the grant, while it loads.
    pub loading: Option<Loading>,
}

/// Asks whether both hold the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestRequest {
    /// Up to where.
    pub cursor: Cursor,
    /// Every stream held.
    pub streams: Vec<StreamDigest>,
}

impl Message for DigestRequest {
    fn write(&self, map: &mut FieldsMut) {
        write_cursor(map, 1, &self.cursor);
        map.list(2, &self.streams, |out, entry| {
            out.put_array(if entry.loading.is_some() { 5 } else { 2 });
            out.put_bytes(entry.stream.0.as_bytes());
            write_digest(out, &entry.digest);
            if let Some(loading) = &entry.loading {
                out.put_uint(loading.loaded);
                out.put_uint(loading.granted);
                write_digest(out, &loading.history);
            }
        });
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        Ok(Self { cursor: read_cursor(map.must(1)?)?, streams: map.list(2, read_entry)? })
    }
}

fn read_entry(value: Value<'_>) -> Result<StreamDigest, Error> {
    match value.items()?.as_slice() {
        [stream, digest] => {
            Ok(StreamDigest { stream: stream.id(StreamId)?, digest: read_digest(*digest)?, loading: None })
        }
        [stream, digest, loaded, granted, history] => {
            let (loaded, granted) = (loaded.uint()?, granted.uint()?);
            let loading = Some(Loading { loaded, granted, history: read_digest(*history)? });
            Ok(StreamDigest { stream: stream.id(StreamId)?, digest: read_digest(*digest)?, loading })
        }
        _ => Err(Error::Malformed("digest")),
    }
}

fn write_digest(out: &mut Out<'_>, digest: &Digest) {
    out.put_array(3);
    out.put_uint(digest.count);
    out.put_uint(digest.last);
    out.put_bytes(&digest.hash.0);
}

fn read_digest(value: Value<'_>) -> Result<Digest, Error> {
    let [count, last, hash] = value.tuple()?;
    Ok(Digest { count: count.uint()?, last: last.uint()?, hash: Hash(hash.array()?) })
}

/// Which streams differ. They are loaded anew: as if granted at the cursor, nothing loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DigestAnswer {
    /// Held by both, and not the same.
    pub differ: Vec<StreamId>,
    /// Granted, and not named in the request.
    pub missing: Vec<StreamId>,
    /// Named in the request, and not granted.
    pub foreign: Vec<StreamId>,
}

impl Message for DigestAnswer {
    fn write(&self, map: &mut FieldsMut) {
        let id = |out: &mut Out<'_>, stream: &StreamId| out.put_bytes(stream.0.as_bytes());
        map.list(1, &self.differ, id).list(2, &self.missing, id).list(3, &self.foreign, id);
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        let ids = |number| map.ids(number, StreamId);
        Ok(Self { differ: ids(1)?, missing: ids(2)?, foreign: ids(3)? })
    }
}

/// Asks for h at some positions, to find where two logs part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadsRequest {
    /// The positions.
    pub positions: Vec<u64>,
}

impl Message for HeadsRequest {
    fn write(&self, map: &mut FieldsMut) {
        map.list(1, &self.positions, |out, position| out.put_uint(*position));
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        Ok(Self { positions: map.list(1, Value::uint)? })
    }
}

/// h at those positions, in the order asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadsAnswer {
    /// The log's epoch.
    pub epoch: u32,
    /// None where the log does not reach so far.
    pub heads: Vec<Option<Hash>>,
}

impl Message for HeadsAnswer {
    fn write(&self, map: &mut FieldsMut) {
        map.uint(1, self.epoch).list(2, &self.heads, |out, head| match head {
            Some(head) => out.put_bytes(&head.0),
            None => out.put_null(),
        });
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        let head =
            |value: Value<'_>| if value.is_null() { Ok(None) } else { value.array().map(Hash).map(Some) };
        Ok(Self { epoch: map.narrow(1)?, heads: map.list(2, head)? })
    }
}
