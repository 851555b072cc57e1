//! Which of two things done at the same time stands. Clocks decide nothing: what counts is what each maker
//! had seen, and one written order of weights.
//!
//! The order is total ([`Weight`], then the earlier position), so that three-way cases cannot go in circles.

use crate::event::{Event, Role, Seen};
use crate::state::Act;
use crate::visit::{VisitEvent, VisitKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// For each epoch but the newest, the last position that was kept of it when the log was restored.
///
/// What a maker saw beyond that position no longer exists, and does not count as seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Epochs(BTreeMap<u32, u64>);

impl Epochs {
    /// Writes down that `epoch` began after `kept`, the last position kept of the one before.
    pub fn begin(&mut self, epoch: u32, kept: u64) {
        self.0.insert(epoch, kept);
    }

    /// Up to which position of today's log a maker had seen.
    #[must_use]
    pub fn seen(&self, seen: Seen) -> u64 {
        let later = self.0.range(seen.epoch.saturating_add(1)..).map(|(_, kept)| *kept);
        later.fold(seen.position, u64::min)
    }
}

/// Whether `earlier`, which stands before `later` in the log, was unknown to the maker of `later`.
#[must_use]
pub fn concurrent(earlier: &Event, later: &Event, epochs: &Epochs) -> bool {
    earlier.installation != later.installation
        && earlier.position.is_some_and(|position| position > epochs.seen(later.seen))
}

/// How much an act weighs against what was done at the same time; the heavier one stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The server's guess from silence: lapsed, overdue, missed.
    Silence,
    /// A change of plan the client has not agreed to.
    Plan,
    /// The client's answer to a plan.
    Answer,
    /// A plan the client agreed to, or the agreed time kept by another worker.
    Agreed,
    /// The client's own cancellation.
    ClientCancelled,
    /// Nobody opened.
    NotLetIn,
    /// What else happened in the field.
    Fact,
}

/// The weight of an act.
#[must_use]
pub fn weight(act: Act) -> Weight {
    match act {
        Act::Lapse | Act::GoOverdue | Act::Miss => Weight::Silence,
        Act::Offer | Act::Propose | Act::Schedule | Act::MustMove | Act::CancelByOffice | Act::DoubleBook => {
            Weight::Plan
        }
        Act::Accept | Act::AskMove | Act::Decline | Act::KeepOld => Weight::Answer,
        Act::AgreeLive | Act::Pick | Act::Cover => Weight::Agreed,
        Act::CancelByClient => Weight::ClientCancelled,
        Act::NoAccess => Weight::NotLetIn,
        Act::SetOut
        | Act::RunLate
        | Act::TurnBack
        | Act::Arrive
        | Act::Start
        | Act::Finish
        | Act::Interrupt => Weight::Fact,
    }
}

/// What two people did at the same time that cannot both hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clash {
    /// It happened in the field although the plan had changed: done out of plan.
    OutOfPlan,
    /// Two changes of plan.
    TwoPlans,
    /// The client cancelled while the plan changed.
    ClientCancelled,
    /// The office cancelled while the plan changed.
    OfficeCancelled,
    /// Two others were to come instead.
    TwoCovers,
    /// One found nobody, the other was let in.
    NotLetIn,
    /// Two ends of one visit.
    TwoEnds,
    /// The answer was to a plan that is no longer the one.
    StaleAnswer,
    /// Two values of one field.
    Field,
}

/// Whether two acts on one visit, made at the same time, clash; and how.
#[must_use]
pub fn clash(a: &VisitEvent, b: &VisitEvent) -> Option<Clash> {
    let (x, y) = (Act::of(a)?, Act::of(b)?);
    match (x.is_fact(), y.is_fact()) {
        (true, true) => fact_clash(x, y),
        (true, false) | (false, true) => Some(Clash::OutOfPlan),
        (false, false) => plan_clash((a, x), (b, y)),
    }
}

fn fact_clash(x: Act, y: Act) -> Option<Clash> {
    let ends = |act: Act| act.leads_to(VisitKind::Agreed).is_closed();
    let inside = |act: Act| matches!(act, Act::Start | Act::Finish | Act::Interrupt);
    match (x, y) {
        (Act::NoAccess, other) | (other, Act::NoAccess) if inside(other) => Some(Clash::NotLetIn),
        _ if ends(x) && ends(y) => Some(Clash::TwoEnds),
        _ => None,
    }
}

fn plan_clash((a, x): (&VisitEvent, Act), (b, y): (&VisitEvent, Act)) -> Option<Clash> {
    // An answer names its plan: the fold compares it with the plan that stands, whatever was concurrent.
    if x.is_answer() || y.is_answer() {
        return None;
    }
    let cancels = |act| matches!(act, Act::CancelByClient | Act::CancelByOffice);
    Some(match (x, y) {
        _ if cancels(x) && cancels(y) => return None,
        _ if x == Act::CancelByClient || y == Act::CancelByClient => Clash::ClientCancelled,
        _ if x == Act::CancelByOffice || y == Act::CancelByOffice => Clash::OfficeCancelled,
        (Act::Cover, Act::Cover) if a != b => Clash::TwoCovers,
        _ if same_plan(a, b) => return None,
        _ => Clash::TwoPlans,
    })
}

