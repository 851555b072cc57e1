//! Somebody proves at the server's own command line who she is, by login and password, before what two people are asked for:
//! what is done there then counts as this account's. Whoever rules the machine can make accounts; that stands in the audit.

use super::password;
use super::throttle::went_well;
use super::{By, Staff, StaffRole};
use crate::error::Error;
use crate::log::StaffRow;
use crate::municipality::Municipality;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::id::ActorId;

/// Where whoever types at the command line is counted to come from.
const HERE: &str = "command line";

impl Municipality {
    /// As whom somebody acts who has one of these roles and knows the password.
    ///
    /// # Errors
    /// [`Error::Invalid`] when nobody signs in so or did yet, access has ended or rests, the password is another, the role is
    /// none of these, or there were too many tries.
    pub fn proved_as(
        self: &Arc<Self>,
        login: &str,
        password: &str,
        roles: &[StaffRole],
    ) -> Result<By, Error> {
        let wrong = "login or password is wrong, or nobody signed in so yet";
        let row = self.knows_password(login, password, "sign-in refused", wrong)?;
        if !roles.contains(&row.role) {
            let may: Vec<&str> = roles.iter().map(|role| role.name()).collect();
            return Err(Error::Invalid(format!("this is for: {}", may.join(", "))));
        }
        if row.role != StaffRole::Administrator && !row.unit.is_empty() {
            let why = "whoever has a unit does this in the console, where it is asked whose client it is";
            return Err(Error::Invalid(why.to_owned()));
        }
        let (now, actor) = (self.clock.now(), row.actor);
        self.log.write(move |log| log.audit(now, actor, "proved at the command line", None))?;
        Ok(Staff::of(row, Uuid::nil()).by())
    }

    /// Who signs in so, did already, and knows the password. Wrong tries are counted as those of signing in, and stand in the
    /// audit as the deed `refused`.
    ///
    /// # Errors
    /// [`Error::Invalid`] with `wrong`, or with how long to wait after too many tries.
    pub(crate) fn knows_password(
        &self,
        login: &str,
        password: &str,
        refused: &'static str,
        wrong: &str,
    ) -> Result<StaffRow, Error> {
        let login = login.trim().to_lowercase();
        let subjects = self.subjects(&login, HERE);
        if let Some(seconds) = self.try_once(subjects)? {
            self.told_to_wait(&login, subjects, seconds)?;
            return Err(Error::Invalid(format!("too many tries; again in {seconds} seconds")));
        }
        let now = self.clock.now();
        let known = self.log.read(|log| log.staff_named(&login))?;
        let actor = known.as_ref().map_or(ActorId(Uuid::nil()), |row| row.actor);
        let row = known.filter(|row| row.may_sign_in(now));
        let right = password::is(password, row.as_ref().map_or("", |row| &row.password))?;
        // Who has not signed in yet has shown to nobody who she is.
        let Some(row) = row.filter(|row| right && row.totp_proved) else {
            self.log.write(move |log| log.audit(now, actor, refused, None))?;
            return Err(Error::Invalid(wrong.to_owned()));
        };
        self.log.write(move |log| went_well(log, subjects, false))?;
        Ok(row)
    }
}
