//! Thanks, small steps and the partners of the months.

mod awards;
mod gifts;

use jiso::{
    activity::Activity,
    id::{ActivityId, CompanyId, KudosId, SmallStepId, UserId},
    recognition::{KudosLine, MvpLine, Share, SmallStep, StepKind},
    time::{MonthKey, Timestamp},
};
use uuid::Uuid;

use crate::{StoreError, Tx, activity::ActivityRow};

pub use self::{
    awards::{Nomination, NominationRow, StoredAward, q as award_statements},
    gifts::{Gift, q as gift_statements},
};

/// Thanks as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kudos {
    pub id: KudosId,
    pub at: Timestamp,
    pub from: UserId,
    pub from_company: Option<CompanyId>,
    pub to: UserId,
    pub to_company: Option<CompanyId>,
    pub text: String,
    pub activity: Option<ActivityId>,
}

/// A small step that waits for a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenStep {
    pub id: SmallStepId,
    pub company: CompanyId,
    pub company_name: String,
    /// Who took it.
    pub person: Option<UserId>,
    pub kind: StepKind,
    pub number: u32,
    pub at: Timestamp,
}

/// A partner of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMvp {
    pub month: MonthKey,
    pub company: CompanyId,
    /// As it is called now.
    pub company_name: String,
    pub named: bool,
    pub by: String,
    pub at: Timestamp,
    pub reason: Option<String>,
    pub facts: MvpLine,
}

#[derive(sqlx::FromRow)]
struct KudosRow {
    at: i64,
    from_name: String,
    from_company: Option<String>,
    to_name: String,
    to_company: Option<String>,
    to_user: Uuid,
    text: String,
}

impl KudosRow {
    fn line(self, reader: UserId) -> KudosLine {
        KudosLine {
            at: Timestamp::from_micros(self.at),
            from: self.from_name,
            from_company: self.from_company,
            to: self.to_name,
            to_company: self.to_company,
            to_me: self.to_user == reader.uuid(),
            text: self.text,
        }
    }
}

#[derive(sqlx::FromRow)]
struct StepRow {
    id: Uuid,
    company_id: Uuid,
    company_name: String,
    user_id: Option<Uuid>,
    kind: String,
    number: i64,
    at: i64,
}

impl TryFrom<StepRow> for OpenStep {
    type Error = StoreError;
    fn try_from(row: StepRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: SmallStepId::from_uuid(row.id),
            company: CompanyId::from_uuid(row.company_id),
            company_name: row.company_name,
            person: row.user_id.map(UserId::from_uuid),
            kind: StepKind::try_from(row.kind).map_err(|v| StoreError::broken("small_steps", "kind", v))?,
            number: u32::try_from(row.number).unwrap_or(0),
            at: Timestamp::from_micros(row.at),
        })
    }
}

#[derive(sqlx::FromRow)]
struct MvpRow {
    month: i64,
    company_id: Uuid,
    company_name: String,
    named: bool,
    by_name: String,
    at: i64,
    reason: Option<String>,
    facts: String,
}

impl TryFrom<MvpRow> for StoredMvp {
    type Error = StoreError;
    fn try_from(row: MvpRow) -> Result<Self, StoreError> {
        Ok(Self {
            month: month(row.month),
            company: CompanyId::from_uuid(row.company_id),
            company_name: row.company_name,
            named: row.named,
            by: row.by_name,
            at: Timestamp::from_micros(row.at),
            reason: row.reason,
            facts: serde_json::from_str(&row.facts).map_err(|e| StoreError::broken("mvps", "facts", e.to_string()))?,
        })
    }
}

fn month(months: i64) -> MonthKey {
    MonthKey(i32::try_from(months).unwrap_or_default())
}

