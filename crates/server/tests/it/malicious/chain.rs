//! Attempts on the chain: signatures, order, forks, replays, and events that were changed after they had been signed.

use super::stage::{
    Attempt, Case, Stage, bent, between, damaged, honest, new_id, push, resigned, run, singly,
};
use super::tree::Tree;
use crate::tablet::{Tablet, note};
use vizitas_domain::event::Seen;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_sync::chain::{Head, Signed};
use vizitas_sync::hash::Hash;
use vizitas_sync::header::Header;
use vizitas_sync::hlc::Hlc;
use vizitas_sync::keys::KeyId;
use vizitas_sync::sign::{Purpose, Signature};
use vizitas_sync::wire::{Message, PushRequest};

pub(super) fn cases(stage: &Stage) -> Vec<Case> {
    let mut cases = signatures(stage);
    cases.extend(changed(stage));
    cases.extend(orders(stage));
    cases.extend(forks(stage));
    cases.extend(replays(stage));
    cases
}

fn three(stage: &Stage, tablet: &mut Tablet) -> Vec<Signed> {
    (0..3).map(|_| tablet.make(stage.ona, note("viena iš trijų"))).collect()
}

fn signatures(stage: &Stage) -> Vec<Case> {
    type Sign = fn(&Tablet, &[Signed]) -> Signature;
    let wrong: [(&str, Sign); 9] = [
        ("of zeros", |_, _| Signature([0; 64])),
        ("of ones", |_, _| Signature([0xff; 64])),
        ("of the event before", |_, made| made[1].signature),
        ("of the first event", |_, made| made[0].signature),
        ("by the transport key", |tablet, made| {
            tablet.keys.transport.sign(Purpose::Event, &made[2].event.hash().0)
        }),
        ("made for a request", |tablet, made| {
            tablet.keys.signing.sign(Purpose::Request, &made[2].event.hash().0)
        }),
        ("made for a key offer", |tablet, made| {
            tablet.keys.signing.sign(Purpose::KeyOffer, &made[2].event.hash().0)
        }),
        ("with its second half replaced", |_, made| {
            let mut bytes = made[2].signature.0;
            bytes[32..].fill(0);
            Signature(bytes)
        }),
        // The same point, the scalar with the group's order added to it: what a lax verifier takes for another signature.
        ("stretched by the order of the group", |_, made| {
            const ORDER: [u8; 32] = [
                0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
                0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
            ];
            let mut bytes = made[2].signature.0;
            let mut carry = 0;
            for (byte, order) in bytes[32..].iter_mut().zip(ORDER) {
                let sum = u16::from(*byte) + u16::from(order) + carry;
                (*byte, carry) = (sum as u8, sum >> 8);
            }
            Signature(bytes)
        }),
    ];
    let mut cases = Vec::new();
    for (name, sign) in wrong {
        let mut tablet = stage.tablet();
        let made = three(stage, &mut tablet);
        let newest = sign(&tablet, &made);
        let PushRequest::Run { events, .. } = run(&made, vec![]) else { panic!() };
        let request = PushRequest::Run { events, newest, offers: vec![], gap: false };
        cases.push(Case::new(format!("a run with a signature {name}"), push(&tablet, request.encode())));
        let mut tablet = stage.tablet();
        let attempt: Attempt<'_> = (
            format!("an event with a signature {name}"),
            Box::new(|tablet| {
                let made = three(stage, tablet);
                // It stands for the third; the first two were never sent.
                tablet.chain.head =
                    Head { seq: made[0].event.header().seq - 1, hash: made[0].event.header().prev };
                let mut last = tablet.make(stage.ona, note("su svetimu parašu"));
                last.signature = sign(tablet, &[made[0].clone(), made[1].clone(), last.clone()]);
                last
            }),
        );
        cases.push(between(stage, &mut tablet, vec![attempt]));
    }
    let mut tablet = stage.tablet();
    let by = &stage.jonas.keys.signing;
    let attempt: Attempt<'_> = (
        "an event signed by somebody else".into(),
        Box::new(|tablet| {
            let mut made = tablet.make(stage.ona, note("svetimas parašas"));
            made.signature = by.sign(Purpose::Event, &made.event.hash().0);
            made
        }),
    );
    cases.push(between(stage, &mut tablet, vec![attempt]));
    cases
}

type Bend = fn(&mut Header, &mut Vec<u8>);

