//! The tiers that companies hold, the decisions that made them, and what those are decided on.

pub mod benefits;
pub mod measures;

use jiso::{
    activity::ActivityKind,
    id::{ActivityId, CompanyId},
    points::Axis,
    tiers::{TierDecision, TierOutcome, TierStanding, WindowFacts},
    time::{Day, Timestamp},
};
use uuid::Uuid;

use crate::{StoreError, Tx, activity::Basis, progress::axis};

type StandingRow = (String, i64, Option<i64>, i64);
type DecisionRow = (Uuid, i64, String, String, Option<i64>, i64, String);

/// What a company's tier as pages show it depends on, beside the day: as long as it is the same, what was worked out before still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierBasis {
    company: Basis,
    /// Of the programme in force.
    programme: Option<i64>,
    /// The last one of any text.
    change: i64,
    /// None before the company's first decision.
    pub held: Option<TierStanding>,
}

pub(crate) fn day(days: i64) -> Day {
    Day(i32::try_from(days).unwrap_or(i32::MAX))
}

pub(crate) fn standing((tier, since, grace, reviewed_on): StandingRow) -> TierStanding {
    TierStanding { tier, since: day(since), grace: grace.map(day), reviewed_on: day(reviewed_on) }
}

fn read_outcome(outcome: String, until: Option<i64>) -> Result<TierOutcome, StoreError> {
    TierOutcome::parse(&outcome, until.map(day)).ok_or_else(|| StoreError::broken("tier_decisions", "outcome", outcome))
}

pub(crate) fn decision(row: DecisionRow) -> Result<(ActivityId, TierDecision), StoreError> {
    let (activity, on, tier, outcome, until, version, facts) = row;
    let outcome = read_outcome(outcome, until)?;
    let facts = serde_json::from_str(&facts).map_err(|e| StoreError::broken("tier_decisions", "facts", e.to_string()))?;
    Ok((ActivityId::from_uuid(activity), TierDecision { day: day(on), tier, outcome, version, facts }))
}

/// "20420 sales 150 0", "20421 deal_won 2 1728000"
fn gathered(text: &str) -> Option<(Timestamp, WindowFacts)> {
    let mut words = text.split(' ');
    let day = Day(words.next()?.parse().ok()?);
    let (what, number, yen) = (words.next()?, words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let mut facts = WindowFacts::default();
    match ActivityKind::parse(what) {
        Some(ActivityKind::DealWon) => (facts.won, facts.won_yen) = (number, yen),
        Some(_) => facts.registered = number,
        None => facts.add_points(Axis::parse(what)?, number),
    }
    Some((day.start(), facts))
}

sql! {
    STANDING = "SELECT tier, since, grace_until, reviewed_on FROM tier_standings WHERE company_id = $1";
    BASIS = "SELECT COALESCE((SELECT version FROM standings WHERE company_id = $1), 0), COALESCE((SELECT MAX(number) FROM programme_versions), 0),
        (SELECT MAX(number) FROM programme_versions WHERE valid_from <= $2), (SELECT seq FROM change_counter),
        t.tier, t.since, t.grace_until, t.reviewed_on
        FROM (SELECT 1 AS one) once LEFT JOIN tier_standings t ON t.company_id = $1";
    // Written to be held, so that of two nodes the second looks at what the first decided.
    STANDING_TO_CHANGE = "UPDATE tier_standings SET reviewed_on = reviewed_on WHERE company_id = $1
        RETURNING tier, since, grace_until, reviewed_on";
    STANDINGS = "SELECT company_id, tier, since, grace_until, reviewed_on FROM tier_standings";
    BEGIN_STANDING = "INSERT INTO tier_standings (company_id, tier, since, grace_until, reviewed_on) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (company_id) DO NOTHING";
    SAVE_STANDING = "UPDATE tier_standings SET tier = $2, since = $3, grace_until = $4, reviewed_on = $5 WHERE company_id = $1";
    INSERT_DECISION = "INSERT INTO tier_decisions (activity_id, company_id, day, tier, outcome, grace_until, version, facts)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    DECISIONS = "SELECT activity_id, day, tier, outcome, grace_until, version, facts FROM tier_decisions
        WHERE company_id = $1 ORDER BY day";
    LAST_DECISION = "SELECT day, outcome, grace_until FROM tier_decisions WHERE company_id = $1 ORDER BY day DESC LIMIT 1";
    WITHOUT_STANDING = "SELECT id FROM companies c
        WHERE NOT EXISTS (SELECT 1 FROM tier_standings s WHERE s.company_id = c.id) ORDER BY id LIMIT $1";
    // Not yet looked at on the day of the latest review, or in a grace and not yet looked at today.
    DUE = "SELECT company_id FROM tier_standings WHERE reviewed_on < $1 OR (grace_until IS NOT NULL AND reviewed_on < $2)
        ORDER BY reviewed_on, company_id LIMIT $3";
    POINTS_BETWEEN = "SELECT axis, CAST(SUM(confirmed) AS BIGINT) FROM point_entries
        WHERE company_id = $1 AND at >= $2 AND at < $3 GROUP BY axis";
    DEALS_BETWEEN = "SELECT kind, CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM activities
        WHERE company_id = $1 AND kind IN ('deal_registered', 'deal_won') AND at >= $2 AND at < $3 GROUP BY kind";
    // In one row, as rows are what costs: by Japanese day the points of an axis, or how many deals of a kind and their amounts.
    GATHERED_SINCE = "SELECT string_agg(day || ' ' || what || ' ' || number || ' ' || yen, ';') FROM (
        SELECT (at + 32400000000) / 86400000000 AS day, axis AS what, SUM(confirmed) AS number, 0 AS yen FROM point_entries
        WHERE company_id = $1 AND at >= $2 GROUP BY 1, 2
        UNION ALL SELECT (at + 32400000000) / 86400000000 AS day, kind AS what, COUNT(*) AS number, COALESCE(SUM(amount), 0) AS yen
        FROM activities WHERE company_id = $1 AND kind IN ('deal_registered', 'deal_won') AND at >= $2 GROUP BY 1, 2) gathered";
    CERTIFIED_BEFORE = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT user_id FROM activities
        WHERE company_id = $1 AND kind = 'module_completed' AND user_id IS NOT NULL AND origin <> 'vendor' AND at < $2
        GROUP BY user_id HAVING COUNT(*) >= $3) people";
    WON_BEFORE = "SELECT CAST(COUNT(*) AS BIGINT) FROM
        (SELECT 1 FROM activities WHERE company_id = $1 AND kind = 'deal_won' AND at < $2 LIMIT 1) one";
}

