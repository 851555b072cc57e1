//! A postal address as typed in Lithuania, taken apart: `Naujoji g. 54A-12, LT-63355 Alytus`.
//!
//! What it cannot place stays in [`Address::text`]; it never refuses and never invents a part.

use serde::Serialize;

use super::text::fold;

/// An address, its parts where they were understood.
#[derive(Clone, PartialEq, Eq, Default, Serialize)]
pub struct Address {
    /// As the office wrote it, on one line.
    pub text: String,
    /// Street with its kind: `Naujoji g.`, `Vasario 16-osios g.`; empty in villages without streets.
    pub street: String,
    /// House number with its letter: `54A`.
    pub house: String,
    /// Flat number.
    pub flat: String,
    /// Five digits, without `LT-`.
    pub postcode: String,
    /// Town or village.
    pub town: String,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Address(…)")
    }
}

/// Words after which a house number follows.
const STREET_KINDS: [&str; 18] = [
    "g",
    "gatve",
    "a",
    "aikste",
    "pr",
    "prospektas",
    "al",
    "aleja",
    "pl",
    "plentas",
    "tak",
    "takas",
    "skg",
    "skersgatvis",
    "aplinkl",
    "krant",
    "kel",
    "kelias",
];

impl Address {
    /// Takes a one-line address apart.
    pub(super) fn parse(text: &str) -> Self {
        let mut address = Self { text: text.to_owned(), ..Self::default() };
        let mut others = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let taken = address.take_postcode(part) || address.take_street(part) || address.take_flat(part);
            if !taken {
                others.push(part);
            }
        }
        if address.town.is_empty() {
            // The settlement comes before its eldership, district and municipality.
            let town = others.iter().find(|part| !is_district(part)).or(others.first());
            address.town = town.map_or_else(String::new, |part| (*part).to_owned());
        }
        address
    }

    /// Composes the one line from columns of their own, then takes it apart.
    pub(super) fn from_columns(street: &str, house: &str, flat: &str, postcode: &str, town: &str) -> Self {
        let number = if flat.is_empty() { house.to_owned() } else { format!("{house}-{flat}") };
        let first = format!("{street} {number}");
        let second = format!("{postcode} {town}");
        let parts: Vec<&str> =
            [first.trim(), second.trim()].into_iter().filter(|part| !part.is_empty()).collect();
        Self::parse(&parts.join(", "))
    }

    /// Whether there is a house to drive to.
    pub(super) fn has_house(&self) -> bool {
        !self.house.is_empty()
    }

    /// `LT-63355 Alytus` → postcode and town; false when it holds none or one is known.
    fn take_postcode(&mut self, part: &str) -> bool {
        let Some((code, town)) = postcode(part).filter(|_| self.postcode.is_empty()) else { return false };
        self.postcode = code;
        town.clone_into(&mut self.town);
        true
    }

    /// `Naujoji g. 54A-12` → street, house, flat; false when the part has no house number or one is known.
    fn take_street(&mut self, part: &str) -> bool {
        if self.has_house() {
            return false;
        }
        let words: Vec<&str> = part.split(' ').collect();
        let kind = words.iter().rposition(|word| STREET_KINDS.contains(&fold(word).as_str()));
        // Without a kind of street the number is the last word that looks like one: `Miklusėnų k. 5`.
        let number = match kind {
            Some(kind) => kind + 1,
            None => match words.iter().rposition(|word| house_and_flat(word).is_some()) {
                Some(number) if number > 0 => number,
                _ => return false,
            },
        };
        let Some((street, rest)) = words.split_at_checked(number) else { return false };
        let Some((house, flat)) = rest.first().and_then(|word| house_and_flat(word)) else { return false };
        let street = street.join(" ");
        if kind.is_none() && is_settlement(&street) {
            self.town = street;
        } else {
            self.street = street;
        }
        self.house = house;
        self.flat = flat;
        let rest = rest.get(1..).unwrap_or_default().join(" ");
        self.take_flat(&rest);
        true
    }

    /// `bt. 12`, `but. 12`, `12`, once the house is known.
    fn take_flat(&mut self, part: &str) -> bool {
        if !self.has_house() || !self.flat.is_empty() {
            return false;
        }
        let folded = fold(part);
        let number = ["butas ", "but ", "bt ", "flat "]
            .iter()
            .find_map(|label| folded.strip_prefix(label))
            .unwrap_or(&folded);
        let fits =
            !number.is_empty() && number.len() <= 5 && number.starts_with(|c: char| c.is_ascii_digit());
        if fits {
            self.flat = number.to_uppercase();
        }
        fits
    }
}

