//! A year's real mix of events, by guess: for each visit what leads to it, what is done on it and what is written
//! down; now and then a change of the card. Used to train the dictionary and to measure sizes and speed.

use super::seeded::Seeded;
use super::words::{Bank, ITEMS, PURPOSES};
use vizitas_domain::client::{Address, Channel, Contact, Field, Grade, Language, Place, Tie};
use vizitas_domain::event::{Body, Role};
use vizitas_domain::id::{ActorId, ContactId, EventId, PromiseId, VisitId};
use vizitas_domain::register::{Call, Direction, Feedback, FeedbackKind, Note, Promise, PromiseEnd, Reached};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, Answer, AnsweredBy, Cause, Plan, StopCause, VisitEvent, VisitKind};
use vizitas_domain::worker::{Block, Busy};

/// 2026-01-05 08:00 in Vilnius.
const BEGIN: i64 = 1_767_592_800;

/// Makes one visit after another, each a list of events as they would be made.
#[derive(Debug)]
pub struct Mix {
    /// The source of chance.
    pub chance: Seeded,
    words: Bank,
    workers: Vec<ActorId>,
    minute: i64,
}

impl Mix {
    /// A mix by seed, written in one hand.
    #[must_use]
    pub fn new(seed: u64, words: Bank) -> Self {
        let chance = Seeded::new(seed);
        let workers = (0..25).map(|_| chance.id(ActorId)).collect();
        Self { chance, words, workers, minute: 0 }
    }

    /// The same mix with these workers' visits alone.
    #[must_use]
    pub fn among(self, workers: Vec<ActorId>) -> Self {
        Self { workers, ..self }
    }

    /// Lets time pass before what comes next.
    pub fn wait(&mut self, minutes: u32) {
        self.minute += i64::from(minutes);
    }

    /// Up to when it has told.
    #[must_use]
    pub fn time(&self) -> Time {
        Time(BEGIN + self.minute * 60)
    }

    /// A note of so many sentences and one more.
    #[must_use]
    pub fn words(&self, sentences: u64) -> Text {
        self.note(sentences)
    }

    fn often(&self, percent: u64) -> bool {
        self.chance.below(100) < percent
    }

    fn reason(&self) -> Text {
        (*self.chance.pick(self.words.reasons)).into()
    }

    fn note(&self, sentences: u64) -> Text {
        let mut text = (*self.chance.pick(self.words.first)).to_owned();
        for _ in 0..sentences {
            text.push(' ');
            text.push_str(self.chance.pick::<&str>(self.words.then));
        }
        text.into()
    }

    fn name(&self) -> Text {
        format!("{} {}", self.chance.pick(self.words.given), self.chance.pick(self.words.surnames)).into()
    }

    fn phone(&self) -> Text {
        format!("+3706{:07}", self.chance.below(10_000_000)).into()
    }

    fn now(&mut self) -> Time {
        self.minute += 1 + self.chance.below(9) as i64;
        Time(BEGIN + self.minute * 60 + self.chance.below(60) as i64)
    }

    fn plan(&self, now: Time) -> Plan {
        let quarter = 15 * 60;
        let start = (now.0 / quarter + 96 + self.chance.below(900) as i64) * quarter;
        let minutes = *self.chance.pick(&[30, 45, 60, 60, 90]);
        let mut workers = vec![*self.chance.pick(&self.workers)];
        if self.often(8) {
            workers.push(*self.chance.pick(&self.workers));
        }
        Plan { start: Time(start), minutes, workers, place: Text::default() }
    }

    fn agreement(&self, at: Time) -> Agreement {
        let by =
            if self.often(85) { AnsweredBy::Client } else { AnsweredBy::Contact(self.chance.id(ContactId)) };
        let channel = *self.chance.pick(&[Channel::Phone, Channel::Phone, Channel::Sms, Channel::Door]);
        Agreement { by, channel, at }
    }

