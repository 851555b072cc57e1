//! What is called for, from events by way of the domain's own fold.

mod undone;

use super::super::settings::MessageSettings;
use super::*;
use crate::log::JobState;
use uuid::Uuid;
use vizitas_domain::concurrency::Epochs;
use vizitas_domain::event::{Body, Event, Role, Seen};
use vizitas_domain::fold::client::fold;
use vizitas_domain::id::{ActorId, InstallationId, VisitId};
use vizitas_domain::visit::{Agreement, AnsweredBy, Cause, Plan, Priority};

/// Monday, 23 November 2026, 8:00 in Vilnius.
const MONDAY: Time = Time(1_795_413_600);
const DAY: i64 = 24 * 60;

fn id(number: u64) -> Uuid {
    Uuid::from_u128(u128::from(number))
}

/// A client's stream in the making.
struct Story {
    events: Vec<Event>,
    now: Time,
}

impl Story {
    fn new(kind: VisitKind) -> Self {
        let mut story = Self { events: Vec::new(), now: MONDAY };
        let requested = VisitEvent::Requested {
            purpose: "".into(),
            kind,
            minutes: 30,
            workers_needed: 1,
            follows: None,
            skill: "".into(),
            priority: Priority::default(),
        };
        story.add(Role::Coordinator, requested);
        story
    }

    fn add(&mut self, role: Role, event: VisitEvent) -> EventId {
        let position = self.events.len() as u64 + 1;
        let id = EventId(id(position));
        self.events.push(Event {
            id,
            stream: StreamId(Uuid::from_u128(900)),
            position: Some(position),
            installation: InstallationId(Uuid::from_u128(1)),
            actor: ActorId(Uuid::from_u128(2)),
            role,
            seen: Seen { epoch: 1, position: position - 1 },
            at: self.now,
            body: Body::Visit(VisitId(Uuid::from_u128(7)), event),
        });
        id
    }

    fn agreed(&mut self, start: Time, channel: Channel) -> EventId {
        let plan = Plan { start, minutes: 30, workers: vec![ActorId(Uuid::from_u128(2))], place: "".into() };
        let agreement = Agreement { by: AnsweredBy::Client, channel, at: self.now };
        self.add(Role::Coordinator, VisitEvent::Agreed { plan, agreement })
    }

    fn must_move(&mut self) -> EventId {
        self.add(Role::Coordinator, VisitEvent::MustMove { cause: Cause::Ill, note: "".into() })
    }

    fn visit(&self) -> Visit {
        fold(&self.events, &Epochs::default()).visits.into_values().next().unwrap()
    }

    /// What all that happened calls for, as a purpose and minutes from now.
    fn wanted(&self, known: &[JobRow]) -> Vec<Wanted> {
        let news: Vec<News<'_>> = self
            .events
            .iter()
            .filter_map(|event| match &event.body {
                Body::Visit(_, body) => Some(News { id: event.id, at: event.at, event: body }),
                _ => None,
            })
            .collect();
        let hours = Hours::new(MessageSettings::default().hours);
        let plans = self.events.iter().filter_map(|event| match &event.body {
            Body::Visit(_, VisitEvent::Agreed { plan, agreement }) => {
                Some((event.id, Timed { plan: plan.clone(), word: Some(*agreement) }))
            }
            _ => None,
        });
        wanted(&self.visit(), &news, known, &plans.collect(), self.now, &hours)
    }

    fn purposes(&self, known: &[JobRow]) -> Vec<(Purpose, Person)> {
        self.wanted(known).iter().map(|wanted| (wanted.purpose, wanted.person)).collect()
    }

    /// What is called for, as messages in a state.
    fn rows(&self, known: &[JobRow], state: JobState) -> Vec<JobRow> {
        let visit = self.visit();
        let jobs = self
            .wanted(known)
            .into_iter()
            .filter_map(|wanted| wanted.job(StreamId(id(900)), &visit, Channel::Sms));
        let row = |job: Job| JobRow {
            job,
            state,
            due: job.not_before,
            attempts: 1,
            tried: Some(self.now),
            carrier: None,
        };
        jobs.map(row).collect()
    }
}

const SENT: JobState = JobState::Told(Delivery::Sent);

