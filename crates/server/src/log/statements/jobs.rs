//! What the log is asked and told about messages and settings, statement by statement.

use super::read::DbRead;
use super::write::DbWrite;
use crate::error::Error;
use crate::log::jobs::{EarlyNews, Inbound, Job, JobRow, JobState, ReadJobs, StrayDone, WriteJobs};
use crate::log::statement::{Row, Words};
use serde::Serialize;
use serde::de::DeserializeOwned;
use vizitas_domain::client::Channel;
use vizitas_domain::id::{ActorId, MessageId, VisitId};
use vizitas_domain::time::Time;
use vizitas_domain::told::Delivery;
use vizitas_sync::hash::Hash;

const JOB: &str =
    "SELECT job, stream, visit, cause, plan, purpose, channel, not_before, not_after, state, due,
    attempts, tried, carrier FROM jobs";

fn job(row: &Row<'_>) -> Result<JobRow, Error> {
    let job = Job {
        id: row.get(0)?,
        stream: row.get(1)?,
        visit: row.get(2)?,
        cause: row.get(3)?,
        plan: row.get(4)?,
        purpose: from_word(row.get(5)?)?,
        channel: from_word(row.get(6)?)?,
        not_before: row.get(7)?,
        not_after: row.get(8)?,
    };
    Ok(JobRow {
        job,
        state: JobState::from_name(&row.get::<String>(9)?)?,
        due: row.get(10)?,
        attempts: row.get(11)?,
        tried: row.get(12)?,
        carrier: row.get(13)?,
    })
}

/// The one word a plain enum is written as.
fn word(value: impl Serialize) -> Result<String, Error> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(Error::Malformed("word")),
    }
}

fn from_word<T: DeserializeOwned>(word: String) -> Result<T, Error> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|_| Error::Malformed("word of a message"))
}

fn inbound(row: &Row<'_>) -> Result<Inbound, Error> {
    Ok(Inbound {
        id: row.get(0)?,
        at: row.get(1)?,
        sender: row.words(2)?.into(),
        words: row.words(3)?.into(),
    })
}

impl ReadJobs for DbRead<'_> {
    fn setting(&self, name: &str) -> Result<Option<String>, Error> {
        self.one("SELECT value FROM settings WHERE name = ?1", [name], |row| row.get(0))
    }

    fn job(&self, id: MessageId) -> Result<Option<JobRow>, Error> {
        self.one(&format!("{JOB} WHERE job = ?1"), [id], job)
    }

    fn job_of_carrier(&self, carrier: &str) -> Result<Option<JobRow>, Error> {
        self.one(&format!("{JOB} WHERE carrier = ?1"), [carrier], job)
    }

    fn jobs_due(
        &self,
        state: JobState,
        channel: Channel,
        now: Time,
        limit: u32,
    ) -> Result<Vec<JobRow>, Error> {
        let sql = format!("{JOB} WHERE state = ?1 AND channel = ?2 AND due <= ?3 ORDER BY due, job LIMIT ?4");
        self.all(&sql, (state.name(), word(channel)?, now, limit), job)
    }

    fn jobs_waiting(&self, due: Time) -> Result<u32, Error> {
        let sql = "SELECT count(*) FROM jobs WHERE state = 'waiting' AND not_before <= ?1";
        Ok(self.one(sql, [due], |row| row.get(0))?.unwrap_or(0))
    }

    fn next_due(&self, channel: Channel) -> Result<Option<Time>, Error> {
        let sql = "SELECT due FROM jobs WHERE state = 'waiting' AND channel = ?1 ORDER BY due LIMIT 1";
        self.one(sql, [word(channel)?], |row| row.get(0))
    }

    fn jobs_of(&self, visit: VisitId) -> Result<Vec<JobRow>, Error> {
        self.all(&format!("{JOB} WHERE visit = ?1 ORDER BY not_before, job"), [visit], job)
    }

    fn handed_between(&self, channel: Channel, after: Time, upto: Time) -> Result<u32, Error> {
        let sql = "SELECT count(*) FROM jobs WHERE channel = ?1 AND tried > ?2 AND tried <= ?3";
        Ok(self.one(sql, (word(channel)?, after, upto), |row| row.get(0))?.unwrap_or(0))
    }

    fn mail_sequence(&self, visit: VisitId) -> Result<Option<u32>, Error> {
        let sql = "SELECT sequence FROM mail_sequence WHERE visit = ?1";
        self.one(sql, [visit], |row| row.get(0))
    }

    fn early_news(&self, carrier: &str) -> Result<Option<EarlyNews>, Error> {
        let sql = "SELECT delivery, why, at FROM early_news WHERE carrier = ?1";
        self.one(sql, [carrier], |row| {
            Ok(EarlyNews {
                carrier: carrier.to_owned(),
                delivery: from_word::<Delivery>(row.get(0)?)?,
                why: row.get(1)?,
                at: row.get(2)?,
            })
        })
    }

    fn is_known_inbound(&self, id: &str) -> Result<bool, Error> {
        Ok(self.one("SELECT 1 FROM inbound WHERE id = ?1", [id], |_| Ok(()))?.is_some())
    }

    fn strays(&self) -> Result<Vec<Inbound>, Error> {
        let sql = "SELECT id, at, sender, words FROM inbound
                   WHERE sender <> '' AND id NOT IN (SELECT id FROM strays_done) ORDER BY at, id";
        self.all(sql, (), inbound)
    }

    fn strays_done(&self) -> Result<Vec<StrayDone>, Error> {
        let sql = "SELECT i.id, i.at, i.sender, i.words, d.at, d.actor FROM strays_done d JOIN inbound i ON i.id = d.id
                   ORDER BY d.at, d.id";
        self.all(sql, (), |row| {
            let actor = row.get(5)?;
            Ok(StrayDone { stray: inbound(row)?, at: row.get(4)?, actor })
        })
    }
}

