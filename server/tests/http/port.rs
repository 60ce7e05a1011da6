//! The port itself: clients that never finish, and addresses that are long.

use std::time::Duration;

use axum::Router;
use jiso_server::{
    http::{Patience, listen},
    testing::portal,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::timeout,
};

const PATIENCE: Patience = Patience { header: Duration::from_millis(300), farewell: Duration::from_millis(500) };
const LONG: Duration = Duration::from_secs(10);

/// A portal on a real port; what is sent stops it.
pub async fn run(patience: Patience) -> (TcpStream, oneshot::Sender<()>, JoinHandle<()>) {
    open(portal().await.router, patience).await
}

async fn open(router: Router, patience: Patience) -> (TcpStream, oneshot::Sender<()>, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let running = tokio::spawn(listen(listener, router, patience, async move { _ = stopped.await }));
    (TcpStream::connect(address).await.unwrap(), stop, running)
}

#[tokio::test]
async fn half_a_header_is_not_waited_for() {
    let (mut client, _stop, _running) = run(PATIENCE).await;
    client.write_all(b"GET /health HTTP/1.1\r\nHost: a\r\n").await.unwrap();
    let mut answer = Vec::new();
    timeout(LONG, client.read_to_end(&mut answer)).await.expect("the connection is closed").unwrap();
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
}

#[tokio::test]
async fn the_end_does_not_wait_for_a_client_who_stalls() {
    let (mut client, stop, running) = run(Patience { header: LONG * 6, ..PATIENCE }).await;
    client.write_all(b"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    stop.send(()).unwrap();
    timeout(LONG, running).await.expect("ends").unwrap();
}

#[tokio::test]
async fn a_request_in_hand_is_answered_before_the_end() {
    let (mut client, stop, running) = run(Patience { farewell: LONG, ..PATIENCE }).await;
    client.write_all(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n\r\n_act").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    client.write_all(b"ion=").await.unwrap();
    let mut answer = Vec::new();
    timeout(LONG, client.read_to_end(&mut answer)).await.expect("answered").unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 400"), "{}", String::from_utf8_lossy(&answer));
    timeout(LONG, running).await.expect("ends").unwrap();
}

#[tokio::test]
async fn a_search_for_ten_thousand_letters_is_cut_and_answered() {
    let portal = portal().await;
    portal.import_content().await;
    portal.follow().await;
    let cookie = portal.cookie(&portal.rep).await;
    // A kanji takes nine bytes of an address: ten thousand are more than one may have.
    for (sign, count, status) in [("a", 10_000, "200 OK"), ("検", 7_000, "200 OK"), ("検", 10_000, "414 URI Too Long")] {
        let q = form_urlencoded::Serializer::new(String::new()).append_pair("q", &sign.repeat(count)).finish();
        let (mut client, _stop, _running) = open(portal.router.clone(), Patience::default()).await;
        // To this version the answer comes in one piece, up to the end of the connection.
        let request = format!("GET /kits?{q} HTTP/1.0\r\nHost: portal.test\r\nCookie: {cookie}\r\n\r\n");
        client.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        timeout(LONG, client.read_to_end(&mut answer)).await.expect("answered").unwrap();
        let page = String::from_utf8_lossy(&answer);
        assert!(page.lines().next().is_some_and(|line| line.ends_with(status)), "{count} {sign}: {page}");
        if status == "200 OK" {
            for said in [
                "長いため、はじめの200文字でさがしました。",
                &format!("「{}…」", sign.repeat(60)),
                &format!("value=\"{}\"", sign.repeat(200)),
                "data-testid=\"results\"",
                "</html>",
            ] {
                assert!(page.contains(said), "{said}: {page}");
            }
        }
    }
}
