//! The audit as a whole: whether its chain holds, how far it went as the municipality signed it, who saw a client, and who
//! was on a tablet. It reads what the log keeps and adds checkpoints; records are added where things are done.

mod checkpoint;
mod walk;

pub use checkpoint::KeptCheckpoint;
pub(crate) use checkpoint::When;
pub use walk::{Fault, Verified};
