//! Whose access rests because nothing was heard of them: neither at the console nor by an unlocked tablet. The clock warns,
//! then suspends; an administrator gives access back in one act, and everything goes on as it was: the same password, the
//! same tablet, the same clients. What came in meanwhile waits and is given its place then. It must never take away what
//! cannot be given back, nor shut out whoever could give it back: the administrator who was active last is passed over.

use crate::error::{Error, Unfit};
use crate::log::{Held, Installation, Read, StaffRow, Standing, Suspension};
use crate::municipality::Municipality;
use crate::settings::{Setting, read};
use crate::staff::{By, StaffRole};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::idle::{Idle, idle};
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;
use vizitas_sync::wire::Code;

/// In which hour it was last looked at whose access lies unused.
const LOOKED_IN: &str = "idle_accounts_hour";
/// Seconds of an hour: so often it is looked at.
const HOUR_S: i64 = 3600;
/// Days that access may lie unused.
const DAYS: RangeInclusive<u32> = 30..=365;

/// Hours of an emergency access.
const HOURS: RangeInclusive<u32> = 1..=24;

/// How long access may lie unused, and how long one in an emergency lasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct AccountSettings {
    /// In days; then it rests.
    pub idle_days: u32,
    /// For how many hours a client is opened to whoever has no access and needs it now.
    pub opening_hours: u32,
}

impl Default for AccountSettings {
    fn default() -> Self {
        Self { idle_days: 90, opening_hours: 8 }
    }
}

impl Setting for AccountSettings {
    const NAME: &'static str = "accounts";

    fn check(&self) -> Result<(), Error> {
        if !DAYS.contains(&self.idle_days) {
            return Err(Error::field("idle_days", Unfit::Range, "30 to 365 days"));
        }
        if !HOURS.contains(&self.opening_hours) {
            return Err(Error::field("opening_hours", Unfit::Range, "1 to 24 hours"));
        }
        Ok(())
    }
}

/// Somebody's access, and how it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) actor: ActorId,
    /// When this person was last heard of; none: never.
    pub(crate) seen: Option<Time>,
    /// How many tablets have rights, or would have if they did not rest.
    pub(crate) tablets: usize,
    pub(crate) access: Access,
}

/// How access lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    InUse,
    /// Unused for so long that it comes to rest, if nothing is heard.
    Ending {
        /// Since when that has been said.
        told: Time,
        /// When it rests.
        ends: Time,
    },
    /// It is to rest from now on.
    Over,
    /// It rests.
    Suspended(Time),
}

impl Municipality {
    /// Whose access rests, or soon will.
    pub(crate) fn idle_accounts(&self) -> Result<Vec<Account>, Error> {
        let now = self.clock.now();
        let mut all = self.log.read(|log| accounts(log, now))?;
        all.retain(|one| one.access != Access::InUse);
        Ok(all)
    }

    /// Warns and suspends by the clock, once an hour.
    pub(crate) fn suspend_idle(self: &Arc<Self>) -> Result<(), Error> {
        let now = self.clock.now();
        let hour = u64::try_from(now.0.div_euclid(HOUR_S)).unwrap_or_default();
        // After a restore a person says when the server does things by itself again.
        if self.log.read(|log| log.mark(LOOKED_IN))? == hour || !self.may_send()? {
            return Ok(());
        }
        let over: BTreeSet<ActorId> = self
            .log
            .read(|log| accounts(log, now))?
            .iter()
            .filter(|one| one.access == Access::Over)
            .map(|one| one.actor)
            .collect();
        for actor in &over {
            // From now on is sealed with keys that her tablets are not given.
            if self.has_tablet(*actor)? {
                self.renew_keys_of(*actor)?;
            }
        }
        let system = self.identity.system;
        self.log.write(move |log| {
            let known = by_actor(log.read())?;
            for one in accounts(log.read(), now)? {
                let before = known.get(&one.actor).copied().unwrap_or(none(one.actor));
                let about = Some(StreamId::from(one.actor));
                match one.access {
                    // Heard of again: what was said of it is taken back.
                    Access::InUse if before.warned.is_some() => {
                        log.put_suspension(&Suspension { warned: None, ..before })?;
                    }
                    Access::Ending { told, .. } if before.warned != Some(told) => {
                        log.put_suspension(&Suspension { warned: Some(told), ..before })?;
                        log.audit(now, system, "idle account warned", about)?;
                    }
                    // Keys are renewed first: who came to it only now is dealt with at the next look.
                    Access::Over if over.contains(&one.actor) => {
                        log.put_suspension(&Suspension { since: Some(now), ..before })?;
                        log.end_sessions(Some(one.actor), now)?;
                        log.audit(now, system, "account suspended", about)?;
                    }
                    Access::InUse | Access::Ending { .. } | Access::Over | Access::Suspended(_) => {}
                }
            }
            log.set_mark(LOOKED_IN, hour)
        })?;
        self.place_what_waited(None)
    }