/// One field of the header, or the body, is another than was signed.
fn changed(stage: &Stage) -> Vec<Case> {
    let fields: [(&str, Bend); 14] = [
        ("id", |header, _| header.id = new_id()),
        ("stream", |header, _| header.stream = StreamId(new_id().0)),
        ("generation", |header, _| header.generation += 1),
        ("key id", |header, _| header.key = KeyId([7; 16])),
        ("installation", |header, _| header.installation = InstallationId(new_id().0)),
        ("incarnation", |header, _| header.incarnation += 1),
        ("number", |header, _| header.seq += 1),
        ("predecessor", |header, _| header.prev = Hash([7; 32])),
        ("clock", |header, _| header.hlc = Hlc(header.hlc.0 + 1)),
        ("actor", |header, _| header.actor = ActorId(new_id().0)),
        ("seen", |header, _| header.seen = Seen { epoch: 9, position: 9 }),
        ("sealed body's first byte", |_, sealed| sealed[0] ^= 1),
        ("sealed body's middle", |_, sealed| {
            let middle = sealed.len() / 2;
            sealed[middle] ^= 1;
        }),
        ("sealed body's end", |_, sealed| sealed.truncate(sealed.len() - 1)),
    ];
    let mut cases = Vec::new();
    for (name, bend) in fields {
        let mut tablet = stage.tablet();
        let attempt: Attempt<'_> = (
            format!("{name} changed after signing, among others"),
            Box::new(move |tablet| damaged(tablet, stage.ona, bend)),
        );
        let case = between(stage, &mut tablet, vec![attempt]);
        // What does not hang together is no push: the form allows no neighbours.
        let whole = ["installation", "incarnation", "number"].contains(&name);
        cases.push(Case { between: !whole, ..case });
        let mut tablet = stage.tablet();
        let first = tablet.make(stage.ona, note("prieš"));
        let made = [first, damaged(&mut tablet, stage.ona, bend), tablet.make(stage.ona, note("po"))];
        // A run of it does not hang together, whatever the newest says.
        cases.push(Case::new(
            format!("{name} changed after signing, in a run"),
            push(&tablet, run(&made, vec![]).encode()),
        ));
    }
    let mut tablet = stage.tablet();
    let (one, other) = (tablet.make(stage.ona, note("pirma")), tablet.make(stage.ona, note("antra")));
    let swapped = |head: &Signed, body: &Signed| Signed {
        event: vizitas_sync::event::SealedEvent::new(
            head.event.header().clone(),
            body.event.sealed().to_vec(),
        )
        .unwrap(),
        signature: head.signature,
    };
    let both = [swapped(&one, &other), swapped(&other, &one)];
    cases.push(Case::new("two bodies swapped, signed before", push(&tablet, singly(&both, vec![]).encode())));
    let mut tablet = stage.tablet();
    let attempt: Attempt<'_> = (
        "a header swapped onto another body and signed".into(),
        Box::new(|tablet| {
            let other = tablet.make(stage.ona, note("kitas turinys")).event.sealed().to_vec();
            let head = Head {
                seq: tablet.chain.head.seq - 1,
                hash: tablet.made.last().unwrap().event.header().prev,
            };
            tablet.chain.head = head;
            bent(tablet, stage.ona, |_, sealed| *sealed = other)
        }),
    );
    cases.push(between(stage, &mut tablet, vec![attempt]));
    cases
}

/// Events in an order that no chain has.
fn orders(stage: &Stage) -> Vec<Case> {
    let mut cases = Vec::new();
    let orders: [(&str, &[usize]); 6] = [
        ("with a hole", &[0, 2]),
        ("backwards", &[2, 1, 0]),
        ("with the first two exchanged", &[1, 0, 2]),
        ("with one twice", &[0, 1, 1, 2]),
        ("with the first again at the end", &[0, 1, 2, 0]),
        ("beginning in the middle", &[1, 2]),
    ];
    for (name, order) in orders {
        let mut tablet = stage.tablet();
        let made = three(stage, &mut tablet);
        let made: Vec<Signed> = order.iter().map(|at| made[*at].clone()).collect();
        cases.push(Case::new(format!("a run {name}"), push(&tablet, run(&made, vec![]).encode())));
        cases.push(Case::new(format!("single events {name}"), push(&tablet, singly(&made, vec![]).encode())));
    }
    let (mut one, mut other) = (stage.tablet(), stage.tablet());
    let made = [one.make(stage.ona, note("a")), other.make(stage.ona, note("b"))];
    cases.push(Case::new("a run of two tablets", push(&one, run(&made, vec![]).encode())));
    cases.push(Case::new("single events of two tablets", push(&one, singly(&made, vec![]).encode())));
    let mut tablet = stage.tablet();
    let first = tablet.make(stage.ona, note("a"));
    tablet.chain.incarnation = 2;
    let made = [first, tablet.make(stage.ona, note("b"))];
    cases.push(Case::new("a run of two incarnations", push(&tablet, run(&made, vec![]).encode())));
    let mut tablet = stage.tablet();
    tablet.chain.incarnation = 2;
    let made = three(stage, &mut tablet);
    cases.push(Case::new("an incarnation that did not begin", push(&tablet, run(&made, vec![]).encode())));
    for (name, seq) in [
        ("far ahead", 1_000_000),
        ("beyond what is counted", 1 << 63),
        ("at the end of numbers", u64::MAX - 1),
    ] {
        let mut tablet = stage.tablet();
        tablet.chain.head = Head { seq, hash: Hash([7; 32]) };
        let made = [tablet.make(stage.ona, note("toli"))];
        cases.push(Case::new(
            format!("a chain that begins {name}"),
            push(&tablet, run(&made, vec![]).encode()),
        ));
        let gap = match singly(&made, vec![]) {
            PushRequest::Singly { events, offers, .. } => {
                PushRequest::Singly { events, offers, gap: seq > 1 << 62 }
            }
            PushRequest::Run { .. } => panic!(),
        };
        cases.push(Case::new(
            format!("a single event {name}, behind a gap if it may"),
            push(&tablet, gap.encode()),
        ));
    }
    let mut tablet = stage.tablet();
    tablet.chain.head = Head { seq: u64::MAX - 1, hash: Hash([7; 32]) };
    let last = tablet.make(stage.ona, note("paskutinis"));
    let again = [last.clone(), last];
    cases.push(Case::new(
        "two single events at the end of numbers",
        push(&tablet, singly(&again, vec![]).encode()),
    ));
    // Both are signed, and the second names another before it than the first.
    let mut tablet = stage.tablet();
    let first = tablet.make(stage.ona, note("pirma"));
    tablet.chain.head.hash = Hash([7; 32]);
    let apart = [first, tablet.make(stage.ona, note("antra"))];
    cases.push(Case::new(
        "single events that do not follow one another",
        push(&tablet, singly(&apart, vec![]).encode()),
    ));
    cases
}

