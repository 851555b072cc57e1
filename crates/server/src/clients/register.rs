//! A new client: a stream and a key of its own, after a look at whether the person is registered already.

use crate::error::Error;
use crate::log::StreamKind;
use crate::municipality::Municipality;
use crate::offer::last_generation_before;
use crate::office::Saying;
use crate::staff::By;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::client::{Card, Field};
use vizitas_domain::event::{Body, Seen};
use vizitas_domain::id::StreamId;
use vizitas_domain::phone;
use vizitas_replica::Client;

/// So many may be alike; more are no help.
const MOST: usize = 20;

/// Somebody who becomes a client.
#[derive(Clone, Debug)]
pub(crate) struct NewClient {
    /// What is known; the worker who answers for the case among it.
    pub(crate) fields: Vec<Field>,
}

impl NewClient {
    fn card(&self) -> Card {
        let mut card = Card::default();
        self.fields.iter().cloned().for_each(|field| card.set(field));
        card
    }
}

impl Municipality {
    /// Clients who may be the same person: the same name born the same day, or the same telephone.
    pub(crate) fn alike(&self, new: &NewClient) -> Result<Vec<Client>, Error> {
        let card = new.card();
        let name = format!("{} {}", &*card.given, &*card.surname);
        self.folded(|replica| {
            let mut alike = Vec::new();
            if card.born.is_some() {
                let same_name = replica.search(&name, MOST)?.into_iter();
                alike.extend(same_name.filter(|other| other.card.born == card.born));
            }
            if let Some(number) = phone::read(&card.phone) {
                let same = |other: &Client| phone::read(&other.card.phone).as_deref() == Some(&number);
                let found = replica.search(&number, MOST)?.into_iter().filter(same);
                alike.extend(found);
            }
            alike.sort_by_key(|client| client.id);
            alike.dedup_by_key(|client| client.id);
            Ok(alike)
        })
    }

    /// Makes somebody a client; gives whose stream it is.
    pub(crate) fn register(self: &Arc<Self>, by: By, new: NewClient) -> Result<StreamId, Error> {
        let stream = StreamId(Uuid::now_v7());
        let responsible = new.card().responsible;
        let office = Arc::clone(self);
        self.log.write(move |log| {
            let epoch = log.read().head()?.epoch;
            // The key is durable before anything is sealed with it.
            office.vault.put(&[office.new_key(stream, last_generation_before(epoch).saturating_add(1))?])?;
            let body = Body::ClientRegistered { number: None, fields: new.fields };
            let saying = Saying { actor: by.actor, role: by.role, seen: Seen::default(), body };
            office.say(log, &office.identity.node, StreamKind::Client, stream, saying)?;
            if let Some(worker) = responsible {
                office.grant(log, stream, worker)?;
            }
            Ok(stream)
        })
    }
}
