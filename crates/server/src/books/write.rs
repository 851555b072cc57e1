//! Rows become events, in one piece of the log's work: workers first, then clients, then visits, since each names the
//! one before.

use super::ledger::{Change, Hashes};
use super::{CLIENTS, Ledger, VISITS, WORKERS, rows};
use crate::error::Error;
use crate::import::{ClientRow, Fields, Parsed, VisitKind as RowKind, VisitRow, WorkerRow};
use crate::log::{LedgerRow, Person, StreamKind, Write};
use crate::municipality::Municipality;
use crate::office::Saying;
use std::collections::BTreeMap;
use uuid::Uuid;
use vizitas_domain::client::Channel;
use vizitas_domain::event::{Body, Role, Seen};
use vizitas_domain::id::{ActorId, StreamId, VisitId};
use vizitas_domain::text::Text;
use vizitas_domain::visit::{Agreement, AnsweredBy, Cause, Plan, VisitEvent, VisitKind};
use vizitas_domain::worker::Profile;
use vizitas_sync::keys::StreamKey;

/// Most events of a client since the last import that are looked at for what the server judged.
const LOOKED_AT: u32 = 1_000;

/// What is known while rows are written.
struct Import<'a> {
    office: &'a Municipality,
    log: &'a mut dyn Write,
    hashes: Hashes<'a>,
    /// The stream that is published to every worker.
    published: StreamId,
    /// Profiles as they stand.
    profiles: &'a BTreeMap<ActorId, Profile>,
    /// Streams and data keys of new workers and clients, drawn beforehand so that the vault commits once.
    drawn: std::vec::IntoIter<StreamId>,
    workers: BTreeMap<String, ActorId>,
    clients: BTreeMap<String, StreamId>,
}

impl Municipality {
    pub(super) fn write_rows(
        &self,
        log: &mut dyn Write,
        parsed: &Parsed,
        ledger: &Ledger,
        profiles: &BTreeMap<ActorId, Profile>,
    ) -> Result<(), Error> {
        let new_workers = parsed.workers.iter().filter(|row| !ledger.workers.contains_key(&row.origin.key));
        let new_clients = parsed.clients.iter().filter(|row| !ledger.clients.contains_key(&row.origin.key));
        let drawn: Vec<StreamKey> = (0..new_workers.count() + new_clients.count())
            .map(|_| self.new_key(StreamId(Uuid::now_v7()), 1))
            .collect::<Result<_, _>>()?;
        // Keys are durable before anything is sealed with them.
        self.vault.put(&drawn)?;
        let streams: Vec<StreamId> = drawn.iter().map(|key| key.stream).collect();
        let published = Self::only_stream(log.read(), StreamKind::Published)?.stream;
        let mut import = Import {
            office: self,
            log,
            hashes: Hashes(&self.identity.ledger),
            published,
            profiles,
            drawn: streams.into_iter(),
            workers: ledger.workers.iter().map(|(code, row)| (code.clone(), ActorId(row.stream.0))).collect(),
            clients: ledger.clients.iter().map(|(number, row)| (number.clone(), row.stream)).collect(),
        };
        for row in &parsed.workers {
            import.worker(row, ledger.workers.get(&row.origin.key))?;
        }
        for row in &parsed.clients {
            import.client(row, ledger.clients.get(&row.origin.key))?;
        }
        for row in &parsed.visits {
            import.visit(row, ledger.visits.get(&row.origin.key))?;
        }
        Ok(())
    }
}

