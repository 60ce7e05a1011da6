//! Pages, and the posts of their forms without JavaScript.

use std::{panic::resume_unwind, sync::Arc};

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use jiso::{deal_files::Arrived, failure::Failure, lang::Lang};
use jiso_app::{document::document, forms::Replay};
use jiso_store::accounts::TokenPurpose;
use tower_sessions::Session;
use tracing::Instrument;

use super::{
    alone::Alone,
    api,
    body::whole,
    effects::Effects,
    guard::FORM_LIMIT,
    offline::{READER, reader},
    plain::{plain_page, spent_link},
    router::Web,
    signed_out, upload,
    visitor::{Visitor, language},
};

/// Shows a page.
pub async fn show(State(web): State<Arc<Web>>, session: Session, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visitor = match Visitor::of(&web, &session, &parts).await {
        Ok(visitor) => visitor,
        Err(failure) => return plain_page(&web, language(&parts.uri, &parts.headers), &failure),
    };
    if visitor.caller.is_none() && !is_open(parts.uri.path()) {
        return to_sign_in(&parts.uri);
    }
    if let Some(refused) = refused_link(&web, visitor.visit.lang, parts.uri.path()).await {
        return refused;
    }
    render(&web, &visitor, &session, parts, None).await
}

/// Nobody shall think up a password only to learn that the link is used up.
async fn refused_link(web: &Web, lang: Lang, path: &str) -> Option<Response> {
    let (purpose, secret) = match (path.strip_prefix("/reset/"), path.strip_prefix("/setup/")) {
        (Some(secret), _) => (TokenPurpose::Reset, secret),
        (_, Some(secret)) => (TokenPurpose::Setup, secret),
        _ => return None,
    };
    match web.office.still_open(secret, purpose).await {
        Ok(()) => None,
        Err(Failure::Conflict { .. }) => Some(spent_link(web, lang, purpose == TokenPurpose::Reset)),
        Err(failure) => Some(plain_page(web, lang, &failure)),
    }
}

/// Takes the form of a page: runs its server function, then goes on, or shows the page again with what was typed.
pub async fn post(State(web): State<Arc<Web>>, session: Session, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = match whole(body, FORM_LIMIT).await {
        Ok(bytes) => bytes,
        Err(failure) => return plain_page(&web, Visitor::lang(&web, Some(&session), &parts).await, &failure),
    };
    let visitor = match Visitor::of(&web, &session, &parts).await {
        Ok(visitor) => visitor,
        Err(failure) => return plain_page(&web, language(&parts.uri, &parts.headers), &failure),
    };
    let Some(fields) = upload::fields(&parts.headers, bytes).await else {
        return plain_page(&web, visitor.visit.lang, &Failure::Malformed);
    };
    if !is_open(parts.uri.path()) {
        if signed_out::travels(&fields) {
            return signed_out::enter(&web, &session, parts, &visitor, fields).await;
        }
        if visitor.caller.is_none() {
            return signed_out::ask(&web, &visitor, &parts.uri, fields);
        }
    }
    answer(&web, &session, parts, &visitor, Posted { fields, ..Posted::default() }).await
}

/// What came with a form.
#[derive(Default)]
pub struct Posted {
    pub fields: Vec<(String, String)>,
    /// A file, stored already.
    pub arrived: Option<Arrived>,
    /// Why the form is not asked about any more.
    pub failure: Option<Failure>,
}

