//! Everything held of a person, from the log itself: what stands in the replica is made from it, and may be withheld there.

use crate::audit::{HeldBy, SeenBy};
use crate::error::Error;
use crate::log::{JobRow, PageAnswer, Quarantined};
use crate::municipality::Municipality;
use crate::staff::StaffRole;
use crate::vault::KeyRing;
use std::collections::{BTreeMap, BTreeSet};
use vizitas_domain::concurrency::Epochs;
use vizitas_domain::event::{Body, Event};
use vizitas_domain::fold::client::{ClientState, fold};
use vizitas_domain::id::{ActorId, StreamId, TaskId, VisitId};
use vizitas_domain::mention::Others;
use vizitas_domain::task::Task;
use vizitas_domain::visit::VisitKind;

/// Entries read at once.
const PAGE: u32 = 1_000;
/// What was pressed on a visit's page, at most.
const ANSWERS: u32 = 1_000;

/// Somebody of the office or the server itself.
#[derive(Clone, Debug)]
pub(super) struct Official {
    pub(super) name: String,
    /// worker, coordinator, officer, head, administrator, server
    pub(super) role: &'static str,
}

/// One registration of the person.
pub(crate) struct Registration {
    pub(crate) stream: StreamId,
    pub(crate) events: Vec<Event>,
    pub(crate) state: ClientState,
    pub(super) jobs: Vec<JobRow>,
    pub(super) answers: Vec<PageAnswer>,
    /// What came of the person and has no place in the log, with what it says where it can be read.
    pub(super) aside: Vec<(Quarantined, Option<Event>)>,
}

/// All of it.
pub(crate) struct Gathered {
    pub(crate) registrations: Vec<Registration>,
    pub(super) looks: Vec<SeenBy>,
    pub(super) held: Vec<HeldBy>,
    pub(super) people: BTreeMap<ActorId, Official>,
    pub(super) others: Others,
    /// Unannounced visits that are still to come: nobody tells the client of them by any way.
    pub(crate) withheld: usize,
}

impl Municipality {
    /// Everything held of a person under these registrations.
    pub(crate) fn gather(&self, streams: &[StreamId]) -> Result<Gathered, Error> {
        let (mut registrations, mut withheld) = (Vec::new(), 0);
        for stream in streams {
            let (registration, left_out) = self.registration(*stream)?;
            withheld += left_out;
            registrations.push(registration);
        }
        let (looks, held) = self.looks_at(streams)?;
        let others = self.others(streams, &registrations)?;
        Ok(Gathered { registrations, looks, held, people: self.officials()?, others, withheld })
    }

    /// The events of a stream, opened, in the order of the log.
    pub(crate) fn all_events(&self, stream: StreamId) -> Result<(Vec<Event>, Epochs), Error> {
        let mut keys = KeyRing::of(&self.vault);
        let (mut events, mut after) = (Vec::new(), 0);
        let (head, begun) = self.log.read(|log| Ok((log.head()?.position, log.epochs()?)))?;
        loop {
            let entries = self.log.read(|log| log.of_stream(stream, after, head, PAGE))?;
            let Some(last) = entries.last() else { break };
            after = last.position;
            for entry in &entries {
                let Some(key) = keys.key(entry.event.header())? else { continue };
                events.extend(entry.event.open(key, Some(entry.position)).ok());
            }
        }
        let mut epochs = Epochs::default();
        begun.iter().for_each(|epoch| epochs.begin(epoch.epoch, epoch.kept));
        Ok((events, epochs))
    }

    fn registration(&self, stream: StreamId) -> Result<(Registration, usize), Error> {
        let (mut events, epochs) = self.all_events(stream)?;
        if events.is_empty() {
            return Err(Error::Missing("client".to_owned()));
        }
        let secret = |state: &ClientState| -> BTreeSet<VisitId> {
            let open = state.visits.values().filter(|visit| !visit.state.is_closed());
            open.filter(|visit| visit.kind == VisitKind::Unannounced).map(|visit| visit.id).collect()
        };
        let mut state = fold(&events, &epochs);
        let withheld = secret(&state);
        if !withheld.is_empty() {
            events = without(events, &withheld);
            state = fold(&events, &epochs);
        }
        let (mut jobs, mut answers) = (Vec::new(), Vec::new());
        for visit in state.visits.keys() {
            jobs.extend(self.log.read(|log| log.jobs_of(*visit))?);
            answers.extend(self.log.read(|log| log.page_answers(*visit, ANSWERS))?);
        }
        jobs.sort_by_key(|row: &JobRow| (row.job.not_before, row.job.id));
        answers.sort_by_key(|answer: &PageAnswer| (answer.at, answer.number));
        let aside = self.aside(stream, &withheld)?;
        Ok((Registration { stream, events, state, jobs, answers, aside }, withheld.len()))
    }

