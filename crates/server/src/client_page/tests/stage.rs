//! An office with one worker, one client and one visit, whose events a test says one by one; and a browser.

use crate::folder::{Public, Settings};
use crate::http::{Presence, Served, public_router};
use crate::log::{Person, StreamKind};
use crate::office::{Saying, seen_now};
use crate::{Clock, DataFolder, Municipality};
use axum::Router;
use axum::body::{Body as HttpBody, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tower::ServiceExt;
use uuid::Uuid;
use vizitas_domain::client::{Address, Channel, Field, Language};
use vizitas_domain::event::{Body, Role};
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, StreamId, VisitId};
use vizitas_domain::task::TaskCause;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, AnsweredBy, Plan, VisitEvent, VisitKind};
use vizitas_domain::worker::Profile;

/// Monday, 2026-11-23, 8:00 at Alytus.
pub(super) const MONDAY: Time = Time(1_795_413_600);
/// Tuesday, 10:45.
pub(super) const TUESDAY: Time = Time(1_795_509_900);

pub(super) struct Stage {
    pub(super) municipality: Arc<Municipality>,
    pub(super) worker: ActorId,
    pub(super) client: StreamId,
    pub(super) visit: VisitId,
    /// The page's address.
    pub(super) page: String,
    data: DataFolder,
    routes: Router,
    ms: Arc<AtomicU64>,
    _folder: tempfile::TempDir,
}

/// An answer.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) text: String,
}

impl Answer {
    /// What the buttons say, with what they are about.
    pub(super) fn buttons(&self) -> Vec<(String, String)> {
        let value = |form: &str, name: &str| {
            let after = form.split(&format!("name=\"{name}\" value=\"")).nth(1);
            after.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
        };
        let forms = self.text.split("<form ").skip(1);
        forms.map(|form| (value(form, "say"), value(form, "plan"))).collect()
    }

    pub(super) fn says(&self) -> Vec<String> {
        self.buttons().into_iter().map(|(say, _)| say).collect()
    }
}

impl Stage {
    /// An office where a visit is wanted.
    pub(super) fn new() -> Self {
        Self::of(VisitKind::Agreed)
    }

