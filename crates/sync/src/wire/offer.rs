//! After a restore: a replica offers what the log has lost, with the proof that it had been accepted.

use super::{Message, Verdict};
use crate::Error;
use crate::batch::{self, Item};
use crate::cbor::{Fields, FieldsMut, Put, Value};
use crate::event::SealedEvent;
use crate::hash::Hash;
use crate::keys::Boxed;
use crate::log::PlacedList;
use crate::sign::{Signature, VerifyingKey};
use std::collections::{HashMap, HashSet};

/// A list out of an earlier pull answer, with the log key's signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedList {
    /// The list.
    pub list: PlacedList,
    /// The log key's signature over it.
    pub signature: Signature,
}

/// Events of any maker, each with the position it had, and the lists that name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferRequest {
    /// The events with their former positions, in log order.
    pub events: Vec<(u64, SealedEvent)>,
    /// The proofs. What has none, its maker can push.
    pub lists: Vec<OfferedList>,
    /// Data keys, sealed to the server by [`crate::keys::seal_keys`].
    pub keys: Option<Boxed>,
}

impl OfferRequest {
    /// The places that the lists prove: those with the log's signature. A list that came twice counts once; more lists
    /// than events are too many, since no event needs two.
    pub fn proved(&self, log: &VerifyingKey) -> Result<HashSet<(u64, Hash)>, Error> {
        let said = |proof: &OfferedList| Hash::of(&[&proof.signature.0, &proof.list.encode()]);
        let different: HashMap<Hash, &OfferedList> =
            self.lists.iter().map(|proof| (said(proof), proof)).collect();
        if different.len() > self.events.len() {
            return Err(Error::TooLarge("offer: lists"));
        }
        let good = different.into_values().filter(|proof| proof.list.verify(log, &proof.signature).is_ok());
        Ok(good.flat_map(|proof| proof.list.placed.iter().copied()).collect())
    }
}

impl Message for OfferRequest {
    fn write(&self, map: &mut FieldsMut) {
        let item = |(position, event): &(u64, SealedEvent)| Item {
            position: Some(*position),
            ..Item::from(event.clone())
        };
        let items: Vec<Item> = self.events.iter().map(item).collect();
        map.fields(1, &batch::write(&items, true)).list(2, &self.lists, |out, proof| {
            out.put_array(2);
            out.put_bytes(&proof.list.encode());
            out.put_bytes(&proof.signature.0);
        });
        if let Some(keys) = &self.keys {
            map.put(3, |out| keys.write(out));
        }
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        let placed = |item: Item| {
            let position = item.position.ok_or(Error::Malformed("offer: an event without its place"))?;
            Ok((position, item.event))
        };
        let list = |value: Value<'_>| {
            let [list, signature] = value.tuple()?;
            let signature = Signature(signature.array()?);
            Ok(OfferedList { list: PlacedList::decode(list.bytes()?)?, signature })
        };
        Ok(Self {
            events: batch::read(map.must(1)?)?.into_iter().map(placed).collect::<Result<_, _>>()?,
            lists: map.list(2, list)?,
            keys: map.maybe(3, Boxed::read)?,
        })
    }
}

/// Answer to an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferAnswer {
    /// One verdict an event, in the order they were offered.
    pub verdicts: Vec<Verdict>,
    /// The log's epoch.
    pub epoch: u32,
}

impl Message for OfferAnswer {
    fn write(&self, map: &mut FieldsMut) {
        map.uint(1, self.epoch).list(2, &self.verdicts, Verdict::write);
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        Ok(Self { verdicts: map.list(2, Verdict::read)?, epoch: map.narrow(1)? })
    }
}
