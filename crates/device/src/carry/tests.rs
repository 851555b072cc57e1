//! A carrier without its server: what it does with each answer.

use super::*;
use crate::rasa::Rasa;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use vizitas_sync::keys::Opener;
use vizitas_sync::wire::CarryRequest;

type Answer = Result<CarryOutcome, Failure>;

/// Answers one part after the other as told, and keeps the number of each.
struct Server {
    answers: Mutex<Vec<Answer>>,
    asked: Mutex<Vec<u32>>,
}

impl Server {
    fn saying(answers: &[Answer]) -> Self {
        let answers = Mutex::new(answers.iter().rev().copied().collect());
        Self { answers, asked: Mutex::default() }
    }

    fn asked(&self) -> Vec<u32> {
        self.asked.lock().unwrap().clone()
    }
}

impl Transport for Server {
    async fn send(&self, request: crate::transport::Request) -> Result<Vec<u8>, Failure> {
        self.asked.lock().unwrap().push(CarryRequest::decode(&request.body).unwrap().number);
        let outcome = self.answers.lock().unwrap().pop().expect("nothing more was to be asked")?;
        Ok(CarryAnswer { outcome, server_ms: 1 }.encode())
    }
}

/// What never waits is done at once.
fn done<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

/// Takes a file of so many parts over, at that second; how it is named here. Its server's secret key is `secret`.
fn taken(device: &Mutex<Device>, secret: u8, parts: usize, at: i64) -> String {
    let server = Opener::from_bytes([secret; 32]).recipient().unwrap();
    let push = PushRequest::Singly { events: vec![], offers: vec![], gap: true };
    let parcel = Parcel::pack(&vec![push; parts], &server, &SystemRandom::new()).unwrap();
    lock(device).bag().take(&parcel.id, &parcel.encode(), Time(at)).unwrap();
    parcel.id.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn problem(code: ProblemCode) -> Answer {
    Err(Failure::Problem { code: code.number(), retry_after_s: 0 })
}

/// What is said of each parcel, the oldest first.
fn states(device: &Mutex<Device>) -> Vec<ParcelState> {
    lock(device).parcels().unwrap().into_iter().rev().map(|parcel| parcel.state).collect()
}

const TAKEN: Answer = Ok(CarryOutcome::Taken);

#[test]
fn one_bad_part_holds_up_none_behind_it_and_all_of_it_is_kept() {
    for (bad, state) in [
        (Ok(CarryOutcome::Unreadable), ParcelState::Damaged),
        (problem(ProblemCode::TooLarge), ParcelState::Damaged),
        (Ok(CarryOutcome::MakerUnknown), ParcelState::Unknown),
    ] {
        let rasa = Rasa::new();
        let device = Mutex::new(rasa.app);
        let parcel = taken(&device, 5, 3, 1);
        let server = Server::saying(&[TAKEN, bad, TAKEN]);
        done(deliver(&device, &server));
        assert_eq!((server.asked(), states(&device)), (vec![0, 1, 2], vec![state]));
        assert!(lock(&device).bag().parcel(&parcel).is_ok(), "a word on one part takes nothing away");
        // It is left alone until somebody wants it tried again.
        done(deliver(&device, &Server::saying(&[])));
        let again = CarriedArgs { parcel: parcel.clone() };
        assert_eq!(lock(&device).carry_again(&again).unwrap()[0].state, ParcelState::Waits);
        done(deliver(&device, &Server::saying(&[TAKEN, TAKEN, TAKEN])));
        assert_eq!(states(&device), [ParcelState::Delivered]);
        assert!(lock(&device).bag().parcel(&parcel).is_err());
        assert!(matches!(lock(&device).carry_again(&again), Err(DeviceError::NotFound)));
    }
}

#[test]
fn one_that_cannot_go_yet_stands_in_no_others_way_and_goes_on_where_it_was() {
    for later in [ProblemCode::Busy, ProblemCode::Protocol, ProblemCode::Failed] {
        let rasa = Rasa::new();
        let device = Mutex::new(rasa.app);
        taken(&device, 5, 3, 1);
        taken(&device, 5, 1, 2);
        let server = Server::saying(&[TAKEN, problem(later), TAKEN]);
        done(deliver(&device, &server));
        assert_eq!(server.asked(), [0, 1, 0]);
        assert_eq!(states(&device), [ParcelState::Waits, ParcelState::Delivered]);
        let server = Server::saying(&[Ok(CarryOutcome::Unreadable), Err(Failure::Unreachable)]);
        done(deliver(&device, &server));
        let server = Server::saying(&[TAKEN]);
        done(deliver(&device, &server));
        assert_eq!(server.asked(), [2], "what was answered is not sent again");
        assert_eq!(states(&device), [ParcelState::Damaged, ParcelState::Delivered], "nor forgotten");
    }
}

#[test]
fn when_nobody_is_there_or_hears_this_tablet_the_others_are_not_tried() {
    for no in [
        Err(Failure::Unreachable),
        Err(Failure::NotTrusted),
        problem(ProblemCode::Revoked),
        problem(ProblemCode::NotEnrolled),
        problem(ProblemCode::NotApproved),
    ] {
        let rasa = Rasa::new();
        let device = Mutex::new(rasa.app);
        taken(&device, 5, 1, 1);
        taken(&device, 5, 1, 2);
        done(deliver(&device, &Server::saying(&[no])));
        assert_eq!(states(&device), [ParcelState::Waits, ParcelState::Waits]);
    }
}

#[test]
fn what_is_for_another_server_is_not_sent_and_can_be_dropped() {
    let rasa = Rasa::new();
    let device = Mutex::new(rasa.app);
    let parcel = taken(&device, 9, 1, 1);
    taken(&device, 5, 1, 2);
    done(deliver(&device, &Server::saying(&[TAKEN])));
    assert_eq!(states(&device), [ParcelState::Waits, ParcelState::Delivered]);
    lock(&device).carry_forget(&CarriedArgs { parcel }).unwrap();
    assert_eq!(states(&device), [ParcelState::Delivered]);
}

#[test]
fn a_profile_that_is_left_takes_what_it_carried_with_it() {
    let rasa = Rasa::new();
    let device = Mutex::new(rasa.app);
    taken(&device, 5, 1, 1);
    lock(&device).profile.leave().unwrap();
    assert!(states(&device).is_empty() && !lock(&device).carries());
    let aside = lock(&device).profile.folder().join("carried.refused");
    assert_eq!(std::fs::read_dir(aside).unwrap().count(), 2, "nothing on a tablet is deleted by a tap");
}

#[test]
fn a_link_closes_when_the_tablet_is_locked_or_opened() {
    let mut rasa = Rasa::new();
    let link = || Link::open(b"sealed".to_vec(), std::net::Ipv4Addr::LOCALHOST.into(), link::LASTS).unwrap();
    rasa.app.link = Some(link());
    rasa.app.lock();
    assert!(rasa.app.link_look().unwrap().is_none());
    rasa.app.link = Some(link());
    rasa.app.lock();
    assert!(rasa.app.link_look().unwrap().is_some(), "it was locked already");
    rasa.app.unlock("804217").unwrap();
    assert!(rasa.app.link_look().unwrap().is_none());
}
