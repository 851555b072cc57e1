//! The server dies between sending and writing down that it sent: what may have gone is never sent again blindly. And a
//! restored server sends nothing until a person says so.

use super::gateway::{Gateway, Trouble};
use super::office::{DAY, MONDAY, Office};
use std::sync::Arc;
use vizitas_domain::client::Channel::Sms;
use vizitas_domain::told::{Delivery as D, Purpose as P};
use vizitas_server::log::{JobRow, JobState as J, Log};
use vizitas_server::restore;
use vizitas_tests::budget;

/// Rounds of five minutes, from eight in the morning on.
const ROUNDS_A_DAY: i64 = 100;

/// What the log says just after the carrier was called and before its answer was written down.
fn forget_the_answer(log: &Arc<dyn Log>, row: &JobRow) {
    let dying = JobRow { state: J::Sending, carrier: None, ..row.clone() };
    log.write(move |log| log.put_job(&dying)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_sending_and_writing_it_down() {
    for honours_ids in [false, true] {
        let (office, gateway) = (Office::open(), Gateway::open(11, honours_ids).await);
        office.by_gateway(&gateway, honours_ids);
        office.work().await;
        let visit = office.visit("K-1");
        for round in 0..i64::try_from(budget::count("killed_between")).unwrap() {
            office.agree(visit, MONDAY.plus_minutes(7 * DAY + (round % 100) * 5));
            // Before the carrier heard of it, while it answered, after: wherever it dies.
            gateway.is(if round % 2 == 0 { Trouble::Nothing } else { Trouble::LosesAnswers });
            office.work().await;
            gateway.is(Trouble::Nothing);
            let jobs = office.jobs(visit);
            let sent =
                jobs.iter().filter(|row| row.job.purpose == P::Moved).max_by_key(|row| row.tried).unwrap();
            forget_the_answer(office.municipality.log(), sent);
            office.later(2);
            office.work().await;
            let after = office.jobs(visit).into_iter().find(|row| row.job.id == sent.job.id).unwrap();
            let expected = if honours_ids { J::Waiting } else { J::Told(D::Unknown) };
            assert_eq!(after.state, expected);
            office.later(3);
            office.work().await;
            // Five minutes a round: before the evening the next day begins, since homes are quiet at night.
            if round % ROUNDS_A_DAY == ROUNDS_A_DAY - 1 {
                office.later(DAY - ROUNDS_A_DAY * 5);
            }
        }
        assert!(gateway.counts().values().all(|count| *count == 1), "{:?}", gateway.counts());
        let moved = office.jobs(visit).into_iter().filter(|row| row.job.purpose == P::Moved);
        let arrived = moved.filter(|row| gateway.counts().contains_key(&row.job.id.to_string())).count();
        assert_eq!(arrived, usize::try_from(budget::count("killed_between")).unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_server_sends_nothing_until_released_and_nothing_twice() {
    let (mut office, gateway) = (Office::open(), Gateway::open(3, false).await);
    office.by_gateway(&gateway, false);
    office.work().await;
    let visit = office.visit("K-1");
    gateway.is(Trouble::Busy);
    office.agree(visit, MONDAY.plus_minutes(4 * DAY));
    office.work().await;
    let backup = office.folder.path().join("backup");
    std::fs::create_dir(&backup).unwrap();
    office.municipality.backup_both(&backup, &backup).unwrap();
    gateway.is(Trouble::Nothing);
    office.later(5);
    office.work().await;
    assert_eq!(gateway.arrived().len(), 1, "told after the backup");
    let (data, clock) = (office.data.clone(), office.clock());
    drop(office.municipality);
    office.municipality = restore(&data, "alytus", &backup, clock).unwrap();
    office.later(5);
    assert!(!office.municipality.may_send().unwrap());
    assert_eq!(office.work().await, 0);
    assert_eq!(office.told(visit), [(P::Moved, Sms, J::Waiting)]);
    office.municipality.release_messages(office.municipality.office().actor).unwrap();
    office.work().await;
    // It may have gone before the restore, as it has: a person calls.
    assert_eq!(office.told(visit), [(P::Moved, Sms, J::Told(D::Unknown))]);
    assert_eq!(gateway.arrived().len(), 1);
    // What falls due from now on goes.
    office.agree(visit, MONDAY.plus_minutes(7 * DAY));
    office.work().await;
    assert_eq!(gateway.arrived().len(), 2);
}
