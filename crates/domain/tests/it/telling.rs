//! What the client confirms and takes back, how a visit is rated, what was told, and tasks.

use crate::story::*;
use uuid::Uuid;
use vizitas_domain::client::Channel;
use vizitas_domain::event::Body;
use vizitas_domain::id::{EventId, MessageId, TaskId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::task::{Task, TaskCause, TaskOutcome};
use vizitas_domain::time::Time;
use vizitas_domain::told::{Delivery, Purpose, Told};
use vizitas_domain::visit::{Agreement, VisitEvent};

fn standing(story: &Story) -> EventId {
    story.visit().plan.expect("a plan stands").id
}

fn acknowledged(plan: EventId) -> VisitEvent {
    VisitEvent::Acknowledged { plan, agreement: Agreement { channel: Channel::Page, ..Agreement::default() } }
}

#[test]
fn a_confirmed_plan_is_confirmed_until_it_moves() {
    let mut story = Story::agreed();
    let plan = standing(&story);
    story.knows_all(PERSON);
    let answer = story.tell(PERSON, acknowledged(plan));
    let visit = story.visit();
    assert_eq!(visit.state, State::Confirmed);
    assert_eq!(visit.acknowledged.map(|word| word.channel), Some(Channel::Page));
    story.knows_all(OFFICE);
    story.tell(OFFICE, VisitEvent::Covered { workers: vec![worker(JONAS)] });
    assert!(story.visit().acknowledged.is_some(), "another worker at the same time is no new time");
    story.tell(OFFICE, must_move());
    story.tell(OFFICE, agreed(700, RASA));
    assert!(story.visit().acknowledged.is_none());
    story.knows_all(PERSON);
    story.tell(PERSON, VisitEvent::AnswerWithdrawn { answer });
    assert_eq!(story.visit().state, State::Confirmed);
}

#[test]
fn whoever_comes_at_the_agreed_time_ends_what_stood_in_its_way() {
    let mut story = Story::agreed();
    let plan = standing(&story);
    story.knows_all(OFFICE);
    let with = VisitId(Uuid::from_u128(77));
    story.tell(OFFICE, VisitEvent::DoubleBooked { plan, with });
    let visit = story.visit();
    assert_eq!((visit.state, visit.double_booked), (State::RescheduleNeeded, Some(with)));
    assert!(visit.move_cause.is_some());
    story.tell(OFFICE, VisitEvent::Covered { workers: vec![worker(JONAS)] });
    let visit = story.visit();
    assert_eq!((visit.state, visit.double_booked, visit.move_cause), (State::Confirmed, None, None));
    assert!(visit.plan.unwrap().agreement.is_some(), "the client's word is about the time");
}

#[test]
fn an_answer_to_a_covered_plan_still_counts_and_one_to_an_old_time_is_kept_and_shown() {
    let mut story = Story::agreed();
    let first = standing(&story);
    story.knows_all(OFFICE);
    story.tell(OFFICE, VisitEvent::Covered { workers: vec![worker(JONAS)] });
    story.tell(PERSON, acknowledged(first));
    assert!(story.visit().acknowledged.is_some());
    story.tell(OFFICE, must_move());
    story.tell(OFFICE, agreed(700, RASA));
    let late = story.tell(PERSON, acknowledged(first));
    let visit = story.visit();
    assert!(visit.acknowledged.is_none());
    assert!(visit.conflicts.iter().any(|conflict| conflict.events.contains(&late)));
}

#[test]
fn a_clients_word_is_taken_back_with_what_it_did() {
    let mut story = Story::agreed();
    story.knows_all(PERSON);
    let answer = story.tell(PERSON, cancelled(true));
    assert_eq!(story.visit().state, State::Cancelled);
    story.tell(PERSON, VisitEvent::AnswerWithdrawn { answer });
    assert_eq!(story.visit().state, State::Confirmed);
    let plan = standing(&story);
    let answer = story.tell(PERSON, acknowledged(plan));
    story.tell(PERSON, VisitEvent::AnswerWithdrawn { answer });
    assert!(story.visit().acknowledged.is_none());
}

#[test]
fn a_rating_is_the_last_one_and_0_takes_it_back() {
    let mut story = Story::agreed();
    story.tell(WORKER, arrived(600));
    story.tell(WORKER, finished(640));
    story.knows_all(PERSON);
    let rated = |score| VisitEvent::Rated { score, comment: "ačiū".into(), at: Time(1) };
    story.tell(PERSON, rated(4));
    story.tell(PERSON, rated(5));
    let visit = story.visit();
    assert_eq!((visit.state, visit.rating.map(|rating| rating.score)), (State::Completed, Some(5)));
    story.tell(PERSON, rated(0));
    assert!(story.visit().rating.is_none());
}

#[test]
fn a_task_stays_until_somebody_says_what_came_of_it() {
    let mut story = Story::agreed();
    let task = TaskId(Uuid::from_u128(5));
    let raised = Task {
        id: task,
        cause: TaskCause::MessageFailed,
        visit: Some(VISIT),
        about: None,
        owner: None,
        due: Time(900),
        words: "".into(),
        at: Time(1),
    };
    story.write(OFFICE, Body::TaskRaised(raised.clone()));
    story.write(OFFICE, Body::TaskTaken { task, owner: Some(worker(COORDINATOR)) });
    let standing = |story: &Story| story.state().tasks.get(&task).cloned().expect("the task stands");
    assert_eq!(standing(&story).task.owner, Some(worker(COORDINATOR)));
    story.write(WORKER, Body::TaskMoved { task, due: Time(1_200) });
    assert_eq!(standing(&story).task.due, Time(1_200), "nobody answered: later");
    let done = |outcome| Body::TaskDone { task, outcome, words: "paskambinta".into(), at: Time(2) };
    story.write(OFFICE, done(TaskOutcome::Done));
    story.write(OFFICE, done(TaskOutcome::NotNeeded));
    let end = standing(&story).end.expect("it has an end");
    assert_eq!((end.outcome, end.at), (TaskOutcome::Done, Time(2)), "the first outcome counts");
    let others: Vec<TaskOutcome> = standing(&story).also_ended.iter().map(|end| end.outcome).collect();
    assert_eq!(others, [TaskOutcome::NotNeeded], "the other is kept beside it");
    story.write(WORKER, Body::TaskMoved { task, due: Time(1_500) });
    assert_eq!(standing(&story).task.due, Time(1_200), "what has its outcome is not moved any more");
    story.write(OFFICE, Body::TaskReopened { task });
    story.write(OFFICE, Body::TaskRaised(raised));
    let open = standing(&story);
    assert!(open.end.is_none() && open.also_ended.is_empty(), "raised twice it is one task");
}

#[test]
fn news_of_a_message_belong_to_the_message() {
    let mut story = Story::agreed();
    let told = |delivery, at| {
        Body::MessageTold(Told {
            id: MessageId(Uuid::from_u128(6)),
            visit: Some(VISIT),
            plan: None,
            purpose: Purpose::Agreed,
            channel: Channel::Sms,
            delivery,
            at: Time(at),
            why: "".into(),
        })
    };
    story.write(OFFICE, told(Delivery::Sent, 1));
    story.write(OFFICE, told(Delivery::Delivered, 2));
    let messages = story.state().messages;
    let news: Vec<_> = messages.values().map(|told| (told.delivery, told.at)).collect();
    assert_eq!(news, [(Delivery::Delivered, Time(2))]);
}
