//! Words as people type them: without marks, in small letters, telephone numbers in any spelling. What is stored
//! for searching and what is searched for pass through the same fold, so they meet. It searches nothing itself.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// The words of a text: small letters and digits, marks taken off (`Łukasz Žemaitė` → `lukasz`, `zemaite`).
pub(crate) fn words(text: &str) -> Vec<String> {
    let small = text.to_lowercase();
    let mut plain = String::with_capacity(small.len());
    for letter in DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(small.chars()) {
        match letter {
            // Marks that decomposing has set apart: ą → a + ogonek.
            '\u{300}'..='\u{36f}' => {}
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ø' => plain.push('o'),
            'ı' => plain.push('i'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            other => plain.push(other),
        }
    }
    plain
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words of several texts, as one line.
pub(crate) fn line<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().flat_map(words).collect::<Vec<_>>().join(" ")
}

/// The ways in which a telephone number, whole or begun, may stand in the index: its digits, and what remains
/// without the prefix of the country (`+370`, `00370`) or of a call within it (`0`, until 2025 `8`).
pub(crate) fn phone_spellings(digits: &str) -> Vec<&str> {
    let mut spellings = vec![digits];
    for prefix in ["00370", "370", "0", "8"] {
        spellings.extend(digits.strip_prefix(prefix).filter(|rest| !rest.is_empty()));
    }
    spellings
}

/// The numbers in a telephone field, for the index: each as its digits and, for a Lithuanian one, without prefix.
/// A field may hold what an office wrote: `tel. 8 612 00001, dukros 0 612 00002`.
pub(crate) fn phones(text: &str) -> String {
    /// Fewer digits are a flat, an age, an extension.
    const SHORTEST: usize = 5;
    /// Digits of a Lithuanian number without its prefix.
    const NATIONAL: usize = 8;
    let within = |letter: char| letter.is_ascii_digit() || " +-()./\u{a0}".contains(letter);
    let mut numbers = Vec::new();
    for part in text.split(|letter| !within(letter)) {
        let digits: String = part.chars().filter(char::is_ascii_digit).collect();
        if digits.len() < SHORTEST {
            continue;
        }
        numbers.extend(
            phone_spellings(&digits).into_iter().filter(|number| number.len() == NATIONAL).map(str::to_owned),
        );
        numbers.push(digits);
    }
    numbers.dedup();
    numbers.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off() {
        let cases = [
            ("Ąžuolas ČESNULYTĖ", "azuolas cesnulyte"),
            ("įėęšųūž", "ieesuuz"),
            ("Łukasz Wołk", "lukasz wolk"),
            ("Алёна Йодко", "алена иодко"),
            ("Petrauskienė-Jonaitė", "petrauskiene jonaite"),
            ("a\u{328}z\u{30c}", "az"),
            ("Naujoji g. 54A-3", "naujoji g 54a 3"),
            ("Weiß", "weiss"),
            ("  …  ", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(line([text]), expected, "{text}");
        }
    }

    #[test]
    fn telephones_are_found_in_what_was_written() {
        let cases = [
            ("+37061200001", "61200001 37061200001"),
            ("8 612 00001", "61200001 861200001"),
            ("(8-315) 50 001", "31550001 831550001"),
            ("0 612 00001", "61200001 061200001"),
            ("+48 22 1234567", "48221234567"),
            ("tel. 861200001, dukros 861200002", "61200001 861200001 61200002 861200002"),
            ("neturi", ""),
            ("12", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(phones(text), expected, "{text}");
        }
    }
}
