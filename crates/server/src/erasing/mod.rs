//! Erasing a client: asked for by one person, agreed to by another, and then for ever. The keys of every generation are
//! destroyed and the stream stands in a register that travels with every backup; what was made from it is deleted. It is begun
//! by the keys: whatever is cut after that is finished when the municipality is opened next.

mod proof;
mod register;
mod stores;

pub use proof::{ErasureProof, TabletState};
pub use register::read_register;
pub use stores::{How, STORES, Store};

use crate::database::{self, RawKey};
use crate::error::Error;
use crate::log::{Erasure, Held, HeldFate, HeldOutcome, Link, Quarantined, Write};
use crate::municipality::Municipality;
use crate::staff::By;
use std::sync::Arc;
use vizitas_domain::id::StreamId;
use vizitas_domain::text::Text;
use vizitas_sync::wire::Code;

/// Grounds on which a person may be erased (GDPR, Article 17(1), and a record's own age).
pub const GROUNDS: [&str; 6] = ["consent", "not_needed", "objection", "unlawful", "law", "retention"];

/// Why an erasure cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unready {
    /// Nobody has asked for it.
    NotAsked,
    /// Whoever asked cannot agree.
    SamePerson,
    /// The name typed is not the client's.
    OtherName,
}

impl Municipality {
    /// Asks that a client be erased.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such client, [`Error::Exists`] when it was asked for already, [`Error::Invalid`]
    /// when there is no such ground.
    pub fn ask_erasure(&self, by: By, client: StreamId, ground: &str, words: &str) -> Result<(), Error> {
        if !GROUNDS.contains(&ground) {
            return Err(Error::Invalid(format!("a ground is one of {}", GROUNDS.join(", "))));
        }
        let streams = self.registrations_of(client)?;
        for stream in &streams {
            self.all_events(*stream)?
                .0
                .first()
                .map(drop)
                .ok_or_else(|| Error::Missing("client".to_owned()))?;
        }
        let (now, ground, words) = (self.clock.now(), ground.to_owned(), Text::trimmed(words));
        self.log.write(move |log| {
            none_withheld(log, &streams)?;
            let person = streams.first().copied().unwrap_or(client);
            for stream in streams {
                if log.read().erasure(stream)?.is_some() {
                    return Err(Error::Exists("erasure".to_owned()));
                }
                log.put_erasure(&Erasure {
                    stream,
                    person,
                    ground: ground.clone(),
                    words: words.clone(),
                    asked_by: by.actor,
                    asked: now,
                    agreed_by: None,
                    done: None,
                    position: None,
                })?;
                log.audit_because(now, by.actor, "erasure asked", Some(stream), &ground)?;
            }
            Ok(())
        })
    }

    /// Takes back that a client be erased; nothing has been.
    pub fn withdraw_erasure(&self, by: By, person: StreamId) -> Result<(), Error> {
        let now = self.clock.now();
        // Whose keys are gone is erased, however far the rest has come.
        let erased: Vec<StreamId> = self.vault.register()?.into_iter().map(|(stream, _)| stream).collect();
        self.log.write(move |log| {
            let asked: Vec<Erasure> = of_person(log.read().erasures()?, person);
            if asked.iter().all(|one| one.done.is_some() || erased.contains(&one.stream)) {
                return Err(Error::Missing("erasure".to_owned()));
            }
            for one in asked.iter().filter(|one| one.done.is_none()) {
                log.drop_erasure(one.stream)?;
                log.audit(now, by.actor, "erasure withdrawn", Some(one.stream))?;
            }
            Ok(())
        })
    }

    /// Whether a second person may have a client erased who was asked for, having typed the name.
    pub(crate) fn may_erase(
        &self,
        by: By,
        person: StreamId,
        typed: &str,
    ) -> Result<Result<(), Unready>, Error> {
        let asked = of_person(self.log.read(|log| log.erasures())?, person);
        let Some(first) = asked.iter().find(|one| one.done.is_none()) else {
            return Ok(Err(Unready::NotAsked));
        };
        if first.asked_by == by.actor {
            return Ok(Err(Unready::SamePerson));
        }
        let name = self.name_in_log(person)?;
        Ok(if same_name(&name, typed) { Ok(()) } else { Err(Unready::OtherName) })
    }

