//! Opening a profile without its PIN: while it is open, what makes that possible is left with the server; once nothing opens
//! it, the office gives the keys back, or a supervisor reads out a code. Nothing here waits for the network while the device
//! is held, and nothing of it stops a sync.

use crate::device::Device;
use crate::enrol::lock;
use crate::error::DeviceError;
use crate::pin;
use crate::profile::{CodeStanding, Now, Standing};
use crate::transport::{Failure, Request, Route, Transport};
use crate::view::{AskingStanding, AskingView, CodeStandingView, RecoverArgs, RecoveryView, UnlockCodeArgs};
use crate::wall;
use ring::rand::SystemRandom;
use std::sync::Mutex;
use std::time::Duration;
use vizitas_domain::time::Time;
use vizitas_sync::check::CheckNumber;
use vizitas_sync::keys::Recipient;
use vizitas_sync::recovery::Owner;
use vizitas_sync::sign::VerifyingKey;
use vizitas_sync::unlock::{SignedCode, UnlockCode};
use vizitas_sync::wire::{
    Message, OfferedCode, ProblemCode, Proof, Prover, RecoverAnswer, RecoverRequest, WrapsAnswer,
    WrapsRequest,
};

/// The server is told again after so long; and each time the app is opened.
const AGAIN: Duration = Duration::from_secs(6 * 60 * 60);

/// Leaves with the server what opens this profile again. A server that does not know it, or does not answer, stops nothing:
/// it is told when the app is next opened.
pub(crate) async fn leave_wraps(device: &Mutex<Device>, transport: &impl Transport) {
    if let Err(error) = exchange_wraps(device, transport).await {
        tracing::debug!(%error, "what opens this tablet again was not left with the server");
    }
}

async fn exchange_wraps(device: &Mutex<Device>, transport: &impl Transport) -> Result<(), DeviceError> {
    let Some(request) = lock(device).wraps_question()? else { return Ok(()) };
    let answer = send_wraps(device, transport, &request).await?;
    let Some(request) = lock(device).make_wraps(&answer)? else { return Ok(()) };
    let answer = send_wraps(device, transport, &request).await?;
    let device = lock(device);
    device.profile.code_kept(&*device.store, answer.code)
}

async fn send_wraps(
    device: &Mutex<Device>,
    transport: &impl Transport,
    request: &WrapsRequest,
) -> Result<WrapsAnswer, DeviceError> {
    let request = {
        let device = lock(device);
        // Locked meanwhile: what only an open profile may leave is not signed by another key.
        device.replica()?;
        device.proved(Route::Wraps, request.encode())?
    };
    Ok(WrapsAnswer::decode(&transport.send(request).await?)?)
}

/// Asks the office for this profile's keys.
///
/// # Errors
/// `WrongStage` when it is open or nobody's; `KeyStoreMissing`; `Unreachable`, `NotTrusted`; `ServerRefused`.
pub async fn ask_office(device: &Mutex<Device>, transport: &impl Transport) -> Result<(), DeviceError> {
    {
        let mut device = lock(device);
        device.only_locked()?;
        device.keep_transport();
        // A passphrase profile's transport key lies in the open: whoever copied the folder has it, too.
        let proved = device.transport.is_some() && !device.profile.is_by_phrase();
        device.profile.begin_asking(proved, &*device.store)?;
    }
    look_at_office(device, transport).await
}

/// Looks whether the office has given the keys.
///
/// # Errors
/// As [`ask_office`]; `NotFound` when nobody asked.
pub async fn look_at_office(device: &Mutex<Device>, transport: &impl Transport) -> Result<(), DeviceError> {
    let Some((name, request)) = lock(device).asking_request()? else { return Ok(()) };
    let proved = request.proof.is_some();
    let mut asked = (name, transport.send(request).await);
    if proved && asked.1.as_ref().is_err_and(is_unknown) {
        // The transport key is a new one that the server was never told: it is asked as one that cannot prove itself.
        let again = {
            let mut device = lock(device);
            device.profile.ask_unproved()?;
            device.asking_request()?
        };
        let Some((name, request)) = again else { return Ok(()) };
        asked = (name, transport.send(request).await);
    }
    let answer = RecoverAnswer::decode(&asked.1?)?;
    let device = lock(device);
    let up = (device.stopwatch)();
    device.profile.hear_asking(&asked.0, &answer, Now { up: &up, wall: device.now() })
}

