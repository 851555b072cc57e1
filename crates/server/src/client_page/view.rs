//! What a page says and asks: pure, from the visit as it is seen. Never the client's name, address or other visits.

use super::look::Sight;
use super::said::{Said, is_recent};
use super::words::Words;
use crate::log::Fate;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, EventId};
use vizitas_domain::phone;
use vizitas_domain::state::State;
use vizitas_domain::text::Text;
use vizitas_domain::visit::Plan;
use vizitas_domain::{client::Channel, time::Time};
use vizitas_message::ical::{Calendar, Entry, Mailbox, Method};
use vizitas_message::{Catalogue, Facts, Person, clock, day, when};

/// A button with a form of its own.
#[derive(Debug)]
pub(super) struct Button {
    pub(super) say: String,
    pub(super) plan: String,
    pub(super) label: String,
    /// `go`, or nothing.
    pub(super) look: &'static str,
}

/// Somebody who comes.
#[derive(Debug)]
pub(super) struct Coming {
    /// The name. Never the position: it may name the service, and a page stays in a browser's tabs and history.
    pub(super) name: String,
    /// The number of the photo behind this link with what it is for who does not see it; none when none is shown.
    pub(super) photo: Option<(usize, String)>,
}

/// A time, set large.
#[derive(Debug)]
pub(super) struct When {
    pub(super) day: String,
    pub(super) clock: String,
    pub(super) about: String,
}

/// What a page says.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What was done just now.
    pub(super) notice: Option<String>,
    pub(super) undo: Option<Button>,
    /// The question, or how things stand.
    pub(super) heading: String,
    pub(super) when: Option<When>,
    pub(super) more: Vec<String>,
    pub(super) buttons: Vec<Button>,
    /// What leads to the form for another time.
    pub(super) other: Option<String>,
    pub(super) cannot: Option<Button>,
    pub(super) calendar: bool,
    /// Where words about the visit may be added: to this rating.
    pub(super) comment: Option<String>,
    pub(super) who: Vec<Coming>,
    pub(super) who_title: String,
    pub(super) ready: Option<String>,
    pub(super) purpose: bool,
    /// As it is dialled, as it is shown.
    pub(super) phone: Option<(String, String)>,
    pub(super) stranger: bool,
}

/// The page.
pub(super) fn page(sight: &Sight, words: Words) -> Page {
    let visit = &sight.visit;
    let mut page = Page { phone: dial(&sight.phone), stranger: true, ..Page::default() };
    stand(&mut page, sight, words);
    say_what_was_done(&mut page, sight, words);
    if comes(visit) {
        let who = sight.workers.iter().zip(&sight.faces).enumerate();
        let coming = who.map(|(number, (name, (_, shown)))| Coming {
            name: name.to_string(),
            photo: shown.then(|| (number, words.name("page-photo", name))),
        });
        page.who = coming.collect();
        page.who_title = words.count("page-who", "count", page.who.len());
        // The office's own words are Lithuanian.
        let own = Some(sight.ready.clone()).filter(|own| !own.is_empty() && words.0.code() == "lt");
        page.ready = own.or_else(|| Some(words.say("page-ready-usual")));
        page.purpose = true;
    }
    page
}

/// Whether somebody is expected, as far as is known: who would have come at a time that is given up may not be who comes.
fn comes(visit: &Visit) -> bool {
    let given_up = matches!(visit.state, State::Declined | State::RescheduleNeeded);
    !visit.state.is_closed() && !given_up
}

/// Whose photo this page shows under a number.
pub(super) fn face(sight: &Sight, number: usize) -> Option<ActorId> {
    let (worker, shown) = sight.faces.get(number).copied()?;
    (shown && comes(&sight.visit)).then_some(worker)
}

/// As it is dialled and as it is shown.
pub(super) fn dial(number: &str) -> Option<(String, String)> {
    (!number.is_empty()).then(|| (number.replace(' ', ""), phone::shown(number)))
}

fn button(said: Said, plan: Option<EventId>, label: String, look: &'static str) -> Button {
    let plan = plan.map(|plan| plan.to_string()).unwrap_or_default();
    Button { say: said.name(), plan, label, look }
}

/// Takes back that it came to the wrong person.
pub(super) fn undo(words: Words) -> Button {
    button(Said::Undo, None, words.say("page-undo"), "")
}

fn set_time(plan: &Plan, words: Words) -> When {
    let place = if plan.place.is_empty() { "page-at-home" } else { "page-elsewhere" };
    let about = words.count("page-about", "minutes", plan.minutes.into());
    When {
        day: sentence(&day(words.0, plan.start)),
        clock: clock(plan.start),
        about: format!("{about}, {}", words.say(place)),
    }
}

