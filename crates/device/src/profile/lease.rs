//! What a profile knows of its lease: what the server signed, by how much a code lengthened it, and marks of the time that has
//! passed since. It lies in the profile's folder, where a locked tablet writes it, and in the replica, where nobody can change
//! it without the keys: of the two the word of the later contact counts, and of one contact the shorter. It must never tell
//! time by the wall clock while the tablet runs, nor decide what is shown.

use super::unlock::Now;
use super::{Profile, write_whole};
use crate::error::DeviceError;
use crate::uptime::Uptime;
use ring::hmac::{self, HMAC_SHA256};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::path::PathBuf;
use vizitas_domain::time::Time;
use vizitas_sync::lease::Lease;
use vizitas_sync::recovery::Owner;
use vizitas_sync::sign::{Signature, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

/// The time that has passed is written down this often, in seconds: so much of a clock that was set while the tablet ran may
/// count once it is switched off.
const MARKED_S: u64 = 600;
/// A clock may be behind by so much after the tablet was switched off: what setting it right over the network moves it.
const BEHIND_S: i64 = 300;
const SEAL: &[u8] = b"vizitas lease mark v1";

/// A moment by the server's clock, with what the tablet's own counts were then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// At least this late, in seconds since 1970.
    at: i64,
    up: Uptime,
    /// What the wall clock showed.
    wall: i64,
    /// Nobody but a code vouched for that clock, which had gone back: until a contact brings the time, setting it right takes
    /// nothing away, and running time alone counts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unsure: bool,
}

/// What time it is by the server's clock, as far as a tablet can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// At least this late.
    pub(crate) at: Time,
    /// The clock went back while the tablet was switched off: how long it was cannot be told.
    pub(crate) reset: bool,
}

impl Mark {
    pub(crate) fn new(at: Time, now: Now<'_>) -> Self {
        Self { at: at.0, up: now.up.clone(), wall: now.wall.0, unsure: false }
    }

    /// Whether the clock was set while the tablet ran.
    fn drifted(&self, now: Now<'_>) -> bool {
        let ran = i64::try_from(now.up.since(&self.up).as_secs()).unwrap_or(i64::MAX);
        let by_clock = now.wall.0.saturating_sub(self.wall);
        now.up.is_same_start(&self.up) && by_clock.saturating_sub(ran).saturating_abs() > BEHIND_S
    }

    /// While the tablet runs its running time alone counts, whatever the clock is set to. Over a time that it was switched off
    /// the clock alone can tell.
    pub(crate) fn told(&self, now: Now<'_>) -> Told {
        let ran = i64::try_from(now.up.since(&self.up).as_secs()).unwrap_or(i64::MAX);
        if self.unsure || now.up.is_same_start(&self.up) {
            return Told { at: Time(self.at.saturating_add(ran)), reset: false };
        }
        let by_clock = now.wall.0.saturating_sub(self.wall);
        Told { at: Time(self.at.saturating_add(by_clock.max(ran))), reset: by_clock < -BEHIND_S }
    }
}

/// A lease as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Granted {
    from: i64,
    until: i64,
    days: u8,
    signature: Vec<u8>,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LeaseRecord {
    granted: Option<Granted>,
    /// A code lengthened it to this, in seconds since 1970. Counts in the replica alone.
    renewed: Option<i64>,
    mark: Option<Mark>,
    /// By the transport key, over the mark and the contact it counts from: what lies in the folder is known again by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seal: Option<Vec<u8>>,
}

impl LeaseRecord {
    /// A contact begins another lease.
    pub(crate) fn contacted(lease: &Lease, now: Now<'_>) -> Self {
        let granted = Granted {
            from: lease.from.0,
            until: lease.until.0,
            days: lease.days,
            signature: lease.signature.0.to_vec(),
        };
        Self { granted: Some(granted), mark: Some(Mark::new(lease.from, now)), ..Self::default() }
    }

    /// The contact that it counts from.
    fn since(&self) -> Option<i64> {
        self.granted.as_ref().map(|granted| granted.from)
    }

    /// What both know, this one being the one that nobody else can have written. A later contact counts; of the same one the mark
    /// by which it is later.
    pub(crate) fn with(self, here: Self, now: Now<'_>) -> Self {
        match here.since().cmp(&self.since()) {
            Ordering::Less => self,
            Ordering::Greater => Self { renewed: None, ..here },
            Ordering::Equal => {
                let strict = |mark: &Mark| (mark.told(now).reset, mark.told(now).at);
                let mark = self.mark.into_iter().chain(here.mark).max_by_key(strict);
                Self { mark, ..self }
            }
        }
    }