    /// Erases a client who was asked for, for ever: `by` is the second person.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it was not asked for, by the same person, or the name is another; then nothing was erased.
    pub fn erase(self: &Arc<Self>, by: By, person: StreamId, typed: &str) -> Result<(), Error> {
        if let Err(why) = self.may_erase(by, person, typed)? {
            return Err(Error::Invalid(format!("not erased: {why:?}")));
        }
        self.erase_now(by, person)
    }

    pub(crate) fn erase_now(self: &Arc<Self>, by: By, person: StreamId) -> Result<(), Error> {
        let asked = of_person(self.log.read(|log| log.erasures())?, person);
        let mut streams: Vec<StreamId> =
            asked.iter().filter(|one| one.done.is_none()).map(|one| one.stream).collect();
        streams.sort_unstable();
        let mut now = self.registrations_of(person)?;
        now.sort_unstable();
        // Another registration was joined or parted since: what was asked is not what would go.
        if streams != now {
            return Err(Error::Moved);
        }
        self.log.write(move |log| {
            none_withheld(log, &now)?;
            for one in asked.into_iter().filter(|one| one.done.is_none()) {
                log.put_erasure(&Erasure { agreed_by: Some(by.actor), ..one })?;
            }
            Ok(())
        })?;
        // From here on it is for ever.
        let at = self.clock.now();
        self.vault.erase_all(&streams.into_iter().map(|stream| (stream, at)).collect::<Vec<_>>())?;
        self.finish_erasures()
    }

    /// Erases what is left of those who stand in the register: after a cut, or after a restore that brought it back.
    pub(crate) fn finish_erasures(self: &Arc<Self>) -> Result<(), Error> {
        let register = self.vault.register()?;
        let done = |stream: StreamId| {
            let found = self.log.read(|log| Ok((log.stream(stream)?.is_some(), log.erasure(stream)?)))?;
            Ok::<_, Error>(!found.0 || found.1.is_some_and(|one| one.done.is_some()))
        };
        let mut open = Vec::new();
        for (stream, _) in register {
            if !done(stream)? {
                open.push(stream);
            }
        }
        if open.is_empty() {
            return Ok(());
        }
        self.withdraw_from_replica(&open)?;
        self.erase_in_replaced(&open);
        for stream in open {
            self.finish(stream)?;
        }
        self.log.settle()?;
        self.vault.settle()
    }

    /// What a restore has put aside holds keys, too. A folder that cannot be opened is told.
    fn erase_in_replaced(&self, streams: &[StreamId]) {
        let at = self.clock.now();
        let streams: Vec<_> = streams.iter().map(|stream| (*stream, at)).collect();
        for folder in self.folder.replaced() {
            let done = || -> Result<(), Error> {
                let path = folder.vault();
                if path.exists() {
                    let mut db = database::open(&path, &RawKey::beside(&path, &self.kek()?)?)?;
                    crate::vault::destroy(&mut db, &streams)?;
                    database::settle(&db)?;
                }
                folder.drop_replica()
            };
            if let Err(error) = done() {
                tracing::error!(folder = %folder.path().display(), %error, "keys put aside by a restore are not destroyed: delete this folder");
            }
        }
    }

