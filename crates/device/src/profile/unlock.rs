//! A profile's keys wrapped by the supervisor's code: 125 random bits that were made here at a sync and are nowhere on the
//! tablet, with an other half in the key store that wrong PINs do not destroy. It must never open anything without counting
//! the try first, nor after its day, however the clock is set.

use super::keys::untidy;
use super::{Bundle, Profile, Secrets, write_whole};
use crate::error::DeviceError;
use crate::keystore::{KeyStore, SECRET_LEN};
use crate::pin::Hardness;
use crate::tries::Tries;
use crate::uptime::Uptime;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::time::Duration;
use uuid::Uuid;
use vizitas_domain::time::Time;
use vizitas_sync::recovery::Owner;
use vizitas_sync::unlock::{CodeName, UnlockCode};
use vizitas_sync::wire::Way;
use zeroize::Zeroizing;

/// A code is good for so long from the last contact, in seconds.
const GOOD_S: i64 = 14 * 24 * 60 * 60;
/// One this old is renewed, in seconds.
const RENEWED_S: i64 = 24 * 60 * 60;
/// The time that has passed is written down this often while nothing else is, in seconds.
const MARKED_S: u64 = 600;
const CONTEXT: &[u8] = b"vizitas unlock wrap v1";

/// The keys under one code.
#[derive(Clone, Serialize, Deserialize)]
struct Prepared {
    id: Uuid,
    /// When it was made and from when on it opens nothing, in seconds since 1970 by the server's clock.
    made: i64,
    expires: i64,
    /// Under which name the key store keeps its other half; none where there is no key store.
    store_name: Option<String>,
    nonce: [u8; NONCE_LEN],
    sealed: Vec<u8>,
}

/// The time of the server as it is surely at least: what it last said, and what the tablet has been running since.
#[derive(Clone, Serialize, Deserialize)]
struct Since {
    told: i64,
    passed_s: u64,
    up: Uptime,
}

#[derive(Clone, Default, Serialize, Deserialize)]
struct Codes {
    /// The one that the office has.
    current: Option<Prepared>,
    /// The one that it may have: it was sent, and not answered.
    next: Option<Prepared>,
    since: Option<Since>,
    tries: Tries,
    /// It was opened by this and not by its PIN, and the server has not heard so.
    #[serde(default)]
    opened: Option<Opened>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
enum Opened {
    Code,
    Office,
}

/// How the code stands, as far as it can be told here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeStanding {
    /// None was made, or it was used.
    None,
    /// The office can give one that opens.
    Ready,
    /// Its day is over.
    Expired,
    /// There were too many wrong ones.
    Gone,
}

/// How the code and its tries stand.
pub(crate) struct Judged {
    pub(crate) standing: CodeStanding,
    pub(crate) left: Option<u8>,
    pub(crate) wait: Duration,
}

/// What time it is, as the tablet has it.
#[derive(Clone, Copy)]
pub(crate) struct Now<'a> {
    pub(crate) up: &'a Uptime,
    pub(crate) wall: Time,
}

impl Codes {
    fn prepared(&self) -> impl Iterator<Item = &Prepared> {
        self.current.iter().chain(&self.next)
    }

    /// At least this late, by the server's clock: setting the tablet's clock back gains nothing.
    fn at_least(&self, now: Now<'_>) -> i64 {
        let surely = self.since.as_ref().map_or(0, |since| {
            let passed = since.passed_s.saturating_add(now.up.since(&since.up).as_secs());
            since.told.saturating_add(i64::try_from(passed).unwrap_or(i64::MAX))
        });
        surely.max(now.wall.0)
    }

    fn fresh(&self, now: Now<'_>) -> Vec<Prepared> {
        let at = self.at_least(now);
        self.prepared().filter(|prepared| at < prepared.expires).cloned().collect()
    }
}

impl Profile {
    /// At least this late, by the server's clock, in seconds since 1970.
    pub(super) fn at_least(&self, now: Now<'_>) -> i64 {
        self.codes().at_least(now)
    }

    pub(super) fn codes_file(&self) -> PathBuf {
        self.folder.join("codes.json")
    }

    fn codes(&self) -> Codes {
        let read = || serde_json::from_slice(&std::fs::read(self.codes_file()).ok()?).ok();
        read().unwrap_or_default()
    }

