//! A profile's keys sealed to the municipality's recovery key, and the asking for them once no PIN opens the profile: the
//! one-time key of the asking is in the key store alone. It must never write a key in the open, nor take keys in that are not
//! the ones that were sealed here.

use super::keys::untidy;
use super::unlock::Now;
use super::{Bundle, Profile, Secrets, write_whole};
use crate::error::DeviceError;
use crate::keystore::KeyStore;
use crate::pin::Hardness;
use crate::uptime::Uptime;
use ring::rand::SystemRandom;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use vizitas_sync::check::Drawn;
use vizitas_sync::hash::Hash;
use vizitas_sync::keys::{Boxed, Opener};
use vizitas_sync::recovery::{Owner, RecoveryKey, open_answer, wrap};
use vizitas_sync::wire::{RecoverAnswer, RecoveryWrap};

/// The wrap, as it lies in the profile's folder.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Which recovery key it is sealed to.
    number: u32,
    /// SHA-256 of that key's public half.
    key: [u8; 32],
    /// By which the keys are known again; says nothing of them, they are random.
    print: [u8; 32],
    sealed: Vec<u8>,
}

/// The time that has passed is written down this often, in seconds.
const MARKED_S: i64 = 600;

/// How an asking stands, as far as it is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Standing {
    /// Two people have yet to open it.
    Waiting,
    /// The keys are here, sealed: a new PIN is to be chosen.
    Answered,
    /// It is too late for it.
    Over,
    /// The office has nothing to open.
    Nothing,
}

/// Asking for the keys.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Asking {
    store_name: String,
    /// Whether it was proved by the transport key.
    pub(crate) proved: bool,
    pub(crate) standing: Standing,
    /// Until when it may be answered, milliseconds since 1970 by the server's clock.
    pub(crate) until_ms: u64,
    /// What the server drew for the digits; none until it has heard of the asking.
    pub(crate) drawn: Option<Drawn>,
    answer: Option<Vec<u8>>,
    /// When the answer was heard; none when the server did not say what time it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    heard: Option<Heard>,
    /// The one-time key, where there is no key store to keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<[u8; 32]>,
}

/// What time it was by the server's clock, and by this tablet's own two, when an answer was heard.
#[derive(Clone, Serialize, Deserialize)]
struct Heard {
    told: i64,
    wall: i64,
    up: Uptime,
}

impl Heard {
    /// At least this late, by the server's clock: a tablet's clock that is wrong by half a day is wrong by as much later on. What
    /// passes on either of its clocks counts; setting one back gains nothing.
    fn at_least(&self, now: Now<'_>) -> i64 {
        let running = i64::try_from(now.up.since(&self.up).as_secs()).unwrap_or(i64::MAX);
        self.told.saturating_add(running.max(now.wall.0.saturating_sub(self.wall)))
    }

    /// Goes on from now, when enough has passed that a restart would hide. True when it is to be written down.
    fn mark(&mut self, now: Now<'_>) -> bool {
        let by_now = self.at_least(now);
        let passed = by_now.saturating_sub(self.told);
        let due = passed >= MARKED_S || (passed > 0 && !now.up.is_same_start(&self.up));
        if due {
            *self = Self { told: by_now, wall: now.wall.0, up: now.up.clone() };
        }
        due
    }
}

impl Asking {
    /// Which asking it is.
    pub(crate) fn name(&self) -> &str {
        &self.store_name
    }
}

impl Profile {
    pub(super) fn recovery_file(&self) -> PathBuf {
        self.folder.join("recovery.json")
    }

    pub(super) fn asking_file(&self) -> PathBuf {
        self.folder.join("asking.json")
    }

    fn kept(&self) -> Option<Kept> {
        serde_json::from_slice(&std::fs::read(self.recovery_file()).ok()?).ok()
    }

    /// The wrap that is kept here.
    pub(crate) fn recovery_wrap(&self) -> Option<RecoveryWrap> {
        let kept = self.kept()?;
        Some(RecoveryWrap { key: kept.number, sealed: Boxed::from_bytes(&kept.sealed).ok()? })
    }

