//! Why a command stopped, in words for the person at the terminal.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, ExitStatus};

/// The one error of this tool.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A program ran and said no; its own output stands above.
    #[error("{program} failed ({status}); its own words are above")]
    Program { program: String, status: ExitStatus },
    /// A program could not be started at all.
    #[error("cannot start {program}: {source}")]
    Start { program: String, source: io::Error },
    /// A file or folder could not be read or written.
    #[error("{path}: {source}", path = path.display())]
    File { path: PathBuf, source: io::Error },
    /// System packages are missing and may not be installed without a person's word.
    #[error("system packages are missing. Install them, then run this again:\n\n    {line}\n")]
    Packages { line: String },
    /// Anything else, said in full.
    #[error("{0}")]
    Said(String),
}

impl Failure {
    /// 2 when a person has to install packages first, 1 for everything else.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Packages { .. } => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }

    /// For `map_err` on file operations.
    pub(crate) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}
