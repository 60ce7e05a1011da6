//! `/notifications/live`: a page that is open learns at once how many are unread, and of nobody else's.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use jiso::caller::Caller;
use jiso_server::{
    notifications::live::tell_followers,
    office::Office,
    testing::{TestPortal, portal, portals},
};
use tokio::{sync::watch, time::timeout};
use tower::ServiceExt;

use crate::deals::{approve, register};

const LONG: Duration = Duration::from_secs(10);
const SHORT: Duration = Duration::from_millis(300);

/// An open connection.
struct Ear(Body);

impl Ear {
    async fn of(portal: &TestPortal, who: &Caller) -> Result<Self, StatusCode> {
        let request = Request::builder().uri("/notifications/live").header(header::HOST, "portal.test");
        let request = request.header(header::COOKIE, portal.cookie(who).await).body(Body::empty()).unwrap();
        let response = portal.router.clone().oneshot(request).await.unwrap();
        match response.status() {
            StatusCode::OK => {
                assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
                assert_eq!(response.headers().get(header::CONTENT_ENCODING), None, "what is compressed waits");
                Ok(Self(response.into_body()))
            }
            refused => Err(refused),
        }
    }

    /// The next event; `None` at the end.
    async fn hear(&mut self) -> Option<String> {
        let frame = timeout(LONG, self.0.frame()).await.expect("something is heard");
        frame.map(|frame| String::from_utf8_lossy(frame.unwrap().data_ref().unwrap()).trim().to_owned())
    }

    async fn hears_nothing(&mut self) -> bool {
        timeout(SHORT, self.0.frame()).await.is_err()
    }
}

fn event(count: u32) -> String {
    format!("data: {count}")
}

#[tokio::test]
#[allow(clippy::disallowed_methods, reason = "it measures")]
async fn a_decision_is_heard_within_a_second_and_by_its_owner_only() {
    for portal in portals().await {
        let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let (mut rep, mut lead) = (Ear::of(&portal, &portal.rep).await.unwrap(), Ear::of(&portal, &portal.lead).await.unwrap());
        assert_eq!((rep.hear().await, lead.hear().await), (Some(event(0)), Some(event(0))));
        let (_stop, stopping) = watch::channel(false);
        tokio::spawn(tell_followers(portal.office.clone(), stopping));
        approve(&portal, &deal).await;
        let decided = Instant::now();
        assert_eq!(rep.hear().await, Some(event(1)));
        assert!(decided.elapsed() < Duration::from_secs(1), "{:?}", decided.elapsed());
        assert!(lead.hears_nothing().await);
        // Another page of the same person reads it.
        let newest = portal.office.new_id::<()>().to_string();
        portal.call(Some(&portal.rep), "read_all_notices", &[("newest", &newest)]).await;
        assert_eq!(rep.hear().await, Some(event(0)));
    }
}

#[tokio::test]
async fn what_another_node_tells_is_heard_too() {
    for portal in portals().await {
        let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let mut rep = Ear::of(&portal, &portal.rep).await.unwrap();
        assert_eq!(rep.hear().await, Some(event(0)));
        // The commit rings at this one only.
        let other = Office { live: Arc::default(), ..portal.office.clone() };
        let (_stop, stopping) = watch::channel(false);
        tokio::spawn(tell_followers(other, stopping.clone()));
        tokio::time::sleep(Duration::from_millis(50)).await;
        tokio::spawn(tell_followers(portal.office.clone(), stopping));
        approve(&portal, &deal).await;
        assert_eq!(rep.hear().await, Some(event(1)));
        assert!(rep.hears_nothing().await, "told once");
    }
}

#[tokio::test]
async fn it_ends_with_the_session_and_with_the_portal() {
    let portal = portal().await;
    let nobody = portal.get(None, "/notifications/live").await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    let (mut rep, mut lead) = (Ear::of(&portal, &portal.rep).await.unwrap(), Ear::of(&portal, &portal.lead).await.unwrap());
    assert_eq!((rep.hear().await, lead.hear().await), (Some(event(0)), Some(event(0))));
    portal.post(Some(&portal.rep), "/me", "sign_out", &[]).await;
    assert_eq!(rep.hear().await, None);
    assert!(lead.hears_nothing().await);
    portal.office.live.end_all();
    assert_eq!(lead.hear().await, None);
    assert_eq!(Ear::of(&portal, &portal.lead).await.err(), Some(StatusCode::TOO_MANY_REQUESTS), "nobody begins while it stops");
}

#[tokio::test]
async fn nobody_holds_more_connections_than_pages_one_looks_at() {
    let portal = portal().await;
    let mut open = Vec::new();
    for _ in 0..8 {
        open.push(Ear::of(&portal, &portal.rep).await.unwrap());
    }
    assert_eq!(Ear::of(&portal, &portal.rep).await.err(), Some(StatusCode::TOO_MANY_REQUESTS));
    assert!(Ear::of(&portal, &portal.lead).await.is_ok(), "somebody else's are their own");
    open.pop();
    assert!(Ear::of(&portal, &portal.rep).await.is_ok(), "a page that is closed makes room");
}
