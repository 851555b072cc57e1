//! Everybody's days, and what a client wants of them, read from the replica in the form that planning takes.

use crate::error::Error;
use std::collections::{BTreeMap, BTreeSet};
use vizitas_domain::client::{Language, Place, Suit};
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, BlockId, StreamId, VisitId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Priority, VisitKind};
use vizitas_domain::worker::{BlockKind, Profile};
use vizitas_planning::slot::{Crew, Wish};
use vizitas_planning::worker::{Taken, Worker};
use vizitas_replica::{Client, Replica};

/// Minutes of a visit of which nothing is known.
const USUAL_MINUTES: u16 = 60;

/// What takes a worker's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// A visit, agreed or only offered.
    Visit {
        /// Which one.
        visit: VisitId,
        /// Whose.
        client: StreamId,
    },
    /// Time that is not for visits.
    Block {
        /// Which one.
        block: BlockId,
        /// What takes it.
        kind: BlockKind,
    },
}

/// Everybody with what is taken of her time.
#[derive(Debug)]
pub(crate) struct Team {
    /// As planning sees them, in the order of names.
    pub(crate) workers: Vec<Worker>,
    pub(crate) profiles: BTreeMap<ActorId, Profile>,
    held: BTreeMap<ActorId, Vec<(Taken, Held)>>,
}

/// Which days are read, and what of them is not counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span<'a> {
    pub(crate) from: Time,
    pub(crate) to: Time,
    pub(crate) now: Time,
    /// Visits whose time is looked for anew.
    pub(crate) except: &'a BTreeSet<VisitId>,
}

impl Team {
    /// Everybody, or those named.
    pub(crate) fn read(
        replica: &Replica,
        among: Option<&BTreeSet<ActorId>>,
        span: Span<'_>,
    ) -> Result<Self, Error> {
        let mut team = Self { workers: Vec::new(), profiles: BTreeMap::new(), held: BTreeMap::new() };
        let mut places = Places(BTreeMap::new());
        for worker in replica.workers()? {
            if among.is_some_and(|among| !among.contains(&worker.id)) {
                continue;
            }
            let held = held(replica, worker.id, span, &mut places)?;
            let mut planned = Worker::new(worker.id, held.iter().map(|(taken, _)| *taken).collect());
            planned.languages.clone_from(&worker.profile.languages);
            planned.skills.clone_from(&worker.profile.skills);
            planned.hours = worker.profile.hours;
            planned.week.clone_from(&worker.profile.week);
            planned.until = worker.profile.until;
            team.workers.push(planned);
            team.held.insert(worker.id, held);
            team.profiles.insert(worker.id, worker.profile);
        }
        Ok(team)
    }

    pub(crate) fn worker(&self, worker: ActorId) -> Option<&Worker> {
        self.workers.iter().find(|known| known.id == worker)
    }

    /// What stands at a taken time of a worker's. Two at one time are told one after the other.
    pub(crate) fn held(&self, worker: ActorId, taken: Taken) -> impl Iterator<Item = Held> {
        let of_worker = self.held.get(&worker).map(Vec::as_slice).unwrap_or_default();
        of_worker.iter().filter(move |(at, _)| *at == taken).map(|(_, held)| *held)
    }

    /// Given name and surname.
    pub(crate) fn names(&self) -> BTreeMap<ActorId, String> {
        let name = |profile: &Profile| format!("{} {}", &*profile.given, &*profile.surname).trim().to_owned();
        self.profiles.iter().map(|(worker, profile)| (*worker, name(profile))).collect()
    }
}

/// Where clients live, each asked for once.
struct Places(BTreeMap<StreamId, Option<Place>>);

impl Places {
    fn of(&mut self, replica: &Replica, client: StreamId) -> Result<Option<Place>, Error> {
        if let Some(known) = self.0.get(&client) {
            return Ok(*known);
        }
        let place = replica.client(client)?.and_then(|client| client.card.address.place);
        self.0.insert(client, place);
        Ok(place)
    }
}

fn held(
    replica: &Replica,
    worker: ActorId,
    span: Span<'_>,
    places: &mut Places,
) -> Result<Vec<(Taken, Held)>, Error> {
    let mut held = Vec::new();
    for taken in replica.taken(worker, span.from, span.to)? {
        let expired = taken.offered_until.is_some_and(|until| until <= span.now);
        if !expired && !span.except.contains(&taken.visit) {
            let place = places.of(replica, taken.client)?;
            let time = Taken { start: taken.start, minutes: taken.minutes, place };
            held.push((time, Held::Visit { visit: taken.visit, client: taken.client }));
        }
    }
    for block in replica.blocks(worker, span.from, span.to)? {
        held.push((Taken::from(&block), Held::Block { block: block.id, kind: block.kind }));
    }
    Ok(held)
}

/// What is wanted: a client's visit, as a search asks for it.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub(crate) kind: VisitKind,
    pub(crate) minutes: u16,
    pub(crate) skill: Text,
    pub(crate) crew: Crew,
    priority: Priority,
    place: Option<Place>,
    language: Language,
    usual: Option<ActorId>,
    known: Vec<ActorId>,
    suits: Vec<Suit>,
}

impl Wanted {
    /// A visit of a client's, or one that is not asked for yet.
    pub(crate) fn read(replica: &Replica, client: &Client, visit: Option<&Visit>) -> Result<Self, Error> {
        let card = &client.card;
        let mut known: Vec<ActorId> =
            replica.visits_of(client.id)?.into_iter().flat_map(|visit| visit.facts.who_arrived).collect();
        known.sort_unstable();
        known.dedup();
        let two = card.two_workers || visit.is_some_and(|visit| visit.workers_needed > 1);
        let minutes = visit.map_or(0, |visit| match &visit.plan {
            Some(standing) => standing.plan.minutes,
            None => visit.minutes,
        });
        Ok(Self {
            kind: visit.map(|visit| visit.kind).unwrap_or_default(),
            minutes: if minutes == 0 { USUAL_MINUTES } else { minutes },
            skill: visit.map(|visit| visit.skill.clone()).unwrap_or_default(),
            crew: if two { Crew::Two } else { Crew::One },
            priority: visit.map(|visit| visit.priority).unwrap_or_default(),
            place: card.address.place,
            language: card.language,
            usual: card.responsible,
            known,
            suits: card.suits.clone(),
        })
    }

    /// As a search asks. Where nobody speaks the client's language, whoever comes brings an interpreter.
    pub(crate) fn wish(&self, team: &Team, earliest: Time, days: u16) -> Wish<'_> {
        let spoken = team.workers.iter().any(|worker| worker.speaks(self.language));
        Wish {
            place: self.place,
            minutes: self.minutes,
            language: spoken.then_some(self.language),
            skill: &self.skill,
            kind: self.kind,
            priority: self.priority,
            crew: self.crew,
            usual: self.usual,
            known: &self.known,
            suits: &self.suits,
            earliest,
            days,
        }
    }
}
