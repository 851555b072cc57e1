//! A tablet becomes an installation, by a one-time code. Of a code the log's database keeps a keyed hash and what its secret is
//! derived from by a key outside of it: who has a copy of that database can make no code and prove none.
//!
//! The code alone lets nobody in: the installation waits until a person approves it (`approve`), unless the code was given
//! at the server's own command line with the approval in it. What a tablet learns at once, approved or not, is whose it is
//! to be, the office's name, and public keys: nothing of a client, of a plan, or of any text, and no key that opens one.

use crate::error::Error;
use crate::folder::DataFolder;
use crate::log::{Code, Installation, Standing, StreamKind, Write};
use crate::municipality::Municipality;
use crate::staff::By;
use crate::tls;
use ring::hmac;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_sync::code::{EnrolCode, Secret};
use vizitas_sync::entropy::draw;
use vizitas_sync::wire::{EnrolAnswer, EnrolRequest, Enrolled};

/// How long a code is good for, in minutes.
const CODE_MINUTES: i64 = 24 * 60;

/// When the tablet that uses a code is approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// After it has come, by somebody who compared its check number.
    Asked,
    /// With the code: whoever commands at the server's own machine answers for it.
    Ahead,
}

impl Municipality {
    /// Makes a one-time code for a worker's tablet: single use, good for 24 hours.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no worker with this office code; [`Error::Left`] when she has left.
    pub fn enrolment_code(
        &self,
        data: &DataFolder,
        worker: &str,
        approval: Approval,
    ) -> Result<EnrolCode, Error> {
        let worker = self.worker(worker)?;
        self.folded(|replica| self.works_now(replica, worker))?;
        Ok(self.enrolment_code_for(data, self.office(), worker, approval)?.0)
    }

    /// The same for a worker known by id; with it, until when the code is good.
    pub(crate) fn enrolment_code_for(
        &self,
        data: &DataFolder,
        by: By,
        actor: ActorId,
        approval: Approval,
    ) -> Result<(EnrolCode, Time), Error> {
        let address = format!("{}/m/{}", data.settings()?.address, self.slug);
        let certificate = tls::certificate(&data.certificate_file())?;
        let salt = draw(&self.random)?;
        let mut code = EnrolCode::generate(&address, &certificate, &self.random)?;
        code.secret = self.code_secret(&salt);
        let (now, until) = (self.clock.now(), self.clock.now().plus_minutes(CODE_MINUTES));
        let row = Code {
            lookup: self.code_lookup(&code.secret.lookup()),
            salt,
            actor,
            given_by: Some(by.actor),
            ahead: approval == Approval::Ahead,
            expires: until,
            installation: None,
        };
        let deed = if row.ahead { "enrolment code given with approval" } else { "enrolment code given" };
        self.log.write(move |log| {
            log.put_code(&row)?;
            log.audit(now, by.actor, deed, Some(StreamId::from(actor)))
        })?;
        Ok((code, until))
    }

    /// By what a code stands in the database that a tablet names so.
    fn code_lookup(&self, named: &[u8; 8]) -> [u8; 8] {
        keyed(&self.identity.ledger, b"enrolment lookup v2", named)
    }

    /// The secret of a code, made of what stands in the database.
    fn code_secret(&self, salt: &[u8; 32]) -> Secret {
        Secret::from_bytes(keyed(&self.identity.ledger, b"enrolment secret v2", salt))
    }

    /// Takes a tablet's rights from it: it is told at its next contact, and what it still hands in waits for a person.
    /// What is written or published from now on is sealed with keys it is not given. One that waits for approval is refused: it never
    /// had any. False when there is no such tablet.
    pub(crate) fn revoke_tablet(&self, by: By, tablet: InstallationId) -> Result<bool, Error> {
        let known = self.log.read(|log| log.installation(tablet))?;
        let Some(known) = known.filter(|known| known.transport.is_some() && known.revoked.is_none()) else {
            return Ok(false);
        };
        if known.standing() == Standing::Waiting {
            return self.refuse_tablet(by, tablet);
        }
        self.renew_keys_of(known.actor)?;
        let now = self.clock.now();
        self.forget_unlocking(tablet)?;
        self.log.write(move |log| {
            // As it stands now: by the transport key of before, a tablet that made another meanwhile would never be heard again.
            let known = log.read().installation(tablet)?.filter(|known| known.revoked.is_none());
            let Some(known) = known else { return Ok(false) };
            let about = Some(StreamId::from(known.actor));
            log.put_installation(&Installation { revoked: Some(now), ..known })?;
            log.audit_because(now, by.actor, "tablet revoked", about, &tablet.to_string())?;
            Ok(true)
        })
    }

    /// The worker whom the office calls so.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is none.
    pub fn worker(&self, code: &str) -> Result<ActorId, Error> {
        let workers = self.folded(|replica| Ok(replica.workers()?))?;
        let found = workers.into_iter().find(|worker| worker.profile.code.eq_ignore_ascii_case(code));
        found.map(|worker| worker.id).ok_or_else(|| Error::Missing("worker with this code".to_owned()))
    }

    /// Answers a request for enrolment. None when the code is wrong, used by another tablet, or expired.
    pub(crate) fn enrol(self: &Arc<Self>, request: &EnrolRequest) -> Result<Option<EnrolAnswer>, Error> {
        let (office, asked) = (Arc::clone(self), request.clone());
        let done = self.log.write(move |log| office.admit(log, &asked))?;
        let Some((code, installation, published, epoch)) = done else {
            self.wrong_code(request)?;
            return Ok(None);
        };
        let profile = self.folded(|replica| Ok(replica.worker(code.actor)?))?;
        let name = profile.map(|worker| format!("{} {}", &*worker.profile.given, &*worker.profile.surname));
        let enrolled = Enrolled {
            installation,
            incarnation: 1,
            actor: code.actor,
            name: Text::from(name.unwrap_or_default()),
            municipality: Text::from(self.name()?),
            published,
            log: self.identity.log.verifying(),
            server: self.identity.opener.recipient()?,
            epoch,
            server_ms: self.clock.ms(),
        };
        let verifier = self.code_secret(&code.salt).verifier();
        Ok(Some(EnrolAnswer::make(enrolled, request, &verifier)))
    }

