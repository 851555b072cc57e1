//! An SMS gateway for the tests: it takes messages, counts what would reach a telephone, loses answers by its seed, and calls
//! back late, twice and in another order. It knows nothing of the product.

use super::office::Office;
use axum::body::{Body, Bytes};
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, post};
use axum::{Json, Router};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use ring::hmac;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::net::TcpListener;
use tokio::sync::{Notify, oneshot};
use tower::ServiceExt as _;
use vizitas_domain::time::Time;
use vizitas_server::http::{Presence, Served, public_router};

/// What the gateway and the office share, each for its own direction.
const SECRET: &str = "raktas";
const BACK: &str = "ten";

/// A message that reached a telephone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arrived {
    pub(crate) id: String,
    pub(crate) to: String,
    pub(crate) text: String,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    Nothing,
    /// It takes the message and breaks the line before it answers.
    LosesAnswers,
    /// About one of so many answers is lost.
    LosesSome(u64),
    /// Full: come again.
    Busy,
    /// It never takes this.
    Refuses,
    /// It sends whoever asks to another address.
    Elsewhere,
}

struct Inside {
    trouble: Trouble,
    /// Sent again with the same id a message goes out once.
    honours_ids: bool,
    arrived: Vec<Arrived>,
    known: BTreeMap<String, String>,
    /// What will be called back: its own id and ours.
    news: Vec<(String, String)>,
    random: u64,
    /// Who went there.
    went: u32,
}

impl Inside {
    /// A number below `n`, by the seed (Knuth's MMIX generator).
    fn draw(&mut self, n: u64) -> u64 {
        self.random =
            self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) % n
    }
}

pub(crate) struct Gateway {
    pub(crate) address: SocketAddr,
    inside: Arc<Mutex<Inside>>,
    /// Told whenever something arrives.
    rang: Arc<Notify>,
    _stop: oneshot::Sender<()>,
}

impl Gateway {
    pub(crate) async fn open(seed: u64, honours_ids: bool) -> Self {
        let inside = Inside {
            trouble: Trouble::Nothing,
            honours_ids,
            arrived: Vec::new(),
            known: BTreeMap::new(),
            news: Vec::new(),
            random: seed,
            went: 0,
        };
        let (inside, rang) = (Arc::new(Mutex::new(inside)), Arc::new(Notify::new()));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, mut stopped) = oneshot::channel::<()>();
        let routes = Router::new()
            .route("/send", post(send))
            .route("/elsewhere", any(elsewhere))
            .layer(Extension(Rang(Arc::clone(&rang))));
        let routes = routes.with_state(Arc::clone(&inside));
        tokio::spawn(async move {
            loop {
                let stream = tokio::select! {
                    taken = listener.accept() => taken.unwrap().0,
                    _ = &mut stopped => return,
                };
                let cut = Arc::new(Notify::new());
                let service = TowerToHyperService::new(routes.clone().layer(Extension(Arc::clone(&cut))));
                tokio::spawn(async move {
                    let builder = Builder::new(TokioExecutor::new());
                    tokio::select! {
                        _ = builder.serve_connection(TokioIo::new(stream), service) => {}
                        () = cut.notified() => {}
                    }
                });
            }
        });
        Self { address, inside, rang, _stop: stop }
    }

    /// The setting by which an office sends through it.
    pub(crate) fn settings(&self, honours_ids: bool) -> Value {
        json!({
            "on": true,
            "url": format!("http://{}/send", self.address),
            "secret": SECRET,
            "signature": "x-signature",
            "honours_ids": honours_ids,
            "call_back_secret": BACK,
            "call_back_signature": "x-signature",
            "call_back_time": "x-time",
        })
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap()
    }

    pub(crate) fn is(&self, trouble: Trouble) {
        self.inside().trouble = trouble;
    }

    /// How many went where they were sent.
    pub(crate) fn went(&self) -> u32 {
        self.inside().went
    }

    /// What reached telephones by now.
    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.inside().arrived.clone()
    }

    /// The first message to a telephone that says this; until it is there it is waited for.
    pub(crate) async fn saying(&self, phone: &str, words: &str) -> Arrived {
        loop {
            let rings = self.rang.notified();
            let mut arrived = self.arrived().into_iter();
            if let Some(sms) = arrived.find(|sms| sms.to == phone && sms.text.contains(words)) {
                return sms;
            }
            rings.await;
        }
    }

    /// How many messages reached a telephone.
    pub(crate) fn to(&self, phone: &str) -> usize {
        self.arrived().iter().filter(|sms| sms.to == phone).count()
    }

    /// How often each message reached a telephone.
    pub(crate) fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for arrived in self.arrived() {
            *counts.entry(arrived.id).or_default() += 1;
        }
        counts
    }

    /// Calls back about everything that arrived: some twice, in an order of its own, first news of being on the way.
    pub(crate) async fn call_back(&self, office: &Office, status: &str) {
        for one in self.news(status) {
            assert_eq!(self.says(office, "status", &one).await, StatusCode::NO_CONTENT);
        }
    }

    /// Says something to an office as a gateway does, signed with the time.
    pub(crate) async fn says(&self, office: &Office, about: &str, said: &Value) -> StatusCode {
        self.repeats(office, about, said, office.now()).await
    }

    /// Says it with the signature of another moment: caught by somebody and repeated.
    pub(crate) async fn repeats(&self, office: &Office, about: &str, said: &Value, at: Time) -> StatusCode {
        let (body, time) = (said.to_string(), at.0.to_string());
        let request = Request::post(format!("/m/alytus/sms/x/{about}"))
            .header("content-type", "application/json")
            .header("x-time", &time)
            .header("x-signature", signed(BACK, format!("{time}.{body}").as_bytes()));
        let served = Served::new(Presence::of(&office.data).unwrap(), [Arc::clone(&office.municipality)]);
        public_router(served).oneshot(request.body(Body::from(body)).unwrap()).await.unwrap().status()
    }

    fn news(&self, status: &str) -> Vec<Value> {
        let mut said = Vec::new();
        let mut inside = self.inside();
        for (carrier, ours) in std::mem::take(&mut inside.news) {
            let about = |status: &str| json!({ "id": carrier, "reference": ours, "status": status });
            said.extend([about("buffered"), about(status)]);
            if inside.draw(2) == 0 {
                said.push(about(status));
            }
        }
        for at in (1..said.len()).rev() {
            let other = usize::try_from(inside.draw(at as u64 + 1)).unwrap();
            said.swap(at, other);
        }
        said
    }
}

