//! The tablet: folders of its own for the app and for what its user saves, and apps for calls and maps that write down
//! what they are handed.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

use tokio::time;

use super::Outcome;
use crate::window::{Window, WindowError};

/// How long handing an address to another app may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The user's folder for files, by the name it has on the tablet.
pub const DOWNLOADS: &str = "Atsisiuntimai";

/// A tablet on which nobody has enrolled yet.
pub(super) struct Tablet {
    app: PathBuf,
    folder: PathBuf,
}

impl Tablet {
    /// Makes its folders below `folder`.
    pub(super) fn new(app: &Path, folder: &Path) -> Outcome<Self> {
        let tablet = Self { app: app.to_owned(), folder: folder.join("tablet") };
        for made in [tablet.programs(), tablet.part("config"), tablet.part("temporary"), tablet.downloads()] {
            fs::create_dir_all(made)?;
        }
        // Where a desktop keeps what its user calls that folder.
        let names = format!("XDG_DOWNLOAD_DIR=\"$HOME/{DOWNLOADS}\"\n");
        fs::write(tablet.part("config").join("user-dirs.dirs"), names)?;
        // The desktop's opener by its usual name: here it dials nobody.
        let opener = tablet.programs().join("xdg-open");
        let script = format!("#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{}'\n", tablet.handed_over().display());
        fs::write(&opener, script)?;
        fs::set_permissions(&opener, fs::Permissions::from_mode(0o755))?;
        Ok(tablet)
    }

    /// Opens the app.
    pub(super) async fn open(&self) -> Result<Window, WindowError> {
        let part = |name: &str| self.part(name).to_string_lossy().into_owned();
        let before = env::var("PATH").unwrap_or_default();
        let path = format!("{}:{before}", self.programs().display());
        let (home, data) = (part("home"), part("data"));
        let (config, cache, temporary) = (part("config"), part("cache"), part("temporary"));
        let environment = [
            ("HOME", &*home),
            ("XDG_DATA_HOME", &data),
            ("XDG_CONFIG_HOME", &config),
            ("XDG_CACHE_HOME", &cache),
            ("TMPDIR", &temporary),
            ("PATH", &path),
        ];
        Window::open(&self.app, &environment).await
    }

    /// Waits until the app has handed over an address that begins so.
    pub(super) async fn has_handed_over(&self, beginning: &str) -> Outcome {
        let file = self.handed_over();
        let handed = async {
            let mut again = time::interval(Duration::from_millis(20));
            while !fs::read_to_string(&file)
                .is_ok_and(|all| all.lines().any(|line| line.starts_with(beginning)))
            {
                again.tick().await;
            }
        };
        let nothing = format!("nothing was handed over that begins with {beginning}");
        time::timeout(PATIENCE, handed).await.map_err(|_| nothing.into())
    }

    /// A file that its user saved.
    pub(super) fn saved(&self, name: &str) -> Outcome<String> {
        Ok(fs::read_to_string(self.downloads().join(name))?)
    }

    fn part(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn downloads(&self) -> PathBuf {
        self.part("home").join(DOWNLOADS)
    }

    fn programs(&self) -> PathBuf {
        self.part("programs")
    }

    fn handed_over(&self) -> PathBuf {
        self.part("handed-over")
    }
}
