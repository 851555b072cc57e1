//! The server's addresses for tablets: one folder a municipality, one route a message, CBOR both ways; and a page for
//! the administrator. Handlers check who asks, hand over to the municipality on a thread that may wait, and turn errors
//! into problem codes; they decide nothing else.

mod answer;
mod events;
mod headers;
mod known;
mod openapi;
mod pages;
mod proof;
mod routes;
mod sent;

pub use openapi::document;
pub use pages::Presence;
pub use proof::PROOF_HEADER;

use crate::audit::When;
use crate::client_page::{self, Door};
use crate::console;
use crate::error::Error;
use crate::folder::PER_ADDRESS;
use crate::messages::callbacks;
use crate::municipality::Municipality;
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::middleware::from_fn;
use axum::routing::{MethodRouter, get, post};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tower_http::timeout::RequestBodyTimeoutLayer;
use tower_http::trace::TraceLayer;
use vizitas_sync::wire::MESSAGE_LIMIT;

/// Requests worked on at once; more are asked to come again.
const AT_ONCE: usize = 64;
/// Bodies of tablets in memory at once: they come slowly where the signal is poor.
const HEARD_AT_ONCE: usize = 128;
/// What a tablet may send before anybody knows it, or when it can prove nothing: its keys, and what proves its code.
const ENROL_LIMIT: usize = 16 * 1024;
/// Passwords looked at once: each takes 19 MiB.
const SIGN_INS_AT_ONCE: usize = 4;
/// Journeys to municipalities' providers at once: each waits for somebody else's server.
const JOURNEYS_AT_ONCE: usize = 8;
/// Walks along an audit at once: each takes a whole core.
const WALKS_AT_ONCE: usize = 1;
/// How long a request's body may be silent.
const BODY_SILENCE: Duration = Duration::from_secs(30);
/// How often it is asked whether a tablet that listens still may: its rights may have been taken meanwhile.
const ASK_AGAIN: Duration = Duration::from_secs(4 * 60);
/// What a client may write on a page, at most.
const FORM_LIMIT: usize = 16 * 1024;
/// How often another process's writes are looked for.
const LOOK_EVERY: Duration = Duration::from_millis(400);

/// A municipality as it is served.
pub(crate) struct Place {
    pub(crate) municipality: Arc<Municipality>,
    /// The newest position known here: what wakes tablets up.
    pub(crate) head: watch::Sender<u64>,
    /// Rung when something changed that stands beside the log and that the office waits for: a tablet came, or was decided
    /// on.
    pub(crate) bell: watch::Sender<()>,
}

/// What the routes serve.
#[derive(Clone)]
pub struct Served {
    presence: Arc<Presence>,
    places: Arc<BTreeMap<String, Place>>,
    room: Arc<Semaphore>,
    heard: Arc<Semaphore>,
    sign_ins: Arc<Semaphore>,
    journeys: Arc<Semaphore>,
    walks: Arc<Semaphore>,
    /// The clients' own.
    pub(crate) door: Arc<Door>,
    /// That of tablets which can prove nothing.
    strangers: Arc<Door>,
    /// Connections of one address at once, on each listener.
    pub(crate) per_address: usize,
    /// How often it is asked whether a tablet that listens still may.
    ask_again: Duration,
    stopping: watch::Sender<bool>,
}

impl std::fmt::Debug for Served {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.places.keys()).finish()
    }
}

impl Served {
    /// Serves these municipalities.
    #[must_use]
    pub fn new(presence: Presence, municipalities: impl IntoIterator<Item = Arc<Municipality>>) -> Self {
        let place = |municipality: Arc<Municipality>| {
            let head = watch::Sender::new(*municipality.log().heads().borrow());
            (municipality.slug().to_owned(), Place { municipality, head, bell: watch::Sender::new(()) })
        };
        Self {
            presence: Arc::new(presence),
            places: Arc::new(municipalities.into_iter().map(place).collect()),
            room: Arc::new(Semaphore::new(AT_ONCE)),
            heard: Arc::new(Semaphore::new(HEARD_AT_ONCE)),
            sign_ins: Arc::new(Semaphore::new(SIGN_INS_AT_ONCE)),
            journeys: Arc::new(Semaphore::new(JOURNEYS_AT_ONCE)),
            walks: Arc::new(Semaphore::new(WALKS_AT_ONCE)),
            door: Arc::default(),
            strangers: Arc::default(),
            per_address: PER_ADDRESS,
            ask_again: ASK_AGAIN,
            stopping: watch::Sender::new(false),
        }
    }

