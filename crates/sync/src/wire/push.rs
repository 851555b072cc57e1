//! The tablet hands over what it made.

use super::Message;
use crate::Error;
use crate::batch::{self, Item};
use crate::cbor::{Fields, FieldsMut, Out, Put, Value};
use crate::chain::{Head, verify_run};
use crate::event::SealedEvent;
use crate::hash::Hash;
use crate::offer::KeyOffer;
use crate::sign::{Signature, VerifyingKey};

/// A run of one installation's events, oldest first, with the keys of new streams beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PushRequest {
    /// Events that follow one another; the newest one's signature vouches for all.
    Run {
        /// The events.
        events: Vec<SealedEvent>,
        /// Signature of the last.
        newest: Signature,
        /// Keys of streams that begin here.
        offers: Vec<KeyOffer>,
        /// What came before the first is held here no longer, so that it cannot be pushed again: it is to be taken
        /// even where the one before it is not known.
        gap: bool,
    },
    /// The same events, each with its own `prev` and signature, to be judged alone. A push of no event at all asks
    /// where the chain stands: the answer is [`PushOutcome::Resume`].
    Singly {
        /// The events with their signatures.
        events: Vec<(SealedEvent, Signature)>,
        /// Keys of streams that begin here.
        offers: Vec<KeyOffer>,
        /// As in a run.
        gap: bool,
    },
}

const EVENTS: u64 = 1;
const NEWEST: u64 = 2;
const OFFERS: u64 = 3;
const GAP: u64 = 4;

impl PushRequest {
    /// Whether a run hangs together and is its maker's; when it is not, for whatever reason, the answer is
    /// [`PushOutcome::PushSingly`]. Nothing is said of single events: each is verified by itself,
    /// [`SealedEvent::verify`].
    pub fn verify(&self, maker: &VerifyingKey) -> Result<(), Error> {
        match self {
            Self::Run { events, newest, .. } => verify_run(events, maker, newest),
            Self::Singly { .. } => Ok(()),
        }
    }

    /// The events, however they come.
    pub fn events(&self) -> impl Iterator<Item = &SealedEvent> {
        let (run, single): (&[SealedEvent], &[(SealedEvent, Signature)]) = match self {
            Self::Run { events, .. } => (events, &[]),
            Self::Singly { events, .. } => (&[], events),
        };
        run.iter().chain(single.iter().map(|(event, _)| event))
    }

    /// The keys offered.
    #[must_use]
    pub fn offers(&self) -> &[KeyOffer] {
        match self {
            Self::Run { offers, .. } | Self::Singly { offers, .. } => offers,
        }
    }

    /// Whether what came before the first event is gone at its maker's.
    #[must_use]
    pub fn gap(&self) -> bool {
        match self {
            Self::Run { gap, .. } | Self::Singly { gap, .. } => *gap,
        }
    }
}

impl Message for PushRequest {
    fn write(&self, map: &mut FieldsMut) {
        match self {
            Self::Run { events, newest, .. } => {
                let items: Vec<Item> = events.iter().cloned().map(Item::from).collect();
                map.fields(EVENTS, &batch::write(&items, true)).bytes(NEWEST, &newest.0);
            }
            Self::Singly { events, .. } => {
                let item = |(event, signature): &(SealedEvent, Signature)| Item {
                    signature: Some(*signature),
                    ..Item::from(event.clone())
                };
                let items: Vec<Item> = events.iter().map(item).collect();
                map.fields(EVENTS, &batch::write(&items, false));
            }
        }
        map.list(OFFERS, self.offers(), |out, offer| out.put_bytes(&offer.encode()));
        map.flag(GAP, self.gap());
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        let items = batch::read(map.must(EVENTS)?)?;
        let offers = map.list(OFFERS, |value| KeyOffer::decode(value.bytes()?))?;
        let gap = map.flag(GAP)?;
        if let Some(newest) = map.maybe(NEWEST, Value::array)?.map(Signature) {
            let events = items.into_iter().map(|item| item.event).collect();
            return Ok(Self::Run { events, newest, offers, gap });
        }
        let unsigned = Error::Malformed("push: an event without its signature");
        let single = |item: Item| Ok((item.event, item.signature.ok_or(unsigned)?));
        let events = items.into_iter().map(single).collect::<Result<_, _>>()?;
        Ok(Self::Singly { events, offers, gap })
    }
}

/// Why an event is parked or refused: a number the server gives and the app turns into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code(pub u16);

