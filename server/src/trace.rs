//! Use case: which content stood before which deals.

mod rows;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::{Answer, Failure},
    page::{PAGE_SIZE, Page},
    trace::{
        ALL_DEALS, Behind, BehindDeal, Funnel, NamedDeal, Trace, TraceForm, TraceKind, TraceQuery, TraceRow, TraceSheet,
        TracedDeal, TracedDeals, Use,
    },
};
use jiso_store::{Tx, trace::TracedVersion};

use crate::office::Office;

/// Older talks than so many are not looked at.
const TALKS_MAX: usize = 20_000;

/// A row as long as it is not known what it counts for, and all uses of it, of any time.
struct Content {
    row: TraceRow,
    uses: Vec<Use>,
}

#[async_trait]
impl Trace for Office {
    async fn trace(&self, caller: &Caller, form: TraceForm) -> Answer<TraceSheet> {
        caller.may(Action::TraceContent)?;
        let query = form.read();
        let mut tx = self.store.read().await?;
        let versions = tx.versions_used().await?;
        let deals = self.traced_deals(&mut tx, &query, &versions).await?;
        let (contents, talks_cut) = match query.kind {
            TraceKind::Lesson => (self.traced_lessons(&mut tx, caller).await?, None),
            TraceKind::Branch => self.traced_branches(&mut tx, caller).await?,
            TraceKind::Template => (self.traced_versions(&mut tx, caller, versions).await?, None),
        };
        let (mut rows, mut asked) = (Vec::with_capacity(contents.len()), None);
        for Content { mut row, uses } in contents {
            let counted = deals.counted(&uses);
            row.uses = counted.uses;
            row.funnel = counted.deals.iter().copied().collect();
            if query.of.as_ref() == Some(&row.key) {
                asked = Some(counted.deals);
            }
            rows.push(row);
        }
        rows.sort_by_key(|row| std::cmp::Reverse((row.funnel.win_per_mille(), row.funnel.deals, row.ever)));
        let behind = match (query.of.as_deref(), asked) {
            (None, _) => None,
            (Some(ALL_DEALS), _) => Some(behind(&mut tx, caller, &query, deals.all().collect()).await?),
            (Some(_), Some(counted)) => Some(behind(&mut tx, caller, &query, counted).await?),
            (Some(_), None) => return Err(Failure::NotFound),
        };
        Ok(TraceSheet { query, all: deals.all().collect::<Funnel>(), rows, talks_cut, behind })
    }
}

impl Office {
    /// The deals of the period, with who works on them and what was sent of them.
    async fn traced_deals(&self, tx: &mut Tx, query: &TraceQuery, versions: &[TracedVersion]) -> Answer<TracedDeals> {
        let mut deals = tx.traced_deals(query.period.since(self.now().day())).await?;
        let mut colleagues = tx.colleagues_on_deals().await?;
        let mut sent = std::collections::HashMap::new();
        for proposal in versions.iter().flat_map(|version| &version.proposals).filter(|proposal| proposal.sent) {
            *sent.entry(proposal.about).or_insert(0_u32) += 1;
        }
        for deal in &mut deals {
            deal.colleagues = colleagues.remove(&deal.id).unwrap_or_default();
            deal.sent = sent.get(&deal.id).copied().unwrap_or_default();
        }
        Ok(TracedDeals::new(deals))
    }
}

/// One page of the deals behind a number, what happened last first.
async fn behind(tx: &mut Tx, caller: &Caller, query: &TraceQuery, mut deals: Vec<&TracedDeal>) -> Answer<Behind> {
    deals.retain(|deal| query.reached.holds(deal));
    deals.sort_by_key(|deal| std::cmp::Reverse((deal.ended.map_or(deal.registered, |ended| ended.at), deal.id)));
    let total = u32::try_from(deals.len()).unwrap_or(u32::MAX);
    let skipped = (query.page as usize - 1).saturating_mul(PAGE_SIZE as usize);
    let mut rows = Vec::new();
    for traced in deals.into_iter().skip(skipped).take(PAGE_SIZE as usize + 1) {
        let found = tx.deal(traced.id).await?.ok_or(Failure::NotFound)?;
        let facts = found.deal.facts;
        let named = caller.may(Action::ReviewDeals).is_ok().then_some(NamedDeal {
            id: traced.id,
            number: found.deal.number,
            customer: facts.customer.name,
            company: found.company_name,
        });
        rows.push(BehindDeal {
            named,
            industry: facts.industry,
            size: facts.size,
            registered: traced.registered.day().month_key(),
            meeting: jiso::trace::Reached::Meeting.holds(traced),
            proposal: jiso::trace::Reached::Proposal.holds(traced),
            ended: traced.ended.map(|ended| (ended.at.day(), ended.won.is_some())),
        });
    }
    Ok(Behind { total, deals: Page::from_rows(rows, query.page) })
}
