//! A small HTTP client: so many connections, each asking again as soon as it is answered.

use std::{
    error::Error,
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use http_body_util::{BodyExt, Full};
use hyper::{
    Request, StatusCode,
    body::Bytes,
    client::conn::http1::{SendRequest, handshake},
    header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST},
};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

pub const CONNECTIONS: usize = 16;

/// How a target did.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
    /// Of one answer's body.
    pub bytes: usize,
    /// Answers that were not the expected ones.
    pub odd: usize,
}

/// What to send: by number, as whom.
pub trait Source: Send + Sync + 'static {
    fn request(&self, number: usize) -> Ask;
    /// Whether an answer is what a person would get.
    fn is_right(&self, status: StatusCode) -> bool;
}

pub struct Ask {
    pub path: String,
    pub session: String,
    /// A form, where one is posted.
    pub form: Option<String>,
}

type Fallible<T> = Result<T, Box<dyn Error + Send + Sync>>;

pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: String,
}

impl Connection {
    pub async fn to(address: &str) -> Fallible<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, host: address.to_owned() })
    }

    pub async fn ask(&mut self, ask: Ask) -> Fallible<(StatusCode, Bytes)> {
        let method = if ask.form.is_some() { "POST" } else { "GET" };
        let request = Request::builder()
            .method(method)
            .uri(ask.path)
            .header(HOST, &self.host)
            .header(ACCEPT, "text/html")
            .header(COOKIE, format!("jiso_session={}", ask.session))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(ask.form.unwrap_or_default())))?;
        self.sender.ready().await?;
        let answer = self.sender.send_request(request).await?;
        let status = answer.status();
        Ok((status, answer.into_body().collect().await?.to_bytes()))
    }
}

/// Asks on so many connections for so long, or these requests, whichever ends first.
#[allow(clippy::disallowed_methods, reason = "measuring is what a bench is for")]
pub async fn run(
    address: &str,
    source: Arc<impl Source>,
    connections: usize,
    most: Duration,
    numbers: Range<usize>,
) -> Fallible<Measured> {
    let next = Arc::new(AtomicUsize::new(numbers.start));
    let began = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..connections {
        let (address, source, next, end) = (address.to_owned(), source.clone(), next.clone(), numbers.end);
        tasks.push(tokio::spawn(async move {
            let mut connection = Connection::to(&address).await?;
            let (mut times, mut odd, mut bytes) = (Vec::new(), 0, 0);
            while began.elapsed() < most {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= end {
                    break;
                }
                let asked = Instant::now();
                let (status, body) = connection.ask(source.request(number)).await?;
                times.push(asked.elapsed());
                bytes = bytes.max(body.len());
                odd += usize::from(!source.is_right(status));
            }
            Fallible::Ok((times, odd, bytes))
        }));
    }
    let (mut times, mut odd, mut bytes) = (Vec::new(), 0, 0);
    for task in tasks {
        let (own, odd_here, bytes_here) = task.await??;
        times.extend(own);
        odd += odd_here;
        bytes = bytes.max(bytes_here);
    }
    let took = began.elapsed();
    times.sort_unstable();
    let at = |percent: usize| times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied();
    Ok(Measured {
        per_second: times.len() as f64 / took.as_secs_f64(),
        p50: at(50).unwrap_or_default(),
        p99: at(99).unwrap_or_default(),
        bytes,
        odd,
    })
}
