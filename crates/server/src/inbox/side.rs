//! The sides of a conflict: who said what, and when. Both are kept until a person chooses.

use crate::error::Error;
use vizitas_domain::address;
use vizitas_domain::client::Field;
use vizitas_domain::event::{Body, Event, Role};
use vizitas_domain::id::{ActorId, EventId};
use vizitas_domain::phone;
use vizitas_domain::state::{Act, State};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{VisitEvent, VisitKind};
use vizitas_replica::{Replica, StreamConflict};

/// One side.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    /// Its event: what is kept when this side is chosen.
    pub(crate) event: EventId,
    /// Who said it.
    pub(crate) actor: ActorId,
    /// In which capacity.
    pub(crate) role: Role,
    /// When, by the maker's clock.
    pub(crate) at: Time,
    /// What was said.
    pub(crate) value: Value,
    /// Whether it holds now.
    pub(crate) stands: bool,
}

/// What was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// A time.
    Plan { start: Time },
    /// Who comes.
    Workers(Vec<ActorId>),
    /// Where it led the visit.
    State(State),
    /// A field of the card.
    Field(Text),
}

/// The events of a conflict in the order of the log.
pub(super) fn events(replica: &Replica, found: &StreamConflict) -> Result<Vec<Event>, Error> {
    let mut events = Vec::with_capacity(found.conflict.events.len());
    for id in &found.conflict.events {
        events.extend(replica.event(*id)?);
    }
    events.sort_by_key(|event| event.position);
    Ok(events)
}

/// What each of the events says of the thing they clash over.
pub(super) fn sides(events: &[Event], found: &StreamConflict) -> Vec<Side> {
    let side = |event: &Event| {
        let value = match &event.body {
            Body::Visit(_, act) => visit_value(act)?,
            Body::ClientRegistered { fields, .. } | Body::FieldsSet(fields) => field_value(fields, events)?,
            _ => return None,
        };
        let Event { id, actor, role, at, .. } = *event;
        Some(Side { event: id, actor, role, at, value, stands: id == found.conflict.stands })
    };
    events.iter().filter_map(side).collect()
}

fn visit_value(act: &VisitEvent) -> Option<Value> {
    Some(match act {
        VisitEvent::Agreed { plan, .. } | VisitEvent::Proposed(plan) | VisitEvent::Scheduled(plan) => {
            Value::Plan { start: plan.start }
        }
        VisitEvent::Covered { workers } => Value::Workers(workers.clone()),
        act => Value::State(Act::of(act)?.leads_to(VisitKind::Agreed)),
    })
}

/// The value of the field that all of the events set.
fn field_value(fields: &[Field], events: &[Event]) -> Option<Value> {
    let sets = |event: &Event, field: &Field| match &event.body {
        Body::ClientRegistered { fields, .. } | Body::FieldsSet(fields) => {
            fields.iter().any(|other| other.name() == field.name())
        }
        _ => false,
    };
    let field = fields.iter().find(|field| events.iter().all(|event| sets(event, field)))?;
    Some(Value::Field(match field {
        Field::Given(v)
        | Field::Surname(v)
        | Field::Email(v)
        | Field::Access(v)
        | Field::GoodTimes(v)
        | Field::BadTimes(v)
        | Field::Greeting(v)
        | Field::Needs(v) => v.clone(),
        Field::Phone(v) => phone::shown(v).into(),
        Field::Address(v) => address::line(v).into(),
        Field::Born(v) => v.map(|day| day.to_string()).unwrap_or_default().into(),
        Field::Risk(v) => v.as_ref().map(|risk| risk.facts.clone()).unwrap_or_default(),
        // What has no words of its own is told apart by who said it.
        _ => Text::default(),
    }))
}
