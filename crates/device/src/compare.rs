//! What this tablet holds, line by line, for comparing it with the server or with itself before a cut. It is full of
//! personal words: for tests and checks, never for a log.

use crate::device::Device;
use crate::error::DeviceError;
use std::collections::{BTreeMap, BTreeSet};
use vizitas_domain::id::StreamId;

impl Device {
    /// Everything folded from each stream that is granted or in which something waits; whether its history is whole
    /// stands beside it.
    ///
    /// # Errors
    /// `Locked`.
    pub fn rows(&self) -> Result<BTreeMap<StreamId, (bool, Vec<String>)>, DeviceError> {
        let replica = self.replica()?;
        let grants = replica.grants()?;
        let waiting = replica.waiting_events()?.into_iter().map(|event| event.stream);
        let streams: BTreeSet<StreamId> = grants.iter().map(|grant| grant.stream).chain(waiting).collect();
        let mut held = BTreeMap::new();
        for stream in streams {
            let whole = grants.iter().any(|grant| grant.stream == stream && grant.is_complete());
            let rows = replica.rows_of(stream)?.into_iter().map(|(table, row)| format!("{table} {row:?}"));
            held.insert(stream, (whole, rows.collect()));
        }
        Ok(held)
    }

    /// Epoch and position of the log up to which it was read.
    ///
    /// # Errors
    /// `Locked`.
    pub fn read_to(&self) -> Result<(u32, u64), DeviceError> {
        let cursor = self.cursor()?;
        Ok((cursor.epoch, cursor.position))
    }
}
