//! What is wrong with a template, found before it is used: variables that do not exist, that the message cannot
//! know, or that are missing; and a service or a problem named where others may see it.
//!
//! The same function serves an editor while somebody types and the tests over the published files.

use crate::catalogue::Catalogue;
use crate::fold;
use crate::template::{Broken, Form, Template};
use crate::variable::Variable;
use serde::Serialize;
use vizitas_domain::told::Purpose;

/// Something to mend in a template: a code with its argument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Fault {
    /// A brace is left open, or closed without being opened.
    Brace,
    /// No variable has this name.
    UnknownVariable {
        /// As it was written.
        name: String,
    },
    /// A message of this purpose does not know the variable.
    NotKnown {
        /// Its name.
        name: &'static str,
    },
    /// The message must tell this.
    MissingVariable {
        /// Its name.
        name: &'static str,
    },
    /// A neutral text has a variable that may tell of a service or of a problem.
    TellingVariable {
        /// Its name.
        name: &'static str,
    },
    /// A neutral text names a service or a problem.
    TellingWord {
        /// The word.
        word: String,
    },
    /// Nothing would be said when some variable is not known: every piece hangs on one.
    MayBeEmpty,
}

/// Beginnings of words that name a service or a problem: Lithuanian, English, Russian, Polish.
const TELLING: &str = "social pasalp kompensac ismok globos globa globej ivaik itevi neigal negalia negalios slaug rizik \
    priklausomyb skurd smurt kriz skol alkohol psichi prieziur rupyb rupint benam patikr skund inspek param \
    serg ligos welfare benefit allowance disab guardian foster addict violen alcohol mental debt crisis \
    complaint inspection homeless poverty carer nursing социал пособи опек опекун инвалид зависимост насили \
    алког психи кризис жалоб проверк бездом компенсац выплат риск socjal zasil opiek niepelnospraw przemoc \
    uzalezn ryzyk psychi zadluz kryzys skarg kontrol bezdom swiadcz spolecz";

/// Reads what an editor typed and tells all that is wrong with it; the template when nothing is.
///
/// # Errors
/// With every fault found.
pub fn typed(purpose: Purpose, form: Form, pieces: &[impl AsRef<str>]) -> Result<Template, Vec<Fault>> {
    let template = Template::read(pieces).map_err(|broken| match broken {
        Broken::Brace => vec![Fault::Brace],
        Broken::Unknown(name) => vec![Fault::UnknownVariable { name }],
    })?;
    let faults = template_of(purpose, form, &template);
    if faults.is_empty() { Ok(template) } else { Err(faults) }
}

/// What is wrong with a purpose's template.
#[must_use]
pub fn template_of(purpose: Purpose, form: Form, template: &Template) -> Vec<Fault> {
    let mut faults = common(form, template);
    let known = |variable: &Variable| variable.known_for(purpose) && variable.known_in(form);
    for variable in template.variables().filter(|variable| !known(variable)) {
        faults.push(Fault::NotKnown { name: variable.name() });
    }
    for variable in required(purpose, form) {
        if !template.variables().any(|named| named == *variable) {
            faults.push(Fault::MissingVariable { name: variable.name() });
        }
    }
    faults
}

/// What is wrong with a template that all purposes have in common.
fn common(form: Form, template: &Template) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !template.variables_by_piece().any(|variables| variables.into_iter().all(always_known)) {
        faults.push(Fault::MayBeEmpty);
    }
    if form.is_neutral() {
        for variable in template.variables().filter(|variable| variable.tells_of_the_service()) {
            faults.push(Fault::TellingVariable { name: variable.name() });
        }
        faults.extend(template.words().flat_map(telling).map(|word| Fault::TellingWord { word }));
    }
    faults
}

/// All that is wrong with a language's templates, each with where it stands.
#[must_use]
pub fn catalogue(catalogue: &Catalogue) -> Vec<(Option<Purpose>, Form, Fault)> {
    let mut faults = Vec::new();
    for purpose in Purpose::ALL {
        for form in Form::OF_A_PURPOSE {
            let found = template_of(purpose, form, catalogue.template(purpose, form));
            faults.extend(found.into_iter().map(|fault| (Some(purpose), form, fault)));
        }
    }
    for form in Form::COMMON {
        let found = common(form, catalogue.common(form));
        faults.extend(found.into_iter().map(|fault| (None, form, fault)));
    }
    faults
}

/// Values that every message has: the server does not send without them.
fn always_known(variable: Variable) -> bool {
    use Variable::{Clock, Day, Greeting, Link, Municipality, Name, Phone, Signer, When};
    matches!(variable, When | Day | Clock | Municipality | Phone | Signer | Greeting | Link | Name)
}

/// The variables that a template of this purpose and form may name, each with whether it must, in the order in which an editor
/// lists them.
#[must_use]
pub fn offered(purpose: Purpose, form: Form) -> Vec<(Variable, bool)> {
    let fits = |variable: &Variable| {
        let known = variable.known_for(purpose) && variable.known_in(form);
        known && !(form.is_neutral() && variable.tells_of_the_service())
    };
    let needed = required(purpose, form);
    Variable::ALL.into_iter().filter(fits).map(|variable| (variable, needed.contains(&variable))).collect()
}

