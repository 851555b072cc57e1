//! A text message as the network sees it: its alphabet, how many parts it takes and what they cost; and its
//! letters without marks, which often halve that.
//!
//! Alphabet and parts by 3GPP TS 23.038 §6.2.1 (GSM 7 bit default alphabet and its extension) and TS 23.040 §9.2.3.24.1
//! (a part of a long message gives six octets to its header).

use crate::fold;
use crate::template::Form;
use serde::{Deserialize, Serialize};

/// How a text message is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// As people write: `Laukiame Jūsų`.
    #[default]
    Letters,
    /// In few words, Lithuanian and Polish letters without their marks: `Laukiame Jusu`. Cyrillic stays.
    Plain,
    /// The same, and Cyrillic in Latin letters.
    Latin,
}

impl Style {
    /// The form of a template that is written in this style.
    #[must_use]
    pub fn form(self) -> Form {
        match self {
            Self::Letters => Form::Sms,
            Self::Plain | Self::Latin => Form::SmsShort,
        }
    }

    /// The text in this style.
    #[must_use]
    pub fn write(self, text: &str) -> String {
        match self {
            Self::Letters => text.to_owned(),
            Self::Plain => text.chars().map(plain).collect(),
            Self::Latin => text.chars().map(|c| latin(c).map_or_else(|| plain(c), str::to_owned)).collect(),
        }
    }
}

/// The alphabet in which a message is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Alphabet {
    /// Seven bits a character.
    Gsm7,
    /// Sixteen bits a character.
    Ucs2,
}

/// How a message is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Parts {
    /// In which alphabet.
    pub alphabet: Alphabet,
    /// Its length in units of that alphabet.
    pub units: usize,
    /// In how many parts, each of which is paid. An empty message has none.
    pub parts: usize,
}

impl Parts {
    /// Counts the parts of a message.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let septets: Option<Vec<usize>> = text.chars().map(septets).collect();
        let (alphabet, widths, alone, joined) = match septets {
            Some(widths) => (Alphabet::Gsm7, widths, 160, 153),
            None => (Alphabet::Ucs2, text.chars().map(char::len_utf16).collect(), 70, 67),
        };
        let units = widths.iter().sum();
        let parts = if units == 0 {
            0
        } else if units <= alone {
            1
        } else {
            packed(&widths, joined)
        };
        Self { alphabet, units, parts }
    }

    /// What the message costs when a part costs `price`, in the same unit.
    #[must_use]
    pub fn cost(self, price: u64) -> u64 {
        price.saturating_mul(self.parts as u64)
    }
}

/// Parts of at most `room` units; a character is never cut in two.
fn packed(widths: &[usize], room: usize) -> usize {
    let mut parts = 1;
    let mut used = 0;
    for width in widths {
        if used + width > room {
            parts += 1;
            used = 0;
        }
        used += width;
    }
    parts
}

/// Characters of the default alphabet beside ASCII's letters and digits.
const DEFAULT: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
/// Characters that take an escape before them.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// How many septets a character takes; none when the alphabet has it not.
fn septets(c: char) -> Option<usize> {
    if c.is_ascii_alphanumeric() || DEFAULT.contains(c) {
        Some(1)
    } else {
        EXTENSION.contains(c).then_some(2)
    }
}

/// A character as the default alphabet has it, or as it is when there is no likeness.
fn plain(c: char) -> String {
    if septets(c).is_some() {
        return c.into();
    }
    let likeness = match c {
        '–' | '—' | '‑' | '−' => "-",
        '„' | '“' | '”' | '«' | '»' => "\"",
        '‘' | '’' | '‚' | '`' => "'",
        '…' => "...",
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\t' => " ",
        '№' => "Nr.",
        // Bare of its mark a Cyrillic letter would be another letter.
        _ if latin(c).is_some() => return c.into(),
        _ => return fold::bare(c.encode_utf8(&mut [0; 4])),
    };
    likeness.to_owned()
}

/// A Cyrillic letter in Latin ones, as people write Russian without its keyboard.
fn latin(c: char) -> Option<&'static str> {
    let (_, small, capital) = CYRILLIC.iter().find(|(letter, _, _)| c.to_lowercase().eq([*letter]))?;
    Some(if c.is_uppercase() { capital } else { small })
}

