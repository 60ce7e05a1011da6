//! What is sent when the session has ended. It travels through signing in as hidden fields, and then stands in its form again, to
//! be looked at and sent once more: nothing is done by itself, as somebody else may have signed in.

use axum::{
    http::{StatusCode, Uri, request::Parts},
    response::{IntoResponse, Response},
};
use jiso::{
    failure::{Conflict, Failure},
    lang::Lang,
};
use jiso_app::{
    accounts::api::{SignIn, SignOut, SwitchLanguage},
    forms::{problem_text, wire_name},
    frame::failure_text,
    text::accounts as t,
};
use leptos::server_fn::ServerFn;
use tower_sessions::Session;

use super::{
    api,
    effects::Effects,
    guard::FORM_LIMIT,
    pages::{self, Posted},
    plain::{document, plain_page},
    router::Web,
    upload::PICTURE,
    visitor::Visitor,
};

/// Stands before the name of every field that travels.
const KEPT: &str = "kept.";

/// What the fields for signing in may take beside those that travel.
const ROOM: usize = 16 * 1024;

/// Forms that nobody wants to send again.
const PASSING: [&str; 3] = [SignIn::PATH, SignOut::PATH, SwitchLanguage::PATH];

type Fields = Vec<(String, String)>;

/// Whether a form came from the page that [`ask`] shows.
pub fn travels(fields: &[(String, String)]) -> bool {
    fields.iter().any(|(name, _)| name.starts_with(KEPT))
}

/// Shows where to sign in, and what was sent beneath it.
pub fn ask(web: &Web, visitor: &Visitor, uri: &Uri, fields: Fields) -> Response {
    match kept(fields) {
        Some(kept) => page(web, visitor.visit.lang, uri, &kept, &Tried::default()),
        None => pages::to_sign_in(uri),
    }
}

/// Signs in, and shows the page with what was sent in its form.
pub async fn enter(web: &Web, session: &Session, parts: Parts, visitor: &Visitor, fields: Fields) -> Response {
    let (travelling, own): (Fields, Fields) = fields.into_iter().partition(|(name, _)| name.starts_with(KEPT));
    let travelling = travelling.into_iter().filter_map(|(name, value)| Some((name.strip_prefix(KEPT)?.to_owned(), value)));
    let Some(kept) = kept(travelling.collect()) else { return pages::to_sign_in(&parts.uri) };
    let email = wire_name("email");
    let email = own.iter().find(|(name, _)| *name == email).map(|(_, email)| email.clone()).unwrap_or_default();
    // In another tab, or as one of the demo's people.
    if visitor.caller.is_some() && email.is_empty() {
        return give_back(web, session, parts, visitor, kept).await;
    }
    let effects = Effects::default();
    let own = own.iter().filter(|(name, _)| name != "_action");
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(own).finish();
    let call = api::Call { action: SignIn::PATH, body: body.into(), arrived: None };
    if let Err(failure) = api::call(web, visitor, &effects, &parts, call).await {
        return page(web, visitor.visit.lang, &parts.uri, &kept, &Tried { email, failure: Some(failure) });
    }
    let mut response = StatusCode::OK.into_response();
    effects.apply(web, session, &mut response).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let entered = match Visitor::of(web, session, &parts).await {
        Ok(entered) => entered,
        Err(failure) => return plain_page(web, visitor.visit.lang, &failure),
    };
    give_back(web, session, parts, &entered, kept).await
}

async fn give_back(web: &Web, session: &Session, parts: Parts, visitor: &Visitor, fields: Fields) -> Response {
    let failure = Some(Failure::Conflict { conflict: Conflict::SignedInSince });
    pages::answer(web, session, parts, visitor, Posted { fields, failure, ..Posted::default() }).await
}

/// What may be written into a page, of a form worth it; `None` too where it could not come back whole.
fn kept(fields: Fields) -> Option<Fields> {
    let action = fields.iter().rfind(|(name, _)| name == "_action").map(|(_, action)| action.as_str())?;
    if !api::is_known(action) || PASSING.contains(&action) {
        return None;
    }
    let kept: Fields = fields.into_iter().filter(|(name, value)| !is_secret(name) && !value.starts_with(PICTURE)).collect();
    let pairs = kept.iter().map(|(name, value)| (named(name), value));
    let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    (encoded.len() + ROOM <= FORM_LIMIT).then_some(kept)
}

