//! System packages of Debian and Ubuntu: which are needed, which are missing, and who may install them.
//!
//! It never asks where nobody can answer, and installs only with root's or a person's word.

use std::fs;
use std::io::{self, Write as _};
use std::process::Command;

use crate::failure::Failure;
use crate::place::{self, Place};
use crate::step;

/// What the window, SQLCipher, the tests' virtual display, mail server and database, and the fonts need, by the same names in every
/// system we know.
const PACKAGES: &[&str] = &[
    "build-essential",
    "ca-certificates",
    "dbus",
    "dbus-x11",
    "fonts-noto-core",
    "gnome-keyring",
    "libayatana-appindicator3-dev",
    "libdbus-1-dev",
    "libgtk-3-dev",
    "libjavascriptcoregtk-4.1-dev",
    "librsvg2-dev",
    "libsoup-3.0-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "libxdo-dev",
    "pkg-config",
    "postfix",
    "postgresql",
    "webkit2gtk-driver",
    "xauth",
    "xvfb",
];

/// The packages this system needs, Chromium (for the component tests) under the name it has here.
pub(crate) fn needed() -> Vec<&'static str> {
    let mut packages = PACKAGES.to_vec();
    if is_ubuntu() {
        // Ubuntu ships Chromium as a snap only; this package installs that snap.
        packages.push("chromium-browser");
    } else {
        packages.push("chromium");
    }
    packages
}

/// Installs those of `packages` that are missing.
pub(crate) fn ensure(place: &Place, packages: &[&str]) -> Result<(), Failure> {
    if step::ask(Command::new("dpkg-query").arg("--version")).is_none() {
        println!("  This is no Debian or Ubuntu: install the like of these yourself: {}", packages.join(" "));
        return Ok(());
    }
    // Left by a run that was killed; without root it stays until the next that has it.
    let _ = fs::remove_file(CLUSTERS);
    let missing = missing(packages);
    if missing.is_empty() {
        println!("  System packages: all there.");
        return Ok(());
    }
    println!("  System packages missing: {}", missing.join(" "));
    let front = permission(&missing)?;
    let update = || step::run(&mut apt(place, front, &["update"]));
    let mut words = vec!["install", "--yes", "--no-install-recommends"];
    words.extend(&missing);
    let install = || step::run(&mut apt(place, front, &words));
    if missing.contains(&"postfix") {
        shell(place, front, NO_MAIL_SERVER)?;
    }
    if missing.contains(&"postgresql") {
        shell(place, front, NO_CLUSTER)?;
    }
    let installed = step::step("system packages", || {
        // Once more when it fails: mirrors hiccup, and a second look at the lists mends it.
        update().and_then(|()| install()).or_else(|_| {
            println!("  apt failed; trying once more.");
            update().and_then(|()| install())
        })
    });
    if missing.contains(&"postgresql") {
        shell(place, front, CLUSTERS_AGAIN)?;
    }
    installed
}

/// Tells Debian to configure and start no mail server of this machine: the tests start one for themselves.
const NO_MAIL_SERVER: &str =
    "echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections";

/// Nor a database: the tests make one for themselves. It holds for this installation alone.
const NO_CLUSTER: &str = "mkdir -p /etc/postgresql-common/createcluster.d && \
    echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/vizitas.conf";
const CLUSTERS_AGAIN: &str = "rm -f /etc/postgresql-common/createcluster.d/vizitas.conf";
/// What says so, which a run that was killed in between leaves.
const CLUSTERS: &str = "/etc/postgresql-common/createcluster.d/vizitas.conf";

fn shell(place: &Place, front: Front, line: &str) -> Result<(), Failure> {
    let mut command = match front {
        Front::Root => place.command("sh"),
        Front::Sudo => {
            let mut sudo = place.command("sudo");
            sudo.arg("sh");
            sudo
        }
    };
    step::run(command.args(["-c", line]))
}

/// Who runs apt.
#[derive(Clone, Copy)]
enum Front {
    Root,
    Sudo,
}

/// Root, or sudo with a person's word (or with none needed), or a refusal that names the one line to run.
fn permission(missing: &[&str]) -> Result<Front, Failure> {
    if step::ask(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0") {
        return Ok(Front::Root);
    }
    let line = format!("sudo apt-get install --yes --no-install-recommends {}", missing.join(" "));
    if place::someone_is_there() && step::ask(Command::new("sudo").arg("--version")).is_some() {
        eprint!("  Install them now with sudo? [Y/n] ");
        io::stderr()
            .flush()
            .and_then(|()| {
                let mut answer = String::new();
                io::stdin().read_line(&mut answer).map(|_| answer)
            })
            .map_or(Err(Failure::Packages { line: line.clone() }), |answer| match answer.trim() {
                "" | "y" | "Y" | "yes" => Ok(Front::Sudo),
                _ => Err(Failure::Packages { line }),
            })
    } else if step::ask(Command::new("sudo").args(["-n", "true"])).is_some() {
        Ok(Front::Sudo)
    } else {
        Err(Failure::Packages { line })
    }
}

fn apt(place: &Place, front: Front, words: &[&str]) -> Command {
    let mut command = match front {
        Front::Root => place.command("env"),
        Front::Sudo => {
            let mut sudo = place.command("sudo");
            sudo.arg("env");
            sudo
        }
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]).args(words);
    command
}

fn missing<'a>(packages: &[&'a str]) -> Vec<&'a str> {
    // dpkg-query exits non-zero as soon as one package is unknown to it, yet lists the others: read, don't judge.
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat=${Package} ${db:Status-Status}\\n"])
        .args(packages)
        .output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let there: Vec<&str> = text.lines().filter_map(|line| line.strip_suffix(" installed")).collect();
    packages.iter().copied().filter(|package| !there.contains(package)).collect()
}

fn is_ubuntu() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=ubuntu"))
}
