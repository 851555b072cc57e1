//! The tablet's app: how far it is open, and the one way a change is written.
//!
//! The order of a write is the promise of the product: a new stream's key goes into the replica, the events go
//! into the outbox (from here on they are saved), then the replica follows. Whatever is cut in between is mended
//! when the app is next opened, before anything is shown. Nothing here talks to the network.

use crate::error::DeviceError;
use crate::inbox::Inbox;
use crate::keystore::KeyStore;
use crate::link::Link;
use crate::outbox::{Answer, Draft as Unfinished, Head as OutboxHead, Outbox, Saved};
use crate::pin::Hardness;
use crate::plug::Plug;
use crate::profile::{Identity, Profile, Secrets};
use crate::shut::Shut;
use crate::stored;
use crate::sync::{Course, Offers};
use crate::uptime::{self, Stopwatch, Uptime};
use ring::rand::SystemRandom;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use uuid::{ContextV7, Timestamp, Uuid};
use vizitas_domain::event::{Body, Event, Role};
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId};
use vizitas_domain::time::Time;
use vizitas_planning::calendar::{Calendar, OfficeHours};
use vizitas_replica::{Applied, Arrival, Batch, Cursor, DataKey, Replica, StoredEvent};
use vizitas_sync::chain::{Chain, Draft, Head};
use vizitas_sync::hash::Hash;
use vizitas_sync::header::Header;
use vizitas_sync::hlc::Hlc;
use vizitas_sync::keys::{DataKey as SealingKey, Recipient, StreamKey};
use vizitas_sync::offer::KeyOffer;
use vizitas_sync::sign::SigningKey;

/// What time it is, in milliseconds since 1970. Given from outside, so that a test has it in hand.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// The app of one worker on one tablet.
pub struct Device {
    pub(crate) profile: Profile,
    pub(crate) store: Arc<dyn KeyStore>,
    pub(crate) clock: Clock,
    pub(crate) stopwatch: Stopwatch,
    /// Read once: the key store may ask a person before it gives it.
    pub(crate) transport: Option<SigningKey>,
    /// Whether there is a key store, as it was found before the first keys were drawn.
    pub(crate) key_store: OnceLock<bool>,
    /// The name for the list at the lock, as it was last read; as often asked for, none was found.
    pub(crate) label: Option<Option<String>>,
    /// Other folders of this tablet in which somebody may have left unfinished texts.
    pub(crate) beside: Vec<Profile>,
    pub(crate) calendar: Calendar,
    pub(crate) identity: Option<Identity>,
    pub(crate) outbox: Option<Outbox>,
    /// What came while it was locked.
    pub(crate) inbox: Inbox,
    /// What a colleague's tablet may fetch from here just now.
    pub(crate) link: Option<Link>,
    pub(crate) open: Option<Open>,
    /// The same while the lease is over: what is written is taken, and nothing that lies here is shown.
    pub(crate) shut: Option<Shut>,
    /// When the server was last told that this profile is there.
    pub(crate) contacted: Option<Uptime>,
    pub(crate) course: Course,
    pub(crate) hardness: Option<Hardness>,
    pub(crate) plug: Plug,
}

/// What is in memory while the app is unlocked.
pub(crate) struct Open {
    pub(crate) replica: Replica,
    pub(crate) secrets: Secrets,
    pub(crate) hlc: Hlc,
    pub(crate) offers: Offers,
    /// Whose card was opened since, though nobody granted it.
    pub(crate) looked: BTreeSet<StreamId>,
    /// When the server was last told what opens this profile again.
    pub(crate) wrapped: Option<Uptime>,
    /// Whether the server was told since, which end of its audit is kept here.
    pub(crate) ends_told: bool,
    /// When somebody last used the tablet.
    pub(crate) touched: Uptime,
}

/// A change to be written: what happened in which stream.
pub(crate) type Change = (StreamId, Body);

