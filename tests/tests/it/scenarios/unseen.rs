//! The office changes the plan of a worker whose tablet has no signal: somebody is told to call her, until it has taken it.

use super::{in_step, note};
use crate::world::World;
use std::sync::Arc;
use vizitas_domain::client::Channel as By;
use vizitas_domain::id::StreamId;
use vizitas_domain::time::Time;
use vizitas_domain::visit::Cause;
use vizitas_server::{Consent, Move, Municipality};

/// How many tasks about a client wait, and how many have their end.
fn tasks(office: &Arc<Municipality>, client: StreamId) -> (usize, usize) {
    let rows = office.rows_of(client).unwrap();
    let tasks: Vec<_> = rows.iter().filter(|row| row.starts_with("tasks ")).collect();
    let open = tasks.iter().filter(|row| row.contains("Integer(1), Blob")).count();
    (open, tasks.len() - open)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_tablet_without_signal_has_not_seen_is_a_call_until_it_has() {
    let world = World::new().await;
    let (rasa, jonas) = (world.tablet("D01").await, world.tablet("D02").await);
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let lines = world.office.agenda(today, Some("D01")).unwrap();
    let [first, second] =
        ["K-1", "K-2"].map(|number| lines.iter().find(|line| line.client == number).unwrap());
    rasa.line.cut();
    // At seven: hers at half past ten goes to one o'clock, the client agreed; hers at half past eight goes to Jonas.
    let seven = Time(1_795_410_000);
    let (half_past_eight, one) = (seven.plus_minutes(90), seven.plus_minutes(6 * 60));
    let moves = [
        (second.visit, one, Consent::Client(By::Phone), None),
        (first.visit, half_past_eight, Consent::Kept, Some("D02".to_owned())),
    ];
    for (visit, start, consent, worker) in moves {
        let wish = Move { visit, start, consent, cause: Cause::System, worker };
        world.office.move_visit(world.office.office(), &wish).unwrap();
    }
    // Jonas, who is new there, has signal and needs no call; Rasa sees her old day, writes in it, and cannot be reached.
    in_step(&[&jonas]).await;
    let visit = rasa.visit_with("Miškinis");
    note(&rasa, &visit, "Paskambinti dėl vaistų.");
    // The clients are told as well, by calls where nothing else is set up: those are there before the counting begins.
    world.office.judge_plans().unwrap();
    world.office.derive_messages().unwrap();
    world.office.send_messages().unwrap();
    let both = [first.stream, second.stream];
    let told = both.map(|client| tasks(&world.office, client));
    let count = || {
        let [one, two] = both.map(|client| tasks(&world.office, client));
        [(one.0 - told[0].0, one.1 - told[0].1), (two.0 - told[1].0, two.1 - told[1].1)]
    };
    world.office.watch_clock().unwrap();
    assert_eq!(count(), [(0, 0), (0, 0)], "her tablet has a minute, and a quarter of an hour");
    world.time.pass_minutes(1);
    world.office.watch_clock().unwrap();
    assert_eq!(count(), [(1, 0), (0, 0)], "half past eight is near");
    world.time.pass_minutes(14);
    world.office.watch_clock().unwrap();
    assert_eq!(count(), [(1, 0), (1, 0)]);
    assert!(rasa.sync().await.is_ok_and(|ended| ended != vizitas_device::sync::Ended::Done));
    world.office.watch_clock().unwrap();
    assert_eq!(count(), [(1, 0), (1, 0)]);
    // The signal comes back: one sync tells the office that all of it was taken.
    rasa.line.mend();
    rasa.sync_through().await;
    world.office.watch_clock().unwrap();
    assert_eq!(count(), [(0, 1), (0, 1)]);
    in_step(&[&rasa, &jonas]).await;
    assert_eq!(rasa.open().visit(&visit).unwrap().time.as_deref(), Some("13:00"));
    world.same_everywhere(&[&rasa, &jonas]);
    world.end().await;
}
