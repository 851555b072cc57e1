//! The one-time code that an office gives a worker to enrol a tablet: where the server is, a secret, and by which
//! certificate the server is recognised. Typed or scanned: `host:8443/XXXXX-XXXXX-…`, 40 characters behind the slash.

use crate::Error;
use crate::entropy::{Entropy, draw};
use crate::hash::Hash;
use ring::hmac;
use std::fmt::{self, Write as _};
use std::str::FromStr;
use zeroize::{Zeroize, ZeroizeOnDrop};

const SECRET_BYTES: usize = 8;
const FINGERPRINT_BYTES: usize = 12;
/// Crockford's base 32: no I, L, O, U.
pub(crate) const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DIGITS: usize = 32;
const CHECK_DIGITS: usize = 2;
const GROUP: usize = 5;

/// The secret of a code: 64 random bits, good for one enrolment and a short time.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Secret([u8; SECRET_BYTES]);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// What a code's secret is checked with: the server keeps this and not the secret.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Verifier([u8; 32]);

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verifier")
    }
}

impl Secret {
    /// A known secret.
    #[must_use]
    pub fn from_bytes(bytes: [u8; SECRET_BYTES]) -> Self {
        Self(bytes)
    }

    /// Names the code without telling it: what the server looks it up by.
    #[must_use]
    pub fn lookup(&self) -> [u8; 8] {
        let Hash(digest) = Hash::of(&[b"vizitas enrol lookup v1", &self.0]);
        let mut id = [0; 8];
        for (to, from) in id.iter_mut().zip(digest) {
            *to = from;
        }
        id
    }

    /// What proofs are made and checked with.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        Verifier(Hash::of(&[b"vizitas enrol verifier v1", &self.0]).0)
    }
}

impl Verifier {
    /// A stored verifier.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The verifier itself, to be stored.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn key(&self) -> hmac::Key {
        hmac::Key::new(hmac::HMAC_SHA256, &self.0)
    }

    /// Proves `content` (HMAC-SHA-256).
    #[must_use]
    pub fn prove(&self, content: &[u8]) -> [u8; 32] {
        let mut proof = [0; 32];
        for (to, from) in proof.iter_mut().zip(hmac::sign(&self.key(), content).as_ref()) {
            *to = *from;
        }
        proof
    }

    /// Whether `proof` was made for `content`; takes the same time either way.
    pub fn check(&self, content: &[u8], proof: &[u8; 32]) -> Result<(), Error> {
        hmac::verify(&self.key(), content, proof).map_err(|_| Error::Signature)
    }
}

/// A one-time code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrolCode {
    /// Where the municipality's server is: `host:port`, and what follows it in the address.
    pub address: String,
    /// What proves that the code was seen.
    pub secret: Secret,
    /// First 12 bytes of the SHA-256 of the server's certificate (DER).
    pub fingerprint: [u8; FINGERPRINT_BYTES],
}

impl EnrolCode {
    /// A new code for the server with this certificate.
    pub fn generate(address: &str, certificate: &[u8], entropy: &dyn Entropy) -> Result<Self, Error> {
        let secret = Secret(draw(entropy)?);
        Ok(Self { address: address.to_owned(), secret, fingerprint: fingerprint(certificate) })
    }

    /// Whether a server shows the certificate that the code was made for.
    #[must_use]
    pub fn recognises(&self, certificate: &[u8]) -> bool {
        self.fingerprint == fingerprint(certificate)
    }
}

fn fingerprint(certificate: &[u8]) -> [u8; FINGERPRINT_BYTES] {
    let mut print = [0; FINGERPRINT_BYTES];
    for (to, from) in print.iter_mut().zip(Hash::of(&[certificate]).0) {
        *to = from;
    }
    print
}

/// Ten bits of the payload's SHA-256: one mistyped code in a thousand passes, and is then refused by the server.
fn check_of(payload: &[u8]) -> u16 {
    let Hash([first, second, ..]) = Hash::of(&[payload]);
    u16::from_be_bytes([first, second]) >> 6
}

impl fmt::Display for EnrolCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/", self.address)?;
        let bytes = [self.secret.0.as_slice(), &self.fingerprint].concat();
        for (index, digit) in with_check(&bytes).enumerate() {
            if index > 0 && index % GROUP == 0 {
                f.write_str("-")?;
            }
            f.write_char(letter_of(digit))?;
        }
        Ok(())
    }
}

/// Digits of the payload, eight to every five bytes, and of its check.
fn with_check(payload: &[u8]) -> impl Iterator<Item = u8> {
    let check = check_of(payload);
    digits_of(payload).chain([(check >> 5) as u8, (check & 31) as u8])
}

/// Eight digits to every five bytes.
fn digits_of(bytes: &[u8]) -> impl Iterator<Item = u8> {
    bytes.chunks(5).flat_map(|five| {
        let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        (0..8).rev().map(move |place| (bits >> (5 * place) & 31) as u8)
    })
}

