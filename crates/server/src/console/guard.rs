//! Before any handler of the console: which municipality, who asks, whether the route's right holds for that role, and
//! whether the client, visit or worker named in the address is within reach. What is beyond is shut, or needs a reason (`scope`). Every look at a
//! client is on record.

use super::at::{At, Door};
use super::problem::Problem;
use super::rights::{Reach, Right};
use super::scope::Subject;
use crate::guests::network;
use crate::http::Served;
use axum::extract::{ConnectInfo, MatchedPath, RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use vizitas_domain::text::Text;

/// The cookie that holds a session. By its name a browser takes it over TLS alone; it is bound to its municipality's path,
/// which `__Host-` does not allow.
pub(super) const COOKIE: &str = "__Secure-vizitas_session";
/// The cookie by which a browser that comes back from the provider is the one that went.
pub(super) const JOURNEY: &str = "__Secure-vizitas_journey";
/// Says that a request was made by the console's own script: no foreign page can set it.
const CONSOLE: &str = "vizitas-console";
/// Why somebody looks beyond the own reach, percent-encoded.
const REASON: &str = "vizitas-reason";
/// Characters kept of a reason.
const LONGEST_REASON: usize = 500;

/// What every answer carries.
const GUARDS: [(HeaderName, HeaderValue); 5] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
    ),
];

/// Lets a request through to its handler, or answers why not.
pub(super) async fn guard(
    State((served, right)): State<(Served, Right)>,
    params: RawPathParams,
    mut request: Request,
    next: Next,
) -> Response {
    let params: Vec<(String, String)> =
        params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let matched = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let route = format!("{} {}", request.method(), matched.trim_start_matches("/m/{slug}/api"));
    let asked = Asked {
        route,
        safe: matches!(*request.method(), Method::GET | Method::HEAD),
        headers: request.headers().clone(),
        address: address(&request),
        params,
    };
    let checked = tokio::task::spawn_blocking(move || check(&served, right, asked)).await;
    let mut response = match checked.unwrap_or_else(|_| Err(Problem::failed())) {
        Ok((door, at)) => {
            request.extensions_mut().insert(door);
            if let Some(at) = at {
                request.extensions_mut().insert(at);
            }
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    };
    response.headers_mut().extend(GUARDS);
    response
}

/// What is known of a request before its body.
struct Asked {
    route: String,
    safe: bool,
    headers: HeaderMap,
    address: IpAddr,
    params: Vec<(String, String)>,
}

impl Asked {
    fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn cookie(&self, sought: &str) -> Option<&str> {
        let cookies =
            self.headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        cookies.flat_map(|cookies| cookies.split(';')).find_map(|cookie| {
            let (name, value) = cookie.trim().split_once('=')?;
            (name == sought).then_some(value)
        })
    }

    fn reason(&self) -> Result<Text, Problem> {
        let decoded = percent_decode_str(self.header(REASON)).decode_utf8();
        let reason = decoded.map_err(|_| Problem::malformed())?;
        let kept: String = reason.trim().chars().filter(|c| !c.is_control()).take(LONGEST_REASON).collect();
        Ok(Text::from(kept))
    }
}

fn check(served: &Served, right: Right, asked: Asked) -> Result<(Door, Option<At>), Problem> {
    let slug = asked.param("slug").unwrap_or_default();
    let place = served.place(slug).ok_or_else(Problem::not_found)?;
    let municipality = Arc::clone(&place.municipality);
    if !asked.safe && asked.header(CONSOLE) != "1" {
        return Err(Problem::new(StatusCode::FORBIDDEN, "header_missing"));
    }
    let browser = asked.header("user-agent").to_owned();
    let door = Door {
        municipality: Arc::clone(&municipality),
        served: served.clone(),
        slug: slug.to_owned(),
        address: asked.address,
        browser,
        journey: asked.cookie(JOURNEY).unwrap_or_default().to_owned(),
        route: asked.route.clone(),
    };
    let Some(staff) =
        asked.cookie(COOKIE).map(|token| municipality.signed_in(token, right.acts)).transpose()?.flatten()
    else {
        return if right.is_for_anybody() { Ok((door, None)) } else { Err(Problem::signed_out()) };
    };
    let reach = right.reach(staff.role);
    let at = At { door: door.clone(), staff, reach, opens: right.opens, reason: asked.reason()? };
    if right.is_for_anybody() {
        return Ok((door, Some(at)));
    }
    if reach == Reach::Nothing {
        at.record_refused(None)?;
        return Err(Problem::not_allowed());
    }
    for (name, value) in &asked.params {
        if let Some(subject) = Subject::named(name, value)? {
            at.admit(subject, asked.safe)?;
        }
    }
    Ok((door, Some(at)))
}

/// Where a request comes from.
fn address(request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    network(peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip()))
}
