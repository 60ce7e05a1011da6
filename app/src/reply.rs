//! What a server function wants done to the HTTP answer besides its value. The server provides [`ReplyPort`] and obeys it.

use std::sync::Arc;

use jiso::{id::UserId, lang::Lang};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instruction {
    /// Go to a path of this portal; raw, the server percent-encodes it.
    Redirect(String),
    /// Show the form's page again with what was typed, although nothing failed.
    Stay,
    /// Status of a page that could not be shown.
    Status(u16),
    /// Begin a fresh session for a person.
    SignIn(UserId),
    SignOut,
    Language(Lang),
}

#[derive(Clone)]
pub struct ReplyPort(pub Arc<dyn Fn(Instruction) + Send + Sync>);

/// Hands `effect` to the server; in the browser there is nobody to hand it to.
pub fn tell(effect: Instruction) {
    if let Some(port) = use_context::<ReplyPort>() {
        (port.0)(effect);
    }
}

/// To be taken before the first `.await` of a server function, and told after it.
pub fn port() -> impl Fn(Instruction) + Send + Sync {
    let port = use_context::<ReplyPort>();
    move |effect| {
        if let Some(port) = &port {
            (port.0)(effect);
        }
    }
}
