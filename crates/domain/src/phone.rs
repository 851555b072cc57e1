//! Telephone numbers as typed in Lithuania, made E.164, and shown as people say them.
//!
//! It knows the national plan (`+370` and eight digits; trunk prefix `0`, until 2025 `8`) and takes a foreign
//! number only when it is written with its `+` or `00`. It never guesses missing digits.

/// Reads a number; none when it is none. E.164 (ITU-T) with its `+`.
#[must_use]
pub fn read(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let bare = ["telefonas", "tel.", "tel", "mob.", "mob"]
        .iter()
        .find_map(|label| lower.strip_prefix(label))
        .unwrap_or(&lower)
        .trim_start_matches([':', ' ']);
    let known = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+()-–—‑.".contains(c);
    if !bare.chars().all(known) || bare.chars().skip(1).any(|c| c == '+') {
        return None;
    }
    let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
    if bare.starts_with('+') {
        return international(&digits);
    }
    if let Some(rest) = digits.strip_prefix("00") {
        return international(rest);
    }
    match digits.len() {
        8 => national(&digits),
        9 => digits.strip_prefix(['8', '0']).and_then(national),
        11 | 12 if digits.starts_with("370") => international(&digits),
        _ => None,
    }
}

/// A number as it is shown: `0 600 00000`; a foreign one, or what is no number, as it is.
#[must_use]
pub fn shown(number: &str) -> String {
    let national = number.strip_prefix("+370").filter(|rest| rest.len() == 8);
    match national.and_then(|rest| rest.split_at_checked(3)) {
        Some((area, rest)) => format!("0 {area} {rest}"),
        None => number.to_owned(),
    }
}

/// Digits after `+` or `00`.
fn international(digits: &str) -> Option<String> {
    if let Some(rest) = digits.strip_prefix("370") {
        // `+370 (8 612) 34567` is a frequent slip: the trunk prefix has no place after the country code.
        let rest = if rest.len() == 9 { rest.strip_prefix(['8', '0'])? } else { rest };
        return national(rest);
    }
    // ITU-T E.164: at most fifteen digits, and no country code begins with 0.
    let fits = (8..=15).contains(&digits.len()) && !digits.starts_with('0');
    fits.then(|| format!("+{digits}"))
}

/// Eight digits of the national plan: 3–5 fixed, 6 mobile, 7–9 services.
fn national(digits: &str) -> Option<String> {
    let fits = digits.len() == 8 && digits.starts_with(|c| ('3'..='9').contains(&c));
    fits.then(|| format!("+370{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_spelling_becomes_e164() {
        for typed in [
            "(8-664) 52 821",
            "8-664 52821",
            "866452821",
            "0 664 52821",
            "+37066452821",
            "+370-664-52-821",
            "00370 664 52821",
            "370 664 52821",
            "66452821",
            "tel. 8 664 52821",
            "+370 (8 664) 52821",
            "8\u{a0}664\u{a0}52821",
            "8–664–52821",
        ] {
            assert_eq!(read(typed).as_deref(), Some("+37066452821"), "{typed}");
        }
        assert_eq!(read("(8-315) 52 100").as_deref(), Some("+37031552100"));
        assert_eq!(read("+48 22 123 45 67").as_deref(), Some("+48221234567"));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for typed in ["", "nėra", "61234", "8-6", "+370 6645282", "8 664 528211", "+", "12#45", "8664+52821"]
        {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    #[test]
    fn shown_as_people_say_it() {
        assert_eq!(shown("+37066452821"), "0 664 52821");
        assert_eq!(shown("+48221234567"), "+48221234567");
        assert_eq!(shown("nėra"), "nėra");
    }
}
