//! Calls: those that were made, and those that are to be made. What a call leaves to do is the domain's rule, the same as
//! the office's; it is written with the call, in one go, without a signal too. A client who may not know of a visit is
//! never called about it.

use crate::device::Device;
use crate::error::DeviceError;
use crate::promise::full_name;
use crate::view::{
    CallCause, CallEndArgs, CallEndView, CallKept, CallLogArgs, CallNewArgs, CallOwner, CallResult,
    CallTaskArgs, CallTaskView, CallView, CallerArgs, CallsView, Moment, PersonArgs, PersonView,
};
use crate::{convert, ids, wall};
use vizitas_domain::calling::{AGAIN_MINUTES, Around, follow_up};
use vizitas_domain::client::{Contact, Field};
use vizitas_domain::event::Body;
use vizitas_domain::fold::client::{Entry, StandingTask, TaskEnd};
use vizitas_domain::id::{ActorId, StreamId, TaskId};
use vizitas_domain::phone;
use vizitas_domain::register::{Call, Direction, Reached};
use vizitas_domain::task::{Task, TaskCause, TaskOutcome};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitKind;
use vizitas_planning::recall;
use vizitas_replica::ClientTask;

/// For so long what came of a call stays to be seen, in minutes.
const SEEN_MINUTES: i64 = 7 * 24 * 60;

impl Device {
    /// Calls to make to the worker's clients, by when they are due, and what came of those of the last week.
    ///
    /// # Errors
    /// `Locked`, or those of the replica.
    pub fn calls(&self) -> Result<CallsView, DeviceError> {
        let since = self.now().plus_minutes(-SEEN_MINUTES);
        let mut view = self.open_calls()?;
        for found in self.replica()?.ended_tasks(since)? {
            if self.is_hers_to_see(&found)? {
                view.ended.push(self.call_task_view(&found)?);
            }
        }
        Ok(view)
    }

    /// Those that are still to be made; `ended` stays empty.
    pub(crate) fn open_calls(&self) -> Result<CallsView, DeviceError> {
        let today = self.calendar.day(self.calendar.local(self.now()).0);
        let mut view = CallsView { due: vec![], later: vec![], others: vec![], ended: vec![] };
        for found in self.replica()?.open_tasks(None)? {
            if !self.is_hers_to_see(&found)? {
                continue;
            }
            let call = self.call_task_view(&found)?;
            let list = match call.owner {
                CallOwner::Colleague { .. } => &mut view.others,
                CallOwner::Office | CallOwner::Me if found.task.task.due < today.end => &mut view.due,
                CallOwner::Office | CallOwner::Me => &mut view.later,
            };
            list.push(call);
        }
        Ok(view)
    }

    /// When a call may be made again, the soonest first: in an hour, after lunch, in the morning; within the office's hours.
    ///
    /// # Errors
    /// `Locked`.
    pub fn call_times(&self) -> Result<Vec<Moment>, DeviceError> {
        let times = recall::times(&self.calendar, self.now());
        Ok(times.into_iter().map(|at| wall::moment(&self.calendar, at)).collect())
    }

    /// Records a call with a client or with somebody near, and what it leaves to do.
    ///
    /// # Errors
    /// `NotFound`, `Invalid` when the time to call again does not read, or those of writing.
    pub fn call_log(&mut self, args: &CallLogArgs) -> Result<CallKept, DeviceError> {
        let client = ids::person(&args.person)?;
        let (me, now) = (self.worker()?, self.now());
        let call = Call {
            visit: args.visit.as_deref().map(ids::visit).transpose()?.map(|(_, visit)| visit),
            direction: if args.incoming { Direction::In } else { Direction::Out },
            reached: convert::read_reached(args.outcome),
            ..said(&args.caller, args.number.as_deref().unwrap_or_default(), &args.text, now)
        };
        let again = args.again.as_ref();
        let again =
            again.map(|again| wall::read_moment(&self.calendar, &again.day, &again.time)).transpose()?;
        let made_for = args.task.as_deref().map(ids::task).transpose()?.map(|(_, task)| task);
        let around = Around {
            tasks: &self.replica()?.tasks_of(client)?,
            made_for: made_for.as_slice(),
            owner: Some(me),
            again: again
                .filter(|again| *again > now)
                .unwrap_or_else(|| self.calendar.next_open(now.plus_minutes(AGAIN_MINUTES))),
            new: TaskId(Self::new_id()),
            now,
        };
        let follows = follow_up(&call, &around);
        let again = follows.iter().find_map(|body| match body {
            Body::TaskRaised(task) if task.cause == TaskCause::MissedCall => Some(task.due),
            Body::TaskMoved { due, .. } => Some(*due),
            _ => None,
        });
        let bodies = std::iter::once(Body::CallLogged(call)).chain(follows);
        self.write(bodies.map(|body| (client, body)).collect())?;
        Ok(CallKept { again: again.map(|again| wall::moment(&self.calendar, again)) })
    }