/// Runs the server function that a form names, and goes on or shows the page again.
pub async fn answer(web: &Web, session: &Session, parts: Parts, visitor: &Visitor, posted: Posted) -> Response {
    let Posted { fields, arrived, failure } = posted;
    // The form's own comes first; a button that was pressed may name another.
    let action = fields.iter().rfind(|(name, _)| name == "_action").map(|(_, action)| action.clone());
    // No form of the page could show what is wrong with an action that there is not.
    let Some(action) = action.filter(|action| api::is_known(action)) else {
        return plain_page(web, visitor.visit.lang, &Failure::Malformed);
    };
    let own = fields.iter().filter(|(name, _)| name != "_action");
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(own).finish();
    let effects = Effects::default();
    let answer = if let Some(failure) = failure {
        Err(failure)
    } else {
        let call = api::Call { action: &action, body: body.into(), arrived };
        api::call(web, visitor, &effects, &parts, call).await
    };
    match answer {
        Ok(_) if effects.stays() => {
            let replay = Replay { action, fields: kept(fields), failure: None };
            render(web, visitor, session, parts, Some(replay)).await
        }
        Ok(_) => {
            let here = HeaderValue::from_str(&parts.uri.to_string()).unwrap_or(HeaderValue::from_static("/"));
            let location = effects.location().unwrap_or(here);
            let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response();
            effects.apply(web, session, &mut response).await;
            response
        }
        Err(failure) => {
            let status = failure.status();
            let replay = Replay { action, fields: kept(fields), failure: Some(failure) };
            let mut response = render(web, visitor, session, parts, Some(replay)).await;
            if response.status() == StatusCode::OK {
                *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
            }
            response
        }
    }
}

async fn render(web: &Web, visitor: &Visitor, session: &Session, parts: Parts, replay: Option<Replay>) -> Response {
    let effects = Effects::default();
    let site = web.site.clone();
    let page = leptos_axum::render_app_async_with_context(visitor.context(web, &effects, replay), move || document(&site));
    // In a task of its own: a page whose reader has gone is rendered to its end, as rendering panics when it is dropped midway.
    let rendering = async move {
        let (parts, body) = page(Request::from_parts(parts, Body::empty())).await.into_parts();
        (parts, to_bytes(body, usize::MAX).await)
    };
    let mut response = match tokio::spawn(Alone::new(rendering.in_current_span())).await {
        Ok((parts, Ok(body))) => Response::from_parts(parts, Body::from(body)),
        Err(lost) if lost.is_panic() => resume_unwind(lost.into_panic()),
        _ => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    if let Some(status) = effects.status().and_then(|s| StatusCode::from_u16(s).ok()) {
        *response.status_mut() = status;
    }
    if let Some(policy) = effects.nonce().and_then(|nonce| HeaderValue::from_str(&content_policy(&nonce)).ok()) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response.headers_mut().insert(READER, reader(visitor.caller.as_ref()));
    response
        .headers_mut()
        .insert(HeaderName::from_static("content-language"), HeaderValue::from_static(visitor.visit.lang.as_str()));
    effects.apply(web, session, &mut response).await;
    response
}

/// No inline style, no eval but that of WebAssembly, nothing from elsewhere except videos by https.
fn content_policy(nonce: &str) -> String {
    format!(
        "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; media-src 'self' https:; frame-src https://www.youtube-nocookie.com https://player.vimeo.com; \
         connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// Pages for people who are not signed in.
fn is_open(path: &str) -> bool {
    matches!(path, "/sign-in" | "/forgot" | "/demo" | "/demo/widgets" | "/demo/mail")
        || ["/reset/", "/invite/", "/setup/", "/act/", "/plans/", "/letters/"].iter().any(|open| path.starts_with(open))
}

/// And back again.
pub fn to_sign_in(uri: &Uri) -> Response {
    Redirect::to(&sign_in_and_back(uri)).into_response()
}

fn sign_in_and_back(uri: &Uri) -> String {
    let here = uri.path_and_query().map_or("/", |p| p.as_str());
    if here == "/" {
        return "/sign-in".into();
    }
    let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("next", here).finish();
    format!("/sign-in?{query}")
}

/// What may be written into the page again.
fn kept(fields: Vec<(String, String)>) -> Vec<(String, String)> {
    fields.into_iter().filter(|(name, value)| !is_secret(name) && !value.starts_with(upload::PICTURE)).collect()
}

fn is_secret(name: &str) -> bool {
    name.contains("password") || name.contains("current")
}
