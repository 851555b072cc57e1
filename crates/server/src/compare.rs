//! The end of a sync, when both sides compare what they hold; and h at chosen positions, for a tablet whose log and
//! ours have parted.

use crate::authority::reads;
use crate::error::Error;
use crate::log::{Grant, Installation};
use crate::municipality::Municipality;
use crate::sightings::Asked;
use vizitas_domain::id::StreamId;
use vizitas_sync::wire::{DigestAnswer, DigestRequest, HeadsAnswer, HeadsRequest, Prover, StreamDigest};

/// Most positions answered at once: a bisection asks one.
const HEADS_LIMIT: usize = 1_000;

impl Municipality {
    /// Compares a replica's digests with the log, for an installation that proved itself with `prover`.
    pub(crate) fn digest(
        &self,
        by: &Installation,
        prover: Prover,
        request: &DigestRequest,
    ) -> Result<DigestAnswer, Error> {
        let at = request.cursor.position;
        // It comes right after what was pulled has been kept, and says so a minute before the next pull does.
        let loading = request.streams.iter().any(|stream| stream.loading.is_some());
        self.sighted(by, &Asked { prover, cursor: request.cursor, loading });
        self.log.read(|log| {
            let grants: Vec<Grant> = log.grants_of(by.actor)?;
            let of = |stream| -> Vec<Grant> {
                grants.iter().filter(|grant| grant.stream == stream).copied().collect()
            };
            let mut answer = DigestAnswer::default();
            for held in &request.streams {
                if !reads(&of(held.stream), by.actor, at) {
                    answer.foreign.push(held.stream);
                } else if !same(log, held, at)? {
                    answer.differ.push(held.stream);
                }
            }
            for grant in grants.iter().filter(|grant| reads(&[**grant], by.actor, at)) {
                if !request.streams.iter().any(|held| held.stream == grant.stream) {
                    answer.missing.push(grant.stream);
                }
            }
            Ok(answer)
        })
    }

    /// Everything folded from a stream, line by line, for comparing with a tablet. It is full of personal words: for tests
    /// and checks, never for a log.
    ///
    /// # Errors
    /// When the databases fail.
    pub fn rows_of(&self, stream: StreamId) -> Result<Vec<String>, Error> {
        let rows = self.folded(|replica| Ok(replica.rows_of(stream)?))?;
        Ok(rows.into_iter().map(|(table, row)| format!("{table} {row:?}")).collect())
    }

    /// h at the positions asked for.
    pub(crate) fn heads(&self, request: &HeadsRequest) -> Result<HeadsAnswer, Error> {
        self.log.read(|log| {
            let asked = request.positions.iter().take(HEADS_LIMIT);
            let heads = asked.map(|position| log.chain_at(*position)).collect::<Result<_, Error>>()?;
            Ok(HeadsAnswer { epoch: log.head()?.epoch, heads })
        })
    }
}

fn same(log: &dyn crate::log::Read, held: &StreamDigest, at: u64) -> Result<bool, Error> {
    let Some(loading) = &held.loading else {
        return Ok(log.digest(held.stream, 0, at)? == held.digest);
    };
    Ok(log.digest(held.stream, 0, loading.loaded)? == loading.history
        && log.digest(held.stream, loading.granted, at)? == held.digest)
}
