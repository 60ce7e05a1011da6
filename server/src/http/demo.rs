//! The demo's door: everybody may be one of five people.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use jiso::{accounts::own_path, demo::PersonaKey, failure::Failure};
use jiso_app::reply::Instruction;
use tower_sessions::Session;

use super::{body::whole, effects::Effects, plain::plain_page, router::Web, visitor::Visitor};

const WISH_LIMIT: usize = 4 * 1024;

/// `POST /demo/sign-in` with `persona=rep|lead|manager|editor|admin`, and in `next` where to go first.
pub async fn sign_in(State(web): State<Arc<Web>>, session: Session, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let lang = Visitor::lang(&web, Some(&session), &parts).await;
    let wish = match whole(body, WISH_LIMIT).await {
        Ok(wish) => wish,
        Err(failure) => return plain_page(&web, lang, &failure),
    };
    let field = |name: &str| form_urlencoded::parse(&wish).find(|(n, _)| n == name).map(|(_, value)| value.into_owned());
    let Some(persona) = field("persona") else { return plain_page(&web, lang, &Failure::Malformed) };
    let Some(key) = PersonaKey::parse(&persona) else { return plain_page(&web, lang, &Failure::NotFound) };
    match web.office.persona(key).await {
        Ok(Some(user)) => {
            let effects = Effects::default();
            (effects.port().0)(Instruction::SignIn(user.id));
            let mut response = Redirect::to(&own_path(&field("next").unwrap_or_default())).into_response();
            effects.apply(&web, &session, &mut response).await;
            response
        }
        Ok(None) => plain_page(&web, lang, &Failure::NotFound),
        Err(failure) => plain_page(&web, lang, &failure),
    }
}