    pub(super) fn of(kind: VisitKind) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::new(folder.path().join("data"));
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let public = Public { listen, address: "https://pages.example".to_owned(), tls: None };
        data.lay_out(&Settings { listen, public: Some(public), ..Settings::default() }).unwrap();
        let ms = Arc::new(AtomicU64::new(u64::try_from(MONDAY.0).unwrap() * 1000));
        let now = Arc::clone(&ms);
        let clock = Clock::new(move || now.load(Ordering::Relaxed));
        let municipality =
            Municipality::create(&data, "alytus", "Alytaus miesto savivaldybė", clock).unwrap();
        let served = Served::new(Presence::of(&data).unwrap(), [Arc::clone(&municipality)]);
        let mut stage = Self {
            municipality,
            worker: ActorId(Uuid::nil()),
            client: StreamId(Uuid::nil()),
            visit: VisitId(Uuid::now_v7()),
            page: String::new(),
            data,
            routes: public_router(served),
            ms,
            _folder: folder,
        };
        stage.worker = stage.hire("D01", "Rasa", "Bitinienė");
        stage.client = stage.begin(StreamKind::Client, registered());
        stage.ask_for(kind);
        if kind == VisitKind::Agreed {
            stage.page = stage.link();
        }
        stage
    }

    fn begin(&self, kind: StreamKind, body: Body) -> StreamId {
        let (office, stream) = (&self.municipality, StreamId(Uuid::now_v7()));
        office.vault.put(&[office.new_key(stream, 1).unwrap()]).unwrap();
        self.say_in(stream, kind, Role::Coordinator, body);
        stream
    }

    /// A worker with a telephone.
    pub(super) fn hire(&self, code: &str, given: &str, surname: &str) -> ActorId {
        let profile = Profile {
            code: code.into(),
            given: given.into(),
            surname: surname.into(),
            position: "Socialinė darbuotoja".into(),
            unit: "Poskyris".into(),
            phone: "+37060000001".into(),
            email: "".into(),
            languages: vec![],
            hours: None,
            skills: vec![],
            week: vec![],
            until: None,
        };
        let actor = ActorId(self.begin(StreamKind::Worker, Body::WorkerSet(profile)).0);
        let person = Person { actor, role: Role::Worker, registers: true };
        self.municipality.log.write(move |log| log.put_person(&person)).unwrap();
        actor
    }

    fn ask_for(&self, kind: VisitKind) {
        self.say(
            Role::Coordinator,
            VisitEvent::Requested {
                purpose: "Skolų ir priklausomybės vertinimas".into(),
                kind,
                minutes: 30,
                workers_needed: 1,
                follows: None,
                skill: "".into(),
                priority: Default::default(),
            },
        );
    }

    /// The pages, to be served at a port.
    pub(super) fn served(&self) -> Served {
        Served::new(Presence::of(&self.data).unwrap(), [Arc::clone(&self.municipality)])
    }

    /// Another visit of the same client.
    pub(super) fn another_visit(&mut self) {
        self.visit = VisitId(Uuid::now_v7());
        self.ask_for(VisitKind::Agreed);
        self.page = self.link();
    }

    /// A client of another name.
    pub(super) fn another_client(&mut self) {
        self.client = self.begin(StreamKind::Client, registered());
        self.another_visit();
    }

    /// A new link's path.
    pub(super) fn link(&self) -> String {
        let token = self.municipality.new_link(self.client, self.visit).unwrap();
        let address = self.municipality.page_address(token).unwrap();
        address.strip_prefix("https://pages.example").unwrap().to_owned()
    }

    fn say_in(&self, stream: StreamId, kind: StreamKind, role: Role, body: Body) {
        let office = Arc::clone(&self.municipality);
        let actor = if role == Role::Worker { self.worker } else { office.identity.office };
        let saying = move |log: &mut dyn crate::log::Write| {
            let seen = seen_now(log.read(), stream)?;
            let saying = Saying { actor, role, seen, body };
            office.say(log, &office.identity.node, kind, stream, saying)
        };
        self.municipality.log.write(saying).unwrap();
    }

    /// Something happens to the visit.
    pub(super) fn say(&self, role: Role, event: VisitEvent) {
        self.say_body(role, Body::Visit(self.visit, event));
    }

    pub(super) fn say_body(&self, role: Role, body: Body) {
        self.say_in(self.client, StreamKind::Client, role, body);
        self.municipality.judge_plans().unwrap();
    }

    pub(super) fn plan(&self, start: Time) -> Plan {
        Plan { start, minutes: 30, workers: vec![self.worker], place: "".into() }
    }

    pub(super) fn agreed(&self, start: Time) {
        let agreement = Agreement { by: AnsweredBy::Client, channel: Channel::Phone, at: MONDAY };
        self.say(Role::Coordinator, VisitEvent::Agreed { plan: self.plan(start), agreement });
    }

    pub(super) fn offered(&self, starts: &[Time]) {
        let slots = starts.iter().map(|start| self.plan(*start)).collect();
        self.say(Role::Coordinator, VisitEvent::Offered { slots, until: TUESDAY });
    }

    pub(super) fn proposed(&self, start: Time) {
        self.say(Role::Coordinator, VisitEvent::Proposed(self.plan(start)));
    }

    pub(super) fn finished(&self) {
        let at = TUESDAY.plus_minutes(30);
        self.say(Role::Worker, VisitEvent::Arrived { at: TUESDAY });
        self.say(Role::Worker, VisitEvent::Finished { at, summary: "Pasikalbėjome".into() });
    }

    pub(super) fn later(&self, seconds: u64) {
        self.ms.fetch_add(seconds * 1000, Ordering::Relaxed);
    }

    /// The visit as it stands.
    pub(super) fn now(&self) -> Visit {
        let found = self.municipality.folded(|replica| Ok(replica.visit(self.client, self.visit)?));
        found.unwrap().unwrap().visit
    }

    /// Why there are tasks about the client.
    pub(super) fn tasks(&self) -> Vec<TaskCause> {
        let tasks = self.municipality.folded(|replica| Ok(replica.tasks_of(self.client)?)).unwrap();
        tasks.into_iter().map(|standing| standing.task.cause).collect()
    }

    pub(super) fn head(&self) -> u64 {
        self.municipality.log.read(|log| log.head()).unwrap().position
    }

    pub(super) async fn ask(&self, method: Method, path: &str, form: Option<&str>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if form.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let body = form.map_or(HttpBody::empty(), |form| HttpBody::from(form.to_owned()));
        let answer = self.routes.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// Opens the page.
    pub(super) async fn open(&self) -> Answer {
        self.ask(Method::GET, &self.page, None).await
    }

    /// Sends a form and follows where it leads.
    pub(super) async fn send(&self, form: &str) -> Answer {
        let sent = self.ask(Method::POST, &self.page, Some(form)).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let to = sent.headers.get(header::LOCATION).unwrap().to_str().unwrap().to_owned();
        self.ask(Method::GET, &to, None).await
    }

    /// Presses a button of the page as it is now.
    pub(super) async fn press(&self, say: &str) -> Answer {
        let page = self.open().await;
        let button = page.buttons().into_iter().find(|(known, _)| known == say);
        let (say, plan) = button.unwrap_or_else(|| panic!("no button {say}: {}", page.text));
        self.send(&format!("say={}&plan={plan}&website=", say.replace(' ', "+"))).await
    }

    /// Asks for another time in words, as the form on the page's other leaf does.
    pub(super) async fn wish(&self, words: &str) -> Answer {
        let form = self.ask(Method::GET, &format!("{}/other", self.page), None).await;
        let (say, plan) = form.buttons().into_iter().find(|(say, _)| say == "other").unwrap();
        self.send(&format!("say={say}&plan={plan}&website=&wish={words}")).await
    }
}

fn registered() -> Body {
    let address = Address {
        street: "Žuvinto g.".into(),
        house: "17B".into(),
        flat: "44".into(),
        postcode: "62375".into(),
        town: "Alytus".into(),
        place: None,
    };
    let fields = vec![
        Field::Given("Eulalija".into()),
        Field::Surname("Ąžuolpamiškytė".into()),
        Field::Address(address),
        Field::Phone("+37061234567".into()),
        Field::Email("eulalija@example.lt".into()),
        Field::Language(Language::Lt),
    ];
    Body::ClientRegistered { number: Some("K-9001".into()), fields }
}
