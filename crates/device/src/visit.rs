//! One visit in the field: what she must know, the taps, the checklist, the notes, the end.

use crate::device::Device;
use crate::error::DeviceError;
use crate::person::start;
use crate::view::{
    Agreement as AgreementView, AnswerChecklistArgs, AnswerView, FactKind, InterruptArgs, LateArgs,
    NoAccessArgs, NoteArgs, NoteView, PersonArgs, Step, UndoView, VisitArgs, VisitView,
};
use crate::{convert, ids, wall};
use vizitas_domain::event::{Body, Event};
use vizitas_domain::fold::client::Entry;
use vizitas_domain::fold::visit::{StandingPlan, Visit};
use vizitas_domain::id::{ContactId, StreamId, VisitId};
use vizitas_domain::register::Note;
use vizitas_domain::state::{Act, State};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, AnsweredBy, Plan, VisitEvent, VisitKind};
use vizitas_replica::{Client, ClientVisit};

/// How long an unplanned visit is thought to take, until it is over.
const UNPLANNED_MINUTES: u16 = 30;

/// How long a way takes that the day does not know.
const USUAL_WAY_MINUTES: u16 = 20;

impl Device {
    /// A visit with all that must be known before the door.
    ///
    /// # Errors
    /// `NotFound`, `Locked`.
    pub fn visit(&mut self, args: &VisitArgs) -> Result<VisitView, DeviceError> {
        let (client, visit) = ids::visit(&args.visit)?;
        self.looking_at(client)?;
        let held = self.replica()?.visit(client, visit)?.ok_or(DeviceError::NotFound)?;
        self.visit_view(&held)
    }

    /// She sets out, and arrives after the minutes that the day has for the way.
    ///
    /// # Errors
    /// `StateMoved` when that is not possible any more, `NotFound`.
    pub fn set_out(&mut self, args: &VisitArgs) -> Result<VisitView, DeviceError> {
        let (client, visit) = ids::visit(&args.visit)?;
        let held = self.replica()?.visit(client, visit)?.ok_or(DeviceError::NotFound)?;
        let at = self.now();
        // What the client is told. One more tap, "late", corrects it.
        let minutes = self.way_to(&held.visit)?.map_or(USUAL_WAY_MINUTES, |(_, minutes)| minutes);
        let arrival = Some(at.plus_minutes(minutes.into()));
        self.fact(&args.visit, VisitEvent::SetOut { at, arrival })
    }

    /// She will be late, and says in how many minutes she thinks to arrive.
    ///
    /// # Errors
    /// As [`Device::set_out`]; `Invalid` for no time at all or more than eight hours.
    pub fn late(&mut self, args: &LateArgs) -> Result<VisitView, DeviceError> {
        let minutes = Some(args.minutes).filter(|minutes| (1..=480).contains(minutes));
        let minutes = minutes.ok_or(DeviceError::Invalid("minutes"))?;
        let at = self.now();
        self.fact(&args.visit, VisitEvent::Late { at, arrival: at.plus_minutes(minutes.into()) })
    }

    /// She turns back on the way.
    ///
    /// # Errors
    /// As [`Device::set_out`].
    pub fn turn_back(&mut self, args: &VisitArgs) -> Result<VisitView, DeviceError> {
        let at = self.now();
        self.fact(&args.visit, VisitEvent::TurnedBack { at })
    }

    /// She is at the door.
    ///
    /// # Errors
    /// As [`Device::set_out`].
    pub fn arrive(&mut self, args: &VisitArgs) -> Result<VisitView, DeviceError> {
        let at = self.now();
        self.fact(&args.visit, VisitEvent::Arrived { at })
    }

    /// The talk begins.
    ///
    /// # Errors
    /// As [`Device::set_out`].
    pub fn start(&mut self, args: &VisitArgs) -> Result<VisitView, DeviceError> {
        let at = self.now();
        self.fact(&args.visit, VisitEvent::Started { at, alone_because: Text::default() })
    }

