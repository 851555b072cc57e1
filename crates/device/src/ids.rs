//! The opaque ids of the window: what a screen hands back names both the stream and the thing in it, so that no
//! query has to look for it.

use crate::error::DeviceError;
use std::fmt::Display;
use std::str::FromStr;
use vizitas_domain::id::{EventId, PromiseId, StreamId, TaskId, VisitId};

/// The id of something in a client's stream.
pub(crate) fn within(client: StreamId, thing: impl Display) -> String {
    format!("{client}.{thing}")
}

fn parse<T: FromStr>(text: &str) -> Result<T, DeviceError> {
    text.parse().map_err(|_| DeviceError::NotFound)
}

fn split<T: FromStr>(text: &str) -> Result<(StreamId, T), DeviceError> {
    let (client, thing) = text.split_once('.').ok_or(DeviceError::NotFound)?;
    Ok((parse(client)?, parse(thing)?))
}

pub(crate) fn person(text: &str) -> Result<StreamId, DeviceError> {
    parse(text)
}

pub(crate) fn id<T: FromStr>(text: &str) -> Result<T, DeviceError> {
    parse(text)
}

pub(crate) fn visit(text: &str) -> Result<(StreamId, VisitId), DeviceError> {
    split(text)
}

pub(crate) fn promise(text: &str) -> Result<(StreamId, PromiseId), DeviceError> {
    split(text)
}

pub(crate) fn task(text: &str) -> Result<(StreamId, TaskId), DeviceError> {
    split(text)
}

/// A conflict's id: its client and its sorted events.
pub(crate) fn conflict(client: StreamId, events: &[EventId]) -> String {
    let events: Vec<String> = events.iter().map(ToString::to_string).collect();
    within(client, events.join("+"))
}

pub(crate) fn read_conflict(text: &str) -> Result<(StreamId, Vec<EventId>), DeviceError> {
    let (client, events) = text.split_once('.').ok_or(DeviceError::NotFound)?;
    Ok((parse(client)?, events.split('+').map(parse).collect::<Result<_, _>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn there_and_back() {
        let client = StreamId(Uuid::from_u128(7));
        let name = within(client, VisitId(Uuid::from_u128(9)));
        assert_eq!(visit(&name).unwrap(), (client, VisitId(Uuid::from_u128(9))));
        let events = vec![EventId(Uuid::from_u128(1)), EventId(Uuid::from_u128(2))];
        assert_eq!(read_conflict(&conflict(client, &events)).unwrap(), (client, events));
        for wrong in ["", ".", "x.y", "7"] {
            assert!(visit(wrong).is_err() && read_conflict(wrong).is_err());
        }
    }
}
