//! The proof that a stranger's two commands work: a new Debian, a clone, the toolchain, and nothing else.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::Failure;
use crate::place::Place;
use crate::step::{self, step};
use crate::{apt, package};

/// The Debian that is made.
const SUITE: &str = "bookworm";

/// What README asks a stranger to have besides Rust: git and the C linker.
const HAD: &str = "--include=ca-certificates,git,gcc,libc6-dev";

/// Mounts what a system has of itself, and the toolchain read-only, in a mount namespace that ends with the program.
const ENTER: &str = r#"
root=$1 rust=$2; shift 2
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$rust" "$root/opt/rust"
mount -o remount,bind,ro "$root/opt/rust"
exec chroot "$root" /usr/bin/env -i CI=true HOME=/root TERM=dumb LANG=C.UTF-8 \
    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt \
    PATH=/opt/rust/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
"#;

/// Makes the system, runs both commands in it, then installs the field app's package and walks through that.
pub(crate) fn run(place: &Place) -> Result<(), Failure> {
    if step::ask(Command::new("id").arg("-u")).is_none_or(|id| id.trim() != "0") {
        return Err(Failure::Said("only root can make a system in a folder: run this as root".into()));
    }
    apt::ensure(place, &["debootstrap", "util-linux"])?;
    let package = package::app(place)?;
    let root = place.target.join("fresh");
    if root.exists() {
        fs::remove_dir_all(&root).map_err(Failure::file(&root))?;
    }
    step("a new Debian", || make(place, &root))?;
    let clone = root.join("root/vizitas");
    step("a clone", || {
        step::run(
            place.command("git").args(["clone", "--quiet", "--no-hardlinks"]).arg(&place.root).arg(&clone),
        )
    })?;
    let inside = |script: &str| step::run(&mut enter(place, &root, script)?);
    step("cargo xtask demo", || inside("cd /root/vizitas && exec cargo xtask demo </dev/null"))?;
    step("cargo xtask test", || inside("cd /root/vizitas && exec cargo xtask test </dev/null"))?;
    step("the package, installed and run", || {
        let copy = root.join("root/vizitas.deb");
        fs::copy(&package, &copy).map_err(Failure::file(&copy))?;
        inside("apt-get install --quiet --yes --no-install-recommends /root/vizitas.deb")?;
        inside("cd /root/vizitas && exec cargo xtask demo --headless --app /usr/bin/vizitas </dev/null")
    })?;
    fs::remove_dir_all(&root).map_err(Failure::file(&root))
}

fn make(place: &Place, root: &Path) -> Result<(), Failure> {
    let mut debootstrap = place.command("debootstrap");
    debootstrap.args(["--variant=minbase", HAD, SUITE]).arg(root);
    debootstrap.args(mirror());
    step::run(&mut debootstrap)?;
    let toolchain = root.join("opt/rust");
    fs::create_dir_all(&toolchain).map_err(Failure::file(&toolchain))?;
    // How this machine reaches the package registries holds inside too.
    for file in ["etc/resolv.conf", "etc/hosts", "etc/ssl/certs/ca-certificates.crt"] {
        let (from, to) = (Path::new("/").join(file), root.join(file));
        if from.exists() {
            fs::copy(&from, &to).map_err(Failure::file(&to))?;
        }
    }
    let authorities = root.join("usr/local/share");
    step::run(place.command("cp").args(["--recursive", "/usr/local/share/ca-certificates"]).arg(authorities))
}

/// The mirror this machine gets the same Debian from; none when it runs another system.
fn mirror() -> Option<String> {
    let suite = format!("Codename: {SUITE}");
    let mut apt = Command::new("apt-get");
    apt.args(["indextargets", "--format", "$(REPO_URI)", "Identifier: Packages", &suite, "Component: main"]);
    step::ask(&mut apt)?
        .lines()
        .find(|line| line.trim_end_matches('/').ends_with("/debian"))
        .map(str::to_owned)
}

fn enter(place: &Place, root: &Path, script: &str) -> Result<Command, Failure> {
    let sysroot = step::ask(place.command("rustc").args(["--print", "sysroot"]))
        .ok_or_else(|| Failure::Said("rustc does not say where its toolchain is".into()))?;
    let mut command = place.command("unshare");
    command.args(["--mount", "--fork", "sh", "-euc", ENTER, "sh"]).arg(root).arg(sysroot.trim());
    command.args(["sh", "-euc", script]);
    Ok(command)
}
