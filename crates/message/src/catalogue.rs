//! The templates of one language, as published in `standard/` and as an office has edited them. The files are
//! versioned data: a change of words is a new version.

use crate::facts::Facts;
use crate::language::Language;
use crate::mail::{self, Mail};
use crate::sms::Style;
use crate::template::{Form, Template};
use crate::variable::Variable;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use vizitas_domain::client::Card;
use vizitas_domain::greeting::{Greeting, greeting};
use vizitas_domain::text::Text;
use vizitas_domain::told::Purpose;

/// The published files, in the order of [`Language::ALL`].
const PUBLISHED: [&str; 4] = [
    include_str!("../../../standard/messages.1.0.0.lt.json"),
    include_str!("../../../standard/messages.1.0.0.en.json"),
    include_str!("../../../standard/messages.1.0.0.ru.json"),
    include_str!("../../../standard/messages.1.0.0.pl.json"),
];

static CATALOGUES: LazyLock<BTreeMap<Language, Catalogue>> = LazyLock::new(|| {
    // A file that cannot be read fails the tests of `lint`, so it is never shipped.
    let read = PUBLISHED.into_iter().filter_map(|file| Catalogue::read(file).ok());
    read.map(|catalogue| (catalogue.language, catalogue)).collect()
});
static EMPTY: Catalogue = Catalogue {
    version: String::new(),
    language: Language::Lt,
    purposes: BTreeMap::new(),
    common: BTreeMap::new(),
};
static NOTHING: LazyLock<Template> = LazyLock::new(Template::default);

/// The templates of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    version: String,
    language: Language,
    purposes: BTreeMap<Purpose, BTreeMap<Form, Template>>,
    common: BTreeMap<Form, Template>,
}

