//! Shared goals.

use jiso::{
    goals::{Counted, GoalState, GoalTerms, Said, SharedGoal, Side},
    id::{CompanyId, GoalId, UserId},
    time::{Day, Timestamp},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

#[derive(sqlx::FromRow)]
struct GoalRow {
    id: Uuid,
    company_id: Uuid,
    counted: String,
    target: i64,
    due: i64,
    why: String,
    since: i64,
    by_vendor: bool,
    proposed_by: Uuid,
    proposed_at: i64,
    state: String,
    answered_by: Option<Uuid>,
    answered_at: Option<i64>,
    closed_at: Option<i64>,
}

impl GoalRow {
    /// None for what a later version may count.
    fn goal(self) -> Option<SharedGoal> {
        let said = |by, at| Said { by: UserId::from_uuid(by), at: Timestamp::from_micros(at) };
        let day = |number| Day(i32::try_from(number).unwrap_or_default());
        Some(SharedGoal {
            id: GoalId::from_uuid(self.id),
            company: CompanyId::from_uuid(self.company_id),
            terms: GoalTerms {
                counted: Counted::parse(&self.counted)?,
                target: u32::try_from(self.target).ok()?,
                by: day(self.due),
                why: self.why,
            },
            since: day(self.since),
            side: if self.by_vendor { Side::Vendor } else { Side::Partner },
            proposed: said(self.proposed_by, self.proposed_at),
            state: GoalState::parse(&self.state)?,
            answered: self.answered_by.zip(self.answered_at).map(|(by, at)| said(by, at)),
            closed_at: self.closed_at.map(Timestamp::from_micros),
        })
    }
}

sql! {
    INSERT_GOAL = "INSERT INTO shared_goals
        (id, company_id, counted, target, due, why, since, by_vendor, proposed_by, proposed_at, state)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'proposed')";
    ANSWER_GOAL = "UPDATE shared_goals SET state = $2, answered_by = $3, answered_at = $4 WHERE id = $1 AND state = 'proposed'";
    CLOSE_GOAL = "UPDATE shared_goals SET state = $2, closed_at = $3 WHERE id = $1 AND state IN ('proposed', 'agreed')";
    GOAL = "SELECT id, company_id, counted, target, due, why, since, by_vendor, proposed_by, proposed_at, state, answered_by,
        answered_at, closed_at FROM shared_goals WHERE id = $1";
    GOALS_OF = "SELECT id, company_id, counted, target, due, why, since, by_vendor, proposed_by, proposed_at, state, answered_by,
        answered_at, closed_at FROM shared_goals WHERE company_id = $1 ORDER BY proposed_at DESC, id DESC";
    AGREED_GOALS = "SELECT id, company_id, counted, target, due, why, since, by_vendor, proposed_by, proposed_at, state, answered_by,
        answered_at, closed_at FROM shared_goals WHERE state = 'agreed' ORDER BY proposed_at, id";
    DONE_FOR_GOAL = "SELECT CAST(COUNT(*) AS BIGINT) FROM activities WHERE company_id = $1 AND kind = $2 AND at >= $3 AND at < $4";
}

impl Tx {
    /// Proposed, whatever the goal's state says.
    ///
    /// # Errors
    /// [`StoreError`], taken where another proposal waits at the company.
    pub async fn insert_goal(&mut self, goal: &SharedGoal) -> Result<(), StoreError> {
        let SharedGoal { terms, proposed, .. } = goal;
        execute!(
            self,
            q::INSERT_GOAL,
            goal.id.uuid(),
            goal.company.uuid(),
            terms.counted.as_str(),
            i64::from(terms.target),
            i64::from(terms.by.0),
            terms.why.as_str(),
            i64::from(goal.since.0),
            goal.side == Side::Vendor,
            proposed.by.uuid(),
            proposed.at.micros(),
        )
        .map(drop)
    }

    /// `false` when it does not wait any more.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn answer_goal(&mut self, goal: GoalId, state: GoalState, said: Said) -> Result<bool, StoreError> {
        Ok(execute!(self, q::ANSWER_GOAL, goal.uuid(), state.as_str(), said.by.uuid(), said.at.micros())? == 1)
    }

    /// `false` when it was over before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn close_goal(&mut self, goal: GoalId, state: GoalState, at: Timestamp) -> Result<bool, StoreError> {
        Ok(execute!(self, q::CLOSE_GOAL, goal.uuid(), state.as_str(), at.micros())? == 1)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn goal(&mut self, id: GoalId) -> Result<Option<SharedGoal>, StoreError> {
        Ok(fetch_optional!(self, GoalRow, q::GOAL, id.uuid())?.and_then(GoalRow::goal))
    }

    /// The newest proposal first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn goals_of(&mut self, company: CompanyId) -> Result<Vec<SharedGoal>, StoreError> {
        Ok(fetch_all!(self, GoalRow, q::GOALS_OF, company.uuid())?.into_iter().filter_map(GoalRow::goal).collect())
    }

    /// Of all companies, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn agreed_goals(&mut self) -> Result<Vec<SharedGoal>, StoreError> {
        Ok(fetch_all!(self, GoalRow, q::AGREED_GOALS)?.into_iter().filter_map(GoalRow::goal).collect())
    }

    /// How often what a goal counts has happened in its time, which ends when it is closed.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn done_for(&mut self, goal: &SharedGoal) -> Result<u64, StoreError> {
        let (from, end) = (goal.since.start(), goal.terms.by.plus(1).start());
        let until = goal.closed_at.map_or(end, |closed| closed.min(end));
        let kind = goal.terms.counted.kind().as_str();
        let done: (i64,) = fetch_one!(self, (i64,), q::DONE_FOR_GOAL, goal.company.uuid(), kind, from.micros(), until.micros())?;
        Ok(u64::try_from(done.0).unwrap_or_default())
    }
}
