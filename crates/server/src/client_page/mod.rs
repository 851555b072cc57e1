//! Clients' own pages, on a listener of their own: what is to be, one question, one tap to answer it. Plain HTML without
//! a script or a cookie; GET changes nothing. It never tells the client's name, address or other visits.

mod answer;
mod door;
mod head;
mod html;
mod link;
mod look;
mod other;
mod said;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use door::Door;
pub use link::Token;

use crate::error::Error;
use crate::http::Served;
use crate::log::PageLink;
use crate::messages::MessageSettings;
use crate::municipality::Municipality;
use answer::{Press, not_for_me_lately};
use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{ConnectInfo, Extension, Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use html::{Frame, Shown};
use look::Sight;
use said::Said;
use serde::Deserialize;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use vizitas_domain::text::Text;
use vizitas_domain::visit::Plan;
use vizitas_message::Language;

/// Characters of a client's words that are kept.
const WORDS_LIMIT: usize = 1000;

/// The routes.
pub(crate) fn routes() -> Router<Served> {
    Router::new()
        .route("/v/{token}", get(show).post(press))
        .route("/v/{token}/other", get(wish))
        .route("/v/{token}/stranger", get(stranger))
        .route("/v/{token}/visit.ics", get(calendar))
        .route("/v/{token}/photo/{number}", get(photo))
        .route("/page.css", get(html::style))
        .route("/robots.txt", get(|| async { "User-agent: *\nDisallow: /\n" }))
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .fallback(nothing)
}

/// The language asked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    l: String,
}

impl Asked {
    fn language(&self) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.code() == self.l)
    }
}

/// What a form sends.
#[derive(Default, Deserialize)]
struct Reply {
    #[serde(default)]
    say: String,
    #[serde(default)]
    plan: String,
    #[serde(default)]
    wish: String,
    /// The field that people do not see.
    #[serde(default)]
    website: String,
}

impl Reply {
    fn press(self) -> Option<Press> {
        Some(Press {
            said: Said::read(&self.say)?,
            about: self.plan.parse().ok(),
            wish: Text::trimmed(&self.wish.chars().take(WORDS_LIMIT).collect::<String>()),
            trap: !self.website.is_empty(),
            slot: None,
        })
    }
}

/// Who is at the other end: of a proxy on this machine whoever it names.
struct Caller(IpAddr);

impl Caller {
    fn of(peer: Option<Extension<ConnectInfo<SocketAddr>>>, headers: &HeaderMap) -> Self {
        let peer = peer.map_or(IpAddr::from(Ipv4Addr::LOCALHOST), |Extension(ConnectInfo(peer))| peer.ip());
        let named = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
        let last = named.and_then(|names| names.rsplit(',').next()?.trim().parse().ok());
        Self(last.filter(|_| peer.is_loopback()).unwrap_or(peer))
    }
}

type Peer = Option<Extension<ConnectInfo<SocketAddr>>>;

async fn show(
    State(served): State<Served>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    peer: Peer,
    headers: HeaderMap,
) -> Response {
    let from = Caller::of(peer, &headers);
    seen(served, token, asked, from, html::visit).await
}

async fn wish(
    State(served): State<Served>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    peer: Peer,
    headers: HeaderMap,
) -> Response {
    let from = Caller::of(peer, &headers);
    seen_with(served, token, asked, from, Municipality::other_times, html::wish).await
}

async fn stranger(
    State(served): State<Served>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    peer: Peer,
    headers: HeaderMap,
) -> Response {
    let from = Caller::of(peer, &headers);
    seen(served, token, asked, from, html::stranger).await
}

async fn calendar(
    State(served): State<Served>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    peer: Peer,
    headers: HeaderMap,
) -> Response {
    let from = Caller::of(peer, &headers);
    seen(served, token, asked, from, html::calendar).await
}

/// The photo of somebody who comes: behind a link to a page that shows it, and nowhere else.
async fn photo(
    State(served): State<Served>,
    Path((token, number)): Path<(String, usize)>,
    peer: Peer,
    headers: HeaderMap,
) -> Response {
    let from = Caller::of(peer, &headers);
    let Some(room) = served.door.enter().await else { return busy(&Asked::default()) };
    let here = served.clone();
    let looked = blocking(move || {
        let Some((municipality, link)) = found(&here, &token)? else { return Ok(None) };
        if link.ended.is_some() {
            return Ok(None);
        }
        let sight = municipality.sight_of(link)?;
        let face = sight.and_then(|sight| view::face(&sight, number));
        face.map_or(Ok(None), |worker| municipality.photo(worker))
    })
    .await;
    drop(room);
    match looked {
        Ok(Some(photo)) => {
            let kind = [(header::CONTENT_TYPE, photo.kind.media_type())];
            (html::guards(), kind, photo.picture).into_response()
        }
        Ok(None) => wrong(&served, Frame::new(None, String::new()), &from).await,
        Err(error) => failed(Frame::new(None, String::new()), &served, &error).await,
    }
}

