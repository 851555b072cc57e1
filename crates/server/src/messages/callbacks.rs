//! Where carriers call back: status and answers of an SMS gateway, mail that came back. On the clients' listener, since
//! carriers are outside, too. Each is proved by a signature over the body or by the secret at the end of its address; who
//! proves nothing learns nothing.

use super::gateway::signature;
use super::settings::{EmailSettings, SmsSettings};
use crate::error::Error;
use crate::http::Served;
use crate::municipality::Municipality;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{get, post};
use reqwest::Url;
use serde_json::{Map, Value};
use vizitas_sync::hash::Hash;

/// Most bytes of what is called back with: a mail that came back is the longest.
const LIMIT: usize = 256 * 1024;

/// What is called back about.
#[derive(Clone, Copy)]
enum About {
    Status,
    Inbound,
    Bounce,
}

/// The routes.
pub(crate) fn routes() -> Router<Served> {
    Router::new()
        .route("/m/{slug}/sms/{secret}/status", get(status).post(status))
        .route("/m/{slug}/sms/{secret}/inbound", get(inbound).post(inbound))
        .route("/m/{slug}/mail/{secret}/bounce", post(bounce))
        .layer(DefaultBodyLimit::max(LIMIT))
}

async fn status(
    State(served): State<Served>,
    Path(place): Path<(String, String)>,
    query: RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    called(served, place, query, headers, body, About::Status).await
}

async fn inbound(
    State(served): State<Served>,
    Path(place): Path<(String, String)>,
    query: RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    called(served, place, query, headers, body, About::Inbound).await
}

async fn bounce(
    State(served): State<Served>,
    Path(place): Path<(String, String)>,
    query: RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    called(served, place, query, headers, body, About::Bounce).await
}

/// A failure is answered as such, so that the carrier calls again.
async fn called(
    served: Served,
    (slug, secret): (String, String),
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
    about: About,
) -> StatusCode {
    let work = move || {
        let Some(place) = served.place(&slug) else { return Ok(false) };
        let office = &place.municipality;
        let proved = match about {
            About::Status | About::Inbound => is_gateway(office, &secret, &headers, &body)?,
            About::Bounce => is_mail_server(office, &secret)?,
        };
        if !proved {
            return Ok(false);
        }
        match about {
            About::Bounce => office.take_bounce(&body)?,
            About::Status => office.take_status(&fields(query.as_deref(), &headers, &body))?,
            About::Inbound => office.take_inbound(&fields(query.as_deref(), &headers, &body))?,
        }
        Ok::<_, Error>(true)
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(true)) => StatusCode::NO_CONTENT,
        Ok(Ok(false)) => StatusCode::NOT_FOUND,
        // Nothing is kept of it: the carrier must not take it for told.
        Ok(Err(error @ Error::Invalid(_))) => {
            tracing::warn!(%error, "a carrier's call could not be read");
            StatusCode::BAD_REQUEST
        }
        Ok(Err(error)) => {
            tracing::warn!(%error, "a carrier's call could not be taken in");
            StatusCode::SERVICE_UNAVAILABLE
        }
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Whether it is the office's own mail server that calls.
fn is_mail_server(office: &Municipality, secret: &str) -> Result<bool, Error> {
    let settings = office.settings::<EmailSettings>()?;
    let expected = settings.bounce_secret.open::<EmailSettings>(&office.kek()?, "bounce_secret")?;
    Ok(!expected.is_empty() && same(&expected, secret))
}

/// Whether it is the gateway that calls.
fn is_gateway(office: &Municipality, secret: &str, headers: &HeaderMap, body: &[u8]) -> Result<bool, Error> {
    let settings = office.settings::<SmsSettings>()?;
    if settings.call_back_secret.is_empty() {
        return Ok(false);
    }
    let expected = settings.call_back_secret.open::<SmsSettings>(&office.kek()?, "call_back_secret")?;
    if settings.call_back_signature.is_empty() {
        return Ok(same(&expected, secret));
    }
    let given = headers.get(&settings.call_back_signature).and_then(|value| value.to_str().ok());
    let given = given.map(|given| given.trim_start_matches("sha256=").to_ascii_lowercase());
    Ok(given.is_some_and(|given| same(&signature(&expected, body), &given)))
}

/// Compares hashes, so that the time it takes tells nothing of the secret.
fn same(expected: &str, given: &str) -> bool {
    Hash::of(&[expected.as_bytes()]) == Hash::of(&[given.as_bytes()])
}

/// What was sent, as JSON: a JSON body, a form, or the address's fields.
fn fields(query: Option<&str>, headers: &HeaderMap, body: &[u8]) -> Value {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.contains("json") {
        return serde_json::from_slice(body).unwrap_or_default();
    }
    let form = std::str::from_utf8(body).ok().filter(|form| !form.is_empty()).or(query).unwrap_or_default();
    let Ok(url) = Url::parse(&format!("form:?{form}")) else { return Value::Null };
    let pairs = url.query_pairs().map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())));
    Value::Object(pairs.collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_form_an_address_and_json_say_the_same() {
        let expected = json!({ "from": "+37061234567", "text": "Taip, tinka & ačiū" });
        let form = "from=%2B37061234567&text=Taip%2C+tinka+%26+a%C4%8Di%C5%AB";
        let none = HeaderMap::new();
        assert_eq!(fields(None, &none, form.as_bytes()), expected);
        assert_eq!(fields(Some(form), &none, b""), expected);
        let json: HeaderMap =
            [(header::CONTENT_TYPE, "application/json".parse().unwrap())].into_iter().collect();
        assert_eq!(fields(None, &json, expected.to_string().as_bytes()), expected);
        assert_eq!(fields(None, &json, b"{"), Value::Null);
    }
}