impl Catalogue {
    /// What is published in a language.
    #[must_use]
    pub fn published(language: Language) -> &'static Self {
        CATALOGUES.get(&language).unwrap_or(&EMPTY)
    }

    /// Reads a file of templates.
    ///
    /// # Errors
    /// When it is no such file. What else may be wrong with it, [`crate::lint::catalogue`] tells.
    pub fn read(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// The version of the published words.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The language of the words.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// A purpose's template, or an empty one where there is none.
    #[must_use]
    pub fn template(&self, purpose: Purpose, form: Form) -> &Template {
        self.purposes.get(&purpose).and_then(|forms| forms.get(&form)).unwrap_or(&NOTHING)
    }

    /// A template that all purposes have in common, or an empty one where there is none.
    #[must_use]
    pub fn common(&self, form: Form) -> &Template {
        self.common.get(&form).unwrap_or(&NOTHING)
    }

    /// The catalogue with the office's own words for one purpose and form.
    #[must_use]
    pub fn with(mut self, purpose: Purpose, form: Form, template: Template) -> Self {
        self.purposes.entry(purpose).or_default().insert(form, template);
        self
    }

    /// A text message.
    #[must_use]
    pub fn sms(&self, purpose: Purpose, facts: &Facts, style: Style) -> String {
        let form = style.form();
        style.write(&self.line(self.template(purpose, form), form, facts))
    }

    /// An e-mail. Whoever has no greeting of her own is greeted as somebody who is not known.
    #[must_use]
    pub fn mail(&self, purpose: Purpose, facts: &Facts) -> Mail {
        if facts.greeting.is_empty() {
            let greeting = self.greeting(&Card::default());
            if !greeting.is_empty() {
                return self.mail(purpose, &Facts { greeting, ..facts.clone() });
            }
        }
        let of = |form| self.template(purpose, form);
        mail::write(self.language, facts, of(Form::Subject), of(Form::Mail), self.common(Form::Signature))
    }

    /// The sentences at the head of the client's page; what stands below them is the page's own. They never greet by name.
    #[must_use]
    pub fn page(&self, purpose: Purpose, facts: &Facts) -> String {
        self.line(self.template(purpose, Form::Page), Form::Page, facts)
    }

    /// A calendar entry's title and notes.
    #[must_use]
    pub fn calendar(&self, facts: &Facts) -> (String, String) {
        let of = |form| self.line(self.common(form), form, facts);
        (of(Form::CalendarSummary), of(Form::CalendarDescription))
    }

    /// How a letter greets the person on a card: for [`Facts::greeting`]. What a person wrote down is said so.
    #[must_use]
    pub fn greeting(&self, card: &Card) -> Text {
        let say = |form, name: &Text| {
            let value = |variable| if variable == Variable::Name { name.to_string() } else { String::new() };
            Text::from(self.common(form).line(form, &value))
        };
        match greeting(card) {
            Greeting::Written(words) => words,
            Greeting::Woman(name) => say(Form::GreetingWoman, &name),
            Greeting::Man(name) => say(Form::GreetingMan, &name),
            Greeting::Neutral => say(Form::GreetingNeutral, &Text::default()),
        }
    }

    fn line(&self, template: &Template, form: Form, facts: &Facts) -> String {
        template.line(form, &|variable| {
            if variable.known_in(form) {
                variable.value(facts, self.language, form.between())
            } else {
                String::new()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Person;
    use crate::sms::Parts;
    use proptest::prelude::*;
    use vizitas_domain::time::Time;

    fn rasa() -> Facts {
        Facts {
            start: Time(1_795_510_800), // Tuesday 24 November 2026, 9:00 UTC
            minutes: 45,
            workers: vec![Person {
                name: "Rasa Kazlauskienė".into(),
                position: "socialinė darbuotoja".into(),
                phone: "+37061234567".into(),
            }],
            ready: "asmens dokumentą".into(),
            link: "https://vizitai.alytus.lt/v/4fzzzxjylrxab3k7q2mnw5tdcy".into(),
            phone: "+37031556660".into(),
            unit: "Socialinės paramos skyrius".into(),
            municipality: "Alytaus miesto savivaldybė".into(),
            greeting: "Gerbiama Ona Petrauskiene".into(),
            signer: Person {
                name: "Jonas Petraitis".into(),
                position: "specialistas".into(),
                phone: "".into(),
            },
            ..Facts::default()
        }
    }

    #[test]
    fn an_agreed_time_is_confirmed_by_text_message() {
        let said = Catalogue::published(Language::Lt).sms(Purpose::Agreed, &rasa(), Style::Letters);
        assert_eq!(
            said,
            "Alytaus miesto savivaldybė: sutarėme, pas Jus atvyksime antradienį, lapkričio 24 d., 11:00. Atvyks Rasa \
             Kazlauskienė. Jei negalėsite, praneškite – laiką gaus kitas žmogus: \
             https://vizitai.alytus.lt/v/4fzzzxjylrxab3k7q2mnw5tdcy Tel. 0 315 56660"
        );
        let plain = Catalogue::published(Language::Lt).sms(Purpose::Agreed, &rasa(), Style::Plain);
        assert_eq!((Parts::of(&said).parts, Parts::of(&plain).parts), (4, 1));
    }

    #[test]
    fn a_letter_is_signed_and_quotes_nothing() {
        let letter = Catalogue::published(Language::Lt).mail(Purpose::Agreed, &rasa());
        assert_eq!(letter.subject, "Alytaus miesto savivaldybė: sutarėme antradienį, lapkričio 24 d., 11:00");
        assert!(letter.text.starts_with("Gerbiama Ona Petrauskiene,\n\nSutarėme, kad pas Jus"));
        assert!(letter.text.contains("\n\nAtvyks Rasa Kazlauskienė (socialinė darbuotoja).\n\n"));
        assert!(letter.text.ends_with(
            "\n\nPagarbiai\nJonas Petraitis\nspecialistas\nSocialinės paramos skyrius\nAlytaus miesto savivaldybė\n\
             Tel. 0 315 56660\n"
        ));
        assert!(letter.html.contains("<a href=\"https://vizitai.alytus.lt/v/4fzzzxjylrxab3k7q2mnw5tdcy\">"));
    }

    #[test]
    fn what_others_may_see_names_no_service() {
        let facts = Facts { offers: vec![Time(0)], was: Some(Time(0)), away: Some(20), ..rasa() };
        for language in Language::ALL {
            let catalogue = Catalogue::published(language);
            let (title, notes) = catalogue.calendar(&facts);
            let mut seen = vec![title, notes];
            for purpose in Purpose::ALL {
                seen.push(catalogue.sms(purpose, &facts, Style::Letters));
                seen.push(catalogue.sms(purpose, &facts, Style::Plain));
                seen.push(catalogue.mail(purpose, &facts).subject);
                seen.push(catalogue.page(purpose, &facts));
            }
            for text in seen {
                let told = ["ocialin", "dokument", "Petrauskien"].iter().any(|word| text.contains(word));
                assert!(!told && !text.is_empty(), "{text}");
            }
        }
    }

    #[test]
    fn a_letter_greets_the_person_on_the_card() {
        let greeted = |language: Language, given: &str, surname: &str, written: &str| {
            let card = Card {
                given: given.into(),
                surname: surname.into(),
                greeting: written.into(),
                ..Card::default()
            };
            String::from(Catalogue::published(language).greeting(&card))
        };
        assert_eq!(greeted(Language::Lt, "Ona", "Petrauskienė", ""), "Gerbiama Ona Petrauskiene");
        assert_eq!(greeted(Language::Lt, "Jonas", "Miškinis", ""), "Gerbiamas Jonai Miškini");
        assert_eq!(greeted(Language::Lt, "John", "Smith", ""), "Laba diena");
        assert_eq!(greeted(Language::Pl, "Jadvyga", "Kovalevska", ""), "Szanowna Pani");
        assert_eq!(greeted(Language::En, "Jonas", "Miškinis", ""), "Dear Sir");
        let stranger = Facts { greeting: Text::default(), ..rasa() };
        let letter = Catalogue::published(Language::Pl).mail(Purpose::Agreed, &stranger);
        assert!(letter.text.starts_with("Dzień dobry,\n"));
        assert_eq!(greeted(Language::Ru, "Ona", "Petrauskienė", "Gerb. daktare!"), "Gerb. daktare!");
    }

    #[test]
    fn words_an_office_edited_are_said() {
        let own = Template::read(&["{municipality}: iki {when}!"]).unwrap();
        let catalogue = Catalogue::published(Language::Lt).clone().with(Purpose::Agreed, Form::SmsShort, own);
        assert_eq!(
            catalogue.sms(Purpose::Agreed, &rasa(), Style::Plain),
            "Alytaus miesto savivaldybe: iki antradieni, lapkricio 24 d., 11:00!"
        );
        assert_ne!(catalogue.sms(Purpose::Reminder, &rasa(), Style::Plain), "");
    }

    proptest! {
        #[test]
        fn whatever_is_known_a_message_is_one_line_and_a_subject_too(
            words in ".*", start in any::<i64>(), minutes in any::<u16>(), purpose in 0..Purpose::ALL.len(), language in 0..4_usize
        ) {
            let facts = Facts {
                start: Time(start),
                minutes,
                workers: vec![Person { name: words.as_str().into(), ..Person::default() }],
                municipality: words.as_str().into(),
                link: words.as_str().into(),
                ..Facts::default()
            };
            let catalogue = Catalogue::published(Language::ALL[language]);
            let purpose = Purpose::ALL[purpose];
            for line in [catalogue.sms(purpose, &facts, Style::Letters), catalogue.mail(purpose, &facts).subject] {
                prop_assert!(!line.chars().any(char::is_control));
            }
        }
    }
}
