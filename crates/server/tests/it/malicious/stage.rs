//! Who is there: an office that serves, an honest tablet, and as many others as there are attempts. Each attempt has an
//! installation of its own, so that none stands in the way of the next.

use crate::office::{MONDAY_MS, Office, Serving};
use crate::tablet::{Keys, Tablet, note};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;
use vizitas_domain::event::{Body, Role};
use vizitas_domain::id::{EventId, InstallationId, StreamId};
use vizitas_domain::time::Time;
use vizitas_server::http::PROOF_HEADER;
use vizitas_server::log::{Installation, Standing};
use vizitas_sync::chain::{Chain, Head, Signed};
use vizitas_sync::event::SealedEvent;
use vizitas_sync::header::Header;
use vizitas_sync::keys::StreamKey;
use vizitas_sync::offer::KeyOffer;
use vizitas_sync::sign::Purpose;
use vizitas_sync::wire::{
    CarryAnswer, Message, OfferAnswer, Problem, Proof, Prover, PushAnswer, PushOutcome, PushRequest, Verdict,
};

/// What is sent, to the last byte.
#[derive(Clone)]
pub(super) struct Request {
    pub(super) post: bool,
    /// Behind the municipality's address.
    pub(super) route: String,
    pub(super) proof: Option<String>,
    pub(super) body: Vec<u8>,
}

/// An attempt, or several in one push.
pub(super) struct Case {
    pub(super) names: Vec<String>,
    /// Honest pushes of the same tablet before it; each must be taken.
    pub(super) before: Vec<Request>,
    pub(super) request: Request,
    /// The attempts stand between honest events of the same push, at 1, 3, 5 …
    pub(super) between: bool,
}

impl Case {
    pub(super) fn new(name: impl Into<String>, request: Request) -> Self {
        Self { names: vec![name.into()], before: vec![], request, between: false }
    }

    pub(super) fn after(self, before: Vec<Request>) -> Self {
        Self { before, ..self }
    }
}

pub(super) struct Stage {
    pub(super) office: Office,
    pub(super) serving: Serving,
    /// The honest neighbour, a tablet of Rasa's.
    pub(super) rasa: Tablet,
    /// A tablet of Jonas's.
    pub(super) jonas: Tablet,
    /// A client of Rasa's.
    pub(super) ona: StreamId,
    /// A client of Jonas's.
    pub(super) zose: StreamId,
}

impl Stage {
    pub(super) async fn set() -> Self {
        let office = Office::open();
        let serving = office.serve().await;
        let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
        let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
        rasa.pull().await;
        jonas.pull().await;
        let (ona, zose) = (rasa.find("K-1").unwrap(), jonas.find("K-3").unwrap());
        Self { office, serving, rasa, jonas, ona, zose }
    }

    /// One more tablet of Rasa's, let in by the office.
    pub(super) fn tablet(&self) -> Tablet {
        self.tablet_standing(Standing::Approved)
    }

    /// One more tablet of Rasa's, as it stands with the office.
    pub(super) fn tablet_standing(&self, standing: Standing) -> Tablet {
        let keys = Keys::new();
        let installation = InstallationId(Uuid::now_v7());
        let known = self.installation(self.rasa.me.installation);
        let now = Time((MONDAY_MS / 1000) as i64);
        let approved = matches!(standing, Standing::Approved | Standing::Revoked).then_some(now);
        let revoked = matches!(standing, Standing::Revoked | Standing::Refused).then_some(now);
        let row = Installation {
            installation,
            sign_key: keys.signing.verifying(),
            transport: Some(keys.transport.verifying()),
            recipient: Some(keys.opener.recipient().unwrap()),
            approved,
            revoked,
            ..known
        };
        self.office.municipality.log().write(move |log| log.put_installation(&row)).unwrap();
        Tablet {
            http: self.rasa.http.clone(),
            url: self.rasa.url.clone(),
            keys,
            me: vizitas_sync::wire::Enrolled { installation, ..self.rasa.me.clone() },
            chain: Chain { installation, incarnation: 1, head: Head::default() },
            cursor: self.rasa.cursor,
            incomplete: vec![],
            data_keys: self.rasa.data_keys.clone(),
            events: self.rasa.events.clone(),
            made: vec![],
            at_ms: MONDAY_MS,
        }
    }

    pub(super) fn installation(&self, id: InstallationId) -> Installation {
        self.office.municipality.log().read(|log| log.installation(id)).unwrap().unwrap()
    }

    /// The key that the client's events are sealed with.
    pub(super) fn key(&self) -> StreamKey {
        self.rasa.data_keys[&self.ona].last().unwrap().clone()
    }

    pub(super) fn position(&self) -> u64 {
        self.office.municipality.log().read(|log| log.head()).unwrap().position
    }

    /// Sends it and says in a word or two what the answer was.
    pub(super) async fn send(&self, request: &Request) -> Said {
        let url = format!("{}{}", self.rasa.url, request.route);
        let http = &self.rasa.http;
        let mut sent = if request.post { http.post(url).body(request.body.clone()) } else { http.get(url) };
        if let Some(proof) = &request.proof {
            sent = sent.header(PROOF_HEADER, proof);
        }
        let answer = sent.send().await.unwrap();
        let status = answer.status();
        let bytes = answer.bytes().await.unwrap();
        if status.is_success() {
            return said(&bytes);
        }
        let code =
            Problem::decode(&bytes).map_or_else(|_| "-".to_owned(), |problem| format!("{:?}", problem.code));
        Said::Whole(format!("{} {code}", status.as_u16()))
    }
}

/// An answer.
pub(super) enum Said {
    Whole(String),
    Each(Vec<String>),
}

