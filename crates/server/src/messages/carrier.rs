//! What a carrier of messages is asked, and what it may answer. Two carriers answer: a mail server and an SMS gateway. The
//! answer decides what happens next, so it says exactly what is known, and no more.

/// What became of handing a message over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Handed {
    /// The carrier has it.
    Sent {
        /// Its own id of it.
        carrier: Option<String>,
    },
    /// It surely has it not, and may take it later.
    NotYet(String),
    /// It surely has it not, and never will take it.
    Never(String),
    /// Nobody can say: the line broke after the message had left.
    Unknown(String),
}

/// An SMS, whole.
pub(crate) struct Sms {
    pub(crate) id: String,
    pub(crate) to: String,
    pub(crate) text: String,
}

/// A mail, whole.
pub(crate) struct Mail {
    pub(crate) id: String,
    pub(crate) to: String,
    pub(crate) message: lettre::Message,
}
