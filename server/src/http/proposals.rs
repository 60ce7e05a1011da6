//! Proposals as files to hand over, and the logos on them.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use jiso::{
    caller::Caller,
    failure::{Answer, Failure},
    proposals::{LetterAsked, ProposalFile, Way},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tower_sessions::Session;

use super::{
    named::Named,
    plain::{dead_link, plain_page},
    router::Web,
    visitor::Visitor,
};

/// `/proposals/{id}/pdf`, with `?version=` for what was kept
pub async fn pdf(State(web): State<Arc<Web>>, session: Session, Named(id): Named<String>, request: Request) -> Response {
    file(&web, &session, &id, request, Way::Pdf).await
}

/// `/proposals/{id}/docx`, the same
pub async fn docx(State(web): State<Arc<Web>>, session: Session, Named(id): Named<String>, request: Request) -> Response {
    file(&web, &session, &id, request, Way::Docx).await
}

/// `/logos/{id}`
pub async fn logo(State(web): State<Arc<Web>>, session: Session, Named(id): Named<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let answer = async {
        let caller = caller(&web, &session, &parts).await?;
        web.office.logo_file(&caller, &id).await
    };
    match answer.await {
        Ok((media_type, bytes)) => {
            let headers = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "private, max-age=31536000, immutable")];
            (StatusCode::OK, headers, bytes).into_response()
        }
        Err(failure) => plain_page(&web, Visitor::lang(&web, Some(&session), &parts).await, &failure),
    }
}

/// `/letters/{secret}/pdf`, for whoever has the link
pub async fn letter_pdf(
    State(web): State<Arc<Web>>,
    session: Session,
    Named(secret): Named<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let answer = async {
        let asked = asked(&web, &session, &parts, secret).await?;
        web.office.letter_file(&asked).await
    };
    match answer.await {
        Ok(file) => handed_over(file, Way::Pdf),
        Err(Failure::NotFound) => dead_link(&web, Visitor::lang(&web, Some(&session), &parts).await),
        Err(failure) => plain_page(&web, Visitor::lang(&web, Some(&session), &parts).await, &failure),
    }
}

/// `/letters/{secret}/logo`
pub async fn letter_logo(
    State(web): State<Arc<Web>>,
    session: Session,
    Named(secret): Named<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let answer = async {
        let asked = asked(&web, &session, &parts, secret).await?;
        web.office.letter_logo(&asked).await
    };
    match answer.await {
        Ok((media_type, bytes)) => (StatusCode::OK, [(header::CONTENT_TYPE, media_type)], bytes).into_response(),
        Err(failure) => plain_page(&web, Visitor::lang(&web, Some(&session), &parts).await, &failure),
    }
}

async fn asked(web: &Web, session: &Session, parts: &Parts, secret: String) -> Answer<LetterAsked> {
    let visitor = Visitor::of(web, session, parts).await?;
    Ok(LetterAsked { secret, counts: visitor.caller.is_none() && visitor.reads.0, from: visitor.from.0 })
}

async fn caller(web: &Web, session: &Session, parts: &Parts) -> Answer<Caller> {
    Visitor::of(web, session, parts).await?.caller.ok_or(Failure::SignedOut)
}

async fn file(web: &Web, session: &Session, id: &str, request: Request, way: Way) -> Response {
    let (parts, _) = request.into_parts();
    let query = parts.uri.query().unwrap_or_default();
    let version =
        form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "version").map(|(_, value)| value.into_owned());
    let answer = async {
        let caller = caller(web, session, &parts).await?;
        web.office.proposal_file(&caller, id, &version.unwrap_or_default(), way).await
    };
    match answer.await {
        Ok(file) => handed_over(file, way),
        Err(Failure::SignedOut) => {
            Redirect::to(&format!("/sign-in?next=%2Fproposals%2F{}", utf8_percent_encode(id, NON_ALPHANUMERIC))).into_response()
        }
        Err(failure) => plain_page(web, Visitor::lang(web, Some(session), &parts).await, &failure),
    }
}

fn handed_over(ProposalFile { name, bytes }: ProposalFile, way: Way) -> Response {
    let (media_type, ending, how) = match way {
        Way::Docx => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "attachment"),
        Way::Page | Way::Pdf => ("application/pdf", "pdf", "inline"),
    };
    let named = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    let disposition = format!("{how}; filename=\"proposal.{ending}\"; filename*=UTF-8''{named}.{ending}");
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, disposition.as_str()),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (StatusCode::OK, headers, bytes).into_response()
}