sql! {
    INSERT_KUDOS = "INSERT INTO kudos (id, at, from_user, from_company, to_user, to_company, text, activity_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    THERE_ARE_KUDOS = "SELECT CAST(COUNT(*) AS BIGINT) FROM kudos WHERE id = $1 AND from_user = $2";
    // Written to be held: of two forms sent at once the second counts the first one's thanks.
    HOLD_GIVER = "UPDATE users SET name = name WHERE id = $1";
    GIVEN_SINCE = "SELECT CAST(COUNT(*) AS BIGINT) FROM kudos WHERE from_user = $1 AND at >= $2";
    KUDOS_FOR_COMPANY = "SELECT k.at, f.name AS from_name, fc.name AS from_company, t.name AS to_name, tc.name AS to_company, k.to_user, k.text
        FROM kudos k JOIN users f ON f.id = k.from_user JOIN users t ON t.id = k.to_user
        LEFT JOIN companies fc ON fc.id = k.from_company LEFT JOIN companies tc ON tc.id = k.to_company
        WHERE k.to_company = $1 AND k.at >= $2 ORDER BY k.at DESC, k.id DESC LIMIT $3";
    KUDOS_FOR_PERSON = "SELECT k.at, f.name AS from_name, fc.name AS from_company, t.name AS to_name, tc.name AS to_company, k.to_user, k.text
        FROM kudos k JOIN users f ON f.id = k.from_user JOIN users t ON t.id = k.to_user
        LEFT JOIN companies fc ON fc.id = k.from_company LEFT JOIN companies tc ON tc.id = k.to_company
        WHERE k.to_user = $1 ORDER BY k.at DESC, k.id DESC LIMIT $2";
    KUDOS_BY_PERSON = "SELECT k.at, f.name AS from_name, fc.name AS from_company, t.name AS to_name, tc.name AS to_company, k.to_user, k.text
        FROM kudos k JOIN users f ON f.id = k.from_user JOIN users t ON t.id = k.to_user
        LEFT JOIN companies fc ON fc.id = k.from_company LEFT JOIN companies tc ON tc.id = k.to_company
        WHERE k.from_user = $1 ORDER BY k.at DESC, k.id DESC LIMIT $2";
    EVENTS_SINCE = "SELECT id, at, company_id, user_id, kind, origin, subject_kind, subject_id, amount FROM activities
        WHERE company_id = $1 AND at >= $2 AND origin <> 'vendor' ORDER BY at, id";
    INSERT_STEP = "INSERT INTO small_steps (id, company_id, user_id, kind, number, once_key, activity_id, at, state)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open') ON CONFLICT (company_id, once_key) DO NOTHING";
    OPEN_STEPS = "SELECT s.id, s.company_id, c.name AS company_name, s.user_id, s.kind, s.number, s.at
        FROM small_steps s JOIN companies c ON c.id = s.company_id
        WHERE s.state = 'open' AND s.at >= $1 ORDER BY s.at, s.id LIMIT $2";
    // Written to be held, so that of two managers the second sees what the first decided.
    STEP_TO_DECIDE = "UPDATE small_steps SET state = state WHERE id = $1 RETURNING decided_by, decided_at";
    STEP = "SELECT s.id, s.company_id, c.name AS company_name, s.user_id, s.kind, s.number, s.at
        FROM small_steps s JOIN companies c ON c.id = s.company_id
        WHERE s.id = $1";
    DECIDE_STEP = "UPDATE small_steps SET state = $2, decided_by = $3, decided_at = $4, kudos_id = $5 WHERE id = $1";
    // From the moment at which it was decided; nobody said a word in time is a decision, too.
    EFFECT = "SELECT praised, CAST(COUNT(*) AS BIGINT), CAST(SUM(CASE WHEN EXISTS (SELECT 1 FROM activities a WHERE a.company_id = s.company_id
            AND a.at > s.moment AND a.at <= s.moment + $3 AND a.origin <> 'vendor' AND a.kind <> 'kudos_given') THEN 1 ELSE 0 END) AS BIGINT)
        FROM (SELECT company_id, COALESCE(decided_at, at + $2) AS moment, state = 'praised' AS praised FROM small_steps WHERE at >= $1) s
        WHERE s.moment + $3 <= $4 GROUP BY praised";
    INSERT_MVP = "INSERT INTO mvps (activity_id, month, company_id, confirmed_by, reason, facts) VALUES ($1, $2, $3, $4, $5, $6)";
    MVP_MONTHS = "SELECT month, company_id FROM mvps ORDER BY month DESC";
    MVPS = "SELECT m.month, m.company_id, c.name AS company_name, c.named_on_boards AS named, u.name AS by_name, a.at, m.reason, m.facts
        FROM mvps m JOIN activities a ON a.id = m.activity_id JOIN companies c ON c.id = m.company_id JOIN users u ON u.id = m.confirmed_by
        ORDER BY m.month DESC LIMIT $1";
    MVP_OF = "SELECT m.month, m.company_id, c.name AS company_name, c.named_on_boards AS named, u.name AS by_name, a.at, m.reason, m.facts
        FROM mvps m JOIN activities a ON a.id = m.activity_id JOIN companies c ON c.id = m.company_id JOIN users u ON u.id = m.confirmed_by
        WHERE m.month = $1";
    FIRST_MONTH = "SELECT CAST(MIN(starts) AS BIGINT) FROM board_totals WHERE measure = 'overall' AND span = 'month'";
}