    /// Writes down that a code let nobody in, and which kind of wrong it was: of each kind and code once a minute, so that whoever
    /// guesses fills no disk. The code itself is not kept.
    fn wrong_code(&self, request: &EnrolRequest) -> Result<(), Error> {
        let now = self.clock.now();
        let code = self.log.read(|log| log.code(&self.code_lookup(&request.lookup)))?;
        let (deed, of) = match &code {
            None => ("enrolment code unknown", &[][..]),
            Some(code) if request.verify(&self.code_secret(&code.salt).verifier()).is_err() => {
                ("enrolment code wrong", &request.lookup[..])
            }
            Some(code) if code.installation.is_some() => ("enrolment code used again", &request.lookup[..]),
            Some(_) => ("enrolment code expired", &request.lookup[..]),
        };
        let minute = now.0.div_euclid(60).to_be_bytes();
        let named: [&[u8]; 4] = [b"enrolment code v1", deed.as_bytes(), of, &minute];
        let worker = code.map(|code| code.actor);
        let who = worker.unwrap_or(ActorId(Uuid::nil()));
        self.audit_once(&named, now, who, deed, worker.map(StreamId::from))
    }

    fn admit(&self, log: &mut dyn Write, request: &EnrolRequest) -> Result<Option<Admitted>, Error> {
        let Some(mut code) = log.read().code(&self.code_lookup(&request.lookup))? else { return Ok(None) };
        if request.verify(&self.code_secret(&code.salt).verifier()).is_err() {
            return Ok(None);
        }
        let published = Self::only_stream(log.read(), StreamKind::Published)?.stream;
        let epoch = log.read().head()?.epoch;
        if let Some(used) = code.installation {
            // The answer may have been lost on the way: the same keys get it again.
            let same = log.read().installation(used)?.is_some_and(|known| {
                known.sign_key == request.signing && known.recipient.as_ref() == Some(&request.recipient)
            });
            return Ok(same.then_some((code, used, published, epoch)));
        }
        let now = self.clock.now();
        let Some(person) = log.read().person(code.actor)?.filter(|_| is_good(&code, now)) else {
            return Ok(None);
        };
        let installation = InstallationId(Uuid::now_v7());
        log.put_installation(&Installation {
            installation,
            actor: code.actor,
            role: person.role,
            incarnation: 1,
            sign_key: request.signing,
            transport: Some(request.transport),
            recipient: Some(request.recipient.clone()),
            since: now,
            given_by: code.given_by,
            approved: code.ahead.then_some(now),
            revoked: None,
            suspended: None,
        })?;
        code.installation = Some(installation);
        log.put_code(&code)?;
        log.audit(now, code.actor, "tablet enrolled", Some(StreamId::from(code.actor)))?;
        Ok(Some((code, installation, published, epoch)))
    }
}

type Admitted = (Code, InstallationId, StreamId, u32);

/// The first eight bytes of HMAC-SHA-256 over what it is for and what it is of.
fn keyed(key: &hmac::Key, label: &[u8], of: &[u8]) -> [u8; 8] {
    let tag = hmac::sign(key, &[label, of].concat());
    let mut first = [0; 8];
    for (to, from) in first.iter_mut().zip(tag.as_ref()) {
        *to = *from;
    }
    first
}

fn is_good(code: &Code, now: Time) -> bool {
    now < code.expires
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::folder::Settings;
    use std::sync::Mutex;
    use vizitas_sync::keys::Opener;
    use vizitas_sync::sign::VerifyingKey;

    #[test]
    fn a_transport_key_that_is_heard_while_rights_are_taken_stays() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::new(folder.path().join("data"));
        data.lay_out(&Settings::default()).unwrap();
        let tablet = Installation {
            recipient: Some(Opener::from_bytes([3; 32]).recipient().unwrap()),
            ..Installation::approved_one()
        };
        let (id, renewed) = (tablet.installation, VerifyingKey([4; 32]));
        // Between its being looked up and its rights being taken it is asked what time it is: then the tablet speaks.
        let meanwhile: Arc<Mutex<Option<Arc<Municipality>>>> = Arc::default();
        let (speaks, at_the_door) = (Arc::clone(&meanwhile), tablet.clone());
        let clock = Clock::new(move || {
            let office = speaks.lock().unwrap().take();
            if let Some(office) = office {
                office.hear_transport(&at_the_door, renewed, |_| true).unwrap();
            }
            1_795_413_600_000
        });
        let office = Municipality::create(&data, "alytus", "Alytus", clock).unwrap();
        office.log.write(move |log| log.put_installation(&tablet)).unwrap();
        *meanwhile.lock().unwrap() = Some(Arc::clone(&office));
        assert!(office.revoke_tablet(office.office(), id).unwrap());
        let known = office.log.read(|log| log.installation(id)).unwrap().unwrap();
        assert!(meanwhile.lock().unwrap().is_none(), "it spoke");
        assert!(known.revoked.is_some());
        assert_eq!(known.transport, Some(renewed), "by another it is not heard when it comes for its order");
        assert!(!office.revoke_tablet(office.office(), id).unwrap(), "there is nothing left to take");
    }
}
