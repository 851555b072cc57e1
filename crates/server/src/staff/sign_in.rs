//! Signing in: login and password, then a one-time code; before the first time a password and a secret are set up. Every
//! request carries all that was asked so far, so that nothing half done stands anywhere. It never tells whether a login
//! exists: a wrong one takes as long and is answered alike.

use super::password::{self, Unfit};
use super::session::{Begun, Staff};
use super::throttle::{Subjects, went_well};
use super::{SETUP_MINUTES, totp};
use crate::error::Error;
use crate::kek::Kek;
use crate::log::{StaffRow, Write};
use crate::municipality::Municipality;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_sync::entropy::draw;
use zeroize::Zeroizing;

/// What somebody typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attempt {
    pub(crate) login: Text,
    /// The password; before one was set, the set-up code.
    pub(crate) password: Text,
    /// The one-time code, when it was asked for.
    pub(crate) code: Text,
    /// The new password, when it was asked for.
    pub(crate) new_password: Text,
    /// Where the request comes from.
    pub(crate) address: String,
    /// How the browser names itself.
    pub(crate) browser: String,
    /// The session that the browser still holds: it ends when another begins.
    pub(crate) former: Option<(ActorId, Uuid)>,
}

/// What comes next.
#[derive(Debug)]
pub(crate) enum Step {
    /// A password is to be chosen.
    Password,
    /// A one-time code's secret is to be put into an app, and a first code typed.
    Enrol(Enrolment),
    /// A one-time code is to be typed.
    Code,
    /// In: what the cookie carries, and who.
    In(String, Staff),
}

/// How an app learns the secret.
pub(crate) struct Enrolment {
    /// To be typed.
    pub(crate) secret: String,
    /// To be scanned: `otpauth://…`.
    pub(crate) uri: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment")
    }
}

/// Why somebody does not get in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Login, password or code: which one is not told.
    Wrong,
    /// All that was typed is right, and access rests: an administrator gives it back.
    Suspended,
    /// Too many tries: again in so many seconds.
    Later(u32),
    /// The new password will not do.
    Unfit(Unfit),
}

impl Municipality {
    /// Does the next step of signing in.
    pub(crate) fn sign_in(self: &Arc<Self>, attempt: &Attempt) -> Result<Result<Step, Refused>, Error> {
        let login = attempt.login.trim().to_lowercase();
        let subjects = self.subjects(&login, &attempt.address);
        if let Some(seconds) = self.try_once(subjects)? {
            self.told_to_wait(&login, subjects, seconds)?;
            return Ok(Err(Refused::Later(seconds)));
        }
        let now = self.clock.now();
        let row = self.log.read(|log| log.staff_named(&login))?.filter(|row| row.has_access(now));
        // Whose access rests is told so once all is proved; nothing is set up meanwhile.
        let row = row.filter(|row| row.suspended.is_none() || row.totp_proved && row.setup.is_none());
        let right = password::is(&attempt.password, row.as_ref().map_or("", |row| &row.password))?;
        let is_setup = |row: &StaffRow| now < row.setup_until && self.is_setup(&attempt.password, row.setup);
        let sets_up = row.as_ref().is_some_and(is_setup);
        let actor = row.as_ref().map(|row| row.actor);
        let step = match row {
            Some(row) if sets_up => self.set_up(row, attempt, subjects)?,
            Some(row) if right => self.prove(row, attempt, subjects)?,
            _ => Err(Refused::Wrong),
        };
        if step.as_ref().err() == Some(&Refused::Wrong) {
            let (now, actor) = (self.clock.now(), actor.unwrap_or(ActorId(Uuid::nil())));
            self.log.write(move |log| log.audit(now, actor, "sign-in refused", None))?;
        }
        Ok(step)
    }

    /// Writes down that somebody has to wait, once a wait.
    pub(super) fn told_to_wait(&self, login: &str, subjects: Subjects, seconds: u32) -> Result<(), Error> {
        let now = self.clock.now();
        let actor = self.log.read(|log| log.staff_named(login))?.map(|row| row.actor);
        let ends = (now.0 + i64::from(seconds)).to_be_bytes();
        let named: [&[u8]; 3] = [b"sign-in held back v1", subjects.login(), &ends];
        self.audit_once(&named, now, actor.unwrap_or(ActorId(Uuid::nil())), "sign-in held back", None)
    }

    /// With a set-up code: the new password is kept, and the code is used up.
    fn set_up(
        self: &Arc<Self>,
        mut row: StaffRow,
        attempt: &Attempt,
        subjects: Subjects,
    ) -> Result<Result<Step, Refused>, Error> {
        if attempt.new_password.is_empty() {
            self.log.write(move |log| went_well(log, subjects, false))?;
            return Ok(Ok(Step::Password));
        }
        row.password = match self.keep_password(&attempt.new_password, &[&row.login, &row.name])? {
            Ok(kept) => kept,
            Err(unfit) => {
                self.log.write(move |log| went_well(log, subjects, false))?;
                return Ok(Err(Refused::Unfit(unfit)));
            }
        };
        row.setup = None;
        self.enrol_totp(row, subjects).map(Ok)
    }

