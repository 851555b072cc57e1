//! Colleagues' parcels on the disk, apart from all that was made here: a file each, and beside it what became of it. A parcel
//! is there until its answer is written down; the note of the answer stays until somebody has seen it.

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
}

impl Bag {
    fn file(&self, id: &str, ending: &str) -> PathBuf {
        self.0.join(id).with_extension(ending)
    }

    /// Keeps a parcel; one that is here or was answered changes nothing.
    pub(super) fn take(&self, id: &ParcelId, bytes: &[u8], at: Time) -> Result<(), DeviceError> {
        let id = name(id);
        if self.note(&id)?.is_some() {
            return Ok(());
        }
        if self.waiting()?.len() >= MOST {
            return Err(DeviceError::CarryFull);
        }
        let mut folders = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folders, 0o700);
        folders.recursive(true).create(&self.0)?;
        write_whole(&self.file(&id, PARCEL), bytes)?;
        // From here on it is taken: a parcel without its note waits.
        self.write(&id, &Note { taken: at.0, state: ParcelState::Waits, answered: None })
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
            let path = entry?.path();
            let ending = path.extension().and_then(|ending| ending.to_str());
            if let (Some(PARCEL | NOTE), Some(id)) = (ending, path.file_stem().and_then(|id| id.to_str())) {
                ids.push(id.to_owned());
            }
        }
        ids.sort();
        ids.dedup();
        let mut notes = Vec::new();
        for id in ids {
            if let Some(note) = self.note(&id)? {
                notes.push((id, note));
            }
        }
        notes.sort_by_key(|(_, note)| std::cmp::Reverse(note.taken));
        Ok(notes)
    }

    /// What became of one; a parcel whose note was cut off or is damaged waits.
    fn note(&self, id: &str) -> Result<Option<Note>, DeviceError> {
        let is_here = self.file(id, PARCEL).exists();
        let read = match std::fs::read(self.file(id, NOTE)) {
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            bytes => serde_json::from_slice::<Note>(&bytes?).ok(),
        };
        Ok(match read {
            Some(note) if note.state != ParcelState::Waits || is_here => Some(note),
            _ if is_here => Some(Note { taken: 0, state: ParcelState::Waits, answered: None }),
            _ => None,
        })
    }

    /// Writes the answer down, then lets go of the parcel.
    pub(super) fn answered(&self, id: &str, state: ParcelState, at: Time) -> Result<(), DeviceError> {
        let taken = self.note(id)?.map_or(at.0, |note| note.taken);
        self.write(id, &Note { taken, state, answered: Some(at.0) })?;
        remove(&self.file(id, PARCEL))
    }

    /// Takes an answered one off the list.
    pub(super) fn forget(&self, id: &str) -> Result<(), DeviceError> {
        let known = self.notes()?.into_iter().find(|(known, _)| known == id);
        if known.is_none_or(|(_, note)| note.state == ParcelState::Waits) {
            return Err(DeviceError::NotFound);
        }
        remove(&self.file(id, PARCEL))?;
        remove(&self.file(id, NOTE))
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
        assert!(matches!(bag.forget(&ids[0]), Err(DeviceError::NotFound)), "it waits still");
        bag.answered(&ids[0], ParcelState::Delivered, Time(40)).unwrap();
        assert!(bag.parcel(&ids[0]).is_err(), "nothing of it stays");
        bag.take(&[1; 16], b"first", Time(50)).unwrap();
        assert_eq!(states(&bag), [ParcelState::Waits, ParcelState::Delivered], "once is enough");
        bag.forget(&ids[0]).unwrap();
        assert_eq!(states(&bag), [ParcelState::Waits]);
        assert!(matches!(bag.forget("../installation"), Err(DeviceError::NotFound)));
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
            bag.write(&id, &Note { taken: 10, state: ParcelState::Waits, answered: None }).unwrap();
        }
        // Answered, and the file still there.
        bag.write(&id, &Note { taken: 10, state: ParcelState::Unknown, answered: Some(20) }).unwrap();
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
