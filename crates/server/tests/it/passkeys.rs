//! Passkeys: who gets in by one, who does not, and what it takes to add and to remove one.

use crate::authenticator::{Authenticator, PRESENT, encoded};
use crate::desk::{Answer, Desk, PASSWORD, add, cookie, now};
use crate::office::Office;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use vizitas_server::staff::{StaffRole, totp};

const HERE: &str = "https://localhost:8443";

/// Somebody at a desk.
struct Person {
    desk: Desk,
}

impl Person {
    async fn of(office: &Office, login: &str, role: StaffRole) -> Self {
        let code = add(office, login, role, "", None);
        let mut desk = Desk::of(office);
        desk.secret = desk.set_up(office, login, &code).await;
        Self { desk }
    }

    async fn prove(&self, office: &Office) {
        self.desk.prove(office).await;
    }

    async fn begin(&self) -> Value {
        self.desk.post("me/passkeys/new", json!({})).await.ok()
    }

    async fn keep(&self, begun: &Value, name: &str, sent: &Value) -> Answer {
        let new = json!({ "ceremony": begun["ceremony"], "name": name, "credential": sent });
        self.desk.post("me/passkeys", new).await
    }

    async fn add(&self, office: &Office, name: &str) -> Authenticator {
        self.prove(office).await;
        let begun = self.begin().await;
        let (key, sent) = Authenticator::make(&begun["options"], HERE);
        let kept = self.keep(&begun, name, &sent).await;
        assert_eq!(kept.status, StatusCode::NO_CONTENT, "{}", kept.json);
        key
    }

    async fn passkeys(&self) -> Vec<Value> {
        self.desk.get("me/passkeys").await.ok().as_array().unwrap().clone()
    }
}

/// Asks at the door; gives what is asked.
async fn asked(desk: &Desk) -> Value {
    desk.post("session/passkey", json!({})).await.ok()
}

async fn answered(desk: &Desk, begun: &Value, sent: &Value) -> Answer {
    let body = json!({ "ceremony": begun["ceremony"], "credential": sent });
    desk.ask(Method::PUT, "session/passkey", Some(body)).await
}

/// Signs in as somebody with this passkey does.
async fn sign_in(office: &Office, key: &mut Authenticator) -> Answer {
    let desk = Desk::of(office);
    let begun = asked(&desk).await;
    let sent = key.answer(&begun["options"]);
    answered(&desk, &begun, &sent).await
}

fn deeds(office: &Office, deed: &str) -> usize {
    let records = office.municipality.log().read(|log| log.audit_after(0, 10_000)).unwrap();
    records.iter().filter(|record| record.deed == deed).count()
}

#[tokio::test]
async fn somebody_adds_a_passkey_and_signs_in_by_it_alone() {
    let office = Office::open();
    let ruta = Person::of(&office, "ruta", StaffRole::Coordinator).await;
    let mut key = ruta.add(&office, " Darbo kompiuteris ").await;
    let own = ruta.passkeys().await;
    assert_eq!((own.len(), &own[0]["name"], &own[0]["used"]), (1, &json!("Darbo kompiuteris"), &Value::Null));
    office.later(60);
    let entered = sign_in(&office, &mut key).await;
    let mut desk = Desk::of(&office);
    desk.cookie = cookie(&entered);
    let entered = entered.ok();
    assert_eq!((&entered["step"], &entered["me"]["login"]), (&json!("in"), &json!("ruta")));
    assert_eq!(desk.get("me").await.ok()["login"], "ruta");
    let own = desk.get("me/passkeys").await.ok();
    assert_eq!(own[0]["used"], now(&office).0);
    assert_eq!((deeds(&office, "passkey added"), deeds(&office, "signed in by passkey")), (1, 1));
    // The session that the browser held ends when another begins.
    let begun = asked(&desk).await;
    let again = answered(&desk, &begun, &key.answer(&begun["options"])).await;
    assert!(cookie(&again).is_some());
    assert_eq!(desk.get("me").await.status, StatusCode::UNAUTHORIZED);
    // Whoever is told to wait for wrong passwords is not kept out: a passkey cannot be guessed.
    let guess = Desk::of(&office);
    for _ in 0..6 {
        guess.post("session", json!({ "login": "ruta", "password": "x" })).await;
    }
    assert_eq!(guess.post("session", json!({ "login": "ruta", "password": "x" })).await.code(), "later");
    assert_eq!(sign_in(&office, &mut key).await.ok()["step"], "in");
}

