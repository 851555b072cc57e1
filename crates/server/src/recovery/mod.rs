//! Profiles that no PIN opens: what tablets leave here while they are open, who asks for keys, and what two people with
//! their shares, or a coordinator with a reason, give. The server itself can open no wrap; a code it can, and every look at
//! one is in the audit. A profile whose rights were taken is given nothing.

mod share;

pub use share::{Part, Share};

use crate::error::Error;
use crate::kek::random;
use crate::log::{Installation, Standing};
use crate::municipality::Municipality;
use crate::staff::By;
use crate::vault::{AskedRow, CodeRow};
use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::time::Time;
use vizitas_sync::check::CheckNumber;
use vizitas_sync::hash::Hash;
use vizitas_sync::keys::{Opener, Recipient};
use vizitas_sync::recovery::{Owner, RecoveryKey, answer, unwrap};
use vizitas_sync::unlock::{SignedCode, UnlockCode};
use vizitas_sync::wire::{RecoverAnswer, RecoverRequest, RecoveryWrap, Way, WrapsAnswer, WrapsRequest};
use zeroize::Zeroizing;

/// So long two people may answer a tablet that asks, in minutes.
const ASKED_MINUTES: i64 = 12 * 60;
/// So long after its end it is still told apart from a new one, in minutes; then it is forgotten.
const OVER_MINUTES: i64 = 24 * 60;
/// A code that a tablet says to be good for longer than this is not kept, in minutes.
const CODE_MINUTES: i64 = 15 * 24 * 60;
/// So many tablets that could not prove themselves may wait at once.
const UNPROVED: usize = 50;

/// One of the two who keep the recovery key.
#[derive(Clone)]
pub struct Holder {
    /// What this person types at sign-in.
    pub login: String,
    /// What this person types there.
    pub password: Zeroizing<String>,
    /// What the share is sealed with.
    pub passphrase: Zeroizing<String>,
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Holder").field("login", &self.login).finish_non_exhaustive()
    }
}

/// A tablet that waits for the two.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which.
    pub installation: InstallationId,
    /// Its worker's code and name at the office.
    pub worker: String,
    /// The worker.
    pub actor: ActorId,
    /// The digits that the tablet shows.
    pub check: CheckNumber,
    /// The key that these digits stand for: the answer is sealed to no other.
    recipient: Recipient,
    /// When it asked.
    pub at: Time,
    /// Until when it may be answered.
    pub until: Time,
    /// Whether it proved that it is this tablet. One whose key store is gone cannot.
    pub proved: bool,
}

/// A code as it is shown.
pub(crate) struct GivenCode {
    /// In groups, to be read out.
    pub(crate) code: Zeroizing<String>,
    /// Signed, to be scanned.
    pub(crate) signed: Zeroizing<String>,
    /// Until when it opens.
    pub(crate) until: Time,
}

impl fmt::Debug for GivenCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GivenCode").field("until", &self.until).finish_non_exhaustive()
    }
}

/// Why no code can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoCode {
    /// The tablet left none: it has not been open with a connection since it could.
    None,
    /// The one it left is too old.
    Expired,
    /// The tablet has no rights.
    Revoked,
}

fn owner(tablet: &Installation) -> Owner {
    Owner { installation: tablet.installation, incarnation: tablet.incarnation }
}

impl Municipality {
    /// Keeps what an open tablet leaves, and says what is here. One that is open again waits for nothing.
    pub(crate) fn wraps(&self, by: &Installation, request: &WrapsRequest) -> Result<WrapsAnswer, Error> {
        let (now, of) = (self.clock.now(), owner(by));
        let key = self.vault.recovery_key()?;
        if let Some(transport) = request.transport {
            self.hear_transport(by, transport, has_rights)?;
        }
        if let Some(way) = request.opened {
            let (worker, tablet) = (by.actor, by.installation.to_string());
            let deed = if way == Way::Code { "tablet opened by code" } else { "tablet opened by office" };
            self.log.write(move |log| log.audit_because(now, worker, deed, Some(worker.into()), &tablet))?;
        }
        if let Some(wrap) = request.wrap.as_ref().filter(|wrap| is_for(wrap, key.as_ref())) {
            self.vault.put_recovery_wrap(&of, wrap, now)?;
        }
        if let Some(offered) = &request.code
            && offered.name.expires <= now.plus_minutes(CODE_MINUTES)
        {
            let code = UnlockCode::open(&offered.sealed, &offered.name, &of, &self.identity.opener)?;
            self.vault.put_unlock_code(&of, &offered.name, &code)?;
        }
        self.vault.forget_asked(by.installation)?;
        let code = self.vault.unlock_code(&of)?.filter(|code| code.given.is_none());
        Ok(WrapsAnswer {
            wrapped: self.vault.recovery_wrap(&of)?.map_or(0, |wrap| wrap.key),
            key,
            code: code.map(|code| code.name.id),
            server_ms: self.clock.ms(),
        })
    }