    /// Records a call by somebody who is no client, about somebody who is none yet: a card is begun, the call stands on it
    /// with the standard's fields, and the office has a task to say what comes of it.
    ///
    /// # Errors
    /// `Invalid` when nobody is named or nothing was said.
    pub fn call_new(&mut self, args: &CallNewArgs) -> Result<PersonView, DeviceError> {
        let (now, text) = (self.now(), Text::trimmed(&args.text));
        if text.is_empty() {
            return Err(DeviceError::Invalid("text"));
        }
        let call = said(&args.caller, &args.number, &args.text, now);
        let (mut given, surname) = (Text::trimmed(&args.first_name), Text::trimmed(&args.surname));
        let mut fields = Vec::new();
        if given.is_empty() && surname.is_empty() {
            // It is about the caller, whose number is the card's then.
            given = call.name.clone();
            if let Some(number) = phone::read(&call.number) {
                fields.push(Field::Phone(number.into()));
            }
        }
        if given.is_empty() && surname.is_empty() {
            return Err(DeviceError::Invalid("name"));
        }
        fields.extend([Field::Given(given), Field::Surname(surname)]);
        if !args.address.trim().is_empty() {
            fields.push(Field::Address(self.placed(&args.address)?));
        }
        let task = Task {
            id: TaskId(Self::new_id()),
            cause: TaskCause::Other,
            visit: None,
            about: None,
            owner: None,
            due: now,
            words: text,
            at: now,
        };
        let registered = Body::ClientRegistered { number: None, fields };
        let id = StreamId(Self::new_id());
        self.begin_stream(id, vec![registered, Body::CallLogged(call), Body::TaskRaised(task)])?;
        self.person(&PersonArgs { person: id.to_string() })
    }

    /// She makes this call herself: the office sees that somebody does.
    ///
    /// # Errors
    /// `NotFound`, `StateMoved` when it has its outcome already.
    pub fn call_take(&mut self, args: &CallTaskArgs) -> Result<CallTaskView, DeviceError> {
        let me = self.worker()?;
        self.hand(args, Some(me))
    }

    /// She leaves it to the office.
    ///
    /// # Errors
    /// As [`Device::call_take`].
    pub fn call_give_back(&mut self, args: &CallTaskArgs) -> Result<CallTaskView, DeviceError> {
        self.hand(args, None)
    }

    fn hand(&mut self, args: &CallTaskArgs, owner: Option<ActorId>) -> Result<CallTaskView, DeviceError> {
        let (client, found) = self.call_task(&args.task)?;
        if found.task.end.is_some() {
            return Err(DeviceError::StateMoved);
        }
        if found.task.task.owner != owner {
            self.write(vec![(client, Body::TaskTaken { task: found.task.task.id, owner })])?;
        }
        self.call_task(&args.task).and_then(|(_, found)| self.call_task_view(&found))
    }

    /// Says what came of a call to make when no call was made for it. What another said meanwhile stands, and hers beside it.
    ///
    /// # Errors
    /// `NotFound`, `Invalid` without words.
    pub fn call_end(&mut self, args: &CallEndArgs) -> Result<CallTaskView, DeviceError> {
        let (client, found) = self.call_task(&args.task)?;
        let (me, at, words) = (self.worker()?, self.now(), Text::trimmed(&args.words));
        if words.is_empty() {
            return Err(DeviceError::Invalid("words"));
        }
        if !ends(&found.task).any(|end| end.actor == me) {
            let task = found.task.task.id;
            let outcome = read_result(args.result);
            self.write(vec![(client, Body::TaskDone { task, outcome, words, at })])?;
        }
        self.call_task(&args.task).and_then(|(_, found)| self.call_task_view(&found))
    }

