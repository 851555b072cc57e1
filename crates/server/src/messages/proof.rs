//! What proves that a carrier calls: the end of the address it calls, or a signature, over its words alone or over the time
//! and its words. A signature with its time is good for some minutes and once; the others can be repeated by whoever caught
//! a call, and are for carriers that can do no better. It reads no setting and keeps nothing by itself.

use super::gateway::signature;
use crate::error::Error;
use crate::log::Write;
use axum::http::HeaderMap;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;

/// Seconds for which a signature is good, before and after its time: clocks differ, and calls wait on their way.
const GOOD_S: i64 = 300;
/// Seconds for which a call is remembered beyond that: a clock that is set back may make it good again.
const KEPT_S: i64 = 24 * 3600;

/// How a carrier proves itself, as the office has set it.
#[derive(Clone, Copy)]
pub(super) struct Door<'a> {
    /// The end of the address, or the signature's key. Empty: nobody is let in.
    pub(super) secret: &'a str,
    /// The header with the signature, in hexadecimal digits; empty: there is none.
    pub(super) signature: &'a str,
    /// The header with the time of the signature, in seconds since 1970; empty: it covers none.
    pub(super) time: &'a str,
}

/// What a call has proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proved {
    /// Nothing.
    Nothing,
    /// That a carrier says so, once or more than once.
    Known,
    /// That a carrier says so now.
    Fresh(Call),
    /// That a carrier said so, or will: not now.
    Stale,
}

/// A call that was signed with its time: the same one counts once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Call {
    digest: Hash,
    until: Time,
}

/// Whether such a call was taken in before; else it is written down that it is now. Part of the work that it asks for, so
/// that neither is done without the other.
pub(super) fn is_again(log: &mut dyn Write, call: Option<Call>, now: Time) -> Result<bool, Error> {
    let Some(call) = call else { return Ok(false) };
    Ok(!log.hear(&call.digest, call.until, Time(now.0.saturating_sub(KEPT_S)))?)
}

impl Door<'_> {
    /// What is proved by a call with these headers, to an address that ends so, which says these words.
    pub(super) fn proves(&self, headers: &HeaderMap, end: &str, said: &[u8], now: Time) -> Proved {
        if self.secret.is_empty() {
            return Proved::Nothing;
        }
        if self.signature.is_empty() {
            return if same(self.secret, end) { Proved::Known } else { Proved::Nothing };
        }
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        let Some(given) = header(self.signature) else { return Proved::Nothing };
        let given = given.trim_start_matches("sha256=").to_ascii_lowercase();
        if self.time.is_empty() {
            let is_signed = same(&signature(self.secret, said), &given);
            return if is_signed { Proved::Known } else { Proved::Nothing };
        }
        // Digits alone: nothing of the words can pass for a part of the time.
        let digits = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let Some(time) = header(self.time).filter(digits) else { return Proved::Nothing };
        let Ok(at) = time.parse::<i64>() else { return Proved::Nothing };
        let expected = signature(self.secret, &[time.as_bytes(), b".", said].concat());
        if !same(&expected, &given) {
            return Proved::Nothing;
        }
        if at.abs_diff(now.0) > GOOD_S.unsigned_abs() {
            return Proved::Stale;
        }
        Proved::Fresh(Call { digest: Hash::of(&[expected.as_bytes()]), until: Time(at + GOOD_S) })
    }
}

