//! `export`: what is held of a client, as two files.

use super::{say, say_aside};
use clap::Args;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vizitas_server::dossier::Asking;
use vizitas_server::{Error, Municipality};

/// What `export` is told.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// The office's number of the client, or the id.
    #[arg(long)]
    client: String,
    /// The folder to write dossier.html and dossier.json into; they must not be there.
    #[arg(long)]
    to: PathBuf,
    /// Why; the audit keeps it.
    #[arg(long)]
    because: String,
    /// Name those who looked, for the office alone: the client is told their roles.
    #[arg(long)]
    names: bool,
}

impl Export {
    pub(super) fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        if self.because.trim().chars().count() < 3 {
            return Err(Error::Invalid("say why with --because: the audit keeps it".to_owned()));
        }
        let asking = Asking { by: municipality.office(), why: self.because.trim(), names: self.names };
        let made = municipality.export(&self.client, asking)?;
        let json = serde_json::to_vec_pretty(&made.json).map_err(|_| Error::Malformed("dossier"))?;
        write_into(&self.to, &[("dossier.html", made.html.as_bytes()), ("dossier.json", &json)])?;
        say_aside(&format!("{} places may name other people: read it before it is handed over", made.marks))?;
        if made.withheld > 0 {
            say_aside(&format!("{} unannounced visits to come are not in it", made.withheld))?;
        }
        Ok(())
    }
}

/// Writes new files into a folder and says where they are.
pub(super) fn write_into(folder: &Path, files: &[(&str, &[u8])]) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(at(folder))?;
    for (name, bytes) in files {
        let path = folder.join(name);
        write(&path, bytes)?;
        say(&path.display().to_string())?;
    }
    Ok(())
}

/// A new file that only its owner may read.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(at(path))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(at(path))
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::File { path, source }
}