impl Device {
    /// The app whose profile is kept in `folder`.
    ///
    /// # Errors
    /// When the profile or its outbox cannot be read.
    pub fn at(folder: &Path, store: Arc<dyn KeyStore>, clock: Clock) -> Result<Self, DeviceError> {
        let profile = Profile::at(folder);
        let identity = profile.identity()?;
        let outbox = match &identity {
            Some(_) => Some(open_outbox(&profile)?),
            None => None,
        };
        let inbox = Inbox::at(profile.inbox());
        let mut device = Self {
            profile,
            store,
            clock,
            stopwatch: uptime::system(),
            transport: None,
            key_store: OnceLock::new(),
            label: None,
            beside: Vec::new(),
            calendar: Calendar::lithuanian(OfficeHours::alytus()),
            identity,
            outbox,
            inbox,
            link: None,
            open: None,
            shut: None,
            contacted: None,
            course: Course::default(),
            hardness: None,
            plug: Plug::default(),
        };
        if let Err(error) = device.carry_out_wipe() {
            tracing::warn!(%error, "this profile is not cleared whole yet");
        }
        Ok(device)
    }

    /// Makes the derivation of new PINs this hard instead of measuring the tablet.
    pub fn set_hardness(&mut self, hardness: Hardness) {
        self.hardness = Some(hardness);
    }

    /// Measures what has to wait by this instead of by the tablet's own running time.
    pub fn set_stopwatch(&mut self, stopwatch: Stopwatch) {
        self.stopwatch = stopwatch;
    }

    /// Tells the time by this instead of by the clock it was made with.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// Lets so many durable steps be done and nothing after: for killing the app at any of them.
    pub fn pull_plug_after(&mut self, steps: u32) {
        self.plug.pull_after(steps);
    }

    /// Opens the app with its PIN. Outbox and replica are brought together before anything can be read.
    ///
    /// # Errors
    /// `PinWrong`, `PinWait`, `PinGone`, `KeyStoreMissing`, or when a file cannot be read; the app then stays locked.
    pub fn unlock(&mut self, pin: &str) -> Result<(), DeviceError> {
        if self.identity.is_none() || self.is_wiped() {
            return Err(DeviceError::WrongStage);
        }
        self.shut = None;
        let secrets = self.profile.open_keys(pin, &*self.store, &(self.stopwatch)())?;
        // Who remembers the PIN after all waits for nothing.
        self.profile.end_asking(&*self.store);
        self.keep_transport();
        self.open_with(secrets)?;
        self.admit()
    }

    /// Has the transport key at hand for when the app is locked.
    pub(crate) fn keep_transport(&mut self) {
        if self.transport.is_none() {
            self.transport = self.profile.transport_key(&*self.store).ok();
        }
    }

    /// A replica that is damaged is set aside and begun anew: its keys opened, so the file is at fault, and what it held
    /// comes back from the outbox and the server.
    pub(crate) fn open_with(&mut self, secrets: Secrets) -> Result<(), DeviceError> {
        self.shut = None;
        let replica = match self.caught_up(&secrets) {
            Err(DeviceError::Replica(error)) if error.is_damage() => self.begun_anew(&secrets)?,
            replica => replica?,
        };
        let mut open = Open {
            replica,
            secrets,
            hlc: Hlc::default(),
            offers: Offers::default(),
            looked: BTreeSet::new(),
            wrapped: None,
            ends_told: false,
            touched: (self.stopwatch)(),
        };
        match self.reconcile(&mut open) {
            Err(DeviceError::Replica(error)) if error.is_damage() => {
                open.replica = self.begun_anew(&open.secrets)?;
                self.reconcile(&mut open)?;
            }
            reconciled => reconciled?,
        }
        self.open = Some(open);
        // It was shown on the lock's screen, which is gone.
        self.link = None;
        self.empty_inbox();
        self.keep_label();
        Ok(())
    }