/// Compares hashes, so that the time it takes tells nothing of the secret.
fn same(expected: &str, given: &str) -> bool {
    Hash::of(&[expected.as_bytes()]) == Hash::of(&[given.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    const NOW: Time = Time(1_795_413_600);

    fn headers(pairs: &[(&'static str, String)]) -> HeaderMap {
        let pair =
            |(name, value): &(&'static str, String)| (HeaderName::from_static(name), value.parse().unwrap());
        pairs.iter().map(pair).collect()
    }

    /// As a carrier signs it: by a key, for a time, words.
    fn signed(key: &str, time: &str, said: &str) -> HeaderMap {
        let over = [time, ".", said].concat();
        headers(&[("x-sign", signature(key, over.as_bytes())), ("x-time", time.to_owned())])
    }

    #[test]
    fn a_signature_with_its_time_is_good_for_five_minutes() {
        let door = Door { secret: "durys", signature: "x-sign", time: "x-time" };
        let good = |seconds: i64| {
            let time = (NOW.0 + seconds).to_string();
            door.proves(&signed("durys", &time, "taip"), "", b"taip", NOW)
        };
        for seconds in [-300, -1, 0, 300] {
            assert!(matches!(good(seconds), Proved::Fresh(_)), "{seconds}");
        }
        for seconds in [-301, 301, -NOW.0, i64::MAX - NOW.0] {
            assert_eq!(good(seconds), Proved::Stale, "{seconds}");
        }
        assert_ne!(good(0), good(1), "another time is another call");
    }

    #[test]
    fn whatever_was_changed_proves_nothing() {
        let door = Door { secret: "durys", signature: "x-sign", time: "x-time" };
        let time = NOW.0.to_string();
        let right = signed("durys", &time, "taip");
        let without = |name: &str| {
            let mut headers = right.clone();
            headers.remove(name);
            headers
        };
        let with = |name: &'static str, value: String| {
            let mut headers = right.clone();
            headers.insert(name, value.parse().unwrap());
            headers
        };
        let over_words_alone = signature("durys", b"taip");
        for (what, headers, said) in [
            ("another word", right.clone(), "ne"),
            ("another key", signed("langas", &time, "taip"), "taip"),
            ("another time", with("x-time", (NOW.0 + 1).to_string()), "taip"),
            ("no time", without("x-time"), "taip"),
            ("no signature", without("x-sign"), "taip"),
            ("the words alone signed", with("x-sign", over_words_alone), "taip"),
            ("no number", signed("durys", "rytoj", "taip"), "taip"),
            ("a sign before it", signed("durys", &format!("+{time}"), "taip"), "taip"),
            ("nothing", signed("durys", "", "taip"), "taip"),
            // `1.2.taip` is signed: it is no time 1 with the words `2.taip`.
            ("a part of the words", signed("durys", &format!("{time}.2"), "taip"), "2.taip"),
            ("beyond numbers", signed("durys", "99999999999999999999", "taip"), "taip"),
        ] {
            assert_eq!(door.proves(&headers, "durys", said.as_bytes(), NOW), Proved::Nothing, "{what}");
        }
        let written_otherwise =
            with("x-sign", format!(" sha256={}", right["x-sign"].to_str().unwrap().to_uppercase()));
        let as_it_was = door.proves(&right, "", b"taip", NOW);
        assert_eq!(door.proves(&written_otherwise, "", b"taip", NOW), as_it_was, "one call, however written");
    }

    #[test]
    fn who_can_do_no_better_is_known_by_the_words_or_the_address() {
        let none = HeaderMap::new();
        let by_address = Door { secret: "durys", signature: "", time: "" };
        assert_eq!(by_address.proves(&none, "durys", b"taip", NOW), Proved::Known);
        assert_eq!(by_address.proves(&none, "langas", b"taip", NOW), Proved::Nothing);
        let by_words = Door { signature: "x-sign", ..by_address };
        let right = headers(&[("x-sign", signature("durys", b"taip"))]);
        assert_eq!(by_words.proves(&right, "", b"taip", NOW), Proved::Known);
        assert_eq!(by_words.proves(&right, "durys", b"ne", NOW), Proved::Nothing);
        assert_eq!(by_words.proves(&none, "durys", b"taip", NOW), Proved::Nothing);
        let shut = Door { secret: "", ..by_words };
        let by_nobody = headers(&[("x-sign", signature("", b"taip"))]);
        assert_eq!(shut.proves(&by_nobody, "", b"taip", NOW), Proved::Nothing);
    }
}