/// The bytes of so many digits.
fn bytes_of<const N: usize>(digits: &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    for (to, eight) in bytes.chunks_mut(5).zip(digits.chunks(8)) {
        let bits = eight.iter().fold(0_u64, |bits, digit| bits << 5 | u64::from(*digit));
        for (to, from) in to.iter_mut().zip(bits.to_be_bytes().into_iter().skip(3)) {
            *to = from;
        }
    }
    bytes
}

/// Bytes as people type them: eight digits of Crockford's base 32 to every five, of which there must be whole ones.
#[must_use]
pub fn typed(bytes: &[u8]) -> String {
    digits_of(bytes).map(letter_of).collect()
}

/// Reads them as [`typed`] writes them, in any case, with or without dashes and spaces, O for 0, I and L for 1; none when they
/// are not so many.
#[must_use]
pub fn from_typed<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = digits_typed(text)?;
    (digits.len() * 5 == N * 8).then(|| bytes_of(&digits))
}

impl FromStr for EnrolCode {
    type Err = Error;

    /// Reads a code as people type it: any case, with or without dashes and spaces, O for 0, I and L for 1.
    fn from_str(text: &str) -> Result<Self, Error> {
        const WRONG: Error = Error::Malformed("enrolment code");
        let (address, code) = text.trim().rsplit_once('/').ok_or(WRONG)?;
        let address = address.trim();
        let address = address.strip_prefix("https://").unwrap_or(address);
        let of_address = |letter: char| letter.is_ascii_alphanumeric() || ".-:[]/_".contains(letter);
        if address.is_empty() || !address.chars().all(of_address) {
            return Err(WRONG);
        }
        let digits = digits_typed(code).ok_or(WRONG)?;
        let (payload, _) = digits.split_at_checked(DIGITS).ok_or(WRONG)?;
        let bytes: [u8; SECRET_BYTES + FINGERPRINT_BYTES] = bytes_of(payload);
        if digits.len() != DIGITS + CHECK_DIGITS || !with_check(&bytes).eq(digits.iter().copied()) {
            return Err(WRONG);
        }
        let (secret, fingerprint) = bytes.split_first_chunk().ok_or(WRONG)?;
        let fingerprint = fingerprint.try_into().map_err(|_| WRONG)?;
        Ok(Self { address: address.to_owned(), secret: Secret(*secret), fingerprint })
    }
}

/// A digit of Crockford's base 32.
pub(crate) fn letter_of(digit: u8) -> char {
    ALPHABET.get(usize::from(digit)).copied().map_or('0', char::from)
}

/// The digits of what people typed: in any case, with or without dashes and spaces; none when there is another sign.
pub(crate) fn digits_typed(text: &str) -> Option<Vec<u8>> {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').map(digit_of).collect()
}

/// What a digit of Crockford's base 32 stands for, however it is typed.
fn digit_of(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = ALPHABET.iter().position(|known| char::from(*known) == letter)?;
    u8::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> EnrolCode {
        EnrolCode {
            address: "tarnyba.example:8443".to_owned(),
            secret: Secret([0xff, 1, 2, 3, 4, 5, 6, 0x80]),
            fingerprint: fingerprint(b"certificate"),
        }
    }

    #[test]
    fn comes_back_however_it_is_typed() {
        let shown = code().to_string();
        let (_, digits) = shown.rsplit_once('/').unwrap();
        assert_eq!(digits.len(), 40);
        let sloppy = digits.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert_eq!(shown.parse(), Ok(code()));
        assert_eq!(format!(" tarnyba.example:8443/ {sloppy} ").parse(), Ok(code()));
        assert!(code().recognises(b"certificate") && !code().recognises(b"another"));
    }

    #[test]
    fn bytes_are_typed_and_read() {
        let bytes = [0xff, 0, 1, 2, 3, 0x80, 5, 6, 7, 8];
        let shown = typed(&bytes);
        assert_eq!(shown, "ZW0020G3G02GC1R8");
        assert_eq!(from_typed(&shown), Some(bytes));
        assert_eq!(
            from_typed(&format!(" {}-{} ", &shown[..4].to_lowercase(), &shown[4..].replace('0', "o"))),
            Some(bytes)
        );
        assert_eq!(from_typed::<10>(&shown[1..]), None);
        assert_eq!(from_typed::<5>(&shown), None);
        assert_eq!(from_typed::<10>("ZW0020G3G02GC1RŽ"), None);
    }

    #[test]
    fn a_slip_of_the_finger_is_noticed() {
        let shown = code().to_string();
        let slash = shown.find('/').unwrap();
        let mut passed = 0;
        for at in slash + 1..shown.len() {
            for letter in ALPHABET {
                let mut typed = shown.clone().into_bytes();
                if typed[at] != b'-' && typed[at] != *letter {
                    typed[at] = *letter;
                    passed += usize::from(String::from_utf8(typed).unwrap().parse::<EnrolCode>().is_ok());
                }
            }
        }
        assert!(passed <= 5, "{passed} of 1054 single slips passed");
        for wrong in ["", "/", "a/", "a/ąąą", "host:1/XXXXX", &shown[..shown.len() - 1]] {
            assert!(wrong.parse::<EnrolCode>().is_err());
        }
    }
}
