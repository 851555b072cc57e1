//! Where two people changed the same thing: both values in plain view, one tap to settle.

use crate::device::Device;
use crate::error::DeviceError;
use crate::promise::full_name;
use crate::view::{Author, ConflictAbout, ConflictSide, ConflictValue, ConflictView, SettleArgs, VisitState};
use crate::{convert, ids, wall};
use vizitas_domain::client::{Field, FieldName};
use vizitas_domain::concurrency::Clash;
use vizitas_domain::event::{Body, Event, Role};
use vizitas_domain::id::{EventId, StreamId, VisitId};
use vizitas_domain::state::Act;
use vizitas_domain::visit::{Plan, VisitEvent, VisitKind};
use vizitas_domain::{address, phone};
use vizitas_replica::StreamConflict;

impl Device {
    /// Conflicts that wait for a word.
    ///
    /// # Errors
    /// `Locked`.
    pub fn conflicts(&self) -> Result<Vec<ConflictView>, DeviceError> {
        let open = self.replica()?.open_conflicts()?;
        open.iter().filter_map(|conflict| self.conflict_view(conflict).transpose()).collect()
    }

    pub(crate) fn conflict_of(
        &self,
        client: StreamId,
        visit: VisitId,
    ) -> Result<Option<ConflictView>, DeviceError> {
        let all = self.replica()?.conflicts_of(client)?;
        let open = all.iter().find(|c| c.visit == Some(visit) && c.conflict.settled.is_none());
        open.map_or(Ok(None), |conflict| self.conflict_view(conflict))
    }

    /// Settles a conflict: the chosen value holds.
    ///
    /// # Errors
    /// `NotFound` when there is no such conflict, or the choice is none of its values.
    pub fn settle(&mut self, args: &SettleArgs) -> Result<(), DeviceError> {
        let (client, events) = ids::read_conflict(&args.conflict)?;
        let keep: EventId = ids::id(&args.choice)?;
        let known = self.replica()?.conflicts_of(client)?;
        if !events.contains(&keep) || !known.iter().any(|c| c.conflict.events == events) {
            return Err(DeviceError::NotFound);
        }
        self.write(vec![(client, Body::Settled { conflict: events, keep })])?;
        Ok(())
    }

    /// A conflict as it is shown; none when its events are not here (any more).
    fn conflict_view(&self, held: &StreamConflict) -> Result<Option<ConflictView>, DeviceError> {
        let replica = self.replica()?;
        let mut events = Vec::new();
        for id in &held.conflict.events {
            events.extend(replica.event(*id)?);
        }
        events.sort_by_key(|event| event.position.unwrap_or(u64::MAX));
        let name = events.iter().find_map(common_field(&events));
        let mut sides = Vec::new();
        for event in &events {
            if let Some(value) = self.value(held, event, name)? {
                sides.push(self.side(event, value, held.conflict.stands)?);
            }
        }
        if sides.len() < 2 {
            return Ok(None);
        }
        let client = self.client(held.client)?;
        Ok(Some(ConflictView {
            id: ids::conflict(held.client, &held.conflict.events),
            person: held.client.to_string(),
            name: full_name(&client),
            visit: held.visit.map(|visit| ids::within(held.client, visit)),
            about: about(held.conflict.clash, name),
            sides,
            mine_to_settle: true,
        }))
    }

    fn side(
        &self,
        event: &Event,
        value: ConflictValue,
        stands: EventId,
    ) -> Result<ConflictSide, DeviceError> {
        let me = self.worker()?;
        let by = match event.role {
            Role::Worker if event.actor == me => Author::Me,
            Role::Worker => Author::Worker,
            Role::Coordinator => Author::Coordinator,
            Role::Client => Author::Client,
            Role::Import => Author::Import,
            Role::System => Author::System,
        };
        let by_name = if by == Author::Me { None } else { Some(self.name_of(event.actor)?) };
        Ok(ConflictSide {
            event: event.id.to_string(),
            value,
            by,
            by_name: by_name.filter(|name| !name.is_empty()),
            at: wall::moment(&self.calendar, event.at),
            agreed: matches!(
                &event.body,
                Body::Visit(_, VisitEvent::Agreed { .. } | VisitEvent::Picked { .. })
            ),
            stands: event.id == stands,
        })
    }

