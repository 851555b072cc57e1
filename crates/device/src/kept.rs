//! Notes that were written without a visit while the lease was over: kept sealed in the outbox as unfinished texts are, until their
//! worker says at which visit they belong. It must never send one: whose it is nobody knows but she.

use crate::device::Device;
use crate::error::DeviceError;
use crate::outbox::{Draft, DraftKey};
use crate::promise::full_name;
use crate::view::{KeptNote, KeptNoteArgs, KeptNotesView, NotePlace, PlaceNoteArgs};
use crate::visit::note;
use crate::{ids, wall};
use chrono::Days;
use ring::rand::SystemRandom;
use uuid::Uuid;
use vizitas_domain::id::{StreamId, VisitId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_replica::ClientVisit;
use vizitas_sync::keys::Boxed;

/// Beside the two unfinished texts of a visit.
const FIELD: u8 = 2;
/// How many days before and after the current one visits are offered for a note: twice the longest lease.
const DAYS: u64 = 28;

impl Device {
    /// The notes, and the visits that they may belong to.
    ///
    /// # Errors
    /// `Locked`.
    pub fn kept_notes(&self) -> Result<KeptNotesView, DeviceError> {
        self.replica()?;
        let (mut notes, mut sealed) = (Vec::new(), 0);
        for draft in self.kept() {
            match self.note_text(draft) {
                Ok(text) => notes.push((draft.at, draft.key, text)),
                // Its key comes with the next sync, after an enrolment anew.
                Err(DeviceError::NotYours) => sealed += 1,
                Err(error) => return Err(error),
            }
        }
        notes.sort_by_key(|(at, key, _)| (*at, key.visit));
        let view = |(at, key, text): (i64, DraftKey, String)| KeptNote {
            note: Uuid::from_bytes(key.visit).to_string(),
            at: wall::moment(&self.calendar, Time(at)),
            text,
        };
        let notes: Vec<KeptNote> = notes.into_iter().map(view).collect();
        let visits = if notes.is_empty() { Vec::new() } else { self.note_places()? };
        Ok(KeptNotesView { notes, sealed, visits })
    }

    /// Gives one of them to a visit, at which it stands with the time it was written.
    ///
    /// # Errors
    /// `Locked`, `NotFound`, `NotYours`.
    pub fn place_note(&mut self, args: &PlaceNoteArgs) -> Result<(), DeviceError> {
        self.replica()?;
        let id = note_id(&args.note)?;
        let draft = self.kept_note(id)?;
        let (text, at) = (Text::trimmed(&self.note_text(draft)?), Time(draft.at));
        self.give_note(id, ids::visit(&args.visit)?, text, at)
    }

    /// Throws one of them away, readable or not.
    ///
    /// # Errors
    /// `Locked`, `NotFound`.
    pub fn drop_note(&mut self, args: &KeptNoteArgs) -> Result<(), DeviceError> {
        self.replica()?;
        let id = note_id(&args.note)?;
        self.kept_note(id)?;
        self.keep_note(id, "").map(|_| ())
    }

    /// How many of them there are.
    pub(crate) fn kept_count(&self) -> u32 {
        u32::try_from(self.kept().count()).unwrap_or(u32::MAX)
    }

    /// Keeps a note, durably; an empty one is there no more. Sealed under the key of the worker's own stream, which comes back with
    /// an enrolment anew; where the replica that held it is lost, to this profile.
    pub(crate) fn keep_note(&mut self, id: Uuid, text: &str) -> Result<Time, DeviceError> {
        let (stream, key) = (self.worker()?.into(), key(id));
        match self.keep_text(stream, key, text) {
            Err(DeviceError::NotYours) => {
                let open = self.open.as_ref().ok_or(DeviceError::Locked)?;
                let to = open.secrets.opener.recipient()?;
                let sealed = to.seal(&info(&key), text.as_bytes(), &SystemRandom::new())?;
                self.keep_sealed(key, sealed.bytes())
            }
            kept => kept,
        }
    }

    /// Writes it down at a visit, and keeps it no more, both or neither.
    pub(crate) fn give_note(
        &mut self,
        id: Uuid,
        (client, visit): (StreamId, VisitId),
        text: Text,
        at: Time,
    ) -> Result<(), DeviceError> {
        self.replica()?.visit(client, visit)?.ok_or(DeviceError::NotFound)?;
        let gone = Draft { key: key(id), at: self.now().0, sealed: Vec::new() };
        self.write_out(vec![(client, note(visit, text, at))], vec![gone])?;
        Ok(())
    }

    fn kept(&self) -> impl Iterator<Item = &Draft> {
        self.outbox.iter().flat_map(|outbox| outbox.drafts()).filter(|draft| draft.key.field == FIELD)
    }

    fn kept_note(&self, id: Uuid) -> Result<&Draft, DeviceError> {
        self.kept().find(|draft| draft.key == key(id)).ok_or(DeviceError::NotFound)
    }

    fn note_text(&self, draft: &Draft) -> Result<String, DeviceError> {
        match self.kept_text(self.worker()?.into(), draft) {
            Err(DeviceError::NotYours) => {
                let open = self.open.as_ref().ok_or(DeviceError::Locked)?;
                let sealed = Boxed::from_bytes(&draft.sealed).map_err(|_| DeviceError::NotYours)?;
                let plain = open.secrets.opener.open(&info(&draft.key), &sealed);
                let plain = plain.map_err(|_| DeviceError::NotYours)?;
                Ok(String::from_utf8_lossy(&plain).into_owned())
            }
            text => text,
        }
    }

    /// Her visits up to the current day, the newest first, and then those to come, the soonest first.
    fn note_places(&self) -> Result<Vec<NotePlace>, DeviceError> {
        let today = self.calendar.local(self.now()).0;
        let days = Days::new(DAYS);
        let since = today.checked_sub_days(days).unwrap_or(today);
        let until = today.checked_add_days(days).unwrap_or(today);
        let (from, to) = (self.calendar.day(since).start, self.calendar.day(until).end);
        let tomorrow = self.calendar.day(today).end;
        let (replica, me) = (self.replica()?, self.worker()?);
        let place = |held: &ClientVisit| {
            let start = held.visit.plan.as_ref()?.plan.start;
            Some(NotePlace {
                visit: ids::within(held.client.id, held.visit.id),
                name: full_name(&held.client),
                at: wall::moment(&self.calendar, start),
            })
        };
        let (before, after) = (replica.agenda(me, from, tomorrow)?, replica.agenda(me, tomorrow, to)?);
        Ok(before.iter().rev().chain(&after).filter_map(place).collect())
    }
}

/// The id of a note: 32 hexadecimal digits, with hyphens or without.
pub(crate) fn note_id(note: &str) -> Result<Uuid, DeviceError> {
    ids::id(note)
}

fn key(note: Uuid) -> DraftKey {
    DraftKey { visit: *note.as_bytes(), field: FIELD }
}

/// Binds a note that was sealed to the profile to its place.
fn info(key: &DraftKey) -> Vec<u8> {
    [b"vizitas kept note v1".as_slice(), &key.visit].concat()
}