    /// How a tablet's asking for its keys stands; a new asking is written down. None: there is no such tablet with rights.
    pub(crate) fn recovery_asked(
        &self,
        request: &RecoverRequest,
        proved: bool,
    ) -> Result<Option<RecoverAnswer>, Error> {
        let tablet = self.log.read(|log| log.installation(request.installation))?;
        let Some(tablet) = tablet.filter(has_rights) else { return Ok(None) };
        let now = self.clock.now();
        let all = self.vault.all_asked()?;
        let known = all.iter().find(|asked| asked.installation == request.installation);
        if let Some(asked) = known {
            let same = asked.recipient == request.recipient;
            match &asked.answer {
                _ if same && now >= asked.until => return Ok(Some(RecoverAnswer::Over)),
                Some(answer) if same => {
                    return Ok(Some(RecoverAnswer::Opened(answer.clone(), self.clock.ms())));
                }
                None if same => return Ok(Some(waiting(asked))),
                // Who cannot prove to be the tablet does not push aside one that could.
                _ if asked.proved && !proved && now < asked.until => return Ok(Some(RecoverAnswer::Over)),
                _ => {}
            }
        }
        let waits = all.iter().filter(|asked| !asked.proved && now < asked.until).count();
        if !proved && waits >= UNPROVED {
            return Ok(Some(RecoverAnswer::Over));
        }
        let kept = self.vault.recovery_wrap(&owner(&tablet))?;
        let (kept, brought) = (kept.as_ref(), request.wrap.as_ref());
        let opens = if proved { kept.or(brought).is_some() } else { is_of_tablet(kept, brought) };
        if !opens {
            return Ok(Some(RecoverAnswer::Nothing));
        }
        let row = AskedRow {
            installation: request.installation,
            recipient: request.recipient.clone(),
            drawn: random()?,
            proved,
            asked: now,
            until: now.plus_minutes(ASKED_MINUTES),
            brought: brought.cloned(),
            answer: None,
        };
        self.vault.put_asked(&row)?;
        self.audit_asked(&tablet, proved, now)?;
        Ok(Some(waiting(&row)))
    }

    /// Once an hour. Of one that could not prove itself it is not known who asked: the office itself says so.
    fn audit_asked(&self, tablet: &Installation, proved: bool, now: Time) -> Result<(), Error> {
        let hour = now.0.div_euclid(3600).to_be_bytes();
        let named: [&[u8]; 4] =
            [b"recovery asked v2", tablet.installation.0.as_bytes(), &hour, &[u8::from(proved)]];
        let (actor, deed) = if proved {
            (tablet.actor, "recovery asked")
        } else {
            (self.identity.office, "recovery asked unproved")
        };
        self.audit_once(&named, now, actor, deed, Some(tablet.actor.into()))
    }

    /// The tablets that wait for the two people.
    ///
    /// # Errors
    /// When a database fails.
    pub fn recoveries(&self) -> Result<Vec<Asked>, Error> {
        let now = self.clock.now();
        let waits = |asked: &AskedRow| asked.answer.is_none() && now < asked.until;
        let mut all = Vec::new();
        for row in self.vault.all_asked()?.into_iter().filter(waits) {
            let tablet = self.log.read(|log| log.installation(row.installation))?;
            let Some(tablet) = tablet.filter(has_rights) else { continue };
            let worker = self.folded(|replica| Ok(replica.worker(tablet.actor)?))?;
            let named = worker.map(|worker| {
                let profile = &worker.profile;
                format!("{} {} {}", &*profile.code, &*profile.given, &*profile.surname)
            });
            all.push(Asked {
                installation: row.installation,
                worker: named.unwrap_or_default(),
                actor: tablet.actor,
                check: CheckNumber::of_request(row.installation, &row.recipient, &row.drawn),
                recipient: row.recipient,
                at: row.asked,
                until: row.until,
                proved: row.proved,
            });
        }
        Ok(all)
    }

