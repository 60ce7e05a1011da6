//! What the log says of a request: one line, under an id that the answer carries too.

use std::{borrow::Cow, time::Duration};

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Span;

pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

const ID_MAX: usize = 64;

/// A proxy may name a request, as long as its name can stand in a log; any other gets a name of our own.
pub async fn only_sane_ids(mut request: Request, next: Next) -> Response {
    if request.headers().get(REQUEST_ID).is_some_and(|id| !is_sane(id)) {
        request.headers_mut().remove(REQUEST_ID);
    }
    next.run(request).await
}

fn is_sane(id: &HeaderValue) -> bool {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    (1..=ID_MAX).contains(&id.len()) && id.as_bytes().iter().all(plain)
}

pub fn id_of<B>(request: &Request<B>) -> &str {
    request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default()
}

/// Where everything that a request makes happen is logged. What is asked for by the dozen is seen at the level `debug` only.
pub fn span<B>(request: &Request<B>) -> Span {
    let (id, method, path) = (id_of(request), request.method(), shown(request.uri().path()));
    if is_frequent(request.uri().path()) {
        tracing::debug_span!("request", id, %method, %path)
    } else {
        tracing::info_span!("request", id, %method, %path)
    }
}

/// The one line of a request that went well; another says what failed.
pub fn answered<B>(response: &axum::http::Response<B>, took: Duration, span: &Span) {
    if !span.is_disabled() && !response.status().is_server_error() {
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        tracing::info!(status = response.status().as_u16(), ms, "answered");
    }
}

fn is_frequent(path: &str) -> bool {
    path == "/health" || path.starts_with("/pkg") || path.starts_with("/media/")
}

/// What leads to whatever follows: a person's account, a deed in a person's name, a customer's plan or proposal.
const SECRETS: [&str; 6] = ["/invite/", "/reset/", "/setup/", "/act/", "/plans/", "/letters/"];

/// A path as it may be logged: who reads the log must not be able to take up an invitation.
fn shown(path: &str) -> Cow<'_, str> {
    match SECRETS.iter().find(|secret| path.starts_with(**secret)) {
        Some(secret) => format!("{secret}…").into(),
        None => path.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_logged() {
        assert_eq!(shown("/invite/abc"), "/invite/…");
        assert_eq!(shown("/reset/abc?x"), "/reset/…");
        assert_eq!(shown("/setup/a/b"), "/setup/…");
        assert_eq!(shown("/act/abc"), "/act/…");
        assert_eq!(shown("/plans/abc"), "/plans/…");
        for path in ["/letters/abc", "/letters/abc/pdf", "/letters/abc/logo"] {
            assert_eq!(shown(path), "/letters/…");
        }
        assert_eq!(shown("/deals/new"), "/deals/new");
    }

    #[test]
    fn a_name_that_could_forge_a_line_is_none() {
        for (id, sane) in [("3f2a-0.b_C", true), ("", false), ("a b", false), ("a\"b", false), ("é", false)] {
            assert_eq!(HeaderValue::from_str(id).is_ok_and(|id| is_sane(&id)), sane, "{id}");
        }
        assert!(!is_sane(&HeaderValue::from_str(&"a".repeat(65)).unwrap()));
    }
}
