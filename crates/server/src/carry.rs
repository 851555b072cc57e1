//! Taking in what one tablet carries for another that cannot send. What is in it is judged as if its maker had pushed it; the
//! carrier is answered nothing of it. The audit names both tablets.

use crate::error::Error;
use crate::log::Installation;
use crate::municipality::Municipality;
use std::sync::Arc;
use vizitas_domain::id::{InstallationId, StreamId};
use vizitas_sync::sign::VerifyingKey;
use vizitas_sync::wire::{CarryAnswer, CarryOutcome, CarryRequest, ProblemCode, PushOutcome, PushRequest};

impl Municipality {
    /// Takes in a part of a parcel that an installation brings which proved itself. A problem code when it is to come again.
    pub(crate) fn carry(
        self: &Arc<Self>,
        by: &Installation,
        request: &CarryRequest,
    ) -> Result<Result<CarryAnswer, ProblemCode>, Error> {
        let outcome = match self.carried(by, request)? {
            Ok(outcome) => outcome,
            Err(problem) => return Ok(Err(problem)),
        };
        Ok(Ok(CarryAnswer { outcome, server_ms: self.clock.ms() }))
    }

    fn carried(
        self: &Arc<Self>,
        by: &Installation,
        request: &CarryRequest,
    ) -> Result<Result<CarryOutcome, ProblemCode>, Error> {
        let push = match request.open(&self.identity.opener) {
            Ok(push) => push,
            // Its maker's app is newer than this server, which reads it once it was updated.
            Err(vizitas_sync::Error::Version(_)) => return Ok(Err(ProblemCode::Protocol)),
            Err(_) => return Ok(Ok(CarryOutcome::Unreadable)),
        };
        let named =
            push.events().next().map(|event| (event.header().installation, event.header().incarnation));
        let Some((maker, incarnation)) = named else { return Ok(Ok(CarryOutcome::Unreadable)) };
        let known = self.log.read(|log| log.installation(maker))?;
        let known = known.filter(|known| known.incarnation == incarnation);
        // A header names whom it likes: nothing is laid at the door of somebody who signed none of it.
        if known.is_some_and(|known| !signed_any(&push, &known.sign_key)) {
            return Ok(Ok(CarryOutcome::Unreadable));
        }
        let outcome = match self.push(push)? {
            Ok(answer) => match answer.outcome {
                PushOutcome::Judged(_) | PushOutcome::Forked { .. } => CarryOutcome::Taken,
                // Nobody is there to be asked for more.
                PushOutcome::PushSingly | PushOutcome::Resume(_) => CarryOutcome::Unreadable,
            },
            Err(ProblemCode::NotEnrolled) => CarryOutcome::MakerUnknown,
            // Too much of its maker's lies aside, or nobody has let her in yet: that may change.
            Err(ProblemCode::Busy | ProblemCode::NotApproved) => return Ok(Err(ProblemCode::Busy)),
            Err(_) => CarryOutcome::Unreadable,
        };
        if outcome == CarryOutcome::Taken {
            self.told_carried(by, maker, request)?;
        }
        Ok(Ok(outcome))
    }

    /// Writes down who brought what of whose, once a parcel and carrier.
    fn told_carried(
        &self,
        by: &Installation,
        maker: InstallationId,
        request: &CarryRequest,
    ) -> Result<(), Error> {
        let named: [&[u8]; 4] =
            [b"carried v1", &request.parcel, maker.0.as_bytes(), by.installation.0.as_bytes()];
        let about = self.log.read(|log| log.installation(maker))?.map(|maker| StreamId::from(maker.actor));
        let reason = format!("{maker} by {}", by.installation);
        self.audit_once_because(&named, (self.clock.now(), by.actor), "work carried", about, &reason)
    }
}

/// Whether at least one event is its maker's.
fn signed_any(push: &PushRequest, maker: &VerifyingKey) -> bool {
    match push {
        PushRequest::Run { .. } => push.verify(maker).is_ok(),
        PushRequest::Singly { events, .. } => {
            events.iter().any(|(event, signature)| event.verify(maker, signature).is_ok())
        }
    }
}
