//! The people of the office who sign in to the console: who they are, what role each has, and how one gets in. What a
//! role may do on which route stands with the routes.

mod accounts;
mod ceremony;
mod change;
mod command_line;
mod guess;
mod passkey;
pub(crate) mod password;
mod proof;
mod provider;
mod provider_line;
mod provider_settings;
mod session;
mod sign_in;
mod throttle;
pub mod totp;

pub(crate) use change::Change;
pub(crate) use passkey::{Begun as PasskeyBegun, Denied, Entry};
pub(crate) use password::Unfit;
pub(crate) use proof::{Proof, spend_proof};
pub(crate) use provider::{Brought, Turned};
pub use provider_settings::ProviderSettings;
pub(crate) use session::Staff;
pub(crate) use sign_in::{Attempt, Refused, Step, rewrap};

use crate::error::Error;
use crate::log::{Person, StaffRow, Write};
use crate::municipality::Municipality;
use ring::hmac;
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use utoipa::ToSchema;
use uuid::Uuid;
use vizitas_domain::event::Role;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_sync::code::typed;
use vizitas_sync::entropy::draw;
use vizitas_sync::hash::Hash;

/// How long a set-up code is good for, in minutes.
const SETUP_MINUTES: i64 = 3 * 24 * 60;

/// What somebody is at the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Visits people: sees the own caseload.
    Worker,
    /// Plans and reschedules: sees the own unit.
    Coordinator,
    /// Answers for the service standard.
    Officer,
    /// Heads the unit.
    Head,
    /// Keeps people, tablets and settings; sees no client.
    Administrator,
}

impl StaffRole {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Worker, Self::Coordinator, Self::Officer, Self::Head, Self::Administrator];

    /// As stored and as typed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Coordinator => "coordinator",
            Self::Officer => "officer",
            Self::Head => "head",
            Self::Administrator => "administrator",
        }
    }
}

impl FromStr for StaffRole {
    type Err = Error;
    fn from_str(name: &str) -> Result<Self, Error> {
        let named = Self::ALL.into_iter().find(|role| role.name() == name);
        named.ok_or_else(|| {
            Error::Invalid(format!("a role is one of {}", Self::ALL.map(Self::name).join(", ")))
        })
    }
}

/// Who acts: what an event of the console is signed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct By {
    /// Who.
    pub actor: ActorId,
    /// As what.
    pub role: Role,
}

/// Somebody who is to sign in.
#[derive(Clone, Debug)]
pub struct NewStaff {
    /// What is typed at sign-in.
    pub login: String,
    /// The name shown.
    pub name: String,
    /// What this person may do.
    pub role: StaffRole,
    /// Unit of the office; empty: the whole municipality.
    pub unit: String,
    /// The office's code, when this person also visits.
    pub worker: Option<String>,
}

/// What somebody is from now on.
#[derive(Clone, Debug)]
pub(crate) struct StaffChange {
    pub(crate) name: Text,
    pub(crate) role: StaffRole,
    pub(crate) unit: Text,
    pub(crate) disabled: bool,
}

