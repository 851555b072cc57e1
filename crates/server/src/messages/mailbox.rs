//! Mail that came back and lies in a mailbox on this machine, a Maildir or an mbox file: it hands over each mail whole, and
//! again when it cannot be sure. What a mail says is `news`' matter, for which the same mail twice is the same news.

use super::mbox::{self, Place};
use super::news::MAIL_BYTES;
use super::settings::EmailSettings;
use crate::error::Error;
use crate::municipality::Municipality;
use std::ffi::OsString;
use std::fs::{DirEntry, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Up to where an mbox file was read, and what stood there.
const NEWEST: &str = "bounces_newest";
const END: &str = "bounces_end";
const TAIL: &str = "bounces_tail";

impl Municipality {
    /// Reads the mailbox that the office named, as far as it was not read yet. One into which the mail server delivers at
    /// this moment is read in the next round.
    ///
    /// # Errors
    /// When it cannot be read, or the databases fail.
    pub fn read_bounces(self: &Arc<Self>) -> Result<(), Error> {
        let Some(named) = self.settings::<EmailSettings>()?.bounces else { return Ok(()) };
        let Some(mailbox) = self.mailbox_at(&named)? else { return Ok(()) };
        if mailbox.is_dir() { self.read_maildir(&mailbox) } else { self.read_mbox(&mailbox) }
    }

    /// Where a mailbox really is; none: nothing was ever delivered. It is a file or a folder, since a pipe would be waited for
    /// for ever, and never in the data folder: to open and shut a database's file beside SQLite takes SQLite's locks away.
    fn mailbox_at(&self, named: &Path) -> Result<Option<PathBuf>, Error> {
        let real = match named.canonicalize() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            found => found.map_err(Error::at(named))?,
        };
        let data = self.data.path().canonicalize().map_err(Error::at(self.data.path()))?;
        if real.starts_with(data) || !(real.is_file() || real.is_dir()) {
            return Err(Error::Invalid("bounces must name a mailbox outside the data folder".to_owned()));
        }
        Ok(Some(real))
    }

    /// A mail lies in `new` once it is whole. A program for mail may have moved it to `cur` before it was read here: there
    /// it counts until it is flagged as seen. One that cannot be read holds up no other.
    fn read_maildir(self: &Arc<Self>, mailbox: &Path) -> Result<(), Error> {
        let read = mailbox.join("cur");
        let mut first = Ok(());
        for folder in [mailbox.join("new"), read.clone()] {
            let entries = match std::fs::read_dir(&folder) {
                Ok(entries) => entries,
                // Nothing was ever delivered.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(Error::at(&folder)(error)),
            };
            for entry in entries {
                let taken = self.take_file(&entry.map_err(Error::at(&folder))?, &read);
                first = first.and(taken);
            }
        }
        first
    }

    fn take_file(self: &Arc<Self>, entry: &DirEntry, read: &Path) -> Result<(), Error> {
        let path = entry.path();
        let Some(seen) = seen(entry.file_name()).filter(|_| path.is_file()) else { return Ok(()) };
        match head(&path) {
            Ok(mail) => self.take_bounce(&mail)?,
            // Somebody has moved it: it is found where it lies now.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Error::at(&path)(error)),
        }
        match std::fs::rename(&path, read.join(seen)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::at(&path)(error)),
            _ => Ok(()),
        }
    }

    fn read_mbox(self: &Arc<Self>, mailbox: &Path) -> Result<(), Error> {
        let known = self.log.read(|log| {
            Ok(Place { newest: log.mark(NEWEST)?, end: log.mark(END)?, tail: log.mark(TAIL)? })
        })?;
        let Some(piece) = mbox::piece(mailbox, known).map_err(Error::at(mailbox))? else { return Ok(()) };
        for mail in piece.mails() {
            self.take_bounce(mail)?;
        }
        let Place { newest, end, tail } = piece.place;
        self.log.write(move |log| {
            log.set_mark(NEWEST, newest)?;
            log.set_mark(END, end)?;
            log.set_mark(TAIL, tail)
        })
    }
}

/// As much of a mail as is looked at.
fn head(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut mail = Vec::new();
    File::open(path)?.take(MAIL_BYTES as u64).read_to_end(&mut mail)?;
    Ok(mail)
}

/// The name of a mail in a Maildir once it is seen; none when it is, or when this is no mail's name.
fn seen(name: OsString) -> Option<OsString> {
    let Ok(text) = name.into_string() else { return None };
    if text.starts_with('.') {
        return None;
    }
    let Some((mail, flags)) = text.split_once(":2,") else { return Some(format!("{text}:2,S").into()) };
    // Flags stand in the order of their letters.
    let mut flags: Vec<char> = flags.chars().collect();
    if flags.contains(&'S') {
        return None;
    }
    flags.push('S');
    flags.sort_unstable();
    Some(format!("{mail}:2,{}", flags.into_iter().collect::<String>()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_flagged_as_seen_once() {
        for (name, expected) in [
            ("1795413600.V1.host", Some("1795413600.V1.host:2,S")),
            ("1795413600.V1.host:2,", Some("1795413600.V1.host:2,S")),
            ("1795413600.V1.host:2,FT", Some("1795413600.V1.host:2,FST")),
            ("1795413600.V1.host:2,S", None),
            ("1795413600.V1.host:2,RS", None),
            (".nfs0001", None),
        ] {
            assert_eq!(seen(name.into()), expected.map(OsString::from), "{name}");
        }
    }
}
