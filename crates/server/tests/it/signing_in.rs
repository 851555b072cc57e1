//! Signing in to the console: what opens, what does not, and what an open session may be used for.

use crate::desk::{Desk, PASSWORD, add, cookie, now};
use crate::office::Office;
use axum::http::{Method, StatusCode, header};
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
    assert_eq!(desk.post("session", short).await.code(), "password_short");
    for easy in ["slaptažodis123", "Rūta.K-2026!!", "Alytus-2026-Alytus", "qwertyuiop123"] {
        let easy = json!({ "login": "rūta.k", "password": code, "new_password": easy });
        let refused = desk.post("session", easy).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, "password_weak"));
    }
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
    let name = cookie_text.split('=').next().unwrap();
    assert!(name.starts_with("__Secure-"), "{name}: no plain connection sets or overwrites it");
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
    // The right words wait as well; not from elsewhere, for who knows a login is not to keep its owner out.
    let elsewhere = SocketAddr::from(([10, 0, 0, 2], 4000));
    let mut owner = guess.clone();
    owner.address = elsewhere;
    assert_eq!(owner.post("session", typed("ruta", PASSWORD, "")).await.ok()["step"], "code");
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
    for number in 0..40 {
        assert_eq!(guess.post("session", typed(&format!("n{number}"), "x", "")).await.code(), "wrong");
    }
    assert_eq!(guess.post("session", typed("ruta", PASSWORD, "")).await.code(), "later");
    guess.address = SocketAddr::from(([10, 0, 0, 4], 4000));
    assert_eq!(guess.post("session", typed("ruta", PASSWORD, "")).await.ok()["step"], "code");
}

#[tokio::test]
async fn what_an_office_mistypes_before_it_is_in_does_not_make_its_address_wait() {
    let office = Office::open();
    let code = add(&office, "ruta", StaffRole::Coordinator, "", None);
    let mut desk = Desk::of(&office);
    let secret = desk.set_up(&office, "ruta", &code).await;
    for _ in 0..15 {
        office.later(1);
        for _ in 0..3 {
            assert_eq!(desk.post("session", typed("ruta", "x", "")).await.code(), "wrong");
        }
        let right = typed("ruta", PASSWORD, &totp::code(&secret, totp::step(now(&office))));
        assert_eq!(desk.post("session", right).await.ok()["step"], "in");
    }
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
        assert_eq!(desk.get("me/sessions").await.status, StatusCode::OK);
    }
    office.later(29);
    assert_eq!(desk.get("me").await.status, StatusCode::UNAUTHORIZED, "a working day is over");

    let enter = async |desk: &mut Desk| {
        office.later(1);
        let right = typed("ruta", PASSWORD, &totp::code(&secret, totp::step(now(&office))));
        desk.cookie = cookie(&desk.post("session", right).await);
    };
    enter(&mut desk).await;
    office.later(29);
    assert_eq!(desk.get("me").await.status, StatusCode::OK, "a screen that asks whether it lasts is no act");
    office.later(1);
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

