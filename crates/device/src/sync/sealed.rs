//! What a locked tablet fetches and how it is taken in once somebody opens it: by the same code and in the same order as if it
//! had just been pulled. What does not fit is dropped, and the next pull brings it. It must never need a key that is behind
//! the PIN while the tablet is locked, nor hold up the opening.

use super::pull::held_runs;
use super::{Ask, Asked, wire};
use crate::device::Device;
use crate::error::DeviceError;
use crate::inbox::Letter;
use crate::outbox::Saved;
use crate::transport::Route;
use std::time::Duration;
use vizitas_sync::batch::{BYTES_LIMIT, EVENTS_LIMIT};
use vizitas_sync::hash::Hash;
use vizitas_sync::keys::Recipient;
use vizitas_sync::log::{Cursor, PlacedList};
use vizitas_sync::plan::Step;
use vizitas_sync::sign::VerifyingKey;
use vizitas_sync::wire::{Message, PullAnswer, PullRequest, Pulled};

/// Nobody waits longer than this for the first screen; what is left then is pulled.
const OPENING: Duration = Duration::from_secs(2);

impl Device {
    /// Whether a step needs nothing that is behind the PIN.
    pub(super) fn may_while_locked(&self, step: Step) -> bool {
        match step {
            Step::Push { .. } => true,
            Step::Pull => !self.is_open() && self.transport.is_some() && self.inbox.goes_on().is_some(),
            _ => false,
        }
    }

    /// Asks for what is new behind the inbox. History is not asked for: the keys of a new stream come once it is open.
    pub(super) fn ask_sealed(&self) -> Result<Ask, DeviceError> {
        let cursor = self.inbox.goes_on().ok_or(DeviceError::WrongStage)?;
        let request = PullRequest {
            cursor,
            incomplete: Vec::new(),
            held: held_runs(self.outbox.as_ref().ok_or(DeviceError::WrongStage)?),
            events: u32::try_from(EVENTS_LIMIT).unwrap_or(u32::MAX),
            bytes: u32::try_from(BYTES_LIMIT).unwrap_or(u32::MAX),
            keyless: Vec::new(),
            audit: None,
            witness: Vec::new(),
            // Tries at a stolen tablet are told as long as nobody has opened it.
            wrong_tries: Some(self.profile.wrong_ever()),
        };
        Ok(Ask::Send(Route::Pull, request.encode(), Asked::Sealed(cursor)))
    }

    /// Puts an answer into the inbox, unless the log is not the one any more that the replica knows: that is for an open
    /// tablet to find out, from where the replica stands.
    pub(super) fn take_sealed(&mut self, from: &Cursor, bytes: &[u8]) -> Result<PullAnswer, DeviceError> {
        let answer = PullAnswer::decode(bytes)?;
        // Opened meanwhile: what it was told since stands in the replica.
        if self.is_open() {
            return Ok(answer);
        }
        match &answer.pulled {
            Some(pulled) if answer.epoch == from.epoch && pulled.epochs.is_empty() => {
                self.verified(pulled)?;
                if pulled.scanned != *from {
                    let keeper = self.transport.as_ref().ok_or(DeviceError::KeyStoreMissing)?;
                    let at = self.now();
                    self.plug.step()?;
                    self.inbox.keep((from, pulled.scanned), at, bytes, keeper)?;
                }
            }
            _ => self.inbox.clear(),
        }
        Ok(answer)
    }

    /// Whether the log vouches for what came: nothing else is worth its place.
    pub(super) fn verified(&self, pulled: &Pulled) -> Result<PlacedList, DeviceError> {
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        let own = |incarnation, seq| self.made_here(incarnation, seq).map(|saved| Hash(saved.hash));
        Ok(pulled.verify(&VerifyingKey(identity.log_key), own)?)
    }

    /// An event that this tablet made in this life and still holds.
    pub(super) fn made_here(&self, incarnation: u32, seq: u64) -> Option<&Saved> {
        let lives = self.identity.as_ref().is_some_and(|identity| identity.incarnation == incarnation);
        self.outbox.as_ref().filter(|_| lives)?.numbered(seq)
    }

    /// Takes in what came while the tablet was locked, before anything is shown, and begins the inbox anew. Whatever stops
    /// it stops nobody from working: what is dropped here is pulled.
    pub(crate) fn empty_inbox(&mut self) {
        if !self.inbox.is_empty() {
            match self.read_inbox() {
                Ok(taken) => tracing::info!(taken, "what came while it was locked is taken in"),
                Err(error) => tracing::warn!(%error, "what came while it was locked is pulled anew"),
            }
            if self.plug.step().is_err() {
                return;
            }
        }
        match self.stands() {
            None => self.inbox.clear(),
            stands => self.keep_stand(stands),
        }
    }

    /// How many answers were taken in.
    fn read_inbox(&mut self) -> Result<usize, DeviceError> {
        self.keep_transport();
        let keeper = self.transport.as_ref().ok_or(DeviceError::KeyStoreMissing)?.verifying();
        let begun = (self.stopwatch)();
        let mut taken = 0;
        for letter in self.inbox.letters() {
            if (self.stopwatch)().since(&begun) >= OPENING {
                break;
            }
            let cursor = wire(&self.cursor()?);
            // Taken in before, when something stopped it after.
            if letter.from != cursor && letter.upto.position <= cursor.position {
                continue;
            }
            if letter.from != cursor || !self.read_letter(&letter, &keeper)? {
                break;
            }
            taken += 1;
        }
        Ok(taken)
    }

    /// Takes an answer in; not one that says something for which the key has not come: it is pulled again, and its key then
    /// comes with it.
    fn read_letter(&mut self, letter: &Letter, keeper: &VerifyingKey) -> Result<bool, DeviceError> {
        let open = self.open.as_ref().ok_or(DeviceError::Locked)?;
        let answer = PullAnswer::decode(&letter.open(&open.secrets.opener, keeper)?)?;
        let Some(pulled) = answer.pulled.filter(|pulled| pulled.scanned == letter.upto) else {
            return Ok(false);
        };
        for (_, event) in &pulled.events {
            let header = event.header();
            if open.replica.data_key(header.stream, header.generation)?.is_none() {
                return Ok(false);
            }
        }
        let is_whole = !pulled.more
            && pulled.granted.is_empty()
            && open.replica.grants()?.iter().all(|grant| grant.is_complete());
        self.take_in(&pulled, answer.server_ms, is_whole.then_some(letter.at))?;
        Ok(true)
    }

    /// Where the inbox has to go on from: where the replica stands. None while locked; none either in a replica that holds
    /// nothing yet, whose first answers need keys.
    pub(crate) fn stands(&self) -> Option<(Cursor, Recipient)> {
        let open = self.open.as_ref()?;
        let cursor = open.replica.cursor().ok().filter(|cursor| cursor.position > 0)?;
        Some((wire(&cursor), open.secrets.opener.recipient().ok()?))
    }

    /// Begins the inbox there, unless it does already.
    pub(crate) fn keep_stand(&mut self, stands: Option<(Cursor, Recipient)>) {
        let Some((cursor, recipient)) = stands else { return };
        if let Err(error) = self.inbox.begin(cursor, &recipient) {
            tracing::warn!(%error, "nothing is fetched while it is locked");
        }
    }
}
