//! The console's addresses, `/m/{slug}/api/…`: JSON both ways, one file a noun with its handlers and what they show. A
//! handler parses, calls one function of the municipality on a thread that may wait, and maps the error; what is decided
//! stands with the noun outside. Every route is registered with its right.

mod absence;
mod at;
mod audit;
mod audit_pages;
mod backups;
mod board;
mod calls;
mod client_card;
mod client_fields;
mod client_rights;
mod clients;
mod dossier;
mod events;
mod guard;
mod held;
mod hours;
mod idle;
mod import;
mod inbox;
mod inbox_view;
mod messages;
mod moves;
mod names;
mod openings;
mod passkeys;
mod photos;
mod problem;
mod provider;
mod rights;
mod scope;
mod seen;
mod session;
mod settings;
mod settled;
mod staff;
mod tablets;
mod templates;
mod unlock_code;
mod visit_state;
mod when;
mod why;
mod workers;

pub use client_rights::{may_erase, may_restrict};

use crate::http::Served;
use axum::Router;
use rights::Routes;

/// Every route with its right. A new noun adds a line.
fn routes() -> Routes {
    Routes::default()
        .and(session::routes())
        .and(passkeys::routes())
        .and(provider::routes())
        .and(clients::routes())
        .and(dossier::routes())
        .and(client_rights::routes())
        .and(calls::routes())
        .and(events::routes())
        .and(staff::routes())
        .and(idle::routes())
        .and(openings::routes())
        .and(tablets::routes())
        .and(unlock_code::routes())
        .and(seen::routes())
        .and(import::routes())
        .and(audit::routes())
        .and(backups::routes())
        .and(audit_pages::routes())
        .and(messages::routes())
        .and(templates::routes())
        .and(settings::routes())
        .and(photos::routes())
        .and(board::routes())
        .and(moves::routes())
        .and(absence::routes())
        .and(hours::routes())
        .and(inbox::routes())
        .and(workers::routes())
        .and(settled::routes())
        .and(held::routes())
}

/// The routes behind their guards.
pub(crate) fn router(served: &Served) -> Router<Served> {
    routes().router(served)
}

/// What they take and answer.
pub(crate) fn document() -> utoipa::openapi::OpenApi {
    routes().document()
}

/// The table of routes × roles, as docs/access.md has it.
#[must_use]
pub fn access() -> String {
    rights::table(&routes().list())
}
