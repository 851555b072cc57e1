//! How far the audit goes, signed once an hour and when the server stops, and whether the chain fits what was signed. A copy
//! of the checkpoints that is kept elsewhere finds a chain that was made anew as a whole, with the checkpoints beside it.

use super::walk::{Fault, Verified, Walk};
use crate::error::Error;
use crate::kek::{hex, unhex};
use crate::log::{AuditCheckpoint, AuditRecord, Read};
use crate::municipality::Municipality;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;
use vizitas_domain::time::Time;
use vizitas_sync::audit::AuditHead;
use vizitas_sync::hash::Hash;
use vizitas_sync::sign::Signature;

/// A checkpoint comes so long after the one before, in seconds.
const EVERY_S: i64 = 3600;
/// Records read at once.
const PAGE: u32 = 1_000;

/// When a checkpoint is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// Once the last is an hour old.
    Due,
    /// At the end of a run.
    Stopping,
}

/// A checkpoint as it is kept elsewhere: a line of JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptCheckpoint {
    /// The municipality's short name.
    pub municipality: String,
    /// How many records there were.
    pub records: u64,
    /// The hash of the last, 64 hexadecimal digits.
    pub hash: String,
    /// When it was signed, in seconds since 1970.
    pub at: i64,
    /// Ed25519 over name, records, hash and time: 128 hexadecimal digits.
    pub signature: String,
}

impl KeptCheckpoint {
    fn read(&self) -> Option<AuditCheckpoint> {
        Some(AuditCheckpoint {
            records: self.records,
            hash: Hash(bytes(&self.hash)?),
            at: Time(self.at),
            signature: Signature(bytes(&self.signature)?),
        })
    }
}

/// Exactly so many bytes.
fn bytes<const N: usize>(digits: &str) -> Option<[u8; N]> {
    unhex(digits)?.try_into().ok()
}

/// How far a walk along the chain came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Walked {
    /// To its end, or to the first thing that is wrong.
    Whole(Result<Verified, Fault>),
    /// To this record, and so far it holds: it was to go no further.
    Partly(u64),
}

impl Municipality {
    /// Signs how far the audit goes by now, if it has grown since that was last signed.
    pub(crate) fn sign_audit(self: &Arc<Self>, when: When) -> Result<(), Error> {
        let now = self.clock.now();
        if self.log.read(|log| unsigned(log, when, now))?.is_none() {
            return Ok(());
        }
        let office = Arc::clone(self);
        self.log.write(move |log| {
            let Some(newest) = unsigned(log.read(), when, now)? else { return Ok(()) };
            let head = office.audit_head(newest.number, newest.hash, now);
            let signature = head.sign(&office.identity.log);
            let AuditHead { records, hash, at, .. } = head;
            log.put_audit_checkpoint(&AuditCheckpoint { records, hash, at, signature })
        })
    }

    fn audit_head(&self, records: u64, hash: Hash, at: Time) -> AuditHead {
        AuditHead { municipality: self.slug.clone(), records, hash, at }
    }

    /// The checkpoints, oldest first, to be kept elsewhere. What was added since the last is signed first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn audit_checkpoints(self: &Arc<Self>) -> Result<Vec<KeptCheckpoint>, Error> {
        self.sign_audit(When::Stopping)?;
        let checkpoints = self.log.read(|log| log.audit_checkpoints())?;
        let kept = |AuditCheckpoint { records, hash, at, signature }| KeptCheckpoint {
            municipality: self.slug.clone(),
            records,
            hash: hex(&hash.0),
            at: at.0,
            signature: hex(&signature.0),
        };
        Ok(checkpoints.into_iter().map(kept).collect())
    }

    /// Walks the whole audit: whether each record is what was written, and the chain the one that was signed, by the
    /// checkpoints here, by those that were kept elsewhere and by what tablets keep.
    ///
    /// # Errors
    /// When the database fails. What is wrong with the audit is in the answer.
    pub fn verify_audit(&self, kept: &[KeptCheckpoint]) -> Result<Result<Verified, Fault>, Error> {
        match self.walk_audit(kept, None)? {
            Walked::Whole(found) => Ok(found),
            // Only what is bounded stops on the way.
            Walked::Partly(_) => Err(Error::Malformed("a walk along the audit")),
        }
    }

    /// The same, but, where that is said, no further than so many records: whoever waits for it is answered.
    pub(crate) fn walk_audit(&self, kept: &[KeptCheckpoint], most: Option<u64>) -> Result<Walked, Error> {
        let unsigned = |number, at| Ok(Walked::Whole(Err(Fault::Unsigned { number, at })));
        self.log.read(|log| {
            let mut checkpoints = log.audit_checkpoints()?;
            for kept in kept {
                let read = kept.read().filter(|_| kept.municipality == self.slug);
                let Some(read) = read else {
                    return unsigned(kept.records, Time(kept.at));
                };
                checkpoints.push(read);
            }
            let (borne, lost) = super::witness::borne(log)?;
            let tablets: BTreeSet<_> = borne.iter().map(|witness| witness.tablet).collect();
            checkpoints.extend(borne.into_iter().map(|witness| witness.end));
            let key = self.identity.log.verifying();
            for AuditCheckpoint { records, hash, at, signature } in &checkpoints {
                if self.audit_head(*records, *hash, *at).verify(&key, signature).is_err() {
                    return unsigned(*records, *at);
                }
            }
            let mut walk = Walk::along(checkpoints.into_iter());
            while let Some(page) = next_page(log, walk.number()) {
                for record in &page {
                    if let Err(fault) = walk.step(record) {
                        return Ok(Walked::Whole(Err(fault)));
                    }
                }
                if page.is_empty() {
                    let witnesses = tablets.len() as u64;
                    let end = walk.end(log.audit_count()?);
                    return Ok(Walked::Whole(end.map(|holds| Verified { witnesses, lost, ..holds })));
                }
                if most.is_some_and(|most| walk.number() >= most) {
                    return Ok(Walked::Partly(walk.number()));
                }
            }
            Ok(Walked::Whole(Err(Fault::Unreadable { number: walk.number() + 1 })))
        })
    }
}

/// The records after a number; none when the very next cannot be read. One that was spoilt hides none before it.
fn next_page(log: &dyn Read, number: u64) -> Option<Vec<AuditRecord>> {
    log.audit_after(number, PAGE).or_else(|_| log.audit_after(number, 1)).ok()
}

/// The newest record, when a checkpoint is wanted.
fn unsigned(log: &dyn Read, when: When, now: Time) -> Result<Option<AuditRecord>, Error> {
    let Some(newest) = log.audit_last()? else { return Ok(None) };
    let wanted = log.last_audit_checkpoint()?.is_none_or(|last| {
        last.records < newest.number && (when == When::Stopping || last.at.0 + EVERY_S <= now.0)
    });
    Ok(wanted.then_some(newest))
}
