//! Passwords that somebody would try first: the commonest, and what people make of a word that everybody knows, of their
//! own name or of the keys, up to the length that is asked (NIST SP 800-63B-4 §3.1.1.2; OWASP ASVS 6.2.4, 6.2.11). It
//! keeps nothing and asks nobody.

/// What a password is worth at least: so many letters that follow from nothing.
const WORTH: usize = 9;
/// A word is worth so many of them.
const WORD: usize = 2;
/// The shortest piece that counts as one.
const PIECE: usize = 3;
/// The shortest stretch of keys that counts as one.
const STRETCH: usize = 4;

/// The commonest of 12 and more: from the list of zxcvbn-ts (language-common 4.1.3, MIT).
const COMMONEST: &str = include_str!("commonest.txt");

/// Along the keys, here and abroad, and across them.
const KEYS: [&str; 10] = [
    "`1234567890-=",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "aceeisuuz",
    "qwertzuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "qazwsxedcrfvtgbyhnujmik",
    "1q2w3e4r5t6y7u8i9o0p",
    "a1s2d3f4g5h6z1x2c3v4b5n6m7",
];

/// What passwords are made of, in small letters without their marks: in Lithuanian, English, and of this trade.
const WORDS: &str = "
    slaptazodis slaptas slapta kodas prisijungimas labas rytas vakaras diena naktis sveiki aciu myliu meile mama tete
    saule menulis gintaras krepsinis zalgiris lietuva lietuviu tevyne vilnius kaunas klaipeda siauliai panevezys alytus
    marijampole utena taurage telsiai palanga pavasaris vasara ruduo ziema sausis vasaris kovas balandis geguze birzelis
    liepa rugpjutis rugsejis spalis lapkritis gruodis pirmadienis antradienis treciadienis ketvirtadienis penktadienis
    sestadienis sekmadienis kaledos velykos naujametis katinas katyte suniukas saulyte zuikis meskiukas princese
    monika tomas jonas mantas lukas andrius darius paulius ausra ruta gabija ieva laura kristina egle rasa juste
    savivaldybe seniunija socialinis socialine darbuotojas darbuotoja lankymas vizitas vizitai klientas globa rupyba
    darbas kompiuteris naujas nauja senas administratorius direktorius
    password passwort passwd secret welcome login admin administrator changeme letmein default temporary trustno love
    iloveyou dragon monkey master hello sunshine princess football baseball superman batman shadow michael summer winter
    autumn spring january february march april june july august september october november december monday friday
    computer internet google office windows samsung welcome lithuania worker social visit user test qwerty abc";

/// Whether it would be among the first that somebody tries. `about` is what is known of its owner: login, name, place.
pub(super) fn is_easy(password: &str, about: &[&str]) -> bool {
    let plain = plainly(password);
    let written: String = plain.iter().collect();
    let own = own_words(about);
    let words: Vec<Vec<char>> = WORDS
        .split_ascii_whitespace()
        .map(|word| word.chars().collect())
        .chain(own.iter().map(|word| word.chars().collect()))
        .collect();
    COMMONEST.lines().any(|common| common == written) || worth(&plain, &words) < WORTH
}

/// In small letters without their marks: č and c are one key for whoever guesses.
fn plainly(text: &str) -> Vec<char> {
    let plain = |c: char| match c {
        'ą' => 'a',
        'č' => 'c',
        'ę' | 'ė' => 'e',
        'į' => 'i',
        'š' => 's',
        'ų' | 'ū' => 'u',
        'ž' => 'z',
        other => other,
    };
    text.chars().flat_map(char::to_lowercase).map(plain).collect()
}

/// A letter for the figure or sign that stands for it.
fn spoken(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

/// The words of somebody's own, as far as they do not change by case: of Alytaus, alyt.
fn own_words(about: &[&str]) -> Vec<String> {
    let mut words = Vec::new();
    for text in about.iter().copied().chain(["vizitas"]) {
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let plain = plainly(word);
            if plain.len() > PIECE {
                words.push(plain.iter().take((PIECE + 1).max(plain.len().saturating_sub(3))).collect());
                words.push(plain.into_iter().collect());
            }
        }
    }
    words
}

/// How many letters of it do not follow from what stands before them or from what everybody knows.
fn worth(text: &[char], words: &[Vec<char>]) -> usize {
    let mut worth = 0;
    let mut at = 0;
    while let (before, Some(rest)) = (text.get(..at).unwrap_or_default(), text.get(at..)) {
        if rest.is_empty() {
            break;
        }
        let word = longest_word(rest, words);
        let told = [row(rest), keys(rest), again(before, rest), year(rest)].into_iter().max().unwrap_or(0);
        if told >= PIECE && told >= word {
            (worth, at) = (worth + 1, at + told);
        } else if word >= PIECE {
            (worth, at) = (worth + WORD, at + word);
        } else {
            (worth, at) = (worth + 1, at + 1);
        }
    }
    worth
}

