//! The proof of an erasure: when, by whom, on what ground, what stores were emptied, which tablets have yet to hear of it, and
//! when the last backup that may hold a key runs out. Nothing of the client stands in it but the id.

use super::of_person;
use super::stores::{How, STORES, Store};
use crate::dossier::words::Words;
use crate::error::Error;
use crate::log::Erasure;
use crate::municipality::Municipality;
use crate::planning::calendar;
use askama::Template;
use serde::Serialize;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::time::Time;

/// What a tablet knows of an erasure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TabletState {
    /// It has read so far that it purged.
    Confirmed,
    /// It has not been heard of since: its lease is the bound.
    Waiting,
    /// Its rights were taken away; what it holds opens for nobody once its lease is over.
    Revoked,
    /// It never had anything.
    NeverTook,
}

/// A tablet on which the client was, or could have been.
#[derive(Clone, Debug, Serialize)]
pub struct TabletToConfirm {
    /// Which.
    pub tablet: InstallationId,
    /// Whose.
    pub worker: String,
    /// What it knows.
    pub state: TabletState,
    /// When it was last heard of.
    pub seen: Option<Time>,
}

/// A table, how the erasure reached it, and how many rows still name the stream where none may.
#[derive(Clone, Debug, Serialize)]
pub struct StoreState {
    /// Where.
    pub store: Store,
    /// Which table.
    pub table: &'static str,
    /// How.
    pub how: How,
    /// Rows that are left where rows are deleted; none where that is not asked.
    pub left: Option<u64>,
}

/// The proof of one erasure.
#[derive(Clone, Debug, Serialize)]
pub struct ErasureProof {
    /// The name of the form: `vizitas-erasure-proof`.
    pub format: &'static str,
    /// Which form.
    pub version: u32,
    /// When this was made.
    pub made: Time,
    /// The municipality.
    pub municipality: String,
    /// The client, by id.
    pub client: StreamId,
    /// On what ground.
    pub ground: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked: Time,
    /// Who agreed.
    pub agreed_by: Option<String>,
    /// When it was done.
    pub done: Option<Time>,
    /// The entries of the register, with when each was made.
    pub register: Vec<(StreamId, Time)>,
    /// How many data keys the vault still has: none.
    pub keys_left: usize,
    /// The stores.
    pub stores: Vec<StoreState>,
    /// The tablets.
    pub tablets: Vec<TabletToConfirm>,
    /// The last backup of the vault that holds the keys.
    pub last_backup: Option<Time>,
    /// How long the office keeps backups that it makes by hand, in days.
    pub backups_kept_days: u32,
    /// When the last backup that holds a key is to be gone, by the rotation's files or the days above; none when there is
    /// no such backup.
    pub backups_expire: Option<Time>,
    /// How far the log has gone, and its chain's hash there.
    pub log: (u64, String),
}

impl ErasureProof {
    /// How many tablets have not confirmed.
    #[must_use]
    pub fn waits(&self) -> usize {
        self.tablets.iter().filter(|tablet| tablet.state == TabletState::Waiting).count()
    }

    /// Whether nothing at the server is left.
    #[must_use]
    pub fn is_done_here(&self) -> bool {
        self.done.is_some()
            && self.keys_left == 0
            && self.stores.iter().all(|store| store.left.unwrap_or(0) == 0)
    }
}

#[derive(Template)]
#[template(path = "dossier/proof.html")]
struct Page<'a> {
    words: Words,
    style: &'static str,
    proof: &'a ErasureProof,
}

impl Page<'_> {
    fn moment(&self, at: &Time) -> String {
        let (day, minute) = calendar().local(*at);
        let _ = &self.proof;
        format!("{day} {}:{:02}", minute / 60, minute % 60)
    }

    fn maybe(&self, at: &Option<Time>) -> String {
        at.as_ref().map_or_else(|| "–".to_owned(), |at| self.moment(at))
    }

    fn code(&self, of: &str, value: &impl Serialize) -> String {
        let value = serde_json::to_value(value).unwrap_or_default();
        self.words.say(&format!("{of}-{}", value.as_str().unwrap_or_default()))
    }
}