    /// The outcome was a mistake: the call is to be made again.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn call_reopen(&mut self, args: &CallTaskArgs) -> Result<CallTaskView, DeviceError> {
        let (client, found) = self.call_task(&args.task)?;
        if found.task.end.is_some() {
            self.write(vec![(client, Body::TaskReopened { task: found.task.task.id })])?;
        }
        self.call_task(&args.task).and_then(|(_, found)| self.call_task_view(&found))
    }

    fn call_task(&self, name: &str) -> Result<(StreamId, ClientTask), DeviceError> {
        let (client, task) = ids::task(name)?;
        let found = self.replica()?.task(task)?.filter(|found| found.client.id == client);
        Ok((client, found.ok_or(DeviceError::NotFound)?))
    }

    /// Whether it is a call to a client that may be made: none is called about a visit that is never announced.
    fn is_hers_to_see(&self, found: &ClientTask) -> Result<bool, DeviceError> {
        let task = &found.task.task;
        let is_given = task.cause == TaskCause::Other && task.owner == Some(self.worker()?);
        if !task.cause.asks_to_call_the_client() && !is_given {
            return Ok(false);
        }
        let Some(visit) = task.visit else { return Ok(true) };
        let held = self.replica()?.visit(found.client.id, visit)?;
        Ok(held.is_none_or(|held| held.visit.kind != VisitKind::Unannounced))
    }

    fn call_task_view(&self, found: &ClientTask) -> Result<CallTaskView, DeviceError> {
        let (client, standing, me) = (&found.client, &found.task, self.worker()?);
        let task = &standing.task;
        let visit = match task.visit {
            Some(visit) => self.replica()?.visit(client.id, visit)?,
            None => None,
        };
        let start = visit.as_ref().and_then(|held| crate::person::start(&held.visit));
        let contacts = self.replica()?.contacts(client.id)?;
        let own = phone::read(&client.card.phone);
        let near = if own.is_none() { contacts.iter().find(|contact| is_told_by(contact)) } else { None };
        let number = near.map_or(&client.card.phone, |contact| &contact.phone);
        Ok(CallTaskView {
            id: ids::within(client.id, task.id),
            person: client.id.to_string(),
            name: full_name(client),
            cause: cause(task.cause),
            // Of a wrong number the words are the number.
            words: if task.cause == TaskCause::NotForMe {
                phone::shown(&task.words)
            } else {
                task.words.to_string()
            },
            visit: visit.map(|held| ids::within(client.id, held.visit.id)),
            visit_at: start.map(|start| wall::moment(&self.calendar, start)),
            number: (!number.is_empty()).then(|| phone::shown(number)),
            contact: near.map(|contact| contact.id.to_string()),
            contact_name: near.map(|contact| contact.name.to_string()),
            due: wall::moment(&self.calendar, task.due),
            overdue: task.due < self.now(),
            owner: match task.owner {
                None => CallOwner::Office,
                Some(owner) if owner == me => CallOwner::Me,
                Some(owner) => CallOwner::Colleague { name: self.name_of(owner)? },
            },
            end: standing.end.as_ref().map(|end| self.call_end_view(end)).transpose()?,
            also_ended: standing
                .also_ended
                .iter()
                .map(|end| self.call_end_view(end))
                .collect::<Result<_, _>>()?,
        })
    }

    fn call_end_view(&self, end: &TaskEnd) -> Result<CallEndView, DeviceError> {
        let by = if end.actor == self.worker()? { None } else { Some(self.name_of(end.actor)?) };
        let result = match end.outcome {
            TaskOutcome::Done => CallResult::Done,
            TaskOutcome::NotNeeded => CallResult::NotNeeded,
        };
        Ok(CallEndView { result, words: end.words.to_string(), at: wall::moment(&self.calendar, end.at), by })
    }

    pub(crate) fn call_view(&self, entry: &Entry<Call>) -> CallView {
        let call = &entry.what;
        let caller = [&call.name, &call.position, &call.organisation];
        let caller: Vec<&str> = caller.iter().map(|part| &***part).filter(|part| !part.is_empty()).collect();
        CallView {
            id: entry.id.to_string(),
            at: wall::moment(&self.calendar, call.at),
            incoming: call.direction == Direction::In,
            caller: (!caller.is_empty()).then(|| caller.join(", ")),
            number: (!call.number.is_empty()).then(|| phone::shown(&call.number)),
            outcome: convert::reached(call.reached),
            text: call.message.to_string(),
        }
    }
}

/// A call that came in and was answered, as far as somebody said it.
fn said(caller: &CallerArgs, number: &str, text: &str, at: Time) -> Call {
    Call {
        visit: None,
        at,
        direction: Direction::In,
        name: Text::trimmed(&caller.name),
        organisation: Text::trimmed(&caller.organisation),
        position: Text::trimmed(&caller.position),
        // A wrong number may be no number at all: it is kept as it was dialled.
        number: phone::read(number).unwrap_or_else(|| number.trim().to_owned()).into(),
        reached: Reached::Spoke,
        message: Text::trimmed(text),
    }
}

fn ends(standing: &StandingTask) -> impl Iterator<Item = &TaskEnd> {
    standing.end.iter().chain(&standing.also_ended)
}

fn is_told_by(contact: &Contact) -> bool {
    contact.may_be_told && phone::read(&contact.phone).is_some()
}

fn read_result(result: CallResult) -> TaskOutcome {
    match result {
        CallResult::Done => TaskOutcome::Done,
        CallResult::NotNeeded => TaskOutcome::NotNeeded,
    }
}

/// What is the office's own to do never stands among calls, unless it was given to her in words.
fn cause(cause: TaskCause) -> CallCause {
    match cause {
        TaskCause::MissedCall => CallCause::MissedCall,
        TaskCause::MessageFailed => CallCause::MessageFailed,
        TaskCause::MessageUnknown => CallCause::MessageUnknown,
        TaskCause::Unanswered => CallCause::Unanswered,
        TaskCause::DoubleBooked => CallCause::DoubleBooked,
        TaskCause::AnswerDoubted => CallCause::AnswerDoubted,
        TaskCause::NotForMe => CallCause::NotForMe,
        TaskCause::ReplyUnclear => CallCause::ReplyUnclear,
        TaskCause::NeedsWord => CallCause::NeedsWord,
        TaskCause::NotSeen | TaskCause::Silent | TaskCause::Other => CallCause::Other,
    }
}

#[cfg(test)]
mod tests;