    /// Seals the keys to the recovery key that the municipality vouches for, and keeps the wrap; one that is sealed to this
    /// key already stays. A key older than the one that was known is not taken.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn seal_for_recovery(
        &self,
        secrets: &Secrets,
        owner: &Owner,
        key: &RecoveryKey,
    ) -> Result<Option<RecoveryWrap>, DeviceError> {
        let Hash(named) = Hash::of(&[&key.recipient.bytes()]);
        let bundle = Bundle::of(secrets);
        let print = print_of(&bundle);
        if let Some(kept) = self.kept().filter(|kept| kept.print == print) {
            if kept.number > key.number {
                return Ok(None);
            }
            if (kept.number, kept.key) == (key.number, named) {
                return Ok(self.recovery_wrap());
            }
        }
        let sealed = wrap(&*bundle.0, owner, &key.recipient, &SystemRandom::new())?;
        let kept = Kept { number: key.number, key: named, print, sealed: sealed.bytes() };
        let bytes = serde_json::to_vec(&kept).map_err(|_| DeviceError::Crypto)?;
        write_whole(&self.recovery_file(), &bytes)?;
        Ok(Some(RecoveryWrap { key: key.number, sealed }))
    }

    /// How the asking stands; none when nobody asked.
    pub(crate) fn asking(&self) -> Option<Asking> {
        serde_json::from_slice(&std::fs::read(self.asking_file()).ok()?).ok()
    }

    /// How the asking stands by now. An answer that is past its time is over, and what would open it is destroyed: nobody opens
    /// tomorrow what two people opened for the worker before them. As long as it waits, the server's clock alone counts.
    pub(crate) fn asking_now(&self, store: &dyn KeyStore, now: Now<'_>) -> Option<Asking> {
        let mut asking = self.asking()?;
        if asking.heard.as_mut().is_some_and(|heard| heard.mark(now)) {
            self.keep_asking(&asking).unwrap_or_else(|error| untidy(&error));
        }
        let until = i64::try_from(asking.until_ms / 1000).unwrap_or(i64::MAX);
        let late = || asking.heard.as_ref().map_or_else(|| self.at_least(now), |heard| heard.at_least(now));
        if asking.standing == Standing::Answered && late() >= until {
            (asking.standing, asking.answer, asking.drawn) = (Standing::Over, None, None);
            asking.key = asking.key.map(|_| [0; 32]);
            self.keep_asking(&asking).unwrap_or_else(|error| untidy(&error));
            if asking.key.is_none() {
                store.remove(&asking.store_name).unwrap_or_else(|error| untidy(&error));
            }
        }
        Some(asking)
    }

    /// The server knows no such proof any more: from here on it is asked without.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn ask_unproved(&self) -> Result<(), DeviceError> {
        let asking = self.asking().ok_or(DeviceError::NotFound)?;
        self.keep_asking(&Asking { proved: false, ..asking })
    }

    /// Begins to ask: a one-time key is drawn, and kept in the key store alone.
    ///
    /// # Errors
    /// `KeyStoreMissing`, or when the file cannot be written.
    pub(crate) fn begin_asking(&self, proved: bool, store: &dyn KeyStore) -> Result<(), DeviceError> {
        self.end_asking(store);
        let store_name = format!("{}.asking", uuid::Uuid::new_v4());
        let opener = Opener::generate(&SystemRandom::new())?;
        let key = self.is_by_phrase().then(|| *opener.bytes());
        if key.is_none() {
            store.put(&store_name, opener.bytes())?;
        }
        let standing = Standing::Waiting;
        self.keep_asking(&Asking {
            store_name,
            proved,
            standing,
            until_ms: 0,
            drawn: None,
            answer: None,
            heard: None,
            key,
        })
    }

    /// The one-time key of the asking.
    ///
    /// # Errors
    /// `NotFound` when nobody asked; `KeyStoreMissing` when the key store has lost it.
    pub(crate) fn asking_key(&self, store: &dyn KeyStore) -> Result<Opener, DeviceError> {
        let asking = self.asking().ok_or(DeviceError::NotFound)?;
        if let Some(key) = asking.key {
            return Ok(Opener::from_bytes(key));
        }
        let bytes = store.get(&asking.store_name)?.ok_or(DeviceError::KeyStoreMissing)?;
        let bytes = bytes.as_slice().try_into().map_err(|_| DeviceError::ProfileDamaged)?;
        Ok(Opener::from_bytes(bytes))
    }

    /// Keeps what the server said of the asking of this name; of an earlier one it says nothing here.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn hear_asking(
        &self,
        name: &str,
        answer: &RecoverAnswer,
        now: Now<'_>,
    ) -> Result<(), DeviceError> {
        let mut asking = self.asking().ok_or(DeviceError::NotFound)?;
        if asking.name() != name {
            return Ok(());
        }
        match answer {
            RecoverAnswer::Waiting { until_ms, drawn } => {
                (asking.until_ms, asking.drawn) = (*until_ms, Some(*drawn));
            }
            RecoverAnswer::Opened(sealed, server_ms) => {
                let told = i64::try_from(server_ms / 1000).ok().filter(|told| *told > 0);
                asking.heard = told.map(|told| Heard { told, wall: now.wall.0, up: now.up.clone() });
                asking.standing = Standing::Answered;
                asking.answer = Some(sealed.bytes());
            }
            RecoverAnswer::Over => asking.standing = Standing::Over,
            RecoverAnswer::Nothing => asking.standing = Standing::Nothing,
        }
        self.keep_asking(&asking)
    }

    /// Opens the answer and wraps the keys by a new PIN. What was asked is forgotten with that.
    ///
    /// # Errors
    /// `NotFound` when there is no answer, or its time is over; `PinWeak`; `KeyStoreMissing`; `Crypto` when the answer is not
    /// this profile's: then it has to be asked anew.
    pub(crate) fn take_answer(
        &self,
        owner: &Owner,
        pin: &str,
        (store, hardness): (&dyn KeyStore, Hardness),
        now: Now<'_>,
    ) -> Result<Secrets, DeviceError> {
        let sealed = self.asking_now(store, now).and_then(|asking| asking.answer);
        let (sealed, key) = (sealed.ok_or(DeviceError::NotFound)?, self.asking_key(store)?);
        self.check_new(pin)?;
        let Some(bundle) = self.opened(&sealed, owner, &key) else {
            self.end_asking(store);
            return Err(DeviceError::Crypto);
        };
        self.wrap_anew(&bundle, pin, store, hardness)?;
        self.opened_by_office();
        self.end_asking(store);
        bundle.secrets()
    }

    /// The keys in an answer, if they are this profile's: others than were sealed here would open nothing, and hide what is
    /// here.
    fn opened(&self, sealed: &[u8], owner: &Owner, key: &Opener) -> Option<Bundle> {
        let opened = open_answer(&Boxed::from_bytes(sealed).ok()?, owner, key).ok()?;
        let bundle = Bundle::read(&opened).ok()?;
        self.kept().is_none_or(|kept| kept.print == print_of(&bundle)).then_some(bundle)
    }

    /// Under which name the key store keeps the one-time key of the asking.
    pub(super) fn asking_name(&self) -> Option<String> {
        self.asking().filter(|asking| asking.key.is_none()).map(|asking| asking.store_name)
    }

    /// Forgets that anybody asked.
    pub(crate) fn end_asking(&self, store: &dyn KeyStore) {
        let Some(asking) = self.asking() else { return };
        if asking.key.is_none() {
            store.remove(&asking.store_name).unwrap_or_else(|error| untidy(&error));
        }
        std::fs::remove_file(self.asking_file()).unwrap_or_else(|error| untidy(&error.into()));
    }

    fn keep_asking(&self, asking: &Asking) -> Result<(), DeviceError> {
        write_whole(&self.asking_file(), &serde_json::to_vec(asking).map_err(|_| DeviceError::Crypto)?)
    }
}

