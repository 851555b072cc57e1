//! What a browser finds at the server's address: a page for the administrator and the console, built from `ui/` and carried
//! in the binary, and what it tells as JSON. It knows nothing about people, sets no cookie and changes nothing.

use super::Served;
use crate::error::Error;
use crate::folder::DataFolder;
use crate::tls;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Json, Router, routing::get};
use ring::digest::{SHA256, digest};
use serde::Serialize;
use std::sync::LazyLock;
use utoipa::ToSchema;

/// The files: path on the server, bytes.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// Their tags, in the same order: by the SHA-256 a new build is fetched and an old one is not.
static TAGS: LazyLock<Vec<String>> =
    LazyLock::new(|| FILES.iter().map(|(_, bytes)| format!("\"{}\"", hex(bytes, ""))).collect());

/// The browser may run and show what this server sent, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const GUARDS: [(HeaderName, HeaderValue); 3] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
];

/// How tablets reach and recognise this server.
#[derive(Clone, Debug)]
pub struct Presence {
    address: String,
    fingerprint: String,
}

impl Presence {
    /// Reads the settings and the certificate.
    ///
    /// # Errors
    /// When the folder was not laid out.
    pub fn of(data: &DataFolder) -> Result<Self, Error> {
        let certificate = tls::certificate(&data.certificate_file())?;
        let fingerprint = hex(&certificate, ":").to_uppercase();
        Ok(Self { address: data.settings()?.address, fingerprint })
    }
}

/// What the server says of itself.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct About {
    /// The server's version.
    version: &'static str,
    /// `host:port` that tablets are told at enrolment.
    address: String,
    /// SHA-256 of the certificate, as browsers and openssl write it.
    fingerprint: String,
    /// Whom it serves.
    municipalities: Vec<Named>,
}

/// A municipality.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Named {
    /// As in addresses.
    slug: String,
    /// As people say it.
    name: String,
}

/// The routes.
pub(super) fn routes() -> Router<Served> {
    Router::new()
        .route("/", get(page))
        .route("/icon.svg", get(|headers: HeaderMap| async move { file("/icon.svg", &headers) }))
        .route("/assets/{name}", get(asset))
        .route("/about.json", get(about))
        .route("/m/{slug}/console", get(to_console))
        .route("/m/{slug}/console/", get(console))
        .route("/m/{slug}/console/{*path}", get(console_file))
}

/// A page for the administrator: what this server is, how to recognise it, how a tablet joins.
#[utoipa::path(get, tag = "service", path = "/", responses(
    (status = 200, content_type = "text/html", body = String, description = "The page"),
))]
pub(super) async fn page(headers: HeaderMap) -> Response {
    file("/server.html", &headers)
}

async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    file(&format!("/assets/{name}"), &headers)
}

/// The console's page names its files from its own folder. What was typed goes into an answer's head only when it is known.
async fn to_console(State(served): State<Served>, Path(slug): Path<String>) -> Response {
    match served.place(&slug) {
        Some(_) => Redirect::permanent(&format!("/m/{slug}/console/")).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn console(State(served): State<Served>, Path(slug): Path<String>, headers: HeaderMap) -> Response {
    match served.place(&slug) {
        Some(_) => file("/console.html", &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn console_file(Path((_, path)): Path<(String, String)>, headers: HeaderMap) -> Response {
    match path.as_str() {
        "icon.svg" => file("/icon.svg", &headers),
        path if path.starts_with("assets/") => file(&format!("/{path}"), &headers),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What this server is: version, address, certificate, municipalities.
#[utoipa::path(get, tag = "service", path = "/about.json", responses((status = 200, body = About)))]
pub(super) async fn about(State(served): State<Served>) -> Response {
    let named = |(slug, place): (&String, &super::Place)| Named {
        slug: slug.clone(),
        // Without its database it is still known by its short name.
        name: place.municipality.name().unwrap_or_else(|_| slug.clone()),
    };
    let Presence { address, fingerprint } = (*served.presence).clone();
    let municipalities = served.places.iter().map(named).collect();
    let about = About { version: env!("CARGO_PKG_VERSION"), address, fingerprint, municipalities };
    (GUARDS, [(header::CACHE_CONTROL, "no-store")], Json(about)).into_response()
}

fn file(path: &str, headers: &HeaderMap) -> Response {
    let found = FILES.iter().zip(TAGS.iter()).find(|((known, _), _)| *known == path);
    let Some(((_, bytes), tag)) = found else { return StatusCode::NOT_FOUND.into_response() };
    // The name of an asset carries a hash of what is in it.
    let keep = if path.starts_with("/assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let about = [(header::CACHE_CONTROL, keep), (header::ETAG, tag)];
    if known(headers, tag) {
        return (StatusCode::NOT_MODIFIED, GUARDS, about).into_response();
    }
    (GUARDS, about, [(header::CONTENT_TYPE, kind(path))], *bytes).into_response()
}

/// Whether the browser holds this very file (RFC 9110 §13.1.2).
fn known(headers: &HeaderMap, tag: &str) -> bool {
    let held = headers.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|value| value.to_str().ok());
    held.flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|held| held == "*" || held.strip_prefix("W/").unwrap_or(held) == tag)
}

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// SHA-256 in hexadecimal.
fn hex(bytes: &[u8], between: &str) -> String {
    let pairs: Vec<String> =
        digest(&SHA256, bytes).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    pairs.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_a_type_and_the_page_names_only_what_is_carried() {
        for (path, _) in FILES {
            assert_ne!(kind(path), "application/octet-stream", "{path}");
        }
        let page = FILES.iter().find(|(path, _)| *path == "/server.html").unwrap().1;
        let page = std::str::from_utf8(page).unwrap();
        let named: Vec<&str> = page.split(['"']).filter_map(|part| part.strip_prefix("./")).collect();
        assert!(named.len() >= 3, "{page}");
        for name in named {
            assert!(FILES.iter().any(|(path, _)| path.strip_prefix('/') == Some(name)), "{name}");
        }
        assert!(!page.contains("<style") && !page.contains("<script>"), "nothing stands inline");
    }
}
