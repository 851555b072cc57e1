//! Nothing opens the tablet any more, and nothing on it is lost: by the supervisor's code without signal, and by two people of
//! the office with their shares.

use super::{in_step, note, notes};
use crate::desk::Desk;
use crate::world::{Drawer, PIN, Tablet, World};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use vizitas_device::device::Device;
use vizitas_device::error::DeviceError;
use vizitas_device::pin::FLOOR;
use vizitas_device::recovery::{ask_office, look_at_office};
use vizitas_device::sync::{self, Ended};
use vizitas_device::transport::{Failure, Request, Route, Transport};
use vizitas_device::uptime::Uptime;
use vizitas_device::view::*;
use vizitas_server::log::{StaffRow, Write};
use vizitas_server::recovery::{Holder, Share};
use vizitas_server::staff::{NewStaff, StaffRole};
use zeroize::Zeroizing;

const NEW_PIN: &str = "482913";
const NOTE: &str = "Dar neišsiųsta.";
const DRAFT: &str = "Nebaigta min";
const PASSWORDS: [&str; 2] = ["ežeras po beržais", "keturi pilki vilkai"];
const PHRASES: [&str; 2] = ["žalias arklys šoka", "du gaidžiai giedojo"];

/// Where the two keep their shares.
struct Shares {
    _folder: tempfile::TempDir,
    files: [PathBuf; 2],
}

impl Shares {
    /// A new recovery key; the two are people of the office.
    fn made(world: &World) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = ["a", "b"].map(|name| {
            let stick = folder.path().join(name);
            std::fs::create_dir(&stick).unwrap();
            stick.join("share")
        });
        let holders = [0, 1].map(|n| {
            let login = ["vilma", "tomas"][n].to_owned();
            let new = NewStaff {
                login: login.clone(),
                name: String::new(),
                role: StaffRole::Head,
                unit: String::new(),
                worker: None,
            };
            // Of an earlier key they are there already.
            drop(world.office.add_staff_with(&new, PASSWORDS[n]));
            let called = login.clone();
            // Who keeps a share has signed in once.
            let signs_in = move |log: &mut dyn Write| {
                let row = log.read().staff_named(&called)?.expect("one of the two");
                log.put_staff(&StaffRow { totp_proved: true, ..row })
            };
            world.office.log().write(signs_in).unwrap();
            let of = |text: &str| Zeroizing::new(text.to_owned());
            Holder { login, password: of(PASSWORDS[n]), passphrase: of(PHRASES[n]) }
        });
        let places = [files[0].as_path(), files[1].as_path()];
        world.office.create_recovery_key([&holders[0], &holders[1]], places).unwrap();
        Self { _folder: folder, files }
    }

    fn read(&self) -> [Share; 2] {
        [0, 1].map(|n| Share::read(&self.files[n]).unwrap())
    }

    /// Opens for the one tablet that waits.
    fn answer(&self, world: &World) -> Result<(), vizitas_server::Error> {
        let waiting = world.office.recoveries().unwrap();
        let [a, b] = self.read();
        world.office.answer_recovery(&waiting[0], [(&a, PHRASES[0]), (&b, PHRASES[1])])
    }
}

/// Writes without signal, leaves something unfinished, locks, and tries ten wrong PINs.
fn locked_out(rasa: &Tablet) -> VisitArgs {
    let visit = rasa.visit_with("Žukauskienė");
    rasa.line.cut();
    note(rasa, &visit, NOTE);
    let draft = DraftSaveArgs { visit: visit.visit.clone(), field: DraftField::Notes, text: DRAFT.into() };
    rasa.open().draft_save(&draft).unwrap();
    rasa.open().lock();
    let up = Arc::new(AtomicU64::new(0));
    let running = Arc::clone(&up);
    rasa.open().set_stopwatch(Arc::new(move || Uptime::of("a", running.load(Ordering::SeqCst))));
    while !matches!(rasa.open().unlock("739164"), Err(DeviceError::PinGone)) {
        let wait = rasa.open().status().unwrap().pin.unwrap().wait_s;
        up.fetch_add(wait.into(), Ordering::SeqCst);
    }
    assert!(matches!(rasa.open().unlock(PIN), Err(DeviceError::PinGone)));
    visit
}

