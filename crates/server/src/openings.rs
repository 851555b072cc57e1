//! Emergency access: somebody of the office who has no access to a client and needs it now opens the client to herself, for a
//! reason and for some hours. Whoever answers for the client's unit and the standard's officer see it at once, end it and
//! look at it afterwards; the clock ends it everywhere. It must never open what is withheld (the replica does not hold it,
//! so nobody of that name is found here), nor somebody's own record.

use crate::error::Error;
use crate::log::Opening;
use crate::municipality::Municipality;
use crate::settings::read;
use crate::staff::Staff;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::client::Card;
use vizitas_domain::id::StreamId;
use vizitas_domain::text::Text;
use vizitas_replica::Worker;

/// For what somebody opens a client: danger to anybody; a colleague who cannot be reached; the client asks here and now; a
/// colleague is covered for.
pub(crate) const REASONS: [&str; 4] = ["danger", "unreachable", "asks", "cover"];
/// Characters that the sentence has at least.
const SHORTEST: usize = 10;
/// And at most.
const LONGEST: usize = 500;

/// Why a client is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shut {
    /// There is no such reason, or the sentence says nothing.
    NoReason,
    /// It is the person's own record, as far as name, telephone and address of mail tell.
    Own,
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
        let (client, own) = self.folded(|replica| {
            let known = replica.client(client)?.ok_or_else(|| Error::Missing("client".to_owned()))?;
            Ok((known.id, is_own(&known.card, staff, replica.worker(actor)?.as_ref())))
        })?;
        let now = self.clock.now();
        if own {
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
            let hours = read::<crate::accounts::AccountSettings>(log.read())?.opening_hours;
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
            if !opening.lasts(now) {
                return Ok(());
            }
            let (about, whose) = (Some(opening.stream), opening.actor.to_string());
            log.put_opening(&Opening { ended: Some(now), ended_by: Some(actor), ..opening })?;
            log.audit_because(now, actor, "emergency access ended", about, &whose)
        })
    }

    /// Writes down that somebody else has looked at an opening, and what there was to say. Said again, the later word counts.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is none of this id.
    pub(crate) fn review_opening(&self, staff: &Staff, id: Uuid, remark: &Text) -> Result<(), Error> {
        let (now, actor, remark) = (self.clock.now(), staff.actor, Text::trimmed(remark));
        self.log.write(move |log| {
            let opening = found(log.read().opening(id)?)?;
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

/// Whether a card is of whoever asks: the same name, or a telephone or address of mail that the office knows as this person's.
fn is_own(card: &Card, staff: &Staff, worker: Option<&Worker>) -> bool {
    let name = |given: &str, surname: &str| {
        let whole = format!("{given} {surname}").to_lowercase();
        let mut parts: Vec<String> = whole.split_whitespace().map(str::to_owned).collect();
        parts.sort();
        parts
    };
    let theirs = name(&card.given, &card.surname);
    let same =
        |one: &str, other: &str| !one.trim().is_empty() && one.trim().eq_ignore_ascii_case(other.trim());
    let by_name = |whole: &[String]| !whole.is_empty() && *whole == theirs;
    by_name(&name(&staff.name, ""))
        || worker.map(|worker| &worker.profile).is_some_and(|profile| {
            by_name(&name(&profile.given, &profile.surname))
                || same(&profile.phone, &card.phone)
                || same(&profile.email, &card.email)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::StaffRole;
    use vizitas_domain::id::ActorId;

    #[test]
    fn ones_own_card_is_known_by_name_however_it_is_written() {
        let staff = |name: &str| Staff {
            actor: ActorId(Uuid::nil()),
            login: "ona".into(),
            name: name.into(),
            role: StaffRole::Head,
            unit: Text::default(),
            session: Uuid::nil(),
        };
        let card = Card { given: "Ona".into(), surname: "Ąžuolienė".into(), ..Card::default() };
        for (name, own) in [
            ("Ona Ąžuolienė", true),
            ("ąžuolienė  ona", true),
            ("Ona Ąžuolaitė", false),
            ("Ona", false),
            ("", false),
        ] {
            assert_eq!(is_own(&card, &staff(name), None), own, "{name}");
        }
        assert!(!is_own(&Card::default(), &staff(""), None), "nobody is nobody");
    }
}
