//! What the log keeps of workers' photos: the file as it was checked, and since when it stands.

use crate::error::Error;
use crate::photo::Kind;
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;

/// A worker's photo.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    /// Whose.
    pub worker: ActorId,
    /// In what form.
    pub kind: Kind,
    /// Since when.
    pub at: Time,
    /// The file.
    pub picture: Vec<u8>,
}

impl std::fmt::Debug for Photo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Photo({}, {:?}, {} B)", self.worker, self.kind, self.picture.len())
    }
}

/// What can be asked of photos.
pub trait ReadPhotos {
    /// A worker's photo.
    fn photo(&self, worker: ActorId) -> Result<Option<Photo>, Error>;
    /// Whose photos there are, and since when.
    fn photos(&self) -> Result<Vec<(ActorId, Time)>, Error>;
}

/// What can be changed of photos.
pub trait WritePhotos {
    /// Puts a photo in place of the one before.
    fn put_photo(&mut self, photo: &Photo) -> Result<(), Error>;
    /// Forgets a worker's photo; false when there was none.
    fn drop_photo(&mut self, worker: ActorId) -> Result<bool, Error>;
}
