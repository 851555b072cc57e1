//! One municipality: its log, vault, keys and replica, opened together. What it does stands with each noun.

use crate::backup::Backups;
use crate::clock::Clock;
use crate::database::RawKey;
use crate::error::Error;
use crate::folder::{About, DataFolder, LogIn, MunicipalityFolder};
use crate::identity::{Identity, Signer};
use crate::kek::Kek;
use crate::log::{Epoch, Installation, Log, Person, PostgresLog, SqliteLog, StreamKind, StreamRow, Write};
use crate::mirror::Mirror;
use crate::office::Saying;
use crate::staff::By;
use crate::standard;
use crate::unseen::Found;
use crate::vault::Vault;
use ring::rand::SystemRandom;
use std::fs::File;
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;
use url::Url;
use uuid::Uuid;
use vizitas_domain::event::{Body, Role, Seen};
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_sync::keys::{DataKey, StreamKey};

/// A municipality, open.
pub struct Municipality {
    pub(crate) slug: String,
    pub(crate) about: About,
    pub(crate) folder: MunicipalityFolder,
    pub(crate) log: Arc<dyn Log>,
    pub(crate) vault: Vault,
    pub(crate) identity: Identity,
    pub(crate) mirror: Mirror,
    pub(crate) clock: Clock,
    pub(crate) random: SystemRandom,
    /// Told when a push has placed what may change a plan.
    pub(crate) plans: Notify,
    /// Held by whoever judges plans.
    pub(crate) judging: Mutex<()>,
    /// What workers do not know yet, as far as it was looked for.
    pub(crate) found: Found,
    /// How clients reach their pages, where they are served.
    pub(crate) pages_at: Option<String>,
    /// How the office reaches the console, as far as a browser could.
    pub(crate) console_at: Option<Url>,
    pub(crate) data: DataFolder,
    /// Backups that are made by themselves.
    pub(crate) backups: Option<Backups>,
    /// Held as long as it is open, so that nobody restores under its feet.
    _in_use: File,
}

impl std::fmt::Debug for Municipality {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Municipality({})", self.slug)
    }
}

/// Opens a municipality's log where it is kept.
pub(crate) fn open_log(data: &DataFolder, slug: &str, kek: &Kek) -> Result<Arc<dyn Log>, Error> {
    let folder = data.municipality(slug)?;
    Ok(match folder.about()?.log {
        LogIn::File => Arc::new(SqliteLog::open(&folder.log(), RawKey::beside(&folder.log(), kek)?)?),
        LogIn::Postgres => {
            let address = data.database()?.ok_or_else(|| {
                Error::Invalid(format!("the log of {slug} is in PostgreSQL: say where, with --database"))
            })?;
            let key = RawKey::kept(&folder.log(), kek)?;
            Arc::new(PostgresLog::open(address.as_str(), &schema(slug), &key)?)
        }
    })
}

/// The schema of a municipality's log. A slug has no underscore, so no two have the same one.
fn schema(slug: &str) -> String {
    format!("vizitas_{}", slug.replace('-', "_"))
}

impl Municipality {
    /// Makes a municipality in a laid-out data folder: keys, an empty log, the standard in force.
    ///
    /// # Errors
    /// [`Error::Exists`] when there is one of this short name, here or in the database that logs are kept in; when that does not
    /// answer.
    pub fn create(data: &DataFolder, slug: &str, name: &str, clock: Clock) -> Result<Arc<Self>, Error> {
        let folder = data.municipality(slug)?;
        let (database, kek) = (data.database()?, data.kek()?);
        // Before anything is made here: a database that does not answer, or has a log of somebody's, leaves nothing behind.
        if let Some(address) = &database
            && !PostgresLog::is_vacant(address.as_str(), &schema(slug))?
        {
            return Err(Error::Exists(format!("a log of {slug} in this database")));
        }
        let log = if database.is_some() { LogIn::Postgres } else { LogIn::File };
        folder.create(&About { name: name.to_owned(), log })?;
        Identity::create(&folder, &kek)?;
        RawKey::beside(&folder.log(), &kek)?;
        let made = Self::open(data, slug, clock)?;
        let office = Arc::clone(&made);
        made.log.write(move |log| office.begin(log))?;
        Ok(made)
    }

    /// Opens a municipality.
    ///
    /// # Errors
    /// When there is none of this name, a file is damaged, or a key does not fit.
    pub fn open(data: &DataFolder, slug: &str, clock: Clock) -> Result<Arc<Self>, Error> {
        let opened = Self::open_as_it_is(data, slug, clock)?;
        // What an erasure was cut short in is done before anything is shown.
        opened.finish_erasures()?;
        opened.withdraw_withheld()?;
        Ok(opened)
    }