fn is_unknown(failure: &Failure) -> bool {
    matches!(failure, Failure::Problem { code, .. } if ProblemCode::named(*code) == ProblemCode::NotEnrolled)
}

impl Device {
    pub(crate) fn owner(&self) -> Result<Owner, DeviceError> {
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        Ok(Owner { installation: identity.installation, incarnation: identity.incarnation })
    }

    fn only_locked(&self) -> Result<(), DeviceError> {
        let is_locked = self.identity.is_some() && !self.is_open() && !self.is_wiped();
        if is_locked { Ok(()) } else { Err(DeviceError::WrongStage) }
    }

    /// Asks what the server has, when it is time to.
    fn wraps_question(&mut self) -> Result<Option<WrapsRequest>, DeviceError> {
        let now = (self.stopwatch)();
        let open = self.open.as_mut().ok_or(DeviceError::Locked)?;
        if open.wrapped.as_ref().is_some_and(|before| now.is_same_start(before) && now.since(before) < AGAIN)
        {
            return Ok(None);
        }
        open.wrapped = Some(now);
        self.keep_transport();
        let transport = self.transport.as_ref().map(vizitas_sync::sign::SigningKey::verifying);
        Ok(Some(WrapsRequest { wrap: None, code: None, transport, opened: self.profile.opened_way() }))
    }

    /// Makes what the server lacks.
    fn make_wraps(&mut self, answer: &WrapsAnswer) -> Result<Option<WrapsRequest>, DeviceError> {
        let owner = self.owner()?;
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        let open = self.open.as_ref().ok_or(DeviceError::Locked)?;
        let wrap = match &answer.key {
            Some(key) => {
                key.verify(&VerifyingKey(identity.log_key))?;
                self.profile.seal_for_recovery(&open.secrets, &owner, key)?
            }
            None => None,
        };
        let wrap = wrap.filter(|wrap| wrap.key != answer.wrapped);
        let server = Time(i64::try_from(answer.server_ms / 1000).unwrap_or(i64::MAX));
        let at = (server, &(self.stopwatch)());
        let code = self.profile.renew_code(&open.secrets, &owner, &*self.store, answer.code, at);
        let code = code.unwrap_or_else(|error| {
            tracing::warn!(%error, "no unlock code was made");
            None
        });
        let code = match code {
            Some((name, code)) => {
                let to = Recipient::from_bytes(&identity.recipient)?;
                Some(OfferedCode { name, sealed: code.seal(&name, &owner, &to, &SystemRandom::new())? })
            }
            None => None,
        };
        let nothing = wrap.is_none() && code.is_none();
        Ok((!nothing).then_some(WrapsRequest { wrap, code, transport: None, opened: None }))
    }

    /// The asking as a request; none when there is nothing to ask any more. A tablet whose key store is gone cannot prove
    /// itself, and says so by proving nothing.
    fn asking_request(&mut self) -> Result<Option<(String, Request)>, DeviceError> {
        self.only_locked()?;
        let up = (self.stopwatch)();
        let now = Now { up: &up, wall: self.now() };
        let asking = self.profile.asking_now(&*self.store, now).ok_or(DeviceError::NotFound)?;
        if asking.standing != Standing::Waiting {
            return Ok(None);
        }
        let installation = self.owner()?.installation;
        let recipient = self.profile.asking_key(&*self.store)?.recipient()?;
        let wrap = self.profile.recovery_wrap();
        let body = RecoverRequest { installation, recipient, wrap }.encode();
        self.keep_transport();
        let proof = self.transport.as_ref().filter(|_| asking.proved).map(|key| {
            let name = Route::Recover.name();
            Proof::make(installation, Prover::Transport, (self.clock)(), name, &body, key)
        });
        Ok(Some((asking.name().to_owned(), Request { route: Route::Recover, body, proof })))
    }

