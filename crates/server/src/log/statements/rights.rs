//! The log's statements for the rights of clients.

use super::read::DbRead;
use super::write::DbWrite;
use crate::error::Error;
use crate::log::rights::{Erasure, ReadRights, Restriction, RetentionNotice, WriteRights};
use crate::log::rows::Link;
use crate::log::statement::Row;
use uuid::Uuid;
use vizitas_domain::id::{ActorId, StreamId};

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

/// Ids one behind another.
fn ids(bytes: &[u8]) -> Result<Vec<ActorId>, Error> {
    let id = |bytes: &[u8]| {
        Uuid::from_slice(bytes).map(ActorId).map_err(|_| Error::Malformed("ids of a restriction"))
    };
    bytes.chunks(16).map(id).collect()
}

fn erasure(row: &Row<'_>) -> Result<Erasure, Error> {
    Ok(Erasure {
        stream: row.get(0)?,
        person: row.get(1)?,
        ground: row.get(2)?,
        words: row.words(3)?,
        asked_by: row.get(4)?,
        asked: row.get(5)?,
        agreed_by: row.get(6)?,
        done: row.get(7)?,
        position: row.get(8)?,
    })
}

impl ReadRights for DbRead<'_> {
    fn erasures(&self) -> Result<Vec<Erasure>, Error> {
        self.all(&format!("{ERASURE} ORDER BY asked DESC, stream"), (), erasure)
    }

    fn erasure(&self, stream: StreamId) -> Result<Option<Erasure>, Error> {
        self.one(&format!("{ERASURE} WHERE stream = ?1"), [stream], erasure)
    }

    fn restrictions(&self) -> Result<Vec<Restriction>, Error> {
        let sql = "SELECT stream, person, ground, words, actor, since, held_by FROM restrictions ORDER BY since, stream";
        self.all(sql, (), |row| {
            Ok(Restriction {
                stream: row.get(0)?,
                person: row.get(1)?,
                ground: row.get(2)?,
                words: row.words(3)?,
                actor: row.get(4)?,
                since: row.get(5)?,
                held_by: ids(row.bytes(6)?)?,
            })
        })
    }

    fn retention_notices(&self) -> Result<Vec<RetentionNotice>, Error> {
        let sql = "SELECT stream, class, announced, due FROM retention_notices ORDER BY due, stream";
        self.all(sql, (), |row| {
            Ok(RetentionNotice {
                stream: row.get(0)?,
                class: row.get(1)?,
                announced: row.get(2)?,
                due: row.get(3)?,
            })
        })
    }

    fn remains_of(&self, stream: StreamId) -> Result<Vec<(&'static str, u64)>, Error> {
        let mut remains = Vec::new();
        for (table, of) in EMPTIED {
            let sql = format!("SELECT count(*) FROM {table} WHERE {of}");
            let count = self.one(&sql, [stream], |row| row.get::<u64>(0))?;
            remains.push((table, count.unwrap_or_default()));
        }
        Ok(remains)
    }
}

impl WriteRights for DbWrite<'_> {
    fn put_erasure(&mut self, erasure: &Erasure) -> Result<(), Error> {
        let row = (
            erasure.stream,
            erasure.person,
            &erasure.ground,
            &erasure.words,
            erasure.asked_by,
            erasure.asked,
            erasure.agreed_by,
            erasure.done,
            erasure.position,
        );
        self.put(
            "erasures",
            "stream",
            "person, ground, words, asked_by, asked, agreed_by, done, position",
            row,
        )
    }

    fn drop_erasure(&mut self, stream: StreamId) -> Result<(), Error> {
        let sql = "DELETE FROM erasures WHERE stream = ?1 AND done IS NULL";
        self.run(sql, [stream]).map(drop)
    }

    fn put_restriction(&mut self, restriction: &Restriction) -> Result<(), Error> {
        let held_by: Vec<u8> = restriction.held_by.iter().flat_map(|worker| worker.0.into_bytes()).collect();
        let row = (
            restriction.stream,
            restriction.person,
            &restriction.ground,
            &restriction.words,
            restriction.actor,
            restriction.since,
            held_by,
        );
        self.put("restrictions", "stream", "person, ground, words, actor, since, held_by", row)
    }

    fn drop_restriction(&mut self, stream: StreamId) -> Result<(), Error> {
        self.run("DELETE FROM restrictions WHERE stream = ?1", [stream]).map(drop)
    }

    fn put_retention_notice(&mut self, notice: &RetentionNotice) -> Result<(), Error> {
        let row = (notice.stream, &notice.class, notice.announced, notice.due);
        self.put("retention_notices", "stream", "class, announced, due", row)
    }

    fn drop_retention_notice(&mut self, stream: StreamId) -> Result<(), Error> {
        self.run("DELETE FROM retention_notices WHERE stream = ?1", [stream]).map(drop)
    }

    fn forget_stream(&mut self, stream: StreamId, aside: &[Link]) -> Result<(), Error> {
        for (table, of) in EMPTIED {
            self.run(&format!("DELETE FROM {table} WHERE {of}"), [stream])?;
        }
        for link in aside {
            let sql = "UPDATE held_outcomes SET words = ''
                       WHERE installation = ?1 AND incarnation = ?2 AND seq = ?3 AND hash = ?4";
            let row = (link.installation, link.incarnation, link.seq, link.hash);
            self.run(sql, row)?;
        }
        Ok(())
    }

    fn drop_waiting_jobs(&mut self, stream: StreamId) -> Result<(), Error> {
        let sql = "DELETE FROM jobs WHERE stream = ?1 AND state = 'waiting'";
        self.run(sql, [stream]).map(drop)
    }
}
