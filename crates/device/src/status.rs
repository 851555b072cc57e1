//! The line at the top of every screen, and the calm place behind it: what is saved here, what has reached the
//! server, when the plan was last seen.

use crate::device::Device;
use crate::error::DeviceError;
use crate::outbox::Answer;
use crate::promise::full_name;
use crate::sync::PLAN_SEEN;
use crate::view::{
    Fate, FirstSync, Link, Moment, PinView, SavedItem, SavedWhat, Stage, StatusView, SyncLine, SyncView,
};
use crate::wall;
use vizitas_domain::event::Body;
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitEvent;
use vizitas_sync::header::Header;

impl Device {
    /// Where the app stands; works at every stage.
    ///
    /// # Errors
    /// Those of the replica.
    pub fn status(&self) -> Result<StatusView, DeviceError> {
        let stage = match (&self.identity, &self.open) {
            (None, _) => Stage::New,
            (Some(_), None) => Stage::Locked,
            (Some(_), Some(_)) => Stage::Open,
        };
        let open = stage == Stage::Open;
        let me =
            if open { Some(self.name_of(self.worker()?)?).filter(|name| !name.is_empty()) } else { None };
        Ok(StatusView {
            stage,
            profile: None,
            opened_by: self.opened_by(),
            profiles: Vec::new(),
            worker: me,
            now: wall::moment(&self.calendar, self.now()),
            sync: self.sync_line()?,
            cleared: self.cleared_view(),
            lease: if self.is_wiped() { None } else { self.lease_view()? },
            writes: self.shut.is_some(),
            kept: self.kept_count(),
            recovery: if stage == Stage::Locked && !self.is_wiped() {
                Some(self.recovery_view()?)
            } else {
                None
            },
            pin: (stage == Stage::Locked && !self.is_wiped()).then(|| self.pin_view()),
            approval: self.approval()?,
            first_sync: if open { self.first_sync()? } else { None },
            conflicts: if open { u32::try_from(self.conflicts()?.len()).unwrap_or(u32::MAX) } else { 0 },
        })
    }

    fn pin_view(&self) -> PinView {
        // Keys that cannot be read are keys that no PIN opens.
        let Some(tries) = self.profile.tries().unwrap_or_default() else {
            return PinView { left: Some(0), wait_s: 0, may_leave: self.owes_nothing() };
        };
        let wait = tries.wait(&(self.stopwatch)()).as_secs();
        PinView { left: tries.told(), wait_s: u32::try_from(wait).unwrap_or(u32::MAX), may_leave: false }
    }

    fn sync_line(&self) -> Result<SyncLine, DeviceError> {
        let (mut waiting, mut attention) = (0_u32, 0_u32);
        for (_, answer) in self.outbox.iter().flat_map(|outbox| outbox.held()) {
            match answer {
                None => waiting = waiting.saturating_add(1),
                Some(Answer::Parked(_) | Answer::Refused(_)) => attention = attention.saturating_add(1),
                Some(Answer::At { .. } | Answer::Erased) => {}
            }
        }
        let link = match (self.course.running, self.course.reached) {
            (true, _) => Link::Syncing,
            (false, true) => Link::Idle,
            (false, false) => Link::Offline,
        };
        Ok(SyncLine { link, waiting, attention, plan_seen: self.plan_seen()? })
    }

    /// When this tablet last saw the whole plan; not told while it is locked.
    fn plan_seen(&self) -> Result<Option<Moment>, DeviceError> {
        let Some(open) = &self.open else { return Ok(None) };
        let bytes = open.replica.meta(PLAN_SEEN)?;
        let seen = bytes.and_then(|bytes| bytes.try_into().ok()).map(|bytes| Time(i64::from_be_bytes(bytes)));
        Ok(seen.map(|seen| wall::moment(&self.calendar, seen)))
    }

    /// How far the first sync has come; none once the plan was seen whole.
    fn first_sync(&self) -> Result<Option<FirstSync>, DeviceError> {
        let replica = self.replica()?;
        if replica.meta(PLAN_SEEN)?.is_some() {
            return Ok(None);
        }
        let grants = replica.grants()?;
        let done = grants.iter().filter(|grant| grant.is_complete()).count();
        let day = self.calendar.day(self.calendar.local(self.now()).0);
        let today = replica.agenda(self.worker()?, day.start, day.end)?;
        Ok(Some(FirstSync {
            people_done: u32::try_from(done).unwrap_or(u32::MAX),
            people_all: u32::try_from(grants.len()).unwrap_or(u32::MAX),
            today_ready: !today.is_empty() && today.iter().all(|held| !held.client.loading),
        }))
    }

