//! What changes the log, statement by statement. It runs inside the writer's transaction alone.

use super::read::DbRead;
use crate::error::Error;
use crate::log::rows::role_name;
use crate::log::statement::{Db, Found, Params};
use crate::log::{
    Claim, Code, Epoch, Grant, Head, Held, HeldFate, HeldOutcome, Installation, LedgerRow, Link, Person,
    Quarantined, Read, StreamKind, Write, WriteHeld,
};
use std::collections::HashMap;
use vizitas_domain::id::{ActorId, StreamId, VisitId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_sync::event::SealedEvent;
use vizitas_sync::log::next_head;
use vizitas_sync::sign::Signature;

/// The log within a piece of work.
pub(in crate::log) struct DbWrite<'a> {
    read: DbRead<'a>,
    head: Head,
    /// Where the streams met in this work began.
    began: HashMap<StreamId, u64>,
}

impl<'a> DbWrite<'a> {
    /// `head` is the log's newest end, known because the lock is held.
    pub(in crate::log) fn new(db: &'a dyn Db, head: Head) -> Self {
        Self { read: DbRead(db), head, began: HashMap::new() }
    }

    /// The newest end after the work.
    pub(in crate::log) fn end(self) -> Head {
        self.head
    }

    fn began(&mut self, stream: StreamId) -> Result<Option<u64>, Error> {
        if let Some(began) = self.began.get(&stream) {
            return Ok(Some(*began));
        }
        let sql = "SELECT began FROM streams WHERE stream = ?1";
        let began = self.read.one(sql, [stream], |row| row.get(0))?;
        self.began.extend(began.map(|began| (stream, began)));
        Ok(began)
    }

    pub(super) fn run(&self, sql: &str, params: impl Params) -> Result<usize, Error> {
        self.read.0.run(sql, &params.values()?)
    }

    /// Writes a row, in the place of the one that has the same key. The values are the key's and the others', in this order.
    pub(super) fn put(&self, table: &str, key: &str, others: &str, params: impl Params) -> Result<(), Error> {
        let values = params.values()?;
        let places: Vec<String> = (1..=values.len()).map(|place| format!("?{place}")).collect();
        let changes: Vec<String> =
            others.split(", ").map(|name| format!("{name} = excluded.{name}")).collect();
        let sql = format!(
            "INSERT INTO {table} ({key}, {others}) VALUES ({}) ON CONFLICT ({key}) DO UPDATE SET {}",
            places.join(", "),
            changes.join(", ")
        );
        self.read.0.run(&sql, &values).map(drop)
    }
}

fn claimed(claim: &Claim) -> impl Params {
    (claim.worker, claim.cell, claim.stream, claim.visit, claim.plan)
}

