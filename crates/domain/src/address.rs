//! A postal address as typed in Lithuania, taken apart and put together: `Naujoji g. 54A-12, LT-63355 Alytus`.
//!
//! Reading never refuses and never invents a part. No word is lost but the district of a settlement: what cannot be
//! placed stays behind the town or, without a house, in the street's line.

use crate::client::{Address, Grade, Place};
use crate::typed::{fold, one_line};

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

/// Takes an address apart that was typed on one line or on several. Where it is on the map is not known by this alone.
#[must_use]
pub fn read(text: &str) -> Address {
    let mut parts = Parts::default();
    let mut others = Vec::new();
    for part in text.split([',', '\n']).map(one_line).filter(|part| !part.is_empty()) {
        let taken = parts.take_postcode(&part) || parts.take_street(&part) || parts.take_flat(&part);
        if !taken {
            others.push(part);
        }
    }
    if parts.house.is_empty() {
        // Nothing to drive to was understood: it stands whole where people look for the street.
        parts.street = others.join(", ");
    } else {
        parts.take_towns(others);
    }
    Address {
        street: parts.street.into(),
        house: parts.house.into(),
        flat: parts.flat.into(),
        postcode: parts.postcode.into(),
        town: parts.town.into(),
        place: None,
    }
}

/// Street, house and flat: `Naujoji g. 54A-12`; the village where there is no street.
#[must_use]
pub fn short(address: &Address) -> String {
    let place = if address.street.is_empty() { &address.town } else { &address.street };
    let flat = if address.flat.is_empty() { String::new() } else { format!("-{}", &*address.flat) };
    one_line(&format!("{} {}{flat}", &**place, &*address.house))
}

/// The whole address on one line.
#[must_use]
pub fn line(address: &Address) -> String {
    let code = if address.postcode.is_empty() { String::new() } else { format!("LT-{}", &*address.postcode) };
    let town = one_line(&format!("{code} {}", &*address.town));
    let short = short(address);
    if town.is_empty() || address.street.is_empty() && code.is_empty() {
        short
    } else {
        format!("{short}, {town}")
    }
}

/// Whether two addresses are of one door: the same street, house, flat and town, however they are spelled. Where no house is
/// named nobody knows.
#[must_use]
pub fn is_one_door(one: &Address, other: &Address) -> bool {
    let door = |address: &Address| {
        [&address.street, &address.house, &address.flat, &address.town].map(|part| fold(part))
    };
    !one.house.trim().is_empty() && door(one) == door(other)
}

#[derive(Default)]
struct Parts {
    street: String,
    house: String,
    flat: String,
    postcode: String,
    town: String,
}

impl Parts {
    /// `LT-63355 Alytus` → postcode and town; false when it holds none or one is known.
    fn take_postcode(&mut self, part: &str) -> bool {
        let Some((code, town)) = postcode(part).filter(|_| self.postcode.is_empty()) else { return false };
        self.postcode = code;
        town.clone_into(&mut self.town);
        true
    }

    /// `Miklusėnų k.`, `Alytaus sen.`, `Alytaus r. sav.` → the settlement, without what it lies in. Whatever else was
    /// typed stays behind it, so that no word is lost.
    fn take_towns(&mut self, mut others: Vec<String>) {
        if others.iter().any(|part| !is_district(part)) || !self.town.is_empty() {
            others.retain(|part| !is_district(part));
        } else {
            others.truncate(1);
        }
        let town = std::mem::take(&mut self.town);
        let all = std::iter::once(town).chain(others).filter(|part| !part.is_empty());
        self.town = all.collect::<Vec<_>>().join(", ");
    }

