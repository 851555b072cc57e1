//! The buttons of a page, and whether a press of one is a person's. Pure: what was pressed before comes in as an argument.
//!
//! Scanners of mail open pages, press every button and submit every form. A person gives one answer, or takes it back and
//! gives another; whoever gives different answers within minutes, or writes where no person sees a field, is doubted.

use crate::log::{Fate, PageAnswer};
use vizitas_domain::id::EventId;
use vizitas_domain::time::Time;

/// For how long answers are held against each other, and nothing is taken after a doubt.
const WINDOW_S: i64 = 10 * 60;
/// So many answers may be taken back within that time before the next one.
const CHANGES_OF_MIND: usize = 1;
/// Different ratings within that time that a person may give,
const RATINGS: usize = 2;
/// and words she may add to them.
const REMARKS: usize = 6;

/// A button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// The time suits.
    Fits,
    /// This one of the offered times.
    Pick(u8),
    /// This other time, instead of the agreed one.
    Move(Time),
    /// Another time.
    Other,
    /// No meeting.
    Cannot,
    /// The old time after all.
    Keep,
    /// From 1, bad, to 5, good.
    Rate(u8),
    /// The message was for somebody else.
    Stranger,
    /// The answer that became this event is taken back.
    Undo,
}

impl Said {
    /// Reads what a form says.
    pub(super) fn read(text: &str) -> Option<Self> {
        Some(match text.split_once(' ').unwrap_or((text, "")) {
            ("fits", "") => Self::Fits,
            ("pick", slot) => Self::Pick(slot.parse().ok()?),
            ("move", at) => Self::Move(Time(at.parse().ok()?)),
            ("other", "") => Self::Other,
            ("cannot", "") => Self::Cannot,
            ("keep", "") => Self::Keep,
            ("rate", score) => Self::Rate(score.parse().ok().filter(|score| (1..=5).contains(score))?),
            ("stranger", "") => Self::Stranger,
            ("undo", "") => Self::Undo,
            _ => return None,
        })
    }

    /// As a form says it.
    pub(super) fn name(self) -> String {
        match self {
            Self::Pick(slot) => format!("pick {slot}"),
            Self::Move(at) => format!("move {}", at.0),
            Self::Rate(score) => format!("rate {score}"),
            plain => plain.word().to_owned(),
        }
    }

    /// Without what it is about.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::Pick(_) => "pick",
            Self::Move(_) => "move",
            Self::Other => "other",
            Self::Cannot => "cannot",
            Self::Keep => "keep",
            Self::Rate(_) => "rate",
            Self::Stranger => "stranger",
            Self::Undo => "undo",
        }
    }

    pub(super) fn is_rating(self) -> bool {
        matches!(self, Self::Rate(_))
    }
}

/// What is to be done with a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ruling {
    /// Record it.
    Take,
    /// It stands already: a button pressed twice, a page loaded anew.
    Repeat,
    /// A machine may have given it: neither it nor what it contradicts stands.
    Doubt,
    /// Somebody will call: nothing is taken for a while.
    Shut,
}

/// Whether it was pressed within the time in which answers are held against each other.
pub(super) fn is_recent(answer: &PageAnswer, now: Time) -> bool {
    now.0.saturating_sub(answer.at.0) <= WINDOW_S
}

