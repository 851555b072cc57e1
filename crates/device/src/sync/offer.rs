//! After a restore of the server: what this tablet holds and the log has lost is offered, whoever made it, with the signed
//! lists that show that it had been accepted and the data keys that open it.

use super::push::word;
use crate::device::{Device, Open};
use crate::error::DeviceError;
use crate::outbox::Answer;
use crate::stored;
use ring::rand::SystemRandom;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use vizitas_domain::id::{EventId, StreamId};
use vizitas_replica::StoredEvent;
use vizitas_sync::batch::{BYTES_LIMIT, EVENTS_LIMIT};
use vizitas_sync::hash::Hash;
use vizitas_sync::header::Header;
use vizitas_sync::keys::{DataKey, Recipient, StreamKey, seal_keys};
use vizitas_sync::log::PlacedList;
use vizitas_sync::sign::Signature;
use vizitas_sync::wire::{Code, Message, OfferAnswer, OfferRequest, OfferedList, Verdict};

/// What was offered since the app was opened: an answer moves nothing in the replica, the next pull does.
#[derive(Debug, Default)]
pub(crate) struct Offers {
    events: BTreeSet<EventId>,
    keys: bool,
}

/// A request, and which events are in it.
pub(super) struct Offer {
    pub(super) request: Vec<u8>,
    pub(super) events: Vec<EventId>,
}

impl Device {
    /// The next piece of what is to be offered; none when there is nothing.
    pub(super) fn offer(&self) -> Result<Option<Offer>, DeviceError> {
        let open = self.open.as_ref().ok_or(DeviceError::Locked)?;
        let mut waiting = open.replica.waiting_events()?;
        waiting.retain(|event| !open.offers.events.contains(&event.id));
        let keyless = !open.offers.keys && self.waits_for_a_key();
        if waiting.is_empty() && !keyless {
            return Ok(None);
        }
        // In their old order. What no list names never had a place: it is for a push. What was said of it since counts for
        // nothing: pushed before the restore was known, it lacked a right or a key that the log had lost, too.
        let proofs = proofs(open, &waiting)?;
        let (mut events, mut lists, mut bytes) = (Vec::new(), BTreeMap::new(), 0_usize);
        for stored in &waiting {
            let Some((position, proof)) = proofs.places.get(&Hash(stored.hash)) else { continue };
            let Some(list) = proofs.lists.get(*proof) else { continue };
            let more = if lists.contains_key(proof) { 0 } else { list.list.placed.len() * 48 };
            bytes = bytes.saturating_add(stored.bytes.len()).saturating_add(more);
            if !events.is_empty() && (bytes > BYTES_LIMIT || events.len() >= EVENTS_LIMIT) {
                break;
            }
            lists.insert(*proof, list.clone());
            events.push((*position, stored.id, stored::split(&stored.bytes)?));
        }
        if events.is_empty() && !keyless {
            return Ok(None);
        }
        let names = events.iter().map(|(_, id, _)| *id).collect();
        let request = OfferRequest {
            events: events.into_iter().map(|(position, _, event)| (position, event)).collect(),
            lists: lists.into_values().collect(),
            keys: self.keys_to_bring(open)?,
        };
        Ok(Some(Offer { request: request.encode(), events: names }))
    }

    /// Whether the server has no key for something that was made here.
    fn waits_for_a_key(&self) -> bool {
        let parked = Some(Answer::Parked(Code::KEY_UNKNOWN.0));
        self.outbox.iter().any(|outbox| outbox.held().any(|(_, answer)| answer == parked))
    }

    /// The keys of every stream in which something waits, sealed to the server.
    fn keys_to_bring(&self, open: &Open) -> Result<Option<vizitas_sync::keys::Boxed>, DeviceError> {
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        let waiting = open.replica.waiting_events()?;
        let streams: BTreeSet<StreamId> = waiting.into_iter().map(|event| event.stream).collect();
        let mut keys = Vec::new();
        for stream in streams {
            keys.extend(open.replica.keys_of(stream)?.into_iter().map(|key| StreamKey {
                stream,
                generation: key.generation,
                key: DataKey::from_bytes(*key.key),
            }));
        }
        let recipient = Recipient::from_bytes(&identity.recipient)?;
        Ok(if keys.is_empty() { None } else { Some(seal_keys(&recipient, &keys, &SystemRandom::new())?) })
    }

    /// Writes the answers down; whether there is more to offer.
    pub(super) fn take_offer(&mut self, offered: &[EventId], bytes: &[u8]) -> Result<bool, DeviceError> {
        let answer = OfferAnswer::decode(bytes)?;
        let open = self.open.as_mut().ok_or(DeviceError::Locked)?;
        let outbox = self.outbox.as_mut().ok_or(DeviceError::WrongStage)?;
        let said: HashMap<EventId, Verdict> =
            offered.iter().copied().zip(answer.verdicts.iter().copied()).collect();
        let mut answers = Vec::new();
        for (saved, _) in outbox.held() {
            if let Some(verdict @ (Verdict::At(_) | Verdict::Known(_))) =
                said.get(&Header::parse(&saved.header)?.id)
            {
                answers.push((saved.seq, word(verdict, answer.epoch)));
            }
        }
        // Beside events the keys are taken that these name; for what is parked they are brought once more.
        open.offers.keys |= offered.is_empty();
        open.offers.events.extend(offered);
        self.plug.step()?;
        outbox.answer(&answers)?;
        Ok(self.offer()?.is_some())
    }
}

/// Where each event that lost its place had stood, and in which list that is said.
struct Proofs {
    lists: Vec<OfferedList>,
    places: HashMap<Hash, (u64, usize)>,
}

fn proofs(open: &Open, waiting: &[StoredEvent]) -> Result<Proofs, DeviceError> {
    let wanted: HashSet<Hash> = waiting.iter().map(|event| Hash(event.hash)).collect();
    let mut proofs = Proofs { lists: Vec::new(), places: HashMap::new() };
    for proof in open.replica.proofs()? {
        if proofs.places.len() == wanted.len() {
            break;
        }
        let list = PlacedList::decode(&proof.list)?;
        let signature = proof.signature.try_into().map_err(|_| DeviceError::ProfileDamaged)?;
        let index = proofs.lists.len();
        for (position, hash) in list.placed.iter().filter(|(_, hash)| wanted.contains(hash)) {
            proofs.places.entry(*hash).or_insert((*position, index));
        }
        proofs.lists.push(OfferedList { list, signature: Signature(signature) });
    }
    Ok(proofs)
}
