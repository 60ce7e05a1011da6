//! Pages that must work when nothing else does: no app, no database, no JavaScript.

use axum::{
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use jiso::{failure::Failure, lang::Lang};
use jiso_app::{frame::failure_text, text::failure as t};

use super::router::Web;

/// One sentence and a way back.
pub fn plain_page(web: &Web, parts: &Parts, failure: &Failure) -> Response {
    let lang =
        parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).and_then(Lang::accepted).unwrap_or_default();
    let status = StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html(web, lang, failure)).into_response()
}

fn html(web: &Web, lang: Lang, failure: &Failure) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, \
         initial-scale=1\"><title>{heading}</title><link rel=\"stylesheet\" href=\"/{pkg}/jiso.css\"></head><body><main \
         class=\"page narrow\"><div class=\"empty\"><h1>{heading}</h1><p>{sentence}</p><p><a class=\"btn\" \
         href=\"/\">{home}</a></p></div></main></body></html>",
        lang = lang.as_str(),
        heading = t::heading_other(lang),
        pkg = web.site.options.site_pkg_dir,
        sentence = failure_text(lang, failure),
        home = t::to_home(lang),
    )
}

/// What is left of a request whose handler panicked.
pub fn after_panic(web: &Web) -> Response {
    let failure = Failure::Unavailable { reference: "panic".into() };
    let body = html(web, Lang::Ja, &failure);
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response()
}
