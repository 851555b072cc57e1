//! Accounts elsewhere, and whose they are.

use super::id;
use crate::log::{AccountRow, Log, Realm};
use std::sync::Arc;
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;

fn realm(issuer: &str) -> Realm {
    Realm { issuer: issuer.to_owned(), claim: "sub".to_owned() }
}

fn account(issuer: &str, subject: &str, actor: u8) -> AccountRow {
    AccountRow {
        realm: realm(issuer),
        subject: subject.into(),
        actor: ActorId(id(actor)),
        by: ActorId(id(9)),
        since: Time(5),
        used: None,
    }
}

pub(super) fn an_account_has_one_owner_and_a_person_one_account(log: Arc<dyn Log>) {
    let put = |row: AccountRow| log.write(move |log| log.put_account(&row));
    let (ruta, jonas) = (account("here", "r", 1), account("here", "j", 2));
    let elsewhere = account("elsewhere", "r", 2);
    let mut by_name = account("here", "r", 3);
    by_name.realm.claim = "name".to_owned();
    for row in [&ruta, &jonas, &elsewhere, &by_name] {
        put(row.clone()).unwrap();
    }
    assert!(put(account("here", "r-2", 1)).is_err(), "a person has one");
    assert!(put(account("here", "r", 3)).is_err(), "and stays its owner's");
    let used = AccountRow { used: Some(Time(8)), ..ruta.clone() };
    put(used.clone()).unwrap();
    log.read(|log| {
        assert_eq!(log.account(&realm("here"), "r")?, Some(used.clone()));
        assert_eq!(
            log.account(&by_name.realm, "r")?,
            Some(by_name.clone()),
            "the same word of another claim"
        );
        assert_eq!(log.account(&realm("elsewhere"), "r")?, Some(elsewhere.clone()));
        assert_eq!(log.account(&realm("here"), "x")?, None);
        assert_eq!(log.account_of(&realm("here"), jonas.actor)?, Some(jonas.clone()));
        Ok(())
    })
    .unwrap();
}

pub(super) fn accounts_that_were_taken_back_are_remembered_as_such(log: Arc<dyn Log>) {
    let put = |row: AccountRow| log.write(move |log| log.put_account(&row)).unwrap();
    let (jonas, ruta) = (ActorId(id(2)), ActorId(id(1)));
    put(account("here", "j", 2));
    put(account("elsewhere", "x", 2));
    let was = |subject: &str, actor| log.read(|log| log.was_ended(&realm("here"), subject, actor)).unwrap();
    assert!(!was("j", jonas));
    let end = || log.write(move |log| log.end_accounts(jonas, Time(9))).unwrap();
    assert_eq!((end(), end()), (true, false));
    for issuer in ["here", "elsewhere"] {
        assert_eq!(log.read(|log| log.account_of(&realm(issuer), jonas)).unwrap(), None, "{issuer}");
    }
    assert_eq!((was("j", ruta), was("other", jonas), was("other", ruta)), (true, true, false));
    // It may be somebody's again, and that it was taken back stays known.
    put(account("here", "j", 1));
    assert_eq!(log.read(|log| log.account(&realm("here"), "j")).unwrap(), Some(account("here", "j", 1)));
    assert!(was("other", jonas));
}
