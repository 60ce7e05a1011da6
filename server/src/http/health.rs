use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::router::Web;

/// Whether this node can serve, and how far behind it is.
pub async fn health(State(web): State<Web>) -> Response {
    let state = async {
        let mut tx = web.office.store.read().await?;
        let jobs = tx.count_jobs().await?;
        let last = tx.last_change().await?;
        Ok::<_, jiso_store::StoreError>((jobs, last))
    };
    match state.await {
        Ok(((waiting, failed), last)) => {
            let lag = web.search_lag(last);
            Json(json!({
                "status": "ok",
                "version": env!("CARGO_PKG_VERSION"),
                "database": { "kind": web.office.store.kind(), "status": "ok" },
                "search": { "lag": lag },
                "jobs": { "waiting": waiting, "failed": failed },
            }))
            .into_response()
        }
        Err(error) => {
            tracing::error!(%error, "health");
            let body = json!({
                "status": "unavailable",
                "version": env!("CARGO_PKG_VERSION"),
                "database": { "kind": web.office.store.kind(), "status": "unreachable" },
            });
            (StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response()
        }
    }
}
