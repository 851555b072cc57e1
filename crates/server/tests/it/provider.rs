//! Signing in by the municipality's own account: who gets in, who does not, and whose account is whose.

use crate::desk::{Answer, Desk, add, cookie, now};
use crate::issuer::{CLIENT, Issuer, SECRET, Signed, Ways, query};
use crate::office::Office;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};
use vizitas_server::staff::StaffRole;

/// What the provider says of somebody who signs in there now.
fn who(office: &Office, subject: &str) -> Value {
    let now = now(office).0;
    json!({ "sub": subject, "iat": now, "exp": now + 300, "auth_time": now })
}

fn settings(issuer: &Issuer) -> Value {
    json!({ "on": true, "issuer": issuer.address, "client_id": CLIENT, "secret": SECRET })
}

/// An office with a provider, its administrator, and somebody whose account is `r-1`.
struct Place {
    office: Office,
    issuer: Issuer,
    chief: Desk,
    ruta: String,
}

impl Place {
    async fn open() -> Self {
        let (office, issuer) = (Office::open(), Issuer::open().await);
        office.municipality.set_settings("provider", settings(&issuer)).unwrap();
        let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
        add(&office, "ruta", StaffRole::Coordinator, "", None);
        let listed = chief.get("staff").await.ok();
        let ruta = listed.as_array().unwrap().iter().find(|one| one["login"] == "ruta").unwrap();
        let ruta = ruta["actor"].as_str().unwrap().to_owned();
        let place = Self { office, issuer, chief, ruta };
        assert_eq!(place.bind("r-1").await.status, StatusCode::NO_CONTENT);
        place
    }

    async fn bind(&self, subject: &str) -> Answer {
        self.chief.prove(&self.office).await;
        let path = format!("staff/{}/account", self.ruta);
        self.chief.ask(Method::PUT, &path, Some(json!({ "subject": subject }))).await
    }

    /// Somebody is sent away: the browser that keeps the cookie, and where it goes.
    async fn away(&self) -> (Desk, String) {
        let mut desk = Desk::of(&self.office);
        let sent = desk.post("session/provider", json!({})).await;
        let kept = sent.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
        assert!(
            kept.ends_with("; Path=/m/alytus/; Max-Age=300; Secure; HttpOnly; SameSite=Strict"),
            "{kept}"
        );
        desk.journey = kept
            .strip_prefix("__Secure-vizitas_journey=")
            .map(|kept| kept.split(';').next().unwrap().to_owned());
        (desk, sent.ok()["address"].as_str().unwrap().to_owned())
    }

    /// The whole way of somebody whom the provider calls so.
    async fn enter(&self, who: Value) -> Answer {
        let (desk, address) = self.away().await;
        let (code, state) = self.issuer.grants(&address, who);
        back(&desk, &code, &state).await
    }

    async fn unbind(&self, login: &str) {
        let listed = self.chief.get("staff").await.ok();
        let one = listed.as_array().unwrap().iter().find(|one| one["login"] == login).unwrap();
        let path = format!("staff/{}/account", one["actor"].as_str().unwrap());
        assert_eq!(self.chief.delete(&path).await.status, StatusCode::NO_CONTENT);
    }

    fn deeds(&self, deed: &str) -> usize {
        let records = self.office.municipality.log().read(|log| log.audit_after(0, 10_000)).unwrap();
        records.iter().filter(|record| record.deed == deed).count()
    }

    fn ways(&self, change: impl FnOnce(&mut Ways)) {
        change(&mut self.issuer.ways.lock().unwrap());
    }
}

async fn back(desk: &Desk, code: &str, state: &str) -> Answer {
    desk.ask(Method::PUT, "session/provider", Some(json!({ "code": code, "state": state }))).await
}

