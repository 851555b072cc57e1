//! The dossier for people: the same values in words, in the order in which somebody asks about herself. It shows nothing that
//! is not in the dossier for machines, and drops nothing that she or anybody wrote.

use super::json::{WRITTEN, map};
use super::words::Words;
use crate::planning::calendar;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use uuid::Uuid;
use vizitas_domain::client::Address;
use vizitas_domain::mention::{Others, pieces};
use vizitas_domain::time::Time;
use vizitas_domain::{address, phone};
use vizitas_planning::calendar::Calendar;

/// Moments among the values.
const MOMENTS: [&str; 18] = [
    "agreed_at",
    "arrival",
    "arrival_estimate",
    "arrived",
    "at",
    "due",
    "ended",
    "first_agreed",
    "first_due",
    "from",
    "since",
    "set_out",
    "start",
    "started",
    "to",
    "until",
    "came",
    "tried",
];
/// What names a thing for machines, or says again what stands beside it.
const PASSED_OVER: [&str; 28] = [
    "id",
    "corrects",
    "corrected_by",
    "removed",
    "visit",
    "plan_id",
    "version",
    "follows",
    "void",
    "conflicts",
    "events",
    "stands",
    "settled",
    "conflict",
    "keep",
    "fact",
    "offer_id",
    "task",
    "promise",
    "update_needed",
    "arrival_estimate",
    "since",
    "about",
    "listed",
    "checks",
    "double_booked",
    "also_ended",
    "who_arrived",
];

/// What is told first, in this order; the rest follows by name.
const FIRST: [&str; 24] = [
    "given",
    "surname",
    "name",
    "relation",
    "born",
    "number",
    "address",
    "phone",
    "email",
    "language",
    "channel",
    "never_text",
    "responsible",
    "kind",
    "purpose",
    "start",
    "plan",
    "minutes",
    "workers",
    "at",
    "text",
    "message",
    "words",
    "reason",
];
/// What is told when it is not so, too.
const ALSO_NOT: [&str; 4] = ["never_text", "two_workers", "may_be_told", "answer_wished"];

/// A piece of a text, and whether it names somebody else.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) marked: bool,
}

pub(super) type Marked = Vec<Piece>;

/// A name and what stands behind it.
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) said: Marked,
}

/// Something that happened.
pub(super) struct Step {
    pub(super) at: String,
    pub(super) who: String,
    pub(super) what: String,
    pub(super) facts: Vec<Fact>,
}

/// A thing with what is known of it and how it came about.
#[derive(Default)]
pub(super) struct Item {
    pub(super) title: String,
    pub(super) facts: Vec<Fact>,
    pub(super) steps: Vec<Step>,
}

/// A chapter.
pub(super) struct Chapter {
    pub(super) id: &'static str,
    pub(super) title: String,
    /// Said before all else; or that there is nothing.
    pub(super) lead: Vec<String>,
    pub(super) items: Vec<Item>,
}

/// What turns values into words.
pub(super) struct Shower<'a> {
    pub(super) words: Words,
    pub(super) others: &'a Others,
    pub(super) names: BTreeMap<Uuid, String>,
    /// Sentences of the checklist by item.
    pub(super) checks: BTreeMap<String, String>,
    calendar: Calendar,
}

impl<'a> Shower<'a> {
    pub(super) fn new(words: Words, others: &'a Others, dossier: &Value) -> Self {
        let mut names = BTreeMap::new();
        for official in dossier.get("officials").and_then(Value::as_array).into_iter().flatten() {
            let id = official.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
            let name = official.get("name").and_then(Value::as_str).filter(|name| !name.is_empty());
            let role = official.get("role").and_then(Value::as_str).unwrap_or_default();
            let said = name.map_or_else(|| words.say(&format!("role-{role}")), ToOwned::to_owned);
            names.extend(id.map(|id: Uuid| (id, said)));
        }
        Self { words, others, names, checks: super::checklist::sentences(words.code()), calendar: calendar() }
    }