#[tokio::test]
async fn what_is_asked_of_a_device_wants_a_name_nobody_types_and_its_owner_verified() {
    let office = Office::open();
    let ruta = Person::of(&office, "ruta", StaffRole::Coordinator).await;
    assert_eq!(Desk::of(&office).get("session/ways").await.ok()["passkeys"], "localhost:8443");
    let first = ruta.add(&office, "Telefonas").await;
    ruta.prove(&office).await;
    let new = ruta.begin().await["options"].clone();
    assert_eq!(
        new["authenticatorSelection"],
        json!({ "residentKey": "required", "requireResidentKey": true, "userVerification": "required" })
    );
    assert_eq!((&new["rp"]["id"], &new["attestation"]), (&json!("localhost"), &json!("none")));
    assert_eq!(new["excludeCredentials"][0]["id"], encoded(&first.id));
    let door = asked(&Desk::of(&office)).await["options"].clone();
    assert_eq!(
        (&door["rpId"], &door["userVerification"], &door["allowCredentials"]),
        (&json!("localhost"), &json!("required"), &json!([]))
    );
    let proof = ruta.desk.post("me/proof", json!({})).await.ok()["options"].clone();
    assert_eq!(proof["allowCredentials"], json!([{ "type": "public-key", "id": encoded(&first.id) }]));
}

/// What is done to an answer of Rūta's key; `other` is Jonas'.
type Spoiled = fn(&mut Authenticator, &Authenticator);

#[tokio::test]
async fn no_answer_but_the_right_one_opens() {
    let office = Office::open();
    let ruta = Person::of(&office, "ruta", StaffRole::Coordinator).await;
    let jonas = Person::of(&office, "jonas", StaffRole::Head).await;
    let other = jonas.add(&office, "Raktas").await;
    let refused: [(&str, Spoiled); 11] = [
        ("another page", |key, _| key.origin = "https://localhost.example:8443".to_owned()),
        ("another port", |key, _| key.origin = "https://localhost:9443".to_owned()),
        ("no TLS", |key, _| key.origin = "http://localhost:8443".to_owned()),
        ("another name", |key, _| key.rp = "example".to_owned()),
        ("not verified", |key, _| key.flags = PRESENT),
        ("nobody there", |key, _| key.flags = 4),
        ("a key nobody knows", |key, _| key.id[0] ^= 1),
        ("another's key", |key, other| key.id.clone_from(&other.id)),
        ("another's name", |key, other| key.user.clone_from(&other.user)),
        ("no name", |key, _| key.user = None),
        ("the answer to something else", |key, _| key.kind = "webauthn.create"),
    ];
    for (what, spoil) in refused {
        let mut key = ruta.add(&office, what).await;
        let begun = asked(&Desk::of(&office)).await;
        let saved = (key.id.clone(), key.user.clone(), key.rp.clone(), key.flags);
        spoil(&mut key, &other);
        let refused = answered(&Desk::of(&office), &begun, &key.answer(&begun["options"])).await;
        assert_eq!(
            (refused.status, refused.code()),
            (StatusCode::UNPROCESSABLE_ENTITY, "passkey_wrong"),
            "{what}"
        );
        assert!(cookie(&refused).is_none());
        (key.id, key.user, key.rp, key.flags) = saved;
        (key.origin, key.kind) = (HERE.to_owned(), "webauthn.get");
        // What was asked is used up by the wrong answer.
        let late = answered(&Desk::of(&office), &begun, &key.answer(&begun["options"])).await;
        assert_eq!(late.code(), "ceremony_over", "{what}");
        assert_eq!(
            sign_in(&office, &mut key).await.ok()["step"],
            "in",
            "{what}: it is the answer that was wrong"
        );
    }
    // Of a key nobody knows it is told once an hour, and who tried is not known.
    assert_eq!(deeds(&office, "passkey refused"), 8);
}