#[tokio::test]
async fn whoever_the_provider_knows_is_in_without_password_and_code() {
    let place = Place::open().await;
    assert_eq!(Desk::of(&place.office).get("session/ways").await.ok()["provider"], true);
    let (mut desk, address) = place.away().await;
    let asked = query(&address);
    assert!(address.starts_with(&format!("{}/authorize?", place.issuer.address)));
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", "https://localhost:8443/m/alytus/console/"),
        ("scope", "openid"),
        ("code_challenge_method", "S256"),
        ("prompt", "login"),
        ("max_age", "0"),
    ] {
        assert_eq!(asked[name], value, "{name}");
    }
    assert!(asked["state"].len() == 43 && asked["nonce"].len() > 20);
    let (code, state) = place.issuer.grants(&address, who(&place.office, "r-1"));
    let entered = back(&desk, &code, &state).await;
    desk.cookie = cookie(&entered);
    assert_eq!(entered.ok()["me"]["login"], "ruta");
    assert_eq!(desk.get("me").await.ok()["login"], "ruta");
    assert_eq!(place.deeds("signed in by provider"), 1);
    let own = place.chief.get(&format!("staff/{}/account", place.ruta)).await.ok();
    assert_eq!(
        own,
        json!({ "on": true, "account": {
            "subject": "r-1", "since": now(&place.office).0, "used": now(&place.office).0, "by_address": false,
        } })
    );
    // A secret goes in and never comes out.
    let shown = place.chief.get("settings/provider").await.ok();
    assert_eq!((&shown["secret"], &shown["claim"]), (&json!(true), &json!("sub")));
}

#[tokio::test]
async fn no_word_of_a_provider_but_the_right_one_opens() {
    let place = Place::open().await;
    type Spoil = fn(&mut Value);
    let spoiled: [(&str, Spoil); 15] = [
        ("another nonce", |claims| claims["nonce"] = "x".into()),
        ("no nonce", |claims| claims["nonce"] = Value::Null),
        ("another audience", |claims| claims["aud"] = "other".into()),
        ("one audience more", |claims| claims["aud"] = json!([CLIENT, "other"])),
        ("another issuer", |claims| claims["iss"] = "https://login.example".into()),
        ("made out to another", |claims| claims["azp"] = "other".into()),
        ("over", |claims| claims["exp"] = (claims["iat"].as_i64().unwrap()).into()),
        ("long ago", |claims| claims["iat"] = (claims["iat"].as_i64().unwrap() - 601).into()),
        ("still to come", |claims| claims["iat"] = (claims["iat"].as_i64().unwrap() + 601).into()),
        ("signed in long ago", |claims| claims["auth_time"] = (claims["iat"].as_i64().unwrap() - 601).into()),
        ("signed in before", |claims| {
            claims["auth_time"] = (claims["iat"].as_i64().unwrap() - 121).into();
        }),
        ("signed in at no time", |claims| claims["auth_time"] = Value::Null),
        ("nobody", |claims| claims["sub"] = "".into()),
        ("somebody endless", |claims| claims["sub"] = "x".repeat(256).into()),
        ("no end", |claims| claims["exp"] = Value::Null),
    ];
    for (what, spoil) in spoiled {
        place.ways(|ways| ways.spoil = Some(spoil));
        let refused = place.enter(who(&place.office, "r-1")).await;
        assert_eq!(
            (refused.status, refused.code()),
            (StatusCode::UNPROCESSABLE_ENTITY, "provider_wrong"),
            "{what}"
        );
        assert!(cookie(&refused).is_none());
    }
    place.ways(|ways| ways.spoil = None);
    for signed in [Signed::ByAnotherKey, Signed::ByTheSecret, Signed::Not] {
        place.ways(|ways| ways.signed = signed);
        assert_eq!(place.enter(who(&place.office, "r-1")).await.code(), "provider_wrong", "{signed:?}");
    }
    place.ways(|ways| (ways.signed, ways.no_token) = (Signed::Well, true));
    assert_eq!(place.enter(who(&place.office, "r-1")).await.code(), "provider_wrong");
    place.ways(|ways| ways.no_token = false);
    // Strangers do not fill the audit.
    assert_eq!(place.deeds("provider sign-in refused"), 1);
    place.ways(|ways| {
        ways.spoil = Some(|claims| claims["auth_time"] = (claims["iat"].as_i64().unwrap() - 119).into());
    });
    assert_eq!(place.enter(who(&place.office, "r-1")).await.ok()["step"], "in");
}

