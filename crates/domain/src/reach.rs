//! By what a client may be written to: the card without a number or an address whose holder said that what comes there is
//! not for them. It must never change what stands on the card, nor decide who looks into it.

use crate::client::Card;
use crate::fold::client::StandingTask;
use crate::phone;
use crate::task::TaskCause;
use crate::text::Text;

/// The card to write by. A number or an address is left out from when somebody says that it is not this client's until a
/// person has settled that: the task has its outcome, or the card says another one. `tasks` are the client's.
#[must_use]
pub fn card_to_write_by(card: &Card, tasks: &[StandingTask]) -> Card {
    let doubted = |value: &str| {
        let open = tasks.iter().filter(|standing| standing.end.is_none()).map(|standing| &standing.task);
        open.filter(|task| task.cause == TaskCause::NotForMe).any(|task| is_same(&task.words, value))
    };
    let kept = |value: &Text| if doubted(value) { Text::default() } else { value.clone() };
    Card { phone: kept(&card.phone), email: kept(&card.email), ..card.clone() }
}

/// Whether both are one number, however it is spelled, or one address.
fn is_same(one: &str, other: &str) -> bool {
    match (phone::read(one), phone::read(other)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => !one.trim().is_empty() && one.trim().eq_ignore_ascii_case(other.trim()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::client::TaskEnd;
    use crate::id::{ActorId, TaskId};
    use crate::task::{Task, TaskOutcome};
    use crate::time::Time;
    use uuid::Uuid;

    fn task(cause: TaskCause, words: &str, is_open: bool) -> StandingTask {
        let task = Task {
            id: TaskId(Uuid::nil()),
            cause,
            visit: None,
            about: None,
            owner: None,
            due: Time(0),
            words: words.into(),
            at: Time(0),
        };
        let actor = ActorId(Uuid::nil());
        let end = TaskEnd { outcome: TaskOutcome::NotNeeded, words: "".into(), at: Time(1), actor };
        StandingTask { task, actor, end: (!is_open).then_some(end), also_ended: Vec::new() }
    }

    #[test]
    fn what_is_not_the_clients_is_not_written_to_until_a_person_has_settled_it() {
        use TaskCause::{MissedCall, NotForMe};
        const PHONE: &str = "+37061000001";
        const EMAIL: &str = "ona@post.example";
        let card = Card { phone: PHONE.into(), email: EMAIL.into(), ..Card::default() };
        /// What tasks there are, each with the words it has and whether it is open; the number and the address left.
        type Case = (&'static [(TaskCause, &'static str, bool)], &'static str, &'static str);
        let cases: &[Case] = &[
            (&[], PHONE, EMAIL),
            (&[(NotForMe, PHONE, true)], "", EMAIL),
            (&[(NotForMe, "0 610 00001", true)], "", EMAIL),
            (&[(NotForMe, "Ona@Post.example ", true)], PHONE, ""),
            (&[(NotForMe, PHONE, true), (NotForMe, EMAIL, true)], "", ""),
            // Settled, by one of two; about another number; of nobody knows which; about something else.
            (&[(NotForMe, PHONE, false)], PHONE, EMAIL),
            (&[(NotForMe, PHONE, false), (NotForMe, PHONE, true)], "", EMAIL),
            (&[(NotForMe, "+37061000002", true)], PHONE, EMAIL),
            (&[(NotForMe, "", true)], PHONE, EMAIL),
            (&[(MissedCall, PHONE, true)], PHONE, EMAIL),
        ];
        for (tasks, phone, email) in cases {
            let tasks: Vec<_> = tasks.iter().map(|(cause, words, open)| task(*cause, words, *open)).collect();
            let left = card_to_write_by(&card, &tasks);
            assert_eq!((&*left.phone, &*left.email), (*phone, *email), "{tasks:?}");
        }
        let bare = card_to_write_by(&Card::default(), &[task(NotForMe, "", true)]);
        assert_eq!(bare, Card::default());
    }
}
