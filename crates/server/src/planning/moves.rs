//! What a move would break and whom it would tell, before it is done. Forbids nothing: whoever moves sees it and decides.

use super::calendar;
use super::team::{Held, Span, Team, Wanted};
use crate::error::Error;
use crate::municipality::Municipality;
use vizitas_domain::client::{Channel, Language};
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, StreamId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitKind;
use vizitas_domain::worker::BlockKind;
use vizitas_planning::check::Breach;
use vizitas_planning::offer::{Caution, Reason};
use vizitas_planning::slot::{Crew, Search, Weights};
use vizitas_planning::travel::StraightLine;
use vizitas_planning::worker::Taken;

/// Why a worker does not visit then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Off {
    /// It is outside her hours, or her day off.
    Hours,
    /// It cuts her break.
    Break,
    /// Her time is taken otherwise.
    Block(BlockKind),
}

/// What a move breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It lies in the past.
    Past,
    /// So many workers must come, and another number is named.
    Workers {
        /// How many.
        needed: u8,
    },
    /// It overlaps another visit.
    Overlap {
        /// Of whom.
        worker: ActorId,
        /// Which visit.
        visit: VisitId,
        /// Whose.
        client: StreamId,
        /// When that one begins.
        start: Time,
    },
    /// The way is too long.
    Travel {
        /// Of whom.
        worker: ActorId,
        /// From or to which visit; none: the beginning or the end of her day, or time of her own.
        neighbour: Option<(VisitId, StreamId)>,
        /// When the neighbour begins, if there is one.
        start: Option<Time>,
        /// How many minutes are lacking.
        minutes: u32,
    },
    /// She does not visit then.
    Off {
        /// Who.
        worker: ActorId,
        /// Why not.
        kind: Off,
        /// From when, where it is time of her own.
        from: Option<Time>,
        /// Until when.
        to: Option<Time>,
    },
    /// She lacks the skill that the visit needs.
    Skill {
        /// Who.
        worker: ActorId,
        /// Which one.
        skill: Text,
    },
    /// She does not speak the client's language.
    Language {
        /// Who.
        worker: ActorId,
        /// Which one.
        language: Language,
    },
    /// It does not suit the client.
    Times {
        /// It touches a bad time; otherwise it is outside the good ones.
        bad: bool,
    },
}

/// Whom a move tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// The client was promised something else.
    Client {
        /// How the client wishes to be told.
        channel: Channel,
        /// The time changes, so that the client's word is needed; otherwise it is enough to tell.
        word: bool,
    },
    /// A worker gets it, loses it, or finds it at another time: her tablet tells her.
    Worker(ActorId),
}

/// What a move would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveCheck {
    /// Whose visit it is.
    pub client: StreamId,
    /// What it breaks.
    pub broken: Vec<Broken>,
    /// Whom it tells.
    pub tells: Vec<Telling>,
    /// What speaks for each worker.
    pub why: Vec<(ActorId, Vec<Reason>)>,
    /// What to mind.
    pub mind: Vec<(ActorId, Vec<Caution>)>,
}

impl Municipality {
    /// Looks at a visit at another time or with other workers.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such visit or worker.
    pub fn what_moves(&self, visit: VisitId, start: Time, workers: &[ActorId]) -> Result<MoveCheck, Error> {
        let now = self.clock.now();
        self.folded(|replica| {
            let found = replica.visit_by_id(visit)?.ok_or_else(|| Error::Missing("visit".to_owned()))?;
            let wanted = Wanted::read(replica, &found.client, Some(&found.visit))?;
            let except = [visit].into();
            let (from, to) = (start.plus_minutes(-48 * 60), start.plus_minutes(48 * 60));
            let team = Team::read(replica, None, Span { from, to, now, except: &except })?;
            let (calendar, travel) = (calendar(), StraightLine::default());
            let wish = wanted.wish(&team, now, 1);
            let (weights, everybody) = (Weights::default(), team.workers.as_slice());
            let search = Search { calendar: &calendar, travel: &travel, weights, workers: everybody, wish };
            let mut check = MoveCheck {
                client: found.client.id,
                broken: needed(&wanted, workers),
                tells: tells(&found.visit, found.client.card.channel, start, workers),
                why: Vec::new(),
                mind: Vec::new(),
            };
            let mut looks = Vec::new();
            for worker in workers {
                let planned = team.worker(*worker).ok_or_else(|| Error::Missing("worker".to_owned()))?;
                looks.push((*worker, search.look(planned, start)));
            }
            // Of two one who can lead is enough.
            let unable = |breach: &Breach| matches!(breach, Breach::Language(_) | Breach::Skill);
            let led = looks.iter().any(|(_, look)| !look.against.iter().any(unable));
            for (worker, look) in looks {
                for breach in look.against.into_iter().filter(|breach| !(led && unable(breach))) {
                    check.broken.extend(broken(&team, worker, breach, &wanted));
                }
                for caution in &look.mind {
                    check.broken.extend(unsuitable(*caution).filter(|times| !check.broken.contains(times)));
                }
                check.why.push((worker, look.why));
                check.mind.push((worker, look.mind));
            }
            Ok(check)
        })
    }
}

