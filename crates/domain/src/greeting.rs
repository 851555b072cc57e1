//! How a person is addressed: "Laba diena, gerbiama Ona Petrauskiene". Name, surname and courtesy title in the
//! Lithuanian vocative, by the endings of names; when unsure, a neutral greeting.
//!
//! Endings: -as → -ai (names) or -e (common nouns, not used here), -is → -i, -ys → -y, -us → -au,
//! -ius → -iau, -ė → -e, -a stays. Source: the declension of proper names in the Lithuanian grammar.

use crate::client::Card;
use crate::text::Text;

/// A person as the greeting addresses her or him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Greeting {
    /// A person wrote down how: say it so.
    Written(Text),
    /// To a woman: the name in the vocative, for "gerbiama …".
    Woman(Text),
    /// To a man: the name in the vocative, for "gerbiamas …".
    Man(Text),
    /// Not sure: say "Laba diena" alone.
    Neutral,
}

/// The greeting for the person on a card.
#[must_use]
pub fn greeting(card: &Card) -> Greeting {
    if !card.greeting.is_empty() {
        return Greeting::Written(card.greeting.clone());
    }
    let (Some(given), Some(surname)) = (vocative(&card.given), vocative(&card.surname)) else {
        return Greeting::Neutral;
    };
    let name = Text::from(format!("{} {}", given.name, surname.name));
    // Men's names may end like women's (Jonas Šileika): the given name of a man decides, else both must agree.
    match (given.gender, surname.gender) {
        (Gender::Man, Gender::Man | Gender::Either) => Greeting::Man(name),
        (Gender::Woman, Gender::Woman) => Greeting::Woman(name),
        (Gender::Either, Gender::Woman) => Greeting::Woman(name),
        _ => Greeting::Neutral,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gender {
    Woman,
    Man,
    Either,
}

struct Vocative {
    name: String,
    gender: Gender,
}

/// Nominative ending, vocative ending, whose names end so. Longer endings first.
const ENDINGS: &[(&str, &str, Gender)] = &[
    ("ienė", "iene", Gender::Woman),
    ("aitė", "aite", Gender::Woman),
    ("utė", "ute", Gender::Woman),
    ("ūtė", "ūte", Gender::Woman),
    ("ytė", "yte", Gender::Woman),
    ("ius", "iau", Gender::Man),
    ("as", "ai", Gender::Man),
    ("is", "i", Gender::Man),
    ("ys", "y", Gender::Man),
    ("us", "au", Gender::Man),
    ("ska", "ska", Gender::Woman),
    ("ė", "e", Gender::Woman),
    ("a", "a", Gender::Either),
];

/// The vocative of a name of one or more parts (`Ona Marija`, `Petraitytė-Jonienė`).
fn vocative(name: &str) -> Option<Vocative> {
    let mut spoken = String::with_capacity(name.len());
    let mut gender = None;
    for part in name.split_inclusive([' ', '-']) {
        let word = part.trim_end_matches([' ', '-']);
        let (from, to, whose) = ENDINGS.iter().find(|(from, _, _)| word.ends_with(from))?;
        let stem = word.strip_suffix(from).filter(|stem| stem.chars().count() > 1)?;
        spoken.push_str(stem);
        spoken.push_str(to);
        spoken.push_str(part.get(word.len()..)?);
        gender.get_or_insert(*whose);
    }
    Some(Vocative { name: spoken, gender: gender? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(given: &str, surname: &str) -> Greeting {
        greeting(&Card { given: given.into(), surname: surname.into(), ..Card::default() })
    }

    #[test]
    fn names_in_the_vocative() {
        let men = [
            ("Jonas", "Miškinis", "Jonai Miškini"),
            ("Kazys", "Baranovas", "Kazy Baranovai"),
            ("Algirdas", "Šileika", "Algirdai Šileika"),
            ("Vytautas", "Čepulis", "Vytautai Čepuli"),
            ("Julius", "Žemaitis", "Juliau Žemaiti"),
            ("Petrus", "Butkus", "Petrau Butkau"),
            ("Jonas Petras", "Kazlauskas", "Jonai Petrai Kazlauskai"),
        ];
        for (given, surname, expected) in men {
            assert_eq!(of(given, surname), Greeting::Man(expected.into()), "{expected}");
        }
        let women = [
            ("Ona", "Petrauskienė", "Ona Petrauskiene"),
            ("Danutė", "Žukauskienė", "Danute Žukauskiene"),
            ("Rasa", "Petraitytė-Jonienė", "Rasa Petraityte-Joniene"),
            ("Irena", "Sokolovska", "Irena Sokolovska"),
        ];
        for (given, surname, expected) in women {
            assert_eq!(of(given, surname), Greeting::Woman(expected.into()), "{expected}");
        }
    }

    #[test]
    fn when_unsure_nobody_is_misnamed() {
        for (given, surname) in
            [("John", "Smith"), ("Nikita", "Ivanova"), ("", ""), ("Jonas", "Petraitė"), ("Ly", "As")]
        {
            assert_eq!(of(given, surname), Greeting::Neutral, "{given} {surname}");
        }
    }

    #[test]
    fn a_person_may_overrule() {
        let card = Card { greeting: "Laba diena, daktare".into(), ..Card::default() };
        assert_eq!(greeting(&card), Greeting::Written("Laba diena, daktare".into()));
    }
}
