//! A case passes from one worker to another, back again, and in pieces.

use super::{found, in_step, note, notes};
use crate::line::Lost;
use crate::world::World;
use vizitas_device::sync::Ended;
use vizitas_device::transport::Route;
use vizitas_device::view::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_case_given_taken_and_given_again_has_its_whole_history() {
    let world = World::new().await;
    let (rasa, jonas, ona) =
        (world.tablet("D01").await, world.tablet("D02").await, world.tablet("D03").await);
    let visit = rasa.visit_with("Ąžuolienė");
    note(&rasa, &visit, "pirmoji");
    in_step(&[&rasa]).await;
    // In the evening her visit there is over: nothing keeps the case with her.
    world.time.pass_minutes(12 * 60);
    rasa.line.cut();
    note(&rasa, &visit, "be ryšio");
    world.office.assign(world.office.office(), "K-3", "D03").unwrap();
    in_step(&[&ona, &jonas]).await;
    note(&ona, &visit, "perėmiau");
    in_step(&[&ona]).await;
    rasa.line.mend();
    in_step(&[&rasa, &ona]).await;
    assert!(found(&rasa, "azuoliene").is_empty(), "what was taken is forgotten");
    assert_eq!(rasa.open().status().unwrap().sync.attention, 0, "her late note was taken");
    assert_eq!(notes(&ona, &visit), ["pirmoji", "perėmiau", "be ryšio"], "in the order of the log");
    world.office.assign(world.office.office(), "K-3", "D01").unwrap();
    in_step(&[&rasa, &ona, &jonas]).await;
    assert!(found(&ona, "azuoliene").is_empty());
    assert_eq!(notes(&rasa, &visit), ["pirmoji", "perėmiau", "be ryšio"], "all of it is back");
    note(&rasa, &visit, "vėl mano");
    in_step(&[&rasa, &ona, &jonas]).await;
    // Taken and given between two syncs is both.
    world.office.assign(world.office.office(), "K-3", "D03").unwrap();
    world.office.assign(world.office.office(), "K-3", "D01").unwrap();
    in_step(&[&rasa, &ona, &jonas]).await;
    assert_eq!(notes(&rasa, &visit).len(), 4);
    note(&rasa, &visit, "po visko");
    in_step(&[&rasa, &ona, &jonas]).await;
    world.same_everywhere(&[&rasa, &jonas, &ona]);
    world.end().await;
}

/// A history longer than one answer: visits of years ago, of a client whose case moves.
fn long_history() -> String {
    let mut table = String::from(
        "Eil. Nr.;Data;Laikas;Trukmė (min.);Kliento Nr.;Darbuotojas;Tikslas;Rūšis\r\n\
         1;2026-11-23;08:30;45;K-1;D01;Poreikių vertinimas;Sutartas\r\n\
         2;2026-11-23;09:00;30;K-4;D02;Pirmas susitikimas;Sutartas\r\n",
    );
    let first = chrono::NaiveDate::from_ymd_opt(2021, 1, 4).unwrap();
    for (number, day) in (3..).zip(first.iter_days().take(1_100)) {
        table.push_str(&format!("{number};{day};10:00;30;K-3;D01;Globos sąlygos;Sutartas\r\n"));
    }
    table
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_history_comes_in_pieces_and_each_of_them_may_be_cut() {
    let world = World::with_visits(&long_history()).await;
    let (rasa, jonas, ona) =
        (world.tablet("D01").await, world.tablet("D02").await, world.tablet("D03").await);
    rasa.line.cut();
    let person = found(&rasa, "azuoliene").remove(0).id;
    let card = rasa.open().person(&PersonArgs { person }).unwrap();
    let visit = VisitArgs { visit: card.planned[0].visit.clone() };
    note(&rasa, &visit, "be ryšio, kai buvo perduota");
    world.office.assign(world.office.office(), "K-3", "D03").unwrap();
    ona.line.routes();
    for cut in 1..5 {
        for lost in [Lost::Request, Lost::Answer] {
            ona.line.cut_at(cut, lost);
            let ended = ona.sync().await.unwrap();
            assert_eq!(matches!(ended, Ended::Done), ona.line.to_be_cut(), "message {cut}, {lost:?}");
            ona.line.mend();
        }
    }
    in_step(&[&ona]).await;
    let pulls = ona.line.routes().into_iter().filter(|route| *route == Route::Pull).count();
    assert!(pulls > 6, "history came in several pieces, cut again and again");
    world.same_everywhere(&[&ona, &jonas]);
    rasa.line.mend();
    in_step(&[&rasa, &ona, &jonas]).await;
    assert!(found(&rasa, "azuoliene").is_empty(), "the old tablet forgets it");
    assert_eq!(notes(&ona, &visit), ["be ryšio, kai buvo perduota"], "her late note is kept");
    world.same_everywhere(&[&rasa, &jonas, &ona]);
    world.end().await;
}
