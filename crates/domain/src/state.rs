//! The table of a visit's states: which act is possible in which state, by whom, and where it leads.
//!
//! The table judges an act whose maker had seen everything before it. What happened at the same time is
//! judged by [`crate::concurrency`].

use crate::event::Role;
use crate::visit::{VisitEvent, VisitKind};
use serde::{Deserialize, Serialize};

/// Where a visit stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Wanted, no time yet.
    #[default]
    Requested,
    /// Times are offered and held.
    Offered,
    /// A fixed time is proposed by letter.
    Proposed,
    /// No answer came in time.
    Unanswered,
    /// The client does not want it.
    Declined,
    /// The client asks for another time.
    MoveAsked,
    /// Agreed with the client.
    Confirmed,
    /// The service must find another time.
    RescheduleNeeded,
    /// An unannounced visit has its time.
    Scheduled,
    /// The worker is on the way.
    EnRoute,
    /// The worker will be late.
    Late,
    /// Nothing was heard by half an hour after the time.
    Overdue,
    /// The worker is at the door.
    Arrived,
    /// The talk goes on.
    InProgress,
    /// Done.
    Completed,
    /// Nobody opened.
    NoAccess,
    /// Broken off.
    Interrupted,
    /// We did not come.
    Missed,
    /// It will not be.
    Cancelled,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 19] = [
        Self::Requested,
        Self::Offered,
        Self::Proposed,
        Self::Unanswered,
        Self::Declined,
        Self::MoveAsked,
        Self::Confirmed,
        Self::RescheduleNeeded,
        Self::Scheduled,
        Self::EnRoute,
        Self::Late,
        Self::Overdue,
        Self::Arrived,
        Self::InProgress,
        Self::Completed,
        Self::NoAccess,
        Self::Interrupted,
        Self::Missed,
        Self::Cancelled,
    ];

    /// Its name, the same for ever: `en_route`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Offered => "offered",
            Self::Proposed => "proposed",
            Self::Unanswered => "unanswered",
            Self::Declined => "declined",
            Self::MoveAsked => "move_asked",
            Self::Confirmed => "confirmed",
            Self::RescheduleNeeded => "reschedule_needed",
            Self::Scheduled => "scheduled",
            Self::EnRoute => "en_route",
            Self::Late => "late",
            Self::Overdue => "overdue",
            Self::Arrived => "arrived",
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::NoAccess => "no_access",
            Self::Interrupted => "interrupted",
            Self::Missed => "missed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether nothing more can happen to the visit: what follows is a new, linked visit.
    #[must_use]
    pub fn is_closed(self) -> bool {
        self.progress() == CLOSED
    }

    /// How far the field has come: a fact never leads back.
    fn progress(self) -> u8 {
        match self {
            Self::EnRoute => 1,
            Self::Late => 2,
            Self::Arrived => 3,
            Self::InProgress => 4,
            Self::Completed | Self::NoAccess | Self::Interrupted | Self::Missed | Self::Cancelled => CLOSED,
            _ => 0,
        }
    }
}

const CLOSED: u8 = 5;

