//! What can go wrong on the tablet, as codes; the sentences live in locales/ alone.

use crate::outbox::OutboxError;
use crate::transport::Failure;
use crate::view::{ErrorCode, ErrorView};
use std::collections::BTreeMap;
use vizitas_sync::wire::ProblemCode;

/// Why a use case could not be done. Nothing that was saved is lost by any of these.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// This tablet is not enrolled, or is enrolled already.
    #[error("the step does not fit how far the app is open")]
    WrongStage,
    /// The keys are not in memory.
    #[error("the app is locked")]
    Locked,
    /// The PIN, or the tablet, is not the right one.
    #[error("the PIN does not open this profile")]
    PinWrong,
    /// Too many wrong PINs: the next one has to wait.
    #[error("the next try has to wait")]
    PinWait,
    /// There were so many wrong PINs that none opens this profile any more.
    #[error("no PIN opens this profile any more")]
    PinGone,
    /// The PIN is no six digits or easy to guess.
    #[error("the PIN is too easy to guess")]
    PinWeak,
    /// The passphrase is shorter than twelve characters or easy to guess.
    #[error("the passphrase is too easy to guess")]
    PhraseWeak,
    /// The supervisor's code does not open this profile.
    #[error("the supervisor's code is wrong")]
    UnlockCodeWrong,
    /// Too many wrong codes: the next one has to wait.
    #[error("the next code has to wait")]
    UnlockCodeWait,
    /// There is no code that opens this profile: none was made, it was used, or there were too many wrong ones.
    #[error("no supervisor's code opens this profile")]
    UnlockCodeGone,
    /// The code's day is over.
    #[error("the supervisor's code has expired")]
    UnlockCodeExpired,
    /// The code was given for another tablet.
    #[error("the supervisor's code is another tablet's")]
    UnlockCodeOther,
    /// The lease is over: nothing is shown before the next contact or a code.
    #[error("the lease is over")]
    LeaseOver,
    /// The tablet's key store cannot be reached.
    #[error("no key store can be reached")]
    KeyStoreMissing,
    /// A primitive refused: no randomness, a damaged file.
    #[error("a key could not be used")]
    Crypto,
    /// The enrolment code has a slip of the finger.
    #[error("the code's check does not fit")]
    CodeMistyped,
    /// The enrolment code is used or too old.
    #[error("the code is spent")]
    CodeSpent,
    /// The server does not answer.
    #[error("the server cannot be reached")]
    Unreachable,
    /// The server is another one than was pinned.
    #[error("the server's certificate is not the pinned one")]
    NotTrusted,
    /// The server answered with a code of its own.
    #[error("the server refused with {0}")]
    ServerRefused(u16),
    /// Nobody of the office has approved this tablet yet.
    #[error("the tablet is not approved")]
    NotApproved,
    /// A field of a request is missing or malformed.
    #[error("{0} is missing or malformed")]
    Invalid(&'static str),
    /// There is no such thing here.
    #[error("no such thing on this tablet")]
    NotFound,
    /// The stream is not this worker's.
    #[error("the stream is not granted to this worker")]
    NotYours,
    /// The act is not possible in the visit's state.
    #[error("the visit's state has moved on")]
    StateMoved,
    /// The time is taken.
    #[error("the time is taken")]
    TimeTaken,
    /// The worker works here no more then.
    #[error("the worker has left by then")]
    Leaving,
    /// A newer app wrote something here.
    #[error("a newer app wrote here: no plan may be changed")]
    UpdateNeeded,
    /// Nothing waits that could be handed over.
    #[error("nothing waits to be handed over")]
    CarryNothing,
    /// The file is for another municipality's server.
    #[error("the file is for another server")]
    CarryOther,
    /// The file was cut or damaged, or is none.
    #[error("the file does not read")]
    CarryDamaged,
    /// The file is larger than one can be.
    #[error("the file is too large")]
    CarryTooLarge,
    /// More waits than one file takes.
    #[error("more waits than one file takes")]
    CarryTooMuch,
    /// As many files wait here as may.
    #[error("no more files are taken")]
    CarryFull,
    /// It is not what the other tablet shows.
    #[error("the link's secret does not fit")]
    LinkWrong,
    /// Nobody answers where the other tablet was said to be.
    #[error("the other tablet cannot be reached")]
    LinkUnreachable,
    /// This tablet is in no network.
    #[error("this tablet is in no network")]
    LinkNoNetwork,
    /// A file of the profile does not read.
    #[error("a file of the profile is damaged")]
    ProfileDamaged,
    /// The outbox could not be read or written.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    /// The replica could not be read or written.
    #[error(transparent)]
    Replica(#[from] vizitas_replica::Error),
    /// Bytes or signatures do not fit.
    #[error(transparent)]
    Sync(#[from] vizitas_sync::Error),
    /// A file of the profile could not be read or written.
    #[error("a file of the profile could not be read or written")]
    Io(#[from] std::io::Error),
}

impl From<Failure> for DeviceError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Problem { code, .. } if ProblemCode::named(code) == ProblemCode::NotApproved => {
                Self::NotApproved
            }
            Failure::Problem { code, .. } => Self::ServerRefused(code),
            Failure::Unreachable => Self::Unreachable,
            Failure::NotTrusted => Self::NotTrusted,
        }
    }
}

