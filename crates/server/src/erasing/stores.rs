//! Every table in which something of a client can stand, with how an erasure reaches it. A table that is not named here fails
//! a test: whoever adds one says what becomes of it.

use serde::Serialize;

/// Where a table stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Store {
    /// The municipality's log.
    Log,
    /// The vault of data keys.
    Vault,
    /// The server's replica.
    Replica,
}

/// How an erasure reaches a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Rows of the client are deleted.
    Deleted,
    /// What stands there is sealed under the keys that are destroyed; the bytes stay, so that the chain can be verified.
    KeyDestroyed,
    /// Ids and times stay: by them it is known that something was, by whom it was held, and that it was lawful.
    IdsStay,
    /// Nothing of a client stands there.
    NobodyThere,
    /// A message that no client was found for: forgotten by its age.
    ForgottenByAge,
}

use How::{Deleted, ForgottenByAge, IdsStay, KeyDestroyed, NobodyThere};
use Store::{Log, Replica, Vault};

/// The table of all tables.
pub const STORES: [(Store, &str, How); 75] = [
    (Log, "epochs", NobodyThere),
    (Log, "events", KeyDestroyed),
    (Log, "streams", IdsStay),
    (Log, "grants", IdsStay),
    (Log, "people", NobodyThere),
    (Log, "installations", NobodyThere),
    (Log, "received", KeyDestroyed),
    (Log, "held_outcomes", Deleted),
    (Log, "signatures", NobodyThere),
    (Log, "codes", NobodyThere),
    (Log, "marks", NobodyThere),
    (Log, "import_ledger", Deleted),
    (Log, "slot_claims", Deleted),
    (Log, "audit", IdsStay),
    (Log, "audit_checkpoints", NobodyThere),
    (Log, "staff", NobodyThere),
    (Log, "sessions", NobodyThere),
    (Log, "throttle", NobodyThere),
    (Log, "settings", NobodyThere),
    (Log, "jobs", Deleted),
    (Log, "mail_sequence", Deleted),
    (Log, "early_news", Deleted),
    (Log, "inbound", ForgottenByAge),
    (Log, "strays_done", ForgottenByAge),
    (Log, "heard", NobodyThere),
    (Log, "links", Deleted),
    (Log, "page_answers", Deleted),
    (Log, "audit_witnesses", NobodyThere),
    (Log, "sightings", NobodyThere),
    (Log, "photos", NobodyThere),
    (Log, "wipes", NobodyThere),
    (Log, "leases", NobodyThere),
    (Log, "erasures", IdsStay),
    (Log, "restrictions", Deleted),
    (Log, "retention_notices", Deleted),
    (Vault, "data_keys", Deleted),
    (Vault, "erased", IdsStay),
    (Vault, "recovery_keys", NobodyThere),
    (Vault, "recovery_wraps", NobodyThere),
    (Vault, "recovery_requests", NobodyThere),
    (Vault, "unlock_codes", NobodyThere),
    (Replica, "streams", Deleted),
    (Replica, "events", Deleted),
    (Replica, "cursors", NobodyThere),
    (Replica, "proofs", IdsStay),
    (Replica, "epochs", NobodyThere),
    (Replica, "grants", Deleted),
    (Replica, "data_keys", Deleted),
    (Replica, "meta", NobodyThere),
    (Replica, "looks", IdsStay),
    (Replica, "clients", Deleted),
    (Replica, "contacts", Deleted),
    (Replica, "visits", Deleted),
    (Replica, "visit_times", Deleted),
    (Replica, "notes", Deleted),
    (Replica, "calls", Deleted),
    (Replica, "feedback", Deleted),
    (Replica, "promises", Deleted),
    (Replica, "conflicts", Deleted),
    (Replica, "workers", NobodyThere),
    (Replica, "blocks", NobodyThere),
    (Replica, "busy", NobodyThere),
    (Replica, "questionnaires", NobodyThere),
    (Replica, "search", Deleted),
    (Replica, "search_config", NobodyThere),
    (Replica, "search_content", Deleted),
    (Replica, "search_data", Deleted),
    (Replica, "search_docsize", Deleted),
    (Replica, "search_idx", Deleted),
    (Replica, "messages", Deleted),
    (Replica, "tasks", Deleted),
    (Log, "refinery_schema_history", NobodyThere),
    (Vault, "refinery_schema_history", NobodyThere),
    (Replica, "refinery_schema_history", NobodyThere),
    (Replica, "sqlite_sequence", NobodyThere),
];
