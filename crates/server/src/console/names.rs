//! What those are called who do things: workers, and whoever signs in. Of clients it knows nothing.

use super::at::At;
use crate::error::Error;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;

/// Somebody by name.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct Who {
    #[schema(value_type = Uuid)]
    pub(super) id: Uuid,
    #[schema(value_type = String)]
    pub(super) name: Text,
}

/// Names by who bears them.
pub(super) struct Names(BTreeMap<ActorId, Text>);

impl Names {
    /// All of the municipality's. It looks at the replica: never ask while looking at it.
    pub(super) fn of(at: &At) -> Result<Self, Error> {
        let workers = at.municipality().folded(|replica| Ok(replica.workers()?))?;
        let named = workers.into_iter().map(|worker| {
            let profile = worker.profile;
            (worker.id, full(&profile.given, &profile.surname))
        });
        let mut names: BTreeMap<ActorId, Text> = named.collect();
        names.extend(at.municipality().staff()?.into_iter().map(|row| (row.actor, row.name)));
        Ok(Self(names))
    }

    pub(super) fn name(&self, actor: ActorId) -> Option<&Text> {
        self.0.get(&actor)
    }

    pub(super) fn who(&self, actor: ActorId) -> Option<Who> {
        self.name(actor).map(|name| Who { id: actor.0, name: name.clone() })
    }

    /// Everybody, by name.
    pub(super) fn everybody(&self) -> Vec<Who> {
        let mut all: Vec<Who> =
            self.0.iter().map(|(actor, name)| Who { id: actor.0, name: name.clone() }).collect();
        all.sort_by(|one, other| one.name.cmp(&other.name));
        all
    }

    /// Words in which ids of people stand, with their names; ids of anything else are left out.
    pub(super) fn instead_of_ids(&self, words: &str) -> String {
        let named = words.split(' ').filter_map(|word| match word.parse() {
            Ok(id) => self.name(ActorId(id)).map(|name| (**name).to_owned()),
            Err(_) => Some(word.to_owned()),
        });
        named.collect::<Vec<_>>().join(" ")
    }

    /// Those of several whose names are known.
    pub(super) fn all(&self, actors: &[ActorId]) -> Vec<Who> {
        actors.iter().filter_map(|actor| self.who(*actor)).collect()
    }
}

/// Given name and surname.
pub(super) fn full(given: &Text, surname: &Text) -> Text {
    format!("{} {}", &**given, &**surname).trim().into()
}
