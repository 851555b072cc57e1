//! Who may use which route of the console, and how far: the one place where a route gets into the router. A route without
//! a right does not compile; the guard asks the right before the handler runs; and the committed table of all of them
//! (docs/access.md) is written from here.

use super::guard::guard;
use crate::http::Served;
use crate::staff::StaffRole;
use axum::Router;
use axum::middleware::from_fn_with_state;
use std::fmt::Write as _;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

/// How far somebody sees and acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// Not at all.
    Nothing,
    /// The own caseload, and what is one's own.
    Own,
    /// The clients and workers of the own unit.
    Unit,
    /// The whole municipality.
    All,
}

/// Who may use a route, and how far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Right {
    /// By role, in the order of [`StaffRole::ALL`]; none: whoever asks, signed in or not.
    reach: Option<[Reach; 5]>,
    /// Whether asking is the act of a person, which keeps a session from ending.
    pub(super) acts: bool,
    /// Whether it holds at a client beyond reach, too, who was opened to the person for a while.
    pub(super) opens: bool,
}

use Reach::{All, Nothing, Own, Unit};

/// Whoever asks, signed in or not: to sign in.
pub(crate) const ANYBODY: Right = Right { reach: None, acts: true, opens: true };
/// Everybody signed in, in own matters.
pub(crate) const SIGNED_IN: Right = Right::of([Own, Own, Own, Own, Own]);
/// To look at clients and their visits.
pub(crate) const SEE_CLIENTS: Right = Right::of([Own, Unit, All, Unit, Nothing]);
/// To plan, move, agree and write for clients.
pub(crate) const SERVE_CLIENTS: Right = Right::of([Own, Unit, Nothing, Unit, Nothing]);
/// To look at workers' hours and absences, and to change them and their days: why a colleague is away is nobody's matter
/// but of who plans.
pub(crate) const LEAD_WORKERS: Right = Right::of([Own, Unit, Nothing, Unit, Nothing]);
/// To plan other people's days anew: absences with their visits, weeks, skills.
pub(crate) const REPLAN: Right = Right::of([Nothing, Unit, Nothing, Unit, Nothing]);
/// To look at workers with what is in their hands: clients and tablets.
pub(crate) const KNOW_WORKERS: Right = Right::of([Nothing, Unit, All, Unit, All]);
/// To keep workers: a new one, what is written of each, and one who leaves.
pub(crate) const KEEP_WORKERS: Right = Right::of([Nothing, Unit, Nothing, Unit, All]);
/// To give tablets and take them away.
pub(crate) const KEEP_TABLETS: Right = Right::of([Nothing, Unit, Nothing, Unit, All]);
/// To keep people, books and settings.
pub(crate) const ADMINISTER: Right = Right::of([Nothing, Nothing, Nothing, Nothing, All]);
/// To search the audit.
pub(crate) const AUDIT: Right = Right::of([Nothing, Nothing, All, Nothing, All]);

impl Right {
    /// By role: worker, coordinator, officer, head, administrator.
    pub(crate) const fn of(reach: [Reach; 5]) -> Self {
        Self { reach: Some(reach), acts: true, opens: true }
    }

    /// The same for a screen that only waits: it keeps no session from ending.
    pub(crate) const fn waiting(self) -> Self {
        Self { acts: false, ..self }
    }

    /// The same, but never at a client beyond reach: no emergency asks for it.
    pub(crate) const fn within_reach(self) -> Self {
        Self { opens: false, ..self }
    }

    pub(super) fn is_for_anybody(&self) -> bool {
        self.reach.is_none()
    }

    /// The roles that reach anything.
    pub(super) fn roles(&self) -> Vec<StaffRole> {
        StaffRole::ALL.into_iter().filter(|role| self.reach(*role) != Nothing).collect()
    }

    /// How far this role reaches.
    pub(crate) fn reach(&self, role: StaffRole) -> Reach {
        let Some(reach) = self.reach else { return Nothing };
        let found = StaffRole::ALL.iter().zip(reach).find(|(known, _)| **known == role);
        found.map_or(Nothing, |(_, reach)| reach)
    }
}

/// A route and its right, for the table.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) right: Right,
}

/// The routes of the console.
#[derive(Default)]
pub(crate) struct Routes(Vec<(Right, UtoipaMethodRouter<Served>)>);

impl Routes {
    /// Adds handlers that share a path and a right: `.route(SEE_CLIENTS, routes!(list))`.
    pub(crate) fn route(mut self, right: Right, handlers: UtoipaMethodRouter<Served>) -> Self {
        self.0.push((right, handlers));
        self
    }

    /// Adds another noun's routes.
    pub(crate) fn and(mut self, mut others: Self) -> Self {
        self.0.append(&mut others.0);
        self
    }

    pub(super) fn list(&self) -> Vec<Listed> {
        let mut list = Vec::new();
        for (right, (_, paths, _)) in &self.0 {
            for (path, item) in &paths.paths {
                let operations = [
                    ("GET", &item.get),
                    ("POST", &item.post),
                    ("PUT", &item.put),
                    ("PATCH", &item.patch),
                    ("DELETE", &item.delete),
                ];
                for (method, _) in operations.into_iter().filter(|(_, operation)| operation.is_some()) {
                    list.push(Listed { method: method.to_owned(), path: path.clone(), right: *right });
                }
            }
        }
        list.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
        list
    }

    pub(super) fn document(self) -> utoipa::openapi::OpenApi {
        let open = |router: OpenApiRouter<Served>, (_, handlers)| router.routes(handlers);
        self.0.into_iter().fold(OpenApiRouter::new(), open).into_openapi()
    }

    /// The router, each route behind its guard.
    pub(super) fn router(self, served: &Served) -> Router<Served> {
        let guarded = |router: OpenApiRouter<Served>,
                       (right, handlers): (Right, UtoipaMethodRouter<Served>)| {
            let (schemas, paths, methods) = handlers;
            let methods = methods.route_layer(from_fn_with_state((served.clone(), right), guard));
            router.routes((schemas, paths, methods))
        };
        self.0.into_iter().fold(OpenApiRouter::new(), guarded).split_for_parts().0
    }
}

/// The table of routes × roles, as docs/access.md.
pub(super) fn table(list: &[Listed]) -> String {
    let mut out = String::from(
        "# Who may do what in the console\n\n\
        Written from the router by `cargo test -p vizitas-server --test it` with `VIZITAS_WRITE_DOCS=1`, and tested against\n\
        it: every route, every role, own and other. *own*: the own caseload and what is one's own. *unit*: clients and\n\
        workers of the own unit. *all*: the municipality. A worker beyond that is shown only for a reason, and the audit keeps\n\
        it; a client beyond it, and the client's visits, only to whoever opened the client to herself in an emergency, for\n\
        some hours. *only*: not even then.\n\n\
        | route | worker | coordinator | officer | head | administrator |\n\
        |---|---|---|---|---|---|\n",
    );
    for Listed { method, path, right } in list {
        let path = path.trim_start_matches("/m/{slug}/api");
        let _ = write!(out, "| {method} `{path}` |");
        for role in StaffRole::ALL {
            let word = match right.reach(role) {
                _ if right.is_for_anybody() => "anybody",
                Nothing => "–",
                Own if !right.opens => "own only",
                Unit if !right.opens => "unit only",
                Own => "own",
                Unit => "unit",
                All => "all",
            };
            let _ = write!(out, " {word} |");
        }
        out.push('\n');
    }
    out
}
