//! What every release left on disks opens, shows what it showed, and gives up nothing that was not sent yet.

use serde_json::Value;
use std::fs;
use vizitas_device::view::VisitArgs;
use vizitas_tests::released::{Released, copy, releases};

/// Whether all that `then` says stands in `now`; what is new may stand beside it.
fn holds(now: &Value, then: &Value) -> bool {
    match (now, then) {
        (Value::Object(now), Value::Object(then)) => {
            then.iter().all(|(name, then)| now.get(name).is_some_and(|now| holds(now, then)))
        }
        (Value::Array(now), Value::Array(then)) => {
            now.len() == then.len() && now.iter().zip(then).all(|(now, then)| holds(now, then))
        }
        _ => now == then,
    }
}

#[tokio::test]
async fn what_a_release_wrote_is_shown_and_sent() {
    let releases = releases().unwrap();
    assert!(releases.iter().any(|folder| folder.ends_with("0.1.0")));
    for release in releases {
        let folder = tempfile::tempdir().unwrap();
        copy(&release, folder.path()).unwrap();
        let then: Value =
            serde_json::from_str(&fs::read_to_string(release.join("seen.json")).unwrap()).unwrap();
        let opened = Released::open(folder.path()).unwrap();
        let now = opened.seen().unwrap();
        for (name, then) in then.as_object().unwrap() {
            assert!(
                holds(&now[name], then),
                "{}: {name} was {then:#}, is {:#}",
                release.display(),
                now[name]
            );
        }
        assert_eq!(now["waiting"], 1, "a note waits");
        let audit = opened.office.verify_audit(&[]).unwrap().unwrap();
        assert!(audit.records > 0, "{audit}");
        let kept = opened.office.audit_checkpoints().unwrap();
        let held = opened.office.verify_audit(&kept).unwrap().unwrap();
        assert_eq!((held.records, held.covered), (audit.records, audit.records), "what it wrote is signed");
        let by = opened.office.office().actor;
        opened.office.tablet_held(by, "D01").unwrap();
        assert!(opened.office.verify_audit(&kept).unwrap().unwrap().records > audit.records, "it goes on");
        opened.sync().await.unwrap();
        assert_eq!(opened.seen().unwrap()["waiting"], 0);
        let rows = opened.device().rows().unwrap();
        assert!(rows.len() > 4);
        for (stream, (whole, rows)) in rows {
            assert!(whole, "{stream}");
            assert_eq!(rows, opened.office.rows_of(stream).unwrap(), "{stream}");
        }
        let visit = then["visits"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned();
        let draft = opened.device().visit(&VisitArgs { visit }).unwrap().draft_notes;
        assert_eq!(draft, "Nebaigta mintis", "an unfinished text is there");
    }
}
