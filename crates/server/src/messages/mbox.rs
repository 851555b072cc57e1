//! An mbox file, into which a mail server goes on delivering: pieces of it that hold whole mails. It never writes to it. It is
//! read under the locks that a mail server takes while it delivers. One that takes neither may be met in the middle of a mail:
//! so the newest mail is read again as long as the file grows. And the file may have been emptied, or be another one: what
//! stood at the end of what was read tells, and then it is read from its beginning.

use rustix::fs::{FlockOperation, fcntl_lock};
use rustix::io::Errno;
use std::fs::{File, TryLockError};
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom};
use std::path::Path;
use vizitas_sync::hash::Hash;

/// How a mail begins, at the beginning of a line.
const BEGINS: &[u8] = b"From ";
/// Most bytes read in one piece: far more than a mail.
const PIECE: u64 = 32 * 1024 * 1024;
/// Bytes at the end of what was read by which it is known again.
const TAIL: u64 = 1024;

/// Up to where a file was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Where the newest mail begins that was read.
    pub(super) newest: u64,
    /// The end of what was read.
    pub(super) end: u64,
    /// A hash of what stands before that.
    pub(super) tail: u64,
}

/// A piece of a file.
pub(super) struct Piece {
    text: Vec<u8>,
    /// What to ask with the next time.
    pub(super) place: Place,
}

impl Piece {
    /// Its mails; the last one perhaps not whole yet.
    pub(super) fn mails(&self) -> impl Iterator<Item = &[u8]> {
        let starts = starts(&self.text);
        let ends: Vec<usize> = starts.iter().skip(1).copied().chain([self.text.len()]).collect();
        starts.into_iter().zip(ends).filter_map(|(from, to)| self.text.get(from..to))
    }
}

/// What of a file was not read yet, or may not have been whole. None when there is nothing new, no file, or a mail server
/// that delivers into it at this moment.
pub(super) fn piece(path: &Path, known: Place) -> Result<Option<Piece>> {
    piece_of(path, known, PIECE)
}

fn piece_of(path: &Path, known: Place, most: u64) -> Result<Option<Piece>> {
    let mut file = match File::open(path) {
        // Nothing has ever come back.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    if !lock(&file)? {
        return Ok(None);
    }
    let length = file.metadata()?.len();
    let is_known = known.end <= length && tail(&mut file, known.end)? == known.tail;
    if is_known && length == known.end {
        return Ok(None);
    }
    let from = if is_known { known.newest } else { 0 };
    file.seek(SeekFrom::Start(from))?;
    let mut text = Vec::new();
    let read = Read::by_ref(&mut file).take(most).read_to_end(&mut text)?;
    let is_cut = read as u64 == most;
    let newest = match starts(&text).last() {
        Some(start) if *start > 0 || !is_cut => *start,
        // Not a mail, but more than one can be: on behind it, and a beginning that was cut in two is found.
        _ if is_cut => read.saturating_sub(BEGINS.len()),
        _ => 0,
    };
    let end = from + read as u64;
    let place = Place { newest: from + newest as u64, end, tail: tail(&mut file, end)? };
    Ok(Some(Piece { text, place }))
}

/// Takes the locks under which mail servers deliver, as one who reads: fcntl's, as Postfix and Exim do, and flock's, as
/// OpenSMTPD does. False when somebody delivers. Closing the file gives them back.
fn lock(file: &File) -> Result<bool> {
    match fcntl_lock(file, FlockOperation::NonBlockingLockShared) {
        Err(Errno::AGAIN | Errno::ACCESS) => return Ok(false),
        locked => locked.map_err(Error::from)?,
    }
    match file.try_lock_shared() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// A hash of what stands before an end.
fn tail(file: &mut File, end: u64) -> Result<u64> {
    let from = end.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(from))?;
    let mut text = Vec::new();
    Read::by_ref(file).take(end - from).read_to_end(&mut text)?;
    let Hash([a, b, c, d, e, f, g, h, ..]) = Hash::of(&[&text]);
    // What is kept has a sign.
    Ok(u64::from_be_bytes([a, b, c, d, e, f, g, h]) >> 1)
}

