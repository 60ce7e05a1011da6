//! Server functions: called by hydrated pages through `/api/…`, and by [`super::pages`] for plain forms.

use std::sync::Arc;

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Response},
};
use jiso::{deal_files::Arrived, failure::Failure};
use jiso_app::wire::{Fault, unpack};
use leptos::{
    prelude::provide_context,
    server_fn::{ContentType, codec::PostcardEncoding, error::FromServerFnError},
};
use tower_sessions::Session;

use super::{
    body::whole,
    effects::Effects,
    guard::FORM_LIMIT,
    offline::{READER, reader},
    router::Web,
    visitor::Visitor,
};

/// The header by which the browser's side learns that it has to go elsewhere.
const GO_ELSEWHERE: HeaderName = HeaderName::from_static("serverfnredirect");

const PACKED: HeaderValue = HeaderValue::from_static(PostcardEncoding::CONTENT_TYPE);

/// `/api/…`, as hydrated pages call it.
pub async fn handle(State(web): State<Arc<Web>>, session: Session, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = match whole(body, FORM_LIMIT).await {
        Ok(bytes) => bytes,
        Err(failure) => return refusal(&failure),
    };
    let visitor = match Visitor::of(&web, &session, &parts).await {
        Ok(visitor) => visitor,
        Err(failure) => return refusal(&failure),
    };
    let effects = Effects::default();
    let action = parts.uri.path_and_query().map_or_else(String::new, ToString::to_string);
    let asked = Call { action: &action, body: bytes, arrived: None };
    match call(&web, &visitor, &effects, &parts, asked).await {
        Ok(mut response) => {
            response.headers_mut().insert(READER, reader(visitor.caller.as_ref()));
            if let Some(location) = effects.location() {
                response.headers_mut().insert(header::LOCATION, location);
                response.headers_mut().insert(GO_ELSEWHERE, HeaderValue::from_static(""));
            }
            effects.apply(&web, &session, &mut response).await;
            response
        }
        Err(failure) => refusal(&failure),
    }
}

/// Where a server function is called, when `action` can be one's.
fn address(action: &str) -> Option<Uri> {
    action.parse().ok().filter(|uri: &Uri| uri.path().starts_with("/api/"))
}

/// Whether there is a server function for what a form names.
pub fn is_known(action: &str) -> bool {
    address(action).is_some_and(|uri| leptos::server_fn::axum::get_server_fn_service(uri.path(), Method::POST).is_some())
}

/// What a server function is asked with.
pub struct Call<'a> {
    pub action: &'a str,
    pub body: Bytes,
    /// A file that came with the form.
    pub arrived: Option<Arrived>,
}

/// Runs one server function.
///
/// # Errors
/// What it failed with.
pub async fn call(
    web: &Web,
    visitor: &Visitor,
    effects: &Effects,
    parts: &Parts,
    Call { action, body, arrived }: Call<'_>,
) -> Result<Response, Failure> {
    let uri = address(action).ok_or(Failure::Malformed)?;
    if leptos::server_fn::axum::get_server_fn_service(uri.path(), parts.method.clone()).is_none() {
        return Err(if parts.method == Method::POST { Failure::Malformed } else { Failure::NotFound });
    }
    let mut inner = parts.clone();
    inner.uri = uri;
    // A server function answers packed to us; redirects and pages are made here.
    inner.headers.insert(header::ACCEPT, PACKED);
    let context = visitor.context(web, effects, None);
    let context = move || {
        context();
        if let Some(arrived) = &arrived {
            provide_context(arrived.clone());
        }
    };
    let request = Request::from_parts(inner, Body::from(body));
    let response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    if response.status().is_success() {
        return Ok(response);
    }
    let bytes = to_bytes(response.into_body(), FORM_LIMIT).await.unwrap_or_default();
    let Ok(Fault(failure)) = unpack(&bytes) else {
        tracing::warn!(answer = %String::from_utf8_lossy(&bytes), "a server function answered without a failure");
        return Err(Failure::Malformed);
    };
    Err(failure)
}

/// A failure as hydrated pages read it.
pub fn refusal(failure: &Failure) -> Response {
    let status = StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::BAD_REQUEST);
    (status, [(header::CONTENT_TYPE, PACKED)], Fault(failure.clone()).ser()).into_response()
}