/// What is done to a visit, without its details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each act stands documented at the `VisitEvent` it comes from")]
pub enum Act {
    Offer,
    Propose,
    AgreeLive,
    Schedule,
    Pick,
    Accept,
    AskMove,
    Decline,
    KeepOld,
    Lapse,
    MustMove,
    Cover,
    CancelByClient,
    CancelByOffice,
    GoOverdue,
    Miss,
    DoubleBook,
    SetOut,
    RunLate,
    TurnBack,
    Arrive,
    Start,
    NoAccess,
    Finish,
    Interrupt,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 25] = [
        Self::Offer,
        Self::Propose,
        Self::AgreeLive,
        Self::Schedule,
        Self::Pick,
        Self::Accept,
        Self::AskMove,
        Self::Decline,
        Self::KeepOld,
        Self::Lapse,
        Self::MustMove,
        Self::Cover,
        Self::CancelByClient,
        Self::CancelByOffice,
        Self::GoOverdue,
        Self::Miss,
        Self::DoubleBook,
        Self::SetOut,
        Self::RunLate,
        Self::TurnBack,
        Self::Arrive,
        Self::Start,
        Self::NoAccess,
        Self::Finish,
        Self::Interrupt,
    ];

    /// The act an event is; none for events that change no state.
    #[must_use]
    pub fn of(event: &VisitEvent) -> Option<Self> {
        Some(match event {
            VisitEvent::Offered { .. } => Self::Offer,
            VisitEvent::Proposed(_) => Self::Propose,
            VisitEvent::Agreed { .. } => Self::AgreeLive,
            VisitEvent::Scheduled(_) => Self::Schedule,
            VisitEvent::Picked { .. } => Self::Pick,
            VisitEvent::Accepted { .. } => Self::Accept,
            VisitEvent::MoveAsked { .. } => Self::AskMove,
            VisitEvent::Declined { .. } => Self::Decline,
            VisitEvent::KeptOld { .. } => Self::KeepOld,
            VisitEvent::Lapsed { .. } => Self::Lapse,
            VisitEvent::MustMove { .. } => Self::MustMove,
            VisitEvent::Covered { .. } => Self::Cover,
            VisitEvent::Cancelled { by_client: true, .. } => Self::CancelByClient,
            VisitEvent::Cancelled { by_client: false, .. } => Self::CancelByOffice,
            VisitEvent::Overdue => Self::GoOverdue,
            VisitEvent::Missed { .. } => Self::Miss,
            VisitEvent::DoubleBooked { .. } => Self::DoubleBook,
            VisitEvent::SetOut { .. } => Self::SetOut,
            VisitEvent::Late { .. } => Self::RunLate,
            VisitEvent::TurnedBack { .. } => Self::TurnBack,
            VisitEvent::Arrived { .. } => Self::Arrive,
            VisitEvent::Started { .. } => Self::Start,
            VisitEvent::NoAccess { .. } => Self::NoAccess,
            VisitEvent::Finished { .. } => Self::Finish,
            VisitEvent::Interrupted { .. } => Self::Interrupt,
            VisitEvent::Requested { .. }
            | VisitEvent::AnswerWithdrawn { .. }
            | VisitEvent::Acknowledged { .. }
            | VisitEvent::Rated { .. }
            | VisitEvent::PlanHeld { .. }
            | VisitEvent::Corrected { .. }
            | VisitEvent::Checked { .. } => return None,
        })
    }

    /// Whether this is something that happened in the field, which no plan can undo.
    #[must_use]
    pub fn is_fact(self) -> bool {
        matches!(
            self,
            Self::SetOut
                | Self::RunLate
                | Self::TurnBack
                | Self::Arrive
                | Self::Start
                | Self::NoAccess
                | Self::Finish
                | Self::Interrupt
        )
    }

    /// Whether this is the client's answer to a plan it names.
    #[must_use]
    pub fn is_answer(self) -> bool {
        matches!(self, Self::Accept | Self::AskMove | Self::Decline | Self::KeepOld)
    }

    /// The state this act leads to.
    #[must_use]
    pub fn leads_to(self, kind: VisitKind) -> State {
        let settled = match kind {
            VisitKind::Agreed => State::Confirmed,
            VisitKind::Unannounced => State::Scheduled,
        };
        match self {
            Self::Offer => State::Offered,
            Self::Propose => State::Proposed,
            Self::AgreeLive | Self::Schedule | Self::Pick | Self::Accept | Self::KeepOld => settled,
            Self::Cover | Self::TurnBack => settled,
            Self::AskMove => State::MoveAsked,
            Self::Decline => State::Declined,
            Self::Lapse => State::Unanswered,
            Self::MustMove | Self::DoubleBook => State::RescheduleNeeded,
            Self::CancelByClient | Self::CancelByOffice => State::Cancelled,
            Self::GoOverdue => State::Overdue,
            Self::Miss => State::Missed,
            Self::SetOut => State::EnRoute,
            Self::RunLate => State::Late,
            Self::Arrive => State::Arrived,
            Self::Start => State::InProgress,
            Self::NoAccess => State::NoAccess,
            Self::Finish => State::Completed,
            Self::Interrupt => State::Interrupted,
        }
    }
}

/// Where `act` by `role` leads from `state`; none when it is not possible there.
///
/// Facts are possible in every state that is not closed and that they do not lead back from: the field may
/// know of them what the plan does not.
#[must_use]
pub fn next(state: State, kind: VisitKind, act: Act, role: Role) -> Option<State> {
    let office = matches!(role, Role::Coordinator | Role::System | Role::Import);
    let staff = office || role == Role::Worker;
    let possible = if act.is_fact() {
        role == Role::Worker && fact_possible(state, act)
    } else {
        plan_possible(state, act, office, staff) && kind_allows(kind, act)
    };
    possible.then(|| act.leads_to(kind))
}

