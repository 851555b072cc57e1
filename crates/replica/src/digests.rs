//! What is held of each stream, in one line, for comparing with the server. While the file stays open only what came since
//! is counted; once it is opened anew everything is, so that a loss on the disk shows. It mends nothing.

use crate::error::Result;
use crate::events::{keys_between, unsigned};
use crate::open::Replica;
use crate::streams;
use ring::digest::{Context, SHA256};
use std::cell::RefCell;
use std::collections::HashMap;
use vizitas_domain::id::StreamId;

/// What a replica holds of a stretch of a stream, in one line: two that agree hold the same events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// How many events.
    pub count: u64,
    /// The position of the last one, 0 when none.
    pub last: u64,
    /// Chained over the events in log order as the log's own hash is over the log: SHA-256 of the hash before (zeros
    /// at first), the position (8 bytes, big-endian) and the event's hash.
    pub hash: [u8; 32],
}

impl Digest {
    fn count(&mut self, position: u64, hash: &[u8; 32]) {
        let mut context = Context::new(&SHA256);
        context.update(&self.hash);
        context.update(&position.to_be_bytes());
        context.update(hash);
        self.hash.copy_from_slice(context.finish().as_ref());
        self.count += 1;
        self.last = position;
    }
}

/// Digests of whole streams as they were counted last, by the streams' numbers.
#[derive(Default)]
pub(crate) struct Digests(RefCell<HashMap<i64, Digest>>);

impl Digests {
    /// Events came to the stream, the first of them at this position.
    pub(crate) fn came(&self, stream: i64, first: u64) {
        let mut counted = self.0.borrow_mut();
        if counted.get(&stream).is_some_and(|digest| first <= digest.last) {
            counted.remove(&stream);
        }
    }

    /// Events of the stream went, or changed their order.
    pub(crate) fn forget(&self, stream: i64) {
        self.0.borrow_mut().remove(&stream);
    }
}

impl Replica {
    /// What is held of a stream with positions in (`after`, `upto`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn digest(&self, stream: StreamId, after: u64, upto: u64) -> Result<Digest> {
        let Some(held) = streams::find(&self.connection, stream)? else {
            return Ok(Digest::default());
        };
        let counted = self.digests.0.borrow().get(&held.num).copied();
        let mut digest = counted.filter(|counted| after == 0 && counted.last <= upto).unwrap_or_default();
        let sql = "SELECT position, hash FROM events WHERE key > ?1 AND key <= ?2 ORDER BY key";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(keys_between(held.num, after.max(digest.last), upto)?)?;
        while let Some(row) = rows.next()? {
            digest.count(unsigned(row, 0)?, &row.get(1)?);
        }
        if after == 0 {
            self.digests.0.borrow_mut().insert(held.num, digest);
        }
        Ok(digest)
    }
}