    /// Makes a recovery key, writes each half of its secret into a file, and puts its public half in force: tablets make new
    /// wraps at their next contact. The secret is nowhere afterwards.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the two are not two people who sign in here and have shown so by their passwords, a passphrase is too short or the same, or a file
    /// would lie in the server's own folder; [`Error::File`] when one exists or cannot be written. Then nothing is changed.
    pub fn create_recovery_key(&self, holders: [&Holder; 2], files: [&Path; 2]) -> Result<u32, Error> {
        let [first, second] = self.two(holders)?;
        share::check_places(files, self.data.path())?;
        let number = self.vault.recovery_key()?.map_or(0, |key| key.number).saturating_add(1);
        let opener = Opener::generate(&self.random)?;
        let shares = Share::split(&opener, &self.slug, number, [(first, holders[0]), (second, holders[1])])?;
        share::write_both(&shares, files)?;
        let [a, b] = files.map(Share::read);
        let typed = holders.map(|holder| holder.passphrase.as_str());
        // No tablet seals to a key whose shares are not there, or do not open.
        Share::join([(&a?, typed[0]), (&b?, typed[1])], &self.slug)?;
        let now = self.clock.now();
        let key = RecoveryKey::make(number, opener.recipient()?, &self.identity.log);
        // Who is not written down as having been there puts no key in force.
        self.log.write(move |log| {
            for holder in [first, second] {
                log.audit_because(now, holder, "recovery key made", None, &number.to_string())?;
            }
            Ok(())
        })?;
        self.vault.put_recovery_key(&key, now)?;
        Ok(number)
    }

    /// The two as the office knows them.
    fn two(&self, holders: [&Holder; 2]) -> Result<[ActorId; 2], Error> {
        let [first, second] = holders;
        if first.passphrase == second.passphrase {
            return Err(invalid("each of the two chooses a passphrase of their own"));
        }
        let two = [self.holder(first)?, self.holder(second)?];
        if two[0] == two[1] {
            return Err(invalid("a recovery key needs two people: name two who sign in"));
        }
        Ok(two)
    }

    /// One of them: somebody who signs in, and who is there to type the password.
    fn holder(&self, holder: &Holder) -> Result<ActorId, Error> {
        share::check_passphrase(&holder.passphrase)?;
        if holder.passphrase == holder.password {
            return Err(invalid("the passphrase of a share is another one than the password"));
        }
        let (now, login) = (self.clock.now(), holder.login.trim().to_lowercase());
        if !self.log.read(|log| log.staff_named(&login))?.is_some_and(|row| row.may_sign_in(now)) {
            return Err(invalid(&format!("nobody signs in as {login}: name two people of the office")));
        }
        let wrong = format!(
            "this is not the password of {login}, who signs in to the console with it, or never did yet; nothing was changed"
        );
        Ok(self.knows_password(&login, &holder.password, "recovery key refused", &wrong)?.actor)
    }

    /// Opens a waiting tablet's keys with both shares and leaves them for it, sealed to the one-time key whose digits were
    /// compared and to no other.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the shares do not fit together, one of their keepers does not sign in here any more, or the wrap
    /// was made for another key; [`Error::Missing`] when the tablet does not wait any more, or waits by another key. Then
    /// nothing is changed.
    pub fn answer_recovery(&self, compared: &Asked, shares: [(&Share, &str); 2]) -> Result<(), Error> {
        let gone = || Error::Missing("a request of this tablet; the worker has to ask anew".to_owned());
        let (now, tablet) = (self.clock.now(), compared.installation);
        let waits = |asked: &AskedRow| {
            asked.answer.is_none() && now < asked.until && asked.recipient == compared.recipient
        };
        let asked = self.vault.asked(tablet)?.filter(waits).ok_or_else(gone)?;
        let known = self.log.read(|log| log.installation(tablet))?.filter(has_rights).ok_or_else(gone)?;
        shares.into_iter().try_for_each(|(share, _)| self.still_signs_in(share))?;
        let opener = Share::join(shares, &self.slug)?;
        let number = shares[0].0.number;
        // Who cannot prove to be the tablet is given what it brought itself and nothing that is kept here.
        let kept = self.vault.recovery_wrap(&owner(&known))?.filter(|_| asked.proved);
        let mut wraps = kept.into_iter().chain(asked.brought.clone()).filter(|wrap| wrap.key == number);
        let opened = wraps.find_map(|wrap| unwrap(&wrap.sealed, &owner(&known), &opener).ok());
        let keys = opened.ok_or_else(|| {
            invalid(&format!(
                "this tablet's keys were not sealed to recovery key {number}: take the shares of the key that was \
                 in force when it was last open with a connection"
            ))
        })?;
        let sealed = answer(&keys, &owner(&known), &asked.recipient, &self.random)?;
        let holders = shares.map(|(share, _)| share.holder);
        self.log.write(move |log| {
            for holder in holders {
                let about = Some(StreamId::from(known.actor));
                log.audit_because(now, holder, "recovery key used", about, &tablet.to_string())?;
            }
            Ok(())
        })?;
        if self.vault.answer_asked(&asked, &sealed)? { Ok(()) } else { Err(gone()) }
    }

