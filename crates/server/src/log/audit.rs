//! What the log keeps of who did what: a chain of records that is only ever added to, and signed statements of how far it
//! went. It names people by id alone. Whether a chain holds is worked out elsewhere.

use crate::error::Error;
use uuid::Uuid;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;
use vizitas_sync::sign::Signature;
use vizitas_sync::wire::{Deed, Look};

/// How the hash of a new record is made.
pub(crate) const FORM: u32 = 2;
/// What stands before a record's bytes in that form.
const LABEL: &[u8] = b"vizitas audit record v2";

/// Who did what, by ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRecord {
    /// Its number, from 1, without gaps.
    pub number: u64,
    /// When, by the server's clock; of a look, by its tablet's.
    pub at: Time,
    /// Who.
    pub actor: ActorId,
    /// What: a word of this program's.
    pub deed: String,
    /// About which stream.
    pub about: Option<StreamId>,
    /// The look's own id: told twice, it stands here once.
    pub look: Option<Uuid>,
    /// Why, when a reason was asked; or the id of what it was done to.
    pub reason: String,
    /// How its hash is made: 1 until 0.2.0, then 2.
    pub form: u32,
    /// The hash; it covers the hash before.
    pub hash: Hash,
}

impl AuditRecord {
    /// The record's hash, given the hash of the one before; none when its form is not known.
    ///
    /// Form 1: H(hash before ‖ number ‖ at ‖ actor ‖ about ‖ look ‖ length of the deed (8 bytes) ‖ deed ‖ reason), zeros for
    /// what is not there. Form 2: H(`vizitas audit record v2` ‖ hash before ‖ number ‖ at ‖ actor ‖ 1 ‖ about, or 0 ‖ 1 ‖
    /// look, or 0 ‖ length ‖ deed ‖ length ‖ reason). Numbers and lengths are 8 bytes, big-endian.
    #[must_use]
    pub fn chained(&self, before: &Hash) -> Option<Hash> {
        let number = self.number.to_be_bytes();
        let at = self.at.0.to_be_bytes();
        let actor = self.actor.0.as_bytes();
        let about = self.about.map(|stream| stream.0);
        let (deed, reason) = (self.deed.as_bytes(), self.reason.as_bytes());
        let length = |text: &[u8]| (text.len() as u64).to_be_bytes();
        match self.form {
            1 => {
                let zeros = |id: Option<Uuid>| id.map_or([0; 16], Uuid::into_bytes);
                let (about, look) = (zeros(about), zeros(self.look));
                let deed_length = length(deed);
                Some(Hash::of(&[&before.0, &number, &at, actor, &about, &look, &deed_length, deed, reason]))
            }
            2 => {
                let maybe = |id: Option<Uuid>| {
                    id.map_or_else(|| vec![0], |id| [&[1], id.as_bytes().as_slice()].concat())
                };
                let (about, look) = (maybe(about), maybe(self.look));
                let (deed_length, reason_length) = (length(deed), length(reason));
                Some(Hash::of(&[
                    LABEL,
                    &before.0,
                    &number,
                    &at,
                    actor,
                    &about,
                    &look,
                    &deed_length,
                    deed,
                    &reason_length,
                    reason,
                ]))
            }
            _ => None,
        }
    }
}

/// How far the audit went at a moment, with the signature of the municipality's log key over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditCheckpoint {
    /// How many records there were.
    pub records: u64,
    /// The hash of the last.
    pub hash: Hash,
    /// When it was signed, by the server's clock.
    pub at: Time,
    /// Over [`vizitas_sync::audit::AuditHead`].
    pub signature: Signature,
}

/// An end of the audit that a tablet keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Which tablet.
    pub tablet: InstallationId,
    /// What it keeps.
    pub end: AuditCheckpoint,
    /// Whether the audit was of one piece with it when it was told.
    pub fits: bool,
}

/// What is looked for in the audit; what is not named matches everything.
#[derive(Clone, Copy, Debug, Default)]
pub struct AuditSearch<'a> {
    /// From this moment on.
    pub from: Option<Time>,
    /// Before this moment.
    pub to: Option<Time>,
    /// By whom.
    pub actor: Option<ActorId>,
    /// Which deed.
    pub deed: Option<&'a str>,
    /// About which stream.
    pub about: Option<StreamId>,
    /// Older than the record of this number: the next page.
    pub before: Option<u64>,
    /// At most so many.
    pub limit: u32,
}

/// What can be asked of the audit.
pub trait ReadAudit {
    /// The audit records after a number, at most `limit`, oldest first.
    fn audit_after(&self, number: u64, limit: u32) -> Result<Vec<AuditRecord>, Error>;
    /// How many records stand in the database, whatever their numbers.
    fn audit_count(&self) -> Result<u64, Error>;
    /// The newest record.
    fn audit_last(&self) -> Result<Option<AuditRecord>, Error>;
    /// Whether the audit chain has this look.
    fn has_look(&self, look: Uuid) -> Result<bool, Error>;
    /// The audit records that match, the newest first.
    fn audit_search(&self, search: &AuditSearch<'_>) -> Result<Vec<AuditRecord>, Error>;
    /// The checkpoints, oldest first.
    fn audit_checkpoints(&self) -> Result<Vec<AuditCheckpoint>, Error>;
    /// The newest checkpoint.
    fn last_audit_checkpoint(&self) -> Result<Option<AuditCheckpoint>, Error>;
    /// What tablets keep: of each the newest that fits, and all that do not. In the order of ids and records.
    fn witnesses(&self) -> Result<Vec<Witness>, Error>;
}

/// How the audit grows. Nothing here takes a record away or changes one, and the database refuses whoever tries.
pub trait WriteAudit {
    /// Adds a record behind the last one: number, form and hash are worked out here, under the log's lock.
    fn chain_audit(&mut self, record: AuditRecord) -> Result<(), Error>;
    /// Adds a record as it stood in a log that this one takes the place of.
    ///
    /// # Errors
    /// When it does not follow the last one.
    fn continue_audit(&mut self, record: &AuditRecord) -> Result<(), Error>;
    /// Adds a checkpoint.
    fn put_audit_checkpoint(&mut self, checkpoint: &AuditCheckpoint) -> Result<(), Error>;
    /// Writes down what a tablet keeps. One that fits takes the place of those before that fitted, too.
    fn put_witness(&mut self, witness: &Witness) -> Result<(), Error>;
    /// Whether the audit chain, this work's own records included, has this look.
    fn knows_look(&self, look: Uuid) -> Result<bool, Error>;

