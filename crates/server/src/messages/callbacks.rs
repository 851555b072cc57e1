//! Where carriers call back: status and answers of an SMS gateway, mail that came back. On the clients' listener, since
//! carriers are outside, too. Each has to prove itself; who proves nothing learns nothing.

use super::proof::{Call, Door, Proved};
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
use std::sync::Arc;

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
        // The address's fields are what is said where nothing else is: so they are what is signed.
        let said = if body.is_empty() { query.as_deref().unwrap_or_default().as_bytes() } else { &body };
        let call = match proved(office, about, &headers, &secret, said)? {
            Proved::Nothing => return Ok(false),
            Proved::Stale => {
                tracing::warn!("a carrier's call was signed minutes away from this server's clock");
                return Ok(false);
            }
            Proved::Known => None,
            Proved::Fresh(call) => Some(call),
        };
        take(office, about, call, &headers, said)?;
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

/// What a call has proved, as the office has set what a carrier must.
fn proved(
    office: &Municipality,
    about: About,
    headers: &HeaderMap,
    end: &str,
    said: &[u8],
) -> Result<Proved, Error> {
    let (kek, now) = (office.kek()?, office.clock.now());
    if matches!(about, About::Bounce) {
        let set = office.settings::<EmailSettings>()?;
        let secret = set.bounce_secret.open::<EmailSettings>(&kek, "bounce_secret")?;
        let door = Door { secret: &secret, signature: &set.bounce_signature, time: &set.bounce_time };
        return Ok(door.proves(headers, end, said, now));
    }
    let set = office.settings::<SmsSettings>()?;
    let secret = set.call_back_secret.open::<SmsSettings>(&kek, "call_back_secret")?;
    let door = Door { secret: &secret, signature: &set.call_back_signature, time: &set.call_back_time };
    Ok(door.proves(headers, end, said, now))
}

fn take(
    office: &Arc<Municipality>,
    about: About,
    call: Option<Call>,
    headers: &HeaderMap,
    said: &[u8],
) -> Result<(), Error> {
    match about {
        About::Bounce => office.take_bounce_of(call, said),
        About::Status => office.take_status_of(call, &fields(headers, said)),
        About::Inbound => office.take_inbound_of(call, &fields(headers, said)),
    }
}

/// What was sent, as JSON: a JSON body, a form, or the address's fields.
fn fields(headers: &HeaderMap, said: &[u8]) -> Value {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.contains("json") {
        return serde_json::from_slice(said).unwrap_or_default();
    }
    let form = std::str::from_utf8(said).unwrap_or_default();
    let Ok(url) = Url::parse(&format!("form:?{form}")) else { return Value::Null };
    let pairs = url.query_pairs().map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())));
    Value::Object(pairs.collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_form_and_json_say_the_same() {
        let expected = json!({ "from": "+37061234567", "text": "Taip, tinka & ačiū" });
        let form = "from=%2B37061234567&text=Taip%2C+tinka+%26+a%C4%8Di%C5%AB";
        let none = HeaderMap::new();
        assert_eq!(fields(&none, form.as_bytes()), expected);
        let json: HeaderMap =
            [(header::CONTENT_TYPE, "application/json".parse().unwrap())].into_iter().collect();
        assert_eq!(fields(&json, expected.to_string().as_bytes()), expected);
        assert_eq!(fields(&json, b"{"), Value::Null);
    }
}
