//! What changes the embedded log, statement by statement. It runs inside the writer's transaction alone.

use super::rows::role_name;
use super::sqlite_read::SqliteRead;
use super::{
    Claim, Code, Epoch, Grant, Head, Held, HeldFate, HeldOutcome, Installation, LedgerRow, Link, Person,
    Quarantined, Read, StreamKind, Write, WriteHeld,
};
use crate::error::Error;
use rusqlite::{Connection, Params};
use std::collections::HashMap;
use vizitas_domain::id::{ActorId, StreamId, VisitId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_sync::event::SealedEvent;
use vizitas_sync::log::next_head;
use vizitas_sync::sign::Signature;

/// The log within a piece of work.
pub(super) struct SqliteWrite<'a> {
    read: SqliteRead<'a>,
    head: Head,
    /// Where the streams met in this work began.
    began: HashMap<StreamId, u64>,
}

impl<'a> SqliteWrite<'a> {
    /// `head` is the log's newest end, known because the lock is held.
    pub(super) fn new(db: &'a Connection, head: Head) -> Self {
        Self { read: SqliteRead(db), head, began: HashMap::new() }
    }

    /// The newest end after the work.
    pub(super) fn end(self) -> Head {
        self.head
    }

    fn began(&mut self, stream: StreamId) -> Result<Option<u64>, Error> {
        if let Some(began) = self.began.get(&stream) {
            return Ok(Some(*began));
        }
        let sql = "SELECT began FROM streams WHERE stream = ?1";
        let began = self.read.one(sql, [stream.0.as_bytes()], |row| Ok(row.get(0)?))?;
        self.began.extend(began.map(|began| (stream, began)));
        Ok(began)
    }

    fn put_claim(&self, sql: &str, claim: &Claim) -> Result<usize, Error> {
        let row = (
            claim.worker.0.as_bytes(),
            claim.cell,
            claim.stream.0.as_bytes(),
            claim.visit.0.as_bytes(),
            claim.plan.0.as_bytes(),
        );
        self.run(sql, row)
    }

    pub(super) fn run(&self, sql: &str, params: impl Params) -> Result<usize, Error> {
        Ok(self.read.0.prepare_cached(sql)?.execute(params)?)
    }
}

