//! Words of the domain as words of the window, and back. No logic, no text.

use crate::view;
use vizitas_domain::client::{Channel, Language};
use vizitas_domain::register::{FeedbackKind, Reached};
use vizitas_domain::state::State;
use vizitas_domain::visit::{Answer, Cause, StopCause};

pub(crate) fn state(state: State) -> view::VisitState {
    use view::VisitState as V;
    match state {
        State::Requested => V::Requested,
        State::Offered => V::Offered,
        State::Proposed => V::Proposed,
        State::Unanswered => V::Unanswered,
        State::Declined => V::Declined,
        State::MoveAsked => V::MoveAsked,
        State::Confirmed => V::Confirmed,
        State::RescheduleNeeded => V::RescheduleNeeded,
        State::Scheduled => V::Scheduled,
        State::EnRoute => V::EnRoute,
        State::Late => V::Late,
        State::Overdue => V::Overdue,
        State::Arrived => V::Arrived,
        State::InProgress => V::InProgress,
        State::Completed => V::Completed,
        State::NoAccess => V::NoAccess,
        State::Interrupted => V::Interrupted,
        State::Missed => V::Missed,
        State::Cancelled => V::Cancelled,
    }
}

/// The window has no page of the client's own: an answer given there reads as not known.
pub(crate) fn channel(channel: Channel) -> view::Channel {
    match channel {
        Channel::Phone => view::Channel::Phone,
        Channel::Sms => view::Channel::Sms,
        Channel::Email => view::Channel::Email,
        Channel::Letter => view::Channel::Letter,
        Channel::Door => view::Channel::InPerson,
        Channel::Page | Channel::Unknown => view::Channel::Unknown,
    }
}

pub(crate) fn read_channel(channel: view::Channel) -> Channel {
    match channel {
        view::Channel::Phone => Channel::Phone,
        view::Channel::InPerson => Channel::Door,
        view::Channel::Sms => Channel::Sms,
        view::Channel::Email => Channel::Email,
        view::Channel::Letter => Channel::Letter,
        view::Channel::Unknown => Channel::Unknown,
    }
}

/// BCP 47; sign language is a way of speaking Lithuanian here, and the interpreter is named apart.
pub(crate) fn language(language: Language) -> &'static str {
    match language {
        Language::Lt => "lt",
        Language::Ru => "ru",
        Language::Pl => "pl",
        Language::En => "en",
        Language::Sign => "lls",
    }
}

pub(crate) fn read_language(code: &str) -> Language {
    match code {
        "ru" => Language::Ru,
        "pl" => Language::Pl,
        "en" => Language::En,
        "lls" => Language::Sign,
        _ => Language::Lt,
    }
}

pub(crate) fn read_cause(cause: view::MoveCause) -> Cause {
    match cause {
        view::MoveCause::Client => Cause::Client,
        view::MoveCause::Ill => Cause::Ill,
        view::MoveCause::Overrun => Cause::Overrun,
        view::MoveCause::Traffic => Cause::Traffic,
        view::MoveCause::Emergency => Cause::Emergency,
        view::MoveCause::Service => Cause::System,
    }
}

pub(crate) fn read_stop(cause: view::InterruptCause) -> StopCause {
    match cause {
        view::InterruptCause::Asked => StopCause::Asked,
        view::InterruptCause::Refused => StopCause::RefusedEntry,
        view::InterruptCause::Unsafe => StopCause::Unsafe,
        view::InterruptCause::Other => StopCause::Other,
    }
}

pub(crate) fn read_answer(answer: view::Answer) -> Answer {
    match answer {
        view::Answer::Yes => Answer::Yes,
        view::Answer::NotNow => Answer::NotNow,
    }
}

pub(crate) fn answer(answer: Answer) -> Option<view::Answer> {
    match answer {
        Answer::Yes => Some(view::Answer::Yes),
        Answer::NotNow => Some(view::Answer::NotNow),
        Answer::Cleared => None,
    }
}

pub(crate) fn feedback(kind: FeedbackKind) -> view::FeedbackKind {
    match kind {
        FeedbackKind::Complaint => view::FeedbackKind::Complaint,
        FeedbackKind::Wish => view::FeedbackKind::Wish,
        FeedbackKind::Praise => view::FeedbackKind::Praise,
    }
}

pub(crate) fn read_feedback(kind: view::FeedbackKind) -> FeedbackKind {
    match kind {
        view::FeedbackKind::Complaint => FeedbackKind::Complaint,
        view::FeedbackKind::Wish => FeedbackKind::Wish,
        view::FeedbackKind::Praise => FeedbackKind::Praise,
    }
}

pub(crate) fn reached(reached: Reached) -> view::CallOutcome {
    match reached {
        Reached::Spoke => view::CallOutcome::Reached,
        Reached::NoAnswer => view::CallOutcome::NoAnswer,
        Reached::LeftMessage => view::CallOutcome::LeftMessage,
        Reached::WrongNumber => view::CallOutcome::WrongNumber,
    }
}

pub(crate) fn read_reached(outcome: view::CallOutcome) -> Reached {
    match outcome {
        view::CallOutcome::Reached => Reached::Spoke,
        view::CallOutcome::NoAnswer => Reached::NoAnswer,
        view::CallOutcome::LeftMessage => Reached::LeftMessage,
        view::CallOutcome::WrongNumber => Reached::WrongNumber,
    }
}