/// Whom to call when no visit says so: every municipality served here with its telephone.
async fn offices(served: &Served) -> Vec<(String, String)> {
    let served = served.clone();
    let said = blocking(move || {
        let office = |municipality: &Arc<Municipality>| {
            let settings = municipality.settings::<MessageSettings>()?;
            Ok((municipality.name()?, municipality.phone(&settings, &[])))
        };
        served.municipalities().map(office).collect()
    });
    // Without them the page still says what matters.
    said.await.unwrap_or_default()
}

/// An address that leads nowhere is not written into the page: one that begins with two slashes would be somebody else's.
async fn nothing(State(served): State<Served>, Query(asked): Query<Asked>) -> Response {
    let frame = Frame::new(asked.language(), "/".to_owned());
    html::word(frame, Shown::Gone, &offices(&served).await)
}

async fn press(
    State(served): State<Served>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    peer: Peer,
    headers: HeaderMap,
    reply: Result<Form<Reply>, FormRejection>,
) -> Response {
    let from = Caller::of(peer, &headers);
    let Some(room) = served.door.enter().await else { return busy(&asked) };
    let press = reply.ok().and_then(|Form(reply)| reply.press());
    let (at, language, here) = (format!("/v/{token}"), asked.language(), served.clone());
    let done = blocking(move || {
        let Some((municipality, link)) = found(&here, &token)? else { return Ok(false) };
        if let Some(press) = press.filter(|press| link.ended.is_none() || press.said == Said::Undo) {
            municipality.press(link, &press)?;
            here.tell(&municipality);
        }
        Ok(true)
    })
    .await;
    drop(room);
    let frame = Frame::new(language, at.clone());
    match done {
        Ok(true) => {
            let to = language.map_or(at.clone(), |language| format!("{at}?l={}", language.code()));
            (html::guards(), Redirect::to(&to)).into_response()
        }
        Ok(false) => wrong(&served, frame, &from).await,
        Err(error) => failed(frame, &served, &error).await,
    }
}

/// Shows a page about what stands behind a link.
async fn seen(
    served: Served,
    token: String,
    asked: Asked,
    from: Caller,
    show: impl FnOnce(&Frame, &Sight) -> Response + Send + 'static,
) -> Response {
    seen_with(served, token, asked, from, |_, _| Ok(Vec::new()), show).await
}

/// The same with other times, as `look` finds them.
async fn seen_with(
    served: Served,
    token: String,
    asked: Asked,
    from: Caller,
    look: impl FnOnce(&Municipality, &Sight) -> Result<Vec<Plan>, Error> + Send + 'static,
    show: impl FnOnce(&Frame, &Sight) -> Response + Send + 'static,
) -> Response {
    let Some(room) = served.door.enter().await else { return busy(&asked) };
    let (language, here) = (asked.language(), served.clone());
    let frame = Frame::new(language, format!("/v/{token}"));
    let looked = blocking(move || {
        let Some((municipality, link)) = found(&here, &token)? else { return Ok(Behind::Nothing) };
        let sight = municipality.sight_of(link)?;
        if link.ended.is_some() {
            return Ok(Behind::Ended {
                undo: sight.is_some_and(|sight| not_for_me_lately(&sight).is_some()),
            });
        }
        let Some(mut sight) = sight else { return Ok(Behind::Nothing) };
        sight.others = look(&municipality, &sight)?;
        Ok(Behind::Visit(Box::new(sight)))
    })
    .await;
    drop(room);
    match looked {
        Ok(Behind::Visit(sight)) => {
            let frame = Frame::new(Some(language.unwrap_or(sight.language)), frame.path);
            show(&frame, &sight)
        }
        Ok(Behind::Ended { undo }) => html::word(frame, Shown::Ended { undo }, &offices(&served).await),
        Ok(Behind::Nothing) => wrong(&served, frame, &from).await,
        Err(error) => failed(frame, &served, &error).await,
    }
}

enum Behind {
    Visit(Box<Sight>),
    Ended { undo: bool },
    Nothing,
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Closed)?
}

/// Whose link it is.
fn found(served: &Served, token: &str) -> Result<Option<(Arc<Municipality>, PageLink)>, Error> {
    let Some(token) = Token::read(token) else { return Ok(None) };
    for municipality in served.municipalities() {
        if let Some(link) = municipality.page_link(token)? {
            return Ok(Some((Arc::clone(municipality), link)));
        }
    }
    Ok(None)
}

async fn wrong(served: &Served, frame: Frame, from: &Caller) -> Response {
    let now = served.municipalities().next().map(|municipality| municipality.clock.now());
    if served.door.is_pushed(from.0, now.unwrap_or_default()) {
        return (StatusCode::TOO_MANY_REQUESTS, html::guards(), [(header::RETRY_AFTER, "60")])
            .into_response();
    }
    html::word(frame, Shown::Gone, &offices(served).await)
}

fn busy(asked: &Asked) -> Response {
    html::word(Frame::new(asked.language(), String::new()), Shown::Busy, &[])
}

async fn failed(frame: Frame, served: &Served, error: &Error) -> Response {
    // The error names files, tables and ids at most.
    tracing::error!(%error, "a client's page failed");
    html::word(frame, Shown::Failed, &offices(served).await)
}