    /// Nobody opened.
    ///
    /// # Errors
    /// As [`Device::set_out`].
    pub fn no_access(&mut self, args: &NoAccessArgs) -> Result<VisitView, DeviceError> {
        let (client, visit) = ids::visit(&args.visit)?;
        let called = !self.replica()?.calls_at(client, visit)?.is_empty();
        let act = VisitEvent::NoAccess { at: self.now(), card_left: args.card_left, called };
        self.fact(&args.visit, act)
    }

    /// The visit is broken off; what was written so far is kept as a note.
    ///
    /// # Errors
    /// As [`Device::set_out`].
    pub fn interrupt(&mut self, args: &InterruptArgs) -> Result<VisitView, DeviceError> {
        let (cause, reason) = (convert::read_stop(args.cause), Text::trimmed(&args.why));
        self.end(&args.visit, |at, _| VisitEvent::Interrupted { at, cause, reason })
    }

    /// The visit is done; what was written so far is kept as note and summary.
    ///
    /// # Errors
    /// As [`Device::set_out`].
    pub fn finish(&mut self, args: &VisitArgs) -> Result<VisitView, DeviceError> {
        self.end(&args.visit, |at, summary| VisitEvent::Finished { at, summary })
    }

    /// Takes the newest fact of a visit back by a correction.
    ///
    /// # Errors
    /// `StateMoved` when there is none of one's own.
    pub fn undo(&mut self, args: &VisitArgs) -> Result<VisitView, DeviceError> {
        let (client, visit) = ids::visit(&args.visit)?;
        self.take_back_fact(client, visit)?;
        self.visit(args)
    }

    pub(crate) fn take_back_fact(&mut self, client: StreamId, visit: VisitId) -> Result<(), DeviceError> {
        let (newest, _) = self.newest_fact(client, visit)?.ok_or(DeviceError::StateMoved)?;
        self.write(vec![(client, Body::Visit(visit, VisitEvent::Corrected { fact: newest.id }))])?;
        Ok(())
    }

    /// Answers a sentence of the checklist.
    ///
    /// # Errors
    /// `NotFound` when no standard has come yet.
    pub fn answer_checklist(&mut self, args: &AnswerChecklistArgs) -> Result<VisitView, DeviceError> {
        let (client, visit) = ids::visit(&args.visit)?;
        let held = self.replica()?.visit(client, visit)?.ok_or(DeviceError::NotFound)?;
        let act = VisitEvent::Checked {
            standard: self.standard_of(&held.visit)?.into(),
            item: args.item.as_str().into(),
            answer: convert::read_answer(args.answer),
            why: Text::trimmed(&args.why),
        };
        self.write(vec![(client, Body::Visit(visit, act))])?;
        self.visit(&VisitArgs { visit: args.visit.clone() })
    }

    /// Keeps a note at a visit.
    ///
    /// # Errors
    /// `Invalid` without words.
    pub fn note(&mut self, args: &NoteArgs) -> Result<VisitView, DeviceError> {
        let (client, visit) = ids::visit(&args.visit)?;
        let text = Text::trimmed(&args.text);
        if text.is_empty() {
            return Err(DeviceError::Invalid("text"));
        }
        let at = self.now();
        self.write(vec![(client, note(visit, text, at))])?;
        self.visit(&VisitArgs { visit: args.visit.clone() })
    }

    /// Begins an unplanned visit: she is at the door, and was let in by the client's word.
    ///
    /// # Errors
    /// `NotFound`, `StateMoved` while another visit is in progress.
    pub fn unplanned_visit(&mut self, args: &PersonArgs) -> Result<VisitView, DeviceError> {
        let client = self.client(ids::person(&args.person)?)?.id;
        let (me, at) = (self.worker()?, self.now());
        if !self.replica()?.visits_under_way(me)?.is_empty() {
            return Err(DeviceError::StateMoved);
        }
        let visit = VisitId(Self::new_id());
        let plan = Plan { start: at, minutes: UNPLANNED_MINUTES, workers: vec![me], place: Text::default() };
        let agreement =
            Agreement { by: AnsweredBy::Client, channel: vizitas_domain::client::Channel::Door, at };
        let acts = [
            VisitEvent::Requested {
                purpose: Text::default(),
                kind: VisitKind::Agreed,
                minutes: UNPLANNED_MINUTES,
                workers_needed: 1,
                follows: None,
                skill: "".into(),
                priority: Default::default(),
            },
            VisitEvent::Agreed { plan, agreement },
            VisitEvent::Arrived { at },
        ];
        self.write(acts.into_iter().map(|act| (client, Body::Visit(visit, act))).collect())?;
        self.visit(&VisitArgs { visit: ids::within(client, visit) })
    }

