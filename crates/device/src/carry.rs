//! Handing what waits to a colleague's tablet, and delivering what a colleague's tablet handed over. It must never open a
//! parcel, mix it with what was made here, nor let go of one before the server has answered for it.

mod bag;

pub(crate) use bag::Bag;

use crate::device::Device;
use crate::enrol::lock;
use crate::error::DeviceError;
use crate::link::{self, Course, Link};
use crate::outbox::Saved;
use crate::sync::as_many_as_fit;
use crate::transport::{Failure, Route, Transport};
use crate::view::{
    CarriedArgs, CarryFile, CarryTakeArgs, LinkState, LinkTakeArgs, LinkView, ParcelState, ParcelView,
};
use crate::wall;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use qrcode::{Color, QrCode};
use ring::rand::SystemRandom;
use std::sync::Mutex;
use vizitas_domain::time::Time;
use vizitas_sync::carry::{PARCEL_LIMIT, Parcel};
use vizitas_sync::keys::Recipient;
use vizitas_sync::sign::Signature;
use vizitas_sync::wire::{CarryAnswer, CarryOutcome, Message, ProblemCode, PushRequest};

impl Device {
    /// All that waits here, sealed to the server in one file that any tablet of the office may deliver. It needs no PIN, and
    /// changes nothing here: what waits waits on until the server has answered this tablet.
    ///
    /// # Errors
    /// `CarryNothing` when nothing waits; `CarryTooMuch` when more does than one file takes; `WrongStage` when this is
    /// nobody's tablet.
    pub fn carry_out(&self) -> Result<CarryFile, DeviceError> {
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        if !self.is_unanswered() {
            return Err(DeviceError::CarryNothing);
        }
        let pushes = self.pushes_of_waiting()?;
        let server = Recipient::from_bytes(&identity.recipient)?;
        let parcel = Parcel::pack(&pushes, &server, &SystemRandom::new());
        let parcel = parcel.map_err(|error| match error {
            vizitas_sync::Error::TooLarge(_) => DeviceError::CarryTooMuch,
            error => refused(error),
        })?;
        let [a, b, c, ..] = parcel.id;
        // By chance: neither the worker's name nor the day stands in it.
        let name = format!("vizitas-perduoti-{a:02x}{b:02x}{c:02x}.vizitas");
        Ok(CarryFile { name, bytes: parcel.encode() })
    }

    /// What waits as pushes that stand alone: whoever delivers them cannot be asked for more. What was answered before has
    /// left or will leave, so a stretch may begin where the server misses something.
    fn pushes_of_waiting(&self) -> Result<Vec<PushRequest>, DeviceError> {
        let outbox = self.outbox.as_ref().ok_or(DeviceError::WrongStage)?;
        let mut stretches: Vec<Vec<&Saved>> = Vec::new();
        for saved in outbox.waiting() {
            match stretches.last_mut() {
                Some(run) if run.last().is_some_and(|last| last.seq.saturating_add(1) == saved.seq) => {
                    run.push(saved);
                }
                _ => stretches.push(vec![saved]),
            }
        }
        let mut pushes = Vec::new();
        for stretch in stretches {
            let mut rest = stretch.as_slice();
            while !rest.is_empty() {
                let (events, offers) = as_many_as_fit(rest)?;
                let (now, later) = rest.split_at(events.len());
                let signatures = now.iter().map(|saved| Signature(saved.signature));
                let signed = events.into_iter().zip(signatures).collect();
                pushes.push(PushRequest::Singly { events: signed, offers, gap: true });
                rest = later;
            }
        }
        Ok(pushes)
    }

    /// Offers all that waits to a colleague's tablet in the same network, until [`Device::link_close`]; locked, too.
    ///
    /// # Errors
    /// As [`Device::carry_out`]; `LinkNoNetwork`.
    pub fn link_open(&mut self) -> Result<LinkView, DeviceError> {
        self.link = None;
        let parcel = self.carry_out()?.bytes;
        self.link = Some(Link::open(parcel, link::own_address()?, link::LASTS)?);
        self.link_look()?.ok_or(DeviceError::NotFound)
    }

