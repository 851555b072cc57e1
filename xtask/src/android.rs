//! Android, as far as it can be proved without its development kit: the project is rendered, and the app with all its
//! crates is type-checked for a tablet's processor. It makes no package, and nothing here has run on Android.

use std::env::consts::ARCH;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::place::Place;
use crate::step::{self, step};
use crate::{apt, setup, tools, wheel};

/// What tablets have.
const TARGET: &str = "aarch64-linux-android";

/// Debian's newer compiler with the sources of its standard library, from which the one for Android is checked; and what
/// it needs of the system beyond the ordinary. The two named for versions are asked for.
const COMPILER: &[&str] = &["rustc-web", "rust-web-src", "libstd-rust-web-dev", "libedit2", "libz3-4"];

/// The C compiler for another processor, as pip reads it. Bump: `pip download` both platforms, then `sha256sum`.
const ZIG: &str = include_str!("../zig.txt");

/// Leaves out how Rust's build scripts name the target: zig has its own names.
const CC: &str = r#"#!/bin/sh
left=$#
while [ "$left" -gt 0 ]; do
    word=$1; shift; left=$((left - 1))
    case $word in --target=*) ;; *) set -- "$@" "$word" ;; esac
done
"#;

/// Does both; what was seen, in words for a page.
pub(crate) fn run(place: &Place) -> Result<String, Failure> {
    setup::run(place)?;
    let rendered = step("the Android project", || render(place))?;
    let kit = kit(place)?;
    step(&format!("type-checking the app for {TARGET}"), || check(place, &kit))?;
    let compiler = step::ask(kit.rustc(place).arg("--version")).unwrap_or_default();
    let report = format!(
        "{rendered}\nType-checked for {TARGET}: the package vizitas and all it is built of, the C parts compiled; by {}.",
        compiler.trim()
    );
    println!("\n{report}");
    Ok(report)
}

/// Lets Tauri write the project, and takes it away from the sources.
fn render(place: &Place) -> Result<String, Failure> {
    let script = tools::tauri_cli(place)?;
    let (made, kept) = (place.root.join("src-tauri/gen/android"), folder(place).join("project"));
    let placeholder = folder(place).join("placeholder");
    for folder in [&made, &kept] {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(Failure::file(folder))?;
        }
    }
    fs::create_dir_all(&placeholder).map_err(Failure::file(&placeholder))?;
    // It asks for no more of the development kit than its version.
    let version = placeholder.join("source.properties");
    fs::write(&version, "Pkg.Revision = 27.0.0\n").map_err(Failure::file(&version))?;
    let mut init = place.command("node");
    init.arg(&script).args(["android", "init", "--ci", "--skip-targets-install"]);
    step::run(init.env("ANDROID_HOME", &placeholder).env("NDK_HOME", &placeholder))?;
    step::run(place.command("mv").arg(&made).arg(&kept))?;
    let gradle = kept.join("app/build.gradle.kts");
    let text = fs::read_to_string(&gradle).map_err(Failure::file(&gradle))?;
    let line = |word: &str| text.lines().map(str::trim).find(|line| line.starts_with(word)).unwrap_or("?");
    let rendered = format!("Rendered: {}, {}.", line("applicationId"), line("minSdk"));
    println!("  {rendered} {}", kept.display());
    Ok(rendered)
}

/// What the check needs, unpacked side by side.
struct Kit {
    compiler: PathBuf,
    cc: PathBuf,
    ar: PathBuf,
    openssl: PathBuf,
}

impl Kit {
    fn library_path(&self) -> String {
        let lib = self.compiler.join("lib");
        format!("{}:{}", lib.join(format!("{ARCH}-linux-gnu")).display(), lib.display())
    }

    fn rustc(&self, place: &Place) -> Command {
        let mut rustc = place.command(&self.compiler.join("bin/rustc").to_string_lossy());
        rustc.env("LD_LIBRARY_PATH", self.library_path());
        rustc
    }
}

