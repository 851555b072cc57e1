//! What tablets handed in and what has no place in the log: shown with why, until somebody decides. A decision drops
//! nothing: the bytes stay aside, the audit says who decided. What may have a place by now is placed by the same rule of
//! rights as a push, never by a person's word alone.

use crate::authority::{Rights, Ruling};
use crate::error::Error;
use crate::log::{
    Held, HeldFate, HeldOutcome, Installation, Link, Quarantined, Read, Standing, StreamKind, Write,
};
use crate::municipality::Municipality;
use crate::quota::is_full;
use crate::slots::touches;
use crate::staff::By;
use crate::vault::KeyRing;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vizitas_domain::event::{Body, Event};
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId};
use vizitas_domain::state::Act;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitEvent;
use vizitas_replica::{Client, Replica};
use vizitas_sync::hash::Hash;
use vizitas_sync::wire::Code;

/// Most events looked at; the rest come up when these are decided on.
const MOST: u32 = 2_000;

/// Why something has no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// The client is not known here: a registration that has not come, or was not accepted.
    StreamUnknown,
    /// The key that opens it is not here.
    KeyUnknown,
    /// The tablet's rights were taken before it came.
    Revoked,
    /// The maker's access rests: it is given its place when that is given back.
    Suspended,
    /// The tablet's history goes two ways: it was copied, or set back.
    Forked,
    /// It came damaged.
    Damaged,
    /// Its maker has no right to this, or not to this client.
    NotAllowed,
    /// It names another person than the tablet's.
    WrongActor,
    /// It is larger than is taken.
    TooLarge,
    /// The client's data are erased.
    Erased,
}

impl Why {
    fn of(held: &Quarantined, revoked: bool) -> Self {
        match (Code(held.code), held.held) {
            (Code::STREAM_UNKNOWN, Held::Refused) => Self::Erased,
            (Code::STREAM_UNKNOWN, Held::Parked) => Self::StreamUnknown,
            (Code::KEY_UNKNOWN, _) => Self::KeyUnknown,
            (Code::QUARANTINED, _) if revoked => Self::Revoked,
            (Code::QUARANTINED, _) => Self::Forked,
            (Code::SUSPENDED, _) => Self::Suspended,
            (Code::NOT_ALLOWED, _) => Self::NotAllowed,
            (Code::WRONG_ACTOR, _) => Self::WrongActor,
            (Code::TOO_LARGE, _) => Self::TooLarge,
            _ => Self::Damaged,
        }
    }

    /// Whether it may have a place once the office has done something about it.
    pub(crate) fn may_be_placed(self) -> bool {
        matches!(self, Self::StreamUnknown | Self::KeyUnknown | Self::NotAllowed | Self::Suspended)
    }
}

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thing {
    /// A new client.
    Client,
    /// Something on a client's card.
    Card,
    /// A note.
    Note,
    /// A promise.
    Promise,
    /// A call.
    Call,
    /// A complaint, wish or praise.
    Feedback,
    /// What happened at a visit.
    Fact,
    /// A change of a visit's time.
    Plan,
    /// A task.
    Task,
    /// The worker's own time.
    Time,
    /// Something else, or of a newer app.
    Other,
}

impl Thing {
    pub(crate) fn of(body: &Body) -> Self {
        match body {
            Body::ClientRegistered { .. } => Self::Client,
            Body::FieldsSet(_) | Body::ContactSet(_) | Body::ClientMerged { .. } | Body::ClientUnmerged => {
                Self::Card
            }
            Body::Visit(_, VisitEvent::Corrected { .. } | VisitEvent::Checked { .. }) => Self::Fact,
            Body::Visit(_, act) if Act::of(act).is_some_and(Act::is_fact) => Self::Fact,
            Body::Visit(..) => Self::Plan,
            Body::NoteWritten(_) => Self::Note,
            Body::PromiseMade(_)
            | Body::PromiseMoved { .. }
            | Body::PromiseEnded { .. }
            | Body::PromiseReopened { .. } => Self::Promise,
            Body::CallLogged(_) => Self::Call,
            Body::FeedbackRecorded(_) => Self::Feedback,
            Body::TaskRaised(_)
            | Body::TaskTaken { .. }
            | Body::TaskDone { .. }
            | Body::TaskMoved { .. }
            | Body::TaskReopened { .. } => Self::Task,
            Body::TimeBlocked(_) | Body::TimeFreed(_) => Self::Time,
            _ => Self::Other,
        }
    }
}

