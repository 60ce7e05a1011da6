use std::sync::Arc;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiso::{id::UserId, lang::Lang};
use jiso_app::reply::{Instruction, ReplyPort};
use parking_lot::Mutex;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use tower_sessions::Session;

use super::{router::Web, session::USER};

/// What the screens want done to an answer, gathered while it is made.
#[derive(Clone, Default)]
pub struct Effects(Arc<Mutex<Gathered>>);

#[derive(Clone, Default)]
struct Gathered {
    redirect: Option<String>,
    stay: bool,
    status: Option<u16>,
    session: Option<Door>,
    lang: Option<Lang>,
    nonce: Option<String>,
}

#[derive(Clone, Copy)]
enum Door {
    In(UserId),
    Out,
}

/// Japanese in a path is legal for people and not for headers.
const NOT_IN_A_HEADER: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');

impl Effects {
    pub fn port(&self) -> ReplyPort {
        let gathered = self.0.clone();
        ReplyPort(Arc::new(move |effect| {
            let mut gathered = gathered.lock();
            match effect {
                Instruction::Redirect(path) => gathered.redirect = Some(path),
                Instruction::Stay => gathered.stay = true,
                Instruction::Status(status) => gathered.status = Some(status),
                Instruction::SignIn(user) => gathered.session = Some(Door::In(user)),
                Instruction::SignOut => gathered.session = Some(Door::Out),
                Instruction::Language(lang) => gathered.lang = Some(lang),
            }
        }))
    }

    pub fn set_nonce(&self, nonce: String) {
        self.0.lock().nonce = Some(nonce);
    }

    pub fn nonce(&self) -> Option<String> {
        self.0.lock().nonce.clone()
    }

    pub fn stays(&self) -> bool {
        self.0.lock().stay
    }

    pub fn status(&self) -> Option<u16> {
        self.0.lock().status
    }

    /// Where to go on success, as a header value.
    pub fn location(&self) -> Option<HeaderValue> {
        let path = self.0.lock().redirect.clone()?;
        HeaderValue::from_str(&utf8_percent_encode(&path, NOT_IN_A_HEADER).to_string()).ok()
    }

    /// Opens, closes and marks the session as asked; when that cannot be done, the answer says so instead. The session's id
    /// changes whenever somebody signs in.
    pub async fn apply(&self, web: &Web, session: &Session, response: &mut Response) {
        let gathered = self.0.lock().clone();
        if gathered.session.is_some()
            && let Ok(Some(before)) = session.get::<UserId>(USER).await
        {
            web.office.live.end(before);
        }
        let outcome = match gathered.session {
            Some(Door::In(user)) => match session.cycle_id().await {
                Ok(()) => session.insert(USER, user).await,
                error => error,
            },
            Some(Door::Out) => session.flush().await,
            None => Ok(()),
        };
        if let Err(error) = outcome {
            tracing::error!(%error, "session");
            // Put into words by [`super::guard::worded`].
            *response = StatusCode::SERVICE_UNAVAILABLE.into_response();
            return;
        }
        if let Some(lang) = gathered.lang {
            if let Ok(Some(user)) = session.get::<UserId>(USER).await {
                web.keep_language(user, lang).await;
            }
            let cookie = format!("jiso_lang={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure", lang.as_str());
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
        }
    }
}