    fn sealing(&self, of: &Owner, key: &SigningKey) -> Result<(hmac::Key, Vec<u8>), DeviceError> {
        let key = hmac::Key::new(HMAC_SHA256, &Zeroizing::new([SEAL, key.seed().as_slice()].concat()));
        let content = (of.installation, of.incarnation, self.since(), &self.mark);
        Ok((key, serde_json::to_vec(&content).map_err(|_| DeviceError::Crypto)?))
    }

    /// Without its mark, unless that was written by this profile.
    fn proved(self, of: &Owner, key: &SigningKey) -> Self {
        let proved = self.sealing(of, key).is_ok_and(|(key, content)| {
            hmac::verify(&key, &content, self.seal.as_deref().unwrap_or_default()).is_ok()
        });
        if proved { self } else { Self { mark: None, ..self } }
    }

    /// The lease, when the log key gave it to this profile.
    pub(crate) fn lease(&self, of: &Owner, log: &VerifyingKey) -> Option<Lease> {
        let granted = self.granted.as_ref()?;
        let lease = Lease {
            from: Time(granted.from),
            until: Time(granted.until),
            days: granted.days,
            signature: Signature(granted.signature.as_slice().try_into().ok()?),
        };
        lease.verify(of, log).is_ok().then_some(lease)
    }

    pub(crate) fn renewed(&self) -> Option<Time> {
        self.renewed.map(Time)
    }

    pub(crate) fn told(&self, now: Now<'_>) -> Option<Told> {
        self.mark.as_ref().map(|mark| mark.told(now))
    }

    /// Whether the tablet was switched off since the last mark.
    pub(crate) fn is_of_another_start(&self, now: Now<'_>) -> bool {
        self.mark.as_ref().is_some_and(|mark| !now.up.is_same_start(&mark.up))
    }

    /// Lengthened by a code, whatever the clock shows now; `reset` when it had gone back.
    pub(crate) fn renew(&mut self, at: Time, until: Time, reset: bool, now: Now<'_>) {
        let unsure = reset || self.mark.as_ref().is_none_or(|mark| mark.unsure);
        self.renewed = Some(until.0);
        self.mark = Some(Mark { unsure, ..Mark::new(at, now) });
    }

    /// The time that has passed, where that is worth writing down. What a clock that went back would hide is kept as it was.
    pub(crate) fn marked(&self, now: Now<'_>) -> Option<Self> {
        let mark = self.mark.as_ref()?;
        let told = mark.told(now);
        let is_worth = !now.up.is_same_start(&mark.up)
            || now.up.since(&mark.up).as_secs() >= MARKED_S
            || mark.drifted(now);
        let anew = || Mark { unsure: mark.unsure, ..Mark::new(told.at, now) };
        (is_worth && !told.reset).then(|| Self { mark: Some(anew()), ..self.clone() })
    }

    pub(crate) fn bytes(&self) -> Result<Vec<u8>, DeviceError> {
        serde_json::to_vec(self).map_err(|_| DeviceError::Crypto)
    }

    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

impl Profile {
    pub(super) fn lease_file(&self) -> PathBuf {
        self.folder.join("lease.json")
    }

    /// What lies in the folder. Without the key it is taken for what it says: for show.
    pub(crate) fn lease_record(&self, of: &Owner, key: Option<&SigningKey>) -> LeaseRecord {
        let read = || LeaseRecord::read(&std::fs::read(self.lease_file()).ok()?);
        let record = read().unwrap_or_default();
        match key {
            Some(key) => record.proved(of, key),
            None => record,
        }
    }

