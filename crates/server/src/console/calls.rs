//! Phone mode: times to offer while the client is on the line, and the call with all that it brings.

use super::at::{Answer, Asked, At, Named, Sent};
use super::client_fields::number;
use super::clients::OneClient;
use super::problem::Problem;
use super::rights::{Routes, SERVE_CLIENTS};
use super::when::{Moment, day, moment};
use super::why::{WhyView, whys};
use crate::clients::{CallWork, Settles, Wanted};
use crate::planning::{OfferAsk, calendar};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use uuid::Uuid;
use vizitas_domain::calling::AGAIN_MINUTES;
use vizitas_domain::id::{ActorId, TaskId, VisitId};
use vizitas_domain::register::{Call, Direction, Reached};
use vizitas_domain::text::Text;
use vizitas_domain::visit::{Plan, VisitKind};
use vizitas_planning::offer::Offer;
use vizitas_planning::recall;

/// A visit is no longer than a working day.
const LONGEST_MINUTES: u16 = 8 * 60;

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(SERVE_CLIENTS, routes!(offers))
        .route(SERVE_CLIENTS, routes!(times))
        .route(SERVE_CLIENTS, routes!(take))
}

/// For what times are looked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OffersFor {
    /// The visit that gets a time; none: a new one.
    #[param(value_type = Option<Uuid>)]
    visit: Option<VisitId>,
    minutes: Option<u16>,
    /// Not before this day.
    from: Option<String>,
}

/// A time to offer.
#[derive(Serialize, ToSchema)]
struct OfferView {
    at: Moment,
    minutes: u16,
    workers: Vec<Uuid>,
    /// Their names, in one line.
    names: String,
    /// Why, each a code with what it needs.
    why: Vec<WhyView>,
}

