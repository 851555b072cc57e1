//! What the audit tells beside its search: who saw a client, what was on a tablet, and whether the chain is the one that was
//! signed. Clients are named to whoever sees clients; to others they are ids.

use super::at::{Answer, At, Named};
use super::names::Names;
use super::problem::Problem;
use super::rights::{AUDIT, Reach, Routes, SEE_CLIENTS};
use crate::audit::{Fault, HeldBy, OnTablet, Place, SeenBy, Walked};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::text::Text;

/// So many records are walked at one press: some seconds. More is walked at the command line.
const MOST_WALKED: u64 = 300_000;

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(AUDIT, routes!(who_saw))
        .route(AUDIT, routes!(tablets))
        .route(AUDIT, routes!(tablet))
        .route(AUDIT, routes!(chain))
        .route(AUDIT, routes!(verify))
}

/// Somebody's look at a client.
#[derive(Serialize, ToSchema)]
struct SawView {
    at: i64,
    #[schema(value_type = Uuid)]
    actor: ActorId,
    /// None when the name is not known any more.
    name: Option<String>,
    /// On a tablet; else in the console.
    on_tablet: bool,
    /// Name and address alone, in a list.
    listed: bool,
    /// Wanted to look and was not let in.
    refused: bool,
    /// Took all that is held, as a dossier.
    exported: bool,
    reason: String,
}

/// Whose case a client was: on their tablets the client could be looked at all that time.
#[derive(Serialize, ToSchema)]
struct HadCase {
    #[schema(value_type = Uuid)]
    worker: ActorId,
    name: Option<String>,
    from: i64,
    to: Option<i64>,
}

/// Who saw a client.
#[derive(Serialize, ToSchema)]
struct WhoSawView {
    #[schema(value_type = Uuid)]
    client: StreamId,
    /// To whoever sees clients.
    name: Option<String>,
    number: Option<String>,
    erased: bool,
    /// The newest first.
    looks: Vec<SawView>,
    held: Vec<HadCase>,
}

/// A client on a tablet.
#[derive(Serialize, ToSchema)]
struct OnTabletView {
    #[schema(value_type = Uuid)]
    client: StreamId,
    name: Option<String>,
    number: Option<String>,
    from: i64,
    to: Option<i64>,
    /// The tablet has shown that the client came; else perhaps.
    taken: bool,
    /// The tablet has shown that it forgot the client.
    forgotten: bool,
}

/// What was on a tablet.
#[derive(Serialize, ToSchema)]
struct TabletHeldView {
    #[schema(value_type = Uuid)]
    tablet: InstallationId,
    name: Option<String>,
    since: i64,
    approved: Option<i64>,
    revoked: Option<i64>,
    seen: Option<i64>,
    clients: Vec<OnTabletView>,
    /// When this was made.
    made: i64,
}

/// A tablet that keeps a signed end of the audit.
#[derive(Serialize, ToSchema)]
struct WitnessView {
    #[schema(value_type = String)]
    name: Text,
    /// How many records it keeps the end of.
    records: u64,
    /// When that was signed.
    at: i64,
    /// Whether the audit was of one piece with it when it was told.
    fits: bool,
}

/// How far the audit goes, and how far it is signed.
#[derive(Serialize, ToSchema)]
struct ChainView {
    records: u64,
    /// The newest signed end: so many records, at this moment; none: nothing is signed yet.
    signed: Option<u64>,
    signed_at: Option<i64>,
    /// How many ends are signed.
    checkpoints: usize,
    /// By which key: the municipality's, which tablets know; its first bytes.
    key: String,
    witnesses: Vec<WitnessView>,
}

/// What a walk along the chain found.
#[derive(Serialize, ToSchema)]
#[serde(tag = "found", rename_all = "snake_case")]
enum ChainFound {
    /// Every record is what was written, and the chain the one that was signed.
    Holds {
        records: u64,
        checkpoints: u64,
        covered: u64,
        witnesses: u64,
        /// How many tablets keep records that a restore is known to have lost.
        lost: u64,
    },
    /// So far it holds; the rest is walked at the command line.
    Partly { records: u64 },
    /// The first thing that is wrong.
    Fault {
        /// missing, altered, unreadable, beside, rewritten, cut, unsigned
        why: &'static str,
        /// The record it is about.
        record: Option<u64>,
        /// The moment that stands in it or in what was signed.
        at: Option<i64>,
        /// How many records it is about, where that is told.
        count: Option<u64>,
    },
}

