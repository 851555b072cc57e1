//! Whether bytes are exactly one item of the profile, written in the one way allowed.

use crate::Error;

/// How much is looked at before giving up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most bytes of the whole item.
    pub bytes: usize,
    /// Deepest nesting of arrays and maps.
    pub depth: u8,
}

/// Checks that `bytes` are one whole item: shortest heads, definite lengths, map keys strictly ascending, valid
/// UTF-8, nothing behind it.
pub fn check(bytes: &[u8], limits: Limits) -> Result<(), Error> {
    if bytes.len() > limits.bytes {
        return Err(Error::TooLarge("CBOR item"));
    }
    let mut rest = Rest(bytes);
    rest.item(limits.depth)?;
    if rest.0.is_empty() { Ok(()) } else { Err(Error::Cbor("bytes behind the item")) }
}

const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const SIMPLE: u8 = 7;
const FALSE: u8 = 20;
const NULL: u8 = 22;

struct Rest<'b>(&'b [u8]);

impl<'b> Rest<'b> {
    fn take(&mut self, n: u64) -> Result<&'b [u8], Error> {
        let n = usize::try_from(n).map_err(|_| Error::Cbor("cut short"))?;
        let (head, tail) = self.0.split_at_checked(n).ok_or(Error::Cbor("cut short"))?;
        self.0 = tail;
        Ok(head)
    }

    /// Major type and argument of the next item, the argument in its shortest form.
    fn head(&mut self) -> Result<(u8, u64), Error> {
        let first = *self.take(1)?.first().ok_or(Error::Cbor("cut short"))?;
        let (major, info) = (first >> 5, first & 0x1f);
        if info < 24 {
            return Ok((major, u64::from(info)));
        }
        if major == SIMPLE {
            return Err(Error::Cbor("float or simple value"));
        }
        let (length, least) = match info {
            24 => (1, 24),
            25 => (2, 1 << 8),
            26 => (4, 1 << 16),
            27 => (8, 1 << 32),
            _ => return Err(Error::Cbor("indefinite length or reserved")),
        };
        let argument = self.take(length)?.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        if argument < least {
            Err(Error::Cbor("number not in its shortest form"))
        } else {
            Ok((major, argument))
        }
    }

    fn item(&mut self, depth: u8) -> Result<(), Error> {
        let (major, argument) = self.head()?;
        match major {
            UNSIGNED => Ok(()),
            NEGATIVE if i64::try_from(argument).is_ok() => Ok(()),
            NEGATIVE => Err(Error::Cbor("number out of range")),
            BYTES => self.take(argument).map(|_| ()),
            TEXT => {
                let text = self.take(argument)?;
                std::str::from_utf8(text).map(|_| ()).map_err(|_| Error::Cbor("text is not UTF-8"))
            }
            ARRAY => {
                let inner = depth.checked_sub(1).ok_or(Error::TooLarge("CBOR nesting"))?;
                (0..argument).try_for_each(|_| self.item(inner))
            }
            MAP => self.map(argument, depth.checked_sub(1).ok_or(Error::TooLarge("CBOR nesting"))?),
            SIMPLE if (u64::from(FALSE)..=u64::from(NULL)).contains(&argument) => Ok(()),
            _ => Err(Error::Cbor("tag or simple value")),
        }
    }

    fn map(&mut self, count: u64, inner: u8) -> Result<(), Error> {
        let mut last = None;
        for _ in 0..count {
            let (major, key) = self.head()?;
            if major != UNSIGNED {
                return Err(Error::Cbor("map key is not a field number"));
            }
            // Shortest unsigned integers sort by value exactly as their bytes do.
            if last.is_some_and(|last| last >= key) {
                return Err(Error::Cbor("map keys not strictly ascending"));
            }
            last = Some(key);
            self.item(inner)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { bytes: 64, depth: 3 };

    #[test]
    fn takes_what_is_deterministic() {
        let good: &[&[u8]] = &[
            &[0x00],
            &[0x17],
            &[0x18, 24],
            &[0x19, 1, 0],
            &[0x1a, 0, 1, 0, 0],
            &[0x1b, 0, 0, 0, 1, 0, 0, 0, 0],
            &[0x3b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x40],
            &[0x62, 0xc4, 0x85],
            &[0x82, 0xf4, 0xf6],
            &[0xa2, 0x01, 0xf5, 0x18, 24, 0x80],
            &[0x81, 0x81, 0x80],
        ];
        for bytes in good {
            assert_eq!(check(bytes, LIMITS), Ok(()), "{bytes:02x?}");
        }
    }

    #[test]
    fn refuses_every_other_way_to_write_it() {
        let bad: &[(&[u8], &str)] = &[
            (&[], "nothing"),
            (&[0x18, 23], "long one-byte form"),
            (&[0x19, 0, 255], "long two-byte form"),
            (&[0x1a, 0, 0, 255, 255], "long four-byte form"),
            (&[0x1b, 0, 0, 0, 0, 255, 255, 255, 255], "long eight-byte form"),
            (&[0x3b, 0x80, 0, 0, 0, 0, 0, 0, 0], "below the least i64"),
            (&[0x58, 3, 1, 2, 3], "long string head"),
            (&[0x5f, 0x41, 1, 0xff], "indefinite bytes"),
            (&[0x9f, 0xff], "indefinite array"),
            (&[0xbf, 0xff], "indefinite map"),
            (&[0x1c], "reserved"),
            (&[0xa2, 2, 0, 1, 0], "keys unsorted"),
            (&[0xa2, 1, 0, 1, 0], "key twice"),
            (&[0xa1, 0x61, b'a', 0], "text key"),
            (&[0xa1, 0x20, 0], "negative key"),
            (&[0x61, 0xff], "not UTF-8"),
            (&[0xc1, 0], "tag"),
            (&[0xf7], "undefined"),
            (&[0xf8, 32], "simple value"),
            (&[0xf9, 0, 0], "float"),
            (&[0x00, 0x00], "trailing"),
            (&[0x42, 0], "cut string"),
            (&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "endless array"),
            (&[0x81, 0x81, 0x81, 0x80], "too deep"),
            (&[0; 65], "too long"),
        ];
        for (bytes, why) in bad {
            assert!(check(bytes, LIMITS).is_err(), "{why}");
        }
    }
}
