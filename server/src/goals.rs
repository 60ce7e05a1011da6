//! Use cases: the goal that a company shares with the vendor.

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin},
    caller::Caller,
    failure::{Answer, Failure},
    goals::{AgreeForm, GoalForm, GoalLine, GoalSheet, Goals, SharedGoal},
    id::CompanyId,
    phases::Standing,
};
use jiso_store::Tx;

use crate::office::Office;

#[async_trait]
impl Goals for Office {
    async fn propose(&self, caller: &Caller, form: GoalForm) -> Answer<()> {
        caller.may(Action::ProposeGoals)?;
        let (company, goal) = (caller.own_company()?, form.read(&self.programme(), self.now().day())?);
        let mut tx = self.store.write().await?;
        let goals = tx.goals_of_company(company).await?;
        if SharedGoal::current(&goals).1.is_some_and(|waiting| waiting.goal == goal) {
            // The same form again.
            return Ok(());
        }
        let proposed = self.own_act(caller, company, ActivityKind::GoalProposed);
        let (id, proposed_at) = (proposed.id, proposed.at);
        self.record(&mut tx, proposed).await?;
        tx.insert_goal(&SharedGoal { id, company, goal, proposed_at, agreed_at: None }).await?;
        Ok(tx.commit().await?)
    }

    async fn agree(&self, caller: &Caller, form: AgreeForm) -> Answer<CompanyId> {
        caller.may(Action::ManagePartners)?;
        let (company, goal) = form.read()?;
        let mut tx = self.store.write().await?;
        let goals = tx.goals_of_company(company).await?;
        let asked = goals.iter().find(|one| one.id == goal).ok_or(Failure::NotFound)?;
        let waits = SharedGoal::current(&goals).1.is_some_and(|waiting| waiting.id == goal);
        if asked.agreed_at.is_some() || !waits {
            // Agreed on before, or replaced meanwhile: the page shows what holds.
            return Ok(company);
        }
        let agreed = Activity {
            user: None,
            origin: Origin::Vendor,
            ..self.own_act(caller, company, ActivityKind::GoalAgreed)
        };
        let (id, at) = (agreed.id, agreed.at);
        self.record(&mut tx, agreed).await?;
        if tx.agree_on_goal(goal, id, at).await? {
            tx.commit().await?;
        }
        Ok(company)
    }
}

impl Office {
    pub(crate) async fn goal_sheet(&self, tx: &mut Tx, company: CompanyId, standing: &Standing) -> Answer<GoalSheet> {
        let goals = tx.goals_of_company(company).await?;
        let (agreed, proposed) = SharedGoal::current(&goals);
        Ok(GoalSheet {
            agreed: match agreed {
                Some(goal) => Some(self.goal_line(tx, goal, standing).await?),
                None => None,
            },
            proposed: match proposed {
                Some(goal) => Some(self.goal_line(tx, goal, standing).await?),
                None => None,
            },
            industries: self.programme().industries.clone(),
        })
    }

    /// Orders count from the proposal on, so that none is lost to the days until the vendor has confirmed it.
    async fn goal_line(&self, tx: &mut Tx, shared: &SharedGoal, standing: &Standing) -> Answer<GoalLine> {
        let (programme, today, goal) = (self.programme(), self.now().day(), &shared.goal);
        let until = goal.deadline.plus(1).start();
        let won = tx.orders_in_industry(shared.company, goal.industry, shared.proposed_at, until).await?;
        Ok(GoalLine {
            id: shared.id.to_string(),
            industry: programme.industry(goal.industry).map(|named| named.name.clone()).unwrap_or_default(),
            since: shared.agreed_at.unwrap_or(shared.proposed_at),
            needed_a_month: shared.needed_a_month(won, per_order(standing), today),
            won,
            goal: goal.clone(),
        })
    }
}

/// Registrations for one order, as far as the company's own history tells; three where it tells nothing.
fn per_order(standing: &Standing) -> u32 {
    const UNKNOWN: u64 = 3;
    let (registered, won) = (standing.count(ActivityKind::DealRegistered), standing.count(ActivityKind::DealWon));
    u32::try_from(if won == 0 { UNKNOWN } else { registered.div_ceil(won) }).unwrap_or(u32::MAX)
}