/// Three times to offer, the quickest convenient first.
#[utoipa::path(
    get, tag = "phone", path = "/m/{slug}/api/clients/{client}/offers", operation_id = "phone_offers",
    params(("slug" = String, Path), ("client" = Uuid, Path), OffersFor),
    responses((status = 200, body = Vec<OfferView>), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn offers(
    at: At,
    Named(OneClient { client }): Named<OneClient>,
    Asked(asked): Asked<OffersFor>,
) -> Answer<Vec<OfferView>> {
    at.run(move |at| {
        let from = asked.from.as_deref().map(day).transpose()?.map(|day| calendar().day(day).at(0));
        let (visit, minutes) = (asked.visit, asked.minutes);
        let offers = at.municipality().offers_for(&OfferAsk { client, visit, minutes, from, among: None })?;
        // Of a visit that nobody is told of nothing is said on the telephone.
        if offers.kind == VisitKind::Unannounced {
            return Err(Problem::unfit("unannounced"));
        }
        Ok(offers.times.iter().map(|offer| view(offer, &offers.names)).collect())
    })
    .await
}

fn view(offer: &Offer, names: &BTreeMap<ActorId, String>) -> OfferView {
    let name = |worker: &ActorId| names.get(worker).cloned().unwrap_or_default();
    let who = offer.workers.iter().map(name).collect::<Vec<_>>().join(", ");
    OfferView {
        at: Moment::of(&calendar(), offer.start),
        minutes: offer.minutes,
        workers: offer.workers.iter().map(|worker| worker.0).collect(),
        names: who,
        why: whys(&offer.why, &offer.mind),
    }
}

/// When to call again whom nobody reached, the soonest first; the first holds when nothing is chosen.
#[utoipa::path(
    get, tag = "phone", path = "/m/{slug}/api/clients/{client}/calls/times", operation_id = "phone_times",
    params(("slug" = String, Path), ("client" = Uuid, Path)),
    responses((status = 200, body = Vec<Moment>), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn times(at: At) -> Answer<Vec<Moment>> {
    at.run(|at| {
        let calendar = calendar();
        let times = recall::times(&calendar, at.municipality().clock.now());
        Ok(times.into_iter().map(|time| Moment::of(&calendar, time)).collect())
    })
    .await
}

/// A time that is agreed.
#[derive(Deserialize, ToSchema)]
struct AgreedPlan {
    at: Moment,
    minutes: u16,
    workers: Vec<Uuid>,
}

/// What the client said about the visit.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "answer", content = "what", rename_all = "snake_case")]
enum CallAnswer {
    /// This time is agreed.
    Agreed(AgreedPlan),
    /// None of the times suits; what would.
    Wished(String),
    /// The agreed time stands.
    Confirmed,
    /// The visit is not wanted, and why.
    Cancelled(String),
}

/// A visit that the call itself asks for.
#[derive(Deserialize, ToSchema)]
struct NewVisit {
    purpose: String,
    minutes: u16,
}

/// A call as it is logged, with what it brings.
#[derive(Deserialize, ToSchema)]
struct CallMade {
    /// When it was; none: now.
    at: Option<Moment>,
    /// `in`, `out`
    #[schema(value_type = String)]
    direction: Direction,
    /// Who called, or was called.
    #[serde(default)]
    name: String,
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    position: String,
    #[serde(default)]
    number: String,
    /// `spoke`, `noanswer`, `leftmessage`, `wrongnumber`
    #[schema(value_type = String)]
    reached: Reached,
    #[serde(default)]
    message: String,
    /// The visit that it was about.
    visit: Option<Uuid>,
    /// Or the visit that it asks for.
    new_visit: Option<NewVisit>,
    answer: Option<CallAnswer>,
    /// The task that it was made for.
    task: Option<Uuid>,
    /// When to call again, if nobody was reached; none: in an hour.
    again: Option<Moment>,
}

impl CallMade {
    fn read(&self, at: &At, client: vizitas_domain::id::StreamId) -> Result<CallWork, Problem> {
        let now = at.municipality().clock.now();
        let when = |at: &Moment| moment(&calendar(), &at.day, &at.time);
        let made = self.at.as_ref().map(when).transpose()?.unwrap_or(now);
        if made > now {
            return Err(Problem::unfit("call_in_future"));
        }
        let again = self.again.as_ref().map(when).transpose()?;
        let settles = self.answer.as_ref().map(|answer| answer.read(at)).transpose()?;
        let answers = settles.is_none() || (self.visit.is_some() || self.new_visit.is_some());
        if !answers || (settles.is_some() && self.reached != Reached::Spoke) {
            return Err(Problem::malformed());
        }
        let wanted = self
            .new_visit
            .as_ref()
            .map(|new| Wanted { purpose: Text::trimmed(&new.purpose), minutes: new.minutes });
        if wanted.as_ref().is_some_and(|wanted| !(1..=LONGEST_MINUTES).contains(&wanted.minutes)) {
            return Err(Problem::malformed());
        }
        Ok(CallWork {
            client,
            call: Call {
                visit: self.visit.map(VisitId),
                at: made,
                direction: self.direction,
                name: Text::trimmed(&self.name),
                organisation: Text::trimmed(&self.organisation),
                position: Text::trimmed(&self.position),
                // A wrong number may be no number at all: it is kept as it was dialled.
                number: number(&self.number).unwrap_or_else(|_| Text::trimmed(&self.number)),
                reached: self.reached,
                message: Text::trimmed(&self.message),
            },
            wanted: wanted.filter(|_| self.visit.is_none()),
            settles,
            task: self.task.map(TaskId),
            again: again
                .filter(|again| *again > now)
                .unwrap_or_else(|| calendar().next_open(now.plus_minutes(AGAIN_MINUTES))),
        })
    }
}

impl CallAnswer {
    fn read(&self, at: &At) -> Result<Settles, Problem> {
        Ok(match self {
            Self::Agreed(agreed) => {
                let start = moment(&calendar(), &agreed.at.day, &agreed.at.time)?;
                if start < at.municipality().clock.now() {
                    return Err(Problem::unfit("time_past"));
                }
                let workers: Vec<ActorId> = agreed.workers.iter().copied().map(ActorId).collect();
                if workers.is_empty() || !(1..=LONGEST_MINUTES).contains(&agreed.minutes) {
                    return Err(Problem::malformed());
                }
                for worker in &workers {
                    known_worker(at, *worker)?;
                }
                Settles::Agreed(Plan { start, minutes: agreed.minutes, workers, place: Text::default() })
            }
            Self::Wished(words) => Settles::Wished(Text::trimmed(words)),
            Self::Confirmed => Settles::Confirmed,
            Self::Cancelled(reason) => Settles::Cancelled(Text::trimmed(reason)),
        })
    }
}

/// Who only opened a client names nobody in a plan who has not got the case.
pub(super) fn only_theirs() -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "opening_plan")
}

/// Whoever comes must be somebody's colleague; whoever comes from another unit is offered by the planning as well.
fn known_worker(at: &At, worker: ActorId) -> Result<(), Problem> {
    let found = at.municipality().folded(|replica| Ok(replica.worker(worker)?))?;
    found.map(drop).ok_or_else(Problem::not_found)
}

/// Writes a call down with all that it brings: the time agreed or wished for, the task it was made for, and the task to
/// call again when nobody was reached.
#[utoipa::path(
    post, tag = "phone", path = "/m/{slug}/api/clients/{client}/calls", operation_id = "phone_call",
    params(("slug" = String, Path), ("client" = Uuid, Path), ("vizitas-console" = String, Header)), request_body = CallMade,
    responses(
        (status = 204), (status = 403, body = Problem, description = "`opening_plan`"), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "`moved`"), (status = 422, body = Problem),
    )
)]
async fn take(
    at: At,
    Named(OneClient { client }): Named<OneClient>,
    Sent(call): Sent<CallMade>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let work = call.read(at, client)?;
        if let Some(Settles::Agreed(plan)) = &work.settles
            && at.may_come(client)?.is_some_and(|may| !plan.workers.iter().all(|worker| may.contains(worker)))
        {
            return Err(only_theirs());
        }
        Ok(at.municipality().take_call(at.by(), &work)?)
    })
    .await
}
