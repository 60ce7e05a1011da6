//! Files: the pipeline for spreadsheets, and the kit for a target.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use jiso::{
    deals::PipelineFilter,
    failure::{Answer, Failure},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tower_sessions::Session;

use super::{named::Named, plain::plain_page, router::Web, visitor::Visitor};

/// `/deals/export`, with the filter of `/deals`
pub async fn pipeline(State(web): State<Arc<Web>>, session: Session, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match file(&web, &session, &parts).await {
        Ok(bytes) => {
            let name = format!("attachment; filename=\"deals-{}.csv\"", web.office.now().day());
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                (header::CONTENT_DISPOSITION, name.as_str()),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (StatusCode::OK, headers, bytes).into_response()
        }
        Err(Failure::SignedOut) => Redirect::to("/sign-in?next=%2Fdeals").into_response(),
        Err(failure) => plain_page(&web, Visitor::lang(&web, Some(&session), &parts).await, &failure),
    }
}

async fn file(web: &Web, session: &Session, parts: &Parts) -> Answer<Vec<u8>> {
    let caller = Visitor::of(web, session, parts).await?.caller.ok_or(Failure::SignedOut)?;
    let mut filter = PipelineFilter::default();
    for (name, value) in form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()) {
        match name.as_ref() {
            "owner" => filter.owner = value.into_owned(),
            "show" => filter.show = value.into_owned(),
            "stage" => filter.stage = value.into_owned(),
            _ => {}
        }
    }
    web.office.pipeline_file(&caller, &filter).await
}

/// `/targets/:id/kit.html`
pub async fn target_kit(State(web): State<Arc<Web>>, session: Session, Named(id): Named<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let made = async {
        let caller = Visitor::of(&web, &session, &parts).await?.caller.ok_or(Failure::SignedOut)?;
        web.office.target_kit_file(&caller, &id).await
    };
    match made.await {
        Ok((name, html)) => {
            let named = utf8_percent_encode(&name, NON_ALPHANUMERIC);
            let disposition = format!("attachment; filename=\"kit.html\"; filename*=UTF-8''{named}.html");
            let headers = [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CONTENT_DISPOSITION, disposition.as_str()),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (StatusCode::OK, headers, html).into_response()
        }
        Err(Failure::SignedOut) => Redirect::to("/sign-in?next=%2Ftargets").into_response(),
        Err(failure) => plain_page(&web, Visitor::lang(&web, Some(&session), &parts).await, &failure),
    }
}