    pub(crate) fn keep_lease(
        &self,
        record: &LeaseRecord,
        of: &Owner,
        key: &SigningKey,
    ) -> Result<(), DeviceError> {
        let (key, content) = record.sealing(of, key)?;
        let seal = Some(hmac::sign(&key, &content).as_ref().to_vec());
        write_whole(&self.lease_file(), &LeaseRecord { seal, ..record.clone() }.bytes()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3600;
    const DAY: i64 = 24 * HOUR;

    fn mark(at: i64, start: &str, up: u64, wall: i64) -> Mark {
        Mark { at, up: Uptime::of(start, up), wall, unsure: false }
    }

    #[test]
    fn while_it_runs_its_running_time_counts_and_over_a_time_switched_off_the_clock() {
        let marked = mark(1_000_000, "a", 500, 2_000_000);
        let cases = [
            // What happens, start, running time, the clock; what is told after, and whether the clock went back.
            ("an hour", "a", 4_100, 2_003_600, HOUR, false),
            ("an hour, the clock set back by a week", "a", 4_100, 2_003_600 - 7 * DAY, HOUR, false),
            ("an hour, the clock set forward by a year", "a", 4_100, 2_003_600 + 365 * DAY, HOUR, false),
            ("asleep for eight days", "a", 500 + 8 * 86_400, 2_000_000 + 8 * DAY, 8 * DAY, false),
            ("switched off for eight days", "b", 60, 2_000_000 + 8 * DAY, 8 * DAY, false),
            ("a restart", "b", 60, 2_000_090, 90, false),
            ("a restart, the clock a little behind", "b", 60, 2_000_000 - 200, 60, false),
            ("a restart, the clock back by a day", "b", 60, 2_000_000 - DAY, 60, true),
            ("back by a day, and running for nine", "b", 9 * 86_400, 2_000_000 - DAY, 9 * DAY, true),
            ("the clock lost", "b", 60, 0, 60, true),
        ];
        for (what, start, up, wall, passed, reset) in cases {
            let up = Uptime::of(start, up);
            let told = marked.told(Now { up: &up, wall: Time(wall) });
            assert_eq!(told, Told { at: Time(1_000_000 + passed), reset }, "{what}");
        }
    }

    #[test]
    fn what_was_set_while_it_ran_counts_neither_then_nor_after_a_restart() {
        let record =
            LeaseRecord { mark: Some(mark(1_000_000, "a", 500, 2_000_000)), ..LeaseRecord::default() };
        let up = Uptime::of("a", 500 + 700);
        // The clock is a year ahead; that is written down with the time that has passed.
        let marked = record.marked(Now { up: &up, wall: Time(2_000_700 + 365 * DAY) }).unwrap();
        let up = Uptime::of("b", 30);
        let told = marked.told(Now { up: &up, wall: Time(2_000_800 + 365 * DAY) }).unwrap();
        assert_eq!(told, Told { at: Time(1_000_800), reset: false });
    }

    #[test]
    fn it_is_written_down_now_and_then_and_never_over_a_clock_that_went_back() {
        let record =
            LeaseRecord { mark: Some(mark(1_000_000, "a", 500, 2_000_000)), ..LeaseRecord::default() };
        let cases = [
            ("a", 600, 2_000_100, None),
            ("a", 1_100, 2_000_600, Some(1_000_600)),
            ("b", 10, 2_000_030, Some(1_000_030)),
            ("b", 10, 2_000_000 - DAY, None),
            // A clock that was set is written down at once: a flat battery after it takes nothing away.
            ("a", 600, 2_000_100 + DAY, Some(1_000_100)),
            ("a", 600, 2_000_100 - DAY, Some(1_000_100)),
        ];
        for (start, up, wall, at) in cases {
            let up = Uptime::of(start, up);
            let marked = record.marked(Now { up: &up, wall: Time(wall) });
            assert_eq!(marked.and_then(|record| record.mark).map(|mark| mark.at), at, "{start} {wall}");
        }
    }

    #[test]
    fn what_a_code_lengthened_while_the_clock_was_wrong_is_not_undone_by_setting_it_right() {
        let mut record =
            LeaseRecord { mark: Some(mark(1_000_000, "a", 500, 2_000_000)), ..LeaseRecord::default() };
        let up = Uptime::of("b", 60);
        record.renew(Time(1_000_060), Time(1_600_000), true, Now { up: &up, wall: Time(0) });
        // The network sets it right; then it is switched off.
        let up = Uptime::of("b", 160);
        let right = record.marked(Now { up: &up, wall: Time(2_000_160) }).unwrap();
        let up = Uptime::of("c", 30);
        for record in [record, right] {
            let told = record.told(Now { up: &up, wall: Time(2_000_260) }).unwrap();
            assert!(!told.reset && told.at <= Time(1_000_190), "{told:?}");
        }
    }
}
