//! Words about people. They are shown on screens and written to encrypted files, and nowhere else: `Debug`
//! tells the length alone, so that no log or panic can spell a name.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Deref;

/// A piece of personal text. Empty means "nothing is written", never "unknown".
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(String);

impl Text {
    /// The text with the space around it taken off.
    #[must_use]
    pub fn trimmed(text: &str) -> Self {
        Self(text.trim().to_owned())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} chars)", self.0.chars().count())
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_never_spells_the_text() {
        assert_eq!(format!("{:?}", Text::from("Ąžuolas")), "Text(7 chars)");
    }
}