/// What a message of this purpose must tell in this form.
fn required(purpose: Purpose, form: Form) -> &'static [Variable] {
    use Variable::{
        Arrival, Away, Greeting, Link, Municipality, Offers, OldWhen, Phone, Ready, Summary, When, Who,
        Worker,
    };
    match (form, purpose) {
        (Form::Sms, Purpose::Offer) => &[Municipality, Offers, Link, Phone],
        (Form::Sms, Purpose::OnTheWay) => &[Municipality, Worker, Away, Phone],
        (Form::Sms, Purpose::Late) => &[Municipality, Arrival, Phone],
        (Form::Sms, Purpose::Moved) => &[Municipality, When, OldWhen, Worker, Link, Phone],
        (Form::Sms, Purpose::Cancelled) => &[Municipality, When, Phone],
        (Form::Sms, Purpose::MustMove) => &[Municipality, When, Phone],
        (Form::Sms, Purpose::Rate) => &[Municipality, Link],
        (Form::Sms, Purpose::Summary) => &[Municipality, Phone],
        (Form::Sms, _) => &[Municipality, When, Worker, Link, Phone],
        (Form::SmsShort, Purpose::Offer) => &[Municipality, Offers, Phone],
        (Form::SmsShort, Purpose::OnTheWay) => &[Municipality, Away, Phone],
        (Form::SmsShort, Purpose::Late) => &[Municipality, Arrival, Phone],
        (Form::SmsShort, Purpose::Rate) => &[Municipality, Link],
        (Form::SmsShort, Purpose::Summary) => &[Municipality, Phone],
        (Form::SmsShort, _) => &[Municipality, When, Phone],
        (Form::Mail, Purpose::Offer) => &[Greeting, Offers, Link, Phone],
        (Form::Mail, Purpose::OnTheWay) => &[Greeting, Who, Away, Phone],
        (Form::Mail, Purpose::Late) => &[Greeting, Arrival, Phone],
        (Form::Mail, Purpose::Moved) => &[Greeting, When, OldWhen, Who, Ready, Link, Phone],
        (Form::Mail, Purpose::Cancelled) => &[Greeting, When, Phone],
        (Form::Mail, Purpose::MustMove) => &[Greeting, When, Phone],
        (Form::Mail, Purpose::Rate) => &[Greeting, Link],
        (Form::Mail, Purpose::Summary) => &[Greeting, Summary, Phone],
        (Form::Mail, _) => &[Greeting, When, Who, Ready, Link, Phone],
        _ => &[],
    }
}

/// The words in a text that name a service or a problem.
fn telling(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let tells = |word: &&str| {
        TELLING.split_whitespace().any(|start| fold::compared(word).starts_with(&fold::compared(start)))
    };
    words.filter(tells).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn the_published_templates_have_no_fault() {
        for language in Language::ALL {
            let published = Catalogue::published(language);
            assert_eq!((published.language(), published.version()), (language, "1.0.0"));
            assert_eq!(catalogue(published), [], "{language:?}");
        }
    }

    #[test]
    fn faults_are_named() {
        let faults = |pieces: &[&str]| typed(Purpose::Cancelled, Form::Sms, pieces).unwrap_err();
        assert_eq!(faults(&["{municipality"]), [Fault::Brace]);
        assert_eq!(faults(&["{pone}"]), [Fault::UnknownVariable { name: "pone".into() }]);
        assert_eq!(
            faults(&["{municipality} {when} {arrival}"]),
            [
                Fault::MayBeEmpty,
                Fault::NotKnown { name: "arrival" },
                Fault::MissingVariable { name: "phone" }
            ]
        );
        assert_eq!(
            faults(&["{municipality}: {when} {phone}", "Dėl Jūsų pašalpos atvyks {who}."]),
            [Fault::TellingVariable { name: "who" }, Fault::TellingWord { word: "pašalpos".into() }]
        );
        assert!(
            typed(Purpose::Cancelled, Form::Sms, &["{municipality}: {when} neatvyksime.", "{phone}"]).is_ok()
        );
    }

    #[test]
    fn the_page_never_tells_the_clients_name() {
        let faults = |form| typed(Purpose::Agreed, form, &["{greeting}, {when}: {link}"]).err();
        let unknown = |name| Fault::NotKnown { name };
        assert_eq!(faults(Form::Page), Some(vec![unknown("greeting"), unknown("link")]));
        assert!(typed(Purpose::Agreed, Form::Page, &["Sutarta: {when}.", "{worker}."]).is_ok());
    }

    #[test]
    fn what_an_editor_is_offered_has_no_fault_and_holds_all_that_is_needed() {
        for purpose in Purpose::ALL {
            for form in Form::OF_A_PURPOSE {
                let offered = offered(purpose, form);
                let all: Vec<String> =
                    offered.iter().map(|(variable, _)| format!("{{{}}}", variable.name())).collect();
                let faults = typed(purpose, form, &[all.join(" "), "Laba diena.".to_owned()]);
                assert!(faults.is_ok(), "{purpose:?} {form:?}: {faults:?}");
                let without: Vec<&str> = all
                    .iter()
                    .zip(&offered)
                    .filter(|(_, (_, must))| !must)
                    .map(|(one, _)| one.as_str())
                    .collect();
                let missing = typed(purpose, form, &[without.join(" "), "Laba diena.".to_owned()]);
                let needed = offered.iter().filter(|(_, must)| *must).count();
                assert_eq!(missing.map_or_else(|faults| faults.len(), |_| 0), needed, "{purpose:?} {form:?}");
            }
        }
    }

    #[test]
    fn a_word_is_found_without_its_letters_and_in_any_case() {
        assert_eq!(
            telling("SOCIALINE pagalba; Socjalny; социального"),
            ["SOCIALINE", "Socjalny", "социального"]
        );
        assert_eq!(telling("Jei negalėsite, praneškite. I will be careful. Как долго?"), [""; 0]);
    }
}
