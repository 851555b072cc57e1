//! Walking the audit's chain from its first record to its last: pure, record by record. The first that is not what was
//! written is named; what follows it cannot be vouched for.

use crate::log::{AuditCheckpoint, AuditRecord};
use chrono::DateTime;
use chrono_tz::Europe::Vilnius;
use std::collections::BTreeMap;
use std::fmt;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;

/// A chain that holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many records.
    pub records: u64,
    /// The earliest moment in it.
    pub from: Option<Time>,
    /// The latest. Looks carry their tablet's time and come later.
    pub to: Option<Time>,
    /// How many checkpoints fit it.
    pub checkpoints: u64,
    /// Up to which record they do.
    pub covered: u64,
    /// How many tablets bear witness to it.
    pub witnesses: u64,
    /// How many keep records that a restore is known to have lost.
    pub lost: u64,
}

impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { records, from, to, checkpoints, covered, witnesses, lost } = *self;
        write!(f, "the audit holds: {records} records")?;
        if let (Some(from), Some(to)) = (from, to) {
            write!(f, " from {} to {}", shown(from), shown(to))?;
        }
        match checkpoints {
            0 => f.write_str("; nothing of it is signed yet")?,
            _ => write!(f, "; {checkpoints} signed checkpoints fit, up to record {covered}")?,
        }
        if witnesses > 0 {
            write!(f, "; tablets that bear witness: {witnesses}")?;
        }
        if lost > 0 {
            write!(f, "; tablets that keep records lost by a restore: {lost}")?;
        }
        Ok(())
    }
}

/// The first thing that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A record is gone; the next one there is of this moment.
    Missing {
        /// Which.
        number: u64,
        /// When the next was written.
        next: Time,
    },
    /// A record is not what was written, or does not stand where it was.
    Altered {
        /// Which.
        number: u64,
        /// The time that stands in it.
        at: Time,
    },
    /// A record is none that this program writes.
    Unreadable {
        /// Which.
        number: u64,
    },
    /// Records stand beside the chain.
    Beside {
        /// How many.
        count: u64,
    },
    /// The chain holds, but up to this record it is not the one that was signed.
    Rewritten {
        /// The last record up to which it fits what was signed.
        fits: u64,
        /// The record that was signed.
        number: u64,
        /// When it was signed.
        signed: Time,
    },
    /// The chain ends before what was signed.
    Cut {
        /// The last record there is.
        number: u64,
        /// How many there were.
        records: u64,
        /// When that was signed.
        signed: Time,
    },
    /// A checkpoint does not carry this municipality's signature.
    Unsigned {
        /// How many records it speaks of.
        number: u64,
        /// The time that stands in it.
        at: Time,
    },
}

impl Fault {
    /// The record it is about.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        match self {
            Self::Missing { number, .. }
            | Self::Altered { number, .. }
            | Self::Unreadable { number }
            | Self::Unsigned { number, .. } => Some(*number),
            Self::Rewritten { fits, .. } => Some(fits + 1),
            Self::Cut { number, .. } => Some(number + 1),
            Self::Beside { .. } => None,
        }
    }
}

impl std::error::Error for Fault {}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the audit does not hold: ")?;
        match self {
            Self::Missing { number, next } => {
                write!(f, "record {number} is gone; the next is of {}", shown(*next))
            }
            Self::Altered { number, at } => {
                write!(f, "record {number} of {} is not what was written there", shown(*at))
            }
            Self::Unreadable { number } => write!(f, "record {number} cannot be read"),
            Self::Beside { count } => write!(f, "{count} records stand beside the chain"),
            Self::Rewritten { fits, number, signed } => write!(
                f,
                "from record {} to {number} it is not what was signed at {}",
                fits + 1,
                shown(*signed)
            ),
            Self::Cut { number, records, signed } => write!(
                f,
                "it ends with record {number}, but at {} there were {records}; if a backup was restored since, \
                 compare with the checkpoints saved after that",
                shown(*signed)
            ),
            Self::Unsigned { number, at } => {
                write!(
                    f,
                    "the checkpoint of {} at record {number} is not signed by this municipality",
                    shown(*at)
                )
            }
        }
    }
}