impl Tx {
    /// # Errors
    /// [`StoreError::is_taken`] when they are there already.
    pub async fn insert_kudos(&mut self, kudos: &Kudos) -> Result<(), StoreError> {
        execute!(
            self,
            q::INSERT_KUDOS,
            kudos.id.uuid(),
            kudos.at.micros(),
            kudos.from.uuid(),
            kudos.from_company.map(CompanyId::uuid),
            kudos.to.uuid(),
            kudos.to_company.map(CompanyId::uuid),
            &kudos.text,
            kudos.activity.map(ActivityId::uuid),
        )
        .map(drop)
    }

    /// Whether these very thanks were given before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn has_thanked(&mut self, id: KudosId, from: UserId) -> Result<bool, StoreError> {
        Ok(fetch_one!(self, (i64,), q::THERE_ARE_KUDOS, id.uuid(), from.uuid())?.0 > 0)
    }

    /// Nobody else gives in this person's name until this transaction ends.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn hold_giver(&mut self, giver: UserId) -> Result<(), StoreError> {
        execute!(self, q::HOLD_GIVER, giver.uuid()).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn given_since(&mut self, giver: UserId, since: Timestamp) -> Result<u32, StoreError> {
        Ok(u32::try_from(fetch_one!(self, (i64,), q::GIVEN_SINCE, giver.uuid(), since.micros())?.0).unwrap_or(u32::MAX))
    }

    /// Thanks for the people of a company, the newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn kudos_for_company(
        &mut self,
        company: CompanyId,
        reader: UserId,
        since: Timestamp,
        limit: i64,
    ) -> Result<Vec<KudosLine>, StoreError> {
        let rows = fetch_all!(self, KudosRow, q::KUDOS_FOR_COMPANY, company.uuid(), since.micros(), limit)?;
        Ok(rows.into_iter().map(|row| row.line(reader)).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn kudos_for_person(&mut self, person: UserId, limit: i64) -> Result<Vec<KudosLine>, StoreError> {
        let rows = fetch_all!(self, KudosRow, q::KUDOS_FOR_PERSON, person.uuid(), limit)?;
        Ok(rows.into_iter().map(|row| row.line(person)).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn kudos_by_person(&mut self, person: UserId, limit: i64) -> Result<Vec<KudosLine>, StoreError> {
        let rows = fetch_all!(self, KudosRow, q::KUDOS_BY_PERSON, person.uuid(), limit)?;
        Ok(rows.into_iter().map(|row| row.line(person)).collect())
    }

    /// What a company's own people did since a moment, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn own_events_since(&mut self, company: CompanyId, since: Timestamp) -> Result<Vec<Activity>, StoreError> {
        let rows = fetch_all!(self, ActivityRow, q::EVENTS_SINCE, company.uuid(), since.micros())?;
        rows.into_iter().map(Activity::try_from).collect()
    }

    /// `false` when this step was noticed before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_small_step(&mut self, id: SmallStepId, step: &SmallStep) -> Result<bool, StoreError> {
        let rows = execute!(
            self,
            q::INSERT_STEP,
            id.uuid(),
            step.company.uuid(),
            step.user.map(UserId::uuid),
            step.kind.as_str(),
            i64::from(step.number),
            step.key(),
            step.activity.uuid(),
            step.at.micros(),
        )?;
        Ok(rows == 1)
    }

    /// Steps since a moment that wait for a word, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn open_small_steps(&mut self, since: Timestamp, limit: i64) -> Result<Vec<OpenStep>, StoreError> {
        fetch_all!(self, StepRow, q::OPEN_STEPS, since.micros(), limit)?.into_iter().map(OpenStep::try_from).collect()
    }

    /// A step that nobody else decides about until this transaction ends, and who has decided it when.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn small_step_to_decide(
        &mut self,
        id: SmallStepId,
    ) -> Result<Option<(OpenStep, Option<(UserId, Timestamp)>)>, StoreError> {
        let Some((by, at)) = fetch_optional!(self, (Option<Uuid>, Option<i64>), q::STEP_TO_DECIDE, id.uuid())? else {
            return Ok(None);
        };
        let step = fetch_optional!(self, StepRow, q::STEP, id.uuid())?.map(OpenStep::try_from).transpose()?;
        let decided = by.zip(at).map(|(by, at)| (UserId::from_uuid(by), Timestamp::from_micros(at)));
        Ok(step.map(|step| (step, decided)))
    }

    /// Praised with these thanks, or dismissed.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn decide_small_step(
        &mut self,
        id: SmallStepId,
        by: UserId,
        at: Timestamp,
        praise: Option<KudosId>,
    ) -> Result<(), StoreError> {
        let state = if praise.is_some() { "praised" } else { "dismissed" };
        execute!(self, q::DECIDE_STEP, id.uuid(), state, by.uuid(), at.micros(), praise.map(KudosId::uuid)).map(drop)
    }

    /// Of the steps since a moment: who was active again within `within` microseconds of a decision, after praise and without
    /// it. A step nobody decided about counts as decided `lapse` microseconds later.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn effect_of_praise(
        &mut self,
        since: Timestamp,
        lapse: i64,
        within: i64,
        now: Timestamp,
    ) -> Result<(Share, Share), StoreError> {
        let (mut praised, mut unpraised) = (Share::default(), Share::default());
        let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        for (was_praised, of, active) in
            fetch_all!(self, (bool, i64, i64), q::EFFECT, since.micros(), lapse, within, now.micros())?
        {
            let share = Share { active: count(active), of: count(of) };
            if was_praised {
                praised = share;
            } else {
                unpraised = share;
            }
        }
        Ok((praised, unpraised))
    }

    /// # Errors
    /// [`StoreError::is_taken`] when the month has its partner.
    pub async fn insert_mvp(
        &mut self,
        activity: ActivityId,
        month: MonthKey,
        by: UserId,
        reason: Option<&str>,
        facts: &MvpLine,
    ) -> Result<(), StoreError> {
        let text = serde_json::to_string(facts).map_err(|e| StoreError::broken("mvps", "facts", e.to_string()))?;
        let (month, company) = (i64::from(month.0), facts.company.uuid());
        execute!(self, q::INSERT_MVP, activity.uuid(), month, company, by.uuid(), reason, text).map(drop)
    }

    /// Which company each month has, the newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn mvp_months(&mut self) -> Result<Vec<(MonthKey, CompanyId)>, StoreError> {
        let rows = fetch_all!(self, (i64, Uuid), q::MVP_MONTHS)?;
        Ok(rows.into_iter().map(|(at, company)| (month(at), CompanyId::from_uuid(company))).collect())
    }

    /// The newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn mvps(&mut self, limit: i64) -> Result<Vec<StoredMvp>, StoreError> {
        fetch_all!(self, MvpRow, q::MVPS, limit)?.into_iter().map(StoredMvp::try_from).collect()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn mvp_of(&mut self, month: MonthKey) -> Result<Option<StoredMvp>, StoreError> {
        fetch_optional!(self, MvpRow, q::MVP_OF, i64::from(month.0))?.map(StoredMvp::try_from).transpose()
    }

    /// The first month in which anybody earned anything.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn first_earning_month(&mut self) -> Result<Option<MonthKey>, StoreError> {
        Ok(fetch_one!(self, (Option<i64>,), q::FIRST_MONTH)?.0.map(month))
    }
}
