//! A link between two tablets in one room: one shows an address with a one-time secret, the other fetches what waits there.
//! It carries a sealed parcel and nothing else; the secret tells the two tablets from whoever else is in the network, by
//! HMAC-SHA-256 over both sides' random numbers. It must never outlive its screen, nor answer twice.
//!
//!     A → B   magic ‖ number a (16)
//!     B → A   number b (16) ‖ HMAC("… ask" ‖ a ‖ b)
//!     A → B   length (4, big-endian) ‖ parcel ‖ HMAC("… parcel" ‖ a ‖ b ‖ parcel)
//!     B → A   HMAC("… kept" ‖ a ‖ b), once it is kept durably

use crate::error::DeviceError;
use ring::hmac::{self, HMAC_SHA256, Key};
use ring::rand::SystemRandom;
use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};
use vizitas_sync::carry::PARCEL_LIMIT;
use vizitas_sync::code::{ALPHABET, digit_of};
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
/// So many wrong secrets end it.
const MOST_WRONG: u8 = 5;
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
    /// Its time is over, or somebody tried wrong secrets.
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
    wrong: AtomicU8,
    until: Instant,
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
            wrong: AtomicU8::new(0),
            until: opened.checked_add(lasts).unwrap_or(opened),
        });
        let weak = Arc::downgrade(&shared);
        std::thread::Builder::new().name("link".to_owned()).spawn(move || serve(&listener, &weak))?;
        Ok(Self { shared, address, opened })
    }

    /// What the colleague types.
    pub(crate) fn text(&self) -> String {
        let mut digits = String::new();
        let (mut held, mut bits) = (0_u32, 0_u32);
        for byte in self.shared.secret {
            held = (held << 8 | u32::from(byte)) & 0xfff;
            bits += 8;
            while bits >= 5 {
                bits -= 5;
                let digit = usize::try_from(held >> bits & 31).unwrap_or(0);
                digits.push(ALPHABET.get(digit).map_or('0', |digit| char::from(*digit)));
            }
        }
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

/// Answers whoever comes until somebody has fetched the parcel, its time is over or nobody holds the link any more.
fn serve(listener: &TcpListener, link: &Weak<Shared>) {
    loop {
        let Some(shared) = link.upgrade() else { return };
        if shared.course.load(Ordering::SeqCst) != WAITS || Instant::now() >= shared.until {
            return;
        }
        match listener.accept() {
            Ok((stream, _)) => {
                if let Ok(true) = answer(stream, &shared) {
                    shared.course.store(TAKEN, Ordering::SeqCst);
                    return;
                }
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                drop(shared);
                std::thread::sleep(LOOK);
            }
            Err(_) => return,
        }
    }
}

/// One conversation; whether the other side has kept the parcel.
fn answer(mut stream: TcpStream, shared: &Shared) -> std::io::Result<bool> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_write_timeout(Some(SILENCE))?;
    let key = Key::new(HMAC_SHA256, &shared.secret);
    let a: Nonce = draw(&SystemRandom::new()).map_err(std::io::Error::other)?;
    stream.write_all(&[MAGIC.as_slice(), &a].concat())?;
    let mut asked = [0; 16 + 32];
    stream.read_exact(&mut asked)?;
    let Some((b, mac)) = asked.split_first_chunk::<16>() else { return Ok(false) };
    if hmac::verify(&key, &[ASK, &a, b].concat(), mac).is_err() {
        if shared.wrong.fetch_add(1, Ordering::SeqCst).saturating_add(1) >= MOST_WRONG {
            shared.course.store(OVER, Ordering::SeqCst);
        }
        return Ok(false);
    }
    let length = u32::try_from(shared.parcel.len()).map_err(std::io::Error::other)?;
    stream.write_all(&length.to_be_bytes())?;
    stream.write_all(&shared.parcel)?;
    stream.write_all(&mac_of(&key, &[PARCEL, &a, b, &shared.parcel]))?;
    let mut kept = [0; 32];
    stream.read_exact(&mut kept)?;
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
    let digits = secret.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').map(digit_of);
    let digits = digits.collect::<Option<Vec<u8>>>().filter(|digits| digits.len() == SECRET * 8 / 5)?;
    let mut bytes = Vec::with_capacity(SECRET);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for digit in digits {
        held = (held << 5 | u32::from(digit)) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
    }
    Some((address, bytes.try_into().ok()?))
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