/// Two people wrote down the same thing: nothing to settle.
fn same_plan(a: &VisitEvent, b: &VisitEvent) -> bool {
    match (a, b) {
        (VisitEvent::Agreed { plan: p, .. }, VisitEvent::Agreed { plan: q, .. })
        | (VisitEvent::Proposed(p), VisitEvent::Proposed(q))
        | (VisitEvent::Scheduled(p), VisitEvent::Scheduled(q)) => p == q,
        (VisitEvent::MustMove { .. }, VisitEvent::MustMove { .. })
        | (VisitEvent::Overdue, VisitEvent::Overdue) => true,
        _ => a == b,
    }
}

/// Of two settlements of one conflict made at the same time, whether the later one holds.
#[must_use]
pub fn later_settlement_holds(earlier: Role, later: Role) -> bool {
    earlier != Role::Coordinator || later == Role::Coordinator
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ActorId;
    use crate::time::Time;
    use crate::visit::{Agreement, Plan};
    use uuid::Uuid;

    fn plan(start: i64) -> Plan {
        Plan { start: Time(start), minutes: 30, workers: vec![ActorId(Uuid::nil())], place: "".into() }
    }
    fn agreed(start: i64) -> VisitEvent {
        VisitEvent::Agreed { plan: plan(start), agreement: Agreement::default() }
    }
    fn cancelled(by_client: bool) -> VisitEvent {
        VisitEvent::Cancelled { by_client, reason: "".into() }
    }
    fn finished(at: i64) -> VisitEvent {
        VisitEvent::Finished { at: Time(at), summary: "".into() }
    }
    fn cover(worker: u128) -> VisitEvent {
        VisitEvent::Covered { workers: vec![ActorId(Uuid::from_u128(worker))] }
    }

    #[test]
    fn the_table_of_clashes() {
        let arrived = VisitEvent::Arrived { at: Time(0) };
        let started = VisitEvent::Started { at: Time(0), alone_because: "".into() };
        let shut = VisitEvent::NoAccess { at: Time(0), card_left: true, called: true };
        let accepted =
            VisitEvent::Accepted { plan: crate::id::EventId(Uuid::nil()), agreement: Agreement::default() };
        let cases: &[(&VisitEvent, &VisitEvent, Option<Clash>)] = &[
            (&arrived, &agreed(1), Some(Clash::OutOfPlan)),
            (&arrived, &cancelled(true), Some(Clash::OutOfPlan)),
            (&arrived, &VisitEvent::Missed { reason: "".into() }, Some(Clash::OutOfPlan)),
            (&arrived, &arrived, None),
            (&arrived, &shut, None),
            (&started, &shut, Some(Clash::NotLetIn)),
            (&finished(1), &shut, Some(Clash::NotLetIn)),
            (&finished(1), &finished(2), Some(Clash::TwoEnds)),
            (&agreed(1), &agreed(2), Some(Clash::TwoPlans)),
            (&agreed(1), &agreed(1), None),
            (&agreed(1), &cancelled(true), Some(Clash::ClientCancelled)),
            (&agreed(1), &cancelled(false), Some(Clash::OfficeCancelled)),
            (&cancelled(true), &cancelled(false), None),
            (&cover(1), &cover(2), Some(Clash::TwoCovers)),
            (&cover(1), &cover(1), None),
            (&cover(1), &agreed(1), Some(Clash::TwoPlans)),
            (&accepted, &agreed(1), None),
        ];
        for (a, b, expected) in cases {
            assert_eq!(clash(a, b), *expected, "{a:?} {b:?}");
            assert_eq!(clash(b, a), *expected, "the table is symmetric: {b:?} {a:?}");
        }
    }

    #[test]
    fn an_earlier_epoch_counts_at_most_as_what_was_kept_of_it() {
        let mut epochs = Epochs::default();
        epochs.begin(2, 90);
        epochs.begin(3, 70);
        let seen = |epoch, position| epochs.seen(Seen { epoch, position });
        assert_eq!(seen(1, 100), 70);
        assert_eq!(seen(1, 50), 50);
        assert_eq!(seen(2, 80), 70);
        assert_eq!(seen(3, 100), 100);
    }

    #[test]
    fn a_coordinators_settlement_beats_a_workers() {
        assert!(later_settlement_holds(Role::Worker, Role::Worker));
        assert!(later_settlement_holds(Role::Worker, Role::Coordinator));
        assert!(!later_settlement_holds(Role::Coordinator, Role::Worker));
        assert!(later_settlement_holds(Role::Coordinator, Role::Coordinator));
    }
}
