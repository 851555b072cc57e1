//! A desktop of our own for tests and the demo: a virtual display where there is none, a private D-Bus with an unlocked
//! key store, and private data folders. It must never touch the person's own key store or the app's real data.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use crate::failure::Failure;
use crate::place::{self, Place};

/// Opens the key store with a password nobody needs, then becomes the program.
const WITH_KEY_STORE: &str = r#"printf private | gnome-keyring-daemon --unlock --components=secrets \
    --control-directory="$XDG_DATA_HOME/keyring-control" >/dev/null 2>&1; exec "$@""#;

/// A bus that starts nothing by itself: no portals, no accessibility, no second key store, and none of their noise.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// Which display the program gets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Display {
    /// The real one where there is one.
    RealIfAny,
    /// A virtual one always.
    Virtual,
}

/// The folders live as long as this.
pub(crate) struct Desktop {
    folder: PathBuf,
}

impl Desktop {
    /// Makes empty folders for one run.
    pub(crate) fn new(place: &Place) -> Result<Self, Failure> {
        let folder = place.target.join("desktop").join(process::id().to_string());
        for part in ["data", "config", "cache"] {
            let part = folder.join(part);
            fs::create_dir_all(&part).map_err(Failure::file(&part))?;
        }
        let bus = folder.join("bus.conf");
        fs::write(&bus, BUS).map_err(Failure::file(&bus))?;
        Ok(Self { folder })
    }

    /// The folder of this run, for whatever else belongs to it.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The command that runs `words` on this desktop.
    pub(crate) fn command(&self, place: &Place, display: Display, words: &[&str]) -> Command {
        let mut command = if display == Display::Virtual || !place::has_display() {
            let mut command = place.command("xvfb-run");
            command.args(["--auto-servernum", "--server-args=-screen 0 1280x800x24", "dbus-run-session"]);
            // A Wayland session around us would win over the virtual display.
            command.env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
            command
        } else {
            place.command("dbus-run-session")
        };
        command.arg("--config-file").arg(self.folder.join("bus.conf"));
        command.args(["--", "sh", "-c", WITH_KEY_STORE, "sh"]).args(words);
        command.env("XDG_DATA_HOME", self.folder.join("data"));
        command.env("XDG_CONFIG_HOME", self.folder.join("config"));
        command.env("XDG_CACHE_HOME", self.folder.join("cache"));
        // The accessibility bus is not started here; without this each start of GTK waits for it.
        command.env("NO_AT_BRIDGE", "1");
        command
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        // A straggler may still hold a file; the next run has a folder of its own.
        drop(fs::remove_dir_all(&self.folder));
    }
}