    fn keep_codes(&self, codes: &Codes) -> Result<(), DeviceError> {
        write_whole(&self.codes_file(), &serde_json::to_vec(codes).map_err(|_| DeviceError::Crypto)?)
    }

    /// Hears which code the office has, none when it has none that it could give, at a moment of the server's: by what it
    /// was opened is told with that. Makes another when that is due, and gives it to be handed over.
    ///
    /// # Errors
    /// When a file cannot be written, or its other half cannot be put into the key store: then none is made.
    pub(crate) fn renew_code(
        &self,
        secrets: &Secrets,
        owner: &Owner,
        store: &dyn KeyStore,
        held: Option<Uuid>,
        (server, up): (Time, &Uptime),
    ) -> Result<Option<(CodeName, UnlockCode)>, DeviceError> {
        let mut codes = self.codes();
        codes.opened = None;
        codes.since = Some(Since { told: server.0, passed_s: 0, up: up.clone() });
        let mut past = settle(&mut codes, held);
        let is_fresh = |code: &Prepared| Some(code.id) == held && server.0 < code.made + RENEWED_S;
        if codes.current.as_ref().is_some_and(is_fresh) {
            self.keep_and_forget(&codes, &past, store)?;
            return Ok(None);
        }
        let code = UnlockCode::generate(&SystemRandom::new())?;
        let name = CodeName { id: Uuid::new_v4(), expires: Time(server.0.saturating_add(GOOD_S)) };
        let bare = self.is_by_phrase();
        let prepared = prepare(&Bundle::of(secrets), &code, &name, owner, server, (store, bare))?;
        past.extend(codes.next.replace(prepared));
        if codes.current.is_none() {
            // It is the only one: the tries of one that is gone are not its own.
            codes.tries = Tries::default();
        }
        self.keep_and_forget(&codes, &past, store)?;
        Ok(Some((name, code)))
    }

