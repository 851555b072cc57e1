//! What the server says of times, and the administrator's move beside a tablet's.

use crate::office::{Office, Serving};
use crate::tablet::Tablet;
use chrono::NaiveDate;
use uuid::Uuid;
use vizitas_domain::client::Channel;
use vizitas_domain::event::Body;
use vizitas_domain::fold::visit::StandingPlan;
use vizitas_domain::id::ActorId;
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, AnsweredBy, Cause, Plan, VisitEvent};
use vizitas_server::{Consent, Move, Municipality};
use vizitas_sync::wire::{PushOutcome, Verdict};

fn agree(tablet: &Tablet, start: Time, minutes: u16) -> VisitEvent {
    let plan = Plan { start, minutes, workers: vec![tablet.me.actor], place: "".into() };
    let agreement = Agreement { by: AnsweredBy::Client, channel: Channel::Phone, at: Time(1) };
    VisitEvent::Agreed { plan, agreement }
}

fn must_move() -> VisitEvent {
    VisitEvent::MustMove { cause: Cause::Overrun, note: "".into() }
}

/// Moves a client's visit from the tablet; gives its last position.
async fn push_move(tablet: &mut Tablet, number: &str, start: Time) -> u64 {
    let stream = tablet.find(number).unwrap();
    let visit = *tablet.client(stream).visits.keys().next().unwrap();
    let agreed = agree(tablet, start, 30);
    let made = [must_move(), agreed].map(|event| tablet.make(stream, Body::Visit(visit, event)));
    let PushOutcome::Judged(verdicts) = tablet.push(&made, vec![]).await else { panic!() };
    let [Verdict::At(_), Verdict::At(last)] = verdicts[..] else { panic!("{verdicts:?}") };
    last
}

/// The same; the office's word on it is there when it returns.
async fn moved(office: &Office, tablet: &mut Tablet, number: &str, start: Time) {
    push_move(tablet, number, start).await;
    office.municipality.judge_plans().unwrap();
    tablet.pull().await;
}

fn plan(tablet: &Tablet, number: &str) -> StandingPlan {
    let client = tablet.client(tablet.find(number).unwrap());
    client.visits.into_values().next().unwrap().plan.unwrap()
}

#[tokio::test]
async fn a_free_time_is_held_and_a_taken_one_is_double_booked() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let tuesday_nine = rasa.client(rasa.find("K-1").unwrap()).visits.values().next().unwrap().plan.clone();
    let taken = tuesday_nine.unwrap().plan.start;
    let petras = rasa.find("K-2").unwrap();
    moved(&office, &mut rasa, "K-2", taken.plus_minutes(120)).await;
    let visit = rasa.client(petras).visits.into_values().next().unwrap();
    assert!(visit.state == State::Confirmed && visit.plan.unwrap().held);
    moved(&office, &mut rasa, "K-2", taken.plus_minutes(30)).await;
    let state = rasa.client(petras);
    let visit = state.visits.values().next().unwrap();
    assert_eq!(visit.state, State::RescheduleNeeded);
    let ona = rasa.client(rasa.find("K-1").unwrap());
    assert_eq!(visit.double_booked, ona.visits.keys().next().copied());
    // The time it held before is free again.
    moved(&office, &mut rasa, "K-1", taken.plus_minutes(120)).await;
    let ona = rasa.client(rasa.find("K-1").unwrap());
    assert!(ona.visits.values().next().unwrap().plan.as_ref().unwrap().held);
    serving.stop().await;
}

#[tokio::test]
async fn a_plan_beyond_what_a_visit_can_be_takes_nobodys_time() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    rasa.pull().await;
    let petras = rasa.find("K-2").unwrap();
    let visit = *rasa.client(petras).visits.keys().next().unwrap();
    let far = plan(&rasa, "K-2").plan.start.plus_minutes(60 * 24 * 60);
    let (own, his) = (rasa.me.actor, jonas.me.actor);
    let strangers = (0..7).map(|_| ActorId(Uuid::now_v7()));
    let crowd = |more: usize| [own, his].into_iter().chain(strangers.clone().take(more)).collect::<Vec<_>>();
    // Whom it names twice it takes once; whom the log does not know it does not take.
    let plans = [
        (u16::MAX, vec![own, his], false),
        (24 * 60 + 1, vec![own, his], false),
        (60, crowd(7), false),
        (24 * 60, vec![own, own], true),
        (24 * 60, crowd(6), true),
    ];
    for (minutes, workers, good) in plans {
        let many = workers.len();
        let VisitEvent::Agreed { plan: wish, agreement } = agree(&rasa, far, minutes) else { panic!() };
        let agreed = VisitEvent::Agreed { plan: Plan { workers, ..wish }, agreement };
        let made = [must_move(), agreed].map(|event| rasa.make(petras, Body::Visit(visit, event)));
        rasa.push(&made, vec![]).await;
        office.municipality.judge_plans().unwrap();
        rasa.pull().await;
        let stands = rasa.client(petras).visits.into_values().next().unwrap();
        let held = stands.plan.unwrap().held;
        assert_eq!((held, stands.double_booked), (good, None), "{minutes} minutes, {many} people");
        let (start, end) = (far.0 / 300, far.plus_minutes(70_000).0 / 300);
        let claims = office.municipality.log().read(|log| log.claims(own, start, end)).unwrap();
        assert_eq!(claims.len(), if good { 288 } else { 0 });
        jonas.pull().await;
        assert_eq!(jonas.find("K-2").is_some(), good && many > 2, "the case comes with the visit alone");
    }
    serving.stop().await;
}

