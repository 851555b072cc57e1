//! What the outbox keeps through cuts, damage and answers.

use super::*;
use std::io::{Seek, SeekFrom, Write};

fn saved(seq: u64, prev: [u8; 32]) -> Saved {
    let byte = u8::try_from(seq).unwrap();
    Saved {
        seq,
        prev,
        hash: [byte; 32],
        signature: [byte; 64],
        header: vec![byte; 40],
        sealed: vec![byte; 200],
        key_offer: (seq == 1).then(|| vec![9; 100]),
    }
}

/// An outbox with events 1..=n.
fn filled(path: &Path, n: u64) -> Outbox {
    Outbox::create(path, Some(Head { incarnation: 3, seq: 0, hash: [0; 32] })).unwrap();
    let (mut outbox, repair) = Outbox::open(path).unwrap();
    assert_eq!(repair, Repair::default());
    for seq in 1..=n {
        outbox.save(vec![saved(seq, outbox.head().hash)], vec![]).unwrap();
    }
    outbox
}

fn seqs(outbox: &Outbox) -> Vec<u64> {
    outbox.held().map(|(saved, _)| saved.seq).collect()
}

#[test]
fn what_was_saved_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox");
    drop(filled(&path, 3));
    let (outbox, repair) = Outbox::open(&path).unwrap();
    assert_eq!((repair, seqs(&outbox)), (Repair::default(), vec![1, 2, 3]));
    assert_eq!(outbox.held().next().unwrap().0, &saved(1, [0; 32]));
    assert_eq!(outbox.head(), Head { incarnation: 3, seq: 3, hash: [3; 32] });
}

#[cfg(unix)]
#[test]
fn an_outbox_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox");
    drop(filled(&path, 3));
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn at_every_byte_a_cut_loses_only_what_was_not_told_to_be_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox");
    drop(filled(&path, 2));
    let whole = std::fs::read(&path).unwrap();
    let mut last_count = 0;
    for cut in 8..whole.len() {
        std::fs::write(&path, &whole[..cut]).unwrap();
        let (mut outbox, repair) = Outbox::open(&path).unwrap();
        assert_eq!(repair.set_aside, None, "a torn tail is no damage");
        let count = seqs(&outbox).len();
        assert!(count >= last_count, "more bytes never hold less");
        last_count = count;
        if outbox.head().incarnation == 3 {
            let next = saved(outbox.head().seq + 1, outbox.head().hash);
            outbox.save(vec![next], vec![]).unwrap();
            drop(outbox);
            assert_eq!(seqs(&Outbox::open(&path).unwrap().0).len(), count + 1, "and it is written on");
        }
    }
    assert_eq!(last_count, 1);
}

#[test]
fn damage_in_the_middle_is_set_aside_and_the_rest_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox");
    drop(filled(&path, 3));
    let mut file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.seek(SeekFrom::Start(120)).unwrap();
    file.write_all(&[0xff; 4]).unwrap();
    drop(file);
    let damaged = std::fs::read(&path).unwrap();
    let (outbox, repair) = Outbox::open(&path).unwrap();
    assert_eq!(seqs(&outbox), vec![2, 3], "the first cannot be read any more, the others can");
    let aside = repair.set_aside.unwrap();
    assert_eq!(std::fs::read(aside).unwrap(), damaged, "the damaged file is kept byte for byte");
    drop(outbox);
    assert_eq!(seqs(&Outbox::open(&path).unwrap().0), vec![2, 3]);
}

#[test]
fn what_is_saved_together_is_found_together() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox");
    let mut outbox = filled(&path, 1);
    let before = std::fs::metadata(&path).unwrap().len();
    outbox.save(vec![saved(2, [1; 32]), saved(3, [2; 32])], vec![]).unwrap();
    drop(outbox);
    let whole = std::fs::read(&path).unwrap();
    for cut in usize::try_from(before).unwrap()..whole.len() {
        std::fs::write(&path, &whole[..cut]).unwrap();
        assert_eq!(seqs(&Outbox::open(&path).unwrap().0), vec![1], "cut at {cut}");
    }
}

