//! The mail server, by SMTP. Every step is taken by itself, because what is known after a fault depends on how far it came:
//! before the message's last line nothing has left, after it the server's answer alone can tell.

use super::carrier::{Handed, Mail};
use super::settings::{EmailSettings, Tls};
use crate::error::Error;
use crate::kek::Kek;
use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as Sender, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use std::time::Duration;
use zeroize::Zeroizing;

type Fault = lettre::transport::smtp::Error;

/// The mail server, with its line while that is good.
pub(crate) struct MailServer {
    settings: EmailSettings,
    password: Zeroizing<String>,
    silence: Duration,
    line: Option<SmtpConnection>,
}

impl MailServer {
    /// `silence`: how long the server may say nothing.
    pub(crate) fn new(settings: EmailSettings, kek: &Kek, silence: Duration) -> Result<Self, Error> {
        let password = settings.password.open::<EmailSettings>(kek, "password")?;
        Ok(Self { settings, password, silence, line: None })
    }

    /// Hands a mail over.
    pub(crate) fn send(&mut self, mail: &Mail) -> Handed {
        let Ok(to) = mail.to.parse::<Address>() else { return Handed::Never("address".to_owned()) };
        let Ok(back) = self.return_path(&mail.id) else { return Handed::NotYet("settings".to_owned()) };
        // What is wrong before a recipient is named is wrong with the line or the settings, and no reason to give this
        // message up.
        let mut line = match self.line().and_then(|mut line| {
            line.command(Sender::new(Some(back), Vec::new()))?;
            Ok(line)
        }) {
            Ok(line) => line,
            Err(fault) => return Handed::NotYet(code(&fault)),
        };
        let asked = line.command(Rcpt::new(to, Vec::new())).and_then(|_| line.command(Data));
        if let Err(fault) = asked {
            line.abort();
            return refused(&fault);
        }
        match line.message(&mail.message.formatted()) {
            Ok(_) => {
                self.line = Some(line);
                Handed::Sent { carrier: None }
            }
            Err(fault) if fault.status().is_some() => {
                line.abort();
                refused(&fault)
            }
            Err(fault) => Handed::Unknown(code(&fault)),
        }
    }

    /// The line kept from before, when it is good, or a new one.
    fn line(&mut self) -> Result<SmtpConnection, Fault> {
        if let Some(mut line) = self.line.take()
            && line.test_connected()
        {
            return Ok(line);
        }
        let settings = &self.settings;
        let hello = ClientId::Domain(domain_of(&settings.from));
        let sealed = match settings.tls {
            Tls::None => None,
            Tls::Starttls | Tls::Implicit => Some(self.tls()?),
        };
        let usual = if settings.tls == Tls::Implicit { 465 } else { 587 };
        let port = if settings.port == 0 { usual } else { settings.port };
        let at_once = sealed.as_ref().filter(|_| settings.tls == Tls::Implicit);
        let server = (settings.host.as_str(), port);
        let mut line = SmtpConnection::connect(server, Some(self.silence), &hello, at_once, None)?;
        if let Some(tls) = sealed.as_ref().filter(|_| settings.tls == Tls::Starttls) {
            line.starttls(tls, &hello)?;
        }
        if !settings.user.is_empty() {
            let who = Credentials::new(settings.user.clone(), self.password.to_string());
            line.auth(DEFAULT_MECHANISMS, &who)?;
        }
        Ok(line)
    }

    fn tls(&self) -> Result<TlsParameters, Fault> {
        let mut tls = TlsParameters::builder(self.settings.host.clone());
        if !self.settings.authority.is_empty() {
            tls = tls.add_root_certificate(Certificate::from_pem(self.settings.authority.as_bytes())?);
        }
        tls.build()
    }

    fn return_path(&self, id: &str) -> Result<Address, ()> {
        let written = self.settings.return_path.replace("{id}", id);
        if written.is_empty() {
            let from = self.settings.from.parse::<lettre::message::Mailbox>();
            return from.map(|mailbox| mailbox.email).map_err(drop);
        }
        written.parse().map_err(drop)
    }
}

/// What stands behind the `@` of a mailbox; it names messages and this server.
pub(crate) fn domain_of(from: &str) -> String {
    let mailbox = from.parse::<lettre::message::Mailbox>();
    mailbox.map_or_else(|_| "localhost".to_owned(), |mailbox| mailbox.email.domain().to_owned())
}

/// The server said no, or the line broke before the message's last line: it has not left.
fn refused(fault: &Fault) -> Handed {
    if fault.is_permanent() || fault.is_client() {
        Handed::Never(code(fault))
    } else {
        Handed::NotYet(code(fault))
    }
}

/// What went wrong, without a word that the server may have quoted.
fn code(fault: &Fault) -> String {
    match fault.status() {
        Some(status) => format!("smtp {status}"),
        None if fault.is_timeout() => "no answer".to_owned(),
        None if fault.is_tls() => "tls".to_owned(),
        None if fault.is_client() => "smtp".to_owned(),
        None => "cut off".to_owned(),
    }
}
