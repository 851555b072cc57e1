//! Tablets as witnesses of the audit: each is given the newest signed end of it and tells it again later. One that does not
//! fit any more is written down as long as there is an audit. It never changes what a tablet is answered otherwise.

use crate::error::Error;
use crate::log::{AuditCheckpoint, AuditRecord, AuditSearch, Installation, Read, Witness};
use crate::municipality::Municipality;
use std::collections::BTreeSet;
use vizitas_domain::id::StreamId;
use vizitas_sync::audit::{AuditHead, SignedHead};

impl Municipality {
    /// The newest signed end of the audit, when it goes further than what is kept.
    pub(crate) fn audit_end_after(&self, kept: u64) -> Result<Option<SignedHead>, Error> {
        let newest = self.log.read(|log| log.last_audit_checkpoint())?.filter(|end| end.records > kept);
        Ok(newest.map(|AuditCheckpoint { records, hash, at, signature }| SignedHead {
            head: AuditHead { municipality: self.slug.clone(), records, hash, at },
            signature,
        }))
    }

    /// Looks whether what a tablet keeps is of one piece with the audit here. An answer does not fail by it.
    pub(crate) fn bears_witness(&self, by: &Installation, ends: &[SignedHead]) {
        for end in ends {
            if let Err(error) = self.hear(by, end) {
                tracing::warn!(%error, "what a tablet keeps of the audit could not be noted");
            }
        }
    }

    fn hear(&self, by: &Installation, end: &SignedHead) -> Result<(), Error> {
        let key = self.identity.log.verifying();
        if end.head.municipality != self.slug || end.verify(&key).is_err() {
            // Whoever makes such a thing up proves nothing.
            return Ok(());
        }
        let AuditHead { records, hash, at, .. } = end.head;
        let end = AuditCheckpoint { records, hash, at, signature: end.signature };
        let (tablet, now) = (by.installation, self.clock.now());
        let heard = Witness { tablet, fits: self.log.read(|log| fits(log, &end))?, end };
        if self.log.read(|log| log.witnesses())?.contains(&heard) {
            return Ok(());
        }
        if !heard.fits {
            tracing::error!(%tablet, records, "a tablet keeps an end of the audit that this audit does not have");
            let named: [&[u8]; 4] = [b"audit end", tablet.0.as_bytes(), &records.to_be_bytes(), &hash.0];
            let (system, about) = (self.identity.system, Some(StreamId::from(by.actor)));
            self.audit_once(&named, now, system, "audit is not what a tablet keeps", about)?;
        }
        self.log.write(move |log| log.put_witness(&heard))
    }
}

/// What tablets keep, told apart: what the audit must be of one piece with, and how many tablets keep what a restore is known
/// to have lost. A restore stands in the audit itself.
pub(super) fn borne(log: &dyn Read) -> Result<(Vec<Witness>, u64), Error> {
    let restores = AuditSearch { deed: Some("restored"), limit: 1, ..AuditSearch::default() };
    let restored = log.audit_search(&restores)?.into_iter().next();
    let is_lost = |witness: &Witness| {
        let before =
            |restore: &AuditRecord| witness.end.at <= restore.at && witness.end.records >= restore.number;
        !witness.fits && restored.as_ref().is_some_and(before)
    };
    let (lost, borne): (Vec<_>, Vec<_>) = log.witnesses()?.into_iter().partition(is_lost);
    let tablets: BTreeSet<_> = lost.iter().map(|witness| witness.tablet).collect();
    Ok((borne, tablets.len() as u64))
}

/// Whether the audit has that record, and it is that one.
fn fits(log: &dyn Read, end: &AuditCheckpoint) -> Result<bool, Error> {
    let record = log.audit_after(end.records.saturating_sub(1), 1)?.into_iter().next();
    Ok(record.is_some_and(|record| record.number == end.records && record.hash == end.hash))
}
