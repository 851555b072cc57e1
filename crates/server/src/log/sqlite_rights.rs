//! The embedded log's statements for the rights of clients.

use super::rights::{Erasure, ReadRights, Restriction, RetentionNotice, WriteRights};
use super::rows::Link;
use super::sqlite_read::{Id, SqliteRead};
use super::sqlite_write::SqliteWrite;
use crate::error::Error;
use rusqlite::Row;
use uuid::Uuid;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

/// What an erasure deletes, with how its rows are found. A message's early news and sequence go before the message.
const EMPTIED: [(&str, &str); 10] = [
    ("early_news", "carrier IN (SELECT carrier FROM jobs WHERE stream = ?1)"),
    ("mail_sequence", "job IN (SELECT job FROM jobs WHERE stream = ?1)"),
    ("jobs", "stream = ?1"),
    ("page_answers", "stream = ?1"),
    ("links", "stream = ?1"),
    ("import_ledger", "stream = ?1 AND list <> 'erased'"),
    ("slot_claims", "stream = ?1"),
    ("restrictions", "stream = ?1"),
    ("openings", "stream = ?1"),
    ("retention_notices", "stream = ?1"),
];

const ERASURE: &str =
    "SELECT stream, person, ground, words, asked_by, asked, agreed_by, done, position FROM erasures";

fn text(row: &Row<'_>, column: usize) -> Result<Text, Error> {
    Ok(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?.into())
}

fn stream(row: &Row<'_>, column: usize) -> Result<StreamId, Error> {
    Ok(StreamId(row.get::<_, Id>(column)?.0))
}

/// Ids one behind another.
fn ids(bytes: &[u8]) -> Result<Vec<ActorId>, Error> {
    let id = |bytes: &[u8]| {
        Uuid::from_slice(bytes).map(ActorId).map_err(|_| Error::Malformed("ids of a restriction"))
    };
    bytes.chunks(16).map(id).collect()
}

fn erasure(row: &Row<'_>) -> Result<Erasure, Error> {
    Ok(Erasure {
        stream: stream(row, 0)?,
        person: stream(row, 1)?,
        ground: row.get(2)?,
        words: text(row, 3)?,
        asked_by: ActorId(row.get::<_, Id>(4)?.0),
        asked: Time(row.get(5)?),
        agreed_by: row.get::<_, Option<Id>>(6)?.map(|id| ActorId(id.0)),
        done: row.get::<_, Option<i64>>(7)?.map(Time),
        position: row.get(8)?,
    })
}

impl ReadRights for SqliteRead<'_> {
    fn erasures(&self) -> Result<Vec<Erasure>, Error> {
        self.all(&format!("{ERASURE} ORDER BY asked DESC, stream"), [], erasure)
    }

    fn erasure(&self, stream: StreamId) -> Result<Option<Erasure>, Error> {
        self.one(&format!("{ERASURE} WHERE stream = ?1"), [stream.0.as_bytes()], erasure)
    }

    fn restrictions(&self) -> Result<Vec<Restriction>, Error> {
        let sql = "SELECT stream, person, ground, words, actor, since, held_by FROM restrictions ORDER BY since, stream";
        self.all(sql, [], |row| {
            Ok(Restriction {
                stream: stream(row, 0)?,
                person: stream(row, 1)?,
                ground: row.get(2)?,
                words: text(row, 3)?,
                actor: ActorId(row.get::<_, Id>(4)?.0),
                since: Time(row.get(5)?),
                held_by: ids(row.get_ref(6)?.as_blob().map_err(rusqlite::Error::from)?)?,
            })
        })
    }

    fn retention_notices(&self) -> Result<Vec<RetentionNotice>, Error> {
        let sql = "SELECT stream, class, announced, due FROM retention_notices ORDER BY due, stream";
        self.all(sql, [], |row| {
            Ok(RetentionNotice {
                stream: stream(row, 0)?,
                class: row.get(1)?,
                announced: Time(row.get(2)?),
                due: Time(row.get(3)?),
            })
        })
    }

    fn remains_of(&self, stream: StreamId) -> Result<Vec<(&'static str, u64)>, Error> {
        let mut remains = Vec::new();
        for (table, of) in EMPTIED {
            let sql = format!("SELECT count(*) FROM {table} WHERE {of}");
            let count = self.one(&sql, [stream.0.as_bytes()], |row| Ok(row.get::<_, u64>(0)?))?;
            remains.push((table, count.unwrap_or_default()));
        }
        Ok(remains)
    }
}

impl WriteRights for SqliteWrite<'_> {
    fn put_erasure(&mut self, erasure: &Erasure) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO erasures
                   (stream, person, ground, words, asked_by, asked, agreed_by, done, position)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let row = (
            erasure.stream.0.as_bytes(),
            erasure.person.0.as_bytes(),
            &erasure.ground,
            &*erasure.words,
            erasure.asked_by.0.as_bytes(),
            erasure.asked.0,
            erasure.agreed_by.map(|actor| *actor.0.as_bytes()),
            erasure.done.map(|at| at.0),
            erasure.position,
        );
        self.run(sql, row).map(drop)
    }

    fn drop_erasure(&mut self, stream: StreamId) -> Result<(), Error> {
        let sql = "DELETE FROM erasures WHERE stream = ?1 AND done IS NULL";
        self.run(sql, [stream.0.as_bytes()]).map(drop)
    }

    fn put_restriction(&mut self, restriction: &Restriction) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO restrictions (stream, person, ground, words, actor, since, held_by)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let held_by: Vec<u8> = restriction.held_by.iter().flat_map(|worker| worker.0.into_bytes()).collect();
        let row = (
            restriction.stream.0.as_bytes(),
            restriction.person.0.as_bytes(),
            &restriction.ground,
            &*restriction.words,
            restriction.actor.0.as_bytes(),
            restriction.since.0,
            held_by,
        );
        self.run(sql, row).map(drop)
    }

    fn drop_restriction(&mut self, stream: StreamId) -> Result<(), Error> {
        self.run("DELETE FROM restrictions WHERE stream = ?1", [stream.0.as_bytes()]).map(drop)
    }

    fn put_retention_notice(&mut self, notice: &RetentionNotice) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO retention_notices (stream, class, announced, due) VALUES (?1, ?2, ?3, ?4)";
        let row = (notice.stream.0.as_bytes(), &notice.class, notice.announced.0, notice.due.0);
        self.run(sql, row).map(drop)
    }

    fn drop_retention_notice(&mut self, stream: StreamId) -> Result<(), Error> {
        self.run("DELETE FROM retention_notices WHERE stream = ?1", [stream.0.as_bytes()]).map(drop)
    }

    fn forget_stream(&mut self, stream: StreamId, aside: &[Link]) -> Result<(), Error> {
        for (table, of) in EMPTIED {
            self.run(&format!("DELETE FROM {table} WHERE {of}"), [stream.0.as_bytes()])?;
        }
        for link in aside {
            let sql = "UPDATE held_outcomes SET words = ''
                       WHERE installation = ?1 AND incarnation = ?2 AND seq = ?3 AND hash = ?4";
            let row = (link.installation.0.as_bytes(), link.incarnation, link.seq, link.hash.0);
            self.run(sql, row)?;
        }
        Ok(())
    }

    fn drop_waiting_jobs(&mut self, stream: StreamId) -> Result<(), Error> {
        let sql = "DELETE FROM jobs WHERE stream = ?1 AND state = 'waiting'";
        self.run(sql, [stream.0.as_bytes()]).map(drop)
    }
}
