//! The supervisor's code: 125 random bits that a tablet makes at a sync, and that the office reads out to a worker who forgot
//! the PIN: 25 digits of Crockford's base 32 and a check digit, or the same signed, to be scanned. It owns how the code is
//! written, sealed to the server and signed; what it opens is the tablet's matter.

use crate::Error;
use crate::code::{digits_typed, letter_of};
use crate::entropy::{Entropy, draw};
use crate::keys::{Boxed, Opener, Recipient};
use crate::recovery::Owner;
use crate::sign::{Purpose, Signature, SigningKey, VerifyingKey};
use std::fmt;
use std::fmt::Write as _;
use std::str::FromStr;
use uuid::Uuid;
use vizitas_domain::id::InstallationId;
use vizitas_domain::time::Time;
use zeroize::{Zeroize, ZeroizeOnDrop};

const BYTES: usize = 16;
/// Digits before the check digit.
const DIGITS: usize = 25;
const GROUP: usize = 5;
const INFO: &[u8] = b"vizitas unlock code v1";
/// Begins the signed form.
const SIGNED: &str = "VIZITAS1";

/// The secret: 125 bits, the three highest of the sixteen bytes are zero.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct UnlockCode([u8; BYTES]);

impl fmt::Debug for UnlockCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnlockCode")
    }
}

/// Which of a tablet's codes it is, and until when it opens: told to the server beside the code, and bound to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeName {
    /// Drawn at random for each.
    pub id: Uuid,
    /// From then on it opens nothing, by the server's clock.
    pub expires: Time,
}

impl CodeName {
    fn content(&self, owner: &Owner) -> Vec<u8> {
        let Owner { installation, incarnation } = owner;
        let (id, expires) = (self.id.as_bytes(), self.expires.0.to_be_bytes());
        [installation.0.as_bytes().as_slice(), &incarnation.to_be_bytes(), id, &expires].concat()
    }
}

impl UnlockCode {
    /// A new code.
    pub fn generate(entropy: &dyn Entropy) -> Result<Self, Error> {
        let mut bytes: [u8; BYTES] = draw(entropy)?;
        if let Some(first) = bytes.first_mut() {
            *first &= 0x1f;
        }
        Ok(Self(bytes))
    }

    /// The secret itself, to derive a key from.
    #[must_use]
    pub fn bytes(&self) -> &[u8; BYTES] {
        &self.0
    }

    fn of(bytes: [u8; BYTES]) -> Result<Self, Error> {
        let known = bytes.first().is_some_and(|first| *first <= 0x1f);
        known.then_some(Self(bytes)).ok_or(Error::Malformed("unlock code"))
    }

    /// Seals the code to the server.
    pub fn seal(
        &self,
        name: &CodeName,
        owner: &Owner,
        server: &Recipient,
        entropy: &dyn Entropy,
    ) -> Result<Boxed, Error> {
        server.seal(&info(name, owner), &self.0, entropy)
    }

    /// Opens what [`UnlockCode::seal`] made under the same name for the same owner.
    pub fn open(sealed: &Boxed, name: &CodeName, owner: &Owner, server: &Opener) -> Result<Self, Error> {
        let plain = server.open(&info(name, owner), sealed)?;
        Self::of(plain.as_slice().try_into().map_err(|_| Error::Key)?)
    }

    /// Reads a code that is kept as bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        Self::of(bytes.try_into().map_err(|_| Error::Malformed("unlock code"))?)
    }
}

fn info(name: &CodeName, owner: &Owner) -> Vec<u8> {
    [INFO, &name.content(owner)].concat()
}

/// The check digit: the digits as a polynomial over GF(32), so that one wrong digit, or two that changed places, always show.
fn check_of(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |sum, digit| twice(sum ^ digit))
}

/// Times x in GF(32), modulo x⁵ + x² + 1.
fn twice(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 0x20 == 0 { shifted } else { (shifted ^ 0x25) & 0x1f }
}

