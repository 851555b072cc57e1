//! "Ill today": what becomes of an absent worker's visits, looked at and accepted.

use super::at::{Answer, At, Named, Sent};
use super::problem::Problem;
use super::rights::{REPLAN, Routes};
use super::scope::Scope;
use super::when::{Moment, moment};
use super::why::{WhyView, whys};
use crate::absence::{Absence, Accepted, Affected, Proposal, Way};
use crate::planning::calendar;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::id::{ActorId, EventId, StreamId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitKind;
use vizitas_planning::calendar::Calendar;
use vizitas_planning::offer::Offer;
use vizitas_planning::repair::Outcome;

pub(super) fn routes() -> Routes {
    Routes::default().route(REPLAN, routes!(propose)).route(REPLAN, routes!(accept))
}

#[derive(Deserialize)]
struct OfWorker {
    worker: ActorId,
}

/// From when until when a worker cannot come.
#[derive(Deserialize, ToSchema)]
struct AbsenceTime {
    from: Moment,
    until: Moment,
}

impl AbsenceTime {
    fn read(&self, worker: ActorId) -> Result<Absence, Problem> {
        let calendar = calendar();
        let read = |at: &Moment| moment(&calendar, &at.day, &at.time);
        Ok(Absence { worker, from: read(&self.from)?, until: read(&self.until)? })
    }
}

/// Somebody who comes.
#[derive(Serialize, ToSchema)]
struct Comer {
    #[schema(value_type = Uuid)]
    worker: ActorId,
    name: String,
}

/// A time that could be offered.
#[derive(Serialize, ToSchema)]
struct OfferedTime {
    at: Moment,
    workers: Vec<Comer>,
    why: Vec<WhyView>,
}

/// What could become of a visit.
#[derive(Serialize, ToSchema)]
#[serde(tag = "what", rename_all = "lowercase")]
enum OutcomeView {
    /// It stays at its time, with somebody else.
    Stays { with: Comer },
    /// It moves a little, with somebody else.
    Moves {
        with: Comer,
        at: Moment,
        /// By how many minutes; less than nothing is earlier.
        minutes: i64,
        /// Whether the client must agree first.
        word: bool,
    },
    /// It needs a new time: these could be offered, or, when nobody is told of the visit, picked from.
    Offers { times: Vec<OfferedTime> },
    /// Nobody can come within the days that were looked at.
    Nobody,
}

/// A visit that the worker cannot keep.
#[derive(Serialize, ToSchema)]
struct AffectedVisit {
    #[schema(value_type = Uuid)]
    visit: VisitId,
    #[schema(value_type = Uuid)]
    client: StreamId,
    /// None when whoever asks may not know.
    name: Option<String>,
    /// The plan that stands, or the offer that waits for an answer; sent back with what is accepted.
    #[schema(value_type = Uuid)]
    plan: EventId,
    at: Moment,
    minutes: u16,
    #[schema(value_type = String)]
    state: State,
    unannounced: bool,
    /// Whether the client's word is given.
    agreed: bool,
    /// Who else comes, and stays.
    partner: Option<Comer>,
    outcome: OutcomeView,
    /// What speaks for whoever takes it, and what to mind.
    why: Vec<WhyView>,
}

/// What could become of the worker's visits.
#[derive(Serialize, ToSchema)]
struct AbsenceProposal {
    visits: Vec<AffectedVisit>,
}

/// Looks at what could become of a worker's visits while she cannot come. Changes nothing.
#[utoipa::path(
    post, tag = "absence", path = "/m/{slug}/api/workers/{worker}/absence/proposal", operation_id = "absence_propose",
    request_body = AbsenceTime,
    params(("slug" = String, Path), ("worker" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 200, body = AbsenceProposal), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem))
)]
async fn propose(
    at: At,
    Named(OfWorker { worker }): Named<OfWorker>,
    Sent(time): Sent<AbsenceTime>,
) -> Answer<AbsenceProposal> {
    at.run(move |at| {
        let (absence, scope) = (time.read(worker)?, at.scope()?);
        let among = match &scope {
            Scope::Unit(workers, _) => Some(workers),
            Scope::All | Scope::Caseload(..) => None,
        };
        let Proposal { visits, names } = at.municipality().absence_proposal(&absence, among)?;
        let show = Show { calendar: calendar(), names, scope };
        Ok(AbsenceProposal { visits: visits.iter().map(|affected| show.visit(affected, worker)).collect() })
    })
    .await
}

/// What a proposal is shown with.
struct Show {
    calendar: Calendar,
    names: BTreeMap<ActorId, String>,
    scope: Scope,
}

impl Show {
    fn at(&self, time: Time) -> Moment {
        Moment::of(&self.calendar, time)
    }

    fn comer(&self, worker: ActorId) -> Comer {
        Comer { worker, name: self.names.get(&worker).cloned().unwrap_or_default() }
    }