    /// How far the link has come; none when there is none.
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub fn link_look(&self) -> Result<Option<LinkView>, DeviceError> {
        let Some(link) = &self.link else { return Ok(None) };
        let text = link.text();
        let (path, size) = drawn(&text)?;
        let state = match link.course() {
            Course::Waits => LinkState::Waits,
            Course::Taken => LinkState::Taken,
            Course::Over => LinkState::Over,
        };
        let left_s = u32::try_from(link.left().as_secs()).unwrap_or(0);
        Ok(Some(LinkView { text, path, size, state, left_s }))
    }

    /// Nobody may fetch anything from here any more.
    pub fn link_close(&mut self) {
        self.link = None;
    }

    /// Takes a colleague's parcel over; when this returns it is kept durably and will be delivered. One that was taken
    /// before is there once.
    ///
    /// # Errors
    /// `Locked`; `CarryOther` for another municipality's, `CarryDamaged` for what was cut or damaged or is none,
    /// `CarryTooLarge`, `CarryFull`, `UpdateNeeded` for a later app's; then nothing changed.
    pub fn carry_take(&mut self, args: &CarryTakeArgs) -> Result<Vec<ParcelView>, DeviceError> {
        if !self.is_open() {
            return Err(DeviceError::Locked);
        }
        if args.file.len() / 4 * 3 > PARCEL_LIMIT {
            return Err(DeviceError::CarryTooLarge);
        }
        let bytes = STANDARD.decode(&args.file).map_err(|_| DeviceError::CarryDamaged)?;
        self.take_parcel(&bytes)?;
        self.parcels()
    }

    /// Keeps a parcel, however it came.
    pub(crate) fn take_parcel(&mut self, bytes: &[u8]) -> Result<(), DeviceError> {
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        let parcel = Parcel::decode(bytes).map_err(refused)?;
        if !parcel.is_for(&Recipient::from_bytes(&identity.recipient)?) {
            return Err(DeviceError::CarryOther);
        }
        self.plug.step()?;
        self.bag().take(&parcel.id, bytes, self.now())
    }

    /// Tries a parcel anew that the server did not take.
    ///
    /// # Errors
    /// `NotFound` when there is none, it waits already, or it was delivered.
    pub fn carry_again(&mut self, args: &CarriedArgs) -> Result<Vec<ParcelView>, DeviceError> {
        self.bag().again(&args.parcel)?;
        self.parcels()
    }

    /// Takes a parcel off the list. What the server does not have of it leaves this tablet: its maker's has it still.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub fn carry_forget(&mut self, args: &CarriedArgs) -> Result<Vec<ParcelView>, DeviceError> {
        self.bag().forget(&args.parcel)?;
        self.parcels()
    }

    /// What this tablet carries, the newest first.
    pub(crate) fn parcels(&self) -> Result<Vec<ParcelView>, DeviceError> {
        let moment = |at: i64| wall::moment(&self.calendar, Time(at));
        let view = |(id, note): (String, bag::Note)| ParcelView {
            id,
            state: note.state,
            taken: moment(note.taken),
            answered: note.answered.map(moment),
        };
        Ok(self.bag().notes()?.into_iter().map(view).collect())
    }

    /// Whether a colleague's parcel waits here for its delivery.
    #[must_use]
    pub fn carries(&self) -> bool {
        self.identity.is_some() && self.bag().waiting().is_ok_and(|waiting| !waiting.is_empty())
    }

    /// Whether nothing lies here that only this tablet can hand over: own work that was not answered, or a colleague's.
    pub(crate) fn owes_nothing(&self) -> bool {
        !self.is_unanswered() && !self.carries()
    }

    fn bag(&self) -> Bag {
        self.profile.bag()
    }

    fn went(&mut self, id: &str, next: u32, worst: ParcelState) -> Result<(), DeviceError> {
        self.plug.step()?;
        self.bag().went(id, next, worst)
    }

    fn answered(&mut self, id: &str, state: ParcelState) -> Result<(), DeviceError> {
        self.plug.step()?;
        self.bag().answered(id, state, self.now())
    }
}

