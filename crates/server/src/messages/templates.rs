//! The office's own words in place of the published ones, and messages shown before they are sent: with a real client or an
//! invented visit, with their parts and what they cost. Nothing of it reaches anybody but who looks, or sends it to himself.

use super::Carriers;
use super::carrier::{Handed, Mail, Sms};
use super::compose::office_phone;
use super::gateway::Gateway;
use super::letter;
use super::send::SILENCE;
use super::smtp::MailServer;
use crate::error::Error;
use crate::municipality::Municipality;
use crate::settings::Setting;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::client::{Card, Channel};
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{MessageId, StreamId};
use vizitas_domain::told::Purpose;
use vizitas_message::lint::{self, Fault};
use vizitas_message::sms::Parts;
use vizitas_message::{Catalogue, Facts, Form, Language, Person};

/// Minutes from now of an invented visit, how long it takes, and what else an invented message may tell.
const SAMPLE_IN: i64 = 2 * 24 * 60;
const SAMPLE_MINUTES: u16 = 45;
const SAMPLE_AWAY: u16 = 20;
/// As long as a link's end.
const SAMPLE_LINK: &str = "xxxxxxxxxxxxxxxxxxxxxx";

/// The office's own words for one form of one purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnWords {
    /// In which language.
    pub language: Language,
    /// Of which message.
    pub purpose: Purpose,
    /// In which form.
    pub form: Form,
    /// The template's pieces.
    pub pieces: Vec<String>,
}

/// All of the office's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TemplateSettings {
    /// Each of them.
    pub own: Vec<OwnWords>,
}

impl Setting for TemplateSettings {
    const NAME: &'static str = "templates";

    fn check(&self) -> Result<(), Error> {
        match self.own.iter().all(|own| lint::typed(own.purpose, own.form, &own.pieces).is_ok()) {
            true => Ok(()),
            false => Err(Error::Invalid("own: a template has a fault".to_owned())),
        }
    }
}

impl TemplateSettings {
    /// The published words of a language with the office's own.
    pub(super) fn catalogue(&self, language: Language) -> Catalogue {
        let own = self.own.iter().filter(|own| own.language == language);
        own.fold(Catalogue::published(language).clone(), |catalogue, own| {
            match lint::typed(own.purpose, own.form, &own.pieces) {
                Ok(template) => catalogue.with(own.purpose, own.form, template),
                Err(_) => catalogue,
            }
        })
    }
}

/// A message as it would go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// As an SMS.
    pub sms: String,
    /// Its parts.
    pub parts: Parts,
    /// What they cost, in thousandths of a euro.
    pub cost: u64,
    /// As a mail.
    pub mail: vizitas_message::Mail,
}

/// A message shown to who wrote its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// In which language.
    pub language: Language,
    /// Of which message.
    pub purpose: Purpose,
    /// In which form.
    pub form: Form,
    /// Its pieces.
    pub pieces: Vec<String>,
    /// Whether these are the office's own words.
    pub own: bool,
}

impl Municipality {
    /// Every template in force.
    ///
    /// # Errors
    /// When the databases fail.
    pub fn templates(&self) -> Result<Vec<Template>, Error> {
        let settings = self.settings::<TemplateSettings>()?;
        let mut all = Vec::new();
        for language in Language::ALL {
            let catalogue = settings.catalogue(language);
            for purpose in Purpose::ALL {
                for form in Form::OF_A_PURPOSE {
                    let pieces = catalogue.template(purpose, form).written();
                    let is_this =
                        |own: &OwnWords| (own.language, own.purpose, own.form) == (language, purpose, form);
                    let own = settings.own.iter().any(is_this);
                    all.push(Template { language, purpose, form, pieces, own });
                }
            }
        }
        Ok(all)
    }

    /// Puts the office's own words in place of one template, or the published ones back.
    ///
    /// # Errors
    /// The faults found when the words are no template; else when the databases fail.
    pub fn set_template(
        &self,
        language: Language,
        purpose: Purpose,
        form: Form,
        pieces: Option<Vec<String>>,
    ) -> Result<Result<(), Vec<Fault>>, Error> {
        if let Some(Err(faults)) = pieces.as_ref().map(|pieces| lint::typed(purpose, form, pieces)) {
            return Ok(Err(faults));
        }
        let mut settings = self.settings::<TemplateSettings>()?;
        settings.own.retain(|own| (own.language, own.purpose, own.form) != (language, purpose, form));
        settings.own.extend(pieces.map(|pieces| OwnWords { language, purpose, form, pieces }));
        let value = serde_json::to_value(&settings).map_err(|_| Error::Malformed("setting"))?;
        self.set_settings(TemplateSettings::NAME, value).map(Ok)
    }