/// Another event where one stands already.
fn forks(stage: &Stage) -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, at) in [("first", 0), ("second", 1), ("newest", 2)] {
        for (form, single) in [("a run that forks", false), ("single events that fork", true)] {
            let mut tablet = stage.tablet();
            let mut heads = vec![tablet.chain.head];
            let made: Vec<Signed> = (0..3)
                .map(|_| {
                    let made = tablet.make(stage.ona, note("šaka"));
                    heads.push(tablet.chain.head);
                    made
                })
                .collect();
            let before = vec![push(&tablet, run(&made, vec![]).encode())];
            tablet.chain.head = heads[at];
            let branch = three(stage, &mut tablet);
            let sent = if single { singly(&branch, vec![]) } else { run(&branch, vec![]) };
            cases
                .push(Case::new(format!("{form} at the {name}"), push(&tablet, sent.encode())).after(before));
        }
    }
    let mut tablet = stage.tablet();
    let before = vec![honest(stage, &mut tablet, 2)];
    tablet.chain.head.hash = Hash([7; 32]);
    let made = [tablet.make(stage.ona, note("po nebuvusio"))];
    cases.push(
        Case::new("an event behind one that never was", push(&tablet, run(&made, vec![]).encode()))
            .after(before),
    );
    let mut tablet = stage.tablet();
    let before = vec![honest(stage, &mut tablet, 2)];
    tablet.chain.head = Head { seq: 7, hash: Hash([7; 32]) };
    let made = [tablet.make(stage.ona, note("po tarpo"))];
    cases.push(
        Case::new("an event behind a gap that nobody owns up to", push(&tablet, run(&made, vec![]).encode()))
            .after(before),
    );
    let mut tablet = stage.tablet();
    let before = vec![honest(stage, &mut tablet, 1)];
    let first = tablet.made[0].clone();
    let again = resigned(&mut tablet, &first, |header, _| header.id = new_id());
    cases.push(
        Case::new("the first event under another id", push(&tablet, run(&[again], vec![]).encode()))
            .after(before),
    );
    cases
}

/// What was taken already, once more: it is known, and nothing is there twice.
fn replays(stage: &Stage) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut tablet = stage.tablet();
    let sent = honest(stage, &mut tablet, 1);
    cases.push(Case::new("the same push again, to the last byte", sent.clone()).after(vec![sent]));
    let mut tablet = stage.tablet();
    let first = honest(stage, &mut tablet, 1);
    let again = push(&tablet, singly(&tablet.made, vec![]).encode());
    cases.push(Case::new("a run again as single events", again).after(vec![first]));
    let mut tablet = stage.tablet();
    let sent = honest(stage, &mut tablet, 1);
    let theirs = stage.tablet();
    cases.push(
        Case::new("another's push, heard and sent as one's own", push(&theirs, sent.body.clone()))
            .after(vec![sent]),
    );
    let mut tablet = stage.tablet();
    let sent = honest(stage, &mut tablet, 1);
    let tree = Tree::of(&sent.body);
    let masked = tree.with(&[1, 2, 0, 0], Tree::Bytes(stage.jonas.me.installation.0.as_bytes().to_vec()));
    cases.push(
        Case::new("one's own push under another's installation", push(&tablet, masked.bytes()))
            .after(vec![sent]),
    );
    let mut tablet = stage.tablet();
    let sent = honest(stage, &mut tablet, 1);
    let masked = Tree::of(&sent.body).with(&[1, 2, 0, 1], Tree::Uint(2));
    cases.push(
        Case::new("a push again as another incarnation's", push(&tablet, masked.bytes())).after(vec![sent]),
    );
    cases
}
