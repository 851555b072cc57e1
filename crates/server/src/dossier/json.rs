//! The dossier for machines: every word held, under names that stay (docs/DOSSIER.md). It leaves out what is another
//! person's own: the visit that stood in the way of a promise is a colleague's client's.

use super::gather::{Gathered, Registration};
use crate::audit::Place;
use crate::log::{JobRow, PageAnswer, Quarantined};
use serde_json::{Map, Value, json};
use vizitas_domain::event::{Body, Event};
use vizitas_domain::fold::client::ClientState;
use vizitas_domain::id::ActorId;
use vizitas_domain::mention::Whose;
use vizitas_domain::time::Time;
use vizitas_sync::body::kind;

/// The name of the form, and which.
const FORMAT: &str = "vizitas-dossier";
const VERSION: u32 = 1;
/// What people wrote in their own words: read through for other people's names.
pub(super) const WRITTEN: [&str; 25] = [
    "access",
    "alone_because",
    "bad_times",
    "close_reason",
    "comment",
    "facts",
    "good_times",
    "greeting",
    "message",
    "name",
    "needs",
    "note",
    "organisation",
    "place",
    "position",
    "purpose",
    "reason",
    "relation",
    "stop_reason",
    "summary",
    "text",
    "why",
    "wish",
    "words",
    "value",
];

/// What is said of the making.
pub(super) struct Made<'a> {
    pub(super) at: Time,
    pub(super) by: ActorId,
    pub(super) municipality: &'a str,
    /// Whether those who looked are named.
    pub(super) names: bool,
    pub(super) kept: Value,
}

/// The whole dossier.
pub(super) fn dossier(gathered: &Gathered, made: &Made<'_>) -> Value {
    let official = |actor: ActorId, named: bool| {
        let known = gathered.people.get(&actor);
        let mut who = json!({ "id": actor.0, "role": known.map_or("unknown", |official| official.role) });
        if named && let (Some(map), Some(official)) = (who.as_object_mut(), known) {
            map.insert("name".to_owned(), official.name.clone().into());
        }
        who
    };
    let looks: Vec<Value> = gathered
        .looks
        .iter()
        .map(|look| {
            let from = if look.from == Place::Tablet { "tablet" } else { "console" };
            let who = official(look.actor, made.names);
            json!({ "at": look.at, "by": who, "from": from, "refused": look.refused, "reason": look.reason })
        })
        .collect();
    let held: Vec<Value> = gathered
        .held
        .iter()
        .map(|held| json!({ "by": official(held.worker, true), "from": held.from, "to": held.to }))
        .collect();
    let registrations: Vec<Value> = gathered.registrations.iter().map(registration).collect();
    let people: Vec<Value> = named_in(gathered).map(|actor| official(actor, true)).collect();
    let mut whole = json!({
        "format": FORMAT,
        "version": VERSION,
        "made": { "at": made.at, "by": official(made.by, true), "municipality": made.municipality },
        "registrations": registrations,
        "officials": people,
        "who_looked": looks,
        "whose_case": held,
        "documents": [],
        "kept": made.kept,
    });
    let review = review(&whole, gathered);
    if let Some(map) = whole.as_object_mut() {
        map.insert("review".to_owned(), review);
    }
    whole
}

/// Officials whose ids stand in the registrations.
fn named_in(gathered: &Gathered) -> impl Iterator<Item = ActorId> {
    let mut actors: Vec<ActorId> = Vec::new();
    for one in &gathered.registrations {
        actors.extend(one.events.iter().map(|event| event.actor));
        actors.extend(one.state.card.responsible);
        for visit in one.state.visits.values() {
            actors.extend(visit.plan.iter().flat_map(|standing| standing.plan.workers.clone()));
            actors.extend(
                visit.offer.iter().flat_map(|offer| &offer.slots).flat_map(|slot| slot.workers.clone()),
            );
        }
    }
    actors.sort_unstable();
    actors.dedup();
    actors.into_iter()
}

fn value(what: &impl serde::Serialize) -> Value {
    serde_json::to_value(what).unwrap_or_default()
}

fn registration(one: &Registration) -> Value {
    let ClientState { card, contacts, visits, notes, promises, calls, feedback, messages, tasks, .. } =
        &one.state;
    let list = |items: Vec<Value>| Value::Array(items);
    let mut found = json!({
        "client": one.stream.0,
        "goes_on_in": one.state.merged_into.map(|into| into.0),
        "card": value(card),
        "contacts": list(contacts.values().map(value).collect()),
        "visits": list(visits.values().map(value).collect()),
        "notes": value(notes),
        "promises": list(promises.values().map(value).collect()),
        "calls": value(calls),
        "feedback": value(feedback),
        "messages": list(messages.values().map(value).collect()),
        "tasks": list(tasks.values().map(value).collect()),
        "conflicts": value(&one.state.conflicts),
        "sendings": list(one.jobs.iter().map(sending).collect()),
        "answers": list(one.answers.iter().map(answer).collect()),
        "set_aside": list(one.aside.iter().map(aside).collect()),
        "history": list(one.events.iter().map(entry).collect()),
    });
    unlink(&mut found);
    found
}