    /// Hears which code the office has now.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn code_kept(&self, store: &dyn KeyStore, held: Option<Uuid>) -> Result<(), DeviceError> {
        let mut codes = self.codes();
        let past = settle(&mut codes, held);
        self.keep_and_forget(&codes, &past, store)
    }

    /// Writes the codes down first and only then takes from the key store what no code needs any more: cut short between the
    /// two, all that is written down still opens.
    fn keep_and_forget(
        &self,
        codes: &Codes,
        past: &[Prepared],
        store: &dyn KeyStore,
    ) -> Result<(), DeviceError> {
        self.keep_codes(codes)?;
        past.iter().for_each(|prepared| forget(prepared, store));
        Ok(())
    }

    /// Writes down that the office's answer opened it.
    pub(super) fn opened_by_office(&self) {
        let codes = Codes { opened: Some(Opened::Office), ..self.codes() };
        self.keep_codes(&codes).unwrap_or_else(|error| untidy(&error));
    }

    /// By what it was opened without its PIN, as long as the server has not heard so.
    pub(crate) fn opened_way(&self) -> Option<Way> {
        self.codes().opened.map(|opened| match opened {
            Opened::Code => Way::Code,
            Opened::Office => Way::Office,
        })
    }

    /// Writes down how much time has passed, now and then: a restart would hide it.
    pub(crate) fn mark_time(&self, up: &Uptime) {
        let mut codes = self.codes();
        let Some(since) = &mut codes.since else { return };
        let passed = up.since(&since.up).as_secs();
        if passed >= MARKED_S || (passed > 0 && !up.is_same_start(&since.up)) {
            *since =
                Since { told: since.told, passed_s: since.passed_s.saturating_add(passed), up: up.clone() };
            self.keep_codes(&codes).unwrap_or_else(|error| untidy(&error));
        }
    }

    /// How the code and its tries stand, as far as it can be told without the key store.
    pub(crate) fn judge_code(&self, now: Now<'_>) -> Judged {
        let codes = self.codes();
        let standing = if codes.tries.left() == 0 {
            CodeStanding::Gone
        } else if codes.prepared().next().is_none() {
            CodeStanding::None
        } else if codes.fresh(now).is_empty() {
            CodeStanding::Expired
        } else {
            CodeStanding::Ready
        };
        Judged { standing, left: codes.tries.told(), wait: codes.tries.wait(now.up) }
    }

    /// Opens the keys by the code and wraps them by a new PIN; the code opens nothing more with that. A try counts before it is
    /// made; with the last wrong one the wrap of the code is destroyed, and nothing else.
    ///
    /// # Errors
    /// `PinWeak`, `UnlockCodeWrong`, `UnlockCodeWait`, `UnlockCodeGone`, `UnlockCodeExpired`, `KeyStoreMissing`.
    pub(crate) fn open_by_code(
        &self,
        code: &UnlockCode,
        owner: &Owner,
        new: &str,
        (store, hardness): (&dyn KeyStore, Hardness),
        now: Now<'_>,
    ) -> Result<Secrets, DeviceError> {
        self.check_new(new)?;
        let mut codes = self.codes();
        let tries = self.code_tries(&codes, store)?;
        if tries.left() == 0 {
            return self.destroy_codes(codes, store);
        }
        if codes.prepared().next().is_none() {
            return Err(DeviceError::UnlockCodeGone);
        }
        let fresh = codes.fresh(now);
        if fresh.is_empty() {
            return Err(DeviceError::UnlockCodeExpired);
        }
        if !tries.wait(now.up).is_zero() {
            return Err(DeviceError::UnlockCodeWait);
        }
        let mut whole = Vec::new();
        for prepared in &fresh {
            // One whose other half is gone opens nothing; the one beside it may.
            whole.extend(half(prepared, store)?.map(|half| (prepared, half)));
        }
        if whole.is_empty() {
            return Err(DeviceError::KeyStoreMissing);
        }
        codes.tries = tries.and_one(now.up.clone());
        self.count_code(&codes, store)?;
        let opened = whole.iter().find_map(|(prepared, half)| open(prepared, code, half, owner).ok());
        let Some(bundle) = opened else {
            return if codes.tries.left() == 0 {
                self.destroy_codes(codes, store)
            } else {
                Err(DeviceError::UnlockCodeWrong)
            };
        };
        if let Err(error) = self.wrap_anew(&bundle, new, store, hardness) {
            // The code was right and opens again: what could not be written was no try.
            codes.tries = tries;
            self.count_code(&codes, store).unwrap_or_else(|error| untidy(&error));
            return Err(error);
        }
        self.forget_codes(store);
        bundle.secrets()
    }

    /// Forgets the code: it was used.
    pub(crate) fn forget_codes(&self, store: &dyn KeyStore) {
        let codes = self.codes();
        let opened = Some(Opened::Code);
        let left = Codes { since: codes.since.clone(), opened, ..Codes::default() };
        self.keep_codes(&left).unwrap_or_else(|error| untidy(&error));
        codes.prepared().for_each(|prepared| forget(prepared, store));
    }

    /// Under which names the key store keeps something of the codes.
    pub(super) fn code_names(&self) -> Vec<String> {
        self.codes().prepared().flat_map(names).collect()
    }

    fn destroy_codes<T>(&self, codes: Codes, store: &dyn KeyStore) -> Result<T, DeviceError> {
        let kept = self.keep_codes(&Codes { current: None, next: None, ..codes.clone() });
        codes.prepared().for_each(|prepared| forget(prepared, store));
        kept?;
        Err(DeviceError::UnlockCodeGone)
    }

    /// The wrong tries, by the key store and by the file, whichever counts more.
    fn code_tries(&self, codes: &Codes, store: &dyn KeyStore) -> Result<Tries, DeviceError> {
        let mut tries = vec![codes.tries.clone()];
        for name in codes.prepared().filter_map(|prepared| prepared.store_name.as_deref()) {
            let kept = store.get(&tries_name(name))?;
            tries.extend(kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()));
        }
        Ok(tries.into_iter().min_by_key(Tries::left).unwrap_or_default())
    }

    fn count_code(&self, codes: &Codes, store: &dyn KeyStore) -> Result<(), DeviceError> {
        let here = self.keep_codes(codes);
        let bytes = serde_json::to_vec(&codes.tries).map_err(|_| DeviceError::Crypto)?;
        let mut there = Err(DeviceError::KeyStoreMissing);
        for name in codes.prepared().filter_map(|prepared| prepared.store_name.as_deref()) {
            there = store.put(&tries_name(name), &bytes);
        }
        // One of the two is enough: the storage may be full.
        there.or(here)
    }
}