fn kit(place: &Place) -> Result<Kit, Failure> {
    let tools = place.tools().join("android");
    fs::create_dir_all(&tools).map_err(Failure::file(&tools))?;
    let compiler = tools.join("compiler");
    if !compiler.join("usr/bin/rustc").exists() {
        step("Debian's compiler, unpacked", || unpack(place, &compiler))?;
    }
    let zig = tools.join("zig");
    if fs::read_to_string(zig.join("pin.txt")).ok().as_deref() != Some(ZIG) {
        step("a C compiler for Android's processor", || wheel::fetch(place, ZIG, &zig))?;
    }
    let zig = zig.join("ziglang/zig");
    wheel::allow_running(&zig)?;
    let (cc, ar, openssl) = (tools.join("cc"), tools.join("ar"), tools.join("openssl"));
    let zig = zig.display();
    // The processor is what counts for a check; Android's own C library is not to be had here.
    write_script(&cc, &format!("{CC}exec '{zig}' cc -target aarch64-linux-musl \"$@\"\n"))?;
    write_script(&ar, &format!("#!/bin/sh\nexec '{zig}' ar \"$@\"\n"))?;
    copy_headers(&openssl.join("openssl"))?;
    Ok(Kit { compiler: compiler.join("usr"), cc, ar, openssl })
}

fn unpack(place: &Place, folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Failure::file(folder))?;
    }
    fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    apt::ensure(place, &["apt", "dpkg", "libssl-dev"])?;
    let std = depends(place, "libstd-rust-web-dev", "libstd-rust-web-")?;
    let llvm = depends(place, &std, "libllvm")?;
    let mut download = place.command("apt-get");
    download.args(["--quiet", "download"]).args(COMPILER).args([&std, &llvm]).current_dir(folder);
    step::run(&mut download)?;
    for entry in fs::read_dir(folder).map_err(Failure::file(folder))?.filter_map(Result::ok) {
        let package = entry.path();
        step::run(place.command("dpkg").arg("--extract").arg(&package).arg(folder))?;
        fs::remove_file(&package).map_err(Failure::file(&package))?;
    }
    Ok(())
}

/// The package that another depends on, by the beginning of its name: the rest is a version.
fn depends(place: &Place, package: &str, beginning: &str) -> Result<String, Failure> {
    let said = step::ask(place.command("apt-cache").args(["depends", package])).unwrap_or_default();
    let mut names = said.lines().filter_map(|line| line.trim().strip_prefix("Depends: "));
    names.find(|name| name.starts_with(beginning)).map(str::to_owned).ok_or_else(|| {
        Failure::Said(format!("apt knows no {package}: this takes Debian 12 with its security updates"))
    })
}

/// OpenSSL's headers apart from the rest of the system's, which are of another processor.
fn copy_headers(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    for from in ["/usr/include/openssl".to_owned(), format!("/usr/include/{ARCH}-linux-gnu/openssl")] {
        let from = Path::new(&from);
        for entry in fs::read_dir(from).map_err(Failure::file(from))?.filter_map(Result::ok) {
            let to = folder.join(entry.file_name());
            fs::copy(entry.path(), &to).map_err(Failure::file(&to))?;
        }
    }
    Ok(())
}

fn write_script(file: &Path, text: &str) -> Result<(), Failure> {
    fs::write(file, text).map_err(Failure::file(file))?;
    wheel::allow_running(file)
}

fn check(place: &Place, kit: &Kit) -> Result<(), Failure> {
    let mut check = place.command("cargo");
    check.args(["check", "-Zbuild-std=std,panic_abort", "--target", TARGET]);
    check.args(["--package", "vizitas", "--lib", "--target-dir"]).arg(folder(place).join("check"));
    // The standard library has to be built from its sources, which stable does only when told so.
    check.env("RUSTC_BOOTSTRAP", "1").env("RUSTC", kit.compiler.join("bin/rustc"));
    check.env("LD_LIBRARY_PATH", kit.library_path());
    check.env("CC_aarch64_linux_android", &kit.cc).env("AR_aarch64_linux_android", &kit.ar);
    check.env("OPENSSL_LIB_DIR", &kit.openssl).env("OPENSSL_INCLUDE_DIR", &kit.openssl);
    step::run(&mut check)
}

fn folder(place: &Place) -> PathBuf {
    place.target.join("android")
}
