//! Letters without their marks: `ė` is read as `e`, `ł` as `l`. For text messages and for comparing words.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Lower case, without marks, Cyrillic kept: what two spellings of one word have in common.
pub(crate) fn compared(text: &str) -> String {
    bare(&text.to_lowercase())
}

/// Text whose letters have lost their marks. What has none stays as it is.
pub(crate) fn bare(text: &str) -> String {
    DecomposingNormalizerBorrowed::new_nfd()
        .normalize(text)
        .chars()
        .filter(|c| !is_mark(*c))
        .map(unbarred)
        .collect()
}

/// Marks that stand over, under or through the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Letters whose mark Unicode does not take apart.
fn unbarred(c: char) -> char {
    match c {
        'ł' => 'l',
        'Ł' => 'L',
        'đ' => 'd',
        'Đ' => 'D',
        'ı' => 'i',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_their_marks() {
        assert_eq!(bare("Ąžuolas Žydrūnė Šulčienė"), "Azuolas Zydrune Sulciene");
        assert_eq!(bare("Łukaszewska, Dzień dobry"), "Lukaszewska, Dzien dobry");
        assert_eq!(compared("ДРУГОЙ"), "другои");
    }
}