impl Import<'_> {
    fn draw(&mut self) -> Result<StreamId, Error> {
        self.drawn.next().ok_or(Error::Malformed("import: streams drawn"))
    }

    fn worker(&mut self, row: &WorkerRow, before: Option<&LedgerRow>) -> Result<(), Error> {
        let change = self.hashes.change(before, &row.fields)?;
        if change == Change::Same {
            return Ok(());
        }
        let stream = match before {
            Some(before) => before.stream,
            None => self.draw()?,
        };
        let actor = ActorId(stream.0);
        let profile = match self.profiles.get(&actor) {
            Some(known) => rows::mended(rows::profile(row), known, &change),
            None => rows::profile(row),
        };
        let position = self.say(stream, StreamKind::Worker, before, Body::WorkerSet(profile))?;
        if before.is_none() {
            self.workers.insert(row.origin.key.clone(), actor);
            self.log.put_person(&Person { actor, role: Role::Worker, registers: true })?;
            self.office.grant(self.log, self.published, actor)?;
            self.office.grant(self.log, stream, actor)?;
        }
        self.remember(WORKERS, &row.origin.key, stream, None, &row.fields, before, position)
    }

    fn client(&mut self, row: &ClientRow, before: Option<&LedgerRow>) -> Result<(), Error> {
        let change = self.hashes.change(before, &row.fields)?;
        if change == Change::Same {
            return Ok(());
        }
        let responsible = row.worker.as_ref().and_then(|code| self.workers.get(code)).copied();
        let fields = rows::fields(row, &change, responsible);
        let (stream, body) = match before {
            Some(before) => (before.stream, Body::FieldsSet(fields)),
            None => {
                let number = Some(Text::from(row.origin.key.as_str()));
                (self.draw()?, Body::ClientRegistered { number, fields })
            }
        };
        let position = self.say(stream, StreamKind::Client, before, body)?;
        self.clients.insert(row.origin.key.clone(), stream);
        if change.has("worker")
            && let Some(worker) = responsible
        {
            self.office.hand_over(self.log, stream, worker)?;
        }
        self.remember(CLIENTS, &row.origin.key, stream, None, &row.fields, before, position)
    }

    fn visit(&mut self, row: &VisitRow, before: Option<&LedgerRow>) -> Result<(), Error> {
        let change = self.hashes.change(before, &row.fields)?;
        if change == Change::Same {
            return Ok(());
        }
        let client = self.clients.get(&row.client).copied();
        let worker = self.workers.get(&row.worker).copied();
        let (Some(client), Some(worker)) = (client, worker) else {
            return Err(Error::Malformed("import: a visit of somebody unknown"));
        };
        let (visit, position) = match before.and_then(|before| Some((before, before.thing?))) {
            Some((before, visit)) if before.stream == client && !change.has("kind") => {
                (visit, self.move_visit(row, &change, before, visit, worker)?)
            }
            // Another client or another kind is another visit: what was told of the first must not pass to it.
            Some((before, visit)) => {
                let reason = Text::default();
                let cancelled = VisitEvent::Cancelled { by_client: false, reason };
                let (known, _) = self.judged(before, visit)?;
                self.say(before.stream, StreamKind::Client, Some(&known), Body::Visit(visit, cancelled))?;
                self.new_visit(row, client, worker)?
            }
            None => self.new_visit(row, client, worker)?,
        };
        self.office.grant(self.log, client, worker)?;
        self.remember(VISITS, &row.origin.key, client, Some(visit), &row.fields, before, position)
    }

    fn new_visit(
        &mut self,
        row: &VisitRow,
        client: StreamId,
        worker: ActorId,
    ) -> Result<(VisitId, u64), Error> {
        let visit = VisitId(Uuid::now_v7());
        let kind = match row.kind {
            RowKind::Agreed => VisitKind::Agreed,
            RowKind::Unannounced => VisitKind::Unannounced,
        };
        let requested = VisitEvent::Requested {
            purpose: row.purpose.as_str().into(),
            kind,
            minutes: row.minutes,
            workers_needed: 1,
            follows: None,
            skill: "".into(),
            priority: Default::default(),
        };
        self.say(client, StreamKind::Client, None, Body::Visit(visit, requested))?;
        let position = self.set_plan(row.kind, client, visit, rows::plan(row, worker), None)?;
        Ok((visit, position))
    }

    /// A new time in the books: the old one must move, and the new one stands as agreed there.
    fn move_visit(
        &mut self,
        row: &VisitRow,
        change: &Change,
        before: &LedgerRow,
        visit: VisitId,
        worker: ActorId,
    ) -> Result<u64, Error> {
        let timed = ["date", "time", "minutes", "worker"].iter().any(|field| change.has(field));
        if !timed {
            // The purpose of a visit that stands is never rewritten.
            return Ok(before.position);
        }
        let (known, must_move) = self.judged(before, visit)?;
        if !must_move {
            let must = VisitEvent::MustMove { cause: Cause::System, note: Text::default() };
            self.say(before.stream, StreamKind::Client, Some(&known), Body::Visit(visit, must))?;
        }
        self.set_plan(row.kind, before.stream, visit, rows::plan(row, worker), Some(&known))
    }

    /// A visit's row with what the server has judged of its plan since the last import: nobody's word is overwritten by
    /// whoever mends what the server called double-booked. It ends before anything that a person did to the visit. And
    /// whether the visit must move by that.
    fn judged(&self, before: &LedgerRow, visit: VisitId) -> Result<(LedgerRow, bool), Error> {
        let (mut known, mut must_move) = (before.clone(), false);
        let log = self.log.read();
        let head = log.head()?;
        if head.epoch != before.epoch {
            return Ok((known, must_move));
        }
        for entry in log.of_stream(before.stream, before.position, head.position, LOOKED_AT)? {
            let Some(event) = self.office.opened(log, entry.event.header().id)? else { break };
            must_move = match (&event.body, event.role) {
                (Body::Visit(about, _), _) if *about != visit => continue,
                (Body::Visit(_, VisitEvent::DoubleBooked { .. }), Role::System) => true,
                (Body::Visit(_, VisitEvent::Covered { .. }), Role::System) => false,
                (Body::Visit(_, VisitEvent::PlanHeld { .. }), Role::System) => must_move,
                (Body::Visit(..) | Body::Settled { .. } | Body::SettlementWithdrawn { .. }, _) => break,
                _ => continue,
            };
            known.position = entry.position;
        }
        Ok((known, must_move))
    }

    fn set_plan(
        &mut self,
        kind: RowKind,
        client: StreamId,
        visit: VisitId,
        plan: Plan,
        before: Option<&LedgerRow>,
    ) -> Result<u64, Error> {
        let at = self.office.clock.now();
        let event = match kind {
            RowKind::Agreed => VisitEvent::Agreed {
                plan,
                agreement: Agreement { by: AnsweredBy::Import, channel: Channel::Unknown, at },
            },
            RowKind::Unannounced => VisitEvent::Scheduled(plan),
        };
        self.say(client, StreamKind::Client, before, Body::Visit(visit, event))
    }

    /// Says something as the books, at the position it gives: of a row known before, having seen no more than the last import.
    fn say(
        &mut self,
        stream: StreamId,
        kind: StreamKind,
        before: Option<&LedgerRow>,
        body: Body,
    ) -> Result<u64, Error> {
        let seen = match before {
            Some(row) => Seen { epoch: row.epoch, position: row.position },
            None => crate::office::seen_now(self.log.read(), stream)?,
        };
        let saying = Saying { actor: self.office.identity.office, role: Role::Import, seen, body };
        self.office.say(self.log, &self.office.identity.import, kind, stream, saying)
    }

    #[expect(clippy::too_many_arguments, reason = "one row of the ledger")]
    fn remember(
        &mut self,
        list: &str,
        key: &str,
        stream: StreamId,
        thing: Option<VisitId>,
        fields: &Fields,
        before: Option<&LedgerRow>,
        position: u64,
    ) -> Result<(), Error> {
        let row = LedgerRow {
            key: key.to_owned(),
            stream,
            thing,
            fields: self.hashes.keep(before, fields)?,
            epoch: self.log.read().head()?.epoch,
            position,
        };
        self.log.put_ledger(&self.office.slug, list, &row)
    }
}