#[tokio::test]
async fn what_goes_out_with_a_browser_comes_back_once_to_the_same_one() {
    let place = Place::open().await;
    let (desk, address) = place.away().await;
    let (code, state) = place.issuer.grants(&address, who(&place.office, "r-1"));
    assert_eq!(back(&desk, &code, "x").await.code(), "ceremony_over", "another state");
    assert_eq!(back(&desk, &code, &state).await.ok()["step"], "in");
    assert_eq!(back(&desk, &code, &state).await.code(), "ceremony_over", "replayed");
    // A code that was used, in another journey.
    let (desk, address) = place.away().await;
    let (_, state) = place.issuer.grants(&address, who(&place.office, "r-1"));
    assert_eq!(back(&desk, &code, &state).await.code(), "provider_wrong");
    // A code that is somebody else's: its challenge is not this journey's.
    let (desk, address) = place.away().await;
    let (_, others) = place.away().await;
    let (_, state) = place.issuer.grants(&address, who(&place.office, "r-1"));
    let (code, _) = place.issuer.grants(&others, who(&place.office, "r-1"));
    assert_eq!(back(&desk, &code, &state).await.code(), "provider_wrong");
    // Another browser, and one that kept nothing.
    for other in [Some("x".to_owned()), None] {
        let (mut desk, address) = place.away().await;
        let (code, state) = place.issuer.grants(&address, who(&place.office, "r-1"));
        desk.journey = other;
        assert_eq!(back(&desk, &code, &state).await.code(), "ceremony_over");
    }
    // Late.
    let (desk, address) = place.away().await;
    let (code, state) = place.issuer.grants(&address, who(&place.office, "r-1"));
    place.office.later(5);
    assert_eq!(back(&desk, &code, &state).await.code(), "ceremony_over");
    // Answered by another provider (RFC 9207).
    let (desk, address) = place.away().await;
    let (code, state) = place.issuer.grants(&address, who(&place.office, "r-1"));
    let mixed = json!({ "code": code, "state": state, "iss": "https://login.example" });
    assert_eq!(desk.ask(Method::PUT, "session/provider", Some(mixed)).await.code(), "provider_wrong");
}

#[tokio::test]
async fn a_provider_that_does_not_answer_as_it_should_is_said_to_be_silent() {
    let place = Place::open().await;
    let begin = async || {
        let refused = Desk::of(&place.office).post("session/provider", json!({})).await;
        (refused.status, refused.code().to_owned())
    };
    let silent = (StatusCode::BAD_GATEWAY, "provider_silent".to_owned());
    let wrong: [fn(&mut Ways); 3] =
        [|ways| ways.elsewhere = true, |ways| ways.another_name = true, |ways| ways.endless = true];
    for wrong in wrong {
        place.ways(wrong);
        assert_eq!(begin().await, silent);
        // Also when it was well as the browser was sent away.
        place.ways(|ways| (ways.elsewhere, ways.another_name, ways.endless) = (false, false, false));
        let (desk, address) = place.away().await;
        let (code, state) = place.issuer.grants(&address, who(&place.office, "r-1"));
        place.ways(wrong);
        assert_eq!(back(&desk, &code, &state).await.code(), "provider_silent");
        place.ways(|ways| (ways.elsewhere, ways.another_name, ways.endless) = (false, false, false));
    }
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let nowhere =
        json!({ "on": true, "issuer": format!("http://{gone}"), "client_id": CLIENT, "secret": SECRET });
    place.office.municipality.set_settings("provider", nowhere).unwrap();
    assert_eq!(begin().await, silent);
    // The issuer was changed while somebody was away.
    place.office.municipality.set_settings("provider", settings(&place.issuer)).unwrap();
    let (desk, address) = place.away().await;
    let (code, state) = place.issuer.grants(&address, who(&place.office, "r-1"));
    let other = Issuer::open().await;
    place.office.municipality.set_settings("provider", settings(&other)).unwrap();
    assert_eq!(back(&desk, &code, &state).await.code(), "ceremony_over");
    place.office.municipality.set_settings("provider", json!({ "on": false })).unwrap();
    assert_eq!(begin().await, (StatusCode::UNPROCESSABLE_ENTITY, "provider_off".to_owned()));
    assert_eq!(back(&desk, &code, &state).await.code(), "provider_off");
    assert_eq!(Desk::of(&place.office).get("session/ways").await.ok()["provider"], false);
}

