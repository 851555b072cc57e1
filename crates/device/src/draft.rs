//! Unfinished texts: saved in the outbox as they are typed, sealed under their stream's key, so that a dead
//! battery in the middle of a sentence costs the sentence's last second at most.

use crate::device::Device;
use crate::error::DeviceError;
use crate::outbox::{Draft, DraftKey};
use crate::view::{DraftField, DraftSaveArgs, Moment};
use crate::{ids, wall};
use ring::rand::SystemRandom;
use vizitas_domain::id::{StreamId, VisitId};
use vizitas_domain::time::Time;
use vizitas_sync::entropy::draw;
use vizitas_sync::keys::DataKey;
use vizitas_sync::seal;

impl Device {
    /// Saves an unfinished text; when this returns it is durable. Says when.
    ///
    /// # Errors
    /// `Locked`, `NotYours`, or when the outbox cannot be written.
    pub fn draft_save(&mut self, args: &DraftSaveArgs) -> Result<Moment, DeviceError> {
        let (client, visit) = ids::visit(&args.visit)?;
        let at = self.keep_text(client, key(visit, args.field), &args.text)?;
        Ok(wall::moment(&self.calendar, at))
    }

    /// The unfinished text; empty when there is none.
    pub(crate) fn draft(
        &self,
        client: StreamId,
        visit: VisitId,
        field: DraftField,
    ) -> Result<String, DeviceError> {
        let outbox = self.outbox.as_ref().ok_or(DeviceError::WrongStage)?;
        match outbox.draft_of(&key(visit, field)) {
            Some(draft) => self.kept_text(client, draft),
            None => Ok(String::new()),
        }
    }

    /// Keeps a text under the stream's key, durably; an empty one is there no more.
    pub(crate) fn keep_text(
        &mut self,
        stream: StreamId,
        key: DraftKey,
        text: &str,
    ) -> Result<Time, DeviceError> {
        let sealed = if text.is_empty() {
            Vec::new()
        } else {
            let data_key = self.replica()?.newest_key(stream)?.ok_or(DeviceError::NotYours)?;
            let data_key = DataKey::from_bytes(*data_key.key);
            seal::seal(&context(key), text.as_bytes(), &data_key, draw(&SystemRandom::new())?)?
        };
        self.keep_sealed(key, sealed)
    }

    pub(crate) fn keep_sealed(&mut self, key: DraftKey, sealed: Vec<u8>) -> Result<Time, DeviceError> {
        let at = self.now();
        let outbox = self.outbox.as_mut().ok_or(DeviceError::WrongStage)?;
        self.plug.step()?;
        outbox.draft(Draft { key, at: at.0, sealed })?;
        Ok(at)
    }

    /// Opens it again.
    pub(crate) fn kept_text(&self, stream: StreamId, draft: &Draft) -> Result<String, DeviceError> {
        // It was sealed under the key that was the newest then.
        for data_key in self.replica()?.keys_of(stream)?.iter().rev() {
            let data_key = DataKey::from_bytes(*data_key.key);
            if let Ok(plain) = seal::open(&context(draft.key), &draft.sealed, &data_key) {
                return Ok(String::from_utf8_lossy(&plain).into_owned());
            }
        }
        Err(DeviceError::NotYours)
    }

    /// The unfinished texts of a visit, emptied: to be saved together with what they became.
    pub(crate) fn drafts_done(&self, visit: VisitId) -> Vec<Draft> {
        let at = self.now().0;
        let keys = draft_keys(visit);
        let held =
            keys.into_iter().filter(|key| self.outbox.iter().any(|outbox| outbox.draft_of(key).is_some()));
        held.map(|key| Draft { key, at, sealed: Vec::new() }).collect()
    }
}

/// Under which keys unfinished texts of a visit are kept.
pub(crate) fn draft_keys(visit: VisitId) -> [DraftKey; 2] {
    [DraftField::Notes, DraftField::Summary].map(|field| key(visit, field))
}

fn key(visit: VisitId, field: DraftField) -> DraftKey {
    let field = match field {
        DraftField::Notes => 0,
        DraftField::Summary => 1,
    };
    DraftKey { visit: *visit.0.as_bytes(), field }
}

/// Binds the sealed text to its place.
fn context(key: DraftKey) -> Vec<u8> {
    [b"vizitas draft v1".as_slice(), &key.visit, &[key.field]].concat()
}
