//! What the log is asked, statement by statement, each beside the mapping of its rows.

use crate::error::Error;
use crate::log::rows::role_from_name;
use crate::log::statement::{Db, Params, Row};
use crate::log::{
    Claim, Code, Entry, Epoch, Grant, Head, Held, Installation, LedgerRow, Link, Person, Quarantined, Read,
    StreamKind, StreamRow,
};
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId};
use vizitas_sync::event::SealedEvent;
use vizitas_sync::hash::Hash;
use vizitas_sync::keys::Recipient;
use vizitas_sync::log::Digest;
use vizitas_sync::sign::VerifyingKey;

/// One state of the log.
pub(in crate::log) struct DbRead<'a>(pub(in crate::log) &'a dyn Db);

const ENTRY: &str = "SELECT position, chain, header, sealed FROM events";
/// Events name their stream by where it began.
const OF_STREAM: &str = "stream = (SELECT began FROM streams WHERE stream = ?1)";
const STREAM: &str = "SELECT stream, kind, began,
    (SELECT position FROM events e WHERE e.stream = s.began ORDER BY position DESC LIMIT 1) FROM streams s";

const INSTALLATION: &str =
    "SELECT installation, actor, role, incarnation, sign_key, transport, recipient, since, given_by, approved, revoked,
    (SELECT s.since FROM suspensions s WHERE s.actor = installations.actor) FROM installations";

impl DbRead<'_> {
    pub(super) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        map: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut out = Vec::new();
        self.0.rows(sql, &params.values()?, &mut |row| {
            out.push(map(row)?);
            Ok(())
        })?;
        Ok(out)
    }

    pub(super) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        map: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        Ok(self.all(sql, params, map)?.pop())
    }
}

fn installation(row: &Row<'_>) -> Result<Installation, Error> {
    Ok(Installation {
        installation: row.get(0)?,
        actor: row.get(1)?,
        role: role_from_name(&row.get::<String>(2)?)?,
        incarnation: row.get(3)?,
        sign_key: VerifyingKey(row.get(4)?),
        transport: row.get::<Vec<u8>>(5)?.try_into().ok().map(VerifyingKey),
        recipient: Recipient::from_bytes(&row.get::<Vec<u8>>(6)?).ok(),
        since: row.get(7)?,
        given_by: row.get(8)?,
        approved: row.get(9)?,
        revoked: row.get(10)?,
        suspended: row.get(11)?,
    })
}

fn sealed_event(row: &Row<'_>, header: usize) -> Result<SealedEvent, Error> {
    SealedEvent::from_bytes(row.get(header)?, row.get(header + 1)?)
        .map_err(|_| Error::Malformed("event in the log"))
}

fn entry(row: &Row<'_>) -> Result<Entry, Error> {
    Ok(Entry { position: row.get(0)?, chain: row.get(1)?, event: sealed_event(row, 2)? })
}

fn grant(row: &Row<'_>) -> Result<Grant, Error> {
    Ok(Grant {
        stream: row.get(0)?,
        worker: row.get(1)?,
        since: row.get(2)?,
        until: row.get(3)?,
        for_cause: row.get(4)?,
    })
}

fn stream(row: &Row<'_>) -> Result<StreamRow, Error> {
    Ok(StreamRow {
        stream: row.get(0)?,
        kind: StreamKind::from_name(&row.get::<String>(1)?)?,
        began: row.get(2)?,
        head: row.get(3)?,
    })
}

/// An event in quarantine: its link, verdict, code, header, body, and when it came.
pub(super) fn quarantined(row: &Row<'_>) -> Result<Quarantined, Error> {
    Ok(Quarantined {
        link: link(row)?,
        held: if row.text(6)? == "parked" { Held::Parked } else { Held::Refused },
        code: row.get(7)?,
        event: sealed_event(row, 8)?,
        at: row.get(10)?,
    })
}

pub(super) fn link(row: &Row<'_>) -> Result<Link, Error> {
    Ok(Link {
        installation: row.get(0)?,
        incarnation: row.get(1)?,
        seq: row.get(2)?,
        hash: row.get(3)?,
        event: row.get(4)?,
        position: row.get(5)?,
    })
}

fn claim(row: &Row<'_>) -> Result<Claim, Error> {
    Ok(Claim {
        worker: row.get(0)?,
        cell: row.get(1)?,
        stream: row.get(2)?,
        visit: row.get(3)?,
        plan: row.get(4)?,
    })
}

