//! A registration in which every field of every kind of event holds a word of its own: all of them are in its dossier, and
//! none of another's.

use super::words::Words;
use super::{Asking, Dossier};
use crate::clients::NewClient;
use crate::{Clock, DataFolder, Municipality};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use vizitas_domain::client::Field;
use vizitas_domain::event::Body;
use vizitas_domain::id::StreamId;
use vizitas_domain::visit::{VisitEvent, VisitKind};
use vizitas_sync::body::kind;
use vizitas_sync::testing::any;
use vizitas_sync::testing::seeded::Seeded;

/// Kinds that a client's stream holds.
fn kinds() -> impl Iterator<Item = u16> {
    kind::CATALOGUE.iter().map(|(number, _)| *number).filter(|number| *number < 96)
}

struct Stage {
    office: Arc<Municipality>,
    _folder: TempDir,
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::new(folder.path().join("data"));
        data.lay_out(&crate::folder::Settings::default()).unwrap();
        let clock = Clock::new(|| 1_795_413_600_000);
        Self { office: Municipality::create(&data, "alytus", "Alytus", clock).unwrap(), _folder: folder }
    }

    fn registered(&self, surname: &str) -> StreamId {
        let fields = vec![Field::Surname(surname.into())];
        self.office.register(self.office.office(), NewClient { fields }).unwrap()
    }

    fn says(&self, stream: StreamId, body: Body) {
        let office = Arc::clone(&self.office);
        let by = office.office();
        self.office.log.write(move |log| office.command(log, by, stream, body).map(drop)).unwrap();
    }

    fn dossier(&self, stream: StreamId) -> Dossier {
        let asking = Asking { by: self.office.office(), why: "prašo pati", names: false };
        self.office.export(&stream.to_string(), asking).unwrap()
    }

    /// Says one thing of every kind, each word of it new; gives the words.
    fn fill(&self, stream: StreamId, seed: u64, mark: &str) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        for number in kinds() {
            if matches!(number, kind::CLIENT_MERGED | kind::CLIENT_UNMERGED) {
                continue;
            }
            let Some(mut body) = any::body(number, &Seeded::new(seed + u64::from(number))) else { continue };
            if let Body::Visit(_, VisitEvent::Requested { kind, .. }) = &mut body {
                *kind = VisitKind::Agreed;
            }
            self.says(stream, marked(&body, mark, &mut words));
        }
        words
    }
}

/// The body with a new word in every text of it: where an enum or an id stands, no word fits.
fn marked(body: &Body, mark: &str, words: &mut BTreeSet<String>) -> Body {
    let mut whole = serde_json::to_value(body).unwrap();
    for pointer in strings(&whole, String::new()) {
        let word = format!("{mark}{:04}", words.len());
        let before = std::mem::replace(whole.pointer_mut(&pointer).unwrap(), word.clone().into());
        if serde_json::from_value::<Body>(whole.clone()).is_ok() {
            words.insert(word);
        } else {
            *whole.pointer_mut(&pointer).unwrap() = before;
        }
    }
    serde_json::from_value(whole).unwrap()
}