/// A sentence begins with a capital letter.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// How the visit stands, and what may be answered.
fn stand(page: &mut Page, sight: &Sight, words: Words) {
    use State as S;
    let visit = &sight.visit;
    let plan = visit.in_question();
    let say = |id: &str| words.say(id);
    let fits = || button(Said::Fits, plan, words.say("page-fits"), "go");
    let planned = visit.plan.as_ref().map(|standing| set_time(&standing.plan, words));
    // None: what a message says of it.
    let (heading, more): (Option<&str>, Option<String>) = match visit.state {
        S::Requested => (Some("page-is-requested"), Some(say("page-more-requested"))),
        S::Offered | S::Unanswered => return choose(page, sight, words),
        S::Proposed => {
            page.buttons.push(fits());
            (None, None)
        }
        S::Confirmed if knows_it(visit) => (None, None),
        S::Confirmed | S::Scheduled => {
            page.buttons.push(fits());
            (None, None)
        }
        S::MoveAsked => {
            if visit.plan.is_some() {
                page.buttons.push(button(Said::Keep, plan, words.say("page-keep"), ""));
            }
            let more = if visit.plan.is_some() { "page-more-move-asked" } else { "page-more-move-asked-new" };
            (Some("page-is-move-asked"), Some(say(more)))
        }
        S::RescheduleNeeded => (None, Some(say("page-more-reschedule-needed"))),
        S::EnRoute => (None, arrival(visit, words, "page-more-arrival")),
        S::Late => (None, arrival(visit, words, "page-more-late")),
        S::Overdue => (Some("page-is-overdue"), Some(say("page-more-overdue"))),
        S::Arrived | S::InProgress => (Some("page-is-in-progress"), None),
        S::Declined => (Some("page-is-declined"), Some(say("page-more-declined"))),
        S::NoAccess => (Some("page-is-no-access"), Some(say("page-more-no-access"))),
        S::Missed => (Some("page-is-missed"), Some(say("page-more-missed"))),
        S::Cancelled => (None, Some(say("page-more-cancelled"))),
        S::Completed | S::Interrupted => return rate(page, sight, words),
    };
    page.heading = heading.map_or_else(|| sight.head.say(words.0), say);
    page.more.extend(more);
    // A time that does not hold any more is not shown as if it did.
    let holds =
        !matches!(visit.state, S::RescheduleNeeded | S::Cancelled | S::Declined | S::Missed | S::NoAccess);
    page.when = planned.filter(|_| holds);
    page.calendar = has_a_time(visit.state);
    let moves = matches!(visit.state, S::Proposed | S::Confirmed | S::EnRoute | S::Late);
    page.other = moves.then(|| say("page-other"));
    let refuses = moves || matches!(visit.state, S::Requested | S::MoveAsked | S::RescheduleNeeded);
    page.cannot = refuses.then(|| button(Said::Cannot, plan, say("page-cannot"), ""));
}

/// The visit for a calendar that the client fills herself; none while it has no time that holds.
pub(super) fn calendar(sight: &Sight, words: Words) -> Option<Calendar> {
    let visit = &sight.visit;
    let standing = visit.plan.as_ref().filter(|_| has_a_time(visit.state))?;
    let person = |name: &Text| Person { name: name.clone(), ..Person::default() };
    let facts = Facts {
        start: standing.plan.start,
        minutes: standing.plan.minutes,
        workers: sight.workers.iter().map(person).collect(),
        phone: sight.phone.as_str().into(),
        municipality: sight.municipality.as_str().into(),
        ..Facts::default()
    };
    let (summary, notes) = Catalogue::published(words.0).calendar(&facts);
    let entry = Entry {
        visit: visit.id,
        sequence: sight.sequence,
        written: sight.now,
        start: standing.plan.start,
        minutes: standing.plan.minutes,
        organizer: sight.organizer.clone(),
        attendee: Mailbox::default(),
        summary: summary.into(),
        notes: notes.into(),
    };
    Some(Calendar::write(Method::Publish, &entry))
}

fn has_a_time(state: State) -> bool {
    matches!(state, State::Confirmed | State::EnRoute | State::Late)
}

/// Whether the client has said, on a page, that the standing time suits.
pub(super) fn knows_it(visit: &Visit) -> bool {
    let agreed = visit.plan.as_ref().and_then(|standing| standing.agreement);
    visit.acknowledged.is_some() || agreed.is_some_and(|agreement| agreement.channel == Channel::Page)
}

