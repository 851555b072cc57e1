//! Passkeys (WebAuthn): somebody signs in with what a device holds and opens by PIN, finger or face. The device says who it
//! is, and proves possession and presence together: no password and no code is asked beside it. A passkey is bound to the
//! console's own name and address. It keeps public keys alone; nothing here can be guessed, and so nothing is throttled.

use super::ceremony::Purpose;
use super::proof::{proved, spend_proof};
use super::session::Staff;
use super::{Step, found};
use crate::error::Error;
use crate::log::{PasskeyRow, StaffRow, Write};
use crate::municipality::Municipality;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Webauthn, WebauthnBuilder, WebauthnError,
};

/// Passkeys of one person, at most.
const MOST: usize = 20;
/// Characters kept of a passkey's name.
const LONGEST_NAME: usize = 60;
/// Bytes of the id that an authenticator gives, at most (WebAuthn level 3, §4).
const LONGEST_ID: usize = 1023;

/// A ceremony that has begun.
pub(crate) struct Begun {
    /// Who holds it finishes it.
    pub(crate) handle: String,
    /// What the browser is asked: `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON`.
    pub(crate) options: Value,
}

/// Why it is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denied {
    /// The console's address is a number or nobody's name: a passkey is bound to a name.
    Unavailable,
    /// What was begun is over: too late, finished already, or of another session.
    Over,
    /// The passkey's answer will not do; why stands in the audit.
    Wrong,
    /// Password or code: which one is not told.
    ProofWrong,
    /// Too many tries: again in so many seconds.
    Later(u32),
    /// The authenticator's key is kept already.
    Known,
    /// The person has as many as one can have.
    Enough,
    /// It has no name.
    Nameless,
    /// There is none of this id.
    Missing,
}

/// What somebody signs in with, beside the passkey's answer.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) handle: String,
    /// How the browser names itself.
    pub(crate) browser: String,
    /// Where the request comes from.
    pub(crate) address: String,
    /// The session that the browser still holds: it ends when another begins.
    pub(crate) former: Option<(ActorId, Uuid)>,
}

