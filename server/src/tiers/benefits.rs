//! What companies may claim for their tiers, what they have claimed, and what they let lapse.

use std::collections::BTreeMap;

use jiso::{
    activity::ActivityKind,
    failure::{Answer, Failure, Problem},
    home::UnusedBenefit,
    id::{ActivityId, CompanyId, Id},
    partners::BenefitUseLine,
    tiers::{ENDING_DAYS, Entitlement, entitlements},
    time::Day,
};
use jiso_store::{Tx, tiers::benefits::BenefitUse};

use crate::office::Office;

/// In months: no allowance's period is longer.
const LONGEST_PERIOD: i32 = 12;

impl Office {
    /// What a company may claim for the tier it holds.
    pub(crate) async fn entitlements(&self, tx: &mut Tx, company: CompanyId, tier: &str) -> Answer<Vec<Entitlement>> {
        let (programme, today) = (self.programme(), self.now().day());
        let Some(tier) = programme.tier(tier).filter(|tier| !tier.allowances.is_empty()) else { return Ok(Vec::new()) };
        let uses = self.recent_uses(tx, company).await?;
        let uses: Vec<(String, Day)> = uses.into_iter().map(|one| (one.benefit, one.day)).collect();
        Ok(entitlements(tier, &uses, today))
    }

    /// The uses that count into a present period; what was taken back counts into none.
    async fn recent_uses(&self, tx: &mut Tx, company: CompanyId) -> Answer<Vec<BenefitUse>> {
        let mut uses = tx.benefit_uses(company, self.now().day().plus_months(-LONGEST_PERIOD)).await?;
        uses.retain(|one| one.returned.is_none());
        Ok(uses)
    }

    /// Those uses with the names of what was used, the newest first: any of them may have been noted by mistake.
    pub(crate) async fn use_lines(&self, tx: &mut Tx, company: CompanyId) -> Answer<Vec<BenefitUseLine>> {
        let programme = self.programme();
        let named = |one: BenefitUse| {
            let name = programme.allowance(&one.benefit)?.name.clone();
            Some(BenefitUseLine { used: one.activity, name, day: one.day })
        };
        Ok(self.recent_uses(tx, company).await?.into_iter().rev().filter_map(named).collect())
    }

    /// Uses one of what a company's tier grants, as long as there is one left. Noted twice by one form, it is one use.
    pub(crate) async fn use_up(&self, tx: &mut Tx, company: CompanyId, form: Id<()>, benefit: &str) -> Answer<()> {
        let held = tx.tier_standing_to_change(company).await?.ok_or(Failure::NotFound)?;
        if tx.benefit_use_is_noted(company, form).await? {
            return Ok(());
        }
        let claims = self.entitlements(tx, company, &held.tier).await?;
        if !claims.iter().any(|claim| claim.key == benefit && claim.left() > 0) {
            return Err(Failure::invalid("benefit", Problem::NotOffered));
        }
        let used = self.of_the_vendor(company, ActivityKind::BenefitUsed, self.now());
        let (id, day) = (used.id, used.at.day());
        self.record(tx, used).await?;
        Ok(tx.insert_benefit_use(id, company, benefit, day, form).await?)
    }

    /// Takes a use back that was noted by mistake: an event that says so, and the use counts no more. Done twice, it is done once.
    pub(crate) async fn take_back(&self, tx: &mut Tx, company: CompanyId, used: ActivityId) -> Answer<()> {
        tx.tier_standing_to_change(company).await?.ok_or(Failure::NotFound)?;
        let uses = tx.benefit_uses(company, Day(0)).await?;
        let found = uses.iter().find(|one| one.activity == used).ok_or(Failure::NotFound)?;
        if found.returned.is_some() {
            return Ok(());
        }
        let returned = self.of_the_vendor(company, ActivityKind::BenefitReturned, self.now());
        let id = returned.id;
        self.record(tx, returned).await?;
        Ok(tx.insert_benefit_return(id, used).await?)
    }

    /// What will lapse within a fortnight, of up to so many companies: a benefit that nobody claims holds no partner.
    pub(crate) async fn lapsing_benefits(&self, tx: &mut Tx, limit: usize) -> Answer<Vec<UnusedBenefit>> {
        let (programme, today) = (self.programme(), self.now().day());
        let mut companies: BTreeMap<(String, CompanyId), Vec<Entitlement>> = BTreeMap::new();
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        for tier in &programme.tiers {
            for allowance in &tier.allowances {
                let (first, until) = allowance.period(today);
                if until.0 - today.0 > ENDING_DAYS {
                    continue;
                }
                for found in tx.unused_benefits(&tier.key, &allowance.key, (first, until), allowance.count, most).await? {
                    let used = u32::try_from(found.used).unwrap_or(u32::MAX);
                    companies.entry((found.name, found.company)).or_default().push(allowance.claim(used, today));
                }
            }
        }
        let line = |((company_name, company), mut claims): ((String, CompanyId), Vec<Entitlement>)| {
            claims.sort_by_key(|claim| claim.until);
            UnusedBenefit { company, company_name, claims }
        };
        let mut lines: Vec<UnusedBenefit> = companies.into_iter().map(line).collect();
        lines.sort_by_key(|line| line.claims.first().map(|claim| claim.until));
        lines.truncate(limit);
        Ok(lines)
    }
}