#[tokio::test]
async fn an_answer_is_good_once_and_for_five_minutes_and_for_what_was_asked() {
    let office = Office::open();
    let ruta = Person::of(&office, "ruta", StaffRole::Coordinator).await;
    let jonas = Person::of(&office, "jonas", StaffRole::Head).await;
    let mut key = ruta.add(&office, "Raktas").await;
    let mut his = jonas.add(&office, "Raktas").await;
    let door = Desk::of(&office);
    // Replayed: the same answer, and a new one to the same question.
    let begun = asked(&door).await;
    let sent = key.answer(&begun["options"]);
    assert_eq!(answered(&door, &begun, &sent).await.ok()["step"], "in");
    assert_eq!(answered(&door, &begun, &sent).await.code(), "ceremony_over");
    let again = asked(&door).await;
    assert_eq!(answered(&door, &again, &sent).await.code(), "passkey_wrong", "an answer to another question");
    // Late.
    let begun = asked(&door).await;
    let sent = key.answer(&begun["options"]);
    office.later(5);
    assert_eq!(answered(&door, &begun, &sent).await.code(), "ceremony_over");
    // From before the clock was set back.
    let begun = asked(&door).await;
    let sent = key.answer(&begun["options"]);
    office.earlier(1);
    assert_eq!(answered(&door, &begun, &sent).await.code(), "ceremony_over");
    // Asked to prove, answered at the door; and the other way round; and asked of another.
    let proof = ruta.desk.post("me/proof", json!({})).await.ok();
    assert_eq!(answered(&door, &proof, &key.answer(&proof["options"])).await.code(), "ceremony_over");
    let begun = asked(&door).await;
    let proves = |begun: Value, sent: Value| json!({ "ceremony": begun["ceremony"], "credential": sent });
    let sent = key.answer(&begun["options"]);
    let refused = ruta.desk.ask(Method::PUT, "me/proof", Some(proves(begun, sent))).await;
    assert_eq!(refused.code(), "ceremony_over");
    let begun = jonas.desk.post("me/proof", json!({})).await.ok();
    let sent = his.answer(&begun["options"]);
    let refused = ruta.desk.ask(Method::PUT, "me/proof", Some(proves(begun, sent))).await;
    assert_eq!(refused.code(), "ceremony_over");
    // Another's key proves nothing here.
    let begun = ruta.desk.post("me/proof", json!({})).await.ok();
    let sent = his.answer(&begun["options"]);
    let refused = ruta.desk.ask(Method::PUT, "me/proof", Some(proves(begun, sent))).await;
    assert_eq!(refused.code(), "passkey_wrong");
    assert_eq!(ruta.desk.post("me/passkeys/new", json!({})).await.code(), "proof_needed");
}

#[tokio::test]
async fn a_key_of_which_there_is_a_second_copy_is_refused_and_told() {
    let office = Office::open();
    let ruta = Person::of(&office, "ruta", StaffRole::Coordinator).await;
    let mut key = ruta.add(&office, "Raktas").await;
    assert_eq!(sign_in(&office, &mut key).await.ok()["step"], "in");
    key.counter = 1;
    // Two again: the copy was used meanwhile.
    assert_eq!(sign_in(&office, &mut key).await.code(), "passkey_wrong");
    assert_eq!(deeds(&office, "passkey counter went back"), 1);
    assert_eq!(sign_in(&office, &mut key).await.ok()["step"], "in", "three goes on");
    // Keys that are kept in several places do not count at all.
    ruta.prove(&office).await;
    let begun = ruta.begin().await;
    let (mut shared, _) = Authenticator::make(&begun["options"], HERE);
    (shared.counts, shared.counter) = (false, 0);
    let sent = shared.registration(&begun["options"]);
    assert_eq!(ruta.keep(&begun, "Saugykla", &sent).await.status, StatusCode::NO_CONTENT);
    for _ in 0..2 {
        assert_eq!(sign_in(&office, &mut shared).await.ok()["step"], "in");
    }
}