impl fmt::Display for UnlockCode {
    /// In groups of five, the check digit behind the last: `01234-56789-ABCDE-FGHJK-MNPQRS`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = u128::from_be_bytes(self.0);
        let digits: Vec<u8> = (0..DIGITS).rev().map(|place| (bits >> (5 * place) & 31) as u8).collect();
        let check = check_of(&digits);
        for (index, digit) in digits.into_iter().chain([check]).enumerate() {
            if index > 0 && index % GROUP == 0 && index < DIGITS {
                f.write_char('-')?;
            }
            f.write_char(letter_of(digit))?;
        }
        Ok(())
    }
}

impl FromStr for UnlockCode {
    type Err = Error;

    /// Reads a code as people type it: any case, with or without dashes and spaces, O for 0, I and L for 1.
    fn from_str(text: &str) -> Result<Self, Error> {
        const WRONG: Error = Error::Malformed("unlock code");
        let digits = digits_typed(text).ok_or(WRONG)?;
        let (check, payload) = digits.split_last().ok_or(WRONG)?;
        if payload.len() != DIGITS || check_of(payload) != *check {
            return Err(WRONG);
        }
        let bits = payload.iter().fold(0_u128, |bits, digit| bits << 5 | u128::from(*digit));
        Self::of(bits.to_be_bytes())
    }
}

/// A code with the office's word for whose tablet it opens and until when: what is scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCode {
    /// The code.
    pub code: UnlockCode,
    /// Which it is.
    pub name: CodeName,
    /// Whose keys it opens.
    pub owner: Owner,
    /// The log key's signature over all of it.
    pub signature: Signature,
}

impl SignedCode {
    /// Signs a code that is given.
    #[must_use]
    pub fn make(code: UnlockCode, name: CodeName, owner: Owner, log: &SigningKey) -> Self {
        let unsigned = Self { code, name, owner, signature: Signature([0; 64]) };
        let signature = log.sign(Purpose::UnlockCode, &unsigned.content());
        Self { signature, ..unsigned }
    }

    /// Whether the owner of the log key gave it.
    pub fn verify(&self, log: &VerifyingKey) -> Result<(), Error> {
        log.verify(Purpose::UnlockCode, &self.content(), &self.signature)
    }

    fn content(&self) -> Vec<u8> {
        [self.name.content(&self.owner).as_slice(), self.code.bytes()].concat()
    }
}