fn said(bytes: &[u8]) -> Said {
    let outcome = PushAnswer::decode(bytes).map(|answer| answer.outcome);
    let offered = || OfferAnswer::decode(bytes).map(|answer| PushOutcome::Judged(answer.verdicts));
    match outcome.or_else(|_| offered()) {
        Ok(PushOutcome::Judged(verdicts)) => Said::Each(verdicts.iter().map(verdict).collect()),
        Ok(PushOutcome::PushSingly) => Said::Whole("push singly".to_owned()),
        Ok(PushOutcome::Resume(head)) => Said::Whole(format!("resume behind {}", head.seq)),
        Ok(PushOutcome::Forked { seq }) => Said::Whole(format!("forked at {seq}")),
        Err(_) => match CarryAnswer::decode(bytes) {
            Ok(answer) => Said::Whole(format!("{:?}", answer.outcome)),
            Err(_) => Said::Whole("an answer of another kind".to_owned()),
        },
    }
}

fn verdict(verdict: &Verdict) -> String {
    match verdict {
        Verdict::At(_) => "at".to_owned(),
        Verdict::Known(_) => "known".to_owned(),
        Verdict::IdConflict => "id conflict".to_owned(),
        Verdict::Parked(code) => format!("parked {}", code.0),
        Verdict::Refused(code) => format!("refused {}", code.0),
        Verdict::Erased => "erased".to_owned(),
    }
}

/// A proof as it stands in the header.
pub(super) fn header(proof: &Proof) -> String {
    URL_SAFE_NO_PAD.encode(proof.encode())
}

/// What a tablet sends to a route, proved as it should be.
pub(super) fn to(tablet: &Tablet, route: &str, body: Vec<u8>) -> Request {
    let (me, key) = (tablet.me.installation, &tablet.keys.signing);
    let proof = Proof::make(me, Prover::Unlocked, tablet.at_ms, route, &body, key);
    Request { post: true, route: format!("/{route}"), proof: Some(header(&proof)), body }
}

/// A push of whatever bytes.
pub(super) fn push(tablet: &Tablet, body: Vec<u8>) -> Request {
    to(tablet, "push", body)
}

/// A run, signed by its last.
pub(super) fn run(events: &[Signed], offers: Vec<KeyOffer>) -> PushRequest {
    let newest = events.last().unwrap().signature;
    PushRequest::Run {
        events: events.iter().map(|one| one.event.clone()).collect(),
        newest,
        offers,
        gap: false,
    }
}

/// The same, each alone.
pub(super) fn singly(events: &[Signed], offers: Vec<KeyOffer>) -> PushRequest {
    let events = events.iter().map(|one| (one.event.clone(), one.signature)).collect();
    PushRequest::Singly { events, offers, gap: false }
}

/// An honest push of so many notes.
pub(super) fn honest(stage: &Stage, tablet: &mut Tablet, notes: usize) -> Request {
    let made: Vec<Signed> = (0..notes).map(|_| tablet.make(stage.ona, note("sąžininga"))).collect();
    push(tablet, run(&made, vec![]).encode())
}

/// An attempt within a push.
pub(super) type Attempt<'a> = (String, Box<dyn FnOnce(&mut Tablet) -> Signed + 'a>);

/// One push in which attempts stand between honest notes, each event with its own signature.
pub(super) fn between(stage: &Stage, tablet: &mut Tablet, attempts: Vec<Attempt<'_>>) -> Case {
    between_with(stage, tablet, attempts, vec![])
}

pub(super) fn between_with(
    stage: &Stage,
    tablet: &mut Tablet,
    attempts: Vec<Attempt<'_>>,
    offers: Vec<KeyOffer>,
) -> Case {
    let mut events = vec![tablet.make(stage.ona, note("prieš"))];
    let mut names = Vec::with_capacity(attempts.len());
    for (name, attempt) in attempts {
        names.push(name);
        events.push(attempt(tablet));
        events.push(tablet.make(stage.ona, note("po")));
    }
    let request = push(tablet, singly(&events, offers).encode());
    Case { names, before: vec![], request, between: true }
}

/// An event that its maker bent and signed again: header and sealed body as `bend` leaves them.
pub(super) fn bent(
    tablet: &mut Tablet,
    stream: StreamId,
    bend: impl FnOnce(&mut Header, &mut Vec<u8>),
) -> Signed {
    let made = tablet.make(stream, note("lenkta"));
    resigned(tablet, &made, bend)
}

pub(super) fn resigned(
    tablet: &mut Tablet,
    made: &Signed,
    bend: impl FnOnce(&mut Header, &mut Vec<u8>),
) -> Signed {
    let (mut header, mut sealed) = (made.event.header().clone(), made.event.sealed().to_vec());
    bend(&mut header, &mut sealed);
    let event = SealedEvent::new(header, sealed).unwrap();
    let signature = tablet.keys.signing.sign(Purpose::Event, &event.hash().0);
    tablet.chain.head = Head::from(&event);
    Signed { event, signature }
}

/// An event that was changed after it had been signed.
pub(super) fn damaged(
    tablet: &mut Tablet,
    stream: StreamId,
    bend: impl FnOnce(&mut Header, &mut Vec<u8>),
) -> Signed {
    let made = tablet.make(stream, note("pažeista"));
    let (mut header, mut sealed) = (made.event.header().clone(), made.event.sealed().to_vec());
    bend(&mut header, &mut sealed);
    Signed { event: SealedEvent::new(header, sealed).unwrap(), signature: made.signature }
}

/// An event of a body that need not be one.
pub(super) fn saying(tablet: &mut Tablet, key: &StreamKey, role: Role, body: Body) -> Signed {
    tablet.make_under(key, role, body)
}

pub(super) fn new_id() -> EventId {
    EventId(Uuid::now_v7())
}
