//! The chapters of the dossier for people, in the order in which somebody asks about herself: who I am to you, how you helped
//! me, what you wrote down, what you told me, who looked, and how long you keep it.

use super::shown::{Chapter, Fact, Item, Shower, list, within};
use serde_json::Value;

/// All chapters. `dossier` is the one for machines.
pub(super) fn chapters(shower: &Shower<'_>, dossier: &Value) -> Vec<Chapter> {
    let all = list(dossier, "registrations");
    let each = |make: &dyn Fn(&Value) -> Vec<Item>| -> Vec<Item> { all.iter().flat_map(make).collect() };
    let named = |key: &'static str| {
        each(&|one| list(one, key).iter().map(|entry| written_down(shower, entry)).collect())
    };
    let found: [(&'static str, Vec<Item>); 13] = [
        ("person", each(&|one| vec![person(shower, one)])),
        (
            "near",
            each(&|one| list(one, "contacts").iter().map(|near| shower.item(vec![], near, &[])).collect()),
        ),
        ("visits", each(&|one| visits(shower, one))),
        ("notes", named("notes")),
        (
            "promises",
            each(&|one| {
                list(one, "promises").iter().map(|entry| standing(shower, entry, "promise")).collect()
            }),
        ),
        ("calls", named("calls")),
        ("messages", each(&|one| messages(shower, one))),
        ("feedback", named("feedback")),
        (
            "tasks",
            each(&|one| list(one, "tasks").iter().map(|entry| standing(shower, entry, "task")).collect()),
        ),
        ("conflicts", each(&|one| conflicts(shower, one))),
        ("aside", each(&|one| aside(shower, one))),
        ("changes", each(&|one| vec![changes(shower, one)])),
        ("looked", looked(shower, dossier)),
    ];
    let mut chapters: Vec<Chapter> = Vec::new();
    for (id, mut items) in found {
        items.retain(|item| !item.title.is_empty() || !item.facts.is_empty() || !item.steps.is_empty());
        let mut lead: Vec<String> = shower.words.find(&format!("lead-{id}")).into_iter().collect();
        if id == "visits" {
            lead.extend(help(shower, dossier));
        }
        if items.is_empty() {
            lead = vec![shower.words.say(&format!("none-{id}"))];
        }
        chapters.push(Chapter { id, title: shower.words.say(&format!("chapter-{id}")), lead, items });
    }
    chapters.push(documents(shower));
    chapters.push(kept(shower, dossier));
    chapters
}

fn person(shower: &Shower<'_>, one: &Value) -> Item {
    shower.item(vec![], one.get("card").unwrap_or(&Value::Null), &[])
}

/// How the help went, in numbers, and by which ways.
fn help(shower: &Shower<'_>, dossier: &Value) -> Vec<String> {
    let all = list(dossier, "registrations");
    let visits = || all.iter().flat_map(|one| list(one, "visits"));
    let in_state =
        |state: &str| visits().filter(|visit| visit.get("state").is_some_and(|is| is == state)).count();
    let kept = all.iter().flat_map(|one| list(one, "promises"));
    let kept = kept.filter(|promise| promise.get("end").is_some_and(|end| !end.is_null())).count();
    let promised: usize = all.iter().map(|one| list(one, "promises").len()).sum();
    let calls: usize = all.iter().map(|one| list(one, "calls").len()).sum();
    let count = |id: &str, number: usize| shower.words.with(id, &[("count", &number.to_string())]);
    let mut said = vec![
        count("help-done", in_state("completed")),
        count("help-missed", in_state("missed") + in_state("no_access")),
        count("help-calls", calls),
        shower.words.with("help-promises", &[("kept", &kept.to_string()), ("all", &promised.to_string())]),
    ];
    let mut methods: Vec<&str> = visits()
        .flat_map(|visit| [visit.get("purpose"), visit.get("skill")])
        .filter_map(|text| text.and_then(Value::as_str))
        .filter(|text| !text.is_empty())
        .collect();
    methods.sort_unstable();
    methods.dedup();
    if !methods.is_empty() {
        said.push(shower.words.with("help-methods", &[("methods", &methods.join("; "))]));
    }
    said
}

