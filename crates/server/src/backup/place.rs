//! Where backups lie: their names, what of them is in a folder, and how a new one appears there whole. A file is told by its
//! name alone; nothing that does not bear such a name is ever touched.

use super::Kind;
use super::file::private;
use crate::error::Error;
use crate::kek::sync_parent;
use chrono::{DateTime, NaiveDateTime};
use std::fs::DirBuilder;
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use vizitas_domain::time::Time;

/// How the moment stands in a name.
const MOMENT: &str = "%Y%m%dT%H%M%SZ";
const ENDING: &str = ".backup";
/// What a piece of work in progress is called, behind its file's name.
const PART: &str = ".part";
/// What was cut short is swept away once it is so old.
const SWEPT: Duration = Duration::from_secs(24 * 3600);
/// So many of one second, at most.
const SAME_SECOND: u32 = 99;

/// A backup in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Kept {
    /// When it was begun.
    pub(crate) made: Time,
    /// Which of that second.
    number: u32,
    /// The file.
    pub(crate) path: PathBuf,
}

/// The file that is meant: the one named, or in a folder one of a new name.
pub(super) fn target(to: &Path, slug: &str, kind: Kind, made: Time) -> Result<PathBuf, Error> {
    if !to.is_dir() {
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
        if folder.is_some_and(|folder| !folder.is_dir()) {
            return Err(missing(folder.unwrap_or(to)));
        }
        return if to.exists() { Err(Error::Exists(to.display().to_string())) } else { Ok(to.to_owned()) };
    }
    let moment = DateTime::from_timestamp(made.0, 0).unwrap_or_default().format(MOMENT);
    let named = |number: u32| {
        let more = if number > 1 { format!("-{number}") } else { String::new() };
        to.join(format!("{slug}-{}-{moment}{more}{ENDING}", kind.name()))
    };
    let free = (1..=SAME_SECOND).map(named).find(|path| !path.exists());
    free.ok_or_else(|| Error::Exists(named(1).display().to_string()))
}

/// The folder has to be there: one that is not may be a disk that nobody has put in.
pub(super) fn there(folder: &Path) -> Result<(), Error> {
    if folder.is_dir() { Ok(()) } else { Err(missing(folder)) }
}

fn missing(folder: &Path) -> Error {
    Error::at(folder)(std::io::Error::from(ErrorKind::NotFound))
}

/// The backups of a kind in a folder, the oldest first.
pub(crate) fn kept(folder: &Path, slug: &str, kind: Kind) -> Result<Vec<Kept>, Error> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(Error::at(folder))? {
        let entry = entry.map_err(Error::at(folder))?;
        let name = entry.file_name();
        let Some((made, number)) = name.to_str().and_then(|name| read_name(name, slug, kind)) else {
            continue;
        };
        if entry.file_type().is_ok_and(|kind| kind.is_file()) {
            all.push(Kept { made, number, path: entry.path() });
        }
    }
    all.sort();
    Ok(all)
}

fn read_name(name: &str, slug: &str, kind: Kind) -> Option<(Time, u32)> {
    let rest = name.strip_prefix(slug)?.strip_prefix('-')?.strip_prefix(kind.name())?.strip_prefix('-')?;
    let rest = rest.strip_suffix(ENDING)?;
    let (moment, number) = match rest.split_once('-') {
        None => (rest, 1),
        Some((moment, number)) => (moment, number.parse().ok()?),
    };
    let made = NaiveDateTime::parse_from_str(moment, MOMENT).ok()?.and_utc();
    Some((Time(made.timestamp()), number))
}

/// Deletes the oldest of a kind until so many are left, never the one at `but`. Gives what went.
pub(super) fn rotate(
    folder: &Path,
    slug: &str,
    kind: Kind,
    keep: usize,
    but: &Path,
) -> Result<Vec<PathBuf>, Error> {
    let all = kept(folder, slug, kind)?;
    let over = all.len().saturating_sub(keep);
    let old: Vec<PathBuf> =
        all.into_iter().map(|one| one.path).filter(|path| path != but).take(over).collect();
    for path in &old {
        std::fs::remove_file(path).map_err(Error::at(path))?;
        sync_parent(path)?;
    }
    sweep(folder, slug, kind);
    Ok(old)
}

/// Pieces that a cut left behind.
fn sweep(folder: &Path, slug: &str, kind: Kind) {
    let begins = format!("{slug}-{}-", kind.name());
    for entry in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let changed = entry.metadata().and_then(|about| about.modified());
        let old = changed.is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age > SWEPT));
        if name.starts_with(&begins)
            && name.ends_with(PART)
            && old
            && let Err(error) = std::fs::remove_dir_all(entry.path())
        {
            tracing::warn!(folder = %entry.path().display(), %error, "a piece of a backup is left");
        }
    }
}

