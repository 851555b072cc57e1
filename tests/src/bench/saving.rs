//! How long a note takes to be saved: made (encoded, packed, sealed, chained, signed) and durable in the outbox; and
//! with the replica brought up to it. The steps are those of `vizitas_device::device`'s write, on a tablet's own files.
//! The floor is one durable commit of the same bytes in a bare database.

use super::bare::Bare;
use super::failure::BenchError;
use super::figure::{Figure, Goal, Samples};
use super::scribe::Scribe;
use super::tablet::{Files, Tablet};
use ring::rand::SystemRandom;
use vizitas_device::outbox::{Outbox, Saved};
use vizitas_domain::event::{Body, Event, Role, Seen};
use vizitas_domain::id::EventId;
use vizitas_domain::register::Note;
use vizitas_domain::time::Time;
use vizitas_replica::{Arrival, Batch};
use vizitas_sync::chain::{Chain, Draft, Head, Signed};
use vizitas_sync::hash::Hash;
use vizitas_sync::hlc::Hlc;
use vizitas_sync::keys::{DataKey, StreamKey};

/// What the server keeps of a signed event besides its bytes, as the outbox has it.
#[must_use]
pub(crate) fn saved(signed: &Signed) -> Saved {
    let header = signed.event.header();
    Saved {
        seq: header.seq,
        prev: header.prev.0,
        hash: signed.event.hash().0,
        signature: signed.signature.0,
        header: signed.event.header_bytes().to_vec(),
        sealed: signed.event.sealed().to_vec(),
        key_offer: None,
    }
}

/// The chain of a tablet, from where its outbox stands.
#[must_use]
pub(crate) fn chain(files: &Files, outbox: &Outbox) -> Chain {
    let head = outbox.head();
    Chain {
        installation: files.identity.installation,
        incarnation: files.identity.incarnation,
        head: Head { seq: head.seq, hash: Hash(head.hash) },
    }
}

fn made(
    files: &Files,
    outbox: &Outbox,
    key: &StreamKey,
    seen: Seen,
    ms: u64,
    note: &Note,
) -> Result<(Signed, Event), BenchError> {
    let hlc = Hlc::new(ms, 0);
    let seconds = uuid::Timestamp::from_unix(uuid::ContextV7::new(), ms / 1_000, 0);
    let draft = Draft {
        id: EventId(uuid::Uuid::new_v7(seconds)),
        hlc,
        actor: files.identity.worker,
        role: Role::Worker,
        seen,
        body: Body::NoteWritten(note.clone()),
    };
    let signed = chain(files, outbox).append(&draft, key, &files.secrets.signing, &SystemRandom::new())?;
    let event = Event {
        id: draft.id,
        stream: key.stream,
        position: None,
        installation: files.identity.installation,
        actor: draft.actor,
        role: draft.role,
        seen,
        at: hlc.time(),
        body: draft.body,
    };
    Ok((signed, event))
}

/// The length of the header (two bytes), the header, the sealed body.
fn joined(signed: &Signed) -> Vec<u8> {
    let header = signed.event.header_bytes();
    let length = u16::try_from(header.len()).unwrap_or(u16::MAX).to_be_bytes();
    [&length, header, signed.event.sealed()].concat()
}

/// Outbox alone, outbox and replica.
///
/// # Errors
/// Those of the files.
pub(crate) fn measure(
    tablet: &Tablet,
    files: &mut Files,
    scribe: &Scribe,
    now: Time,
    samples: usize,
) -> Result<Vec<Figure>, BenchError> {
    let mut bare = Bare::create(&tablet.beside("commits.db"))?;
    let alone = tablet.beside("outbox-alone");
    Outbox::create(&alone, Some(vizitas_device::outbox::Head { incarnation: 1, ..Default::default() }))?;
    let (mut alone, _) = Outbox::open(&alone)?;
    let (mut floor, mut outbox, mut both) = (Samples::default(), Samples::default(), Samples::default());
    let mut ms = u64::try_from(now.0).unwrap_or_default() * 1_000;
    for number in 0..samples + samples / 10 {
        if number == samples / 10 {
            [&mut floor, &mut outbox, &mut both].into_iter().for_each(Samples::begin);
        }
        ms += 1_000;
        let (client, text) = (scribe.client()?, scribe.note());
        let note = Note { visit: None, text, corrects: None, at: now };
        let bytes = outbox.time(|| -> Result<Vec<u8>, BenchError> {
            let (signed, _) = made(files, &alone, &client, Seen::default(), ms, &note)?;
            alone.save(vec![saved(&signed)], Vec::new())?;
            Ok(joined(&signed))
        })?;
        floor.time(|| bare.add([bytes.as_slice()]))?;
        both.time(|| -> Result<(), BenchError> {
            let key = files.replica.newest_key(client.stream)?;
            let key = key.ok_or(BenchError::Wrong("a client's key is not on the tablet"))?;
            let key = StreamKey {
                stream: client.stream,
                generation: key.generation,
                key: DataKey::from_bytes(*key.key),
            };
            let seen = files.replica.seen(client.stream)?;
            let (signed, event) = made(files, &files.outbox, &key, seen, ms, &note)?;
            files.outbox.save(vec![saved(&signed)], Vec::new())?;
            let arrival = Arrival { event, bytes: joined(&signed), hash: signed.event.hash().0 };
            files.replica.apply(&Batch { arrivals: vec![arrival], ..Batch::default() })?;
            Ok(())
        })?;
    }
    let beside = |samples: &Samples| format!("{}; floor {}", samples.spread(), floor.spread());
    let figure = |name, samples: &Samples, times| {
        let figure = Figure::new(name, samples.ms(50), "ms").above(floor.ms(50));
        figure.reaching(Goal::Times(times)).beside(beside(samples))
    };
    Ok(vec![figure("save_outbox", &outbox, 2.0), figure("save_note", &both, 3.0)])
}