#[tokio::test]
async fn whoever_may_not_sign_in_does_not_by_a_passkey_either() {
    let office = Office::open();
    let chief = Person::of(&office, "vadove", StaffRole::Administrator).await;
    let ruta = Person::of(&office, "ruta", StaffRole::Coordinator).await;
    let mut key = ruta.add(&office, "Raktas").await;
    let actor = ruta.desk.get("me").await.ok()["actor"].as_str().unwrap().to_owned();
    let edit =
        |disabled: bool| json!({ "name": "Rūta", "role": "coordinator", "unit": "", "disabled": disabled });
    let path = format!("staff/{actor}");
    chief.desk.ask(Method::PUT, &path, Some(edit(true))).await.ok();
    assert_eq!(ruta.desk.get("me").await.status, StatusCode::UNAUTHORIZED, "out at once");
    assert_eq!(sign_in(&office, &mut key).await.code(), "passkey_wrong");
    chief.desk.ask(Method::PUT, &path, Some(edit(false))).await.ok();
    assert_eq!(sign_in(&office, &mut key).await.ok()["step"], "in");
    let listed = chief.desk.get("staff").await.ok();
    let ruta = listed.as_array().unwrap().iter().find(|one| one["login"] == "ruta").unwrap();
    assert_eq!(ruta["passkeys"], 1);
    // Whoever lost the telephone begins anew, and what lay on it opens nothing.
    chief.desk.post(&format!("{path}/reset"), json!({})).await.ok();
    assert_eq!(sign_in(&office, &mut key).await.code(), "passkey_wrong");
}

