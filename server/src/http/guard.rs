//! What every request and answer passes.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use jiso::failure::Failure;
use tokio::time::timeout;

use tower_sessions::Session;

use super::{
    api::refusal,
    plain::{foreign_page, plain_page},
    router::Web,
    trail,
    visitor::{Visitor, language},
};
use crate::config::is_localhost;

const REQUEST_SECONDS: u64 = 30;
const UPLOAD_SECONDS: u64 = 240;

/// Bytes a form may have.
pub const FORM_LIMIT: usize = 1_280 * 1024;

/// Only our own pages may change something. Browsers say where a request comes from; what says nothing is no browser's.
pub async fn same_origin(State(web): State<Arc<Web>>, request: Request, next: Next) -> Response {
    let reading = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reading || is_ours(request.headers(), web.host.as_deref()) {
        return next.run(request).await;
    }
    let (parts, _) = request.into_parts();
    if parts.uri.path().starts_with("/api/") {
        refusal(&Failure::Forbidden)
    } else {
        let lang = Visitor::lang(&web, parts.extensions.get::<Session>(), &parts).await;
        foreign_page(&web, lang)
    }
}

fn is_ours(headers: &HeaderMap, public_host: Option<&str>) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else { return true };
    let host = origin.split_once("://").map(|(_, host)| host);
    host.is_some() && host == public_host.or_else(|| text(header::HOST))
}

/// Puts into words what failed where no page is made: a session that could not be saved, time that ran out, a panic.
pub async fn worded(State(web): State<Arc<Web>>, request: Request, next: Next) -> Response {
    let lang = language(request.uri(), request.headers());
    let called = request.uri().path().starts_with("/api/");
    // Enough to find the request in the log by.
    let reference = trail::id_of(&request).chars().take(8).collect();
    let response = next.run(request).await;
    if !response.status().is_server_error() || response.headers().contains_key(header::CONTENT_TYPE) {
        return response;
    }
    let failure = Failure::Unavailable { reference };
    if called { refusal(&failure) } else { plain_page(&web, lang, &failure) }
}

/// No request is worked on for ever. One with files is given the time that ten megabytes take on the road.
pub async fn in_time(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    let has_files = request.method() == Method::POST && kind.starts_with(b"multipart/");
    let seconds = if has_files { UPLOAD_SECONDS } else { REQUEST_SECONDS };
    match timeout(Duration::from_secs(seconds), next.run(request)).await {
        Ok(response) => response,
        // Put into words by [`worded`].
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// Headers of every answer.
pub async fn headers(State(web): State<Arc<Web>>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let open = !web.secure && host.is_some_and(is_localhost);
    let secret = is_for_customers(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if open {
        unsecured(headers);
    }
    if secret {
        unlisted(headers);
    }
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    let is_page = kind.starts_with(b"text/html");
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    // They say something of pages only, and a first load has a dozen other files.
    if is_page {
        set(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()");
        set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    }
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'");
    if web.secure {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    response
}

/// What the secret in its address opens, for whoever has it.
fn is_for_customers(path: &str) -> bool {
    ["/letters/", "/plans/"].iter().any(|secret| path.starts_with(secret))
}

/// No search engine lists it, no other site learns its address, and nobody keeps it past the day on which the link was withdrawn.
fn unlisted(headers: &mut HeaderMap) {
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow, noarchive"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// Not every browser keeps a `Secure` cookie of a plain localhost.
fn unsecured(headers: &mut HeaderMap) {
    let cookies: Vec<HeaderValue> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
    headers.remove(header::SET_COOKIE);
    for cookie in cookies {
        let plain = cookie.to_str().ok().and_then(|text| HeaderValue::from_str(&text.replace("; Secure", "")).ok());
        headers.append(header::SET_COOKIE, plain.unwrap_or(cookie));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs.iter().map(|(n, v)| (HeaderName::from_static(n), HeaderValue::from_static(v))).collect();
        is_ours(&headers, None)
    }

    #[test]
    fn other_sites_are_refused() {
        assert!(ours(&[("sec-fetch-site", "same-origin")]));
        assert!(ours(&[("origin", "http://a.example"), ("host", "a.example")]));
        assert!(ours(&[("host", "a.example")]), "not a browser");
        assert!(!ours(&[("sec-fetch-site", "cross-site")]));
        assert!(!ours(&[("sec-fetch-site", "same-site")]));
        assert!(!ours(&[("origin", "https://evil.example"), ("host", "a.example")]));
        assert!(!ours(&[("origin", "null"), ("host", "a.example")]));
    }

    #[test]
    fn what_customers_open_is_listed_nowhere() {
        assert!(is_for_customers("/letters/abc/pdf") && is_for_customers("/plans/abc"));
        assert!(!is_for_customers("/proposals/abc") && !is_for_customers("/letters"));
        let mut headers = HeaderMap::new();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        unlisted(&mut headers);
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(headers[header::REFERRER_POLICY], "no-referrer");
    }
}
