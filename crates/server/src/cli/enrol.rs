//! `enrol`: the one-time code, to be scanned or typed.

use super::say;
use clap::Args;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use std::sync::Arc;
use vizitas_server::{Approval, DataFolder, Error, Municipality};

/// What `enrol` is told.
#[derive(Debug, Args)]
pub(super) struct Enrol {
    /// The office's code of the worker.
    worker: String,
    /// Approve the tablet with the code: it works at once, and nobody compares its check number in the console.
    #[arg(long)]
    approved: bool,
}

impl Enrol {
    pub(super) fn run(self, data: &DataFolder, municipality: &Arc<Municipality>) -> Result<(), Error> {
        let approval = if self.approved { Approval::Ahead } else { Approval::Asked };
        let code = municipality.enrolment_code(data, &self.worker, approval)?.to_string();
        let picture = QrCode::new(&code).map_err(|_| Error::Malformed("code as a picture"))?;
        // Terminals are dark as a rule: light modules are the printed ones.
        let picture = picture
            .render::<Dense1x2>()
            .dark_color(Dense1x2::Light)
            .light_color(Dense1x2::Dark)
            .quiet_zone(true)
            .build();
        say(&picture)?;
        say(&code)
    }
}
