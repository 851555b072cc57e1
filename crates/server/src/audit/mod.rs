//! The audit as a whole: whether its chain holds, how far it went as the municipality signed it, who saw a client, and who
//! was on a tablet. It reads what the log keeps and adds checkpoints; records are added where things are done.

mod checkpoint;
mod once;
mod people;
mod seen;
mod tablet;
mod walk;
mod witness;

pub use checkpoint::KeptCheckpoint;
pub(crate) use checkpoint::Walked;
pub(crate) use checkpoint::When;
pub(crate) use once::once_id;
pub use seen::{HeldBy, Place, SeenBy, WhoSaw};
pub use tablet::{OnTablet, TabletHeld};
pub use walk::{Fault, Verified, shown};

use crate::error::Error;
use crate::log::Read;
use vizitas_domain::time::Time;

/// When an event of the server's own was made, by its position.
fn time_at(log: &dyn Read, position: u64) -> Result<Time, Error> {
    let placed = log.after(position.saturating_sub(1), 1)?;
    let found = placed.first().filter(|entry| entry.position == position);
    found.map(|entry| entry.event.header().hlc.time()).ok_or(Error::Malformed("position of a grant"))
}
