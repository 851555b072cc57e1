//! A link between two tablets in one room: one shows an address with a one-time secret, the other fetches what waits there.
//! It carries a sealed parcel and nothing else; the secret tells the two tablets from whoever else is in the network, by
//! HMAC-SHA-256 over both sides' random numbers. It must never outlive its screen, nor answer twice,
//! nor be held up by who does not know the secret.
//!
//! ```text
//! A → B   magic ‖ number a (16)
//! B → A   number b (16) ‖ HMAC("… ask" ‖ a ‖ b)
//! A → B   length (4, big-endian) ‖ parcel ‖ HMAC("… parcel" ‖ a ‖ b ‖ parcel)
//! B → A   HMAC("… kept" ‖ a ‖ b), once it is kept durably
//! ```

use crate::error::DeviceError;
use ring::hmac::{self, HMAC_SHA256, Key};
use ring::rand::SystemRandom;
use std::collections::HashMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};
use vizitas_sync::carry::PARCEL_LIMIT;
use vizitas_sync::code;
use vizitas_sync::entropy::draw;

const MAGIC: &[u8; 8] = b"VZLINK1\n";
const ASK: &[u8] = b"vizitas link ask v1";
const PARCEL: &[u8] = b"vizitas link parcel v1";
const KEPT: &[u8] = b"vizitas link kept v1";
/// A link is open for so long.
pub(crate) const LASTS: Duration = Duration::from_secs(5 * 60);
/// Whoever says nothing for so long is left.
const SILENCE: Duration = Duration::from_secs(10);
const CONNECT: Duration = Duration::from_secs(5);
/// How often it is looked whether somebody comes, or it is over.
const LOOK: Duration = Duration::from_millis(50);
/// After so many wrong secrets an address is heard no more; the others are.
const MOST_WRONG: u8 = 5;
/// Conversations at once, of all and of one address: who says nothing keeps nobody else out.
const MOST_TALKS: usize = 8;
const MOST_OF_ONE: usize = 2;
const SECRET: usize = 10;
const GROUP: usize = 4;

type Nonce = [u8; 16];
type Mac = [u8; 32];

/// How far a link has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Course {
    /// Nobody has fetched it yet.
    Waits,
    /// A colleague's tablet has it, durably.
    Taken,
    /// Its time is over.
    Over,
}

/// An open link; it closes when this is dropped.
pub(crate) struct Link {
    shared: Arc<Shared>,
    address: SocketAddr,
    opened: Instant,
}

struct Shared {
    secret: [u8; SECRET],
    parcel: Vec<u8>,
    course: AtomicU8,
    until: Instant,
    heard: Mutex<Heard>,
}

/// Who is being talked to, and who tried wrong secrets.
#[derive(Default)]
struct Heard {
    talks: Vec<Talk>,
    /// Conversations so far.
    count: u64,
    wrong: HashMap<IpAddr, u8>,
}

/// A conversation under way.
struct Talk {
    number: u64,
    from: IpAddr,
    stream: TcpStream,
}

impl Link {
    /// Offers a parcel at an address of this tablet's.
    ///
    /// # Errors
    /// When the address cannot be listened at.
    pub(crate) fn open(parcel: Vec<u8>, at: IpAddr, lasts: Duration) -> Result<Self, DeviceError> {
        let listener = TcpListener::bind((at, 0))?;
        listener.set_nonblocking(true)?;
        let (address, opened) = (listener.local_addr()?, Instant::now());
        let shared = Arc::new(Shared {
            secret: draw(&SystemRandom::new())?,
            parcel,
            course: AtomicU8::new(WAITS),
            until: opened.checked_add(lasts).unwrap_or(opened),
            heard: Mutex::default(),
        });
        let weak = Arc::downgrade(&shared);
        std::thread::Builder::new().name("link".to_owned()).spawn(move || serve(&listener, &weak))?;
        Ok(Self { shared, address, opened })
    }

    /// What the colleague types.
    pub(crate) fn text(&self) -> String {
        let digits = code::typed(&self.shared.secret);
        let groups: Vec<&str> =
            digits.as_bytes().chunks(GROUP).filter_map(|group| std::str::from_utf8(group).ok()).collect();
        format!("{} {}", self.address, groups.join("-"))
    }

    /// How far it has come.
    pub(crate) fn course(&self) -> Course {
        match self.shared.course.load(Ordering::SeqCst) {
            TAKEN => Course::Taken,
            WAITS if Instant::now() < self.shared.until => Course::Waits,
            _ => Course::Over,
        }
    }

