//! The port itself: clients that never finish.

use std::time::Duration;

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
async fn run(patience: Patience) -> (TcpStream, oneshot::Sender<()>, JoinHandle<()>) {
    let router = portal().await.router;
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