#[tokio::test]
async fn the_session_that_a_browser_held_ends_when_it_signs_in_again() {
    let office = Office::open();
    let code = add(&office, "ruta", StaffRole::Coordinator, "", None);
    let mut desk = Desk::of(&office);
    let secret = desk.set_up(&office, "ruta", &code).await;
    let (former, mut elsewhere) = (desk.clone(), Desk::of(&office));
    let enter = async |desk: &Desk| {
        office.later(1);
        let right = typed("ruta", PASSWORD, &totp::code(&secret, totp::step(now(&office))));
        cookie(&desk.post("session", right).await)
    };
    elsewhere.cookie = enter(&elsewhere).await;
    desk.cookie = enter(&desk).await;
    assert_eq!(desk.get("me").await.status, StatusCode::OK);
    assert_eq!(former.get("me").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(elsewhere.get("me").await.status, StatusCode::OK, "another browser's goes on");
}

#[tokio::test]
async fn a_secret_that_nobody_put_into_an_app_is_not_shown_for_ever() {
    let office = Office::open();
    let code = add(&office, "ruta", StaffRole::Coordinator, "", None);
    let desk = Desk::of(&office);
    let chosen = json!({ "login": "ruta", "password": code, "new_password": PASSWORD });
    let first = desk.post("session", chosen).await.ok();
    office.later(3 * 24 * 60 - 1);
    let again = desk.post("session", typed("ruta", PASSWORD, "")).await.ok();
    assert_eq!((&again["step"], &again["secret"]), (&json!("enrol"), &first["secret"]));
    office.later(1);
    assert_eq!(desk.post("session", typed("ruta", PASSWORD, "")).await.code(), "wrong");
    let secret = crate::desk::secret(first["secret"].as_str().unwrap());
    let right = typed("ruta", PASSWORD, &totp::code(&secret, totp::step(now(&office))));
    assert_eq!(desk.post("session", right).await.code(), "wrong");
    // An administrator begins it anew.
    let code = office.municipality.reset_login("ruta").unwrap();
    Desk::of(&office).set_up(&office, "ruta", &code).await;
}

#[tokio::test]
async fn somebody_changes_the_own_password_with_the_old_one_and_a_code() {
    const NEW: &str = "lyja ant stogo ryte";
    let office = Office::open();
    let code = add(&office, "ruta", StaffRole::Coordinator, "", None);
    let mut desk = Desk::of(&office);
    let secret = desk.set_up(&office, "ruta", &code).await;
    let code = || totp::code(&secret, totp::step(now(&office)));
    office.later(1);
    let mut other = Desk::of(&office);
    other.cookie = cookie(&other.post("session", typed("ruta", PASSWORD, &code())).await);
    let change = async |desk: &Desk, old: &str, code: String, new: &str| {
        desk.ask(
            Method::PUT,
            "me/password",
            Some(json!({ "password": old, "code": code, "new_password": new })),
        )
        .await
    };
    assert_eq!(change(&Desk::of(&office), PASSWORD, code(), NEW).await.code(), "signed_out");
    // The code was used to sign in: good once.
    assert_eq!(change(&desk, PASSWORD, code(), NEW).await.code(), "proof_wrong");
    office.later(1);
    for (old, code, new, why) in [
        ("x", code(), NEW, "proof_wrong"),
        (PASSWORD, "000000".to_owned(), NEW, "proof_wrong"),
        (PASSWORD, String::new(), NEW, "proof_wrong"),
        (PASSWORD, code(), "trumpas", "password_short"),
        (PASSWORD, code(), "vasara2026vasara", "password_weak"),
    ] {
        let refused = change(&desk, old, code, new).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, why));
    }
    assert_eq!(other.get("me").await.status, StatusCode::OK, "nothing changed");
    assert_eq!(change(&desk, PASSWORD, code(), NEW).await.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.get("me").await.status, StatusCode::OK);
    assert_eq!(other.get("me").await.status, StatusCode::UNAUTHORIZED, "the others end");
    office.later(1);
    let ask = Desk::of(&office);
    assert_eq!(ask.post("session", typed("ruta", PASSWORD, &code())).await.code(), "wrong");
    assert_eq!(ask.post("session", typed("ruta", NEW, &code())).await.ok()["step"], "in");
    let records = office.municipality.log().read(|log| log.audit_after(0, 1_000)).unwrap();
    let count = |deed: &str| records.iter().filter(|record| record.deed == deed).count();
    assert_eq!((count("password changed"), count("password change refused")), (1, 4));
    // Whoever sits at an open session and does not know the password is slowed down.
    for _ in 0..6 {
        change(&desk, "x", code(), NEW).await;
    }
    let later = change(&desk, NEW, code(), PASSWORD).await;
    assert_eq!((later.status, later.code()), (StatusCode::TOO_MANY_REQUESTS, "later"));
}

#[tokio::test]
async fn at_the_command_line_a_deed_is_the_accounts_that_is_proven_by_its_password() {
    let office = Office::open();
    let head = Desk::with(&office, StaffRole::Head, "", None).await;
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let who = async |desk: &Desk| desk.get("me").await.ok()["actor"].as_str().unwrap().to_owned();
    let may = [StaffRole::Head, StaffRole::Administrator];
    let as_whom = |login: &str, password: &str, may: &[StaffRole]| {
        office
            .municipality
            .proved_as(login, password, may)
            .map(|by| by.actor.to_string())
            .map_err(|error| error.to_string())
    };
    assert_eq!(as_whom("Head", PASSWORD, &may), Ok(who(&head).await));
    assert!(as_whom("head", "kitas arklys šoka", &may).unwrap_err().contains("wrong"));
    assert!(as_whom("niekas", PASSWORD, &may).unwrap_err().contains("wrong"));
    assert!(as_whom("head", PASSWORD, &may[1..]).unwrap_err().contains("administrator"));
    // One person with console and command line is one person: the account counts, not the place.
    let ona = office.municipality.client_id("K-1").unwrap();
    let by = office.municipality.proved_as("head", PASSWORD, &may).unwrap();
    office.municipality.ask_erasure(by, ona, "consent", "").unwrap();
    let name = json!({ "name": "Ona Ąžuolienė" });
    let agree = format!("clients/{ona}/erasure/agree");
    assert_eq!(head.post(&agree, name.clone()).await.code(), "erasure_same_person");
    assert!(office.municipality.erase(by, ona, "Ona Ąžuolienė").is_err());
    assert_eq!(chief.post(&agree, name).await.status, StatusCode::NO_CONTENT);
    // Guesses are counted with those of the console, and whoever is shut out proves nothing.
    for _ in 0..12 {
        let _ = as_whom("administrator", "spėju spėju spėju", &may);
    }
    assert!(as_whom("administrator", PASSWORD, &may).unwrap_err().contains("too many tries"));
}