fn visits(shower: &Shower<'_>, one: &Value) -> Vec<Item> {
    let history = list(one, "history");
    let start = |visit: &Value| {
        let planned = visit.get("plan").and_then(|plan| plan.get("plan")).and_then(|plan| plan.get("start"));
        planned.or_else(|| visit.get("facts").and_then(|facts| facts.get("started"))).and_then(Value::as_i64)
    };
    let mut visits: Vec<&Value> = list(one, "visits").iter().collect();
    visits.sort_by_key(|visit| std::cmp::Reverse(start(visit)));
    let item = |visit: &&Value| {
        let when = start(visit).map(|at| shower.when(Some(&Value::from(at)))).unwrap_or_default();
        let state = visit.get("state").and_then(Value::as_str).unwrap_or_default();
        let state = shower.words.find(&format!("value-state-{state}")).unwrap_or_else(|| state.to_owned());
        let without = ["state", "facts", "first_agreed"];
        let mut item = shower.item(vec![when, state], visit, &without);
        item.facts.extend(shower.facts(visit.get("facts").unwrap_or(&Value::Null), &[]));
        for (key, check) in within(visit, "checks").into_iter().flatten() {
            let label = shower.checks.get(key).cloned().unwrap_or_else(|| key.clone());
            let answers = shower.facts(check, &[]);
            let said = answers.into_iter().flat_map(|fact| fact.said);
            let said: Vec<_> = said
                .flat_map(|piece| [piece, super::shown::Piece { text: " ".into(), marked: false }])
                .collect();
            item.facts.push(Fact { label, said });
        }
        if visit.get("double_booked").and_then(Value::as_bool) == Some(true) {
            let said = Shower::plain(shower.words.say("yes"));
            item.facts.push(Fact { label: shower.words.say("label-double-booked"), said });
        }
        let of_visit = |event: &&Value| event.get("visit") == visit.get("id");
        item.steps = history.iter().filter(of_visit).map(|event| shower.step(event)).collect();
        item
    };
    visits.iter().map(item).collect()
}

/// A note, a call or a word of the client's: when and by whom, then what.
fn written_down(shower: &Shower<'_>, entry: &Value) -> Item {
    let what = entry.get("what").unwrap_or(&Value::Null);
    let corrected = entry.get("corrected_by").is_some_and(|by| !by.is_null());
    let corrects = what.get("corrects").is_some_and(|old| !old.is_null());
    let mark = if corrected {
        "was-corrected"
    } else if corrects {
        "is-correction"
    } else {
        ""
    };
    let mark = if mark.is_empty() { String::new() } else { shower.words.say(mark) };
    shower.item(vec![shower.when(what.get("at")), shower.who(entry.get("actor")), mark], what, &["at"])
}

/// A promise or a task: as it was made, and how it ended.
fn standing(shower: &Shower<'_>, entry: &Value, key: &str) -> Item {
    let made = entry.get(key).unwrap_or(&Value::Null);
    let mut item =
        shower.item(vec![shower.when(made.get("at")), shower.who(entry.get("actor"))], made, &["at"]);
    match entry.get("end") {
        Some(Value::Array(end)) => {
            let how = end.first().and_then(Value::as_str).unwrap_or_default();
            let how = shower.words.find(&format!("value-end-{how}")).unwrap_or_else(|| how.to_owned());
            let said = Shower::plain(format!("{how}, {}", shower.when(end.get(1))));
            item.facts.push(Fact { label: shower.words.say("label-end"), said });
        }
        Some(end @ Value::Object(_)) => item.facts.extend(shower.facts(end, &[])),
        _ => {}
    }
    item
}

