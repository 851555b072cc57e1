//! The line between a tablet and the real server, in the test's hand: down, losing answers now and then, cut at a chosen
//! message; and what went over it, to be sent again.

use std::ops::ControlFlow;
use std::sync::{Mutex, MutexGuard};
use vizitas_device::https::Https;
use vizitas_device::transport::{Failure, Listen, Request, Route, Transport};
use vizitas_sync::wire::Proof;

/// The number of "not approved", as docs/WIRE.md has it.
const NOT_APPROVED: u16 = 9;

/// What a cut takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// The request never arrives.
    Request,
    /// The request is worked on, its answer never arrives.
    Answer,
}

#[derive(Clone, Copy, Debug)]
enum Weather {
    Fair,
    Down,
    /// About one of so many answers is lost.
    Scattered(u32),
    /// The message so many from now is cut, once.
    Cut(u32, Lost),
}

struct State {
    /// The app at this end knows no code of a later server.
    old: bool,
    weather: Weather,
    count: u32,
    sent: Vec<Request>,
}

pub(crate) struct Line {
    https: Https,
    state: Mutex<State>,
}

impl Line {
    pub(crate) fn new(https: Https) -> Self {
        Self {
            https,
            state: Mutex::new(State { old: false, weather: Weather::Fair, count: 0, sent: Vec::new() }),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// From now on "not approved" reaches the app as a code that it does not know, as it does one of 0.1.0.
    pub(crate) fn hears_as_before(&self) {
        self.state().old = true;
    }

    /// No connection.
    pub(crate) fn cut(&self) {
        self.state().weather = Weather::Down;
    }

    /// The connection is back.
    pub(crate) fn mend(&self) {
        self.state().weather = Weather::Fair;
    }

    /// About one of `n` requests reaches the server and its answer is lost, now here, now there.
    pub(crate) fn lose_every(&self, n: u32) {
        self.state().weather = Weather::Scattered(n);
    }

    /// The `n`th message from now, counted from 0, is cut.
    pub(crate) fn cut_at(&self, n: u32, lost: Lost) {
        self.state().weather = Weather::Cut(n, lost);
    }

    /// Whether the cut is still to come.
    pub(crate) fn to_be_cut(&self) -> bool {
        matches!(self.state().weather, Weather::Cut(..))
    }

    /// Which messages went out since this was asked last.
    pub(crate) fn routes(&self) -> Vec<Route> {
        std::mem::take(&mut self.state().sent).into_iter().map(|request| request.route).collect()
    }

    /// The requests of one route that went out since somebody asked for routes, as they were.
    pub(crate) fn sent(&self, route: Route) -> Vec<Request> {
        self.state().sent.iter().filter(|request| request.route == route).cloned().collect()
    }

    /// Sends a request as it was, whatever the weather.
    pub(crate) async fn again(&self, request: &Request) -> Result<Vec<u8>, Failure> {
        self.https.send(request.clone()).await
    }

    fn heard(&self, failure: Failure) -> Failure {
        match failure {
            Failure::Problem { code, retry_after_s } if self.state().old && code == NOT_APPROVED => {
                Failure::Problem { code: u16::MAX, retry_after_s }
            }
            failure => failure,
        }
    }

    /// What becomes of the next message.
    fn next(&self, request: &Request) -> Option<Lost> {
        let mut state = self.state();
        state.sent.push(request.clone());
        state.count = state.count.wrapping_add(1);
        let (weather, lost) = match state.weather {
            Weather::Fair => (Weather::Fair, None),
            Weather::Down => (Weather::Down, Some(Lost::Request)),
            Weather::Scattered(n) => {
                let scattered = state.count.wrapping_mul(0x9e37_79b1) >> 16;
                (state.weather, scattered.is_multiple_of(n).then_some(Lost::Answer))
            }
            Weather::Cut(0, lost) => (Weather::Fair, Some(lost)),
            Weather::Cut(n, lost) => (Weather::Cut(n - 1, lost), None),
        };
        state.weather = weather;
        lost
    }
}

impl Transport for Line {
    async fn send(&self, request: Request) -> Result<Vec<u8>, Failure> {
        match self.next(&request) {
            None => self.https.send(request).await.map_err(|failure| self.heard(failure)),
            Some(Lost::Request) => Err(Failure::Unreachable),
            Some(Lost::Answer) => {
                drop(self.https.send(request).await);
                Err(Failure::Unreachable)
            }
        }
    }
}

impl Listen for Line {
    async fn listen(
        &self,
        proof: Proof,
        heard: &mut (dyn FnMut(&[u8]) -> ControlFlow<()> + Send),
    ) -> Failure {
        self.https.listen(proof, heard).await
    }
}