/// A moment as people here read it, to the second.
#[must_use]
pub fn shown(at: Time) -> String {
    let moment = DateTime::from_timestamp(at.0, 0).unwrap_or_default();
    moment.with_timezone(&Vilnius).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// The walk so far.
#[derive(Debug, Default)]
pub(super) struct Walk {
    verified: Verified,
    hash: Hash,
    form: u32,
    /// What was signed, by how many records it speaks of.
    signed: BTreeMap<u64, Vec<(Hash, Time)>>,
}

impl Walk {
    /// A walk that looks for what was signed. The signatures have been checked.
    pub(super) fn along(checkpoints: impl Iterator<Item = AuditCheckpoint>) -> Self {
        let mut signed: BTreeMap<u64, Vec<(Hash, Time)>> = BTreeMap::new();
        for AuditCheckpoint { records, hash, at, .. } in checkpoints {
            signed.entry(records).or_default().push((hash, at));
        }
        Self { signed, ..Self::default() }
    }

    /// The last record that was passed.
    pub(super) fn number(&self) -> u64 {
        self.verified.records
    }

    /// Passes the next record.
    pub(super) fn step(&mut self, record: &AuditRecord) -> Result<(), Fault> {
        let AuditRecord { number, at, form, hash, .. } = *record;
        let verified = &mut self.verified;
        if number != verified.records + 1 {
            return Err(Fault::Missing { number: verified.records + 1, next: at });
        }
        // A later record is never of an earlier form.
        if form < self.form || record.chained(&self.hash) != Some(hash) {
            return Err(Fault::Altered { number, at });
        }
        for (signed_hash, signed) in self.signed.remove(&number).unwrap_or_default() {
            if signed_hash != hash {
                return Err(Fault::Rewritten { fits: verified.covered, number, signed });
            }
            verified.checkpoints += 1;
            verified.covered = number;
        }
        verified.records = number;
        verified.from = Some(verified.from.map_or(at, |from| from.min(at)));
        verified.to = Some(verified.to.map_or(at, |to| to.max(at)));
        (self.form, self.hash) = (form, hash);
        Ok(())
    }

    /// Comes to the end; `count` records stand in the database.
    pub(super) fn end(self, count: u64) -> Result<Verified, Fault> {
        let number = self.verified.records;
        if let Some((records, signed)) = self.signed.into_iter().next_back()
            && let Some((_, signed)) = signed.into_iter().next()
        {
            return Err(Fault::Cut { number, records, signed });
        }
        match count.checked_sub(number) {
            Some(0) => Ok(self.verified),
            other => Err(Fault::Beside { count: other.unwrap_or_default() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use vizitas_domain::id::ActorId;
    use vizitas_sync::sign::Signature;

    fn chain(forms: &[u32]) -> Vec<AuditRecord> {
        let mut before = Hash::ZERO;
        let make = |(form, number): (&u32, u64)| {
            let mut record = AuditRecord {
                number,
                at: Time(number as i64 * 60),
                actor: ActorId(Uuid::from_u128(number.into())),
                deed: "looked".into(),
                about: None,
                look: None,
                reason: String::new(),
                form: *form,
                hash: Hash::ZERO,
            };
            record.hash = record.chained(&before).unwrap();
            before = record.hash;
            record
        };
        forms.iter().zip(1..).map(make).collect()
    }

    fn signed(record: &AuditRecord) -> AuditCheckpoint {
        let (records, hash, at) = (record.number, record.hash, Time(999));
        AuditCheckpoint { records, hash, at, signature: Signature([0; 64]) }
    }

    fn walk(records: &[AuditRecord], checkpoints: &[AuditCheckpoint]) -> Result<Verified, Fault> {
        let mut walk = Walk::along(checkpoints.iter().cloned());
        records.iter().try_for_each(|record| walk.step(record))?;
        walk.end(records.len() as u64)
    }

    #[test]
    fn an_untouched_chain_holds_through_both_forms() {
        let records = chain(&[1, 1, 2, 2]);
        let signed = [signed(&records[1]), signed(&records[2])];
        let holds = Verified {
            records: 4,
            from: Some(Time(60)),
            to: Some(Time(240)),
            checkpoints: 2,
            covered: 3,
            ..Verified::default()
        };
        assert_eq!(walk(&records, &signed), Ok(holds));
        assert_eq!(walk(&[], &[]), Ok(Verified::default()));
    }

    #[test]
    fn whatever_is_done_to_it_is_found_where_it_was_done() {
        let clean = chain(&[1, 1, 2, 2, 2]);
        let last = [signed(&clean[4])];
        let altered = |number: u64| Fault::Altered { number, at: Time(number as i64 * 60) };
        type Spoil = fn(&mut Vec<AuditRecord>);
        let cases: [(Spoil, Fault); 8] = [
            (|rows| rows[2].deed = "nothing".into(), altered(3)),
            (|rows| rows[1].reason = "x".into(), altered(2)),
            (|rows| rows[4].actor = ActorId(Uuid::nil()), altered(5)),
            (|rows| drop(rows.remove(2)), Fault::Missing { number: 3, next: Time(240) }),
            (|rows| drop(rows.remove(0)), Fault::Missing { number: 1, next: Time(120) }),
            (|rows| drop(rows.pop()), Fault::Cut { number: 4, records: 5, signed: Time(999) }),
            (
                |rows| {
                    let (two, three) = (rows[1].clone(), rows[2].clone());
                    rows[1] = AuditRecord { number: 2, ..three };
                    rows[2] = AuditRecord { number: 3, ..two };
                },
                Fault::Altered { number: 2, at: Time(180) },
            ),
            // A chain made anew, every hash right.
            (
                |rows| *rows = chain(&[1, 2, 2, 2, 2]),
                Fault::Rewritten { fits: 0, number: 5, signed: Time(999) },
            ),
        ];
        for (number, (spoil, fault)) in cases.into_iter().enumerate() {
            let mut rows = clean.clone();
            spoil(&mut rows);
            assert_eq!(walk(&rows, &last), Err(fault), "case {number}");
        }
        assert_eq!(walk(&chain(&[2, 1]), &[]), Err(altered(2)), "an old form does not come back");
        let mut walked = Walk::default();
        clean.iter().try_for_each(|record| walked.step(record)).unwrap();
        assert_eq!(walked.end(6), Err(Fault::Beside { count: 1 }));
    }
}