/// All is as it was left, and reaches the office.
async fn all_there(world: &World, rasa: &Tablet, visit: &VisitArgs) {
    assert_eq!(notes(rasa, visit), [NOTE]);
    assert_eq!(rasa.open().visit(visit).unwrap().draft_notes, DRAFT);
    assert!(rasa.open().status().unwrap().sync.waiting > 0, "and waits still");
    rasa.line.mend();
    in_step(&[rasa]).await;
    assert_eq!(rasa.open().status().unwrap().sync.waiting, 0);
    let again = world.tablet("D01").await;
    assert_eq!(notes(&again, visit), [NOTE]);
    rasa.open().lock();
    rasa.open().unlock(NEW_PIN).unwrap();
    in_step(&[rasa]).await;
    world.same_everywhere(&[rasa]);
}

async fn given(desk: &Desk) -> Value {
    let tablets = desk.get("tablets").await;
    let hers = tablets.as_array().unwrap().iter().find(|tablet| tablet["code"] == "D01").unwrap();
    let tablet = hers["tablet"].as_str().unwrap().to_owned();
    desk.post(&format!("tablets/{tablet}/unlock-code"), json!({ "reason": "Pamiršo PIN" })).await
}

fn by_code(rasa: &Tablet, code: &str) -> Result<(), DeviceError> {
    rasa.open().unlock_by_code(&UnlockCodeArgs { code: code.into(), pin: NEW_PIN.into() })
}

fn standing(rasa: &Tablet) -> CodeStandingView {
    rasa.open().status().unwrap().recovery.unwrap().code
}

fn asking(rasa: &Tablet) -> Option<AskingView> {
    rasa.open().status().unwrap().recovery.unwrap().asking
}

fn recover(rasa: &Tablet) -> Result<(), DeviceError> {
    rasa.open().recover(&RecoverArgs { pin: NEW_PIN.into() })
}