impl Municipality {
    /// Adds somebody who signs in, and gives the one-time code by which the password is set up.
    ///
    /// # Errors
    /// [`Error::Exists`] when the login is taken or the worker signs in already; [`Error::Invalid`] when the login cannot
    /// be one or a worker is not named; [`Error::Missing`] when no worker has this code.
    pub fn add_staff(&self, by: Option<By>, new: &NewStaff) -> Result<(ActorId, String), Error> {
        let login = login(&new.login)?;
        if new.role == StaffRole::Worker && new.worker.is_none() {
            return Err(Error::Invalid("name the worker's code".to_owned()));
        }
        let visits = new.worker.as_deref().map(|code| self.worker(code)).transpose()?;
        let actor = visits.unwrap_or_else(|| ActorId(Uuid::now_v7()));
        let (code, hash) = self.setup_code()?;
        let now = self.clock.now();
        let row = StaffRow {
            actor,
            login: login.as_str().into(),
            name: Text::trimmed(if new.name.trim().is_empty() { &new.login } else { &new.name }),
            role: new.role,
            unit: Text::trimmed(&new.unit),
            password: Text::default(),
            totp: Vec::new(),
            totp_proved: false,
            totp_step: 0,
            setup: Some(hash),
            setup_until: now.plus_minutes(SETUP_MINUTES),
            since: now,
            disabled: None,
            suspended: None,
        };
        let by = by.map_or(self.identity.office, |by| by.actor);
        self.log.write(move |log| {
            let taken = log.read().staff_named(&row.login)?.or(log.read().staff_of(actor)?);
            if taken.is_some() {
                return Err(Error::Exists("somebody with this login or worker's code".to_owned()));
            }
            if visits.is_none() {
                log.put_person(&Person { actor, role: Role::Coordinator, registers: true })?;
            }
            log.put_staff(&row)?;
            log.audit_because(now, by, "staff added", None, &format!("{actor} {}", row.role.name()))
        })?;
        Ok((actor, code))
    }

    /// Gives a new set-up code to somebody who lost the password or the phone. Old password, codes, passkeys and sessions end.
    ///
    /// # Errors
    /// [`Error::Missing`] when nobody signs in so.
    pub fn reset_staff(&self, by: Option<By>, actor: ActorId) -> Result<String, Error> {
        let (code, hash) = self.setup_code()?;
        let (now, by) = (self.clock.now(), by.map_or(self.identity.office, |by| by.actor));
        self.log.write(move |log| {
            let mut row = found(log.read().staff_of(actor)?)?;
            row.password = Text::default();
            row.totp = Vec::new();
            row.totp_proved = false;
            row.totp_step = 0;
            row.setup = Some(hash);
            row.setup_until = now.plus_minutes(SETUP_MINUTES);
            log.put_staff(&row)?;
            for passkey in log.read().passkeys_of(actor)? {
                log.remove_passkey(passkey.passkey)?;
            }
            log.end_sessions(Some(actor), now)?;
            log.audit_because(now, by, "staff reset", None, &actor.to_string())
        })?;
        Ok(code)
    }

    /// Adds somebody who signs in with a password already chosen: for whoever sets a server up by a program.
    ///
    /// # Errors
    /// As [`Municipality::add_staff`]; [`Error::Invalid`] when the password is too short or easy to guess.
    pub fn add_staff_with(&self, new: &NewStaff, password: &str) -> Result<(), Error> {
        let kept = self.keep_password(password, &[&new.login, &new.name])?;
        let kept = kept.map_err(|unfit| Error::Invalid(unfit.to_string()))?;
        let (actor, _) = self.add_staff(None, new)?;
        self.log.write(move |log| {
            let row = found(log.read().staff_of(actor)?)?;
            log.put_staff(&StaffRow { password: kept, setup: None, ..row })
        })
    }

    /// Everybody who signs in, by login.
    pub(crate) fn staff(&self) -> Result<Vec<StaffRow>, Error> {
        self.log.read(|log| log.staff())
    }

    /// Changes what somebody is called and may do; whoever may not sign in any more is out at once. The last
    /// administrator stays one.
    pub(crate) fn change_staff(&self, by: By, actor: ActorId, change: StaffChange) -> Result<(), Error> {
        let now = self.clock.now();
        self.log.write(move |log| {
            let mut row = found(log.read().staff_of(actor)?)?;
            let before = (row.role, row.unit.clone(), row.has_access(now));
            row.name = change.name;
            row.role = change.role;
            row.unit = change.unit;
            // An end that is only to come stays, unless it comes now.
            let is_out = !row.has_access(now);
            row.disabled = match change.disabled {
                true if is_out => row.disabled,
                true => Some(now),
                false => row.disabled.filter(|_| !is_out),
            };
            log.put_staff(&row)?;
            if before.0 == StaffRole::Administrator {
                somebody_leads(log)?;
            }
            if before != (row.role, row.unit.clone(), row.has_access(now)) {
                // What a session may do was asked anew at each request; it ends so that the person notices.
                log.end_sessions(Some(actor), now)?;
            }
            let state = if row.has_access(now) { "active" } else { "disabled" };
            let what = format!("{actor} {} {state}", row.role.name());
            log.audit_because(now, by.actor, "staff changed", None, &what)
        })
    }

