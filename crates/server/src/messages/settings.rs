//! How clients are told: the office's settings of messages and of both carriers. It reads nothing by itself.

use crate::error::{Error, Unfit};
use crate::settings::{Secret, Setting};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;
use vizitas_domain::client::Channel;
use vizitas_message::Style;

/// Minutes after local midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// First minute, 0..1440.
    pub from: u16,
    /// First minute after it, 1..=1440.
    pub to: u16,
}

/// Whether and when clients are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MessageSettings {
    /// Whether they are told at all.
    pub on: bool,
    /// When a message may reach a home, Monday to Sunday; what cannot wait (late, on the way) goes at any hour.
    pub hours: [Option<Span>; 7],
    /// Channels tried after the client's own, in this order.
    pub fallback: Vec<Channel>,
    /// The office's telephone, E.164; empty: that of the worker who comes.
    pub phone: String,
    /// The unit as it signs letters.
    pub unit: String,
    /// What every client is asked to have ready, in Lithuanian: in Lithuanian letters and on the client's page.
    pub ready: String,
}

impl Default for MessageSettings {
    fn default() -> Self {
        let (week, weekend) =
            (Some(Span { from: 8 * 60, to: 20 * 60 }), Some(Span { from: 10 * 60, to: 18 * 60 }));
        Self {
            on: false,
            hours: [week, week, week, week, week, weekend, weekend],
            fallback: vec![Channel::Sms, Channel::Email],
            phone: String::new(),
            unit: String::new(),
            ready: String::new(),
        }
    }
}

impl Setting for MessageSettings {
    const NAME: &'static str = "messages";

    fn check(&self) -> Result<(), Error> {
        if self.hours.iter().all(Option::is_none) {
            return Err(Error::field("hours", Unfit::Empty, "no day is open"));
        }
        if self.hours.iter().flatten().any(|span| span.from >= span.to || span.to > 1440) {
            return Err(Error::field("hours", Unfit::Range, "from and to are minutes after midnight"));
        }
        if self.fallback.iter().any(|channel| !matches!(channel, Channel::Sms | Channel::Email)) {
            return Err(Error::field("fallback", Unfit::Kind, "sms and email"));
        }
        if !self.phone.is_empty() && vizitas_domain::phone::read(&self.phone).is_none() {
            return Err(Error::field("phone", Unfit::Address, "a telephone number"));
        }
        Ok(())
    }
}

/// How the line to a mail server is sealed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// STARTTLS, demanded.
    #[default]
    Starttls,
    /// From the first byte.
    Implicit,
    /// Not at all: only to this machine itself.
    None,
}

/// The office's mail server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EmailSettings {
    /// Whether mail is sent.
    pub on: bool,
    /// Its name, as in its certificate.
    pub host: String,
    /// Its port; 0: the usual one.
    pub port: u16,
    /// How the line is sealed.
    pub tls: Tls,
    /// A certificate to trust beside the system's, PEM: an office's own authority.
    pub authority: String,
    /// Who signs in; empty when nobody need.
    pub user: String,
    /// With what.
    pub password: Secret,
    /// From whom mail comes, and who organises what it invites to: `Socialinės paramos skyrius <vizitai@alytus.example>`.
    pub from: String,
    /// Where what cannot be delivered goes back to: an address, in which `{id}` stands for the message; empty: `from`.
    pub return_path: String,
    /// A mailbox that such mail lands in: an mbox file or a Maildir.
    pub bounces: Option<PathBuf>,
    /// What proves who posts such mail instead: the end of the address, or the key of a signature.
    pub bounce_secret: Secret,
    /// Header that carries the HMAC-SHA-256 of what is posted; empty: the address alone proves it.
    pub bounce_signature: String,
    /// Header that carries when it was signed, in seconds since 1970, which the signature covers, too; empty: the mail alone
    /// is signed.
    pub bounce_time: String,
    /// The server drops a second mail with the same Message-ID, so that what is in doubt may be sent again.
    pub honours_ids: bool,
    /// Messages a minute, at most; 0: no limit.
    pub per_minute: u32,
}

impl Setting for EmailSettings {
    const NAME: &'static str = "email";
    const SECRETS: &'static [&'static str] = &["password", "bounce_secret"];
    const SENT_TO: &'static [(&'static str, &'static str)] = &[("password", "host")];

    fn check(&self) -> Result<(), Error> {
        if !self.on {
            return Ok(());
        }
        if self.host.is_empty() {
            return Err(Error::field("host", Unfit::Empty, "the mail server's name"));
        }
        if self.tls == Tls::None && !is_here(&self.host) {
            return Err(Error::field("tls", Unfit::Unsealed, "none is for a server on this machine alone"));
        }
        if self.from.parse::<lettre::message::Mailbox>().is_err() {
            return Err(Error::field("from", Unfit::empty_or(&self.from, Unfit::Address), "Name <address>"));
        }
        let back = self.return_path.replace("{id}", "0");
        if !back.is_empty() && back.parse::<lettre::Address>().is_err() {
            return Err(Error::field("return_path", Unfit::Address, "an address"));
        }
        if !self.bounce_time.is_empty() && self.bounce_signature.is_empty() {
            return Err(Error::field(
                "bounce_signature",
                Unfit::Empty,
                "a time that nobody signs proves nothing",
            ));
        }
        Ok(())
    }
}

