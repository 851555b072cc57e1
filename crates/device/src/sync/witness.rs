//! The tablet as a witness of the office's audit: it keeps the newest end of it that the log key signed, and tells it again at
//! each unlocking and before another takes its place. An audit that was cut or written anew is found by whoever remembers
//! another. It never judges: the server does.

use crate::device::Device;
use crate::error::DeviceError;
use vizitas_sync::audit::{SignedHead, read_ends, write_ends};
use vizitas_sync::sign::VerifyingKey;

/// Under which name the replica keeps the ends.
const ENDS: &str = "audit_ends";

impl Device {
    /// The ends that are kept, oldest first: one, or two while the older one is not told yet.
    pub(super) fn kept_ends(&self) -> Result<Vec<SignedHead>, DeviceError> {
        let kept = self.replica()?.meta(ENDS)?;
        Ok(kept.map(|bytes| read_ends(&bytes)).transpose()?.unwrap_or_default())
    }

    /// What the next request tells.
    pub(super) fn ends_to_tell(&self) -> Result<Vec<SignedHead>, DeviceError> {
        let open = self.open.as_ref().ok_or(DeviceError::Locked)?;
        let kept = self.kept_ends()?;
        Ok(if kept.len() > 1 || !open.ends_told { kept } else { Vec::new() })
    }

    /// Notes that the server has heard what was told, and keeps the end that it gave. One that is not signed by the log key, or
    /// goes less far than what is kept, changes nothing.
    pub(super) fn take_end(&mut self, given: Option<&SignedHead>) -> Result<(), DeviceError> {
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        let log_key = VerifyingKey(identity.log_key);
        let mut kept = self.kept_ends()?;
        let before = kept.len();
        // Told or not, the newest alone bears witness from now on: the older one was told with it.
        kept.drain(..before.saturating_sub(1));
        let newest = kept.last().map_or(0, |end| end.head.records);
        let given = given.filter(|end| end.head.records > newest && end.verify(&log_key).is_ok());
        kept.extend(given.cloned());
        let open = self.open.as_mut().ok_or(DeviceError::Locked)?;
        open.ends_told = true;
        if given.is_some() || before > 1 {
            self.plug.step()?;
            open.replica.set_meta(ENDS, &write_ends(&kept))?;
        }
        Ok(())
    }
}
