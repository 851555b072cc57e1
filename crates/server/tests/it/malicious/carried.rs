//! Attempts on what is carried: parcels that are none, are for somebody else, or bring what a push would not get in either.

use super::stage::{Case, Request, Stage, bent, damaged, run, singly, to};
use crate::tablet::{Tablet, note};
use ring::rand::SystemRandom;
use uuid::Uuid;
use vizitas_domain::id::InstallationId;
use vizitas_server::log::Standing;
use vizitas_sync::carry::Parcel;
use vizitas_sync::keys::{Boxed, ENCAPSULATED_BYTES, Opener, Recipient};
use vizitas_sync::wire::{CarryRequest, Message, PushRequest};

pub(super) fn cases(stage: &Stage) -> Vec<Case> {
    let mut cases = parcels(stage);
    cases.extend(contents(stage));
    cases
}

fn server(stage: &Stage) -> Recipient {
    stage.rasa.me.server.clone()
}

fn packed(push: &PushRequest, server: &Recipient) -> CarryRequest {
    let parcel = Parcel::pack(std::slice::from_ref(push), server, &SystemRandom::new()).unwrap();
    parcel.requests().next().unwrap()
}

fn brought(stage: &Stage, request: &CarryRequest) -> Request {
    to(&stage.jonas, "carry", request.encode())
}

/// What is brought is no part of a parcel for this server.
fn parcels(stage: &Stage) -> Vec<Case> {
    let mut tablet = stage.tablet();
    let made = tablet.make(stage.ona, note("gera"));
    let (push, server) = (run(&[made], vec![]), server(stage));
    let good = packed(&push, &server);
    let flipped = |at: usize| {
        let mut bytes = good.sealed.bytes();
        let at = at.min(bytes.len() - 1);
        bytes[at] ^= 1;
        CarryRequest { sealed: Boxed::from_bytes(&bytes).unwrap(), ..good.clone() }
    };
    let empty = PushRequest::Singly { events: vec![], offers: vec![], gap: true };
    let raw = |content: &[u8]| {
        let info =
            [b"vizitas carry v1".as_slice(), &[7; 16], &0_u32.to_be_bytes(), &1_u32.to_be_bytes()].concat();
        let sealed = server.seal(&info, content, &SystemRandom::new()).unwrap();
        CarryRequest { parcel: [7; 16], number: 0, of: 1, sealed }
    };
    let another = Opener::from_bytes([9; 32]).recipient().unwrap();
    let short = Boxed { encapsulated: vec![0; ENCAPSULATED_BYTES], content: vec![] };
    let named = [
        ("a parcel for another server", packed(&push, &another)),
        ("a parcel under another name", CarryRequest { parcel: [0; 16], ..good.clone() }),
        ("a part in another place", CarryRequest { number: 1, ..good.clone() }),
        ("a part of a larger parcel", CarryRequest { of: 9, ..good.clone() }),
        ("a part whose key was changed", flipped(0)),
        ("a part whose content was changed", flipped(ENCAPSULATED_BYTES)),
        ("a part whose tag was changed", flipped(usize::MAX)),
        ("a part that holds nothing", CarryRequest { sealed: short, ..good.clone() }),
        ("a push of nothing, carried", packed(&empty, &server)),
        ("no push, carried", raw(b"no push")),
        ("a cut push, carried", raw(&push.encode()[..40])),
        ("a push with a byte behind it, carried", raw(&[push.encode(), vec![0]].concat())),
    ];
    let mut cases: Vec<Case> =
        named.into_iter().map(|(name, request)| Case::new(name, brought(stage, &request))).collect();
    let bytes = good.encode();
    for cut in [0, 1, 20, 60, bytes.len() - 1] {
        let name = format!("a part cut after {cut} bytes");
        cases.push(Case::new(name, to(&stage.jonas, "carry", bytes[..cut].to_vec())));
    }
    let refused = stage.tablet_standing(Standing::Refused);
    let unknown = stage.tablet_standing(Standing::Waiting);
    for (name, carrier) in [("a carrier that was refused", refused), ("a carrier nobody let in", unknown)] {
        cases.push(Case::new(name, to(&carrier, "carry", bytes.clone())));
    }
    cases
}

/// The parcel is one, and what is in it is not.
fn contents(stage: &Stage) -> Vec<Case> {
    let server = server(stage);
    let case = |name: &str, push: PushRequest| Case::new(name, brought(stage, &packed(&push, &server)));
    let tablet = || stage.tablet();
    let with = |make: &dyn Fn(&mut Tablet) -> PushRequest| make(&mut tablet());
    let strange = with(&|tablet| {
        tablet.me.installation = InstallationId(Uuid::now_v7());
        tablet.chain.installation = tablet.me.installation;
        let made = tablet.make(stage.ona, note("niekieno"));
        singly(&[made], vec![])
    });
    let mixed = with(&|tablet| {
        let mut other = stage.tablet();
        let made = [tablet.make(stage.ona, note("mano")), other.make(stage.ona, note("kito"))];
        singly(&made, vec![])
    });
    let hole = with(&|tablet| {
        let made: Vec<_> = (0..3).map(|_| tablet.make(stage.ona, note("su skyle"))).collect();
        singly(&[made[0].clone(), made[2].clone()], vec![])
    });
    let mut lost = stage.tablet_standing(Standing::Revoked);
    let lost = singly(&[lost.make(stage.ona, note("po visko"))], vec![]);
    vec![
        case(
            "a damaged event, carried",
            with(&|tablet| singly(&[damaged(tablet, stage.ona, |_, sealed| sealed[20] ^= 1)], vec![])),
        ),
        case(
            "another's actor, carried",
            with(&|tablet| {
                let actor = stage.jonas.me.actor;
                singly(&[bent(tablet, stage.ona, |header, _| header.actor = actor)], vec![])
            }),
        ),
        case(
            "a run signed by nobody, carried",
            with(&|tablet| run(&[damaged(tablet, stage.ona, |_, sealed| sealed[20] ^= 1)], vec![])),
        ),
        case(
            "another's client, carried",
            with(&|tablet| {
                tablet.data_keys.extend(stage.jonas.data_keys.clone());
                singly(&[tablet.make(stage.zose, note("svetima"))], vec![])
            }),
        ),
        case("work of a tablet without rights, carried", lost),
        case("work of nobody's tablet, carried", strange),
        case("work of two tablets in one, carried", mixed),
        case("work with a hole, carried", hole),
    ]
}
