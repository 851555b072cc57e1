//! The log in a schema of a PostgreSQL: readers from a pool, one writer a node, and a lock that all nodes share and each
//! holds until its commit. What is asked of it stands in `statements`.
//!
//! Its work runs on a runtime of its own, so that calls may block as those of the embedded log do.

use super::statement::{Columns, Db, Row, Value};
use super::statements::{DbRead, DbWrite};
use super::words::WordsKey;
use super::writer::{Job, Outcome, Writer, answer};
use super::{Log, Read, Work};
use crate::database::RawKey;
use crate::error::Error;
use deadpool_postgres::{ClientWrapper, Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr as _;
use std::sync::Arc;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use tokio_postgres::config::Host;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Config, NoTls};
use vizitas_domain::text::Text;

mod migrations {
    refinery::embed_migrations!("../../migrations/log-postgres");
}

/// Readers at once, at most: who comes then waits for one.
const READERS: usize = 16;

/// Held to the end of a transaction that writes. Every node of a municipality's log asks for the same one.
const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtext('vizitas.log'), hashtext(current_schema()))";
/// One node at a time brings the schema to its form; the others find it done.
const UPGRADING: &str = "SELECT pg_advisory_lock(hashtext('vizitas.upgrade'), hashtext(current_schema()))";

/// A log in PostgreSQL.
pub struct PostgresLog {
    pool: Pool,
    key: Arc<WordsKey>,
    writer: Writer,
    heads: watch::Receiver<u64>,
    /// The last to go: the others speak through it.
    runtime: Arc<Speaker>,
}

impl PostgresLog {
    /// Opens the log in a schema of a database, makes the schema when it is not there, and brings it to this program's form.
    /// Words about people stand in it under `key`.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the address is none; when the database does not answer; when a newer program made the schema.
    pub fn open(address: &str, schema: &str, key: &RawKey) -> Result<Self, Error> {
        let runtime = Arc::new(Speaker::start()?);
        let config = configured(address, schema)?;
        runtime.wait(upgrade(&config, schema))?;
        let manager =
            Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let pool = Pool::builder(manager).max_size(READERS + 1).build().map_err(|_| Error::Closed)?;
        let key = Arc::new(WordsKey::of(key)?);
        let mut line =
            Line { runtime: Arc::clone(&runtime), pool: pool.clone(), key: Arc::clone(&key), client: None };
        let head = line.head()?;
        let (told, heads) = watch::channel(head);
        let writer = Writer::start(move |batch| {
            let mut waiting = Vec::with_capacity(batch.len());
            let committed = line.commit(batch, &mut waiting);
            answer(&committed, waiting, &told);
        })?;
        Ok(Self { pool, key, writer, heads, runtime })
    }
}

/// Where to connect to, and as whom. The schema is what every statement finds its tables in.
fn configured(address: &str, schema: &str) -> Result<Config, Error> {
    if !schema.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
        return Err(Error::Invalid(format!("{schema}: a schema's name is of small letters, digits and _")));
    }
    // What the parser says may quote the address, and with it a password.
    let mut config = Config::from_str(address).map_err(|_| {
        Error::Invalid("the database's address is none: postgres://user@host/name".to_owned())
    })?;
    let here = |host: &Host| match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        }
    };
    if !config.get_hosts().iter().all(here) || !config.get_hostaddrs().iter().all(IpAddr::is_loopback) {
        let why =
            "the way to a database elsewhere would not be sealed: only one on this machine is spoken to";
        return Err(Error::Invalid(why.to_owned()));
    }
    let options = format!("{} -c search_path={schema}", config.get_options().unwrap_or_default());
    config.options(options.trim()).application_name("vizitas");
    Ok(config)
}

/// Brings the schema to this program's form in one transaction.
async fn upgrade(config: &Config, schema: &str) -> Result<(), Error> {
    let (mut client, connection) = config.connect(NoTls).await?;
    let connection = tokio::spawn(connection);
    client.batch_execute(UPGRADING).await?;
    client.batch_execute(&format!("CREATE SCHEMA IF NOT EXISTS {schema}")).await?;
    let runner = migrations::migrations::runner();
    runner.set_grouped(true).set_abort_missing(true).set_abort_divergent(true).run_async(&mut client).await?;
    // The lock goes with the session.
    drop(client);
    let _ = connection.await;
    Ok(())
}

/// The runtime that connections live on.
struct Speaker(Option<Runtime>);

impl Speaker {
    fn start() -> Result<Self, Error> {
        let runtime =
            Builder::new_multi_thread().worker_threads(1).thread_name("log-postgres").enable_all().build()?;
        Ok(Self(Some(runtime)))
    }

    /// Waits for an answer of the database.
    fn wait<T, E: Into<Error>>(&self, answer: impl Future<Output = Result<T, E>>) -> Result<T, Error> {
        let runtime = self.0.as_ref().ok_or(Error::Closed)?;
        // This thread may belong to another runtime, which lets nobody wait by it.
        let _connections_live_here = runtime.enter();
        pollster::block_on(answer).map_err(Into::into)
    }
}

