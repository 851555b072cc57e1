//! What the server itself says: events signed with a node's own chain, and grants, which are events with a row beside
//! them. All of it happens within a piece of the log's work, so that chain and position are one thing.

use crate::error::Error;
use crate::identity::Signer;
use crate::log::{Grant, Link, Read, StreamKind, Write};
use crate::municipality::Municipality;
use crate::offer::last_generation_before;
use crate::slots::CELL_S;
use crate::staff::By;
use uuid::Uuid;
use vizitas_domain::event::{Body, Role, Seen};
use vizitas_domain::id::{ActorId, EventId, StreamId};
use vizitas_sync::chain::{Chain, Draft, Head};
use vizitas_sync::hlc::Hlc;

/// What is to be said, and by whom.
#[derive(Clone, Debug)]
pub(crate) struct Saying {
    pub(crate) actor: ActorId,
    pub(crate) role: Role,
    pub(crate) seen: Seen,
    pub(crate) body: Body,
}

impl Municipality {
    /// A verdict of the server's, which has seen all of the stream.
    pub(crate) fn saying(&self, log: &mut dyn Write, stream: StreamId, body: Body) -> Result<Saying, Error> {
        let seen = seen_now(log.read(), stream)?;
        Ok(Saying { actor: self.identity.system, role: Role::System, seen, body })
    }

    /// Appends an event of the server's own and gives its position. `kind` is the stream's when it begins here.
    pub(crate) fn say(
        &self,
        log: &mut dyn Write,
        signer: &Signer,
        kind: StreamKind,
        stream: StreamId,
        saying: Saying,
    ) -> Result<u64, Error> {
        // A restore begins an epoch, and with it a new life of this chain: the old one may have gone on elsewhere.
        let incarnation = log.read().head()?.epoch;
        let last = log.read().last_link(signer.installation, incarnation)?;
        let head = last.map_or(Head::default(), |link| Head { seq: link.seq, hash: link.hash });
        let chain = Chain { installation: signer.installation, incarnation, head };
        let draft = Draft {
            id: EventId(Uuid::now_v7()),
            hlc: Hlc::new(self.clock.ms(), 0),
            actor: saying.actor,
            role: saying.role,
            seen: saying.seen,
            body: saying.body,
        };
        let signed = chain.append(&draft, &self.vault.newest(stream)?, &signer.key, &self.random)?;
        let position = log.append(&signed.event, kind)?;
        let link = Link {
            installation: signer.installation,
            incarnation,
            seq: signed.event.header().seq,
            hash: signed.event.hash(),
            event: draft.id,
            position: Some(position),
        };
        log.put_signature(&link, &signed.signature)?;
        Ok(position)
    }

    /// Appends what a person of the office does for a client, who has read all of the stream.
    pub(crate) fn command(
        &self,
        log: &mut dyn Write,
        by: By,
        client: StreamId,
        body: Body,
    ) -> Result<u64, Error> {
        let saying = Saying { actor: by.actor, role: by.role, seen: seen_now(log.read(), client)?, body };
        self.say(log, &self.identity.node, StreamKind::Client, client, saying)
    }

    /// Gives a worker a stream, unless she holds it.
    pub(crate) fn grant(&self, log: &mut dyn Write, stream: StreamId, worker: ActorId) -> Result<(), Error> {
        if holds(log.read(), stream, worker)? {
            return Ok(());
        }
        let since = self.say_to_server(log, Body::Granted { stream, worker })?;
        log.put_grant(&Grant { stream, worker, since, until: None, for_cause: false })
    }

    /// Takes a stream from a worker. Those who remain go on under a new key, which she is not given.
    pub(crate) fn revoke(
        &self,
        log: &mut dyn Write,
        stream: StreamId,
        worker: ActorId,
        for_cause: bool,
    ) -> Result<(), Error> {
        if !holds(log.read(), stream, worker)? {
            return Ok(());
        }
        let until = self.say_to_server(log, Body::Revoked { stream, worker, for_cause })?;
        log.end_grant(stream, worker, until, for_cause)?;
        let epoch = log.read().head()?.epoch;
        self.next_key(stream, epoch).map(drop)
    }

    /// Begins another generation of a stream's data key: whoever holds the stream is given it with the next event there. False
    /// when the stream was erased.
    pub(crate) fn next_key(&self, stream: StreamId, epoch: u32) -> Result<bool, Error> {
        if self.vault.is_erased(stream)? {
            return Ok(false);
        }
        let newest = self.vault.newest(stream)?.generation.max(last_generation_before(epoch));
        self.vault.put(&[self.new_key(stream, newest.saturating_add(1))?])?;
        Ok(true)
    }