impl Municipality {
    /// The address at which passkeys work, host and port as a browser shows them; none when it is no name.
    pub(crate) fn passkeys_at(&self) -> Option<String> {
        let at = self.console_at.as_ref()?;
        let host = at.domain()?;
        Some(at.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
    }

    /// Who asks for passkeys: the console by its name and address.
    fn relying_party(&self) -> Result<Option<Webauthn>, Error> {
        let Some(at) = &self.console_at else { return Ok(None) };
        let Some(host) = at.domain() else { return Ok(None) };
        let name = format!("Vizitas {}", self.name()?);
        let party = WebauthnBuilder::new(host, at).and_then(|it| it.rp_name(&name).build());
        party.map(Some).map_err(|_| Error::Malformed("address of the console"))
    }

    /// A person's passkeys, the oldest first.
    pub(crate) fn passkeys(&self, actor: ActorId) -> Result<Vec<PasskeyRow>, Error> {
        self.log.read(|log| log.passkeys_of(actor))
    }

    /// Begins a new passkey of somebody signed in who has just proved to be that person.
    pub(crate) fn begin_passkey(
        self: &Arc<Self>,
        staff: &Staff,
        address: String,
    ) -> Result<Result<Begun, Denied>, Error> {
        let Some(party) = self.relying_party()? else { return Ok(Err(Denied::Unavailable)) };
        let (office, staff) = (Arc::clone(self), staff.clone());
        self.log.write(move |log| {
            proved(log, &staff, office.clock.now())?;
            let known = log.read().passkeys_of(staff.actor)?;
            if known.len() >= MOST {
                return Ok(Err(Denied::Enough));
            }
            let known = known.into_iter().map(|row| row.credential).collect();
            let begun =
                party.start_passkey_registration(staff.actor.0, &staff.login, &staff.name, Some(known));
            let (options, state) = begun.map_err(|_| Error::Crypto("a passkey's challenge"))?;
            let mut options = public_key(&options)?;
            if let Some(selection) = options.pointer_mut("/authenticatorSelection") {
                // It is to be found without a login.
                *selection = json!({
                    "residentKey": "required", "requireResidentKey": true, "userVerification": "required",
                });
            }
            let about = (Purpose::Add, Some(staff.session));
            let handle = office.begin_ceremony(log, about, &address, &state)?;
            Ok(Ok(Begun { handle, options }))
        })
    }

    /// Keeps the new passkey; the proof that let it begin is used up.
    pub(crate) fn add_passkey(
        self: &Arc<Self>,
        staff: &Staff,
        handle: String,
        name: &str,
        sent: RegisterPublicKeyCredential,
    ) -> Result<Result<(), Denied>, Error> {
        let Some(party) = self.relying_party()? else { return Ok(Err(Denied::Unavailable)) };
        let name: String = name.trim().chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
        if name.is_empty() {
            return Ok(Err(Denied::Nameless));
        }
        let (office, staff, now) = (Arc::clone(self), staff.clone(), self.clock.now());
        self.log.write(move |log| {
            let about = (Purpose::Add, Some(staff.session));
            let Some(state) = office.take_ceremony::<PasskeyRegistration>(log, about, &handle)? else {
                return Ok(Err(Denied::Over));
            };
            proved(log, &staff, now)?;
            if log.read().passkey(&sent.raw_id)?.is_some() {
                return Ok(Err(Denied::Known));
            }
            let Ok(made) = party.finish_passkey_registration(&sent, &state) else {
                log.audit(now, staff.actor, "passkey refused", None)?;
                return Ok(Err(Denied::Wrong));
            };
            let credential = made.cred_id().clone();
            // What was signed counts, and not what stands beside it.
            if credential != sent.raw_id || credential.len() > LONGEST_ID {
                return Ok(Err(Denied::Wrong));
            }
            let row = PasskeyRow {
                passkey: Uuid::now_v7(),
                credential,
                actor: staff.actor,
                name: Text::from(name),
                key: kept(&made)?,
                since: now,
                used: None,
            };
            log.put_passkey(&row)?;
            spend_proof(log, &staff, now)?;
            log.audit_because(now, staff.actor, "passkey added", None, &row.passkey.to_string())?;
            Ok(Ok(()))
        })
    }

    /// Forgets one of the own passkeys; the proof is used up.
    pub(crate) fn remove_passkey(
        self: &Arc<Self>,
        staff: &Staff,
        passkey: Uuid,
    ) -> Result<Result<(), Denied>, Error> {
        let (staff, now) = (staff.clone(), self.clock.now());
        self.log.write(move |log| {
            if !log.read().passkeys_of(staff.actor)?.iter().any(|row| row.passkey == passkey) {
                return Ok(Err(Denied::Missing));
            }
            spend_proof(log, &staff, now)?;
            log.remove_passkey(passkey)?;
            log.audit_because(now, staff.actor, "passkey removed", None, &passkey.to_string())?;
            Ok(Ok(()))
        })
    }

    /// Begins to sign in: whose passkey it will be is not known yet.
    pub(crate) fn begin_passkey_sign_in(
        self: &Arc<Self>,
        address: String,
    ) -> Result<Result<Begun, Denied>, Error> {
        self.ask_for_passkey((Purpose::SignIn, None), address, Vec::new())
    }

    /// Asks for a passkey, of these or of any.
    pub(super) fn ask_for_passkey(
        self: &Arc<Self>,
        about: (Purpose, Option<Uuid>),
        address: String,
        of: Vec<PasskeyRow>,
    ) -> Result<Result<Begun, Denied>, Error> {
        let Some(party) = self.relying_party()? else { return Ok(Err(Denied::Unavailable)) };
        let asked = party.start_discoverable_authentication();
        let (options, state) = asked.map_err(|_| Error::Crypto("a passkey's challenge"))?;
        let mut options = public_key(&options)?;
        if let Some(allowed) = options.pointer_mut("/allowCredentials") {
            let id = |row: PasskeyRow| json!({ "type": "public-key", "id": encoded(&row.credential) });
            *allowed = of.into_iter().map(id).collect();
        }
        let office = Arc::clone(self);
        self.log.write(move |log| {
            let handle = office.begin_ceremony(log, about, &address, &state)?;
            Ok(Ok(Begun { handle, options }))
        })
    }

    /// Signs in by a passkey's answer. It is looked at under the log's lock: an answer is good once, and a counter is held
    /// against the newest.
    pub(crate) fn sign_in_by_passkey(
        self: &Arc<Self>,
        entry: &Entry,
        sent: PublicKeyCredential,
    ) -> Result<Result<Step, Denied>, Error> {
        let Some(party) = self.relying_party()? else { return Ok(Err(Denied::Unavailable)) };
        let (office, entry, now) = (Arc::clone(self), entry.clone(), self.clock.now());
        self.log.write(move |log| {
            let about = (Purpose::SignIn, None);
            let row =
                match office.judge_passkey(log, &party, about, (&entry.handle, &entry.address), &sent)? {
                    Ok(row) => row,
                    Err(denied) => return Ok(Err(denied)),
                };
            let begun = office.new_session(row.actor, &entry.browser)?;
            log.put_session(&begun.session)?;
            if let Some((actor, session)) = entry.former {
                office.end(log, actor, actor, session)?;
            }
            log.audit(now, row.actor, "signed in by passkey", None)?;
            let staff = begun.staff(row);
            Ok(Ok(Step::In(begun.token, staff)))
        })
    }

    /// Proves by one of the own passkeys to be the one who signed in.
    pub(super) fn prove_by_passkey(
        self: &Arc<Self>,
        staff: &Staff,
        (handle, address): (String, String),
        sent: PublicKeyCredential,
    ) -> Result<Result<(), Denied>, Error> {
        let Some(party) = self.relying_party()? else { return Ok(Err(Denied::Unavailable)) };
        let (office, staff, now) = (Arc::clone(self), staff.clone(), self.clock.now());
        self.log.write(move |log| {
            let about = (Purpose::Prove, Some(staff.session));
            if log.read().passkey(&sent.raw_id)?.is_none_or(|row| row.actor != staff.actor) {
                // Somebody at this session holds another's key, which its owner knows nothing of.
                let began = office.take_ceremony::<DiscoverableAuthentication>(log, about, &handle)?;
                if began.is_none() {
                    return Ok(Err(Denied::Over));
                }
                log.audit(now, staff.actor, "proof refused", None)?;
                return Ok(Err(Denied::Wrong));
            }
            match office.judge_passkey(log, &party, about, (&handle, &address), &sent)? {
                Ok(_) => office.keep_proof(log, &staff).map(Ok),
                Err(denied) => Ok(Err(denied)),
            }
        })
    }

    /// Whose passkey answered, if the answer is to what was asked, by its owner, from here, verified, once, and by a key of
    /// which there is no second copy.
    fn judge_passkey(
        &self,
        log: &mut dyn Write,
        party: &Webauthn,
        about: (Purpose, Option<Uuid>),
        (handle, address): (&str, &str),
        sent: &PublicKeyCredential,
    ) -> Result<Result<StaffRow, Denied>, Error> {
        let Some(state) = self.take_ceremony::<DiscoverableAuthentication>(log, about, handle)? else {
            return Ok(Err(Denied::Over));
        };
        let now = self.clock.now();
        // Of a passkey that was asked for by its id the device need not say whose it is.
        let named = sent.get_user_unique_id();
        let is_owner = |row: &PasskeyRow| {
            named.map_or(about.0 == Purpose::Prove, |named| named == row.actor.0.as_bytes())
        };
        let Some(mut row) = log.read().passkey(&sent.raw_id)?.filter(is_owner) else {
            self.note_stranger(log, address, "passkey refused")?;
            return Ok(Err(Denied::Wrong));
        };
        let mut passkey: Passkey = serde_json::from_str(&row.key).map_err(|_| Error::Malformed("passkey"))?;
        let judged = party.finish_discoverable_authentication_v2(sent, state, &passkey);
        let owner = found(log.read().staff_of(row.actor)?)?;
        let judged = match judged {
            Ok(judged) if owner.may_sign_in(now) => judged,
            Err(WebauthnError::CredentialPossibleCompromise) => {
                let passkey = row.passkey.to_string();
                log.audit_because(now, row.actor, "passkey counter went back", None, &passkey)?;
                return Ok(Err(Denied::Wrong));
            }
            _ => {
                log.audit(now, row.actor, "passkey refused", None)?;
                return Ok(Err(Denied::Wrong));
            }
        };
        passkey.update_credential(&judged);
        row.key = kept(&passkey)?;
        row.used = Some(now);
        log.put_passkey(&row)?;
        Ok(Ok(owner))
    }
}

/// As it is kept.
fn kept(passkey: &Passkey) -> Result<String, Error> {
    serde_json::to_string(passkey).map_err(|_| Error::Malformed("passkey"))
}

/// What stands under `publicKey`.
fn public_key(options: &impl serde::Serialize) -> Result<Value, Error> {
    let mut options = serde_json::to_value(options).map_err(|_| Error::Malformed("a passkey's options"))?;
    Ok(options.get_mut("publicKey").map(Value::take).unwrap_or_default())
}

fn encoded(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}
