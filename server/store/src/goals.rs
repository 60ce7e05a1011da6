//! The goals that companies share with the vendor.

use jiso::{
    deals::Industry,
    goals::{NewGoal, SharedGoal},
    id::{ActivityId, CompanyId},
    time::{Day, Timestamp},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

#[derive(sqlx::FromRow)]
struct GoalRow {
    activity_id: Uuid,
    company_id: Uuid,
    industry: String,
    orders: i64,
    deadline: i64,
    proposed_at: i64,
    agreed_at: Option<i64>,
}

impl TryFrom<GoalRow> for SharedGoal {
    type Error = StoreError;
    fn try_from(row: GoalRow) -> Result<Self, StoreError> {
        let broken = |column, value: String| StoreError::broken("shared_goals", column, value);
        Ok(Self {
            id: ActivityId::from_uuid(row.activity_id),
            company: CompanyId::from_uuid(row.company_id),
            goal: NewGoal {
                industry: Industry::try_from(row.industry).map_err(|v| broken("industry", v))?,
                orders: u32::try_from(row.orders).map_err(|_| broken("orders", row.orders.to_string()))?,
                deadline: Day(i32::try_from(row.deadline).map_err(|_| broken("deadline", row.deadline.to_string()))?),
            },
            proposed_at: Timestamp::from_micros(row.proposed_at),
            agreed_at: row.agreed_at.map(Timestamp::from_micros),
        })
    }
}

sql! {
    INSERT_GOAL = "INSERT INTO shared_goals (activity_id, company_id, industry, orders, deadline, proposed_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    GOALS_OF_COMPANY = "SELECT activity_id, company_id, industry, orders, deadline, proposed_at, agreed_at FROM shared_goals
        WHERE company_id = $1 ORDER BY proposed_at, activity_id";
    AGREE_ON_GOAL = "UPDATE shared_goals SET agreed_activity_id = $2, agreed_at = $3 WHERE activity_id = $1 AND agreed_at IS NULL";
    ORDERS_IN_INDUSTRY = "SELECT CAST(COUNT(*) AS BIGINT) FROM deal_registrations
        WHERE company_id = $1 AND status = 'won' AND industry = $2 AND changed_at >= $3 AND changed_at < $4";
}

impl Tx {
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_goal(&mut self, new: &SharedGoal) -> Result<(), StoreError> {
        execute!(
            self,
            q::INSERT_GOAL,
            new.id.uuid(),
            new.company.uuid(),
            new.goal.industry.as_str(),
            i64::from(new.goal.orders),
            i64::from(new.goal.deadline.0),
            new.proposed_at.micros(),
        )
        .map(drop)
    }

    /// The oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn goals_of_company(&mut self, company: CompanyId) -> Result<Vec<SharedGoal>, StoreError> {
        fetch_all!(self, GoalRow, q::GOALS_OF_COMPANY, company.uuid())?.into_iter().map(SharedGoal::try_from).collect()
    }

    /// `false` when it was agreed on before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn agree_on_goal(&mut self, goal: ActivityId, by: ActivityId, at: Timestamp) -> Result<bool, StoreError> {
        Ok(execute!(self, q::AGREE_ON_GOAL, goal.uuid(), by.uuid(), at.micros())? == 1)
    }

    /// Orders that a company won in an industry from one moment up to another.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn orders_in_industry(
        &mut self,
        company: CompanyId,
        industry: Industry,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<u32, StoreError> {
        let (count,) = fetch_one!(
            self,
            (i64,),
            q::ORDERS_IN_INDUSTRY,
            company.uuid(),
            industry.as_str(),
            from.micros(),
            until.micros()
        )?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }
}
