//! Backups that the server makes by itself: once a day, of each kind into its own folder, the old ones going when the new one
//! was read back. What failed is tried again within the hour. It says nothing to anybody but the audit and the log of the
//! process; what of it is shown to whom is `state`'s.

use super::Kind;
use super::place::{self, Kept};
use crate::error::Error;
use crate::municipality::Municipality;
use crate::planning::calendar;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use vizitas_domain::time::Time;

/// How often it is looked whether it is time.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// After a failure the next try comes so much later, in minutes.
const AGAIN_MINUTES: i64 = 60;
/// Seconds of a day.
const DAY_S: i64 = 24 * 3600;

/// `backups` of server.json: where they lie, when they are made, how many stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backups {
    /// Where the log's go.
    pub log: PathBuf,
    /// Where the vault's go; best another disk than the log's.
    pub vault: PathBuf,
    /// When, by the office's clock: `03:00`.
    #[serde(default = "at_night")]
    pub at: String,
    /// How many of the log stay.
    #[serde(default = "keep_log")]
    pub keep_log: u16,
    /// How many of the vault stay. As many days after an erasure the erased client's keys are in one of them, and no longer.
    #[serde(default = "keep_vault")]
    pub keep_vault: u16,
}

fn at_night() -> String {
    "03:00".to_owned()
}

fn keep_log() -> u16 {
    30
}

fn keep_vault() -> u16 {
    14
}

impl Backups {
    /// Into these folders, as else when nothing is said.
    #[must_use]
    pub fn into(log: PathBuf, vault: PathBuf) -> Self {
        Self { log, vault, at: at_night(), keep_log: keep_log(), keep_vault: keep_vault() }
    }

    /// Whether it makes sense.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub(crate) fn check(&self) -> Result<(), Error> {
        let invalid = |why: &str| Err(Error::Invalid(format!("server.json: backups: {why}")));
        if self.minute().is_none() {
            return invalid("`at` is a time of day: \"03:00\"");
        }
        if self.keep_log == 0 || self.keep_vault == 0 {
            return invalid("keep_log and keep_vault are 1 or more");
        }
        if !self.log.is_absolute() || !self.vault.is_absolute() {
            return invalid("`log` and `vault` are whole paths, from / on");
        }
        Ok(())
    }

    fn minute(&self) -> Option<u16> {
        let (hour, minute) = self.at.split_once(':')?;
        let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    }

    pub(super) fn folder(&self, kind: Kind) -> &Path {
        match kind {
            Kind::Log => &self.log,
            Kind::Vault => &self.vault,
        }
    }

    pub(super) fn keep(&self, kind: Kind) -> usize {
        usize::from(match kind {
            Kind::Log => self.keep_log,
            Kind::Vault => self.keep_vault,
        })
    }

    /// The newest moment up to now at which backups were due.
    fn last_due(&self, now: Time) -> Time {
        let minute = self.minute().unwrap_or_default();
        let (today, _) = calendar().local(now);
        let days = [Some(today), today.pred_opt()].into_iter().flatten();
        let due = days.map(|day| calendar().day(day).at(minute)).find(|due| *due <= now);
        due.unwrap_or(Time(now.0 - DAY_S))
    }

    /// The first moment after now at which they are due.
    pub(super) fn next_due(&self, now: Time) -> Time {
        let minute = self.minute().unwrap_or_default();
        let (today, _) = calendar().local(now);
        let days = [Some(today), today.succ_opt()].into_iter().flatten();
        let due = days.map(|day| calendar().day(day).at(minute)).find(|due| *due > now);
        due.unwrap_or(Time(now.0 + DAY_S))
    }

    /// When the rotation deletes a backup with so many newer ones, if one is made each day.
    pub(super) fn goes(&self, kind: Kind, newer: usize, now: Time) -> Time {
        let more = self.keep(kind).saturating_sub(newer + 1);
        let days = i64::try_from(more).unwrap_or(i64::MAX / DAY_S);
        Time(self.next_due(now).0.saturating_add(days * DAY_S))
    }
}

impl Municipality {
    /// Makes of each kind the backup that is due, if there is a schedule. One that fails keeps the other from nothing.
    ///
    /// # Errors
    /// When the log fails; that a backup failed is written down there and is no error here.
    pub fn back_up_when_due(&self) -> Result<(), Error> {
        let Some(backups) = self.backups.as_ref() else { return Ok(()) };
        let now = self.clock.now();
        for kind in self.backed_up() {
            let failed = self.marked(kind.failed_marks()[0], now)?;
            let waits = failed.is_some_and(|at| now < at.plus_minutes(AGAIN_MINUTES));
            if !waits && self.is_due(backups, kind, now)? {
                self.back_up_in_turn(backups, kind)?;
            }
        }
        Ok(())
    }

