//! Messages shown before they are sent: with a real client or an invented visit, in each way a text message can be written, with
//! their parts and what they cost. Nothing of it reaches anybody but who looks, or sends it to himself.

use super::Carriers;
use super::carrier::{Handed, Mail, Sms};
use super::compose::office_phone;
use super::gateway::Gateway;
use super::letter;
use super::send::SILENCE;
use super::smtp::MailServer;
use super::templates::Which;
use crate::error::{Error, Unfit};
use crate::municipality::Municipality;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::client::{Card, Channel};
use vizitas_domain::id::{MessageId, StreamId};
use vizitas_domain::time::Time;
use vizitas_domain::told::Purpose;
use vizitas_domain::visit::VisitKind;
use vizitas_message::lint::{self, Fault};
use vizitas_message::sms::Parts;
use vizitas_message::{Catalogue, Facts, Language, Person, Style};

/// Minutes from now of an invented visit, how long it takes, and what else an invented message may tell.
const SAMPLE_IN: i64 = 2 * 24 * 60;
const SAMPLE_MINUTES: u16 = 45;
const SAMPLE_AWAY: u16 = 20;
/// As long as a link's end.
const SAMPLE_LINK: &str = "xxxxxxxxxxxxxxxxxxxxxx";
/// In the order in which they are shown.
const STYLES: [Style; 3] = [Style::Letters, Style::Plain, Style::Latin];

/// A text message as it would go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsPreview {
    /// How it is written.
    pub style: Style,
    /// What it says.
    pub text: String,
    /// Its parts.
    pub parts: Parts,
    /// What they cost, in thousandths of a euro.
    pub cost: u64,
}

/// A message as it would go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// As an SMS, the way the office has set.
    pub sms: SmsPreview,
    /// The same in each way it can be written.
    pub ways: Vec<SmsPreview>,
    /// As a mail.
    pub mail: vizitas_message::Mail,
    /// The sentences at the head of the client's page.
    pub page: String,
}

impl Municipality {
    /// What words would make of an invented visit, or of this client's, without keeping them.
    ///
    /// # Errors
    /// The faults found when the words are no template; [`Error::Missing`] when there is no such client, or no visit that is
    /// told about; else when the databases fail.
    pub fn try_template(
        &self,
        which: Which,
        pieces: &[String],
        client: Option<StreamId>,
    ) -> Result<Result<Preview, Vec<Fault>>, Error> {
        let Which { language, purpose, form } = which;
        let template = match lint::typed(purpose, form, pieces) {
            Ok(template) => template,
            Err(faults) => return Ok(Err(faults)),
        };
        let carriers = self.carriers()?;
        let sample = self.sample(purpose, &carriers)?;
        let facts = match client {
            Some(client) => {
                let (card, facts) = self.facts_of(client, purpose, &carriers)?;
                let greeting = Catalogue::published(language).greeting(&card);
                completed(Facts { greeting, ..facts }, sample)
            }
            None => sample,
        };
        let catalogue = carriers.templates.catalogue(language).with(purpose, form, template);
        Ok(Ok(preview(&catalogue, purpose, &facts, &carriers)))
    }

    /// A message as this client would get it now, about the visit that comes next or was last.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such client, or no visit that is told about.
    pub fn preview(&self, client: StreamId, purpose: Purpose) -> Result<Preview, Error> {
        let carriers = self.carriers()?;
        let (card, facts) = self.facts_of(client, purpose, &carriers)?;
        let catalogue = carriers.templates.catalogue(Language::from(card.language));
        Ok(preview(&catalogue, purpose, &facts, &carriers))
    }

    /// What a message may tell a client about the visit that comes next or was last.
    fn facts_of(
        &self,
        client: StreamId,
        purpose: Purpose,
        carriers: &Carriers,
    ) -> Result<(Card, Facts), Error> {
        let (card, visit) = self.folded(|replica| {
            let card = replica.client(client)?.ok_or_else(|| Error::Missing("client".to_owned()))?.card;
            let mut visits = replica.visits_of(client)?.into_iter();
            Ok((card, visits.find(|visit| visit.kind == VisitKind::Agreed)))
        })?;
        let visit = visit.ok_or_else(|| Error::Missing("visit".to_owned()))?;
        let facts =
            Facts { link: self.sample_link().into(), ..self.facts(purpose, &card, &visit, carriers)? };
        Ok((card, facts))
    }

    /// Sends a message about an invented visit to who tries the carrier out.
    ///
    /// # Errors
    /// [`Error::Field`] when the channel is off or the address is none.
    pub fn try_carrier(
        self: &Arc<Self>,
        channel: Channel,
        to: &str,
    ) -> Result<(&'static str, String), Error> {
        let carriers = self.carriers()?;
        let card = Card { channel, phone: to.into(), email: to.into(), ..Card::default() };
        if !carriers.is_on(channel) {
            return Err(Error::field("channel", Unfit::Kind, "one that is on"));
        }
        let to = carriers
            .address(&card, channel)
            .ok_or_else(|| Error::field("to", Unfit::Address, "an address of this channel"))?;
        let facts = self.sample(Purpose::Agreed, &carriers)?;
        let shown = preview(&carriers.templates.catalogue(Language::Lt), Purpose::Agreed, &facts, &carriers);
        let (kek, id) = (self.kek()?, MessageId(Uuid::now_v7()));
        let handed = if channel == Channel::Sms {
            Gateway::new(carriers.sms, &kek)?.send(&Sms { id: id.to_string(), to, text: shown.sms.text })
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
        let (near, messages) = (self.clock.now().plus_minutes(SAMPLE_IN), &carriers.messages);
        // Visits begin on the hour, not at 14:23.
        let start = Time(near.0 - near.0.rem_euclid(3600));
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
            municipality: self.name()?.into(),
            signer: person.unwrap_or_default(),
            ..Facts::default()
        })
    }
}

/// What is known of a client's visit; what it has not, such as a time before, is the invented visit's.
fn completed(known: Facts, sample: Facts) -> Facts {
    let has_time = known.start > Time::default();
    Facts {
        start: if has_time { known.start } else { sample.start },
        was: known.was.or(sample.was),
        offers: if known.offers.is_empty() { sample.offers } else { known.offers },
        answer_by: known.answer_by.or(sample.answer_by),
        away: known.away.or(sample.away),
        arrival: known.arrival.or(sample.arrival),
        workers: if known.workers.is_empty() { sample.workers } else { known.workers },
        ..known
    }
}

fn preview(catalogue: &Catalogue, purpose: Purpose, facts: &Facts, carriers: &Carriers) -> Preview {
    let way = |style| {
        let text = catalogue.sms(purpose, facts, style);
        let parts = Parts::of(&text);
        SmsPreview { style, text, parts, cost: parts.cost(carriers.sms.price_thousandths.into()) }
    };
    Preview {
        sms: way(carriers.sms.letters),
        ways: STYLES.map(way).to_vec(),
        mail: catalogue.mail(purpose, facts),
        page: catalogue.page(purpose, facts),
    }
}