fn signed(key: &str, said: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes());
    hmac::sign(&key, said).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Tells who waits for messages that one arrived.
#[derive(Clone)]
struct Rang(Arc<Notify>);

async fn send(
    State(inside): State<Arc<Mutex<Inside>>>,
    Extension(cut): Extension<Arc<Notify>>,
    Extension(Rang(rang)): Extension<Rang>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    assert_eq!(headers["x-signature"], signed(SECRET, &body).as_str());
    let said: Value = serde_json::from_slice(&body).unwrap();
    let text = |name: &str| said[name].as_str().unwrap().to_owned();
    let (carrier, lost) = {
        let mut inside = inside.lock().unwrap();
        match inside.trouble {
            Trouble::Busy => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
            Trouble::Refuses => return StatusCode::BAD_REQUEST.into_response(),
            Trouble::Elsewhere => return Redirect::temporary("/elsewhere").into_response(),
            _ => {}
        }
        let (id, number) = (text("id"), inside.known.len());
        let known = inside.known.get(&id).cloned().filter(|_| inside.honours_ids);
        let carrier = known.unwrap_or_else(|| {
            let carrier = format!("gw-{number}-{}", inside.arrived.len());
            inside.arrived.push(Arrived { id: id.clone(), to: text("to"), text: text("text") });
            inside.known.insert(id.clone(), carrier.clone());
            inside.news.push((carrier.clone(), id));
            carrier
        });
        let lost = match inside.trouble {
            Trouble::LosesAnswers => true,
            Trouble::LosesSome(n) => inside.draw(n) == 0,
            _ => false,
        };
        (carrier, lost)
    };
    rang.notify_waiters();
    if lost {
        cut.notify_one();
        std::future::pending::<()>().await;
    }
    Json(json!({ "id": carrier })).into_response()
}

async fn elsewhere(State(inside): State<Arc<Mutex<Inside>>>) -> StatusCode {
    inside.lock().unwrap().went += 1;
    StatusCode::OK
}