impl DeviceError {
    /// The error as the window gets it: a code with arguments, no personal word.
    #[must_use]
    pub fn view(&self) -> ErrorView {
        let mut args = BTreeMap::new();
        if let Self::Invalid(field) = self {
            args.insert("field".to_owned(), (*field).to_owned());
        }
        ErrorView { code: self.code(), args }
    }

    fn code(&self) -> ErrorCode {
        match self {
            Self::Locked => ErrorCode::Locked,
            Self::PinWrong => ErrorCode::PinWrong,
            Self::PinWait => ErrorCode::PinWait,
            Self::PinGone => ErrorCode::PinGone,
            Self::PinWeak => ErrorCode::PinWeak,
            Self::PhraseWeak => ErrorCode::PhraseWeak,
            Self::UnlockCodeWrong => ErrorCode::UnlockCodeWrong,
            Self::UnlockCodeWait => ErrorCode::UnlockCodeWait,
            Self::UnlockCodeGone => ErrorCode::UnlockCodeGone,
            Self::UnlockCodeExpired => ErrorCode::UnlockCodeExpired,
            Self::UnlockCodeOther => ErrorCode::UnlockCodeOther,
            Self::LeaseOver => ErrorCode::LeaseOver,
            Self::KeyStoreMissing => ErrorCode::KeyStoreMissing,
            Self::CodeMistyped => ErrorCode::CodeMistyped,
            Self::CodeSpent => ErrorCode::CodeSpent,
            Self::Unreachable => ErrorCode::ServerUnreachable,
            Self::NotTrusted => ErrorCode::ServerNotTrusted,
            Self::NotApproved => ErrorCode::NotApproved,
            Self::Invalid(_) => ErrorCode::Invalid,
            Self::NotFound => ErrorCode::NotFound,
            Self::NotYours => ErrorCode::NotYours,
            Self::StateMoved => ErrorCode::StateMoved,
            Self::TimeTaken => ErrorCode::TimeTaken,
            Self::Leaving => ErrorCode::Leaving,
            Self::UpdateNeeded => ErrorCode::UpdateNeeded,
            Self::CarryNothing => ErrorCode::CarryNothing,
            Self::CarryOther => ErrorCode::CarryOther,
            Self::CarryDamaged => ErrorCode::CarryDamaged,
            Self::CarryTooLarge => ErrorCode::CarryTooLarge,
            Self::CarryTooMuch => ErrorCode::CarryTooMuch,
            Self::CarryFull => ErrorCode::CarryFull,
            Self::LinkWrong => ErrorCode::LinkWrong,
            Self::LinkUnreachable => ErrorCode::LinkUnreachable,
            Self::LinkNoNetwork => ErrorCode::LinkNoNetwork,
            Self::Io(error) | Self::Outbox(OutboxError::Io(error)) => storage(error),
            Self::Replica(error) if error.is_full() => ErrorCode::StorageFull,
            Self::Outbox(_) | Self::Replica(_) | Self::ProfileDamaged => ErrorCode::StorageFailed,
            Self::WrongStage | Self::Crypto | Self::ServerRefused(_) | Self::Sync(_) => ErrorCode::Unexpected,
        }
    }
}

fn storage(error: &std::io::Error) -> ErrorCode {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => ErrorCode::StorageFull,
        _ => ErrorCode::StorageFailed,
    }
}