    /// With the password: the one-time code decides.
    fn prove(
        self: &Arc<Self>,
        row: StaffRow,
        attempt: &Attempt,
        subjects: Subjects,
    ) -> Result<Result<Step, Refused>, Error> {
        let waits = !row.totp.is_empty() && !row.totp_proved;
        if waits && self.clock.now() >= row.setup_until {
            // Whoever was to put it into an app never did: what lies about is not shown for ever.
            return Ok(Err(Refused::Wrong));
        }
        if row.totp.is_empty() || waits && attempt.code.is_empty() {
            return self.enrol_totp(row, subjects).map(Ok);
        }
        if attempt.code.is_empty() {
            self.log.write(move |log| went_well(log, subjects, false))?;
            return Ok(Ok(Step::Code));
        }
        let secret = self.totp_secret(&row)?;
        let begun = self.new_session(row.actor, &attempt.browser)?;
        let (office, code, former) = (Arc::clone(self), attempt.code.clone(), attempt.former);
        self.log.write(move |log| {
            let step = office.begin_session(log, &secret, &code, begun, subjects)?;
            if let (Ok(_), Some((actor, session))) = (&step, former) {
                office.end(log, actor, actor, session)?;
            }
            Ok(step)
        })
    }

    /// Looks at the code under the log's lock, so that of two who type the same one only the first gets in.
    fn begin_session(
        &self,
        log: &mut dyn Write,
        secret: &[u8],
        code: &str,
        begun: Begun,
        subjects: Subjects,
    ) -> Result<Result<Step, Refused>, Error> {
        let now = self.clock.now();
        let row = log.read().staff_of(begun.session.actor)?.filter(|row| row.has_access(now));
        let Some(mut row) = row else { return Ok(Err(Refused::Wrong)) };
        let Some(step) = totp::used(secret, code, now, row.totp_step) else { return Ok(Err(Refused::Wrong)) };
        row.totp_step = step;
        row.totp_proved = true;
        log.put_staff(&row)?;
        if row.suspended.is_some() {
            log.audit(now, row.actor, "sign-in refused", None)?;
            return Ok(Err(Refused::Suspended));
        }
        log.put_session(&begun.session)?;
        went_well(log, subjects, true)?;
        log.audit(now, row.actor, "signed in", None)?;
        let staff = begun.staff(row);
        Ok(Ok(Step::In(begun.token, staff)))
    }

    /// Makes the secret, unless one waits to be proved, and tells it.
    fn enrol_totp(&self, mut row: StaffRow, subjects: Subjects) -> Result<Step, Error> {
        let secret = if row.totp.is_empty() {
            let secret = Zeroizing::new(draw::<20>(&self.random)?.to_vec());
            row.totp = self.kek()?.wrap(&label(row.actor), &secret)?;
            // As long as the code that leads here.
            row.setup_until = self.clock.now().plus_minutes(SETUP_MINUTES);
            secret
        } else {
            self.totp_secret(&row)?
        };
        let enrolment = self.enrolment(&row.login, &secret)?;
        self.log.write(move |log| {
            let Some(standing) = log.read().staff_of(row.actor)? else { return Ok(()) };
            let StaffRow { password, totp, setup, setup_until, .. } = row;
            log.put_staff(&StaffRow { password, totp, setup, setup_until, ..standing })?;
            went_well(log, subjects, false)
        })?;
        Ok(Step::Enrol(enrolment))
    }

    fn enrolment(&self, login: &str, secret: &[u8]) -> Result<Enrolment, Error> {
        let secret = totp::typed(secret);
        let escaped = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let issuer = escaped(&format!("Vizitas {}", self.name()?));
        let uri = format!("otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}", escaped(login));
        Ok(Enrolment { secret, uri })
    }

    pub(super) fn totp_secret(&self, row: &StaffRow) -> Result<Zeroizing<Vec<u8>>, Error> {
        self.kek()?.unwrap(&label(row.actor), &row.totp)
    }
}

/// Makes the wrap of everybody's one-time secret anew under the key that wraps now. Gives how many there were to do.
pub(crate) fn rewrap(log: &mut dyn Write, kek: &Kek) -> Result<usize, Error> {
    let mut done = 0;
    for row in log.read().staff()? {
        if row.totp.is_empty() {
            continue;
        }
        if let Some(totp) = kek.rewrap(&label(row.actor), &row.totp)? {
            log.put_staff(&StaffRow { totp, ..row })?;
            done += 1;
        }
    }
    Ok(done)
}

/// Binds the wrap to its person.
fn label(actor: ActorId) -> Vec<u8> {
    [b"totp v1 ".as_slice(), actor.0.as_bytes()].concat()
}