    fn caught_up(&self, secrets: &Secrets) -> Result<Replica, DeviceError> {
        let mut replica = Replica::open(&self.profile.replica(), &secrets.file)?;
        let reader = Replica::open(&self.profile.replica(), &secrets.file)?;
        replica.catch_up(stored::DECODER, |event| stored::reread(&reader, event))?;
        Ok(replica)
    }

    fn begun_anew(&self, secrets: &Secrets) -> Result<Replica, DeviceError> {
        tracing::warn!("the replica is damaged: it is set aside and read anew");
        vizitas_replica::set_aside(&self.profile.replica())?;
        self.caught_up(secrets)
    }

    /// Takes the keys out of memory, at once.
    pub fn lock(&mut self) {
        let stands = self.stands();
        self.shut = None;
        if self.open.take().is_some() {
            self.link = None;
        }
        self.keep_stand(stands);
    }

    /// Brings outbox and replica together: what one holds and the other lacks is added, and answers that came
    /// before a cut are applied.
    fn reconcile(&mut self, open: &mut Open) -> Result<(), DeviceError> {
        let outbox = self.outbox.as_mut().ok_or(DeviceError::WrongStage)?;
        let cursor = open.replica.cursor()?;
        let mut waiting = Vec::new();
        let mut placed = Vec::new();
        for (saved, answer) in outbox.held() {
            // A place that the log gave in an epoch which this replica does not know yet says nothing to it.
            if let Some(Answer::At { epoch, position }) = answer
                && epoch == cursor.epoch
                && position <= cursor.position
            {
                let event = Header::parse(&saved.header)?.id;
                placed.push((event, position));
                // Where no backups are made these are years of work: none is opened once the replica has it.
                if open.replica.holds(event)? {
                    continue;
                }
            }
            let Some(arrival) = stored::arrival(&open.replica, saved, None)? else { continue };
            if answer != Some(Answer::Erased) {
                waiting.push(arrival);
            }
        }
        let unknown = open.replica.reconcile(&waiting)?;
        open.replica.apply(&Batch { placed, ..Batch::default() })?;
        self.take_back(open, &unknown)
    }

    /// The outbox was lost, or is older than the replica: own events that wait go back into it, and the chain goes on
    /// where the replica knows it to stand. A stream that nobody granted may have been begun here: its key is offered anew.
    fn take_back(&mut self, open: &mut Open, unknown: &[StoredEvent]) -> Result<(), DeviceError> {
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        let outbox = self.outbox.as_mut().ok_or(DeviceError::WrongStage)?;
        let (mut own, mut begun) = (Vec::new(), BTreeSet::new());
        for stored in unknown {
            let event = stored::split(&stored.bytes)?;
            let header = event.header();
            if (header.installation, header.incarnation) == (identity.installation, identity.incarnation) {
                let offer = match open.replica.data_key(header.stream, header.generation)? {
                    Some(key)
                        if open.replica.grant(header.stream)?.is_none() && begun.insert(header.stream) =>
                    {
                        Some(key_offer(&key, identity, &open.secrets)?)
                    }
                    _ => None,
                };
                let purpose = vizitas_sync::sign::Purpose::Event;
                own.push(saved(&event, open.secrets.signing.sign(purpose, &event.hash().0).0, offer));
            }
        }
        let known = open.replica.meta(CHAIN)?.and_then(|bytes| OutboxHead::read(&bytes));
        let mut head = outbox.head();
        if let Some(known) = known.filter(|known| !outbox.knows_head() || known.seq > head.seq) {
            head = known;
        }
        if !own.is_empty() || head != outbox.head() {
            tracing::warn!(events = own.len(), seq = head.seq, "the outbox took back what the replica knows");
            outbox.take_back(own, head)?;
        }
        if outbox.knows_head() && known != Some(head) {
            open.replica.set_meta(CHAIN, &head.bytes())?;
        }
        Ok(())
    }

