//! The log's statements for clients' pages.

use super::read::DbRead;
use super::write::DbWrite;
use crate::error::Error;
use crate::log::pages::{Fate, LinkHash, PageAnswer, PageLink, ReadPages, WritePages};
use vizitas_domain::id::VisitId;

impl ReadPages for DbRead<'_> {
    fn page_link(&self, hash: &LinkHash) -> Result<Option<PageLink>, Error> {
        let sql = "SELECT stream, visit, made, ended FROM links WHERE hash = ?1";
        self.one(sql, [hash], |row| {
            Ok(PageLink {
                hash: *hash,
                stream: row.get(0)?,
                visit: row.get(1)?,
                made: row.get(2)?,
                ended: row.get(3)?,
            })
        })
    }

    fn page_answers(&self, visit: VisitId, limit: u32) -> Result<Vec<PageAnswer>, Error> {
        let sql = "SELECT number, stream, link, said, plan, event, at, fate FROM page_answers
                   WHERE visit = ?1 ORDER BY number DESC LIMIT ?2";
        self.all(sql, (visit, limit), |row| {
            Ok(PageAnswer {
                visit,
                number: row.get(0)?,
                stream: row.get(1)?,
                link: row.get(2)?,
                said: row.get(3)?,
                plan: row.get(4)?,
                event: row.get(5)?,
                at: row.get(6)?,
                fate: Fate::from_name(row.text(7)?)?,
            })
        })
    }
}

impl WritePages for DbWrite<'_> {
    fn put_page_link(&mut self, link: &PageLink) -> Result<(), Error> {
        let sql = "INSERT INTO links (hash, stream, visit, made, ended) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (hash) DO UPDATE SET ended = excluded.ended";
        let row = (link.hash, link.stream, link.visit, link.made, link.ended);
        self.run(sql, row).map(drop)
    }

    fn put_page_answer(&mut self, answer: &PageAnswer) -> Result<(), Error> {
        let sql = "INSERT INTO page_answers (visit, number, stream, link, said, plan, event, at, fate)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                   ON CONFLICT (visit, number) DO UPDATE SET fate = excluded.fate";
        let row = (
            answer.visit,
            answer.number,
            answer.stream,
            answer.link,
            &answer.said,
            answer.plan,
            answer.event,
            answer.at,
            answer.fate.name(),
        );
        self.run(sql, row).map(drop)
    }
}