fn is_secret(name: &str) -> bool {
    ["password", "current", "token", "secret"].iter().any(|word| name.contains(word))
}

fn named(name: &str) -> String {
    format!("{KEPT}{name}")
}

/// What came of signing in.
#[derive(Default)]
struct Tried {
    email: String,
    failure: Option<Failure>,
}

impl Tried {
    fn status(&self) -> StatusCode {
        let status = self.failure.as_ref().unwrap_or(&Failure::SignedOut).status();
        StatusCode::from_u16(status).unwrap_or(StatusCode::UNAUTHORIZED)
    }

    fn problem(&self, lang: Lang, field: &str) -> String {
        match &self.failure {
            Some(Failure::Invalid { errors }) => errors.of(field).map(|problem| problem_text(lang, problem)).unwrap_or_default(),
            _ => String::new(),
        }
    }
}

/// At the address of the form, which takes what is typed here too: the page that follows is then at its own address. Without the
/// app, which would take that page to be here already.
fn page(web: &Web, lang: Lang, uri: &Uri, kept: &[(String, String)], tried: &Tried) -> Response {
    let hidden = |(name, value): &(String, String)| {
        format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escaped(&named(name)), escaped(value))
    };
    let hidden = kept.iter().map(hidden).collect::<Vec<_>>().concat();
    let failure = tried.failure.as_ref().map(|failure| escaped(&failure_text(lang, failure)));
    let failure = failure.map(|sentence| format!("<p class=\"notice bad\">{sentence}</p>")).unwrap_or_default();
    let demo = if web.demo {
        format!("<p class=\"notice\"><a href=\"/demo\" target=\"_blank\" rel=\"noopener\">{}</a></p>", t::to_demo(lang))
    } else {
        String::new()
    };
    let inside = format!(
        "<main class=\"page narrow door\"><h1>{sign_in}</h1><p class=\"notice wait\">{sentence}</p>\
         <form method=\"post\" action=\"{action}\" class=\"sheet form\" novalidate>\
         <input type=\"hidden\" name=\"_action\" value=\"{path}\">{hidden}\
         <div role=\"alert\" class=\"form-problems\">{failure}</div>\
         {email}{password}<div class=\"form-actions\"><button type=\"submit\" class=\"btn go\">{sign_in}</button>\
         <a class=\"link\" href=\"/forgot\" target=\"_blank\" rel=\"noopener\">{forgot}</a></div>\
         <p class=\"quiet\">{elsewhere}</p></form>{demo}</main>",
        sign_in = t::sign_in(lang),
        sentence = t::kept(lang),
        action = escaped(uri.path_and_query().map_or("/", |here| here.as_str())),
        path = SignIn::PATH,
        email = field(tried, lang, "email", t::email(lang), "username", &tried.email),
        password = field(tried, lang, "password", t::password(lang), "current-password", ""),
        forgot = t::forgot_link(lang),
        elsewhere = t::kept_elsewhere(lang),
    );
    document(web, lang, tried.status(), t::sign_in(lang), &inside)
}

/// `name` is the input's type too.
fn field(tried: &Tried, lang: Lang, name: &str, label: &str, autocomplete: &str, value: &str) -> String {
    let problem = tried.problem(lang, name);
    let invalid = if problem.is_empty() { "" } else { " aria-invalid=\"true\"" };
    format!(
        "<div class=\"field\"><label for=\"f-{name}\">{label}</label><input type=\"{name}\" id=\"f-{name}\" name=\"{wire}\" \
         value=\"{value}\" autocomplete=\"{autocomplete}\" aria-describedby=\"f-{name}-problem\" required{invalid}>\
         <p class=\"problem\" id=\"f-{name}-problem\">{problem}</p></div>",
        wire = wire_name(name),
        value = escaped(value),
        problem = escaped(&problem),
    )
}

/// As the value of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_cannot_leave_its_attribute() {
        assert_eq!(escaped("\"><script>&amp;\n二行目"), "&quot;&gt;&lt;script&gt;&amp;amp;\n二行目");
    }

    #[test]
    fn passwords_and_tokens_do_not_travel() {
        for name in ["form[password]", "form[password_again]", "form[current]", "form[token]", "form[secret]"] {
            assert!(is_secret(name), "{name}");
        }
        assert!(!is_secret("form[text]") && !is_secret("_action"));
    }
}
