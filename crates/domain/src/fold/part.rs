//! What a client's stream is made of: parts that are folded apart. A part follows from its own events, in log order, and
//! from the settlements of the stream; no event of another part changes it. So a replica that learns of one event folds
//! one part, however long the client's life. It knows no storage.

use crate::event::Body;
use crate::id::{MessageId, PromiseId, TaskId, VisitId};
use uuid::Uuid;

/// A part of a client's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The card, the people near the client, and in which stream the life goes on.
    Person,
    /// One visit.
    Visit(VisitId),
    /// One promise.
    Promise(PromiseId),
    /// A note; with the corrections of notes they make one part.
    Note,
    /// A note that corrects another. A stream without any has notes that stand each for itself.
    Correction,
    /// A call, which stands for itself.
    Call,
    /// A complaint, a wish or praise, which stands for itself.
    Feedback,
    /// A message to the client.
    Message(MessageId),
    /// A task.
    Task(TaskId),
    /// A person's choice: it belongs to whichever part holds what it keeps, and every part must see it.
    Settlement,
}

impl Part {
    /// The part that an event belongs to; none when it is no client's event.
    #[must_use]
    pub fn of(body: &Body) -> Option<Self> {
        Some(match body {
            Body::ClientRegistered { .. }
            | Body::FieldsSet(_)
            | Body::ContactSet(_)
            | Body::ClientMerged { .. }
            | Body::ClientUnmerged
            | Body::Unknown { visit: None, .. } => Self::Person,
            Body::Visit(visit, _) | Body::Unknown { visit: Some(visit), .. } => Self::Visit(*visit),
            Body::NoteWritten(note) if note.corrects.is_some() => Self::Correction,
            Body::NoteWritten(_) => Self::Note,
            Body::PromiseMade(promise) => Self::Promise(promise.id),
            Body::PromiseMoved { promise, .. }
            | Body::PromiseEnded { promise, .. }
            | Body::PromiseReopened { promise } => Self::Promise(*promise),
            Body::CallLogged(_) => Self::Call,
            Body::FeedbackRecorded(_) => Self::Feedback,
            Body::MessageTold(told) => Self::Message(told.id),
            Body::TaskRaised(task) => Self::Task(task.id),
            Body::TaskMoved { task, .. }
            | Body::TaskTaken { task, .. }
            | Body::TaskDone { task, .. }
            | Body::TaskReopened { task } => Self::Task(*task),
            Body::Settled { .. } => Self::Settlement,
            Body::SettlementWithdrawn { visit, .. } => visit.map_or(Self::Person, Self::Visit),
            Body::WorkerSet(_)
            | Body::TimeBlocked(_)
            | Body::TimeFreed(_)
            | Body::BusySet { .. }
            | Body::StandardPublished { .. }
            | Body::Granted { .. }
            | Body::Revoked { .. }
            | Body::EpochBegun { .. } => return None,
        })
    }

    /// Whether an event of the part `other` is needed to fold this one.
    #[must_use]
    pub fn needs(self, other: Self) -> bool {
        let notes = |part| matches!(part, Self::Note | Self::Correction);
        self == other || other == Self::Settlement || notes(self) && notes(other)
    }

    /// A name for the part, the same for ever: a letter, and the id of the visit, promise, message or task.
    #[must_use]
    pub fn name(self) -> Vec<u8> {
        let one = |letter: u8, id: Uuid| [&[letter], id.as_bytes().as_slice()].concat();
        match self {
            Self::Person => b"p".to_vec(),
            Self::Visit(visit) => one(b'v', visit.0),
            Self::Promise(promise) => one(b'r', promise.0),
            Self::Message(message) => one(b'm', message.0),
            Self::Task(task) => one(b't', task.0),
            Self::Note => b"n".to_vec(),
            Self::Correction => b"o".to_vec(),
            Self::Call => b"c".to_vec(),
            Self::Feedback => b"f".to_vec(),
            Self::Settlement => b"s".to_vec(),
        }
    }

    /// The part with this name.
    #[must_use]
    pub fn named(name: &[u8]) -> Option<Self> {
        let (letter, id) = name.split_first()?;
        let id = || Uuid::from_slice(id).ok();
        Some(match (letter, name.len()) {
            (b'p', 1) => Self::Person,
            (b'v', _) => Self::Visit(VisitId(id()?)),
            (b'r', _) => Self::Promise(PromiseId(id()?)),
            (b'm', _) => Self::Message(MessageId(id()?)),
            (b't', _) => Self::Task(TaskId(id()?)),
            (b'n', 1) => Self::Note,
            (b'o', 1) => Self::Correction,
            (b'c', 1) => Self::Call,
            (b'f', 1) => Self::Feedback,
            (b's', 1) => Self::Settlement,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_by_its_name() {
        let id = Uuid::from_u128(7);
        let parts = [
            Part::Person,
            Part::Visit(VisitId(id)),
            Part::Promise(PromiseId(id)),
            Part::Message(MessageId(id)),
            Part::Task(TaskId(id)),
            Part::Note,
            Part::Correction,
            Part::Call,
            Part::Feedback,
            Part::Settlement,
        ];
        for part in parts {
            assert_eq!(Part::named(&part.name()), Some(part));
        }
        for wrong in [&b""[..], b"x", b"v", b"v12", b"pp"] {
            assert_eq!(Part::named(wrong), None);
        }
    }

    #[test]
    fn notes_are_folded_together_and_every_part_sees_settlements() {
        assert!(Part::Note.needs(Part::Correction) && Part::Correction.needs(Part::Note));
        assert!(Part::Visit(VisitId(Uuid::nil())).needs(Part::Settlement));
        assert!(!Part::Person.needs(Part::Note));
        assert!(!Part::Settlement.needs(Part::Person));
    }
}