    /// Everything about one visit, in order.
    pub fn visit(&mut self) -> Vec<(Role, Body)> {
        let visit = self.chance.id(VisitId);
        let mut events = self.arranging(visit);
        match self.chance.below(20) {
            0 => {
                let reason = self.reason();
                let by_client = self.often(60);
                events.push((Role::Coordinator, on(visit, VisitEvent::Cancelled { by_client, reason })));
            }
            1 => events.extend(self.nobody_home(visit)),
            _ => events.extend(self.at_home(visit)),
        }
        if self.often(12) {
            events.extend(self.around());
        }
        events
    }

    fn arranging(&mut self, visit: VisitId) -> Vec<(Role, Body)> {
        let now = self.now();
        let (plan, agreement) = (self.plan(now), self.agreement(now));
        let requested = VisitEvent::Requested {
            purpose: (*self.chance.pick(PURPOSES)).into(),
            kind: VisitKind::Agreed,
            minutes: plan.minutes,
            workers_needed: plan.workers.len() as u8,
            follows: self.often(50).then(|| self.chance.id(VisitId)),
            skill: "".into(),
            priority: Default::default(),
        };
        let mut events = vec![(Role::Coordinator, on(visit, requested))];
        if self.often(30) {
            let slots = (0..3).map(|_| self.plan(now)).collect();
            let offered = VisitEvent::Offered { slots, until: now.plus_minutes(2_880) };
            let picked = VisitEvent::Picked { offer: self.chance.id(EventId), slot: 1, agreement };
            events.push((Role::Coordinator, on(visit, offered)));
            events.push((Role::Client, on(visit, picked)));
        } else {
            events.push((Role::Worker, on(visit, VisitEvent::Agreed { plan, agreement })));
        }
        let held = VisitEvent::PlanHeld { plan: self.chance.id(EventId) };
        events.push((Role::System, on(visit, held)));
        if self.often(12) {
            let note = self.reason();
            let cause = *self.chance.pick(&[Cause::Ill, Cause::Overrun, Cause::Client, Cause::Traffic]);
            let (plan, agreement) = (self.plan(now), self.agreement(now));
            events.push((Role::Coordinator, on(visit, VisitEvent::MustMove { cause, note })));
            events.push((Role::Coordinator, on(visit, VisitEvent::Agreed { plan, agreement })));
        }
        events
    }

    fn nobody_home(&mut self, visit: VisitId) -> Vec<(Role, Body)> {
        let (out, at, gone) = (self.now(), self.now(), self.now());
        let no_access = VisitEvent::NoAccess { at: gone, card_left: true, called: true };
        [VisitEvent::SetOut { at: out, arrival: Some(at) }, VisitEvent::Arrived { at }, no_access]
            .map(|event| (Role::Worker, on(visit, event)))
            .into()
    }

    fn at_home(&mut self, visit: VisitId) -> Vec<(Role, Body)> {
        let (out, at, started) = (self.now(), self.now(), self.now());
        let mut facts = vec![
            VisitEvent::SetOut { at: out, arrival: Some(at.plus_minutes(2)) },
            VisitEvent::Arrived { at },
            VisitEvent::Started { at: started, alone_because: Text::default() },
        ];
        for item in ITEMS.iter().take(6 + self.chance.below(9) as usize) {
            let yes = self.often(90);
            let (answer, why) =
                if yes { (Answer::Yes, Text::default()) } else { (Answer::NotNow, self.reason()) };
            facts.push(VisitEvent::Checked { standard: "1.0.0".into(), item: (*item).into(), answer, why });
        }
        let mut events: Vec<_> = facts.into_iter().map(|fact| (Role::Worker, on(visit, fact))).collect();
        for _ in 0..1 + self.chance.below(2) {
            events.push((Role::Worker, Body::NoteWritten(self.written(visit))));
        }
        events.extend(self.promised(visit));
        let at = self.now();
        let ended = if self.often(97) {
            VisitEvent::Finished { at, summary: self.note(1) }
        } else {
            VisitEvent::Interrupted { at, cause: StopCause::Asked, reason: self.reason() }
        };
        events.push((Role::Worker, on(visit, ended)));
        events
    }

    fn written(&mut self, visit: VisitId) -> Note {
        let corrects = self.often(4).then(|| self.chance.id(EventId));
        let sentences = self.chance.below(4);
        Note { visit: Some(visit), text: self.note(sentences), corrects, at: self.now() }
    }

