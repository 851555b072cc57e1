//! `recovery-key`: two people, each with a share and a passphrase.

use super::typed::{line, password_of, typed};
use super::{say, say_aside};
use clap::{Args, Subcommand};
use std::path::PathBuf;
use std::sync::Arc;
use vizitas_server::recovery::{Asked, Holder, Share};
use vizitas_server::{Error, Municipality, audit::shown};
use zeroize::Zeroizing;

/// What can be done with the recovery key.
#[derive(Debug, Subcommand)]
pub(super) enum RecoveryKey {
    /// Make a new one, with both people present: each gets a share in a file and types a passphrase for it. It takes the
    /// place of the one before; tablets seal their keys to it at their next contact.
    Create(Create),
    /// Open a tablet that asks, with both people and their shares.
    Use(Use),
    /// List the tablets that ask.
    Waiting,
}

/// What `recovery-key create` is told.
#[derive(Debug, Args)]
pub(super) struct Create {
    /// Where the first person's share goes: a stick of that person's, not this server's disk.
    #[arg(long)]
    share_a: PathBuf,
    /// What the first person types at sign-in to the console.
    #[arg(long)]
    login_a: String,
    /// Where the second person's share goes.
    #[arg(long)]
    share_b: PathBuf,
    /// What the second person types at sign-in to the console.
    #[arg(long)]
    login_b: String,
}

/// What `recovery-key use` is told.
#[derive(Debug, Args)]
pub(super) struct Use {
    /// One person's share, then the other's.
    #[arg(long, required = true, num_args = 1)]
    share: Vec<PathBuf>,
}

impl RecoveryKey {
    pub(super) fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        match self {
            Self::Create(create) => create.run(municipality),
            Self::Use(use_) => use_.run(municipality),
            Self::Waiting => {
                let waiting = municipality.recoveries()?;
                if waiting.is_empty() { say(NOBODY) } else { waiting.iter().try_for_each(list) }
            }
        }
    }
}

const NOBODY: &str = "no tablet asks for its keys; the worker taps \"I forgot the PIN\" and \"Recover by the office\" on it first";

impl Create {
    fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        let holder = |login: String| {
            let password = password_of(&login)?;
            Ok::<_, Error>(Holder { password, passphrase: chosen(&login)?, login })
        };
        let (a, b) = (holder(self.login_a)?, holder(self.login_b)?);
        let number = municipality.create_recovery_key([&a, &b], [&self.share_a, &self.share_b])?;
        say(&format!("recovery key {number} is in force"))?;
        say(&format!("share of {}: {}", a.login, self.share_a.display()))?;
        say(&format!("share of {}: {}", b.login, self.share_b.display()))?;
        say(
            "keep each with its person, a copy in a sealed envelope; without both nobody opens a tablet by this key",
        )?;
        if number > 1 {
            say("keep the shares of the key before until every tablet was open with a connection once")?;
        }
        Ok(())
    }
}

impl Use {
    fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        let [first, second] = self.share.as_slice() else {
            return Err(Error::Invalid("two shares are needed: --share A --share B".to_owned()));
        };
        let (first, second) = (Share::read(first)?, Share::read(second)?);
        let waiting = municipality.recoveries()?;
        if waiting.is_empty() {
            return Err(Error::Missing(NOBODY.to_owned()));
        }
        waiting.iter().try_for_each(list)?;
        say_aside("Type the eight digits that the worker reads out from the tablet's screen:")?;
        let digits = line()?;
        let asked = found(&waiting, &digits)?;
        if !asked.proved {
            say_aside(
                "This tablet could not prove which one it is: its key store is gone, or it never had one. Go on only with the tablet and its worker before you. Type yes:",
            )?;
            if line()?.trim() != "yes" {
                return Err(Error::Invalid("stopped; nothing was changed".to_owned()));
            }
        }
        let of_first = asked_passphrase(&first.login)?;
        let of_second = asked_passphrase(&second.login)?;
        municipality.answer_recovery(asked, [(&first, &of_first), (&second, &of_second)])?;
        say(&format!("opened for {}: the tablet asks for a new PIN now", asked.worker))
    }
}

/// The one request whose digits these are.
fn found<'a>(waiting: &'a [Asked], typed: &str) -> Result<&'a Asked, Error> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let typed = digits(typed);
    let mut fits = waiting.iter().filter(|asked| digits(&asked.check.to_string()) == typed);
    let why = "no tablet that waits shows these digits; nothing was changed. Read them again; if they still differ, \
         somebody else asks in this tablet's name: have the worker ask anew";
    match (fits.next(), fits.next()) {
        (Some(one), None) => Ok(one),
        _ => Err(Error::Invalid(why.to_owned())),
    }
}

/// Tablet, worker, since when and until when; separated by tabs.
fn list(asked: &Asked) -> Result<(), Error> {
    let Asked { installation, worker, at, until, proved, .. } = asked;
    let proved = if *proved { "proved itself" } else { "NOT proved: without a key store" };
    say(&format!("{installation}\t{worker}\tasked {}\tuntil {}\t{proved}", shown(*at), shown(*until)))
}

/// A new passphrase, typed twice.
fn chosen(login: &str) -> Result<Zeroizing<String>, Error> {
    let first = typed(&format!("Passphrase of {login} for the share, at least 12 characters:"))?;
    let again = typed("The same once more:")?;
    if first == again {
        Ok(first)
    } else {
        Err(Error::Invalid("the two differ; nothing was changed".to_owned()))
    }
}

fn asked_passphrase(login: &str) -> Result<Zeroizing<String>, Error> {
    typed(&format!("Passphrase of {login}:"))
}