impl Code {
    /// Parked: the stream is not known yet and no key offer came with the event.
    pub const STREAM_UNKNOWN: Self = Self(1);
    /// Parked: the data key is not known yet.
    pub const KEY_UNKNOWN: Self = Self(2);
    /// Parked: events of this installation await a coordinator, since it was revoked.
    pub const QUARANTINED: Self = Self(3);
    /// Parked: the access of whoever made it rests; it is given its place when access is given back.
    pub const SUSPENDED: Self = Self(4);
    /// Refused: the body does not open or is malformed.
    pub const MALFORMED: Self = Self(16);
    /// Refused: its own signature does not fit.
    pub const BAD_SIGNATURE: Self = Self(17);
    /// Refused: the actor has no right to this kind in this stream.
    pub const NOT_ALLOWED: Self = Self(18);
    /// Refused: the actor is not the one this installation belongs to.
    pub const WRONG_ACTOR: Self = Self(19);
    /// Refused: larger than the server takes.
    pub const TOO_LARGE: Self = Self(20);
}

/// The server's answer to one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Accepted at this position just now.
    At(u64),
    /// Accepted before, at this position.
    Known(u64),
    /// Another event has this id. Stays in the outbox.
    IdConflict,
    /// Kept aside, tried again later.
    Parked(Code),
    /// Kept aside for a coordinator.
    Refused(Code),
    /// Its stream was erased: it may leave the outbox.
    Erased,
}

impl Verdict {
    pub(super) fn write(out: &mut Out<'_>, verdict: &Self) {
        let (number, detail) = match verdict {
            Self::At(position) => (1_u8, Some(*position)),
            Self::Known(position) => (2, Some(*position)),
            Self::IdConflict => (3, None),
            Self::Parked(code) => (4, Some(u64::from(code.0))),
            Self::Refused(code) => (5, Some(u64::from(code.0))),
            Self::Erased => (6, None),
        };
        out.put_array(1 + u64::from(detail.is_some()));
        out.put_uint(number);
        if let Some(detail) = detail {
            out.put_uint(detail);
        }
    }

    pub(super) fn read(value: Value<'_>) -> Result<Self, Error> {
        let wrong = Error::Malformed("verdict");
        let items = value.items()?;
        let detail = || items.get(1).ok_or(wrong);
        Ok(match items.first().ok_or(wrong)?.uint()? {
            1 => Self::At(detail()?.uint()?),
            2 => Self::Known(detail()?.uint()?),
            3 => Self::IdConflict,
            4 => Self::Parked(Code(detail()?.narrow()?)),
            5 => Self::Refused(Code(detail()?.narrow()?)),
            6 => Self::Erased,
            _ => return Err(wrong),
        })
    }

    /// Whether the event needs no further push. Parked ones are offered again.
    #[must_use]
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::Parked(_))
    }
}

/// What came of a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PushOutcome {
    /// One verdict an event, in the order they were sent.
    Judged(Vec<Verdict>),
    /// The signature of the newest event does not fit: the same events again, each alone.
    PushSingly,
    /// Events before these are missing here: push from the one behind this head.
    Resume(Head),
    /// Another event stands at this seq already: a cloned or rolled-back tablet. Both branches are kept; the
    /// installation has to be enrolled again.
    Forked {
        /// The seq that exists twice.
        seq: u64,
    },
}

/// Answer to a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushAnswer {
    /// What came of it.
    pub outcome: PushOutcome,
    /// The log's epoch.
    pub epoch: u32,
    /// The server's clock, milliseconds since 1970.
    pub server_ms: u64,
    /// Every position up to this one is covered by a backup.
    pub backed_up: u64,
}

impl Message for PushAnswer {
    fn write(&self, map: &mut FieldsMut) {
        map.uint(1, self.epoch).uint(2, self.server_ms).uint(3, self.backed_up);
        match &self.outcome {
            PushOutcome::Judged(verdicts) => map.uint(4, 1_u8).list(5, verdicts, Verdict::write),
            PushOutcome::PushSingly => map.uint(4, 2_u8),
            PushOutcome::Resume(head) => map.uint(4, 3_u8).uint(6, head.seq).bytes(7, &head.hash.0),
            PushOutcome::Forked { seq } => map.uint(4, 4_u8).uint(6, *seq),
        };
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        let outcome = match map.uint(4)? {
            1 => PushOutcome::Judged(map.list(5, Verdict::read)?),
            2 => PushOutcome::PushSingly,
            3 => PushOutcome::Resume(Head { seq: map.uint(6)?, hash: Hash(map.array(7)?) }),
            4 => PushOutcome::Forked { seq: map.uint(6)? },
            _ => return Err(Error::Malformed("push answer: outcome")),
        };
        Ok(Self { outcome, epoch: map.narrow(1)?, server_ms: map.uint(2)?, backed_up: map.uint(3)? })
    }
}