#[test]
fn only_what_follows_the_head_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut outbox = filled(&folder.path().join("outbox"), 2);
    let head = outbox.head();
    for wrong in [saved(2, head.hash), saved(4, head.hash), saved(3, [7; 32])] {
        assert!(matches!(outbox.save(vec![wrong], vec![]), Err(OutboxError::OutOfChain)));
    }
    assert_eq!((outbox.head(), seqs(&outbox)), (head, vec![1, 2]));
}

#[test]
fn an_event_leaves_when_it_is_placed_and_backed_up_and_the_head_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox");
    let mut outbox = filled(&path, 5);
    let at = |position| Answer::At { epoch: 1, position };
    outbox
        .answer(&[
            (1, at(10)),
            (2, at(30)),
            (3, Answer::Refused(7)),
            (4, Answer::Parked(1)),
            (5, Answer::Erased),
        ])
        .unwrap();
    assert_eq!(outbox.waiting().map(|saved| saved.seq).collect::<Vec<_>>(), vec![4]);
    outbox.release(20).unwrap();
    assert_eq!(seqs(&outbox), vec![2, 3, 4], "backed up, and erased, may go");
    drop(outbox);
    let (mut outbox, _) = Outbox::open(&path).unwrap();
    assert_eq!(seqs(&outbox), vec![2, 3, 4]);
    assert_eq!(outbox.head(), Head { incarnation: 3, seq: 5, hash: [5; 32] });
    outbox.save(vec![saved(6, [5; 32])], vec![]).unwrap();
}

#[test]
fn the_latest_draft_counts_and_an_empty_one_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox");
    let mut outbox = filled(&path, 1);
    let key = DraftKey { visit: [1; 16], field: 0 };
    let draft = |bytes: &[u8]| Draft { key, at: 5, sealed: bytes.to_vec() };
    outbox.draft(draft(b"one")).unwrap();
    outbox.draft(draft(b"two")).unwrap();
    drop(outbox);
    let (mut outbox, _) = Outbox::open(&path).unwrap();
    assert_eq!(outbox.draft_of(&key), Some(&draft(b"two")));
    outbox.draft(draft(b"")).unwrap();
    drop(outbox);
    assert_eq!(Outbox::open(&path).unwrap().0.draft_of(&key), None);
}

#[test]
fn many_drafts_do_not_grow_the_file_without_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox");
    let mut outbox = filled(&path, 2);
    let key = DraftKey { visit: [1; 16], field: 0 };
    for round in 0..40_u8 {
        outbox.draft(Draft { key, at: 5, sealed: vec![round; 100_000] }).unwrap();
    }
    assert!(std::fs::metadata(&path).unwrap().len() < 2_500_000);
    assert_eq!(seqs(&outbox), vec![1, 2]);
    assert_eq!(outbox.draft_of(&key).unwrap().sealed, vec![39; 100_000]);
}

#[test]
fn one_process_at_a_time_and_newer_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox");
    let outbox = filled(&path, 1);
    assert!(matches!(Outbox::open(&path), Err(OutboxError::InUse)));
    drop(outbox);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[7] = 2;
    std::fs::write(&path, &bytes).unwrap();
    assert!(matches!(Outbox::open(&path), Err(OutboxError::Newer)));
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "and not touched");
}