/// Gives a whole file its name; one that is there is never overwritten.
pub(super) fn put(whole: &Path, file: &Path) -> Result<(), Error> {
    match std::fs::hard_link(whole, file) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Error::Exists(file.display().to_string()));
        }
        // A disk that knows no second name for a file: whoever takes the name first has it.
        Err(_) => {
            drop(private(file)?);
            std::fs::rename(whole, file).map_err(Error::at(file))?;
        }
    }
    sync_parent(file)
}

/// A folder for pieces, gone at the end.
pub(super) struct Scratch(pub(super) PathBuf);

impl Scratch {
    /// Makes one beside what it is for.
    ///
    /// # Errors
    /// [`Error::Invalid`] when one that was cut short left its own there: what is in it is for a person to delete.
    pub(super) fn beside(file: &Path) -> Result<Self, Error> {
        let mut name = file.as_os_str().to_owned();
        name.push(PART);
        let path = PathBuf::from(name);
        match DirBuilder::new().mode(0o700).create(&path) {
            Ok(()) => Ok(Self(path)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(Error::Invalid(format!(
                "a backup or restore was cut short here, unless one is running: delete {} and begin again",
                path.display()
            ))),
            Err(error) => Err(Error::at(&path)(error)),
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What stays behind is sealed, and named so that a person can see it.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_no_other_file_is_taken_for_a_backup() {
        let folder = tempfile::tempdir().unwrap();
        let mut made = Vec::new();
        for seconds in [1_795_413_600, 1_795_413_600, 1_795_500_000] {
            let path = target(folder.path(), "alytus", Kind::Log, Time(seconds)).unwrap();
            std::fs::write(&path, b"").unwrap();
            made.push((Time(seconds), path));
        }
        for other in [
            "alytus-vault-20261123T060000Z.backup",
            "alytus-m-log-20261123T060000Z.backup",
            "alytus-log-20261123T060000Z.backup.part",
            "alytus-log-mine.backup",
            "alytus-log-20261123T060000Z-x.backup",
            "notes.txt",
        ] {
            std::fs::write(folder.path().join(other), b"").unwrap();
        }
        let all = kept(folder.path(), "alytus", Kind::Log).unwrap();
        let all: Vec<_> = all.into_iter().map(|one| (one.made, one.path)).collect();
        assert_eq!(all, made, "the oldest first");
        assert_eq!(kept(folder.path(), "alytus", Kind::Vault).unwrap().len(), 1);
    }

    #[test]
    fn the_oldest_go_and_the_new_one_stays_whatever_its_name_says() {
        let folder = tempfile::tempdir().unwrap();
        let mut all: Vec<PathBuf> = Vec::new();
        for day in 0..5 {
            let path = target(folder.path(), "a", Kind::Vault, Time(1_795_413_600 + day * 86_400)).unwrap();
            std::fs::write(&path, b"").unwrap();
            all.push(path);
        }
        std::fs::write(folder.path().join("other"), b"").unwrap();
        // A clock that was set back: the new one bears the oldest name.
        let gone = rotate(folder.path(), "a", Kind::Vault, 2, &all[0]).unwrap();
        assert_eq!(gone, all[1..4]);
        let left: Vec<bool> = all.iter().map(|path| path.exists()).collect();
        assert_eq!(left, [true, false, false, false, true]);
        assert!(folder.path().join("other").exists());
        assert_eq!(rotate(folder.path(), "a", Kind::Vault, 2, &all[0]).unwrap(), Vec::<PathBuf>::new());
    }

    #[test]
    fn what_was_cut_short_is_named_and_says_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("alytus");
        let left = folder.path().join("alytus.part");
        std::fs::create_dir(&left).unwrap();
        let Err(Error::Invalid(why)) = Scratch::beside(&place) else { panic!("a bare error") };
        assert!(why.contains("cut short") && why.contains(&format!("delete {}", left.display())), "{why}");
        assert!(left.exists(), "what it holds is not ours to delete");
        std::fs::remove_dir(&left).unwrap();
        drop(Scratch::beside(&place).unwrap());
        assert!(!left.exists());
    }

    #[test]
    fn a_name_that_is_taken_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let (whole, file) = (folder.path().join("whole"), folder.path().join("file"));
        std::fs::write(&whole, b"new").unwrap();
        std::fs::write(&file, b"old").unwrap();
        assert!(matches!(put(&whole, &file), Err(Error::Exists(_))));
        assert!(matches!(target(&file, "a", Kind::Log, Time(0)), Err(Error::Exists(_))));
        assert_eq!(std::fs::read(&file).unwrap(), b"old");
        let nowhere = folder.path().join("nowhere").join("file");
        assert!(matches!(target(&nowhere, "a", Kind::Log, Time(0)), Err(Error::File { .. })));
    }
}
