//! What a client's text message says: yes, no, another time, or nothing that is sure. Whatever has a word, a sign
//! or a figure that is not known is for a person to read: this never guesses.

use crate::fold;
use crate::language::Language;
use vizitas_domain::text::Text;

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The time suits.
    Confirm,
    /// The client will not be there.
    Cannot,
    /// Another time is wished.
    Other,
    /// A person has to read it.
    Unclear(Text),
}

/// What one word says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Yes,
    No,
    Other,
}

/// Words by what they say, in lower case, without marks. Letters typed twice are read once.
const WORDS: &[(Says, &str)] = &[
    (
        Says::Yes,
        "taip tiap tajp taop taup yaip raip taio atip tinka tiks gerai sutinku patvirtinu tvirtinu lauksiu \
         lauksim lauksime laukiu laukiam laukiame busiu busim busime galiu galesiu galim galime galesim \
         galesime ok okay okey да согласен согласна подходит подойдет буду будем жду ждем подтверждаю \
         хорошо ок могу смогу сможем da tak tka pasuje odpowiada potwierdzam zgadzam zgoda bede bedziemy \
         moge mozemy czekam czekamy dobrze yes yse yeah yep yea yup confirm confirmed agree agreed sure fine",
    ),
    (
        Says::No,
        "ne nea nebusiu nebusim nebusime negaliu negalesiu negalim negalime negalesim negalesime nelauksiu \
         nelauksime atsisakau atsaukiu atsaukite atsaukit нет неа отказываюсь отмените отменяю niet nie \
         rezygnuje rezygnujemy odwoluje odwolac no nope cancel cant cannot unable",
    ),
    (
        Says::Other,
        "kitas kita kito kitu kitam ktas kiats kitsa iktas kiras perkelti perkelkite perkelkit perkelt \
         другое другой другая другую другого друоге дургое дрогое перенести перенесите drugoe drugoje \
         drugoye drugoi drugoj drugoy inny inna inne innym innego inni przelozyc przesunac other another \
         different othr ohter oter otehr reschedule",
    ),
];

/// Phrases of several words, each read as the word after it, before the words are looked at.
const PHRASES: &[(&[&str], &str)] = &[
    (&["ne", "galiu"], "ne"),
    (&["ne", "galesiu"], "ne"),
    (&["ne", "busiu"], "ne"),
    (&["не", "могу"], "нет"),
    (&["не", "смогу"], "нет"),
    (&["не", "сможем"], "нет"),
    (&["не", "буду"], "нет"),
    (&["не", "будем"], "нет"),
    (&["nie", "moge"], "nie"),
    (&["nie", "mozemy"], "nie"),
    (&["nie", "bede"], "nie"),
    (&["nie", "bedziemy"], "nie"),
    (&["can", "not"], "cannot"),
    (&["can", "t"], "cannot"),
];

/// Words of courtesy and words that only say what the answer is about.
const COURTESY: &str = "aciu dekui dekoju dekojame prasau prasom laba labas labai diena dienos sveiki laikas \
    laika laiko laiku vizitas vizita vizito man mums спасибо пожалуйста прошу здравствуйте добрый день очень \
    время времени дату визит мне нам я мы spasibo dziekuje dziekujemy prosze dzien dobry bardzo termin \
    terminu czas mi nam wizyta wizyte sie na o thank thanks you please hello hi time date i we a an for me us";

/// Words of wishing: clear beside "another", while "do not want" may mean any visit at all.
const WISHES: &str = "noriu noreciau norim noretume reikia reiketu нужно нужен нужна хочу хотим хотела хотел бы \
    potrzebny potrzebuje chce chcialabym chcialbym need want would like";

/// Signs that change nothing beside a clear word.
const FRIENDLY: &str = ".,!;:-–—\"'’„“()…👍🙏🙂😊😀❤☺\u{fe0f}";

/// Reads a message from somebody who is written to in `language`.
#[must_use]
pub fn read(text: &str, language: Language) -> Reply {
    match says(text, language) {
        Some(Says::Yes) => Reply::Confirm,
        Some(Says::No) => Reply::Cannot,
        Some(Says::Other) => Reply::Other,
        None => Reply::Unclear(Text::trimmed(text)),
    }
}

fn says(text: &str, language: Language) -> Option<Says> {
    if !text.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || FRIENDLY.contains(c)) {
        return None;
    }
    let (mut said, mut wished) = (None, false);
    for word in words(text) {
        let is_in = |words: &str| words.split_whitespace().any(|known| spelled(known) == word);
        let is_wish = is_in(WISHES);
        wished |= is_wish;
        if is_wish || is_in(COURTESY) {
            continue;
        }
        let (says, _) = WORDS.iter().find(|(_, words)| is_in(words))?;
        // A Pole says "no" for "well, yes".
        let doubtful = language == Language::Pl && word == "no";
        if doubtful || said.is_some_and(|before| before != *says) {
            return None;
        }
        said = Some(*says);
    }
    said.filter(|says| !wished || *says == Says::Other)
}

/// The words as they are compared, phrases made one word.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> =
        text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(spelled).collect();
    for (phrase, word) in PHRASES {
        let found = words.windows(phrase.len()).position(|window| window == *phrase);
        if let Some(from) = found {
            words.splice(from..from + phrase.len(), [spelled(word)]);
        }
    }
    words
}

