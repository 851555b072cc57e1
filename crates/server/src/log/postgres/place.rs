//! Where in a PostgreSQL a log is: which server, database and schema. It brings the schema to this program's form and makes
//! sure that it is the one that was meant; it asks nothing of the log.

use crate::error::Error;
use crate::log::words::WordsKey;
use std::net::IpAddr;
use std::str::FromStr as _;
use tokio_postgres::config::Host;
use tokio_postgres::{Client, Config, NoTls};

mod migrations {
    refinery::embed_migrations!("../../migrations/log-postgres");
}

/// What is sealed in a schema to tell whether its words open.
const SEALED: &str = "vizitas";

/// A schema of a database.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) config: Config,
    schema: String,
}

impl Place {
    /// Reads the address. What a commit is worth is not left to whoever set the database up.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the address is none, names several servers or one elsewhere, or the schema has no plain name.
    pub(super) fn of(address: &str, schema: &str) -> Result<Self, Error> {
        let invalid = |why: &str| Err(Error::Invalid(why.to_owned()));
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if schema.is_empty() || !schema.bytes().all(plain) {
            return invalid("a schema's name is of small letters, digits and _");
        }
        // What the parser says may quote the address, and with it a password.
        let Ok(mut config) = Config::from_str(address) else {
            return invalid("the database's address is none: postgres://user@host/name");
        };
        let here = |host: &Host| match host {
            Host::Unix(_) => true,
            Host::Tcp(name) => {
                name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
            }
        };
        let (hosts, addresses) = (config.get_hosts(), config.get_hostaddrs());
        if !hosts.iter().all(here) || !addresses.iter().all(IpAddr::is_loopback) {
            return invalid(
                "the way to a database elsewhere would not be sealed: only one on this machine is spoken to",
            );
        }
        if hosts.len() + addresses.len() != 1 || config.get_ports().len() > 1 {
            return invalid("a log is in one database: name one host, and one port");
        }
        let said = config.get_options().unwrap_or_default().to_owned();
        config.options(format!("{said} -c search_path={schema} -c synchronous_commit=on").trim());
        config.application_name("vizitas");
        Ok(Self { config, schema: schema.to_owned() })
    }

    /// What nodes hold while they write: two numbers that are this schema's.
    pub(super) fn lock(&self) -> String {
        self.numbers("log")
    }

    fn numbers(&self, what: &str) -> String {
        format!("hashtext('vizitas.{what}'), hashtext('{}')", self.schema)
    }

    /// Whether no log was begun there yet.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn is_vacant(&self) -> Result<bool, Error> {
        let client = self.connect().await?;
        let sql = "SELECT to_regclass($1) IS NULL";
        Ok(client.query_one(sql, &[&format!("{}.epochs", self.schema)]).await?.try_get(0)?)
    }

    /// Makes the schema when it is not there, and brings it to this program's form in one transaction; one node at a time,
    /// the others find it done.
    ///
    /// # Errors
    /// [`Error::Sealed`] when its words are under another key; [`Error::Invalid`] when the database would lose what it said
    /// is committed, or shows another schema; when a newer program made it.
    pub(super) async fn make_ready(&self, key: &WordsKey) -> Result<(), Error> {
        let mut client = self.connect().await?;
        client.batch_execute(&format!("SELECT pg_advisory_lock({})", self.numbers("upgrade"))).await?;
        let there = client.query_one("SELECT to_regnamespace($1) IS NOT NULL", &[&self.schema]).await?;
        if !there.try_get::<_, bool>(0)? {
            client.batch_execute(&format!("CREATE SCHEMA {}", self.schema)).await?;
        }
        self.check(&client).await?;
        let runner = migrations::migrations::runner();
        let runner = runner.set_grouped(true).set_abort_missing(true).set_abort_divergent(true);
        runner.run_async(&mut client).await?;
        is_under(&client, key).await
    }

    /// A pooler between may drop what was asked for at the start, and a server may be set to lose what it confirms.
    async fn check(&self, client: &Client) -> Result<(), Error> {
        let sql =
            "SELECT current_schema() IS NOT DISTINCT FROM $1, current_setting('synchronous_commit') = 'on',
                          current_setting('fsync') = 'on'";
        let row = client.query_one(sql, &[&self.schema]).await?;
        let why = match (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?) {
            (false, ..) => "the database shows another schema than was asked for: connect to it directly",
            (_, false, _) => "the database confirms what is not written yet: synchronous_commit must be on",
            (_, _, false) => "the database does not make safe what it writes: fsync must be on",
            _ => return Ok(()),
        };
        Err(Error::Invalid(why.to_owned()))
    }

    async fn connect(&self) -> Result<Client, Error> {
        let answered = self.config.connect(NoTls).await;
        let (client, connection) = answered.map_err(|error| match error.as_db_error() {
            Some(_) => error.into(),
            None => Error::Database(format!("{error}: is it running, and is its address right?")),
        })?;
        // It ends with the client.
        tokio::spawn(connection);
        Ok(client)
    }
}

/// Whether the words in the schema are under this key. The first that opens it says so for good.
async fn is_under(client: &Client, key: &WordsKey) -> Result<(), Error> {
    let other = Error::Sealed(
        "this schema of the database: it belongs to another data folder, or log.key is not its own",
    );
    let begin = "INSERT INTO sealed_under (one, word) SELECT 1, $1 WHERE NOT EXISTS (SELECT 1 FROM epochs)
                 ON CONFLICT DO NOTHING";
    client.execute(begin, &[&key.seal(SEALED.as_bytes())?]).await?;
    let Some(row) = client.query_opt("SELECT word FROM sealed_under", &[]).await? else { return Err(other) };
    match key.open(row.try_get(0)?) {
        Ok(word) if word == SEALED.as_bytes() => Ok(()),
        _ => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_database_on_this_machine_is_spoken_to_and_no_refusal_tells_its_password() {
        let refused = |address: &str| Place::of(address, "alytus").err().unwrap().to_string();
        for elsewhere in [
            "postgres://u:slapta@db.example/n",
            "postgres://u:slapta@localhost,10.0.0.7/n",
            "postgres://u:slapta@[::2]/n",
        ] {
            assert!(refused(elsewhere).contains("elsewhere") && !refused(elsewhere).contains("slapta"));
        }
        for several in [
            "postgres://u:slapta@localhost,localhost/n",
            "postgres://u:slapta@127.0.0.1:5432,[::1]:5433/n",
            "postgres:///n",
        ] {
            assert!(refused(several).contains("one host"), "{several}");
        }
        for none in ["slapta", "postgres://u:slapta@:x/n"] {
            assert!(!refused(none).contains("slapta"));
        }
        for here in [
            "postgres://u@localhost/n",
            "postgres://u@127.0.0.1:5433/n",
            "postgres:///n?host=/run/postgresql",
        ] {
            assert!(Place::of(here, "alytus").is_ok(), "{here}");
        }
        assert!(Place::of("postgres://localhost/n", "a; DROP SCHEMA b").is_err());
    }
}
