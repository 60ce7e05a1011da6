//! The worker that keeps what was opened, and the page it shows where nothing was kept.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use jiso::caller::Caller;

use super::{plain::offline_page, router::Web, visitor::language};

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

/// `/offline`, kept when the worker is installed.
pub async fn page(State(web): State<Arc<Web>>, request: Request) -> Response {
    offline_page(&web, language(request.uri(), request.headers()))
}

pub fn reader(caller: Option<&Caller>) -> HeaderValue {
    let id = caller.map_or_else(|| "none".to_owned(), |caller| caller.user.to_string());
    HeaderValue::from_str(&id).unwrap_or(HeaderValue::from_static("none"))
}
