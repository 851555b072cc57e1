//! The app is killed between any two durable steps of every use case that writes, and of a sync; the last record of the
//! outbox is torn at every kind of byte. Opened again it holds all of the change or none, and goes on.

use super::{in_step, in_step_with, met_at_the_door};
use crate::world::{Tablet, World};
use std::collections::BTreeMap;
use std::path::Path;
use vizitas_device::device::Device;
use vizitas_device::error::DeviceError;
use vizitas_device::sync::Ended;
use vizitas_device::view::*;
use vizitas_domain::client::Channel as By;
use vizitas_server::Consent;

/// How much there is of what: ids and seals differ between two runs, numbers do not.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shape {
    waiting: u32,
    rows: BTreeMap<String, usize>,
    drafts: (usize, usize),
}

fn shape(tablet: &Tablet, visit: &VisitArgs) -> Shape {
    let mut app = tablet.open();
    let mut rows = BTreeMap::new();
    for (_, lines) in app.rows().unwrap().values() {
        for line in lines {
            *rows.entry(line.split(' ').next().unwrap().to_owned()).or_insert(0) += 1;
        }
    }
    let seen = app.visit(visit).unwrap();
    // Events that changed a row without adding one show in where each visit stands, in whose a call is, and in what is
    // to be settled.
    *rows.entry(format!("state {:?}", seen.state)).or_insert(0) += 1;
    for day in [None, Some("2026-11-27".to_owned())].map(|day| app.week(&DayArgs { day }).unwrap()) {
        for visit in day.days.iter().flat_map(|day| &day.visits) {
            *rows.entry(format!("{:?} at {:?}", visit.state, visit.time)).or_insert(0) += 1;
        }
    }
    let calls = app.calls().unwrap();
    for call in [calls.due, calls.later, calls.others, calls.ended].concat() {
        let hers = call.owner == CallOwner::Me;
        *rows.entry(format!("hers {hers}, ended {}", call.end.is_some())).or_insert(0) += 1;
    }
    rows.insert("conflicts".to_owned(), app.conflicts().unwrap().len());
    Shape {
        waiting: app.status().unwrap().sync.waiting,
        rows,
        drafts: (seen.draft_notes.len(), seen.draft_summary.len()),
    }
}

