//! What time alone brings about, looked at every minute by each node. Two nodes that look at once do no harm.

use std::time::Duration;

use jiso::failure::Answer;
use tokio::sync::watch;

use jiso_store::Store;

use crate::office::Office;

const LOOK_EVERY: Duration = Duration::from_mins(1);
/// Nobody has written for so long, so nobody waits for the disk when the log is moved …
const PAUSE: Duration = Duration::from_secs(1);
/// … but after so many looks it is moved in any case: seldom, for those who write meanwhile wait up to a tenth of a second.
const LOOKS: u32 = 10;
/// Jobs that were done stay this long, for whoever wants to know what was sent.
const DONE_JOBS_DAYS: i64 = 30;
/// What was tried of the programme is kept as long.
const WHAT_IFS_DAYS: i64 = 30;

/// Looks until `stop` turns true.
pub async fn watch_the_clock(office: Office, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(failure) = let_time_pass(&office).await {
            tracing::error!(%failure, "the clock looks again in a minute");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Keeps the database's log short, between writers where they pause, until `stop` turns true.
pub async fn keep_log_short(store: Store, mut stop: watch::Receiver<bool>) {
    let (mut moved, mut seen, mut looks) = (store.written(), store.written(), 0);
    while !*stop.borrow() {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stop.changed() => return,
        }
        let now = store.written();
        let paused = now == seen;
        (seen, looks) = (now, looks + 1);
        if now == moved || !(paused || looks >= LOOKS) {
            continue;
        }
        (moved, looks) = (now, 0);
        if let Err(error) = store.checkpoint().await {
            tracing::warn!(%error, "the database's log is moved at the next try");
        }
    }
}

/// # Errors
/// [`jiso::failure::Failure::Unavailable`]
pub async fn let_time_pass(office: &Office) -> Answer<()> {
    office.end_holds().await?;
    office.let_deals_age().await?;
    office.close_goals().await?;
    office.remind_of_visits().await?;
    office.remind_of_steps().await?;
    office.let_questions_age().await?;
    office.look_at_pacts().await?;
    office.let_offers_lapse().await?;
    office.review_tiers().await?;
    office.notice_small_steps().await?;
    office.remind_of_protections().await?;
    office.remind_of_stale_kits().await?;
    office.send_digests().await?;
    let now = office.now();
    let mut tx = office.store.write().await?;
    tx.delete_expired_sessions(now).await?;
    office.forget_questions(&mut tx).await?;
    office.forget_old_misses(&mut tx).await?;
    office.forget_old_searches(&mut tx).await?;
    tx.delete_what_ifs(now.plus_days(-WHAT_IFS_DAYS)).await?;
    tx.delete_done_jobs(now.plus_days(-DONE_JOBS_DAYS)).await?;
    office.forget_old_notices(&mut tx, now).await?;
    tx.commit().await?;
    // At the end: a storage that does not answer keeps nothing else waiting.
    office.sweep_objects().await
}
