//! What the door has let through, and what was taken meanwhile.

use super::*;
use crate::clock::Clock;
use crate::folder::{DataFolder, Settings};
use crate::log::StaffRow;
use crate::staff::{NewStaff, StaffRole};
use vizitas_sync::sign::VerifyingKey;

#[test]
fn a_tablet_whose_rights_were_taken_at_the_door_does_not_take_them_back() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::new(folder.path().join("data"));
    data.lay_out(&Settings::default()).unwrap();
    let office = Municipality::create(&data, "alytus", "Alytus", Clock::default()).unwrap();
    let at_the_door = Installation {
        recipient: Some(Opener::from_bytes([3; 32]).recipient().unwrap()),
        ..Installation::approved_one()
    };
    let renew = WrapsRequest { wrap: None, code: None, transport: Some(VerifyingKey([4; 32])), opened: None };
    for revoked in [None, Some(Time(7))] {
        let now = Installation { revoked, ..at_the_door.clone() };
        office.log.write(move |log| log.put_installation(&now)).unwrap();
        office.wraps(&at_the_door, &renew).unwrap();
        let known = office.log.read(|log| log.installation(at_the_door.installation)).unwrap().unwrap();
        assert_eq!(known.revoked, revoked);
        assert_eq!(known.transport == renew.transport, revoked.is_none());
    }
}

#[test]
fn a_share_opens_until_its_keepers_end_comes_though_it_is_announced() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::new(folder.path().join("data"));
    data.lay_out(&Settings::default()).unwrap();
    let now = Time(1_795_413_600);
    let clock = Clock::new(move || now.0.unsigned_abs() * 1000);
    let office = Municipality::create(&data, "alytus", "Alytus", clock).unwrap();
    let (login, name) = ("vilma".to_owned(), String::new());
    let new = NewStaff { login, name, role: StaffRole::Head, unit: String::new(), worker: None };
    let (vilma, _) = office.add_staff(None, &new).unwrap();
    let holder = Holder {
        login: "vilma".to_owned(),
        password: Zeroizing::default(),
        passphrase: Zeroizing::new("žalias arklys šoka".to_owned()),
    };
    let opener = Opener::from_bytes([3; 32]);
    let [share, _] = Share::split(&opener, "alytus", 1, [(vilma, &holder), (vilma, &holder)]).unwrap();
    for (disabled, opens) in [(None, true), (Some(now.plus_minutes(1)), true), (Some(now), false)] {
        let row = office.log.read(|log| log.staff_of(vilma)).unwrap().unwrap();
        office.log.write(move |log| log.put_staff(&StaffRow { disabled, ..row })).unwrap();
        assert_eq!(office.still_signs_in(&share).is_ok(), opens, "{disabled:?}");
    }
}

#[test]
fn nothing_of_a_passphrase_or_a_code_is_shown_by_debug() {
    let secret = || Zeroizing::new("žalias arklys".to_owned());
    let holder = Holder { login: "ona".to_owned(), password: secret(), passphrase: secret() };
    let given = GivenCode { code: secret(), signed: secret(), until: Time(5) };
    assert!(!format!("{holder:?}{given:?}").contains("arklys"));
}