/// In what form a gateway takes fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// A JSON object.
    #[default]
    Json,
    /// As a web form.
    Form,
    /// In the address.
    Query,
}

/// Where in what a gateway says things stand: a JSON pointer (RFC 6901), or a field's name after `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StatusMapping {
    /// The gateway's id of the message.
    pub id: String,
    /// Our own id, when the gateway gives it back.
    pub reference: String,
    /// How it went.
    pub status: String,
    /// Values of it that mean: it arrived.
    pub delivered: Vec<String>,
    /// Values of it that mean: it did not.
    pub failed: Vec<String>,
}

/// The same for a message from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InboundMapping {
    /// The gateway's id of it; empty when it gives none.
    pub id: String,
    /// Who sent it.
    pub from: String,
    /// What it says.
    pub text: String,
}

/// The office's SMS gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SmsSettings {
    /// Whether messages are sent.
    pub on: bool,
    /// Where to.
    pub url: String,
    /// `POST`, `PUT` or `GET`.
    pub method: String,
    /// In what form.
    pub form: Encoding,
    /// Its fields; `{to}`, `{text}`, `{id}` and `{secret}` are filled in.
    pub fields: BTreeMap<String, String>,
    /// Headers, filled in the same way.
    pub headers: BTreeMap<String, String>,
    /// What proves us to the gateway: key of the signature, and `{secret}`.
    pub secret: Secret,
    /// Header that carries the HMAC-SHA-256 of the body under the secret, in hexadecimal digits; empty: none.
    pub signature: String,
    /// Where in the answer the gateway's id stands: a JSON pointer; empty: nowhere.
    pub answer_id: String,
    /// A message sent again with the same `{id}` goes out once.
    pub honours_ids: bool,
    /// News of messages.
    pub status: StatusMapping,
    /// Messages from outside.
    pub inbound: InboundMapping,
    /// What proves the gateway to us: the last part of the address it calls, or the key of its signature.
    pub call_back_secret: Secret,
    /// Header that carries its HMAC-SHA-256 of what it says; empty: the address alone proves it.
    pub call_back_signature: String,
    /// Header that carries when it was signed, in seconds since 1970, which the signature covers, too; empty: the words alone
    /// are signed, and whoever catches a call can repeat it.
    pub call_back_time: String,
    /// What a part costs, in thousandths of a euro.
    pub price_thousandths: u32,
    /// How letters are written: without their marks a part holds 160 characters and not 70.
    pub letters: Style,
    /// Messages a minute, at most; 0: no limit.
    pub per_minute: u32,
}

impl Default for SmsSettings {
    fn default() -> Self {
        let fields = [("to", "{to}"), ("text", "{text}"), ("id", "{id}")];
        Self {
            on: false,
            url: String::new(),
            method: "POST".to_owned(),
            form: Encoding::default(),
            fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            headers: BTreeMap::new(),
            secret: Secret::default(),
            signature: String::new(),
            answer_id: "/id".to_owned(),
            honours_ids: false,
            status: StatusMapping {
                id: "/id".to_owned(),
                reference: "/reference".to_owned(),
                status: "/status".to_owned(),
                delivered: vec!["delivered".to_owned(), "DELIVRD".to_owned()],
                failed: ["failed", "UNDELIV", "EXPIRED", "REJECTD"].map(str::to_owned).to_vec(),
            },
            inbound: InboundMapping {
                id: "/id".to_owned(),
                from: "/from".to_owned(),
                text: "/text".to_owned(),
            },
            call_back_secret: Secret::default(),
            call_back_signature: String::new(),
            call_back_time: String::new(),
            price_thousandths: 0,
            letters: Style::default(),
            per_minute: 0,
        }
    }
}

impl Setting for SmsSettings {
    const NAME: &'static str = "sms";
    const SECRETS: &'static [&'static str] = &["secret", "call_back_secret"];
    const SENT_TO: &'static [(&'static str, &'static str)] = &[("secret", "url")];

    fn check(&self) -> Result<(), Error> {
        if !self.on {
            return Ok(());
        }
        let url = reqwest::Url::parse(&self.url).map_err(|_| {
            Error::field("url", Unfit::empty_or(&self.url, Unfit::Address), "the gateway's address")
        })?;
        let here = url.host_str().is_some_and(|host| is_here(host.trim_matches(['[', ']'])));
        if url.scheme() != "https" && !(url.scheme() == "http" && here) {
            let cause = if url.scheme() == "http" { Unfit::Unsealed } else { Unfit::Address };
            return Err(Error::field("url", cause, "https, unless the gateway is on this machine"));
        }
        if !["POST", "PUT", "GET"].contains(&self.method.as_str()) {
            return Err(Error::field("method", Unfit::Kind, "POST, PUT or GET"));
        }
        if self.method == "GET" && self.form != Encoding::Query {
            return Err(Error::field("form", Unfit::Kind, "GET takes query"));
        }
        for (part, cause) in [("{to}", Unfit::Recipient), ("{text}", Unfit::Words)] {
            if !self.fields.values().any(|value| value.contains(part)) {
                return Err(Error::field("fields", cause, "{to} and {text} must stand in them"));
            }
        }
        if !self.call_back_time.is_empty() && self.call_back_signature.is_empty() {
            let why = "a time that nobody signs proves nothing";
            return Err(Error::field("call_back_signature", Unfit::Empty, why));
        }
        Ok(())
    }
}

