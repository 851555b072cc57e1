//! Telephone numbers as typed in Lithuania, made E.164.
//!
//! It knows the national plan (`+370` and eight digits; trunk prefix `0`, until 2025 `8`) and takes a foreign number only when it is
//! written with its `+` or `00`. It never guesses missing digits.

/// What a telephone cell holds.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Phones {
    /// The first number, E.164.
    pub(super) first: String,
    /// Whether the cell held more than this one.
    pub(super) more: bool,
}

/// Reads a telephone cell; `None` when its first number is not one.
pub(super) fn parse(cell: &str) -> Option<Phones> {
    let mut parts = cell.split([',', ';', '/', '\n']).filter(|part| part.chars().any(|c| c.is_ascii_digit()));
    let first = number(parts.next()?)?;
    Some(Phones { first, more: parts.next().is_some() })
}

fn number(text: &str) -> Option<String> {
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
            "8 664 52821",
            "866452821",
            "0 664 52821",
            "066452821",
            "+37066452821",
            "+370 664 52821",
            "+370-664-52-821",
            "00370 664 52821",
            "370 664 52821",
            "66452821",
            "tel. 8 664 52821",
            "Mob.: +370 664 52821",
            "+370 (8 664) 52821",
            "8\u{a0}664\u{a0}52821",
            "8–664–52821",
        ] {
            assert_eq!(parse(typed).unwrap().first, "+37066452821", "{typed}");
        }
        assert_eq!(parse("(8-315) 52 100").unwrap().first, "+37031552100");
        assert_eq!(parse("+48 22 123 45 67").unwrap().first, "+48221234567");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for typed in [
            "",
            "nėra",
            "61234",
            "8-6",
            "+370 6645282",
            "8 664 528211",
            "+",
            "12#45",
            "8664+52821",
            "+370 1664 5282",
        ] {
            assert!(parse(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn a_second_number_is_noticed() {
        let phones = parse("8 664 52821, 8 315 52100").unwrap();
        assert_eq!((phones.first.as_str(), phones.more), ("+37066452821", true));
        assert!(!parse("8 664 52821 (dukra)").is_some_and(|phones| phones.more));
    }
}
