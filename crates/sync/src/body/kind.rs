//! The numbers of kinds. Given once; a kind that goes out of use keeps its number.

use vizitas_domain::event::Body;
use vizitas_domain::visit::VisitEvent;

macro_rules! kinds {
    ($($name:ident = $number:literal)*) => {
        $(
            #[doc = concat!("Kind ", stringify!($number), ".")]
            pub const $name: u16 = $number;
        )*

        /// Every kind with its name, by number.
        pub const CATALOGUE: &[(u16, &str)] = &[$(($number, stringify!($name))),*];
    };
}

kinds! {
    CLIENT_REGISTERED = 1
    FIELDS_SET = 2
    CONTACT_SET = 3
    CLIENT_MERGED = 4
    CLIENT_UNMERGED = 5
    NOTE_WRITTEN = 10
    PROMISE_MADE = 11
    PROMISE_MOVED = 12
    PROMISE_ENDED = 13
    CALL_LOGGED = 14
    FEEDBACK_RECORDED = 15
    SETTLED = 16
    PROMISE_REOPENED = 17
    MESSAGE_TOLD = 18
    TASK_RAISED = 19
    TASK_TAKEN = 20
    TASK_DONE = 21
    TASK_REOPENED = 22
    SETTLEMENT_WITHDRAWN = 23
    TASK_MOVED = 24
    VISIT_REQUESTED = 32
    VISIT_OFFERED = 33
    VISIT_PROPOSED = 34
    VISIT_AGREED = 35
    VISIT_PICKED = 36
    VISIT_ACCEPTED = 37
    VISIT_MOVE_ASKED = 38
    VISIT_DECLINED = 39
    VISIT_KEPT_OLD = 40
    VISIT_ANSWER_WITHDRAWN = 41
    VISIT_LAPSED = 42
    VISIT_MUST_MOVE = 43
    VISIT_COVERED = 44
    VISIT_SCHEDULED = 45
    VISIT_CANCELLED = 46
    VISIT_OVERDUE = 47
    VISIT_MISSED = 48
    VISIT_PLAN_HELD = 49
    VISIT_DOUBLE_BOOKED = 50
    VISIT_SET_OUT = 51
    VISIT_LATE = 52
    VISIT_TURNED_BACK = 53
    VISIT_ARRIVED = 54
    VISIT_STARTED = 55
    VISIT_NO_ACCESS = 56
    VISIT_FINISHED = 57
    VISIT_INTERRUPTED = 58
    VISIT_CORRECTED = 59
    VISIT_CHECKED = 60
    VISIT_ACKNOWLEDGED = 61
    VISIT_RATED = 62
    WORKER_SET = 96
    TIME_BLOCKED = 97
    TIME_FREED = 98
    BUSY_SET = 99
    STANDARD_PUBLISHED = 128
    GRANTED = 129
    REVOKED = 130
    EPOCH_BEGUN = 131
}

pub(super) const CLIENT_FIRST: u16 = 1;
pub(super) const CLIENT_LAST: u16 = 9;
pub(super) const REGISTER_FIRST: u16 = 10;
pub(super) const TOLD_FIRST: u16 = 18;
pub(super) const TOLD_LAST: u16 = 22;
pub(super) const REGISTER_LAST: u16 = 31;
pub(super) const VISIT_FIRST: u16 = 32;
pub(super) const VISIT_LAST: u16 = 95;
pub(super) const WORKER_FIRST: u16 = 96;
pub(super) const WORKER_LAST: u16 = 127;
pub(super) const OFFICE_FIRST: u16 = 128;
pub(super) const OFFICE_LAST: u16 = 159;

