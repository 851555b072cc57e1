//! A client's card as the console shows it. It only maps: what is known comes from one reading of the history.

use super::visit_state::{Through, VisitState};
use super::when::{Moment, clock};
use crate::clients::History;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use vizitas_domain::client::{Card, Contact, Grade, Language, Suit, Tie};
use vizitas_domain::event::Seen;
use vizitas_domain::fold::client::{Entry, StandingPromise, StandingTask};
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::register::{Call, Direction, Note, PromiseEnd, Reached};
use vizitas_domain::task::{TaskCause, TaskOutcome};
use vizitas_domain::told::{Delivery, Purpose, Told};
use vizitas_domain::visit::VisitKind;
use vizitas_domain::{address, phone};
use vizitas_message::Catalogue;
use vizitas_planning::calendar::Calendar;
use vizitas_replica::Client;

/// The language that a client is spoken and written to in.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Tongue {
    Lt,
    Ru,
    Pl,
    En,
    /// Lithuanian sign language.
    Sign,
}

impl From<Language> for Tongue {
    fn from(language: Language) -> Self {
        match language {
            Language::Lt => Self::Lt,
            Language::Ru => Self::Ru,
            Language::Pl => Self::Pl,
            Language::En => Self::En,
            Language::Sign => Self::Sign,
        }
    }
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Lt => Self::Lt,
            Tongue::Ru => Self::Ru,
            Tongue::Pl => Self::Pl,
            Tongue::En => Self::En,
            Tongue::Sign => Self::Sign,
        }
    }
}

/// Somebody of the office, by name.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct Somebody {
    id: Uuid,
    name: String,
}

/// Up to where a card was read: whoever mends it says so.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
pub(super) struct SeenAt {
    epoch: u32,
    position: u64,
}

impl From<SeenAt> for Seen {
    fn from(SeenAt { epoch, position }: SeenAt) -> Self {
        Self { epoch, position }
    }
}

/// A stretch of the week that suits, or does not.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub(super) struct ClientSuit {
    /// 0 Monday to 6 Sunday.
    weekday: u8,
    /// `9:00`
    from: String,
    /// `24:00` is the end of the day.
    to: String,
    good: bool,
}

impl ClientSuit {
    fn of(suit: &Suit) -> Self {
        Self { weekday: suit.weekday, from: clock(suit.from), to: clock(suit.to), good: suit.good }
    }

    /// None when it is no stretch of a week.
    pub(super) fn read(&self) -> Option<Suit> {
        let minute = |time: &str| {
            let (hours, minutes) = time.split_once(':')?;
            let (hours, minutes): (u16, u16) = (hours.trim().parse().ok()?, minutes.trim().parse().ok()?);
            (minutes < 60).then_some(hours.checked_mul(60)?.checked_add(minutes)?)
        };
        let (from, to) = (minute(&self.from)?, minute(&self.to)?);
        let fits = self.weekday < 7 && from < to && to <= 24 * 60;
        fits.then_some(Suit { weekday: self.weekday, from, to, good: self.good })
    }
}

/// Why visits to this home need care.
#[derive(Serialize, ToSchema)]
struct ClientRisk {
    facts: String,
    by: String,
    /// The last day on which it holds.
    until: String,
    /// Whether that day is past.
    over: bool,
}

/// Somebody near the client.
#[derive(Serialize, ToSchema)]
struct ClientContact {
    id: Uuid,
    name: String,
    relation: String,
    phone: String,
    same_home: bool,
    may_be_told: bool,
}

/// A visit of hers.
#[derive(Serialize, ToSchema)]
struct ClientVisit {
    id: Uuid,
    /// The registration it stands in.
    client: Uuid,
    state: VisitState,
    unannounced: bool,
    purpose: String,
    at: Option<Moment>,
    minutes: u16,
    workers: Vec<Somebody>,
    /// Through what the client agreed to it.
    agreed: Option<Through>,
    summary: String,
    over: bool,
}

/// A call.
#[derive(Serialize, ToSchema)]
struct ClientCall {
    at: Moment,
    by: String,
    #[schema(value_type = String)]
    direction: Direction,
    name: String,
    organisation: String,
    position: String,
    number: String,
    #[schema(value_type = String)]
    reached: Reached,
    message: String,
}

