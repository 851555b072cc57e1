//! A tablet becomes an installation. Both sides prove that they know the one-time code's secret, so the keys that
//! are exchanged here are bound to it.

use super::Message;
use crate::Error;
use crate::cbor::{Fields, FieldsMut, Value};
use crate::code::{Secret, Verifier};
use crate::keys::Recipient;
use crate::sign::VerifyingKey;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::text::Text;

const REQUEST: &[u8] = b"vizitas enrol request v1";
const ANSWER: &[u8] = b"vizitas enrol answer v1";

/// Asks to be enrolled. Sent again with the same keys, it is answered the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrolRequest {
    /// Which code: [`Secret::lookup`].
    pub lookup: [u8; 8],
    /// What events will be signed with.
    pub signing: VerifyingKey,
    /// What a locked tablet will push with.
    pub transport: VerifyingKey,
    /// To whom data keys will be sealed.
    pub recipient: Recipient,
    /// The app's version.
    pub app: Text,
    /// Proof of the code's secret over all of it.
    pub proof: [u8; 32],
}

impl EnrolRequest {
    /// A request that proves the code.
    #[must_use]
    pub fn make(
        secret: &Secret,
        signing: VerifyingKey,
        transport: VerifyingKey,
        recipient: Recipient,
        app: Text,
    ) -> Self {
        let lookup = secret.lookup();
        let unproved = Self { lookup, signing, transport, recipient, app, proof: [0; 32] };
        let proof = secret.verifier().prove(&unproved.content());
        Self { proof, ..unproved }
    }

    /// Whether it was made by somebody who knows the code.
    pub fn verify(&self, code: &Verifier) -> Result<(), Error> {
        code.check(&self.content(), &self.proof)
    }

    fn content(&self) -> Vec<u8> {
        let mut map = FieldsMut::new();
        self.claim(&mut map);
        [REQUEST, &map.finish()].concat()
    }

    fn claim(&self, map: &mut FieldsMut) {
        map.bytes(1, &self.lookup)
            .bytes(2, &self.signing.0)
            .bytes(3, &self.transport.0)
            .bytes(4, &self.recipient.bytes())
            .text(5, &self.app);
    }
}

impl Message for EnrolRequest {
    fn write(&self, map: &mut FieldsMut) {
        self.claim(map);
        map.bytes(6, &self.proof);
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        Ok(Self {
            lookup: map.array(1)?,
            signing: VerifyingKey(map.array(2)?),
            transport: VerifyingKey(map.array(3)?),
            recipient: Recipient::from_bytes(map.bytes(4)?)?,
            app: map.text(5)?.into(),
            proof: map.array(6)?,
        })
    }
}

/// What a tablet learns when it is enrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// Its installation.
    pub installation: InstallationId,
    /// Which life of it, from 1.
    pub incarnation: u32,
    /// The worker.
    pub actor: ActorId,
    /// The worker's name, for the first screen.
    pub name: Text,
    /// The municipality's name.
    pub municipality: Text,
    /// The stream of what is published to all.
    pub published: StreamId,
    /// What pull answers are signed with: pinned from now on.
    pub log: VerifyingKey,
    /// To whom key offers are sealed.
    pub server: Recipient,
    /// The log's epoch.
    pub epoch: u32,
    /// The server's clock, milliseconds since 1970.
    pub server_ms: u64,
}

impl Enrolled {
    fn fields(&self) -> FieldsMut {
        let mut map = FieldsMut::new();
        map.id(1, self.installation.0)
            .uint(2, self.incarnation)
            .id(3, self.actor.0)
            .text(4, &self.name)
            .text(5, &self.municipality)
            .id(6, self.published.0)
            .bytes(7, &self.log.0)
            .bytes(8, &self.server.bytes())
            .uint(9, self.epoch)
            .uint(10, self.server_ms);
        map
    }

    fn read(value: Value<'_>) -> Result<Self, Error> {
        let map = value.fields()?;
        Ok(Self {
            installation: map.id(1, InstallationId)?,
            incarnation: map.narrow(2)?,
            actor: map.id(3, ActorId)?,
            name: map.text(4)?.into(),
            municipality: map.text(5)?.into(),
            published: map.id(6, StreamId)?,
            log: VerifyingKey(map.array(7)?),
            server: Recipient::from_bytes(map.bytes(8)?)?,
            epoch: map.narrow(9)?,
            server_ms: map.uint(10)?,
        })
    }
}

/// Answer to a request for enrolment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnrolAnswer {
    /// A coordinator has yet to approve; ask again after so many seconds.
    Waiting {
        /// Seconds.
        retry_after_s: u32,
    },
    /// Done.
    Enrolled {
        /// What there is to know.
        enrolled: Box<Enrolled>,
        /// The server's proof of the code's secret over the request's proof and all of it.
        proof: [u8; 32],
    },
}

impl EnrolAnswer {
    /// An answer that proves the code to the tablet.
    #[must_use]
    pub fn make(enrolled: Enrolled, request: &EnrolRequest, code: &Verifier) -> Self {
        let proof = code.prove(&answer_content(&enrolled, request));
        Self::Enrolled { enrolled: Box::new(enrolled), proof }
    }

    /// What was learnt, once the proof fits; none while it waits.
    pub fn verified(self, request: &EnrolRequest, secret: &Secret) -> Result<Option<Enrolled>, Error> {
        match self {
            Self::Waiting { .. } => Ok(None),
            Self::Enrolled { enrolled, proof } => {
                secret.verifier().check(&answer_content(&enrolled, request), &proof)?;
                Ok(Some(*enrolled))
            }
        }
    }
}

fn answer_content(enrolled: &Enrolled, request: &EnrolRequest) -> Vec<u8> {
    [ANSWER, &request.proof, &enrolled.fields().finish()].concat()
}

impl Message for EnrolAnswer {
    fn write(&self, map: &mut FieldsMut) {
        match self {
            Self::Waiting { retry_after_s } => map.uint(1, *retry_after_s),
            Self::Enrolled { enrolled, proof } => map.fields(2, &enrolled.fields()).bytes(3, proof),
        };
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        Ok(match map.get(2) {
            None => Self::Waiting { retry_after_s: map.narrow(1)? },
            Some(enrolled) => {
                Self::Enrolled { enrolled: Box::new(Enrolled::read(enrolled)?), proof: map.array(3)? }
            }
        })
    }
}