    fn promised(&mut self, visit: VisitId) -> Vec<(Role, Body)> {
        if !self.often(45) {
            return Vec::new();
        }
        let (id, at) = (self.chance.id(PromiseId), self.now());
        let text = (*self.chance.pick(self.words.promises)).into();
        let (due, owner) = (at.plus_minutes(10_080), *self.chance.pick(&self.workers));
        let made = Body::PromiseMade(Promise { id, visit: Some(visit), text, due, owner, at });
        vec![(Role::Worker, made), (Role::Worker, Body::PromiseEnded { promise: id, end: PromiseEnd::Kept })]
    }

    /// What happens beside visits.
    fn around(&mut self) -> Vec<(Role, Body)> {
        let at = self.now();
        let body = match self.chance.below(7) {
            0 | 1 => Body::CallLogged(Call {
                visit: None,
                at,
                direction: *self.chance.pick(&[Direction::In, Direction::Out]),
                name: self.name(),
                organisation: Text::default(),
                position: Text::default(),
                number: self.phone(),
                reached: *self.chance.pick(&[Reached::Spoke, Reached::NoAnswer]),
                message: self.note(0),
            }),
            2 => Body::FeedbackRecorded(Feedback {
                visit: None,
                kind: *self.chance.pick(&[FeedbackKind::Wish, FeedbackKind::Praise, FeedbackKind::Complaint]),
                text: self.note(1),
                answer_wished: self.often(30),
                at,
            }),
            3 => Body::FieldsSet(vec![Field::Phone(self.phone())]),
            4 => self.registered(),
            5 => Body::TimeBlocked(Block {
                id: self.chance.id(vizitas_domain::id::BlockId),
                start: at,
                minutes: 60,
                reason: self.reason(),
                kind: Default::default(),
            }),
            _ => self.busy(at),
        };
        vec![(Role::Worker, body), (Role::Worker, Body::ContactSet(self.contact()))]
    }

    fn busy(&self, at: Time) -> Body {
        let taken = (0..4).map(|n| Busy { start: at.plus_minutes(n * 75), minutes: 45 }).collect();
        Body::BusySet { from: at, to: at.plus_minutes(1_440), taken }
    }

    fn contact(&self) -> Contact {
        Contact {
            id: self.chance.id(ContactId),
            name: self.name(),
            relation: (*self.chance.pick(&["dukra", "sūnus", "kaimynė", "sesuo", "globėja"])).into(),
            phone: self.phone(),
            tie: *self.chance.pick(&[Tie::Contact, Tie::Household]),
            may_be_told: self.often(70),
            removed: false,
        }
    }

    /// A new client's card.
    #[must_use]
    pub fn registered(&self) -> Body {
        let place = Place {
            lat_e6: 54_390_000 + self.chance.below(40_000) as i32,
            lon_e6: 24_020_000 + self.chance.below(60_000) as i32,
            grade: Grade::House,
        };
        let address = Address {
            street: (*self.chance.pick(self.words.streets)).into(),
            house: (1 + self.chance.below(90)).to_string().into(),
            flat: (1 + self.chance.below(60)).to_string().into(),
            postcode: format!("62{:03}", self.chance.below(1_000)).into(),
            town: "Alytus".into(),
            place: Some(place),
        };
        let born = chrono::NaiveDate::default() - chrono::Days::new(self.chance.below(12_000));
        let number = self.often(80).then(|| format!("K-{}", 1_000 + self.chance.below(2_000)).into());
        let fields = vec![
            Field::Given((*self.chance.pick(self.words.given)).into()),
            Field::Surname((*self.chance.pick(self.words.surnames)).into()),
            Field::Born(Some(born)),
            Field::Address(address),
            Field::Phone(self.phone()),
            Field::Language(*self.chance.pick(&[Language::Lt, Language::Lt, Language::Ru, Language::Pl])),
            Field::Channel(Channel::Phone),
            Field::Access((*self.chance.pick(self.words.access)).into()),
            Field::Responsible(Some(*self.chance.pick(&self.workers))),
        ];
        Body::ClientRegistered { number, fields }
    }
}

fn on(visit: VisitId, event: VisitEvent) -> Body {
    Body::Visit(visit, event)
}
