//! What a sync takes: a full push, a full pull, the bytes of a year, a new tablet's first sync. All by a real tablet
//! and a real server in one process, over the server's own routes; sockets and TLS are left out.

use super::bare::Bare;
use super::failure::BenchError;
use super::figure::{Figure, Goal, Samples};
use super::floor::{Load, packed_bytes};
use super::saving::{chain, saved};
use super::scribe::{Maker, Scribe};
use super::tablet::Tablet;
use super::town::Town;
use super::wire::Trip;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use vizitas_device::transport::Route;
use vizitas_domain::event::Role;
use vizitas_domain::id::StreamId;
use vizitas_server::Municipality;
use vizitas_sync::batch::EVENTS_LIMIT;
use vizitas_sync::chain::Signed;
use vizitas_sync::event::SealedEvent;
use vizitas_sync::keys::{DataKey, StreamKey};
use vizitas_sync::log::Cursor;
use vizitas_sync::seal;
use vizitas_sync::sign::{Signature, SigningKey};
use vizitas_sync::wire::{Message, PullAnswer, Pulled, PushRequest};

/// The log's mark up to which plans were judged.
const JUDGED_TO: &str = "judged_to";
/// How often it is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// Verdicts that are not there by then do not come.
const PATIENCE: Duration = Duration::from_secs(600);
/// Events of one worker's day: what a tablet hands over when it is back.
const DAY: usize = 120;

/// What the events say, encoded: the clients' keys open them.
pub(crate) fn bodies(events: &[SealedEvent], clients: &[StreamKey]) -> Result<Vec<Vec<u8>>, BenchError> {
    let keys: HashMap<StreamId, &StreamKey> = clients.iter().map(|key| (key.stream, key)).collect();
    let open = |event: &SealedEvent| -> Result<Vec<u8>, BenchError> {
        let key = keys.get(&event.header().stream).ok_or(BenchError::Wrong("an event without a key"))?;
        Ok(seal::open(event.header_bytes(), event.sealed(), &key.key)?.to_vec())
    };
    events.iter().map(open).collect()
}

/// A push and a pull of so many events, several times, the floor beside each.
///
/// # Errors
/// Those of both sides; when not everything was accepted.
pub(crate) async fn measure(
    town: &Town,
    tablet: &mut Tablet,
    scribe: &mut Scribe,
    burst: usize,
    rounds: usize,
) -> Result<Vec<Figure>, BenchError> {
    let (mut there, mut here) =
        (Bare::create(&town.folder().join("there.db"))?, Bare::create(&town.folder().join("here.db"))?);
    let (mut push, mut push_floor) = (Samples::default(), Samples::default());
    let (mut pull, mut pull_floor) = (Samples::default(), Samples::default());
    let (mut tablets_push, mut servers_pull) = (Samples::default(), Samples::default());
    let mut verdicts = Samples::default();
    // What judges plans behind the log runs as it does in a server, between and during what is measured.
    let served = town.served()?;
    let judge = tokio::spawn(served.clone().judge());
    for round in 0..=rounds {
        if round == 1 {
            for samples in [
                &mut push,
                &mut push_floor,
                &mut pull,
                &mut pull_floor,
                &mut tablets_push,
                &mut servers_pull,
                &mut verdicts,
            ] {
                samples.begin();
            }
        }
        town.office.judge_plans()?;
        town.back_up()?;
        tablet.sync().await?;
        let made = write_unsent(tablet, scribe, burst)?;
        let mut load = Load::of(&made, &bodies(&made, &scribe.clients)?)?;
        push_floor.time(|| -> Result<(), BenchError> {
            load.verify()?;
            load.unpack()?;
            load.put(&mut there, EVENTS_LIMIT)
        })?;
        tablet.open()?;
        tablet.wire.trips();
        let placed = town.head()? + made.len() as u64;
        let judged = tokio::spawn(judged(Arc::clone(&town.office), placed));
        let begun = Instant::now();
        tablet.sync().await?;
        let trips = tablet.wire.trips();
        let pushed = took(&trips, Route::Push);
        push.push(pushed);
        let answered = trips.iter().rfind(|trip| trip.route == Route::Push).map(|trip| trip.back);
        let judged = judged.await.map_err(|_| BenchError::Wrong("nobody waited for the verdicts"))??;
        verdicts.push(answered.map_or(Duration::ZERO, |at| judged.saturating_duration_since(at)));
        let first_pull = trips.iter().find(|trip| trip.route == Route::Pull);
        let whole = first_pull.map_or(Duration::ZERO, |trip| trip.left.duration_since(begun));
        tablets_push.push(whole.saturating_sub(pushed));

        scribe.go_on_from(town.head()?);
        let come = town.live(scribe, burst, true)?;
        town.look()?;
        let mut load = Load::of(&come, &bodies(&come, &scribe.clients)?)?;
        load.put(&mut there, EVENTS_LIMIT)?;
        pull_floor.time(|| -> Result<(), BenchError> {
            load.get(&there)?;
            load.verify()?;
            load.unpack()?;
            load.put(&mut here, EVENTS_LIMIT)
        })?;
        tablet.sync().await?;
        let trips = tablet.wire.trips();
        pull.push(span(&trips));
        servers_pull.push(took(&trips, Route::Pull));
    }
    served.stop();
    judge.await.map_err(|_| BenchError::Wrong("nobody judged plans"))?;
    Ok(vec![
        Figure::new("push_10k", push.ms(50), "ms").above(push_floor.ms(50)).reaching(Goal::Times(4.0)).beside(
            format!(
                "the server's side; making the requests and keeping the answers took {:.0} ms more on the tablet; all \
                 verdicts stood {:.0} ms after the last answer",
                tablets_push.ms(50),
                verdicts.ms(50)
            ),
        ),
        Figure::new("pull_10k", pull.ms(50), "ms").above(pull_floor.ms(50)).reaching(Goal::Times(4.0)).beside(
            format!("both sides; {:.0} ms of it at the server", servers_pull.ms(50)),
        ),
    ])
}

