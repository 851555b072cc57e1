//! What is within somebody's reach: a caseload by its grants, a unit by the workers in it, and clients who were opened to her
//! for a while (`openings`). Handlers that list ask it for
//! every row; what stands in an address the guard has asked about already.

use super::at::At;
use super::problem::Problem;
use super::rights::Reach;
use crate::audit::once_id;
use crate::error::Error;
use crate::log::{LISTED, Opening, USED};
use axum::http::StatusCode;
use std::collections::BTreeSet;
use uuid::Uuid;
use vizitas_domain::id::{ActorId, StreamId, VisitId};
use vizitas_domain::text::Text;
use vizitas_replica::{Client, Replica, Worker};
use vizitas_sync::wire::{Deed, Look};

/// The same look within so many seconds stands in the audit once.
const SAME_LOOK_S: i64 = 3600;
/// Characters a reason has at least.
const SHORTEST_REASON: usize = 3;

/// What an address or a body names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject {
    Client(StreamId),
    Visit(VisitId),
    Worker(ActorId),
}

impl Subject {
    /// What a parameter of an address names: `client`, `visit` and `worker` are asked about, in every address.
    pub(super) fn named(parameter: &str, value: &str) -> Result<Option<Self>, Problem> {
        let id = || value.parse().map_err(|_| Problem::not_found());
        Ok(Some(match parameter {
            "client" => Self::Client(StreamId(id()?)),
            "visit" => Self::Visit(VisitId(id()?)),
            "worker" => Self::Worker(ActorId(id()?)),
            _ => return Ok(None),
        }))
    }
}

/// What somebody reaches.
#[derive(Clone, Debug)]
pub(crate) enum Scope {
    /// Everything.
    All,
    /// One person's clients.
    Caseload(ActorId, BTreeSet<StreamId>),
    /// The workers of a unit, and their clients; and clients who were opened for a while.
    Unit(BTreeSet<ActorId>, BTreeSet<StreamId>),
}

impl Scope {
    /// Whether a client is within reach. One who is nobody's is everybody's who plans.
    pub(crate) fn has(&self, client: &Client) -> bool {
        match self {
            Self::All => true,
            Self::Caseload(_, clients) => clients.contains(&client.id),
            Self::Unit(workers, opened) => {
                opened.contains(&client.id)
                    || client.card.responsible.is_none_or(|worker| workers.contains(&worker))
            }
        }
    }

    /// Whether a worker is within reach.
    pub(crate) fn has_worker(&self, worker: ActorId) -> bool {
        match self {
            Self::All => true,
            Self::Caseload(own, _) => *own == worker,
            Self::Unit(workers, _) => workers.contains(&worker),
        }
    }
}

/// Whether whoever reaches a unit reaches this worker; no unit: the whole municipality.
pub(super) fn covers(unit: &str, worker: &Worker) -> bool {
    unit.is_empty() || worker.profile.unit.trim() == unit.trim()
}

impl At {
    /// What the person who asks reaches on this route, without anything that was opened: lists leave that out, since nobody
    /// would know afterwards that it was seen there.
    pub(crate) fn scope(&self) -> Result<Scope, Error> {
        self.municipality().folded(|replica| self.own_scope_in(replica))
    }

    /// What the person who asks reaches, with what was opened to her. Whoever shows such a client has it written down
    /// ([`At::shown`]).
    pub(crate) fn wide_scope_in(&self, replica: &Replica) -> Result<Scope, Error> {
        let mut scope = self.own_scope_in(replica)?;
        if self.opens
            && let Scope::Caseload(_, clients) | Scope::Unit(_, clients) = &mut scope
        {
            clients.extend(self.opened()?.iter().map(|opening| opening.stream));
        }
        Ok(scope)
    }

    /// What was opened to the person who asks, and lasts.
    fn opened(&self) -> Result<Vec<Opening>, Error> {
        let (actor, now) = (self.staff.actor, self.municipality().clock.now());
        self.municipality().log.read(|log| log.openings_of(actor, now))
    }