/// The code that the office has is the one that counts; what it does not have opens nothing more once another is there.
/// Gives what is past.
fn settle(codes: &mut Codes, held: Option<Uuid>) -> Vec<Prepared> {
    if codes.next.as_ref().is_none_or(|next| Some(next.id) != held) {
        return Vec::new();
    }
    let before = std::mem::replace(&mut codes.current, codes.next.take());
    codes.tries = Tries::default();
    before.into_iter().collect()
}

fn prepare(
    bundle: &Bundle,
    code: &UnlockCode,
    name: &CodeName,
    owner: &Owner,
    server: Time,
    (store, bare): (&dyn KeyStore, bool),
) -> Result<Prepared, DeviceError> {
    let mut nonce = [0; NONCE_LEN];
    let mut half = Zeroizing::new(vec![0; SECRET_LEN]);
    SystemRandom::new().fill(&mut nonce).map_err(|_| DeviceError::Crypto)?;
    SystemRandom::new().fill(&mut half).map_err(|_| DeviceError::Crypto)?;
    let store_name = if bare {
        half.clear();
        None
    } else {
        // Without its other half a copied tablet would open by it: then rather none.
        let name = format!("{}.code", Uuid::new_v4());
        store.put(&name, &half)?;
        Some(name)
    };
    let unsealed = Prepared {
        id: name.id,
        made: server.0,
        expires: name.expires.0,
        store_name,
        nonce,
        sealed: Vec::new(),
    };
    let mut sealed = bundle.0.to_vec();
    key(&unsealed, code, &half)?
        .seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(bound(&unsealed, owner)),
            &mut sealed,
        )
        .map_err(|_| DeviceError::Crypto)?;
    Ok(Prepared { sealed, ..unsealed })
}

fn open(prepared: &Prepared, code: &UnlockCode, half: &[u8], owner: &Owner) -> Result<Bundle, DeviceError> {
    let mut bytes = Zeroizing::new(prepared.sealed.clone());
    let nonce = Nonce::assume_unique_for_key(prepared.nonce);
    let opened = key(prepared, code, half)?
        .open_in_place(nonce, Aad::from(bound(prepared, owner)), &mut bytes)
        .map_err(|_| DeviceError::UnlockCodeWrong)?;
    Bundle::read(opened)
}

/// HKDF(code ‖ other half); the code's bits are random, so no slow derivation is needed.
fn key(prepared: &Prepared, code: &UnlockCode, half: &[u8]) -> Result<LessSafeKey, DeviceError> {
    let input = Zeroizing::new([code.bytes().as_slice(), half].concat());
    let info = [CONTEXT];
    let secret = Salt::new(HKDF_SHA256, prepared.id.as_bytes()).extract(&input);
    let expanded = secret.expand(&info, &AES_256_GCM).map_err(|_| DeviceError::Crypto)?;
    Ok(LessSafeKey::new(UnboundKey::from(expanded)))
}

/// What the seal vouches for: whose, and until when.
fn bound(prepared: &Prepared, owner: &Owner) -> Vec<u8> {
    let Owner { installation, incarnation } = owner;
    let times = [prepared.made.to_be_bytes(), prepared.expires.to_be_bytes()].concat();
    [CONTEXT, installation.0.as_bytes(), &incarnation.to_be_bytes(), &times].concat()
}

/// None when the key store has lost it.
fn half(prepared: &Prepared, store: &dyn KeyStore) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
    match &prepared.store_name {
        Some(name) => store.get(name),
        None => Ok(Some(Zeroizing::default())),
    }
}

fn names(prepared: &Prepared) -> Vec<String> {
    prepared.store_name.iter().flat_map(|name| [name.clone(), tries_name(name)]).collect()
}

fn forget(prepared: &Prepared, store: &dyn KeyStore) {
    for name in names(prepared) {
        store.remove(&name).unwrap_or_else(|error| untidy(&error));
    }
}

fn tries_name(name: &str) -> String {
    format!("{name}.tries")
}

#[cfg(test)]
mod tests;
