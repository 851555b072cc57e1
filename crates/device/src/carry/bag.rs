//! Colleagues' parcels on the disk, apart from all that was made here: a file each, and beside it what became of it. A parcel
//! is there until the server has taken all of it or somebody lets go of it; its note stays until somebody has seen it.

use crate::error::DeviceError;
use crate::profile::write_whole;
use crate::view::ParcelState;
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;
use std::path::PathBuf;
use vizitas_domain::time::Time;
use vizitas_sync::carry::ParcelId;

/// Parcels that wait here at once, at most.
const MOST: usize = 20;
const PARCEL: &str = "parcel";
const NOTE: &str = "json";

/// The folder of what is carried.
pub(crate) struct Bag(pub(crate) PathBuf);

/// What became of a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    /// When it was taken, in seconds since 1970.
    pub(super) taken: i64,
    pub(super) state: ParcelState,
    /// When the server answered.
    pub(super) answered: Option<i64>,
    /// The first of its parts that is not answered yet.
    #[serde(default)]
    pub(super) next: u32,
    /// The worst that was said of those before.
    #[serde(default)]
    pub(super) worst: Option<ParcelState>,
}

impl Note {
    /// Nothing of it was answered yet.
    fn waits(taken: i64) -> Self {
        Self { taken, state: ParcelState::Waits, answered: None, next: 0, worst: None }
    }
}

impl Bag {
    fn file(&self, id: &str, ending: &str) -> PathBuf {
        self.0.join(id).with_extension(ending)
    }

    /// Keeps a parcel; one that waits here or was delivered changes nothing, and one that was not taken is tried again.
    pub(super) fn take(&self, id: &ParcelId, bytes: &[u8], at: Time) -> Result<(), DeviceError> {
        let id = name(id);
        if self.note(&id).is_some_and(|note| note.state <= ParcelState::Delivered) {
            return Ok(());
        }
        let others = self.notes()?.into_iter().filter(|(other, _)| *other != id && self.is_here(other));
        if others.count() >= MOST {
            return Err(DeviceError::CarryFull);
        }
        let mut folders = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folders, 0o700);
        folders.recursive(true).create(&self.0)?;
        write_whole(&self.file(&id, PARCEL), bytes)?;
        // From here on it is taken: a parcel without its note waits.
        self.write(&id, &Note::waits(at.0))
    }

    /// Whether the parcel itself is here.
    fn is_here(&self, id: &str) -> bool {
        self.file(id, PARCEL).exists()
    }

    /// Those that wait, by name.
    pub(super) fn waiting(&self) -> Result<Vec<String>, DeviceError> {
        let notes = self.notes()?.into_iter().rev();
        Ok(notes.filter(|(_, note)| note.state == ParcelState::Waits).map(|(id, _)| id).collect())
    }

    /// The bytes of one.
    pub(super) fn parcel(&self, id: &str) -> Result<Vec<u8>, DeviceError> {
        Ok(std::fs::read(self.file(id, PARCEL))?)
    }

    /// All of them, the newest first.
    pub(super) fn notes(&self) -> Result<Vec<(String, Note)>, DeviceError> {
        let entries = match std::fs::read_dir(&self.0) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut ids = Vec::new();
        for entry in entries {
            // One that cannot be read hides no other.
            let Ok(entry) = entry else { continue };
            let path = entry.path();
            let ending = path.extension().and_then(|ending| ending.to_str());
            if let (Some(PARCEL | NOTE), Some(id)) = (ending, path.file_stem().and_then(|id| id.to_str())) {
                ids.push(id.to_owned());
            }
        }
        ids.sort();
        ids.dedup();
        let mut notes: Vec<(String, Note)> =
            ids.into_iter().filter_map(|id| self.note(&id).map(|note| (id, note))).collect();
        notes.sort_by_key(|(_, note)| std::cmp::Reverse(note.taken));
        Ok(notes)
    }

    /// What became of one; a parcel whose note was cut off, is damaged or cannot be read waits.
    pub(super) fn note(&self, id: &str) -> Option<Note> {
        let is_here = self.is_here(id);
        let read = std::fs::read(self.file(id, NOTE)).ok();
        match read.and_then(|bytes| serde_json::from_slice::<Note>(&bytes).ok()) {
            Some(note) if note.state != ParcelState::Waits || is_here => Some(note),
            _ if is_here => Some(Note::waits(0)),
            _ => None,
        }
    }

    /// Writes down that all its parts before `next` are answered, and the worst that was said of one.
    pub(super) fn went(&self, id: &str, next: u32, worst: ParcelState) -> Result<(), DeviceError> {
        let Some(note) = self.note(id) else { return Ok(()) };
        self.write(id, &Note { next, worst: Some(worst), ..note })
    }

    /// Writes the answer to all of it down, then lets go of the parcel, if the server has it whole.
    pub(super) fn answered(&self, id: &str, state: ParcelState, at: Time) -> Result<(), DeviceError> {
        // Somebody let go of it meanwhile.
        let Some(note) = self.note(id) else { return Ok(()) };
        self.write(id, &Note { state, answered: Some(at.0), ..Note::waits(note.taken) })?;
        if state == ParcelState::Delivered { remove(&self.file(id, PARCEL)) } else { Ok(()) }
    }

    /// Has one that the server did not take wait anew.
    pub(super) fn again(&self, id: &str) -> Result<(), DeviceError> {
        let note = self.known(id)?;
        if note.state <= ParcelState::Delivered || !self.is_here(id) {
            return Err(DeviceError::NotFound);
        }
        self.write(id, &Note::waits(note.taken))
    }

    /// Takes one off the list, and lets go of what is still here of it.
    pub(super) fn forget(&self, id: &str) -> Result<(), DeviceError> {
        self.known(id)?;
        remove(&self.file(id, PARCEL))?;
        remove(&self.file(id, NOTE))
    }

    /// One that is on the list; whatever else is named is no file of these.
    fn known(&self, id: &str) -> Result<Note, DeviceError> {
        let known = self.notes()?.into_iter().find(|(known, _)| known == id);
        known.map(|(_, note)| note).ok_or(DeviceError::NotFound)
    }

    fn write(&self, id: &str, note: &Note) -> Result<(), DeviceError> {
        let bytes = serde_json::to_vec(note).map_err(|_| DeviceError::ProfileDamaged)?;
        write_whole(&self.file(id, NOTE), &bytes)
    }
}

