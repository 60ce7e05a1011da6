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
    let mut log = Log::moved_at(store.written());
    while !*stop.borrow() {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stop.changed() => return,
        }
        if !log.look(store.written()) {
            continue;
        }
        if let Err(error) = store.checkpoint().await {
            tracing::warn!(%error, "the database's log is moved at the next try");
        }
    }
}

/// When the log is moved: by how many commits there were at each look.
struct Log {
    moved: u64,
    seen: u64,
    /// Since there has been something to move.
    looks: u32,
}

impl Log {
    const fn moved_at(written: u64) -> Self {
        Self { moved: written, seen: written, looks: 0 }
    }

    /// Whether it is to be moved now; who looks does so.
    const fn look(&mut self, written: u64) -> bool {
        let paused = written == self.seen;
        self.seen = written;
        // Looks at nothing do not count: whoever writes after them would wait at once.
        self.looks = if written == self.moved { 0 } else { self.looks + 1 };
        let now = written != self.moved && (paused || self.looks >= LOOKS);
        if now {
            *self = Self::moved_at(written);
        }
        now
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

#[cfg(test)]
mod tests {
    use super::*;

    /// At which of these looks the log was moved.
    fn moved(written: impl IntoIterator<Item = u64>) -> Vec<usize> {
        let mut log = Log::moved_at(0);
        written.into_iter().enumerate().filter(|(_, written)| log.look(*written)).map(|(look, _)| look).collect()
    }

    #[test]
    fn the_log_is_moved_where_writers_pause() {
        assert!(moved([0, 0, 0]).is_empty());
        assert_eq!(moved([5, 9, 9, 9, 12, 12]), [2, 5]);
    }

    #[test]
    fn who_never_pauses_is_interrupted_seldom() {
        assert_eq!(moved(1..=25), [9, 19]);
    }

    #[test]
    fn who_begins_to_write_after_a_long_pause_is_not_interrupted_at_once() {
        assert_eq!(moved([0; 20].into_iter().chain(1..=12)), [29]);
    }
}
