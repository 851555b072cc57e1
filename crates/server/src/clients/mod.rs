//! Clients as the office keeps them: who is one, what is known, who answers for the case, and what calls bring. Each
//! function takes who commands and makes ordinary events; who may ask for it stands with the console's routes.

mod call;
mod case;
mod history;
mod register;

pub(crate) use call::{CallWork, Settles, Wanted};
pub(crate) use history::History;
pub(crate) use register::NewClient;

use crate::error::Error;
use crate::log::StreamKind;
use crate::municipality::Municipality;
use crate::office::Saying;
use crate::staff::By;
use std::sync::Arc;
use vizitas_domain::address;
use vizitas_domain::client::{Address, Contact, Field};
use vizitas_domain::event::{Body, Seen};
use vizitas_domain::id::{ActorId, StreamId};

impl Municipality {
    /// Sets fields of a card, as somebody who had seen the stream up to there.
    ///
    /// # Errors
    /// [`Error::Moved`] when one of them was set since: whoever is at the console can look again and decide. What a
    /// tablet sets unseen is shown beside it, as everywhere.
    pub(crate) fn set_fields(
        self: &Arc<Self>,
        by: By,
        client: StreamId,
        seen: Seen,
        fields: Vec<Field>,
    ) -> Result<(), Error> {
        let (folded, events, epochs) = self
            .folded(|replica| Ok((replica.cursor()?.position, replica.events(client)?, replica.epochs()?)))?;
        let upto = epochs.seen(seen);
        let same = |set: &Field| fields.iter().any(|field| field.name() == set.name());
        let unseen = events.iter().filter(|event| event.position.is_some_and(|position| position > upto));
        let mut sets = unseen.filter_map(|event| match &event.body {
            Body::FieldsSet(set) => Some(set),
            _ => None,
        });
        if sets.any(|set| set.iter().any(same)) {
            return Err(Error::Moved);
        }
        let office = Arc::clone(self);
        self.log.write(move |log| {
            office.expect(log, client, folded)?;
            let saying = Saying { actor: by.actor, role: by.role, seen, body: Body::FieldsSet(fields) };
            office.say(log, &office.identity.node, StreamKind::Client, client, saying).map(drop)
        })
    }

    /// Writes somebody near the client down, or what has changed.
    pub(crate) fn set_contact(
        self: &Arc<Self>,
        by: By,
        client: StreamId,
        contact: Contact,
    ) -> Result<(), Error> {
        let office = Arc::clone(self);
        self.log.write(move |log| office.command(log, by, client, Body::ContactSet(contact)).map(drop))
    }

    /// An address as typed, with its place as far as other clients' addresses tell.
    pub(crate) fn placed(&self, typed: &str) -> Result<Address, Error> {
        let mut address = address::read(typed);
        let known = self.folded(|replica| Ok(replica.clients(None)?))?;
        address.place = address::place_among(&address, known.iter().map(|client| &client.card.address));
        Ok(address)
    }

    /// What somebody is called: a worker by her profile, others as they sign in; empty when nobody is known.
    pub(crate) fn name_of(
        &self,
        replica: &vizitas_replica::Replica,
        actor: ActorId,
    ) -> Result<String, Error> {
        if let Some(worker) = replica.worker(actor)? {
            return Ok(format!("{} {}", &*worker.profile.given, &*worker.profile.surname));
        }
        let staff = self.log.read(|log| log.staff_of(actor))?;
        Ok(staff.map(|row| row.name.into()).unwrap_or_default())
    }
}
