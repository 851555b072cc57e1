//! How a person is addressed: "Laba diena, gerbiama Ona Petrauskiene". Name, surname and courtesy title in the
//! Lithuanian vocative, by the endings of names and a few names that have their own; when unsure, a neutral greeting.
//!
//! Endings: -as → -ai (names) or -e (common nouns, not used here), -jas → -jau, -is → -i, -ys → -y, -us → -au,
//! -ius → -iau, -ė → -e, -a stays. Source: the declension of proper names in the Lithuanian grammar. Names
//! of other languages, as Lithuanian documents write them, stay as they are.

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

/// How sure a greeting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Neither name tells whom one speaks to, or they disagree: nobody is named.
    Unsure,
    /// One of the two names tells it, the other does not contradict.
    Likely,
    /// Both tell the same, or a person wrote the greeting down.
    Sure,
}

/// The greeting for the person on a card.
#[must_use]
pub fn greeting(card: &Card) -> Greeting {
    guessed(card).0
}

/// The greeting for the person on a card, and how sure it is. What a person wrote down overrules every rule.
#[must_use]
pub fn guessed(card: &Card) -> (Greeting, Confidence) {
    if !card.greeting.is_empty() {
        return (Greeting::Written(card.greeting.clone()), Confidence::Sure);
    }
    let names = (vocative(&card.given, given_name), vocative(&card.surname, surname));
    let (Some(given), Some(surname)) = names else {
        return (Greeting::Neutral, Confidence::Unsure);
    };
    let (gender, confidence) = match (given.gender, surname.gender) {
        (one, other) if one == other => (one, Confidence::Sure),
        // Men's surnames may end like women's (Jonas Šileika), and many tell nothing (Tomaševič).
        (told, Gender::Either) | (Gender::Either, told) => (told, Confidence::Likely),
        _ => (Gender::Either, Confidence::Unsure),
    };
    let name = Text::from(format!("{} {}", given.name, surname.name));
    match gender {
        Gender::Woman => (Greeting::Woman(name), confidence),
        Gender::Man => (Greeting::Man(name), confidence),
        Gender::Either => (Greeting::Neutral, Confidence::Unsure),
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

/// Nominative ending, vocative ending, whose names end so. Longer endings first; Lithuanian ones, then Slavic ones, then
/// Lithuanian ones typed without their letters.
const ENDINGS: &[(&str, &str, Gender)] = &[
    ("jas", "jau", Gender::Man),
    ("ias", "iau", Gender::Man),
    ("ius", "iau", Gender::Man),
    ("as", "ai", Gender::Man),
    ("is", "i", Gender::Man),
    ("ys", "y", Gender::Man),
    ("us", "au", Gender::Man),
    ("ė", "e", Gender::Woman),
    ("ska", "ska", Gender::Woman),
    ("cka", "cka", Gender::Woman),
    ("zka", "zka", Gender::Woman),
    ("aja", "aja", Gender::Woman),
    ("ova", "ova", Gender::Woman),
    ("eva", "eva", Gender::Woman),
    ("ski", "ski", Gender::Man),
    ("cki", "cki", Gender::Man),
    ("ij", "ij", Gender::Man),
    ("ov", "ov", Gender::Man),
    ("ev", "ev", Gender::Man),
    ("in", "in", Gender::Man),
    ("yn", "yn", Gender::Man),
    ("slav", "slav", Gender::Man),
    ("mir", "mir", Gender::Man),
    ("iene", "iene", Gender::Woman),
    ("aite", "aite", Gender::Woman),
    ("yte", "yte", Gender::Woman),
    ("ute", "ute", Gender::Woman),
];

/// Given names of men in other languages, whose endings say nothing or mislead.
const MEN: &str = "Adam Albert Aleksander Aleksandr Aleksej Alfons Alfred Ali Anatol Andrej Andžej Anton Antoni Artiom \
    Artur Bogdan Bohdan Boris Daniel Danil Danila Danylo David Denis Dmytro Dominik Edgar Eduard Edvard Emil Erik Ernest \
    Eugeniuš Feliks Fiodor Foma Francišek Genadi Genrik Gerard German Gleb Grigor Gžegož Henrik Henryk Igor Ihor Ilja Ivan \
    Jakov Jakub Jan Januš Jaroslav Jefim Jegor Ježi Juzef Kazimež Kiril Kirill Kšyštof Kuzma Leon Leonard Leonid Lev Luka \
    Lukaš Makar Maksim Marek Marian Marjan Mark Mateuš Matvej Michail Michal Mikola Miron Mychailo Mykola Nikita Nikolaj \
    Oleg Oleh Oleksandr Oskar Pavel Pavlo Petr Petro Piotr Robert Roman Ruslan Rustam Ryšard Sebastian Semion Sergej Stefan \
    Stepan Tadeuš Taras Timofej Timur Tomaš Vaclav Vadim Valdemar Viktor Volodymyr Zachar Zbignev Zbigniev Zdislav Zenon Zygmunt";

/// Given names of women in other languages, whose endings say nothing or mislead.
const WOMEN: &str = "Betti Doris Elizabet Ester Evelin Ingrid Iris Judit Karmen Karolin Katrin Liubov Marlen Meri Miriam \
    Neli Nelli Nikol Ninel Rachel Žaklin";

/// The vocative of one given name. A woman's ends in -a unless it is known for a man's.
fn given_name(name: &str) -> (String, Gender) {
    let is_in = |names: &str| names.split_whitespace().any(|known| known == name);
    if is_in(MEN) {
        (name.to_owned(), Gender::Man)
    } else if is_in(WOMEN) {
        (name.to_owned(), Gender::Woman)
    } else {
        ending(name).unwrap_or_else(|| {
            let gender = if name.ends_with('a') { Gender::Woman } else { Gender::Either };
            (name.to_owned(), gender)
        })
    }
}

/// The vocative of one surname. One in -a, or of another language, may be anybody's.
fn surname(name: &str) -> (String, Gender) {
    ending(name).unwrap_or_else(|| (name.to_owned(), Gender::Either))
}

fn ending(name: &str) -> Option<(String, Gender)> {
    ENDINGS.iter().find_map(|(from, to, gender)| {
        let stem = name.strip_suffix(from).filter(|stem| stem.chars().count() > 1)?;
        Some((format!("{stem}{to}"), *gender))
    })
}

/// The vocative of a name of one or more parts (`Ona Marija`, `Petraitytė-Jonienė`), the first that tells a gender counting;
/// none when it is no name: an initial, a remark.
fn vocative(name: &str, of_part: fn(&str) -> (String, Gender)) -> Option<Vocative> {
    let mut spoken = String::with_capacity(name.len());
    let mut gender = Gender::Either;
    for part in name.trim().split_inclusive([' ', '-']) {
        let word = part.trim_end_matches([' ', '-']);
        let is_name = word.chars().count() > 1 && word.chars().all(|c| c.is_alphabetic() || c == '\'');
        let (said, whose) = is_name.then(|| of_part(&proper(word)))?;
        spoken.push_str(&said);
        spoken.push_str(part.get(word.len()..)?);
        if gender == Gender::Either {
            gender = whose;
        }
    }
    (!spoken.is_empty()).then_some(Vocative { name: spoken, gender })
}

/// A name that an office's books have in capitals, as it is written.
fn proper(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if word.chars().all(char::is_uppercase) => {
            first.to_string() + &letters.as_str().to_lowercase()
        }
        _ => word.to_owned(),
    }
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
            ("JONAS", "KAZLAUSKAS", "Jonai Kazlauskai"),
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
        for (given, surname) in [
            ("John", "Smith"),
            ("Nikita", "Ivanova"),
            ("", ""),
            ("Jonas", "Petraitė"),
            ("Ly", "As"),
            ("J.", "Petraitis"),
            ("Iris", "Petraitis"),
        ] {
            assert_eq!(of(given, surname), Greeting::Neutral, "{given} {surname}");
        }
    }

    #[test]
    fn a_person_may_overrule() {
        let card = Card { greeting: "Laba diena, daktare".into(), ..Card::default() };
        assert_eq!(greeting(&card), Greeting::Written("Laba diena, daktare".into()));
    }
}
