//! Every published message as a client gets it, so that a change of words is seen in review as the client would see it.

use std::fmt::Write as _;

use vizitas_domain::client::Card;
use vizitas_domain::time::Time;
use vizitas_message::sms::Parts;
use vizitas_message::{Catalogue, Facts, Language, Person, Purpose, Style};

/// Tuesday 24 November 2026, 10:45 in Lithuania.
const TUESDAY: Time = Time(1_795_509_900);

fn facts(catalogue: &Catalogue) -> Facts {
    let card = Card { given: "Ona".into(), surname: "Petrauskienė".into(), ..Card::default() };
    Facts {
        start: TUESDAY,
        minutes: 45,
        was: Some(TUESDAY.plus_minutes(-24 * 60 + 30)),
        offers: [0, 24 * 60 - 75, 48 * 60 + 120].map(|minutes| TUESDAY.plus_minutes(minutes)).to_vec(),
        answer_by: Some(TUESDAY.plus_minutes(-24 * 60 + 75)),
        workers: vec![Person {
            name: "Rasa Kazlauskienė".into(),
            position: "socialinė darbuotoja".into(),
            ..Person::default()
        }],
        away: Some(20),
        arrival: Some(TUESDAY.plus_minutes(25)),
        ready: "asmens tapatybės kortelę ir gydytojo pažymą".into(),
        summary: "Sutarėme, kad prašymą užpildysime kartu.\nKitą kartą atvyksiu gruodžio 8 d.".into(),
        link: "https://vizitai.alytus.lt/v/4fzzzxjylrxab3k7q2mnw5".into(),
        phone: "+37031556660".into(),
        unit: "Socialinės paramos skyrius".into(),
        municipality: "Alytaus savivaldybė".into(),
        greeting: catalogue.greeting(&card),
        signer: Person {
            name: "Jonas Petraitis".into(),
            position: "vyriausiasis specialistas".into(),
            phone: "+37031556661".into(),
        },
    }
}

fn said(language: Language) -> String {
    let catalogue = Catalogue::published(language);
    let facts = facts(catalogue);
    let mut said = String::new();
    for purpose in Purpose::ALL {
        let sms = |style| catalogue.sms(purpose, &facts, style);
        let parts = |style| Parts::of(&sms(style)).parts;
        let mail = catalogue.mail(purpose, &facts);
        let page = catalogue.page(purpose, &facts);
        _ = write!(
            said,
            "===== {purpose:?}\nSMS, {} parts\n{}\n\nSMS, short: {} parts without marks, {} in Latin letters\n{}\n\nPage\n{page}\n\nMail: {}\n{}\n",
            parts(Style::Letters),
            sms(Style::Letters),
            parts(Style::Plain),
            parts(Style::Latin),
            sms(Style::Plain),
            mail.subject,
            mail.text,
        );
    }
    let (title, notes) = catalogue.calendar(&facts);
    said + "===== Calendar\n" + &title + "\n" + &notes + "\n"
}

#[test]
fn lithuanian() {
    insta::assert_snapshot!(said(Language::Lt));
}

#[test]
fn english() {
    insta::assert_snapshot!(said(Language::En));
}

#[test]
fn russian() {
    insta::assert_snapshot!(said(Language::Ru));
}

#[test]
fn polish() {
    insta::assert_snapshot!(said(Language::Pl));
}

#[test]
fn in_few_words_without_marks_a_message_is_one_part_and_an_offer_two() {
    for language in Language::ALL {
        let catalogue = Catalogue::published(language);
        for purpose in Purpose::ALL {
            let said = catalogue.sms(purpose, &facts(catalogue), Style::Latin);
            let most = if purpose == Purpose::Offer { 2 } else { 1 };
            assert!(Parts::of(&said).parts <= most, "{} places: {said}", Parts::of(&said).units);
        }
    }
}
