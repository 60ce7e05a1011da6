//! `/notifications/live`: how many notifications are unread, as server-sent events.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures::{Stream, StreamExt, stream::unfold};
use jiso::id::UserId;
use tokio::{sync::watch, time::sleep};
use tower_sessions::Session;

use super::{router::Web, session::USER};

/// Proxies close what is silent for a minute.
const ALIVE_EVERY: Duration = Duration::from_secs(25);
/// A browser comes back by itself, and whether it is still signed in is asked again.
const AT_MOST: Duration = Duration::from_mins(10);

/// For signed-in people. Ends when they sign out and when the portal stops.
pub async fn follow(State(web): State<Arc<Web>>, session: Session) -> Response {
    let user = match session.get::<UserId>(USER).await {
        Ok(Some(user)) => user,
        Ok(None) => return StatusCode::UNAUTHORIZED.into_response(),
        Err(error) => {
            tracing::error!(%error, "session");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let Some(unread) = web.office.live.follow(user) else { return StatusCode::TOO_MANY_REQUESTS.into_response() };
    // Counted after it is followed: nothing falls between.
    match web.office.count_unread(user).await {
        Ok(count) => web.office.live.tell(user, count),
        Err(_) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
    let events = Sse::new(counts(unread).take_until(sleep(AT_MOST))).keep_alive(KeepAlive::new().interval(ALIVE_EVERY));
    let unbuffered = (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    ([unbuffered], events).into_response()
}

/// The number as it is, and whenever it changes.
fn counts(unread: watch::Receiver<u32>) -> impl Stream<Item = Result<Event, Infallible>> {
    unfold((unread, true), |(mut unread, first)| async move {
        if !first {
            unread.changed().await.ok()?;
        }
        let count = *unread.borrow_and_update();
        Some((Ok(Event::default().data(count.to_string())), (unread, false)))
    })
}