type UseCase = (&'static str, Box<dyn Fn(&mut Device, &Names) -> Result<(), DeviceError>>);

/// Whom and what the use cases are about.
struct Names {
    visit: VisitArgs,
    person: String,
    /// A visit that was moved at both ends at once.
    moved: VisitArgs,
}

fn case(
    name: &'static str,
    act: impl Fn(&mut Device, &Names) -> Result<(), DeviceError> + 'static,
) -> UseCase {
    (name, Box::new(act))
}

fn promise(app: &Device) -> String {
    let all = app.promises().unwrap();
    let mut open = all.overdue.iter().chain(&all.today).chain(&all.later).chain(&all.kept);
    open.next().unwrap().id.clone()
}

fn draft(app: &mut Device, names: &Names, field: DraftField, text: &str) -> Result<(), DeviceError> {
    let args = DraftSaveArgs { visit: names.visit.visit.clone(), field, text: text.into() };
    app.draft_save(&args).map(drop)
}

/// Every use case that writes, in the order of a day.
fn use_cases() -> Vec<UseCase> {
    let mut all = on_the_way();
    all.extend(at_the_door());
    all.extend(about_people());
    all.extend(about_calls());
    all.extend(about_times());
    all.extend(at_a_closed_door());
    all
}

fn on_the_way() -> Vec<UseCase> {
    vec![
        case("set out", |app, names| app.set_out(&names.visit).map(drop)),
        case("late", |app, names| {
            app.late(&LateArgs { visit: names.visit.visit.clone(), minutes: 20 }).map(drop)
        }),
        case("undo", |app, names| app.undo(&names.visit).map(drop)),
        case("turn back", |app, names| app.turn_back(&names.visit).map(drop)),
        case("arrive", |app, names| app.arrive(&names.visit).map(drop)),
        case("start", |app, names| app.start(&names.visit).map(drop)),
    ]
}

fn at_the_door() -> Vec<UseCase> {
    vec![
        case("answer", |app, names| {
            let standard = app.visit(&names.visit)?.standard;
            let items = app.standard(&StandardArgs { version: standard, language: "lt".into() })?.items;
            app.answer_checklist(&AnswerChecklistArgs {
                visit: names.visit.visit.clone(),
                item: items[0].item.clone(),
                answer: Answer::Yes,
                why: String::new(),
            })
            .map(drop)
        }),
        case("note", |app, names| {
            app.note(&NoteArgs { visit: names.visit.visit.clone(), text: "Vaikšto su lazda.".into() })
                .map(drop)
        }),
        case("draft of a note", |app, names| draft(app, names, DraftField::Notes, "Ateina duktė.")),
        case("draft of a summary", |app, names| draft(app, names, DraftField::Summary, "Sutarėme.")),
        case("promise", |app, names| {
            app.promise_make(&PromiseMakeArgs {
                person: names.person.clone(),
                visit: Some(names.visit.visit.clone()),
                text: "Paskambinsiu".into(),
                day: "2026-11-26".into(),
                time: None,
            })
            .map(drop)
        }),
        case("finish", |app, names| app.finish(&names.visit).map(drop)),
        case("promise moved", |app, _| {
            let promise = promise(app);
            app.promise_move(&PromiseMoveArgs { promise, day: "2026-11-27".into(), time: None }).map(drop)
        }),
        case("promise kept", |app, _| {
            let promise = promise(app);
            app.promise_keep(&PromiseArgs { promise }).map(drop)
        }),
        case("promise reopened", |app, _| {
            let promise = promise(app);
            app.promise_reopen(&PromiseArgs { promise }).map(drop)
        }),
    ]
}

fn about_people() -> Vec<UseCase> {
    vec![
        case("feedback", |app, names| {
            app.feedback_record(&FeedbackRecordArgs {
                person: names.person.clone(),
                visit: None,
                kind: FeedbackKind::Wish,
                text: "Rytais".into(),
                wants_answer: false,
            })
        }),
        case("mend", |app, names| {
            app.person_mend(&PersonMendArgs {
                person: names.person.clone(),
                contact: None,
                field: PersonField::Access,
                value: "Skambinti du kartus".into(),
            })
            .map(drop)
        }),
        case("contact", |app, names| {
            app.contact_add(&ContactAddArgs {
                person: names.person.clone(),
                name: "Rūta".into(),
                relation: "duktė".into(),
                phone: String::new(),
                same_home: false,
                may_be_told: true,
            })
            .map(drop)
        }),
        case("client", |app, _| app.client_add(&met_at_the_door()).map(drop)),
    ]
}

fn call(names: &Names, outcome: CallOutcome, task: Option<String>) -> CallLogArgs {
    CallLogArgs {
        person: names.person.clone(),
        visit: None,
        task,
        incoming: false,
        caller: CallerArgs::default(),
        number: None,
        outcome,
        text: "Sutarėme.".into(),
        again: None,
    }
}

fn call_task(app: &Device) -> CallTaskArgs {
    let calls = app.calls().unwrap();
    let mut all = calls.due.iter().chain(&calls.ended);
    CallTaskArgs { task: all.next().unwrap().id.clone() }
}

fn about_calls() -> Vec<UseCase> {
    vec![
        case("call that nobody answered", |app, names| {
            app.call_log(&call(names, CallOutcome::NoAnswer, None)).map(drop)
        }),
        case("call left to the office", |app, _| app.call_give_back(&call_task(app)).map(drop)),
        case("call taken", |app, _| app.call_take(&call_task(app)).map(drop)),
        case("call not needed", |app, _| {
            let CallTaskArgs { task } = call_task(app);
            let words = "Jau kalbėjome.".into();
            app.call_end(&CallEndArgs { task, result: CallResult::NotNeeded, words }).map(drop)
        }),
        case("call to be made after all", |app, _| app.call_reopen(&call_task(app)).map(drop)),
        case("call answered", |app, names| {
            let CallTaskArgs { task } = call_task(app);
            app.call_log(&call(names, CallOutcome::Reached, Some(task))).map(drop)
        }),
        case("call by a stranger", |app, _| {
            app.call_new(&CallNewArgs {
                caller: CallerArgs { name: "Petras".into(), ..CallerArgs::default() },
                number: "0 610 00003".into(),
                first_name: String::new(),
                surname: String::new(),
                address: String::new(),
                text: "Prašo pagalbos.".into(),
            })
            .map(drop)
        }),
    ]
}

/// A visit that is under way and no plan names.
fn begun(app: &Device) -> String {
    let day = app.day(&DayArgs { day: None }).unwrap();
    let begun = day.entries.into_iter().find_map(|entry| match entry {
        DayEntry::Visit { row } if row.state == VisitState::Arrived => Some(row.id),
        _ => None,
    });
    begun.unwrap()
}

fn at_a_closed_door() -> Vec<UseCase> {
    vec![
        case("settle", |app, _| {
            let conflict = app.conflicts().unwrap().remove(0);
            let mine = conflict.sides.iter().find(|side| side.by == Author::Me).unwrap();
            app.settle(&SettleArgs { conflict: conflict.id, choice: mine.event.clone() })
        }),
        case("move", |app, names| app.move_time(&moved(names, "10:15")).map(drop)),
        case("arrive elsewhere", |app, names| app.arrive(&names.moved).map(drop)),
        case("nobody opens", |app, names| {
            app.no_access(&NoAccessArgs { visit: names.moved.visit.clone(), card_left: true }).map(drop)
        }),
    ]
}

fn moved(names: &Names, time: &str) -> MoveTimeArgs {
    MoveTimeArgs {
        visit: names.moved.visit.clone(),
        day: "2026-11-25".into(),
        time: time.into(),
        minutes: 30,
        cause: MoveCause::Client,
        contact: None,
        channel: Channel::Phone,
    }
}

fn about_times() -> Vec<UseCase> {
    vec![
        case("unplanned visit", |app, names| {
            app.unplanned_visit(&PersonArgs { person: names.person.clone() }).map(drop)
        }),
        case("interrupt", |app, _| {
            let why = "Prašė ateiti kitą kartą.".into();
            app.interrupt(&InterruptArgs { visit: begun(app), cause: InterruptCause::Refused, why }).map(drop)
        }),
        case("agree", |app, names| {
            app.agree_time(&AgreeTimeArgs {
                person: names.person.clone(),
                visit: None,
                after: None,
                day: "2026-11-26".into(),
                time: "9:00".into(),
                minutes: 30,
                contact: None,
                channel: Channel::Phone,
            })
            .map(drop)
        }),
        case("ask for a visit", |app, names| {
            let wish = RequestVisitArgs { person: names.person.clone(), after: None, minutes: 30 };
            app.request_visit(&wish).map(drop)
        }),
        case("block", |app, _| {
            app.block_time(&BlockTimeArgs {
                day: "2026-11-24".into(),
                from: "12:00".into(),
                to: "12:30".into(),
                reason: "Gydytojas".into(),
            })
        }),
        case("unblock", |app, _| {
            let day = app.day(&DayArgs { day: Some("2026-11-24".into()) }).unwrap();
            let block = day.entries.into_iter().find_map(|entry| match entry {
                DayEntry::Blocked { id, .. } => Some(id),
                _ => None,
            });
            app.unblock(&UnblockArgs { block: block.unwrap() })
        }),
    ]
}

/// A folder's files, to be put back.
type Files = BTreeMap<std::ffi::OsString, Vec<u8>>;

fn files(folder: &Path) -> Files {
    let all = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    all.map(|file| (file.file_name(), std::fs::read(file.path()).unwrap())).collect()
}

fn put_back(folder: &Path, kept: &Files) {
    for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap()) {
        std::fs::remove_file(file.path()).unwrap();
    }
    for (name, bytes) in kept {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}

fn kept(tablet: Tablet) -> (Tablet, Files) {
    let kept = std::cell::RefCell::new(Files::new());
    let tablet = tablet.restarted_after(|folder| *kept.borrow_mut() = files(folder));
    (tablet, kept.into_inner())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_at_any_step_of_any_use_case_leaves_all_of_it_or_nothing() {
    let world = World::new().await;
    let (mut rasa, jonas, ona) =
        (world.tablet("D01").await, world.tablet("D02").await, world.tablet("D03").await);
    let visit = rasa.visit_with("Žukauskienė");
    let person = rasa.open().visit(&visit).unwrap().person.id;
    let names = Names { visit: visit.clone(), person, moved: rasa.visit_with("Miškinis") };
    rasa.line.cut();
    super::move_to(&world, "K-2", "2026-11-24 10:45", Consent::Client(By::Phone));
    rasa.open().move_time(&moved(&names, "9:00")).unwrap();
    rasa.line.mend();
    super::in_step_with(&world, &[&rasa]).await;
    rasa.line.cut();
    let mut kills = 0;
    for (name, act) in use_cases() {
        let (again, before_files) = kept(rasa);
        rasa = again;
        let before = shape(&rasa, &visit);
        act(&mut rasa.open(), &names).unwrap_or_else(|error| panic!("{name}: {error}"));
        let after = shape(&rasa, &visit);
        let (again, after_files) = kept(rasa);
        rasa = again;
        assert_eq!(shape(&rasa, &visit), after, "{name}: an app opened again shows the same");
        let mut saved_once = false;
        for steps in 0.. {
            rasa = rasa.restarted_after(|folder| put_back(folder, &before_files));
            rasa.open().pull_plug_after(steps);
            let done = act(&mut rasa.open(), &names).is_ok();
            let (again, cut) = kept(rasa);
            rasa = again;
            let now = shape(&rasa, &visit);
            assert!(now == before || now == after, "{name}: killed after {steps} steps: {now:?}");
            assert!(now == after || !saved_once && !done, "{name}: what was saved at {steps} is lost");
            if now == before {
                act(&mut rasa.open(), &names).unwrap_or_else(|error| panic!("{name}, again: {error}"));
                assert_eq!(shape(&rasa, &visit), after, "{name}: once, after a kill at {steps}");
            } else if !saved_once {
                saved_once = true;
                rasa = torn(rasa, &visit, (&cut, &before_files), (&before, &after), name);
            }
            if done {
                break;
            }
            kills += 1;
        }
        assert!(saved_once, "{name}");
        rasa = rasa.restarted_after(|folder| put_back(folder, &after_files));
    }
    assert!(kills >= 60, "{kills}");
    rasa.line.mend();
    in_step_with(&world, &[&rasa, &jonas, &ona]).await;
    let line = rasa.open().status().unwrap().sync;
    assert_eq!((line.waiting, line.attention), (0, 0), "what was written through all of it is at the office");
    world.same_everywhere(&[&rasa, &jonas, &ona]);
    world.end().await;
}

/// The outbox holds the change, the replica does not; its last record is torn where a write could stop.
fn torn(
    mut rasa: Tablet,
    visit: &VisitArgs,
    (cut, before_files): (&Files, &Files),
    (before, after): (&Shape, &Shape),
    name: &str,
) -> Tablet {
    let outbox = std::ffi::OsStr::new("outbox");
    let (whole, start) = (&cut[outbox], before_files[outbox].len());
    assert!(whole.len() > start + 13, "{name}: one frame was added");
    // In the length, at its end, in the checksum, at its end, in the content, before its last byte.
    for length in
        [start, start + 1, start + 4, start + 7, start + 12, start + 13, whole.len() - 1, whole.len()]
    {
        let mut files = cut.clone();
        files.insert(outbox.to_owned(), whole[..length].to_vec());
        rasa = rasa.restarted_after(|folder| put_back(folder, &files));
        let expected = if length == whole.len() { after } else { before };
        assert_eq!(&shape(&rasa, visit), expected, "{name}: torn at {length} of {}", whole.len());
    }
    rasa
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_at_any_step_of_a_sync_is_mended_by_the_next() {
    let world = World::new().await;
    let (mut rasa, jonas, ona) =
        (world.tablet("D01").await, world.tablet("D02").await, world.tablet("D03").await);
    let visit = rasa.visit_with("Žukauskienė");
    world.time.pass_minutes(12 * 60);
    // What the clock brings about is said now, not between a sync and the look at what it brought.
    world.office.watch_clock().unwrap();
    for steps in 0.. {
        super::note(&rasa, &visit, &format!("užrašas {steps}"));
        world.office.assign(world.office.office(), "K-3", "D03").unwrap();
        world.office.assign(world.office.office(), "K-3", "D01").unwrap();
        rasa.open().pull_plug_after(steps);
        let done = rasa.sync().await.is_ok();
        rasa = rasa.restarted();
        assert_eq!(super::notes(&rasa, &visit).len(), steps as usize + 1, "after {steps} steps");
        assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
        in_step(&[&jonas, &ona]).await;
        world.same_everywhere(&[&rasa, &jonas, &ona]);
        if done {
            assert!(steps >= 4, "{steps}");
            break;
        }
    }
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_enrolment_that_was_killed_is_begun_anew() {
    let world = World::new().await;
    for steps in 0..2 {
        let rasa = world.tablet_killed_once("D01", steps).await;
        let visit = rasa.visit_with("Žukauskienė");
        super::note(&rasa, &visit, "po visko");
        in_step(&[&rasa]).await;
        world.same_everywhere(&[&rasa]);
    }
    world.end().await;
}
