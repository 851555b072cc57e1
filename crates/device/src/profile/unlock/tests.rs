//! The supervisor's code: right, wrong, too late, elsewhere, and renewed.

use super::*;
use crate::pin::FLOOR;
use crate::rasa::Drawer;
use std::path::Path;
use vizitas_domain::id::InstallationId;

const OWNER: Owner = Owner { installation: InstallationId(Uuid::nil()), incarnation: 1 };
const DAY: i64 = 24 * 60 * 60;
/// The server's clock when the code is made.
const MADE: i64 = 1_795_410_000;

struct Tablet {
    folder: tempfile::TempDir,
    profile: Profile,
    drawer: Drawer,
    secrets: Secrets,
}

impl Tablet {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (profile, drawer) = (Profile::at(folder.path()), Drawer::default());
        let (secrets, _) = profile.draw_keys("804217", &drawer, FLOOR).unwrap();
        Self { folder, profile, drawer, secrets }
    }

    /// A sync at which the office takes the code in.
    fn code(&self, server: i64, held: Option<Uuid>) -> Option<(CodeName, UnlockCode)> {
        let at = (Time(server), &Uptime::of("a", 0));
        let made = self.profile.renew_code(&self.secrets, &OWNER, &self.drawer, held, at).unwrap()?;
        self.profile.code_kept(&self.drawer, Some(made.0.id)).unwrap();
        Some(made)
    }

    fn open(&self, code: &UnlockCode, up: &Uptime, wall: i64) -> Result<Secrets, DeviceError> {
        self.open_with(&self.drawer, code, up, wall)
    }

    fn open_with(
        &self,
        store: &dyn KeyStore,
        code: &UnlockCode,
        up: &Uptime,
        wall: i64,
    ) -> Result<Secrets, DeviceError> {
        let now = Now { up, wall: Time(wall) };
        self.profile.open_by_code(code, &OWNER, "739164", (store, FLOOR), now)
    }

    fn standing(&self, up: &Uptime, wall: i64) -> CodeStanding {
        self.profile.judge_code(Now { up, wall: Time(wall) }).standing
    }
}

fn up(seconds: u64) -> Uptime {
    Uptime::of("a", seconds)
}

fn another() -> UnlockCode {
    UnlockCode::generate(&SystemRandom::new()).unwrap()
}

#[test]
fn a_code_opens_after_ten_wrong_pins_once() {
    let tablet = Tablet::new();
    let (_, code) = tablet.code(MADE, None).unwrap();
    let mut at = 0;
    loop {
        at += 1000;
        match tablet.profile.open_keys("804218", &tablet.drawer, &up(at)) {
            Err(DeviceError::PinGone) => break,
            tried => assert!(matches!(tried, Err(DeviceError::PinWrong))),
        }
    }
    let weak = Now { up: &up(at), wall: Time(MADE) };
    let weak = tablet.profile.open_by_code(&code, &OWNER, "123456", (&tablet.drawer, FLOOR), weak);
    assert!(matches!(weak, Err(DeviceError::PinWeak)), "the code is not spent on a PIN that is not taken");
    let opened = tablet.open(&code, &up(at), MADE).unwrap();
    assert_eq!(opened.signing.verifying(), tablet.secrets.signing.verifying());
    tablet.profile.open_keys("739164", &tablet.drawer, &up(at)).unwrap();
    assert!(matches!(tablet.open(&code, &up(at), MADE), Err(DeviceError::UnlockCodeGone)));
    assert_eq!(tablet.standing(&up(at), MADE), CodeStanding::None);
    assert!(tablet.code(MADE, None).is_some(), "the next sync makes another");
}

#[test]
fn ten_wrong_codes_destroy_its_wrap_and_neither_the_pins_nor_anything_else() {
    let tablet = Tablet::new();
    let (_, code) = tablet.code(MADE, None).unwrap();
    let (mut at, kept) = (0, std::fs::read(tablet.profile.codes_file()).unwrap());
    for left in (0..10).rev() {
        // The file put back wins nobody a try.
        std::fs::write(tablet.profile.codes_file(), &kept).unwrap();
        let wrong = tablet.open(&another(), &up(at), MADE);
        match left {
            0 => assert!(matches!(wrong, Err(DeviceError::UnlockCodeGone))),
            _ => assert!(matches!(wrong, Err(DeviceError::UnlockCodeWrong)), "{left}"),
        }
        if left < 5 && left > 0 {
            assert!(matches!(tablet.open(&code, &up(at), MADE), Err(DeviceError::UnlockCodeWait)));
        }
        at += 900;
    }
    assert!(matches!(tablet.open(&code, &up(at), MADE), Err(DeviceError::UnlockCodeGone)));
    assert_eq!(tablet.standing(&up(at), MADE), CodeStanding::Gone);
    tablet.profile.open_keys("804217", &tablet.drawer, &up(at)).unwrap();
    let (_, next) = tablet.code(MADE, None).unwrap();
    tablet.open(&next, &up(at), MADE).unwrap();
}