#[tokio::test]
async fn a_tablet_that_listens_hears_the_verdict_by_itself() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let mut stream = rasa.listen().await;
    let later = plan(&rasa, "K-1").plan.start.plus_minutes(120);
    let pushed = push_move(&mut rasa, "K-2", later).await;
    let mut heard = 0;
    while heard <= pushed {
        let said = String::from_utf8(stream.chunk().await.unwrap().unwrap().to_vec()).unwrap();
        heard = said.trim().rsplit(' ').next().unwrap().parse().unwrap();
    }
    rasa.pull().await;
    let held = plan(&rasa, "K-2");
    assert_eq!((held.plan.start, held.held), (later, true));
    serving.stop().await;
}

#[tokio::test]
async fn a_server_that_died_before_it_judged_judges_when_it_is_back() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    serving.stop().await;
    let later = plan(&rasa, "K-1").plan.start.plus_minutes(120);
    let (dying, address) = office.answer_only();
    rasa.url = format!("http://{address}/m/alytus");
    push_move(&mut rasa, "K-2", later).await;
    rasa.pull().await;
    assert!(!plan(&rasa, "K-2").held, "the answer does not wait for the verdict");
    dying.shutdown_background();
    let (_folder, data, clock) = office.close();
    let again = Municipality::open(&data, "alytus", clock).unwrap();
    let serving = Serving::of(&data, again).await;
    rasa.url = format!("https://localhost:{}/m/alytus", serving.address.port());
    while !plan(&rasa, "K-2").held {
        rasa.pull().await;
    }
    assert_eq!(plan(&rasa, "K-2").plan.start, later);
    serving.stop().await;
}

#[tokio::test]
async fn of_two_times_that_clash_the_one_that_came_first_is_held() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    serving.stop().await;
    let later = plan(&rasa, "K-1").plan.start.plus_minutes(120);
    let (answering, address) = office.answer_only();
    rasa.url = format!("http://{address}/m/alytus");
    // Both wait for a verdict together, in either order of their streams.
    let (first, second) = if rasa.find("K-1") > rasa.find("K-2") { ("K-1", "K-2") } else { ("K-2", "K-1") };
    push_move(&mut rasa, first, later).await;
    push_move(&mut rasa, second, later).await;
    office.municipality.judge_plans().unwrap();
    rasa.pull().await;
    assert!(plan(&rasa, first).held);
    let of = |number| rasa.client(rasa.find(number).unwrap()).visits.into_values().next().unwrap();
    assert_eq!((of(second).state, of(second).double_booked), (State::RescheduleNeeded, Some(of(first).id)));
    answering.shutdown_background();
}

#[tokio::test]
async fn a_move_from_the_command_line_is_an_ordinary_event() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let line = office.municipality.agenda(day, Some("D01")).unwrap().remove(0);
    assert_eq!((line.client.as_str(), line.state, line.minutes), ("K-1", State::Confirmed, 60));
    assert_eq!(line.start.to_string(), "09:00:00");
    let start = Time(1_795_509_900);
    let consent = Consent::Client(Channel::Phone);
    let wish = Move { visit: line.visit, start, consent, cause: Cause::Client, worker: None };
    office.municipality.move_visit(office.municipality.office(), &wish).unwrap();
    let line = office.municipality.agenda(day, None).unwrap().remove(0);
    assert_eq!(line.start.to_string(), "10:45:00");
    rasa.pull().await;
    let visit = rasa.client(line.stream).visits.into_values().next().unwrap();
    let plan = visit.plan.unwrap();
    assert_eq!((plan.plan.start, plan.held, visit.state), (start, true, State::Confirmed));
    // Somebody else comes: she is given the case with it.
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    let wish = Move { cause: Cause::Ill, worker: Some("D02".into()), ..wish };
    office.municipality.move_visit(office.municipality.office(), &wish).unwrap();
    jonas.pull().await;
    assert!(jonas.find("K-1").is_some());
    serving.stop().await;
}

#[tokio::test]
async fn two_moves_at_once_leave_one_plan_and_a_conflict() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let visit = *rasa.client(ona).visits.keys().next().unwrap();
    // Without signal she agrees one time at the door; the office meanwhile offers another.
    let at_the_door = Time(1_795_509_900).plus_minutes(24 * 60);
    let agreed = agree(&rasa, at_the_door, 60);
    let agreement = Agreement { by: AnsweredBy::Client, channel: Channel::Door, at: Time(1) };
    let asked = VisitEvent::MoveAsked { plan: None, wish: "".into(), agreement };
    let made = [asked, agreed].map(|event| rasa.make(ona, Body::Visit(visit, event)));
    let wish =
        Move { visit, start: Time(1_795_509_900), consent: Consent::Office, cause: Cause::Ill, worker: None };
    office.municipality.move_visit(office.municipality.office(), &wish).unwrap();
    rasa.push(&made, vec![]).await;
    office.municipality.judge_plans().unwrap();
    rasa.pull().await;
    let visit = rasa.client(ona).visits.into_values().next().unwrap();
    let plan = visit.plan.unwrap();
    assert_eq!((plan.plan.start, visit.state), (at_the_door, State::Confirmed));
    assert!(!visit.conflicts.is_empty());
    serving.stop().await;
}
