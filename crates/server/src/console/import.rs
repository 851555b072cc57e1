//! The office's books by upload: the same reading, writing and report as the command line's.

use super::at::{Answer, Asked, At};
use super::problem::Problem;
use super::rights::{ADMINISTER, Routes};
use crate::books::Mode;
use crate::import::{File, Language, Rendered, Texts, parse};
use axum::extract::{DefaultBodyLimit, Multipart};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

/// All files of one upload: a register of every address in a county is the largest.
const LIMIT: usize = 64 << 20;
/// More are no office's books.
const FILES: usize = 20;

pub(super) fn routes() -> Routes {
    let (schemas, paths, upload) = routes!(upload);
    Routes::default().route(ADMINISTER, (schemas, paths, upload.layer(DefaultBodyLimit::max(LIMIT))))
}

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Do {
    /// Report only; nothing goes in.
    Check,
    /// Take in.
    Apply,
}

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum In {
    Lt,
    En,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct How {
    /// Whether anything goes in.
    #[param(inline)]
    mode: Do,
    /// Language of the report.
    #[param(inline)]
    language: In,
}

/// The books' files, as a form with any number of file fields sends them.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a form; its fields are read one by one")]
struct Books {
    #[schema(value_type = Vec<String>, format = Binary)]
    files: Vec<Vec<u8>>,
}

/// What the import found or did.
#[derive(Serialize, ToSchema)]
struct ImportReport {
    /// Tables by row.
    tables: Rendered,
    /// What concerns files and not rows, a sentence each.
    files: Vec<String>,
    /// Entries that now contradict what people have written since the last import; each stands in the inbox. None when
    /// nothing went in.
    conflicts: usize,
}

/// Takes in the office's exports, or says what that would do.
#[utoipa::path(
    post, tag = "office", path = "/m/{slug}/api/import", operation_id = "import",
    params(("slug" = String, Path), How, ("vizitas-console" = String, Header)),
    request_body(content = Books, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = ImportReport), (status = 400, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem, description = "`too_large`"),
    )
)]
async fn upload(
    at: At,
    Asked(how): Asked<How>,
    form: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Answer<ImportReport> {
    let mut form = form.map_err(|_| Problem::malformed())?;
    let mut files = Vec::new();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(broken)?.into();
        files.push(File { name, bytes });
        if files.len() > FILES {
            return Err(Problem::malformed());
        }
    }
    at.run(move |at| {
        let office = at.municipality();
        let parsed = parse(&files, &office.known_to_import()?);
        let mode = if matches!(how.mode, Do::Apply) { Mode::Apply } else { Mode::DryRun };
        let open = || office.folded(|replica| Ok(replica.open_conflicts()?.len()));
        let before = open()?;
        let report = office.import_by(at.staff.actor, parsed, mode)?;
        let conflicts = open()?.saturating_sub(before);
        let language = if matches!(how.language, In::En) { Language::En } else { Language::Lt };
        let texts = Texts::new(language);
        Ok(ImportReport { tables: report.rendered(&texts), files: report.about_files(&texts), conflicts })
    })
    .await
}

fn broken(error: axum::extract::multipart::MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large");
    }
    Problem::malformed()
}