impl fmt::Display for SignedCode {
    /// Capitals, digits and slashes alone: what a QR code holds in the least room.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Owner { installation, incarnation } = &self.owner;
        let (installation, id) = (installation.0.simple(), self.name.id.simple());
        let expires = self.name.expires.0;
        write!(f, "{SIGNED}/{}/{installation:X}/{incarnation}/{id:X}/{expires}/", self.code)?;
        self.signature.0.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

impl FromStr for SignedCode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        const WRONG: Error = Error::Malformed("signed unlock code");
        let parts: Vec<&str> = text.trim().split('/').collect();
        let [SIGNED, code, installation, incarnation, id, expires, signature] = parts[..] else {
            return Err(WRONG);
        };
        let uuid = |text: &str| Uuid::try_parse(text).map_err(|_| WRONG);
        let mut bytes = [0; 64];
        if signature.len() != 2 * bytes.len() || !signature.is_ascii() {
            return Err(WRONG);
        }
        for (to, pair) in bytes.iter_mut().zip(signature.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| WRONG)?;
            *to = u8::from_str_radix(pair, 16).map_err(|_| WRONG)?;
        }
        Ok(Self {
            code: code.parse()?,
            name: CodeName { id: uuid(id)?, expires: Time(expires.parse().map_err(|_| WRONG)?) },
            owner: Owner {
                installation: InstallationId(uuid(installation)?),
                incarnation: incarnation.parse().map_err(|_| WRONG)?,
            },
            signature: Signature(bytes),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::rand::SystemRandom;

    fn owner() -> Owner {
        Owner { installation: InstallationId(Uuid::from_u128(7)), incarnation: 1 }
    }

    fn name() -> CodeName {
        CodeName { id: Uuid::from_u128(9), expires: Time(1_796_000_000) }
    }

    #[test]
    fn comes_back_however_it_is_typed() {
        for code in [
            UnlockCode([0; 16]),
            UnlockCode([[0x1f].as_slice(), &[0xff; 15]].concat().try_into().unwrap()),
            UnlockCode::generate(&SystemRandom::new()).unwrap(),
        ] {
            let shown = code.to_string();
            assert_eq!(shown.len(), 26 + 4);
            let sloppy = shown.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            assert_eq!((shown.parse(), sloppy.parse()), (Ok(code.clone()), Ok(code)));
        }
    }

    #[test]
    fn every_slip_of_one_finger_and_every_swap_of_neighbours_is_noticed() {
        let shown: String = UnlockCode::generate(&SystemRandom::new()).unwrap().to_string().replace('-', "");
        let typed = |letters: &[u8]| std::str::from_utf8(letters).unwrap().parse::<UnlockCode>();
        for at in 0..shown.len() {
            for letter in crate::code::ALPHABET {
                let mut letters = shown.clone().into_bytes();
                if letters[at] != *letter {
                    letters[at] = *letter;
                    assert!(typed(&letters).is_err(), "{at} {}", char::from(*letter));
                }
            }
            let mut letters = shown.clone().into_bytes();
            if at > 0 && letters[at] != letters[at - 1] {
                letters.swap(at, at - 1);
                assert!(typed(&letters).is_err(), "{at} swapped");
            }
        }
        for wrong in ["", "ąąą", "01234", &shown[..25], &format!("{shown}0")] {
            assert!(wrong.parse::<UnlockCode>().is_err());
        }
    }

    #[test]
    fn opens_at_the_server_under_its_own_name_alone() {
        let (server, random) = (Opener::from_bytes([1; 32]), SystemRandom::new());
        let code = UnlockCode::generate(&random).unwrap();
        let sealed = code.seal(&name(), &owner(), &server.recipient().unwrap(), &random).unwrap();
        assert_eq!(UnlockCode::open(&sealed, &name(), &owner(), &server), Ok(code));
        let later = CodeName { expires: Time(1_796_000_001), ..name() };
        assert!(UnlockCode::open(&sealed, &later, &owner(), &server).is_err());
        let another = Owner { incarnation: 2, ..owner() };
        assert!(UnlockCode::open(&sealed, &name(), &another, &server).is_err());
    }

    #[test]
    fn the_signed_form_comes_back_and_nothing_of_it_can_be_changed() {
        let log = SigningKey::from_seed(&[3; 32]).unwrap();
        let code = UnlockCode::generate(&SystemRandom::new()).unwrap();
        let signed = SignedCode::make(code, name(), owner(), &log);
        let shown = signed.to_string();
        assert!(shown.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "/-".contains(c)));
        assert_eq!(format!(" {shown}\n").parse(), Ok(signed.clone()));
        assert_eq!(signed.verify(&log.verifying()), Ok(()));
        let later = CodeName { expires: Time(1_899_000_000), ..name() };
        assert!(SignedCode { name: later, ..signed.clone() }.verify(&log.verifying()).is_err());
        let another = Owner { incarnation: 2, ..owner() };
        assert!(SignedCode { owner: another, ..signed }.verify(&log.verifying()).is_err());
        for wrong in [
            "",
            "VIZITAS1//////",
            &shown[1..],
            &shown[..shown.len() - 1],
            &shown.replace("VIZITAS1", "VIZITAS2"),
        ] {
            assert!(wrong.parse::<SignedCode>().is_err(), "{wrong}");
        }
    }
}