/// What the client was told, how far it came, and what was pressed on the page that a message led to.
fn messages(shower: &Shower<'_>, one: &Value) -> Vec<Item> {
    let told = list(one, "messages")
        .iter()
        .map(|told| shower.item(vec![shower.when(told.get("at"))], told, &["at", "plan"]));
    let waiting =
        list(one, "sendings").iter().filter(|row| row.get("state").is_some_and(|state| state == "waiting"));
    let waiting = waiting.map(|row| {
        shower.item(vec![shower.when(row.get("not_before"))], row, &["not_before", "not_after", "attempts"])
    });
    let pressed =
        list(one, "answers").iter().map(|row| shower.item(vec![shower.when(row.get("at"))], row, &["at"]));
    told.chain(waiting).chain(pressed).collect()
}

fn conflicts(shower: &Shower<'_>, one: &Value) -> Vec<Item> {
    let of_visits = list(one, "visits").iter().flat_map(|visit| list(visit, "conflicts"));
    let all = list(one, "conflicts").iter().chain(of_visits);
    all.map(|conflict| {
        let settled = conflict.get("settled").is_some_and(|settled| !settled.is_null());
        let state = shower.words.say(if settled { "conflict-settled" } else { "conflict-open" });
        shower.item(vec![state], conflict, &[])
    })
    .collect()
}

fn aside(shower: &Shower<'_>, one: &Value) -> Vec<Item> {
    let step = |event: &Value| {
        let mut item = Item { title: shower.when(event.get("came")), ..Item::default() };
        item.steps.push(shower.step(event));
        item
    };
    list(one, "set_aside").iter().map(step).collect()
}

/// Every change that is no visit's, in its order.
fn changes(shower: &Shower<'_>, one: &Value) -> Item {
    let own = list(one, "history").iter().filter(|event| event.get("visit").is_none_or(Value::is_null));
    Item { steps: own.map(|event| shower.step(event)).collect(), ..Item::default() }
}

fn looked(shower: &Shower<'_>, dossier: &Value) -> Vec<Item> {
    let who = |entry: &Value| {
        let by = entry.get("by").unwrap_or(&Value::Null);
        let role = by.get("role").and_then(Value::as_str).unwrap_or_default();
        let role = shower.words.say(&format!("role-{role}"));
        let name = by.get("name").and_then(Value::as_str).filter(|name| !name.is_empty());
        name.map_or_else(|| role.clone(), |name| format!("{name} ({role})"))
    };
    let held = list(dossier, "whose_case").iter().map(|held| {
        let to = held.get("to").filter(|to| !to.is_null());
        let to = to.map_or_else(|| shower.words.say("until-now"), |to| shower.when(Some(to)));
        let said = Shower::plain(format!("{} – {to}", shower.when(held.get("from"))));
        let facts = vec![Fact { label: shower.words.say("label-whose-case"), said }];
        Item { title: who(held), facts, steps: Vec::new() }
    });
    let looks = list(dossier, "who_looked").iter().map(|look| {
        let refused = look.get("refused").and_then(Value::as_bool) == Some(true);
        let from = look.get("from").and_then(Value::as_str).unwrap_or_default();
        let how = shower.words.say(if refused { "look-refused" } else { "look" });
        let from = shower.words.say(&format!("look-from-{from}"));
        let title = vec![shower.when(look.get("at")), who(look), format!("{how}, {from}")];
        shower.item(title, look, &["at", "by", "from", "refused"])
    });
    held.chain(looks).collect()
}

fn documents(shower: &Shower<'_>) -> Chapter {
    let lead = vec![shower.words.say("none-documents")];
    Chapter { id: "documents", title: shower.words.say("chapter-documents"), lead, items: Vec::new() }
}

fn kept(shower: &Shower<'_>, dossier: &Value) -> Chapter {
    let mut lead: Vec<String> =
        list(dossier, "kept").iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect();
    lead.push(shower.words.say("kept-rights"));
    Chapter { id: "kept", title: shower.words.say("chapter-kept"), lead, items: Vec::new() }
}