fn fact_possible(state: State, act: Act) -> bool {
    match act {
        Act::TurnBack => matches!(state, State::EnRoute | State::Late),
        Act::SetOut | Act::Arrive | Act::Start => {
            state.progress() < act.leads_to(VisitKind::Agreed).progress()
        }
        // Who is late already may be later still.
        Act::RunLate => state.progress() <= State::Late.progress(),
        Act::NoAccess => state.progress() < State::InProgress.progress(),
        _ => !state.is_closed(),
    }
}

fn plan_possible(state: State, act: Act, office: bool, staff: bool) -> bool {
    use State as S;
    match act {
        Act::Offer => {
            staff
                && matches!(
                    state,
                    S::Requested | S::Unanswered | S::Declined | S::MoveAsked | S::RescheduleNeeded
                )
        }
        Act::Propose => office && matches!(state, S::Requested | S::Unanswered),
        Act::AgreeLive => {
            staff
                && matches!(
                    state,
                    S::Requested | S::Offered | S::Unanswered | S::MoveAsked | S::RescheduleNeeded
                )
        }
        Act::Schedule => staff && matches!(state, S::Requested | S::RescheduleNeeded),
        Act::Pick => matches!(state, S::Offered | S::Unanswered),
        Act::Accept => state == S::Proposed,
        Act::AskMove => matches!(state, S::Offered | S::Proposed | S::Confirmed | S::EnRoute | S::Late),
        Act::Decline => state == S::Proposed,
        Act::KeepOld => state == S::MoveAsked,
        Act::Lapse => office && matches!(state, S::Offered | S::Proposed),
        Act::MustMove => {
            staff && matches!(state, S::Confirmed | S::Scheduled | S::EnRoute | S::Late | S::Overdue)
        }
        Act::Cover => office && matches!(state, S::Confirmed | S::Scheduled | S::RescheduleNeeded),
        Act::CancelByClient => {
            before_arrival(state) && !matches!(state, S::Proposed | S::Unanswered | S::Scheduled)
        }
        Act::CancelByOffice => office && (before_arrival(state) || state == S::Declined),
        Act::GoOverdue => office && matches!(state, S::Confirmed | S::Scheduled | S::EnRoute | S::Late),
        Act::Miss => office && state == S::Overdue,
        Act::DoubleBook => office && matches!(state, S::Confirmed | S::Scheduled),
        _ => false,
    }
}

/// Before arrival, except overdue and declined.
fn before_arrival(state: State) -> bool {
    state.progress() < State::Arrived.progress() && !matches!(state, State::Overdue | State::Declined)
}

