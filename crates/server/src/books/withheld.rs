//! Rows of the office's books that are passed over: their client was erased here, or the data are withheld. Of one who was
//! erased only a keyed hash of the row's number is kept, so that the next import does not bring her back.

use super::{CLIENTS, Hashes, Ledger, VISITS};
use crate::error::Error;
use crate::import::Parsed;
use crate::log::{LedgerRow, Write};
use crate::municipality::Municipality;
use std::collections::BTreeSet;
use vizitas_domain::id::StreamId;

/// The list of those who were erased, in the ledger.
pub(crate) const ERASED: &str = "erased";

impl Municipality {
    /// Takes the rows of clients out who were erased, or whose data are withheld.
    pub(super) fn leave_out_withheld(&self, parsed: &mut Parsed) -> Result<(), Error> {
        let (erased, ledger) =
            self.log.read(|log| Ok((log.ledger(&self.slug, ERASED)?, Ledger::read(log, &self.slug)?)))?;
        let withheld = self.withheld()?;
        let erased: BTreeSet<&str> = erased.iter().map(|row| row.key.as_str()).collect();
        let hashes = Hashes(&self.identity.ledger);
        let is_out = |list: &str, key: &str| {
            let known = if list == CLIENTS { ledger.clients.get(key) } else { ledger.visits.get(key) };
            erased.contains(hashes.erased(list, key).as_str())
                || known.is_some_and(|row| withheld.contains(&row.stream))
        };
        let before = parsed.clients.len() + parsed.visits.len();
        parsed.clients.retain(|row| !is_out(CLIENTS, &row.origin.key));
        parsed.visits.retain(|row| !is_out(VISITS, &row.origin.key) && !is_out(CLIENTS, &row.client));
        let left_out = before - parsed.clients.len() - parsed.visits.len();
        if left_out > 0 {
            tracing::info!(left_out, "rows of clients who were erased or are withheld are passed over");
        }
        Ok(())
    }

    /// Writes down by what the rows of a client are known who is erased; the rows themselves go.
    pub(crate) fn forget_rows_of(&self, log: &mut dyn Write, stream: StreamId) -> Result<(), Error> {
        let ledger = Ledger::read(log.read(), &self.slug)?;
        let epoch = log.read().head()?.epoch;
        let hashes = Hashes(&self.identity.ledger);
        for (list, rows) in [(CLIENTS, &ledger.clients), (VISITS, &ledger.visits)] {
            for (key, _) in rows.iter().filter(|(_, row)| row.stream == stream) {
                let key = hashes.erased(list, key);
                let row = LedgerRow { key, stream, thing: None, fields: b"{}".to_vec(), epoch, position: 0 };
                log.put_ledger(&self.slug, ERASED, &row)?;
            }
        }
        Ok(())
    }
}
