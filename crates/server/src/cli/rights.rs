//! `erasure`, `restriction` and `retention`: what a person may ask for, and what the law asks of the office.

use super::typed::password_of;
use super::{say, say_aside};
use clap::Subcommand;
use std::path::PathBuf;
use std::sync::Arc;
use vizitas_domain::id::StreamId;
use vizitas_domain::retention::Rules;
use vizitas_server::audit::shown;
use vizitas_server::console::{may_erase, may_restrict};
use vizitas_server::staff::{By, StaffRole};
use vizitas_server::{Error, Municipality};

/// Erasing a client: one person asks, another agrees.
#[derive(Debug, Subcommand)]
pub(super) enum Erasure {
    /// Ask that a client be erased. Somebody else agrees, in the console or here, by another account.
    Ask {
        /// The office's number of the client, or the id.
        #[arg(long)]
        client: String,
        /// consent, not_needed, objection, unlawful, law or retention.
        #[arg(long)]
        ground: String,
        /// Why, in words and without a name.
        #[arg(long, default_value = "")]
        because: String,
        /// Who asks: the login of a head or an administrator. The password is asked for.
        #[arg(long = "as")]
        login: String,
    },
    /// Agree to an erasure that somebody else asked for: the client is erased for ever.
    Agree {
        /// The client's id, as `erasure status` tells it.
        client: StreamId,
        /// The client's name, typed whole.
        #[arg(long)]
        name: String,
        /// Who agrees: another account's login than who asked. The password is asked for.
        #[arg(long = "as")]
        login: String,
    },
    /// Take back what was asked and not agreed to.
    Withdraw {
        /// The client's id.
        client: StreamId,
    },
    /// Who was erased and who is to be, with the tablets that have yet to confirm.
    Status,
    /// Write the proof of an erasure into a folder, to print and for machines.
    Proof {
        /// The client's id.
        client: StreamId,
        /// The folder.
        #[arg(long)]
        to: PathBuf,
        /// In English.
        #[arg(long)]
        english: bool,
    },
    /// Print the register, a line a stream, to be kept beside backups and given to `restore --erasures`.
    Register,
}

/// Withholding a client's data where the law keeps the record.
#[derive(Debug, Subcommand)]
pub(super) enum Restriction {
    /// Withhold a client's data.
    Set {
        /// The office's number of the client, or the id.
        #[arg(long)]
        client: String,
        /// accuracy, unlawful, claim, objection or law.
        #[arg(long)]
        ground: String,
        /// Why, in words and without a name.
        #[arg(long, default_value = "")]
        because: String,
        /// Who withholds: the login of an officer, a head or an administrator. The password is asked for.
        #[arg(long = "as")]
        login: String,
    },
    /// Withhold them no more.
    Lift {
        /// The client's id.
        client: StreamId,
    },
    /// Whose data are withheld, by id.
    List,
}

/// What is kept no longer than it may be.
#[derive(Debug, Subcommand)]
pub(super) enum Retention {
    /// What would go, and when; nothing is changed.
    Plan {
        /// Also what comes to its age within so many days.
        #[arg(long, default_value_t = 0)]
        ahead: u32,
    },
    /// Print the rules in force, or put others in force.
    Rules {
        /// A file in the form of standard/retention.1.0.0.json.
        #[arg(long)]
        set: Option<PathBuf>,
    },
    /// Do today's work now: announce, and erase what was announced long enough ago. The server does it daily by itself.
    Run,
}

/// As whom somebody acts, by login and the password, which is asked for.
fn proved(municipality: &Arc<Municipality>, login: &str, roles: &[StaffRole]) -> Result<By, Error> {
    municipality.proved_as(login, &password_of(login)?, roles)
}

