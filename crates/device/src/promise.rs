//! Promises: made, moved, kept, and shown until they are. Only one's own can be made.

use crate::device::Device;
use crate::error::DeviceError;
use crate::view::{PromiseArgs, PromiseMakeArgs, PromiseMoveArgs, PromiseState, PromiseView, PromisesView};
use crate::{ids, wall};
use vizitas_domain::event::Body;
use vizitas_domain::fold::client::StandingPromise;
use vizitas_domain::id::{PromiseId, StreamId};
use vizitas_domain::register::{Promise, PromiseEnd};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_replica::Client;

impl Device {
    /// The worker's promises, by when they are due, and those she kept within a week.
    ///
    /// # Errors
    /// `Locked`, or those of the replica.
    pub fn promises(&self) -> Result<PromisesView, DeviceError> {
        let week_ago = self.now().plus_minutes(-7 * 24 * 60);
        let mut view = self.open_promises()?;
        for ended in self.replica()?.ended_promises(self.worker()?, week_ago)? {
            if matches!(ended.promise.end, Some((PromiseEnd::Kept, _))) {
                view.kept.push(self.promise_view(&ended.client, &ended.promise)?);
            }
        }
        Ok(view)
    }

    /// Those that are still to be kept; `kept` stays empty.
    pub(crate) fn open_promises(&self) -> Result<PromisesView, DeviceError> {
        let now = self.now();
        let today = self.calendar.day(self.calendar.local(now).0);
        let mut view = PromisesView { overdue: vec![], today: vec![], later: vec![], kept: vec![] };
        for open in self.replica()?.open_promises(self.worker()?)? {
            let due = open.promise.promise.due;
            let list = if due < now {
                &mut view.overdue
            } else if due < today.end {
                &mut view.today
            } else {
                &mut view.later
            };
            list.push(self.promise_view(&open.client, &open.promise)?);
        }
        Ok(view)
    }

    /// Makes a promise of one's own.
    ///
    /// # Errors
    /// `Invalid` without words or with a day that is past.
    pub fn promise_make(&mut self, args: &PromiseMakeArgs) -> Result<PromiseView, DeviceError> {
        let client = ids::person(&args.person)?;
        let visit = args.visit.as_deref().map(ids::visit).transpose()?.map(|(_, visit)| visit);
        let text = Text::trimmed(&args.text);
        if text.is_empty() {
            return Err(DeviceError::Invalid("text"));
        }
        let due = self.due(&args.day, args.time.as_deref())?;
        let id = PromiseId(Self::new_id());
        let promise = Promise { id, visit, text, due, owner: self.worker()?, at: self.now() };
        self.write(vec![(client, Body::PromiseMade(promise))])?;
        self.promise(client, id)
    }

    /// Moves a promise to another day.
    ///
    /// # Errors
    /// `Invalid` with a day that is past, `NotFound`.
    pub fn promise_move(&mut self, args: &PromiseMoveArgs) -> Result<PromiseView, DeviceError> {
        let (client, promise) = self.own_promise(&args.promise)?;
        let due = self.due(&args.day, args.time.as_deref())?;
        self.write(vec![(client, Body::PromiseMoved { promise, due, reason: Text::default() })])?;
        self.promise(client, promise)
    }

    /// Says that a promise was kept.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn promise_keep(&mut self, args: &PromiseArgs) -> Result<PromiseView, DeviceError> {
        let (client, promise) = self.own_promise(&args.promise)?;
        self.write(vec![(client, Body::PromiseEnded { promise, end: PromiseEnd::Kept })])?;
        self.promise(client, promise)
    }

    /// Takes "kept" back.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn promise_reopen(&mut self, args: &PromiseArgs) -> Result<PromiseView, DeviceError> {
        let (client, promise) = self.own_promise(&args.promise)?;
        self.write(vec![(client, Body::PromiseReopened { promise })])?;
        self.promise(client, promise)
    }

    fn own_promise(&self, name: &str) -> Result<(StreamId, PromiseId), DeviceError> {
        let (client, promise) = ids::promise(name)?;
        let mine = self.standing_promise(client, promise)?.promise.owner == self.worker()?;
        if mine { Ok((client, promise)) } else { Err(DeviceError::NotYours) }
    }

    fn standing_promise(&self, client: StreamId, id: PromiseId) -> Result<StandingPromise, DeviceError> {
        let all = self.replica()?.promises_of(client)?;
        all.into_iter().find(|standing| standing.promise.id == id).ok_or(DeviceError::NotFound)
    }

    fn promise(&self, client: StreamId, id: PromiseId) -> Result<PromiseView, DeviceError> {
        let standing = self.standing_promise(client, id)?;
        self.promise_view(&self.client(client)?, &standing)
    }

    fn due(&self, day: &str, time: Option<&str>) -> Result<Time, DeviceError> {
        let due = match time {
            Some(time) => wall::read_moment(&self.calendar, day, time)?,
            None => wall::read_end_of_day(&self.calendar, day)?,
        };
        if due < self.now() { Err(DeviceError::Invalid("day")) } else { Ok(due) }
    }

    pub(crate) fn promise_view(
        &self,
        client: &Client,
        standing: &StandingPromise,
    ) -> Result<PromiseView, DeviceError> {
        let promise = &standing.promise;
        let (date, _) = self.calendar.local(promise.due);
        let end_of_day = self.calendar.day(date).end.0.saturating_sub(1);
        let owner = if promise.owner == self.worker()? { None } else { Some(self.name_of(promise.owner)?) };
        Ok(PromiseView {
            id: ids::within(client.id, promise.id),
            person: client.id.to_string(),
            name: full_name(client),
            text: promise.text.to_string(),
            day: wall::day_text(date),
            time: (promise.due.0 != end_of_day).then(|| wall::clock(&self.calendar, promise.due)),
            owner,
            state: match standing.end {
                Some(_) => PromiseState::Kept,
                None if promise.due < self.now() => PromiseState::Overdue,
                None => PromiseState::Open,
            },
            moved: standing.first_due != promise.due,
        })
    }
}

/// Name and surname as they are written.
pub(crate) fn full_name(client: &Client) -> String {
    format!("{} {}", &*client.card.given, &*client.card.surname).trim().to_owned()
}