    fn visit(&self, Affected { held, made, plan, mended }: &Affected, absent: ActorId) -> AffectedVisit {
        let card = &held.client.card;
        let name = || format!("{} {}", &*card.given, &*card.surname).trim().to_owned();
        let partner = plan.workers.iter().find(|worker| **worker != absent);
        AffectedVisit {
            visit: held.visit.id,
            client: held.client.id,
            name: self.scope.has(&held.client).then(name),
            plan: *made,
            at: self.at(plan.start),
            minutes: plan.minutes,
            state: held.visit.state,
            unannounced: held.visit.kind == VisitKind::Unannounced,
            agreed: held
                .visit
                .plan
                .as_ref()
                .is_some_and(|standing| standing.id == *made && standing.agreement.is_some()),
            partner: partner.map(|partner| self.comer(*partner)),
            outcome: self.outcome(&mended.outcome),
            why: whys(&mended.why, &mended.mind),
        }
    }

    fn outcome(&self, outcome: &Outcome) -> OutcomeView {
        match outcome {
            Outcome::Stays { with } => OutcomeView::Stays { with: self.comer(*with) },
            Outcome::Moves { with, start, minutes, needs_word } => OutcomeView::Moves {
                with: self.comer(*with),
                at: self.at(*start),
                minutes: *minutes,
                word: *needs_word,
            },
            Outcome::Offers(times) => {
                OutcomeView::Offers { times: times.iter().map(|time| self.time(time)).collect() }
            }
            Outcome::Nobody => OutcomeView::Nobody,
        }
    }

    fn time(&self, offer: &Offer) -> OfferedTime {
        OfferedTime {
            at: self.at(offer.start),
            workers: offer.workers.iter().map(|worker| self.comer(*worker)).collect(),
            why: whys(&offer.why, &offer.mind),
        }
    }
}

/// A time that is offered, or set where nobody is told of the visit.
#[derive(Deserialize, ToSchema)]
struct AcceptedTime {
    at: Moment,
    #[schema(value_type = Vec<Uuid>)]
    workers: Vec<ActorId>,
}

/// What is to become of a visit.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "what", rename_all = "lowercase")]
enum WayView {
    /// Somebody else comes at the same time.
    Cover {
        #[schema(value_type = Uuid)]
        with: ActorId,
    },
    /// These times are offered and held, and a task to call is raised; one time of a visit that nobody is told of
    /// becomes its time.
    Offer { times: Vec<AcceptedTime> },
    /// It must move, nobody knows when; a task to call is raised.
    Move,
}

/// A visit of the proposal, accepted.
#[derive(Deserialize, ToSchema)]
struct AcceptedVisit {
    #[schema(value_type = Uuid)]
    visit: VisitId,
    /// The plan as it was seen.
    #[schema(value_type = Uuid)]
    plan: EventId,
    way: WayView,
}

/// An absence with what is accepted of its proposal: all visits, some, or none but the absence itself.
#[derive(Deserialize, ToSchema)]
struct AbsenceAccepted {
    from: Moment,
    until: Moment,
    /// Why, for the worker's calendar; mostly empty.
    #[serde(default)]
    #[schema(value_type = String)]
    reason: Text,
    visits: Vec<AcceptedVisit>,
}

/// Writes the absence down and does what is accepted: all of it, or `moved` when anything has changed since.
#[utoipa::path(
    post, tag = "absence", path = "/m/{slug}/api/workers/{worker}/absence", operation_id = "absence_accept",
    request_body = AbsenceAccepted,
    params(("slug" = String, Path), ("worker" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem))
)]
async fn accept(
    at: At,
    Named(OfWorker { worker }): Named<OfWorker>,
    Sent(sent): Sent<AbsenceAccepted>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let absence = AbsenceTime { from: sent.from, until: sent.until }.read(worker)?;
        let scope = at.scope()?;
        let mut accepted = Vec::with_capacity(sent.visits.len());
        for visit in sent.visits {
            let way = way(visit.way)?;
            let strangers = way.workers().into_iter().any(|worker| !scope.has_worker(worker));
            if strangers {
                return Err(Problem::not_allowed());
            }
            accepted.push(Accepted { visit: visit.visit, plan: visit.plan, way });
        }
        let office = at.municipality();
        office.accept_absence(at.by(), &absence, &sent.reason, &accepted).map_err(Problem::from)
    })
    .await
}

fn way(sent: WayView) -> Result<Way, Problem> {
    let calendar = calendar();
    Ok(match sent {
        WayView::Cover { with } => Way::Cover { with },
        WayView::Move => Way::Move,
        WayView::Offer { times } => {
            let slot =
                |time: AcceptedTime| Ok((moment(&calendar, &time.at.day, &time.at.time)?, time.workers));
            Way::Offer { slots: times.into_iter().map(slot).collect::<Result<_, Problem>>()? }
        }
    })
}