    /// A share whose keeper left opens nothing, whoever has it now.
    fn still_signs_in(&self, share: &Share) -> Result<(), Error> {
        let now = self.clock.now();
        if self.log.read(|log| log.staff_of(share.holder))?.is_some_and(|row| row.may_sign_in(now)) {
            return Ok(());
        }
        Err(invalid(&format!(
            "{} does not sign in here any more, so this share opens nothing: take the shares of a key whose two \
             keepers work here, or let this person sign in again first",
            share.login
        )))
    }

    /// Shows somebody of the office a tablet's code, and writes down why.
    pub(crate) fn give_unlock_code(
        &self,
        by: By,
        tablet: &Installation,
        reason: &str,
    ) -> Result<Result<GivenCode, NoCode>, Error> {
        if !has_rights(tablet) {
            return Ok(Err(NoCode::Revoked));
        }
        let now = self.clock.now();
        let Some(row) = self.vault.unlock_code(&owner(tablet))? else { return Ok(Err(NoCode::None)) };
        if now >= row.name.expires {
            return Ok(Err(NoCode::Expired));
        }
        let (worker, reason) = (tablet.actor, format!("{reason} ({})", tablet.installation));
        self.log.write(move |log| {
            log.audit_because(now, by.actor, "unlock code given", Some(worker.into()), &reason)
        })?;
        self.vault.unlock_code_given(&row, now)?;
        let CodeRow { owner, name, code, .. } = row;
        let shown = Zeroizing::new(code.to_string());
        let signed = SignedCode::make(code, name, owner, &self.identity.log);
        let signed = Zeroizing::new(signed.to_string());
        Ok(Ok(GivenCode { code: shown, signed, until: name.expires }))
    }

    /// Forgets those who asked and were not answered in time.
    pub(crate) fn forget_late_asking(&self) -> Result<(), Error> {
        self.vault.forget_asked_before(self.clock.now().plus_minutes(-OVER_MINUTES)).map(drop)
    }

    /// Codes that were given and may still open, by tablet, with when each was given.
    pub(crate) fn given_codes(&self) -> Result<HashMap<Owner, Time>, Error> {
        let now = self.clock.now();
        let all = self.vault.given_codes()?.into_iter();
        Ok(all.filter(|(.., until)| now < *until).map(|(owner, given, _)| (owner, given)).collect())
    }

    /// Takes a code back that was given: nobody is shown it again, and the tablet destroys it as soon as it is open and has
    /// contact. False when none is out.
    pub(crate) fn take_back_unlock_code(&self, by: By, tablet: &Installation) -> Result<bool, Error> {
        let known = self.vault.unlock_code(&owner(tablet))?;
        if known.is_none_or(|code| code.given.is_none()) {
            return Ok(false);
        }
        self.vault.forget_unlock_code(tablet.installation)?;
        let (now, worker, tablet) = (self.clock.now(), tablet.actor, tablet.installation.to_string());
        self.log.write(move |log| {
            log.audit_because(now, by.actor, "unlock code taken back", Some(worker.into()), &tablet)
        })?;
        Ok(true)
    }

    /// Destroys what would open a profile whose rights are taken.
    pub(crate) fn forget_unlocking(&self, tablet: InstallationId) -> Result<(), Error> {
        self.vault.forget_unlock_code(tablet)?;
        self.vault.forget_asked(tablet)
    }
}

fn waiting(asked: &AskedRow) -> RecoverAnswer {
    let until_ms = u64::try_from(asked.until.0).unwrap_or(0).saturating_mul(1000);
    RecoverAnswer::Waiting { until_ms, drawn: asked.drawn }
}

/// Whether a wrap that was brought without a proof can be the tablet's own: the one that is kept here, or one of a later
/// recovery key, which it made and could not hand over any more. Nobody else has either.
fn is_of_tablet(kept: Option<&RecoveryWrap>, brought: Option<&RecoveryWrap>) -> bool {
    brought.is_some_and(|brought| kept.is_none_or(|kept| brought == kept || brought.key > kept.key))
}

/// Whether a tablet is one that anything is opened for.
fn has_rights(tablet: &Installation) -> bool {
    tablet.standing() == Standing::Approved && tablet.recipient.is_some()
}

fn is_for(wrap: &RecoveryWrap, key: Option<&RecoveryKey>) -> bool {
    key.is_some_and(|key| key.number == wrap.key)
}

fn invalid(why: &str) -> Error {
    Error::Invalid(why.to_owned())
}

/// By what a share knows the public half that it belongs to.
fn print(opener: &Opener) -> Result<[u8; 32], Error> {
    Ok(Hash::of(&[b"vizitas recovery print v1", &opener.recipient()?.bytes()]).0)
}

#[cfg(test)]
mod tests;
