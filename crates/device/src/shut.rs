//! Writing while the lease is over (ADR 17). The PIN was right, so what its worker writes is taken: arrivals, ends and notes, as
//! ordinary events that are pushed as ever. Of what lies here only the hours of her own visits are shown. A note without a visit
//! is kept sealed until the tablet is open and somebody says where it belongs. It must never hand out a name, an address or
//! a word that was written before.

use crate::device::Device;
use crate::error::DeviceError;
use crate::outbox::{Draft, DraftKey};
use crate::promise::full_name;
use crate::view::{
    KeptNote, KeptNoteArgs, KeptNotesView, Moment, NotePlace, PlaceNoteArgs, ShutDraftArgs, ShutNoteArgs,
    ShutVisit, VisitArgs,
};
use crate::visit::{note, possible_to};
use crate::{ids, wall};
use chrono::Days;
use std::collections::BTreeSet;
use uuid::Uuid;
use vizitas_domain::id::{StreamId, VisitId};
use vizitas_domain::state::Act;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitEvent;
use vizitas_replica::ClientVisit;

/// Beside the two unfinished texts of a visit.
const FIELD: u8 = 2;
/// How far back visits are offered for a note: no lease is longer, and as long again.
const DAYS_BACK: u64 = 28;

/// The device while one thing is written: open for that long, and shut again whatever comes of it.
struct Writing<'a>(&'a mut Device);

impl<'a> Writing<'a> {
    fn of(device: &'a mut Device) -> Result<Self, DeviceError> {
        device.open = Some(device.shut.take().ok_or(DeviceError::Locked)?);
        Ok(Self(device))
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        self.0.shut = self.0.open.take();
    }
}

impl Device {
    /// Shuts what was opened: nothing of it can be read, and something can be written.
    pub(crate) fn shut(&mut self) {
        let stands = self.stands();
        self.shut = self.open.take();
        self.keep_stand(stands);
    }

    /// The worker's visits of the current day and those under way, by their hours.
    ///
    /// # Errors
    /// `Locked` unless the lease is over and the PIN was right.
    pub fn shut_visits(&mut self) -> Result<Vec<ShutVisit>, DeviceError> {
        Writing::of(self)?.0.visits_by_hour()
    }

    /// She is at the door.
    ///
    /// # Errors
    /// `Locked` as above; `NotFound`; `StateMoved` when that is not possible any more.
    pub fn shut_arrive(&mut self, args: &VisitArgs) -> Result<Vec<ShutVisit>, DeviceError> {
        let writing = Writing::of(self)?;
        let (client, visit) = ids::visit(&args.visit)?;
        let at = writing.0.now();
        writing.0.write_fact(client, visit, VisitEvent::Arrived { at })?;
        writing.0.visits_by_hour()
    }

    /// The visit is done; what was half written of it before becomes note and summary, as ever.
    ///
    /// # Errors
    /// As [`Device::shut_arrive`].
    pub fn shut_finish(&mut self, args: &VisitArgs) -> Result<Vec<ShutVisit>, DeviceError> {
        let writing = Writing::of(self)?;
        let (client, visit) = ids::visit(&args.visit)?;
        writing.0.write_end(client, visit, |at, summary| VisitEvent::Finished { at, summary })?;
        writing.0.visits_by_hour()
    }

    /// Takes the newest of her own stamps of a visit back.
    ///
    /// # Errors
    /// `Locked` as above; `StateMoved` when there is none.
    pub fn shut_undo(&mut self, args: &VisitArgs) -> Result<Vec<ShutVisit>, DeviceError> {
        let writing = Writing::of(self)?;
        let (client, visit) = ids::visit(&args.visit)?;
        writing.0.take_back_fact(client, visit)?;
        writing.0.visits_by_hour()
    }

    /// Saves the unfinished text of a note; when this returns it is durable. Says when.
    ///
    /// # Errors
    /// `Locked` as above, `NotFound` when the id does not read, `NotYours`, or when the outbox cannot be written.
    pub fn shut_draft(&mut self, args: &ShutDraftArgs) -> Result<Moment, DeviceError> {
        let writing = Writing::of(self)?;
        let at = writing.0.keep_note(&args.note, &args.text)?;
        Ok(wall::moment(&writing.0.calendar, at))
    }

    /// Keeps a note: at a visit, or until somebody says where it belongs.
    ///
    /// # Errors
    /// As [`Device::shut_draft`]; `Invalid` without words.
    pub fn shut_note(&mut self, args: &ShutNoteArgs) -> Result<(), DeviceError> {
        let writing = Writing::of(self)?;
        let text = Text::trimmed(&args.text);
        if text.is_empty() {
            return Err(DeviceError::Invalid("text"));
        }
        match &args.visit {
            Some(visit) => {
                let at = writing.0.now();
                writing.0.give_note(&args.note, visit, text, at)
            }
            None => writing.0.keep_note(&args.note, &text).map(|_| ()),
        }
    }

