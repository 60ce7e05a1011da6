//! What a verdict looks at besides the company's standing, from the slices that know it.

use jiso::{
    activity::{Activity, ActivityKind, Subject},
    caller::Caller,
    failure::Answer,
    id::CompanyId,
    lang::Lang,
    phases::{KitsRunOut, PhaseFacts},
    publishing::{DocumentKind, Industry},
    time::Day,
};
use jiso_store::{Tx, partners::Company};

use crate::office::Office;

/// The last day of each kit that may no longer be used, and the industries it is for; none means all.
pub(crate) struct StaleKits(Vec<(Vec<Industry>, Day)>);

impl StaleKits {
    /// Of those that help in a company's industry.
    fn of(&self, company: &Company) -> Option<KitsRunOut> {
        let industry = Industry::parse(&company.industry);
        let helps = |industries: &[Industry]| industries.is_empty() || industry.is_some_and(|one| industries.contains(&one));
        let days: Vec<Day> = self.0.iter().filter(|(industries, _)| helps(industries)).map(|(_, day)| *day).collect();
        let since = days.iter().min()?.plus(1);
        Some(KitsRunOut { count: u32::try_from(days.len()).unwrap_or(u32::MAX), since })
    }

    pub fn facts(&self, company: &Company, overdue: u32, tier: Option<String>) -> PhaseFacts {
        PhaseFacts { overdue, tier, run_out: self.of(company), champion_left: false }
    }
}

impl Office {
    /// Both languages of a kit are one kit.
    pub(crate) async fn stale_kits(&self, tx: &mut Tx) -> Answer<StaleKits> {
        self.stale_kits_on(tx, self.now().day()).await
    }

    /// Of the texts that are out now, those that had run out on a day.
    pub(crate) async fn stale_kits_on(&self, tx: &mut Tx, today: Day) -> Answer<StaleKits> {
        let kits = self.published(tx, &DocumentKind::KITS, Lang::Ja).await?;
        let stale = kits.iter().filter(|kit| kit.meta.is_stale(today));
        Ok(StaleKits(stale.filter_map(|kit| Some((kit.meta.industries().to_vec(), kit.meta.valid_until()?))).collect()))
    }

    /// `overdue`: how many registrations the vendor has not answered in time; questions are added here.
    pub(crate) async fn phase_facts(&self, tx: &mut Tx, company: &Company, overdue: u32, tier: &str) -> Answer<PhaseFacts> {
        let overdue = overdue.saturating_add(tx.late_questions_of(company.id, self.now()).await?);
        let facts = self.stale_kits(tx).await?.facts(company, overdue, Some(tier.to_owned()));
        Ok(PhaseFacts { champion_left: tx.is_without_its_champion(company.id, self.now()).await?, ..facts })
    }

    pub(crate) async fn note_benefits_seen(&self, caller: &Caller, company: CompanyId) -> Answer<()> {
        let mut tx = self.store.write().await?;
        self.record(&mut tx, self.own_act(caller, company, ActivityKind::BenefitSeen)).await?;
        Ok(tx.commit().await?)
    }

    /// Something a partner's person does now, on their own and about nothing in particular.
    pub(crate) fn own_act(&self, caller: &Caller, company: CompanyId, kind: ActivityKind) -> Activity {
        let at = self.now();
        Activity {
            id: self.chance.id(at),
            at,
            company,
            user: Some(caller.user),
            kind,
            origin: caller.came,
            subject: Subject::None,
            amount: None,
        }
    }
}
