//! A visit's checklist for other systems: its answers as a FHIR R4 QuestionnaireResponse to the version it was done
//! under. People are named by id alone; the words are the checklist's own and the reasons that were written down.

use crate::device::Device;
use crate::error::DeviceError;
use crate::ids;
use crate::view::{ChecklistArgs, ChecklistFile};
use chrono::{DateTime, SecondsFormat};
use serde_json::{Map, Value, json};
use vizitas_domain::fold::visit::{Check, Visit};
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::state::State;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::Answer;

/// What ids are of: these stand for the lists that the ids belong to.
const VISITS: &str = "urn:vizitas:visit";
const CLIENTS: &str = "urn:vizitas:client";
const WORKERS: &str = "urn:vizitas:worker";

impl Device {
    /// The checklist of a visit as a file to hand over: its name tells the visit's id and nothing else.
    ///
    /// # Errors
    /// `NotFound` when the visit, or the version it was done under, is not here.
    pub fn checklist_file(&self, args: &ChecklistArgs) -> Result<ChecklistFile, DeviceError> {
        let (client, visit) = ids::visit(&args.visit)?;
        let replica = self.replica()?;
        let visit = replica.visit(client, visit)?.ok_or(DeviceError::NotFound)?.visit;
        let version = self.standard_of(&visit)?;
        let published = match replica.questionnaire(&version, &args.language)? {
            Some(found) => Some(found),
            None => replica.questionnaire(&version, "lt")?,
        };
        let published = published.ok_or(DeviceError::NotFound)?;
        let questionnaire = serde_json::from_str(&published.json).map_err(|_| DeviceError::NotFound)?;
        let at = visit.facts.ended.unwrap_or_else(|| self.now());
        let response = response(&questionnaire, &visit, client, self.worker()?, at)?;
        let text = serde_json::to_string_pretty(&response).map_err(|_| DeviceError::NotFound)?;
        Ok(ChecklistFile { name: format!("vizitas-{}.json", visit.id), text })
    }
}

/// The answers of `visit` to `questionnaire`, as `author` gave them, complete at `at`.
///
/// # Errors
/// `NotFound` when the questionnaire has no address or version to be answered to.
fn response(
    questionnaire: &Value,
    visit: &Visit,
    client: StreamId,
    author: ActorId,
    at: Time,
) -> Result<Value, DeviceError> {
    let said = |name: &str| questionnaire.get(name).and_then(Value::as_str).ok_or(DeviceError::NotFound);
    let authored = DateTime::from_timestamp(at.0, 0).ok_or(DeviceError::NotFound)?;
    let mut response = json!({
        "resourceType": "QuestionnaireResponse",
        "language": said("language")?,
        "identifier": { "system": VISITS, "value": visit.id.to_string() },
        "questionnaire": format!("{}|{}", said("url")?, said("version")?),
        "status": status(visit.state),
        "subject": { "type": "Patient", "identifier": { "system": CLIENTS, "value": client.to_string() } },
        "authored": authored.to_rfc3339_opts(SecondsFormat::Secs, true),
        "author": { "type": "Practitioner", "identifier": { "system": WORKERS, "value": author.to_string() } },
    });
    let items: Vec<Value> =
        children(questionnaire).filter_map(|group| answered_group(group, visit)).collect();
    // FHIR knows no empty lists.
    if let (Some(fields), false) = (response.as_object_mut(), items.is_empty()) {
        fields.insert("item".to_owned(), items.into());
    }
    Ok(response)
}

/// How far the response is (FHIR value set questionnaire-answers-status).
fn status(state: State) -> &'static str {
    match state {
        State::Completed => "completed",
        State::Interrupted | State::NoAccess | State::Missed | State::Cancelled => "stopped",
        _ => "in-progress",
    }
}

fn children(item: &Value) -> impl Iterator<Item = &Value> {
    item.get("item").and_then(Value::as_array).into_iter().flatten()
}

/// A stage with what was answered of it; none when nothing was.
fn answered_group(group: &Value, visit: &Visit) -> Option<Value> {
    let answered = |item: &Value| {
        let id: Text = item.get("linkId")?.as_str()?.into();
        answered_item(item, visit.checks.get(&id)?)
    };
    let items: Vec<Value> = children(group).filter_map(answered).collect();
    (!items.is_empty()).then(|| like(group, "item", items))
}