#[test]
fn a_copied_folder_opens_with_no_code_elsewhere_and_a_right_one_of_another_life_opens_nothing() {
    let tablet = Tablet::new();
    let (_, code) = tablet.code(MADE, None).unwrap();
    let copy = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(tablet.folder.path()).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    let copied = Profile::at(Path::new(copy.path()));
    let now = Now { up: &up(0), wall: Time(MADE) };
    let elsewhere = copied.open_by_code(&code, &OWNER, "739164", (&Drawer::default(), FLOOR), now);
    assert!(matches!(elsewhere, Err(DeviceError::KeyStoreMissing)));
    let life = Owner { incarnation: 2, ..OWNER };
    let other = tablet.profile.open_by_code(&code, &life, "739164", (&tablet.drawer, FLOOR), now);
    assert!(matches!(other, Err(DeviceError::UnlockCodeWrong)));
    let bytes = std::fs::read(tablet.profile.codes_file()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains(&format!("{:?}", code.bytes()).replace(' ', "")), "the code is nowhere here");
}

#[test]
fn its_day_is_over_however_the_clock_is_set() {
    let fortnight = u64::try_from(14 * DAY).unwrap();
    let reset = 0;
    for (now, wall, standing) in [
        (up(0), MADE, CodeStanding::Ready),
        (up(0), MADE + 14 * DAY - 1, CodeStanding::Ready),
        (up(0), MADE + 14 * DAY, CodeStanding::Expired),
        (up(fortnight), reset, CodeStanding::Expired),
        (Uptime::of("b", fortnight), reset, CodeStanding::Expired),
        (Uptime::of("b", 10), reset, CodeStanding::Ready),
    ] {
        let tablet = Tablet::new();
        let (_, code) = tablet.code(MADE, None).unwrap();
        assert_eq!(tablet.standing(&now, wall), standing, "{now:?} {wall}");
        let opened = tablet.open(&code, &now, wall);
        match standing {
            CodeStanding::Ready => drop(opened.unwrap()),
            _ => assert!(matches!(opened, Err(DeviceError::UnlockCodeExpired))),
        }
    }
    // What has run before a restart is written down.
    let tablet = Tablet::new();
    tablet.code(MADE, None).unwrap();
    for start in ["b", "c", "d"] {
        tablet.profile.mark_time(&Uptime::of(start, fortnight / 4));
    }
    assert_eq!(tablet.standing(&Uptime::of("e", 10), reset), CodeStanding::Ready);
    assert_eq!(tablet.standing(&Uptime::of("e", fortnight / 4), reset), CodeStanding::Expired);
}

#[test]
fn it_is_renewed_once_a_day_and_when_it_was_given_and_both_open_until_the_office_has_the_new_one() {
    let tablet = Tablet::new();
    let (name, first) = tablet.code(MADE, None).unwrap();
    assert!(tablet.code(MADE + DAY - 1, Some(name.id)).is_none(), "still good");
    let at = (Time(MADE + DAY), &up(0));
    let renew = |held| tablet.profile.renew_code(&tablet.secrets, &OWNER, &tablet.drawer, held, at).unwrap();
    let (unanswered, second) = renew(Some(name.id)).unwrap();
    let wrong = tablet.open(&another(), &up(0), MADE + DAY);
    assert!(matches!(wrong, Err(DeviceError::UnlockCodeWrong)));
    // The answer was lost; the office has the second.
    assert!(renew(Some(unanswered.id)).is_none());
    assert!(matches!(tablet.open(&first, &up(0), MADE + DAY), Err(DeviceError::UnlockCodeWrong)));
    assert!(renew(None).is_some(), "somebody was given it");
    tablet.open(&second, &up(0), MADE + DAY).unwrap();
}

/// Files of that name cannot be written for as long as this lives: the storage is full.
struct Full(PathBuf);

impl Full {
    fn at(file: &Path) -> Self {
        let beside = file.with_extension("new");
        std::fs::create_dir(&beside).unwrap();
        Self(beside)
    }
}

impl Drop for Full {
    fn drop(&mut self) {
        std::fs::remove_dir(&self.0).unwrap();
    }
}