    /// Whether the keys are in memory.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether the worker is on the way to, at the door of, or in a visit.
    #[must_use]
    pub fn in_visit(&self) -> bool {
        let under_way = || self.used()?.replica.visits_under_way(self.worker().ok()?).ok();
        under_way().is_some_and(|visits| !visits.is_empty())
    }

    /// Address and certificate of the server; none before enrolment.
    #[must_use]
    pub fn server(&self) -> Option<(&str, [u8; 32])> {
        self.identity.as_ref().map(|identity| (identity.address.as_str(), identity.certificate))
    }

    /// Whose chain it is; none before enrolment.
    #[must_use]
    pub fn installation(&self) -> Option<InstallationId> {
        self.identity.as_ref().map(|identity| identity.installation)
    }

    /// Now, by the tablet's clock.
    #[must_use]
    pub fn now(&self) -> Time {
        Time(i64::try_from((self.clock)() / 1000).unwrap_or(i64::MAX))
    }

    /// The worker whose profile this is.
    pub(crate) fn worker(&self) -> Result<ActorId, DeviceError> {
        self.identity.as_ref().map(|identity| identity.worker).ok_or(DeviceError::WrongStage)
    }

    pub(crate) fn replica(&self) -> Result<&Replica, DeviceError> {
        self.open.as_ref().map(|open| &open.replica).ok_or(DeviceError::Locked)
    }

    /// A new random id.
    pub(crate) fn new_id() -> Uuid {
        Uuid::new_v4()
    }

    /// Writes changes: all of them or none. When this returns they are durable.
    ///
    /// # Errors
    /// `Locked`, `NotYours` for a stream without a key, or when the outbox cannot be written.
    pub(crate) fn write(&mut self, changes: Vec<Change>) -> Result<Applied, DeviceError> {
        self.write_with(changes, None, Vec::new())
    }

    /// Writes changes and what becomes of unfinished texts with them, all of it or none.
    ///
    /// # Errors
    /// As [`Device::write`].
    pub(crate) fn write_out(
        &mut self,
        changes: Vec<Change>,
        drafts: Vec<Unfinished>,
    ) -> Result<Applied, DeviceError> {
        self.write_with(changes, None, drafts)
    }

    /// Begins a new stream with its first events.
    pub(crate) fn begin_stream(
        &mut self,
        stream: StreamId,
        bodies: Vec<Body>,
    ) -> Result<Applied, DeviceError> {
        let key = SealingKey::generate(&SystemRandom::new())?;
        let key = DataKey { stream, generation: 1, key: zeroize::Zeroizing::new(*key.bytes()) };
        let open = self.open.as_mut().ok_or(DeviceError::Locked)?;
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        let offer = key_offer(&key, identity, &open.secrets)?;
        self.plug.step()?;
        open.replica.keep_keys(&[key])?;
        let changes = bodies.into_iter().map(|body| (stream, body)).collect();
        self.write_with(changes, Some(offer), Vec::new())
    }

