//! Who may say what in which stream: the table of kinds a role may push, and the rule of grants. It reads the log's own
//! tables alone, never a replica, and judges no business state: that is the fold's matter.

use crate::error::Error;
use crate::log::{Grant, Person, Read, StreamKind};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::RangeInclusive;
use vizitas_domain::concurrency::Epochs;
use vizitas_domain::event::{Body, Event, Role};
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_sync::body::kind;
use vizitas_sync::wire::Code;

/// What an event does, as far as a right to it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nature {
    /// It begins a client's stream.
    Registers,
    /// Something that was seen, said or done: welcome late, too.
    Fact,
    /// A change of what is planned: only while the stream is held.
    Plan,
    /// It concerns the actor's own time.
    Own,
}

struct Right {
    stream: StreamKind,
    kinds: RangeInclusive<u16>,
    nature: Nature,
}

const fn right(stream: StreamKind, kinds: RangeInclusive<u16>, nature: Nature) -> Right {
    Right { stream, kinds, nature }
}

/// What a worker may push. Numbers not given yet are allowed where a newer app's kinds will be facts, so that an older
/// server passes them on. Everything else (verdicts, cover, publishing, grants, profiles) is the server's own.
const WORKERS: [Right; 15] = [
    right(StreamKind::Client, kind::CLIENT_REGISTERED..=kind::CLIENT_REGISTERED, Nature::Registers),
    right(StreamKind::Client, kind::FIELDS_SET..=kind::CONTACT_SET, Nature::Fact),
    // Notes, promises, calls, feedback, settlements, tasks, and what will be added to them.
    right(StreamKind::Client, kind::NOTE_WRITTEN..=kind::PROMISE_REOPENED, Nature::Fact),
    right(StreamKind::Client, kind::TASK_RAISED..=31, Nature::Fact),
    right(StreamKind::Client, kind::VISIT_REQUESTED..=kind::VISIT_OFFERED, Nature::Plan),
    right(StreamKind::Client, kind::VISIT_AGREED..=kind::VISIT_ACCEPTED, Nature::Plan),
    right(StreamKind::Client, kind::VISIT_MOVE_ASKED..=kind::VISIT_DECLINED, Nature::Fact),
    right(StreamKind::Client, kind::VISIT_KEPT_OLD..=kind::VISIT_ANSWER_WITHDRAWN, Nature::Plan),
    right(StreamKind::Client, kind::VISIT_MUST_MOVE..=kind::VISIT_MUST_MOVE, Nature::Plan),
    right(StreamKind::Client, kind::VISIT_SCHEDULED..=kind::VISIT_CANCELLED, Nature::Plan),
    right(StreamKind::Client, kind::VISIT_SET_OUT..=kind::VISIT_CHECKED, Nature::Fact),
    // How the client found the visit is not hers to say.
    right(StreamKind::Client, kind::VISIT_ACKNOWLEDGED..=kind::VISIT_ACKNOWLEDGED, Nature::Fact),
    right(StreamKind::Client, 63..=95, Nature::Fact),
    right(StreamKind::Worker, kind::TIME_BLOCKED..=kind::TIME_FREED, Nature::Own),
    right(StreamKind::Client, kind::CLIENT_MERGED..=kind::CLIENT_UNMERGED, Nature::Plan),
];

fn nature(role: Role, stream: StreamKind, kind: u16) -> Option<Nature> {
    if role != Role::Worker {
        return None;
    }
    WORKERS
        .iter()
        .find(|right| right.stream == stream && right.kinds.contains(&kind))
        .map(|right| right.nature)
}

/// What may be done with an event that was pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ruling {
    /// It gets a position.
    Welcome,
    /// It gets a position, and its actor a grant of the stream that begins with it.
    Begins,
    /// The stream is not known yet.
    Unknown,
    /// No.
    Refused(Code),
}

/// Rules on what one person says. What the log tells of a stream is asked once, which holds as long as the log's lock is
/// held and nobody grants, ends or begins anything there.
pub(crate) struct Rights {
    person: Person,
    streams: HashMap<StreamId, Known>,
    epochs: Option<Epochs>,
}

/// A stream as the person meets it.
struct Known {
    /// None when nobody began it yet.
    kind: Option<StreamKind>,
    grants: Vec<Grant>,
}

impl Rights {
    pub(crate) fn of(person: Person) -> Self {
        Self { person, streams: HashMap::new(), epochs: None }
    }

    /// Whether an opened event of hers gets a position.
    pub(crate) fn rule(&mut self, log: &dyn Read, event: &Event) -> Result<Ruling, Error> {
        let number = kind::of(&event.body);
        let Person { role, registers, .. } = self.person;
        // A kind made by a newer app hides its role too.
        let said = if matches!(event.body, Body::Unknown { .. }) { role } else { event.role };
        if said != role {
            return Ok(Ruling::Refused(Code::NOT_ALLOWED));
        }
        let Some(kind) = self.known(log, event.stream)?.kind else {
            return Ok(match nature(role, StreamKind::Client, number) {
                Some(Nature::Registers) if registers => Ruling::Begins,
                Some(Nature::Registers) | None => Ruling::Refused(Code::NOT_ALLOWED),
                Some(_) => Ruling::Unknown,
            });
        };
        let allowed = match nature(role, kind, number) {
            None => false,
            Some(Nature::Own) => event.stream == event.actor.into(),
            // Told twice, the fold takes the first.
            Some(Nature::Registers | Nature::Plan) => self.held(log, event)? == Held::Now,
            Some(Nature::Fact) => self.held(log, event)? != Held::Not,
        };
        Ok(if allowed { Ruling::Welcome } else { Ruling::Refused(Code::NOT_ALLOWED) })
    }

