//! Signing in to the console: what opens, what does not, and what an open session may be used for.

use crate::desk::{Desk, PASSWORD, add, cookie, now};
use crate::office::Office;
use axum::http::{StatusCode, header};
use serde_json::{Value, json};
use std::net::SocketAddr;
use vizitas_server::staff::{StaffRole, totp};

fn typed(login: &str, password: &str, code: &str) -> Value {
    json!({ "login": login, "password": password, "code": code })
}

#[tokio::test]
async fn somebody_sets_up_a_password_and_a_code_and_is_in() {
    let office = Office::open();
    let code = add(&office, "Rūta.K", StaffRole::Coordinator, "Poskyris", None);
    let mut desk = Desk::of(&office);
    assert_eq!(
        (desk.get("me").await.status, desk.get("me").await.code()),
        (StatusCode::UNAUTHORIZED, "signed_out")
    );
    let short = json!({ "login": "rūta.k", "password": code, "new_password": "trumpas" });
    assert_eq!(desk.post("session", short).await.code(), "password_weak");
    desk.set_up(&office, "rūta.k", &code).await;
    let me = desk.get("me").await;
    assert_eq!(me.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(me.headers["x-content-type-options"], "nosniff");
    let me = me.ok();
    assert_eq!(
        (&me["login"], &me["role"], &me["unit"]),
        (&json!("rūta.k"), &json!("coordinator"), &json!("Poskyris"))
    );
    // The set-up code was good once.
    let mut other = Desk::of(&office);
    other.cookie = None;
    assert_eq!(other.post("session", typed("rūta.k", &code, "")).await.code(), "wrong");
}

#[tokio::test]
async fn the_cookie_is_for_this_municipalitys_console_alone() {
    let office = Office::open();
    let code = add(&office, "ruta", StaffRole::Coordinator, "", None);
    let mut desk = Desk::of(&office);
    let secret = desk.set_up(&office, "ruta", &code).await;
    office.later(1);
    let next = totp::code(&secret, totp::step(now(&office)));
    let entered = Desk::of(&office).post("session", typed("ruta", PASSWORD, &next)).await;
    let cookie_text = entered.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie_text.ends_with("; Path=/m/alytus/; Secure; HttpOnly; SameSite=Strict"), "{cookie_text}");
    assert!(cookie(&entered).unwrap().len() == 43, "256 bits");
    // Another municipality knows nothing of it.
    let elsewhere = Office::empty();
    let mut stranger = Desk::of(&elsewhere);
    stranger.cookie = cookie(&entered);
    assert_eq!(stranger.get("me").await.status, StatusCode::UNAUTHORIZED);
    // A form of a foreign page can send the cookie, and not the header.
    desk.console_header = false;
    let refused = desk.delete("session").await;
    assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "header_missing"));
    assert_eq!(desk.get("me").await.status, StatusCode::OK);
    desk.console_header = true;
    assert_eq!(desk.delete("session").await.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.get("me").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_wrong_word_and_an_unknown_login_are_answered_alike() {
    let office = Office::open();
    let code = add(&office, "ruta", StaffRole::Coordinator, "", None);
    let mut desk = Desk::of(&office);
    let secret = desk.set_up(&office, "ruta", &code).await;
    let ask = Desk::of(&office);
    let unknown = ask.post("session", typed("nobody", "x", "")).await;
    let wrong = ask.post("session", typed("ruta", "x", "")).await;
    assert_eq!((unknown.status, unknown.json.clone()), (wrong.status, wrong.json.clone()));
    assert_eq!(wrong.code(), "wrong");
    // The code of the set-up was used: it opens nothing twice, nor does an older one.
    let step = totp::step(now(&office));
    for used in [step, step - 1] {
        let replayed = ask.post("session", typed("ruta", PASSWORD, &totp::code(&secret, used))).await;
        assert_eq!((replayed.status, replayed.code()), (StatusCode::UNAUTHORIZED, "wrong"));
    }
    assert_eq!(ask.post("session", typed("ruta", PASSWORD, "")).await.ok()["step"], "code");
    let next = ask.post("session", typed("ruta", PASSWORD, &totp::code(&secret, step + 1))).await;
    assert_eq!(next.ok()["step"], "in");
}

#[tokio::test]
async fn guessing_is_slowed_down_for_a_login_and_for_an_address() {
    let office = Office::open();
    let code = add(&office, "ruta", StaffRole::Coordinator, "", None);
    let mut desk = Desk::of(&office);
    let secret = desk.set_up(&office, "ruta", &code).await;
    office.later(1);
    let mut guess = Desk::of(&office);
    for _ in 0..5 {
        assert_eq!(guess.post("session", typed("ruta", "x", "")).await.code(), "wrong");
    }
    // From elsewhere, too; and the right words wait as well, whatever the login.
    guess.address = SocketAddr::from(([10, 0, 0, 2], 4000));
    let right = typed("ruta", PASSWORD, &totp::code(&secret, totp::step(now(&office))));
    let later = guess.post("session", right).await;
    assert_eq!((later.status, later.code()), (StatusCode::TOO_MANY_REQUESTS, "later"));
    assert_eq!(
        (&later.json["args"]["seconds"], &later.headers[header::RETRY_AFTER]),
        (&json!(30), &"30".parse().unwrap())
    );
    office.later(1);
    let right = typed("ruta", PASSWORD, &totp::code(&secret, totp::step(now(&office))));
    assert_eq!(guess.post("session", right).await.ok()["step"], "in");
    // An address that tries many logins waits for all of them.
    guess.address = SocketAddr::from(([10, 0, 0, 3], 4000));
    for number in 0..25 {
        assert_eq!(guess.post("session", typed(&format!("n{number}"), "x", "")).await.code(), "wrong");
    }
    assert_eq!(guess.post("session", typed("ruta", PASSWORD, "")).await.code(), "later");
    guess.address = SocketAddr::from(([10, 0, 0, 4], 4000));
    assert_eq!(guess.post("session", typed("ruta", PASSWORD, "")).await.ok()["step"], "code");
}

#[tokio::test]
async fn whoever_knows_the_password_alone_is_slowed_down_too() {
    let office = Office::open();
    let code = add(&office, "ruta", StaffRole::Coordinator, "", None);
    let mut desk = Desk::of(&office);
    desk.set_up(&office, "ruta", &code).await;
    office.later(1);
    let guess = Desk::of(&office);
    for _ in 0..5 {
        assert_eq!(guess.post("session", typed("ruta", PASSWORD, "")).await.ok()["step"], "code");
        assert_eq!(guess.post("session", typed("ruta", PASSWORD, "000000")).await.code(), "wrong");
    }
    assert_eq!(guess.post("session", typed("ruta", PASSWORD, "")).await.code(), "later");
}

#[tokio::test]
async fn a_clock_set_back_keeps_nobody_out_and_forgives_no_guess() {
    let office = Office::open();
    let code = add(&office, "ruta", StaffRole::Coordinator, "", None);
    let mut desk = Desk::of(&office);
    let secret = desk.set_up(&office, "ruta", &code).await;
    let right = || typed("ruta", PASSWORD, &totp::code(&secret, totp::step(now(&office))));
    office.later(3 * 24 * 60);
    let guess = Desk::of(&office);
    assert_eq!(guess.post("session", right()).await.ok()["step"], "in");
    for _ in 0..6 {
        office.later(1);
        assert_eq!(guess.post("session", typed("ruta", "x", "")).await.code(), "wrong");
    }
    // The last try and the code used last lie two days ahead from now on.
    office.earlier(2 * 24 * 60);
    for _ in 0..2 {
        let later = guess.post("session", right()).await;
        assert_eq!((later.code(), &later.json["args"]["seconds"]), ("later", &json!(60)));
    }
    office.later(1);
    assert_eq!(guess.post("session", right()).await.ok()["step"], "in");
    assert_eq!(guess.post("session", right()).await.code(), "wrong", "used once more");
}

#[tokio::test]
async fn a_session_ends_when_idle_when_old_and_when_it_is_ended() {
    let office = Office::open();
    let code = add(&office, "ruta", StaffRole::Coordinator, "", None);
    let mut desk = Desk::of(&office);
    let secret = desk.set_up(&office, "ruta", &code).await;
    for _ in 0..24 {
        office.later(29);
        assert_eq!(desk.get("me").await.status, StatusCode::OK);
    }
    office.later(29);
    assert_eq!(desk.get("me").await.status, StatusCode::UNAUTHORIZED, "a working day is over");

    let enter = async |desk: &mut Desk| {
        office.later(1);
        let right = typed("ruta", PASSWORD, &totp::code(&secret, totp::step(now(&office))));
        desk.cookie = cookie(&desk.post("session", right).await);
    };
    enter(&mut desk).await;
    office.later(30);
    assert_eq!(desk.get("me").await.status, StatusCode::UNAUTHORIZED, "idle");

    enter(&mut desk).await;
    let mut other = Desk::of(&office);
    enter(&mut other).await;
    let sessions = desk.get("me/sessions").await.ok();
    let sessions = sessions.as_array().unwrap();
    assert_eq!(sessions.len(), 2, "those that last");
    let foreign = sessions.iter().find(|session| session["current"] == false).unwrap();
    let path = format!("me/sessions/{}", foreign["session"].as_str().unwrap());
    assert_eq!(desk.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.delete(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get("me").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(desk.get("me").await.status, StatusCode::OK);
}
