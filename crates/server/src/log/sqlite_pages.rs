//! The embedded log's statements for clients' pages.

use super::pages::{Fate, LinkHash, PageAnswer, PageLink, ReadPages, WritePages};
use super::sqlite_read::{Id, SqliteRead};
use super::sqlite_write::SqliteWrite;
use crate::error::Error;
use vizitas_domain::id::{EventId, StreamId, VisitId};
use vizitas_domain::time::Time;

impl ReadPages for SqliteRead<'_> {
    fn page_link(&self, hash: &LinkHash) -> Result<Option<PageLink>, Error> {
        let sql = "SELECT stream, visit, made, ended FROM links WHERE hash = ?1";
        self.one(sql, [hash], |row| {
            Ok(PageLink {
                hash: *hash,
                stream: StreamId(row.get::<_, Id>(0)?.0),
                visit: VisitId(row.get::<_, Id>(1)?.0),
                made: Time(row.get(2)?),
                ended: row.get::<_, Option<i64>>(3)?.map(Time),
            })
        })
    }

    fn page_answers(&self, visit: VisitId, limit: u32) -> Result<Vec<PageAnswer>, Error> {
        let sql = "SELECT number, stream, link, said, plan, event, at, fate FROM page_answers
                   WHERE visit = ?1 ORDER BY number DESC LIMIT ?2";
        self.all(sql, (visit.0.as_bytes(), limit), |row| {
            let event = |at| -> Result<Option<EventId>, Error> {
                Ok(row.get::<_, Option<Id>>(at)?.map(|id| EventId(id.0)))
            };
            Ok(PageAnswer {
                visit,
                number: row.get(0)?,
                stream: StreamId(row.get::<_, Id>(1)?.0),
                link: row.get(2)?,
                said: row.get(3)?,
                plan: event(4)?,
                event: event(5)?,
                at: Time(row.get(6)?),
                fate: Fate::from_name(row.get_ref(7)?.as_str().map_err(rusqlite::Error::from)?)?,
            })
        })
    }
}

impl WritePages for SqliteWrite<'_> {
    fn put_page_link(&mut self, link: &PageLink) -> Result<(), Error> {
        let sql = "INSERT INTO links (hash, stream, visit, made, ended) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT DO UPDATE SET ended = excluded.ended";
        let row = (
            link.hash,
            link.stream.0.as_bytes(),
            link.visit.0.as_bytes(),
            link.made.0,
            link.ended.map(|at| at.0),
        );
        self.run(sql, row).map(drop)
    }

    fn put_page_answer(&mut self, answer: &PageAnswer) -> Result<(), Error> {
        let sql = "INSERT INTO page_answers (visit, number, stream, link, said, plan, event, at, fate)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                   ON CONFLICT DO UPDATE SET fate = excluded.fate";
        let row = (
            answer.visit.0.as_bytes(),
            answer.number,
            answer.stream.0.as_bytes(),
            answer.link,
            &answer.said,
            answer.plan.as_ref().map(|plan| plan.0.as_bytes()),
            answer.event.as_ref().map(|event| event.0.as_bytes()),
            answer.at.0,
            answer.fate.name(),
        );
        self.run(sql, row).map(drop)
    }
}
