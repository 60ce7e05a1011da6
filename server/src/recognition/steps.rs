//! Small steps: noticed by the clock, decided about by a manager.

use std::collections::HashMap;

use jiso::{
    caller::{Caller, Role},
    failure::{Answer, Conflict, Failure},
    id::{CompanyId, SmallStepId},
    recognition::{Effect, NewKudos, StepDecision, StepLine, StepRules, small_steps},
    time::Timestamp,
};
use jiso_store::{Tx, accounts::User, recognition::OpenStep};
use parking_lot::Mutex;

use crate::office::Office;

/// On the desk at once; the rest follows when these are decided.
const STEPS_SHOWN: i64 = 20;
/// The time over which the effect of praise is told.
const EFFECT_SINCE_DAYS: i64 = 366;
const DAY_MICROS: i64 = 86_400_000_000;

/// The version each company's standing had when this node last looked for its small steps.
#[derive(Default)]
pub struct StepMemo(Mutex<HashMap<CompanyId, i64>>);

impl StepMemo {
    fn changed(&self, versions: &[(CompanyId, i64)]) -> Vec<(CompanyId, i64)> {
        let seen = self.0.lock();
        versions.iter().filter(|(id, version)| seen.get(id) != Some(version)).copied().collect()
    }

    fn keep(&self, company: CompanyId, version: i64) {
        self.0.lock().insert(company, version);
    }
}

impl Office {
    /// Looks for small steps of the companies where something happened since the last look. Says how many were new; called
    /// again at once it finds none.
    ///
    /// # Errors
    /// [`Failure::Unavailable`]
    pub async fn notice_small_steps(&self) -> Answer<usize> {
        let (rules, now) = (self.programme().recognition.steps, self.now());
        let fresh = now.plus_days(-i64::from(rules.propose_days));
        let mut tx = self.store.read().await?;
        let changed = self.steps.changed(&tx.standing_versions().await?);
        if changed.is_empty() {
            return Ok(0);
        }
        let standings = self.all_standings(&mut tx).await?;
        let mut steps = Vec::new();
        for (company, _) in &changed {
            let Some(standing) = standings.get(company).filter(|standing| standing.last_partner_activity_at >= Some(fresh))
            else {
                continue;
            };
            let events = tx.own_events_since(*company, now.plus_days(-rules.days_needed())).await?;
            steps.extend(small_steps(&rules, standing, &events, now));
        }
        drop(tx);
        let mut new = 0;
        if !steps.is_empty() {
            let mut tx = self.store.write().await?;
            for step in steps {
                new += usize::from(tx.insert_small_step(self.chance.id(step.at), &step).await?);
            }
            tx.commit().await?;
        }
        for (company, version) in changed {
            self.steps.keep(company, version);
        }
        Ok(new)
    }

    pub(super) async fn step_lines(&self, tx: &mut Tx) -> Answer<Vec<StepLine>> {
        let (rules, now) = (self.programme().recognition.steps, self.now());
        let mut lines = Vec::new();
        for step in tx.open_small_steps(now.plus_days(-i64::from(rules.propose_days)), STEPS_SHOWN).await? {
            if let Some(to) = receiver(tx, &step).await? {
                lines.push(line(rules, step, &to));
            }
        }
        Ok(lines)
    }

    /// How many wait for a word, as far as the desk shows them.
    pub(crate) async fn count_steps(&self, tx: &mut Tx) -> Answer<u32> {
        let since = self.now().plus_days(-i64::from(self.programme().recognition.steps.propose_days));
        Ok(u32::try_from(tx.open_small_steps(since, STEPS_SHOWN).await?.len()).unwrap_or(u32::MAX))
    }

    pub(super) async fn effect(&self, tx: &mut Tx) -> Answer<Effect> {
        let (rules, now) = (self.programme().recognition.steps, self.now());
        let (lapse, within) = (i64::from(rules.propose_days) * DAY_MICROS, i64::from(rules.effect_days) * DAY_MICROS);
        let (praised, unpraised) = tx.effect_of_praise(now.plus_days(-EFFECT_SINCE_DAYS), lapse, within, now).await?;
        Ok(Effect { days: rules.effect_days.into(), praised, unpraised })
    }

    pub(super) async fn settle_step(&self, caller: &Caller, id: SmallStepId, decision: StepDecision) -> Answer<()> {
        let mut tx = self.store.write().await?;
        let (step, decided) = tx.small_step_to_decide(id).await?.ok_or(Failure::NotFound)?;
        if let Some((by, at)) = decided {
            let by = tx.user(by).await?.map(|user| user.name).unwrap_or_default();
            return Err(Failure::Conflict { conflict: Conflict::Decided { by, at } });
        }
        let praise = match decision {
            StepDecision::Dismiss => None,
            StepDecision::Praise { text } => {
                let to = receiver(&mut tx, &step).await?.ok_or(Failure::NotFound)?;
                let new = NewKudos { id: self.new_id(), to: to.id, text };
                let id = new.id;
                self.thank_in(&mut tx, caller, &to, new).await?;
                Some(id)
            }
        };
        tx.decide_small_step(id, caller.user, self.now(), praise).await?;
        Ok(tx.commit().await?)
    }
}

fn line(rules: StepRules, step: OpenStep, to: &User) -> StepLine {
    let until: Timestamp = step.at.plus_days(rules.propose_days.into());
    StepLine {
        id: step.id,
        company: step.company,
        company_name: step.company_name,
        person: to.name.clone(),
        lang: to.lang,
        kind: step.kind,
        number: step.number,
        at: step.at,
        until: until.day(),
    }
}

/// Who took the step; where nobody is known, the company's first lead.
async fn receiver(tx: &mut Tx, step: &OpenStep) -> Answer<Option<User>> {
    if let Some(person) = step.person {
        return Ok(tx.user(person).await?);
    }
    Ok(tx.users_of_company(step.company).await?.into_iter().find(|user| user.role == Role::PartnerLead))
}