/// Ids of other clients' visits say whose times met: only that they did is the person's.
fn unlink(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("with");
            if let Some(other) = map.get_mut("double_booked") {
                *other = other.is_string().into();
            }
            map.values_mut().for_each(unlink);
        }
        Value::Array(list) => list.iter_mut().for_each(unlink),
        _ => {}
    }
}

/// An event: when, by whom, what, and all that it says.
fn entry(event: &Event) -> Value {
    let number = kind::of(&event.body);
    let named = kind::CATALOGUE.iter().find(|(known, _)| *known == number);
    let what = named.map_or_else(|| format!("unknown_{number}"), |(_, name)| name.to_lowercase());
    let (visit, said) = match &event.body {
        Body::Visit(visit, act) => (Some(visit.0), value(act)),
        body => (None, value(body)),
    };
    json!({
        "id": event.id.0, "position": event.position, "at": event.at, "by": event.actor.0, "role": event.role,
        "what": what, "visit": visit, "details": fields(inner(said)),
    })
}

/// What stands within the name of its kind.
fn inner(said: Value) -> Value {
    match said {
        Value::Object(map) if map.len() == 1 => map.into_values().next().unwrap_or_default(),
        Value::String(_) => Value::Null,
        other => other,
    }
}

/// Fields of a card as name and value.
fn fields(said: Value) -> Value {
    let field = |one: Value| match one {
        Value::Object(map) if map.len() == 1 => map
            .into_iter()
            .next()
            .map_or(Value::Null, |(name, value)| json!({ "field": snake(&name), "value": value })),
        other => other,
    };
    match said {
        Value::Array(list) => json!({ "fields": list.into_iter().map(field).collect::<Vec<_>>() }),
        Value::Object(mut map) => {
            if let Some(Value::Array(list)) = map.remove("fields") {
                map.insert("fields".to_owned(), list.into_iter().map(field).collect());
            }
            Value::Object(map)
        }
        other => other,
    }
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for (place, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && place > 0 {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

fn sending(row: &JobRow) -> Value {
    json!({
        "id": row.job.id.0, "visit": row.job.visit.0, "purpose": row.job.purpose, "channel": row.job.channel,
        "state": row.state.name(), "not_before": row.job.not_before, "not_after": row.job.not_after,
        "tried": row.tried, "attempts": row.attempts,
    })
}

fn answer(answer: &PageAnswer) -> Value {
    json!({ "visit": answer.visit.0, "at": answer.at, "pressed": answer.said, "fate": answer.fate.name() })
}

fn aside((held, event): &(Quarantined, Option<Event>)) -> Value {
    let mut said = event.as_ref().map(entry).unwrap_or_default();
    if let Some(map) = said.as_object_mut() {
        map.insert("came".to_owned(), value(&held.at));
        return said;
    }
    json!({ "id": held.event.header().id.0, "came": held.at, "what": "sealed" })
}

/// Where other people are named: a pointer (RFC 6901) into the dossier, the characters there, and who it may be.
fn review(whole: &Value, gathered: &Gathered) -> Value {
    let mut found = Vec::new();
    walk(whole, &mut String::new(), "", gathered, &mut found);
    Value::Array(found)
}

fn walk(value: &Value, pointer: &mut String, key: &str, gathered: &Gathered, found: &mut Vec<Value>) {
    let length = pointer.len();
    match value {
        Value::Object(map) => {
            for (name, inside) in map.iter().filter(|(name, _)| !is_official(name)) {
                pointer.push('/');
                pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                walk(inside, pointer, name, gathered, found);
                pointer.truncate(length);
            }
        }
        Value::Array(list) => {
            for (place, inside) in list.iter().enumerate() {
                pointer.push('/');
                pointer.push_str(&place.to_string());
                walk(inside, pointer, key, gathered, found);
                pointer.truncate(length);
            }
        }
        Value::String(text) if WRITTEN.contains(&key) || is_number(key) => {
            for mention in gathered.others.in_text(text) {
                let before = text.get(..mention.at.start).map_or(0, |before| before.chars().count());
                let named = mention.text(text);
                let whose = if mention.whose == Whose::Near { "near" } else { "other" };
                found.push(json!({
                    "where": pointer, "from": before, "to": before + named.chars().count(), "text": named, "whose": whose,
                }));
            }
        }
        _ => {}
    }
}

/// Parts that name officials and the office alone.
fn is_official(name: &str) -> bool {
    matches!(name, "by" | "officials" | "made" | "kept")
}

fn is_number(key: &str) -> bool {
    matches!(key, "phone" | "number")
}

/// The map of an object, for what is shown of it.
pub(super) fn map(value: &Value) -> Option<&Map<String, Value>> {
    value.as_object()
}
