//! What goes to the database and comes back within a transaction: statements with their values, rows. Words about people are
//! sealed on the way out and opened on the way in; it begins and ends no transaction of its own.

use super::Speaker;
use crate::error::Error;
use crate::log::statement::{Columns, Db, Row, Value};
use crate::log::words::WordsKey;
use deadpool_postgres::ClientWrapper;
use std::fmt;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

/// A connection, and what opens the words that come by it.
pub(super) struct Conversation<'a> {
    pub(super) runtime: &'a Speaker,
    pub(super) client: &'a ClientWrapper,
    pub(super) key: &'a WordsKey,
}

impl Conversation<'_> {
    fn sent<'a>(&self, values: &[Value<'a>]) -> Result<Vec<Sent<'a>>, Error> {
        let sent = |value: &Value<'a>| {
            Ok(match value {
                Value::Words(words) => Sent::Sealed(self.key.seal(words.as_bytes())?),
                Value::Found(words) => Sent::Sealed(self.key.seal_alike(words.as_bytes())?),
                Value::Private(bytes) => Sent::Sealed(self.key.seal(bytes)?),
                value => Sent::AsItIs(*value),
            })
        };
        values.iter().map(sent).collect()
    }
}

impl Db for Conversation<'_> {
    fn rows(
        &self,
        sql: &str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let sent = self.sent(values)?;
        let rows = self.runtime.wait(async {
            let statement = self.client.prepare_cached(&numbered(sql)).await?;
            self.client.query(&statement, &params(&sent)).await
        })?;
        rows.iter().try_for_each(|row| each(&Row(&Got { row, key: self.key })))
    }

    fn run(&self, sql: &str, values: &[Value<'_>]) -> Result<usize, Error> {
        let sent = self.sent(values)?;
        let changed = self.runtime.wait(async {
            let statement = self.client.prepare_cached(&numbered(sql)).await?;
            self.client.execute(&statement, &params(&sent)).await
        })?;
        usize::try_from(changed).map_err(|_| Error::Malformed("number of rows"))
    }

    fn tell(&self, statements: &str) -> Result<(), Error> {
        self.runtime.wait(self.client.batch_execute(statements))
    }
}

/// A statement as PostgreSQL numbers its values. None has a question mark of its own.
fn numbered(sql: &str) -> String {
    sql.replace('?', "$")
}

fn params<'a>(sent: &'a [Sent<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    sent.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// A value on its way to the database.
enum Sent<'a> {
    AsItIs(Value<'a>),
    Sealed(Vec<u8>),
}

impl fmt::Debug for Sent<'_> {
    /// Never what it holds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sent")
    }
}

/// What the driver's conversions fail with.
type Strange = Box<dyn std::error::Error + Sync + Send>;

impl ToSql for Sent<'_> {
    fn to_sql(&self, of: &Type, out: &mut BytesMut) -> Result<IsNull, Strange> {
        match self {
            Self::AsItIs(Value::Nothing) => Ok(IsNull::Yes),
            Self::AsItIs(Value::Number(number)) => number.to_sql(of, out),
            Self::AsItIs(Value::Text(text)) => text.to_sql(of, out),
            Self::AsItIs(Value::Bytes(bytes)) => bytes.to_sql(of, out),
            Self::AsItIs(Value::Words(_) | Value::Found(_) | Value::Private(_)) => {
                Err("words that were not sealed".into())
            }
            Self::Sealed(bytes) => bytes.to_sql(of, out),
        }
    }

    fn accepts(of: &Type) -> bool {
        [Type::INT8, Type::BYTEA, Type::TEXT].contains(of)
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value<'a> {
    fn from_sql(of: &Type, raw: &'a [u8]) -> Result<Self, Strange> {
        Ok(match *of {
            Type::INT8 => Value::Number(i64::from_sql(of, raw)?),
            Type::INT4 => Value::Number(i32::from_sql(of, raw)?.into()),
            Type::BOOL => Value::Number(bool::from_sql(of, raw)?.into()),
            Type::BYTEA => Value::Bytes(raw),
            _ => Value::Text(<&str>::from_sql(of, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Strange> {
        Ok(Value::Nothing)
    }

    fn accepts(of: &Type) -> bool {
        [Type::INT8, Type::INT4, Type::BOOL, Type::BYTEA, Type::TEXT].contains(of)
    }
}

/// A row that came, with what opens its words.
struct Got<'a> {
    row: &'a tokio_postgres::Row,
    key: &'a WordsKey,
}

impl Columns for Got<'_> {
    fn value(&self, column: usize) -> Result<Value<'_>, Error> {
        Ok(self.row.try_get(column)?)
    }

    fn private(&self, column: usize) -> Result<Vec<u8>, Error> {
        self.key.open(self.row.try_get(column)?)
    }
}
