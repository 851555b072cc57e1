//! Passphrases, for a tablet without a key store: nothing but the phrase itself stands between a copied file and what it holds,
//! so it is long, and none of those that anybody would try first. A phrase may be hard to guess and yet be refused here; it
//! must never be the other way round.
//!
//! What counts is how much is left when all that is cheap to guess counts once: repetitions, rows of the alphabet and of the
//! keys, well-known words, and the office's and the worker's own names (NIST SP 800-63B-4 §3.1.1.2 asks for such a list).

use crate::error::DeviceError;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use zeroize::Zeroizing;

/// The shortest phrase, in characters.
const SHORTEST: usize = 12;
/// The longest.
const LONGEST: usize = 128;
/// So much has to be left of it.
const LEAST: usize = 8;
/// So many different characters it has to have.
const DIFFERENT: usize = 5;
/// Names shorter than this stand in too many words.
const NAME: usize = 4;

/// Rows of the keys.
const ROWS: [&str; 4] = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// Words that come first to many, without marks.
const KNOWN: [&str; 34] = [
    "slaptazodis",
    "slaptafraze",
    "password",
    "passphrase",
    "vizitas",
    "vizitai",
    "lietuva",
    "vilnius",
    "kaunas",
    "klaipeda",
    "siauliai",
    "panevezys",
    "alytus",
    "planset",
    "darbuotoja",
    "socialin",
    "savivaldyb",
    "skyrius",
    "globa",
    "pagalba",
    "sveikas",
    "sveiki",
    "labas",
    "myliu",
    "mama",
    "saule",
    "vasara",
    "zalgiris",
    "admin",
    "welcome",
    "letmein",
    "dragon",
    "monkey",
    "iloveyou",
];

/// The phrase as the keys are derived from it: the same however it was typed, without blanks around it.
pub(crate) fn plain(phrase: &str) -> Zeroizing<String> {
    let phrase = Zeroizing::new(ComposingNormalizerBorrowed::new_nfc().normalize(phrase).into_owned());
    Zeroizing::new(phrase.trim().to_owned())
}

/// Refuses a phrase that is short or easy to guess. `names`: what people here would take first, as the office is called.
///
/// # Errors
/// `PhraseWeak`.
pub(crate) fn check(phrase: &str, names: &[&str]) -> Result<(), DeviceError> {
    let length = plain(phrase).chars().count();
    let fits = (SHORTEST..=LONGEST).contains(&length);
    if fits && !is_easy(&folded(phrase), names) { Ok(()) } else { Err(DeviceError::PhraseWeak) }
}

/// What is written, in small letters without their marks.
fn folded(text: &str) -> Zeroizing<String> {
    let marked = Zeroizing::new(DecomposingNormalizerBorrowed::new_nfd().normalize(text).into_owned());
    Zeroizing::new(
        marked.chars().filter(|c| !is_mark(*c) && !c.is_whitespace()).flat_map(char::to_lowercase).collect(),
    )
}

/// A mark over or under a letter (Unicode, combining diacritical marks).
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_easy(phrase: &str, names: &[&str]) -> bool {
    let (mut rest, mut left) = (Zeroizing::new(phrase.to_owned()), 0);
    let names = names.iter().flat_map(|name| name.split(|c: char| !c.is_alphanumeric())).map(folded);
    let names = names.filter(|name| name.chars().count() >= NAME).collect::<Vec<_>>();
    for word in names.iter().map(|name| name.as_str()).chain(KNOWN) {
        let parts = rest.matches(word).count();
        if parts > 0 {
            left += 1;
            *rest = rest.replace(word, " ");
        }
    }
    let mut chars: Zeroizing<Vec<char>> = Zeroizing::new(rest.chars().filter(|c| *c != ' ').collect());
    chars.dedup();
    left += once(&chars).windows(3).filter(|three| !is_row(three)).count();
    let mut different: Zeroizing<Vec<char>> = Zeroizing::new(phrase.chars().collect());
    different.sort_unstable();
    different.dedup();
    left < LEAST || different.len() < DIFFERENT
}

/// What is said over and over, once.
fn once(chars: &[char]) -> &[char] {
    let again = |length: &usize| chars.chunks(*length).all(|part| chars.starts_with(part));
    let length = (1..chars.len()).find(again).unwrap_or(chars.len());
    chars.get(..length).unwrap_or(chars)
}

/// Three that go on as they began: aaa, abc, 321, wer.
fn is_row(three: &[char]) -> bool {
    let [a, b, c] = three else { return false };
    let step = |a: char, b: char| i64::from(u32::from(b)) - i64::from(u32::from(a));
    let along = |row: &&str| {
        let at = |c: char| row.chars().position(|key| key == c).and_then(|at| i64::try_from(at).ok());
        match (at(*a), at(*b), at(*c)) {
            (Some(a), Some(b), Some(c)) => b - a == c - b && (b - a).abs() == 1,
            _ => false,
        }
    };
    step(*a, *b) == step(*b, *c) && step(*a, *b).abs() <= 1 || ROWS.iter().any(along)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_anybody_would_try_first_is_refused() {
        let easy = [
            "aaaaaaaaaaaaaaaa",
            "123456789012345",
            "qwertyuiopasdf",
            "abcdefghijklmnop",
            "slaptažodis123",
            "Slaptažodis 2026",
            "SLAPTAZODIS!!!!",
            "password12345678",
            "vizitas vizitas vizitas",
            "labas labas labas",
            "abcabcabcabcabc",
            "Rasa1Rasa1Rasa1",
            "zxcvbnm,.zxcvbnm",
            "111222333444555",
            "Lietuva Lietuva 1",
            "Alytaus skyrius",
            "1a1a1a1a1a1a1a",
            "Petraitienė 1980",
        ];
        for phrase in easy {
            let judged = check(phrase, &["Alytaus miesto savivaldybė", "Rasa Petraitienė"]);
            assert!(matches!(judged, Err(DeviceError::PhraseWeak)), "{phrase}");
        }
        for phrase in ["", "kava su cukr", "ką tu žin"].into_iter().chain([&*"x7".repeat(80)]) {
            let short = phrase.chars().count() < 12 || phrase.len() > 100;
            assert_eq!(check(phrase, &[]).is_err(), short, "{phrase}");
        }
        let hard = [
            "žalia kėdė prie lango",
            "du arkliai ir vežimas",
            "Mėlynas3Dviratis",
            "kava su trim cukrais",
            "k7#Qm2!vTz9p",
            "Petraitienė pieną perka rytais",
        ];
        for phrase in hard {
            check(phrase, &["Alytaus miesto savivaldybė", "Rasa Petraitienė"]).unwrap();
        }
    }

    #[test]
    fn it_is_the_same_however_it_was_typed() {
        assert_eq!(*plain(" z\u{30c}alia kėdė "), *plain("žalia kėdė"));
        assert_ne!(*plain("Žalia kėdė"), *plain("žalia kėdė"), "capitals count");
    }
}
