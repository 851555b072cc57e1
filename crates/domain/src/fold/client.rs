//! The fold of a client's stream: the card, the people near the client, visits, and what was written down.

use super::Conflict;
use super::fields::Edits;
use super::visit::{History, Visit};
use crate::client::{Card, Contact};
use crate::concurrency::Epochs;
use crate::event::{Body, Event};
use crate::id::{ActorId, ContactId, EventId, MessageId, PromiseId, StreamId, TaskId, VisitId};
use crate::register::{Call, Feedback, Note, Promise, PromiseEnd};
use crate::task::{Task, TaskOutcome};
use crate::text::Text;
use crate::time::Time;
use crate::told::Told;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something that was written down, with who did so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry<T> {
    /// The event.
    pub id: EventId,
    /// Who wrote it.
    pub actor: ActorId,
    /// What.
    pub what: T,
    /// The event that corrects it.
    pub corrected_by: Option<EventId>,
}

/// A promise as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingPromise {
    /// As it was made; `due` is the day that holds now.
    pub promise: Promise,
    /// Who wrote it down.
    pub actor: ActorId,
    /// The day promised first.
    pub first_due: Time,
    /// How and when it ended.
    pub end: Option<(PromiseEnd, Time)>,
}

/// A task as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingTask {
    /// As it was raised; `owner` is who does it now.
    pub task: Task,
    /// Who raised it.
    pub actor: ActorId,
    /// What came of it: the first outcome in the log.
    pub end: Option<TaskEnd>,
    /// What others said of it who did not know of the first.
    pub also_ended: Vec<TaskEnd>,
}

/// How a task ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskEnd {
    /// What came of it.
    pub outcome: TaskOutcome,
    /// In words.
    pub words: Text,
    /// When.
    pub at: Time,
    /// Who says so.
    pub actor: ActorId,
}

/// A client as the stream tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientState {
    /// Whether the person was registered: a stream whose first part has not arrived is not yet.
    pub registered: bool,
    /// What is known of the person.
    pub card: Card,
    /// The people near the client.
    pub contacts: BTreeMap<ContactId, Contact>,
    /// The visits.
    pub visits: BTreeMap<VisitId, Visit>,
    /// Notes in the order of the log.
    pub notes: Vec<Entry<Note>>,
    /// Promises.
    pub promises: BTreeMap<PromiseId, StandingPromise>,
    /// Calls in the order of the log.
    pub calls: Vec<Entry<Call>>,
    /// Complaints, wishes and praise in the order of the log.
    pub feedback: Vec<Entry<Feedback>>,
    /// What the client was told.
    pub messages: BTreeMap<MessageId, Told>,
    /// Tasks about the client.
    pub tasks: BTreeMap<TaskId, StandingTask>,
    /// Clashes over the card; those over a visit stand with the visit.
    pub conflicts: Vec<Conflict>,
    /// The stream this one goes on in.
    pub merged_into: Option<StreamId>,
    /// A newer app wrote something here that this one does not know.
    pub update_needed: bool,
}

/// Folds a client's stream. `events` are in log order, one's own pending ones last.
#[must_use]
pub fn fold(events: &[Event], epochs: &Epochs) -> ClientState {
    let mut folding = Folding::default();
    for (order, event) in events.iter().enumerate() {
        folding.push(order, event);
    }
    folding.finish(epochs)
}

#[derive(Default)]
struct Folding<'a> {
    state: ClientState,
    edits: Edits<'a>,
    visits: BTreeMap<VisitId, History<'a>>,
    visit_of: BTreeMap<EventId, VisitId>,
}

impl<'a> Folding<'a> {
    fn push(&mut self, order: usize, event: &'a Event) {
        match &event.body {
            Body::ClientRegistered { number, fields } => {
                self.state.registered = true;
                self.state.card.number.clone_from(number);
                self.edits.push(order, event, fields);
            }
            Body::FieldsSet(fields) => self.edits.push(order, event, fields),
            Body::ContactSet(contact) => {
                self.state.contacts.insert(contact.id, contact.clone());
            }
            Body::ClientMerged { into } => self.state.merged_into = Some(*into),
            Body::ClientUnmerged => self.state.merged_into = None,
            Body::Visit(visit, act) => {
                self.visit_of.insert(event.id, *visit);
                self.visits.entry(*visit).or_default().push(event, act);
            }
            Body::Settled { conflict, keep } => self.settle(order, event, conflict, *keep),
            Body::SettlementWithdrawn { settled, visit: Some(visit) } => {
                if let Some(history) = self.visits.get_mut(visit) {
                    history.unsettle(event, *settled);
                }
            }
            Body::SettlementWithdrawn { settled, visit: None } => self.edits.unsettle(*settled),
            Body::Unknown { visit, .. } => match visit {
                Some(visit) => self.visits.entry(*visit).or_default().touched_by_newer_app(),
                None => self.state.update_needed = true,
            },
            body => write_down(&mut self.state, event, body),
        }
    }