    /// `Naujoji g. 54A-12` → street, house, flat; false when the part has no house number or one is known.
    fn take_street(&mut self, part: &str) -> bool {
        if !self.house.is_empty() {
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
        if self.house.is_empty() || !self.flat.is_empty() {
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

/// Where an address lies as far as the places of known ones tell, the finest of them: the same house is there, the same
/// street, postcode or town nearby. None when nothing of it is known.
#[must_use]
pub fn place_among<'a>(address: &Address, known: impl IntoIterator<Item = &'a Address>) -> Option<Place> {
    let near = known.into_iter().filter_map(|other| {
        let (place, shared) = (other.place?, shared(address, other)?);
        Some(Place { grade: place.grade.min(shared), ..place })
    });
    near.max_by_key(|place| place.grade)
}

/// How finely two addresses are the same.
fn shared(one: &Address, other: &Address) -> Option<Grade> {
    let same = |a: &str, b: &str| !a.is_empty() && fold(a) == fold(b);
    if !one.town.is_empty() && !other.town.is_empty() && !same(&one.town, &other.town) {
        return None;
    }
    Some(match same(&one.street, &other.street) {
        true if same(&one.house, &other.house) => Grade::House,
        true => Grade::Street,
        false if same(&one.postcode, &other.postcode) => Grade::Postcode,
        false if same(&one.town, &other.town) => Grade::Town,
        false => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads as these parts, is written as this line, and the line reads as the same address.
    fn check(text: &str, parts: [&str; 5], written: &str) {
        let address = read(text);
        let Address { street, house, flat, postcode, town, .. } = &address;
        assert_eq!([&**street, house, flat, postcode, town], parts, "{text}");
        assert_eq!(line(&address), written, "{text}");
        assert_eq!(read(written), address, "{text}");
    }

    #[test]
    fn a_door_is_known_however_it_is_spelled() {
        let first = "Naujoji g. 54A-12, LT-63355 Alytus";
        for (other, expected) in [
            (first, true),
            ("naujoji  g. 54a-12, Alytus", true),
            ("Naujoji g. 54A-13, LT-63355 Alytus", false),
            ("Naujoji g. 54A, LT-63355 Alytus", false),
            ("Naujoji g. 54-12, LT-63355 Alytus", false),
            ("Pulko g. 54A-12, LT-63355 Alytus", false),
            ("Naujoji g. 54A-12, Simnas", false),
            ("Alytus", false),
            ("", false),
        ] {
            assert_eq!(is_one_door(&read(first), &read(other)), expected, "{other}");
        }
        assert!(!is_one_door(&read("Alytus"), &read("Alytus")), "a town has many doors");
    }

    #[test]
    fn addresses_are_taken_apart_and_put_together() {
        check(
            "Naujoji g. 54A, 63355 Alytus",
            ["Naujoji g.", "54A", "", "63355", "Alytus"],
            "Naujoji g. 54A, LT-63355 Alytus",
        );
        check(
            "A. Juozapavičiaus g. 15B-8, LT-63494 Alytus",
            ["A. Juozapavičiaus g.", "15B", "8", "63494", "Alytus"],
            "A. Juozapavičiaus g. 15B-8, LT-63494 Alytus",
        );
        check(
            "Vasario 16-osios g. 5-12, Alytus",
            ["Vasario 16-osios g.", "5", "12", "", "Alytus"],
            "Vasario 16-osios g. 5-12, Alytus",
        );
        check(
            "Pulko g. 15 bt. 8, LT 62133, Alytus",
            ["Pulko g.", "15", "8", "62133", "Alytus"],
            "Pulko g. 15-8, LT-62133 Alytus",
        );
        check("Pulko g. 15, bt. 8, Alytus", ["Pulko g.", "15", "8", "", "Alytus"], "Pulko g. 15-8, Alytus");
        check(
            "Rotušės a. 58B bt. 2, Alytus",
            ["Rotušės a.", "58B", "2", "", "Alytus"],
            "Rotušės a. 58B-2, Alytus",
        );
        check(
            "Ulonų gatvė 12/3,\nAlytus",
            ["Ulonų gatvė", "12/3", "", "", "Alytus"],
            "Ulonų gatvė 12/3, Alytus",
        );
        check("Alytus, Naujoji g. 7a", ["Naujoji g.", "7A", "", "", "Alytus"], "Naujoji g. 7A, Alytus");
        check("Naujoji 7-2, Alytus", ["Naujoji", "7", "2", "", "Alytus"], "Naujoji 7-2, Alytus");
        check("", ["", "", "", "", ""], "");
    }

    #[test]
    fn villages_stand_without_what_they_lie_in() {
        check("Miklusėnų k. 5", ["", "5", "", "", "Miklusėnų k."], "Miklusėnų k. 5");
        check(
            "Miklusėnų k. 5, Alytaus sen., Alytaus r. sav.",
            ["", "5", "", "", "Miklusėnų k."],
            "Miklusėnų k. 5",
        );
        check(
            "Sodų g. 3, Miklusėnų k., Alytaus sen., Alytaus r. sav.",
            ["Sodų g.", "3", "", "", "Miklusėnų k."],
            "Sodų g. 3, Miklusėnų k.",
        );
        check(
            "Sodų g. 3, Alytaus r. sav.",
            ["Sodų g.", "3", "", "", "Alytaus r. sav."],
            "Sodų g. 3, Alytaus r. sav.",
        );
    }

    #[test]
    fn what_is_not_understood_is_kept() {
        check(
            "už miško, trečias namas",
            ["už miško, trečias namas", "", "", "", ""],
            "už miško, trečias namas",
        );
        check(
            "prie stoties, 62001 Alytus",
            ["prie stoties", "", "", "62001", "Alytus"],
            "prie stoties, LT-62001 Alytus",
        );
        check(
            "Naujoji g. 5, antra laiptinė, LT-62001 Alytus",
            ["Naujoji g.", "5", "", "62001", "Alytus, antra laiptinė"],
            "Naujoji g. 5, LT-62001 Alytus, antra laiptinė",
        );
    }

    #[test]
    fn a_place_is_known_by_the_neighbours() {
        let known: Vec<Address> = [
            ("Naujoji g. 72-38, 63355 Alytus", Grade::House),
            ("Naujoji g. 10, 63350 Alytus", Grade::House),
            ("Pulko g. 15, 62135 Alytus", Grade::Street),
            ("Naujoji g. 72, 01100 Vilnius", Grade::House),
        ]
        .into_iter()
        .zip(1..)
        .map(|((line, grade), at)| Address {
            place: Some(Place { lat_e6: at, lon_e6: 0, grade }),
            ..read(line)
        })
        .collect();
        let cases = [
            ("naujoji g. 72-1, Alytus", Some((1, Grade::House))),
            ("Pulko g. 15-8, 62135 Alytus", Some((3, Grade::Street))),
            ("Pulko g. 20, Alytus", Some((3, Grade::Street))),
            ("Kita g. 1, 63350 Alytus", Some((2, Grade::Postcode))),
            ("Kita g. 1, 99999 Kaunas", None),
            ("", None),
        ];
        for (line, expected) in cases {
            let place = place_among(&read(line), &known).map(|place| (place.lat_e6, place.grade));
            assert_eq!(place, expected, "{line}");
        }
    }
}
