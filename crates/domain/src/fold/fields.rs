//! The fold of a client's card: the later position counts, what was written at the same time is kept beside
//! it, and a person may choose.

use super::Conflict;
use crate::client::{Field, FieldName};
use crate::concurrency::{Clash, Epochs, concurrent, later_settlement_holds};
use crate::event::Event;
use crate::id::EventId;
use std::collections::BTreeMap;

/// One value somebody gave a field.
struct Edit<'a> {
    order: usize,
    event: &'a Event,
    field: &'a Field,
}

/// A person's choice between values, or that one was a mistake.
enum Choice<'a> {
    Made(Settlement<'a>),
    Withdrawn(EventId),
}

/// A person's choice between values.
struct Settlement<'a> {
    order: usize,
    event: &'a Event,
    conflict: &'a [EventId],
    keep: EventId,
}

/// All values given to each field, in the order of the log.
#[derive(Default)]
pub(super) struct Edits<'a> {
    by_name: BTreeMap<FieldName, Vec<Edit<'a>>>,
    choices: Vec<Choice<'a>>,
}

/// What came of a field.
pub(super) struct Outcome<'a> {
    pub(super) field: &'a Field,
    pub(super) conflicts: Vec<Conflict>,
}

impl<'a> Edits<'a> {
    /// Writes down the values set by the `order`-th event of the stream.
    pub(super) fn push(&mut self, order: usize, event: &'a Event, fields: &'a [Field]) {
        for field in fields {
            self.by_name.entry(field.name()).or_default().push(Edit { order, event, field });
        }
    }

    /// Writes down a choice made by the `order`-th event of the stream.
    pub(super) fn settle(&mut self, order: usize, event: &'a Event, conflict: &'a [EventId], keep: EventId) {
        self.choices.push(Choice::Made(Settlement { order, event, conflict, keep }));
    }

    /// Writes down that a choice was a mistake.
    pub(super) fn unsettle(&mut self, settled: EventId) {
        self.choices.push(Choice::Withdrawn(settled));
    }

    /// The value of each field that was ever set, with what is disputed about it.
    pub(super) fn outcomes(&self, epochs: &Epochs) -> Vec<Outcome<'a>> {
        self.by_name.values().filter_map(|edits| self.outcome(edits, epochs)).collect()
    }

    fn outcome(&self, edits: &[Edit<'a>], epochs: &Epochs) -> Option<Outcome<'a>> {
        let last = edits.last()?;
        let mut value = (last.order, last.field);
        let mut conflicts = disputes(edits, epochs);
        for conflict in &mut conflicts {
            if let Some(settlement) = self.settlement_of(&conflict.events, epochs) {
                conflict.settled = Some(settlement.event.id);
                conflict.stands = settlement.keep;
                let kept = edits.iter().find(|edit| edit.event.id == settlement.keep);
                if let Some(kept) = kept
                    && settlement.order > value.0
                {
                    value = (settlement.order, kept.field);
                }
            } else if let Some(edit) = written_knowingly(edits, conflict, epochs) {
                conflict.settled = Some(edit.event.id);
            }
        }
        Some(Outcome { field: value.1, conflicts })
    }

    /// The choice in force for a conflict: the later one, unless a coordinator's was made at the same time.
    fn settlement_of(&self, conflict: &[EventId], epochs: &Epochs) -> Option<&Settlement<'a>> {
        let mut chosen: Option<&Settlement<'a>> = None;
        for choice in &self.choices {
            let settlement = match choice {
                Choice::Made(settlement) => settlement,
                Choice::Withdrawn(settled) => {
                    chosen = chosen.filter(|before| before.event.id != *settled);
                    continue;
                }
            };
            if settlement.conflict != conflict || !conflict.contains(&settlement.keep) {
                continue;
            }
            let holds = chosen.is_none_or(|before| {
                !concurrent(before.event, settlement.event, epochs)
                    || later_settlement_holds(before.event.role, settlement.event.role)
            });
            if holds {
                chosen = Some(settlement);
            }
        }
        chosen
    }
}

/// Different values whose makers did not know of one another. The later one stands.
fn disputes(edits: &[Edit<'_>], epochs: &Epochs) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for (index, later) in edits.iter().enumerate() {
        let rivals: Vec<EventId> = edits
            .iter()
            .take(index)
            .filter(|earlier| earlier.field != later.field && concurrent(earlier.event, later.event, epochs))
            .map(|earlier| earlier.event.id)
            .collect();
        if !rivals.is_empty() {
            conflicts.push(Conflict::new(Clash::Field, later.event.id, &rivals));
        }
    }
    conflicts
}

/// The first value written by somebody who knew of all the disputed ones: that settles it too.
fn written_knowingly<'e, 'a>(
    edits: &'e [Edit<'a>],
    conflict: &Conflict,
    epochs: &Epochs,
) -> Option<&'e Edit<'a>> {
    let disputed: Vec<&Edit<'_>> =
        edits.iter().filter(|edit| conflict.events.contains(&edit.event.id)).collect();
    edits.iter().find(|edit| {
        disputed.iter().all(|old| old.order < edit.order && !concurrent(old.event, edit.event, epochs))
    })
}
