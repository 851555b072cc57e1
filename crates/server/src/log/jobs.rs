//! What the log keeps beside the events for messages: jobs, sequences of invitations, news that came early, messages from
//! outside; and the settings. It knows ids and states, never what a message says.

use crate::error::Error;
use vizitas_domain::client::Channel;
use vizitas_domain::id::{ActorId, EventId, MessageId, StreamId, VisitId};
use vizitas_domain::time::Time;
use vizitas_domain::told::{Delivery, Purpose};
use vizitas_sync::hash::Hash;

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobState {
    /// Nobody has it yet.
    Waiting,
    /// Handed to a carrier, who has not answered yet. Written before the carrier is called.
    Sending,
    /// It came so far.
    Told(Delivery),
}

impl JobState {
    const NAMES: [(Self, &str); 7] = [
        (Self::Waiting, "waiting"),
        (Self::Sending, "sending"),
        (Self::Told(Delivery::Sent), "sent"),
        (Self::Told(Delivery::Delivered), "delivered"),
        (Self::Told(Delivery::Failed), "failed"),
        (Self::Told(Delivery::Unknown), "unknown"),
        (Self::Told(Delivery::Withdrawn), "withdrawn"),
    ];

    pub(crate) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(state, _)| *state == self).map_or("unknown", |(_, name)| name)
    }

    pub(crate) fn from_name(name: &str) -> Result<Self, Error> {
        let found = Self::NAMES.iter().find(|(_, known)| *known == name);
        found.map(|(state, _)| *state).ok_or(Error::Malformed("state of a message"))
    }
}

/// A message to a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// Which.
    pub id: MessageId,
    /// The client.
    pub stream: StreamId,
    /// The visit it is about.
    pub visit: VisitId,
    /// The event that calls for it.
    pub cause: EventId,
    /// The plan or the offer it speaks of.
    pub plan: Option<EventId>,
    /// What for.
    pub purpose: Purpose,
    /// How it goes.
    pub channel: Channel,
    /// Not before this moment,
    pub not_before: Time,
    /// and not after this one.
    pub not_after: Time,
}

/// A message with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRow {
    /// The message.
    pub job: Job,
    /// Where it stands.
    pub state: JobState,
    /// When it is looked at next.
    pub due: Time,
    /// How often it was handed to a carrier.
    pub attempts: u32,
    /// When it was last.
    pub tried: Option<Time>,
    /// The carrier's own id of it.
    pub carrier: Option<String>,
}

/// What a carrier said of a message before it told the message's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyNews {
    /// The carrier's id.
    pub carrier: String,
    /// How far it came.
    pub delivery: Delivery,
    /// Why not, as a code.
    pub why: String,
    /// When this was heard.
    pub at: Time,
}

/// A message from outside.
#[derive(Clone, PartialEq, Eq)]
pub struct Inbound {
    /// The carrier's id of it.
    pub id: String,
    /// When it came.
    pub at: Time,
    /// Who sent it, when no client was found; else empty.
    pub sender: String,
    /// What it says, when no client was found; else empty.
    pub words: String,
}

impl std::fmt::Debug for Inbound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Inbound({:?}, {} chars)", self.at, self.words.chars().count())
    }
}

/// A message that no client was found for, and that a person has dealt with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrayDone {
    /// The message.
    pub stray: Inbound,
    /// When it was dealt with.
    pub at: Time,
    /// By whom.
    pub actor: ActorId,
}

/// What can be asked. Part of [`super::Read`].
pub trait ReadJobs {
    /// A setting's JSON.
    fn setting(&self, name: &str) -> Result<Option<String>, Error>;
    /// A message.
    fn job(&self, id: MessageId) -> Result<Option<JobRow>, Error>;
    /// The message that a carrier knows by this id.
    fn job_of_carrier(&self, carrier: &str) -> Result<Option<JobRow>, Error>;
    /// A channel's messages in a state that are due by `now`, the longest due first, at most `limit`.
    fn jobs_due(
        &self,
        state: JobState,
        channel: Channel,
        now: Time,
        limit: u32,
    ) -> Result<Vec<JobRow>, Error>;
    /// How many messages wait that were due by `due`, whatever their channel.
    fn jobs_waiting(&self, due: Time) -> Result<u32, Error>;
    /// When a channel's next waiting message is due.
    fn next_due(&self, channel: Channel) -> Result<Option<Time>, Error>;
    /// All messages about a visit.
    fn jobs_of(&self, visit: VisitId) -> Result<Vec<JobRow>, Error>;
    /// How many messages were handed to a channel's carrier after a moment and up to another.
    fn handed_between(&self, channel: Channel, after: Time, upto: Time) -> Result<u32, Error>;
    /// The sequence of the invitation sent last for a visit.
    fn mail_sequence(&self, visit: VisitId) -> Result<Option<u32>, Error>;
    /// What a carrier said early.
    fn early_news(&self, carrier: &str) -> Result<Option<EarlyNews>, Error>;
    /// Whether a message from outside was taken in before.
    fn is_known_inbound(&self, id: &str) -> Result<bool, Error>;
    /// Messages from outside that no client was found for and nobody has dealt with, oldest first.
    fn strays(&self) -> Result<Vec<Inbound>, Error>;
    /// Those that were dealt with and are not forgotten yet, the oldest first.
    fn strays_done(&self) -> Result<Vec<StrayDone>, Error>;
}

/// What can be changed. Part of [`super::Write`].
pub trait WriteJobs {
    /// Writes a setting.
    fn put_setting(&mut self, name: &str, value: &str) -> Result<(), Error>;
    /// Adds a message, due at `not_before`; false when it is there already, in whatever state.
    fn add_job(&mut self, job: &Job) -> Result<bool, Error>;
    /// Writes what became of a message, and the way it goes.
    fn put_job(&mut self, row: &JobRow) -> Result<(), Error>;
    /// Writes the sequence of an invitation that is about to be sent.
    fn put_mail_sequence(&mut self, visit: VisitId, sequence: u32, job: MessageId) -> Result<(), Error>;
    /// Keeps what a carrier said early.
    fn put_early_news(&mut self, news: &EarlyNews) -> Result<(), Error>;
    /// Forgets what carriers said before a moment, and what they said of this message.
    fn drop_early_news(&mut self, carrier: &str, before: Time) -> Result<(), Error>;
    /// Writes down that a carrier's call was taken in, which could come again until a moment; false when it was before.
    /// Those that could come until before `forget` are forgotten.
    fn hear(&mut self, call: &Hash, until: Time, forget: Time) -> Result<bool, Error>;
    /// Writes a message from outside, or that it was dealt with.
    fn put_inbound(&mut self, inbound: &Inbound) -> Result<(), Error>;
    /// Writes down who dealt with a message that no client was found for, and when; or that nobody did.
    fn put_stray_done(&mut self, id: &str, done: Option<(Time, ActorId)>) -> Result<(), Error>;
}
