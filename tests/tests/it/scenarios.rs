//! People at work: a worker's day without signal, a coordinator who moves things meanwhile, and what comes of it.

mod approval;
mod backup;
mod calls;
mod carried;
mod covered;
mod erased;
mod hand_over;
mod inbox;
mod killed;
mod leased;
mod listening;
mod locked;
mod looks;
mod outbox;
mod recovered;
mod restored;
mod shared;
mod shut;
mod signal;
mod unseen;
mod wiped;
mod witness;

use crate::world::{CLIENTS, Tablet, World};
use vizitas_device::sync::Ended;
use vizitas_device::view::*;
use vizitas_domain::client::Channel as By;
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_domain::visit::Cause;
use vizitas_server::{Consent, Move};

#[tokio::test(flavor = "multi_thread")]
async fn a_day_without_signal_reaches_the_office() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    let day = rasa.open().day(&DayArgs { day: None }).unwrap();
    let names: Vec<String> = visits(&day).iter().map(|row| row.name.clone()).collect();
    assert_eq!(names, ["Elžbieta Žukauskienė", "Jonas Miškinis", "Danutė Ąžuolienė"]);
    rasa.line.cut();
    let visit = rasa.visit_with("Žukauskienė");
    walk_through(&rasa, &visit);
    let before = rasa.open().visit(&visit).unwrap();
    let rasa = rasa.restarted();
    let after = rasa.open().visit(&visit).unwrap();
    assert_eq!((after.state, after.notes.len()), (VisitState::Completed, 1), "nothing is lost by a restart");
    assert_eq!(after.draft_summary, before.draft_summary);
    assert!(matches!(rasa.sync().await.unwrap(), Ended::Later { .. }), "no connection is no fault");
    assert!(rasa.open().status().unwrap().sync.waiting >= 7);
    rasa.line.mend();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    let line = rasa.open().status().unwrap().sync;
    assert_eq!((line.waiting, line.attention), (0, 0));
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let agenda = world.office.agenda(today, Some("D01")).unwrap();
    let of_first = agenda.iter().find(|line| line.client == "K-1").unwrap();
    assert_eq!(of_first.state, State::Completed);
    world.end().await;
}