/// `LT-63355 Alytus`, `63355 Alytus`, `LT 63355` → the code and what follows it.
fn postcode(part: &str) -> Option<(String, &str)> {
    let rest = part.strip_prefix("LT").or_else(|| part.strip_prefix("lt")).unwrap_or(part);
    let rest = rest.trim_start_matches(['-', '–', ' ']);
    let (code, after) = rest.split_at_checked(5)?;
    let fits = code.chars().all(|c| c.is_ascii_digit())
        && !after.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    fits.then(|| (code.to_owned(), after.trim()))
}

/// `54A-12` → house `54A`, flat `12`; `12/3` is a house number at a corner.
fn house_and_flat(word: &str) -> Option<(String, String)> {
    let (house, flat) = word.split_once(['-', '–']).unwrap_or((word, ""));
    let digits = house.chars().take_while(char::is_ascii_digit).count();
    let tail: Vec<char> = house.chars().skip(digits).collect();
    let letter = matches!(tail.as_slice(), [] | [_]) && tail.iter().all(|c| c.is_alphabetic());
    let corner =
        tail.first() == Some(&'/') && tail.len() > 1 && tail.iter().skip(1).all(|c| c.is_alphanumeric());
    let flat_fits = flat.is_empty() != word.contains(['-', '–'])
        && flat.len() <= 5
        && flat.chars().all(char::is_alphanumeric)
        && (flat.is_empty() || flat.starts_with(|c: char| c.is_ascii_digit()));
    ((1..=4).contains(&digits) && (letter || corner) && flat_fits)
        .then(|| (house.to_uppercase(), flat.to_uppercase()))
}

fn is_settlement(text: &str) -> bool {
    fold(text)
        .rsplit(' ')
        .next()
        .is_some_and(|word| matches!(word, "k" | "kaimas" | "vs" | "mstl" | "m" | "km"))
}

fn is_district(text: &str) -> bool {
    let folded = fold(text);
    folded
        .split(' ')
        .any(|word| matches!(word, "sen" | "seniunija" | "r" | "rajonas" | "sav" | "savivaldybe" | "lietuva"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: [&str; 5]) {
        let Address { street, house, flat, postcode, town, .. } = Address::parse(text);
        assert_eq!([street, house, flat, postcode, town], expected, "{text}");
    }

    #[test]
    fn addresses_are_taken_apart() {
        check("Naujoji g. 54A, 63355 Alytus", ["Naujoji g.", "54A", "", "63355", "Alytus"]);
        check(
            "A. Juozapavičiaus g. 15B-8, LT-63494 Alytus",
            ["A. Juozapavičiaus g.", "15B", "8", "63494", "Alytus"],
        );
        check("Rotušės a. 56, 63910 Alytus", ["Rotušės a.", "56", "", "63910", "Alytus"]);
        check("Vasario 16-osios g. 5-12, Alytus", ["Vasario 16-osios g.", "5", "12", "", "Alytus"]);
        check("Pulko g. 15 bt. 8, LT 62133, Alytus", ["Pulko g.", "15", "8", "62133", "Alytus"]);
        check("Pulko g. 15, bt. 8, Alytus", ["Pulko g.", "15", "8", "", "Alytus"]);
        check("Ulonų gatvė 12/3, Alytus", ["Ulonų gatvė", "12/3", "", "", "Alytus"]);
        check("Miklusėnų k. 5, Alytaus sen., Alytaus r. sav.", ["", "5", "", "", "Miklusėnų k."]);
        check(
            "Sodų g. 3, Miklusėnų k., Alytaus sen., Alytaus r. sav.",
            ["Sodų g.", "3", "", "", "Miklusėnų k."],
        );
        check("Alytus, Naujoji g. 7a", ["Naujoji g.", "7A", "", "", "Alytus"]);
        check("Naujoji 7-2, Alytus", ["Naujoji", "7", "2", "", "Alytus"]);
    }

    #[test]
    fn what_is_not_understood_stays_as_text() {
        let address = Address::parse("prie geležinkelio stoties");
        assert!(!address.has_house());
        assert_eq!(address.text, "prie geležinkelio stoties");
        check("", ["", "", "", "", ""]);
    }

    #[test]
    fn columns_of_their_own() {
        let address = Address::from_columns("Naujoji g.", "54A", "3", "LT-63355", "Alytus");
        assert_eq!(address.text, "Naujoji g. 54A-3, LT-63355 Alytus");
        assert_eq!(
            (address.house.as_str(), address.flat.as_str(), address.town.as_str()),
            ("54A", "3", "Alytus")
        );
    }
}