    /// Writes a fact down if the table of states has it.
    fn fact(&mut self, name: &str, act: VisitEvent) -> Result<VisitView, DeviceError> {
        let (client, visit) = ids::visit(name)?;
        self.write_fact(client, visit, act)?;
        self.visit(&VisitArgs { visit: name.to_owned() })
    }

    pub(crate) fn write_fact(
        &mut self,
        client: StreamId,
        visit: VisitId,
        act: VisitEvent,
    ) -> Result<(), DeviceError> {
        self.possible(client, visit, &act)?;
        self.write(vec![(client, Body::Visit(visit, act))])?;
        Ok(())
    }

    fn possible(&self, client: StreamId, visit: VisitId, act: &VisitEvent) -> Result<(), DeviceError> {
        let held = self.replica()?.visit(client, visit)?.ok_or(DeviceError::NotFound)?.visit;
        let can = Act::of(act).is_some_and(|act| possible_to(&held, act));
        if can { Ok(()) } else { Err(DeviceError::StateMoved) }
    }

    /// Ends a visit: drafts become note and summary in the same write, so that none is kept twice or lost.
    fn end(
        &mut self,
        name: &str,
        act: impl FnOnce(Time, Text) -> VisitEvent,
    ) -> Result<VisitView, DeviceError> {
        let (client, visit) = ids::visit(name)?;
        self.write_end(client, visit, act)?;
        self.visit(&VisitArgs { visit: name.to_owned() })
    }

    pub(crate) fn write_end(
        &mut self,
        client: StreamId,
        visit: VisitId,
        act: impl FnOnce(Time, Text) -> VisitEvent,
    ) -> Result<(), DeviceError> {
        let at = self.now();
        let notes = Text::trimmed(&self.draft(client, visit, crate::view::DraftField::Notes)?);
        let summary = Text::trimmed(&self.draft(client, visit, crate::view::DraftField::Summary)?);
        let act = act(at, summary.clone());
        self.possible(client, visit, &act)?;
        let mut changes = Vec::new();
        if !notes.is_empty() {
            changes.push((client, note(visit, notes, at)));
        }
        // A visit that was broken off has no summary of its own: its words are kept as a note.
        if matches!(act, VisitEvent::Interrupted { .. }) && !summary.is_empty() {
            changes.push((client, note(visit, summary, at)));
        }
        changes.push((client, Body::Visit(visit, act)));
        let drafts = self.drafts_done(visit);
        self.write_out(changes, drafts)?;
        Ok(())
    }

    /// The newest fact of a visit that its maker may take back: one of one's own that stands.
    pub(crate) fn newest_fact(
        &self,
        client: StreamId,
        visit: VisitId,
    ) -> Result<Option<(Event, FactKind)>, DeviceError> {
        let held = self.replica()?.visit(client, visit)?.ok_or(DeviceError::NotFound)?.visit;
        let me = self.worker()?;
        let facts = self
            .replica()?
            .events(client)?
            .into_iter()
            .rev()
            .filter(|event| event.actor == me && !held.void.contains(&event.id));
        let mut newest = facts.filter_map(|event| {
            let kind = match &event.body {
                Body::Visit(id, act) if *id == visit => fact_kind(act)?,
                _ => return None,
            };
            Some((event, kind))
        });
        Ok(match (newest.next(), newest.next()) {
            (Some((event, FactKind::Late)), Some((_, FactKind::Late))) => Some((event, FactKind::Later)),
            (newest, _) => newest,
        })
    }