    /// `2026-11-24 9:05`
    pub(super) fn moment(&self, at: Time) -> String {
        let (day, minute) = self.calendar.local(at);
        format!("{day} {}:{:02}", minute / 60, minute % 60)
    }

    pub(super) fn when(&self, value: Option<&Value>) -> String {
        value.and_then(Value::as_i64).map_or_else(String::new, |at| self.moment(Time(at)))
    }

    pub(super) fn who(&self, value: Option<&Value>) -> String {
        let id = value.and_then(Value::as_str).and_then(|id| id.parse::<Uuid>().ok());
        id.and_then(|id| self.names.get(&id).cloned()).unwrap_or_default()
    }

    pub(super) fn plain(text: impl Into<String>) -> Marked {
        vec![Piece { text: text.into(), marked: false }]
    }

    /// What somebody wrote, with other people's names marked.
    pub(super) fn written(&self, text: &str) -> Marked {
        let found = self.others.in_text(text);
        let piece = |(text, whose): (vizitas_domain::text::Text, _)| Piece {
            text: text.to_string(),
            marked: Option::<vizitas_domain::mention::Whose>::is_some(&whose),
        };
        pieces(text, &found).into_iter().map(piece).collect()
    }

    /// Everything that an object says, each with its name.
    pub(super) fn facts(&self, value: &Value, without: &[&str]) -> Vec<Fact> {
        let mut facts = Vec::new();
        let rank = |key: &str| FIRST.iter().position(|first| *first == key).unwrap_or(FIRST.len());
        let mut fields: Vec<_> = map(value).into_iter().flatten().collect();
        fields.sort_by_key(|(key, _)| rank(key));
        for (key, inside) in fields {
            if !PASSED_OVER.contains(&key.as_str()) && !without.contains(&key.as_str()) {
                self.fact(key, inside, &mut facts);
            }
        }
        facts
    }

    fn fact(&self, key: &str, value: &Value, facts: &mut Vec<Fact>) {
        match (key, value) {
            (_, Value::Null) => {}
            ("suits", Value::Array(suits)) => {
                let said: Vec<String> = suits.iter().filter_map(|suit| self.suit(suit)).collect();
                self.add(key, Self::plain(said.join("; ")), facts);
            }
            ("address", Value::Object(_)) => {
                let read: Option<Address> = serde_json::from_value(value.clone()).ok();
                self.add(key, Self::plain(read.map_or_else(String::new, |read| address::line(&read))), facts);
            }
            ("fields", Value::Array(fields)) => {
                for field in fields {
                    let name = field.get("field").and_then(Value::as_str).unwrap_or_default();
                    self.fact(name, field.get("value").unwrap_or(&Value::Null), facts);
                }
            }
            (_, Value::Object(map)) => {
                for (name, inside) in map.iter().filter(|(name, _)| !PASSED_OVER.contains(&name.as_str())) {
                    // The client's word on a plan: who gave it, when and how.
                    let of_word = matches!(key, "agreement" | "acknowledged")
                        && matches!(name.as_str(), "at" | "by" | "channel");
                    if of_word {
                        self.fact(&format!("agreed_{name}"), inside, facts);
                    } else {
                        self.fact(name, inside, facts);
                    }
                }
            }
            (_, Value::Array(list)) if list.iter().all(Value::is_string) => {
                let names: Vec<String> =
                    list.iter().map(|one| self.who(Some(one))).filter(|who| !who.is_empty()).collect();
                self.add(key, Self::plain(names.join(", ")), facts);
            }
            (_, Value::Array(list)) => list.iter().for_each(|one| self.fact(key, one, facts)),
            (_, Value::Bool(false)) if !ALSO_NOT.contains(&key) => {}
            (_, Value::Bool(yes)) => {
                self.add(key, Self::plain(self.words.say(if *yes { "yes" } else { "no" })), facts);
            }
            (_, Value::Number(number)) => {
                let moment = number.as_i64().filter(|_| MOMENTS.contains(&key));
                let said = moment.map_or_else(|| number.to_string(), |at| self.moment(Time(at)));
                self.add(key, Self::plain(said), facts);
            }
            (_, Value::String(text)) => self.text(key, text, facts),
        }
    }

