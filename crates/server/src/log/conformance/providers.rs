//! Accounts elsewhere, and whose they are.

use super::id;
use crate::log::{AccountRow, Log};
use std::sync::Arc;
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;

fn account(issuer: &str, subject: &str, actor: u8) -> AccountRow {
    AccountRow {
        issuer: issuer.to_owned(),
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
    for row in [&ruta, &jonas, &elsewhere] {
        put(row.clone()).unwrap();
    }
    assert!(put(account("here", "r-2", 1)).is_err(), "a person has one");
    put(account("here", "r", 3)).unwrap();
    let used = AccountRow { used: Some(Time(8)), ..ruta.clone() };
    put(used.clone()).unwrap();
    log.read(|log| {
        assert_eq!(log.account("here", "r")?, Some(used.clone()), "and stays its owner's");
        assert_eq!(log.account("elsewhere", "r")?, Some(elsewhere.clone()));
        assert_eq!(log.account("here", "x")?, None);
        assert_eq!(log.account_of("here", jonas.actor)?, Some(jonas.clone()));
        Ok(())
    })
    .unwrap();
    let gone = log.write(move |log| {
        Ok((log.remove_account("here", jonas.actor)?, log.remove_account("here", jonas.actor)?))
    });
    assert_eq!(gone.unwrap(), (true, false));
    assert!(log.read(|log| log.account_of("elsewhere", ActorId(id(2)))).unwrap().is_some());
}