impl Tx {
    /// # Errors
    /// [`StoreError`]
    pub async fn tier_basis(&mut self, company: CompanyId, now: Timestamp) -> Result<TierBasis, StoreError> {
        type Row = (i64, i64, Option<i64>, i64, Option<String>, Option<i64>, Option<i64>, Option<i64>);
        let row = fetch_one!(self, Row, q::BASIS, company.uuid(), now.micros())?;
        let (version, newest, programme, change, tier, since, grace, reviewed_on) = row;
        let held = match (tier, since, reviewed_on) {
            (Some(tier), Some(since), Some(reviewed_on)) => Some(standing((tier, since, grace, reviewed_on))),
            _ => None,
        };
        Ok(TierBasis { company: Basis { standing: version, programme: newest }, programme, change, held })
    }

    /// None before the company's first decision.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn tier_standing(&mut self, company: CompanyId) -> Result<Option<TierStanding>, StoreError> {
        Ok(fetch_optional!(self, StandingRow, q::STANDING, company.uuid())?.map(standing))
    }

    /// [`Tx::tier_standing`] that nobody else changes until this transaction ends.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn tier_standing_to_change(&mut self, company: CompanyId) -> Result<Option<TierStanding>, StoreError> {
        Ok(fetch_optional!(self, StandingRow, q::STANDING_TO_CHANGE, company.uuid())?.map(standing))
    }

    /// Of every company that has one, in no order.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn tier_standings(&mut self) -> Result<Vec<(CompanyId, TierStanding)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, String, i64, Option<i64>, i64), q::STANDINGS)?;
        let line = |(id, tier, since, grace, on)| (CompanyId::from_uuid(id), standing((tier, since, grace, on)));
        Ok(rows.into_iter().map(line).collect())
    }

    /// `false` when the company has one.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn begin_tier_standing(&mut self, company: CompanyId, new: &TierStanding) -> Result<bool, StoreError> {
        let (since, grace) = (i64::from(new.since.0), new.grace.map(|day| i64::from(day.0)));
        let rows = execute!(self, q::BEGIN_STANDING, company.uuid(), &new.tier, since, grace, i64::from(new.reviewed_on.0))?;
        Ok(rows == 1)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn save_tier_standing(&mut self, company: CompanyId, now: &TierStanding) -> Result<(), StoreError> {
        let (since, grace) = (i64::from(now.since.0), now.grace.map(|day| i64::from(day.0)));
        execute!(self, q::SAVE_STANDING, company.uuid(), &now.tier, since, grace, i64::from(now.reviewed_on.0)).map(drop)
    }

    /// # Errors
    /// [`StoreError::is_taken`] when the company's day has brought a decision before.
    pub async fn insert_tier_decision(
        &mut self,
        activity: ActivityId,
        company: CompanyId,
        new: &TierDecision,
    ) -> Result<(), StoreError> {
        let facts =
            serde_json::to_string(&new.facts).map_err(|e| StoreError::broken("tier_decisions", "facts", e.to_string()))?;
        execute!(
            self,
            q::INSERT_DECISION,
            activity.uuid(),
            company.uuid(),
            i64::from(new.day.0),
            &new.tier,
            new.outcome.as_str(),
            new.outcome.until().map(|day| i64::from(day.0)),
            new.version,
            facts,
        )
        .map(drop)
    }

    /// A company's decisions with their activities, the first one first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn tier_decisions(&mut self, company: CompanyId) -> Result<Vec<(ActivityId, TierDecision)>, StoreError> {
        fetch_all!(self, DecisionRow, q::DECISIONS, company.uuid())?.into_iter().map(decision).collect()
    }

    /// The day of a company's last decision and what came of it.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn last_tier_decision(&mut self, company: CompanyId) -> Result<Option<(Day, TierOutcome)>, StoreError> {
        let row = fetch_optional!(self, (i64, String, Option<i64>), q::LAST_DECISION, company.uuid())?;
        row.map(|(on, outcome, until)| Ok((day(on), read_outcome(outcome, until)?))).transpose()
    }

    /// Companies for which nothing was decided yet.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn companies_without_tier(&mut self, limit: i64) -> Result<Vec<CompanyId>, StoreError> {
        let rows = fetch_all!(self, (Uuid,), q::WITHOUT_STANDING, limit)?;
        Ok(rows.into_iter().map(|(id,)| CompanyId::from_uuid(id)).collect())
    }

    /// Companies that were last looked at before the day of the `latest` review, and those in a grace that were not looked at
    /// `today`; the longest overdue first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn tier_reviews_due(&mut self, latest: Day, today: Day, limit: i64) -> Result<Vec<CompanyId>, StoreError> {
        let rows = fetch_all!(self, (Uuid,), q::DUE, i64::from(latest.0), i64::from(today.0), limit)?;
        Ok(rows.into_iter().map(|(id,)| CompanyId::from_uuid(id)).collect())
    }

    /// What a company gathered from a moment on, by Japanese day, each at its start, in no order: for windows that begin with
    /// any day.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn gathered_since(
        &mut self,
        company: CompanyId,
        since: Timestamp,
    ) -> Result<Vec<(Timestamp, WindowFacts)>, StoreError> {
        let (packed,) = fetch_one!(self, (Option<String>,), q::GATHERED_SINCE, company.uuid(), since.micros())?;
        let all = packed.as_deref().unwrap_or_default().split_terminator(';');
        all.map(|one| gathered(one).ok_or_else(|| StoreError::broken("point_entries", "gathered", one))).collect()
    }

    /// What a company gathered from one moment on and before another, as tiers look at it.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn window_facts(
        &mut self,
        company: CompanyId,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<WindowFacts, StoreError> {
        let (company, since, until) = (company.uuid(), since.micros(), until.micros());
        let mut facts = WindowFacts::default();
        for (on, points) in fetch_all!(self, (String, i64), q::POINTS_BETWEEN, company, since, until)? {
            facts.add_points(axis(on)?, points);
        }
        for (kind, count, yen) in fetch_all!(self, (String, i64, i64), q::DEALS_BETWEEN, company, since, until)? {
            if kind == ActivityKind::DealWon.as_str() {
                (facts.won, facts.won_yen) = (count, yen);
            } else {
                facts.registered = count;
            }
        }
        Ok(facts)
    }

    /// How many people of a company had finished so many modules before a moment.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn certified_before(&mut self, company: CompanyId, until: Timestamp, modules: u64) -> Result<i64, StoreError> {
        let modules = i64::try_from(modules).unwrap_or(i64::MAX);
        Ok(fetch_one!(self, (i64,), q::CERTIFIED_BEFORE, company.uuid(), until.micros(), modules)?.0)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn had_won_before(&mut self, company: CompanyId, until: Timestamp) -> Result<bool, StoreError> {
        Ok(fetch_one!(self, (i64,), q::WON_BEFORE, company.uuid(), until.micros())?.0 > 0)
    }
}