impl Municipality {
    /// The proof that a client was erased, or how far that has come.
    ///
    /// # Errors
    /// [`Error::Missing`] when nobody asked for it.
    pub fn erasure_proof(&self, client: StreamId) -> Result<ErasureProof, Error> {
        let all = of_person(self.log.read(|log| log.erasures())?, client);
        let first = all.iter().find(|one| one.stream == one.person).or(all.first());
        let first = first.ok_or_else(|| Error::Missing("erasure".to_owned()))?;
        let streams: Vec<StreamId> = all.iter().map(|one| one.stream).collect();
        let register =
            self.vault.register()?.into_iter().filter(|(stream, _)| streams.contains(stream)).collect();
        let kept = self.retention_rules()?.backups_kept_days;
        let copies = self.copies_of_keys(first.done, kept)?;
        let head = self.log.read(|log| log.head())?;
        let mut keys_left = 0;
        for stream in &streams {
            keys_left += self.vault.keys(*stream)?.len();
        }
        Ok(ErasureProof {
            format: "vizitas-erasure-proof",
            version: 1,
            made: self.clock.now(),
            municipality: self.about.name.clone(),
            client: first.person,
            ground: first.ground.clone(),
            asked_by: self.called(first.asked_by)?,
            asked: first.asked,
            agreed_by: first.agreed_by.map(|actor| self.called(actor)).transpose()?,
            done: first.done,
            register,
            keys_left,
            stores: self.stores_of(&streams)?,
            tablets: self.tablets_to_confirm(&all)?,
            last_backup: copies.last,
            backups_kept_days: kept,
            backups_expire: copies.expire,
            log: (head.position, crate::kek::hex(&head.chain.0)),
        })
    }

    /// The proof as a page to print.
    ///
    /// # Errors
    /// As [`Self::erasure_proof`].
    pub fn erasure_proof_page(&self, proof: &ErasureProof, english: bool) -> Result<String, Error> {
        let words = if english { Words::En } else { Words::Lt };
        let page = Page { words, style: crate::dossier::STYLE, proof };
        page.render().map_err(|_| Error::Malformed("proof"))
    }

    fn called(&self, actor: ActorId) -> Result<String, Error> {
        if actor == self.identity.office || actor == self.identity.system {
            return Ok(String::new());
        }
        self.folded(|replica| self.name_of(replica, actor))
    }

    fn stores_of(&self, streams: &[StreamId]) -> Result<Vec<StoreState>, Error> {
        let mut remains: Vec<(&str, u64)> = Vec::new();
        let mut replica_left = 0;
        let mut keys = 0;
        for stream in streams {
            remains.extend(self.log.read(|log| log.remains_of(*stream))?);
            remains.push(("held_outcomes", self.outcomes_in_words(*stream)?));
            replica_left += self.folded(|replica| Ok(replica.events(*stream)?.len()))? as u64;
            keys += self.vault.keys(*stream)?.len() as u64;
        }
        let state = |(store, table, how): &(Store, &'static str, How)| {
            let in_log = || remains.iter().filter(|(name, _)| name == table).map(|(_, count)| count).sum();
            let left = match (how, store) {
                (How::Deleted, Store::Log) => Some(in_log()),
                (How::Deleted, Store::Vault) => Some(keys),
                (How::Deleted, Store::Replica) => Some(replica_left),
                _ => None,
            };
            StoreState { store: *store, table, how: *how, left }
        };
        Ok(STORES.iter().filter(|(_, _, how)| *how != How::NobodyThere).map(state).collect())
    }

    /// Tablets of those who ever held the client.
    fn tablets_to_confirm(&self, erasures: &[Erasure]) -> Result<Vec<TabletToConfirm>, Error> {
        let position = erasures.iter().filter_map(|one| one.position).max();
        let found = self.log.read(|log| {
            let mut holders: Vec<ActorId> = Vec::new();
            for one in erasures {
                holders.extend(log.grants_on(one.stream)?.into_iter().map(|grant| grant.worker));
            }
            let mut found = Vec::new();
            for tablet in log.tablets()?.into_iter().filter(|tablet| holders.contains(&tablet.actor)) {
                let sighting = log.sighting(tablet.installation)?;
                found.push((tablet, sighting));
            }
            Ok(found)
        })?;
        let mut tablets = Vec::new();
        for (tablet, sighting) in found {
            let done = erasures.iter().filter_map(|one| one.done).max();
            if done.is_some_and(|done| tablet.since > done) {
                continue;
            }
            let read_so_far = sighting.is_some_and(|seen| position.is_some_and(|at| seen.position >= at));
            let state = match (sighting, tablet.revoked) {
                _ if read_so_far => TabletState::Confirmed,
                (None, _) => TabletState::NeverTook,
                (Some(_), Some(_)) => TabletState::Revoked,
                (Some(_), None) => TabletState::Waiting,
            };
            let (tablet, actor) = (tablet.installation, tablet.actor);
            tablets.push(TabletToConfirm {
                tablet,
                worker: self.called(actor)?,
                state,
                seen: sighting.map(|seen| seen.at),
            });
        }
        Ok(tablets)
    }
}