    /// The notes that were written so without a visit, and the visits that they may belong to.
    ///
    /// # Errors
    /// `Locked`.
    pub fn kept_notes(&self) -> Result<KeptNotesView, DeviceError> {
        self.replica()?;
        let stream = self.worker()?.into();
        let mut notes = Vec::new();
        for draft in self.kept() {
            let text = match self.kept_text(stream, draft) {
                // Its key comes with the next sync, after an enrolment anew.
                Err(DeviceError::NotYours) => continue,
                text => text?,
            };
            let at = wall::moment(&self.calendar, Time(draft.at));
            notes
                .push((draft.at, KeptNote { note: Uuid::from_bytes(draft.key.visit).to_string(), at, text }));
        }
        notes.sort_by_key(|(at, _)| *at);
        let notes: Vec<KeptNote> = notes.into_iter().map(|(_, note)| note).collect();
        let visits = if notes.is_empty() { Vec::new() } else { self.note_places()? };
        Ok(KeptNotesView { notes, visits })
    }

    /// Gives one of them to a visit, at which it stands with the time it was written.
    ///
    /// # Errors
    /// `Locked`, `NotFound`, `NotYours`.
    pub fn place_note(&mut self, args: &PlaceNoteArgs) -> Result<(), DeviceError> {
        let (text, at) = self.kept_note(&args.note)?;
        self.give_note(&args.note, &args.visit, Text::trimmed(&text), at)
    }

    /// Throws one of them away.
    ///
    /// # Errors
    /// `Locked`, `NotFound`.
    pub fn drop_note(&mut self, args: &KeptNoteArgs) -> Result<(), DeviceError> {
        self.kept_note(&args.note)?;
        self.keep_note(&args.note, "").map(|_| ())
    }

    /// How many of them there are.
    pub(crate) fn kept_count(&self) -> u32 {
        u32::try_from(self.kept().count()).unwrap_or(u32::MAX)
    }

    fn kept(&self) -> impl Iterator<Item = &Draft> {
        self.outbox.iter().flat_map(|outbox| outbox.drafts()).filter(|draft| draft.key.field == FIELD)
    }

    fn kept_note(&self, note: &str) -> Result<(String, Time), DeviceError> {
        let key = note_key(note)?;
        let draft = self.kept().find(|draft| draft.key == key).ok_or(DeviceError::NotFound)?;
        Ok((self.kept_text(self.worker()?.into(), draft)?, Time(draft.at)))
    }

    fn keep_note(&mut self, note: &str, text: &str) -> Result<Time, DeviceError> {
        let stream = self.worker()?.into();
        self.keep_text(stream, note_key(note)?, text)
    }

    /// Writes it down at a visit, and keeps it no more, both or neither.
    fn give_note(&mut self, id: &str, visit: &str, text: Text, at: Time) -> Result<(), DeviceError> {
        let (client, visit) = ids::visit(visit)?;
        self.replica()?.visit(client, visit)?.ok_or(DeviceError::NotFound)?;
        let gone = Draft { key: note_key(id)?, at: self.now().0, sealed: Vec::new() };
        self.write_out(vec![(client, note(visit, text, at))], vec![gone])?;
        Ok(())
    }

    fn visits_by_hour(&self) -> Result<Vec<ShutVisit>, DeviceError> {
        let mut held = self.visits_on(self.calendar.local(self.now()).0)?;
        held.retain(|held| crate::day::is_laid_out(&held.visit));
        let listed: BTreeSet<(StreamId, VisitId)> =
            held.iter().map(|held| (held.client.id, held.visit.id)).collect();
        let under_way = self.replica()?.visits_under_way(self.worker()?)?;
        held.extend(under_way.into_iter().filter(|held| !listed.contains(&(held.client.id, held.visit.id))));
        held.sort_by_key(|held| held.visit.plan.as_ref().map(|standing| standing.plan.start));
        Ok(held.iter().map(|held| self.by_hour(held)).collect())
    }

    fn by_hour(&self, held: &ClientVisit) -> ShutVisit {
        let visit = &held.visit;
        let clock = |time: Option<Time>| time.map(|time| wall::clock(&self.calendar, time));
        let planned = visit.plan.as_ref().map(|standing| standing.plan.start);
        ShutVisit {
            visit: ids::within(held.client.id, visit.id),
            planned: planned.map(|start| wall::moment(&self.calendar, start)),
            arrived: clock(visit.facts.arrived),
            ended: clock(visit.facts.ended),
            may_arrive: possible_to(visit, Act::Arrive),
            may_finish: possible_to(visit, Act::Finish),
        }
    }

    fn note_places(&self) -> Result<Vec<NotePlace>, DeviceError> {
        let today = self.calendar.local(self.now()).0;
        let since = today.checked_sub_days(Days::new(DAYS_BACK)).unwrap_or(today);
        let (from, to) = (self.calendar.day(since).start, self.calendar.day(today).end);
        let visits = self.replica()?.agenda(self.worker()?, from, to)?;
        let place = |held: &ClientVisit| {
            let start = held.visit.plan.as_ref()?.plan.start;
            Some(NotePlace {
                visit: ids::within(held.client.id, held.visit.id),
                name: full_name(&held.client),
                at: wall::moment(&self.calendar, start),
            })
        };
        Ok(visits.iter().rev().filter_map(place).collect())
    }
}

fn note_key(note: &str) -> Result<DraftKey, DeviceError> {
    let note: Uuid = ids::id(note)?;
    Ok(DraftKey { visit: *note.as_bytes(), field: FIELD })
}