    /// The calm place.
    ///
    /// # Errors
    /// `Locked`.
    pub fn sync_details(&self) -> Result<SyncView, DeviceError> {
        let replica = self.replica()?;
        let outbox = self.outbox.as_ref().ok_or(DeviceError::WrongStage)?;
        let mut items = Vec::new();
        for (saved, answer) in outbox.held() {
            let fate = match answer {
                None => Fate::Waiting,
                Some(Answer::Parked(_)) => Fate::Parked,
                Some(Answer::Refused(_)) => Fate::Refused,
                Some(Answer::At { .. } | Answer::Erased) => {
                    continue;
                }
            };
            let header = Header::parse(&saved.header)?;
            let body = replica.event(header.id)?.map(|event| event.body);
            items.push(SavedItem {
                id: header.id.to_string(),
                what: body.as_ref().map_or(SavedWhat::Other, what),
                name: replica.client(header.stream)?.map(|client| full_name(&client)),
                at: wall::moment(&self.calendar, header.hlc.time()),
                fate,
            });
        }
        items.sort_by_key(|item| match item.fate {
            Fate::Refused => 0,
            Fate::Parked => 1,
            Fate::Waiting => 2,
        });
        let unsettled = u64::try_from(items.len()).unwrap_or(u64::MAX);
        let moment = |time: Option<Time>| time.map(|time| wall::moment(&self.calendar, time));
        let loading = replica.grants()?.iter().filter(|grant| !grant.is_complete()).count();
        Ok(SyncView {
            line: self.sync_line()?,
            reached: u32::try_from(outbox.head().seq.saturating_sub(unsettled)).unwrap_or(u32::MAX),
            reached_at: self.plan_seen()?.filter(|_| outbox.head().seq > unsettled),
            tried_at: moment(self.course.tried_at),
            problem: self.course.problem.clone(),
            loading: u32::try_from(loading).unwrap_or(u32::MAX),
            kept: u32::try_from(outbox.uncovered()).unwrap_or(u32::MAX),
            items,
            parcels: self.parcels()?,
            office: self.identity.as_ref().map(|identity| identity.office.clone()).unwrap_or_default(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }
}

fn what(body: &Body) -> SavedWhat {
    match body {
        Body::Visit(_, act) => match act {
            VisitEvent::Checked { .. } => SavedWhat::Answer,
            VisitEvent::Corrected { .. } => SavedWhat::Correction,
            VisitEvent::SetOut { .. }
            | VisitEvent::TurnedBack { .. }
            | VisitEvent::Arrived { .. }
            | VisitEvent::Started { .. }
            | VisitEvent::Late { .. }
            | VisitEvent::NoAccess { .. }
            | VisitEvent::Finished { .. }
            | VisitEvent::Interrupted { .. } => SavedWhat::Stamp,
            _ => SavedWhat::Plan,
        },
        Body::NoteWritten(_) => SavedWhat::Note,
        Body::PromiseMade(_)
        | Body::PromiseMoved { .. }
        | Body::PromiseEnded { .. }
        | Body::PromiseReopened { .. } => SavedWhat::Promise,
        Body::FeedbackRecorded(_) => SavedWhat::Feedback,
        Body::CallLogged(_)
        | Body::TaskRaised(_)
        | Body::TaskTaken { .. }
        | Body::TaskDone { .. }
        | Body::TaskMoved { .. }
        | Body::TaskReopened { .. } => SavedWhat::Call,
        Body::ClientRegistered { .. } | Body::FieldsSet(_) | Body::ContactSet(_) => SavedWhat::Person,
        Body::TimeBlocked(_) | Body::TimeFreed(_) => SavedWhat::Block,
        Body::Settled { .. } | Body::SettlementWithdrawn { .. } => SavedWhat::Settlement,
        _ => SavedWhat::Other,
    }
}
