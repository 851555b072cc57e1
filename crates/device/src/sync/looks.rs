//! Telling the server who looked at whom outside the caseload. A look is forgotten here once the server names it.

use crate::device::Device;
use crate::error::DeviceError;
use vizitas_domain::event::Body;
use vizitas_domain::id::StreamId;
use vizitas_sync::wire::{Deed, LOOKS_LIMIT, Look, LooksAnswer, LooksRequest, Message};

impl Device {
    /// Somebody's card is opened. Where nobody granted it (it stays readable for what waits in it), that is written down:
    /// once, as long as the app stays open.
    pub(crate) fn looking_at(&mut self, stream: StreamId) -> Result<(), DeviceError> {
        let at = self.now();
        let open = self.open.as_mut().ok_or(DeviceError::Locked)?;
        if open.replica.grant(stream)?.is_some() || open.looked.contains(&stream) {
            return Ok(());
        }
        let events = open.replica.events(stream)?;
        let Some(first) = events.first() else { return Ok(()) };
        // A client who was just met has no grant yet: the server gives it with her first event.
        if first.position.is_none() && matches!(first.body, Body::ClientRegistered { .. }) {
            return Ok(());
        }
        self.plug.step()?;
        open.replica.note_look(&vizitas_replica::Look {
            id: Self::new_id(),
            at,
            stream,
            deed: Deed::Opened.number(),
            reason: String::new(),
        })?;
        open.looked.insert(stream);
        Ok(())
    }

    pub(super) fn looks_request(&self) -> Result<Vec<u8>, DeviceError> {
        let looks = self.replica()?.looks(LOOKS_LIMIT)?.into_iter().map(|look| Look {
            id: look.id,
            at: look.at,
            stream: look.stream,
            deed: Deed::named(look.deed),
            reason: look.reason.into(),
        });
        Ok(LooksRequest { looks: looks.collect() }.encode())
    }

    /// Forgets what the server has; whether there is more to tell.
    pub(super) fn take_looks(&mut self, bytes: &[u8]) -> Result<bool, DeviceError> {
        let answer = LooksAnswer::decode(bytes)?;
        let open = self.open.as_mut().ok_or(DeviceError::Locked)?;
        self.plug.step()?;
        open.replica.looks_told(&answer.taken)?;
        Ok(!answer.taken.is_empty() && !open.replica.looks(1)?.is_empty())
    }
}