/// Rules on a press. `before` is what was pressed on this visit's pages, the newest first.
pub(super) fn rule(
    before: &[PageAnswer],
    said: Said,
    plan: Option<EventId>,
    trap: bool,
    now: Time,
) -> Ruling {
    let recent = || before.iter().filter(|answer| is_recent(answer, now));
    let of = |fate| recent().filter(move |answer| answer.fate == fate);
    if of(Fate::Doubted).next().is_some() {
        return Ruling::Shut;
    }
    if trap {
        return Ruling::Doubt;
    }
    let rated = |answer: &&PageAnswer| Said::read(&answer.said).is_some_and(Said::is_rating);
    if said.is_rating() {
        let others = of(Fate::Stands).filter(rated).filter(|answer| answer.said != said.name()).count();
        let all = of(Fate::Stands).filter(rated).count();
        return if others >= RATINGS || all >= REMARKS { Ruling::Doubt } else { Ruling::Take };
    }
    if matches!(said, Said::Stranger | Said::Undo) {
        return Ruling::Take;
    }
    let standing = of(Fate::Stands).find(|answer| !rated(answer));
    match standing {
        Some(answer) if answer.said == said.name() && answer.plan == plan => Ruling::Repeat,
        Some(_) => Ruling::Doubt,
        None if of(Fate::Undone).count() > CHANGES_OF_MIND => Ruling::Doubt,
        None => Ruling::Take,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use vizitas_domain::id::{StreamId, VisitId};

    const PLAN: Option<EventId> = Some(EventId(Uuid::from_u128(1)));

    fn pressed(said: &str, at: i64, fate: Fate) -> PageAnswer {
        PageAnswer {
            visit: VisitId(Uuid::nil()),
            number: 1,
            stream: StreamId(Uuid::nil()),
            link: [0; 32],
            said: said.to_owned(),
            plan: PLAN,
            event: None,
            at: Time(at),
            fate,
        }
    }

    fn ruling(before: &[(&str, i64, Fate)], said: &str, now: i64) -> Ruling {
        let before: Vec<PageAnswer> =
            before.iter().rev().map(|(said, at, fate)| pressed(said, *at, *fate)).collect();
        rule(&before, Said::read(said).unwrap(), PLAN, false, Time(now))
    }

    #[test]
    fn every_button_is_read_as_it_is_named() {
        let all = [
            Said::Fits,
            Said::Pick(2),
            Said::Move(Time(1_795_509_900)),
            Said::Other,
            Said::Cannot,
            Said::Keep,
        ];
        let more = [Said::Rate(1), Said::Rate(5), Said::Stranger, Said::Undo];
        for said in all.into_iter().chain(more) {
            assert_eq!(Said::read(&said.name()), Some(said));
        }
        for wrong in ["", "fit", "move", "move x", "pick", "pick x", "rate 0", "rate 6", "fits 1"] {
            assert_eq!(Said::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_same_answer_twice_is_one_and_another_one_within_ten_minutes_is_doubted() {
        use Fate::{Doubted, Stale, Stands, Taken};
        assert_eq!(ruling(&[], "fits", 0), Ruling::Take);
        assert_eq!(ruling(&[("fits", 0, Stands)], "fits", 5), Ruling::Repeat);
        assert_eq!(ruling(&[("fits", 0, Stands)], "other", 9 * 60 + 59), Ruling::Doubt);
        assert_eq!(ruling(&[("fits", 0, Stands)], "other", 10 * 60 + 1), Ruling::Take);
        assert_eq!(ruling(&[("pick 0", 0, Stands)], "pick 1", 60), Ruling::Doubt);
        assert_eq!(ruling(&[("move 1", 0, Stands)], "move 1", 60), Ruling::Repeat);
        assert_eq!(ruling(&[("move 1", 0, Stands)], "move 2", 60), Ruling::Doubt);
        assert_eq!(ruling(&[("fits", 0, Doubted)], "fits", 9 * 60 + 59), Ruling::Shut);
        assert_eq!(ruling(&[("fits", 0, Doubted)], "fits", 10 * 60 + 1), Ruling::Take);
        assert_eq!(ruling(&[("pick 0", 0, Taken), ("fits", 5, Stale)], "pick 1", 60), Ruling::Take);
    }

    #[test]
    fn a_person_may_change_her_mind_once() {
        use Fate::{Stands, Undone};
        assert_eq!(ruling(&[("fits", 0, Undone)], "other", 60), Ruling::Take);
        let twice = [("fits", 0, Undone), ("other", 60, Undone)];
        assert_eq!(ruling(&twice, "cannot", 120), Ruling::Doubt);
        assert_eq!(ruling(&twice, "cannot", 20 * 60), Ruling::Take);
        assert_eq!(ruling(&[("rate 4", 0, Stands)], "rate 5", 60), Ruling::Take);
        assert_eq!(ruling(&[("rate 4", 0, Stands), ("rate 5", 1, Stands)], "rate 5", 60), Ruling::Take);
        assert_eq!(ruling(&[("rate 4", 0, Stands), ("rate 5", 1, Stands)], "rate 1", 60), Ruling::Doubt);
        assert_eq!(ruling(&[("fits", 0, Stands)], "stranger", 60), Ruling::Take);
    }

    #[test]
    fn who_writes_where_no_person_sees_a_field_is_doubted() {
        assert_eq!(rule(&[], Said::Fits, PLAN, true, Time(0)), Ruling::Doubt);
        let doubted = [pressed("fits", 0, Fate::Doubted)];
        assert_eq!(rule(&doubted, Said::Fits, PLAN, true, Time(60)), Ruling::Shut);
    }
}