    fn visit_view(&self, held: &ClientVisit) -> Result<VisitView, DeviceError> {
        let (visit, client) = (&held.visit, &held.client);
        let replica = self.replica()?;
        let facts = &visit.facts;
        let clock = |time: Option<Time>| time.map(|time| wall::clock(&self.calendar, time));
        let plan = start(visit).map(|start| wall::moment(&self.calendar, start));
        let promises = replica.promises_of(client.id)?;
        let (here, before): (Vec<_>, Vec<_>) =
            promises.into_iter().partition(|standing| standing.promise.visit == Some(visit.id));
        let open_before = before.iter().filter(|standing| standing.end.is_none());
        let agreed = visit.plan.as_ref().filter(|standing| standing.agreement.is_some());
        let off = agreed.zip(facts.arrived).map(|(standing, came)| came.minutes_since(standing.plan.start));
        let all = replica.visits_of(client.id)?;
        Ok(VisitView {
            id: ids::within(client.id, visit.id),
            state: convert::state(visit.state),
            step: if visit.state == State::InProgress && !self.summary_text(held)?.is_empty() {
                Step::Close
            } else {
                step(visit.state)
            },
            day: plan.as_ref().map(|at| at.day.clone()),
            time: plan.map(|at| at.time),
            minutes: visit.plan.as_ref().map_or(visit.minutes, |standing| standing.plan.minutes).into(),
            purpose: visit.purpose.to_string(),
            unannounced: visit.kind == VisitKind::Unannounced,
            agreement: visit
                .plan
                .as_ref()
                .map(|plan| self.agreement_view(client, plan))
                .transpose()?
                .flatten(),
            told: self.told(client.id, visit)?,
            companion: self.companion(visit)?,
            out_of_plan: visit.out_of_plan,
            person: self.brief(client)?,
            set_out_by: self.set_out_by(visit)?,
            set_out: clock(facts.set_out),
            expected: clock(facts.arrival_estimate.filter(|_| visit.state == State::Late)),
            arrived: clock(facts.arrived),
            arrived_off: off.and_then(|minutes| i32::try_from(minutes).ok()),
            started: clock(facts.started),
            ended: clock(facts.ended),
            interrupted_why: facts.stop_reason.to_string(),
            last_visit: last_ended(&all, visit.id).map(|at| wall::moment(&self.calendar, at)),
            promised_before: open_before.map(|p| self.promise_view(client, p)).collect::<Result<_, _>>()?,
            promised_here: here.iter().map(|p| self.promise_view(client, p)).collect::<Result<_, _>>()?,
            standard: self.standard_of(visit).unwrap_or_default(),
            answers: answers(visit),
            notes: self.notes(client.id, visit.id)?,
            draft_notes: self.draft(client.id, visit.id, crate::view::DraftField::Notes)?,
            draft_summary: self.summary_text(held)?,
            feedback: replica
                .feedback_at(client.id, visit.id)?
                .iter()
                .map(|f| self.feedback_view(f))
                .collect(),
            calls: replica.calls_at(client.id, visit.id)?.iter().map(|call| self.call_view(call)).collect(),
            card_left: facts.card_left,
            next: next_visit(&all, visit, self.now()).map(|next| self.planned(client.id, next)),
            undo: self
                .newest_fact(client.id, visit.id)?
                .map(|(event, fact)| UndoView { fact, at: wall::clock(&self.calendar, event.at) }),
            update_needed: visit.update_needed || client.update_needed,
        })
    }

    /// The summary as it stands: the unfinished one, and once the visit is done the one that was kept.
    fn summary_text(&self, held: &ClientVisit) -> Result<String, DeviceError> {
        if held.visit.state == State::Completed {
            return Ok(held.visit.facts.summary.to_string());
        }
        self.draft(held.client.id, held.visit.id, crate::view::DraftField::Summary)
    }

    pub(crate) fn agreement_view(
        &self,
        client: &Client,
        standing: &StandingPlan,
    ) -> Result<Option<AgreementView>, DeviceError> {
        let Some(agreement) = standing.agreement else { return Ok(None) };
        let contact = match agreement.by {
            AnsweredBy::Contact(contact) => Some(self.contact_name(client.id, contact)?),
            AnsweredBy::Client | AnsweredBy::Import => None,
        };
        Ok(Some(AgreementView {
            contact,
            channel: convert::channel(agreement.channel),
            at: wall::moment(&self.calendar, agreement.at),
            office_confirms: !standing.held,
        }))
    }

