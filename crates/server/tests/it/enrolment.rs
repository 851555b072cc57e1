//! Becoming an installation.

use crate::office::Office;
use crate::tablet::{Keys, Tablet, client, post};
use vizitas_server::Approval;
use vizitas_server::database::{self, RawKey};
use vizitas_sync::code::Verifier;
use vizitas_sync::wire::{EnrolAnswer, HeadsAnswer, HeadsRequest, Message, ProblemCode, Prover};

#[tokio::test]
async fn a_code_enrols_one_tablet_once() {
    let office = Office::open();
    let serving = office.serve().await;
    let code = office.municipality.enrolment_code(&office.data, "d01", Approval::Ahead).unwrap();
    let typed = code.to_string();
    assert_eq!(typed.rsplit_once('/').unwrap().1.len(), 40);
    assert!(code.recognises(&serving.certificate));
    let http = client(&serving.certificate, &[&rustls::version::TLS13]);
    let url = format!("https://localhost:{}/m/alytus/enrol", serving.address.port());
    let keys = Keys::new();
    let request = keys.request(&code);
    let first: EnrolAnswer = post(&http, url.clone(), None, request.encode()).await.unwrap();
    let first = first.verified(&request, &code.secret).unwrap().unwrap();
    assert_eq!((&*first.name, &*first.municipality), ("Rasa Bitinienė", "Alytus"));
    let again: EnrolAnswer = post(&http, url.clone(), None, request.encode()).await.unwrap();
    assert_eq!(again.verified(&request, &code.secret).unwrap().unwrap(), first);
    let other = Keys::new().request(&code);
    let refused: Result<EnrolAnswer, _> = post(&http, url.clone(), None, other.encode()).await;
    assert_eq!(refused.unwrap_err(), ProblemCode::Code);
    serving.stop().await;
}

#[tokio::test]
async fn an_old_code_and_a_guessed_one_are_refused() {
    let office = Office::open();
    let serving = office.serve().await;
    let http = client(&serving.certificate, &[&rustls::version::TLS13]);
    let url = format!("https://localhost:{}/m/alytus/enrol", serving.address.port());
    let code = office.municipality.enrolment_code(&office.data, "D01", Approval::Ahead).unwrap();
    let mut forged = Keys::new().request(&code);
    forged.proof = [0; 32];
    let refused: Result<EnrolAnswer, _> = post(&http, url.clone(), None, forged.encode()).await;
    assert_eq!(refused.unwrap_err(), ProblemCode::Code);
    office.later(24 * 60);
    let late = Keys::new().request(&code);
    let refused: Result<EnrolAnswer, _> = post(&http, url, None, late.encode()).await;
    assert_eq!(refused.unwrap_err(), ProblemCode::Code);
    assert!(office.municipality.enrolment_code(&office.data, "D99", Approval::Ahead).is_err());
    serving.stop().await;
}

#[tokio::test]
async fn only_its_own_keys_prove_a_tablet() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let jonas = Tablet::enrol(&office, &serving, "D02").await;
    let ask = HeadsRequest { positions: vec![1, 1_000_000] };
    let heads: HeadsAnswer = rasa.ask("heads", &ask).await.unwrap();
    assert!(heads.heads[0].is_some() && heads.heads[1].is_none());
    rasa.ask_as::<HeadsAnswer>(Prover::Transport, "heads", &ask).await.unwrap();
    rasa.at_ms += 25 * 60 * 60 * 1000;
    assert_eq!(rasa.ask::<HeadsAnswer>("heads", &ask).await.unwrap_err(), ProblemCode::NotEnrolled);
    rasa.at_ms -= 25 * 60 * 60 * 1000;
    rasa.keys = jonas.keys;
    assert_eq!(rasa.ask::<HeadsAnswer>("heads", &ask).await.unwrap_err(), ProblemCode::NotEnrolled);
    serving.stop().await;
}

#[tokio::test]
async fn whoever_reads_the_logs_database_has_no_code_by_it() {
    let office = Office::open();
    let serving = office.serve().await;
    let code = office.municipality.enrolment_code(&office.data, "D01", Approval::Ahead).unwrap();
    let path = office.data.municipality("alytus").unwrap().log();
    let key = RawKey::beside(&path, &office.data.kek().unwrap()).unwrap();
    let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, [u8; 8]>(0)?, row.get::<_, [u8; 32]>(1)?));
    let db = database::open(&path, &key).unwrap();
    let (lookup, kept) = db.query_row("SELECT lookup, verifier FROM codes", [], row).unwrap();
    drop(db);
    assert!(lookup != code.secret.lookup() && kept != *code.secret.verifier().bytes());
    // What stands there, taken for what a tablet sends, proves nothing.
    let http = client(&serving.certificate, &[&rustls::version::TLS13]);
    let url = format!("https://localhost:{}/m/alytus/enrol", serving.address.port());
    for lookup in [lookup, code.secret.lookup()] {
        let mut forged = Keys::new().request(&code);
        forged.lookup = lookup;
        forged.proof = Verifier::from_bytes(kept).prove(b"anything");
        let refused: Result<EnrolAnswer, _> = post(&http, url.clone(), None, forged.encode()).await;
        assert_eq!(refused.unwrap_err(), ProblemCode::Code);
    }
    serving.stop().await;
}