    /// How long it is open still.
    pub(crate) fn left(&self) -> Duration {
        self.shared.until.saturating_duration_since(Instant::now().max(self.opened))
    }
}

const WAITS: u8 = 0;
const TAKEN: u8 = 1;
const OVER: u8 = 2;

/// Hears whoever comes, a few at once, until somebody has fetched the parcel, its time is over or nobody holds the link any
/// more.
fn serve(listener: &TcpListener, link: &Weak<Shared>) {
    loop {
        let Some(shared) = link.upgrade() else { return };
        if shared.course.load(Ordering::SeqCst) != WAITS || Instant::now() >= shared.until {
            return;
        }
        match listener.accept() {
            Ok((stream, from)) => shared.hear(stream, from.ip()),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                drop(shared);
                // A listener cannot be waited for together with the end of the link.
                std::thread::park_timeout(LOOK);
            }
            Err(_) => return,
        }
    }
}

impl Shared {
    /// Talks to whoever came in a thread of its own, unless as many are talked to already or its address has tried enough.
    fn hear(self: &Arc<Self>, stream: TcpStream, from: IpAddr) {
        let Ok(Some(number)) = self.begin(&stream, from) else { return };
        let shared = Arc::clone(self);
        let talk = move || {
            match answer(stream, &shared, from) {
                Ok(true) => shared.close(TAKEN),
                Ok(false) => {}
                Err(error) => tracing::debug!(%error, "a conversation broke off"),
            }
            shared.end(number);
        };
        if std::thread::Builder::new().name("link".to_owned()).spawn(talk).is_err() {
            self.end(number);
        }
    }

    /// Counts a conversation in; none when there is no room for it.
    fn begin(&self, stream: &TcpStream, from: IpAddr) -> std::io::Result<Option<u64>> {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        if self.course.load(Ordering::SeqCst) != WAITS || !heard.has_room_for(from) {
            return Ok(None);
        }
        let number = heard.count;
        heard.count = heard.count.wrapping_add(1);
        heard.talks.push(Talk { number, from, stream: stream.try_clone()? });
        Ok(Some(number))
    }

    fn end(&self, number: u64) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.talks.retain(|talk| talk.number != number);
    }

    /// Nothing is told to anybody from here on, not even to whoever is being told; what has been taken stays taken.
    fn close(&self, course: u8) {
        let _ = self.course.compare_exchange(WAITS, course, Ordering::SeqCst, Ordering::SeqCst);
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        for talk in &heard.talks {
            // One that is gone already needs no closing.
            let _ = talk.stream.shutdown(Shutdown::Both);
        }
    }

    fn missed(&self, from: IpAddr) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let wrong = heard.wrong.entry(from).or_default();
        *wrong = wrong.saturating_add(1);
    }
}

impl Heard {
    /// One address alone neither fills the room nor guesses on.
    fn has_room_for(&self, from: IpAddr) -> bool {
        let of_it = self.talks.iter().filter(|talk| talk.from == from).count();
        let wrong = self.wrong.get(&from).copied().unwrap_or(0);
        self.talks.len() < MOST_TALKS && of_it < MOST_OF_ONE && wrong < MOST_WRONG
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.shared.close(OVER);
    }
}

/// A stream that is heard until a moment, however slowly the other side speaks.
struct Until<'s> {
    stream: &'s TcpStream,
    until: Instant,
}

impl Until<'_> {
    fn left(&self) -> std::io::Result<Option<Duration>> {
        let left = self.until.saturating_duration_since(Instant::now()).min(SILENCE);
        if left.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(Some(left)) }
    }
}

impl Read for Until<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.stream.set_read_timeout(self.left()?)?;
        self.stream.read(into)
    }
}

impl Write for Until<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.stream.set_write_timeout(self.left()?)?;
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.stream.flush()
    }
}