fn needed(wanted: &Wanted, workers: &[ActorId]) -> Vec<Broken> {
    let needed: u8 = if wanted.crew == Crew::Two { 2 } else { 1 };
    let right = workers.len() == usize::from(needed);
    if right { Vec::new() } else { vec![Broken::Workers { needed }] }
}

fn unsuitable(caution: Caution) -> Option<Broken> {
    match caution {
        Caution::InBadTime => Some(Broken::Times { bad: true }),
        Caution::OutsideGoodTime => Some(Broken::Times { bad: false }),
        _ => None,
    }
}

/// What stands against a worker, with what stands in her way named.
fn broken(team: &Team, worker: ActorId, breach: Breach, wanted: &Wanted) -> Vec<Broken> {
    let off = |kind| vec![Broken::Off { worker, kind, from: None, to: None }];
    let way = |taken: Option<Taken>, minutes| {
        let held = taken.and_then(|taken| team.held(worker, taken).next());
        let neighbour = match held {
            Some(Held::Visit { visit, client }) => Some((visit, client)),
            _ => None,
        };
        vec![Broken::Travel { worker, neighbour, start: taken.map(|taken| taken.start), minutes }]
    };
    match breach {
        Breach::TooSoon => vec![Broken::Past],
        Breach::DayOff | Breach::OutsideHours => off(Off::Hours),
        Breach::CutsBreak => off(Off::Break),
        Breach::Overlaps(taken) => {
            let over = |held| match held {
                Held::Visit { visit, client } => {
                    Broken::Overlap { worker, visit, client, start: taken.start }
                }
                Held::Block { kind, .. } => {
                    let (from, to) = (Some(taken.start), Some(taken.end()));
                    Broken::Off { worker, kind: Off::Block(kind), from, to }
                }
            };
            team.held(worker, taken).map(over).collect()
        }
        Breach::WayThere { from, minutes } => way(from, minutes),
        Breach::WayOn { to, minutes } => way(to, minutes),
        Breach::Language(language) => vec![Broken::Language { worker, language }],
        Breach::Skill => vec![Broken::Skill { worker, skill: wanted.skill.clone() }],
    }
}

/// Whom it tells: a client who was told something, and every worker who had it or gets it.
fn tells(visit: &Visit, channel: Channel, start: Time, workers: &[ActorId]) -> Vec<Telling> {
    let standing = visit.plan.as_ref().map(|standing| &standing.plan);
    let told = visit.offer.is_some() || !matches!(visit.state, State::Requested | State::Unanswered);
    let client = (visit.kind == VisitKind::Agreed && told && standing.is_some())
        .then(|| Telling::Client { channel, word: standing.is_none_or(|plan| plan.start != start) });
    let same_time = standing.is_some_and(|plan| plan.start == start);
    let before = standing.map(|plan| plan.workers.as_slice()).unwrap_or_default();
    let gets = workers.iter().filter(|worker| !(same_time && before.contains(worker)));
    let loses = before.iter().filter(|worker| !workers.contains(worker));
    client.into_iter().chain(gets.chain(loses).map(|worker| Telling::Worker(*worker))).collect()
}