/// Where mails begin.
fn starts(text: &[u8]) -> Vec<usize> {
    let begins = |at: &usize| {
        text.get(*at..).is_some_and(|rest| rest.starts_with(BEGINS))
            && (*at == 0 || text.get(*at - 1) == Some(&b'\n'))
    };
    (0..text.len()).filter(begins).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A mail as it stands in an mbox.
    fn mail(name: &str) -> String {
        format!("From MAILER-DAEMON Mon Nov 23\nSubject: {name}\n\n>From here\n\n")
    }

    /// What a file says at each round, and which mails are handed over then.
    type Case<'a> = (&'a str, Vec<String>, &'a [&'a [&'a str]]);

    /// Reads a file each time it was written anew: which mails are handed over, by their subjects.
    fn rounds(written: &[String], most: u64) -> Vec<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut place) = (folder.path().join("back"), Place::default());
        let mut rounds = Vec::new();
        for text in written {
            std::fs::write(&path, text).unwrap();
            let Some(piece) = piece_of(&path, place, most).unwrap() else {
                rounds.push(Vec::new());
                continue;
            };
            place = piece.place;
            let subject = |mail: &[u8]| {
                let text = String::from_utf8(mail.to_vec()).unwrap();
                text.lines().find_map(|line| line.strip_prefix("Subject: ").map(str::to_owned))
            };
            rounds.push(piece.mails().filter_map(subject).collect());
        }
        rounds
    }

    #[test]
    fn every_mail_is_read_and_the_newest_until_the_file_grows_no_more() {
        let all = |names: &[&str]| names.iter().map(|name| mail(name)).collect::<String>();
        let half = |names: &[&str], cut: usize| {
            let text = all(names);
            text[..text.len() - cut].to_owned()
        };
        let cases: [Case<'_>; 10] = [
            ("it grows", vec![all(&["1", "2"]), all(&["1", "2", "3"])], &[&["1", "2"], &["2", "3"]]),
            ("it does not", vec![all(&["1"]), all(&["1"])], &[&["1"], &[]]),
            ("it is empty", vec![String::new(), all(&["1"])], &[&[], &["1"]]),
            ("half a mail", vec![half(&["1", "2"], 30), all(&["1", "2"])], &[&["1"], &["2"]]),
            ("half a beginning", vec![half(&["1", "2"], 50), all(&["1", "2"])], &[&["1"], &["1", "2"]]),
            ("it was emptied", vec![all(&["1", "2"]), all(&["3"])], &[&["1", "2"], &["3"]]),
            (
                "it was emptied and is longer by now",
                vec![all(&["1", "2"]), all(&["3", "4", "5"])],
                &[&["1", "2"], &["3", "4", "5"]],
            ),
            (
                "it was emptied and is as long by now",
                vec![all(&["1", "2"]), all(&["3", "4"])],
                &[&["1", "2"], &["3", "4"]],
            ),
            ("its one mail is another one", vec![mail("1"), mail("2")], &[&["1"], &["2"]]),
            ("no mailbox at all", vec!["a\nb\n".into(), "a\nb\nc".into()], &[&[], &[]]),
        ];
        for (what, written, expected) in cases {
            assert_eq!(rounds(&written, PIECE), expected, "{what}");
        }
    }

    #[test]
    fn a_long_file_is_read_piece_by_piece_and_a_mail_beyond_all_measure_is_passed_over() {
        let some: String = (10..30).map(|number| mail(&number.to_string())).collect();
        let read: Vec<String> = rounds(&vec![some; 20], 160).concat();
        for number in 10..30 {
            assert!(read.contains(&number.to_string()), "{number} of {read:?}");
        }
        for filling in 300..320 {
            let large = format!("{}{}\n{}", mail("1"), "x".repeat(filling), mail("2"));
            assert!(rounds(&vec![large; 9], 160).concat().contains(&"2".to_owned()), "{filling}");
        }
    }
}
