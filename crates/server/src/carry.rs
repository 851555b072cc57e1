//! Taking in what one tablet carries for another that cannot send. What is in it is judged as if its maker had pushed it; the
//! carrier is answered nothing of it. The audit names both tablets.

use crate::error::Error;
use crate::log::Installation;
use crate::municipality::Municipality;
use std::sync::Arc;
use vizitas_domain::id::{InstallationId, StreamId};
use vizitas_sync::hash::Hash;
use vizitas_sync::wire::{CarryAnswer, CarryOutcome, CarryRequest, ProblemCode, PushOutcome};

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
        let opened = request.open(&self.identity.opener).ok();
        let first = opened.as_ref().and_then(|push| Some(push.events().next()?.header().installation));
        let (Some(push), Some(maker)) = (opened, first) else { return Ok(Ok(CarryOutcome::Unreadable)) };
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
        let id =
            Hash::of(&named).0.first_chunk().copied().map(crate::audit::console_look).unwrap_or_default();
        if self.log.read(|log| log.has_look(id))? {
            return Ok(());
        }
        let (now, carrier) = (self.clock.now(), by.actor);
        let reason = format!("{maker} by {}", by.installation);
        self.log.write(move |log| {
            let about = log.read().installation(maker)?.map(|maker| StreamId::from(maker.actor));
            log.audit_once_because(id, now, carrier, "work carried", about, &reason)
        })
    }
}
