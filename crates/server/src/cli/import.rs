//! `import`.

use super::{say, say_aside};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::sync::Arc;
use vizitas_server::books::Mode;
use vizitas_server::import::{Language, Texts, parse, read_folder};
use vizitas_server::{Error, Municipality};

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum In {
    Lt,
    En,
}

/// What `import` is told.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// Folder with the office's exports.
    folder: PathBuf,
    /// Report only; nothing goes in.
    #[arg(long)]
    dry_run: bool,
    /// How the report is written.
    #[arg(long, value_enum, default_value = "text")]
    report: Form,
    /// Language of the report.
    #[arg(long, value_enum, default_value = "lt")]
    language: In,
}

impl Import {
    pub(super) fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        let files = read_folder(&self.folder).map_err(|error| Error::Invalid(error.to_string()))?;
        let parsed = parse(&files, &municipality.known_to_import()?);
        let mode = if self.dry_run { Mode::DryRun } else { Mode::Apply };
        let report = municipality.import(parsed, mode)?;
        let texts = Texts::new(match self.language {
            In::Lt => Language::Lt,
            In::En => Language::En,
        });
        match self.report {
            Form::Text => report.lines(&texts).iter().try_for_each(|line| say(line)),
            Form::Json => {
                // Standard output is the program's that reads the report; a person reads these.
                report.about_files(&texts).iter().try_for_each(|line| say_aside(line))?;
                let json = serde_json::to_string(&report.rendered(&texts));
                say(&json.map_err(|_| Error::Malformed("report"))?)
            }
        }
    }
}
