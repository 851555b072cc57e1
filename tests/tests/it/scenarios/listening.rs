//! What the office changes shows at once: the tablet listens to the real server over HTTPS.

use super::move_to;
use crate::world::World;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::mpsc::unbounded_channel;
use vizitas_device::error::DeviceError;
use vizitas_device::sync::Ended;
use vizitas_device::wake;
use vizitas_domain::client::Channel as By;
use vizitas_server::Consent;

#[tokio::test(flavor = "multi_thread")]
async fn a_change_at_the_office_wakes_the_tablet_and_a_server_that_was_away_is_found_again() {
    let mut world = World::new().await;
    let rasa = world.tablet("D01").await;
    let (device, line) = rasa.parts();
    let (woken, mut bell) = unbounded_channel();
    let (paused, mut pauses) = unbounded_channel();
    let away = AtomicBool::new(false);
    let wake = || woken.send(()).unwrap();
    let pause = |length: Duration| {
        // A pause is over as soon as somebody else had a turn: its length is looked at, not waited for.
        if away.load(Ordering::SeqCst) {
            paused.send(length).unwrap();
        }
        tokio::task::yield_now()
    };
    let listening = wake::listen(device, line, &wake, pause, || 0);
    let story = async {
        move_to(&world, "K-2", "2026-11-24 10:45", Consent::Client(By::Phone));
        bell.recv().await.unwrap();
        assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
        let week = rasa.open().week(&vizitas_device::view::DayArgs { day: None }).unwrap();
        let tuesday = week.days.iter().find(|day| day.day == "2026-11-24").unwrap();
        assert_eq!(tuesday.visits.len(), 1, "the office's move is here");
        away.store(true, Ordering::SeqCst);
        world.stop().await;
        let mut last = Duration::ZERO;
        for _ in 0..8 {
            let length = pauses.recv().await.unwrap();
            assert!(length >= last && length <= Duration::from_secs(60), "{length:?} after {last:?}");
            last = length;
        }
        assert!(last > Duration::from_secs(20), "longer each time");
        // Written while the server is away: it goes as soon as the server is back.
        let visit = rasa.visit_with("Žukauskienė");
        super::note(&rasa, &visit, "be ryšio");
        while bell.try_recv().is_ok() {}
        world.serve_again();
        bell.recv().await.unwrap();
        assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
        assert_eq!(rasa.open().status().unwrap().sync.waiting, 0);
        // A locked tablet is told nothing more.
        rasa.open().lock();
        move_to(&world, "K-1", "2026-11-24 12:45", Consent::Client(By::Phone));
    };
    let (ended, ()) = tokio::join!(listening, story);
    assert!(matches!(ended, Err(DeviceError::Locked)), "{ended:?}");
    world.end().await;
}