/// A sentence with its answer, and below the answer the reason. None when the answer was taken back.
fn answered_item(item: &Value, check: &Check) -> Option<Value> {
    let code = match check.answer {
        Answer::Yes => "yes",
        Answer::NotNow => "not-now",
        Answer::Cleared => return None,
    };
    let options = item.get("answerOption").and_then(Value::as_array).into_iter().flatten();
    let mut codings = options.filter_map(|option| option.get("valueCoding"));
    let coding = codings.find(|coding| coding.get("code").and_then(Value::as_str) == Some(code))?;
    let mut answer = json!({ "valueCoding": coding });
    let why = children(item).next().filter(|_| check.answer == Answer::NotNow && !check.why.is_empty());
    if let (Some(why), Some(fields)) = (why, answer.as_object_mut()) {
        let reason = like(why, "answer", vec![json!({ "valueString": check.why.to_string() })]);
        fields.insert("item".to_owned(), vec![reason].into());
    }
    Some(like(item, "answer", vec![answer]))
}

/// An item of the response: the question's link id and words, and what it holds.
fn like(question: &Value, holds: &str, what: Vec<Value>) -> Value {
    let mut item = Map::new();
    for name in ["linkId", "text"] {
        item.extend(question.get(name).map(|value| (name.to_owned(), value.clone())));
    }
    item.insert(holds.to_owned(), what.into());
    Value::Object(item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use vizitas_domain::concurrency::Epochs;
    use vizitas_domain::event::{Body, Event, Role, Seen};
    use vizitas_domain::fold::client::fold;
    use vizitas_domain::id::{EventId, InstallationId, VisitId};
    use vizitas_domain::visit::{Agreement, Plan, VisitEvent, VisitKind};

    const LT: &str = include_str!("../../../standard/respectful-visit.1.0.0.lt.json");
    const EN: &str = include_str!("../../../standard/respectful-visit.1.0.0.en.json");
    const GOLDEN: &str = include_str!("../../../tests/fixtures/fhir/questionnaire-response.json");

    fn read(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    const WORKER: ActorId = ActorId(Uuid::from_u128(9));
    const CLIENT: StreamId = StreamId(Uuid::from_u128(8));
    const VISIT: VisitId = VisitId(Uuid::from_u128(7));
    /// 2026-11-23 at 10:04 in Vilnius.
    const END: Time = Time(1_795_421_040);

    /// A visit that was done, folded from its events.
    fn visit(checks: &[(&str, Answer, &str)]) -> Visit {
        let plan = Plan { start: END, minutes: 30, workers: vec![WORKER], place: Text::default() };
        let agreement = Agreement { at: END, ..Agreement::default() };
        let requested = VisitEvent::Requested {
            purpose: Text::default(),
            kind: VisitKind::Agreed,
            minutes: 30,
            workers_needed: 1,
            follows: None,
            skill: "".into(),
            priority: Default::default(),
        };
        let mut acts =
            vec![requested, VisitEvent::Agreed { plan, agreement }, VisitEvent::Arrived { at: END }];
        acts.push(VisitEvent::Started { at: END, alone_because: Text::default() });
        acts.extend(checks.iter().map(|(item, answer, why)| VisitEvent::Checked {
            standard: "1.0.0".into(),
            item: (*item).into(),
            answer: *answer,
            why: (*why).into(),
        }));
        acts.push(VisitEvent::Finished { at: END, summary: Text::default() });
        let event = |(position, act): (u64, VisitEvent)| Event {
            id: EventId(Uuid::from_u128(100 + u128::from(position))),
            stream: CLIENT,
            position: Some(position),
            installation: InstallationId(Uuid::from_u128(6)),
            actor: WORKER,
            role: Role::Worker,
            seen: Seen { epoch: 1, position },
            at: END,
            body: Body::Visit(VISIT, act),
        };
        let events: Vec<Event> = (1..).zip(acts).map(event).collect();
        fold(&events, &Epochs::default()).visits[&VISIT].clone()
    }

    fn export(questionnaire: &str, visit: &Visit) -> Value {
        response(&read(questionnaire), visit, CLIENT, WORKER, visit.facts.ended.unwrap()).unwrap()
    }

    /// What is wrong with items that answer those of a questionnaire: unknown, out of order, or of another type.
    fn faults(asked: &Value, answered: &Value) -> Vec<String> {
        let known: Vec<&Value> = children(asked).collect();
        let mut last = None;
        let mut found = Vec::new();
        for item in children(answered) {
            let id = item["linkId"].as_str().unwrap();
            let Some(place) = known.iter().position(|question| question["linkId"] == id) else {
                found.push(format!("{id} is not asked here"));
                continue;
            };
            if last.replace(place).is_some_and(|before| before >= place) {
                found.push(format!("{id} is out of order"));
            }
            let question = known[place];
            if item["text"] != question["text"] {
                found.push(format!("{id} has other words"));
            }
            match question["type"].as_str().unwrap() {
                "group" => {
                    if item.get("answer").is_some() {
                        found.push(format!("{id} is a group and has an answer"));
                    }
                    found.extend(faults(question, item));
                }
                kind => {
                    let answers = item["answer"].as_array().unwrap();
                    if answers.len() != 1 || !fits(kind, question, &answers[0]) {
                        found.push(format!("{id} has no answer of type {kind}"));
                    }
                    found.extend(faults(question, &answers[0]));
                }
            }
        }
        found
    }

    fn fits(kind: &str, question: &Value, answer: &Value) -> bool {
        let value = answer.as_object().unwrap().keys().find(|name| name.starts_with("value")).unwrap();
        match kind {
            "choice" => {
                let options = question["answerOption"].as_array().unwrap();
                value == "valueCoding" && options.iter().any(|option| option["valueCoding"] == answer[value])
            }
            "string" => {
                let longest = question["maxLength"].as_u64().unwrap() as usize;
                value == "valueString" && answer[value].as_str().unwrap().chars().count() <= longest
            }
            _ => false,
        }
    }

    /// Every sentence of the checklist, answered in turn by yes and not now.
    fn all_answered() -> Vec<(String, Answer, &'static str)> {
        let asked = read(LT);
        let items =
            children(&asked).flat_map(children).map(|item| item["linkId"].as_str().unwrap().to_owned());
        let answer = |at: usize| match at % 3 {
            0 => (Answer::Yes, ""),
            1 => (Answer::NotNow, "Kita kartą"),
            _ => (Answer::NotNow, ""),
        };
        items.enumerate().map(|(at, item)| (item, answer(at).0, answer(at).1)).collect()
    }

    #[test]
    fn every_answer_fits_its_question_in_both_languages() {
        let all = all_answered();
        let all: Vec<_> = all.iter().map(|(item, answer, why)| (item.as_str(), *answer, *why)).collect();
        for questionnaire in [LT, EN] {
            let response = export(questionnaire, &visit(&all));
            assert_eq!(faults(&read(questionnaire), &response), Vec::<String>::new());
            let count: usize = children(&response).map(|group| children(group).count()).sum();
            assert_eq!(count, all.len(), "each sentence of {} is answered", response["questionnaire"]);
        }
    }

    #[test]
    fn a_finished_visit_exports_as_the_golden_file_says() {
        let checks = [
            ("before-promises", Answer::Yes, ""),
            ("before-card", Answer::NotNow, "Pamiršau skyriuje"),
            ("before-open", Answer::Cleared, ""),
            ("during-purpose", Answer::Yes, ""),
            ("of-a-later-version", Answer::Yes, ""),
        ];
        let response = export(LT, &visit(&checks));
        assert_eq!(response, read(GOLDEN), "{}", serde_json::to_string_pretty(&response).unwrap());
        assert_eq!(faults(&read(LT), &response), Vec::<String>::new());
    }

    #[test]
    fn a_response_says_how_far_it_is_and_is_never_an_empty_list() {
        let stands = [
            (State::Completed, "completed"),
            (State::Interrupted, "stopped"),
            (State::NoAccess, "stopped"),
            (State::InProgress, "in-progress"),
        ];
        for (state, status) in stands {
            let response = export(EN, &Visit { state, ..visit(&[]) });
            assert_eq!((&response["status"], response.get("item")), (&json!(status), None));
        }
    }

    #[test]
    fn an_answer_that_does_not_fit_is_found() {
        let mut response = export(LT, &visit(&[("before-card", Answer::Yes, "")]));
        response["item"][0]["item"][0]["answer"][0] = json!({ "valueString": "yes" });
        response["item"][0]["item"][0]["text"] = json!("?");
        assert_eq!(faults(&read(LT), &response).len(), 2);
    }
}