#[tokio::test]
async fn a_passkey_is_added_and_removed_on_a_proof_of_its_own() {
    let office = Office::open();
    let ruta = Person::of(&office, "ruta", StaffRole::Coordinator).await;
    let jonas = Person::of(&office, "jonas", StaffRole::Head).await;
    let prove = async |proof: Value| ruta.desk.ask(Method::PUT, "me/proof", Some(proof)).await;
    assert_eq!(ruta.desk.post("me/passkeys/new", json!({})).await.code(), "proof_needed");
    assert_eq!(
        ruta.desk.post("me/proof", json!({})).await.status,
        StatusCode::NOT_FOUND,
        "there is none yet"
    );
    let used = totp::code(&ruta.desk.secret, totp::step(now(&office)));
    for (password, code) in [("x", "000000"), (PASSWORD, "000000"), (PASSWORD, ""), (PASSWORD, &*used)] {
        assert_eq!(prove(json!({ "password": password, "code": code })).await.code(), "proof_wrong");
    }
    assert_eq!(ruta.desk.post("me/passkeys/new", json!({})).await.code(), "proof_needed");
    // A proof is of this session, for five minutes, and for one change.
    ruta.prove(&office).await;
    let begun = ruta.begin().await;
    let (_, sent) = Authenticator::make(&begun["options"], HERE);
    assert_eq!(ruta.keep(&begun, "  ", &sent).await.code(), "invalid");
    office.later(5);
    assert_eq!(ruta.keep(&begun, "Raktas", &sent).await.code(), "ceremony_over");
    let mut key = ruta.add(&office, "Raktas").await;
    assert_eq!(ruta.desk.post("me/passkeys/new", json!({})).await.code(), "proof_needed", "used up");
    // The same key a second time, here or at another's.
    for person in [&ruta, &jonas] {
        person.prove(&office).await;
        let begun = person.begin().await;
        assert_eq!(
            person.keep(&begun, "Dar kartą", &key.registration(&begun["options"])).await.code(),
            "passkey_known"
        );
    }
    // A key made without its owner verified is none.
    ruta.prove(&office).await;
    let begun = ruta.begin().await;
    let (mut careless, _) = Authenticator::make(&begun["options"], HERE);
    careless.flags = PRESENT;
    assert_eq!(
        ruta.keep(&begun, "Raktas", &careless.registration(&begun["options"])).await.code(),
        "passkey_wrong"
    );
    // By a passkey one proves it, too.
    let begun = ruta.desk.post("me/proof", json!({})).await.ok();
    let sent = json!({ "ceremony": begun["ceremony"], "credential": key.answer(&begun["options"]) });
    assert_eq!(prove(sent).await.status, StatusCode::NO_CONTENT);
    office.later(1);
    let begun = ruta.begin().await;
    let (mut second, sent) = Authenticator::make(&begun["options"], HERE);
    assert_eq!(ruta.keep(&begun, "Telefonas", &sent).await.status, StatusCode::NO_CONTENT);
    let own = ruta.passkeys().await;
    assert_eq!(own.iter().map(|one| &one["name"]).collect::<Vec<_>>(), ["Raktas", "Telefonas"]);
    let path = format!("me/passkeys/{}", own[0]["passkey"].as_str().unwrap());
    jonas.prove(&office).await;
    assert_eq!(jonas.desk.delete(&path).await.status, StatusCode::NOT_FOUND, "another's");
    assert_eq!(ruta.desk.delete(&path).await.code(), "proof_needed");
    ruta.prove(&office).await;
    assert_eq!(ruta.desk.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(ruta.desk.delete(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(sign_in(&office, &mut key).await.code(), "passkey_wrong");
    assert_eq!(sign_in(&office, &mut second).await.ok()["step"], "in");
    assert_eq!((deeds(&office, "passkey added"), deeds(&office, "passkey removed")), (2, 1));
    // Whoever sits at an open session and does not know the password is slowed down.
    for _ in 0..6 {
        prove(json!({ "password": "x", "code": "000000" })).await;
    }
    assert_eq!(prove(json!({ "password": PASSWORD, "code": "000000" })).await.code(), "later");
}

#[tokio::test]
async fn at_an_address_that_is_a_number_there_are_no_passkeys() {
    let office = Office::at("192.168.7.5:8443");
    let ruta = Person::of(&office, "ruta", StaffRole::Coordinator).await;
    assert_eq!(ruta.desk.get("session/ways").await.ok()["passkeys"], Value::Null);
    assert_eq!(ruta.desk.post("session/passkey", json!({})).await.code(), "passkeys_unavailable");
    ruta.prove(&office).await;
    assert_eq!(ruta.desk.post("me/passkeys/new", json!({})).await.code(), "passkeys_unavailable");
}

#[tokio::test]
async fn nobody_keeps_passkeys_without_end() {
    let office = Office::open();
    let ruta = Person::of(&office, "ruta", StaffRole::Coordinator).await;
    let mut key = ruta.add(&office, "1").await;
    for number in 2..=21 {
        let asked = ruta.desk.post("me/proof", json!({})).await.ok();
        let proof = json!({ "ceremony": asked["ceremony"], "credential": key.answer(&asked["options"]) });
        let proved = ruta.desk.ask(Method::PUT, "me/proof", Some(proof)).await;
        assert_eq!(proved.status, StatusCode::NO_CONTENT, "{}", proved.json);
        if number == 21 {
            assert_eq!(ruta.desk.post("me/passkeys/new", json!({})).await.code(), "passkeys_enough");
            break;
        }
        let begun = ruta.begin().await;
        let (_, sent) = Authenticator::make(&begun["options"], HERE);
        assert_eq!(ruta.keep(&begun, &number.to_string(), &sent).await.status, StatusCode::NO_CONTENT);
    }
}

#[tokio::test]
async fn by_anothers_passkey_nobody_proves_anything() {
    let office = Office::open();
    let ruta = Person::of(&office, "ruta", StaffRole::Coordinator).await;
    let jonas = Person::of(&office, "jonas", StaffRole::Head).await;
    ruta.add(&office, "Raktas").await;
    let mut others = jonas.add(&office, "Raktas").await;
    let asked = ruta.desk.post("me/proof", json!({})).await.ok();
    let sent = json!({ "ceremony": asked["ceremony"], "credential": others.answer(&asked["options"]) });
    let prove = async || ruta.desk.ask(Method::PUT, "me/proof", Some(sent.clone())).await;
    assert_eq!(prove().await.code(), "passkey_wrong");
    assert_eq!(prove().await.code(), "ceremony_over");
    // It stands against whoever sits there, and not against the key's owner.
    let me = ruta.desk.get("me").await.ok()["actor"].as_str().unwrap().to_owned();
    let records = office.municipality.log().read(|log| log.audit_after(0, 10_000)).unwrap();
    let refused: Vec<_> = records.iter().filter(|one| one.deed == "proof refused").collect();
    assert_eq!(refused.iter().map(|one| one.actor.to_string()).collect::<Vec<_>>(), [me]);
    assert_eq!(deeds(&office, "passkey refused"), 0);
}