    fn contact_name(&self, client: StreamId, contact: ContactId) -> Result<String, DeviceError> {
        let contacts = self.replica()?.contacts(client)?;
        Ok(contacts.iter().find(|c| c.id == contact).map_or_else(String::new, |c| c.name.to_string()))
    }

    /// The other worker of a visit of two: her name, or empty when none is named.
    pub(crate) fn companion(&self, visit: &Visit) -> Result<Option<String>, DeviceError> {
        if visit.workers_needed < 2 {
            return Ok(None);
        }
        let me = self.worker()?;
        let other =
            visit.plan.iter().flat_map(|standing| &standing.plan.workers).find(|worker| **worker != me);
        other.map_or(Ok(Some(String::new())), |worker| self.name_of(*worker).map(Some))
    }

    fn notes(&self, client: StreamId, visit: VisitId) -> Result<Vec<NoteView>, DeviceError> {
        let me = self.worker()?;
        let view = |entry: &Entry<Note>| -> Result<NoteView, DeviceError> {
            let by = if entry.actor == me { None } else { Some(self.name_of(entry.actor)?) };
            Ok(NoteView {
                id: entry.id.to_string(),
                text: entry.what.text.to_string(),
                at: wall::moment(&self.calendar, entry.what.at),
                by,
            })
        };
        let notes = self.replica()?.notes_at(client, visit)?;
        notes.iter().filter(|entry| entry.corrected_by.is_none()).map(view).collect()
    }
}

/// Whether a worker can do it with the visit as it stands.
pub(crate) fn possible_to(visit: &Visit, act: Act) -> bool {
    vizitas_domain::state::next(visit.state, visit.kind, act, vizitas_domain::event::Role::Worker).is_some()
}

pub(crate) fn note(visit: VisitId, text: Text, at: Time) -> Body {
    Body::NoteWritten(Note { visit: Some(visit), text, corrects: None, at })
}

fn answers(visit: &Visit) -> Vec<AnswerView> {
    let view = |(item, check): (&Text, &vizitas_domain::fold::visit::Check)| {
        Some(AnswerView {
            item: item.to_string(),
            answer: convert::answer(check.answer)?,
            why: check.why.to_string(),
        })
    };
    visit.checks.iter().filter_map(view).collect()
}

/// When the visit before this one ended.
fn last_ended(all: &[Visit], this: VisitId) -> Option<Time> {
    let others = all.iter().filter(|visit| visit.id != this && visit.state == State::Completed);
    others.filter_map(|visit| visit.facts.ended).max()
}

/// The visit that comes after this one: one that follows from it, else the next to come.
fn next_visit<'a>(all: &'a [Visit], this: &Visit, now: Time) -> Option<&'a Visit> {
    let open = || all.iter().filter(|visit| visit.id != this.id && !visit.state.is_closed());
    let follows = open().find(|visit| visit.follows == Some(this.id));
    follows.or_else(|| {
        open().filter(|visit| start(visit).is_some_and(|at| at > now)).min_by_key(|visit| start(visit))
    })
}

fn step(state: State) -> Step {
    match state {
        State::Arrived => Step::Door,
        State::InProgress => Step::During,
        State::Completed | State::NoAccess | State::Interrupted | State::Missed | State::Cancelled => {
            Step::Done
        }
        _ => Step::Before,
    }
}

fn fact_kind(act: &VisitEvent) -> Option<FactKind> {
    Some(match act {
        VisitEvent::SetOut { .. } => FactKind::SetOut,
        VisitEvent::Late { .. } => FactKind::Late,
        VisitEvent::TurnedBack { .. } => FactKind::TurnedBack,
        VisitEvent::Arrived { .. } => FactKind::Arrived,
        VisitEvent::Started { .. } => FactKind::Started,
        VisitEvent::NoAccess { .. } => FactKind::NoAccess,
        VisitEvent::Finished { .. } => FactKind::Finished,
        VisitEvent::Interrupted { .. } => FactKind::Interrupted,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