#[test]
fn an_agreement_is_told_reminded_of_asked_about_and_called_about() {
    let mut story = Story::new(VisitKind::Agreed);
    let start = MONDAY.plus_minutes(3 * DAY + 90);
    let plan = story.agreed(start, Channel::Page);
    let expected = [
        (Purpose::Agreed, Person::Instead),
        (Purpose::Reminder, Person::Never),
        (Purpose::Question, Person::Never),
        (Purpose::Question, Person::Always),
    ];
    assert_eq!(story.purposes(&[]), expected);
    let wanted = story.wanted(&[]);
    assert!(wanted.iter().all(|wanted| wanted.plan == Some(plan) && wanted.not_before < wanted.not_after));
    assert_eq!(wanted[0].not_before, MONDAY.plus_minutes(10), "a machine may have pressed the button");
    // Whoever was spoken with need not be called to be told.
    let mut by_phone = Story::new(VisitKind::Agreed);
    by_phone.agreed(start, Channel::Phone);
    assert_eq!(by_phone.purposes(&[])[0], (Purpose::Agreed, Person::Never));
    assert_eq!(by_phone.wanted(&[])[0].not_before, MONDAY);
}

#[test]
fn who_agreed_just_before_is_not_asked_again() {
    let mut story = Story::new(VisitKind::Agreed);
    story.agreed(MONDAY.plus_minutes(DAY + 90), Channel::Phone);
    // Tomorrow's: the question's hour, 9:00 today, is still to come.
    let asked = [
        (Purpose::Agreed, Person::Never),
        (Purpose::Question, Person::Never),
        (Purpose::Question, Person::Always),
    ];
    assert_eq!(story.purposes(&[]), asked);
    let mut later = Story::new(VisitKind::Agreed);
    later.now = MONDAY.plus_minutes(90);
    later.agreed(MONDAY.plus_minutes(DAY + 90), Channel::Phone);
    assert_eq!(later.purposes(&[]), [(Purpose::Agreed, Person::Never)]);
}

#[test]
fn who_has_confirmed_is_reminded_and_asked_no_more() {
    let mut story = Story::new(VisitKind::Agreed);
    let plan = story.agreed(MONDAY.plus_minutes(3 * DAY + 90), Channel::Phone);
    let rows = story.rows(&[], JobState::Waiting);
    let agreement = Agreement { by: AnsweredBy::Client, channel: Channel::Sms, at: story.now };
    story.add(Role::Client, VisitEvent::Acknowledged { plan, agreement });
    assert_eq!(story.purposes(&rows), [(Purpose::Reminder, Person::Never)]);
    let visit = story.visit();
    let holding: Vec<Purpose> =
        rows.iter().filter(|row| holds(&row.job, &visit)).map(|row| row.job.purpose).collect();
    assert_eq!(holding, [Purpose::Agreed, Purpose::Reminder]);
}

#[test]
fn a_move_is_told_as_one_and_speaks_of_the_last_time_alone() {
    let mut story = Story::new(VisitKind::Agreed);
    story.agreed(MONDAY.plus_minutes(3 * DAY), Channel::Phone);
    let first = story.rows(&[], SENT);
    story.must_move();
    story.agreed(MONDAY.plus_minutes(4 * DAY), Channel::Phone);
    story.must_move();
    let last = story.agreed(MONDAY.plus_minutes(5 * DAY), Channel::Phone);
    let wanted = story.wanted(&first);
    assert_eq!((wanted[0].purpose, wanted[0].plan), (Purpose::Moved, Some(last)));
    assert!(wanted.iter().all(|wanted| wanted.plan == Some(last)));
    let visit = story.visit();
    assert!(first.iter().all(|row| !holds(&row.job, &visit)), "nothing about the old time holds");
    // Back to the time agreed first: the client, who was told of another, hears of it.
    let told = story.rows(&first, SENT);
    story.must_move();
    story.agreed(MONDAY.plus_minutes(3 * DAY), Channel::Phone);
    assert_eq!(story.purposes(&[first, told].concat())[0].0, Purpose::Moved);
}

#[test]
fn another_worker_at_the_same_time_is_a_confirmation_told_by_a_person_if_need_be() {
    let mut story = Story::new(VisitKind::Agreed);
    story.agreed(MONDAY.plus_minutes(3 * DAY), Channel::Phone);
    let first = story.rows(&[], SENT);
    story.must_move();
    let covered = story.add(Role::Coordinator, VisitEvent::Covered { workers: vec![ActorId(id(3))] });
    let wanted = story.wanted(&first);
    assert_eq!(
        (wanted[0].purpose, wanted[0].cause, wanted[0].person),
        (Purpose::Agreed, covered, Person::Instead)
    );
}