    /// Opens the app with the keys that the office has given, and a new PIN.
    ///
    /// # Errors
    /// `WrongStage`; `NotFound` when the office has given none, or too long ago; `PinWeak`; `KeyStoreMissing`; `Crypto`
    /// when it is not this profile's; or when a file cannot be read.
    pub fn recover(&mut self, args: &RecoverArgs) -> Result<(), DeviceError> {
        self.only_locked()?;
        let owner = self.owner()?;
        let hardness = self.hardness.unwrap_or_else(pin::calibrate);
        let up = (self.stopwatch)();
        self.profile.mark_time(&up);
        let (now, with) = (Now { up: &up, wall: self.now() }, (&*self.store, hardness));
        let secrets = self.profile.take_answer(&owner, &args.pin, with, now)?;
        self.transport = None;
        self.keep_transport();
        self.open_with(secrets)?;
        self.renew_lease_or_go_on();
        Ok(())
    }

    /// Opens the app by the supervisor's code, typed or scanned, with a new PIN.
    ///
    /// # Errors
    /// `WrongStage`, `CodeMistyped`, `UnlockCodeOther`, `UnlockCodeWrong`, `UnlockCodeWait`, `UnlockCodeGone`,
    /// `UnlockCodeExpired`, `PinWeak`, `KeyStoreMissing`; or when a file cannot be read.
    pub fn unlock_by_code(&mut self, args: &UnlockCodeArgs) -> Result<(), DeviceError> {
        self.only_locked()?;
        let owner = self.owner()?;
        let code = self.read_unlock_code(&args.code, &owner)?;
        let up = (self.stopwatch)();
        self.profile.mark_time(&up);
        let now = Now { up: &up, wall: self.now() };
        let hardness = self.hardness.unwrap_or_else(pin::calibrate);
        let secrets = self.profile.open_by_code(&code, &owner, &args.pin, (&*self.store, hardness), now)?;
        self.profile.end_asking(&*self.store);
        self.transport = None;
        self.keep_transport();
        self.open_with(secrets)?;
        self.renew_lease_or_go_on();
        Ok(())
    }

    /// What was typed, or what was scanned: then the office's word for it counts before it is tried.
    fn read_unlock_code(&self, typed: &str, owner: &Owner) -> Result<UnlockCode, DeviceError> {
        if !typed.contains('/') {
            return typed.parse().map_err(|_| DeviceError::CodeMistyped);
        }
        let signed: SignedCode = typed.parse().map_err(|_| DeviceError::CodeMistyped)?;
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        let given = signed.verify(&VerifyingKey(identity.log_key));
        if given.is_err() || signed.owner != *owner {
            return Err(DeviceError::UnlockCodeOther);
        }
        Ok(signed.code)
    }

    /// What the lock shows beside the PIN.
    pub(crate) fn recovery_view(&self) -> Result<RecoveryView, DeviceError> {
        let up = (self.stopwatch)();
        self.profile.mark_time(&up);
        let now = Now { up: &up, wall: self.now() };
        let judged = self.profile.judge_code(now);
        let asking = self.profile.asking_now(&*self.store, now).and_then(|asking| {
            let installation = self.owner().ok()?.installation;
            let check = match asking.standing {
                // Without its one-time key it cannot be answered: it is as if nobody had asked.
                Standing::Waiting | Standing::Answered => {
                    let recipient = self.profile.asking_key(&*self.store).ok()?.recipient().ok()?;
                    asking.drawn.map(|drawn| CheckNumber::of_request(installation, &recipient, &drawn))
                }
                Standing::Over | Standing::Nothing => None,
            };
            let until = Time(i64::try_from(asking.until_ms / 1000).unwrap_or(i64::MAX));
            Some(AskingView {
                check: check.map(|check| check.to_string()),
                standing: match asking.standing {
                    Standing::Waiting => AskingStanding::Waiting,
                    Standing::Answered => AskingStanding::Answered,
                    Standing::Over => AskingStanding::Over,
                    Standing::Nothing => AskingStanding::Nothing,
                },
                until: (asking.until_ms > 0).then(|| wall::moment(&self.calendar, until)),
                proved: asking.proved,
            })
        });
        Ok(RecoveryView {
            code: match judged.standing {
                CodeStanding::None => CodeStandingView::None,
                CodeStanding::Ready => CodeStandingView::Ready,
                CodeStanding::Expired => CodeStandingView::Expired,
                CodeStanding::Gone => CodeStandingView::Gone,
            },
            code_left: judged.left,
            code_wait_s: u32::try_from(judged.wait.as_secs()).unwrap_or(u32::MAX),
            asking,
        })
    }
}