    /// What the person reaches without anything that was opened.
    pub(crate) fn own_scope_in(&self, replica: &Replica) -> Result<Scope, Error> {
        let actor = self.staff.actor;
        Ok(match self.reach {
            Reach::All => Scope::All,
            Reach::Unit if self.staff.unit.is_empty() => Scope::All,
            Reach::Unit => {
                let workers = replica.workers()?.into_iter();
                let of_unit = workers.filter(|worker| covers(&self.staff.unit, worker));
                Scope::Unit(of_unit.map(|worker| worker.id).collect(), BTreeSet::new())
            }
            Reach::Own | Reach::Nothing => {
                let grants = self.municipality().log.read(|log| log.grants_of(actor))?;
                let open = grants.into_iter().filter(|grant| grant.until.is_none());
                Scope::Caseload(actor, open.map(|grant| grant.stream).collect())
            }
        })
    }

    /// Lets somebody at a client, a visit or a worker, or says why not. A worker beyond reach needs a reason; a client, to be
    /// opened first. Every look at a client is on record. The guard asks it of what stands in the address; a handler of what
    /// stands in the body.
    pub(crate) fn admit(&self, subject: Subject, looks: bool) -> Result<(), Problem> {
        let inside = self.reaches(subject)?;
        let stream = self.stream_of(subject)?;
        if inside {
            return Ok(stream
                .filter(|_| looks)
                .map_or(Ok(()), |stream| self.looked(stream, Text::default()))?);
        }
        match (subject, stream) {
            (Subject::Client(_) | Subject::Visit(_), Some(client)) => self.admit_opened(client),
            _ if self.reason.chars().count() < SHORTEST_REASON => {
                self.record_refused(stream)?;
                Err(Problem::new(StatusCode::FORBIDDEN, "reason_needed"))
            }
            _ => Ok(stream.map_or(Ok(()), |stream| self.looked(stream, self.reason.clone()))?),
        }
    }

    /// Lets somebody at a client beyond reach who was opened to her and still is; what is done then is on record, a route at a
    /// time.
    fn admit_opened(&self, client: StreamId) -> Result<(), Problem> {
        let opened = self.opened()?.into_iter().find(|opening| opening.stream == client);
        let Some(opening) = opened.filter(|_| self.opens) else {
            self.record_refused(Some(client))?;
            return Err(if self.opens {
                Problem::new(StatusCode::FORBIDDEN, "opening_needed").with("client", client.0.to_string())
            } else {
                Problem::not_allowed()
            });
        };
        self.looked(client, opening.words.clone())?;
        Ok(self.used(&opening)?)
    }

    /// Writes down which of these clients a list showed because they were opened, once an opening.
    pub(crate) fn shown(&self, clients: &BTreeSet<StreamId>) -> Result<(), Error> {
        let opened = self.opened()?;
        let mut shown = opened.iter().filter(|opening| clients.contains(&opening.stream));
        shown.try_for_each(|opening| self.used(opening))
    }

    /// Writes down that an opening was used on this route, once.
    fn used(&self, opening: &Opening) -> Result<(), Error> {
        let (client, route) = (opening.stream, &self.door.route);
        let named: [&[u8]; 3] = [b"emergency access used v1", opening.id.as_bytes(), route.as_bytes()];
        let (now, actor) = (self.municipality().clock.now(), self.staff.actor);
        self.municipality().audit_once_because(&named, (now, actor), USED, Some(client), route)
    }

    /// Who may be named in a plan of a client: whoever is a colleague, and none is said; but who only opened the client names
    /// nobody who does not have the case already, since a plan gives it for good, and the opening ends.
    pub(crate) fn may_come(&self, client: StreamId) -> Result<Option<BTreeSet<ActorId>>, Error> {
        if self.reaches(Subject::Client(client))? {
            return Ok(None);
        }
        let grants = self.municipality().log.read(|log| log.grants_on(client))?;
        let open = grants.into_iter().filter(|grant| grant.until.is_none());
        Ok(Some(open.map(|grant| grant.worker).collect()))
    }

