//! Emergency access: somebody of the office who has no access to a client and needs it now opens the client to herself, for a
//! reason and for some hours. Whoever answers for the client's unit and the standard's officer see it at once, end it and
//! look at it afterwards, which ends it too; the clock ends it everywhere. It must never open what is withheld (the replica does not hold it,
//! so nobody of that name is found here), nor somebody's own record.

use crate::error::Error;
use crate::log::{Opening, Write};
use crate::municipality::Municipality;
use crate::settings::read;
use crate::staff::Staff;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::client::Card;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_replica::Worker;

/// For what somebody opens a client: danger to anybody; a colleague who cannot be reached; the client asks here and now; a
/// colleague is covered for.
pub(crate) const REASONS: [&str; 4] = ["danger", "unreachable", "asks", "cover"];
/// Characters that the sentence has at least.
const SHORTEST: usize = 10;
/// And at most.
const LONGEST: usize = 500;
/// So many somebody opens within a day: whoever needs more is reading, not helping, and those who answer for it could not look
/// at them all.
const MOST_A_DAY: u64 = 100;
/// Minutes of a day.
const DAY_MINUTES: i64 = 24 * 60;
/// What the audit says beside an opening of somebody who is called as the client is.
const NAMESAKE: &str = "emergency access under the same name";

/// Why a client is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shut {
    /// There is no such reason, or the sentence says nothing.
    NoReason,
    /// It is the person's own record, as far as telephone and address of mail tell.
    Own,
    /// This person has opened as many as fit a day.
    TooMany,
}

impl Municipality {
    /// Opens a client to somebody for as long as the office says. Asked again while it lasts, that one is given.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such client, also when the data are withheld.
    pub(crate) fn open_client(
        self: &Arc<Self>,
        staff: &Staff,
        client: StreamId,
        reason: &str,
        words: &Text,
    ) -> Result<Result<Opening, Shut>, Error> {
        let words = Text::trimmed(words);
        let length = words.chars().count();
        if !REASONS.contains(&reason) || !(SHORTEST..=LONGEST).contains(&length) {
            return Ok(Err(Shut::NoReason));
        }
        let actor = staff.actor;
        let (client, alike) = self.folded(|replica| {
            let known = replica.client(client)?.ok_or_else(|| Error::Missing("client".to_owned()))?;
            Ok((known.id, alike(&known.card, staff, replica.worker(actor)?.as_ref())))
        })?;
        let now = self.clock.now();
        if alike == Some(Alike::Reached) {
            self.log.write(move |log| log.audit(now, actor, "own record refused", Some(client)))?;
            return Ok(Err(Shut::Own));
        }
        let reason = reason.to_owned();
        self.log.write(move |log| {
            // Withheld or erased since it was looked at.
            let withheld = log.read().restrictions()?.iter().any(|one| one.stream == client);
            let erased = log.read().erasure(client)?.is_some_and(|erasure| erasure.done.is_some());
            if withheld || erased {
                return Err(Error::Missing("client".to_owned()));
            }
            if let Some(lasts) =
                log.read().openings_of(actor, now)?.into_iter().find(|one| one.stream == client)
            {
                return Ok(Ok(lasts));
            }
            if log.read().openings_since(actor, now.plus_minutes(-DAY_MINUTES))? >= MOST_A_DAY {
                return Ok(Err(Shut::TooMany));
            }
            let hours = read::<crate::idle::AccountSettings>(log.read())?.opening_hours;
            let opening = Opening {
                id: Uuid::now_v7(),
                actor,
                stream: client,
                reason,
                words,
                since: now,
                until: now.plus_minutes(i64::from(hours) * 60),
                ended: None,
                ended_by: None,
                reviewed: None,
                reviewed_by: None,
                remark: Text::default(),
            };
            log.put_opening(&opening)?;
            let why = format!("{}: {}", opening.reason, &*opening.words);
            log.audit_because(now, actor, "emergency access opened", Some(client), &why)?;
            if alike == Some(Alike::Called) {
                log.audit(now, actor, NAMESAKE, Some(client))?;
            }
            Ok(Ok(opening))
        })
    }

    /// Ends an opening at once. One that has ended stays as it is.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is none of this id.
    pub(crate) fn end_opening(&self, staff: &Staff, id: Uuid) -> Result<(), Error> {
        let (now, actor) = (self.clock.now(), staff.actor);
        self.log.write(move |log| {
            let opening = found(log.read().opening(id)?)?;
            ended(log, opening, now, actor).map(drop)
        })
    }