fn arrival(visit: &Visit, words: Words, id: &str) -> Option<String> {
    let at: Time = visit.facts.arrival_estimate?;
    Some(words.with(id, "time", &clock(at)))
}

fn choose(page: &mut Page, sight: &Sight, words: Words) {
    let visit = &sight.visit;
    let plan = visit.in_question();
    let slots = visit.offer.iter().flat_map(|offer| &offer.slots).zip(0_u8..);
    for ((slot, number), _) in slots.zip(&sight.free).filter(|(_, free)| **free) {
        let label = sentence(&when(words.0, slot.start));
        page.buttons.push(button(Said::Pick(number), plan, label, "go"));
    }
    let late = visit.state == State::Unanswered;
    let any = !page.buttons.is_empty();
    let (heading, more) = match (late, any) {
        (false, true) => (None, None),
        (true, true) => (None, Some("page-more-late-pick")),
        (false, false) => (Some("page-is-move-asked"), Some("page-more-none-left")),
        (true, false) => (Some("page-is-unanswered"), Some("page-more-unanswered")),
    };
    page.heading = heading.map_or_else(|| sight.head.say(words.0), |id| words.say(id));
    page.more.extend(more.map(|id| words.say(id)));
    if !late {
        page.other = Some(words.say("page-none-fits"));
        page.cannot = Some(button(Said::Cannot, plan, words.say("page-cannot"), ""));
    }
}

/// Other times to be had at once.
pub(super) fn others(sight: &Sight, words: Words) -> Vec<Button> {
    let about = sight.visit.in_question();
    let label = |plan: &Plan| sentence(&when(words.0, plan.start));
    sight.others.iter().map(|plan| button(Said::Move(plan.start), about, label(plan), "go")).collect()
}

fn rate(page: &mut Page, sight: &Sight, words: Words) {
    match &sight.visit.rating {
        Some(rating) => {
            page.heading = words.say("page-is-rated");
            page.comment = Some(Said::Rate(rating.score).name());
        }
        None => {
            page.heading = sight.head.say(words.0);
            let score =
                |score: u8| button(Said::Rate(score), None, words.say(&format!("page-rate-{score}")), "");
            page.buttons.extend((1..=5).rev().map(score));
        }
    }
}

/// What the last press came to. While it is fresh the page asks nothing more: who thinks better of it takes it back.
fn say_what_was_done(page: &mut Page, sight: &Sight, words: Words) {
    let Some(last) = sight.presses.first() else { return };
    let Some(said) = Said::read(&last.said) else { return };
    if said == Said::Stranger && last.fate == Fate::Stands {
        // It was said of another link.
        return;
    }
    let recent = is_recent(last, sight.now);
    let shut = sight.presses.iter().any(|one| one.fate == Fate::Doubted && is_recent(one, sight.now));
    let undo = last.event.filter(|_| last.fate == Fate::Stands && can_be_undone(sight, said));
    let notice = match last.fate {
        _ if shut => "page-said-doubted".to_owned(),
        Fate::Stands => format!("page-said-{}", said.word()),
        Fate::Undone => "page-said-undone".to_owned(),
        Fate::Doubted => "page-said-doubted".to_owned(),
        Fate::Stale => "page-said-stale".to_owned(),
        Fate::Taken => "page-said-taken".to_owned(),
    };
    if recent || shut {
        page.notice = Some(words.say(&notice));
    }
    if shut || (recent && undo.is_some()) {
        (page.buttons, page.other, page.cannot, page.comment) = (Vec::new(), None, None, None);
    }
    // Refused and cancelled visits have no other way back.
    let only_way = matches!(sight.visit.state, State::Cancelled | State::Declined);
    if !shut && (recent || only_way) {
        page.undo = undo.map(|event| button(Said::Undo, Some(event), words.say("page-undo"), ""));
    }
}

/// Whether nothing has happened since an answer that taking it back would upset.
pub(super) fn can_be_undone(sight: &Sight, said: Said) -> bool {
    let visit = &sight.visit;
    match said {
        Said::Move(_) => visit.state == State::Confirmed && sight.moved.is_some(),
        Said::Fits | Said::Pick(_) | Said::Keep => visit.state == State::Confirmed,
        Said::Other => visit.state == State::MoveAsked,
        Said::Cannot => matches!(visit.state, State::Cancelled | State::Declined),
        Said::Rate(_) | Said::Stranger | Said::Undo => false,
    }
}