    /// A stream has begun or was granted: it is to be asked for anew.
    pub(crate) fn forget(&mut self, stream: StreamId) {
        self.streams.remove(&stream);
    }

    fn known(&mut self, log: &dyn Read, stream: StreamId) -> Result<&Known, Error> {
        Ok(match self.streams.entry(stream) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let mut grants = log.grants_on(stream)?;
                grants.retain(|grant| grant.worker == self.person.actor);
                new.insert(Known { kind: log.stream(stream)?.map(|row| row.kind), grants })
            }
        })
    }

    fn held(&mut self, log: &dyn Read, event: &Event) -> Result<Held, Error> {
        let grants = &self.known(log, event.stream)?.grants;
        if grants.iter().any(|grant| grant.until.is_none()) {
            return Ok(Held::Now);
        }
        let lost: Vec<u64> =
            grants.iter().filter(|grant| !grant.for_cause).filter_map(|grant| grant.until).collect();
        let seen = self.epochs(log)?.seen(event.seen);
        Ok(if lost.iter().any(|until| seen < *until) { Held::Then } else { Held::Not })
    }

    fn epochs(&mut self, log: &dyn Read) -> Result<&Epochs, Error> {
        let epochs = match self.epochs.take() {
            Some(epochs) => epochs,
            None => {
                let mut epochs = Epochs::default();
                for epoch in log.epochs()? {
                    epochs.begin(epoch.epoch, epoch.kept);
                }
                epochs
            }
        };
        Ok(self.epochs.insert(epochs))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    Now,
    /// She held it when she did this, and lost it without cause.
    Then,
    Not,
}

/// Whether a worker may read a stream at a position.
pub(crate) fn reads(grants: &[Grant], worker: ActorId, at: u64) -> bool {
    grants.iter().any(|grant| {
        grant.worker == worker && grant.since <= at && grant.until.is_none_or(|until| at < until)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every kind of the catalogue and what it is to a worker in a client's stream: `R`egisters, `F`act, `P`lan,
    /// `-` refused.
    const TABLE: &str = "\
CLIENT_REGISTERED R\nFIELDS_SET F\nCONTACT_SET F\nCLIENT_MERGED P\nCLIENT_UNMERGED P\nNOTE_WRITTEN F\nPROMISE_MADE F
PROMISE_MOVED F\nPROMISE_ENDED F\nCALL_LOGGED F\nFEEDBACK_RECORDED F\nSETTLED F\nPROMISE_REOPENED F
MESSAGE_TOLD -\nTASK_RAISED F\nTASK_TAKEN F\nTASK_DONE F\nTASK_REOPENED F\nSETTLEMENT_WITHDRAWN F\nTASK_MOVED F
VISIT_REQUESTED P\nVISIT_OFFERED P\nVISIT_PROPOSED -\nVISIT_AGREED P\nVISIT_PICKED P\nVISIT_ACCEPTED P\nVISIT_MOVE_ASKED F
VISIT_DECLINED F\nVISIT_KEPT_OLD P\nVISIT_ANSWER_WITHDRAWN P\nVISIT_LAPSED -\nVISIT_MUST_MOVE P\nVISIT_COVERED -
VISIT_SCHEDULED P\nVISIT_CANCELLED P\nVISIT_OVERDUE -\nVISIT_MISSED -\nVISIT_PLAN_HELD -\nVISIT_DOUBLE_BOOKED -
VISIT_SET_OUT F\nVISIT_LATE F\nVISIT_TURNED_BACK F\nVISIT_ARRIVED F\nVISIT_STARTED F\nVISIT_NO_ACCESS F\nVISIT_FINISHED F
VISIT_INTERRUPTED F\nVISIT_CORRECTED F\nVISIT_CHECKED F\nVISIT_ACKNOWLEDGED F\nVISIT_RATED -
WORKER_SET -\nTIME_BLOCKED -\nTIME_FREED -\nBUSY_SET -
STANDARD_PUBLISHED -\nGRANTED -\nREVOKED -\nEPOCH_BEGUN -";

    #[test]
    fn every_kind_has_its_right() {
        let letter = |nature: Option<Nature>| match nature {
            Some(Nature::Registers) => "R",
            Some(Nature::Fact) => "F",
            Some(Nature::Plan) => "P",
            Some(Nature::Own) => "O",
            None => "-",
        };
        let line = |(number, name): &(u16, &str)| {
            format!("{name} {}", letter(nature(Role::Worker, StreamKind::Client, *number)))
        };
        let said: Vec<String> = kind::CATALOGUE.iter().map(line).collect();
        assert_eq!(said.join("\n"), TABLE);
    }

    #[test]
    fn nobody_but_the_server_writes_elsewhere() {
        for (number, _) in kind::CATALOGUE {
            for stream in [StreamKind::Published, StreamKind::Server] {
                assert_eq!(nature(Role::Worker, stream, *number), None);
            }
            let own = [kind::TIME_BLOCKED, kind::TIME_FREED].contains(number).then_some(Nature::Own);
            assert_eq!(nature(Role::Worker, StreamKind::Worker, *number), own);
            for role in [Role::Client, Role::System, Role::Import, Role::Coordinator] {
                assert_eq!(nature(role, StreamKind::Client, *number), None);
            }
        }
    }
}
