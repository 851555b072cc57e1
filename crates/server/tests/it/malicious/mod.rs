//! Attempts on the push, by name: none of them is accepted, none brings the server down or makes it say that it failed, and
//! none stands in anybody's way. What the answer to each is stands in `answers.txt`, one line an attempt; a change of it
//! is a change of what tablets are told.
//!
//! Not here, since it is no attempt: an event whose clock is years ahead gets a position, as the design has it (clocks
//! decide nothing), and so does a newer app's kind where it can be a fact. What such events may do is the last test.

mod body;
mod bytes;
mod carried;
mod chain;
mod door;
mod rights;
mod stage;
mod tree;

use crate::tablet::note;
use stage::{Case, Said, Stage};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use vizitas_domain::event::Body;
use vizitas_domain::event::Role;
use vizitas_domain::id::{EventId, VisitId};
use vizitas_sync::body::kind;
use vizitas_sync::hlc::Hlc;
use vizitas_sync::testing::any;
use vizitas_sync::testing::seeded::Seeded;
use vizitas_sync::wire::Verdict;

/// Fewer names than this are not worth calling it a wall.
const AT_LEAST: usize = 300;

#[tokio::test]
async fn no_attempt_is_accepted_and_none_stands_in_anybodys_way() {
    let mut stage = Stage::set().await;
    type Family = fn(&Stage) -> Vec<Case>;
    let families: [(&str, Family); 6] = [
        ("The door", door::cases),
        ("Bytes", bytes::cases),
        ("The chain", chain::cases),
        ("Bodies", body::cases),
        ("Rights", rights::cases),
        ("Carried", carried::cases),
    ];
    let mut answers = String::new();
    let (mut names, mut wrong) = (BTreeSet::new(), Vec::new());
    for (family, cases) in families {
        _ = writeln!(answers, "{}# {family}\n", if answers.is_empty() { "" } else { "\n" });
        for case in cases(&stage) {
            for (name, answer) in attempt(&mut stage, &case, &mut wrong).await {
                if answer.starts_with('5') || answer == "at" {
                    wrong.push(format!("{name}: {answer}"));
                }
                _ = writeln!(answers, "{name}: {answer}");
                if !names.insert(name.clone()) {
                    wrong.push(format!("{name} stands there twice"));
                }
            }
        }
    }
    stage.serving.stop().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(names.len() >= AT_LEAST, "{} attempts", names.len());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/malicious/answers.txt");
    if std::env::var_os("VIZITAS_WRITE_DOCS").is_some() {
        std::fs::write(path, &answers).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap();
    let differ = answers.lines().zip(committed.lines()).find(|(now, then)| now != then);
    assert!(answers == committed, "answers.txt says otherwise: (now, then) {differ:?}");
}

/// Makes one attempt and gives each name's answer. What is honest beside it must be taken, and nothing else may be; what is
/// not so is said in `wrong`.
async fn attempt(stage: &mut Stage, case: &Case, wrong: &mut Vec<String>) -> Vec<(String, String)> {
    let first = &case.names[0];
    for honest in &case.before {
        match stage.send(honest).await {
            Said::Each(verdicts) if verdicts.iter().all(|verdict| verdict == "at") => {}
            _ => wrong.push(format!("{first}: what went before it was not taken")),
        }
    }
    let before = stage.position();
    let (answers, taken) = match stage.send(&case.request).await {
        Said::Each(verdicts) if case.between => {
            let honest: Vec<&String> = verdicts.iter().step_by(2).collect();
            if honest.iter().any(|verdict| *verdict != "at") {
                wrong.push(format!("{first}: beside it {verdicts:?}"));
            }
            (verdicts.iter().skip(1).step_by(2).cloned().collect(), honest.len() as u64)
        }
        Said::Each(verdicts) => (vec![verdicts.join(", ")], 0),
        Said::Whole(answer) => {
            if case.between {
                wrong.push(format!("{first} stands in its neighbours' way: {answer}"));
            }
            (vec![answer], 0)
        }
    };
    if stage.position() - before != taken {
        wrong.push(format!("{first}: something of it stands in the log"));
    }
    if answers.len() != case.names.len() {
        wrong.push(format!("{first}: {} answers", answers.len()));
    }
    // Somebody honest, right after.
    let made = stage.rasa.make(stage.ona, note("sąžininga"));
    if !matches!(stage.rasa.hand_in(&made).await, Verdict::At(_)) {
        wrong.push(format!("{first}: nobody is heard after it"));
    }
    case.names.iter().cloned().zip(answers).collect()
}

/// Well-formed work of a worker who may say it gets its place whatever it says. Nothing of it may bring down who judges,
/// folds or shows it.
#[tokio::test]
async fn what_makes_no_sense_is_taken_and_does_no_harm() {
    let stage = Stage::set().await;
    let mut tablet = stage.tablet();
    let key = stage.key();
    let visits: Vec<VisitId> = stage.rasa.client(stage.ona).visits.keys().copied().collect();
    let mut made = Vec::new();
    for seed in 0..8 {
        for (number, _) in kind::CATALOGUE {
            let chance = Seeded::new(seed << 16 | u64::from(*number));
            let body = match any::body(*number, &chance).unwrap() {
                // Half of it about a visit that there is.
                Body::Visit(_, event) if seed % 2 == 0 => Body::Visit(visits[0], event),
                body => body,
            };
            tablet.at_ms = chance.number();
            made.push(tablet.make_under(&key, Role::Worker, body));
        }
    }
    // A clock at the end of what 48 bits hold.
    tablet.at_ms = (1 << 48) - 1;
    made.push(tablet.make_under(&key, Role::Worker, note("iš ateities")));
    assert_eq!(made.last().unwrap().event.header().hlc.ms(), Hlc(u64::MAX).ms());
    tablet.at_ms = crate::office::MONDAY_MS;
    let vizitas_sync::wire::PushOutcome::Judged(verdicts) = tablet.push(&made, vec![]).await else {
        panic!()
    };
    let taken = verdicts.iter().filter(|verdict| matches!(verdict, Verdict::At(_))).count();
    assert!(taken > 200, "{taken}");
    assert!(matches!(verdicts.last(), Some(Verdict::At(_))));
    // Judged, folded and looked at by the office; a neighbour works on.
    stage.office.municipality.judge_plans().unwrap();
    stage.office.municipality.agenda("2026-11-24".parse().unwrap(), None).unwrap();
    let Stage { mut rasa, ona, serving, .. } = stage;
    let next = rasa.make(ona, note("toliau"));
    assert!(matches!(rasa.hand_in(&next).await, Verdict::At(_)));
    rasa.pull().await;
    let ids: Vec<EventId> = rasa.open(ona).iter().map(|event| event.id).collect();
    assert!(ids.contains(&made.last().unwrap().event.header().id));
    serving.stop().await;
}
