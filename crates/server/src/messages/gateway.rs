//! The SMS gateway: one HTTP request a message, shaped by the office's settings. It keeps nothing and decides nothing; what
//! the gateway says is read into what is known for sure.

use super::carrier::{Handed, Sms};
use super::settings::{Encoding, SmsSettings};
use crate::error::Error;
use crate::kek::{Kek, hex};
use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::{Method, StatusCode, Url};
use ring::hmac;
use serde_json::{Map, Value};
use std::time::Duration;
use zeroize::Zeroizing;

/// How long a gateway may take to be reached, and to answer.
const CONNECT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(30);
/// Most bytes of an answer that are looked at.
const ANSWER_BYTES: u64 = 64 * 1024;

/// The gateway, ready.
pub(crate) struct Gateway {
    settings: SmsSettings,
    secret: Zeroizing<String>,
    client: Client,
}

impl Gateway {
    pub(crate) fn new(settings: SmsSettings, kek: &Kek) -> Result<Self, Error> {
        // Done once a process; who comes second finds it done.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|_| Error::Tls("the gateway's line could not be made".to_owned()))?;
        let secret = settings.secret.open::<SmsSettings>(kek, "secret")?;
        Ok(Self { settings, secret, client })
    }

    /// Hands a message over.
    pub(crate) fn send(&self, sms: &Sms) -> Handed {
        let Some(request) = self.request(sms) else { return Handed::Never("settings".to_owned()) };
        match request.send() {
            Ok(answer) => self.answered(answer),
            // Not even connected: nothing has left.
            Err(error) if error.is_connect() || error.is_builder() => {
                Handed::NotYet("unreachable".to_owned())
            }
            Err(error) if error.is_timeout() => Handed::Unknown("no answer".to_owned()),
            Err(_) => Handed::Unknown("cut off".to_owned()),
        }
    }

    fn request(&self, sms: &Sms) -> Option<RequestBuilder> {
        let settings = &self.settings;
        let fill = |template: &str| {
            // The text last: what a client's name may spell is no placeholder.
            let known = template.replace("{id}", &sms.id).replace("{to}", &sms.to);
            known.replace("{secret}", &self.secret).replace("{text}", &sms.text)
        };
        let fields: Vec<(&String, String)> =
            settings.fields.iter().map(|(name, template)| (name, fill(template))).collect();
        let mut url = Url::parse(&settings.url).ok()?;
        let method = Method::from_bytes(settings.method.as_bytes()).ok()?;
        let (kind, body) = match settings.form {
            Encoding::Query => {
                url.query_pairs_mut().extend_pairs(&fields);
                (None, String::new())
            }
            Encoding::Form => {
                let mut form = Url::parse("form:").ok()?;
                form.query_pairs_mut().extend_pairs(&fields);
                (Some("application/x-www-form-urlencoded"), form.query().unwrap_or_default().to_owned())
            }
            Encoding::Json => {
                let object: Map<String, Value> =
                    fields.into_iter().map(|(name, value)| (name.clone(), Value::String(value))).collect();
                (Some("application/json"), Value::Object(object).to_string())
            }
        };
        let mut request = self.client.request(method, url);
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        for (name, template) in &settings.headers {
            request = request.header(name, fill(template));
        }
        if !settings.signature.is_empty() {
            request = request.header(&settings.signature, signature(&self.secret, body.as_bytes()));
        }
        Some(if kind.is_some() { request.body(body) } else { request })
    }

    fn answered(&self, answer: Response) -> Handed {
        let status = answer.status();
        let why = format!("http {}", status.as_u16());
        match status {
            status if status.is_success() => Handed::Sent { carrier: self.id_in(answer) },
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Handed::NotYet(why),
            status if status.is_client_error() && status != StatusCode::REQUEST_TIMEOUT => Handed::Never(why),
            // A proxy says so of a gateway that may have taken the message.
            _ => Handed::Unknown(why),
        }
    }

    fn id_in(&self, answer: Response) -> Option<String> {
        use std::io::Read;
        let mut body = Vec::new();
        answer.take(ANSWER_BYTES).read_to_end(&mut body).ok()?;
        let value: Value = serde_json::from_slice(&body).ok()?;
        at(&value, &self.settings.answer_id)
    }
}

/// HMAC-SHA-256 in hexadecimal digits.
pub(crate) fn signature(secret: &str, body: &[u8]) -> String {
    hex(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), body).as_ref())
}

/// What stands at a JSON pointer, as text.
pub(crate) fn at(value: &Value, pointer: &str) -> Option<String> {
    if pointer.is_empty() {
        return None;
    }
    match value.pointer(pointer)? {
        // No database has a place for a NUL in what names a message.
        Value::String(text) => Some(text.replace('\0', "")),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
