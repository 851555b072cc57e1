//! All that is written about a client, in one reading of the replica. Who was registered twice has one history.

use crate::error::Error;
use crate::municipality::Municipality;
use std::collections::BTreeMap;
use vizitas_domain::client::Contact;
use vizitas_domain::event::Seen;
use vizitas_domain::fold::client::{Entry, StandingPromise, StandingTask};
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::register::{Call, Note};
use vizitas_domain::told::Told;
use vizitas_replica::{Client, Replica};

/// A client with the whole history.
pub(crate) struct History {
    pub(crate) client: Client,
    /// Up to where this was read.
    pub(crate) seen: Seen,
    /// Registrations of the same person that go on in this one.
    pub(crate) merged: Vec<Client>,
    pub(crate) contacts: Vec<Contact>,
    /// Those to come and the latest first, with the stream each stands in.
    pub(crate) visits: Vec<(StreamId, Visit)>,
    /// The latest first, as the notes and the messages.
    pub(crate) calls: Vec<Entry<Call>>,
    pub(crate) notes: Vec<Entry<Note>>,
    pub(crate) promises: Vec<StandingPromise>,
    pub(crate) messages: Vec<Told>,
    /// The open ones first.
    pub(crate) tasks: Vec<StandingTask>,
    /// Fields and plans over which people clash, and nobody has settled it.
    pub(crate) conflicts: usize,
    /// Whoever is named in it.
    pub(crate) names: BTreeMap<ActorId, String>,
}

impl Municipality {
    /// A client with the whole history.
    pub(crate) fn history(&self, client: StreamId) -> Result<History, Error> {
        self.folded(|replica| {
            let found = replica.client(client)?.filter(|client| client.registered);
            let client = found.ok_or_else(|| Error::Missing("client".to_owned()))?;
            let cursor = replica.cursor()?;
            let mut history = History {
                seen: Seen { epoch: cursor.epoch, position: cursor.position },
                merged: replica.merged_into(client.id)?,
                client,
                contacts: Vec::new(),
                visits: Vec::new(),
                calls: Vec::new(),
                notes: Vec::new(),
                promises: Vec::new(),
                messages: Vec::new(),
                tasks: Vec::new(),
                conflicts: 0,
                names: BTreeMap::new(),
            };
            let merged: Vec<StreamId> = history.merged.iter().map(|other| other.id).collect();
            for stream in std::iter::once(history.client.id).chain(merged) {
                history.read(replica, stream)?;
            }
            history.sort();
            for actor in history.named() {
                history.names.insert(actor, self.name_of(replica, actor)?);
            }
            Ok(history)
        })
    }
}

impl History {
    fn read(&mut self, replica: &Replica, stream: StreamId) -> Result<(), Error> {
        self.contacts.extend(replica.contacts(stream)?);
        self.visits.extend(replica.visits_of(stream)?.into_iter().map(|visit| (stream, visit)));
        self.calls.extend(replica.calls_of(stream)?);
        self.notes.extend(replica.notes_of(stream)?);
        self.promises.extend(replica.promises_of(stream)?);
        self.messages.extend(replica.messages_of(stream)?);
        self.tasks.extend(replica.tasks_of(stream)?);
        let conflicts = replica.conflicts_of(stream)?;
        self.conflicts += conflicts.iter().filter(|clash| clash.conflict.settled.is_none()).count();
        Ok(())
    }

    /// What comes of several streams stands in one order.
    fn sort(&mut self) {
        if self.merged.is_empty() {
            return;
        }
        let start = |visit: &Visit| visit.plan.as_ref().map(|standing| standing.plan.start);
        self.visits.sort_by_key(|(_, visit)| (start(visit).is_some(), std::cmp::Reverse(start(visit))));
        self.calls.sort_by_key(|call| std::cmp::Reverse(call.what.at));
        self.notes.sort_by_key(|note| std::cmp::Reverse(note.what.at));
        self.promises.sort_by_key(|one| (one.end.is_some(), std::cmp::Reverse(one.promise.due)));
        self.messages.sort_by_key(|told| std::cmp::Reverse(told.at));
        self.tasks.sort_by_key(|one| (one.end.is_some(), std::cmp::Reverse(one.task.due)));
    }

    /// Whoever is named anywhere in it.
    fn named(&self) -> Vec<ActorId> {
        let card = &self.client.card;
        let mut named: Vec<ActorId> = card.responsible.into_iter().collect();
        named.extend(card.risk.as_ref().map(|risk| risk.by));
        for (_, visit) in &self.visits {
            named.extend(visit.plan.iter().flat_map(|standing| &standing.plan.workers));
        }
        named.extend(self.calls.iter().map(|call| call.actor));
        named.extend(self.notes.iter().map(|note| note.actor));
        named.extend(self.promises.iter().map(|one| one.promise.owner));
        named.extend(self.tasks.iter().filter_map(|one| one.task.owner));
        named.sort_unstable();
        named.dedup();
        named
    }
}
