//! How long what lies here may be read without a contact. Each contact with the server begins another lease, and a supervisor's
//! code lengthens the one that is over. Once it is over nothing of a client is shown, whoever knows the PIN. How it is counted
//! is `profile::lease`'s matter; what it never does is to keep from being sent what waits.

use crate::device::{Device, Open};
use crate::error::DeviceError;
use crate::profile::{LeaseRecord, Now, Told};
use crate::view::{LeaseStandingView, LeaseView};
use crate::wall;
use vizitas_domain::time::Time;
use vizitas_planning::lease::{self, Standing};
use vizitas_sync::lease::Lease;
use vizitas_sync::sign::VerifyingKey;

/// Under which name the replica keeps what the folder keeps, too.
const LEASE: &str = "lease";

/// How the lease stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) standing: Standing,
    until: Time,
    /// The clock went back while the tablet was switched off.
    pub(crate) reset: bool,
    /// As late it is at least, by the server's clock.
    at: Time,
    /// The municipality's length of it, in days.
    days: u8,
}

impl Device {
    /// How the lease stands; none where no server has ever given one. While the app is locked it is told by what lies in the
    /// folder, for show; what counts is judged again when it is opened.
    pub(crate) fn lease(&self) -> Result<Option<Judged>, DeviceError> {
        let Some(identity) = &self.identity else { return Ok(None) };
        let up = (self.stopwatch)();
        let now = Now { up: &up, wall: self.now() };
        let known = self.known_lease(now)?;
        let Some(lease) = known.lease(&self.owner()?, &VerifyingKey(identity.log_key)) else {
            return Ok(None);
        };
        // Whoever took the marks away has to be in contact first.
        let told = known.told(now).unwrap_or(Told { at: lease.until, reset: true });
        let until = known.renewed().map_or(lease.until, |renewed| renewed.max(lease.until));
        let standing = if told.reset { Standing::Shut } else { lease::standing(until, told.at) };
        Ok(Some(Judged { standing, until, reset: told.reset, at: told.at, days: lease.days }))
    }

    /// What folder and replica know together. An open app that cannot prove what lies in the folder goes by the replica alone.
    fn known_lease(&self, now: Now<'_>) -> Result<LeaseRecord, DeviceError> {
        let (owner, key) = (self.owner()?, self.transport.as_ref());
        let Some(open) = &self.open else { return Ok(self.profile.lease_record(&owner, key)) };
        let sealed = kept(open)?;
        Ok(match key {
            Some(_) => sealed.with(self.profile.lease_record(&owner, key), now),
            None => sealed,
        })
    }

    /// Whether the lease is over.
    pub(crate) fn is_shut(&self) -> Result<bool, DeviceError> {
        Ok(self.lease()?.is_some_and(|judged| judged.standing == Standing::Shut))
    }

    /// A contact begins another lease. One that is not this profile's, or not the office's, is none.
    pub(crate) fn take_lease(&mut self, lease: &Lease) -> Result<(), DeviceError> {
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        lease.verify(&self.owner()?, &VerifyingKey(identity.log_key))?;
        let up = (self.stopwatch)();
        self.write_lease(&LeaseRecord::contacted(lease, Now { up: &up, wall: self.now() }))
    }

    /// The office has opened this profile without a connection, or given its keys: it counts as a contact, whatever the
    /// clock shows. Where there was no lease, none begins.
    fn renew_lease(&mut self) -> Result<(), DeviceError> {
        let Some(judged) = self.lease()? else { return Ok(()) };
        let up = (self.stopwatch)();
        let now = Now { up: &up, wall: self.now() };
        let mut record = self.known_lease(now)?;
        let until = lease::until(&self.calendar, judged.at, judged.days);
        record.renew(judged.at, until, judged.reset, now);
        self.write_lease(&record)
    }

    /// The same, for somebody who is let in whatever becomes of it: a full storage keeps nobody out.
    pub(crate) fn renew_lease_or_go_on(&mut self) {
        if let Err(error) = self.renew_lease() {
            tracing::warn!(%error, "the lease was not lengthened");
        }
    }

    /// Writes down, now and then, how much time has passed: a restart with another clock would hide it.
    pub(crate) fn mark_lease(&mut self) {
        if let Err(error) = self.write_mark() {
            tracing::warn!(%error, "the time that has passed was not written down");
        }
    }

    fn write_mark(&mut self) -> Result<(), DeviceError> {
        let up = (self.stopwatch)();
        let now = Now { up: &up, wall: self.now() };
        let known = self.known_lease(now)?;
        // A clock that jumped over a start may be wrong: once it is set right the lease is judged anew.
        if known.is_of_another_start(now) && self.is_shut()? {
            return Ok(());
        }
        match known.marked(now) {
            // A locked app that cannot seal it writes nothing.
            Some(marked) if self.open.is_some() || self.transport.is_some() => self.write_lease(&marked),
            _ => Ok(()),
        }
    }

    fn write_lease(&mut self, record: &LeaseRecord) -> Result<(), DeviceError> {
        let (owner, bytes) = (self.owner()?, record.bytes()?);
        let here = self.transport.as_ref().map(|key| self.profile.keep_lease(record, &owner, key));
        // Each is tried: one of them is enough for a lease that was just brought.
        let sealed = self.open.as_mut().map(|open| open.replica.set_meta(LEASE, &bytes));
        here.transpose()?;
        sealed.transpose()?;
        Ok(())
    }

    /// Judges whether what was just opened may be read; what the folder learnt while it was locked is taken over.
    pub(crate) fn admit(&mut self) -> Result<(), DeviceError> {
        match self.is_shut() {
            Ok(false) => {}
            Ok(true) => {
                self.shut();
                return Err(DeviceError::LeaseOver);
            }
            Err(error) => {
                self.lock();
                return Err(error);
            }
        }
        if let Err(error) = self.take_over() {
            tracing::warn!(%error, "what was learnt of the lease while locked was not taken over");
        }
        self.mark_lease();
        Ok(())
    }

    fn take_over(&mut self) -> Result<(), DeviceError> {
        let up = (self.stopwatch)();
        let known = self.known_lease(Now { up: &up, wall: self.now() })?;
        let open = self.open.as_mut().ok_or(DeviceError::Locked)?;
        if known == kept(open)? { Ok(()) } else { Ok(open.replica.set_meta(LEASE, &known.bytes()?)?) }
    }

    /// What the screens say of it.
    pub(crate) fn lease_view(&self) -> Result<Option<LeaseView>, DeviceError> {
        let view = |judged: Judged| LeaseView {
            standing: match judged.standing {
                Standing::Open => LeaseStandingView::Open,
                Standing::EndsSoon => LeaseStandingView::EndsSoon,
                Standing::Shut => LeaseStandingView::Shut,
            },
            until: wall::moment(&self.calendar, judged.until),
            reset: judged.reset,
        };
        Ok(self.lease()?.map(view))
    }
}

fn kept(open: &Open) -> Result<LeaseRecord, DeviceError> {
    Ok(open.replica.meta(LEASE)?.and_then(|bytes| LeaseRecord::read(&bytes)).unwrap_or_default())
}