    fn aside(
        &self,
        stream: StreamId,
        withheld: &BTreeSet<VisitId>,
    ) -> Result<Vec<(Quarantined, Option<Event>)>, Error> {
        let held = self.log.read(|log| {
            let mut held = Vec::new();
            for tablet in log.tablets()? {
                held.extend(log.quarantine(tablet.installation)?);
            }
            Ok(held)
        })?;
        let mut keys = KeyRing::of(&self.vault);
        let mut aside = Vec::new();
        for one in held.into_iter().filter(|one| one.event.header().stream == stream) {
            let opened = match keys.key(one.event.header())? {
                Some(key) => one.event.open(key, None).ok(),
                None => None,
            };
            if !opened
                .as_ref()
                .and_then(|event| visit_of(&event.body))
                .is_some_and(|id| withheld.contains(&id))
            {
                aside.push((one, opened));
            }
        }
        Ok(aside)
    }

    /// Whose names and numbers are not the person's own.
    fn others(&self, streams: &[StreamId], registrations: &[Registration]) -> Result<Others, Error> {
        let own: Vec<&str> =
            registrations.iter().flat_map(|one| [&*one.state.card.given, &*one.state.card.surname]).collect();
        let mut others = Others::than(&own);
        for contact in registrations.iter().flat_map(|one| one.state.contacts.values()) {
            others.near(&contact.name, &contact.phone);
        }
        self.folded(|replica| {
            for client in replica.clients(None)?.iter().filter(|client| !streams.contains(&client.id)) {
                others.other(&client.card.surname, &client.card.phone);
                for contact in replica.contacts(client.id)? {
                    let surname = contact.name.split_whitespace().last().unwrap_or_default();
                    others.other(surname, &contact.phone);
                }
            }
            Ok(())
        })?;
        Ok(others)
    }

    fn officials(&self) -> Result<BTreeMap<ActorId, Official>, Error> {
        let server = |name: &str| Official { name: name.to_owned(), role: "server" };
        let mut people: BTreeMap<ActorId, Official> = BTreeMap::new();
        people.insert(self.identity.system, server(""));
        people.insert(self.identity.office, server(""));
        people.extend(self.folded(|replica| Ok(replica.workers()?))?.into_iter().map(|worker| {
            let name = format!("{} {}", &*worker.profile.given, &*worker.profile.surname).trim().to_owned();
            (worker.id, Official { name, role: StaffRole::Worker.name() })
        }));
        let staff = self.log.read(|log| log.staff())?;
        people.extend(
            staff
                .into_iter()
                .map(|row| {
                    let known = people.get(&row.actor).map(|official| official.name.clone());
                    let name = known.unwrap_or_else(|| row.name.to_string());
                    (row.actor, Official { name, role: row.role.name() })
                })
                .collect::<Vec<_>>(),
        );
        Ok(people)
    }
}

/// The visit that an event is about.
fn visit_of(body: &Body) -> Option<VisitId> {
    match body {
        Body::Visit(visit, _) => Some(*visit),
        Body::TaskRaised(Task { visit, .. }) | Body::Unknown { visit, .. } => *visit,
        Body::NoteWritten(note) => note.visit,
        Body::PromiseMade(promise) => promise.visit,
        Body::CallLogged(call) => call.visit,
        Body::FeedbackRecorded(feedback) => feedback.visit,
        Body::MessageTold(told) => told.visit,
        _ => None,
    }
}

/// The events without what tells of these visits.
fn without(events: Vec<Event>, visits: &BTreeSet<VisitId>) -> Vec<Event> {
    let tasks: BTreeSet<TaskId> = events
        .iter()
        .filter_map(|event| match &event.body {
            Body::TaskRaised(task) if task.visit.is_some_and(|visit| visits.contains(&visit)) => {
                Some(task.id)
            }
            _ => None,
        })
        .collect();
    let of_task = |body: &Body| match body {
        Body::TaskTaken { task, .. }
        | Body::TaskMoved { task, .. }
        | Body::TaskDone { task, .. }
        | Body::TaskReopened { task } => tasks.contains(task),
        _ => false,
    };
    let tells = |event: &Event| {
        of_task(&event.body) || visit_of(&event.body).is_some_and(|visit| visits.contains(&visit))
    };
    events.into_iter().filter(|event| !tells(event)).collect()
}
