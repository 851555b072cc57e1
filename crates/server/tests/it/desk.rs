//! Somebody of the office at a browser: signs in as people do, and asks the console's routes.

use crate::office::Office;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use tower::ServiceExt;
use vizitas_domain::id::StreamId;
use vizitas_domain::time::Time;
use vizitas_server::http::{Presence, Served, router};
use vizitas_server::staff::{NewStaff, StaffRole, totp};

pub(crate) const PASSWORD: &str = "žalias arklys šoka";

/// An answer: status, headers, JSON.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) json: Value,
}

impl Answer {
    pub(crate) fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }

    #[track_caller]
    pub(crate) fn ok(self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.json);
        self.json
    }
}

/// A browser before the console.
#[derive(Clone)]
pub(crate) struct Desk {
    routes: Router,
    slug: String,
    pub(crate) cookie: Option<String>,
    /// What it took along to a provider.
    pub(crate) journey: Option<String>,
    pub(crate) address: SocketAddr,
    pub(crate) console_header: bool,
    pub(crate) reason: Option<String>,
    login: String,
    pub(crate) secret: Vec<u8>,
}

impl Desk {
    /// Nobody signed in.
    pub(crate) fn of(office: &Office) -> Self {
        let served = Served::new(Presence::of(&office.data).unwrap(), [Arc::clone(&office.municipality)]);
        Self {
            routes: router(served),
            slug: office.municipality.slug().to_owned(),
            cookie: None,
            journey: None,
            address: SocketAddr::from(([10, 0, 0, 1], 4000)),
            console_header: true,
            reason: None,
            login: String::new(),
            secret: Vec::new(),
        }
    }

    /// Somebody new, signed in. The login is the role's name; of a worker, the office's code.
    pub(crate) async fn with(office: &Office, role: StaffRole, unit: &str, worker: Option<&str>) -> Self {
        let mut desk = Self::of(office);
        let login = worker.unwrap_or(role.name()).to_lowercase();
        let code = add(office, &login, role, unit, worker);
        desk.secret = desk.set_up(office, &login, &code).await;
        desk.login = login;
        desk
    }

    /// Signs in again, if what was done last ended the session.
    pub(crate) async fn stay(&mut self, office: &Office) {
        if self.get("me").await.status == StatusCode::UNAUTHORIZED {
            office.later(1);
            let code = totp::code(&self.secret, totp::step(now(office)));
            let typed = json!({ "login": self.login, "password": PASSWORD, "code": code });
            self.cookie = cookie(&self.post("session", typed).await);
            assert_eq!(self.get("me").await.status, StatusCode::OK);
        }
    }

    /// Proves by password and code to be the one who signed in, a minute later: a code is good once.
    pub(crate) async fn prove(&self, office: &Office) {
        office.later(1);
        let code = totp::code(&self.secret, totp::step(now(office)));
        let proof = json!({ "password": PASSWORD, "code": code });
        let proved = self.ask(Method::PUT, "me/proof", Some(proof)).await;
        assert_eq!(proved.status, StatusCode::NO_CONTENT, "{}", proved.json);
    }

    /// Opens a client beyond reach to herself, since she covers for a colleague.
    pub(crate) async fn open(&self, client: StreamId, words: &str) -> Value {
        self.post("openings", json!({ "client": client, "reason": "cover", "words": words })).await.ok()
    }

    /// What signing in with this password and the right code is answered.
    pub(crate) async fn tries(&self, office: &Office, password: &str) -> Answer {
        office.later(1);
        let code = totp::code(&self.secret, totp::step(now(office)));
        self.post("session", json!({ "login": self.login, "password": password, "code": code })).await
    }

    /// Chooses a password and proves a first code; gives the secret.
    pub(crate) async fn set_up(&mut self, office: &Office, login: &str, code: &str) -> Vec<u8> {
        let mut typed = json!({ "login": login, "password": code });
        assert_eq!(self.post("session", typed.clone()).await.ok()["step"], "password");
        typed["new_password"] = PASSWORD.into();
        let enrol = self.post("session", typed).await.ok();
        assert_eq!(enrol["step"], "enrol");
        let secret = secret(enrol["secret"].as_str().unwrap());
        let code = totp::code(&secret, totp::step(now(office)));
        let entered =
            self.post("session", json!({ "login": login, "password": PASSWORD, "code": code })).await;
        self.cookie = cookie(&entered);
        assert_eq!(entered.ok()["step"], "in");
        secret
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.ask(Method::DELETE, path, None).await
    }

    /// Puts a file somewhere as it is.
    pub(crate) async fn put_bytes(&self, path: &str, file: Vec<u8>) -> Answer {
        self.send(Method::PUT, path, "application/octet-stream", file).await
    }

    /// Sends files as a form does (RFC 7578).
    pub(crate) async fn upload(&self, path: &str, files: &[(&str, impl AsRef<[u8]>)]) -> Answer {
        let mut body = Vec::new();
        for (name, bytes) in files {
            let about = format!("Content-Disposition: form-data; name=\"files\"; filename=\"{name}\"");
            body.extend_from_slice(format!("--xxx\r\n{about}\r\n\r\n").as_bytes());
            body.extend_from_slice(bytes.as_ref());
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--xxx--\r\n");
        self.send(Method::POST, path, "multipart/form-data; boundary=xxx", body).await
    }

    /// Asks a path below the municipality's `api/`.
    pub(crate) async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        self.send(method, path, "application/json", body.into_bytes()).await
    }

    async fn send(&self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let uri = format!("/m/{}/api/{path}", self.slug);
        let mut request = Request::builder().method(method).uri(uri).extension(ConnectInfo(self.address));
        if let Some(journey) = &self.journey {
            request = request.header(header::COOKIE, format!("__Secure-vizitas_journey={journey}"));
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, format!("other=1; __Secure-vizitas_session={cookie}"));
        }
        if self.console_header {
            request = request.header("vizitas-console", "1");
        }
        if let Some(reason) = &self.reason {
            request = request.header("vizitas-reason", reason);
        }
        let request = request.header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap();
        let answer = self.routes.clone().oneshot(request).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let endless = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        if endless {
            return Answer { status, headers, json: Value::Null };
        }
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        Answer { status, headers, json: serde_json::from_slice(&bytes).unwrap_or_default() }
    }
}

/// Lets somebody sign in; gives the set-up code.
pub(crate) fn add(office: &Office, login: &str, role: StaffRole, unit: &str, worker: Option<&str>) -> String {
    let new = NewStaff {
        login: login.to_owned(),
        name: String::new(),
        role,
        unit: unit.to_owned(),
        worker: worker.map(str::to_owned),
    };
    office.municipality.add_staff(None, &new).unwrap().1
}

pub(crate) fn now(office: &Office) -> Time {
    office.clock().now()
}

/// The session that an answer's cookie carries.
pub(crate) fn cookie(answer: &Answer) -> Option<String> {
    let cookie = answer.headers.get(header::SET_COOKIE)?.to_str().unwrap();
    let value = cookie.strip_prefix("__Secure-vizitas_session=")?.split(';').next()?;
    Some(value.to_owned())
}

/// A secret as an app reads it (RFC 4648).
pub(crate) fn secret(typed: &str) -> Vec<u8> {
    let digits = typed.chars().map(|c| match c {
        'A'..='Z' => c as u8 - b'A',
        _ => c as u8 - b'2' + 26,
    });
    let bits: Vec<u8> = digits.flat_map(|digit| (0..5).rev().map(move |bit| digit >> bit & 1)).collect();
    bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | bit)).collect()
}
