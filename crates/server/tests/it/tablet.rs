//! A tablet as the wire sees it: keys, a chain, what it pulled. No screens, no outbox.

use crate::office::{Office, Serving};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::event::{Body, Event, Role, Seen};
use vizitas_domain::fold::client::{ClientState, fold};
use vizitas_domain::id::{EventId, StreamId};
use vizitas_domain::register::Note;
use vizitas_domain::time::Time;
use vizitas_server::Approval;
use vizitas_server::http::PROOF_HEADER;
use vizitas_sync::chain::{Chain, Draft, Head, Signed};
use vizitas_sync::code::EnrolCode;
use vizitas_sync::event::SealedEvent;
use vizitas_sync::hash::Hash;
use vizitas_sync::hlc::Hlc;
use vizitas_sync::keys::{Opener, StreamKey, open_keys};
use vizitas_sync::log::Cursor;
use vizitas_sync::offer::KeyOffer;
use vizitas_sync::sign::SigningKey;
use vizitas_sync::wire::{
    Backfill, EnrolAnswer, EnrolRequest, Enrolled, Held, Message, Problem, ProblemCode, Proof, Prover,
    PullAnswer, PullRequest, Pulled, PushAnswer, PushOutcome, PushRequest, Verdict,
};

pub(crate) struct Keys {
    pub(crate) signing: SigningKey,
    pub(crate) transport: SigningKey,
    pub(crate) opener: Opener,
}

impl Keys {
    pub(crate) fn new() -> Self {
        let random = SystemRandom::new();
        Self {
            signing: SigningKey::generate(&random).unwrap(),
            transport: SigningKey::generate(&random).unwrap(),
            opener: Opener::generate(&random).unwrap(),
        }
    }

    pub(crate) fn request(&self, code: &EnrolCode) -> EnrolRequest {
        let recipient = self.opener.recipient().unwrap();
        let (signing, transport) = (self.signing.verifying(), self.transport.verifying());
        EnrolRequest::make(&code.secret, signing, transport, recipient, "0.1.0".into())
    }
}