    /// The same with another bound of connections of one address.
    #[must_use]
    pub fn with_per_address(self, per_address: usize) -> Self {
        Self { per_address, ..self }
    }

    /// The same, asking more or less often whether a tablet that listens still may.
    #[must_use]
    pub fn with_ask_again(self, ask_again: Duration) -> Self {
        Self { ask_again, ..self }
    }

    pub(crate) fn place(&self, slug: &str) -> Option<&Place> {
        self.places.get(slug)
    }

    /// Room to work on a request, when there is some.
    pub(crate) fn enter(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.room).try_acquire_owned().ok()
    }

    /// Room for a body, when there is some.
    pub(crate) fn hear(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.heard).try_acquire_owned().ok()
    }

    /// Where those whose password is looked at stand in line.
    pub(crate) fn sign_ins(&self) -> Arc<Semaphore> {
        Arc::clone(&self.sign_ins)
    }

    /// Where those who go to a provider stand in line.
    pub(crate) fn journeys(&self) -> Arc<Semaphore> {
        Arc::clone(&self.journeys)
    }

    /// Where those who have an audit walked stand in line.
    pub(crate) fn walks(&self) -> Arc<Semaphore> {
        Arc::clone(&self.walks)
    }

    pub(crate) fn municipalities(&self) -> impl Iterator<Item = &Arc<Municipality>> {
        self.places.values().map(|place| &place.municipality)
    }

    /// Wakes those who listen to a municipality when something was said in it.
    pub(crate) fn tell(&self, municipality: &Municipality) {
        if let Some(place) = self.place(municipality.slug()) {
            place.tell(*municipality.log().heads().borrow());
        }
    }

    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    /// Ends what would never end by itself: the streams of wake-ups.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Follows the logs and wakes those who listen, until stopped. Commands run in processes of their own, so the log
    /// is looked at, too.
    pub async fn follow(self) {
        let mut stopping = self.stopping();
        let mut tick = tokio::time::interval(LOOK_EVERY);
        while !*stopping.borrow() {
            tokio::select! {
                _ = tick.tick() => {}
                _ = stopping.changed() => return,
            }
            let served = self.clone();
            let looked = tokio::task::spawn_blocking(move || served.look()).await;
            if !matches!(looked, Ok(Ok(()))) {
                tracing::warn!("the log could not be looked at");
            }
        }
    }

    /// Has every municipality's plans judged, those that wait first, and wakes those who listen when verdicts were said,
    /// until stopped.
    pub async fn judge(self) {
        let mut judges = JoinSet::new();
        for municipality in self.municipalities() {
            let served = self.clone();
            let told = move |office: &Municipality| served.tell(office);
            judges.spawn(Arc::clone(municipality).keep_judging(self.stopping(), told));
        }
        while judges.join_next().await.is_some() {}
    }

    /// Has every municipality's clock watched: what nobody answered lapses, what nobody heard of is overdue; until stopped.
    pub async fn watch_clocks(self) {
        let mut watchers = JoinSet::new();
        for municipality in self.municipalities() {
            let served = self.clone();
            let told = move |office: &Municipality| served.tell(office);
            watchers.spawn(Arc::clone(municipality).keep_watching(self.stopping(), told));
        }
        while watchers.join_next().await.is_some() {}
    }

    /// Tells every municipality's clients what they are to hear, until stopped.
    pub async fn tell_clients(self) {
        let mut tellers = JoinSet::new();
        for place in self.places.values() {
            tellers.spawn(Arc::clone(&place.municipality).keep_telling(self.stopping()));
        }
        while tellers.join_next().await.is_some() {}
    }

    /// Has every municipality's backups made when they are due, until stopped.
    pub async fn back_up(self) {
        let mut keepers = JoinSet::new();
        for municipality in self.municipalities() {
            keepers.spawn(Arc::clone(municipality).keep_backing_up(self.stopping()));
        }
        while keepers.join_next().await.is_some() {}
    }

    /// Signs how far every municipality's audit goes, at the end of a run.
    pub(crate) fn sign_audits(&self) -> Result<(), Error> {
        self.municipalities().try_for_each(|municipality| municipality.sign_audit(When::Stopping))
    }

    fn look(&self) -> Result<(), Error> {
        for place in self.places.values() {
            let position = place.municipality.log().read(|log| log.head())?.position;
            place.tell(position);
        }
        Ok(())
    }
}

