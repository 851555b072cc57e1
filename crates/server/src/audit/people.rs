//! What those are called who stand in the audit. Of clients it knows nothing.

use crate::error::Error;
use crate::municipality::Municipality;
use std::collections::BTreeMap;
use vizitas_domain::id::ActorId;

/// Names by who bears them: workers, whoever signs in, and the server itself.
pub(super) struct People(BTreeMap<ActorId, String>);

impl People {
    /// All of the municipality's. It looks at the replica: never ask while looking at it.
    pub(super) fn of(municipality: &Municipality) -> Result<Self, Error> {
        let identity = &municipality.identity;
        let server = [(identity.office, "command line"), (identity.system, "server")];
        let mut names: BTreeMap<ActorId, String> =
            server.into_iter().map(|(actor, name)| (actor, name.to_owned())).collect();
        names.extend(municipality.folded(|replica| Ok(replica.workers()?))?.into_iter().map(|worker| {
            let profile = &worker.profile;
            (worker.id, format!("{} {}", &*profile.given, &*profile.surname).trim().to_owned())
        }));
        let staff = municipality.log.read(|log| log.staff())?;
        names.extend(staff.into_iter().map(|row| (row.actor, row.name.to_string())));
        Ok(Self(names))
    }

    pub(super) fn name(&self, actor: ActorId) -> Option<String> {
        self.0.get(&actor).cloned()
    }
}