impl WriteJobs for DbWrite<'_> {
    fn put_setting(&mut self, name: &str, value: &str) -> Result<(), Error> {
        self.put("settings", "name", "value", (name, value))
    }

    fn add_job(&mut self, job: &Job) -> Result<bool, Error> {
        let sql = "INSERT INTO jobs (job, stream, visit, cause, plan, purpose, channel, state, not_before, not_after,
                       due, attempts)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'waiting', ?8, ?9, ?8, 0) ON CONFLICT DO NOTHING";
        let row = (
            job.id,
            job.stream,
            job.visit,
            job.cause,
            job.plan,
            word(job.purpose)?,
            word(job.channel)?,
            job.not_before,
            job.not_after,
        );
        Ok(self.run(sql, row)? > 0)
    }

    fn put_job(&mut self, row: &JobRow) -> Result<(), Error> {
        let sql = "UPDATE jobs SET state = ?2, due = ?3, attempts = ?4, tried = ?5, carrier = ?6, channel = ?7 WHERE job = ?1";
        let values = (
            row.job.id,
            row.state.name(),
            row.due,
            row.attempts,
            row.tried,
            &row.carrier,
            word(row.job.channel)?,
        );
        self.run(sql, values).map(drop)
    }

    fn put_mail_sequence(&mut self, visit: VisitId, sequence: u32, job: MessageId) -> Result<(), Error> {
        self.put("mail_sequence", "visit", "sequence, job", (visit, sequence, job))
    }

    fn put_early_news(&mut self, news: &EarlyNews) -> Result<(), Error> {
        let sql = "INSERT INTO early_news (carrier, delivery, why, at) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (carrier) DO UPDATE SET delivery = excluded.delivery, why = excluded.why, at = excluded.at
                   WHERE excluded.delivery <> 'sent'";
        self.run(sql, (&news.carrier, word(news.delivery)?, &news.why, news.at)).map(drop)
    }

    fn drop_early_news(&mut self, carrier: &str, before: Time) -> Result<(), Error> {
        let sql = "DELETE FROM early_news WHERE carrier = ?1 OR at < ?2";
        self.run(sql, (carrier, before)).map(drop)
    }

    fn hear(&mut self, call: &Hash, until: Time, forget: Time) -> Result<bool, Error> {
        self.run("DELETE FROM heard WHERE until < ?1", [forget])?;
        let sql = "INSERT INTO heard (call, until) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        Ok(self.run(sql, (call, until))? > 0)
    }

    fn put_inbound(&mut self, inbound: &Inbound) -> Result<(), Error> {
        self.put(
            "inbound",
            "id",
            "at, sender, words",
            (&inbound.id, inbound.at, Words(&inbound.sender), Words(&inbound.words)),
        )
    }

    fn put_stray_done(&mut self, id: &str, done: Option<(Time, ActorId)>) -> Result<(), Error> {
        let Some((at, actor)) = done else {
            return self.run("DELETE FROM strays_done WHERE id = ?1", [id]).map(drop);
        };
        self.put("strays_done", "id", "at, actor", (id, at, actor))
    }
}
