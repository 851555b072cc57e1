//! One-time codes by time (RFC 6238): SHA-1, six digits, thirty seconds, as every authenticator app makes them. It keeps
//! nothing: which step was used last is told by the caller.

use ring::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use vizitas_domain::time::Time;

/// Seconds a code lasts.
const STEP_S: i64 = 30;
/// Steps a phone's clock may be off.
const OFF: u64 = 1;
/// RFC 4648.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The step of a moment.
#[must_use]
pub fn step(at: Time) -> u64 {
    u64::try_from(at.0.div_euclid(STEP_S)).unwrap_or_default()
}

/// The code of a step (RFC 4226 §5.3).
#[must_use]
pub fn code(secret: &[u8], step: u64) -> String {
    let tag = sign(&Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret), &step.to_be_bytes());
    let tag = tag.as_ref();
    let from = usize::from(tag.last().copied().unwrap_or_default() & 15);
    let four = tag.get(from..from + 4).unwrap_or_default();
    let number = four.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// The step that a typed code is of, if it is one of now and newer than the one used last. A step further ahead than any
/// code of now was used before the clock was set back: it counts for nothing, or nobody could sign in until then. Whoever
/// saw a code of the stretch that comes once more, and knows the password, could use it there once; the clock is the
/// server's own, so that nobody else makes a stretch come again.
pub(super) fn used(secret: &[u8], typed: &str, now: Time, last: u64) -> Option<u64> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let now = step(now);
    let near = now.saturating_sub(OFF)..=now.saturating_add(OFF);
    let last = if last > *near.end() { 0 } else { last };
    near.filter(|step| *step > last).find(|step| code(secret, *step) == typed)
}

/// A secret as it is typed into an app.
#[must_use]
pub fn typed(secret: &[u8]) -> String {
    let mut out = String::new();
    for chunk in secret.chunks(5) {
        let bits = (0..5).fold(0_u64, |bits, at| bits << 8 | u64::from(chunk.get(at).copied().unwrap_or(0)));
        for digit in 0..(chunk.len() * 8).div_ceil(5) {
            let index = usize::try_from(bits >> (35 - 5 * digit) & 31).unwrap_or_default();
            out.push(char::from(BASE32.get(index).copied().unwrap_or(b'A')));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B; the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_rfc() {
        let secret = b"12345678901234567890";
        for (at, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(secret, step(Time(at))), expected, "{at}");
        }
        assert_eq!(typed(secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            (typed(b"f"), typed(b"foob"), typed(b"fooba")),
            ("MY".into(), "MZXW6YQ".into(), "MZXW6YTB".into())
        );
    }

    #[test]
    fn a_code_is_good_one_step_around_and_once() {
        let (secret, now) = (b"12345678901234567890", Time(3_000));
        let at = |step| code(secret, step);
        assert_eq!(used(secret, &at(100), now, 0), Some(100));
        assert_eq!(used(secret, &format!(" {} {}", &at(99)[..3], &at(99)[3..]), now, 0), Some(99));
        assert_eq!(used(secret, &at(101), now, 0), Some(101));
        assert_eq!((used(secret, &at(98), now, 0), used(secret, &at(102), now, 0)), (None, None));
        assert_eq!((used(secret, &at(100), now, 100), used(secret, &at(99), now, 100)), (None, None));
        assert_eq!(used(secret, "", now, 0), None);
    }

    #[test]
    fn a_step_that_is_still_to_come_locks_nobody_out() {
        let (secret, now) = (b"12345678901234567890", Time(3_000));
        // Now is step 100: used last, typed, whether it is good.
        for (last, typed, good) in [
            (99, 100, true),
            (100, 100, false),
            (101, 101, false),
            (101, 100, false),
            (102, 100, true),
            (102, 101, true),
            (102, 102, false),
            (1_000_000, 99, true),
            (u64::MAX, 100, true),
        ] {
            let found = used(secret, &code(secret, typed), now, last);
            assert_eq!(found, good.then_some(typed), "{last} {typed}");
        }
    }
}