#[test]
fn nothing_is_told_of_a_plan_that_nobody_said_is_free() {
    let mut story = Story::new(VisitKind::Agreed);
    let plan = Plan { start: MONDAY.plus_minutes(3 * DAY), minutes: 30, workers: vec![], place: "".into() };
    let agreement = Agreement { by: AnsweredBy::Client, channel: Channel::Door, at: story.now };
    let agreed = story.add(Role::Worker, VisitEvent::Agreed { plan, agreement });
    assert!(story.purposes(&[]).is_empty());
    story.add(Role::System, VisitEvent::PlanHeld { plan: agreed });
    assert_eq!(story.purposes(&[])[0], (Purpose::Agreed, Person::Never));
}

#[test]
fn an_unannounced_visit_calls_for_nothing_whatever_happens() {
    let mut story = Story::new(VisitKind::Unannounced);
    let plan = Plan { start: MONDAY.plus_minutes(60), minutes: 30, workers: vec![], place: "".into() };
    let at = story.now;
    let all = [
        (Role::Coordinator, VisitEvent::Scheduled(plan)),
        (Role::Worker, VisitEvent::SetOut { at, arrival: None }),
        (Role::Worker, VisitEvent::Late { at, arrival: at.plus_minutes(90) }),
        (Role::Coordinator, VisitEvent::MustMove { cause: Cause::Ill, note: "".into() }),
        (Role::Coordinator, VisitEvent::Cancelled { by_client: false, reason: "".into() }),
    ];
    for (role, event) in all {
        story.add(role, event);
        assert!(story.wanted(&[]).is_empty(), "{:?}", story.visit().state);
    }
}

#[test]
fn on_the_way_and_late_are_told_while_they_are_news() {
    let mut story = Story::new(VisitKind::Agreed);
    story.agreed(MONDAY.plus_minutes(60), Channel::Phone);
    let rows = story.rows(&[], SENT);
    let (at, arrival) = (MONDAY.plus_minutes(40), MONDAY.plus_minutes(60));
    story.now = at;
    story.add(Role::Worker, VisitEvent::SetOut { at, arrival: Some(arrival) });
    assert_eq!(story.purposes(&rows), [(Purpose::OnTheWay, Person::Never)]);
    story.add(Role::Worker, VisitEvent::Late { at, arrival: MONDAY.plus_minutes(95) });
    assert_eq!(story.purposes(&rows), [(Purpose::Late, Person::Instead)]);
    // Later still: it is told anew, and what was told before is not said again.
    let told = story.rows(&rows, SENT);
    story.now = MONDAY.plus_minutes(70);
    let later = VisitEvent::Late { at: story.now, arrival: MONDAY.plus_minutes(120) };
    let cause = story.add(Role::Worker, later);
    let known = [rows, told].concat();
    let anew = story.wanted(&known);
    let said: Vec<_> = anew.iter().map(|wanted| (wanted.purpose, wanted.cause, wanted.not_after)).collect();
    assert_eq!(said, [(Purpose::Late, cause, MONDAY.plus_minutes(120))]);
    assert!(!ids(&known).contains(&ids(&story.rows(&known, SENT))[0]));
    assert_eq!(story.visit().facts.arrival_estimate, Some(MONDAY.plus_minutes(120)));
    story.now = MONDAY.plus_minutes(121);
    assert!(story.purposes(&known).is_empty(), "she is there by now, or it is another matter");
}

#[test]
fn a_cancellation_is_told_to_those_who_know_of_the_visit() {
    let mut story = Story::new(VisitKind::Agreed);
    let cancelled = || VisitEvent::Cancelled { by_client: false, reason: "".into() };
    let mut unknown = Story::new(VisitKind::Agreed);
    unknown.add(Role::Coordinator, cancelled());
    assert!(unknown.purposes(&[]).is_empty());
    story.agreed(MONDAY.plus_minutes(3 * DAY), Channel::Phone);
    let told = story.rows(&[], JobState::Waiting);
    story.add(Role::Coordinator, cancelled());
    assert_eq!(story.purposes(&told), [(Purpose::Cancelled, Person::Instead)]);
    assert!(told.iter().all(|row| !holds(&row.job, &story.visit())));
}

#[test]
fn a_time_that_cannot_be_kept_is_told_and_two_promises_are_a_persons_matter() {
    let mut story = Story::new(VisitKind::Agreed);
    let plan = story.agreed(MONDAY.plus_minutes(3 * DAY), Channel::Phone);
    let doubled = Story { events: story.events.clone(), now: story.now };
    story.must_move();
    assert_eq!(story.purposes(&[]), [(Purpose::MustMove, Person::Instead)]);
    let mut story = doubled;
    story.add(Role::System, VisitEvent::DoubleBooked { plan, with: VisitId(id(8)) });
    assert_eq!(story.purposes(&[]), [(Purpose::MustMove, Person::Always)]);
}