/// Sets out, arrives, answers, writes, promises, finishes.
fn walk_through(tablet: &crate::world::Tablet, visit: &VisitArgs) {
    let mut app = tablet.open();
    app.set_out(visit).unwrap();
    app.arrive(visit).unwrap();
    let held = app.start(visit).unwrap();
    let standard = StandardArgs { version: held.standard.clone(), language: "lt".into() };
    let sentences = app.standard(&standard).unwrap().items;
    assert!(sentences.iter().any(|item| item.step == Step::During), "the checklist has come");
    let item = sentences[0].item.clone();
    app.answer_checklist(&AnswerChecklistArgs {
        visit: visit.visit.clone(),
        item,
        answer: Answer::Yes,
        why: String::new(),
    })
    .unwrap();
    for (field, text) in
        [(DraftField::Notes, "Vaikšto su lazda."), (DraftField::Summary, "Sutarėme dėl pagalbos.")]
    {
        app.draft_save(&DraftSaveArgs { visit: visit.visit.clone(), field, text: text.into() }).unwrap();
    }
    app.promise_make(&PromiseMakeArgs {
        person: held.person.id.clone(),
        visit: Some(visit.visit.clone()),
        text: "Paskambinsiu dėl slaugos".into(),
        day: "2026-11-26".into(),
        time: Some("12:00".into()),
    })
    .unwrap();
    let done = app.finish(visit).unwrap();
    assert_eq!((done.state, done.draft_notes.as_str()), (VisitState::Completed, ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_stands_against_a_move_made_meanwhile() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    rasa.line.cut();
    let visit = rasa.visit_with("Miškinis");
    move_to(&world, "K-2", "2026-11-24 10:45", Consent::Client(By::Phone));
    {
        let mut app = rasa.open();
        app.arrive(&visit).unwrap();
        app.start(&visit).unwrap();
        app.finish(&visit).unwrap();
    }
    rasa.line.mend();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    let held = rasa.open().visit(&visit).unwrap();
    assert_eq!((held.state, held.out_of_plan), (VisitState::Completed, true));
    let conflicts = rasa.open().conflicts().unwrap();
    assert!(conflicts.iter().any(|conflict| conflict.visit.as_deref() == Some(&visit.visit)));
    let agenda = world.office.agenda(chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(), None).unwrap();
    let line = agenda.iter().find(|line| line.client == "K-2").unwrap();
    assert_eq!(line.state, State::Completed, "both sides fold to the same");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_moves_at_once_are_settled_by_one_tap() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    rasa.line.cut();
    let visit = rasa.visit_with("Miškinis");
    move_to(&world, "K-2", "2026-11-24 10:45", Consent::Client(By::Phone));
    let moved = MoveTimeArgs {
        visit: visit.visit.clone(),
        day: "2026-11-25".into(),
        time: "9:00".into(),
        minutes: 30,
        cause: MoveCause::Client,
        contact: None,
        channel: Channel::Phone,
    };
    rasa.open().move_time(&moved).unwrap();
    rasa.line.mend();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    let conflict = rasa.open().conflicts().unwrap().remove(0);
    assert_eq!(conflict.sides.len(), 2, "both values are shown");
    let mine = conflict.sides.iter().find(|side| side.by == Author::Me).unwrap();
    rasa.open().settle(&SettleArgs { conflict: conflict.id.clone(), choice: mine.event.clone() }).unwrap();
    let settled = rasa.open().visit(&visit).unwrap();
    assert_eq!((settled.day.as_deref(), settled.time.as_deref()), (Some("2026-11-25"), Some("9:00")));
    assert!(rasa.open().conflicts().unwrap().is_empty());
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    let agenda = world.office.agenda(chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(), None).unwrap();
    assert_eq!(agenda.iter().filter(|line| line.client == "K-2").count(), 1, "the office holds the same");
    world.end().await;
}

/// Somebody whom nobody knew before.
fn met_at_the_door() -> ClientAddArgs {
    ClientAddArgs {
        first_name: "Birutė".into(),
        surname: "Čepulienė".into(),
        address: "Tvirtovės g. 76-2, 62692 Alytus".into(),
        phone: "8 658 68958".into(),
        language: "lt".into(),
        note: "Kaimynė prašo pagalbos.".into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_met_at_the_door_reaches_the_office_with_her_key() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    rasa.line.cut();
    let person = rasa.open().client_add(&met_at_the_door()).unwrap();
    let begun = rasa.open().unplanned_visit(&PersonArgs { person: person.brief.id.clone() }).unwrap();
    assert_eq!(begun.state, VisitState::Arrived);
    rasa.line.mend();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    assert_eq!(rasa.open().status().unwrap().sync.attention, 0);
    let found = rasa.open().search(&SearchArgs { query: "cepuliene".into() }).unwrap();
    assert_eq!(found.len(), 1, "found without Lithuanian letters");
    let agenda =
        world.office.agenda(chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(), Some("D01")).unwrap();
    assert!(agenda.iter().any(|line| line.stream.to_string() == person.brief.id), "the office reads her too");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_may_be_lost_and_nothing_is_doubled() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    let visit = rasa.visit_with("Žukauskienė");
    for n in [2, 3, 5] {
        rasa.line.lose_every(n);
        for text in ["pirmas", "antras", "trečias"] {
            rasa.open().note(&NoteArgs { visit: visit.visit.clone(), text: format!("{text} {n}") }).unwrap();
            rasa.sync_through().await;
        }
    }
    rasa.line.mend();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    assert_eq!(rasa.open().visit(&visit).unwrap().notes.len(), 9);
    let again = world.tablet("D01").await;
    assert_eq!(again.open().visit(&visit).unwrap().notes.len(), 9, "a new tablet of hers reads each once");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_is_handed_over_moves_with_its_history() {
    let world = World::new().await;
    let (rasa, ona) = (world.tablet("D01").await, world.tablet("D03").await);
    let visit = rasa.visit_with("Ąžuolienė");
    rasa.open().note(&NoteArgs { visit: visit.visit.clone(), text: "prieš perdavimą".into() }).unwrap();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    rasa.line.cut();
    rasa.open()
        .note(&NoteArgs { visit: visit.visit.clone(), text: "po perdavimo, be ryšio".into() })
        .unwrap();
    world.office.assign(world.office.office(), "K-3", "D03").unwrap();
    rasa.line.mend();
    rasa.sync_through().await;
    ona.sync_through().await;
    let hers = ona.open().search(&SearchArgs { query: "azuoliene".into() }).unwrap();
    assert_eq!(hers.len(), 1);
    let held = ona.open().visit(&visit).unwrap();
    assert_eq!(held.notes.len(), 2, "her late note is kept, and reaches the colleague");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_import_changes_nothing_and_a_changed_row_meets_the_tablet() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    let again = world.import(CLIENTS);
    assert_eq!((again.clients.counts.imported, again.clients.counts.unchanged), (0, 4));
    world.import(&CLIENTS.replace("861234567", "861234599"));
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    let found = rasa.open().search(&SearchArgs { query: "0 612 34599".into() }).unwrap();
    assert_eq!(found.len(), 1, "found by the new number, as people say it");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_mended_on_the_tablet_keeps_its_place_on_the_map() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    world.import_register(
        "Gatvė;Namo Nr.;Pašto kodas;Miestas;Platuma;Ilguma\nNaujoji g.;72;63355;Alytus;54.4;24.05\n",
    );
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    rasa.line.cut();
    let visit = rasa.visit_with("Žukauskienė");
    let person = rasa.open().visit(&visit).unwrap().person.id;
    let mend = |value: &str| {
        let args = PersonMendArgs {
            person: person.clone(),
            contact: None,
            field: PersonField::Address,
            value: value.into(),
        };
        rasa.open().person_mend(&args).unwrap();
        rasa.open().place_to_show(&PersonArgs { person: person.clone() }).unwrap().0
    };
    assert_eq!(mend("Naujoji g. 72-40, 63355 Alytus"), Some((54.4, 24.05)), "another flat of the house");
    assert_eq!(mend("Nežinoma g. 1, 99999 Kaunas"), None, "nothing is known there");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_tablets_see_their_own_people_alone() {
    let world = World::new().await;
    let (rasa, jonas, ona) =
        (world.tablet("D01").await, world.tablet("D02").await, world.tablet("D03").await);
    let count = |tablet: &crate::world::Tablet| {
        tablet.open().search(&SearchArgs { query: String::new() }).unwrap().len()
    };
    assert_eq!((count(&rasa), count(&jonas), count(&ona)), (3, 1, 0));
    world.time.pass_minutes(60);
    for tablet in [&rasa, &jonas, &ona] {
        assert_eq!(tablet.sync().await.unwrap(), Ended::Done);
    }
    world.end().await;
}

fn visits(day: &DayView) -> Vec<VisitRow> {
    let rows = day.entries.iter().filter_map(|entry| match entry {
        DayEntry::Visit { row } => Some(row.clone()),
        _ => None,
    });
    rows.collect()
}

/// The coordinator moves a client's only visit.
fn move_to(world: &World, client: &str, to: &str, consent: Consent) {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let agenda = world.office.agenda(day, None).unwrap();
    let line = agenda.iter().find(|line| line.client == client).unwrap();
    let local = chrono::NaiveDateTime::parse_from_str(to, "%Y-%m-%d %H:%M").unwrap();
    // Vilnius is two hours ahead of UTC in November.
    let start = Time(local.and_utc().timestamp() - 2 * 3600);
    let wish = Move { visit: line.visit, start, consent, cause: Cause::Client, worker: None };
    world.office.move_visit(world.office.office(), &wish).unwrap();
}

/// A note at a visit.
fn note(tablet: &Tablet, visit: &VisitArgs, text: &str) {
    tablet.open().note(&NoteArgs { visit: visit.visit.clone(), text: text.into() }).unwrap();
}

/// What the notes of a visit say, in their order.
fn notes(tablet: &Tablet, visit: &VisitArgs) -> Vec<String> {
    tablet.open().visit(visit).unwrap().notes.into_iter().map(|note| note.text).collect()
}

async fn in_step(tablets: &[&Tablet]) {
    for tablet in tablets {
        assert_eq!(tablet.sync().await.unwrap(), Ended::Done);
    }
}

/// The same, once the office's verdicts on plans stand.
async fn in_step_with(world: &World, tablets: &[&Tablet]) {
    in_step(tablets).await;
    world.office.judge_plans().unwrap();
    in_step(tablets).await;
}

fn found(tablet: &Tablet, query: &str) -> Vec<PersonRow> {
    tablet.open().search(&SearchArgs { query: query.into() }).unwrap()
}
