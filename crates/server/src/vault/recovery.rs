//! What the vault keeps for profiles that no PIN opens: the recovery key's public half, the profiles' wraps, who asks, and
//! the supervisors' codes. Statements alone; who may do what is decided outside.

use super::Vault;
use crate::error::Error;
use crate::kek::Kek;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;
use vizitas_domain::id::InstallationId;
use vizitas_domain::time::Time;
use vizitas_sync::check::Drawn;
use vizitas_sync::keys::{Boxed, Recipient};
use vizitas_sync::recovery::{Owner, RecoveryKey};
use vizitas_sync::sign::Signature;
use vizitas_sync::unlock::{CodeName, UnlockCode};
use vizitas_sync::wire::RecoveryWrap;

/// A tablet that asks for its keys.
#[derive(Clone, Debug)]
pub(crate) struct AskedRow {
    pub(crate) installation: InstallationId,
    /// To whom they are to be sealed.
    pub(crate) recipient: Recipient,
    /// Drawn for this request: a part of its digits.
    pub(crate) drawn: Drawn,
    /// Whether the tablet proved that it is the one.
    pub(crate) proved: bool,
    pub(crate) asked: Time,
    /// Not to be opened from then on.
    pub(crate) until: Time,
    /// The wrap that it brought itself.
    pub(crate) brought: Option<RecoveryWrap>,
    /// What the two people left for it.
    pub(crate) answer: Option<Boxed>,
}

/// A supervisor's code.
#[derive(Debug)]
pub(crate) struct CodeRow {
    pub(crate) owner: Owner,
    pub(crate) name: CodeName,
    pub(crate) code: UnlockCode,
    /// When somebody was first shown it.
    pub(crate) given: Option<Time>,
}

