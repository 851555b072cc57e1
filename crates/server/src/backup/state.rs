//! How it stands with the backups: the last of each kind, how old, when the next one comes, what went wrong, and when the
//! last copy of a key that was destroyed is gone. It reads and decides nothing.

use super::{BACKED_UP, BOTH_MADE, Failure, Kind};
use crate::error::Error;
use crate::log::AuditSearch;
use crate::municipality::Municipality;
use serde::Serialize;
use std::path::{Path, PathBuf};
use utoipa::ToSchema;
use vizitas_domain::time::Time;

/// A backup older than this is an old one, in minutes: one was missed, and the next one too.
const OLD_MINUTES: i64 = 2 * 24 * 60;
/// Seconds of a day.
const DAY_S: i64 = 24 * 3600;
/// So many backups by hand are looked through, at most.
const BY_HAND: u32 = 500;

/// What is wrong with the backups, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BackupTrouble)]
pub enum Trouble {
    /// None was ever made, or not for two days, and none will be.
    Off,
    /// The last try failed.
    Failed,
    /// The newest is older than two days.
    Old,
}

/// How it stands with one kind.
#[derive(Clone, Debug, Serialize)]
pub struct KindState {
    /// Which.
    pub kind: Kind,
    /// Where the schedule puts them.
    pub folder: Option<PathBuf>,
    /// When the newest was made and read back, wherever it lies.
    pub last: Option<Time>,
    /// How many are in the folder, of how many that stay.
    pub kept: usize,
    /// How many stay.
    pub keep: usize,
    /// When one failed since, and why.
    pub failed: Option<(Time, Failure)>,
}

/// How it stands with the backups.
#[derive(Clone, Debug, Serialize)]
pub struct BackupState {
    /// What is wrong, if anything is.
    pub trouble: Option<Trouble>,
    /// When the next one comes by itself.
    pub next: Option<Time>,
    /// Up to which position log and vault are covered.
    pub covered: u64,
    /// How far the log goes.
    pub head: u64,
    /// Log and vault.
    pub kinds: Vec<KindState>,
}

/// What is known of the copies of a key that was destroyed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Copies {
    /// The last backup that holds it.
    pub(crate) last: Option<Time>,
    /// When the last of them is to be gone.
    pub(crate) expire: Option<Time>,
}

impl Municipality {
    /// How it stands with the backups.
    ///
    /// # Errors
    /// When the log fails.
    pub fn backup_state(&self) -> Result<BackupState, Error> {
        let now = self.clock.now();
        let kinds = Kind::ALL.map(|kind| self.kind_state(kind, now));
        let kinds = kinds.into_iter().collect::<Result<Vec<_>, _>>()?;
        let (head, covered) = self.log.read(|log| Ok((log.head()?.position, log.mark(BACKED_UP)?)))?;
        let next = self.backups.as_ref().map(|backups| backups.next_due(now));
        Ok(BackupState { trouble: trouble(&kinds, next.is_some(), now), next, covered, head, kinds })
    }

    fn kind_state(&self, kind: Kind, now: Time) -> Result<KindState, Error> {
        let last = self.marked(kind.made_mark(), now)?;
        let [failed_at, failure] = kind.failed_marks();
        let failed = self.marked(failed_at, now)?.filter(|at| last.is_none_or(|last| *at > last));
        let why = self.log.read(|log| log.mark(failure))?;
        Ok(KindState {
            kind,
            folder: self.backups.as_ref().map(|backups| backups.folder(kind).to_owned()),
            last,
            kept: self.kept_backups(kind).map_or(0, |kept| kept.len()),
            keep: self.backups.as_ref().map_or(0, |backups| backups.keep(kind)),
            failed: failed.map(|at| (at, Failure::from_number(why))),
        })
    }

    /// The copies of keys that were destroyed at a moment: in the rotation, as its files say; made by hand, by the office's
    /// word of how long it keeps those.
    pub(crate) fn copies_of_keys(&self, destroyed: Option<Time>, kept_days: u32) -> Result<Copies, Error> {
        let now = self.clock.now();
        let before = destroyed.unwrap_or(now);
        let by_hand = self.last_by_hand(before)?;
        let mut copies = Copies {
            last: by_hand,
            expire: by_hand.map(|at| Time(at.0.saturating_add(i64::from(kept_days) * DAY_S))),
        };
        if let Some(backups) = &self.backups {
            let all = self.kept_backups(Kind::Vault).unwrap_or_default();
            let holds = all.iter().filter(|one| one.made <= before).count();
            if let Some(newest) = holds.checked_sub(1).and_then(|at| all.get(at)) {
                let goes = backups.goes(Kind::Vault, all.len() - holds, now);
                copies.last = copies.last.max(Some(newest.made));
                copies.expire = copies.expire.max(Some(goes));
            }
        }
        Ok(copies)
    }

    /// The last backup of keys up to a moment that the rotation does not delete.
    fn last_by_hand(&self, before: Time) -> Result<Option<Time>, Error> {
        let to = Some(Time(before.0.saturating_add(1)));
        let search =
            AuditSearch { deed: Some(Kind::Vault.deed()), to, limit: BY_HAND, ..AuditSearch::default() };
        let made = self.log.read(|log| log.audit_search(&search))?;
        let rotation = self.backups.as_ref().map(|backups| backups.folder(Kind::Vault));
        let by_hand = made.iter().find(|record| Path::new(&record.reason).parent() != rotation);
        // Those of 0.1.0, which held both.
        let search = AuditSearch { deed: Some(BOTH_MADE), limit: 1, ..search };
        let both = self.log.read(|log| log.audit_search(&search))?;
        Ok(by_hand.map(|record| record.at).max(both.first().map(|record| record.at)))
    }
}

fn trouble(kinds: &[KindState], scheduled: bool, now: Time) -> Option<Trouble> {
    let old = kinds.iter().any(|kind| kind.last.is_none_or(|last| last.plus_minutes(OLD_MINUTES) < now));
    if !scheduled && old {
        return Some(Trouble::Off);
    }
    if kinds.iter().any(|kind| kind.failed.is_some()) {
        return Some(Trouble::Failed);
    }
    // One that was never made and did not fail is about to be.
    let late = kinds.iter().any(|kind| kind.last.is_some_and(|last| last.plus_minutes(OLD_MINUTES) < now));
    late.then_some(Trouble::Old)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_and_nothing_else() {
        let now = Time(1_795_413_600);
        let hours = |hours: i64| Some(now.plus_minutes(-60 * hours));
        let kind = |last, failed: Option<Time>| KindState {
            kind: Kind::Log,
            folder: None,
            last,
            kept: 0,
            keep: 0,
            failed: failed.map(|at| (at, Failure::DiskFull)),
        };
        for (scheduled, log, vault, expected) in [
            (false, kind(None, None), kind(None, None), Some(Trouble::Off)),
            (false, kind(hours(1), None), kind(hours(1), None), None),
            (false, kind(hours(1), None), kind(hours(60), None), Some(Trouble::Off)),
            (true, kind(None, None), kind(None, None), None),
            (true, kind(hours(1), None), kind(hours(30), hours(1)), Some(Trouble::Failed)),
            (true, kind(hours(60), None), kind(hours(1), None), Some(Trouble::Old)),
            (true, kind(hours(1), None), kind(hours(20), None), None),
        ] {
            assert_eq!(trouble(&[log.clone(), vault.clone()], scheduled, now), expected, "{log:?} {vault:?}");
        }
    }
}
