//! That this profile is there, told to the server at each sync, open or locked, after what waits was handed over; and what the
//! server says to it as a whole. A server that does not know it stops nothing.

use crate::approval::is_unapproved;
use crate::device::Device;
use crate::enrol::lock;
use crate::error::DeviceError;
use crate::sync::Ended;
use crate::transport::{Failure, Route, Transport};
use std::sync::Mutex;
use std::time::Duration;
use vizitas_sync::sign::{SigningKey, VerifyingKey};
use vizitas_sync::wire::{ContactAnswer, ContactRequest, Message};

/// An open tablet, which syncs each minute, says so this often.
const AGAIN: Duration = Duration::from_secs(10 * 60);
/// What is heard may have to be answered at once, and what that brings not.
const TURNS: usize = 2;

/// Says that it is there, when that is due, and does what the server asks.
pub(crate) async fn make(
    device: &Mutex<Device>,
    transport: &impl Transport,
    ended: &Result<Ended, DeviceError>,
) {
    for _ in 0..TURNS {
        match exchange(device, transport, ended).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => return tracing::debug!(%error, "the server did not hear that this tablet is there"),
        }
    }
}

/// Whether there is something to say again at once.
async fn exchange(
    device: &Mutex<Device>,
    transport: &impl Transport,
    ended: &Result<Ended, DeviceError>,
) -> Result<bool, DeviceError> {
    let request = {
        let mut device = lock(device);
        if !device.is_contact_due(ended) {
            return Ok(false);
        }
        let transport = device.open_transport();
        let request = ContactRequest { cleared: device.cleared_order(), transport };
        device.proved(Route::Contact, request.encode())?
    };
    let sent = transport.send(request).await;
    let mut device = lock(device);
    device.course.unapproved |= is_unapproved(&sent);
    let heard = !matches!(sent, Err(Failure::Unreachable | Failure::NotTrusted));
    // An older server does not know this: what it said before counts. A cleared profile may have asked for nothing before.
    device.course.reached = heard || (device.course.reached && !device.is_wiped());
    device.take_contact(&ContactAnswer::decode(&sent?)?)
}

impl Device {
    /// Not where nobody answers. One that is locked, was turned away, or has something to tell, says so each time; one that was
    /// asked to wait, now and then: the order for it may be what would end its pushing.
    fn is_contact_due(&self, ended: &Result<Ended, DeviceError>) -> bool {
        // One that is locked may have asked for nothing since it heard that nobody has approved it.
        if !self.course.answered || (self.course.unapproved && self.is_open()) {
            return false;
        }
        let now = (self.stopwatch)();
        let said = self.contacted.as_ref();
        let is_fresh = said.is_some_and(|said| now.is_same_start(said) && now.since(said) < AGAIN);
        let is_calm = match ended {
            Ok(Ended::Done) => self.is_open(),
            Ok(Ended::Later { asked, .. }) => *asked,
            Ok(Ended::Stopped) | Err(_) => false,
        };
        !(is_fresh && is_calm)
    }

    /// The transport key as an open tablet tells it; one that the key store has lost is drawn anew, for an order may come, and
    /// nothing else hands over after it.
    fn open_transport(&mut self) -> Option<VerifyingKey> {
        if !self.is_open() {
            return None;
        }
        if self.transport.is_none() {
            self.transport = self.profile.lasting_transport(&*self.store).ok();
        }
        self.transport.as_ref().map(SigningKey::verifying)
    }

    fn take_contact(&mut self, answer: &ContactAnswer) -> Result<bool, DeviceError> {
        self.contacted = Some((self.stopwatch)());
        if answer.heard {
            self.wipe_heard()?;
        }
        if let Some(lease) = answer.lease.as_ref().filter(|_| !self.is_wiped()) {
            self.take_lease(lease)?;
        }
        if let Some(order) = &answer.wipe {
            self.hear_wipe(order)?;
        }
        if let Some(epoch) = answer.epoch {
            self.hear_epoch(epoch)?;
        }
        Ok(self.cleared_order().is_some() && !answer.heard)
    }
}
