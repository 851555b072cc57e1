//! A provider of accounts that does what it is told to, also what no honest one does (OpenID Connect Core 1.0). An honest one
//! that others made stands in the tests across crates.

use crate::authenticator::encoded;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

pub(crate) const CLIENT: &str = "vizitas";
pub(crate) const SECRET: &str = "nobody knows it";

/// How a token is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Signed {
    #[default]
    Well,
    ByAnotherKey,
    ByTheSecret,
    Not,
}

/// What it does.
#[derive(Default)]
pub(crate) struct Ways {
    /// What is changed in a token before it is signed.
    pub(crate) spoil: Option<fn(&mut Value)>,
    pub(crate) signed: Signed,
    /// It forgets the token.
    pub(crate) no_token: bool,
    /// Its description lies somewhere else.
    pub(crate) elsewhere: bool,
    /// It describes itself by another name.
    pub(crate) another_name: bool,
    /// It says no end of things.
    pub(crate) endless: bool,
    /// Codes that are out, with nonce, challenge and whose they are.
    codes: HashMap<String, (String, String, Value)>,
    /// Who asked for a token, as the head says.
    pub(crate) asked: Vec<String>,
}

#[derive(Clone)]
pub(crate) struct Issuer {
    pub(crate) address: String,
    pub(crate) ways: Arc<Mutex<Ways>>,
    keys: Arc<[EcdsaKeyPair; 2]>,
}

/// The words behind the question mark.
pub(crate) fn query(address: &str) -> HashMap<String, String> {
    let address = reqwest::Url::parse(address).unwrap();
    address.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

impl Issuer {
    /// Listens on a free port.
    pub(crate) async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let random = SystemRandom::new();
        let key = || {
            let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random).unwrap()
        };
        let address = format!("http://{}", listener.local_addr().unwrap());
        let own = Self { address, ways: Arc::default(), keys: Arc::new([key(), key()]) };
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(description))
            .route("/moved", get(description))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(own.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        own
    }

    /// Somebody signs in there: the code and state that the browser takes back.
    pub(crate) fn grants(&self, address: &str, who: Value) -> (String, String) {
        let asked = query(address);
        let mut ways = self.ways.lock().unwrap();
        let code = format!("code-{}", ways.codes.len() + ways.asked.len() * 100);
        let known = (asked["nonce"].clone(), asked["code_challenge"].clone(), who);
        ways.codes.insert(code.clone(), known);
        (code, asked["state"].clone())
    }

    fn token(&self, claims: &Value, signed: Signed) -> String {
        let alg = match signed {
            Signed::Well | Signed::ByAnotherKey => "ES256",
            Signed::ByTheSecret => "HS256",
            Signed::Not => "none",
        };
        let head = json!({ "alg": alg, "kid": "one", "typ": "JWT" });
        let said =
            format!("{}.{}", encoded(head.to_string().as_bytes()), encoded(claims.to_string().as_bytes()));
        let by =
            |key: &EcdsaKeyPair| encoded(key.sign(&SystemRandom::new(), said.as_bytes()).unwrap().as_ref());
        let signature = match signed {
            Signed::Well => by(&self.keys[0]),
            Signed::ByAnotherKey => by(&self.keys[1]),
            Signed::ByTheSecret => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
                encoded(hmac::sign(&key, said.as_bytes()).as_ref())
            }
            Signed::Not => String::new(),
        };
        format!("{said}.{signature}")
    }
}

async fn description(State(own): State<Issuer>, uri: axum::http::Uri) -> Response {
    let ways = own.ways.lock().unwrap();
    if ways.elsewhere && uri.path() != "/moved" {
        return Redirect::temporary("/moved").into_response();
    }
    let at = |path: &str| format!("{}{path}", own.address);
    let name = if ways.another_name { "http://127.0.0.1:1".to_owned() } else { own.address.clone() };
    let mut said = json!({
        "issuer": name, "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
    });
    if ways.endless {
        said["service_documentation"] = format!("https://example/{}", "x".repeat(1 << 20)).into();
    }
    Json(said).into_response()
}

async fn keys(State(own): State<Issuer>) -> Json<Value> {
    let (x, y) = own.keys[0].public_key().as_ref()[1..].split_at(32);
    let key = json!({
        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "one",
        "x": encoded(x), "y": encoded(y),
    });
    Json(json!({ "keys": [key] }))
}

async fn token(
    State(own): State<Issuer>,
    head: HeaderMap,
    Form(asked): Form<HashMap<String, String>>,
) -> Response {
    let mut ways = own.ways.lock().unwrap();
    let by = head[header::AUTHORIZATION].to_str().unwrap().to_owned();
    ways.asked.push(by.clone());
    // RFC 6749, §2.3.1: both halves are encoded as in a form.
    let right = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{}", SECRET.replace(' ', "+"))));
    let known = ways.codes.remove(&asked["code"]);
    let proved =
        |challenge: &str| encoded(digest(&SHA256, asked["code_verifier"].as_bytes()).as_ref()) == challenge;
    let Some((nonce, _, who)) = known.filter(|(_, challenge, _)| by == right && proved(challenge)) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    let mut claims = json!({ "iss": own.address, "aud": CLIENT, "nonce": nonce });
    claims.as_object_mut().unwrap().extend(who.as_object().unwrap().clone());
    if let Some(spoil) = ways.spoil {
        spoil(&mut claims);
    }
    let mut answer = json!({ "access_token": "x", "token_type": "Bearer" });
    if !ways.no_token {
        answer["id_token"] = own.token(&claims, ways.signed).into();
    }
    Json(answer).into_response()
}