#[test]
fn where_nothing_is_written_a_person_says_what_the_client_must_hear() {
    let check = |story: &Story, expected: &[(Purpose, Person)]| {
        let visit = story.visit();
        let left = story.wanted(&[]).into_iter().filter_map(|wanted| wanted.unwritten(&visit));
        let left: Vec<_> = left.map(|wanted| (wanted.purpose, wanted.person)).collect();
        assert_eq!(left, expected, "{:?}", visit.state);
    };
    // Who agreed on the telephone knows; and who was asked nothing left nothing unanswered.
    let mut story = Story::new(VisitKind::Agreed);
    let plan = story.agreed(MONDAY.plus_minutes(3 * DAY), Channel::Phone);
    assert!(story.wanted(&[]).iter().any(|wanted| wanted.purpose == Purpose::Question));
    check(&story, &[]);
    let mut doubled = Story { events: story.events.clone(), now: story.now };
    doubled.add(Role::System, VisitEvent::DoubleBooked { plan, with: VisitId(id(8)) });
    check(&doubled, &[(Purpose::MustMove, Person::Always)]);
    story.must_move();
    check(&story, &[(Purpose::MustMove, Person::Instead)]);
    // What the office's books say the office has told.
    let plan =
        |start| Plan { start, minutes: 30, workers: vec![ActorId(Uuid::from_u128(2))], place: "".into() };
    let mut books = Story::new(VisitKind::Agreed);
    for days in [2, 3] {
        let agreement = Agreement { by: AnsweredBy::Import, channel: Channel::Unknown, at: MONDAY };
        let plan = plan(MONDAY.plus_minutes(days * DAY));
        if days == 3 {
            books.must_move();
        }
        books.add(Role::Import, VisitEvent::Agreed { plan, agreement });
    }
    assert_eq!(books.wanted(&[])[0].purpose, Purpose::Moved);
    check(&books, &[]);
}

#[test]
fn how_it_was_is_asked_after_it_was() {
    let mut story = Story::new(VisitKind::Agreed);
    story.agreed(MONDAY.plus_minutes(60), Channel::Phone);
    let at = story.now;
    story.add(Role::Worker, VisitEvent::Arrived { at });
    story.add(Role::Worker, VisitEvent::Started { at, alone_because: "".into() });
    assert!(story.purposes(&[]).is_empty());
    story.add(Role::Worker, VisitEvent::Finished { at, summary: "".into() });
    assert_eq!(story.purposes(&[]), [(Purpose::Rate, Person::Never)]);
}

#[test]
fn what_is_derived_twice_is_the_same_message() {
    let mut story = Story::new(VisitKind::Agreed);
    story.agreed(MONDAY.plus_minutes(3 * DAY), Channel::Phone);
    let once = ids(&story.rows(&[], JobState::Waiting));
    assert_eq!(once, ids(&story.rows(&[], JobState::Waiting)));
    let mut apart = once.clone();
    apart.sort_unstable();
    apart.dedup();
    assert_eq!(apart.len(), once.len());
}

fn in_state(rows: &[JobRow], state: JobState) -> Vec<JobRow> {
    rows.iter().cloned().map(|row| JobRow { state, ..row }).collect()
}

fn ids(rows: &[JobRow]) -> Vec<MessageId> {
    rows.iter().map(|row| row.job.id).collect()
}

#[test]
fn who_takes_a_refusal_back_is_told_reminded_and_asked_as_before() {
    let mut story = Story::new(VisitKind::Agreed);
    story.agreed(MONDAY.plus_minutes(3 * DAY), Channel::Phone);
    let before = story.rows(&[], JobState::Waiting);
    let refused = VisitEvent::Cancelled { by_client: true, reason: "".into() };
    let answer = story.add(Role::Client, refused);
    assert!(before.iter().all(|row| !holds(&row.job, &story.visit())));
    story.add(Role::Client, VisitEvent::AnswerWithdrawn { answer });
    let withdrawn = in_state(&before, JobState::Told(Delivery::Withdrawn));
    assert_eq!(ids(&story.rows(&withdrawn, JobState::Waiting)), ids(&before));
    assert!(before.iter().all(|row| holds(&row.job, &story.visit())));
}