#[tokio::test(flavor = "multi_thread")]
async fn after_ten_wrong_pins_without_signal_the_supervisors_code_brings_all_of_it_back() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    let desk = Desk::of(&world).await;
    let visit = locked_out(&rasa);
    assert_eq!(standing(&rasa), CodeStandingView::Ready);
    let given = given(&desk).await;
    let code = given["code"].as_str().unwrap();
    let slip = code.replacen(&code[..1], if code.starts_with('0') { "1" } else { "0" }, 1);
    assert!(matches!(by_code(&rasa, &slip), Err(DeviceError::CodeMistyped)), "it was not tried");
    by_code(&rasa, &code.to_lowercase().replace('-', " ")).unwrap();
    all_there(&world, &rasa, &visit).await;
    rasa.open().lock();
    assert!(matches!(by_code(&rasa, code), Err(DeviceError::UnlockCodeWrong)), "it was used");
    let records = world.office.log().read(|log| log.audit_after(0, u32::MAX)).unwrap();
    let told = records.iter().filter(|record| record.deed == "tablet opened by code").count();
    assert_eq!(told, 1, "the office hears of it once");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_was_taken_back_opens_nothing_once_the_tablet_was_open_with_signal() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    let desk = Desk::of(&world).await;
    let code = given(&desk).await["code"].as_str().unwrap().to_owned();
    let tablet = desk.get("tablets").await[0]["tablet"].as_str().unwrap().to_owned();
    desk.delete(&format!("tablets/{tablet}/unlock-code")).await;
    rasa.open().lock();
    rasa.open().unlock(PIN).unwrap();
    in_step(&[&rasa]).await;
    rasa.open().lock();
    assert_eq!(standing(&rasa), CodeStandingView::Ready, "there is another");
    assert!(matches!(by_code(&rasa, &code), Err(DeviceError::UnlockCodeWrong)));
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_scanned_code_opens_its_own_tablet_alone_and_none_after_its_day() {
    let world = World::new().await;
    let (rasa, jonas) = (world.tablet("D01").await, world.tablet("D02").await);
    let desk = Desk::of(&world).await;
    let of_rasa = given(&desk).await;
    let (code, signed) = (of_rasa["code"].as_str().unwrap(), of_rasa["signed"].as_str().unwrap());
    for tablet in [&rasa, &jonas] {
        tablet.open().lock();
    }
    assert!(matches!(by_code(&jonas, signed), Err(DeviceError::UnlockCodeOther)));
    assert!(matches!(by_code(&jonas, code), Err(DeviceError::UnlockCodeWrong)), "as typed it is a try");
    let fortnight = 14 * 24 * 3600;
    rasa.open().set_stopwatch(Arc::new(move || Uptime::of("b", fortnight)));
    assert_eq!(standing(&rasa), CodeStandingView::Expired, "whatever its clock says");
    assert!(matches!(by_code(&rasa, signed), Err(DeviceError::UnlockCodeExpired)));
    // Its lease is over as well: a contact begins another.
    world.time.pass_minutes(1);
    rasa.sync().await.unwrap();
    rasa.open().unlock(PIN).unwrap();
    in_step(&[&rasa]).await;
    let again = given(&desk).await;
    assert_ne!(again["code"], of_rasa["code"], "one that was given is not given again after a contact");
    rasa.open().lock();
    by_code(&rasa, again["signed"].as_str().unwrap()).unwrap();
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_with_their_shares_give_the_keys_back_and_one_share_opens_nothing() {
    let world = World::new().await;
    let shares = Shares::made(&world);
    let rasa = world.tablet("D01").await;
    let visit = locked_out(&rasa);
    let (device, line) = rasa.parts();
    assert!(matches!(ask_office(device, line).await, Err(DeviceError::Unreachable)), "no signal yet");
    assert_eq!(asking(&rasa).unwrap().check, None, "the server has no part in them yet");
    rasa.line.mend();
    look_at_office(device, line).await.unwrap();
    let shown = asking(&rasa).unwrap();
    assert_eq!((shown.standing, shown.proved), (AskingStanding::Waiting, true));
    assert!(shown.until.is_some());
    let waiting = world.office.recoveries().unwrap();
    assert_eq!((waiting.len(), waiting[0].check.to_string()), (1, shown.check.clone().unwrap()));
    assert!(waiting[0].proved && waiting[0].worker.starts_with("D01 "));
    // One share, twice or with another's passphrase; and both, one of them of another key.
    let [a, b] = shares.read();
    for pair in [
        [(&a, PHRASES[0]), (&a, PHRASES[0])],
        [(&a, PHRASES[0]), (&b, PHRASES[0])],
        [(&a, PHRASES[1]), (&b, PHRASES[1])],
    ] {
        assert!(world.office.answer_recovery(&waiting[0], pair).is_err());
    }
    let later = Shares::made(&world);
    assert!(later.answer(&world).is_err(), "the tablet has not sealed to that key yet");
    look_at_office(device, line).await.unwrap();
    assert_eq!(asking(&rasa).unwrap(), shown, "nothing was changed");
    assert!(matches!(recover(&rasa), Err(DeviceError::NotFound)));
    shares.answer(&world).unwrap();
    assert!(world.office.recoveries().unwrap().is_empty());
    look_at_office(device, line).await.unwrap();
    assert_eq!(asking(&rasa).unwrap().standing, AskingStanding::Answered);
    rasa.line.cut();
    recover(&rasa).unwrap();
    assert!(matches!(recover(&rasa), Err(DeviceError::WrongStage)));
    all_there(&world, &rasa, &visit).await;
    // From its next contact on it is the new key that opens it.
    rasa.open().lock();
    ask_office(device, line).await.unwrap();
    assert!(shares.answer(&world).is_err());
    later.answer(&world).unwrap();
    look_at_office(device, line).await.unwrap();
    recover(&rasa).unwrap();
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_folder_opens_with_neither_the_code_nor_the_answer() {
    let world = World::new().await;
    let shares = Shares::made(&world);
    let rasa = world.tablet("D01").await;
    let given = given(&Desk::of(&world).await).await;
    rasa.open().lock();
    let (device, line) = rasa.parts();
    ask_office(device, line).await.unwrap();
    shares.answer(&world).unwrap();
    look_at_office(device, line).await.unwrap();
    let copy = tempfile::tempdir().unwrap();
    let rasa = rasa.restarted_locked(|folder| {
        for file in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
        }
    });
    let now = world.time.ms();
    let mut stolen = Device::at(copy.path(), Arc::new(Drawer::default()), Arc::new(move || now)).unwrap();
    stolen.set_hardness(FLOOR);
    let code = UnlockCodeArgs { code: given["code"].as_str().unwrap().into(), pin: NEW_PIN.into() };
    assert!(matches!(stolen.unlock_by_code(&code), Err(DeviceError::KeyStoreMissing)));
    let pin = RecoverArgs { pin: NEW_PIN.into() };
    assert!(matches!(stolen.recover(&pin), Err(DeviceError::KeyStoreMissing)));
    assert!(matches!(stolen.unlock(PIN), Err(DeviceError::KeyStoreMissing)));
    recover(&rasa).unwrap();
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tablet_whose_key_store_is_gone_says_so_and_gets_its_keys_back_all_the_same() {
    let world = World::new().await;
    let shares = Shares::made(&world);
    let rasa = world.tablet("D01").await;
    let visit = rasa.visit_with("Žukauskienė");
    rasa.line.cut();
    note(&rasa, &visit, NOTE);
    rasa.lose_key_store();
    let rasa = rasa.restarted_locked(|_| {});
    assert!(matches!(rasa.open().unlock(PIN), Err(DeviceError::KeyStoreMissing)));
    rasa.line.mend();
    let (device, line) = rasa.parts();
    ask_office(device, line).await.unwrap();
    assert!(!asking(&rasa).unwrap().proved);
    assert!(!world.office.recoveries().unwrap()[0].proved, "the two are told to have it before them");
    shares.answer(&world).unwrap();
    look_at_office(device, line).await.unwrap();
    recover(&rasa).unwrap();
    assert_eq!(notes(&rasa, &visit), [NOTE]);
    in_step(&[&rasa]).await;
    // The server knows its new transport key: what is written from now on is handed over while locked.
    note(&rasa, &visit, "Vėl rašau.");
    rasa.open().lock();
    in_step(&[&rasa]).await;
    assert_eq!(rasa.open().status().unwrap().sync.waiting, 0);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_whose_new_transport_key_the_server_was_never_told_asks_as_one_that_cannot_prove_itself() {
    let world = World::new().await;
    let shares = Shares::made(&world);
    let rasa = world.tablet("D01").await;
    rasa.line.cut();
    rasa.lose_transport_key();
    let change = ChangePinArgs { old: PIN.into(), new: "739164".into() };
    rasa.open().change_pin(&change).unwrap();
    rasa.open().lock();
    rasa.line.mend();
    let (device, line) = rasa.parts();
    ask_office(device, line).await.unwrap();
    let shown = asking(&rasa).unwrap();
    assert_eq!((shown.standing, shown.proved), (AskingStanding::Waiting, false));
    shares.answer(&world).unwrap();
    look_at_office(device, line).await.unwrap();
    recover(&rasa).unwrap();
    in_step(&[&rasa]).await;
    rasa.open().lock();
    ask_office(device, line).await.unwrap();
    assert!(asking(&rasa).unwrap().proved, "the server was told");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tablet_without_rights_is_given_neither_keys_nor_code() {
    let world = World::new().await;
    let shares = Shares::made(&world);
    let rasa = world.tablet("D01").await;
    let desk = Desk::of(&world).await;
    rasa.open().lock();
    let (device, line) = rasa.parts();
    ask_office(device, line).await.unwrap();
    let asked = world.office.recoveries().unwrap().remove(0);
    let tablet = asked.installation;
    desk.delete(&format!("tablets/{tablet}")).await;
    assert!(world.office.recoveries().unwrap().is_empty());
    let [a, b] = shares.read();
    let answered = world.office.answer_recovery(&asked, [(&a, PHRASES[0]), (&b, PHRASES[1])]);
    assert!(answered.is_err());
    assert!(matches!(ask_office(device, line).await, Err(DeviceError::ServerRefused(4))));
    world.end().await;
}

/// A server of before: it does not know these routes, and answers with a page.
struct Before<'a>(&'a crate::line::Line);

impl Transport for Before<'_> {
    async fn send(&self, request: Request) -> Result<Vec<u8>, Failure> {
        match request.route {
            Route::Wraps | Route::Recover => Err(Failure::Unreachable),
            _ => self.0.send(request).await,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_server_of_before_a_tablet_syncs_as_ever() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    let visit = rasa.visit_with("Žukauskienė");
    rasa.open().lock();
    rasa.open().unlock(PIN).unwrap();
    note(&rasa, &visit, NOTE);
    let (device, line) = rasa.parts();
    assert_eq!(sync::run(device, &Before(line), &|| {}).await.unwrap(), Ended::Done);
    let status = rasa.open().status().unwrap();
    assert_eq!((status.sync.waiting, status.sync.link), (0, Link::Idle));
    world.end().await;
}