/// One conversation; whether the other side has kept the parcel.
fn answer(stream: TcpStream, shared: &Shared, from: IpAddr) -> std::io::Result<bool> {
    stream.set_nonblocking(false)?;
    let soon = Instant::now().checked_add(SILENCE).unwrap_or(shared.until).min(shared.until);
    let mut talk = Until { stream: &stream, until: soon };
    let key = Key::new(HMAC_SHA256, &shared.secret);
    let a: Nonce = draw(&SystemRandom::new()).map_err(std::io::Error::other)?;
    talk.write_all(&[MAGIC.as_slice(), &a].concat())?;
    let mut asked = [0; 16 + 32];
    talk.read_exact(&mut asked)?;
    let Some((b, mac)) = asked.split_first_chunk::<16>() else { return Ok(false) };
    if hmac::verify(&key, &[ASK, &a, b].concat(), mac).is_err() {
        shared.missed(from);
        return Ok(false);
    }
    // Whoever knows the secret may take as long as the link is open.
    talk.until = shared.until;
    let length = u32::try_from(shared.parcel.len()).map_err(std::io::Error::other)?;
    talk.write_all(&length.to_be_bytes())?;
    talk.write_all(&shared.parcel)?;
    talk.write_all(&mac_of(&key, &[PARCEL, &a, b, &shared.parcel]))?;
    let mut kept = [0; 32];
    talk.read_exact(&mut kept)?;
    Ok(hmac::verify(&key, &[KEPT, &a, b].concat(), &kept).is_ok())
}

fn mac_of(key: &Key, parts: &[&[u8]]) -> Mac {
    hmac::sign(key, &parts.concat()).as_ref().try_into().unwrap_or([0; 32])
}

/// What was fetched, and how to say that it is kept.
pub(crate) struct Fetched {
    /// The parcel's file.
    pub(crate) parcel: Vec<u8>,
    stream: TcpStream,
    kept: Mac,
}

impl Fetched {
    /// Tells the other side that it is kept here.
    pub(crate) fn kept(mut self) {
        if let Err(error) = self.stream.write_all(&self.kept) {
            tracing::debug!(%error, "the other tablet was not told that it may close the link");
        }
    }
}

/// Fetches what a colleague's tablet offers under what it shows.
///
/// # Errors
/// `LinkWrong` for what is no such text, or another secret; `LinkUnreachable` when nobody answers there.
pub(crate) fn fetch(text: &str) -> Result<Fetched, DeviceError> {
    let (address, secret) = read(text).ok_or(DeviceError::LinkWrong)?;
    let gone = |_| DeviceError::LinkUnreachable;
    let mut stream = TcpStream::connect_timeout(&address, CONNECT).map_err(gone)?;
    stream.set_read_timeout(Some(SILENCE)).map_err(gone)?;
    stream.set_write_timeout(Some(SILENCE)).map_err(gone)?;
    let key = Key::new(HMAC_SHA256, &secret);
    let mut hello = [0; 8 + 16];
    stream.read_exact(&mut hello).map_err(gone)?;
    let Some((MAGIC, a)) = hello.split_first_chunk::<8>() else { return Err(DeviceError::LinkWrong) };
    let b: Nonce = draw(&SystemRandom::new())?;
    let ask = mac_of(&key, &[ASK, a, &b]);
    stream.write_all(&[b.as_slice(), &ask].concat()).map_err(gone)?;
    let mut length = [0; 4];
    // Whoever does not know the secret is left without an answer.
    stream.read_exact(&mut length).map_err(|_| DeviceError::LinkWrong)?;
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if length > PARCEL_LIMIT {
        return Err(DeviceError::LinkWrong);
    }
    let mut parcel = Vec::new();
    let limit = u64::try_from(length).unwrap_or(u64::MAX);
    (&mut stream).take(limit).read_to_end(&mut parcel).map_err(gone)?;
    let mut mac = [0; 32];
    stream.read_exact(&mut mac).map_err(gone)?;
    hmac::verify(&key, &[PARCEL, a, &b, &parcel].concat(), &mac).map_err(|_| DeviceError::LinkWrong)?;
    let kept = mac_of(&key, &[KEPT, a, &b]);
    Ok(Fetched { parcel, stream, kept })
}

/// Address and secret of what is shown, however it is typed.
fn read(text: &str) -> Option<(SocketAddr, [u8; SECRET])> {
    let (address, secret) = text.trim().split_once(char::is_whitespace)?;
    let address: SocketAddr = address.parse().ok()?;
    Some((address, code::from_typed(secret)?))
}

/// This tablet's own address in the network that it is in; nothing is sent to find it out.
///
/// # Errors
/// `LinkNoNetwork` when it is in none.
pub(crate) fn own_address() -> Result<IpAddr, DeviceError> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).map_err(|_| DeviceError::LinkNoNetwork)?;
    // An address for documents (RFC 5737): it only tells which way the network is.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).map_err(|_| DeviceError::LinkNoNetwork)?;
    let found = socket.local_addr().map_err(|_| DeviceError::LinkNoNetwork)?.ip();
    if found.is_unspecified() { Err(DeviceError::LinkNoNetwork) } else { Ok(found) }
}

#[cfg(test)]
mod tests;