    fn write_with(
        &mut self,
        changes: Vec<Change>,
        mut offer: Option<Vec<u8>>,
        drafts: Vec<Unfinished>,
    ) -> Result<Applied, DeviceError> {
        let now_ms = (self.clock)();
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        let outbox = self.outbox.as_mut().ok_or(DeviceError::WrongStage)?;
        let open = self.open.as_mut().ok_or(DeviceError::Locked)?;
        if !outbox.knows_head() {
            // The server knows where the chain stands: until it has said so, an event might be a second branch.
            return Err(DeviceError::Unreachable);
        }
        let head = outbox.head();
        let mut chain = Chain {
            installation: identity.installation,
            incarnation: identity.incarnation,
            head: Head { seq: head.seq, hash: Hash(head.hash) },
        };
        let mut hlc = open.hlc;
        let (mut records, mut arrivals) = (Vec::new(), Vec::new());
        for (stream, body) in changes {
            let key = open.replica.newest_key(stream)?.ok_or(DeviceError::NotYours)?;
            let key = StreamKey { stream, generation: key.generation, key: SealingKey::from_bytes(*key.key) };
            hlc = hlc.next(now_ms);
            let draft = Draft {
                id: event_id(hlc),
                hlc,
                actor: identity.worker,
                role: Role::Worker,
                seen: open.replica.seen(stream)?,
                body,
            };
            let signed = chain.append(&draft, &key, &open.secrets.signing, &SystemRandom::new())?;
            chain.head = Head::from(&signed.event);
            arrivals.push(Arrival {
                event: event(&draft, stream, identity),
                bytes: stored::join(&signed.event),
                hash: signed.event.hash().0,
            });
            records.push(saved(&signed.event, signed.signature.0, offer.take()));
        }
        self.plug.step()?;
        outbox.save(records, drafts)?;
        open.hlc = hlc;
        let facts = vec![(CHAIN, outbox.head().bytes())];
        self.plug.step()?;
        Ok(open.replica.apply(&Batch { arrivals, facts, ..Batch::default() })?)
    }

    /// Where the replica stands in the log.
    pub(crate) fn cursor(&self) -> Result<Cursor, DeviceError> {
        Ok(self.replica()?.cursor()?)
    }
}

/// Under which name the replica keeps where the chain stands: the outbox alone counts, unless it was lost.
pub(crate) const CHAIN: &str = "chain";

/// Opens the outbox; in the place of a lost one a new one is begun that does not know where the chain stands. The replica
/// tells it at the next unlock, or else the server.
fn open_outbox(profile: &Profile) -> Result<Outbox, DeviceError> {
    let path = profile.outbox();
    if !path.exists() {
        tracing::warn!("the outbox is gone");
        Outbox::create(&path, None)?;
    }
    let (outbox, repair) = Outbox::open(&path)?;
    if repair != crate::outbox::Repair::default() {
        tracing::warn!(torn_bytes = repair.torn_bytes, damaged = repair.set_aside.is_some(), "outbox mended");
    }
    Ok(outbox)
}

/// A stream's key as it is offered to the server, with the event that begins the stream.
fn key_offer(key: &DataKey, identity: &Identity, secrets: &Secrets) -> Result<Vec<u8>, DeviceError> {
    let key =
        StreamKey { stream: key.stream, generation: key.generation, key: SealingKey::from_bytes(*key.key) };
    let recipient = Recipient::from_bytes(&identity.recipient)?;
    Ok(KeyOffer::make(&key, &recipient, &secrets.signing, &SystemRandom::new())?.encode())
}

fn saved(event: &vizitas_sync::event::SealedEvent, signature: [u8; 64], key_offer: Option<Vec<u8>>) -> Saved {
    Saved {
        seq: event.header().seq,
        prev: event.header().prev.0,
        hash: event.hash().0,
        signature,
        header: event.header_bytes().to_vec(),
        sealed: event.sealed().to_vec(),
        key_offer,
    }
}

fn event(draft: &Draft, stream: StreamId, identity: &Identity) -> Event {
    Event {
        id: draft.id,
        stream,
        position: None,
        installation: identity.installation,
        actor: draft.actor,
        role: draft.role,
        seen: draft.seen,
        at: draft.hlc.time(),
        body: draft.body.clone(),
    }
}

/// A UUIDv7 whose clock is the event's own label, so that it need not be sent twice (RFC 9562 §5.7).
fn event_id(hlc: Hlc) -> EventId {
    let seconds = hlc.ms() / 1000;
    let nanos = u32::try_from(hlc.ms() % 1000).unwrap_or(0).saturating_mul(1_000_000);
    EventId(Uuid::new_v7(Timestamp::from_unix(ContextV7::new(), seconds, nanos)))
}