    /// What words would make of an invented visit, without keeping them: the text, its parts, its cost.
    ///
    /// # Errors
    /// When the databases fail.
    pub fn try_template(
        &self,
        language: Language,
        purpose: Purpose,
        form: Form,
        pieces: &[String],
    ) -> Result<Result<Preview, Vec<Fault>>, Error> {
        let template = match lint::typed(purpose, form, pieces) {
            Ok(template) => template,
            Err(faults) => return Ok(Err(faults)),
        };
        let carriers = self.carriers()?;
        let catalogue = carriers.templates.catalogue(language).with(purpose, form, template);
        Ok(Ok(preview(&catalogue, purpose, &self.sample(purpose, &carriers)?, &carriers)))
    }

    /// A message as this client would get it now, about the visit that comes next or was last.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such client, or no visit that is told about.
    pub fn preview(&self, client: StreamId, purpose: Purpose) -> Result<Preview, Error> {
        let (card, visit) = self.folded(|replica| {
            let card = replica.client(client)?.ok_or_else(|| Error::Missing("client".to_owned()))?.card;
            let mut visits = replica.visits_of(client)?.into_iter();
            Ok((card, visits.find(|visit| visit.kind == vizitas_domain::visit::VisitKind::Agreed)))
        })?;
        let visit: Visit = visit.ok_or_else(|| Error::Missing("visit".to_owned()))?;
        let carriers = self.carriers()?;
        let facts =
            Facts { link: self.sample_link().into(), ..self.facts(purpose, &card, &visit, &carriers)? };
        let catalogue = carriers.templates.catalogue(Language::from(card.language));
        Ok(preview(&catalogue, purpose, &facts, &carriers))
    }

    /// Sends a message about an invented visit to who tries the carrier out.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the carrier is off or the address is none.
    pub fn try_carrier(
        self: &Arc<Self>,
        channel: Channel,
        to: &str,
    ) -> Result<(&'static str, String), Error> {
        let carriers = self.carriers()?;
        let card = Card { channel, phone: to.into(), email: to.into(), ..Card::default() };
        let address = carriers.address(&card, channel);
        let to =
            address.ok_or_else(|| Error::Invalid("the channel is off, or the address is none".to_owned()))?;
        let facts = self.sample(Purpose::Agreed, &carriers)?;
        let shown = preview(&carriers.templates.catalogue(Language::Lt), Purpose::Agreed, &facts, &carriers);
        let (kek, id) = (self.kek()?, MessageId(Uuid::now_v7()));
        let handed = if channel == Channel::Sms {
            Gateway::new(carriers.sms, &kek)?.send(&Sms { id: id.to_string(), to, text: shown.sms })
        } else {
            let message = letter::write(id, &carriers.email.from, &to, self.clock.now(), shown.mail, None)?;
            let mail = Mail { id: id.to_string(), to, message };
            MailServer::new(carriers.email, &kek, SILENCE)?.send(&mail)
        };
        Ok(match handed {
            Handed::Sent { .. } => ("sent", String::new()),
            Handed::NotYet(why) => ("not_yet", why),
            Handed::Never(why) => ("never", why),
            Handed::Unknown(why) => ("unknown", why),
        })
    }

    fn sample_link(&self) -> String {
        let base = self.pages_at.as_deref().unwrap_or_default();
        if base.is_empty() {
            String::new()
        } else {
            format!("{}/v/{SAMPLE_LINK}", base.trim_end_matches('/'))
        }
    }

    /// What a message would tell of an invented visit by a worker of the office's.
    fn sample(&self, purpose: Purpose, carriers: &Carriers) -> Result<Facts, Error> {
        let workers = self.folded(|replica| Ok(replica.workers()?))?;
        let person: Option<Person> = workers.first().map(|worker| {
            let profile = &worker.profile;
            let name = format!("{} {}", &*profile.given, &*profile.surname).into();
            Person { name, position: profile.position.clone(), phone: profile.phone.clone() }
        });
        let (start, messages) = (self.clock.now().plus_minutes(SAMPLE_IN), &carriers.messages);
        let offered = purpose == Purpose::Offer;
        Ok(Facts {
            start,
            minutes: SAMPLE_MINUTES,
            was: (purpose == Purpose::Moved).then(|| start.plus_minutes(-60)),
            offers: if offered { (0..3).map(|n| start.plus_minutes(n * 120)).collect() } else { Vec::new() },
            answer_by: offered.then_some(start),
            away: (purpose == Purpose::OnTheWay).then_some(SAMPLE_AWAY),
            arrival: (purpose == Purpose::Late).then(|| start.plus_minutes(25)),
            ready: messages.ready.as_str().into(),
            link: self.sample_link().into(),
            phone: office_phone(messages, person.as_slice()),
            workers: person.iter().cloned().collect(),
            unit: messages.unit.as_str().into(),
            municipality: self.about.name.as_str().into(),
            signer: person.unwrap_or_default(),
            ..Facts::default()
        })
    }
}

fn preview(catalogue: &Catalogue, purpose: Purpose, facts: &Facts, carriers: &Carriers) -> Preview {
    let sms = catalogue.sms(purpose, facts, carriers.sms.letters);
    let parts = Parts::of(&sms);
    let cost = parts.cost(carriers.sms.price_thousandths.into());
    Preview { sms, parts, cost, mail: catalogue.mail(purpose, facts) }
}
