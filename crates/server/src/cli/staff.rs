//! `staff`: who signs in to the console.

use super::say;
use super::typed::typed;
use clap::{Args, Subcommand};
use std::sync::Arc;
use vizitas_server::staff::{NewStaff, StaffRole};
use vizitas_server::{Error, Municipality};

/// What can be done about people who sign in.
#[derive(Debug, Subcommand)]
pub(super) enum Staff {
    /// Let somebody sign in. Prints a set-up code, good once and for three days.
    Add(Add),
    /// Give back the access of somebody of whom nothing was heard for so long that it rests.
    GiveBack {
        /// What is typed at sign-in, or the office's code of a worker.
        who: String,
    },
    /// Print a new set-up code for somebody who lost the password or the phone.
    Reset {
        /// What is typed at sign-in.
        #[arg(long)]
        login: String,
    },
}

/// What `staff add` is told.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// What is typed at sign-in.
    #[arg(long)]
    login: String,
    /// worker, coordinator, officer, head or administrator.
    #[arg(long)]
    role: StaffRole,
    /// Unit of the office, as the list of workers names it; without it, the whole municipality.
    #[arg(long, default_value = "")]
    unit: String,
    /// The office's code, when this person also visits.
    #[arg(long)]
    worker: Option<String>,
    /// The name shown.
    #[arg(long, default_value = "")]
    name: String,
    /// Ask for the password (without a terminal: the first line of standard input) instead of printing a set-up code
    #[arg(long)]
    password_stdin: bool,
}

impl Staff {
    pub(super) fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        match self {
            Self::Add(Add { login, role, unit, worker, name, password_stdin }) => {
                let new = NewStaff { login, name, role, unit, worker };
                if !password_stdin {
                    return say(&municipality.add_staff(None, &new)?.1);
                }
                let password = typed(&format!("A password for {}:", new.login))?;
                municipality.add_staff_with(&new, &password)
            }
            Self::GiveBack { who } => municipality.lift_suspension_of(&who),
            Self::Reset { login } => say(&municipality.reset_login(&login)?),
        }
    }
}
