//! A tablet becomes a worker's: by the office's one-time code and a PIN of her choice; by a passphrase
//! where there is no key store.

use crate::device::Device;
use crate::error::DeviceError;
use crate::outbox::{Draft as Unfinished, Head, Outbox};
use crate::phrase;
use crate::pin;
use crate::profile::{Identity, Profile, Secrets};
use crate::transport::{Failure, Request, Route, Transport};
use crate::view::{EnrolArgs, OpenedBy};
use std::sync::{Mutex, OnceLock};
use vizitas_domain::id::ActorId;
use vizitas_sync::code::EnrolCode;
use vizitas_sync::sign::VerifyingKey;
use vizitas_sync::wire::{EnrolAnswer, EnrolRequest, Enrolled, Message, ProblemCode};

/// Version of the app, as the server is told.
const APP: &str = env!("CARGO_PKG_VERSION");

/// Keys that are drawn but not yet enrolled.
struct Drawn {
    secrets: Secrets,
    transport: VerifyingKey,
}

/// The address and the beginning of the certificate's SHA-256 that a code names, to build the connection from.
///
/// # Errors
/// `CodeMistyped` when the code's check does not fit.
pub fn read_code(typed: &str) -> Result<EnrolCode, DeviceError> {
    typed.parse().map_err(|_| DeviceError::CodeMistyped)
}

/// Enrols the tablet and opens the app. `certificate` tells which certificate the server showed on `transport`.
///
/// # Errors
/// `CodeMistyped`, `CodeSpent`, `PinWeak`, `PhraseWeak`, `KeyStoreMissing`, `Unreachable`, `NotTrusted`; the tablet then is as it was.
pub async fn enrol<T: Transport>(
    device: &Mutex<Device>,
    args: &EnrolArgs,
    transport: &T,
    certificate: impl FnOnce(&T) -> Option<[u8; 32]>,
) -> Result<(), DeviceError> {
    let code = read_code(&args.code)?;
    let drawn = lock(device).draw(&args.pin, &code)?;
    let request = EnrolRequest::make(
        &code.secret,
        drawn.secrets.signing.verifying(),
        drawn.transport,
        drawn.secrets.opener.recipient()?,
        APP.into(),
    );
    let sent = Request { route: Route::Enrol, body: request.encode(), proof: None };
    let answer = transport.send(sent).await.map_err(refusal)?;
    let enrolled = EnrolAnswer::decode(&answer)?.verified(&request, &code.secret)?;
    let enrolled = enrolled.ok_or(DeviceError::ServerRefused(0))?;
    let certificate = certificate(transport).ok_or(DeviceError::NotTrusted)?;
    lock(device).take_enrolment(&code, enrolled, certificate, drawn.secrets)
}

fn refusal(failure: Failure) -> DeviceError {
    match failure {
        Failure::Problem { code, .. } if ProblemCode::named(code) == ProblemCode::Code => {
            DeviceError::CodeSpent
        }
        other => other.into(),
    }
}

impl Device {
    fn draw(&mut self, typed: &str, code: &EnrolCode) -> Result<Drawn, DeviceError> {
        if self.identity.is_some() {
            return Err(DeviceError::WrongStage);
        }
        let hardness = self.hardness.unwrap_or_else(pin::calibrate);
        let drawn = match self.opened_by() {
            OpenedBy::Pin => self.profile.draw_keys(typed, &*self.store, hardness),
            OpenedBy::Passphrase => {
                let office = code.address.rsplit('/').next().unwrap_or_default();
                phrase::check(typed, &[office])
                    .and_then(|()| self.profile.draw_keys_by_phrase(typed, hardness))
            }
        };
        if matches!(drawn, Err(DeviceError::KeyStoreMissing)) {
            // It was there before: whoever asks next is told what there is now.
            self.key_store = OnceLock::new();
        }
        drawn.map(|(secrets, transport)| Drawn { secrets, transport })
    }

    /// Profiles that the same worker left on this tablet.
    fn left_by(&self, worker: ActorId) -> impl Iterator<Item = &Profile> {
        let all = std::iter::once(&self.profile).chain(&self.beside);
        all.filter(move |profile| profile.left_by() == Some(worker) && profile.outbox().exists())
    }

    /// Texts that she had not finished there: sealed, and opened again once their streams' keys are granted.
    fn left_behind(&self, worker: ActorId) -> Result<Vec<Unfinished>, DeviceError> {
        let mut drafts = Vec::new();
        for profile in self.left_by(worker) {
            drafts.extend(Outbox::open(&profile.outbox())?.0.drafts().cloned());
        }
        Ok(drafts)
    }

    fn take_enrolment(
        &mut self,
        code: &EnrolCode,
        enrolled: Enrolled,
        certificate: [u8; 32],
        secrets: Secrets,
    ) -> Result<(), DeviceError> {
        let identity = Identity {
            installation: enrolled.installation,
            incarnation: enrolled.incarnation,
            worker: enrolled.actor,
            address: format!("https://{}", code.address),
            certificate,
            log_key: enrolled.log.0,
            recipient: enrolled.server.bytes(),
            office: enrolled.municipality.into(),
        };
        let head = Head { incarnation: identity.incarnation, ..Head::default() };
        // Of an enrolment that was cut short, or of a life before this one.
        let unfinished = self.left_behind(identity.worker)?;
        Outbox::set_aside(&self.profile.outbox())?;
        self.plug.step()?;
        Outbox::create(&self.profile.outbox(), Some(head))?;
        let (mut outbox, _) = Outbox::open(&self.profile.outbox())?;
        for draft in unfinished {
            outbox.draft(draft)?;
        }
        self.plug.step()?;
        self.profile.enrol(&identity)?;
        // What was taken over is taken over once.
        for left in self.left_by(identity.worker) {
            Outbox::set_aside(&left.outbox())?;
        }
        self.identity = Some(identity);
        self.outbox = Some(outbox);
        self.open_with(secrets)
    }
}

/// The device, whoever held it before: a use case that panicked has left it as its last write did.
pub(crate) fn lock(device: &Mutex<Device>) -> std::sync::MutexGuard<'_, Device> {
    device.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
