//! Workers' photos for clients' pages: whose there are, one put in place, one taken away.

use super::at::{Answer, At, Named};
use super::names::Names;
use super::problem::Problem;
use super::rights::{ADMINISTER, Routes};
use crate::photo::{MOST_BYTES, Unfit, kind_of};
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_replica::Worker;

pub(super) fn routes() -> Routes {
    let (schemas, paths, put) = routes!(put_photo);
    Routes::default()
        .route(ADMINISTER, routes!(photos))
        .route(ADMINISTER, routes!(photo))
        // One byte more than is taken, so that who sends too much is told so.
        .route(ADMINISTER, (schemas, paths, put.layer(DefaultBodyLimit::max(MOST_BYTES * 8))))
        .route(ADMINISTER, routes!(drop_photo))
}

/// A worker who may have a photo.
#[derive(Serialize, ToSchema)]
struct PhotoView {
    #[schema(value_type = Uuid)]
    worker: ActorId,
    #[schema(value_type = String)]
    name: Text,
    /// Since when there is one, in seconds since 1970; none: there is none.
    since: Option<i64>,
}

/// Every worker, with whether there is a photo.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/photos", operation_id = "photos",
    params(("slug" = String, Path)),
    responses((status = 200, body = Vec<PhotoView>), (status = 403, body = Problem))
)]
async fn photos(at: At) -> Answer<Vec<PhotoView>> {
    at.run(|at| {
        let names = Names::of(at)?;
        let known = at.municipality().photos()?;
        let workers = at.municipality().folded(|replica| Ok(replica.workers()?))?;
        let view = |worker: ActorId| PhotoView {
            worker,
            name: names.name(worker).cloned().unwrap_or_default(),
            since: known.iter().find(|(of, _)| *of == worker).map(|(_, since)| since.0),
        };
        // Of whoever has left the photo can still be taken away.
        let now = at.municipality().clock.now();
        let shown =
            |worker: &Worker| worker.profile.works_at(now) || known.iter().any(|(of, _)| *of == worker.id);
        let workers = workers.into_iter().filter(shown);
        let mut all: Vec<PhotoView> = workers.map(|worker| view(worker.id)).collect();
        all.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(all)
    })
    .await
}

#[derive(Deserialize)]
struct OneWorker {
    worker: ActorId,
}

/// A worker's photo.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/workers/{worker}/photo", operation_id = "photo",
    params(("slug" = String, Path), ("worker" = Uuid, Path)),
    responses(
        (status = 200, description = "A JPEG, PNG or WebP"), (status = 403, body = Problem), (status = 404, body = Problem)
    )
)]
async fn photo(at: At, Named(one): Named<OneWorker>) -> Result<Response, Problem> {
    let found = at.run(move |at| {
        let found = at.municipality().photo(one.worker)?.ok_or_else(Problem::not_found)?;
        Ok((found.kind.media_type(), found.picture))
    });
    let (kind, picture) = found.await?.0;
    Ok(([(header::CONTENT_TYPE, kind), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")], picture).into_response())
}

/// Puts a photo in place of a worker's. What is large, no picture, or has notes in it is refused.
#[utoipa::path(
    put, tag = "office", path = "/m/{slug}/api/workers/{worker}/photo", operation_id = "photo_write",
    params(("slug" = String, Path), ("worker" = Uuid, Path), ("vizitas-console" = String, Header)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem, description = "`photo_large`, `photo_none`, `photo_notes`"),
    )
)]
async fn put_photo(
    at: At,
    Named(one): Named<OneWorker>,
    file: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<StatusCode, Problem> {
    let file = file.map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "photo_large"))?;
    at.done(move |at| {
        let kind = kind_of(&file).map_err(|unfit| match unfit {
            Unfit::Large => Problem::unfit("photo_large"),
            Unfit::NoPicture => Problem::unfit("photo_none"),
            Unfit::Notes => Problem::unfit("photo_notes"),
        })?;
        Ok(at.municipality().set_photo(at.staff.actor, one.worker, Some((kind, file.to_vec())))?)
    })
    .await
}

/// Takes a worker's photo away.
#[utoipa::path(
    delete, tag = "office", path = "/m/{slug}/api/workers/{worker}/photo", operation_id = "photo_drop",
    params(("slug" = String, Path), ("worker" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn drop_photo(at: At, Named(one): Named<OneWorker>) -> Result<StatusCode, Problem> {
    at.done(move |at| Ok(at.municipality().set_photo(at.staff.actor, one.worker, None)?)).await
}
