//! Use case: a company's pipeline, on the page and as a file.

use std::collections::BTreeSet;

use jiso::{
    accounts::access::Action,
    caller::Caller,
    deals::{DealLine, DealPart, DraftLine, Pipeline, PipelineFilter, PipelineWish, SHOWN_OF_A_STAGE, Tally},
    failure::Answer,
    id::{CompanyId, DealId},
    page::{PAGE_SIZE, Page, offset},
    time::Timestamp,
};
use jiso_store::{
    Tx,
    deals::{NamedDeal, pipeline::Whom},
};

use crate::office::Office;

/// Rows of a file at most. More than any company's work fits on a sheet; whoever has more narrows it down.
pub(super) const ROWS_OF_A_FILE: i64 = 20_000;

/// What makes rows of deals.
pub(super) struct Lines<'a> {
    caller: &'a Caller,
    /// Where the caller is a colleague.
    shared: BTreeSet<DealId>,
    now: Timestamp,
    stale_days: u16,
}

impl Lines<'_> {
    pub(super) fn of(&self, NamedDeal { deal, owner_name, .. }: NamedDeal) -> DealLine {
        let part = DealPart::of(&deal, self.caller.user, self.caller.role, self.shared.contains(&deal.id));
        DealLine::of(&deal, owner_name, part, self.now, self.stale_days)
    }
}

impl Office {
    pub(super) async fn lines<'a>(&self, tx: &mut Tx, caller: &'a Caller, company: CompanyId) -> Answer<Lines<'a>> {
        let shared = tx.deals_as_colleague(company, caller.user).await?;
        Ok(Lines { caller, shared, now: self.now(), stale_days: self.programme().promises.stale_days })
    }

    pub(super) async fn show_pipeline(&self, caller: &Caller, filter: PipelineFilter) -> Answer<Pipeline> {
        caller.may(Action::WorkDeals)?;
        let (company, wish) = (caller.own_company()?, filter.read());
        let mut tx = self.store.read().await?;
        let lines = self.lines(&mut tx, caller, company).await?;
        let draft = tx.deal_draft_of(caller.user).await?;
        let draft = draft.map(|draft| DraftLine { customer: draft.form.customer, saved_at: draft.saved_at });
        if wish.closed {
            let (all, own) = tx.count_ended(company, caller.user).await?;
            let mine = wish.whose.is_mine(caller.role, own > 0);
            let whom = Whom { company, reader: caller.user, mine };
            let rows = tx.pipeline_ended(whom, i64::from(PAGE_SIZE) + 1, offset(wish.page)).await?;
            let rows = rows.into_iter().map(|found| lines.of(found)).collect();
            return Ok(Pipeline::ended(Page::from_rows(rows, wish.page), if mine { own } else { all }, mine, draft));
        }
        let (tallies, mine) = tallies(&mut tx, caller, company, &wish).await?;
        let whom = Whom { company, reader: caller.user, mine };
        let shown = if let Some(stage) = wish.stage {
            let rows = tx.pipeline_stage(whom, stage, i64::from(PAGE_SIZE) + 1, offset(wish.page)).await?;
            Page::from_rows(rows, wish.page)
        } else {
            let mut rows = Vec::new();
            for stage in tallies.iter().map(|tally| tally.stage).collect::<BTreeSet<_>>() {
                rows.append(&mut tx.pipeline_stage(whom, stage, i64::from(SHOWN_OF_A_STAGE), 0).await?);
            }
            Page { items: rows, number: 1, has_more: false }
        };
        let Page { items, number, has_more } = shown;
        let items = items.into_iter().map(|found| lines.of(found)).collect();
        Ok(Pipeline::open(&tallies, Page { items, number, has_more }, mine, draft, self.now().day()))
    }

    /// Every row that fits `filter`, in the order of the page.
    pub(super) async fn rows_of_pipeline(&self, caller: &Caller, filter: &PipelineFilter) -> Answer<Vec<NamedDeal>> {
        caller.may(Action::WorkDeals)?;
        let (company, wish) = (caller.own_company()?, filter.read());
        let mut tx = self.store.read().await?;
        let whom = |mine| Whom { company, reader: caller.user, mine };
        if wish.closed {
            let (_, own) = tx.count_ended(company, caller.user).await?;
            let mine = wish.whose.is_mine(caller.role, own > 0);
            return Ok(tx.pipeline_ended(whom(mine), ROWS_OF_A_FILE, 0).await?);
        }
        let (tallies, mine) = tallies(&mut tx, caller, company, &wish).await?;
        let mut rows = Vec::new();
        for stage in tallies.iter().map(|tally| tally.stage).collect::<BTreeSet<_>>() {
            rows.append(&mut tx.pipeline_stage(whom(mine), stage, ROWS_OF_A_FILE, 0).await?);
        }
        Ok(rows)
    }
}

/// The sums of what fits, and whether that is only the reader's own.
async fn tallies(tx: &mut Tx, caller: &Caller, company: CompanyId, wish: &PipelineWish) -> Answer<(Vec<Tally>, bool)> {
    let mut tallies = tx.pipeline_sums(company, caller.user).await?;
    let mine = wish.whose.is_mine(caller.role, tallies.iter().any(|tally| tally.mine));
    tallies.retain(|tally| (tally.mine || !mine) && wish.stage.is_none_or(|stage| tally.stage == stage));
    Ok((tallies, mine))
}