#[test]
fn what_was_made_of_somebody_erased_leaves_the_file_whatever_was_said_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox");
    let mut outbox = filled(&path, 4);
    let key = |byte| DraftKey { visit: [byte; 16], field: 0 };
    outbox.draft(Draft { key: key(1), at: 1, sealed: b"nebaigta apie ja".to_vec() }).unwrap();
    outbox.draft(Draft { key: key(2), at: 1, sealed: b"apie kita".to_vec() }).unwrap();
    outbox.answer(&[(2, Answer::Refused(7)), (3, Answer::Parked(1))]).unwrap();
    outbox.forget(&[2, 3], &[key(1), key(9)]).unwrap();
    drop(outbox);
    let bytes = std::fs::read(&path).unwrap();
    assert!(!bytes.windows(16).any(|part| part == b"nebaigta apie ja"));
    let (mut outbox, repair) = Outbox::open(&path).unwrap();
    assert_eq!((seqs(&outbox), repair), (vec![1, 4], Repair::default()));
    assert_eq!(outbox.drafts().count(), 1);
    assert_eq!(outbox.head(), Head { incarnation: 3, seq: 4, hash: [4; 32] });
    outbox.save(vec![saved(5, [4; 32])], vec![]).unwrap();
}

/// An event of a day's size, whatever its number.
fn written(seq: u64, prev: [u8; 32]) -> Saved {
    let mut hash = [0; 32];
    hash[..8].copy_from_slice(&seq.to_be_bytes());
    Saved { seq, hash, key_offer: None, header: vec![7; 120], ..saved(1, prev) }
}

/// A year of work that no backup covers.
fn never_covered(path: &Path, events: u64) -> Outbox {
    Outbox::create(path, Some(Head { incarnation: 1, seq: 0, hash: [0; 32] })).unwrap();
    let (mut outbox, _) = Outbox::open(path).unwrap();
    let mut prev = [0; 32];
    let all = (1..=events).map(|seq| {
        let event = written(seq, prev);
        prev = event.hash;
        event
    });
    let all = all.collect();
    outbox.save(all, vec![]).unwrap();
    let answers = (1..=events).map(|seq| (seq, Answer::At { epoch: 1, position: seq }));
    outbox.answer(&answers.collect::<Vec<_>>()).unwrap();
    outbox
}

#[test]
fn what_waits_for_a_backup_is_no_work_that_waits() {
    let folder = tempfile::tempdir().unwrap();
    let mut outbox = never_covered(&folder.path().join("outbox"), 10);
    assert_eq!((outbox.waiting().count(), outbox.uncovered()), (0, 10));
    outbox.release(7).unwrap();
    assert_eq!((outbox.waiting().count(), outbox.uncovered()), (0, 3));
}

#[cfg(unix)]
#[test]
fn an_outbox_that_nothing_leaves_is_not_written_anew_for_every_day_of_drafts() {
    use std::os::unix::fs::MetadataExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox");
    let mut outbox = never_covered(&path, 30_000);
    let inode = || std::fs::metadata(&path).unwrap().ino();
    let live = std::fs::metadata(&path).unwrap().len();
    let (mut anew, mut last) = (0, inode());
    let key = DraftKey { visit: [1; 16], field: 0 };
    for round in 0..200_u8 {
        outbox.draft(Draft { key, at: 5, sealed: vec![round; 100_000] }).unwrap();
        anew += u32::from(inode() != last);
        last = inode();
        assert!(std::fs::metadata(&path).unwrap().len() < live * 2, "nor does it grow without end");
    }
    assert!((1..=4).contains(&anew), "{anew} times of {live} bytes for 20 MB of drafts");
    drop(outbox);
    let (outbox, repair) = Outbox::open(&path).unwrap();
    assert_eq!((outbox.uncovered(), repair), (30_000, Repair::default()));
}

#[test]
fn damage_in_a_file_that_was_written_anew_takes_one_record_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox");
    let mut outbox = never_covered(&path, 300);
    outbox.release(100).unwrap();
    drop(outbox);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    std::fs::write(&path, &bytes).unwrap();
    let (outbox, repair) = Outbox::open(&path).unwrap();
    assert!(repair.set_aside.is_some());
    assert!(outbox.held().count() >= 199, "{}", outbox.held().count());
}
