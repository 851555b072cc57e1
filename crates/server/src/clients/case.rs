//! Whose case it is, and which of two registrations of one person goes on.

use crate::error::Error;
use crate::municipality::Municipality;
use crate::staff::By;
use std::sync::Arc;
use vizitas_domain::client::Field;
use vizitas_domain::event::Body;
use vizitas_domain::id::{ActorId, StreamId};

impl Municipality {
    /// Gives cases to a worker, all at once.
    pub(crate) fn hand_cases(
        self: &Arc<Self>,
        by: By,
        clients: Vec<StreamId>,
        worker: ActorId,
    ) -> Result<(), Error> {
        self.folded(|replica| self.works_now(replica, worker))?;
        // Whoever has a visit still to come keeps the case: the claims say who that is.
        self.judge_plans()?;
        let office = Arc::clone(self);
        self.log.write(move |log| {
            for client in clients {
                let given = Body::FieldsSet(vec![Field::Responsible(Some(worker))]);
                office.command(log, by, client, given)?;
                office.hand_over(log, client, worker)?;
                log.audit(office.clock.now(), by.actor, "case handed over", Some(client))?;
            }
            Ok(())
        })
    }

    /// A worker's whole caseload.
    pub(crate) fn caseload(&self, worker: ActorId) -> Result<Vec<StreamId>, Error> {
        let clients = self.folded(|replica| Ok(replica.clients(Some(worker))?))?;
        Ok(clients.into_iter().map(|client| client.id).collect())
    }

    /// The same person was registered twice: one registration goes on in the other, with all that it holds.
    pub(crate) fn merge(self: &Arc<Self>, by: By, client: StreamId, into: StreamId) -> Result<(), Error> {
        let both = self.folded(|replica| Ok((replica.client(client)?, replica.client(into)?)))?;
        let (Some(one), Some(other)) = both else { return Err(Error::Missing("client".to_owned())) };
        let has_followers = !self.folded(|replica| Ok(replica.merged_into(client)?))?.is_empty();
        if client == into || one.merged_into.is_some() || other.merged_into.is_some() || has_followers {
            return Err(Error::Exists("merge".to_owned()));
        }
        let (office, responsible) = (Arc::clone(self), other.card.responsible);
        self.log.write(move |log| {
            office.command(log, by, client, Body::ClientMerged { into })?;
            // Whoever answers for the person reads all of the history.
            if let Some(worker) = responsible {
                office.grant(log, client, worker)?;
            }
            log.audit(office.clock.now(), by.actor, "clients merged", Some(client))
        })
    }

    /// The merge was a mistake: they are two again.
    pub(crate) fn unmerge(self: &Arc<Self>, by: By, client: StreamId) -> Result<(), Error> {
        let one = self.folded(|replica| Ok(replica.client(client)?))?;
        if one.is_none_or(|one| one.merged_into.is_none()) {
            return Err(Error::Missing("merge".to_owned()));
        }
        let office = Arc::clone(self);
        self.log.write(move |log| {
            office.command(log, by, client, Body::ClientUnmerged)?;
            log.audit(office.clock.now(), by.actor, "clients separated", Some(client))
        })
    }
}