    /// Gives somebody's access back: sign-in and tablets go on as they were, and what tablets handed in meanwhile is given its
    /// place by the rule that every push goes by. The time without use counts from now.
    ///
    /// # Errors
    /// [`Error::Missing`] when nobody's access of this name rests.
    pub fn lift_suspension(self: &Arc<Self>, by: By, actor: ActorId) -> Result<(), Error> {
        let now = self.clock.now();
        self.log.write(move |log| {
            let rests = by_actor(log.read())?.remove(&actor).filter(|one| one.since.is_some());
            rests.ok_or_else(|| Error::Missing("somebody whose access rests".to_owned()))?;
            log.put_suspension(&Suspension { back: Some(now), ..none(actor) })?;
            log.audit(now, by.actor, "suspension lifted", Some(actor.into()))
        })?;
        self.place_what_waited(Some((by, actor)))
    }

    /// Gives what tablets handed in while access rested its place, where access was given back: of one person at once; of
    /// everybody by the clock, should the server have been stopped in between.
    fn place_what_waited(self: &Arc<Self>, of: Option<(By, ActorId)>) -> Result<(), Error> {
        let by = of.map_or_else(|| self.office(), |(by, _)| by);
        let tablets = self.log.read(|log| log.tablets())?;
        let given = |tablet: &&Installation| {
            tablet.standing() == Standing::Approved && of.is_none_or(|(_, actor)| tablet.actor == actor)
        };
        for tablet in tablets.iter().filter(given) {
            let hashes = self.log.read(|log| waited(log, tablet.installation))?;
            if !hashes.is_empty() {
                self.place_held(by, tablet.installation, &hashes)?;
            }
        }
        Ok(())
    }

    /// The same by what is typed at sign-in or the office's code of a worker, at the server's own command line.
    ///
    /// # Errors
    /// [`Error::Missing`] when nobody is called so, or her access does not rest.
    pub fn lift_suspension_of(self: &Arc<Self>, called: &str) -> Result<(), Error> {
        let login = called.trim().to_lowercase();
        let actor = match self.log.read(|log| log.staff_named(&login))? {
            Some(row) => row.actor,
            None => self.worker(called.trim())?,
        };
        self.lift_suspension(self.office(), actor)
    }

    /// Whether a tablet of this person's is given keys.
    fn has_tablet(&self, actor: ActorId) -> Result<bool, Error> {
        let tablets = self.log.read(|log| log.tablets())?;
        Ok(tablets.iter().any(|one| one.actor == actor && one.standing() == Standing::Approved))
    }
}

fn none(actor: ActorId) -> Suspension {
    Suspension { actor, warned: None, since: None, back: None }
}

/// What a tablet handed in while its worker's access rested and nobody has decided about; with it what could not be read or had
/// no client then, since its key or its client's beginning may be among the rest.
fn waited(log: &dyn Read, tablet: InstallationId) -> Result<BTreeSet<Hash>, Error> {
    let (mut hashes, mut rested) = (BTreeSet::new(), false);
    for held in log.quarantine(tablet)? {
        let code = Code(held.code);
        let waits = held.held == Held::Parked
            && matches!(code, Code::SUSPENDED | Code::STREAM_UNKNOWN | Code::KEY_UNKNOWN)
            && log.held_outcome(&held.link)?.is_none();
        if waits {
            rested |= code == Code::SUSPENDED;
            hashes.insert(held.link.hash);
        }
    }
    Ok(if rested { hashes } else { BTreeSet::new() })
}

fn by_actor(log: &dyn Read) -> Result<BTreeMap<ActorId, Suspension>, Error> {
    Ok(log.suspensions()?.into_iter().map(|one| (one.actor, one)).collect())
}

/// Who can give access back and is passed over, so that somebody always can: whoever has shown to be able to sign in goes
/// before who was only let in, then who was heard of last. One of those who can now, and one of those whose end is not said.
fn keeps(staff: &[StaffRow], seen: &BTreeMap<ActorId, Time>, now: Time) -> BTreeSet<ActorId> {
    let last = |may: &dyn Fn(&StaffRow) -> bool| {
        let able = staff.iter().filter(|row| may(row));
        able.max_by_key(|row| (row.totp_proved, seen.get(&row.actor), row.since)).map(|row| row.actor)
    };
    let now_can = |row: &StaffRow| {
        row.role == StaffRole::Administrator && row.suspended.is_none() && row.has_access(now)
    };
    [last(&now_can), last(&StaffRow::leads)].into_iter().flatten().collect()
}

