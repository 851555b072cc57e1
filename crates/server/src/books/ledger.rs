//! What a row said last time: per field a keyed hash, so that the log's database holds none of its words. A hash is cut
//! to 16 bytes: enough to tell two values of one field apart.

use crate::error::Error;
use crate::import::Fields;
use crate::kek::hex;
use crate::log::LedgerRow;
use ring::hmac;
use std::collections::{BTreeMap, BTreeSet};

/// Makes and compares hashes.
pub(crate) struct Hashes<'a>(pub(crate) &'a hmac::Key);

/// What a row says against last time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It was not there.
    New,
    /// It says what it said.
    Same,
    /// These fields say something else. A column that is gone has not changed.
    Fields(BTreeSet<String>),
}

impl Change {
    /// Whether this field has to be written.
    pub(crate) fn has(&self, field: &str) -> bool {
        match self {
            Self::New => true,
            Self::Same => false,
            Self::Fields(names) => names.contains(field),
        }
    }
}

type Stored = BTreeMap<String, String>;

impl Hashes<'_> {
    fn hash(&self, name: &str, value: &str) -> String {
        let mut context = hmac::Context::with_key(self.0);
        context.update(name.as_bytes());
        context.update(&[0]);
        context.update(value.as_bytes());
        hex(context.sign().as_ref().get(..16).unwrap_or_default())
    }

    /// By what a row of the office's is known whose client was erased: the number itself is not kept.
    pub(crate) fn erased(&self, list: &str, key: &str) -> String {
        self.hash(list, key)
    }

    pub(crate) fn change(&self, before: Option<&LedgerRow>, fields: &Fields) -> Result<Change, Error> {
        let Some(before) = before else { return Ok(Change::New) };
        let stored: Stored = stored(before)?;
        let differs = |(name, value): &(&&'static str, &String)| {
            stored.get(**name).is_none_or(|hash| *hash != self.hash(name, value))
        };
        let changed: BTreeSet<String> =
            fields.iter().filter(differs).map(|(name, _)| (*name).to_owned()).collect();
        Ok(if changed.is_empty() { Change::Same } else { Change::Fields(changed) })
    }

    /// The hashes to be kept: those of this row, and what was known of columns that it does not have.
    pub(crate) fn keep(&self, before: Option<&LedgerRow>, fields: &Fields) -> Result<Vec<u8>, Error> {
        let mut all: Stored = before.map(stored).transpose()?.unwrap_or_default();
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), self.hash(name, value))));
        serde_json::to_vec(&all).map_err(|_| Error::Malformed("import ledger"))
    }
}

fn stored(row: &LedgerRow) -> Result<Stored, Error> {
    serde_json::from_slice(&row.fields).map_err(|_| Error::Malformed("import ledger"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use vizitas_domain::id::StreamId;

    #[test]
    fn only_what_the_file_changed_is_a_change() {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &[1; 32]);
        let hashes = Hashes(&key);
        let row = |pairs: &[(&'static str, &str)]| -> Fields {
            pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
        };
        let first = row(&[("given", "Ona"), ("phone", "+37060000000")]);
        assert_eq!(hashes.change(None, &first).unwrap(), Change::New);
        let mut kept = LedgerRow {
            key: "K-1".into(),
            stream: StreamId(Uuid::nil()),
            thing: None,
            fields: hashes.keep(None, &first).unwrap(),
            epoch: 1,
            position: 1,
        };
        assert!(!String::from_utf8(kept.fields.clone()).unwrap().contains("Ona"));
        assert_eq!(hashes.change(Some(&kept), &first).unwrap(), Change::Same);
        let second = row(&[("given", "Ona"), ("phone", "+37061111111"), ("notes", "")]);
        let Change::Fields(names) = hashes.change(Some(&kept), &second).unwrap() else { panic!() };
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["notes", "phone"]);
        // A column left out is not a column emptied, and is remembered.
        let narrow = row(&[("given", "Ona")]);
        assert_eq!(hashes.change(Some(&kept), &narrow).unwrap(), Change::Same);
        kept.fields = hashes.keep(Some(&kept), &narrow).unwrap();
        assert_eq!(hashes.change(Some(&kept), &first).unwrap(), Change::Same);
    }
}
