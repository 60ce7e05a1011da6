//! A draft tried on what has happened. A node's worker runs one at a time, beside everything else: it reads some companies at a time in
//! snapshots of their own, works out in threads for such work, and writes a short row now and then.

use std::{sync::Arc, time::Duration};

use jiso::{
    failure::{Answer, Failure},
    id::CompanyId,
    partners::PartnerType,
    programme::{Course, Period, Programme, Record, Tally, Versions, WhatIf, live},
    tiers::TierStanding,
};
use jiso_store::{StoreError, packed::Stored, what_ifs::WhatIfJob};
use tokio::sync::watch;

use super::{NotInForce, all_versions, examine, replay::in_order};
use crate::office::Office;

const LOOK_EVERY: Duration = Duration::from_secs(1);
/// A node that says nothing for so long is gone.
const LEASE: Duration = Duration::from_mins(2);
/// A run that has ended its process so often is given up.
const ATTEMPTS: i64 = 3;
/// What was done is written down so often in a run.
const NOTES: usize = 50;
/// Companies that are read at once.
const TOGETHER: usize = 50;
/// The month there is and so many before it.
const MONTHS: i32 = 12;
/// The reviews of a day are taken in its first hours.
const SLACK_HOURS: i64 = 1;

/// Runs what is asked for until `stop` turns true.
pub async fn try_out(office: Office, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match office.run_what_if(&stop).await {
            Ok(true) => {}
            other => {
                if let Err(failure) = other {
                    tracing::error!(%failure, "what-ifs are looked at again in a second");
                }
                tokio::select! {
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                    _ = stop.changed() => {}
                }
            }
        }
    }
}

/// Why a run brought nothing.
enum Ended {
    Cancelled,
    Stopping,
    Failed(Failure),
}

impl From<Failure> for Ended {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl Office {
    /// Runs the next what-if; `false` when nobody waits for one.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when the store does not answer; a run that fails is no error here.
    pub async fn run_what_if(&self, stop: &watch::Receiver<bool>) -> Answer<bool> {
        let now = self.now();
        if self.store.read().await?.waiting_what_ifs(now).await? == 0 {
            return Ok(false);
        }
        let mut tx = self.store.write().await?;
        tx.give_up_what_ifs(now, ATTEMPTS).await?;
        let job = tx.claim_what_if(now, now + LEASE).await?;
        tx.commit().await?;
        let Some(job) = job else { return Ok(false) };
        let ended = self.work_out(&job, stop).await;
        let mut tx = self.store.write().await?;
        match ended {
            Ok(found) => {
                let result = serde_json::to_string(&found).unwrap_or_default();
                tx.finish_what_if(job.id, &result, self.now()).await?;
            }
            Err(Ended::Cancelled) => {}
            Err(Ended::Stopping) => tx.put_back_what_if(job.id).await?,
            Err(Ended::Failed(failure)) => {
                tracing::error!(run = %job.id, %failure, "a what-if failed");
                tx.fail_what_if(job.id, self.now()).await?;
            }
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn work_out(&self, job: &WhatIfJob, stop: &watch::Receiver<bool>) -> Result<WhatIf, Ended> {
        let period = self.what_if_period();
        let mut tx = self.store.read().await?;
        let (versions, modules) = (all_versions(&mut tx).await.map_err(|error| unreadable(&error))?, tx.curriculum().await?);
        let base = self.programme_numbered(&mut tx, job.base).await?;
        let mut companies = tx.companies().await?;
        drop(tx);
        companies.sort_by_key(|(company, _)| company.id);
        let draft = Arc::new(draft_of(job)?);
        let since = period.from.start();
        let both = Arc::new([versions.as_if_since(&base, since), versions.as_if_since(&draft, since)]);

        let mut tally = Tally::new(&base, &draft, period);
        let (total, mut done) = (companies.len(), 0);
        for part in companies.chunks(total.div_ceil(NOTES).clamp(1, TOGETHER)) {
            self.note_how_far(job, done, total).await?;
            if *stop.borrow() {
                return Err(Ended::Stopping);
            }
            let ids: Vec<CompanyId> = part.iter().map(|(company, _)| company.id).collect();
            let stored = self.store.read().await?.stored(&ids).await?;
            let kinds = part.iter().map(|(company, _)| company.partner_type.clone().try_into().ok());
            let stored: Vec<(Stored, Option<PartnerType>)> = stored.into_iter().zip(kinds).collect();
            let both = both.clone();
            let lived = tokio::task::spawn_blocking(move || lived(&both, stored, modules, period)).await;
            let lived = lived.map_err(|_| Failure::Unavailable { reference: "what-if".into() })?;
            for ((events, [now, then]), (company, _)) in lived.iter().zip(part) {
                tally.add(company.id, &company.name, *events, now, then);
            }
            done += part.len();
        }
        Ok(tally.finish())
    }

    /// Whole months, so that they can be compared, and what there is of the present one.
    fn what_if_period(&self) -> Period {
        let now = self.now();
        let from = now.day().month_key().plus(-MONTHS).first_day();
        Period { from, until: now, reviewed: now.plus_hours(-SLACK_HOURS).day() }
    }

    async fn note_how_far(&self, job: &WhatIfJob, done: usize, total: usize) -> Result<(), Ended> {
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mut tx = self.store.write().await?;
        let ours = tx.note_what_if(job.id, (small(done), small(total)), self.now() + LEASE).await?;
        tx.commit().await?;
        if ours { Ok(()) } else { Err(Ended::Cancelled) }
    }
}

/// The draft as if it followed the version it rests on.
fn draft_of(job: &WhatIfJob) -> Answer<Programme> {
    let draft = examine(&job.text).map_err(|_| Failure::Malformed)?;
    Ok(Programme { version: job.base + 1, ..draft })
}

/// How many events each company has, and what became of it under each of the two.
fn lived(
    both: &[Versions; 2],
    stored: Vec<(Stored, Option<PartnerType>)>,
    modules: u64,
    period: Period,
) -> Vec<(usize, [Course; 2])> {
    let one = |(stored, kind): (Stored, Option<PartnerType>)| {
        let Stored { mut events, products, decisions, notes, .. } = stored;
        in_order(&mut events);
        let before = decisions.into_iter().map(|(_, decision)| decision).filter(|decision| decision.day < period.from);
        let held = TierStanding::of(&before.collect::<Vec<_>>());
        let notes = notes.into_iter().map(|(_, note)| note).collect();
        let record = Record { kind, events, products, held, notes, modules };
        (record.events.len(), [live(&both[0], &record, period), live(&both[1], &record, period)])
    };
    stored.into_iter().map(one).collect()
}

fn unreadable(error: &NotInForce) -> Failure {
    tracing::error!(%error, "a what-if needs every version of the programme");
    Failure::Unavailable { reference: "programme-version".into() }
}
