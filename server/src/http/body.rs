//! What a request brings, up to what it may bring.

use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes};
use futures::StreamExt;
use jiso::failure::{Answer, Failure};
use tokio::time::timeout;

/// So much is read and thrown away behind what is taken, and for so long: a browser listens to the answer only then.
const PAST_MAX: usize = 8 * 1024 * 1024;
const PAST: Duration = Duration::from_secs(10);

/// The whole body, of `max` bytes at most.
///
/// # Errors
/// [`Failure::TooLarge`]; [`Failure::Malformed`] for what breaks off.
pub async fn whole(body: Body, max: usize) -> Answer<Bytes> {
    let mut stream = body.into_data_stream();
    let mut taken = Vec::new();
    while let Some(bytes) = stream.next().await {
        let bytes = bytes.map_err(|_| Failure::Malformed)?;
        if taken.len() + bytes.len() > max {
            _ = timeout(PAST, read_past(stream)).await;
            return Err(Failure::TooLarge { max_kilobytes: max / 1024 });
        }
        taken.extend_from_slice(&bytes);
    }
    Ok(taken.into())
}

async fn read_past(mut rest: BodyDataStream) {
    let mut left = PAST_MAX;
    while let Some(Ok(bytes)) = rest.next().await {
        let Some(less) = left.checked_sub(bytes.len()) else { return };
        left = less;
    }
}

#[cfg(test)]
mod tests {
    use std::{
        convert::Infallible,
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
    };

    use futures::stream;

    use super::*;

    #[tokio::test]
    async fn what_is_too_much_is_read_past_and_not_for_ever() {
        let piece = Bytes::from(vec![b'a'; 64 * 1024]);
        for (pieces, read) in [(16, 16), (80, 80), (1_000, 146)] {
            let seen = Arc::new(AtomicUsize::new(0));
            let (counted, piece) = (seen.clone(), piece.clone());
            let pieces = stream::iter((0..pieces).map(move |_| {
                counted.fetch_add(1, Ordering::Relaxed);
                Ok::<_, Infallible>(piece.clone())
            }));
            let taken = whole(Body::from_stream(pieces), 1024 * 1024).await;
            let expected = if read == 16 { Ok(1024 * 1024) } else { Err(Failure::TooLarge { max_kilobytes: 1024 }) };
            assert_eq!(taken.map(|bytes| bytes.len()), expected);
            assert_eq!(seen.load(Ordering::Relaxed), read);
        }
    }
}
