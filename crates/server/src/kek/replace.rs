//! Another key-encryption key in the place of this one: everything that it wraps is wrapped anew. It never changes what is
//! wrapped, and drops no key before everything opens without it.
//!
//! Whoever adds a wrap adds it to [`rewrap`]: a test reads the sources for those that are not there.

use super::{Kek, KekSource, draw, read, replace_private, write_private};
use crate::database::{self, RawKey};
use crate::error::Error;
use crate::folder::DataFolder;
use crate::identity::Identity;
use crate::municipality::open_log;
use crate::vault::Vault;
use crate::{settings, staff};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use vizitas_domain::time::Time;
use zeroize::Zeroizing;

/// Wraps all that a municipality's files hold under `kek` anew. What was done already is left as it is, so that a run that was
/// cut short is run again. The audit says so. Gives how many were wrapped anew.
pub(crate) fn rewrap(data: &DataFolder, slug: &str, kek: &Arc<Kek>, now: Time) -> Result<usize, Error> {
    let folder = &data.municipality(slug)?;
    let mut done = usize::from(Identity::rewrap(folder, kek)?);
    for database in [folder.log(), folder.vault(), folder.replica()] {
        if database::key_file(&database).exists() {
            done += usize::from(RawKey::rewrap(&database, kek)?);
        }
    }
    done +=
        Vault::open(&folder.vault(), &RawKey::beside(&folder.vault(), kek)?, Arc::clone(kek))?.rewrap()?;
    let log = open_log(data, slug, kek)?;
    let (office, kek) = (Identity::open(folder, kek)?.office, Arc::clone(kek));
    log.write(move |log| {
        let done = done + settings::rewrap(log, &kek)? + staff::rewrap(log, &kek)?;
        if done > 0 {
            log.audit(now, office, "key-encryption key replaced", None)?;
        }
        Ok(done)
    })
}

impl DataFolder {
    /// Draws another key-encryption key, wraps everything anew and keeps the old one in `old`, for the backups that were made
    /// under it. Run again, it ends what was cut short. Gives how many keys were wrapped anew.
    ///
    /// # Errors
    /// When a server has a municipality open, when the key is not in a file, or when something does not open.
    pub fn replace_kek(&self, old: &Path, now: Time) -> Result<usize, Error> {
        let KekSource::File(file) = self.kek_source() else {
            let how = "the key does not come from a file: put the new one before the old one where it comes from, \
                       run `keys rewrap`, then take the old one away";
            return Err(Error::Invalid(how.to_owned()));
        };
        let _locks = self.closed()?;
        Kek::open(file)?;
        let text = read(file)?;
        let (new, before) = match text.trim().split_once(|c: char| c.is_ascii_whitespace()) {
            // Begun before, and cut short.
            Some((new, before)) => (Zeroizing::new(new.to_owned()), before),
            None => (draw()?, text.trim()),
        };
        keep(old, before)?;
        let both = Zeroizing::new(format!("{}\n{before}", *new));
        replace_private(file, both.as_bytes())?;
        let done = self.rewrap_all(&Arc::new(Kek::open(file)?), now)?;
        replace_private(file, new.as_bytes())?;
        Ok(done)
    }

    /// Wraps everything under the first of the keys where they come from. Gives how many keys were wrapped anew; after that
    /// those behind the first open nothing any more.
    ///
    /// # Errors
    /// When a server has a municipality open, or when something does not open.
    pub fn rewrap(&self, now: Time) -> Result<usize, Error> {
        let _locks = self.closed()?;
        self.rewrap_all(&Arc::new(self.kek()?), now)
    }

    fn rewrap_all(&self, kek: &Arc<Kek>, now: Time) -> Result<usize, Error> {
        let slugs = self.slugs()?;
        slugs.iter().map(|slug| rewrap(self, slug, kek, now)).sum()
    }

    /// Every municipality held alone.
    fn closed(&self) -> Result<Vec<File>, Error> {
        let alone = |slug: &String| {
            let lock = self.municipality(slug)?.lock_file()?;
            let busy = |_| Error::Invalid(format!("stop the server first: {slug} is open"));
            lock.try_lock().map_err(busy)?;
            Ok(lock)
        };
        self.slugs()?.iter().map(alone).collect()
    }
}

/// Keeps a key in a file of its own. One that holds it already is left, one that holds another is refused.
fn keep(path: &Path, key: &str) -> Result<(), Error> {
    if !path.exists() {
        write_private(path, key.as_bytes())?;
        return super::sync_parent(path);
    }
    if read(path)?.trim() == key.trim() { Ok(()) } else { Err(Error::Exists(path.display().to_string())) }
}

#[cfg(test)]
mod tests;
