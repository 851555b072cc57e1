//! A visit's state and the client's channel as the console's JSON names them: the same names as on the tablet's screens.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vizitas_domain::client::Channel;
use vizitas_domain::state::State;

/// Where a visit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) enum VisitState {
    Requested,
    Offered,
    Proposed,
    Unanswered,
    Declined,
    MoveAsked,
    Confirmed,
    RescheduleNeeded,
    Scheduled,
    EnRoute,
    Late,
    Overdue,
    Arrived,
    InProgress,
    Completed,
    NoAccess,
    Interrupted,
    Missed,
    Cancelled,
}

impl From<State> for VisitState {
    fn from(state: State) -> Self {
        match state {
            State::Requested => Self::Requested,
            State::Offered => Self::Offered,
            State::Proposed => Self::Proposed,
            State::Unanswered => Self::Unanswered,
            State::Declined => Self::Declined,
            State::MoveAsked => Self::MoveAsked,
            State::Confirmed => Self::Confirmed,
            State::RescheduleNeeded => Self::RescheduleNeeded,
            State::Scheduled => Self::Scheduled,
            State::EnRoute => Self::EnRoute,
            State::Late => Self::Late,
            State::Overdue => Self::Overdue,
            State::Arrived => Self::Arrived,
            State::InProgress => Self::InProgress,
            State::Completed => Self::Completed,
            State::NoAccess => Self::NoAccess,
            State::Interrupted => Self::Interrupted,
            State::Missed => Self::Missed,
            State::Cancelled => Self::Cancelled,
        }
    }
}

/// How a client is reached, or answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Through {
    /// Not known.
    Unknown,
    Phone,
    Sms,
    Email,
    Letter,
    /// Face to face.
    InPerson,
    /// The client's own page.
    Page,
}

impl From<Channel> for Through {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::Unknown => Self::Unknown,
            Channel::Phone => Self::Phone,
            Channel::Sms => Self::Sms,
            Channel::Email => Self::Email,
            Channel::Letter => Self::Letter,
            Channel::Door => Self::InPerson,
            Channel::Page => Self::Page,
        }
    }
}

impl From<Through> for Channel {
    fn from(through: Through) -> Self {
        match through {
            Through::Unknown => Self::Unknown,
            Through::Phone => Self::Phone,
            Through::Sms => Self::Sms,
            Through::Email => Self::Email,
            Through::Letter => Self::Letter,
            Through::InPerson => Self::Door,
            Through::Page => Self::Page,
        }
    }
}