/// Everybody with access, and how it lies.
fn accounts(log: &dyn Read, now: Time) -> Result<Vec<Account>, Error> {
    let days = read::<AccountSettings>(log)?.idle_days;
    // What came after the backup that a restore brought back is not known.
    let begun = log.epochs()?.last().map_or(Time(0), |epoch| epoch.begun);
    let suspensions = by_actor(log)?;
    let mut seen: BTreeMap<ActorId, Time> = log.last_active()?.into_iter().collect();
    // From when on somebody could have been heard of, and the tablets.
    let mut known: BTreeMap<ActorId, (Time, usize)> = BTreeMap::new();
    for tablet in log.tablets()? {
        let rights = matches!(tablet.standing(), Standing::Approved | Standing::Suspended);
        let (Some(approved), true) = (tablet.approved, rights) else { continue };
        let one = known.entry(tablet.actor).or_insert((approved, 0));
        *one = (one.0.max(approved), one.1 + 1);
        if let Some(sighting) = log.sighting(tablet.installation)? {
            let last = seen.entry(tablet.actor).or_insert(sighting.at);
            *last = sighting.at.max(*last);
        }
    }
    let staff = log.staff()?;
    for row in staff.iter().filter(|row| row.has_access(now)) {
        let one = known.entry(row.actor).or_insert((row.since, 0));
        one.0 = one.0.max(row.since);
    }
    let active = |actor: &ActorId| seen.get(actor).copied();
    let keeps = keeps(&staff, &seen, now);
    let account = |(actor, (since, tablets)): (ActorId, (Time, usize))| {
        let said = suspensions.get(&actor).copied().unwrap_or(none(actor));
        let last = [active(&actor), said.back].into_iter().flatten().fold(since.max(begun), Time::max);
        let access = match (said.since, idle(last, said.warned, now, days)) {
            (Some(since), _) => Access::Suspended(since),
            (None, _) if keeps.contains(&actor) => Access::InUse,
            (None, Idle::InUse) => Access::InUse,
            (None, Idle::Ending { told, ends }) => Access::Ending { told, ends },
            (None, Idle::Over) => Access::Over,
        };
        Account { actor, seen: active(&actor), tablets, access }
    };
    Ok(known.into_iter().map(account).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_hours_have_bounds() {
        for (days, fits) in [(29, false), (30, true), (90, true), (365, true), (366, false)] {
            let settings = AccountSettings { idle_days: days, ..AccountSettings::default() };
            assert_eq!(settings.check().is_ok(), fits, "{days}");
        }
        for (hours, fits) in [(0, false), (1, true), (24, true), (25, false)] {
            let settings = AccountSettings { opening_hours: hours, ..AccountSettings::default() };
            assert_eq!(settings.check().is_ok(), fits, "{hours}");
        }
    }

    #[test]
    fn who_can_sign_in_is_passed_over_before_who_was_only_let_in() {
        let actor = |number: u8| ActorId(uuid::Uuid::from_bytes([number; 16]));
        let row = |number: u8, totp_proved: bool, disabled: Option<i64>| StaffRow {
            actor: actor(number),
            login: "a".into(),
            name: "A".into(),
            role: StaffRole::Administrator,
            unit: "".into(),
            password: "".into(),
            totp: Vec::new(),
            totp_proved,
            totp_step: 0,
            setup: None,
            setup_until: Time(0),
            since: Time(i64::from(number)),
            disabled: disabled.map(Time),
            suspended: None,
        };
        let seen = |number: u8| BTreeMap::from([(actor(number), Time(50))]);
        for (staff, heard, kept) in [
            // Heard of by a tablet alone, and never at the console.
            (vec![row(1, true, None), row(2, false, None)], 2, vec![1]),
            (vec![row(1, true, None), row(2, true, None)], 2, vec![2]),
            // Whoever leaves soon is the only one who can now; whoever comes after her has to remain, too.
            (vec![row(1, true, Some(200)), row(2, false, None)], 1, vec![1, 2]),
            (vec![row(1, true, Some(100)), row(2, false, None)], 1, vec![2]),
        ] {
            let kept: BTreeSet<ActorId> = kept.into_iter().map(actor).collect();
            assert_eq!(keeps(&staff, &seen(heard), Time(100)), kept);
        }
    }
}
