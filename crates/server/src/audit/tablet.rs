//! Which clients were on a tablet, and from when to when: what has to be said within 72 hours when one is lost (GDPR,
//! Article 33). It is worked out from what was granted and taken, and from how far the tablet has shown that it took the
//! log; what is not certain counts as having been there.

use super::people::People;
use crate::error::Error;
use crate::log::{Grant, Installation, Read, StreamKind};
use crate::municipality::Municipality;
use serde::Serialize;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::time::Time;

/// A tablet with what was on it.
#[derive(Clone, Debug, Serialize)]
pub struct TabletHeld {
    /// Which.
    pub tablet: InstallationId,
    /// Whose.
    pub worker: ActorId,
    /// The name, while it is known.
    pub name: Option<String>,
    /// When it came, in seconds since 1970.
    pub since: Time,
    /// When it was approved: before that it was given nothing.
    pub approved: Option<Time>,
    /// When its rights were taken.
    pub revoked: Option<Time>,
    /// When it last asked for what is new, unlocked.
    pub seen: Option<Time>,
    /// The clients, in the order in which they came.
    pub clients: Vec<OnTablet>,
}

/// A client on a tablet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OnTablet {
    /// The client.
    pub client: StreamId,
    /// The office's number, while it is known.
    pub number: Option<String>,
    /// The name; none of one who was erased.
    pub name: Option<String>,
    /// From when on, in seconds since 1970.
    pub from: Time,
    /// When the case was taken from the worker; none: it is still hers.
    pub to: Option<Time>,
    /// Whether the tablet has shown that the client came.
    pub taken: bool,
    /// Whether the tablet has shown that it heard of the end, and so has forgotten the client.
    pub forgotten: bool,
}

/// One grant, against the life of a tablet.
#[derive(Clone, Copy, Debug)]
struct Stay {
    since: (u64, Time),
    until: Option<(u64, Time)>,
}

/// From when to when a tablet may have held what was granted so; none: it never was given it.
fn stay(stay: Stay, tablet: &Installation, position: u64) -> Option<(Time, Option<Time>, bool, bool)> {
    let approved = tablet.approved?;
    let Stay { since: (since, granted), until } = stay;
    let from = granted.max(approved);
    let never = until.is_some_and(|(_, to)| to < approved) || tablet.revoked.is_some_and(|end| end < granted);
    let forgotten = until.is_some_and(|(until, _)| position >= until);
    (!never).then_some((from, until.map(|(_, to)| to), position >= since, forgotten))
}

impl Municipality {
    /// What was on a tablet, named by its id, or on every tablet of the worker whom the office calls so. That it was asked
    /// stands in the audit.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such tablet or worker.
    pub fn tablet_held(&self, by: ActorId, named: &str) -> Result<Vec<TabletHeld>, Error> {
        let now = self.clock.now();
        let id = named.parse().ok().map(InstallationId);
        let worker = if id.is_some() { None } else { Some(self.worker(named)?) };
        let mut tablets = self.log.read(|log| log.tablets())?;
        tablets.retain(|tablet| Some(tablet.installation) == id || Some(tablet.actor) == worker);
        if tablets.is_empty() {
            return Err(Error::Missing("tablet".to_owned()));
        }
        let people = People::of(self)?;
        let mut held = Vec::new();
        for tablet in tablets {
            let (of, about) = (tablet.installation.to_string(), Some(StreamId::from(tablet.actor)));
            self.log.write(move |log| log.audit_because(now, by, "asked what a tablet held", about, &of))?;
            held.push(self.held(&tablet, &people)?);
        }
        Ok(held)
    }

    fn held(&self, tablet: &Installation, people: &People) -> Result<TabletHeld, Error> {
        let (sighting, stays) = self.log.read(|log| {
            let mut stays = Vec::new();
            for grant in log.grants_of(tablet.actor)? {
                if let Some(of_client) = timed(log, &grant)? {
                    stays.push((grant.stream, of_client));
                }
            }
            Ok((log.sighting(tablet.installation)?, stays))
        })?;
        let position = sighting.map_or(0, |sighting| sighting.position);
        let mut clients = Vec::new();
        self.folded(|replica| {
            clients.clear();
            for (client, granted) in &stays {
                let Some((from, to, taken, forgotten)) = stay(*granted, tablet, position) else { continue };
                let card = replica.client(*client)?.map(|client| client.card);
                let card = card.filter(|card| !card.surname.is_empty() || card.number.is_some());
                let number = card.as_ref().and_then(|card| card.number.as_ref()).map(|text| text.to_string());
                let name = card.map(|card| format!("{} {}", &*card.given, &*card.surname));
                clients.push(OnTablet { client: *client, number, name, from, to, taken, forgotten });
            }
            Ok(())
        })?;
        clients.sort_by_key(|client| (client.from, client.client));
        Ok(TabletHeld {
            tablet: tablet.installation,
            worker: tablet.actor,
            name: people.name(tablet.actor),
            since: tablet.since,
            approved: tablet.approved,
            revoked: tablet.revoked,
            seen: sighting.map(|sighting| sighting.at),
            clients,
        })
    }
}

/// A grant of a client with its moments.
fn timed(log: &dyn Read, grant: &Grant) -> Result<Option<Stay>, Error> {
    if log.stream(grant.stream)?.is_none_or(|row| row.kind != StreamKind::Client) {
        return Ok(None);
    }
    let at = |position| super::time_at(log, position).map(|time| (position, time));
    Ok(Some(Stay { since: at(grant.since)?, until: grant.until.map(at).transpose()? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_certain_counts_as_having_been_there() {
        let tablet = |approved: Option<i64>, revoked: Option<i64>| Installation {
            approved: approved.map(Time),
            revoked: revoked.map(Time),
            ..Installation::approved_one()
        };
        let granted = |since: (u64, i64), until: Option<(u64, i64)>| Stay {
            since: (since.0, Time(since.1)),
            until: until.map(|(position, at)| (position, Time(at))),
        };
        let cases = [
            // Never approved: it was given nothing.
            (granted((1, 10), None), tablet(None, None), 0, None),
            (granted((1, 10), None), tablet(Some(20), None), 0, Some((20, None, false, false))),
            (granted((1, 30), None), tablet(Some(20), None), 1, Some((30, None, true, false))),
            // Taken from the worker, but the tablet has not heard of it yet.
            (granted((1, 30), Some((4, 40))), tablet(Some(20), None), 3, Some((30, Some(40), true, false))),
            (granted((1, 30), Some((4, 40))), tablet(Some(20), None), 4, Some((30, Some(40), true, true))),
            // Ended before it came; given after its rights were taken.
            (granted((1, 10), Some((2, 15))), tablet(Some(20), None), 9, None),
            (granted((1, 60), None), tablet(Some(20), Some(50)), 1, None),
            // In the very second: it may have been there.
            (granted((1, 50), None), tablet(Some(20), Some(50)), 0, Some((50, None, false, false))),
        ];
        for (number, (granted, tablet, position, expected)) in cases.into_iter().enumerate() {
            let expected = expected.map(|(from, to, taken, forgotten): (i64, Option<i64>, _, _)| {
                (Time(from), to.map(Time), taken, forgotten)
            });
            assert_eq!(stay(granted, &tablet, position), expected, "case {number}");
        }
    }
}
