//! One statement of the log with what is put into it and the rows it gives, whichever database answers. Statements keep to
//! the SQL that SQLite and PostgreSQL share, and write `?1` for the first value; what only one of the two knows stands in
//! its own back end.

use crate::error::Error;
use uuid::Uuid;
use vizitas_domain::id::{ActorId, EventId, InstallationId, MessageId, StreamId, VisitId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;
use vizitas_sync::sign::{Signature, VerifyingKey};

/// What a column holds. A truth is 1 or 0.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    Nothing,
    Number(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
    /// Words about people, as they are put in: a database whose files are not encrypted keeps them sealed. They are in no
    /// order there, and no two that are equal look so.
    Words(&'a str),
    /// Words that are found by being equal: sealed so that equal ones look so.
    Found(&'a str),
    /// Bytes that are sealed as words are.
    Private(&'a [u8]),
}

/// A database within one of its transactions.
pub(super) trait Db {
    /// Hands over each row of the answer. It is done with one before it asks for the next.
    fn rows(
        &self,
        sql: &str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error>;
    /// Changes rows; how many.
    fn run(&self, sql: &str, values: &[Value<'_>]) -> Result<usize, Error>;
    /// Statements without values that give no rows.
    fn tell(&self, statements: &str) -> Result<(), Error>;
}

/// A row as its database holds it.
pub(super) trait Columns {
    /// What stands in a column, counted from 0.
    fn value(&self, column: usize) -> Result<Value<'_>, Error>;
    /// What was put into one as words about people, or as [`Value::Private`].
    fn private(&self, column: usize) -> Result<Vec<u8>, Error>;
}

/// A row of an answer.
pub(super) struct Row<'a>(pub(super) &'a dyn Columns);

const MALFORMED: Error = Error::Malformed("row of the log");

impl Row<'_> {
    /// What stands in a column, as what it is.
    pub(super) fn get<T: FromValue>(&self, column: usize) -> Result<T, Error> {
        T::from_value(self.0.value(column)?).ok_or(MALFORMED)
    }

    /// The words about people in a column.
    pub(super) fn words(&self, column: usize) -> Result<Text, Error> {
        String::from_utf8(self.0.private(column)?).map(Text::from).map_err(|_| MALFORMED)
    }

    /// The private bytes in a column.
    pub(super) fn private(&self, column: usize) -> Result<Vec<u8>, Error> {
        self.0.private(column)
    }

    /// The name that stands in a column, which is not copied.
    pub(super) fn text(&self, column: usize) -> Result<&str, Error> {
        match self.0.value(column)? {
            Value::Text(text) => Ok(text),
            _ => Err(MALFORMED),
        }
    }

    /// The bytes of a column, which are not copied.
    pub(super) fn bytes(&self, column: usize) -> Result<&[u8], Error> {
        match self.0.value(column)? {
            Value::Bytes(bytes) => Ok(bytes),
            _ => Err(MALFORMED),
        }
    }
}

/// What can be read from a column.
pub(super) trait FromValue: Sized {
    /// None when the column holds something else.
    fn from_value(value: Value<'_>) -> Option<Self>;
}

/// What can be put into a statement.
pub(super) trait Param {
    /// None when it is more than a column holds.
    fn value(&self) -> Option<Value<'_>>;
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Nothing => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

impl<T: Param> Param for Option<T> {
    fn value(&self) -> Option<Value<'_>> {
        self.as_ref().map_or(Some(Value::Nothing), Param::value)
    }
}

impl<T: Param + ?Sized> Param for &T {
    fn value(&self) -> Option<Value<'_>> {
        (**self).value()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => { $(
        impl FromValue for $number {
            fn from_value(value: Value<'_>) -> Option<Self> {
                match value {
                    Value::Number(number) => Self::try_from(number).ok(),
                    _ => None,
                }
            }
        }
        impl Param for $number {
            fn value(&self) -> Option<Value<'_>> {
                i64::try_from(*self).ok().map(Value::Number)
            }
        }
    )* };
}
numbers!(i64, u64, u32, u16, u8);

impl FromValue for bool {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Number(number @ (0 | 1)) => Some(number == 1),
            _ => None,
        }
    }
}

impl Param for bool {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Number((*self).into()))
    }
}

impl Param for str {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Text(self))
    }
}

impl FromValue for String {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }
}

impl Param for String {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Text(self))
    }
}

impl Param for Text {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Words(self))
    }
}

/// Words about people that are no [`Text`] where they come from.
pub(super) struct Words<'a>(pub(super) &'a str);

impl Param for Words<'_> {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Words(self.0))
    }
}

impl Param for [u8] {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Bytes(self))
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => Some(bytes.to_vec()),
            _ => None,
        }
    }
}

impl Param for Vec<u8> {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Bytes(self))
    }
}

impl<const N: usize> FromValue for [u8; N] {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => bytes.try_into().ok(),
            _ => None,
        }
    }
}

impl<const N: usize> Param for [u8; N] {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Bytes(self))
    }
}

impl FromValue for Uuid {
    fn from_value(value: Value<'_>) -> Option<Self> {
        FromValue::from_value(value).map(Self::from_bytes)
    }
}

impl Param for Uuid {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Bytes(self.as_bytes()))
    }
}

/// What is stored as the one thing that it is made of.
macro_rules! wrapped {
    ($($of:ident),*) => { $(
        impl FromValue for $of {
            fn from_value(value: Value<'_>) -> Option<Self> {
                FromValue::from_value(value).map($of)
            }
        }
        impl Param for $of {
            fn value(&self) -> Option<Value<'_>> {
                self.0.value()
            }
        }
    )* };
}
wrapped!(ActorId, EventId, InstallationId, MessageId, StreamId, VisitId, Time, Hash, Signature, VerifyingKey);

/// Words about people that are looked for, or stand once.
pub(super) struct Found<'a>(pub(super) &'a str);

impl Param for Found<'_> {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Found(self.0))
    }
}

/// Bytes that no more stand in the open than words do.
pub(super) struct Private<'a>(pub(super) &'a [u8]);

impl Param for Private<'_> {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Private(self.0))
    }
}

/// The values of one statement, in their order.
pub(super) trait Params {
    /// # Errors
    /// [`Error::Malformed`] when one is more than a column holds.
    fn values(&self) -> Result<Vec<Value<'_>>, Error>;
}

const TOO_MUCH: Error = Error::Malformed("number for the log");

impl Params for () {
    fn values(&self) -> Result<Vec<Value<'_>>, Error> {
        Ok(Vec::new())
    }
}

impl<T: Param, const N: usize> Params for [T; N] {
    fn values(&self) -> Result<Vec<Value<'_>>, Error> {
        self.iter().map(|param| param.value().ok_or(TOO_MUCH)).collect()
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        tuples!(@ $($name)+);
        tuples!(> $($name)+);
    };
    (> $first:ident $second:ident $($rest:ident)+) => { tuples!($second $($rest)+); };
    (> $($rest:ident)*) => {};
    (@ $($name:ident)+) => {
        impl<$($name: Param),+> Params for ($($name,)+) {
            #[expect(non_snake_case, reason = "a place is named as its type is")]
            fn values(&self) -> Result<Vec<Value<'_>>, Error> {
                let ($($name,)+) = self;
                Ok(vec![$($name.value().ok_or(TOO_MUCH)?),+])
            }
        }
    };
}
tuples!(A B C D E F G H I J K L M);
