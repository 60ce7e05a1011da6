//! The worker that keeps what was opened, and the page it shows where nothing was kept.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiso::{caller::Caller, failure::Failure};
use tower_sessions::Session;

use super::{
    plain::offline_page,
    router::Web,
    visitor::{Visitor, language},
};

/// Whose an answer is, for the worker: it keeps nothing of one person for another.
pub const READER: HeaderName = HeaderName::from_static("jiso-reader");
/// The worker keeps a page that nobody opens now.
pub const KEEP: HeaderName = HeaderName::from_static("jiso-keep");

const WORKER: &str = include_str!("worker.js");

/// `/sw.js`, another one for each build of the site.
pub async fn worker(State(web): State<Arc<Web>>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        // Of the worker itself: it asks nobody but the portal.
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; connect-src 'self'"),
    ];
    (headers, WORKER.replace("__BUILD__", &web.site.options.site_pkg_dir)).into_response()
}

/// `/offline`, kept in each language when the worker is installed; with `search`, what is said to who searches.
pub async fn page(State(web): State<Arc<Web>>, request: Request) -> Response {
    let is_search = request.uri().query().is_some_and(|query| query.split('&').any(|pair| pair.starts_with("search=")));
    offline_page(&web, language(request.uri(), request.headers()), is_search)
}

/// `/offline/wanted`: the pages that the worker keeps before anybody opens them.
pub async fn wanted(State(web): State<Arc<Web>>, session: Session, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visitor = match Visitor::of(&web, &session, &parts).await {
        Ok(visitor) => visitor,
        Err(failure) => return refused(&failure),
    };
    let Some(caller) = &visitor.caller else {
        // So that the worker learns that nobody is signed in any more.
        return (StatusCode::UNAUTHORIZED, [(READER, reader(None))]).into_response();
    };
    match web.office.pages_at_hand(caller).await {
        Ok(pages) => {
            let headers = [
                (READER, reader(Some(caller))),
                (header::CONTENT_LANGUAGE, HeaderValue::from_static(visitor.visit.lang.as_str())),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (headers, Json(pages)).into_response()
        }
        Err(failure) => refused(&failure),
    }
}

fn refused(failure: &Failure) -> Response {
    StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response()
}

pub fn reader(caller: Option<&Caller>) -> HeaderValue {
    let id = caller.map_or_else(|| "none".to_owned(), |caller| caller.user.to_string());
    HeaderValue::from_str(&id).unwrap_or(HeaderValue::from_static("none"))
}
