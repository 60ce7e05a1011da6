//! The demo's door: everybody may be one of five people.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use jiso::{accounts::own_path, demo::PersonaKey, failure::Failure};
use jiso_app::reply::Instruction;
use serde::Deserialize;
use tower_sessions::Session;

use super::{api::refusal, effects::Effects, router::Web};

#[derive(Deserialize)]
pub struct Wish {
    persona: String,
    /// Where to go first.
    #[serde(default)]
    next: String,
}

/// `POST /demo/sign-in` with `persona=rep|lead|manager|editor|admin`.
pub async fn sign_in(State(web): State<Web>, session: Session, Form(wish): Form<Wish>) -> Response {
    let Some(key) = PersonaKey::parse(&wish.persona) else { return refusal(&Failure::NotFound) };
    match web.office.persona(key).await {
        Ok(Some(user)) => {
            let effects = Effects::default();
            (effects.port().0)(Instruction::SignIn(user.id));
            let mut response = Redirect::to(&own_path(&wish.next)).into_response();
            effects.apply(&web, &session, &mut response).await;
            response
        }
        Ok(None) => refusal(&Failure::NotFound),
        Err(failure) => refusal(&failure),
    }
}
