//! A replica's rows name no fields: whoever changes a type of the domain, or what a fold makes of the same events, changes
//! what files must be made anew. This test notices when the version was forgotten.

use uuid::Uuid;
use vizitas_domain::concurrency::Epochs;
use vizitas_domain::event::{Body, Event, Seen};
use vizitas_domain::fold::{client, worker};
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId, VisitId};
use vizitas_domain::time::Time;
use vizitas_replica::FOLDED_AS;
use vizitas_sync::body::kind;
use vizitas_sync::hash::Hash;
use vizitas_sync::testing::any;
use vizitas_sync::testing::seeded::Seeded;

/// The version, and the hash of what it makes of one event of every kind.
const KNOWN: (u32, &str) = (9, "b4015680");

#[test]
fn what_is_written_otherwise_has_another_version() {
    let visit = VisitId(Uuid::from_u128(7));
    let event = |(nth, number): (u128, u16)| {
        let chance = Seeded::new(u64::from(number));
        let mut body = any::body(number, &chance)?;
        if let Body::Visit(which, _) = &mut body {
            // Together they make one visit, as far as it goes.
            *which = visit;
        }
        Some(Event {
            id: EventId(Uuid::from_u128(100 + nth)),
            stream: StreamId(Uuid::from_u128(1)),
            position: u64::try_from(nth + 1).ok(),
            installation: InstallationId(Uuid::from_u128(2)),
            actor: ActorId(Uuid::from_u128(3)),
            role: any::role(&chance),
            seen: Seen { epoch: 1, position: u64::try_from(nth).unwrap_or(0) },
            at: Time(1_795_410_000),
            body,
        })
    };
    let events: Vec<Event> =
        (0..).zip(kind::CATALOGUE.iter().map(|(number, _)| *number)).filter_map(event).collect();
    assert_eq!(events.len(), kind::CATALOGUE.len(), "an example of every kind");
    let client = client::fold(&events, &Epochs::default());
    let written = [
        postcard::to_stdvec(&events).unwrap(),
        postcard::to_stdvec(&client).unwrap(),
        postcard::to_stdvec(&worker::fold(&events)).unwrap(),
    ];
    let hash = Hash::of(&[&written.concat()]).to_string();
    assert_eq!((FOLDED_AS, hash.as_str()), KNOWN, "raise FOLDED_AS, then write both down here");
}