fn strings(value: &Value, at: String) -> Vec<String> {
    match value {
        Value::String(_) => vec![at],
        Value::Array(list) => {
            list.iter().enumerate().flat_map(|(place, one)| strings(one, format!("{at}/{place}"))).collect()
        }
        Value::Object(map) => {
            map.iter().flat_map(|(name, one)| strings(one, format!("{at}/{name}"))).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn every_word_of_a_client_is_in_her_dossier_and_none_of_anothers() {
    let stage = Stage::new();
    let (hers, anothers) = (stage.registered("Sava"), stage.registered("Svetima"));
    for seed in [1, 1_000, 2_000, 3_000] {
        let words = stage.fill(hers, seed, "Savas");
        assert!(words.len() > 40, "{}", words.len());
        stage.fill(anothers, seed + 500, "Svetimas");
        let Dossier { html, json, .. } = stage.dossier(hers);
        let json = json.to_string();
        let lost =
            |text: &str| words.iter().filter(|word| !text.contains(*word)).cloned().collect::<Vec<_>>();
        assert_eq!(lost(&json), Vec::<String>::new(), "not in the JSON");
        assert_eq!(lost(&html), Vec::<String>::new(), "not on the page");
        assert!(!json.contains("Svetimas") && !html.contains("Svetim"));
    }
    let looks = stage.office.log.read(|log| log.audit_after(0, 100)).unwrap();
    let exported: Vec<_> = looks.iter().filter(|record| record.deed == super::EXPORTED).collect();
    assert_eq!(
        (exported.len(), exported[0].about, exported[0].reason.as_str()),
        (4, Some(hers), "prašo pati")
    );
}

#[test]
fn other_peoples_names_are_marked_and_listed() {
    let stage = Stage::new();
    let hers = stage.registered("Ąžuolienė");
    stage.registered("Beržas");
    let note = "Ąžuolienei padeda Petras Beržas, pas Beržą ji eina sekmadieniais.";
    let note = vizitas_domain::register::Note {
        visit: None,
        text: note.into(),
        corrects: None,
        at: vizitas_domain::time::Time(0),
    };
    stage.says(hers, Body::NoteWritten(note));
    let Dossier { html, json, marks, .. } = stage.dossier(hers);
    let review = json["review"].as_array().unwrap();
    // In the note, and in the history that tells of it.
    assert_eq!((marks, review.len(), html.matches("<mark").count()), (4, 4, 4));
    for one in review {
        let text = json.pointer(one["where"].as_str().unwrap()).unwrap().as_str().unwrap();
        let span = |key: &str| usize::try_from(one[key].as_u64().unwrap()).unwrap();
        let named: String = text.chars().skip(span("from")).take(span("to") - span("from")).collect();
        assert_eq!(Some(named.as_str()), one["text"].as_str());
    }
    let named: BTreeSet<_> = review.iter().map(|one| one["text"].as_str().unwrap()).collect();
    assert_eq!(named, BTreeSet::from(["Beržą", "Petras Beržas"]));
}

#[test]
fn an_unannounced_visit_still_to_come_is_not_told() {
    let stage = Stage::new();
    let hers = stage.registered("Ąžuolienė");
    let visit = vizitas_domain::id::VisitId(uuid::Uuid::now_v7());
    let requested = VisitEvent::Requested {
        purpose: "Patikrinimas dėl skundo".into(),
        kind: VisitKind::Unannounced,
        minutes: 30,
        workers_needed: 1,
        follows: None,
        skill: "".into(),
        priority: Default::default(),
    };
    stage.says(hers, Body::Visit(visit, requested));
    let told = stage.dossier(hers);
    assert_eq!(told.withheld, 1);
    let whole = told.json.to_string() + &told.html;
    assert!(!whole.contains("Patikrinimas") && !whole.contains(&visit.to_string()));
    let reason = "nebereikia".into();
    stage.says(hers, Body::Visit(visit, VisitEvent::Cancelled { by_client: false, reason }));
    let told = stage.dossier(hers);
    assert_eq!(told.withheld, 0);
    assert!(told.json.to_string().contains("Patikrinimas") && told.html.contains("Patikrinimas"));
}

#[test]
fn every_kind_of_event_has_its_sentence() {
    for words in [Words::Lt, Words::En] {
        for name in kind::CATALOGUE.iter().filter(|(number, _)| *number < 96).map(|(_, name)| name) {
            let id = format!("did-{}", name.to_lowercase().replace('_', "-"));
            assert!(words.find(&id).is_some(), "{id}");
        }
    }
}

/// The names of the form are promised: docs/DOSSIER.md lists them. With VIZITAS_WRITE_DOCS set the list is written.
#[test]
fn the_names_are_those_published() {
    let stage = Stage::new();
    let hers = stage.registered("Sava");
    for seed in 0..6 {
        stage.fill(hers, seed * 1_000, "Savas");
    }
    let mut names = BTreeSet::new();
    collect(&stage.dossier(hers).json, "", &mut names);
    let listed: String = names.iter().map(|name| format!("{name}\n")).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/DOSSIER.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (head, rest) = page.split_once("```text\n").unwrap();
    let (kept, tail) = rest.split_once("```").unwrap();
    if std::env::var_os("VIZITAS_WRITE_DOCS").is_some() {
        return std::fs::write(&path, format!("{head}```text\n{listed}```{tail}")).unwrap();
    }
    assert!(kept == listed, "docs/DOSSIER.md is stale: VIZITAS_WRITE_DOCS=1 writes it\n{listed}");
}

fn collect(value: &Value, at: &str, names: &mut BTreeSet<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| collect(one, &format!("{at}[]"), names)),
        Value::Object(map) => {
            for (name, one) in map {
                // The checklist's items are the standard's names.
                let name = if at.ends_with("checks") { "*" } else { name };
                collect(one, &format!("{at}.{name}"), names);
            }
        }
        _ => {
            names.insert(at.trim_start_matches('.').to_owned());
        }
    }
}