#[tokio::test]
async fn an_account_that_is_nobodys_here_makes_nobody() {
    let place = Place::open().await;
    let unknown = place.enter(who(&place.office, "x-9")).await;
    assert_eq!((unknown.code(), &unknown.json["args"]["account"]), ("account_unknown", &json!("x-9")));
    assert_eq!(place.deeds("unknown account refused"), 1);
    assert_eq!(place.chief.get("staff").await.ok().as_array().unwrap().len(), 2);
    // One account has one owner, and a person one account.
    assert_eq!(place.bind("r-2").await.code(), "account_taken");
    for odd in ["", " ", &*"x".repeat(256)] {
        assert_eq!(place.bind(odd).await.code(), "invalid", "{odd}");
    }
    // Taken back: whoever came in by it is out.
    let entered = place.enter(who(&place.office, "r-1")).await;
    let mut ruta = Desk::of(&place.office);
    ruta.cookie = cookie(&entered);
    let path = format!("staff/{}/account", place.ruta);
    assert_eq!(place.chief.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(place.chief.delete(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ruta.get("me").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(place.enter(who(&place.office, "r-1")).await.code(), "account_unknown");
    assert_eq!((place.deeds("account bound"), place.deeds("account unbound")), (1, 1));
    // Suspended.
    assert_eq!(place.bind("r-1").await.status, StatusCode::NO_CONTENT);
    let edit = json!({ "name": "Rūta", "role": "coordinator", "unit": "", "disabled": true });
    place.chief.ask(Method::PUT, &format!("staff/{}", place.ruta), Some(edit)).await.ok();
    assert_eq!(place.enter(who(&place.office, "r-1")).await.code(), "account_suspended");
}

#[tokio::test]
async fn a_verified_address_that_is_the_login_names_its_owner_once_where_the_municipality_says_so() {
    let place = Place::open().await;
    let office = &place.office;
    add(office, "jonas@office.example", StaffRole::Head, "", None);
    let told = |subject: &str, email: &str, verified: Value| {
        let mut told = who(office, subject);
        (told["email"], told["email_verified"]) = (email.into(), verified);
        told
    };
    let jonas = || told("j-1", "Jonas@office.example", json!(true));
    assert_eq!(place.enter(jonas()).await.code(), "account_unknown", "it does not say so");
    let mut by_email = settings(&place.issuer);
    by_email["by_email"] = true.into();
    office.municipality.set_settings("provider", by_email).unwrap();
    let (_, address) = place.away().await;
    assert_eq!(query(&address)["scope"], "openid email");
    for unverified in [json!(false), Value::Null] {
        let refused = place.enter(told("j-1", "jonas@office.example", unverified)).await;
        assert_eq!(refused.code(), "account_unknown");
    }
    assert_eq!(
        place.enter(told("j-1", "petras@office.example", json!(true))).await.code(),
        "account_unknown"
    );
    assert_eq!(place.enter(jonas()).await.ok()["me"]["login"], "jonas@office.example");
    assert_eq!(place.deeds("account bound by address"), 1);
    // From then on it is the account that counts, and not the address.
    assert_eq!(place.enter(told("j-1", "", json!(false))).await.ok()["me"]["login"], "jonas@office.example");
    assert_eq!(place.enter(told("j-2", "jonas@office.example", json!(true))).await.code(), "account_unknown");
    // Taken back it stays taken back, whichever account brings the address.
    place.unbind("jonas@office.example").await;
    for subject in ["j-1", "j-2"] {
        let refused = place.enter(told(subject, "jonas@office.example", json!(true))).await;
        assert_eq!(refused.code(), "account_unknown", "{subject}");
    }
    assert_eq!(place.deeds("account bound by address"), 1);
    // A login that is no address is nobody's.
    assert_eq!(place.enter(told("x-1", "administrator", json!(true))).await.code(), "account_unknown");
}

#[tokio::test]
async fn what_was_taken_back_is_so_at_earlier_providers_too() {
    let place = Place::open().await;
    let other = Issuer::open().await;
    let set = |issuer: &Issuer| place.office.municipality.set_settings("provider", settings(issuer)).unwrap();
    set(&other);
    assert_eq!(place.bind("r-1").await.status, StatusCode::NO_CONTENT);
    place.unbind("ruta").await;
    set(&place.issuer);
    assert_eq!(place.enter(who(&place.office, "r-1")).await.code(), "account_unknown");
}

#[tokio::test]
async fn who_says_who_somebody_is_changes_on_a_proof_and_with_a_secret_of_its_own() {
    let place = Place::open().await;
    let bare = json!({ "subject": "x-1" });
    let path = format!("staff/{}/account", place.ruta);
    let bind = async || place.chief.ask(Method::PUT, &path, Some(bare.clone())).await;
    assert_eq!(bind().await.code(), "proof_needed");
    let shown = place.chief.get("settings/provider").await.ok();
    let write =
        async |value: &Value| place.chief.ask(Method::PUT, "settings/provider", Some(value.clone())).await;
    assert_eq!(write(&shown).await.code(), "proof_needed");
    place.chief.prove(&place.office).await;
    // The secret is not sent to whoever else is named.
    let other = Issuer::open().await;
    let mut elsewhere = shown.clone();
    elsewhere["issuer"] = other.address.clone().into();
    let refused = write(&elsewhere).await;
    assert_eq!(
        (refused.code(), &refused.json["args"]),
        ("invalid", &json!({ "field": "secret", "cause": "again" }))
    );
    assert_eq!(place.chief.get("settings/provider").await.ok(), shown);
    assert_eq!(bind().await.code(), "account_taken", "she has another");
    // What came to nothing left the proof; what is done uses it up.
    elsewhere["secret"] = "another".into();
    assert_eq!(write(&elsewhere).await.status, StatusCode::NO_CONTENT);
    assert_eq!(write(&shown).await.code(), "proof_needed");
    // By way of no place at all neither.
    place.office.municipality.set_settings("provider", json!({ "on": false })).unwrap();
    assert_eq!(place.chief.get("settings/provider").await.ok()["secret"], false);
}

#[tokio::test]
async fn whoever_hangs_up_makes_no_room_for_another() {
    let place = Place::open().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut hanging = settings(&place.issuer);
    hanging["issuer"] = format!("http://{}", listener.local_addr().unwrap()).into();
    place.office.municipality.set_settings("provider", hanging).unwrap();
    let desk = Desk::of(&place.office);
    let (mut held, mut busy) = (Vec::new(), 0);
    for _ in 0..20 {
        // The browser goes as soon as the provider was asked.
        tokio::select! {
            asked = listener.accept() => held.push(asked.unwrap()),
            answer = desk.post("session/provider", json!({})) => {
                assert_eq!((answer.status, answer.code()), (StatusCode::SERVICE_UNAVAILABLE, "busy"));
                busy += 1;
            }
        }
    }
    assert_eq!((held.len(), busy), (8, 12));
}

#[tokio::test]
async fn the_municipality_says_which_word_names_an_account() {
    let place = Place::open().await;
    // The word that named r-1 until now names nobody by another claim, until somebody says so.
    for (claim, said, code) in [
        ("oid", json!({ "oid": "r-1" }), ""),
        ("oid", json!({ "oid": 7 }), "provider_wrong"),
        ("oid", json!({}), "provider_wrong"),
        ("preferred_username", json!({ "preferred_username": "r-1" }), ""),
        // One that the provider keeps with a blank is the one that a person types without.
        ("upn", json!({ "upn": "r-1 " }), ""),
        ("email", json!({ "email": "R-1", "email_verified": true }), ""),
        ("email", json!({ "email": "r-1", "email_verified": false }), "provider_wrong"),
    ] {
        let mut by = settings(&place.issuer);
        by["claim"] = claim.into();
        place.office.municipality.set_settings("provider", by).unwrap();
        let mut told = who(&place.office, "x-9");
        told.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        if code.is_empty() {
            assert_eq!(place.enter(told.clone()).await.code(), "account_unknown", "{claim}");
            let typed = if claim == "email" { "R-1" } else { "r-1" };
            assert_eq!(place.bind(typed).await.status, StatusCode::NO_CONTENT);
            told["iat"] = now(&place.office).0.into();
            told["auth_time"] = told["iat"].clone();
        }
        let answer = place.enter(told).await;
        assert_eq!(answer.code(), code, "{claim} {said}");
    }
}