    fn text(&self, key: &str, text: &str, facts: &mut Vec<Fact>) {
        if text.parse::<Uuid>().is_ok() {
            let who = self.who(Some(&Value::from(text)));
            return self.add(key, Self::plain(who), facts);
        }
        if matches!(key, "phone" | "number") {
            return self.add(key, self.written(&phone::shown(text)), facts);
        }
        if key == "item" {
            let sentence = self.checks.get(text).cloned().unwrap_or_else(|| text.to_owned());
            return self.add(key, Self::plain(sentence), facts);
        }
        // A page's answer may say which: `pick 0`.
        let named = text.split(' ').next().unwrap_or_default().to_lowercase();
        let value = self.words.find(&format!("value-{}-{named}", key.trim_start_matches("agreed_")));
        match value {
            Some(said) => self.add(key, Self::plain(said), facts),
            None if WRITTEN.contains(&key) => self.add(key, self.written(text), facts),
            None => self.add(key, Self::plain(text), facts),
        }
    }

    fn add(&self, key: &str, said: Marked, facts: &mut Vec<Fact>) {
        let label = self.words.find(&format!("label-{}", key.replace('_', "-")));
        let label = label.unwrap_or_else(|| key.to_owned());
        let text = |said: &Marked| said.iter().map(|piece| piece.text.as_str()).collect::<String>();
        // What was asked for and what was planned are often the same.
        let again = facts.iter().any(|fact| fact.label == label && text(&fact.said) == text(&said));
        if !again && !text(&said).is_empty() {
            facts.push(Fact { label, said });
        }
    }

    fn suit(&self, suit: &Value) -> Option<String> {
        let number = |key: &str| suit.get(key).and_then(Value::as_u64);
        let clock = |minute: u64| format!("{}:{:02}", minute / 60, minute % 60);
        let day = self.words.say(&format!("weekday-{}", number("weekday")?));
        let good = suit.get("good").and_then(Value::as_bool)?;
        let said = format!("{day} {}–{}", clock(number("from")?), clock(number("to")?));
        Some(self.words.with(if good { "suit-good" } else { "suit-bad" }, &[("when", &said)]))
    }

    /// What happened, told by an event.
    pub(super) fn step(&self, event: &Value) -> Step {
        let what = event.get("what").and_then(Value::as_str).unwrap_or_default().replace('_', "-");
        let said = self.words.find(&format!("did-{what}")).unwrap_or_else(|| self.words.say("did-unknown"));
        let who = self.who(event.get("by"));
        let role = event.get("role").and_then(Value::as_str).unwrap_or_default();
        let by_client = role == "client";
        Step {
            at: self.when(event.get("at")),
            who: if by_client { self.words.say("who-client") } else { who },
            what: said,
            facts: self.facts(event.get("details").unwrap_or(&Value::Null), &["at"]),
        }
    }

    /// An item whose title is when and by whom.
    pub(super) fn item(&self, title: Vec<String>, value: &Value, without: &[&str]) -> Item {
        let title: Vec<String> = title.into_iter().filter(|part| !part.is_empty()).collect();
        Item { title: title.join(" · "), facts: self.facts(value, without), steps: Vec::new() }
    }
}

/// How many names are marked in all of it.
pub(super) fn marks(chapters: &[Chapter]) -> usize {
    let facts = |facts: &[Fact]| -> usize {
        facts.iter().flat_map(|fact| &fact.said).filter(|piece| piece.marked).count()
    };
    let item =
        |item: &Item| facts(&item.facts) + item.steps.iter().map(|step| facts(&step.facts)).sum::<usize>();
    chapters.iter().flat_map(|chapter| &chapter.items).map(item).sum()
}

/// A list within an object.
pub(super) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// An object within another.
pub(super) fn within<'v>(value: &'v Value, key: &str) -> Option<&'v Map<String, Value>> {
    value.get(key).and_then(Value::as_object)
}
