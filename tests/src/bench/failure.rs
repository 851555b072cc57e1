//! Why the benchmark could not go on. It names no person and no path.

/// What went wrong; the figures are then not written anywhere.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// The server could not do as asked.
    #[error("server: {0}")]
    Server(#[from] vizitas_server::Error),
    /// The tablet could not do as asked.
    #[error("tablet: {0}")]
    Device(#[from] vizitas_device::error::DeviceError),
    /// The outbox could not be written.
    #[error("outbox: {0}")]
    Outbox(#[from] vizitas_device::outbox::OutboxError),
    /// The replica could not be used.
    #[error("replica: {0}")]
    Replica(#[from] vizitas_replica::Error),
    /// Bytes could not be made or read.
    #[error("bytes: {0}")]
    Sync(#[from] vizitas_sync::Error),
    /// The bare database of the floors failed.
    #[error("floor: {0}")]
    Bare(#[from] rusqlite::Error),
    /// A file could not be used.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// What came out is not what the figure is about.
    #[error("{0}")]
    Wrong(&'static str),
}
