//! Finding people as they are remembered.

use crate::stage::*;
use vizitas_domain::client::{Contact, Field, Tie};
use vizitas_domain::event::Body;
use vizitas_domain::id::ContactId;

fn people() -> Stage {
    let mut stage = Stage::new();
    let people = [
        ("Ona", "Petrauskienė", "Naujoji g.", "72", "38", "+37061200001"),
        ("Jonas", "Miškinis", "Pulko g.", "15", "8", "+37061200002"),
        ("Łukasz", "Žemaitė-Šūkytė", "Ąžuolų g.", "3A", "", "8 612 00003"),
        ("Алёна", "Ivanova", "Naujoji g.", "54", "12", "+37031550004"),
        ("Onutė", "Jonaitytė", "Onos g.", "1", "", "8-315-50 005"),
        ("Petras", "Onaitis", "Vilniaus g.", "72", "", "+37061200038"),
    ];
    let mut n = 0;
    for (nth, (given, surname, street, house, flat, phone)) in (1..).zip(people) {
        n += 2;
        stage.take([
            event(n, client(nth), registered(given, surname)),
            event(n + 1, client(nth), living(street, house, flat, phone)),
        ]);
    }
    let daughter = Contact {
        id: ContactId(uuid::Uuid::from_u128(1)),
        name: "Rasa Kėkštaitė".into(),
        relation: "dukra".into(),
        phone: "0 612 77777".into(),
        tie: Tie::Contact,
        may_be_told: true,
        removed: false,
    };
    stage.take([event(100, client(2), Body::ContactSet(daughter))]);
    stage
}

#[test]
fn people_are_found_by_name_street_and_telephone() {
    let stage = people();
    let cases: &[(&str, &[u32])] = &[
        ("petrauskiene", &[1]),
        ("Petrauskienė", &[1]),
        ("PETRAUSKIENĖ ona", &[1]),
        ("miškinis", &[2]),
        ("miskin", &[2]),
        ("zemaite", &[3]),
        ("sukyte", &[3]),
        ("lukasz", &[3]),
        ("Łukasz", &[3]),
        ("алена", &[4]),
        ("Алёна", &[4]),
        // A whole name first, then one that begins so, then where it is not in the name.
        ("ona", &[1, 6]),
        ("on", &[5, 6, 1]),
        ("jona", &[5, 2]),
        ("ona p", &[1, 6]),
        ("naujoji", &[4, 1]),
        ("naujoji 72", &[1]),
        ("Naujoji g. 72-38", &[1]),
        ("azuolu 3a", &[3]),
        ("ąžuolų", &[3]),
        ("LT-62504 vilniaus", &[6]),
        ("72", &[6, 1]),
        ("+37061200001", &[1]),
        ("+370 612 00001", &[1]),
        ("861200001", &[1]),
        ("8-612-00001", &[1]),
        ("0 612 00001", &[1]),
        ("(8 612) 00 00 1", &[1]),
        ("0037061200001", &[1]),
        ("61200001", &[1]),
        ("8-6", &[2, 6, 1, 3]),
        ("+370612", &[2, 6, 1, 3]),
        ("8 612 00003", &[3]),
        ("+37061200003", &[3]),
        ("0 315 5", &[4, 5]),
        ("831550005", &[5]),
        ("ona 0612", &[1, 6]),
        ("rasa", &[2]),
        ("kekstaite", &[2]),
        ("861277777", &[2]),
        ("nobody", &[]),
        ("", &[]),
        ("  -- ", &[]),
        ("\" OR *", &[]),
        ("name:ona", &[]),
    ];
    for (typed, expected) in cases {
        let found: Vec<_> = stage.replica.search(typed, 10).unwrap().into_iter().map(|c| c.id).collect();
        let expected: Vec<_> = expected.iter().map(|n| client(*n)).collect();
        assert_eq!(found, expected, "{typed}");
    }
    assert_eq!(stage.replica.search("ona", 2).unwrap().len(), 2);
}

#[test]
fn a_changed_name_is_found_and_the_old_one_is_not() {
    let mut stage = people();
    stage.take([event(200, client(1), Body::FieldsSet(vec![Field::Surname("Kazlauskienė".into())]))]);
    assert_eq!(stage.replica.search("kazlausk", 10).unwrap().len(), 1);
    assert!(stage.replica.search("petrausk", 10).unwrap().is_empty());
}

#[test]
fn who_is_registered_twice_is_found_once() {
    let mut stage = people();
    stage.take([event(200, client(5), Body::ClientMerged { into: client(1) })]);
    assert!(stage.replica.search("jonaityte", 10).unwrap().is_empty());
    assert_eq!(stage.replica.clients(None).unwrap().len(), 5);
    stage.take([event(201, client(5), Body::ClientUnmerged)]);
    assert_eq!(stage.replica.search("jonaityte", 10).unwrap().len(), 1);
}