impl Write for SqliteWrite<'_> {
    fn read(&self) -> &dyn Read {
        &self.read
    }

    fn place(&mut self, event: &SealedEvent, kind: StreamKind) -> Result<Option<u64>, Error> {
        let header = event.header();
        let position = self.head.position + 1;
        let chain = next_head(&self.head.chain, position, &event.hash());
        let began = self.began(header.stream)?;
        let placed = self.run(
            "INSERT INTO events (position, event, stream, installation, incarnation, seq, hash, chain, header, sealed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (event) DO NOTHING",
            (
                position,
                header.id.0.as_bytes(),
                began.unwrap_or(position),
                header.installation.0.as_bytes(),
                header.incarnation,
                header.seq,
                event.hash().0,
                chain.0,
                event.header_bytes(),
                event.sealed(),
            ),
        )?;
        if placed == 0 {
            return Ok(None);
        }
        if began.is_none() {
            let sql = "INSERT INTO streams (began, stream, kind) VALUES (?1, ?2, ?3)";
            self.run(sql, (position, header.stream.0.as_bytes(), kind.name()))?;
            self.began.insert(header.stream, position);
        }
        self.head.position = position;
        self.head.chain = chain;
        Ok(Some(position))
    }

    fn put_grant(&mut self, grant: &Grant) -> Result<(), Error> {
        let row =
            (grant.stream.0.as_bytes(), grant.worker.0.as_bytes(), grant.since, grant.until, grant.for_cause);
        let sql = "INSERT INTO grants (stream, worker, since, until, for_cause) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.run(sql, row).map(drop)
    }

    fn end_grant(
        &mut self,
        stream: StreamId,
        worker: ActorId,
        until: u64,
        for_cause: bool,
    ) -> Result<bool, Error> {
        let sql = "UPDATE grants SET until = ?3, for_cause = ?4 WHERE stream = ?1 AND worker = ?2 AND until IS NULL";
        let row = (stream.0.as_bytes(), worker.0.as_bytes(), until, for_cause);
        Ok(self.run(sql, row)? > 0)
    }

    fn put_person(&mut self, person: &Person) -> Result<(), Error> {
        let row = (person.actor.0.as_bytes(), role_name(person.role), person.registers);
        let sql = "INSERT INTO people (actor, role, registers) VALUES (?1, ?2, ?3)
                   ON CONFLICT DO UPDATE SET role = excluded.role, registers = excluded.registers";
        self.run(sql, row).map(drop)
    }

    fn put_installation(&mut self, installation: &Installation) -> Result<(), Error> {
        let transport = installation.transport.as_ref().map_or(&[][..], |key| &key.0);
        let recipient = installation.recipient.as_ref().map(|to| to.bytes());
        let row = (
            installation.installation.0.as_bytes(),
            installation.actor.0.as_bytes(),
            role_name(installation.role),
            installation.incarnation,
            installation.sign_key.0,
            transport,
            recipient.unwrap_or_default(),
            installation.since.0,
            installation.given_by.as_ref().map(|by| by.0.as_bytes()),
            installation.approved.map(|at| at.0),
            installation.revoked.map(|at| at.0),
        );
        let sql = "INSERT OR REPLACE INTO installations
                   (installation, actor, role, incarnation, sign_key, transport, recipient, since, given_by, approved, revoked)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        self.run(sql, row).map(drop)
    }

    fn put_quarantine(&mut self, event: &Quarantined) -> Result<(), Error> {
        let link = &event.link;
        let row = (
            link.installation.0.as_bytes(),
            link.incarnation,
            link.seq,
            link.hash.0,
            link.event.0.as_bytes(),
            match event.held {
                Held::Parked => "parked",
                Held::Refused => "refused",
            },
            event.code,
            event.event.header_bytes(),
            event.event.sealed(),
            event.at.0,
        );
        let sql = "INSERT INTO received
                   (installation, incarnation, seq, hash, event, verdict, code, header, sealed, at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                   ON CONFLICT DO UPDATE SET verdict = excluded.verdict, code = excluded.code";
        self.run(sql, row).map(drop)
    }

    fn leave_quarantine(&mut self, link: &Link, at: Time) -> Result<(), Error> {
        let sql =
            "DELETE FROM received WHERE installation = ?1 AND incarnation = ?2 AND seq = ?3 AND hash = ?4";
        let row = (link.installation.0.as_bytes(), link.incarnation, link.seq, link.hash.0);
        if self.run(sql, row)? == 0 {
            return Ok(());
        }
        let (link, words) = (Link { position: None, ..*link }, Text::default());
        self.put_held_outcome(&HeldOutcome { link, fate: HeldFate::Placed, actor: None, at, words })
    }

    fn put_signature(&mut self, link: &Link, signature: &Signature) -> Result<(), Error> {
        let sql = "INSERT INTO signatures (installation, incarnation, seq, hash, signature)
                   VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
        let row = (link.installation.0.as_bytes(), link.incarnation, link.seq, link.hash.0, signature.0);
        self.run(sql, row).map(drop)
    }

    fn begin_epoch(&mut self, epoch: &Epoch) -> Result<(), Error> {
        let sql = "INSERT INTO epochs (epoch, kept, begun) VALUES (?1, ?2, ?3)";
        self.run(sql, (epoch.epoch, epoch.kept, epoch.begun.0))?;
        self.head.epoch = self.head.epoch.max(epoch.epoch);
        Ok(())
    }

    fn put_ledger(&mut self, office: &str, list: &str, row: &LedgerRow) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO import_ledger
                   (office, list, row_key, stream, thing, fields, epoch, position)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let values = (
            office,
            list,
            &row.key,
            row.stream.0.as_bytes(),
            row.thing.as_ref().map(|visit| visit.0.as_bytes()),
            &row.fields,
            row.epoch,
            row.position,
        );
        self.run(sql, values).map(drop)
    }

    fn put_code(&mut self, code: &Code) -> Result<(), Error> {
        let sql =
            "INSERT OR REPLACE INTO codes (lookup, verifier, actor, given_by, ahead, expires, installation)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let row = (
            code.lookup,
            code.salt,
            code.actor.0.as_bytes(),
            code.given_by.as_ref().map(|by| by.0.as_bytes()),
            code.ahead,
            code.expires.0,
            code.installation.as_ref().map(|id| id.0.as_bytes()),
        );
        self.run(sql, row).map(drop)
    }

    fn set_mark(&mut self, name: &str, value: u64) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO marks (name, value) VALUES (?1, ?2)";
        self.run(sql, (name, value)).map(drop)
    }

    fn claim(&mut self, claim: &Claim) -> Result<bool, Error> {
        let sql = "INSERT INTO slot_claims (worker, cell, stream, visit, plan) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT DO UPDATE SET plan = excluded.plan WHERE visit = excluded.visit";
        Ok(self.put_claim(sql, claim)? > 0)
    }

    fn seize(&mut self, claim: &Claim) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO slot_claims (worker, cell, stream, visit, plan) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.put_claim(sql, claim).map(drop)
    }

    fn release(&mut self, visit: VisitId) -> Result<(), Error> {
        let sql = "DELETE FROM slot_claims WHERE visit = ?1";
        self.run(sql, [visit.0.as_bytes()]).map(drop)
    }
}