/// When the plans of a log that reaches `placed` were judged.
async fn judged(office: Arc<Municipality>, placed: u64) -> Result<Instant, BenchError> {
    let until = Instant::now() + PATIENCE;
    while office.log().read(|log| log.mark(JUDGED_TO))? < placed {
        if Instant::now() > until {
            return Err(BenchError::Wrong("nobody judged the plans"));
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
    Ok(Instant::now())
}

fn took(trips: &[Trip], route: Route) -> Duration {
    trips.iter().filter(|trip| trip.route == route).map(Trip::took).sum()
}

/// From the first pull's departure until the comparison that follows the last one.
fn span(trips: &[Trip]) -> Duration {
    let first = trips.iter().find(|trip| trip.route == Route::Pull);
    let after = trips.iter().find(|trip| trip.route == Route::Digest);
    first.zip(after).map_or(Duration::ZERO, |(first, after)| after.left.duration_since(first.left))
}

/// Puts work into the tablet's outbox that was done without signal; leaves the app shut.
fn write_unsent(
    tablet: &mut Tablet,
    scribe: &mut Scribe,
    count: usize,
) -> Result<Vec<SealedEvent>, BenchError> {
    let mut files = tablet.shut()?;
    let chain = chain(&files, &files.outbox);
    let key = SigningKey::from_seed(files.secrets.signing.seed())?;
    let mut maker = Maker { actor: files.identity.worker, key, chain };
    let mut made = Vec::with_capacity(count);
    while made.len() < count {
        let client = scribe.client()?;
        let held =
            files.replica.newest_key(client.stream)?.ok_or(BenchError::Wrong("no key on the tablet"))?;
        let key = StreamKey { key: DataKey::from_bytes(*held.key), ..client.clone() };
        let seen = files.replica.seen(client.stream)?;
        let bodies = scribe.bodies().into_iter().filter(|(role, _)| *role == Role::Worker);
        let at = scribe.time();
        let signed: Vec<Signed> =
            bodies.map(|(role, body)| maker.make(at, role, seen, &key, body)).collect::<Result<_, _>>()?;
        files.outbox.save(signed.iter().map(saved).collect(), Vec::new())?;
        made.extend(signed.into_iter().map(|signed| signed.event));
    }
    Ok(made)
}

/// The bytes of a year's events once up and once down, in messages of a day's work.
///
/// # Errors
/// Those of signing.
pub(crate) fn wire_bytes(events: &[SealedEvent]) -> Result<Figure, BenchError> {
    let signature = Signature([1; 64]);
    let mut by_maker: HashMap<_, Vec<&SealedEvent>> = HashMap::new();
    for event in events {
        by_maker.entry(event.header().installation).or_default().push(event);
    }
    // The longest chain is the tablet's; the others are the office's, which is not pushed.
    let own = by_maker.into_values().max_by_key(Vec::len).unwrap_or_default();
    let up: usize = own
        .chunks(DAY)
        .map(|day| {
            let events = day.iter().map(|event| (*event).clone()).collect();
            PushRequest::Run { events, newest: signature, offers: Vec::new(), gap: false }.encode().len()
        })
        .sum();
    let down: usize = (0_u64..)
        .zip(events.chunks(DAY))
        .map(|(day, chunk)| {
            let first = 1 + day * DAY as u64;
            let pulled = Pulled {
                scanned: Cursor { epoch: 1, position: first + DAY as u64, head: Default::default() },
                events: (first..).zip(chunk.iter().cloned()).collect(),
                own: Vec::new(),
                granted: Vec::new(),
                revoked: Vec::new(),
                backfilled: Vec::new(),
                keys: None,
                more: false,
                epochs: Vec::new(),
                erased: vec![],
                signature,
            };
            PullAnswer { pulled: Some(pulled), epoch: 1, server_ms: 0, backed_up: 0, audit: None }
                .encode()
                .len()
        })
        .sum();
    let sent = own.len() + events.len();
    let packed: usize = own.iter().copied().chain(events).map(packed_bytes).sum();
    let most = 1.2 * packed as f64 + 96.0 * sent as f64;
    let each = |bytes: usize| bytes as f64 / sent.max(1) as f64;
    let figure = Figure::new("wire_bytes", (up + down) as f64, "bytes").above(packed as f64);
    Ok(figure.reaching(Goal::AtMost(most.round())).beside(format!(
        "{:.1} bytes an event, of which {:.1} are its packed body; {} up, {} down",
        each(up + down),
        each(packed),
        own.len(),
        events.len()
    )))
}

/// A new tablet for a caseload with its history.
///
/// # Errors
/// Those of both sides.
pub(crate) async fn first_sync(
    town: &Town,
    history: &[SealedEvent],
    scribe: &Scribe,
    rounds: usize,
) -> Result<Figure, BenchError> {
    let (mut whole, mut today, mut floor) = (Samples::default(), Samples::default(), Samples::default());
    let mut load = Load::of(history, &bodies(history, &scribe.clients)?)?;
    let mut there = Bare::create(&town.folder().join("first-there.db"))?;
    load.put(&mut there, EVENTS_LIMIT)?;
    for round in 0..rounds {
        let mut here = Bare::create(&town.folder().join(format!("first-here-{round}.db")))?;
        floor.time(|| -> Result<(), BenchError> {
            load.get(&there)?;
            load.verify()?;
            load.unpack()?;
            load.put(&mut here, EVENTS_LIMIT)
        })?;
        let tablet = Tablet::enrol(town, "D02").await?;
        tablet.wire.trips();
        let begun = Instant::now();
        tablet.sync().await?;
        whole.push(begun.elapsed());
        let trips = tablet.wire.trips();
        // The first answer names the streams, the second brings those with a visit today; the third request leaves
        // when that is shown.
        let shown = trips.iter().filter(|trip| trip.route == Route::Pull).nth(2);
        today.push(shown.map_or(begun.elapsed(), |trip| trip.left.duration_since(begun)));
    }
    let figure = Figure::new("first_sync", whole.ms(50), "ms").above(floor.ms(50));
    Ok(figure.beside(format!(
        "{} clients, {} events; today's visits can be seen after {:.0} ms",
        scribe.clients.len(),
        load.count(),
        today.ms(50)
    )))
}
