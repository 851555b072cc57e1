//! Which tasks are one call to make. A new time that needs the client's word, a message about it that did not arrive, two
//! promises for one time: whoever calls settles all of them, so they are one row. Pure.

use vizitas_domain::fold::client::StandingTask;
use vizitas_domain::task::{Task, TaskCause};
use vizitas_domain::text::Text;

/// How much a cause says of why somebody calls about a visit's time; none when it is another matter.
fn tells(cause: TaskCause) -> Option<u8> {
    match cause {
        TaskCause::DoubleBooked => Some(0),
        TaskCause::NeedsWord => Some(1),
        TaskCause::MessageFailed => Some(2),
        TaskCause::MessageUnknown => Some(3),
        TaskCause::Unanswered => Some(4),
        TaskCause::MissedCall
        | TaskCause::AnswerDoubted
        | TaskCause::NotForMe
        | TaskCause::ReplyUnclear
        | TaskCause::NotSeen
        | TaskCause::Silent
        | TaskCause::Other => None,
    }
}

/// Whether a task asks for a call to the client about when the visit is.
pub(super) fn is_about_time(task: &Task) -> bool {
    tells(task.cause).is_some()
}

/// Whether one call settles both.
pub(super) fn same_call(one: &Task, other: &Task) -> bool {
    let both = is_about_time(one) && is_about_time(other);
    one.id == other.id || both && one.visit.is_some() && one.visit == other.visit
}

/// Open tasks that ask for one call as the one that tells most, waiting as long as the first of them and due with the
/// soonest. `None` of no tasks.
pub(super) fn one(mut tasks: Vec<StandingTask>) -> Option<StandingTask> {
    tasks.sort_by_key(|standing| (tells(standing.task.cause), standing.task.at, standing.task.id));
    let due = tasks.iter().map(|standing| standing.task.due).min();
    let at = tasks.iter().map(|standing| standing.task.at).min();
    let owner = tasks.iter().find_map(|standing| standing.task.owner);
    let words = tasks.iter().map(|standing| &standing.task.words).find(|words| !words.is_empty()).cloned();
    let first = tasks.into_iter().next()?;
    let task = Task {
        due: due.unwrap_or(first.task.due),
        at: at.unwrap_or(first.task.at),
        owner,
        words: words.unwrap_or_else(Text::default),
        ..first.task
    };
    Some(StandingTask { task, ..first })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use vizitas_domain::id::{ActorId, TaskId, VisitId};
    use vizitas_domain::time::Time;

    fn task(id: u128, cause: TaskCause, visit: u128, at: i64) -> StandingTask {
        let task = Task {
            id: TaskId(Uuid::from_u128(id)),
            cause,
            visit: (visit > 0).then(|| VisitId(Uuid::from_u128(visit))),
            about: None,
            owner: None,
            due: Time(at + 100),
            words: Text::default(),
            at: Time(at),
        };
        StandingTask { task, actor: ActorId(Uuid::nil()), end: None, also_ended: Vec::new() }
    }

    #[test]
    fn what_one_call_settles_is_one() {
        use TaskCause as C;
        let cases = [
            (C::NeedsWord, 7, C::MessageFailed, 7, true),
            (C::MessageUnknown, 7, C::DoubleBooked, 7, true),
            (C::NeedsWord, 7, C::MessageFailed, 8, false),
            (C::NeedsWord, 0, C::MessageFailed, 0, false),
            (C::NeedsWord, 7, C::MissedCall, 7, false),
            (C::Silent, 7, C::Silent, 7, false),
        ];
        for (one, visit, other, of, expected) in cases {
            let (a, b) = (task(1, one, visit, 0).task, task(2, other, of, 0).task);
            assert_eq!((same_call(&a, &b), same_call(&b, &a)), (expected, expected), "{one:?} {other:?}");
            assert!(same_call(&a, &a));
        }
    }

    #[test]
    fn the_row_says_what_tells_most_and_waits_since_the_first() {
        let mut failed = task(1, TaskCause::MessageFailed, 7, 5);
        failed.task.owner = Some(ActorId(Uuid::from_u128(9)));
        failed.task.words = "skambino".into();
        let row = one(vec![failed.clone(), task(2, TaskCause::NeedsWord, 7, 50)]).unwrap();
        assert_eq!((row.task.cause, row.task.id.0.as_u128()), (TaskCause::NeedsWord, 2));
        assert_eq!((row.task.at, row.task.due), (Time(5), Time(105)));
        assert_eq!((row.task.owner, row.task.words), (failed.task.owner, failed.task.words));
        assert_eq!(one(Vec::new()), None);
    }
}