/// A note.
#[derive(Serialize, ToSchema)]
struct ClientNote {
    at: Moment,
    by: String,
    text: String,
}

/// A promise.
#[derive(Serialize, ToSchema)]
struct ClientPromise {
    text: String,
    owner: String,
    due: Moment,
    /// None while it is open.
    #[schema(value_type = Option<String>)]
    end: Option<PromiseEnd>,
}

/// A message.
#[derive(Serialize, ToSchema)]
struct ClientMessage {
    at: Moment,
    #[schema(value_type = String)]
    purpose: Purpose,
    channel: Through,
    #[schema(value_type = String)]
    delivery: Delivery,
}

/// A task about the client.
#[derive(Serialize, ToSchema)]
struct ClientTask {
    id: Uuid,
    #[schema(value_type = String)]
    cause: TaskCause,
    visit: Option<Uuid>,
    owner: Option<Somebody>,
    due: Moment,
    words: String,
    /// What came of it; none while it is open.
    #[schema(value_type = Option<String>)]
    outcome: Option<TaskOutcome>,
}

/// A client's card with its history.
#[derive(Serialize, ToSchema)]
pub(super) struct ClientCard {
    id: Uuid,
    seen: SeenAt,
    number: Option<String>,
    given: String,
    surname: String,
    /// How she is greeted, in her language.
    greeting: String,
    /// What a person wrote down instead of the rules; empty: nobody did.
    greeting_written: String,
    /// `1950-01-01`
    born: Option<String>,
    age: Option<u32>,
    /// In one line.
    address: String,
    /// Whether the map knows the street at least.
    placed: bool,
    phone: String,
    email: String,
    language: Tongue,
    channel: Through,
    never_text: bool,
    two_workers: bool,
    access: String,
    needs: String,
    good_times: String,
    bad_times: String,
    suits: Vec<ClientSuit>,
    responsible: Option<Somebody>,
    risk: Option<ClientRisk>,
    contacts: Vec<ClientContact>,
    /// The registration in which this one goes on.
    merged_into: Option<Uuid>,
    /// Registrations of the same person that go on in this one.
    merged: Vec<Somebody>,
    visits: Vec<ClientVisit>,
    calls: Vec<ClientCall>,
    /// None when whoever looks may not read them.
    notes: Option<Vec<ClientNote>>,
    promises: Vec<ClientPromise>,
    messages: Vec<ClientMessage>,
    tasks: Vec<ClientTask>,
    /// Fields and plans over which people clash, and nobody has settled it.
    conflicts: usize,
}

/// What a card is shown by.
pub(super) struct Showing<'a> {
    pub(super) history: &'a History,
    pub(super) calendar: &'a Calendar,
    pub(super) today: NaiveDate,
    /// Whether whoever looks may read notes.
    pub(super) notes: bool,
}

