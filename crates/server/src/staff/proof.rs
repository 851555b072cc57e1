//! That whoever sits at an open session is the one who signed in: password and code once more, or a passkey. What opens the
//! door from then on is changed on such a proof alone, and each proof serves one change. Tries are counted as those of
//! signing in.

use super::ceremony::{LASTS_S, Purpose};
use super::passkey::{Begun, Denied};
use super::session::Staff;
use super::throttle::went_well;
use super::{found, password, totp};
use crate::error::Error;
use crate::log::{Session, Write};
use crate::municipality::Municipality;
use std::sync::Arc;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use webauthn_rs::prelude::PublicKeyCredential;

/// What somebody proves it by.
pub(crate) enum Proof {
    /// The password and a one-time code.
    Words {
        /// The password.
        password: Text,
        /// The code.
        code: Text,
    },
    /// A passkey's answer to what was begun.
    Passkey {
        /// Of what was begun.
        handle: String,
        /// The answer.
        credential: Box<PublicKeyCredential>,
    },
}

impl Municipality {
    /// Asks for one of the own passkeys.
    pub(crate) fn begin_proof(
        self: &Arc<Self>,
        staff: &Staff,
        address: String,
    ) -> Result<Result<Begun, Denied>, Error> {
        let own = self.passkeys(staff.actor)?;
        if own.is_empty() {
            return Ok(Err(Denied::Missing));
        }
        self.ask_for_passkey((Purpose::Prove, Some(staff.session)), address, own)
    }

    /// Keeps for some minutes, and for one change, that somebody proved to be the one who signed in.
    pub(crate) fn prove_presence(
        self: &Arc<Self>,
        staff: &Staff,
        proof: Proof,
        address: String,
    ) -> Result<Result<(), Denied>, Error> {
        match proof {
            Proof::Passkey { handle, credential } => {
                self.prove_by_passkey(staff, (handle, address), *credential)
            }
            Proof::Words { password, code } => self.prove_by_words(staff, &password, code, &address),
        }
    }

    fn prove_by_words(
        self: &Arc<Self>,
        staff: &Staff,
        typed: &str,
        code: Text,
        address: &str,
    ) -> Result<Result<(), Denied>, Error> {
        let subjects = self.subjects(&staff.login, address);
        if let Some(seconds) = self.try_once(subjects)? {
            self.told_to_wait(&staff.login, subjects, seconds)?;
            return Ok(Err(Denied::Later(seconds)));
        }
        let now = self.clock.now();
        let row = found(self.log.read(|log| log.staff_of(staff.actor))?)?;
        let right = row.totp_proved && password::is(typed, &row.password)?;
        let secret = if right { Some(self.totp_secret(&row)?) } else { None };
        let (office, staff) = (Arc::clone(self), staff.clone());
        self.log.write(move |log| {
            let mut standing = found(log.read().staff_of(staff.actor)?)?;
            // Reset or changed meanwhile: what was typed is of yesterday.
            let same = standing.password == row.password && standing.totp == row.totp;
            let step = secret
                .filter(|_| same && standing.totp_proved)
                .and_then(|secret| totp::used(&secret, &code, now, standing.totp_step));
            let Some(step) = step else {
                log.audit(now, staff.actor, "proof refused", None)?;
                return Ok(Err(Denied::ProofWrong));
            };
            standing.totp_step = step;
            log.put_staff(&standing)?;
            went_well(log, subjects, true)?;
            office.keep_proof(log, &staff).map(Ok)
        })
    }

    pub(super) fn keep_proof(&self, log: &mut dyn Write, staff: &Staff) -> Result<(), Error> {
        let proved = Some(self.clock.now());
        match own_session(log, staff)? {
            Some(session) => log.put_session(&Session { proved, ..session }),
            None => Ok(()),
        }
    }
}

/// The session that asks, when it holds a proof that was not used up and is of now.
///
/// # Errors
/// [`Error::Unproved`] when it holds none.
pub(super) fn proved(log: &dyn Write, staff: &Staff, now: Time) -> Result<Session, Error> {
    let of_now = |at: Time| (0..LASTS_S).contains(&(now.0 - at.0));
    own_session(log, staff)?.filter(|session| session.proved.is_some_and(of_now)).ok_or(Error::Unproved)
}

/// Uses up the proof, within the work that it is for: work that fails leaves no trace, and the proof for another try.
///
/// # Errors
/// [`Error::Unproved`] when there is none.
pub(crate) fn spend_proof(log: &mut dyn Write, staff: &Staff, now: Time) -> Result<(), Error> {
    let session = proved(log, staff, now)?;
    log.put_session(&Session { proved: None, ..session })
}

/// The session that asks, as long as nobody ended it.
fn own_session(log: &dyn Write, staff: &Staff) -> Result<Option<Session>, Error> {
    let mut own = log.read().sessions_of(staff.actor)?.into_iter();
    Ok(own.find(|row| row.session == staff.session && row.ended.is_none()))
}