/// Whether a host is this machine.
pub(crate) fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_when_nothing_is_set_makes_sense() {
        MessageSettings::default().check().unwrap();
        EmailSettings::default().check().unwrap();
        SmsSettings::default().check().unwrap();
    }

    #[test]
    fn nothing_goes_out_in_plain_beyond_this_machine() {
        let sms = |url: &str| {
            SmsSettings { on: true, url: url.to_owned(), ..SmsSettings::default() }.check().is_ok()
        };
        assert!(
            sms("https://gateway.example/send") && sms("http://127.0.0.1:8080/send") && sms("http://[::1]/s")
        );
        assert!(!sms("http://gateway.example/send") && !sms("ftp://localhost/") && !sms("gateway"));
        let email = |host: &str, tls| {
            let from = "Skyrius <vizitai@office.example>".to_owned();
            EmailSettings { on: true, host: host.to_owned(), tls, from, ..EmailSettings::default() }
                .check()
                .is_ok()
        };
        assert!(email("mail.office.example", Tls::Starttls) && email("localhost", Tls::None));
        assert!(!email("mail.office.example", Tls::None) && !email("", Tls::Implicit));
    }

    #[test]
    fn what_is_wrong_with_a_field_is_named() {
        let email = |host: &str, from: &str, back: &str| {
            let (host, from, return_path) = (host.to_owned(), from.to_owned(), back.to_owned());
            EmailSettings { on: true, host, from, return_path, ..EmailSettings::default() }.check()
        };
        let sms = |url: &str, fields: &[(&str, &str)]| {
            let fields =
                fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            SmsSettings { on: true, url: url.to_owned(), fields, ..SmsSettings::default() }.check()
        };
        let hours = |span| MessageSettings { hours: [span; 7], ..MessageSettings::default() }.check();
        let (host, gateway) = ("mail.office.example", "https://g.example/");
        let cases = [
            (hours(None), "hours", Unfit::Empty),
            (hours(Some(Span { from: 600, to: 600 })), "hours", Unfit::Range),
            (hours(Some(Span { from: 600, to: 1441 })), "hours", Unfit::Range),
            (email("", "a@b.example", ""), "host", Unfit::Empty),
            (email(host, " ", ""), "from", Unfit::Empty),
            (email(host, "skyrius", ""), "from", Unfit::Address),
            (email(host, "a@b.example", "atgal"), "return_path", Unfit::Address),
            (sms("", &[]), "url", Unfit::Empty),
            (sms("gateway", &[]), "url", Unfit::Address),
            (sms("ftp://gateway.example/", &[]), "url", Unfit::Address),
            (sms("http://gateway.example/", &[]), "url", Unfit::Unsealed),
            (sms(gateway, &[("text", "{text}")]), "fields", Unfit::Recipient),
            (sms(gateway, &[("to", "{to}")]), "fields", Unfit::Words),
        ];
        for (nth, (checked, named, because)) in cases.into_iter().enumerate() {
            let Err(Error::Field { field, cause, .. }) = checked else { panic!("case {nth}: {checked:?}") };
            assert_eq!((field.as_str(), cause), (named, because), "case {nth}");
        }
    }

    #[test]
    fn a_time_without_a_signature_is_no_proof() {
        let (url, time) = ("https://g.example/".to_owned(), "x-time".to_owned());
        let sms = SmsSettings { on: true, url, call_back_time: time.clone(), ..SmsSettings::default() };
        let (host, from) = ("mail.office.example".to_owned(), "a@b.example".to_owned());
        let email = EmailSettings { on: true, host, from, bounce_time: time, ..EmailSettings::default() };
        for (checked, named) in [(sms.check(), "call_back_signature"), (email.check(), "bounce_signature")] {
            assert!(
                matches!(checked, Err(Error::Field { field, cause: Unfit::Empty, .. }) if field == named)
            );
        }
    }

    #[test]
    fn a_gateway_must_be_told_whom_and_what() {
        let fields = BTreeMap::from([("to".to_owned(), "{to}".to_owned())]);
        let sms =
            SmsSettings { on: true, url: "https://g.example/".to_owned(), fields, ..SmsSettings::default() };
        assert!(matches!(sms.check(), Err(Error::Field { field, .. }) if field == "fields"));
    }
}
