//! The check number of a tablet: eight digits out of its public keys, which the tablet shows and the office's screen, too.
//! Whoever approves a tablet compares them, and so approves these keys and no others. It owns how the digits are made;
//! it is no secret and proves nothing by itself.

use crate::hash::Hash;
use crate::keys::Recipient;
use crate::sign::VerifyingKey;
use std::fmt;
use vizitas_domain::id::InstallationId;

const CHECK: &[u8] = b"vizitas tablet check v1";
const REQUEST: &[u8] = b"vizitas recovery check v1";
/// Ten to the number of digits.
const ALL: u64 = 100_000_000;
const HALF: u64 = 10_000;

/// What the server draws for a request, to be part of its digits.
pub type Drawn = [u8; 16];

/// Eight digits that stand for a tablet's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckNumber(u64);

impl CheckNumber {
    /// The number of the keys that events are signed with and that data keys are sealed to.
    #[must_use]
    pub fn of(signing: &VerifyingKey, recipient: &Recipient) -> Self {
        // Both keys have a fixed length, so nothing can be moved from one to the other.
        let Hash(digest) = Hash::of(&[CHECK, &signing.0, &recipient.bytes()]);
        let first = digest.first_chunk().copied().unwrap_or_default();
        Self(u64::from_be_bytes(first) % ALL)
    }

    /// The number of a request for the keys of a profile: whose, the key that they are to be sealed to, and what the server
    /// drew once it had that key. Without the last somebody else could try keys until one has the digits of a waiting tablet.
    #[must_use]
    pub fn of_request(installation: InstallationId, recipient: &Recipient, drawn: &Drawn) -> Self {
        let Hash(digest) = Hash::of(&[REQUEST, installation.0.as_bytes(), &recipient.bytes(), drawn]);
        let first = digest.first_chunk().copied().unwrap_or_default();
        Self(u64::from_be_bytes(first) % ALL)
    }
}

impl fmt::Display for CheckNumber {
    /// Two groups of four, as they are read out: `4821 7730`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04} {:04}", self.0 / HALF, self.0 % HALF)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Opener;
    use crate::sign::SigningKey;

    fn number(signing: u8, opener: u8) -> CheckNumber {
        let signing = SigningKey::from_seed(&[signing; 32]).unwrap().verifying();
        CheckNumber::of(&signing, &Opener::from_bytes([opener; 32]).recipient().unwrap())
    }

    #[test]
    fn is_the_same_on_both_sides_for_ever_and_another_for_every_other_key() {
        assert_eq!(number(1, 2).to_string(), "1418 2414", "what an installed tablet shows is not changed");
        assert_eq!(number(1, 2), number(1, 2));
        for (signing, opener) in [(2, 2), (1, 3), (2, 1)] {
            assert_ne!(number(signing, opener), number(1, 2), "{signing} {opener}");
        }
    }

    #[test]
    fn nobody_knows_the_digits_of_a_request_before_the_server_has_drawn() {
        let (installation, key) = (InstallationId(uuid::Uuid::nil()), Opener::from_bytes([1; 32]));
        let of = |drawn| CheckNumber::of_request(installation, &key.recipient().unwrap(), &[drawn; 16]);
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
    }

    #[test]
    fn is_read_out_in_two_groups_of_four_whatever_it_is() {
        for (number, said) in
            [(0, "0000 0000"), (7, "0000 0007"), (48_217_730, "4821 7730"), (ALL - 1, "9999 9999")]
        {
            assert_eq!(CheckNumber(number).to_string(), said);
        }
    }
}
