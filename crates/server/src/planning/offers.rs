//! Times to offer to a client, out of the days of everybody who may come. Holds none of them: the offer that is made of
//! them does.

use super::team::{Span, Team, Wanted};
use super::{LOOK_DAYS, NOTICE_MINUTES, READ_DAYS, calendar};
use crate::error::Error;
use crate::municipality::Municipality;
use std::collections::{BTreeMap, BTreeSet};
use vizitas_domain::id::{ActorId, StreamId, VisitId};
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitKind;
use vizitas_planning::offer::Offer;
use vizitas_planning::slot::{Search, Weights};
use vizitas_planning::travel::StraightLine;

/// For whom times are looked for.
#[derive(Clone, Debug)]
pub struct OfferAsk {
    /// Whom.
    pub client: StreamId,
    /// The visit that gets a time; none: one that is not asked for yet.
    pub visit: Option<VisitId>,
    /// How long, in minutes; none: as long as the visit is meant to be.
    pub minutes: Option<u16>,
    /// Not before this; none: as soon as can be.
    pub from: Option<Time>,
    /// Who may come; none: everybody.
    pub among: Option<BTreeSet<ActorId>>,
}

/// Times to offer.
#[derive(Clone, Debug)]
pub struct Offers {
    /// Whether the client is told. Of a visit that nobody is told of these are the times a coordinator picks from.
    pub kind: VisitKind,
    /// The quickest convenient first.
    pub times: Vec<Offer>,
    /// Names of whoever is named in them.
    pub names: BTreeMap<ActorId, String>,
}

impl Municipality {
    /// Times to offer for a visit, each with its reasons.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such client or visit.
    pub fn offers_for(&self, ask: &OfferAsk) -> Result<Offers, Error> {
        let now = self.clock.now();
        let earliest = ask.from.unwrap_or(now).max(now.plus_minutes(NOTICE_MINUTES));
        self.folded(|replica| {
            let client = replica.client(ask.client)?.ok_or_else(|| Error::Missing("client".to_owned()))?;
            let visit = ask.visit.map(|visit| replica.visit(ask.client, visit)).transpose()?.flatten();
            if ask.visit.is_some() && visit.is_none() {
                return Err(Error::Missing("visit".to_owned()));
            }
            let mut wanted = Wanted::read(replica, &client, visit.as_ref().map(|found| &found.visit))?;
            wanted.minutes = ask.minutes.unwrap_or(wanted.minutes);
            let except = ask.visit.into_iter().collect();
            let (from, to) = (earliest.plus_minutes(-24 * 60), earliest.plus_minutes(READ_DAYS * 24 * 60));
            let team = Team::read(replica, ask.among.as_ref(), Span { from, to, now, except: &except })?;
            let (calendar, travel) = (calendar(), StraightLine::default());
            let search = Search {
                calendar: &calendar,
                travel: &travel,
                weights: Weights::default(),
                workers: &team.workers,
                wish: wanted.wish(&team, earliest, LOOK_DAYS),
            };
            let times = match wanted.kind {
                VisitKind::Agreed => search.offers(),
                VisitKind::Unannounced => search.times(),
            };
            let mut names = team.names();
            names.retain(|who, _| {
                times.iter().any(|time| time.workers.contains(who) || time.substitute == Some(*who))
            });
            Ok(Offers { kind: wanted.kind, times, names })
        })
    }
}
