//! The own password, changed by its owner: with the old one and a one-time code, since an open session alone may be
//! somebody else's hands. Tries are counted as those of signing in.

use super::password;
use super::sign_in::Refused;
use super::throttle::went_well;
use super::{Staff, found, totp};
use crate::error::Error;
use crate::log::Session;
use crate::municipality::Municipality;
use std::sync::Arc;
use vizitas_domain::text::Text;

/// What somebody typed to change the own password.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) password: Text,
    pub(crate) code: Text,
    pub(crate) new_password: Text,
    /// Where the request comes from.
    pub(crate) address: String,
}

impl Municipality {
    /// Changes the password of somebody signed in, and ends that person's other sessions. Without the right old password
    /// and code, or with a new one that will not do, nothing changes.
    pub(crate) fn change_password(
        self: &Arc<Self>,
        staff: &Staff,
        change: &Change,
    ) -> Result<Result<(), Refused>, Error> {
        let subjects = self.subjects(&staff.login, &change.address);
        if let Some(seconds) = self.try_once(subjects)? {
            self.told_to_wait(&staff.login, subjects, seconds)?;
            return Ok(Err(Refused::Later(seconds)));
        }
        let (now, actor, session) = (self.clock.now(), staff.actor, staff.session);
        let row = found(self.log.read(|log| log.staff_of(actor))?)?;
        if !password::is(&change.password, &row.password)? {
            self.log.write(move |log| log.audit(now, actor, "password change refused", None))?;
            return Ok(Err(Refused::Wrong));
        }
        let kept = match self.keep_password(&change.new_password, &[&row.login, &row.name])? {
            Ok(kept) => kept,
            Err(unfit) => {
                self.log.write(move |log| went_well(log, subjects, false))?;
                return Ok(Err(Refused::Unfit(unfit)));
            }
        };
        let (secret, code) = (self.totp_secret(&row)?, change.code.clone());
        self.log.write(move |log| {
            let mut standing = found(log.read().staff_of(actor)?)?;
            // Reset or changed meanwhile: what was typed is of yesterday.
            let same = standing.password == row.password && standing.totp == row.totp;
            let step = totp::used(&secret, &code, now, standing.totp_step);
            let (true, Some(step)) = (same && standing.totp_proved, step) else {
                log.audit(now, actor, "password change refused", None)?;
                return Ok(Err(Refused::Wrong));
            };
            standing.password = kept;
            standing.totp_step = step;
            log.put_staff(&standing)?;
            for other in log.read().sessions_of(actor)? {
                if other.session != session && other.ended.is_none() {
                    log.put_session(&Session { ended: Some(now), ..other })?;
                }
            }
            went_well(log, subjects, true)?;
            log.audit(now, actor, "password changed", None)?;
            Ok(Ok(()))
        })
    }
}