/// A connection that trusts the office's own certificate alone.
pub(crate) fn client(
    certificate: &[u8],
    versions: &[&'static rustls::SupportedProtocolVersion],
) -> reqwest::Client {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(certificate.to_vec().into()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    reqwest::Client::builder().use_preconfigured_tls(config).build().unwrap()
}

pub(crate) async fn post<A: Message>(
    http: &reqwest::Client,
    url: String,
    proof: Option<Proof>,
    body: Vec<u8>,
) -> Result<A, ProblemCode> {
    let mut request = http.post(url).header("content-type", "application/cbor").body(body);
    if let Some(proof) = proof {
        request = request.header(PROOF_HEADER, URL_SAFE_NO_PAD.encode(proof.encode()));
    }
    let answer = request.send().await.unwrap();
    let good = answer.status().is_success();
    let bytes = answer.bytes().await.unwrap();
    if good { Ok(A::decode(&bytes).unwrap()) } else { Err(Problem::decode(&bytes).unwrap().code) }
}

/// A worker's tablet, enrolled.
pub(crate) struct Tablet {
    pub(crate) http: reqwest::Client,
    pub(crate) url: String,
    pub(crate) keys: Keys,
    pub(crate) me: Enrolled,
    pub(crate) chain: Chain,
    pub(crate) cursor: Cursor,
    pub(crate) incomplete: Vec<Backfill>,
    pub(crate) data_keys: BTreeMap<StreamId, Vec<StreamKey>>,
    /// By position.
    pub(crate) events: BTreeMap<u64, SealedEvent>,
    pub(crate) made: Vec<Signed>,
    pub(crate) at_ms: u64,
}

impl Tablet {
    pub(crate) async fn enrol(office: &Office, serving: &Serving, worker: &str) -> Self {
        let code = office.municipality.enrolment_code(&office.data, worker, Approval::Ahead).unwrap();
        Self::enrol_with(serving, &code).await
    }

    pub(crate) async fn enrol_with(serving: &Serving, code: &EnrolCode) -> Self {
        let http = client(&serving.certificate, &[&rustls::version::TLS13]);
        let url = format!("https://localhost:{}/m/alytus", serving.address.port());
        let keys = Keys::new();
        let request = keys.request(code);
        let answer: EnrolAnswer = post(&http, format!("{url}/enrol"), None, request.encode()).await.unwrap();
        let me = answer.verified(&request, &code.secret).unwrap().unwrap();
        let chain =
            Chain { installation: me.installation, incarnation: me.incarnation, head: Head::default() };
        Self {
            http,
            url,
            keys,
            me,
            chain,
            cursor: Cursor::default(),
            incomplete: vec![],
            data_keys: BTreeMap::new(),
            events: BTreeMap::new(),
            made: vec![],
            at_ms: crate::office::MONDAY_MS,
        }
    }

    pub(crate) async fn ask<A: Message>(
        &self,
        route: &str,
        request: &impl Message,
    ) -> Result<A, ProblemCode> {
        self.ask_as(Prover::Unlocked, route, request).await
    }

    pub(crate) async fn ask_as<A: Message>(
        &self,
        prover: Prover,
        route: &str,
        request: &impl Message,
    ) -> Result<A, ProblemCode> {
        let key = if prover == Prover::Unlocked { &self.keys.signing } else { &self.keys.transport };
        let body = request.encode();
        let proof = Proof::make(self.me.installation, prover, self.at_ms, route, &body, key);
        post(&self.http, format!("{}/{route}", self.url), Some(proof), body).await
    }

    /// Listens for wake-ups.
    pub(crate) async fn listen(&self) -> reqwest::Response {
        let (me, key) = (self.me.installation, &self.keys.signing);
        let proof = Proof::make(me, Prover::Unlocked, self.at_ms, "events", &[], key);
        let request = self.http.get(format!("{}/events", self.url));
        request.header(PROOF_HEADER, URL_SAFE_NO_PAD.encode(proof.encode())).send().await.unwrap()
    }

    pub(crate) fn pull_request(&self, events: u32) -> PullRequest {
        let made = self.made.len() as u64;
        let held = Held { incarnation: 1, from: 1, to: made };
        PullRequest {
            cursor: self.cursor,
            incomplete: self.incomplete.clone(),
            held: if made > 0 { vec![held] } else { vec![] },
            events,
            bytes: 1 << 20,
            keyless: vec![],
            audit: None,
            witness: vec![],
            wrong_tries: None,
        }
    }

    /// One pull, applied; says whether more waits.
    pub(crate) async fn pull_once(&mut self, events: u32) -> (bool, Pulled) {
        let answer: PullAnswer = self.ask("pull", &self.pull_request(events)).await.unwrap();
        let pulled = answer.pulled.expect("the cursor is known");
        let made = |_, seq: u64| -> Option<Hash> {
            self.made.get(usize::try_from(seq).unwrap() - 1).map(|signed| signed.event.hash())
        };
        pulled.verify(&self.me.log, made).unwrap();
        self.apply(&pulled);
        (pulled.more, pulled)
    }

    pub(crate) async fn pull(&mut self) {
        for _ in 0..1000 {
            if !self.pull_once(500).await.0 {
                return;
            }
        }
        panic!("a pull without end");
    }

    fn apply(&mut self, pulled: &Pulled) {
        for revoked in &pulled.revoked {
            self.data_keys.remove(&revoked.stream);
            self.events.retain(|_, event| event.header().stream != revoked.stream);
            self.incomplete.retain(|piece| piece.stream != revoked.stream);
        }
        if let Some(keys) = &pulled.keys {
            for key in open_keys(&self.keys.opener, keys).unwrap() {
                let known = self.data_keys.entry(key.stream).or_default();
                if !known.contains(&key) {
                    known.push(key);
                }
            }
        }
        for granted in &pulled.granted {
            let (stream, granted) = (granted.stream, granted.at);
            self.incomplete.push(Backfill { stream, granted, loaded: 0 });
        }
        for own in &pulled.own {
            let signed = &self.made[usize::try_from(own.seq).unwrap() - 1];
            self.events.insert(own.position, signed.event.clone());
        }
        self.events.extend(pulled.events.iter().cloned());
        for done in &pulled.backfilled {
            let piece = self.incomplete.iter_mut().find(|piece| piece.stream == done.stream).unwrap();
            piece.loaded = done.loaded;
        }
        self.incomplete.retain(|piece| piece.loaded < piece.granted);
        self.cursor = pulled.scanned;
    }

    pub(crate) fn open(&self, stream: StreamId) -> Vec<Event> {
        let of = self.events.iter().filter(|(_, event)| event.header().stream == stream);
        of.map(|(position, event)| {
            let keys = &self.data_keys[&stream];
            let key = keys.iter().find(|key| key.key.id() == event.header().key).unwrap();
            event.open(&key.key, Some(*position)).unwrap()
        })
        .collect()
    }

    pub(crate) fn client(&self, stream: StreamId) -> ClientState {
        fold(&self.open(stream), &Default::default())
    }

    /// The stream of the client with this office number, as far as it has come.
    pub(crate) fn find(&self, number: &str) -> Option<StreamId> {
        self.data_keys.keys().copied().find(|stream| {
            self.open(*stream).iter().any(|event| match &event.body {
                Body::ClientRegistered { number: Some(known), .. } => &**known == number,
                _ => false,
            })
        })
    }

    pub(crate) fn seen(&self) -> Seen {
        Seen { epoch: self.cursor.epoch, position: self.cursor.position }
    }

    /// Makes an event as her, with the stream's newest key.
    pub(crate) fn make(&mut self, stream: StreamId, body: Body) -> Signed {
        let key = self.data_keys[&stream].last().unwrap().clone();
        self.make_under(&key, Role::Worker, body)
    }

    pub(crate) fn make_under(&mut self, key: &StreamKey, role: Role, body: Body) -> Signed {
        let draft = Draft {
            id: EventId(Uuid::now_v7()),
            hlc: Hlc::new(self.at_ms, 0),
            actor: self.me.actor,
            role,
            seen: self.seen(),
            body,
        };
        let signed = self.chain.append(&draft, key, &self.keys.signing, &SystemRandom::new()).unwrap();
        self.chain.head = Head::from(&signed.event);
        self.made.push(signed.clone());
        signed
    }

    pub(crate) fn offer(&self, key: &StreamKey) -> KeyOffer {
        KeyOffer::make(key, &self.me.server, &self.keys.signing, &SystemRandom::new()).unwrap()
    }

    pub(crate) async fn push(&self, events: &[Signed], offers: Vec<KeyOffer>) -> PushOutcome {
        let newest = events.last().unwrap().signature;
        let events = events.iter().map(|signed| signed.event.clone()).collect();
        self.send(&PushRequest::Run { events, newest, offers, gap: false }).await
    }

    pub(crate) async fn send(&self, request: &PushRequest) -> PushOutcome {
        self.ask::<PushAnswer>("push", request).await.unwrap().outcome
    }

    /// Pushes one event and gives its verdict.
    pub(crate) async fn hand_in(&self, signed: &Signed) -> Verdict {
        match self.push(std::slice::from_ref(signed), vec![]).await {
            PushOutcome::Judged(verdicts) => verdicts[0],
            other => panic!("{other:?}"),
        }
    }
}

pub(crate) fn note(text: &str) -> Body {
    Body::NoteWritten(Note { visit: None, text: text.into(), corrects: None, at: Time(1) })
}
