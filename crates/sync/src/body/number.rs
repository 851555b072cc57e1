//! The number of every value of every enumeration in a body. A number is never given twice; 0 is not written and
//! stands only where the domain has a value that means "nothing special".

use crate::Error;
use vizitas_domain::client::{Channel, Grade, Language, Tie};
use vizitas_domain::event::Role;
use vizitas_domain::register::{Direction, FeedbackKind, PromiseEnd, Reached};
use vizitas_domain::task::{TaskCause, TaskOutcome};
use vizitas_domain::told::{Delivery, Purpose};
use vizitas_domain::visit::{Answer, Cause, Priority, StopCause, VisitKind};
use vizitas_domain::worker::BlockKind;

/// An enumeration with numbers.
pub(super) trait Numbered: Sized {
    /// The value's number.
    fn number(self) -> u8;
    /// The value of a number; [`Error::UnknownKind`] when a newer app gave it.
    fn named(number: u64) -> Result<Self, Error>;
}

macro_rules! numbers {
    ($($name:ident { $($value:ident = $number:literal),* $(,)? })*) => {$(
        impl Numbered for $name {
            fn number(self) -> u8 {
                match self { $(Self::$value => $number),* }
            }

            fn named(number: u64) -> Result<Self, Error> {
                match number { $($number => Ok(Self::$value),)* _ => Err(Error::UnknownKind) }
            }
        }
    )*};
}

numbers! {
    Role { Worker = 0, Client = 1, System = 2, Import = 3, Coordinator = 4 }
    Channel { Unknown = 0, Phone = 1, Sms = 2, Email = 3, Letter = 4, Door = 5, Page = 6 }
    Language { Lt = 0, Ru = 1, Pl = 2, En = 3, Sign = 4 }
    Grade { Town = 1, Postcode = 2, Street = 3, House = 4 }
    Tie { Contact = 0, Household = 1 }
    VisitKind { Agreed = 0, Unannounced = 1 }
    Cause { Client = 1, Ill = 2, Overrun = 3, Traffic = 4, Emergency = 5, System = 6 }
    StopCause { Unsafe = 1, Asked = 2, RefusedEntry = 3, Other = 4 }
    Answer { Yes = 1, NotNow = 2, Cleared = 3 }
    PromiseEnd { Kept = 1, Released = 2 }
    Direction { In = 1, Out = 2 }
    Reached { Spoke = 1, NoAnswer = 2, LeftMessage = 3, WrongNumber = 4 }
    Priority { Normal = 0, Soon = 1, Urgent = 2 }
    BlockKind { Own = 0, Leave = 1, Ill = 2, Training = 3 }
    Purpose {
        Offer = 1, Proposal = 2, Agreed = 3, Reminder = 4, Question = 5, OnTheWay = 6, Late = 7, Moved = 8,
        Cancelled = 9, MustMove = 10, Rate = 11, Summary = 12,
    }
    Delivery { Sent = 1, Delivered = 2, Failed = 3, Unknown = 4, Withdrawn = 5 }
    TaskCause {
        MissedCall = 1, MessageFailed = 2, MessageUnknown = 3, Unanswered = 4, DoubleBooked = 5, AnswerDoubted = 6,
        NotForMe = 7, ReplyUnclear = 8, NotSeen = 9, NeedsWord = 10, Silent = 11, Other = 12,
    }
    TaskOutcome { Done = 1, NotNeeded = 2 }
    FeedbackKind { Complaint = 1, Wish = 2, Praise = 3 }
}
