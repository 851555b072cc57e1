//! Whether the office has let this tablet in. One that came by a code waits until somebody there has compared its check
//! number and approved it; meanwhile it asks, keeps what is written, and sends nothing. What it was told is kept in the
//! replica, so that a restart shows it without signal. Once it has had anything of the log it is let in for good here: what
//! a worker holds is never hidden from her by an answer.

use crate::device::Device;
use crate::error::DeviceError;
use crate::sync::PLAN_SEEN;
use crate::transport::Failure;
use crate::view::ApprovalView;
use vizitas_sync::check::CheckNumber;
use vizitas_sync::wire::ProblemCode;

/// Under which name the replica keeps what the office said; nothing, or empty: it said nothing, or let the tablet in.
const SAID: &str = "approval";
const WAITS: &[u8] = b"waits";
const REFUSED: &[u8] = b"refused";

/// Whether an answer says that nobody has approved this tablet.
pub(crate) fn is_unapproved(answer: &Result<Vec<u8>, Failure>) -> bool {
    problem(answer) == Some(ProblemCode::NotApproved)
}

fn problem(answer: &Result<Vec<u8>, Failure>) -> Option<ProblemCode> {
    match answer {
        Err(Failure::Problem { code, .. }) => Some(ProblemCode::named(*code)),
        _ => None,
    }
}

impl Device {
    /// Keeps what an answer says of the approval.
    pub(crate) fn hear(&mut self, answer: &Result<Vec<u8>, Failure>) -> Result<(), DeviceError> {
        // Locked meanwhile: it is said again.
        let Some(open) = &mut self.open else { return Ok(()) };
        let says = match (answer, problem(answer)) {
            (Ok(_), _) => &[][..],
            (_, Some(ProblemCode::NotApproved)) => WAITS,
            (_, Some(ProblemCode::Revoked)) => REFUSED,
            _ => return Ok(()),
        };
        let was_in = open.replica.cursor()?.position > 0 || open.replica.meta(PLAN_SEEN)?.is_some();
        let says = if was_in { &[][..] } else { says };
        if open.replica.meta(SAID)?.unwrap_or_default() != says {
            open.replica.set_meta(SAID, says)?;
        }
        Ok(())
    }

    /// What the waiting screen shows; none when there is nothing to wait for.
    pub(crate) fn approval(&self) -> Result<Option<ApprovalView>, DeviceError> {
        let (Some(open), Some(identity)) = (&self.open, &self.identity) else { return Ok(None) };
        let refused = match open.replica.meta(SAID)?.as_deref() {
            Some(WAITS) => false,
            Some(REFUSED) => true,
            _ => return Ok(None),
        };
        let check = CheckNumber::of(&open.secrets.signing.verifying(), &open.secrets.opener.recipient()?);
        Ok(Some(ApprovalView { check: check.to_string(), office: identity.office.clone(), refused }))
    }

    /// Whether the office is asked, and somebody may stand by until it answers.
    #[must_use]
    pub fn waits_for_approval(&self) -> bool {
        self.approval().is_ok_and(|view| view.is_some_and(|view| !view.refused))
    }

    /// A tablet that was refused begins anew, with another code; so does one that no PIN opens any more, or that the office had
    /// cleared, once all that was written on it is handed over. Its files are set aside: nothing on a tablet is deleted by a
    /// tap; unfinished texts go over to the same worker's next life here.
    ///
    /// # Errors
    /// `WrongStage` when neither is so; when a file cannot be moved.
    pub fn start_over(&mut self) -> Result<(), DeviceError> {
        let is_refused = self.approval()?.is_some_and(|view| view.refused);
        let status = self.status()?;
        let is_over = status.pin.is_some_and(|pin| pin.may_leave)
            || status.cleared.is_some_and(|cleared| cleared.may_leave);
        if !is_refused && !is_over {
            return Err(DeviceError::WrongStage);
        }
        (self.open, self.shut) = (None, None);
        self.outbox = None;
        self.inbox.clear();
        self.transport = None;
        self.label = None;
        if self.is_wiped() {
            self.profile.forget_transport(&*self.store);
        }
        // From here on it is nobody's tablet, whatever is cut short after.
        self.profile.leave()?;
        self.identity = None;
        if self.profile.replica().exists() {
            vizitas_replica::set_aside(&self.profile.replica())?;
        }
        Ok(())
    }
}
