//! Instead of an answer: why there is none.

use super::Message;
use crate::Error;
use crate::cbor::{Fields, FieldsMut};

/// Why a whole request was not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemCode {
    /// The request is malformed.
    Malformed,
    /// The server speaks another protocol: the app must be updated.
    Protocol,
    /// The server does not know this installation, or the proof does not fit.
    NotEnrolled,
    /// The installation was revoked.
    Revoked,
    /// Too much at once; try later.
    Busy,
    /// The request is too large.
    TooLarge,
    /// The code is wrong, used or expired.
    Code,
    /// The server failed; nothing was changed.
    Failed,
    /// Nobody of the office has approved this installation yet; ask again. An app that does not know this code tries again
    /// later, as it does with every code it does not know.
    NotApproved,
    /// A code of a newer server.
    Other(u16),
}

const CODES: [(ProblemCode, u16); 9] = [
    (ProblemCode::Malformed, 1),
    (ProblemCode::Protocol, 2),
    (ProblemCode::NotEnrolled, 3),
    (ProblemCode::Revoked, 4),
    (ProblemCode::Busy, 5),
    (ProblemCode::TooLarge, 6),
    (ProblemCode::Code, 7),
    (ProblemCode::Failed, 8),
    (ProblemCode::NotApproved, 9),
];

impl ProblemCode {
    /// Its number.
    #[must_use]
    pub fn number(self) -> u16 {
        match self {
            Self::Other(number) => number,
            known => CODES.iter().find(|(code, _)| *code == known).map_or(0, |(_, number)| *number),
        }
    }

    /// The code of a number.
    #[must_use]
    pub fn named(number: u16) -> Self {
        CODES.iter().find(|(_, n)| *n == number).map_or(Self::Other(number), |(code, _)| *code)
    }
}

/// A request that was not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Why.
    pub code: ProblemCode,
    /// Not to be tried again before so many seconds; 0 when nothing is said.
    pub retry_after_s: u32,
}

impl Message for Problem {
    fn write(&self, map: &mut FieldsMut) {
        map.uint(1, self.code.number()).uint(2, self.retry_after_s);
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        Ok(Self { code: ProblemCode::named(map.narrow(1)?), retry_after_s: map.narrow(2)? })
    }
}
