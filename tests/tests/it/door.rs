//! The door of the console, in a real browser before the real server: a passkey on a device that Chromium makes up.

use crate::world::World;
use serde_json::{Value, json};
use vizitas_server::staff::{NewStaff, StaffRole};
use vizitas_tests::story;

const LOGIN: &str = "ruta";

async fn passkey(by: &str) {
    let world = World::new().await;
    let new = NewStaff {
        login: LOGIN.to_owned(),
        name: "Rūta Kalnienė".to_owned(),
        role: StaffRole::Coordinator,
        unit: String::new(),
        worker: None,
    };
    let (actor, set_up) = world.office.add_staff(None, &new).unwrap();
    let signed_in = || {
        let records = world.office.log().read(|log| log.audit_after(0, 10_000)).unwrap();
        records.iter().filter(|record| record.actor == actor && record.deed == "signed in by passkey").count()
    };
    let act = async |what: &str, _: &Value| match what {
        "who" => json!({ "login": LOGIN, "setUp": set_up }),
        "begin" => json!({ "address": world.console(), "now": world.time.ms() }),
        "later" => {
            world.time.pass_minutes(1);
            json!({ "now": world.time.ms() })
        }
        "signed-in" => {
            assert_eq!(signed_in(), 1);
            json!({})
        }
        other => panic!("nobody knows how to {other}"),
    };
    story::tell("passkey", by, act).await.unwrap();
    assert_eq!(signed_in(), 1, "the removed one opened nothing");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passkey_is_added_opens_and_goes_by_mouse() {
    passkey("mouse").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passkey_is_added_opens_and_goes_by_keyboard_alone() {
    passkey("keyboard").await;
}