    /// Begins another generation of every data key that a worker's tablets were given: of what is published, and of the cases
    /// that are hers.
    pub(crate) fn renew_keys_of(&self, worker: ActorId) -> Result<(), Error> {
        let (published, epoch, grants) = self.log.read(|log| {
            let published = Self::only_stream(log, StreamKind::Published)?.stream;
            Ok((published, log.head()?.epoch, log.grants_of(worker)?))
        })?;
        self.next_key(published, epoch)?;
        for grant in grants.iter().filter(|grant| grant.until.is_none() && grant.stream != published) {
            self.next_key(grant.stream, epoch)?;
        }
        Ok(())
    }

    /// Begins another generation of the data key of a client, or of all, and of what is published. Gives of how many streams.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such client.
    pub fn renew_keys(&self, client: Option<StreamId>) -> Result<usize, Error> {
        let (epoch, mut streams, published) = self.log.read(|log| {
            Ok((log.head()?.epoch, log.streams(StreamKind::Client)?, log.streams(StreamKind::Published)?))
        })?;
        match client {
            Some(client) => streams.retain(|row| row.stream == client),
            None => streams.extend(published),
        }
        if streams.is_empty() && client.is_some() {
            return Err(Error::Missing("client".to_owned()));
        }
        let mut renewed = 0;
        for row in streams {
            renewed += usize::from(self.next_key(row.stream, epoch)?);
        }
        let (now, office) = (self.clock.now(), self.identity.office);
        self.log.write(move |log| log.audit(now, office, "data keys renewed", client))?;
        Ok(renewed)
    }

    /// Ends every grant of a client: tablets forget it at the next pull.
    pub(crate) fn end_grants(
        &self,
        log: &mut dyn Write,
        client: StreamId,
        for_cause: bool,
    ) -> Result<(), Error> {
        for grant in log.read().grants_on(client)?.into_iter().filter(|grant| grant.until.is_none()) {
            let (stream, worker) = (client, grant.worker);
            let until = self.say_to_server(log, Body::Revoked { stream, worker, for_cause })?;
            log.end_grant(stream, worker, until, for_cause)?;
        }
        Ok(())
    }

    /// Gives a client's case to a worker. Who held it before loses it without cause, unless she has a visit there
    /// still to come.
    pub(crate) fn hand_over(&self, log: &mut dyn Write, client: StreamId, to: ActorId) -> Result<(), Error> {
        self.grant(log, client, to)?;
        let coming = log.read().claims_on(client, self.clock.now().0.div_euclid(CELL_S))?;
        for grant in log.read().grants_on(client)? {
            let stays = grant.worker == to || coming.iter().any(|claim| claim.worker == grant.worker);
            if grant.until.is_none() && !stays {
                self.revoke(log, client, grant.worker, false)?;
            }
        }
        Ok(())
    }

    fn say_to_server(&self, log: &mut dyn Write, body: Body) -> Result<u64, Error> {
        let own = Self::only_stream(log.read(), StreamKind::Server)?.stream;
        let saying = self.saying(log, own, body)?;
        self.say(log, &self.identity.node, StreamKind::Server, own, saying)
    }
}

/// The event that has a position, by its name.
pub(crate) fn named_at(log: &dyn Read, position: u64) -> Result<EventId, Error> {
    let placed = log.after(position.saturating_sub(1), 1)?;
    let named = placed.first().filter(|entry| entry.position == position);
    named.map(|entry| entry.event.header().id).ok_or(Error::Malformed("position of an event"))
}

/// Whether a worker holds a stream now.
pub(crate) fn holds(log: &dyn Read, stream: StreamId, worker: ActorId) -> Result<bool, Error> {
    let grants = log.grants_on(stream)?;
    Ok(grants.iter().any(|grant| grant.worker == worker && grant.until.is_none()))
}

/// Whether a worker holds a stream or held it once.
pub(crate) fn held(log: &dyn Read, stream: StreamId, worker: ActorId) -> Result<bool, Error> {
    Ok(log.grants_on(stream)?.iter().any(|grant| grant.worker == worker))
}

/// What somebody who reads the log itself has seen of a stream.
pub(crate) fn seen_now(log: &dyn Read, stream: StreamId) -> Result<Seen, Error> {
    let epoch = log.head()?.epoch;
    let position = log.stream(stream)?.map_or(0, |row| row.head);
    Ok(Seen { epoch, position })
}
