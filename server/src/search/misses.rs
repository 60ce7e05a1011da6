//! What partners searched for and did not find: noted once a day and person, and closed by the vendor.

use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::{Answer, Conflict, Failure},
    search::{CloseMissForm, MissesSheet, SearchQuery, miss_text},
};
use jiso_search::word_key;
use jiso_store::{Tx, search::Asker};

use crate::office::Office;

/// Of one person and day: more is no search any more.
const MOST_A_DAY: u32 = 50;
const SHOWN: i64 = 50;
const ASKERS_SHOWN: i64 = 6;
const CLOSED_SHOWN: i64 = 10;
/// What nobody looked for so long is forgotten, with who did.
const KEPT_DAYS: i64 = 365;
const KEY_MAX: usize = 120;

impl Office {
    /// Notes that a partner's person found nothing, or nothing but what is `near`. Whoever searches is answered in any case.
    pub(super) async fn note_missed(&self, caller: &Caller, query: &SearchQuery, near: bool) {
        if let Err(failure) = self.note_miss(caller, query, near).await {
            tracing::warn!(%failure, "a search without result is not noted");
        }
    }

    async fn note_miss(&self, caller: &Caller, query: &SearchQuery, near: bool) -> Answer<()> {
        let Some(company) = caller.company.filter(|_| !query.is_narrowed() && query.page <= 1) else { return Ok(()) };
        let Some(text) = miss_text(&query.q) else { return Ok(()) };
        let key: String = word_key(&text).chars().take(KEY_MAX).collect();
        if key.is_empty() {
            return Ok(());
        }
        let now = self.now();
        // Most of those who search again have been noted: they do not wait for their turn to write.
        let (known, all) = self.store.read().await?.missed_on(&key, caller.user, now.day()).await?;
        if known || all >= MOST_A_DAY {
            return Ok(());
        }
        let mut tx = self.store.write().await?;
        tx.note_miss(&key, &text, Asker { user: caller.user, company, at: now }, near).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn misses_sheet(&self, caller: &Caller) -> Answer<MissesSheet> {
        caller.may(Action::TendSearch)?;
        let mut tx = self.store.read().await?;
        let mut open = tx.open_misses(SHOWN + 1, ASKERS_SHOWN).await?;
        let shown = usize::try_from(SHOWN).unwrap_or(usize::MAX);
        let has_more = open.len() > shown;
        open.truncate(shown);
        Ok(MissesSheet { open, has_more, closed: tx.closed_misses(CLOSED_SHOWN).await? })
    }

    pub(super) async fn say_of_miss(&self, caller: &Caller, form: CloseMissForm) -> Answer<()> {
        caller.may(Action::TendSearch)?;
        let (key, outcome) = form.read()?;
        let mut tx = self.store.write().await?;
        if tx.close_miss(key, outcome, &caller.name, self.now()).await? {
            return Ok(tx.commit().await?);
        }
        let closed = tx.closed_miss(key).await?.ok_or(Failure::NotFound)?;
        if closed.outcome == outcome {
            return Ok(());
        }
        Err(Failure::Conflict { conflict: Conflict::Decided { by: closed.by, at: closed.at } })
    }

    pub(crate) async fn forget_old_misses(&self, tx: &mut Tx) -> Answer<()> {
        Ok(tx.forget_misses(self.now().plus_days(-KEPT_DAYS)).await?)
    }
}
