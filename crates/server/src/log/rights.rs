//! What the log keeps for the rights of clients: erasures asked for and done, restrictions, and notices of what is to go for
//! its age. It knows ids and codes; an official's words stand here until the erasure they speak of is done.

use super::rows::Link;
use crate::error::Error;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

/// A client who is to be erased, or was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The registration.
    pub stream: StreamId,
    /// The one that goes on, where the person has several.
    pub person: StreamId,
    /// On what ground of the law, by its code.
    pub ground: String,
    /// In words; empty once it is done.
    pub words: Text,
    /// Who asked.
    pub asked_by: ActorId,
    /// When.
    pub asked: Time,
    /// The second person, once there is one.
    pub agreed_by: Option<ActorId>,
    /// When everything at the server was erased.
    pub done: Option<Time>,
    /// How far the log went then.
    pub position: Option<u64>,
}

/// A client whose data are withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// The registration.
    pub stream: StreamId,
    /// The one that goes on, where the person has several.
    pub person: StreamId,
    /// On what ground of the law, by its code.
    pub ground: String,
    /// In words.
    pub words: Text,
    /// Who withheld them.
    pub actor: ActorId,
    /// Since when.
    pub since: Time,
    /// Whose case it was: they have it again when it is lifted.
    pub held_by: Vec<ActorId>,
}

/// A client who is to go for age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionNotice {
    /// The client.
    pub stream: StreamId,
    /// The class of records, as the rules name it.
    pub class: String,
    /// When it was told.
    pub announced: Time,
    /// Not before this.
    pub due: Time,
}

/// What can be asked. Part of [`super::Read`].
pub trait ReadRights {
    /// Erasures, asked for and done, the newest first.
    fn erasures(&self) -> Result<Vec<Erasure>, Error>;
    /// The erasure of a registration.
    fn erasure(&self, stream: StreamId) -> Result<Option<Erasure>, Error>;
    /// Whose data are withheld.
    fn restrictions(&self) -> Result<Vec<Restriction>, Error>;
    /// Who is to go for age, the first due first.
    fn retention_notices(&self) -> Result<Vec<RetentionNotice>, Error>;
    /// How many rows of each table that an erasure empties still name a stream.
    fn remains_of(&self, stream: StreamId) -> Result<Vec<(&'static str, u64)>, Error>;
}

/// What can be changed. Part of [`super::Write`].
pub trait WriteRights {
    /// Writes an erasure, or how far it came.
    fn put_erasure(&mut self, erasure: &Erasure) -> Result<(), Error>;
    /// Takes back one that was only asked for.
    fn drop_erasure(&mut self, stream: StreamId) -> Result<(), Error>;
    /// Withholds a client's data.
    fn put_restriction(&mut self, restriction: &Restriction) -> Result<(), Error>;
    /// Withholds them no more.
    fn drop_restriction(&mut self, stream: StreamId) -> Result<(), Error>;
    /// Writes a notice.
    fn put_retention_notice(&mut self, notice: &RetentionNotice) -> Result<(), Error>;
    /// Takes a notice back.
    fn drop_retention_notice(&mut self, stream: StreamId) -> Result<(), Error>;
    /// Deletes what was made from a stream and names it; the events, sealed, stay where the chain needs them. `aside` are
    /// the links of its events that have no place: what a person wrote of them goes.
    fn forget_stream(&mut self, stream: StreamId, aside: &[Link]) -> Result<(), Error>;
    /// Takes back messages of a stream that nobody has sent yet.
    fn drop_waiting_jobs(&mut self, stream: StreamId) -> Result<(), Error>;
}
