//! Messages from nobody known among what was settled. Whose client they are from nobody can tell: who may read them is the
//! console's to say.

use super::settled::{Back, How, Matter, Settled, Was};
use crate::log::StrayDone;
use vizitas_domain::event::Role;
use vizitas_domain::task::TaskOutcome;
use vizitas_domain::text::Text;

/// A message from nobody known that was dealt with.
pub(crate) fn stray_row(done: StrayDone) -> Settled {
    let StrayDone { stray, at, actor } = done;
    Settled {
        was: vec![Was::Stray(stray.id.clone())],
        client: None,
        visit: None,
        at,
        by: Some((actor, Role::Coordinator)),
        matter: Matter::Stray { sender: stray.sender, words: stray.words },
        how: How::Ended { outcome: TaskOutcome::Done, words: Text::default(), also: Vec::new() },
        back: Back::Stray(stray.id),
    }
}