/// Under which name a parcel is kept.
fn name(id: &ParcelId) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn remove(path: &std::path::Path) -> Result<(), DeviceError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states(bag: &Bag) -> Vec<ParcelState> {
        bag.notes().unwrap().into_iter().map(|(_, note)| note.state).collect()
    }

    #[test]
    fn a_parcel_is_there_until_it_is_answered_and_its_note_until_it_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let bag = Bag(folder.path().join("carried"));
        assert!(bag.waiting().unwrap().is_empty(), "without a folder there is nothing");
        bag.take(&[1; 16], b"first", Time(10)).unwrap();
        bag.take(&[2; 16], b"second", Time(20)).unwrap();
        bag.take(&[1; 16], b"first", Time(30)).unwrap();
        let ids = bag.waiting().unwrap();
        assert_eq!(ids, ["01".repeat(16), "02".repeat(16)], "the oldest is delivered first");
        assert_eq!(bag.parcel(&ids[0]).unwrap(), b"first");
        assert!(matches!(bag.again(&ids[0]), Err(DeviceError::NotFound)), "it waits still");
        bag.answered(&ids[0], ParcelState::Delivered, Time(40)).unwrap();
        assert!(bag.parcel(&ids[0]).is_err(), "nothing of it stays");
        bag.take(&[1; 16], b"first", Time(50)).unwrap();
        assert_eq!(states(&bag), [ParcelState::Waits, ParcelState::Delivered], "once is enough");
        bag.forget(&ids[0]).unwrap();
        assert_eq!(states(&bag), [ParcelState::Waits]);
        assert!(matches!(bag.forget("../installation"), Err(DeviceError::NotFound)));
        assert!(matches!(bag.again("../installation"), Err(DeviceError::NotFound)));
        bag.forget(&ids[1]).unwrap();
        assert!(bag.notes().unwrap().is_empty() && bag.parcel(&ids[1]).is_err(), "nobody has to keep one");
        // An answer that comes after that brings nothing back.
        bag.went(&ids[1], 1, ParcelState::Damaged).unwrap();
        bag.answered(&ids[1], ParcelState::Damaged, Time(60)).unwrap();
        assert!(bag.notes().unwrap().is_empty());
    }

    #[test]
    fn what_the_server_did_not_take_is_kept_and_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let bag = Bag(folder.path().to_owned());
        let id = name(&[1; 16]);
        for state in [ParcelState::Damaged, ParcelState::Unknown] {
            bag.take(&[1; 16], b"first", Time(10)).unwrap();
            bag.went(&id, 3, state).unwrap();
            let note = bag.note(&id).unwrap();
            assert_eq!((note.state, note.next, note.worst), (ParcelState::Waits, 3, Some(state)));
            bag.answered(&id, state, Time(20)).unwrap();
            assert_eq!((states(&bag), bag.parcel(&id).unwrap()), (vec![state], b"first".to_vec()));
            bag.again(&id).unwrap();
            assert_eq!(bag.note(&id), Some(Note::waits(10)));
            bag.answered(&id, state, Time(30)).unwrap();
            // A better copy of it is a way, too.
            bag.take(&[1; 16], b"whole", Time(40)).unwrap();
            assert_eq!((bag.note(&id), bag.parcel(&id).unwrap()), (Some(Note::waits(40)), b"whole".to_vec()));
            bag.forget(&id).unwrap();
        }
    }

    #[test]
    fn a_note_that_cannot_be_read_hides_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let bag = Bag(folder.path().to_owned());
        bag.take(&[1; 16], b"first", Time(10)).unwrap();
        bag.take(&[2; 16], b"second", Time(20)).unwrap();
        let note = bag.file(&name(&[1; 16]), NOTE);
        std::fs::remove_file(&note).unwrap();
        std::fs::create_dir(&note).unwrap();
        assert_eq!(bag.notes().unwrap().len(), 2);
    }

    #[test]
    fn cut_short_anywhere_it_waits_or_is_answered() {
        let folder = tempfile::tempdir().unwrap();
        let bag = Bag(folder.path().to_owned());
        bag.take(&[1; 16], b"first", Time(10)).unwrap();
        let id = name(&[1; 16]);
        // Before its note was written, or with one that is damaged.
        for note in [None, Some("{")] {
            std::fs::remove_file(bag.file(&id, NOTE)).unwrap();
            note.into_iter().for_each(|note| std::fs::write(bag.file(&id, NOTE), note).unwrap());
            assert_eq!(bag.waiting().unwrap(), std::slice::from_ref(&id));
            bag.write(&id, &Note::waits(10)).unwrap();
        }
        // Answered, and the file still there.
        let answered = Note { state: ParcelState::Delivered, answered: Some(20), ..Note::waits(10) };
        bag.write(&id, &answered).unwrap();
        assert!(bag.waiting().unwrap().is_empty());
        // A note of one that never came whole says nothing.
        std::fs::write(bag.file("ab", NOTE), r#"{"taken":1,"state":"waits","answered":null}"#).unwrap();
        std::fs::write(bag.0.join("cd.new"), b"half").unwrap();
        assert_eq!(bag.notes().unwrap().len(), 1);
    }

    #[test]
    fn no_more_than_a_few_wait_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let bag = Bag(folder.path().to_owned());
        for number in 0..20 {
            bag.take(&[number; 16], b"one", Time(number.into())).unwrap();
        }
        assert!(matches!(bag.take(&[99; 16], b"one", Time(99)), Err(DeviceError::CarryFull)));
        bag.answered(&name(&[0; 16]), ParcelState::Delivered, Time(99)).unwrap();
        bag.take(&[99; 16], b"one", Time(99)).unwrap();
    }
}