impl Vault {
    /// The recovery key in force.
    pub(crate) fn recovery_key(&self) -> Result<Option<RecoveryKey>, Error> {
        let sql = "SELECT number, public, signature FROM recovery_keys ORDER BY number DESC LIMIT 1";
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?, row.get(2)?));
        let found = self.db()?.prepare_cached(sql)?.query_row([], read).optional()?;
        let key = |(number, public, signature): (u32, Vec<u8>, [u8; 64])| {
            let recipient = Recipient::from_bytes(&public)?;
            Ok(RecoveryKey { number, recipient, signature: Signature(signature) })
        };
        found.map(key).transpose()
    }

    /// Puts a recovery key in force.
    pub(crate) fn put_recovery_key(&self, key: &RecoveryKey, since: Time) -> Result<(), Error> {
        let sql = "INSERT INTO recovery_keys (number, public, signature, since) VALUES (?1, ?2, ?3, ?4)";
        let row = params![key.number, key.recipient.bytes(), key.signature.0, since.0];
        self.db()?.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }

    /// Keeps a profile's wrap in the place of the one before.
    pub(crate) fn put_recovery_wrap(&self, of: &Owner, wrap: &RecoveryWrap, at: Time) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO recovery_wraps (installation, incarnation, number, sealed, at)
            VALUES (?1, ?2, ?3, ?4, ?5)";
        let id = of.installation.0.as_bytes();
        let row = params![id, of.incarnation, wrap.key, wrap.sealed.bytes(), at.0];
        self.db()?.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }

    /// The wrap of one life of a profile.
    pub(crate) fn recovery_wrap(&self, of: &Owner) -> Result<Option<RecoveryWrap>, Error> {
        let sql = "SELECT number, sealed FROM recovery_wraps WHERE installation = ?1 AND incarnation = ?2";
        let key = params![of.installation.0.as_bytes(), of.incarnation];
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?));
        let found = self.db()?.prepare_cached(sql)?.query_row(key, read).optional()?;
        let wrap =
            |(key, sealed): (u32, Vec<u8>)| Ok(RecoveryWrap { key, sealed: Boxed::from_bytes(&sealed)? });
        found.map(wrap).transpose()
    }

    /// Writes down that a tablet asks, in the place of what it asked before.
    pub(crate) fn put_asked(&self, asked: &AskedRow) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO recovery_requests
            (installation, public, drawn, proved, asked, until, brought, brought_for, answer)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let row = params![
            asked.installation.0.as_bytes(),
            asked.recipient.bytes(),
            asked.drawn,
            asked.proved,
            asked.asked.0,
            asked.until.0,
            asked.brought.as_ref().map(|wrap| wrap.sealed.bytes()),
            asked.brought.as_ref().map_or(0, |wrap| wrap.key),
            asked.answer.as_ref().map(Boxed::bytes),
        ];
        self.db()?.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }

    /// Every tablet that asked, the first to ask first.
    pub(crate) fn all_asked(&self) -> Result<Vec<AskedRow>, Error> {
        let db = self.db()?;
        let sql = "SELECT installation, public, drawn, proved, asked, until, brought, brought_for, answer
            FROM recovery_requests ORDER BY asked, installation";
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let sealed = |at| -> Result<Option<Boxed>, Error> {
                let bytes: Option<Vec<u8>> = row.get(at)?;
                Ok(bytes.map(|bytes| Boxed::from_bytes(&bytes)).transpose()?)
            };
            let brought = sealed(6)?;
            let number = row.get(7)?;
            all.push(AskedRow {
                installation: InstallationId(Uuid::from_bytes(row.get(0)?)),
                recipient: Recipient::from_bytes(&row.get::<_, Vec<u8>>(1)?)?,
                drawn: row.get(2)?,
                proved: row.get(3)?,
                asked: Time(row.get(4)?),
                until: Time(row.get(5)?),
                brought: brought.map(|sealed| RecoveryWrap { key: number, sealed }),
                answer: sealed(8)?,
            });
        }
        Ok(all)
    }

    /// What a tablet asked last.
    pub(crate) fn asked(&self, installation: InstallationId) -> Result<Option<AskedRow>, Error> {
        Ok(self.all_asked()?.into_iter().find(|asked| asked.installation == installation))
    }

    /// Leaves an answer for the request that it is sealed to. False when that one is answered, or another took its place.
    pub(crate) fn answer_asked(&self, asked: &AskedRow, answer: &Boxed) -> Result<bool, Error> {
        let sql = "UPDATE recovery_requests SET answer = ?3
            WHERE installation = ?1 AND public = ?2 AND answer IS NULL";
        let row = params![asked.installation.0.as_bytes(), asked.recipient.bytes(), answer.bytes()];
        Ok(self.db()?.prepare_cached(sql)?.execute(row)? == 1)
    }

    /// Forgets that a tablet asked.
    pub(crate) fn forget_asked(&self, installation: InstallationId) -> Result<(), Error> {
        let sql = "DELETE FROM recovery_requests WHERE installation = ?1";
        self.db()?.prepare_cached(sql)?.execute([installation.0.as_bytes()])?;
        Ok(())
    }

    /// Forgets whoever asked and was to be answered before a moment.
    pub(crate) fn forget_asked_before(&self, until: Time) -> Result<usize, Error> {
        let sql = "DELETE FROM recovery_requests WHERE until < ?1";
        Ok(self.db()?.prepare_cached(sql)?.execute([until.0])?)
    }

    /// Which tablets' codes somebody was shown and nobody used, as far as it is known here, with when and until when each
    /// opens.
    pub(crate) fn given_codes(&self) -> Result<Vec<(Owner, Time, Time)>, Error> {
        let db = self.db()?;
        let sql =
            "SELECT installation, incarnation, given, expires FROM unlock_codes WHERE given IS NOT NULL";
        let mut statement = db.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            let owner = Owner {
                installation: InstallationId(Uuid::from_bytes(row.get(0)?)),
                incarnation: row.get(1)?,
            };
            Ok((owner, Time(row.get(2)?), Time(row.get(3)?)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps a supervisor's code, wrapped, in the place of the one before.
    pub(crate) fn put_unlock_code(
        &self,
        of: &Owner,
        name: &CodeName,
        code: &UnlockCode,
    ) -> Result<(), Error> {
        let wrapped = self.kek.wrap(&label(of, name), code.bytes())?;
        let sql = "INSERT OR REPLACE INTO unlock_codes (installation, incarnation, id, expires, wrapped)
            VALUES (?1, ?2, ?3, ?4, ?5)";
        let id = of.installation.0.as_bytes();
        let row = params![id, of.incarnation, name.id.as_bytes(), name.expires.0, wrapped];
        self.db()?.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }

    /// The supervisor's code of one life of a profile.
    pub(crate) fn unlock_code(&self, of: &Owner) -> Result<Option<CodeRow>, Error> {
        let sql = "SELECT id, expires, wrapped, given FROM unlock_codes
            WHERE installation = ?1 AND incarnation = ?2";
        let key = params![of.installation.0.as_bytes(), of.incarnation];
        let read = |row: &Row<'_>| {
            let name = CodeName { id: Uuid::from_bytes(row.get(0)?), expires: Time(row.get(1)?) };
            Ok((name, row.get::<_, Vec<u8>>(2)?, row.get::<_, Option<i64>>(3)?))
        };
        let found = self.db()?.prepare_cached(sql)?.query_row(key, read).optional()?;
        let Some((name, wrapped, given)) = found else { return Ok(None) };
        let code = UnlockCode::from_bytes(&self.kek.unwrap(&label(of, &name), &wrapped)?)?;
        Ok(Some(CodeRow { owner: *of, name, code, given: given.map(Time) }))
    }

    /// Writes down that somebody was shown a code.
    pub(crate) fn unlock_code_given(&self, row: &CodeRow, at: Time) -> Result<(), Error> {
        let sql = "UPDATE unlock_codes SET given = coalesce(given, ?3) WHERE installation = ?1 AND id = ?2";
        let key = params![row.owner.installation.0.as_bytes(), row.name.id.as_bytes(), at.0];
        self.db()?.prepare_cached(sql)?.execute(key)?;
        Ok(())
    }

    /// Destroys a profile's code.
    pub(crate) fn forget_unlock_code(&self, installation: InstallationId) -> Result<(), Error> {
        let sql = "DELETE FROM unlock_codes WHERE installation = ?1";
        self.db()?.prepare_cached(sql)?.execute([installation.0.as_bytes()])?;
        Ok(())
    }
}

/// Makes the wrap of every code anew under the key that wraps now. Gives how many there were to do.
pub(super) fn rewrap(change: &Connection, kek: &Kek) -> Result<usize, Error> {
    let sql = "UPDATE unlock_codes SET wrapped = ?2 WHERE installation = ?1";
    let mut done = 0;
    for (installation, label, wrapped) in wrapped(change)? {
        let Some(anew) = kek.rewrap(&label, &wrapped)? else { continue };
        done += change.prepare_cached(sql)?.execute((installation, anew))?;
    }
    Ok(done)
}

/// Whether every code opens.
pub(super) fn open(db: &Connection, kek: &Kek) -> Result<(), Error> {
    wrapped(db)?.iter().try_for_each(|(_, label, wrapped)| kek.unwrap(label, wrapped).map(drop))
}

/// Installation, label and wrap of every code.
type Wrapped = ([u8; 16], Vec<u8>, Vec<u8>);

fn wrapped(db: &Connection) -> Result<Vec<Wrapped>, Error> {
    let mut rows = db.prepare("SELECT installation, id, wrapped FROM unlock_codes")?;
    let rows = rows.query_map([], |row| {
        let (installation, id): ([u8; 16], [u8; 16]) = (row.get(0)?, row.get(1)?);
        Ok((installation, named(&installation, &id), row.get(2)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Binds a wrap to its tablet and its name.
fn label(of: &Owner, name: &CodeName) -> Vec<u8> {
    named(of.installation.0.as_bytes(), name.id.as_bytes())
}

fn named(installation: &[u8; 16], id: &[u8; 16]) -> Vec<u8> {
    [b"unlock code v1 ".as_slice(), installation, id].concat()
}
