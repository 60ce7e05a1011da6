//! What is too large to be taken, over a real port: the answer has to be heard.

use std::time::Duration;

use jiso_server::http::Patience;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    time::timeout,
};

use crate::port::run;

const LONG: Duration = Duration::from_secs(20);

/// The whole answer to a form of five megabytes.
async fn posted(path: &str, language: &str) -> Vec<u8> {
    let (mut client, _stop, _running) = run(Patience::default()).await;
    let body = vec![b'a'; 5 * 1024 * 1024];
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: {language}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    client.write_all(head.as_bytes()).await.unwrap();
    timeout(LONG, client.write_all(&body)).await.expect("taken").expect("all of it is read");
    let mut answer = Vec::new();
    timeout(LONG, client.read_to_end(&mut answer)).await.expect("answered").expect("the connection ends in order");
    answer
}

#[tokio::test]
async fn a_form_of_five_megabytes_is_told_that_it_is_too_large() {
    for (language, words) in [("ja", "送信内容が大きすぎます（1280 KBまで）。"), ("en", "too large to send (at most 1280 kB)")]
    {
        let page = posted("/sign-in", language).await;
        let page = String::from_utf8_lossy(&page);
        assert!(page.starts_with("HTTP/1.1 413"), "{page}");
        assert!(page.contains(words) && page.ends_with("</html>"), "{page}");
    }
    assert!(posted("/api/sign_in", "ja").await.starts_with(b"HTTP/1.1 413"));
}
