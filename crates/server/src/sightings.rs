//! What a tablet shows by asking: that it has the log up to where it asks from. It is noted beside the log, cheaply, and never
//! at the cost of an answer. A request proved by a locked tablet is not noted: what it takes then nobody can look at.

use crate::error::Error;
use crate::log::Installation;
use crate::municipality::Municipality;
use vizitas_domain::id::StreamId;
use vizitas_domain::time::Time;
use vizitas_domain::unseen::Sighting;
use vizitas_sync::log::Cursor;
use vizitas_sync::wire::Prover;

/// What a request says of its tablet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    pub(crate) prover: Prover,
    /// Everything up to here it has kept.
    pub(crate) cursor: Cursor,
    /// But for the history of streams that are new to it, which comes in pieces.
    pub(crate) loading: bool,
}

impl Municipality {
    /// Notes what a tablet showed by asking. An answer does not fail by it.
    pub(crate) fn sighted(&self, by: &Installation, asked: &Asked) {
        if asked.prover == Prover::Unlocked
            && let Err(error) = self.note(by, asked)
        {
            tracing::warn!(%error, "what a tablet has taken could not be noted");
        }
    }

    /// Writes down that a PIN was tried and was wrong, as its tablet tells it: how often since it told of it last. One that
    /// tells of fewer than before was put back to an older state, and what it tells of later counts from there.
    pub(crate) fn hear_wrong_tries(&self, by: &Installation, ever: Option<u32>) {
        let Some(ever) = ever else { return };
        let heard = || -> Result<(), Error> {
            let (tablet, worker, now) = (by.installation, by.actor, self.clock.now());
            if self.log.read(|log| log.wrong_tries(tablet))? == ever {
                return Ok(());
            }
            self.log.write(move |log| {
                let before = log.read().wrong_tries(tablet)?;
                log.put_wrong_tries(tablet, ever)?;
                match ever.checked_sub(before) {
                    None | Some(0) => Ok(()),
                    Some(more) => {
                        let about = Some(StreamId::from(worker));
                        log.audit_because(now, worker, "wrong pin tries", about, &more.to_string())
                    }
                }
            })
        };
        if let Err(error) = heard() {
            tracing::warn!(%error, "wrong tries that a tablet told of could not be written down");
        }
    }

    fn note(&self, by: &Installation, asked: &Asked) -> Result<(), Error> {
        let (tablet, Cursor { epoch, position, head }) = (by.installation, asked.cursor);
        let (before, is_ours) = self.log.read(|log| {
            let is_ours = epoch <= log.head()?.epoch && log.chain_at(position)? == Some(head);
            Ok((log.sighting(tablet)?, is_ours))
        })?;
        // A position of a log that a restore cut off says nothing of this one.
        let news = if is_ours { news(before, asked, self.clock.now()) } else { None };
        news.map_or(Ok(()), |news| self.log.write(move |log| log.put_sighting(tablet, &news)))
    }
}

/// What is to be written down; none while neither the position nor the minute is another. While history loads, what it had
/// before stands: of which stream how much has come is not kept.
fn news(before: Option<Sighting>, asked: &Asked, now: Time) -> Option<Sighting> {
    let had = before.map_or(0, |before| before.position);
    let position = if asked.loading && asked.cursor.position > 0 { had } else { asked.cursor.position };
    let minute = |at: Time| at.0.div_euclid(60);
    let same = before.is_some_and(|before| before.position == position && minute(before.at) == minute(now));
    (!same).then_some(Sighting { at: now, position })
}

#[cfg(test)]
mod tests {
    use super::*;
    use vizitas_sync::hash::Hash;

    #[test]
    fn only_another_position_or_minute_is_written_down() {
        let seen = |at, position| Sighting { at: Time(at), position };
        let cases = [
            (None, 0, false, 60, Some(seen(60, 0))),
            (None, 9, true, 60, Some(seen(60, 0))),
            (None, 9, false, 60, Some(seen(60, 9))),
            (Some(seen(60, 9)), 9, false, 119, None),
            (Some(seen(60, 9)), 9, false, 120, Some(seen(120, 9))),
            (Some(seen(60, 9)), 10, false, 61, Some(seen(61, 10))),
            // History of a new stream loads: what it had stands.
            (Some(seen(60, 9)), 12, true, 61, None),
            (Some(seen(60, 9)), 12, true, 120, Some(seen(120, 9))),
            (Some(seen(60, 9)), 12, false, 61, Some(seen(61, 12))),
            // It begins anew; it went back to what a restored log still has.
            (Some(seen(60, 9)), 0, true, 61, Some(seen(61, 0))),
            (Some(seen(60, 9)), 5, false, 61, Some(seen(61, 5))),
        ];
        for (before, position, loading, now, expected) in cases {
            let cursor = Cursor { epoch: 1, position, head: Hash::ZERO };
            let asked = Asked { prover: Prover::Unlocked, cursor, loading };
            assert_eq!(news(before, &asked, Time(now)), expected, "{before:?} {position} {loading} {now}");
        }
    }
}