/// Things of one kind, of one tablet, about one client, without a place for one reason.
#[derive(Clone, Debug)]
pub(crate) struct HeldWork {
    /// Whose tablet.
    pub(crate) worker: ActorId,
    /// Which.
    pub(crate) tablet: InstallationId,
    /// Why they have no place.
    pub(crate) why: Why,
    /// What they are; none when they do not open.
    pub(crate) thing: Option<Thing>,
    /// About whom, when it is a client who is known here.
    pub(crate) client: Option<Client>,
    /// When they were made, by the tablet's clock: the first and the last.
    pub(crate) made: (Time, Time),
    /// When the first came.
    pub(crate) since: Time,
    /// Whether so much of this tablet lies aside that it hands in nothing more until somebody decides.
    pub(crate) full: bool,
    /// Each of them, by its hash.
    pub(crate) hashes: Vec<Hash>,
}

/// What is decided about held work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeldAct {
    /// Somebody has seen it; it stays aside.
    Keep,
    /// It is not needed.
    LetGo,
    /// The decision was a mistake: it waits again.
    TakeUp,
}

/// An event held back, with what it says when it opens.
pub(crate) struct Opened {
    held: Quarantined,
    worker: ActorId,
    revoked: bool,
    full: bool,
    event: Option<Event>,
}

impl Municipality {
    /// What waits for a decision, of the tablets of workers for whom `within` holds, opened where it can be. It asks log and
    /// vault: never call it while looking at the replica.
    pub(crate) fn held_back(&self, within: impl Fn(ActorId) -> bool) -> Result<Vec<Opened>, Error> {
        let found = self.log.read(|log| {
            let mut makers: BTreeMap<InstallationId, Option<(Installation, bool)>> = BTreeMap::new();
            let mut found = Vec::new();
            for held in log.undecided(MOST)? {
                let id = held.link.installation;
                let maker = match makers.get(&id) {
                    Some(maker) => maker.clone(),
                    None => {
                        let maker = log.installation(id)?;
                        let full = maker.as_ref().map_or(Ok(false), |maker| is_full(log, maker))?;
                        makers.entry(id).or_insert(maker.map(|maker| (maker, full))).clone()
                    }
                };
                found.extend(maker.filter(|(maker, _)| within(maker.actor)).map(|maker| (held, maker)));
            }
            Ok(found)
        })?;
        let mut keys = KeyRing::of(&self.vault);
        let mut opened = Vec::with_capacity(found.len());
        for (held, (maker, full)) in found {
            let key = keys.key(held.event.header())?;
            let event = key.and_then(|key| held.event.open(key, None).ok());
            opened.push(Opened { held, worker: maker.actor, revoked: maker.revoked.is_some(), full, event });
        }
        Ok(opened)
    }

