//! A joint visit as a file for calendars.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiso::failure::Failure;
use tower_sessions::Session;

use super::{named::Named, plain::plain_page, router::Web, visitor::Visitor};

/// `/visits/{id}/calendar.ics`
pub async fn visit(State(web): State<Arc<Web>>, session: Session, Named(id): Named<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let answer = async {
        let visitor = Visitor::of(&web, &session, &parts).await?;
        let caller = visitor.caller.ok_or(Failure::SignedOut)?;
        web.office.visit_calendar(&caller, &id).await
    };
    match answer.await {
        Ok(text) => {
            let headers = [
                (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"visit.ics\""),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (StatusCode::OK, headers, text).into_response()
        }
        Err(failure) => plain_page(&web, Visitor::lang(&web, Some(&session), &parts).await, &failure),
    }
}