#[test]
fn who_was_told_otherwise_is_told_anew_and_once() {
    let mut story = Story::new(VisitKind::Agreed);
    story.agreed(MONDAY.plus_minutes(3 * DAY), Channel::Phone);
    let agreed = story.rows(&[], SENT);
    story.now = MONDAY.plus_minutes(60);
    let answer = story.add(Role::Client, VisitEvent::Cancelled { by_client: true, reason: "".into() });
    let cancelled = story.rows(&agreed, SENT);
    assert_eq!(cancelled.iter().map(|row| row.job.purpose).collect::<Vec<_>>(), [Purpose::Cancelled]);
    assert!(cancelled.iter().all(|row| holds(&row.job, &story.visit())));
    story.now = MONDAY.plus_minutes(90);
    story.add(Role::Client, VisitEvent::AnswerWithdrawn { answer });
    assert!(cancelled.iter().all(|row| !holds(&row.job, &story.visit())), "it is taken back");
    let known = [agreed, cancelled].concat();
    let told: Vec<_> = story.purposes(&known);
    assert_eq!(told[0], (Purpose::Agreed, Person::Never), "{told:?}");
    let anew: Vec<JobRow> = story.rows(&known, SENT);
    assert!(!ids(&known).contains(&anew[0].job.id), "the same message would never go again");
    story.now = MONDAY.plus_minutes(120);
    let known = [known, anew].concat();
    let again = story.purposes(&known);
    assert!(again.iter().all(|(purpose, _)| *purpose != Purpose::Agreed), "{again:?}");
}

#[test]
fn who_heard_of_another_time_after_she_was_spoken_with_is_told_or_called() {
    let mut story = Story::new(VisitKind::Agreed);
    story.agreed(MONDAY.plus_minutes(3 * DAY), Channel::Phone);
    let first = story.rows(&[], SENT);
    story.must_move();
    let spoken = Agreement { by: AnsweredBy::Client, channel: Channel::Phone, at: story.now };
    story.now = MONDAY.plus_minutes(30);
    let mut other = Story { events: story.events.clone(), now: story.now };
    other.agreed(MONDAY.plus_minutes(4 * DAY), Channel::Page);
    let mut other = other.rows(&first, SENT);
    // Stories number their events alike.
    other.iter_mut().for_each(|row| row.job.plan = Some(EventId(id(99))));
    let plan = Plan {
        start: MONDAY.plus_minutes(5 * DAY),
        minutes: 30,
        workers: vec![ActorId(Uuid::from_u128(2))],
        place: "".into(),
    };
    story.add(Role::Coordinator, VisitEvent::Agreed { plan, agreement: spoken });
    assert_eq!(story.purposes(&[first.clone(), other].concat())[0], (Purpose::Moved, Person::Instead));
    assert_eq!(story.purposes(&first)[0], (Purpose::Moved, Person::Never));
}

#[test]
fn who_answers_neither_an_offer_nor_a_proposal_is_called_before_the_day() {
    let plan =
        |start| Plan { start, minutes: 30, workers: vec![ActorId(Uuid::from_u128(2))], place: "".into() };
    let check = |days: i64, expected: Option<i64>| {
        let start = MONDAY.plus_minutes(days * DAY + 90);
        let events = [
            VisitEvent::Offered { slots: vec![plan(start.plus_minutes(DAY)), plan(start)], until: start },
            VisitEvent::Proposed(plan(start)),
        ];
        for event in events {
            let mut story = Story::new(VisitKind::Agreed);
            let asked = story.add(Role::Coordinator, event);
            let wanted = story.wanted(&[]);
            let calls: Vec<Time> = wanted
                .iter()
                .filter(|wanted| wanted.person == Person::Always && wanted.plan == Some(asked))
                .map(|wanted| wanted.not_before)
                .collect();
            let expected: Vec<Time> =
                expected.map(|minutes| MONDAY.plus_minutes(minutes)).into_iter().collect();
            assert_eq!((wanted[0].person, calls), (Person::Instead, expected), "in {days} days");
            // Whoever answered is not called.
            let rows = story.rows(&[], JobState::Waiting);
            story.add(Role::Coordinator, VisitEvent::Lapsed { offer: asked });
            assert!(rows.iter().all(|row| !holds(&row.job, &story.visit())));
        }
    };
    // On Thursday: at noon of Wednesday. Tomorrow: at noon today. Today, in an hour and a half: in an hour.
    check(3, Some(2 * DAY + 4 * 60));
    check(1, Some(4 * 60));
    check(0, Some(60));
}