#[test]
fn whatever_is_written_down_still_opens_when_the_renewing_is_cut_short() {
    let tablet = Tablet::new();
    let (name, first) = tablet.code(MADE, None).unwrap();
    let at = (Time(MADE + DAY), &up(0));
    let renew = |held| tablet.profile.renew_code(&tablet.secrets, &OWNER, &tablet.drawer, held, at);
    let (next, second) = renew(Some(name.id)).unwrap().unwrap();
    {
        let _full = Full::at(&tablet.profile.codes_file());
        tablet.profile.code_kept(&tablet.drawer, Some(next.id)).unwrap_err();
        renew(Some(next.id)).unwrap_err();
        renew(None).unwrap_err();
    }
    // The other half of the one before is gone all the same: the one beside it opens.
    let before = tablet.profile.codes().current.unwrap().store_name.unwrap();
    assert!(
        tablet.drawer.get(&before).unwrap().is_some(),
        "it was forgotten before another was written down"
    );
    tablet.drawer.remove(&before).unwrap();
    assert!(matches!(tablet.open(&first, &up(0), MADE), Err(DeviceError::UnlockCodeWrong)));
    tablet.open(&second, &up(0), MADE).unwrap();
}

#[test]
fn a_right_code_is_not_spent_by_a_storage_that_is_full() {
    let tablet = Tablet::new();
    let (_, code) = tablet.code(MADE, None).unwrap();
    {
        let _full = Full::at(&tablet.profile.wrap_file());
        for _ in 0..10 {
            assert!(matches!(tablet.open(&code, &up(0), MADE), Err(DeviceError::Io(_))));
        }
    }
    tablet.open(&code, &up(0), MADE).unwrap();
}

#[test]
fn one_that_was_made_after_ten_wrong_ones_opens_though_its_answer_was_lost() {
    let tablet = Tablet::new();
    tablet.code(MADE, None).unwrap();
    let mut at = 0;
    while tablet.standing(&up(at), MADE) != CodeStanding::Gone {
        assert!(tablet.open(&another(), &up(at), MADE).is_err());
        at += 900;
    }
    let server = (Time(MADE), &up(at));
    let made = tablet.profile.renew_code(&tablet.secrets, &OWNER, &tablet.drawer, None, server);
    let (_, code) = made.unwrap().unwrap();
    tablet.open(&code, &up(at), MADE).unwrap();
}

#[test]
fn where_a_pin_opens_no_code_is_made_without_the_key_store() {
    let tablet = Tablet::new();
    let at = (Time(MADE), &up(0));
    let made = tablet.profile.renew_code(&tablet.secrets, &OWNER, &Nothing, None, at);
    assert!(matches!(made, Err(DeviceError::KeyStoreMissing)), "a copied folder would open by it");
    assert_eq!(tablet.standing(&up(0), MADE), CodeStanding::None);
}

/// A tablet that has no key store.
struct Nothing;

impl KeyStore for Nothing {
    fn put(&self, _: &str, _: &[u8]) -> Result<(), DeviceError> {
        Err(DeviceError::KeyStoreMissing)
    }
    fn get(&self, _: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
        Err(DeviceError::KeyStoreMissing)
    }
    fn remove(&self, _: &str) -> Result<(), DeviceError> {
        Err(DeviceError::KeyStoreMissing)
    }
}

#[test]
fn without_a_key_store_the_code_opens_by_a_new_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let profile = Profile::at(folder.path());
    let (phrase, new) = ("žalia kėdė prie lango", "du arkliai ir vežimas");
    let (secrets, transport) = profile.draw_keys_by_phrase(phrase, FLOOR).unwrap();
    let at = (Time(MADE), &up(0));
    let (name, code) = profile.renew_code(&secrets, &OWNER, &Nothing, None, at).unwrap().unwrap();
    profile.code_kept(&Nothing, Some(name.id)).unwrap();
    let now = Now { up: &up(0), wall: Time(MADE) };
    let open = |code: &UnlockCode, new: &str| profile.open_by_code(code, &OWNER, new, (&Nothing, FLOOR), now);
    assert!(matches!(open(&code, "804217"), Err(DeviceError::PhraseWeak)));
    assert!(matches!(open(&another(), new), Err(DeviceError::UnlockCodeWrong)));
    open(&code, new).unwrap();
    profile.open_keys(new, &Nothing, &up(0)).unwrap();
    assert_eq!(profile.transport_key(&Nothing).unwrap().verifying(), transport);
    // And the office's answer, whose one-time key lies here then.
    profile.begin_asking(true, &Nothing).unwrap();
    profile.asking_key(&Nothing).unwrap();
}