/// Letters of the longest word that stands here, also with figures for letters.
fn longest_word(rest: &[char], words: &[Vec<char>]) -> usize {
    let stands = |word: &&Vec<char>| {
        rest.len() >= word.len()
            && (rest.starts_with(word) || rest.iter().zip(*word).all(|(c, letter)| spoken(*c) == *letter))
    };
    words.iter().filter(stands).map(Vec::len).max().unwrap_or(0)
}

/// One and the same over and over, or each the next: aaa, 345, cba.
fn row(rest: &[char]) -> usize {
    let code = |c: &char| i64::from(u32::from(*c));
    let steps = |pair: &[char]| pair.iter().map(code).reduce(|a, b| b - a).unwrap_or(0);
    let mut pairs = rest.windows(2).map(steps);
    let Some(first) = pairs.next().filter(|step| (-1..=1).contains(step)) else { return 0 };
    2 + pairs.take_while(|step| *step == first).count()
}

/// Along the keys, from left or from right.
fn keys(rest: &[char]) -> usize {
    let along = |keys: Vec<char>| {
        let from = |start: usize| {
            let keys = keys.get(start..).unwrap_or_default();
            rest.iter().zip(keys).take_while(|(typed, key)| typed == key).count()
        };
        (0..keys.len()).map(from).max().unwrap_or(0)
    };
    let both = |keys: &str| along(keys.chars().collect()).max(along(keys.chars().rev().collect()));
    let longest = KEYS.iter().map(|keys| both(keys)).max().unwrap_or(0);
    if longest >= STRETCH { longest } else { 0 }
}

/// What stood before, once more.
fn again(before: &[char], rest: &[char]) -> usize {
    let from = |start: usize| {
        let known = before.get(start..).unwrap_or_default();
        known.iter().zip(rest).take_while(|(a, b)| a == b).count()
    };
    (0..before.len()).map(from).max().unwrap_or(0)
}

/// A year of somebody's life.
fn year(rest: &[char]) -> usize {
    match rest {
        ['1', '9', a, b, ..] | ['2', '0', a, b, ..] if a.is_ascii_digit() && b.is_ascii_digit() => 4,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: [&str; 3] = ["giedre.kazlauskiene", "Giedrė Kazlauskienė", "Alytaus miesto savivaldybė"];

    #[test]
    fn what_anybody_would_try_is_easy() {
        for easy in [
            "aaaaaaaaaaaa",
            "abababababab",
            "123456789012",
            "qwertyuiop123",
            "1qaz2wsx3edc",
            "zxcvbnm,./zxcvbnm",
            "Password1234!",
            "P@ssw0rd2026",
            "slaptažodis123",
            "Slaptazodis!!!!",
            "slaptažodisslaptažodis",
            "LabasRytas2026",
            "Vilnius2026!!",
            "lietuvalietuva",
            "žalgiris1944",
            "kazlauskienė1979",
            "Giedre.Kazlauskiene",
            "AlytausMiesto1",
            "Vizitas12345",
            "vizitas-vizitas",
            "katinas katinas",
            "Rugsėjis2026!",
            "unbelievable",
            "msorcloledbr",
            "MichaelJackson",
        ] {
            assert!(is_easy(easy, &ABOUT), "{easy}");
        }
    }

    #[test]
    fn a_sentence_of_ones_own_and_what_a_keeper_draws_are_not() {
        for good in [
            "žalias arklys šoka",
            "lyja ant stogo ryte",
            "katinas murkia ant palangės",
            "močiutės pyragas su obuoliais",
            "x7!Qp2mR9#vL",
            "4f9c1e7ab26d",
            "slapta-mano-kate",
            "Giedrė renka grybus miške",
            "labas rytas, mielas kaimyne",
        ] {
            assert!(!is_easy(good, &ABOUT), "{good}");
        }
    }

    #[test]
    fn the_commonest_are_as_long_as_a_password_and_easy_by_the_list_alone() {
        let lines: Vec<&str> = COMMONEST.lines().collect();
        assert!(lines.len() > 100 && lines.is_sorted());
        for common in lines {
            let plain = plainly(common);
            assert!(plain.len() >= super::super::password::SHORTEST, "{common}");
            assert!(plain.iter().collect::<String>() == common, "written as it is compared: {common}");
        }
    }
}
