//! Pulling the plug: after so many durable steps everything else fails, as when the battery is taken out. Nobody pulls
//! it in the field; by it a test kills the app at every write and sees that nothing is lost and nothing doubled.

use crate::error::DeviceError;
use std::io::{Error, ErrorKind};

/// The plug; in until somebody pulls it.
#[derive(Debug, Default)]
pub(crate) struct Plug {
    /// Durable steps that are still done.
    left: Option<u32>,
}

impl Plug {
    pub(crate) fn pull_after(&mut self, steps: u32) {
        self.left = Some(steps);
    }

    /// A step is about to be made durable.
    pub(crate) fn step(&mut self) -> Result<(), DeviceError> {
        match &mut self.left {
            None => Ok(()),
            Some(0) => Err(DeviceError::Io(Error::new(ErrorKind::Interrupted, "the plug was pulled"))),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }
}
