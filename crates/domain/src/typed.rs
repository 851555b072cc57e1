//! Text as people type it: spaces tidied, and a folded form by which street names, headers and words are compared.
//!
//! It never changes what a person reads: the folded form is for comparing only.

/// One line: every run of white space (line breaks and no-break spaces too) becomes one space, none at the ends.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c == '\u{feff}').filter(|word| !word.is_empty()) {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    tidy
}

/// Several lines: each tidied as by [`one_line`], line ends made `\n`, no empty lines at the ends.
#[must_use]
pub fn many_lines(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = unified.split('\n').map(one_line).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Lower case, letters without their marks, everything else as single spaces: `El. paštas` → `el pastas`.
#[must_use]
pub fn fold(text: &str) -> String {
    let plain: String = text.chars().flat_map(char::to_lowercase).filter_map(plain_letter).collect();
    one_line(&plain)
}

/// The letter without its mark; a space for what is neither letter nor digit; nothing for a combining mark.
fn plain_letter(c: char) -> Option<char> {
    Some(match c {
        '\u{0300}'..='\u{036f}' => return None,
        'ą' | 'ä' | 'á' => 'a',
        'č' | 'ć' => 'c',
        'ę' | 'ė' | 'é' => 'e',
        'į' => 'i',
        'ł' => 'l',
        'ń' => 'n',
        'ó' | 'ö' => 'o',
        'š' | 'ś' => 's',
        'ų' | 'ū' | 'ü' => 'u',
        'ž' | 'ź' | 'ż' => 'z',
        c if c.is_alphanumeric() => c,
        _ => ' ',
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_tidied() {
        assert_eq!(one_line("  Ona \u{a0} Marija\r\n"), "Ona Marija");
        assert_eq!(
            many_lines("Laiptinės kodas  12#45;\r\nlifto nėra\r\n"),
            "Laiptinės kodas 12#45;\nlifto nėra"
        );
    }

    #[test]
    fn folding_ignores_case_marks_and_punctuation() {
        for (typed, folded) in [
            ("El. paštas", "el pastas"),
            ("TRUKMĖ (min.)", "trukme min"),
            ("Pavarde\u{0307}", "pavarde"),
            ("A. Juozapavičiaus g.", "a juozapaviciaus g"),
            ("Łukasz Żółć", "lukasz zolc"),
        ] {
            assert_eq!(fold(typed), folded);
        }
    }
}