fn print_of(bundle: &Bundle) -> [u8; 32] {
    Hash::of(&[b"vizitas profile print v1", &*bundle.0]).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pin::FLOOR;
    use crate::rasa::Drawer;
    use vizitas_domain::id::InstallationId;
    use vizitas_domain::time::Time;
    use vizitas_sync::recovery::{answer, unwrap};
    use vizitas_sync::sign::SigningKey;

    const OWNER: Owner = Owner { installation: InstallationId(uuid::Uuid::nil()), incarnation: 1 };

    /// Until when an answer may be taken, in seconds since 1970.
    const UNTIL: i64 = 1_795_410_000;

    fn at(wall: i64) -> Now<'static> {
        static UP: std::sync::LazyLock<Uptime> = std::sync::LazyLock::new(|| Uptime::of("a", 0));
        Now { up: &UP, wall: vizitas_domain::time::Time(wall) }
    }

    /// Asks anew, and two people answer.
    fn answered(profile: &Profile, store: &Drawer, keys: &[u8], owner: &Owner) {
        profile.begin_asking(true, store).unwrap();
        let to = profile.asking_key(store).unwrap().recipient().unwrap();
        let name = profile.asking().unwrap().name().to_owned();
        let until_ms = u64::try_from(UNTIL).unwrap() * 1000;
        let waiting = RecoverAnswer::Waiting { until_ms, drawn: [1; 16] };
        profile.hear_asking(&name, &waiting, at(0)).unwrap();
        let sealed = answer(keys, owner, &to, &SystemRandom::new()).unwrap();
        profile.hear_asking(&name, &RecoverAnswer::Opened(sealed, 0), at(0)).unwrap();
    }

    fn key(number: u32, secret: &Opener) -> RecoveryKey {
        let log = SigningKey::from_seed(&[3; 32]).unwrap();
        RecoveryKey::make(number, secret.recipient().unwrap(), &log)
    }

    #[test]
    fn a_wrap_is_made_once_a_key_and_only_a_newer_key_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let (profile, drawer) = (Profile::at(folder.path()), Drawer::default());
        let (secrets, _) = profile.draw_keys("804217", &drawer, FLOOR).unwrap();
        let (old, new) = (Opener::from_bytes([1; 32]), Opener::from_bytes([2; 32]));
        let seal = |key: &RecoveryKey| profile.seal_for_recovery(&secrets, &OWNER, key).unwrap();
        let first = seal(&key(1, &old)).unwrap();
        assert_eq!(seal(&key(1, &old)), Some(first.clone()), "the same one");
        let second = seal(&key(2, &new)).unwrap();
        assert_eq!(second.key, 2);
        assert!(unwrap(&second.sealed, &OWNER, &old).is_err(), "the old key opens it no more");
        let opened = unwrap(&second.sealed, &OWNER, &new).unwrap();
        assert_eq!(*opened, Bundle::of(&secrets).0.to_vec());
        assert_eq!(seal(&key(1, &old)), None, "a restored server does not bring an old key back");
        let file = std::fs::read(profile.recovery_file()).unwrap();
        assert!(!file.windows(8).any(|part| part == &secrets.signing.seed()[..8]));
    }

    #[test]
    fn an_answer_opens_the_same_keys_by_a_new_pin_once_and_foreign_keys_are_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let (profile, drawer, now) = (Profile::at(folder.path()), Drawer::default(), Uptime::of("a", 0));
        let (secrets, transport) = profile.draw_keys("804217", &drawer, FLOOR).unwrap();
        profile.seal_for_recovery(&secrets, &OWNER, &key(1, &Opener::from_bytes([1; 32]))).unwrap();
        let take = || profile.take_answer(&OWNER, "739164", (&drawer, FLOOR), at(0));
        let reply = |keys: &[u8], owner: &Owner| {
            answered(&profile, &drawer, keys, owner);
            take()
        };
        let bundle = Bundle::of(&secrets);
        assert!(matches!(reply(&[7; 112], &OWNER), Err(DeviceError::Crypto)), "others than were sealed here");
        let another = Owner { incarnation: 2, ..OWNER };
        assert!(reply(&*bundle.0, &another).is_err());
        assert!(profile.asking().is_none(), "what cannot be taken in has to be asked for anew");
        profile.open_keys("804217", &drawer, &now).unwrap();
        let back = reply(&*bundle.0, &OWNER).unwrap();
        assert_eq!(back.signing.verifying(), secrets.signing.verifying());
        profile.open_keys("739164", &drawer, &now).unwrap();
        assert_eq!(profile.transport_key(&drawer).unwrap().verifying(), transport);
        assert!(profile.asking().is_none(), "it was used");
        assert!(matches!(take(), Err(DeviceError::NotFound)));
    }

    #[test]
    fn an_answer_opens_until_its_time_and_nothing_of_it_stays_however_the_clock_is_set() {
        for (now, opens) in [(at(UNTIL - 1), true), (at(UNTIL), false)] {
            let folder = tempfile::tempdir().unwrap();
            let (profile, drawer) = (Profile::at(folder.path()), Drawer::default());
            let (secrets, _) = profile.draw_keys("804217", &drawer, FLOOR).unwrap();
            answered(&profile, &drawer, &*Bundle::of(&secrets).0, &OWNER);
            let standing = profile.asking_now(&drawer, now).unwrap().standing;
            assert_eq!(standing, if opens { Standing::Answered } else { Standing::Over });
            // Whoever sets it back finds nothing.
            let taken = profile.take_answer(&OWNER, "739164", (&drawer, FLOOR), at(0));
            assert_eq!(taken.is_ok(), opens);
            assert!(profile.asking().is_none_or(|asking| asking.answer.is_none()));
            assert!(matches!(
                profile.asking_key(&drawer),
                Err(DeviceError::KeyStoreMissing | DeviceError::NotFound)
            ));
        }
    }

    #[test]
    fn a_clock_that_is_half_a_day_wrong_takes_the_answer_and_gains_no_time_by_it() {
        const HOUR: i64 = 3600;
        // How wrong the clock was when it heard, and how much later and how much more wrong it was when it took.
        for (wrong, later, set, opens) in [
            (14 * HOUR, HOUR, 0, true),
            (-30 * 24 * HOUR, HOUR, 0, true),
            (14 * HOUR, 3 * HOUR, 0, false),
            (0, 3 * HOUR, -10 * HOUR, false),
            (0, HOUR, 10 * HOUR, false),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let (profile, drawer) = (Profile::at(folder.path()), Drawer::default());
            let (secrets, _) = profile.draw_keys("804217", &drawer, FLOOR).unwrap();
            answered(&profile, &drawer, &*Bundle::of(&secrets).0, &OWNER);
            let asking = profile.asking().unwrap();
            let sealed = Boxed::from_bytes(asking.answer.as_ref().unwrap()).unwrap();
            // Two hours are left.
            let server = UNTIL - 2 * HOUR;
            let heard = Now { up: &Uptime::of("a", 0), wall: Time(server + wrong) };
            let opened = RecoverAnswer::Opened(sealed, u64::try_from(server).unwrap() * 1000);
            profile.hear_asking(asking.name(), &opened, heard).unwrap();
            let up = Uptime::of("a", u64::try_from(later).unwrap());
            let now = Now { up: &up, wall: Time(server + wrong + later + set) };
            let taken = profile.take_answer(&OWNER, "739164", (&drawer, FLOOR), now);
            assert_eq!(taken.is_ok(), opens, "{wrong} {later} {set}");
        }
    }

    #[test]
    fn what_the_server_says_of_an_earlier_asking_is_not_heard() {
        let folder = tempfile::tempdir().unwrap();
        let (profile, drawer) = (Profile::at(folder.path()), Drawer::default());
        profile.draw_keys("804217", &drawer, FLOOR).unwrap();
        profile.begin_asking(true, &drawer).unwrap();
        let earlier = profile.asking().unwrap();
        profile.begin_asking(true, &drawer).unwrap();
        profile.hear_asking(earlier.name(), &RecoverAnswer::Over, at(0)).unwrap();
        assert_eq!(profile.asking().unwrap().standing, Standing::Waiting);
    }

    #[test]
    fn keys_come_back_though_every_file_of_theirs_and_the_key_store_are_gone() {
        let folder = tempfile::tempdir().unwrap();
        let (profile, drawer) = (Profile::at(folder.path()), Drawer::default());
        let (secrets, transport) = profile.draw_keys("804217", &drawer, FLOOR).unwrap();
        let bundle = Bundle::of(&secrets);
        std::fs::remove_file(profile.wrap_file()).unwrap();
        std::fs::remove_file(profile.count_file()).unwrap();
        let empty = Drawer::default();
        answered(&profile, &empty, &*bundle.0, &OWNER);
        let take = |pin| profile.take_answer(&OWNER, pin, (&empty, FLOOR), at(0));
        assert!(matches!(take("123456"), Err(DeviceError::PinWeak)));
        take("739164").unwrap();
        profile.open_keys("739164", &empty, &Uptime::of("a", 0)).unwrap();
        assert_ne!(profile.transport_key(&empty).unwrap().verifying(), transport, "a new one");
    }
}
