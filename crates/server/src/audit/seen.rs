//! Who saw a client: looks that stand in the audit, from console and tablet, and those whose case it was. What a worker looks
//! at of her own caseload on her tablet is not told one by one: the time during which the case was hers says it.

use super::people::People;
use crate::dossier::EXPORTED;
use crate::error::Error;
use crate::log::{AuditRecord, AuditSearch, LISTED, LOOK, OPENED};
use crate::municipality::Municipality;
use serde::Serialize;
use uuid::{Uuid, Variant, Version};
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::time::Time;

/// Records read at once.
const PAGE: u32 = 1_000;
/// The deed of somebody who was not let in.
const REFUSED: &str = "refused";

/// Who saw a client.
#[derive(Clone, Debug, Serialize)]
pub struct WhoSaw {
    /// The client.
    pub client: StreamId,
    /// The office's number, while it is known.
    pub number: Option<String>,
    /// The name; none of one who was erased.
    pub name: Option<String>,
    /// Whether the client was erased.
    pub erased: bool,
    /// Looks, oldest first.
    pub looks: Vec<SeenBy>,
    /// Whose case it was: on their tablets the client could be looked at all that time.
    pub held: Vec<HeldBy>,
}

/// A look.
#[derive(Clone, Debug, Serialize)]
pub struct SeenBy {
    /// Its number in the audit.
    pub record: u64,
    /// When, in seconds since 1970; of one on a tablet, by its clock.
    pub at: Time,
    /// Who.
    pub actor: ActorId,
    /// The name, while it is known.
    pub name: Option<String>,
    /// Where from.
    pub from: Place,
    /// Whether only name and address were seen, in a list.
    pub listed: bool,
    /// Whether somebody wanted to look and was not let in.
    pub refused: bool,
    /// Whether all that is held was taken, as a dossier.
    pub exported: bool,
    /// Why, when a reason was asked.
    pub reason: String,
}

/// Where somebody looked from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A worker's tablet.
    Tablet,
    /// The office's console.
    Console,
}

/// Somebody whose case a client was.
#[derive(Clone, Debug, Serialize)]
pub struct HeldBy {
    /// Who.
    pub worker: ActorId,
    /// The name, while it is known.
    pub name: Option<String>,
    /// From when on, in seconds since 1970.
    pub from: Time,
    /// Until when; none: still.
    pub to: Option<Time>,
}

/// The id of a look made in the console: by its version it is told from those that tablets draw at random.
pub(super) fn console_look(hash: [u8; 16]) -> Uuid {
    uuid::Builder::from_custom_bytes(hash).into_uuid()
}

/// Until 0.2.0 one look in 64 of the console's has an id like a tablet's.
fn place(look: Uuid) -> Place {
    let drawn = look.get_variant() == Variant::RFC4122 && look.get_version() == Some(Version::Random);
    if drawn { Place::Tablet } else { Place::Console }
}

impl Municipality {
    /// Who looked at a client, known by the office's number or by id; that it was asked stands in the audit.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such client.
    pub fn who_saw(&self, by: ActorId, client: &str) -> Result<WhoSaw, Error> {
        let client = self.client_called(client)?;
        let now = self.clock.now();
        let (card, merged) = self.folded(|replica| {
            let merged = replica.merged_into(client)?.into_iter().map(|other| other.id);
            Ok((replica.client(client)?.map(|client| client.card), merged.collect::<Vec<_>>()))
        })?;
        let streams: Vec<StreamId> = [client].into_iter().chain(merged).collect();
        let (looks, held) = self.looks_at(&streams)?;
        self.log.write(move |log| log.audit(now, by, "asked who saw", Some(client)))?;
        let card = card.filter(|card| !card.surname.is_empty() || card.number.is_some());
        Ok(WhoSaw {
            client,
            number: card.as_ref().and_then(|card| card.number.as_ref()).map(|number| number.to_string()),
            name: card.map(|card| format!("{} {}", &*card.given, &*card.surname)),
            erased: self.vault.is_erased(client)?,
            looks,
            held,
        })
    }

    /// Looks at registrations of one person, oldest first, and whose case they were.
    pub(crate) fn looks_at(&self, streams: &[StreamId]) -> Result<(Vec<SeenBy>, Vec<HeldBy>), Error> {
        let people = People::of(self)?;
        let mut records = Vec::new();
        let mut held = Vec::new();
        for stream in streams.iter().copied() {
            records.extend(self.all_about(stream)?);
            let grants = self.log.read(|log| {
                let grants = log.grants_on(stream)?.into_iter();
                let timed = grants.map(|grant| {
                    let to = grant.until.map(|until| super::time_at(log, until)).transpose()?;
                    Ok::<_, Error>((grant.worker, super::time_at(log, grant.since)?, to))
                });
                timed.collect::<Result<Vec<_>, _>>()
            })?;
            held.extend(grants);
        }
        records.sort_by_key(|record| record.number);
        held.sort_by_key(|(_, from, _)| *from);
        let looks = records.into_iter().filter_map(|record| seen(record, &people)).collect();
        let held =
            held.into_iter().map(|(worker, from, to)| HeldBy { worker, name: people.name(worker), from, to });
        Ok((looks, held.collect()))
    }

    /// Every record about a stream, the newest first.
    fn all_about(&self, stream: StreamId) -> Result<Vec<AuditRecord>, Error> {
        let mut all: Vec<AuditRecord> = Vec::new();
        loop {
            let before = all.last().map(|record| record.number);
            let search = AuditSearch { about: Some(stream), before, limit: PAGE, ..AuditSearch::default() };
            let page = self.log.read(|log| log.audit_search(&search))?;
            if page.is_empty() {
                return Ok(all);
            }
            all.extend(page);
        }
    }

    /// The client whom the office calls so, or of this id. Of one who was erased only the id is left.
    pub(crate) fn client_called(&self, client: &str) -> Result<StreamId, Error> {
        let none = || Error::Missing("client with this number or id".to_owned());
        if let Ok(id) = client.parse() {
            let stream = StreamId(id);
            return self.log.read(|log| log.stream(stream))?.map(|row| row.stream).ok_or_else(none);
        }
        let clients = self.folded(|replica| Ok(replica.clients(None)?))?;
        let called = |number: &vizitas_domain::text::Text| number.eq_ignore_ascii_case(client);
        let found = clients.into_iter().find(|other| other.card.number.as_ref().is_some_and(called));
        found.map(|found| found.id).ok_or_else(none)
    }
}

fn seen(record: AuditRecord, people: &People) -> Option<SeenBy> {
    let looked = record.deed == OPENED || record.deed.starts_with(LOOK);
    let (listed, refused, exported) =
        (record.deed == LISTED, record.deed == REFUSED, record.deed == EXPORTED);
    (looked || listed || refused || exported).then(|| SeenBy {
        record: record.number,
        at: record.at,
        actor: record.actor,
        name: people.name(record.actor),
        from: record.look.map_or(Place::Console, place),
        listed,
        refused,
        exported,
        reason: record.reason,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_of_the_console_is_never_taken_for_a_tablets() {
        for byte in 0..=255 {
            assert_eq!(place(console_look([byte; 16])), Place::Console);
        }
        let drawn = uuid::Builder::from_random_bytes([7; 16]).into_uuid();
        assert_eq!(place(drawn), Place::Tablet);
    }
}