impl Drop for Speaker {
    /// The last one who holds it may be a task of another runtime, where nobody may wait.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// A connection with a transaction open on it.
struct Session<'a> {
    runtime: &'a Speaker,
    client: &'a ClientWrapper,
    key: &'a WordsKey,
}

impl Session<'_> {
    /// Statements that give no rows.
    fn tell(&self, statements: &str) -> Result<(), Error> {
        self.runtime.wait(self.client.batch_execute(statements))
    }

    fn sent<'a>(&self, values: &[Value<'a>]) -> Result<Vec<Sent<'a>>, Error> {
        let sent = |value: &Value<'a>| match value {
            Value::Words(words) => Ok(Sent::Sealed(self.key.seal(words)?)),
            value => Ok(Sent::AsItIs(*value)),
        };
        values.iter().map(sent).collect()
    }
}

impl Db for Session<'_> {
    fn rows(
        &self,
        sql: &str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let sent = self.sent(values)?;
        let rows = self.runtime.wait(async {
            let statement = self.client.prepare_cached(&sql.replace('?', "$")).await?;
            self.client.query(&statement, &params(&sent)).await
        })?;
        rows.iter().try_for_each(|row| each(&Row(&Got { row, key: self.key })))
    }

    fn run(&self, sql: &str, values: &[Value<'_>]) -> Result<usize, Error> {
        let sent = self.sent(values)?;
        let changed = self.runtime.wait(async {
            let statement = self.client.prepare_cached(&sql.replace('?', "$")).await?;
            self.client.execute(&statement, &params(&sent)).await
        })?;
        usize::try_from(changed).map_err(|_| Error::Malformed("number of rows"))
    }
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

impl ToSql for Sent<'_> {
    fn to_sql(&self, of: &Type, out: &mut BytesMut) -> Result<IsNull, Strange> {
        match self {
            Self::AsItIs(Value::Nothing) => Ok(IsNull::Yes),
            Self::AsItIs(Value::Number(number)) if *of == Type::INT4 => {
                i32::try_from(*number)?.to_sql(of, out)
            }
            Self::AsItIs(Value::Number(number)) => number.to_sql(of, out),
            Self::AsItIs(Value::Text(text) | Value::Words(text)) => text.to_sql(of, out),
            Self::AsItIs(Value::Bytes(bytes)) => bytes.to_sql(of, out),
            Self::Sealed(bytes) => bytes.to_sql(of, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// What the driver's conversions fail with.
type Strange = Box<dyn std::error::Error + Sync + Send>;

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

    fn words(&self, column: usize) -> Result<Text, Error> {
        self.key.open(self.row.try_get(column)?)
    }
}

/// A connection of the pool that is closed unless it is given back: one with a transaction still open would show the next
/// reader what this one saw.
struct Lent(Option<Object>);

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(client) = self.0.take() {
            drop(Object::take(client));
        }
    }
}

impl Log for PostgresLog {
    fn look(&self, look: &mut dyn FnMut(&dyn Read) -> Result<(), Error>) -> Result<(), Error> {
        let mut lent = Lent(Some(self.runtime.wait(async { self.pool.get().await.map_err(from_pool) })?));
        let client = lent.0.as_ref().ok_or(Error::Closed)?;
        let session = Session { runtime: &self.runtime, client, key: &self.key };
        session.tell("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
        let outcome = look(&DbRead(&session));
        session.tell("COMMIT")?;
        drop(lent.0.take());
        outcome
    }

    fn work(&self, work: Work) -> Result<(), Error> {
        self.writer.work(work)
    }

    fn settle(&self) -> Result<(), Error> {
        Ok(())
    }

    fn heads(&self) -> watch::Receiver<u64> {
        self.heads.clone()
    }
}

/// The writer's own connection, which is opened anew after the database went away.
struct Line {
    runtime: Arc<Speaker>,
    pool: Pool,
    key: Arc<WordsKey>,
    client: Option<Object>,
}

impl Line {
    fn connect(&mut self) -> Result<(), Error> {
        if self.client.as_ref().is_none_or(|client| client.is_closed()) {
            self.client = None;
            self.client = Some(self.runtime.wait(async { self.pool.get().await.map_err(from_pool) })?);
        }
        Ok(())
    }

    /// The newest position.
    fn head(&mut self) -> Result<u64, Error> {
        self.connect()?;
        let client = self.client.as_ref().ok_or(Error::Closed)?;
        Ok(DbRead(&Session { runtime: &self.runtime, client, key: &self.key }).head()?.position)
    }

    /// One commit for the whole batch, under the lock of all nodes. A connection on which something failed is not used again.
    fn commit(&mut self, batch: Vec<Job>, waiting: &mut Vec<Outcome>) -> Result<u64, Error> {
        let mut jobs = batch.into_iter();
        let result = self.connect().and_then(|()| {
            let client = self.client.as_ref().ok_or(Error::Closed)?;
            let session = Session { runtime: &self.runtime, client, key: &self.key };
            session.tell(&format!("BEGIN; {LOCK}"))?;
            let position = work(&session, jobs.by_ref(), waiting)?;
            session.tell("COMMIT")?;
            Ok(position)
        });
        if result.is_err()
            && let Some(client) = self.client.take()
        {
            drop(Object::take(client));
        }
        // Jobs that were not reached because the database failed are told so too.
        waiting.extend(jobs.map(|job| (job.done, Ok(()))));
        result
    }
}

/// Each job in a savepoint of its own, so that a failing one takes only itself back; the newest position after all of them.
fn work(
    session: &Session<'_>,
    jobs: impl Iterator<Item = Job>,
    waiting: &mut Vec<Outcome>,
) -> Result<u64, Error> {
    let mut head = DbRead(session).head()?;
    for job in jobs {
        session.tell("SAVEPOINT job")?;
        let mut log = DbWrite::new(session, head);
        let outcome = (job.work)(&mut log);
        let after = log.end();
        // A statement that failed unnoticed makes the database refuse this, too.
        let outcome = outcome.and_then(|()| session.tell("RELEASE SAVEPOINT job"));
        if outcome.is_ok() {
            head = after;
        } else {
            session.tell("ROLLBACK TO SAVEPOINT job; RELEASE SAVEPOINT job")?;
        }
        waiting.push((job.done, outcome));
    }
    Ok(head.position)
}

fn from_pool(error: deadpool_postgres::PoolError) -> Error {
    match error {
        deadpool_postgres::PoolError::Backend(error) => error.into(),
        error => Error::Database(error.to_string()),
    }
}

impl From<tokio_postgres::Error> for Error {
    /// What the database says in one line, without its detail: that quotes the row.
    fn from(error: tokio_postgres::Error) -> Self {
        match error.as_db_error() {
            Some(said) => Self::Database(format!("{} ({})", said.message(), said.code().code())),
            None => Self::Database(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kek::Kek;
    use crate::log::{conformance, gaps};
    use tempfile::TempDir;
    use vizitas_cluster::Cluster;

    /// A key for words, in a folder of its own.
    fn key() -> RawKey {
        let folder = TempDir::new().unwrap();
        let kek = Kek::create(&folder.path().join("kek")).unwrap();
        RawKey::beside(&folder.path().join("log.db"), &kek).unwrap()
    }

    #[test]
    fn passes_the_suite_of_every_log() {
        let (address, key) = (Cluster::shared().database().unwrap(), key());
        let made = std::cell::Cell::new(0);
        conformance::suite(|| {
            made.set(made.get() + 1);
            Arc::new(PostgresLog::open(&address, &format!("m{}", made.get()), &key).unwrap())
        });
    }

    #[test]
    fn only_a_database_on_this_machine_is_spoken_to_and_no_refusal_tells_its_password() {
        for elsewhere in [
            "postgres://u:slapta@db.example/n",
            "postgres://u:slapta@localhost,10.0.0.7/n",
            "postgres://u:slapta@[::2]/n",
        ] {
            let refused = configured(elsewhere, "alytus").unwrap_err().to_string();
            assert!(refused.contains("elsewhere") && !refused.contains("slapta"), "{refused}");
        }
        for none in ["slapta", "postgres://u:slapta@:x/n"] {
            assert!(!configured(none, "alytus").unwrap_err().to_string().contains("slapta"));
        }
        for here in [
            "postgres://u@localhost/n",
            "postgres://u@127.0.0.1:5433,[::1]/n",
            "postgres:///n?host=/run/postgresql",
        ] {
            assert!(configured(here, "alytus").is_ok(), "{here}");
        }
        assert!(configured("postgres://localhost/n", "a; DROP SCHEMA b").is_err());
    }

    #[test]
    fn no_reader_steps_over_a_position_whatever_the_order_of_commits() {
        gaps::nodes_are_sound(&Cluster::shared().database().unwrap(), &key());
        gaps::a_sequence_is_found_out(&Cluster::shared().database().unwrap());
    }

    #[test]
    fn a_log_of_a_newer_program_is_refused_and_left_alone() {
        let (address, key) = (Cluster::shared().database().unwrap(), key());
        drop(PostgresLog::open(&address, "alytus", &key).unwrap());
        let speaker = Speaker::start().unwrap();
        speaker
            .wait(async {
                let (client, connection) = configured(&address, "alytus").unwrap().connect(NoTls).await?;
                tokio::spawn(connection);
                let later = "INSERT INTO refinery_schema_history(version, name, applied_on, checksum)
                             VALUES (999, 'later', '2030-01-01T00:00:00Z', '1')";
                client.batch_execute(later).await
            })
            .unwrap();
        assert!(matches!(PostgresLog::open(&address, "alytus", &key), Err(Error::Upgrade(_))));
    }
}
