//! How a request reaches the server. It carries bytes and knows nothing of what they say.

use std::future::Future;
use std::ops::ControlFlow;
use vizitas_sync::wire::Proof;

/// Which request: the last part of its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Binds a tablet to a worker.
    Enrol,
    /// Hands over what was made here.
    Push,
    /// Gives back what the log lost by a restore.
    Offer,
    /// Delivers what is carried for a colleague.
    Carry,
    /// Tells who looked at whom.
    Looks,
    /// Leaves with the server what opens the tablet again.
    Wraps,
    /// Asks for the keys of a tablet that no PIN opens.
    Recover,
    /// Asks for what is new.
    Pull,
    /// Says that the tablet is there, and hears what concerns it as a whole.
    Contact,
    /// Compares what both hold.
    Digest,
    /// Asks for hashes of the log, after a restore.
    Heads,
}

impl Route {
    /// Its name in addresses and proofs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Enrol => "enrol",
            Self::Push => "push",
            Self::Offer => "offer",
            Self::Carry => "carry",
            Self::Looks => "looks",
            Self::Wraps => "wraps",
            Self::Recover => "recover",
            Self::Pull => "pull",
            Self::Contact => "contact",
            Self::Digest => "digest",
            Self::Heads => "heads",
        }
    }
}

/// A request as it travels.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which.
    pub route: Route,
    /// The message.
    pub body: Vec<u8>,
    /// Whose it is; none before enrolment.
    pub proof: Option<Proof>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Nobody answered, or the connection was cut.
    #[error("the server cannot be reached")]
    Unreachable,
    /// The server showed another certificate than the pinned one.
    #[error("the server is not the one that was pinned")]
    NotTrusted,
    /// The server answered with a problem: its code, and seconds to wait before the next try.
    #[error("the server answered with problem {code}")]
    Problem {
        /// The problem's number.
        code: u16,
        /// Not to be tried again before so many seconds.
        retry_after_s: u32,
    },
}

/// Carries a request to the server and brings the answer.
pub trait Transport: Send + Sync {
    /// The answer's message.
    fn send(&self, request: Request) -> impl Future<Output = Result<Vec<u8>, Failure>> + Send;
}

/// Listens to the server's wake-ups.
pub trait Listen: Send + Sync {
    /// Hands what the server says to `heard`, piece by piece, until that breaks off or the connection does; says why there
    /// is no more.
    fn listen(
        &self,
        proof: Proof,
        heard: &mut (dyn FnMut(&[u8]) -> ControlFlow<()> + Send),
    ) -> impl Future<Output = Failure> + Send;
}