impl Place {
    /// Has every screen of the office look anew.
    pub(crate) fn ring(&self) {
        self.bell.send_replace(());
    }

    /// Wakes those who listen when this position is news.
    pub(crate) fn tell(&self, position: u64) {
        self.head.send_if_modified(|head| {
            let news = position > *head;
            *head = position.max(*head);
            news
        });
    }
}

/// The clients' routes, for a listener of their own.
pub fn public_router(served: Served) -> Router {
    client_page::routes()
        .merge(callbacks::routes())
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(RequestBodyTimeoutLayer::new(BODY_SILENCE))
        .layer(from_fn(headers::complete))
        .layer(TraceLayer::new_for_http().make_span_with(told_of))
        .with_state(served)
}

/// What is told of a request: its method and the form of its route. A client's address is a key, and what is looked for
/// in the console is a name.
fn told_of(request: &Request) -> tracing::Span {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    tracing::debug_span!("request", method = %request.method(), route)
}

/// A route of the tablets: its name in addresses and proofs, and its handler.
type TabletRoute = (&'static str, fn() -> MethodRouter<Served>);

/// What tablets ask. By `enrol` one comes; behind every other route stands the door, [`proof::proved`], and a test goes
/// through this table with a tablet that may not come in.
const TABLETS: [TabletRoute; 12] = [
    (ENROL, || post(routes::enrol).layer(DefaultBodyLimit::max(ENROL_LIMIT))),
    ("push", || post(routes::push)),
    ("pull", || post(routes::pull)),
    ("offer", || post(routes::offer)),
    ("carry", || post(routes::carry)),
    ("looks", || post(routes::looks)),
    ("digest", || post(routes::digest)),
    ("heads", || post(routes::heads)),
    ("contact", || post(routes::contact).layer(DefaultBodyLimit::max(ENROL_LIMIT))),
    ("wraps", || post(routes::wraps)),
    ("recover", || post(routes::recover).layer(DefaultBodyLimit::max(ENROL_LIMIT))),
    (EVENTS, || get(events::events)),
];

/// The route that asks for no proof.
pub const ENROL: &str = "enrol";
/// The route that is listened to.
pub const EVENTS: &str = "events";

/// The names of the tablets' routes.
pub fn tablet_routes() -> impl Iterator<Item = &'static str> {
    TABLETS.iter().map(|(name, _)| *name)
}

/// The routes.
pub fn router(served: Served) -> Router {
    let tablets = TABLETS.iter().fold(Router::new(), |router, (name, handler)| {
        router.route(&format!("/m/{{slug}}/{name}"), handler())
    });
    tablets
        .route("/healthz", get(routes::healthz))
        .route("/openapi.json", get(openapi::openapi))
        .merge(pages::routes())
        .merge(console::router(&served))
        .layer(DefaultBodyLimit::max(MESSAGE_LIMIT))
        .layer(RequestBodyTimeoutLayer::new(BODY_SILENCE))
        .layer(from_fn(headers::complete))
        .layer(TraceLayer::new_for_http().make_span_with(told_of))
        .with_state(served)
}
