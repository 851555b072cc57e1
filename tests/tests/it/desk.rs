//! A coordinator at the console, without a browser: what she sees and does there, by the routes that her screens use.

use crate::world::World;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, header};
use serde_json::{Value, json};
use std::net::SocketAddr;
use tower::ServiceExt;
use vizitas_domain::time::Time;
use vizitas_server::staff::{NewStaff, StaffRole, totp};

const LOGIN: &str = "ruta";
/// As it stands in the office's list of its people.
pub(crate) const NAME: &str = "Rūta Kalnienė";
const PASSWORD: &str = "žalias arklys šoka";

/// Somebody who plans, signed in.
pub(crate) struct Desk {
    routes: Router,
    cookie: String,
}

impl Desk {
    /// A coordinator of the whole office.
    pub(crate) async fn of(world: &World) -> Self {
        let new = NewStaff {
            login: LOGIN.to_owned(),
            name: NAME.to_owned(),
            role: StaffRole::Coordinator,
            unit: String::new(),
            worker: None,
        };
        let (_, code) = world.office.add_staff(None, &new).unwrap();
        let mut desk = Self { routes: world.routes(), cookie: String::new() };
        let mut typed = json!({ "login": LOGIN, "password": code, "new_password": PASSWORD });
        let enrol = desk.post("session", typed).await;
        let secret = secret(enrol["secret"].as_str().unwrap());
        let now = Time(i64::try_from(world.time.ms() / 1000).unwrap());
        let code = totp::code(&secret, totp::step(now));
        typed = json!({ "login": LOGIN, "password": PASSWORD, "code": code });
        desk.cookie = desk.enter(typed).await;
        desk
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.ask(Method::GET, path, None).await.1
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        self.ask(Method::POST, path, Some(body)).await.1
    }

    pub(crate) async fn delete(&self, path: &str) -> Value {
        self.ask(Method::DELETE, path, None).await.1
    }

    /// The tablet that waits to be let in, with the digits that the office sees.
    pub(crate) async fn newcomer(&self) -> (String, String) {
        let waiting = self.get("tablets/waiting").await;
        let [one] = &waiting.as_array().unwrap()[..] else { panic!("{waiting}") };
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        (text(&one["tablet"]), text(&one["waiting"]["check"]))
    }

    /// The tasks that wait in the inbox: client, cause, words.
    pub(crate) async fn tasks(&self) -> Vec<(String, String, String)> {
        let inbox = self.get("inbox").await;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let items = inbox["items"].as_array().unwrap().iter();
        items
            .filter(|item| item["what"]["kind"] == "task")
            .map(|item| {
                let what = &item["what"];
                (text(&item["client"]["name"]), text(&what["cause"]), text(&what["words"]))
            })
            .collect()
    }

    /// The id of the only task that waits for this cause.
    pub(crate) async fn task(&self, cause: &str) -> String {
        let inbox = self.get("inbox").await;
        let mut items = inbox["items"].as_array().unwrap().iter();
        let found = items.find(|item| item["what"]["cause"] == cause).unwrap();
        found["what"]["task"].as_str().unwrap().to_owned()
    }

    async fn enter(&self, typed: Value) -> String {
        let (cookie, answer) = self.ask(Method::POST, "session", Some(typed)).await;
        assert_eq!(answer["step"], "in");
        cookie.unwrap()
    }

    /// Asks a path below the municipality's `api/`; gives the session it was given, and the answer.
    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> (Option<String>, Value) {
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let request = Request::builder()
            .method(method)
            .uri(format!("/m/alytus/api/{path}"))
            .extension(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 4000))))
            .header(header::COOKIE, format!("__Secure-vizitas_session={}", self.cookie))
            .header(header::CONTENT_TYPE, "application/json")
            .header("vizitas-console", "1");
        let answer = self.routes.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let json: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        assert!(status.is_success(), "{path}: {status} {json}");
        let cookie = headers.get(header::SET_COOKIE).and_then(|cookie| cookie.to_str().ok());
        let cookie =
            cookie.and_then(|cookie| cookie.strip_prefix("__Secure-vizitas_session=")?.split(';').next());
        (cookie.map(str::to_owned), json)
    }
}

/// A secret as an app reads it (RFC 4648).
fn secret(typed: &str) -> Vec<u8> {
    let digits = typed.chars().map(|c| match c {
        'A'..='Z' => c as u8 - b'A',
        _ => c as u8 - b'2' + 26,
    });
    let bits: Vec<u8> = digits.flat_map(|digit| (0..5).rev().map(move |bit| digit >> bit & 1)).collect();
    bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | bit)).collect()
}