fn knows(at: &At) -> bool {
    SEE_CLIENTS.reach(at.staff.role) != Reach::Nothing
}

#[derive(Deserialize)]
struct OnePerson {
    person: String,
}

/// Who looked at a client, when, from where and why; by the office's number or by id.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/audit/who-saw/{person}", operation_id = "audit_who_saw",
    params(("slug" = String, Path), ("person" = String, Path)),
    responses((status = 200, body = WhoSawView), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn who_saw(at: At, Named(OnePerson { person }): Named<OnePerson>) -> Answer<WhoSawView> {
    at.run(move |at| {
        let knows = knows(at);
        if !knows && person.parse::<Uuid>().is_err() {
            // Whoever sees no client finds none by the office's number.
            return Err(Problem::not_found());
        }
        let saw = at.municipality().who_saw(at.staff.actor, person.trim())?;
        let look = |SeenBy { at, actor, name, from, listed, refused, exported, reason, .. }| SawView {
            at: at.0,
            actor,
            name,
            on_tablet: from == Place::Tablet,
            listed,
            refused,
            exported,
            // Which route was refused is for whoever runs the server.
            reason: if refused { String::new() } else { reason },
        };
        let held =
            |HeldBy { worker, name, from, to }| HadCase { worker, name, from: from.0, to: to.map(|to| to.0) };
        Ok(WhoSawView {
            client: saw.client,
            name: saw.name.filter(|_| knows),
            number: saw.number.filter(|_| knows),
            erased: saw.erased,
            looks: saw.looks.into_iter().rev().map(look).collect(),
            held: saw.held.into_iter().map(held).collect(),
        })
    })
    .await
}

/// A tablet that can be asked about.
#[derive(Serialize, ToSchema)]
struct AuditTablet {
    #[schema(value_type = Uuid)]
    tablet: InstallationId,
    /// Whose.
    #[schema(value_type = String)]
    name: Text,
    since: i64,
    seen: Option<i64>,
    revoked: Option<i64>,
}

/// The tablets that were ever let in, the newest first.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/audit/tablets", operation_id = "audit_tablets", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<AuditTablet>), (status = 403, body = Problem))
)]
async fn tablets(at: At) -> Answer<Vec<AuditTablet>> {
    at.run(|at| {
        let names = Names::of(at)?;
        let mut known = Vec::new();
        at.municipality().log.read(|log| {
            known.clear();
            for tablet in log.tablets()?.into_iter().filter(|tablet| tablet.approved.is_some()) {
                let seen = log.sighting(tablet.installation)?.map(|sighting| sighting.at.0);
                known.push(AuditTablet {
                    tablet: tablet.installation,
                    name: names.name(tablet.actor).cloned().unwrap_or_default(),
                    since: tablet.since.0,
                    seen,
                    revoked: tablet.revoked.map(|at| at.0),
                });
            }
            Ok(())
        })?;
        Ok(known)
    })
    .await
}

#[derive(Deserialize)]
struct OneTablet {
    tablet: InstallationId,
}

