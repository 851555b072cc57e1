//! The door of the console, in a real browser before the real server: a passkey on a device that Chromium makes up, and the
//! municipality's account at a provider that others made.

use crate::world::World;
use serde_json::{Value, json};
use vizitas_domain::id::ActorId;
use vizitas_server::staff::{NewStaff, StaffRole};
use vizitas_tests::{provider::Provider, story};

const LOGIN: &str = "ruta";

/// Somebody who is to sign in; who, and the code that sets up a password.
fn somebody(world: &World, login: &str, name: &str, role: StaffRole) -> (ActorId, String) {
    let (login, name) = (login.to_owned(), name.to_owned());
    let new = NewStaff { login, name, role, unit: String::new(), worker: None };
    world.office.add_staff(None, &new).unwrap()
}

/// How often somebody did this.
fn count(world: &World, actor: ActorId, deed: &str) -> usize {
    let records = world.office.log().read(|log| log.audit_after(0, 10_000)).unwrap();
    records.iter().filter(|record| record.actor == actor && record.deed == deed).count()
}

async fn passkey(by: &str) {
    let world = World::new().await;
    let (actor, set_up) = somebody(&world, LOGIN, "Rūta Kalnienė", StaffRole::Coordinator);
    let signed_in = || count(&world, actor, "signed in by passkey");
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

#[tokio::test(flavor = "multi_thread")]
async fn the_municipalitys_account_opens_at_a_provider_that_others_made() {
    let world = World::new().await;
    // What the provider says is of now, by its own clock.
    world.time.be_now();
    let (client, secret) = ("vizitas", "nobody knows it");
    let mut provider = Provider::open(&world.console(), client, secret).await.unwrap();
    let settings = json!({
        "on": true, "issuer": provider.issuer, "client_id": client, "secret": secret, "by_email": true,
    });
    world.office.set_settings("provider", settings).unwrap();
    let (ruta, _) = somebody(&world, LOGIN, "Rūta Kalnienė", StaffRole::Coordinator);
    let (jonas, _) = somebody(&world, "jonas@office.example", "Jonas Rimkus", StaffRole::Head);
    let act = async |what: &str, asked: &Value| {
        match what {
            "begin" => return json!({ "address": world.console(), "now": world.time.ms() }),
            "bind" => world.office.bind_account(ruta, asked["account"].as_str().unwrap()).unwrap(),
            "signed-in" => {
                let actor = if asked["login"] == LOGIN { ruta } else { jonas };
                assert_eq!(count(&world, actor, "signed in by provider"), 1);
            }
            "provider-down" => provider.close().await.unwrap(),
            other => panic!("nobody knows how to {other}"),
        }
        json!({})
    };
    story::tell("provider", "mouse", act).await.unwrap();
    assert_eq!(count(&world, jonas, "account bound by address"), 1);
    world.end().await;
}
