//! What a call leaves to do: the tasks that it ends, and the one that it raises. One rule for the office and for a tablet
//! without signal. It must never decide when to call again, nor whose the call is: both come in.

use crate::event::Body;
use crate::fold::client::StandingTask;
use crate::id::{ActorId, TaskId};
use crate::register::{Call, Reached};
use crate::task::{Task, TaskCause, TaskOutcome};
use crate::text::Text;
use crate::time::Time;

/// How long until a call is made again when nobody says, in minutes.
pub const AGAIN_MINUTES: i64 = 60;

/// What must be known to say what a call leaves to do.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The client's tasks, those with an outcome among them.
    pub tasks: &'a [StandingTask],
    /// The tasks that the call was made for: one call may settle several.
    pub made_for: &'a [TaskId],
    /// Who is to do what it leaves; none: the office.
    pub owner: Option<ActorId>,
    /// When to call again if nobody was reached.
    pub again: Time,
    /// The id of a task that is raised.
    pub new: TaskId,
    /// Now, by whoever writes the call down.
    pub now: Time,
}

/// The events that follow a call, in their order.
///
/// Whoever was reached has the task done that the call was made for, and all that only asked to call back. Where nobody
/// answered a task says to call again; one that is open and asks for this call already is to be done at that time. A wrong
/// number is a task to find the right one.
#[must_use]
pub fn follow_up(call: &Call, around: &Around<'_>) -> Vec<Body> {
    let open =
        || around.tasks.iter().filter(|standing| standing.end.is_none()).map(|standing| &standing.task);
    let is_asked = |task: &Task| around.made_for.contains(&task.id) || task.cause == TaskCause::MissedCall;
    match call.reached {
        Reached::Spoke => {
            open().filter(|task| is_asked(task)).map(|task| done(task.id, call, around)).collect()
        }
        Reached::NoAnswer if open().any(is_asked) => {
            let due = around.again;
            let later = open().filter(|task| is_asked(task) && task.due != due);
            later.map(|task| Body::TaskMoved { task: task.id, due }).collect()
        }
        Reached::NoAnswer => vec![raised(TaskCause::MissedCall, around.again, &call.message, call, around)],
        Reached::WrongNumber => {
            let is_known = |task: &Task| task.cause == TaskCause::NotForMe && task.words == call.number;
            if open().any(is_known) {
                return Vec::new();
            }
            vec![raised(TaskCause::NotForMe, around.now, &call.number, call, around)]
        }
        Reached::LeftMessage => Vec::new(),
    }
}

fn done(task: TaskId, call: &Call, around: &Around<'_>) -> Body {
    Body::TaskDone { task, outcome: TaskOutcome::Done, words: call.message.clone(), at: around.now }
}

fn raised(cause: TaskCause, due: Time, words: &Text, call: &Call, around: &Around<'_>) -> Body {
    Body::TaskRaised(Task {
        id: around.new,
        cause,
        visit: call.visit,
        about: None,
        owner: around.owner,
        due,
        words: words.clone(),
        at: around.now,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::client::TaskEnd;
    use crate::register::Direction;
    use uuid::Uuid;

    const NEW: TaskId = TaskId(Uuid::from_u128(9));
    const OWNER: ActorId = ActorId(Uuid::from_u128(3));

    fn call(reached: Reached) -> Call {
        Call {
            visit: None,
            at: Time(600),
            direction: Direction::Out,
            name: "".into(),
            organisation: "".into(),
            position: "".into(),
            number: "+37061000001".into(),
            reached,
            message: "Tiks antradienį.".into(),
        }
    }

    /// A task that is known by its name; one that has its outcome is named with a dash before it.
    fn standing(name: &&str) -> StandingTask {
        let (id, cause, words) = match name.trim_start_matches('-') {
            "missed" => (1, TaskCause::MissedCall, ""),
            "failed" => (2, TaskCause::MessageFailed, ""),
            "wrong" => (3, TaskCause::NotForMe, "+37061000001"),
            _ => (4, TaskCause::NotForMe, "+37061000002"),
        };
        let task = Task {
            id: TaskId(Uuid::from_u128(id)),
            cause,
            visit: None,
            about: None,
            owner: None,
            due: Time(0),
            words: words.into(),
            at: Time(0),
        };
        let end = name.starts_with('-').then(|| TaskEnd {
            outcome: TaskOutcome::Done,
            words: "".into(),
            at: Time(1),
            actor: OWNER,
        });
        StandingTask { task, actor: OWNER, end, also_ended: Vec::new() }
    }

    /// How the call went, the client's tasks, for which of them it was made, and what follows.
    type Case<'a> = (Reached, &'a [&'a str], Option<u128>, &'a [&'a str]);

    /// What follows, in short: which tasks end, and which cause is raised for when.
    fn follows(reached: Reached, tasks: &[&str], made_for: Option<u128>) -> Vec<String> {
        let tasks: Vec<StandingTask> = tasks.iter().map(standing).collect();
        let made_for: Vec<TaskId> = made_for.iter().map(|id| TaskId(Uuid::from_u128(*id))).collect();
        let around = Around {
            tasks: &tasks,
            made_for: &made_for,
            owner: Some(OWNER),
            again: Time(4200),
            new: NEW,
            now: Time(600),
        };
        let short = |body: Body| match body {
            Body::TaskDone { task, outcome: TaskOutcome::Done, words, at: Time(600) }
                if *words == *"Tiks antradienį." =>
            {
                format!("done {}", task.0.as_u128())
            }
            Body::TaskRaised(task) if task.id == NEW && task.owner == Some(OWNER) => {
                format!("{:?} by {}: {}", task.cause, task.due.0, &*task.words)
            }
            Body::TaskMoved { task, due } => format!("moved {} to {}", task.0.as_u128(), due.0),
            other => format!("{other:?}"),
        };
        follow_up(&call(reached), &around).into_iter().map(short).collect()
    }

    #[test]
    fn each_way_a_call_goes_leaves_what_it_should() {
        use Reached::{LeftMessage, NoAnswer, Spoke, WrongNumber};
        let again = "MissedCall by 4200: Tiks antradienį.";
        let elsewhere = "NotForMe by 600: +37061000001";
        let cases: &[Case<'_>] = &[
            (NoAnswer, &[], None, &[again]),
            (NoAnswer, &["missed"], None, &["moved 1 to 4200"]),
            (NoAnswer, &["-missed"], None, &[again]),
            (NoAnswer, &["failed"], None, &[again]),
            (NoAnswer, &["failed"], Some(2), &["moved 2 to 4200"]),
            (NoAnswer, &["missed", "failed"], Some(2), &["moved 1 to 4200", "moved 2 to 4200"]),
            (NoAnswer, &["-failed"], Some(2), &[again]),
            (Spoke, &[], None, &[]),
            (Spoke, &["missed", "failed"], None, &["done 1"]),
            (Spoke, &["missed", "failed"], Some(2), &["done 1", "done 2"]),
            (Spoke, &["-failed"], Some(2), &[]),
            (LeftMessage, &["missed"], Some(1), &[]),
            (LeftMessage, &[], None, &[]),
            (WrongNumber, &["missed"], Some(1), &[elsewhere]),
            (WrongNumber, &["wrong"], None, &[]),
            (WrongNumber, &["-wrong", "other"], None, &[elsewhere]),
        ];
        for (nth, (reached, tasks, made_for, expected)) in cases.iter().enumerate() {
            assert_eq!(follows(*reached, tasks, *made_for), *expected, "case {nth}");
        }
    }
}