/// Fetches what a colleague's tablet offers, and keeps it durably before that tablet hears so.
///
/// # Errors
/// `Locked`; `LinkWrong`, `LinkUnreachable`; as [`Device::carry_take`].
pub fn link_take(device: &Mutex<Device>, args: &LinkTakeArgs) -> Result<Vec<ParcelView>, DeviceError> {
    lock(device).replica()?;
    let fetched = link::fetch(&args.text)?;
    lock(device).take_parcel(&fetched.parcel)?;
    // Nothing waits for the network while it holds the device.
    fetched.kept();
    lock(device).parcels()
}

/// A QR code as one path of dark squares, and its size with the quiet zone.
fn drawn(text: &str) -> Result<(String, u32), DeviceError> {
    const QUIET: usize = 4;
    let code = QrCode::new(text).map_err(|_| DeviceError::Invalid("text"))?;
    let width = code.width();
    let dark = code.into_colors().into_iter().enumerate().filter(|(_, color)| *color == Color::Dark);
    let squares = dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET));
    Ok((squares.collect(), u32::try_from(width + 2 * QUIET).unwrap_or(u32::MAX)))
}

fn refused(error: vizitas_sync::Error) -> DeviceError {
    match error {
        vizitas_sync::Error::Version(_) => DeviceError::UpdateNeeded,
        vizitas_sync::Error::TooLarge(_) => DeviceError::CarryTooLarge,
        vizitas_sync::Error::Malformed(_) => DeviceError::CarryDamaged,
        error => error.into(),
    }
}

/// Delivers what is carried here, locked or not. What is not answered is tried again at the next contact, and stands in no
/// other's way.
pub(crate) async fn deliver(device: &Mutex<Device>, transport: &impl Transport) {
    let waiting = lock(device).bag().waiting();
    for id in waiting.unwrap_or_default() {
        if let Err(error) = deliver_one(device, transport, &id).await {
            tracing::debug!(%error, "what is carried is not delivered yet");
            if stops_all(&error) {
                return;
            }
        }
    }
}

/// Whether no other parcel can be delivered either: nobody is there, or this tablet is not heard.
fn stops_all(error: &DeviceError) -> bool {
    match error {
        DeviceError::Unreachable
        | DeviceError::NotTrusted
        | DeviceError::NotApproved
        | DeviceError::WrongStage
        | DeviceError::KeyStoreMissing => true,
        DeviceError::ServerRefused(code) => {
            matches!(ProblemCode::named(*code), ProblemCode::Revoked | ProblemCode::NotEnrolled)
        }
        _ => false,
    }
}

/// Sends all parts of one, whatever is said of any, and lets go of it when every one was taken.
async fn deliver_one(
    device: &Mutex<Device>,
    transport: &impl Transport,
    id: &str,
) -> Result<(), DeviceError> {
    let (file, note, server) = {
        let device = lock(device);
        let identity = device.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        let (bag, server) = (device.bag(), Recipient::from_bytes(&identity.recipient)?);
        (bag.parcel(id)?, bag.note(id), server)
    };
    let Ok(parcel) = Parcel::decode(&file) else { return lock(device).answered(id, ParcelState::Damaged) };
    let Some(note) = note.filter(|_| parcel.is_for(&server)) else { return Ok(()) };
    let mut worst = note.worst.unwrap_or(ParcelState::Delivered);
    for part in parcel.requests().skip(usize::try_from(note.next).unwrap_or(0)) {
        let request = lock(device).proved(Route::Carry, part.encode())?;
        worst = worst.max(fate(transport.send(request).await)?);
        let next = part.number.saturating_add(1);
        if next < part.of {
            lock(device).went(id, next, worst)?;
        }
    }
    lock(device).answered(id, worst)
}

/// What an answer says of a part; an error when it is to come again.
fn fate(answer: Result<Vec<u8>, Failure>) -> Result<ParcelState, DeviceError> {
    match answer {
        Ok(answer) => Ok(match CarryAnswer::decode(&answer)?.outcome {
            CarryOutcome::Taken => ParcelState::Delivered,
            CarryOutcome::Unreadable => ParcelState::Damaged,
            CarryOutcome::MakerUnknown => ParcelState::Unknown,
        }),
        Err(Failure::Problem { code, .. })
            if matches!(ProblemCode::named(code), ProblemCode::Malformed | ProblemCode::TooLarge) =>
        {
            Ok(ParcelState::Damaged)
        }
        Err(failure) => Err(failure.into()),
    }
}

#[cfg(test)]
mod tests;