    /// The same of a visit's client; of a visit that does not exist its handler says so.
    pub(crate) fn may_come_to(&self, visit: VisitId) -> Result<Option<BTreeSet<ActorId>>, Error> {
        let client = self.stream_of(Subject::Visit(visit))?;
        client.map_or(Ok(None), |client| self.may_come(client))
    }

    /// Lets somebody look beyond the own reach at large, or says why not: for a reason, which the audit keeps.
    pub(crate) fn beyond(&self, deed: &'static str) -> Result<(), Problem> {
        if self.reason.chars().count() < SHORTEST_REASON {
            self.record_refused(None)?;
            return Err(Problem::new(StatusCode::FORBIDDEN, "reason_needed"));
        }
        let (now, actor, reason) = (self.municipality().clock.now(), self.staff.actor, self.reason.clone());
        Ok(self.municipality().log.write(move |log| log.audit_because(now, actor, deed, None, &reason))?)
    }

    /// Writes down whom a list showed this person beyond the own reach, and for which reason.
    pub(crate) fn listed(&self, clients: Vec<StreamId>) -> Result<(), Error> {
        let (now, actor, reason) = (self.municipality().clock.now(), self.staff.actor, self.reason.clone());
        let looks: Vec<_> = clients
            .into_iter()
            .map(|client| (self.look_id(b"console list v1", client, &reason), client))
            .collect();
        if looks.is_empty() {
            return Ok(());
        }
        self.municipality().log.write(move |log| {
            let mut seen = looks.iter();
            seen.try_for_each(|(id, client)| {
                log.audit_once_because(*id, now, actor, LISTED, Some(*client), &reason)
            })
        })
    }

    /// One and the same for the same look within an hour of a session.
    fn look_id(&self, what: &[u8], stream: StreamId, reason: &str) -> Uuid {
        let hour = self.municipality().clock.now().0.div_euclid(SAME_LOOK_S).to_be_bytes();
        let session = self.staff.session.as_bytes();
        once_id(&[what, session, stream.0.as_bytes(), &hour, reason.as_bytes()])
    }

    /// Writes down that this person looked.
    fn looked(&self, stream: StreamId, reason: Text) -> Result<(), Error> {
        let now = self.municipality().clock.now();
        let id = self.look_id(b"console look v1", stream, &reason);
        if self.municipality().log.read(|log| log.has_look(id))? {
            return Ok(());
        }
        let look = Look { id, at: now, stream, deed: Deed::Opened, reason };
        let actor = self.staff.actor;
        self.municipality().log.write(move |log| log.audit_look(actor, &look))
    }

    /// Whether what an address names is within reach. What does not exist is: its handler says so.
    fn reaches(&self, subject: Subject) -> Result<bool, Error> {
        self.municipality().folded(|replica| {
            let scope = self.own_scope_in(replica)?;
            Ok(match subject {
                Subject::Client(client) => replica.client(client)?.is_none_or(|client| scope.has(&client)),
                Subject::Visit(visit) => {
                    replica.visit_by_id(visit)?.is_none_or(|found| scope.has(&found.client))
                }
                Subject::Worker(worker) => replica.worker(worker)?.is_none() || scope.has_worker(worker),
            })
        })
    }

    /// Whose stream a look at it is a look at.
    fn stream_of(&self, subject: Subject) -> Result<Option<StreamId>, Error> {
        match subject {
            Subject::Client(client) => {
                self.municipality().folded(|replica| Ok(replica.client(client)?.map(|client| client.id)))
            }
            Subject::Visit(visit) => self
                .municipality()
                .folded(|replica| Ok(replica.visit_by_id(visit)?.map(|found| found.client.id))),
            // A colleague's hours are no case; who looks at them from elsewhere is seen all the same.
            Subject::Worker(worker) => Ok((!self.reaches(subject)?).then(|| StreamId::from(worker))),
        }
    }
}