    fn value(
        &self,
        held: &StreamConflict,
        event: &Event,
        name: Option<FieldName>,
    ) -> Result<Option<ConflictValue>, DeviceError> {
        Ok(match &event.body {
            Body::ClientRegistered { fields, .. } | Body::FieldsSet(fields) => {
                fields.iter().find(|field| Some(field.name()) == name).map(|field| text(words(field)))
            }
            Body::Visit(_, act) => Some(self.visit_value(held, event, act)?),
            _ => None,
        })
    }

    fn visit_value(
        &self,
        held: &StreamConflict,
        event: &Event,
        act: &VisitEvent,
    ) -> Result<ConflictValue, DeviceError> {
        let plan = |plan: &Plan| {
            let at = wall::moment(&self.calendar, plan.start);
            ConflictValue::Plan { day: at.day, time: at.time }
        };
        Ok(match act {
            VisitEvent::Agreed { plan: p, .. } | VisitEvent::Proposed(p) | VisitEvent::Scheduled(p) => {
                plan(p)
            }
            VisitEvent::Covered { workers } => {
                let names: Result<Vec<String>, _> =
                    workers.iter().map(|worker| self.name_of(*worker)).collect();
                text(names?.join(", "))
            }
            _ => {
                let visit = match held.visit {
                    Some(visit) => self.replica()?.visit(held.client, visit)?,
                    None => None,
                };
                let kind = visit.map_or(VisitKind::Agreed, |held| held.visit.kind);
                let state = Act::of(act).map(|act| convert::state(act.leads_to(kind)));
                ConflictValue::State {
                    state: state.unwrap_or(VisitState::Requested),
                    at: Some(wall::clock(&self.calendar, event.at)),
                }
            }
        })
    }
}

/// The field that all of the events set: what a conflict over a card is over.
fn common_field(all: &[Event]) -> impl Fn(&Event) -> Option<FieldName> + '_ {
    let sets = |event: &Event, name: FieldName| match &event.body {
        Body::ClientRegistered { fields, .. } | Body::FieldsSet(fields) => {
            fields.iter().any(|field| field.name() == name)
        }
        _ => false,
    };
    move |event| match &event.body {
        Body::ClientRegistered { fields, .. } | Body::FieldsSet(fields) => {
            fields.iter().map(Field::name).find(|name| all.iter().all(|event| sets(event, *name)))
        }
        _ => None,
    }
}

fn about(clash: Clash, field: Option<FieldName>) -> ConflictAbout {
    match clash {
        Clash::Field => match field {
            Some(FieldName::Phone) => ConflictAbout::Phone,
            Some(FieldName::Address) => ConflictAbout::Address,
            Some(FieldName::Given | FieldName::Surname) => ConflictAbout::Name,
            _ => ConflictAbout::Person,
        },
        Clash::TwoPlans | Clash::StaleAnswer => ConflictAbout::Time,
        Clash::OutOfPlan | Clash::ClientCancelled | Clash::OfficeCancelled => ConflictAbout::Visit,
        Clash::TwoCovers => ConflictAbout::Worker,
        Clash::NotLetIn | Clash::TwoEnds => ConflictAbout::Outcome,
    }
}

fn text(text: String) -> ConflictValue {
    ConflictValue::Text { text }
}

/// A field's value as it is shown.
fn words(field: &Field) -> String {
    match field {
        Field::Given(v)
        | Field::Surname(v)
        | Field::Email(v)
        | Field::Access(v)
        | Field::GoodTimes(v)
        | Field::BadTimes(v)
        | Field::Greeting(v)
        | Field::Needs(v) => v.to_string(),
        Field::Phone(v) => phone::shown(v),
        Field::Address(v) => address::line(v),
        Field::Born(v) => v.map(wall::day_text).unwrap_or_default(),
        Field::Language(v) => convert::language(*v).to_owned(),
        Field::Risk(v) => v.as_ref().map(|risk| risk.facts.to_string()).unwrap_or_default(),
        Field::Channel(_)
        | Field::NeverText(_)
        | Field::TwoWorkers(_)
        | Field::Responsible(_)
        | Field::Suits(_) => String::new(),
    }
}