impl Read for DbRead<'_> {
    fn head(&self) -> Result<Head, Error> {
        let sql = "SELECT coalesce((SELECT max(epoch) FROM epochs), 0), position, chain FROM events \
                   ORDER BY position DESC LIMIT 1";
        let head = self
            .one(sql, (), |row| Ok(Head { epoch: row.get(0)?, position: row.get(1)?, chain: row.get(2)? }))?;
        if let Some(head) = head {
            return Ok(head);
        }
        let epoch = self.one("SELECT coalesce(max(epoch), 0) FROM epochs", (), |row| row.get(0))?;
        Ok(Head { epoch: epoch.unwrap_or(0), ..Head::default() })
    }

    fn chain_at(&self, position: u64) -> Result<Option<Hash>, Error> {
        if position == 0 {
            return Ok(Some(Hash::ZERO));
        }
        let sql = "SELECT chain FROM events WHERE position = ?1";
        self.one(sql, [position], |row| row.get(0))
    }

    fn after(&self, position: u64, limit: u32) -> Result<Vec<Entry>, Error> {
        let sql = format!("{ENTRY} WHERE position > ?1 ORDER BY position LIMIT ?2");
        self.all(&sql, (position, limit), entry)
    }

    fn of_stream(&self, stream: StreamId, after: u64, upto: u64, limit: u32) -> Result<Vec<Entry>, Error> {
        let sql = format!(
            "{ENTRY} WHERE {OF_STREAM} AND position > ?2 AND position <= ?3 ORDER BY position LIMIT ?4"
        );
        self.all(&sql, (stream, after, upto, limit), entry)
    }

    fn granted(&self, worker: ActorId, after: u64, upto: u64, limit: u32) -> Result<Vec<Entry>, Error> {
        // Positions first, from indexes alone: a caseload is a few dozen streams of a log of millions. Events of a
        // stream follow a grant's own position and stop at the revocation's.
        let sql = format!(
            "WITH mine(position) AS MATERIALIZED (
                 SELECT m.position FROM grants g CROSS JOIN streams s CROSS JOIN events m
                 WHERE g.worker = ?1 AND s.stream = g.stream AND m.stream = s.began
                   AND m.position > ?2 AND m.position <= ?3
                   AND m.position > CASE WHEN g.since > ?2 THEN g.since ELSE ?2 END
                   AND m.position <= CASE WHEN g.until < ?3 THEN g.until ELSE ?3 END
                 ORDER BY m.position LIMIT ?4)
             {ENTRY} WHERE position IN (SELECT position FROM mine) ORDER BY position"
        );
        self.all(&sql, (worker, after, upto, limit), entry)
    }

    fn grant_changes(&self, worker: ActorId, after: u64, upto: u64) -> Result<Vec<Grant>, Error> {
        let sql = "SELECT stream, worker, since, until, for_cause FROM grants WHERE worker = ?1
                   AND (since > ?2 AND since <= ?3 OR until > ?2 AND until <= ?3) ORDER BY since, stream";
        self.all(sql, (worker, after, upto), grant)
    }

    fn entry(&self, event: EventId) -> Result<Option<Entry>, Error> {
        let sql = format!("{ENTRY} WHERE event = ?1");
        self.one(&sql, [event], entry)
    }

    fn placed(&self, event: EventId) -> Result<Option<(u64, Hash)>, Error> {
        let sql = "SELECT position, hash FROM events WHERE event = ?1";
        self.one(sql, [event], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    fn links(&self, installation: InstallationId, incarnation: u32, seq: u64) -> Result<Vec<Link>, Error> {
        let sql = "SELECT installation, incarnation, seq, hash, event, position FROM events
                   WHERE installation = ?1 AND incarnation = ?2 AND seq = ?3
                   UNION ALL SELECT installation, incarnation, seq, hash, event, NULL FROM received
                   WHERE installation = ?1 AND incarnation = ?2 AND seq = ?3";
        self.all(sql, (installation, incarnation, seq), link)
    }

    fn last_link(&self, installation: InstallationId, incarnation: u32) -> Result<Option<Link>, Error> {
        let sql = "SELECT installation, incarnation, seq, hash, event, position FROM events
                   WHERE installation = ?1 AND incarnation = ?2 ORDER BY seq DESC LIMIT 1";
        self.one(sql, (installation, incarnation), link)
    }

    fn newest_link(&self, installation: InstallationId, incarnation: u32) -> Result<Option<Link>, Error> {
        let sql = "SELECT installation, incarnation, seq, hash, event, NULL FROM received
                   WHERE installation = ?1 AND incarnation = ?2 ORDER BY seq DESC LIMIT 1";
        let aside = self.one(sql, (installation, incarnation), link)?;
        let placed = self.last_link(installation, incarnation)?;
        Ok(aside.into_iter().chain(placed).max_by_key(|link| link.seq))
    }

    fn stream(&self, id: StreamId) -> Result<Option<StreamRow>, Error> {
        self.one(&format!("{STREAM} WHERE stream = ?1"), [id], stream)
    }

    fn streams(&self, kind: StreamKind) -> Result<Vec<StreamRow>, Error> {
        self.all(&format!("{STREAM} WHERE kind = ?1 ORDER BY began"), [kind.name()], stream)
    }

    fn digest(&self, stream: StreamId, after: u64, upto: u64) -> Result<Digest, Error> {
        let sql = format!(
            "SELECT position, hash FROM events WHERE {OF_STREAM} AND position > ?2 AND position <= ?3 ORDER BY position"
        );
        let mut digest = Digest::default();
        self.0.rows(&sql, &(stream, after, upto).values()?, &mut |row| {
            digest = digest.with(row.get(0)?, &row.get(1)?);
            Ok(())
        })?;
        Ok(digest)
    }

    fn grants_of(&self, worker: ActorId) -> Result<Vec<Grant>, Error> {
        let sql = "SELECT stream, worker, since, until, for_cause FROM grants WHERE worker = ?1 ORDER BY since, stream";
        self.all(sql, [worker], grant)
    }

    fn grants_on(&self, stream: StreamId) -> Result<Vec<Grant>, Error> {
        let sql = "SELECT stream, worker, since, until, for_cause FROM grants WHERE stream = ?1 ORDER BY since, worker";
        self.all(sql, [stream], grant)
    }

    fn person(&self, actor: ActorId) -> Result<Option<Person>, Error> {
        let sql = "SELECT role, registers FROM people WHERE actor = ?1";
        self.one(sql, [actor], |row| {
            Ok(Person { actor, role: role_from_name(&row.get::<String>(0)?)?, registers: row.get(1)? })
        })
    }

    fn installation(&self, id: InstallationId) -> Result<Option<Installation>, Error> {
        self.one(&format!("{INSTALLATION} WHERE installation = ?1"), [id], installation)
    }

    fn tablets(&self) -> Result<Vec<Installation>, Error> {
        let sql = format!(
            "{INSTALLATION} WHERE length(transport) > 0 ORDER BY installations.since DESC, installation"
        );
        self.all(&sql, (), installation)
    }

    fn quarantine(&self, installation: InstallationId) -> Result<Vec<Quarantined>, Error> {
        let sql = "SELECT installation, incarnation, seq, hash, event, NULL, verdict, code, header, sealed, at FROM received
                   WHERE installation = ?1 ORDER BY incarnation, seq, hash";
        self.all(sql, [installation], quarantined)
    }

    fn is_held(&self, installation: InstallationId) -> Result<bool, Error> {
        let sql = "SELECT EXISTS (SELECT 1 FROM received WHERE installation = ?1)";
        Ok(self.one(sql, [installation], |row| row.get(0))?.unwrap_or(false))
    }

    fn epochs(&self) -> Result<Vec<Epoch>, Error> {
        let sql = "SELECT epoch, kept, begun FROM epochs ORDER BY epoch";
        self.all(sql, (), |row| Ok(Epoch { epoch: row.get(0)?, kept: row.get(1)?, begun: row.get(2)? }))
    }

    fn ledger(&self, office: &str, list: &str) -> Result<Vec<LedgerRow>, Error> {
        let sql = "SELECT row_key, stream, thing, fields, epoch, position FROM import_ledger
                   WHERE office = ?1 AND list = ?2";
        let mut rows = self.all(sql, (office, list), |row| {
            Ok(LedgerRow {
                key: row.words(0)?.into(),
                stream: row.get(1)?,
                thing: row.get(2)?,
                fields: row.get(3)?,
                epoch: row.get(4)?,
                position: row.get(5)?,
            })
        })?;
        rows.sort_by(|one, other| one.key.cmp(&other.key));
        Ok(rows)
    }

    fn claims(&self, worker: ActorId, from: i64, to: i64) -> Result<Vec<Claim>, Error> {
        let sql = "SELECT worker, cell, stream, visit, plan FROM slot_claims
                   WHERE worker = ?1 AND cell >= ?2 AND cell < ?3 ORDER BY cell";
        self.all(sql, (worker, from, to), claim)
    }

    fn claims_on(&self, stream: StreamId, from: i64) -> Result<Vec<Claim>, Error> {
        let sql = "SELECT worker, cell, stream, visit, plan FROM slot_claims
                   WHERE stream = ?1 AND cell >= ?2 ORDER BY cell, worker";
        self.all(sql, (stream, from), claim)
    }

    fn code(&self, lookup: &[u8; 8]) -> Result<Option<Code>, Error> {
        let sql =
            "SELECT verifier, actor, given_by, ahead, expires, installation FROM codes WHERE lookup = ?1";
        self.one(sql, [lookup], |row| {
            Ok(Code {
                lookup: *lookup,
                salt: row.get(0)?,
                actor: row.get(1)?,
                given_by: row.get(2)?,
                ahead: row.get(3)?,
                expires: row.get(4)?,
                installation: row.get(5)?,
            })
        })
    }

    fn mark(&self, name: &str) -> Result<u64, Error> {
        let sql = "SELECT value FROM marks WHERE name = ?1";
        Ok(self.one(sql, [name], |row| row.get(0))?.unwrap_or(0))
    }
}
