use std::{sync::Arc, time::Duration};

use jiso::time::Timestamp;
use jiso_store::{StoreError, jobs::Job};
use tokio::sync::watch;

use super::mail::{Mail, Outbox};
use crate::{accounts::FORGOTTEN, office::Office};

const LEASE_SECONDS: u64 = 120;
/// With the pauses below four days: a mail server that is down over a weekend loses nothing.
const MAX_ATTEMPTS: i64 = 100;
const LONGEST_PAUSE: Duration = Duration::from_hours(1);
const IDLE: Duration = Duration::from_secs(5);

/// What the jobs of this node work with.
pub struct Work {
    pub office: Office,
    pub outbox: Outbox,
}

/// Takes jobs until `stop` turns true; the job in hand is finished first.
pub async fn run(work: Arc<Work>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match work.one().await {
            Ok(true) => {}
            Ok(false) => {
                tokio::select! {
                    () = work.office.store.enqueued() => {}
                    () = tokio::time::sleep(IDLE) => {}
                    _ = stop.changed() => {}
                }
            }
            Err(error) => {
                tracing::error!(%error, "jobs: the store did not answer");
                tokio::time::sleep(IDLE).await;
            }
        }
    }
}

impl Work {
    /// Does one due job; `false` when there is none.
    ///
    /// # Errors
    /// When the store does not answer; a failing job is not an error here, it is tried again later.
    pub async fn one(&self) -> Result<bool, StoreError> {
        let now = self.office.now();
        let mut tx = self.office.store.write().await?;
        let Some(job) = tx.claim_job(now, now + Duration::from_secs(LEASE_SECONDS)).await? else { return Ok(false) };
        tx.commit().await?;
        let done = self.perform(&job).await;
        let now = self.office.now();
        let mut tx = self.office.store.write().await?;
        match done {
            Ok(()) => tx.finish_job(job.id, now).await?,
            Err(error) if job.attempts >= MAX_ATTEMPTS => {
                tracing::error!(job = %job.id, kind = job.kind, error, "job given up");
                tx.give_up_job(job.id, now, &error).await?;
            }
            Err(error) => {
                tracing::warn!(job = %job.id, kind = job.kind, error, "job failed, it will be tried again");
                tx.retry_job(job.id, later(now, job.attempts), &error).await?;
            }
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn perform(&self, job: &Job) -> Result<(), String> {
        match job.kind.as_str() {
            Mail::KIND => {
                let mail: Mail = serde_json::from_str(&job.payload).map_err(|e| e.to_string())?;
                self.outbox.send(job.id, &mail).await
            }
            FORGOTTEN => self.office.send_reset_link(job.id, &job.payload).await.map_err(|e| e.to_string()),
            kind => Err(format!("no such job: {kind}")),
        }
    }
}

/// Half a minute, doubled with every attempt, up to an hour.
fn later(now: Timestamp, attempts: i64) -> Timestamp {
    now + Duration::from_secs(30 << attempts.clamp(0, 10)).min(LONGEST_PAUSE)
}
