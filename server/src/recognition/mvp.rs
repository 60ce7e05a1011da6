//! The partner of the month: proposed by the programme's formula, chosen by a person.

use std::collections::HashMap;

use jiso::{
    activity::ActivityKind,
    caller::Caller,
    failure::{Answer, Conflict, Failure, Problem},
    id::CompanyId,
    leaderboards::{Measure, Period},
    recognition::{Contender, MvpChoice, MvpConfirmed, MvpProposal, MvpRules, MvpShown, RecognitionDesk, propose},
    time::MonthKey,
};
use jiso_store::{Tx, recognition::StoredMvp};

use crate::office::Office;

/// Of the hall of fame: five years.
const MVPS_SHOWN: i64 = 60;
/// How many finished months may be looked at and decided.
const MONTHS_OPEN: i32 = 6;

impl Office {
    pub(super) async fn recognition_desk(&self, tx: &mut Tx, month: Option<MonthKey>) -> Answer<RecognitionDesk> {
        let (programme, today) = (self.programme(), self.now().day());
        let decided = tx.mvp_months().await?;
        let months = self.open_months(tx).await?;
        let latest = today.month_key().plus(-1);
        let first = tx.first_earning_month().await?;
        if month.is_some_and(|month| month > latest || first.is_none_or(|first| month < first)) {
            return Err(Failure::NotFound);
        }
        let month = month.unwrap_or(latest);
        let rules = &programme.recognition.mvp;
        let all = rules.all_weights().max(1);
        let confirmed = tx.mvp_of(month).await?;
        Ok(RecognitionDesk {
            months: months.into_iter().map(|month| (month, decided.iter().any(|(other, _)| *other == month))).collect(),
            month,
            proposal: if confirmed.is_some() { MvpProposal::default() } else { self.proposal(tx, month).await? },
            confirmed: confirmed.map(|mvp| MvpConfirmed { line: mvp.facts, by: mvp.by, at: mvp.at, reason: mvp.reason }),
            weights: MvpRules::MEASURES.map(|measure| (measure, u32::from(rules.weight(measure)) * 100 / all)).to_vec(),
            least_cohort: rules.least_cohort.into(),
            cooldown_months: rules.cooldown_months.into(),
            steps: self.step_lines(tx).await?,
            effect: self.effect(tx).await?,
            today,
        })
    }

    /// The finished months that may still be decided, the newest first.
    async fn open_months(&self, tx: &mut Tx) -> Answer<Vec<MonthKey>> {
        let this = self.now().day().month_key();
        let Some(first) = tx.first_earning_month().await? else { return Ok(Vec::new()) };
        Ok((1..=MONTHS_OPEN).map(|back| this.plus(-back)).filter(|month| *month >= first).collect())
    }

    /// By the figures of the month at its end.
    async fn proposal(&self, tx: &mut Tx, month: MonthKey) -> Answer<MvpProposal> {
        let chosen = tx.mvp_months().await?;
        let last = month.plus(1).first_day().plus(-1);
        let mut contenders: HashMap<CompanyId, Contender> = HashMap::new();
        for measure in MvpRules::MEASURES {
            let board = self.company_board(tx, measure, Period::Month, last, None).await?;
            for line in &board.ranking.lines {
                let score = &line.score;
                let one = contenders.entry(score.who.company).or_insert_with(|| Contender {
                    company: score.who.company,
                    name: score.name.clone(),
                    contract_month: score.contract_month,
                    values: [].into(),
                });
                one.values.insert(measure, score.value);
            }
        }
        let mut contenders: Vec<Contender> = contenders.into_values().collect();
        contenders.sort_by_key(|one| one.company);
        Ok(propose(&self.programme().recognition.mvp, &contenders, &chosen, month))
    }

    pub(super) async fn choose_mvp(&self, caller: &Caller, choice: MvpChoice) -> Answer<()> {
        let proposal = {
            let mut tx = self.store.read().await?;
            if !self.open_months(&mut tx).await?.contains(&choice.month) {
                return Err(Failure::NotFound);
            }
            self.proposal(&mut tx, choice.month).await?
        };
        let mut tx = self.store.write().await?;
        if let Some(before) = tx.mvp_of(choice.month).await? {
            return already(&before, &choice);
        }
        let line = proposal.line(choice.company).ok_or_else(|| Failure::invalid("company", Problem::NotOffered))?;
        let is_first = proposal.first.as_ref().is_some_and(|first| first.company == choice.company);
        if !is_first && choice.reason.is_none() {
            return Err(Failure::invalid("reason", Problem::Required));
        }
        let activity = self.honour(choice.company, None, ActivityKind::MvpConfirmed, self.now());
        let id = activity.id;
        self.record(&mut tx, activity).await?;
        match tx.insert_mvp(id, choice.month, caller.user, choice.reason.as_deref(), line).await {
            // Another node was faster.
            Err(error) if error.is_taken() => {
                drop(tx);
                let before = self.store.read().await?.mvp_of(choice.month).await?.ok_or(Failure::NotFound)?;
                already(&before, &choice)
            }
            inserted => {
                inserted?;
                let yen = self.programme().recognition.gifts.mvp_yen;
                self.plan_gift(&mut tx, caller, id, choice.company, yen).await?;
                Ok(tx.commit().await?)
            }
        }
    }

    pub(super) async fn hall_of_fame(&self, tx: &mut Tx, caller: &Caller) -> Answer<Vec<MvpShown>> {
        Ok(tx.mvps(MVPS_SHOWN).await?.into_iter().map(|mvp| shown(caller, mvp)).collect())
    }
}

/// The same choice again is no mistake.
fn already(before: &StoredMvp, choice: &MvpChoice) -> Answer<()> {
    if before.company == choice.company {
        return Ok(());
    }
    Err(Failure::Conflict { conflict: Conflict::Decided { by: before.by.clone(), at: before.at } })
}

/// As somebody may see it: by name only those who agreed, oneself, and for the vendor everybody.
pub(super) fn shown(caller: &Caller, mvp: StoredMvp) -> MvpShown {
    let own = caller.company == Some(mvp.company);
    let may_see = own || mvp.named || caller.company.is_none();
    let facts = mvp.facts;
    let mut reasons = facts.reasons;
    reasons.retain(|reason| reason.measure != Measure::Overall);
    MvpShown {
        month: mvp.month,
        name: may_see.then_some(mvp.company_name),
        own,
        band: facts.band,
        with_everyone: facts.with_everyone,
        reasons,
        // It may name the company.
        reason: mvp.reason.filter(|_| may_see),
    }
}