/// Which clients were on a tablet, and from when to when: for the notice of a breach within 72 hours.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/audit/tablets/{tablet}", operation_id = "audit_tablet",
    params(("slug" = String, Path), ("tablet" = Uuid, Path)),
    responses((status = 200, body = TabletHeldView), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn tablet(at: At, Named(OneTablet { tablet }): Named<OneTablet>) -> Answer<TabletHeldView> {
    at.run(move |at| {
        let office = at.municipality();
        let held = office.tablet_held(at.staff.actor, &tablet.to_string())?.into_iter().next();
        let held = held.ok_or_else(Problem::not_found)?;
        let knows = knows(at);
        let client = |OnTablet { client, number, name, from, to, taken, forgotten }| OnTabletView {
            client,
            name: name.filter(|_| knows),
            number: number.filter(|_| knows),
            from: from.0,
            to: to.map(|to| to.0),
            taken,
            forgotten,
        };
        Ok(TabletHeldView {
            tablet: held.tablet,
            name: held.name,
            since: held.since.0,
            approved: held.approved.map(|at| at.0),
            revoked: held.revoked.map(|at| at.0),
            seen: held.seen.map(|at| at.0),
            clients: held.clients.into_iter().map(client).collect(),
            made: office.clock.now().0,
        })
    })
    .await
}

/// How far the audit goes, how far it is signed and by which key, and which tablets bear witness.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/audit/chain", operation_id = "audit_chain", params(("slug" = String, Path)),
    responses((status = 200, body = ChainView), (status = 403, body = Problem))
)]
async fn chain(at: At) -> Answer<ChainView> {
    at.run(|at| {
        let office = at.municipality();
        let (records, signed, checkpoints, witnesses, tablets) = office.log.read(|log| {
            let (signed, checkpoints) = (log.last_audit_checkpoint()?, log.audit_checkpoints()?.len());
            Ok((log.audit_count()?, signed, checkpoints, log.witnesses()?, log.tablets()?))
        })?;
        let names = Names::of(at)?;
        let witness = |witness: crate::log::Witness| {
            let tablet = tablets.iter().find(|tablet| tablet.installation == witness.tablet);
            WitnessView {
                name: tablet.and_then(|tablet| names.name(tablet.actor).cloned()).unwrap_or_default(),
                records: witness.end.records,
                at: witness.end.at.0,
                fits: witness.fits,
            }
        };
        let key = crate::kek::hex(&office.identity.log.verifying().0);
        Ok(ChainView {
            records,
            signed: signed.as_ref().map(|end| end.records),
            signed_at: signed.as_ref().map(|end| end.at.0),
            checkpoints,
            key: key.chars().take(16).collect(),
            witnesses: witnesses.into_iter().map(witness).collect(),
        })
    })
    .await
}

/// Walks the chain: whether each record is what was written, and all of it what was signed here and what tablets keep.
#[utoipa::path(
    post, tag = "office", path = "/m/{slug}/api/audit/chain/verify", operation_id = "audit_chain_verify",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)),
    responses((status = 200, body = ChainFound), (status = 403, body = Problem), (status = 503, body = Problem))
)]
async fn verify(at: At) -> Answer<ChainFound> {
    let one = at.door.served.walks().try_acquire_owned().map_err(|_| Problem::busy())?;
    at.run(move |at| {
        let _one = one;
        let found = at.municipality().walk_audit(&[], Some(MOST_WALKED))?;
        at.record("verified the audit", None)?;
        Ok(match found {
            Walked::Whole(Ok(holds)) => ChainFound::Holds {
                records: holds.records,
                checkpoints: holds.checkpoints,
                covered: holds.covered,
                witnesses: holds.witnesses,
                lost: holds.lost,
            },
            Walked::Partly(records) => ChainFound::Partly { records },
            Walked::Whole(Err(fault)) => told(&fault),
        })
    })
    .await
}

fn told(fault: &Fault) -> ChainFound {
    let (why, at, count) = match *fault {
        Fault::Missing { next, .. } => ("missing", Some(next), None),
        Fault::Altered { at, .. } => ("altered", Some(at), None),
        Fault::Unreadable { .. } => ("unreadable", None, None),
        Fault::Beside { count } => ("beside", None, Some(count)),
        Fault::Rewritten { number, signed, .. } => ("rewritten", Some(signed), Some(number)),
        Fault::Cut { records, signed, .. } => ("cut", Some(signed), Some(records)),
        Fault::Unsigned { at, .. } => ("unsigned", Some(at), None),
    };
    ChainFound::Fault { why, record: fault.number(), at: at.map(|at| at.0), count }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vizitas_domain::time::Time;

    #[test]
    fn each_finding_has_its_word() {
        let faults = [
            (Fault::Missing { number: 3, next: Time(9) }, "missing", Some(3)),
            (Fault::Altered { number: 3, at: Time(9) }, "altered", Some(3)),
            (Fault::Unreadable { number: 3 }, "unreadable", Some(3)),
            (Fault::Beside { count: 2 }, "beside", None),
            (Fault::Rewritten { fits: 2, number: 5, signed: Time(9) }, "rewritten", Some(3)),
            (Fault::Cut { number: 2, records: 5, signed: Time(9) }, "cut", Some(3)),
            (Fault::Unsigned { number: 3, at: Time(9) }, "unsigned", Some(3)),
        ];
        for (fault, word, number) in faults {
            let ChainFound::Fault { why, record, .. } = told(&fault) else { panic!("a fault") };
            assert_eq!((why, record), (word, number));
        }
    }
}
