//! Use cases: a company's points, its tier, and the ledger line by line.

mod explain;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{ActivityKind, Subject},
    caller::Caller,
    failure::{Answer, Failure},
    id::{CompanyId, DealId},
    page::Page,
    points::{Balance, IncentiveRule},
    programme::Programme,
    progress::{
        AxisBalance, LEDGER_LINES, LedgerLine, Progress, ProgressSheet, SimulatedDeal, Simulator, SubjectLink, month_series,
    },
    time::Day,
};
use jiso_store::{
    Tx,
    progress::{LedgerEntry, MonthSum},
};

pub use self::explain::{NotExplained, explain, find};
use crate::office::Office;

const CHART_MONTHS: u8 = 12;

#[async_trait]
impl Progress for Office {
    async fn sheet(&self, caller: &Caller, page: u32) -> Answer<ProgressSheet> {
        caller.may(Action::SeeProgress)?;
        let (id, programme, today) = (caller.own_company()?, self.programme(), self.now().day());
        let mut tx = self.store.read().await?;
        let company = tx.company(id).await?.ok_or(Failure::NotFound)?;
        let sums = tx.month_sums(id).await?;
        let standing = tx.standing(id).await?;
        let tier = self.tier_view(&mut tx, id, &standing).await?;
        let entitlements = self.entitlements(&mut tx, id, &tier.held.tier).await?;
        let (outlook, course) = (tier.outlook(), tier.course(&programme));
        let ledger = self.ledger_page(&mut tx, caller, id, page).await?;
        let deals = tx.open_amounts(id).await?.into_iter();
        let deals = deals.map(|(deal, customer, yen)| SimulatedDeal { deal, customer, yen }).collect();
        let by_month: Vec<_> = sums.iter().map(|sum| (sum.month, sum.axis, sum.balance.confirmed)).collect();
        let sheet = ProgressSheet {
            company_name: company.name,
            balances: balances(&programme, &sums),
            mine: tx.person_sum(id, caller.user).await?,
            tier: tier.snapshot.clone(),
            entitlements,
            months: month_series(&by_month, today, CHART_MONTHS),
            earning: earning(&programme, today, &ledger),
            simulator: Simulator { rules: tier.rules.clone(), outlook, standing: tier.held.clone(), course, deals },
            ledger,
        };
        drop(tx);
        // Here stands what the partnership brings: that it was seen at all is worth a note, once a company.
        if standing.count(ActivityKind::BenefitSeen) == 0 {
            self.note_benefits_seen(caller, id).await?;
        }
        Ok(sheet)
    }
}

/// Each axis with everything gathered on it so far.
pub(crate) fn balances(programme: &Programme, sums: &[MonthSum]) -> Vec<AxisBalance> {
    let total = |axis| {
        let of_axis = sums.iter().filter(|sum| sum.axis == axis).map(|sum| sum.balance);
        of_axis.fold(Balance::default(), |total, one| Balance {
            provisional: total.provisional.saturating_add(one.provisional),
            confirmed: total.confirmed.saturating_add(one.confirmed),
        })
    };
    programme
        .axes
        .iter()
        .map(|named| AxisBalance { axis: named.axis, name: named.name.clone(), balance: total(named.axis) })
        .collect()
}

/// What pays today, and what paid for the lines that are shown.
fn earning(programme: &Programme, today: Day, ledger: &Page<LedgerLine>) -> Vec<IncentiveRule> {
    let mut rules: Vec<IncentiveRule> = programme.rules_on(today).cloned().collect();
    for line in &ledger.items {
        if rules.iter().all(|rule| rule.key != line.rule) {
            rules.extend(programme.rule(&line.rule).cloned());
        }
    }
    rules
}

impl Office {
    async fn ledger_page(&self, tx: &mut Tx, caller: &Caller, company: CompanyId, page: u32) -> Answer<Page<LedgerLine>> {
        let page = page.max(1);
        let entries = tx.ledger(company, caller.lang, page).await?;
        Ok(Page::of(LEDGER_LINES, entries.into_iter().map(|entry| line(caller, entry)).collect(), page))
    }

    /// The name and page of what an activity was about, as the caller sees it.
    pub(crate) async fn subject_link(&self, tx: &mut Tx, caller: &Caller, subject: Subject) -> Answer<Option<SubjectLink>> {
        Ok(match subject {
            Subject::None => None,
            Subject::Deal(deal) => tx.deal_name(deal).await?.map(|customer| deal_link(caller, deal, customer)),
            Subject::Document(document) => {
                let found = tx.document_name(document, caller.lang).await?;
                found.and_then(|(path, label)| Some(SubjectLink { label, path: path.address()? }))
            }
        })
    }
}

fn deal_link(caller: &Caller, deal: DealId, label: String) -> SubjectLink {
    let desk = if caller.role.is_partner() { "" } else { "/console" };
    SubjectLink { label, path: format!("{desk}/deals/{deal}") }
}

fn line(caller: &Caller, entry: LedgerEntry) -> LedgerLine {
    let subject = match (entry.subject, entry.customer, entry.document) {
        (Subject::Deal(deal), Some(customer), _) => Some(deal_link(caller, deal, customer)),
        (Subject::Document(_), _, Some((path, label))) => path.address().map(|path| SubjectLink { label, path }),
        _ => None,
    };
    LedgerLine {
        id: entry.id,
        at: entry.at,
        rule: entry.rule,
        rule_version: entry.rule_version,
        axis: entry.axis,
        state: entry.state,
        provisional: entry.provisional,
        confirmed: entry.confirmed,
        kind: entry.kind,
        person: entry.person,
        subject,
        settled: entry.settled,
        settles: entry.settles,
        corrected: entry.cancelled || entry.cancels.is_some(),
        hold_until: entry.hold_until,
        cut: entry.cut,
    }
}