    /// Writes down that somebody else has looked at an opening, and what there was to say. One that lasts ends by it: what was
    /// done later nobody would have looked at. Said again by the same person, the later word counts.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is none of this id; [`Error::Moved`] when another has looked at it already.
    pub(crate) fn review_opening(&self, staff: &Staff, id: Uuid, remark: &Text) -> Result<(), Error> {
        let (now, actor, remark) = (self.clock.now(), staff.actor, Text::trimmed(remark));
        self.log.write(move |log| {
            let opening = found(log.read().opening(id)?)?;
            if opening.reviewed_by.is_some_and(|by| by != actor) {
                return Err(Error::Moved);
            }
            let opening = ended(log, opening, now, actor)?;
            let about = Some(opening.stream);
            let said = remark.to_string();
            log.put_opening(&Opening { reviewed: Some(now), reviewed_by: Some(actor), remark, ..opening })?;
            log.audit_because(now, actor, "emergency access reviewed", about, &said)
        })
    }
}

fn found(opening: Option<Opening>) -> Result<Opening, Error> {
    opening.ok_or_else(|| Error::Missing("opening".to_owned()))
}

/// Ends an opening that lasts; one that has ended stays as it is.
fn ended(log: &mut dyn Write, opening: Opening, now: Time, by: ActorId) -> Result<Opening, Error> {
    if !opening.lasts(now) {
        return Ok(opening);
    }
    let opening = Opening { ended: Some(now), ended_by: Some(by), ..opening };
    log.put_opening(&opening)?;
    log.audit_because(now, by, "emergency access ended", Some(opening.stream), &opening.actor.to_string())?;
    Ok(opening)
}

/// How a card is like whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alike {
    /// By telephone or address of mail: the same person, or of the same household.
    Reached,
    /// By name alone. Namesakes are many, and one of them may be in danger.
    Called,
}

/// How a card is like what the office knows of whoever asks.
fn alike(card: &Card, staff: &Staff, worker: Option<&Worker>) -> Option<Alike> {
    let profile = worker.map(|worker| &worker.profile);
    let same =
        |one: &str, other: &str| !one.trim().is_empty() && one.trim().eq_ignore_ascii_case(other.trim());
    if profile.is_some_and(|known| same(&known.phone, &card.phone) || same(&known.email, &card.email)) {
        return Some(Alike::Reached);
    }
    let theirs = called(&card.given, &card.surname);
    let by_name = |given: &str, surname: &str| !theirs.is_empty() && called(given, surname) == theirs;
    let named =
        by_name(&staff.name, "") || profile.is_some_and(|known| by_name(&known.given, &known.surname));
    named.then_some(Alike::Called)
}

/// A name as it is compared, in whatever order and size its parts were written.
fn called(given: &str, surname: &str) -> Vec<String> {
    let whole = format!("{given} {surname}").to_lowercase();
    let mut parts: Vec<String> = whole.split_whitespace().map(str::to_owned).collect();
    parts.sort();
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::StaffRole;
    use vizitas_domain::worker::Profile;

    fn staff(name: &str) -> Staff {
        Staff {
            actor: ActorId(Uuid::nil()),
            login: "ona".into(),
            name: name.into(),
            role: StaffRole::Head,
            unit: Text::default(),
            session: Uuid::nil(),
        }
    }

    fn worker(phone: &str, email: &str) -> Worker {
        let none = Text::default;
        let profile = Profile {
            code: none(),
            given: "Rasa".into(),
            surname: "Bitinienė".into(),
            position: none(),
            unit: none(),
            phone: phone.into(),
            email: email.into(),
            languages: Vec::new(),
            hours: None,
            skills: Vec::new(),
            week: Vec::new(),
            until: None,
        };
        Worker { id: ActorId(Uuid::nil()), profile }
    }

    #[test]
    fn a_namesake_is_known_by_name_however_it_is_written() {
        let card = Card { given: "Ona".into(), surname: "Ąžuolienė".into(), ..Card::default() };
        for (name, found) in [
            ("Ona Ąžuolienė", Some(Alike::Called)),
            ("ąžuolienė  ona", Some(Alike::Called)),
            ("Ona Ąžuolaitė", None),
            ("Ona", None),
            ("", None),
        ] {
            assert_eq!(alike(&card, &staff(name), None), found, "{name}");
        }
        assert_eq!(alike(&Card::default(), &staff(""), None), None, "nobody is nobody");
    }

    #[test]
    fn ones_own_card_is_known_by_telephone_and_mail_under_any_name() {
        let card = Card {
            given: "Rasa".into(),
            surname: "Bitinienė".into(),
            phone: "+37060000001".into(),
            email: "ona@alytus.lt".into(),
            ..Card::default()
        };
        for (phone, email, found) in [
            ("+37060000001", "", Alike::Reached),
            ("", "Ona@Alytus.lt", Alike::Reached),
            ("+37060000002", "rasa@alytus.lt", Alike::Called),
            ("", "", Alike::Called),
        ] {
            let found = Some(found);
            assert_eq!(alike(&card, &staff("r"), Some(&worker(phone, email))), found, "{phone} {email}");
        }
        assert_eq!(alike(&Card::default(), &staff("r"), Some(&worker("", ""))), None);
    }
}