    /// Opens a municipality and finishes nothing.
    pub(crate) fn open_as_it_is(data: &DataFolder, slug: &str, clock: Clock) -> Result<Arc<Self>, Error> {
        let folder = data.municipality(slug)?;
        let about = folder.about()?;
        let in_use = folder.lock_file()?;
        in_use.lock_shared()?;
        let kek = Arc::new(data.kek()?);
        let log = open_log(data, slug, &kek)?;
        let key = RawKey::beside(&folder.vault(), &kek)?;
        let vault = Vault::open(&folder.vault(), &key, Arc::clone(&kek))?;
        let mirror = Mirror::open(&folder.replica(), &RawKey::beside(&folder.replica(), &kek)?)?;
        let identity = Identity::open(&folder, &kek)?;
        let settings = data.settings()?;
        Ok(Arc::new(Self {
            slug: slug.to_owned(),
            about,
            folder,
            log,
            vault,
            identity,
            mirror,
            clock,
            random: SystemRandom::new(),
            plans: Notify::new(),
            judging: Mutex::new(()),
            found: Found::default(),
            console_at: settings.console_origin()?,
            pages_at: settings.public.map(|public| public.address),
            data: data.clone(),
            backups: settings.backups,
            _in_use: in_use,
        }))
    }

    /// Its short name, as in addresses.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// Whoever commands at the server's own command line.
    #[must_use]
    pub fn office(&self) -> By {
        By { actor: self.identity.office, role: Role::Coordinator }
    }

    /// The key-encryption key, read anew.
    pub(crate) fn kek(&self) -> Result<crate::kek::Kek, Error> {
        self.data.kek()
    }

    /// Its log, for looking.
    #[must_use]
    pub fn log(&self) -> &Arc<dyn Log> {
        &self.log
    }

    /// The first events of a log: the epoch, the server's own people, the standard.
    fn begin(&self, log: &mut dyn Write) -> Result<(), Error> {
        log.begin_epoch(&Epoch { epoch: 1, kept: 0, begun: self.clock.now() })?;
        let identity = &self.identity;
        for (actor, role) in [(identity.system, Role::System), (identity.office, Role::Coordinator)] {
            log.put_person(&Person { actor, role, registers: true })?;
        }
        self.present(log, &identity.node, identity.system, Role::System)?;
        self.present(log, &identity.import, identity.office, Role::Import)?;
        let begun = Body::EpochBegun { epoch: 1, kept: 0 };
        self.begin_stream(log, StreamKind::Server, begun)?;
        let mut first = None;
        for body in standard::published()? {
            match first {
                None => first = Some(self.begin_stream(log, StreamKind::Published, body)?),
                Some(stream) => {
                    let saying = self.saying(log, stream, body)?;
                    self.say(log, &identity.node, StreamKind::Published, stream, saying)?;
                }
            }
        }
        Ok(())
    }

    /// Writes down one of the server's own installations.
    pub(crate) fn present(
        &self,
        log: &mut dyn Write,
        signer: &Signer,
        actor: ActorId,
        role: Role,
    ) -> Result<(), Error> {
        let epoch = log.read().head()?.epoch;
        log.put_installation(&Installation {
            installation: signer.installation,
            actor,
            role,
            incarnation: epoch,
            sign_key: signer.key.verifying(),
            transport: None,
            recipient: None,
            since: self.clock.now(),
            given_by: None,
            approved: Some(self.clock.now()),
            revoked: None,
            suspended: None,
        })
    }

    fn begin_stream(&self, log: &mut dyn Write, kind: StreamKind, body: Body) -> Result<StreamId, Error> {
        let stream = StreamId(Uuid::now_v7());
        self.vault.put(&[self.new_key(stream, 1)?])?;
        let saying = Saying { actor: self.identity.system, role: Role::System, seen: Seen::default(), body };
        self.say(log, &self.identity.node, kind, stream, saying)?;
        Ok(stream)
    }

    /// A random data key, not kept anywhere yet.
    pub(crate) fn new_key(&self, stream: StreamId, generation: u32) -> Result<StreamKey, Error> {
        Ok(StreamKey { stream, generation, key: DataKey::generate(&self.random)? })
    }

    /// The one stream of this kind: the published one, the server's own.
    pub(crate) fn only_stream(log: &dyn crate::log::Read, kind: StreamKind) -> Result<StreamRow, Error> {
        let first = log.streams(kind)?.into_iter().next();
        first.ok_or_else(|| Error::Missing(format!("{} stream", kind.name())))
    }
}
