//! The demo's door: everybody may be one of five people.

use std::path::PathBuf;

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use jiso::{caller::Role, failure::Failure};
use jiso_app::reply::Instruction;
use serde::Deserialize;
use tower_sessions::Session;

use super::{api::refusal, effects::Effects, router::Web};

pub struct Demo {
    /// Where mail is written.
    pub mail: PathBuf,
}

#[derive(Deserialize)]
pub struct Persona {
    persona: String,
}

/// `POST /demo/sign-in` with `persona=rep|lead|manager|editor|admin`.
pub async fn sign_in(State(web): State<Web>, session: Session, Form(Persona { persona }): Form<Persona>) -> Response {
    let role = match persona.as_str() {
        "rep" => Role::PartnerRep,
        "lead" => Role::PartnerLead,
        "manager" => Role::PartnerManager,
        "editor" => Role::ContentEditor,
        "admin" => Role::Administrator,
        _ => return refusal(&Failure::NotFound),
    };
    let found = async { web.office.store.read().await?.first_user_of_role(role).await };
    match found.await {
        Ok(Some(user)) => {
            let effects = Effects::default();
            (effects.port().0)(Instruction::SignIn(user.id));
            let mut response = Redirect::to("/").into_response();
            effects.apply(&web, &session, &mut response).await;
            response
        }
        Ok(None) => refusal(&Failure::NotFound),
        Err(error) => refusal(&error.into()),
    }
}