    /// Decides about held work of a tablet; how much of it was found. Each decision stands in the audit.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) fn decide_held(
        &self,
        by: By,
        tablet: InstallationId,
        hashes: &BTreeSet<Hash>,
        act: HeldAct,
        words: &Text,
    ) -> Result<usize, Error> {
        let (now, hashes, words) = (self.clock.now(), hashes.clone(), words.clone());
        self.log.write(move |log| {
            let mut decided = 0;
            for held in of_these(log.read(), tablet, &hashes)? {
                let (link, stream) = (held.link, held.event.header().stream);
                let waits = log.read().held_outcome(&link)?.is_none();
                let deed = match act {
                    HeldAct::Keep | HeldAct::LetGo if !waits => continue,
                    HeldAct::TakeUp if !log.drop_held_outcome(&link)? => continue,
                    HeldAct::TakeUp => "held work taken up again",
                    HeldAct::Keep => "held work kept",
                    HeldAct::LetGo => "held work let go",
                };
                let fate = match act {
                    HeldAct::Keep => Some(HeldFate::Kept),
                    HeldAct::LetGo => Some(HeldFate::LetGo),
                    HeldAct::TakeUp => None,
                };
                if let Some(fate) = fate {
                    let (actor, words) = (Some(by.actor), words.clone());
                    log.put_held_outcome(&HeldOutcome { link, fate, actor, at: now, words })?;
                }
                log.audit_because(now, by.actor, deed, Some(stream), &link.event.0.to_string())?;
                decided += 1;
            }
            Ok(decided)
        })
    }

    /// Looks once more whether held work may have its place by now, by the rule of rights that a push goes by; how much
    /// was placed.
    ///
    /// # Errors
    /// When the databases fail.
    pub(crate) fn place_held(
        self: &Arc<Self>,
        by: By,
        tablet: InstallationId,
        hashes: &BTreeSet<Hash>,
    ) -> Result<usize, Error> {
        let (maker, held) =
            self.log.read(|log| Ok((log.installation(tablet)?, of_these(log, tablet, hashes)?)))?;
        let Some(maker) = maker.filter(|maker| maker.standing() == Standing::Approved) else { return Ok(0) };
        let mut keys = KeyRing::of(&self.vault);
        let mut events = Vec::with_capacity(held.len());
        for one in held {
            let genuine = one.event.hash() == one.link.hash && one.event.header().actor == maker.actor;
            if !genuine || !Why::of(&one, false).may_be_placed() {
                continue;
            }
            let key = keys.key(one.event.header())?;
            let opened = key.and_then(|key| one.event.open(key, None).ok());
            events.extend(opened.map(|opened| (one, opened)));
        }
        let office = Arc::clone(self);
        let (placed, plans) = self.log.write(move |log| office.place_those(log, by, maker.actor, &events))?;
        if plans {
            self.plans.notify_one();
        }
        Ok(placed)
    }

    fn place_those(
        &self,
        log: &mut dyn Write,
        by: By,
        maker: ActorId,
        events: &[(Quarantined, Event)],
    ) -> Result<(usize, bool), Error> {
        let Some(person) = log.read().person(maker)? else { return Ok((0, false)) };
        let (now, mut rights) = (self.clock.now(), Rights::of(person));
        let (mut placed, mut plans) = (0, false);
        for (held, opened) in events {
            let ruling = rights.rule(log.read(), opened)?;
            if !matches!(ruling, Ruling::Welcome | Ruling::Begins)
                || log.place(&held.event, StreamKind::Client)?.is_none()
            {
                continue;
            }
            log.leave_quarantine(&held.link, now)?;
            if ruling == Ruling::Begins {
                self.grant(log, opened.stream, maker)?;
                rights.forget(opened.stream);
            }
            let named = held.link.event.0.to_string();
            log.audit_because(now, by.actor, "held work placed", Some(opened.stream), &named)?;
            (placed, plans) = (placed + 1, plans || touches(&opened.body).is_some());
        }
        Ok((placed, plans))
    }

    /// What an event in quarantine was, that a person decided on; none when it is not there or does not open.
    pub(super) fn held_thing(&self, link: &Link) -> Result<Option<(StreamId, Option<Thing>)>, Error> {
        let hashes = [link.hash].into();
        let held = self.log.read(|log| of_these(log, link.installation, &hashes))?;
        let Some(held) = held.into_iter().next() else { return Ok(None) };
        let mut keys = KeyRing::of(&self.vault);
        let key = keys.key(held.event.header())?;
        let opened = key.and_then(|key| held.event.open(key, None).ok());
        Ok(Some((held.event.header().stream, opened.map(|event| Thing::of(&event.body)))))
    }
}

/// What of a tablet's quarantine has these hashes.
fn of_these(
    log: &dyn Read,
    tablet: InstallationId,
    hashes: &BTreeSet<Hash>,
) -> Result<Vec<Quarantined>, Error> {
    let mut held = log.quarantine(tablet)?;
    held.retain(|one| hashes.contains(&one.link.hash));
    Ok(held)
}

/// The same as rows: what is alike in kind, client and reason is one.
pub(super) fn rows(replica: &Replica, opened: Vec<Opened>) -> Result<Vec<HeldWork>, Error> {
    let mut rows: BTreeMap<(InstallationId, Why, StreamId, Option<Thing>), HeldWork> = BTreeMap::new();
    for Opened { held, worker, revoked, full, event } in opened {
        let header = held.event.header();
        let (tablet, stream, made) = (held.link.installation, header.stream, header.hlc.time());
        let thing = event.map(|event| Thing::of(&event.body));
        let why = Why::of(&held, revoked);
        let key = (tablet, why, stream, thing);
        if let Some(row) = rows.get_mut(&key) {
            row.made = (row.made.0.min(made), row.made.1.max(made));
            row.since = row.since.min(held.at);
            row.hashes.push(held.link.hash);
        } else {
            let client = replica.client(stream)?;
            let (since, hashes) = (held.at, vec![held.link.hash]);
            rows.insert(
                key,
                HeldWork { worker, tablet, why, thing, client, made: (made, made), since, full, hashes },
            );
        }
    }
    Ok(rows.into_values().collect())
}

/// What an event in the log says is a thing of this kind.
pub(super) fn placed_thing(replica: &Replica, event: EventId) -> Result<Option<(StreamId, Thing)>, Error> {
    Ok(replica.event(event)?.map(|event| (event.stream, Thing::of(&event.body))))
}
