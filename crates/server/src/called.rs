//! What the office is called: as it was made, until its administrator gives it another name. It stands where clients and
//! workers read who writes and whose tablet it is; it is never a name that anything is found by.

use crate::error::{Error, Unfit};
use crate::municipality::Municipality;
use crate::settings::{Setting, read};
use serde::{Deserialize, Serialize};

/// Characters of a name, at most: it stands at the foot of a message.
const LONGEST: usize = 120;

/// The office itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct OfficeSettings {
    /// Its name, as people say it.
    pub name: String,
}

impl Setting for OfficeSettings {
    const NAME: &'static str = "office";

    fn check(&self) -> Result<(), Error> {
        let name = self.name.trim();
        if name.is_empty() {
            return Err(Error::field("name", Unfit::Empty, "the office's name"));
        }
        if name.chars().count() > LONGEST {
            return Err(Error::field("name", Unfit::Range, "120 characters at most"));
        }
        if name.chars().any(char::is_control) {
            return Err(Error::field("name", Unfit::Kind, "one line"));
        }
        Ok(())
    }
}

impl Municipality {
    /// What it is called.
    ///
    /// # Errors
    /// When the database fails.
    pub fn name(&self) -> Result<String, Error> {
        let given = self.log.read(|log| read::<OfficeSettings>(log))?.name;
        Ok(if given.trim().is_empty() { self.about.name.clone() } else { given.trim().to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_line_that_says_something() {
        for (name, because) in [
            ("Alytaus rajono savivaldybė", None),
            (" ", Some(Unfit::Empty)),
            ("Alytus\r\nBcc: x", Some(Unfit::Kind)),
            (&"a".repeat(121), Some(Unfit::Range)),
        ] {
            let found = match (OfficeSettings { name: name.to_owned() }).check() {
                Err(Error::Field { cause, .. }) => Some(cause),
                _ => None,
            };
            assert_eq!(found, because, "{name:?}");
        }
    }
}
