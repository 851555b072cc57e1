//! Handing over what was made here, and writing down what the server said of each event.

use crate::device::{CHAIN, Device};
use crate::error::DeviceError;
use crate::outbox::{Answer, Head, Saved};
use vizitas_sync::batch::{BYTES_LIMIT, EVENTS_LIMIT, fitting};
use vizitas_sync::event::SealedEvent;
use vizitas_sync::offer::KeyOffer;
use vizitas_sync::sign::Signature;
use vizitas_sync::wire::{Message, PushAnswer, PushOutcome, PushRequest, Verdict};

/// What an id conflict is written down as: the server never gives this number.
const ID_CONFLICT: u16 = u16::MAX;
/// What an event that lost its place is written down as: it waits to be offered again.
const UNPLACED: u16 = 0;

/// Of a run the first events that fit into one push, with the keys that they offer.
pub(crate) fn as_many_as_fit(run: &[&Saved]) -> Result<(Vec<SealedEvent>, Vec<KeyOffer>), DeviceError> {
    let sealed = |saved: &&Saved| SealedEvent::from_bytes(saved.header.clone(), saved.sealed.clone());
    let mut events = run.iter().take(EVENTS_LIMIT).map(sealed).collect::<Result<Vec<_>, _>>()?;
    events.truncate(fitting(&events, EVENTS_LIMIT, BYTES_LIMIT));
    let offers = run.iter().take(events.len()).filter_map(|saved| saved.key_offer.as_deref());
    let offers = offers.map(KeyOffer::decode).collect::<Result<Vec<_>, _>>()?;
    Ok((events, offers))
}

impl Device {
    /// First and last event that wait for a final answer.
    pub(crate) fn waiting_span(&self) -> Option<(u64, u64)> {
        let outbox = self.outbox.as_ref()?;
        let first = outbox.waiting().next()?.seq;
        let last = outbox.waiting().next_back()?.seq;
        Some((first, last))
    }

    /// Whether something made here was never answered: what is parked or refused lies at the server, too.
    pub(crate) fn is_unanswered(&self) -> bool {
        let open = |answer| matches!(answer, None | Some(Answer::Parked(UNPLACED)));
        self.outbox.as_ref().is_some_and(|outbox| outbox.held().any(|(_, answer)| open(answer)))
    }

    /// A push of as many events as fit, from `from` on, and their numbers. Where answered events have left the outbox
    /// in between, the run ends before the hole.
    pub(super) fn push_request(
        &self,
        from: u64,
        to: u64,
        singly: bool,
        gap: bool,
    ) -> Result<(Vec<u8>, Vec<u64>), DeviceError> {
        let outbox = self.outbox.as_ref().ok_or(DeviceError::WrongStage)?;
        let mut run: Vec<&Saved> = Vec::new();
        for (saved, _) in outbox.held().filter(|(saved, _)| saved.seq >= from && saved.seq <= to) {
            if run.last().is_some_and(|last| saved.seq != last.seq.saturating_add(1)) {
                break;
            }
            run.push(saved);
        }
        let (events, offers) = as_many_as_fit(&run)?;
        run.truncate(events.len());
        let last = run.last().ok_or(DeviceError::NotFound)?;
        let request = if singly {
            let signed = events.into_iter().zip(run.iter().map(|saved| Signature(saved.signature)));
            PushRequest::Singly { events: signed.collect(), offers, gap }
        } else {
            PushRequest::Run { events, newest: Signature(last.signature), offers, gap }
        };
        Ok((request.encode(), run.iter().map(|saved| saved.seq).collect()))
    }

    /// Writes the answers down, each for exactly the event it is about.
    pub(super) fn take_push(&mut self, pushed: &[u64], bytes: &[u8]) -> Result<PushAnswer, DeviceError> {
        let answer = PushAnswer::decode(bytes)?;
        if let PushOutcome::Judged(verdicts) = &answer.outcome {
            let outbox = self.outbox.as_mut().ok_or(DeviceError::WrongStage)?;
            let answers: Vec<(u64, Answer)> = pushed
                .iter()
                .zip(verdicts)
                .map(|(seq, verdict)| (*seq, word(verdict, answer.epoch)))
                .collect();
            self.plug.step()?;
            outbox.answer(&answers)?;
            if answers.iter().any(|(_, answer)| *answer == Answer::Erased) {
                // No backup and no pull is waited for: nothing of somebody erased stays.
                self.plug.step()?;
                outbox.release(0)?;
            }
        }
        Ok(answer)
    }

    /// A push of nothing, which asks where the chain stands.
    pub(super) fn head_request() -> Vec<u8> {
        PushRequest::Singly { events: Vec::new(), offers: Vec::new(), gap: false }.encode()
    }

    /// The chain goes on from where the server knows it to stand, unless more of it was found here.
    pub(super) fn take_head(&mut self, bytes: &[u8]) -> Result<Option<(u64, u64)>, DeviceError> {
        let PushOutcome::Resume(theirs) = PushAnswer::decode(bytes)?.outcome else {
            return Err(DeviceError::ServerRefused(0));
        };
        let incarnation = self.identity.as_ref().ok_or(DeviceError::WrongStage)?.incarnation;
        let open = self.open.as_mut().ok_or(DeviceError::Locked)?;
        let outbox = self.outbox.as_mut().ok_or(DeviceError::WrongStage)?;
        let ours = Head { incarnation, ..outbox.head() };
        let theirs = Head { incarnation, seq: theirs.seq, hash: theirs.hash.0 };
        let head = if theirs.seq > ours.seq { theirs } else { ours };
        outbox.take_back(Vec::new(), head)?;
        open.replica.set_meta(CHAIN, &head.bytes())?;
        Ok(self.waiting_span())
    }

    /// Own events whose place, by epoch and position, the log no longer has wait again; whether there are any.
    pub(crate) fn unplace(&mut self, is_lost: impl Fn(u32, u64) -> bool) -> Result<bool, DeviceError> {
        let outbox = self.outbox.as_mut().ok_or(DeviceError::WrongStage)?;
        let lost: Vec<(u64, Answer)> = outbox
            .held()
            .filter(
                |(_, answer)| matches!(answer, Some(Answer::At { epoch, position }) if is_lost(*epoch, *position)),
            )
            .map(|(saved, _)| (saved.seq, Answer::Parked(UNPLACED)))
            .collect();
        if !lost.is_empty() {
            self.plug.step()?;
            outbox.answer(&lost)?;
        }
        Ok(!lost.is_empty())
    }
}

pub(super) fn word(verdict: &Verdict, epoch: u32) -> Answer {
    match verdict {
        Verdict::At(position) | Verdict::Known(position) => Answer::At { epoch, position: *position },
        Verdict::IdConflict => Answer::Refused(ID_CONFLICT),
        Verdict::Parked(code) => Answer::Parked(code.0),
        Verdict::Refused(code) => Answer::Refused(code.0),
        Verdict::Erased => Answer::Erased,
    }
}