const CYRILLIC: &[(char, &str, &str)] = &[
    ('а', "a", "A"),
    ('б', "b", "B"),
    ('в', "v", "V"),
    ('г', "g", "G"),
    ('д', "d", "D"),
    ('е', "e", "E"),
    ('ё', "yo", "Yo"),
    ('ж', "zh", "Zh"),
    ('з', "z", "Z"),
    ('и', "i", "I"),
    ('й', "y", "Y"),
    ('к', "k", "K"),
    ('л', "l", "L"),
    ('м', "m", "M"),
    ('н', "n", "N"),
    ('о', "o", "O"),
    ('п', "p", "P"),
    ('р', "r", "R"),
    ('с', "s", "S"),
    ('т', "t", "T"),
    ('у', "u", "U"),
    ('ф', "f", "F"),
    ('х', "kh", "Kh"),
    ('ц', "ts", "Ts"),
    ('ч', "ch", "Ch"),
    ('ш', "sh", "Sh"),
    ('щ', "shch", "Shch"),
    ('ъ', "", ""),
    ('ы', "y", "Y"),
    ('ь', "", ""),
    ('э', "e", "E"),
    ('ю', "yu", "Yu"),
    ('я', "ya", "Ya"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str) -> (Alphabet, usize, usize) {
        let parts = Parts::of(text);
        (parts.alphabet, parts.units, parts.parts)
    }

    #[test]
    fn parts_are_counted_as_the_network_counts_them() {
        use Alphabet::{Gsm7, Ucs2};
        assert_eq!(parts(""), (Gsm7, 0, 0));
        assert_eq!(parts(&"a".repeat(160)), (Gsm7, 160, 1));
        assert_eq!(parts(&"a".repeat(161)), (Gsm7, 161, 2));
        assert_eq!(parts(&"a".repeat(306)), (Gsm7, 306, 2));
        assert_eq!(parts(&"a".repeat(307)), (Gsm7, 307, 3));
        assert_eq!(parts(&"ą".repeat(70)), (Ucs2, 70, 1));
        assert_eq!(parts(&"ą".repeat(71)), (Ucs2, 71, 2));
        assert_eq!(parts(&"ą".repeat(134)), (Ucs2, 134, 2));
        // 144 Lithuanian characters are three parts.
        assert_eq!(parts(&"ą".repeat(144)), (Ucs2, 144, 3));
        // The euro sign takes two septets, and is not cut in two: 152 + 2 does not fit 153.
        assert_eq!(parts(&"€".repeat(80)), (Gsm7, 160, 1));
        assert_eq!(parts(&format!("{}€{}", "a".repeat(152), "a".repeat(152))), (Gsm7, 306, 3));
        // Nor is a character of two UTF-16 units.
        assert_eq!(parts(&"😀".repeat(35)), (Ucs2, 70, 1));
        assert_eq!(parts(&"😀".repeat(67)), (Ucs2, 134, 3));
    }

    #[test]
    fn each_part_is_paid() {
        assert_eq!(Parts::of(&"ą".repeat(144)).cost(35), 105);
        assert_eq!(Parts::of("").cost(35), 0);
    }

    #[test]
    fn the_default_alphabet_is_whole() {
        // 128 places, one of which is the escape; letters and digits stand apart.
        assert_eq!(DEFAULT.chars().count() + 26 + 26 + 10, 127);
        assert_eq!(EXTENSION.chars().count(), 10);
    }

    #[test]
    fn letters_are_written_plainly_when_asked() {
        let text = "Pas Jus atvyks Živilė – 10:45… „Łódź“ €5, ačiū";
        assert_eq!(Style::Letters.write(text), text);
        assert_eq!(Style::Plain.write(text), "Pas Jus atvyks Zivile - 10:45... \"Lodz\" €5, aciu");
        assert_eq!(Parts::of(&Style::Plain.write(text)).alphabet, Alphabet::Gsm7);
        // What the alphabet has keeps its mark.
        assert_eq!(Style::Plain.write("à é ö"), "à é ö");
    }

    #[test]
    fn cyrillic_becomes_latin_only_when_asked() {
        let text = "Ждём Вас, Юлия Щукина, объезд";
        assert_eq!(Style::Plain.write(text), text);
        assert_eq!(Style::Latin.write(text), "Zhdyom Vas, Yuliya Shchukina, obezd");
        assert_eq!(Style::Latin.write("подъезд № 2 – Žana"), "podezd Nr. 2 - Zana");
    }

    proptest! {
        #[test]
        fn nothing_lithuanian_polish_or_russian_is_left_out_of_gsm(text in "[a-ząčęėįšųūžA-ZĄČĘĖĮŠŲŪŽćłńóśźżĆŁŃÓŚŹŻа-яёА-ЯЁ0-9 .,–]{0,200}") {
            prop_assert!(Parts::of(&Style::Latin.write(&text)).alphabet == Alphabet::Gsm7);
        }

        #[test]
        fn parts_hold_the_message(text in ".{0,400}") {
            let parts = Parts::of(&text);
            let (alone, joined) = match parts.alphabet { Alphabet::Gsm7 => (160, 153), Alphabet::Ucs2 => (70, 67) };
            prop_assert!(parts.parts <= 1 || parts.units > alone);
            let room = if parts.parts <= 1 { alone } else { parts.parts * joined };
            prop_assert!(parts.units <= room);
        }
    }
}
