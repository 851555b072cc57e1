//! An authenticator in software, with the browser before it: makes a key, and answers what a server asks (WebAuthn level 3,
//! §6.1, §6.5; COSE, RFC 9053). It does what it is told to, also what no honest one does.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

/// Somebody is there.
pub(crate) const PRESENT: u8 = 1;
/// And proved by PIN, finger or face to be the owner.
pub(crate) const VERIFIED: u8 = 4;
/// A new key's data follow.
const ATTESTED: u8 = 0x40;

pub(crate) fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decoded(text: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().unwrap()).unwrap()
}

/// One passkey.
pub(crate) struct Authenticator {
    key: EcdsaKeyPair,
    pub(crate) id: Vec<u8>,
    /// Whose it is, as the server names the owner.
    pub(crate) user: Option<Vec<u8>>,
    /// The name that the server goes by.
    pub(crate) rp: String,
    /// The page that asks, as the browser sees it.
    pub(crate) origin: String,
    pub(crate) flags: u8,
    pub(crate) counter: u32,
    /// Whether it counts: keys that are kept in several places do not.
    pub(crate) counts: bool,
    /// What the browser says the page asks for.
    pub(crate) kind: &'static str,
}

impl Authenticator {
    /// Makes a key for what a server asks; gives it and what the browser sends.
    pub(crate) fn make(options: &Value, origin: &str) -> (Self, Value) {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, made.as_ref(), &random).unwrap();
        let mut id = vec![0; 32];
        random.fill(&mut id).unwrap();
        let own = Self {
            key,
            id,
            user: Some(decoded(&options["user"]["id"])),
            rp: options["rp"]["id"].as_str().unwrap().to_owned(),
            origin: origin.to_owned(),
            flags: PRESENT | VERIFIED,
            counter: 1,
            counts: true,
            kind: "webauthn.get",
        };
        let sent = own.registration(options);
        (own, sent)
    }

    /// What the browser sends of this key as a new one.
    pub(crate) fn registration(&self, options: &Value) -> Value {
        let client = self.client_data("webauthn.create", options);
        let mut data = self.data(self.flags | ATTESTED);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        data.extend(self.cose());
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
        object.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        object.extend(data);
        json!({
            "id": encoded(&self.id), "rawId": encoded(&self.id), "type": "public-key",
            "response": { "clientDataJSON": encoded(&client), "attestationObject": encoded(&object) },
            "clientExtensionResults": {},
        })
    }

    /// Answers what a server asks.
    pub(crate) fn answer(&mut self, options: &Value) -> Value {
        self.counter += u32::from(self.counts);
        let (client, data) = (self.client_data(self.kind, options), self.data(self.flags));
        let mut signed = data.clone();
        signed.extend(digest(&SHA256, &client).as_ref());
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        json!({
            "id": encoded(&self.id), "rawId": encoded(&self.id), "type": "public-key",
            "response": {
                "clientDataJSON": encoded(&client), "authenticatorData": encoded(&data),
                "signature": encoded(signature.as_ref()), "userHandle": self.user.as_deref().map(encoded),
            },
            "clientExtensionResults": {},
        })
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let said = json!({
            "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false,
        });
        said.to_string().into_bytes()
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = digest(&SHA256, self.rp.as_bytes()).as_ref().to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
    fn cose(&self) -> Vec<u8> {
        let (x, y) = self.key.public_key().as_ref()[1..].split_at(32);
        let mut key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".to_vec();
        key.extend(x);
        key.extend(b"\x22\x58\x20");
        key.extend(y);
        key
    }
}
