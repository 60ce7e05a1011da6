use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiso::time::Timestamp;
use jiso_store::StoreError;
use parking_lot::Mutex;
use serde_json::json;

use super::router::Web;
use crate::office::Office;

/// Whether this node can serve, and how far behind it is.
pub async fn health(State(web): State<Arc<Web>>) -> Response {
    let counted = async {
        let mut tx = web.office.store.read().await?;
        Ok::<_, StoreError>((tx.count_jobs().await?, tx.last_change().await?))
    };
    let (database, counted) = match counted.await {
        Ok(counted) if web.pulse.writes(&web.office).await => ("ok", Some(counted)),
        Ok(counted) => ("cannot be written", Some(counted)),
        Err(error) => {
            tracing::error!(%error, "health");
            ("unreachable", None)
        }
    };
    let (status, word) = if database == "ok" { (StatusCode::OK, "ok") } else { (StatusCode::SERVICE_UNAVAILABLE, "unavailable") };
    let ((waiting, failed), last) = counted.map_or(((None, None), None), |((w, f), last)| ((Some(w), Some(f)), Some(last)));
    let body = json!({
        "status": word,
        "version": env!("CARGO_PKG_VERSION"),
        "database": { "kind": web.office.store.kind(), "status": database },
        "search": { "lag": last.map(|last| web.search_lag(last)) },
        "jobs": { "waiting": waiting, "failed": failed },
    });
    (status, Json(body)).into_response()
}

/// Whether the database takes what is written, asked for real now and then: a full disk is seen by nothing less.
#[derive(Clone, Default)]
pub struct Pulse(Arc<Mutex<Option<(Timestamp, bool)>>>);

/// Everybody may ask for `/health`; the disk is asked no more often than this.
const PULSE: Duration = Duration::from_secs(5);
/// A writer who takes longer is at work, so writing is possible.
const TURN: Duration = Duration::from_secs(1);

impl Pulse {
    async fn writes(&self, office: &Office) -> bool {
        let now = office.now();
        if let Some((_, writes)) = self.0.lock().filter(|(felt, _)| now < *felt + PULSE) {
            return writes;
        }
        let writes = match tokio::time::timeout(TURN, office.store.write()).await {
            Err(_) | Ok(Err(_)) => true,
            Ok(Ok(mut tx)) => {
                let tried = async {
                    tx.write_what_nobody_reads().await?;
                    tx.commit().await
                };
                tried.await.inspect_err(|error| tracing::error!(%error, "health: nothing can be written")).is_ok()
            }
        };
        *self.0.lock() = Some((now, writes));
        writes
    }
}