/// The kind of a body.
#[must_use]
pub fn of(body: &Body) -> u16 {
    match body {
        Body::ClientRegistered { .. } => CLIENT_REGISTERED,
        Body::FieldsSet(_) => FIELDS_SET,
        Body::ContactSet(_) => CONTACT_SET,
        Body::ClientMerged { .. } => CLIENT_MERGED,
        Body::ClientUnmerged => CLIENT_UNMERGED,
        Body::Visit(_, event) => of_visit(event),
        Body::NoteWritten(_) => NOTE_WRITTEN,
        Body::PromiseMade(_) => PROMISE_MADE,
        Body::PromiseMoved { .. } => PROMISE_MOVED,
        Body::PromiseEnded { .. } => PROMISE_ENDED,
        Body::PromiseReopened { .. } => PROMISE_REOPENED,
        Body::CallLogged(_) => CALL_LOGGED,
        Body::FeedbackRecorded(_) => FEEDBACK_RECORDED,
        Body::MessageTold(_) => MESSAGE_TOLD,
        Body::TaskRaised(_) => TASK_RAISED,
        Body::TaskTaken { .. } => TASK_TAKEN,
        Body::TaskMoved { .. } => TASK_MOVED,
        Body::TaskDone { .. } => TASK_DONE,
        Body::TaskReopened { .. } => TASK_REOPENED,
        Body::Settled { .. } => SETTLED,
        Body::SettlementWithdrawn { .. } => SETTLEMENT_WITHDRAWN,
        Body::WorkerSet(_) => WORKER_SET,
        Body::TimeBlocked(_) => TIME_BLOCKED,
        Body::TimeFreed(_) => TIME_FREED,
        Body::BusySet { .. } => BUSY_SET,
        Body::StandardPublished { .. } => STANDARD_PUBLISHED,
        Body::Granted { .. } => GRANTED,
        Body::Revoked { .. } => REVOKED,
        Body::EpochBegun { .. } => EPOCH_BEGUN,
        Body::Unknown { kind, .. } => *kind,
    }
}

fn of_visit(event: &VisitEvent) -> u16 {
    match event {
        VisitEvent::Requested { .. } => VISIT_REQUESTED,
        VisitEvent::Offered { .. } => VISIT_OFFERED,
        VisitEvent::Proposed(_) => VISIT_PROPOSED,
        VisitEvent::Agreed { .. } => VISIT_AGREED,
        VisitEvent::Picked { .. } => VISIT_PICKED,
        VisitEvent::Accepted { .. } => VISIT_ACCEPTED,
        VisitEvent::MoveAsked { .. } => VISIT_MOVE_ASKED,
        VisitEvent::Declined { .. } => VISIT_DECLINED,
        VisitEvent::KeptOld { .. } => VISIT_KEPT_OLD,
        VisitEvent::AnswerWithdrawn { .. } => VISIT_ANSWER_WITHDRAWN,
        VisitEvent::Lapsed { .. } => VISIT_LAPSED,
        VisitEvent::MustMove { .. } => VISIT_MUST_MOVE,
        VisitEvent::Covered { .. } => VISIT_COVERED,
        VisitEvent::Scheduled(_) => VISIT_SCHEDULED,
        VisitEvent::Cancelled { .. } => VISIT_CANCELLED,
        VisitEvent::Overdue => VISIT_OVERDUE,
        VisitEvent::Missed { .. } => VISIT_MISSED,
        VisitEvent::PlanHeld { .. } => VISIT_PLAN_HELD,
        VisitEvent::DoubleBooked { .. } => VISIT_DOUBLE_BOOKED,
        VisitEvent::SetOut { .. } => VISIT_SET_OUT,
        VisitEvent::Late { .. } => VISIT_LATE,
        VisitEvent::TurnedBack { .. } => VISIT_TURNED_BACK,
        VisitEvent::Arrived { .. } => VISIT_ARRIVED,
        VisitEvent::Started { .. } => VISIT_STARTED,
        VisitEvent::NoAccess { .. } => VISIT_NO_ACCESS,
        VisitEvent::Finished { .. } => VISIT_FINISHED,
        VisitEvent::Interrupted { .. } => VISIT_INTERRUPTED,
        VisitEvent::Corrected { .. } => VISIT_CORRECTED,
        VisitEvent::Checked { .. } => VISIT_CHECKED,
        VisitEvent::Acknowledged { .. } => VISIT_ACKNOWLEDGED,
        VisitEvent::Rated { .. } => VISIT_RATED,
    }
}