    /// Makes both now, into the folders of the schedule, and lets old ones go.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there is no schedule; when one fails. It is written down, too.
    pub fn back_up_now(&self) -> Result<u64, Error> {
        let backups = self.backups.as_ref().ok_or_else(|| {
            Error::Invalid("server.json names no folders for backups: say where they go".to_owned())
        })?;
        let mut failed = None;
        for kind in self.backed_up() {
            failed = self.back_up_in_turn(backups, kind)?.or(failed);
        }
        match failed {
            Some(error) => Err(error),
            None => self.log.read(|log| log.mark(super::BACKED_UP)),
        }
    }

    /// One of a kind, and what is over goes. What failed is written down and given.
    fn back_up_in_turn(&self, backups: &Backups, kind: Kind) -> Result<Option<Error>, Error> {
        let folder = backups.folder(kind);
        let made = place::there(folder).and_then(|()| self.backup(kind, folder));
        let rotated = made.and_then(|made| {
            let old = place::rotate(folder, &self.slug, kind, backups.keep(kind), &made.file)?;
            let (now, system) = (self.clock.now(), self.identity.system);
            self.log.write(move |log| {
                let deleted = |file: &PathBuf| file.display().to_string();
                old.iter().try_for_each(|file| {
                    log.audit_because(now, system, "backup deleted", None, &deleted(file))
                })
            })
        });
        let Err(error) = rotated else { return Ok(None) };
        self.backup_failed(kind, &error)?;
        Ok(Some(error))
    }

    fn is_due(&self, backups: &Backups, kind: Kind, now: Time) -> Result<bool, Error> {
        let due = backups.last_due(now);
        let done = self.marked(kind.made_mark(), now)?.is_some_and(|at| at >= due);
        // What a person made elsewhere, or took away, is none of the rotation's.
        let there = self.kept_backups(kind).unwrap_or_default();
        Ok(!done || !there.iter().any(|one| (due..=now).contains(&one.made)))
    }

    /// The backups of a kind in their folder, the oldest first; none without a schedule.
    pub(super) fn kept_backups(&self, kind: Kind) -> Result<Vec<Kept>, Error> {
        match &self.backups {
            Some(backups) => place::kept(backups.folder(kind), &self.slug, kind),
            None => Ok(Vec::new()),
        }
    }

    /// A moment that was marked; one that is still to come was before the clock was set back, and says nothing.
    pub(super) fn marked(&self, name: &str, now: Time) -> Result<Option<Time>, Error> {
        let at = self.log.read(|log| log.mark(name))?;
        Ok(i64::try_from(at).ok().filter(|at| (1..=now.0).contains(at)).map(Time))
    }

    /// Makes backups when they are due, until stopped; one that was begun is finished.
    pub(crate) async fn keep_backing_up(self: Arc<Self>, mut stopping: watch::Receiver<bool>) {
        if self.backups.is_none() {
            return;
        }
        let mut tick = tokio::time::interval(LOOK_EVERY);
        while !*stopping.borrow() {
            tokio::select! {
                _ = tick.tick() => {}
                _ = stopping.changed() => return,
            }
            let office = Arc::clone(&self);
            match tokio::task::spawn_blocking(move || office.back_up_when_due()).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::error!(%error, "it could not be seen to backups"),
                Err(_) => tracing::error!("a look at the backups failed"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        Time(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp())
    }

    #[test]
    fn they_are_due_once_a_day_by_the_offices_clock_over_both_changes_of_it() {
        let backups = Backups::into("/a".into(), "/b".into());
        for (now, last, next) in [
            ("2026-11-24T03:00:00+02:00", "2026-11-24T03:00:00+02:00", "2026-11-25T03:00:00+02:00"),
            ("2026-11-24T02:59:59+02:00", "2026-11-23T03:00:00+02:00", "2026-11-24T03:00:00+02:00"),
            // On the day when the clock goes from three to four, and when it goes back.
            ("2026-03-29T12:00:00+03:00", "2026-03-29T04:00:00+03:00", "2026-03-30T03:00:00+03:00"),
            ("2026-10-25T12:00:00+02:00", "2026-10-25T03:00:00+03:00", "2026-10-26T03:00:00+02:00"),
        ] {
            assert_eq!(backups.last_due(at(now)), at(last), "{now}");
            assert_eq!(backups.next_due(at(now)), at(next), "{now}");
        }
        assert_eq!(
            backups.goes(Kind::Vault, 0, at("2026-11-24T04:00:00+02:00")),
            at("2026-12-08T03:00:00+02:00")
        );
        assert_eq!(
            backups.goes(Kind::Vault, 13, at("2026-11-24T04:00:00+02:00")),
            at("2026-11-25T03:00:00+02:00")
        );
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let good = Backups::into("/a".into(), "/b".into());
        good.check().unwrap();
        for bad in [
            Backups { at: "25:00".into(), ..good.clone() },
            Backups { at: "3 h".into(), ..good.clone() },
            Backups { keep_log: 0, ..good.clone() },
            Backups { keep_vault: 0, ..good.clone() },
            Backups { vault: "here".into(), ..good.clone() },
        ] {
            assert!(matches!(bad.check(), Err(Error::Invalid(_))), "{bad:?}");
        }
    }
}
