//! Pages that must work when nothing else does: no app, no database, no JavaScript.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiso::{
    failure::{Conflict, Failure},
    lang::Lang,
};
use jiso_app::{
    frame::failure_text,
    text::{accounts, failure as t, proposals},
};

use super::router::Web;

/// One sentence and a way back.
pub fn plain_page(web: &Web, lang: Lang, failure: &Failure) -> Response {
    let status = StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    page(web, lang, status, t::heading_other(lang), &failure_text(lang, failure), ("/", t::to_home(lang)))
}

/// A form that another site sent here, or an old copy of ours at another address.
pub fn foreign_page(web: &Web, lang: Lang) -> Response {
    page(web, lang, StatusCode::FORBIDDEN, t::heading_other(lang), t::sent_from_elsewhere(lang), ("/", t::to_home(lang)))
}

/// A link to set a password that does so no more; where it was for one who forgot theirs, the way to a new one.
pub fn spent_link(web: &Web, lang: Lang, reset: bool) -> Response {
    let (sentence, way_on) = if reset {
        (t::reset_spent(lang).to_owned(), ("/forgot", accounts::forgot(lang)))
    } else {
        (failure_text(lang, &Failure::Conflict { conflict: Conflict::LinkSpent }), ("/sign-in", t::to_sign_in(lang)))
    };
    page(web, lang, StatusCode::CONFLICT, t::heading_link_spent(lang), &sentence, way_on)
}

/// A customer's link that works no more. There is no way on from here for somebody without an account.
pub fn dead_link(web: &Web, lang: Lang) -> Response {
    let heading = t::heading_link_spent(lang);
    let inside = format!(
        "<main class=\"page narrow\"><div class=\"empty\"><h1>{heading}</h1><p>{}</p></div></main>",
        proposals::letter_gone(lang)
    );
    document(web, lang, StatusCode::NOT_FOUND, heading, &inside)
}

/// Where there is no network, and the page was not kept, or cannot be had without one. The worker writes what is kept between the
/// two marks.
pub fn offline_page(web: &Web, lang: Lang, is_search: bool) -> Response {
    let (heading, sentence) = if is_search {
        (t::offline_search(lang), t::offline_search_text(lang))
    } else {
        (t::offline_title(lang), t::offline_text(lang))
    };
    let inside = format!(
        "<main class=\"page narrow\"><div class=\"empty\"><h1>{heading}</h1><p>{sentence}</p></div><section class=\"sheet\"><h2>{kept}\
         </h2><!--kept--><p class=\"quiet\">{none}</p><!--/kept--></section><section class=\"sheet\"><h2>{how}</h2><p>{how_text}</p>\
         <p><a class=\"link\" href=\"/kits\">{kits}</a></p></section></main>",
        kept = t::offline_kept(lang),
        none = t::offline_none(lang),
        how = t::offline_how(lang),
        how_text = t::offline_how_text(lang),
        kits = t::offline_kits(lang),
    );
    document(web, lang, StatusCode::OK, heading, &inside)
}

fn page(web: &Web, lang: Lang, status: StatusCode, heading: &str, sentence: &str, (href, action): (&str, &str)) -> Response {
    let inside = format!(
        "<main class=\"page narrow\"><div class=\"empty\"><h1>{heading}</h1><p>{sentence}</p><p><a class=\"btn\" \
         href=\"{href}\">{action}</a></p></div></main>"
    );
    document(web, lang, status, heading, &inside)
}

/// A page of which `inside` is all there is to see. No cache keeps it.
pub fn document(web: &Web, lang: Lang, status: StatusCode, heading: &str, inside: &str) -> Response {
    let html = format!(
        "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, \
         initial-scale=1\"><title>{heading}</title><link rel=\"icon\" type=\"image/svg+xml\" href=\"/{pkg}/favicon.svg\"><link rel=\"stylesheet\" \
         href=\"/{pkg}/jiso.css\"></head><body>{inside}</body></html>",
        lang = lang.as_str(),
        pkg = web.site.options.site_pkg_dir,
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_LANGUAGE, lang.as_str()),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, html).into_response()
}