    fn finish(self: &Arc<Self>, stream: StreamId) -> Result<(), Error> {
        let aside = self.without_place(stream)?;
        let office = Arc::clone(self);
        let (now, system) = (self.clock.now(), self.identity.system);
        self.log.write(move |log| {
            office.end_grants(log, stream, true)?;
            for one in &aside {
                // Whatever it waited for: it is answered, and shown, as what it is now.
                let erased = (Held::Refused, Code::STREAM_UNKNOWN.0);
                log.put_quarantine(&Quarantined { held: erased.0, code: erased.1, ..one.clone() })?;
            }
            let aside: Vec<Link> = aside.into_iter().map(|one| one.link).collect();
            office.let_go_aside(log, &aside)?;
            office.forget_rows_of(log, stream)?;
            log.forget_stream(stream, &aside)?;
            let known = log.read().erasure(stream)?;
            let by = known.as_ref().and_then(|one| one.agreed_by).unwrap_or(system);
            let position = log.read().head()?.position;
            let erased = known.unwrap_or_else(|| Erasure {
                stream,
                person: stream,
                ground: "register".to_owned(),
                words: Text::default(),
                asked_by: system,
                asked: now,
                agreed_by: None,
                done: None,
                position: None,
            });
            let ground = erased.ground.clone();
            let done =
                Erasure { words: Text::default(), done: Some(now), position: Some(position), ..erased };
            log.put_erasure(&done)?;
            log.audit_because(now, by, "erased", Some(stream), &ground)
        })
    }

    /// A stream's events that have no place.
    fn without_place(&self, stream: StreamId) -> Result<Vec<Quarantined>, Error> {
        self.log.read(|log| {
            let mut aside = Vec::new();
            for tablet in log.tablets()? {
                let held = log.quarantine(tablet.installation)?.into_iter();
                aside.extend(held.filter(|one| one.event.header().stream == stream));
            }
            Ok(aside)
        })
    }

    /// How many decisions about a stream's events still have a person's words.
    fn outcomes_in_words(&self, stream: StreamId) -> Result<u64, Error> {
        let aside = self.without_place(stream)?;
        self.log.read(|log| {
            let mut left = 0;
            for one in &aside {
                let outcome = log.held_outcome(&one.link)?;
                left += u64::from(outcome.is_some_and(|outcome| !outcome.words.is_empty()));
            }
            Ok(left)
        })
    }

    /// What waits for a decision needs none any more.
    fn let_go_aside(&self, log: &mut dyn Write, aside: &[Link]) -> Result<(), Error> {
        for link in aside {
            if log.read().held_outcome(link)?.is_none() {
                log.put_held_outcome(&HeldOutcome {
                    link: *link,
                    fate: HeldFate::LetGo,
                    actor: Some(self.identity.system),
                    at: self.clock.now(),
                    words: Text::default(),
                })?;
            }
        }
        Ok(())
    }

    /// What a client is called, read from the log itself.
    pub(crate) fn name_in_log(&self, stream: StreamId) -> Result<String, Error> {
        let (events, epochs) = self.all_events(stream)?;
        let card = vizitas_domain::fold::client::fold(&events, &epochs).card;
        Ok(format!("{} {}", &*card.given, &*card.surname).trim().to_owned())
    }
}

/// What a law keeps is not erased: the restriction is lifted first, by whoever may.
fn none_withheld(log: &dyn Write, streams: &[StreamId]) -> Result<(), Error> {
    let withheld = log.read().restrictions()?;
    if withheld.iter().any(|one| streams.contains(&one.stream)) {
        return Err(Error::Exists("restriction".to_owned()));
    }
    Ok(())
}

/// Those of one person.
pub(crate) fn of_person(all: Vec<Erasure>, person: StreamId) -> Vec<Erasure> {
    let root = all.iter().find(|one| one.stream == person).map_or(person, |one| one.person);
    all.into_iter().filter(|one| one.person == root).collect()
}

/// Whether a typed name is this one: capitals and spaces do not count.
fn same_name(name: &str, typed: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    !typed.trim().is_empty() && plain(name) == plain(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_typed_as_people_type() {
        for (typed, same) in [
            ("Ona Ąžuolienė", true),
            (" ona  ąžuolienė ", true),
            ("Ona", false),
            ("", false),
            ("Ona Azuoliene", false),
        ] {
            assert_eq!(same_name("Ona Ąžuolienė", typed), same, "{typed}");
        }
        assert!(!same_name("", ""));
    }
}
