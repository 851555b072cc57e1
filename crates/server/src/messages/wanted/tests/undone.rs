//! A move that is undone before its message went.

use super::*;

/// A visit that the client was told of in writing, was moved by her word through a channel, and goes back by the word that
/// she had given first: the messages about each time, and the plan that stands.
fn moved_and_back(channel: Channel) -> (Story, Vec<JobRow>, Vec<JobRow>, EventId) {
    let mut story = Story::new(VisitKind::Agreed);
    let (old, new) = (MONDAY.plus_minutes(3 * DAY), MONDAY.plus_minutes(4 * DAY));
    story.agreed(old, Channel::Phone);
    let given = story.visit().plan.unwrap();
    let first: Vec<JobRow> = story.rows(&[], SENT).into_iter().take(1).collect();
    assert_eq!(first[0].job.purpose, Purpose::Agreed);
    story.now = MONDAY.plus_minutes(5);
    story.must_move();
    story.agreed(new, channel);
    let moved: Vec<JobRow> = story.rows(&first, JobState::Waiting).into_iter().take(1).collect();
    assert_eq!(moved[0].job.purpose, Purpose::Moved);
    story.must_move();
    let back = VisitEvent::Agreed { plan: given.plan, agreement: given.agreement.unwrap() };
    let back = story.add(Role::Coordinator, back);
    (story, first, moved, back)
}

#[test]
fn a_move_that_is_undone_before_its_message_went_is_not_told() {
    let (story, first, moved, back) = moved_and_back(Channel::Email);
    let tells_time = |known: &[JobRow]| {
        let wanted = story.wanted(known).into_iter();
        let told = wanted.filter(|one| matches!(one.purpose, Purpose::Agreed | Purpose::Moved));
        told.map(|one| (one.purpose, one.plan)).collect::<Vec<_>>()
    };
    let withdrawn = in_state(&moved, JobState::Told(Delivery::Withdrawn));
    assert_eq!(tells_time(&[first.clone(), withdrawn].concat()), [], "the client has this time");
    // What went has to be taken back, and what did not arrive said; so has a time that was only asked about.
    let anew = [(Purpose::Moved, Some(back))];
    assert_eq!(tells_time(&[first.clone(), in_state(&moved, SENT)].concat()), anew);
    assert_eq!(tells_time(&in_state(&first, JobState::Told(Delivery::Failed))), anew);
    let mut asked = in_state(&moved, SENT);
    asked[0].job.purpose = Purpose::Offer;
    assert_eq!(tells_time(&[first.clone(), asked].concat()), anew);
    // Whether a person has called nobody knows.
    let mut called = first.clone();
    called[0].job.channel = Channel::Phone;
    assert_eq!(tells_time(&called), anew);
    // Reminders and the question are about what stands.
    assert!(story.wanted(&first).iter().all(|one| one.plan == Some(back)));
}

#[test]
fn who_was_spoken_with_about_a_move_that_is_undone_is_told_what_stands() {
    let (story, first, moved, back) = moved_and_back(Channel::Phone);
    let withdrawn = in_state(&moved, JobState::Told(Delivery::Withdrawn));
    let told = story.wanted(&[first, withdrawn].concat())[0];
    assert_eq!((told.purpose, told.person, told.plan), (Purpose::Agreed, Person::Instead, Some(back)));
    // She was spoken with again: a note will do.
    let (mut story, first, moved, _) = moved_and_back(Channel::Phone);
    story.now = MONDAY.plus_minutes(10);
    story.must_move();
    story.agreed(MONDAY.plus_minutes(3 * DAY), Channel::Phone);
    let withdrawn = in_state(&moved, JobState::Told(Delivery::Withdrawn));
    let told = story.wanted(&[first, withdrawn].concat())[0];
    assert_eq!((told.purpose, told.person), (Purpose::Agreed, Person::Never));
}