    /// [`Municipality::reset_staff`] by what is typed at sign-in.
    ///
    /// # Errors
    /// [`Error::Missing`] when nobody signs in so.
    pub fn reset_login(&self, login: &str) -> Result<String, Error> {
        let login = login.trim().to_lowercase();
        let row = found(self.log.read(|log| log.staff_named(&login))?)?;
        self.reset_staff(None, row.actor)
    }

    /// What is kept of a new password of somebody who is called so, unless it will not do.
    pub(super) fn keep_password(
        &self,
        password: &str,
        called: &[&str],
    ) -> Result<Result<Text, Unfit>, Error> {
        let municipality = self.name()?;
        let about: Vec<&str> = called.iter().copied().chain([&*municipality, self.slug()]).collect();
        if let Some(unfit) = password::unfit(password, &about) {
            return Ok(Err(unfit));
        }
        password::keep(password, &draw::<16>(&self.random)?).map(Ok)
    }

    /// What is kept of a set-up code: by a key that is not in the database, so that nobody who has that alone tries codes.
    fn setup_hash(&self, typed: &str) -> Hash {
        let digits = setup_digits(typed);
        let tag = hmac::sign(&self.identity.ledger, format!("set-up v2\n{digits}").as_bytes());
        Hash(tag.as_ref().try_into().unwrap_or_default())
    }

    /// Whether a typed code is the kept one, also one that was given before codes were kept by a key.
    pub(super) fn is_setup(&self, typed: &str, kept: Option<Hash>) -> bool {
        let before = Hash::of(&[b"vizitas set-up v1", setup_digits(typed).as_bytes()]);
        kept.is_some_and(|kept| kept == self.setup_hash(typed) || kept == before)
    }

    /// A one-time set-up code of 80 random bits, and the hash that is kept of it.
    fn setup_code(&self) -> Result<(String, Hash), Error> {
        let code = typed(&draw::<10>(&self.random)?);
        let hash = self.setup_hash(&code);
        let groups: Vec<&str> = (0..code.len()).step_by(4).filter_map(|at| code.get(at..at + 4)).collect();
        Ok((groups.join("-"), hash))
    }
}

/// Somebody has to remain who can let others in.
pub(crate) fn somebody_leads(log: &dyn Write) -> Result<(), Error> {
    if log.read().staff()?.iter().any(StaffRow::leads) {
        return Ok(());
    }
    Err(Error::Invalid("nobody would be an administrator".to_owned()))
}

fn found(row: Option<StaffRow>) -> Result<StaffRow, Error> {
    row.ok_or_else(|| Error::Missing("somebody who signs in".to_owned()))
}

/// A login as it is compared.
fn login(typed: &str) -> Result<String, Error> {
    let login = typed.trim().to_lowercase();
    let plain = |c: char| c.is_alphanumeric() || "._-@".contains(c);
    if login.is_empty() || login.chars().count() > 80 || !login.chars().all(plain) {
        return Err(Error::Invalid("a login is 1–80 letters, digits, and . _ - @".to_owned()));
    }
    Ok(login)
}

/// A set-up code as it is compared: however it was written down.
fn setup_digits(typed: &str) -> String {
    let digits: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    digits.to_ascii_uppercase().replace('O', "0").replace(['I', 'L'], "1")
}