    /// A settlement belongs to the visit of what it keeps, else to the card.
    fn settle(&mut self, order: usize, event: &'a Event, conflict: &'a [EventId], keep: EventId) {
        let visit = self.visit_of.get(&keep).and_then(|visit| self.visits.get_mut(visit));
        match visit {
            Some(history) => history.settle(event, conflict, keep),
            None => self.edits.settle(order, event, conflict, keep),
        }
    }

    fn finish(self, epochs: &Epochs) -> ClientState {
        let mut state = self.state;
        for outcome in self.edits.outcomes(epochs) {
            state.card.set(outcome.field.clone());
            state.conflicts.extend(outcome.conflicts);
        }
        state.visits = self.visits.iter().map(|(id, history)| (*id, history.fold(*id, epochs))).collect();
        state
    }
}

/// What is appended and clashes with nothing.
fn write_down(state: &mut ClientState, event: &Event, body: &Body) {
    match body {
        Body::NoteWritten(note) => {
            let corrected = state.notes.iter_mut().find(|old| {
                note.corrects == Some(old.id) && old.actor == event.actor && old.corrected_by.is_none()
            });
            if let Some(old) = corrected {
                old.corrected_by = Some(event.id);
            }
            state.notes.push(entry(event, note));
        }
        Body::PromiseMade(promise) => {
            state.promises.entry(promise.id).or_insert_with(|| StandingPromise {
                promise: promise.clone(),
                actor: event.actor,
                first_due: promise.due,
                end: None,
            });
        }
        Body::PromiseMoved { promise, due, .. } => {
            if let Some(standing) = state.promises.get_mut(promise).filter(|standing| standing.end.is_none())
            {
                standing.promise.due = *due;
            }
        }
        Body::PromiseEnded { promise, end } => {
            if let Some(standing) = state.promises.get_mut(promise) {
                standing.end.get_or_insert((*end, event.at));
            }
        }
        Body::PromiseReopened { promise } => {
            if let Some(standing) = state.promises.get_mut(promise) {
                standing.end = None;
            }
        }
        Body::MessageTold(told) => {
            state
                .messages
                .entry(told.id)
                .and_modify(|known| known.hear(told))
                .or_insert_with(|| told.clone());
        }
        Body::CallLogged(call) => state.calls.push(entry(event, call)),
        Body::FeedbackRecorded(feedback) => state.feedback.push(entry(event, feedback)),
        body => task(state, event, body),
    }
}

fn task(state: &mut ClientState, event: &Event, body: &Body) {
    match body {
        Body::TaskRaised(task) => {
            state.tasks.entry(task.id).or_insert_with(|| StandingTask {
                task: task.clone(),
                actor: event.actor,
                end: None,
                also_ended: Vec::new(),
            });
        }
        Body::TaskTaken { task, owner } => {
            if let Some(standing) = state.tasks.get_mut(task) {
                standing.task.owner = *owner;
            }
        }
        Body::TaskMoved { task, due } => {
            if let Some(standing) = state.tasks.get_mut(task).filter(|standing| standing.end.is_none()) {
                standing.task.due = *due;
            }
        }
        Body::TaskDone { task, outcome, words, at } => {
            if let Some(standing) = state.tasks.get_mut(task) {
                let end = TaskEnd { outcome: *outcome, words: words.clone(), at: *at, actor: event.actor };
                // Two who end it at once have one outcome, and the word of neither is lost.
                match standing.end {
                    None => standing.end = Some(end),
                    Some(_) => standing.also_ended.push(end),
                }
            }
        }
        Body::TaskReopened { task } => {
            if let Some(standing) = state.tasks.get_mut(task) {
                standing.end = None;
                standing.also_ended.clear();
            }
        }
        // What belongs to other streams says nothing here.
        _ => {}
    }
}

fn entry<T: Clone>(event: &Event, what: &T) -> Entry<T> {
    Entry { id: event.id, actor: event.actor, what: what.clone(), corrected_by: None }
}