/// An unannounced visit knows no offers and no answers; an announced one is never merely scheduled.
fn kind_allows(kind: VisitKind, act: Act) -> bool {
    match kind {
        VisitKind::Agreed => act != Act::Schedule,
        VisitKind::Unannounced => !matches!(
            act,
            Act::Offer
                | Act::Propose
                | Act::AgreeLive
                | Act::Pick
                | Act::Accept
                | Act::AskMove
                | Act::Decline
                | Act::KeepOld
                | Act::Lapse
                | Act::CancelByClient
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Act as A;
    use State as S;

    /// The whole table: every state, and the acts possible in it by the coordinator (plan) or worker (facts)
    /// of an announced visit. Whatever is not listed is refused.
    const TABLE: &[(State, &[Act])] = &[
        (S::Requested, &[A::Offer, A::Propose, A::AgreeLive, A::CancelByClient, A::CancelByOffice]),
        (S::Offered, &[A::AgreeLive, A::Pick, A::AskMove, A::Lapse, A::CancelByClient, A::CancelByOffice]),
        (S::Proposed, &[A::Accept, A::AskMove, A::Decline, A::Lapse, A::CancelByOffice]),
        (S::Unanswered, &[A::Offer, A::Propose, A::AgreeLive, A::Pick, A::CancelByOffice]),
        (S::Declined, &[A::Offer, A::CancelByOffice]),
        (S::MoveAsked, &[A::Offer, A::AgreeLive, A::KeepOld, A::CancelByClient, A::CancelByOffice]),
        (
            S::Confirmed,
            &[
                A::AskMove,
                A::MustMove,
                A::Cover,
                A::CancelByClient,
                A::CancelByOffice,
                A::GoOverdue,
                A::DoubleBook,
            ],
        ),
        (S::RescheduleNeeded, &[A::Offer, A::AgreeLive, A::Cover, A::CancelByClient, A::CancelByOffice]),
        (S::Scheduled, &[A::MustMove, A::Cover, A::CancelByOffice, A::GoOverdue, A::DoubleBook]),
        (S::EnRoute, &[A::AskMove, A::MustMove, A::CancelByClient, A::CancelByOffice, A::GoOverdue]),
        (S::Late, &[A::AskMove, A::MustMove, A::CancelByClient, A::CancelByOffice, A::GoOverdue]),
        (S::Overdue, &[A::MustMove, A::Miss]),
        (S::Arrived, &[]),
        (S::InProgress, &[]),
        (S::Completed, &[]),
        (S::NoAccess, &[]),
        (S::Interrupted, &[]),
        (S::Missed, &[]),
        (S::Cancelled, &[]),
    ];

    /// The row for facts in every state, as the field may report them.
    fn facts(state: State) -> &'static [Act] {
        match state {
            S::EnRoute => {
                &[A::RunLate, A::TurnBack, A::Arrive, A::Start, A::NoAccess, A::Finish, A::Interrupt]
            }
            S::Late => &[A::RunLate, A::TurnBack, A::Arrive, A::Start, A::NoAccess, A::Finish, A::Interrupt],
            S::Arrived => &[A::Start, A::NoAccess, A::Finish, A::Interrupt],
            S::InProgress => &[A::Finish, A::Interrupt],
            state if state.is_closed() => &[],
            _ => &[A::SetOut, A::RunLate, A::Arrive, A::Start, A::NoAccess, A::Finish, A::Interrupt],
        }
    }

    #[test]
    fn every_transition_and_every_refusal() {
        for (state, plan) in TABLE {
            for act in Act::ALL {
                let role = if act.is_fact() { Role::Worker } else { Role::Coordinator };
                let expected = plan.contains(&act) || facts(*state).contains(&act);
                let got = next(*state, VisitKind::Agreed, act, role);
                assert_eq!(got.is_some(), expected, "{state:?} {act:?}");
                assert!(got.is_none_or(|to| to == act.leads_to(VisitKind::Agreed)));
            }
        }
        assert_eq!(TABLE.len(), State::ALL.len(), "each state has its row");
    }

    #[test]
    fn an_unannounced_visit_is_scheduled_and_never_asked_about() {
        let un = VisitKind::Unannounced;
        let by = Role::Coordinator;
        assert_eq!(next(S::Requested, un, A::Schedule, by), Some(S::Scheduled));
        assert_eq!(next(S::RescheduleNeeded, un, A::Schedule, by), Some(S::Scheduled));
        assert_eq!(next(S::RescheduleNeeded, un, A::Cover, by), Some(S::Scheduled));
        assert_eq!(next(S::EnRoute, un, A::TurnBack, Role::Worker), Some(S::Scheduled));
        for state in State::ALL {
            for act in [A::Offer, A::Propose, A::AgreeLive, A::Pick, A::Accept, A::AskMove, A::Decline] {
                assert_eq!(next(state, un, act, by), None, "{state:?} {act:?}");
            }
            assert_eq!(next(state, VisitKind::Agreed, A::Schedule, by), None, "{state:?}");
        }
    }

    #[test]
    fn who_may() {
        let ok = |state, act, role| next(state, VisitKind::Agreed, act, role).is_some();
        assert!(
            !ok(S::Confirmed, A::CancelByOffice, Role::Worker),
            "only a coordinator cancels for the office"
        );
        assert!(!ok(S::Confirmed, A::CancelByOffice, Role::Client));
        assert!(ok(S::Confirmed, A::CancelByClient, Role::Client));
        assert!(
            ok(S::Confirmed, A::CancelByClient, Role::Worker),
            "the worker writes down the client's word"
        );
        assert!(!ok(S::Offered, A::AgreeLive, Role::Client), "a client picks or accepts");
        assert!(!ok(S::Confirmed, A::Arrive, Role::Coordinator), "only the field knows of facts");
        assert!(!ok(S::Overdue, A::Miss, Role::Worker));
        assert!(!ok(S::Proposed, A::Lapse, Role::Client));
    }

    #[test]
    fn closed_never_reopens() {
        for state in State::ALL.into_iter().filter(|s| s.is_closed()) {
            for act in Act::ALL {
                for role in [Role::Worker, Role::Client, Role::System, Role::Import, Role::Coordinator] {
                    for kind in [VisitKind::Agreed, VisitKind::Unannounced] {
                        assert_eq!(next(state, kind, act, role), None, "{state:?} {act:?} {role:?}");
                    }
                }
            }
        }
    }
}
