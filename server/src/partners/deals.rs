//! What is told about a company's open deals.

use std::cmp::Reverse;

use jiso::{partners::PartnerDealLine, time::Timestamp};
use jiso_store::deals::NamedDeal;

/// How many the vendor has not answered in time.
pub(crate) fn overdue(open: &[NamedDeal], now: Timestamp) -> u32 {
    let broken = open.iter().filter(|one| one.deal.broken_promise(now).is_some());
    u32::try_from(broken.count()).unwrap_or(u32::MAX)
}

/// Those that wait on the vendor first, then the ones that moved last.
pub(super) fn deal_lines(open: Vec<NamedDeal>) -> Vec<PartnerDealLine> {
    let line = |NamedDeal { deal, owner_name, .. }: NamedDeal| PartnerDealLine {
        deal: deal.id,
        status: deal.status.key(),
        stage: deal.stage,
        yen: Some(deal.amount().minor),
        owner: owner_name,
        last_step_at: deal.changed_at,
        due: deal.promise().map(|(_, due)| due),
        customer: deal.facts.customer.name,
    };
    let mut lines: Vec<PartnerDealLine> = open.into_iter().map(line).collect();
    lines.sort_by_key(|line| (line.due.is_none(), line.due, Reverse(line.last_step_at)));
    lines
}
