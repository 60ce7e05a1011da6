//! Everything somebody who takes a partner over must know, on one page.

use jiso::{
    accounts::access::Action,
    activity::ActivityKind,
    caller::{Caller, Role},
    deals::CorporateNumber,
    failure::{Answer, Failure},
    goals::Side,
    home::WaitingLine,
    id::CompanyId,
    lang::Lang,
    partners::{AskSheet, PartnerSheet},
    phases::{Duty, Gap, GapFacts, KitFact, SelfStart, StallReason, Standing, gaps, health, judge},
    publishing::{DocumentKind, Industry},
};
use jiso_store::{Tx, accounts::User, deals::NamedDeal, partners::Company};

use super::{
    deals::{deal_lines, overdue},
    industry, partner_type,
};
use crate::office::Office;

const TIMELINE: i64 = 40;
const RATE_DAYS: i64 = 90;
/// Decided registrations that the average is taken of.
const REVIEWS: i64 = 20;
/// More would be a list of complaints.
const GAPS_SHOWN: usize = 4;

impl Office {
    /// What the company waits for.
    async fn owed(&self, tx: &mut Tx, id: CompanyId, deals: &[NamedDeal]) -> Answer<Vec<WaitingLine>> {
        let mut owed = self.waiting_lines(tx, deals, true).await?;
        let questions = tx.questions_waiting_of(id).await?;
        owed.extend(self.questions_waiting_lines(tx, questions, true).await?);
        owed.sort_by_key(|line| line.clock.due);
        Ok(owed)
    }

    pub(super) async fn handover(&self, tx: &mut Tx, caller: &Caller, id: CompanyId) -> Answer<PartnerSheet> {
        let (programme, now) = (self.programme(), self.now());
        let company = tx.company(id).await?.ok_or(Failure::NotFound)?;
        let standing = tx.standing(id).await?;
        let tier = self.tier_view(tx, id, &standing).await?;
        let entitlements = self.entitlements(tx, id, &tier.held.tier).await?;
        let deals = tx.open_deals_of_company(id).await?;
        let facts = self.phase_facts(tx, &company, overdue(&deals, now), &tier.held.tier).await?;
        let phase = judge(&programme, &standing, &facts, now);
        let (people, invitations) = self.people(tx, id, &standing).await?;
        let teller = self.teller(tx, caller, id).await?;
        let newest = tx.activities_of_company(id, TIMELINE).await?;
        Ok(PartnerSheet {
            id,
            partner_type: partner_type(&company),
            industry: industry(&company),
            corporate_number: company.corporate_number.as_deref().and_then(CorporateNumber::parse),
            contract_date: company.contract_day,
            duty: phase.reason().and_then(|reason| programme.stall(reason)).map(Duty::from),
            gaps: self.gaps(tx, caller.lang, &company, &standing, &deals, phase.reason()).await?,
            proofs: teller.proofs(self, tx, caller, &phase).await?,
            health: health(&programme, &standing, &facts, now),
            tier: tier.snapshot.clone(),
            entitlements,
            benefit_key: self.new_id::<()>().to_string(),
            uses: self.use_lines(tx, id).await?,
            measures: self.measure_lines(tx, id).await?,
            measure_key: self.new_id::<()>().to_string(),
            points: tx.company_points(id).await?,
            self_start: self.self_start_of(tx, id, &standing).await?,
            goals: self.goals_sheet(tx, caller, id).await?,
            ask: self.ask_sheet(tx, &company, &standing).await?,
            owed: self.owed(tx, id, &deals).await?,
            people,
            invitations,
            deals: deal_lines(deals),
            activities: teller.lines(self, tx, caller, newest).await?,
            phase,
            name: company.name,
            kana: company.kana,
            edits: caller.may(Action::EditContent).is_ok(),
            today: now.day(),
        })
    }

    pub(super) async fn self_start_of(&self, tx: &mut Tx, id: CompanyId, standing: &Standing) -> Answer<SelfStart> {
        let today = self.now().day();
        let since = self.now().plus_days(1 - RATE_DAYS).day().start();
        Ok(SelfStart::of_company(&tx.origin_days_of(id, since).await?, standing, today))
    }

    async fn gaps(
        &self,
        tx: &mut Tx,
        lang: Lang,
        company: &Company,
        standing: &Standing,
        deals: &[NamedDeal],
        reason: Option<StallReason>,
    ) -> Answer<Vec<Gap>> {
        // The company's own first, and each once.
        let sold_to = deals.iter().map(|named| named.deal.facts.industry.as_str());
        let mut industries: Vec<Industry> = Vec::new();
        for industry in std::iter::once(company.industry.as_str()).chain(sold_to).filter_map(Industry::parse) {
            if !industries.contains(&industry) {
                industries.push(industry);
            }
        }
        let kits = self.published(tx, &DocumentKind::KITS, lang).await?;
        let kits = kits.iter().map(|kit| KitFact {
            kind: kit.path.kind,
            title: kit.meta.title.clone(),
            slug: kit.path.slug.clone(),
            industries: kit.meta.industries().to_vec(),
            valid_until: kit.meta.valid_until(),
        });
        let facts = GapFacts {
            people: standing.people.len(),
            industries,
            kits: kits.collect(),
            reviews: tx.decision_times(company.id, REVIEWS).await?,
            goal_waits: self.goal_waits(tx, company.id, Side::Vendor).await?,
        };
        let mut found = gaps(&self.programme(), standing, &facts, reason, self.now());
        found.truncate(GAPS_SHOWN);
        Ok(found)
    }

    async fn ask_sheet(&self, tx: &mut Tx, company: &Company, standing: &Standing) -> Answer<AskSheet> {
        let lead = self.lead_of(tx, company.id).await?;
        let step = match &lead {
            Some(lead) => Some(self.next_step_of(tx, &lead.caller(), company).await?),
            None => None,
        };
        let last = standing.last(ActivityKind::StepRequested);
        Ok(AskSheet {
            lead: lead.map(|lead| lead.name),
            step,
            asked: standing.count(ActivityKind::StepRequested),
            last,
            asked_today: last.is_some_and(|at| at.day() == self.now().day()),
        })
    }

    /// The first lead, who was invited when the company signed, or whoever there is.
    pub(crate) async fn lead_of(&self, tx: &mut Tx, company: CompanyId) -> Answer<Option<User>> {
        let mut people = tx.users_of_company(company).await?;
        people.sort_by_key(|user| (user.role != Role::PartnerLead, user.created_at));
        Ok(people.into_iter().next())
    }
}