    /// Adds a record to the audit chain.
    fn audit(
        &mut self,
        at: Time,
        actor: ActorId,
        deed: &'static str,
        about: Option<StreamId>,
    ) -> Result<(), Error> {
        self.audit_because(at, actor, deed, about, "")
    }

    /// Adds a record with its reason, or with the id of the person or thing it was done to.
    fn audit_because(
        &mut self,
        at: Time,
        actor: ActorId,
        deed: &'static str,
        about: Option<StreamId>,
        reason: &str,
    ) -> Result<(), Error> {
        self.chain_audit(record(at, actor, deed.to_owned(), about, None, reason))
    }

    /// Adds a record that has an id of its own; one that is there already changes nothing.
    fn audit_once(
        &mut self,
        id: Uuid,
        at: Time,
        actor: ActorId,
        deed: &'static str,
        about: Option<StreamId>,
    ) -> Result<(), Error> {
        self.audit_once_because(id, at, actor, deed, about, "")
    }

    /// The same with its reason.
    fn audit_once_because(
        &mut self,
        id: Uuid,
        at: Time,
        actor: ActorId,
        deed: &'static str,
        about: Option<StreamId>,
        reason: &str,
    ) -> Result<(), Error> {
        if self.knows_look(id)? {
            return Ok(());
        }
        self.chain_audit(record(at, actor, deed.to_owned(), about, Some(id), reason))
    }

    /// Adds a look made by this person, on a tablet or in the console, to the audit chain; one that
    /// is there already changes nothing.
    fn audit_look(&mut self, actor: ActorId, look: &Look) -> Result<(), Error> {
        if self.knows_look(look.id)? {
            return Ok(());
        }
        let deed = match look.deed {
            Deed::Opened => OPENED.to_owned(),
            Deed::Other(number) => format!("{LOOK}{number}"),
        };
        self.chain_audit(record(look.at, actor, deed, Some(look.stream), Some(look.id), &look.reason))
    }
}

/// The deed of a look at a client's card or visit.
pub(crate) const OPENED: &str = "opened";
/// The deed of a look at name and address in a list of people beyond the own reach.
pub(crate) const LISTED: &str = "listed";
/// The deed of whatever is looked at or changed of a client who was opened to somebody for a while; the route is the reason.
pub(crate) const USED: &str = "emergency access used";
/// The deed of a look of a kind that a later version knows, with its number behind it.
pub(crate) const LOOK: &str = "look ";

fn record(
    at: Time,
    actor: ActorId,
    deed: String,
    about: Option<StreamId>,
    look: Option<Uuid>,
    reason: &str,
) -> AuditRecord {
    let reason = reason.to_owned();
    AuditRecord { number: 0, at, actor, deed, about, look, reason, form: FORM, hash: Hash::ZERO }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_one_field_is_never_taken_for_anothers() {
        let plain =
            AuditRecord { number: 1, ..record(Time(1), ActorId(Uuid::nil()), String::new(), None, None, "") };
        let nil = Some(Uuid::nil());
        let all = [
            plain.clone(),
            AuditRecord { deed: "a".into(), ..plain.clone() },
            AuditRecord { reason: "a".into(), ..plain.clone() },
            AuditRecord { about: nil.map(StreamId), ..plain.clone() },
            AuditRecord { look: nil, ..plain.clone() },
            AuditRecord { number: 2, ..plain.clone() },
            AuditRecord { at: Time(2), ..plain.clone() },
            AuditRecord { actor: ActorId(Uuid::max()), ..plain.clone() },
        ];
        let hashes: std::collections::BTreeSet<_> =
            all.iter().filter_map(|record| record.chained(&Hash::ZERO)).collect();
        assert_eq!(hashes.len(), all.len());
        assert_ne!(plain.chained(&Hash::ZERO), plain.chained(&Hash([1; 32])));
    }

    /// What 0.1.0 wrote: these bytes are on disks.
    #[test]
    fn a_record_of_the_first_form_keeps_its_hash() {
        let kept = AuditRecord {
            number: 1,
            form: 1,
            ..record(Time(7), ActorId(Uuid::nil()), "opened".into(), None, None, "why")
        };
        let parts: [&[u8]; 6] =
            [&[0; 32], &1u64.to_be_bytes(), &7i64.to_be_bytes(), &[0; 48], &6u64.to_be_bytes(), b"openedwhy"];
        assert_eq!(kept.chained(&Hash::ZERO), Some(Hash::of(&parts)));
        assert_eq!(AuditRecord { form: 3, ..kept }.chained(&Hash::ZERO), None);
    }
}