impl Erasure {
    pub(super) fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        let by = municipality.office();
        match self {
            Self::Ask { client, ground, because, login } => {
                let by = proved(municipality, &login, &may_erase())?;
                let client = municipality.client_id(&client)?;
                municipality.ask_erasure(by, client, &ground, &because)?;
                say(&format!("{client} asked; somebody else agrees"))
            }
            Self::Agree { client, name, login } => {
                let by = proved(municipality, &login, &may_erase())?;
                municipality.erase(by, client, &name)?;
                say(&format!("{client} erased"))
            }
            Self::Withdraw { client } => municipality.withdraw_erasure(by, client),
            Self::Status => status(municipality),
            Self::Proof { client, to, english } => {
                let proof = municipality.erasure_proof(client)?;
                let page = municipality.erasure_proof_page(&proof, english)?;
                let json = serde_json::to_vec_pretty(&proof).map_err(|_| Error::Malformed("proof"))?;
                super::dossier::write_into(&to, &[("proof.html", page.as_bytes()), ("proof.json", &json)])?;
                let waits = proof.waits();
                if waits > 0 { say_aside(&format!("{waits} tablets have yet to confirm")) } else { Ok(()) }
            }
            Self::Register => {
                let register = municipality.erasure_register()?;
                register.lines().try_for_each(say)
            }
        }
    }
}

fn status(municipality: &Municipality) -> Result<(), Error> {
    let mut met = Vec::new();
    for one in municipality.log().read(|log| log.erasures())? {
        if met.contains(&one.person) {
            continue;
        }
        met.push(one.person);
        let proof = municipality.erasure_proof(one.person)?;
        let state = match one.done {
            None => "asked, nobody has agreed".to_owned(),
            Some(at) => format!("erased {}, {} tablets have yet to confirm", shown(at), proof.waits()),
        };
        say(&format!("{}\t{}\t{}\t{state}", one.person, shown(one.asked), one.ground))?;
    }
    Ok(())
}

impl Restriction {
    pub(super) fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        let by = municipality.office();
        match self {
            Self::Set { client, ground, because, login } => {
                let by = proved(municipality, &login, &may_restrict())?;
                let client = municipality.client_id(&client)?;
                for visit in municipality.restrict(by, client, &ground, &because)? {
                    say_aside(&format!(
                        "called off: {}; tell the client and the worker",
                        shown(visit.start)
                    ))?;
                }
                say(&format!("{client} withheld"))
            }
            Self::Lift { client } => municipality.lift_restriction(by, client),
            Self::List => {
                let all = municipality.log().read(|log| log.restrictions())?;
                let line = |one: &vizitas_server::log::Restriction| {
                    say(&format!("{}\t{}\t{}", one.person, shown(one.since), one.ground))
                };
                all.iter().filter(|one| one.person == one.stream).try_for_each(line)
            }
        }
    }
}

impl Retention {
    pub(super) fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        match self {
            Self::Plan { ahead } => {
                for one in municipality.retention_plan(ahead)? {
                    let announced = one.announced.map_or_else(
                        || "not announced".to_owned(),
                        |(at, due)| format!("announced {}, not before {}", shown(at), shown(due)),
                    );
                    let then = if one.goes() {
                        format!("goes by itself, {announced}")
                    } else {
                        "a person decides".to_owned()
                    };
                    let holds: Vec<String> =
                        one.holds.iter().map(|why| format!("{why:?}").to_lowercase()).collect();
                    let holds = if holds.is_empty() {
                        String::new()
                    } else {
                        format!("; open: {}", holds.join(", "))
                    };
                    say(&format!("{}\t{}\t{}\t{then}{holds}", one.client, one.class, shown(one.since)))?;
                }
                Ok(())
            }
            Self::Rules { set: Some(file) } => {
                let text = std::fs::read(&file).map_err(|source| Error::File { path: file, source })?;
                let rules: Rules = serde_json::from_slice(&text)
                    .map_err(|error| Error::Invalid(format!("these are no retention rules: {error}")))?;
                municipality.set_retention_rules(municipality.office(), &rules)
            }
            Self::Rules { set: None } => {
                let rules = municipality.retention_rules()?;
                say(&serde_json::to_string_pretty(&rules).map_err(|_| Error::Malformed("retention rules"))?)
            }
            Self::Run => {
                let erased = municipality.run_retention()?;
                say(&format!("{erased} erased"))
            }
        }
    }
}
