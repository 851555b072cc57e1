//! Clients' pages in a real browser: looked at in every state, read without styles and scripts, and pressed by a machine
//! that opens, presses and submits everything.

use super::stage::{Stage, TUESDAY};
use crate::photo::kind_of;
use crate::serve::{listen, serve_public};
use serde_json::{Value, json};
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use vizitas_domain::event::Role;
use vizitas_domain::state::State;
use vizitas_domain::task::TaskCause;
use vizitas_domain::visit::{Cause, VisitEvent};

/// Where pictures go, when somebody wants them: `docs/screens`, from the workspace.
const PICTURES: &str = "VIZITAS_PAGE_PICTURES";

/// What setup put into the target folder, when it did.
fn node() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let node = own.ancestors().map(|folder| folder.join("tools/node/bin/node")).find(|file| file.exists());
    node.unwrap_or_else(|| "node".into())
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Has the browser do something on the pages of this stage, which are served on a port of their own meanwhile.
async fn browse(stage: &Stage, mut what: Value) -> Value {
    let listener = listen(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    what["base"] = json!(format!("http://{}", listener.local_addr().unwrap()));
    let served = stage.served();
    let serving = tokio::spawn(serve_public(listener, None, served.clone()));
    let output = tokio::task::spawn_blocking(move || {
        let mut node = Command::new(node());
        node.current_dir(workspace().join("ui")).arg("tools/pages.js");
        let mut child = node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(what.to_string().as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    });
    let output = output.await.unwrap();
    served.stop();
    serving.await.unwrap().unwrap();
    assert!(output.status.success(), "the browser failed; has `cargo xtask setup` run?");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A page in every state that asks or says something of its own.
async fn pages(stage: &mut Stage) -> Vec<Value> {
    let mut pages = Vec::new();
    let mut put = |name: &str, path: String| pages.push(json!({ "name": name, "path": path }));
    stage.agreed(TUESDAY);
    put("confirmed", stage.page.clone());
    put("confirmed-ru", format!("{}?l=ru", stage.page));
    put("confirmed-pl", format!("{}?l=pl", stage.page));
    put("wish", format!("{}/other", stage.page));
    put("stranger", format!("{}/stranger?l=en", stage.page));
    stage.another_client();
    stage.offered(&[
        TUESDAY.plus_minutes(60),
        TUESDAY.plus_minutes(24 * 60),
        TUESDAY.plus_minutes(2 * 24 * 60),
    ]);
    put("offer", stage.page.clone());
    stage.another_client();
    stage.proposed(TUESDAY.plus_minutes(120));
    stage.press("fits").await;
    put("recorded", stage.page.clone());
    stage.another_client();
    stage.proposed(TUESDAY.plus_minutes(180));
    let plan = stage.now().plan.unwrap().id;
    stage.press("fits").await;
    stage.send(&format!("say=cannot&plan={plan}")).await;
    put("doubted", stage.page.clone());
    stage.another_client();
    stage.agreed(TUESDAY.plus_minutes(240));
    stage.press("cannot").await;
    put("cancelled", stage.page.clone());
    stage.another_client();
    stage.agreed(TUESDAY.plus_minutes(300));
    stage.say(Role::Coordinator, VisitEvent::MustMove { cause: Cause::Ill, note: "".into() });
    put("must-move", stage.page.clone());
    stage.another_client();
    stage.agreed(TUESDAY.plus_minutes(360));
    let at = TUESDAY.plus_minutes(350);
    stage.say(Role::Worker, VisitEvent::SetOut { at, arrival: Some(TUESDAY.plus_minutes(365)) });
    stage.say(Role::Worker, VisitEvent::Late { at, arrival: TUESDAY.plus_minutes(385) });
    put("late", stage.page.clone());
    stage.another_client();
    stage.agreed(TUESDAY.plus_minutes(420));
    stage.finished();
    put("rating", stage.page.clone());
    stage.another_client();
    stage.agreed(TUESDAY.plus_minutes(480));
    stage.finished();
    stage.press("rate 5").await;
    put("rated", stage.page.clone());
    put("gone", "/v/AAAAAAAAAAAAAAAAAAAAAA".to_owned());
    stage.another_client();
    stage.agreed(TUESDAY.plus_minutes(510));
    stage.send("say=stranger&website=").await;
    put("not-for-me", stage.page.clone());
    // A worker of her own, so that the others' pages stand as they are without a photo.
    stage.another_client();
    stage.worker = stage.hire("D02", "Ona", "Žukauskaitė");
    stage.agreed(TUESDAY.plus_minutes(540));
    let face = include_bytes!("../../../../../tests/fixtures/photo/face.jpg");
    let (office, kind) = (stage.municipality.office().actor, kind_of(face).unwrap());
    stage.municipality.set_photo(office, stage.worker, Some((kind, face.to_vec()))).unwrap();
    stage.municipality.set_settings("page", json!({ "photos": true })).unwrap();
    put("photo", stage.page.clone());
    pages
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_and_the_eye_find_nothing_on_any_page() {
    let mut stage = Stage::new();
    let pages = pages(&mut stage).await;
    let pictures = std::env::var_os(PICTURES).map(|folder| workspace().join(folder));
    let found = browse(&stage, json!({ "do": "look", "pages": pages, "pictures": pictures })).await;
    let found: Vec<&str> = found.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_answers_without_scripts_and_without_styles() {
    for styles in [true, false] {
        let stage = Stage::new();
        stage.proposed(TUESDAY);
        // With styles no script runs; without them the browser may as well be the oldest there is.
        let asked = json!({ "do": "plain", "path": stage.page, "styles": styles });
        let said = browse(&stage, asked).await;
        let read = said["read"].as_str().unwrap();
        for word in ["Ar Jums tinka šis laikas?", "lapkričio 24 d.", "Taip, tinka", "0 600 00001"] {
            assert!(read.contains(word), "{word}: {read}");
        }
        assert!(read.contains("Šį lauką palikite tuščią"), "who sees the field is told");
        assert_eq!(said["trap"], json!(!styles), "and with styles nobody does");
        assert!(said["after"].as_str().unwrap().contains("Ačiū, užrašėme"), "{said}");
        assert_eq!((stage.now().state, stage.tasks()), (State::Confirmed, vec![]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crawler_that_opens_presses_and_submits_everything_leaves_no_agreement() {
    for fills in [false, true] {
        let mut stage = Stage::new();
        for state in [State::Proposed, State::Offered, State::Confirmed] {
            stage.another_client();
            match state {
                State::Proposed => stage.proposed(TUESDAY),
                State::Offered => stage.offered(&[TUESDAY.plus_minutes(60), TUESDAY.plus_minutes(120)]),
                _ => stage.agreed(TUESDAY.plus_minutes(180)),
            }
            let crawled = browse(&stage, json!({ "do": "crawl", "path": stage.page, "fills": fills })).await;
            assert!(crawled["sent"].as_u64().unwrap() >= 3, "it found what there is: {crawled}");
            let visit = stage.now();
            if state == State::Confirmed {
                let start = visit.plan.as_ref().map(|standing| standing.plan.start);
                assert_eq!(start, Some(TUESDAY.plus_minutes(180)), "no other time of those offered stands");
            }
            assert_eq!(visit.state, state, "fills: {fills}, {crawled}");
            assert_eq!(
                (visit.acknowledged, visit.plan.map(|plan| plan.agreement.is_some())),
                match state {
                    State::Confirmed => (None, Some(true)),
                    State::Proposed => (None, Some(false)),
                    _ => (None, None),
                }
            );
            assert!(stage.tasks().contains(&TaskCause::AnswerDoubted), "{:?}", stage.tasks());
        }
    }
}