impl Showing<'_> {
    pub(super) fn card(&self) -> ClientCard {
        let history = self.history;
        let client = &history.client;
        let card = &client.card;
        let Seen { epoch, position } = history.seen;
        ClientCard {
            id: client.id.0,
            seen: SeenAt { epoch, position },
            number: card.number.as_ref().map(|number| number.to_string()),
            given: card.given.to_string(),
            surname: card.surname.to_string(),
            greeting: greeting(card),
            greeting_written: card.greeting.to_string(),
            born: card.born.map(|born| born.to_string()),
            age: card.born.and_then(|born| self.today.years_since(born)),
            address: address::line(&card.address),
            placed: card.address.place.is_some_and(|place| place.grade >= Grade::Street),
            phone: phone::shown(&card.phone),
            email: card.email.to_string(),
            language: card.language.into(),
            channel: card.channel.into(),
            never_text: card.never_text,
            two_workers: card.two_workers,
            access: card.access.to_string(),
            needs: card.needs.to_string(),
            good_times: card.good_times.to_string(),
            bad_times: card.bad_times.to_string(),
            suits: card.suits.iter().map(ClientSuit::of).collect(),
            responsible: card.responsible.map(|worker| self.who(worker)),
            risk: card.risk.as_ref().map(|risk| {
                let (until, _) = self.calendar.local(risk.until);
                let (facts, by) = (risk.facts.to_string(), self.name(risk.by));
                ClientRisk { facts, by, until: until.to_string(), over: until < self.today }
            }),
            contacts: history.contacts.iter().filter(|contact| !contact.removed).map(near).collect(),
            merged_into: client.merged_into.map(|into| into.0),
            merged: history.merged.iter().map(named).collect(),
            visits: history.visits.iter().map(|(stream, visit)| self.visit(*stream, visit)).collect(),
            calls: history.calls.iter().map(|call| self.call(call)).collect(),
            notes: self.notes.then(|| history.notes.iter().map(|note| self.note(note)).collect()),
            promises: history.promises.iter().map(|promise| self.promise(promise)).collect(),
            messages: history.messages.iter().map(|told| self.message(told)).collect(),
            tasks: history.tasks.iter().map(|task| self.task(task)).collect(),
            conflicts: history.conflicts,
        }
    }

    fn name(&self, actor: ActorId) -> String {
        self.history.names.get(&actor).cloned().unwrap_or_default()
    }

    fn who(&self, actor: ActorId) -> Somebody {
        Somebody { id: actor.0, name: self.name(actor) }
    }

    fn at(&self, time: vizitas_domain::time::Time) -> Moment {
        Moment::of(self.calendar, time)
    }

    fn visit(&self, stream: StreamId, visit: &Visit) -> ClientVisit {
        let plan = visit.plan.as_ref();
        ClientVisit {
            id: visit.id.0,
            client: stream.0,
            state: visit.state.into(),
            unannounced: visit.kind == VisitKind::Unannounced,
            purpose: visit.purpose.to_string(),
            at: plan.map(|standing| self.at(standing.plan.start)),
            minutes: plan.map_or(visit.minutes, |standing| standing.plan.minutes),
            workers: plan
                .iter()
                .flat_map(|standing| &standing.plan.workers)
                .map(|worker| self.who(*worker))
                .collect(),
            agreed: plan.and_then(|standing| standing.agreement).map(|word| word.channel.into()),
            summary: visit.facts.summary.to_string(),
            over: visit.state.is_closed(),
        }
    }

    fn call(&self, entry: &Entry<Call>) -> ClientCall {
        let call = &entry.what;
        ClientCall {
            at: self.at(call.at),
            by: self.name(entry.actor),
            direction: call.direction,
            name: call.name.to_string(),
            organisation: call.organisation.to_string(),
            position: call.position.to_string(),
            number: phone::shown(&call.number),
            reached: call.reached,
            message: call.message.to_string(),
        }
    }

    fn note(&self, entry: &Entry<Note>) -> ClientNote {
        ClientNote {
            at: self.at(entry.what.at),
            by: self.name(entry.actor),
            text: entry.what.text.to_string(),
        }
    }

    fn promise(&self, standing: &StandingPromise) -> ClientPromise {
        ClientPromise {
            text: standing.promise.text.to_string(),
            owner: self.name(standing.promise.owner),
            due: self.at(standing.promise.due),
            end: standing.end.map(|(end, _)| end),
        }
    }

    fn message(&self, told: &Told) -> ClientMessage {
        let (purpose, channel, delivery) = (told.purpose, told.channel.into(), told.delivery);
        ClientMessage { at: self.at(told.at), purpose, channel, delivery }
    }

    fn task(&self, standing: &StandingTask) -> ClientTask {
        let task = &standing.task;
        ClientTask {
            id: task.id.0,
            cause: task.cause,
            visit: task.visit.map(|visit| visit.0),
            owner: task.owner.map(|owner| self.who(owner)),
            due: self.at(task.due),
            words: task.words.to_string(),
            outcome: standing.end.as_ref().map(|end| end.outcome),
        }
    }
}

fn near(contact: &Contact) -> ClientContact {
    ClientContact {
        id: contact.id.0,
        name: contact.name.to_string(),
        relation: contact.relation.to_string(),
        phone: phone::shown(&contact.phone),
        same_home: contact.tie == Tie::Household,
        may_be_told: contact.may_be_told,
    }
}

fn named(client: &Client) -> Somebody {
    Somebody { id: client.id.0, name: full_name(&client.card) }
}

pub(super) fn full_name(card: &Card) -> String {
    format!("{} {}", &*card.given, &*card.surname).trim().to_owned()
}

fn greeting(card: &Card) -> String {
    Catalogue::published(card.language.into()).greeting(card).to_string()
}