/// A word in lower case, without marks, in one alphabet, no letter twice in a row.
fn spelled(word: &str) -> String {
    let folded = fold::compared(word);
    let cyrillic = folded.chars().any(|c| ('а'..='я').contains(&c));
    let mut letters: Vec<char> = folded.chars().map(|c| if cyrillic { alike(c) } else { c }).collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// The Cyrillic letter that looks like a Latin one: telephones mix them.
fn alike(c: char) -> char {
    match c {
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'o' => 'о',
        'p' => 'р',
        'x' => 'х',
        'y' => 'у',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CONFIRM: &str = "TAIP | Taip | taip | tAiP |  taip  | Taip. | TAIP!!! | taip, ačiū | Taip aciu | Taiip | tiap | \
        TAIPP | tajp | Taip 👍 | „Taip“ | Laba diena, taip | Tinka | man tinka | Taip, tinka | Gerai | \
        gerai, lauksiu | Lauksiu! | Būsiu | busiu | sutinku | Patvirtinu | patvirtinu vizitą | OK | ok. | \
        Okay | ДА | да | Да! | дa | Дa | да, спасибо | Да, жду | хорошо | подходит | мне подходит | Смогу | \
        da | Daa | TAK | tak | Tak, dziękuję | pasuje | zgadzam się | Będę | dobrze | YES | yes | \
        Yes, please | yess | yeah | yep | Yes, thank you | Confirmed | fine";
    const CANNOT: &str = "NE | Ne | ne | nE | Ne. | NE! | neee | nee | Ne, ačiū | ne aciu | Nebūsiu | nebusiu | Negaliu | \
        negalėsiu | ne galiu | Ne galėsiu | Atsisakau | Atšaukite vizitą | НЕТ | нет | Нет, спасибо | \
        не могу | Не смогу | я не смогу | не буду | niet | NIE | nie | Nie, dziękuję | nie mogę | \
        Nie będę | rezygnuję | NO | no | No, thanks | nope | I cannot | I can't | can not | cancel | \
        cancel please";
    const OTHER: &str = "KITAS | Kitas | kitas | KITAS. | kitas laikas | Kitą laiką | Kito laiko | noriu kito laiko | \
        Noreciau kito laiko, aciu | kita diena | kitą dieną | ktas | kitsa | kitass | Perkelti | \
        perkelkite prašau | reikia kito laiko | ДРУГОЕ | другое | Другой | другое время | \
        мне нужно другое время | хотела бы другой день | перенесите, пожалуйста | drugoe | drugoje | INNY | \
        inny | Inny termin | inna | Proszę o inny termin | chciałabym inny termin | OTHER | other | \
        another time | A different time please | I would like another time | I need a different date | \
        reschedule";

    #[test]
    fn words_are_understood_however_they_are_typed() {
        for (texts, expected) in [(CONFIRM, Reply::Confirm), (CANNOT, Reply::Cannot), (OTHER, Reply::Other)] {
            for text in texts.split('|') {
                assert_eq!(read(text, Language::Lt), expected, "{text}");
            }
        }
    }

    #[test]
    fn what_is_not_sure_is_left_to_a_person() {
        let unclear = " |   | ? | taip? | Ne? | taip bet vėliau | Taip, bet po 12 | taip ne | ne taip | ne, kitas | \
            kitas ne | Kas čia? | kas jūs | skambinkite | TAI | tai | tap | netinka | ne tinka | ne gerai | \
            Ne problema | no problem | nie ma problemu | не подходит | не | nie pasuje | да нет | \
            да, но позже | да или нет | taip arba ne | 1 | taip 1 | 11:00 | antradienį | 👍 | 👎 | taip 👎 | \
            taip/ne | STOP | taip kitas | yes but later | not yes | maybe | galbūt | gal taip | nežinau | \
            может быть | может да | chyba tak | taip@ | ačiū | labas | sorry wrong number | Aš ligoninėje | \
            jis mirė | ar taip | dar ne | jau ne | ne šiandien | ne dabar | kitas numeris | \
            another person | nie wiem | не знаю | net | \
            ne reikia | nie chcę | no need | I want no visit";
        for text in unclear.split('|').map(str::trim) {
            assert_eq!(read(text, Language::Lt), Reply::Unclear(Text::trimmed(text)), "{text}");
        }
    }

    #[test]
    fn a_pole_who_says_no_may_mean_yes() {
        assert_eq!(read("no", Language::Pl), Reply::Unclear("no".into()));
        assert_eq!(read("nie", Language::Pl), Reply::Cannot);
        assert_eq!(read("no", Language::En), Reply::Cannot);
    }

    #[test]
    fn no_word_says_two_things() {
        let mut seen = std::collections::BTreeMap::new();
        for (says, words) in WORDS {
            for word in words.split_whitespace() {
                let before = seen.insert(spelled(word), *says);
                assert!(before.is_none_or(|before| before == *says), "{word}");
                assert!(COURTESY.split_whitespace().all(|other| spelled(other) != spelled(word)), "{word}");
            }
        }
    }

    proptest! {
        #[test]
        fn an_unknown_word_beside_a_clear_one_makes_it_unclear(word in "[a-z]{4,9}q", first in any::<bool>()) {
            let text = if first { format!("{word} taip") } else { format!("taip {word}") };
            prop_assert_eq!(read(&text, Language::Lt), Reply::Unclear(text.as_str().into()));
        }

        #[test]
        fn nothing_makes_it_fail(text in ".*") {
            let _ = read(&text, Language::Lt);
        }
    }
}