impl Write for DbWrite<'_> {
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
                header.id,
                began.unwrap_or(position),
                header.installation,
                header.incarnation,
                header.seq,
                event.hash().0,
                chain,
                event.header_bytes(),
                event.sealed(),
            ),
        )?;
        if placed == 0 {
            return Ok(None);
        }
        if began.is_none() {
            let sql = "INSERT INTO streams (began, stream, kind) VALUES (?1, ?2, ?3)";
            self.run(sql, (position, header.stream, kind.name()))?;
            self.began.insert(header.stream, position);
        }
        self.head.position = position;
        self.head.chain = chain;
        Ok(Some(position))
    }

    fn put_grant(&mut self, grant: &Grant) -> Result<(), Error> {
        let row = (grant.stream, grant.worker, grant.since, grant.until, grant.for_cause);
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
        let row = (stream, worker, until, for_cause);
        Ok(self.run(sql, row)? > 0)
    }

    fn put_person(&mut self, person: &Person) -> Result<(), Error> {
        let row = (person.actor, role_name(person.role), person.registers);
        self.put("people", "actor", "role, registers", row)
    }

    fn put_installation(&mut self, installation: &Installation) -> Result<(), Error> {
        let transport = installation.transport.as_ref().map_or(&[][..], |key| &key.0);
        let recipient = installation.recipient.as_ref().map(|to| to.bytes());
        let row = (
            installation.installation,
            installation.actor,
            role_name(installation.role),
            installation.incarnation,
            installation.sign_key,
            transport,
            recipient.unwrap_or_default(),
            installation.since,
            installation.given_by,
            installation.approved,
            installation.revoked,
        );
        self.put(
            "installations",
            "installation",
            "actor, role, incarnation, sign_key, transport, recipient, since, given_by, approved, revoked",
            row,
        )
    }

    fn put_quarantine(&mut self, event: &Quarantined) -> Result<(), Error> {
        let link = &event.link;
        let row = (
            link.installation,
            link.incarnation,
            link.seq,
            link.hash,
            link.event,
            match event.held {
                Held::Parked => "parked",
                Held::Refused => "refused",
            },
            event.code,
            event.event.header_bytes(),
            event.event.sealed(),
            event.at,
        );
        let sql = "INSERT INTO received
                   (installation, incarnation, seq, hash, event, verdict, code, header, sealed, at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                   ON CONFLICT (installation, incarnation, seq, hash) DO UPDATE SET verdict = excluded.verdict, code = excluded.code";
        self.run(sql, row).map(drop)
    }

    fn leave_quarantine(&mut self, link: &Link, at: Time) -> Result<(), Error> {
        let sql =
            "DELETE FROM received WHERE installation = ?1 AND incarnation = ?2 AND seq = ?3 AND hash = ?4";
        let row = (link.installation, link.incarnation, link.seq, link.hash);
        if self.run(sql, row)? == 0 {
            return Ok(());
        }
        let (link, words) = (Link { position: None, ..*link }, Text::default());
        self.put_held_outcome(&HeldOutcome { link, fate: HeldFate::Placed, actor: None, at, words })
    }

    fn put_signature(&mut self, link: &Link, signature: &Signature) -> Result<(), Error> {
        let sql = "INSERT INTO signatures (installation, incarnation, seq, hash, signature)
                   VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
        let row = (link.installation, link.incarnation, link.seq, link.hash, signature);
        self.run(sql, row).map(drop)
    }

    fn begin_epoch(&mut self, epoch: &Epoch) -> Result<(), Error> {
        let sql = "INSERT INTO epochs (epoch, kept, begun) VALUES (?1, ?2, ?3)";
        self.run(sql, (epoch.epoch, epoch.kept, epoch.begun))?;
        self.head.epoch = self.head.epoch.max(epoch.epoch);
        Ok(())
    }

    fn put_ledger(&mut self, office: &str, list: &str, row: &LedgerRow) -> Result<(), Error> {
        let values =
            (office, list, Found(&row.key), row.stream, row.thing, &row.fields, row.epoch, row.position);
        self.put("import_ledger", "office, list, row_key", "stream, thing, fields, epoch, position", values)
    }

    fn put_code(&mut self, code: &Code) -> Result<(), Error> {
        let row =
            (code.lookup, code.salt, code.actor, code.given_by, code.ahead, code.expires, code.installation);
        self.put("codes", "lookup", "verifier, actor, given_by, ahead, expires, installation", row)
    }

    fn set_mark(&mut self, name: &str, value: u64) -> Result<(), Error> {
        self.put("marks", "name", "value", (name, value))
    }

    fn claim(&mut self, claim: &Claim) -> Result<bool, Error> {
        let sql = "INSERT INTO slot_claims (worker, cell, stream, visit, plan) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (worker, cell) DO UPDATE SET plan = excluded.plan
                   WHERE slot_claims.visit = excluded.visit";
        Ok(self.run(sql, claimed(claim))? > 0)
    }

    fn seize(&mut self, claim: &Claim) -> Result<(), Error> {
        self.put("slot_claims", "worker, cell", "stream, visit, plan", claimed(claim))
    }

    fn release(&mut self, visit: VisitId) -> Result<(), Error> {
        let sql = "DELETE FROM slot_claims WHERE visit = ?1";
        self.run(sql, [visit]).map(drop)
    }
}
