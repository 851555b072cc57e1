//! What clients are told: which messages the log calls for, when and how each goes, and what became of it. It owns the jobs,
//! both carriers and their call-backs. It must never tell of a plan that does not stand, of an unannounced visit, or send
//! again what may have gone.

pub(crate) mod callbacks;
mod carrier;
mod compose;
mod derive;
mod gateway;
mod history;
mod hours;
mod inbound;
mod letter;
mod mailbox;
mod mbox;
mod news;
mod outcome;
mod preview;
mod proof;
mod run;
mod send;
mod settings;
mod smtp;
mod templates;
mod wanted;
mod way;

pub use outcome::{Held, Standing};
pub use preview::{Preview, SmsPreview};
pub(crate) use settings::is_here;
pub use settings::{EmailSettings, MessageSettings, SmsSettings};
pub use templates::{OwnWords, Template, TemplateSettings, Version, Which};
pub(crate) use wanted::{handed, named};
pub(crate) use way::Carriers;

/// The mark up to which messages were derived.
pub(crate) const DERIVED_TO: &str = "jobs_derived_to";
/// The newest epoch in which a person has let messages go out.
const RELEASED: &str = "messages_released";
