//! Key persons of companies, pacts with champions, and who has left.

use jiso::{
    activity::ActivityKind,
    goals::{Counted, GoalState, Said, Side},
    id::{CompanyId, PactId, UserId},
    key_persons::{CounterPromise, KeyRole, Pact},
    time::{Day, Timestamp},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// Who has left, and what went on with whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    pub user: UserId,
    pub company: CompanyId,
    pub to: UserId,
    pub said: Said,
    pub champion: bool,
    pub deals: u32,
    pub steps: u32,
    pub visits: u32,
    pub questions: u32,
}

#[derive(sqlx::FromRow)]
struct PactRow {
    id: Uuid,
    company_id: Uuid,
    champion_id: Uuid,
    counted: String,
    target: i64,
    since_day: i64,
    by_day: i64,
    hours: i64,
    by_vendor: bool,
    proposed_by: Uuid,
    proposed_at: i64,
    state: String,
    answered_by: Option<Uuid>,
    answered_at: Option<i64>,
    closed_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct PromiseRow {
    text: String,
    by_day: i64,
    kept_day: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct DepartureRow {
    user_id: Uuid,
    company_id: Uuid,
    to_id: Uuid,
    said_by: Uuid,
    said_at: i64,
    champion: bool,
    deals: i64,
    steps: i64,
    visits: i64,
    questions: i64,
}

fn day(number: i64) -> Day {
    Day(i32::try_from(number).unwrap_or_default())
}

fn said(by: Uuid, at: i64) -> Said {
    Said { by: UserId::from_uuid(by), at: Timestamp::from_micros(at) }
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

impl PactRow {
    /// None for words that a later version may know.
    fn pact(self, promises: Vec<PromiseRow>) -> Option<Pact> {
        let promise = |row: PromiseRow| CounterPromise { text: row.text, by: day(row.by_day), kept_on: row.kept_day.map(day) };
        Some(Pact {
            id: PactId::from_uuid(self.id),
            company: CompanyId::from_uuid(self.company_id),
            champion: UserId::from_uuid(self.champion_id),
            counted: Counted::parse(&self.counted)?,
            target: count(self.target),
            since: day(self.since_day),
            by: day(self.by_day),
            hours: u8::try_from(self.hours).unwrap_or_default(),
            promises: promises.into_iter().map(promise).collect(),
            side: if self.by_vendor { Side::Vendor } else { Side::Partner },
            proposed: said(self.proposed_by, self.proposed_at),
            state: GoalState::parse(&self.state)?,
            answered: self.answered_by.zip(self.answered_at).map(|(by, at)| said(by, at)),
            closed_at: self.closed_at.map(Timestamp::from_micros),
        })
    }
}

impl From<DepartureRow> for Departure {
    fn from(row: DepartureRow) -> Self {
        Self {
            user: UserId::from_uuid(row.user_id),
            company: CompanyId::from_uuid(row.company_id),
            to: UserId::from_uuid(row.to_id),
            said: said(row.said_by, row.said_at),
            champion: row.champion,
            deals: count(row.deals),
            steps: count(row.steps),
            visits: count(row.visits),
            questions: count(row.questions),
        }
    }
}

sql! {
    GIVE_ROLE = "INSERT INTO key_persons (user_id, company_id, role, given_by, given_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (user_id) DO UPDATE SET role = $3, given_by = $4, given_at = $5";
    TAKE_ROLE = "DELETE FROM key_persons WHERE user_id = $1";
    KEY_PERSONS = "SELECT user_id, role FROM key_persons WHERE company_id = $1 ORDER BY given_at, user_id";
    INSERT_PACT = "INSERT INTO pacts (id, company_id, champion_id, counted, target, since_day, by_day, hours, by_vendor, proposed_by,
        proposed_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'proposed')";
    INSERT_PROMISE = "INSERT INTO pact_promises (pact_id, place, text, by_day) VALUES ($1, $2, $3, $4)";
    PACT = "SELECT p.* FROM pacts p WHERE p.id = $1";
    PACTS_OF = "SELECT p.* FROM pacts p WHERE p.company_id = $1 ORDER BY p.proposed_at DESC, p.id DESC LIMIT $2";
    AGREED_PACTS = "SELECT p.* FROM pacts p WHERE p.state = 'agreed' ORDER BY p.by_day, p.id";
    PROMISES_OF = "SELECT text, by_day, kept_day FROM pact_promises WHERE pact_id = $1 ORDER BY place";
    AGREE_PACT = "UPDATE pacts SET state = 'agreed', answered_by = $2, answered_at = $3, since_day = $4, by_day = $5
        WHERE id = $1 AND state = 'proposed'";
    CLOSE_PACT = "UPDATE pacts SET state = $2, closed_at = $3 WHERE id = $1 AND state IN ('proposed', 'agreed')";
    GIVE_PACTS = "UPDATE pacts SET champion_id = $2 WHERE champion_id = $1 AND state IN ('proposed', 'agreed')";
    SUCCESSOR = "SELECT to_id FROM departures WHERE user_id = $1";
    KEEP_PROMISE = "UPDATE pact_promises SET kept_day = $3 WHERE pact_id = $1 AND place = $2 AND kept_day IS NULL";
    SIGNS_OF = "SELECT user_id, kind, CAST(COUNT(*) AS BIGINT) FROM activities
        WHERE company_id = $1 AND at >= $2 AND user_id IS NOT NULL AND origin <> 'vendor' GROUP BY user_id, kind";
    INVITED_BY = "SELECT u.id, CAST(COUNT(*) AS BIGINT) FROM tokens t JOIN users u ON u.company_id = t.company_id AND u.name = t.invited_by
        WHERE t.company_id = $1 AND t.purpose = 'invitation' AND t.used_at >= $2 GROUP BY u.id";
    INSERT_DEPARTURE = "INSERT INTO departures (user_id, company_id, to_id, said_by, said_at, champion, deals, steps, visits, questions)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (user_id) DO NOTHING";
    DEPARTURES_OF = "SELECT d.* FROM departures d WHERE d.company_id = $1 ORDER BY d.said_at DESC, d.user_id";
    HAS_LEFT = "SELECT EXISTS (SELECT 1 FROM departures WHERE user_id = $1)";
    CHAMPION_LEFT = "SELECT DISTINCT d.company_id FROM departures d WHERE d.champion = TRUE AND NOT EXISTS
        (SELECT 1 FROM key_persons k WHERE k.company_id = d.company_id AND k.role = 'champion')";
    CHAMPION_LEFT_OF = "SELECT EXISTS (SELECT 1 FROM departures d WHERE d.company_id = $1 AND d.champion = TRUE AND d.said_at <= $2
        AND NOT EXISTS (SELECT 1 FROM key_persons k WHERE k.company_id = d.company_id AND k.role = 'champion' AND k.given_at <= $2))";
    GIVE_STEPS = "UPDATE first_order_steps SET owner_id = $2 WHERE owner_id = $1 AND done_at IS NULL";
    GIVE_VISITS = "UPDATE visits SET owner_id = $2, version = version + 1
        WHERE owner_id = $1 AND state IN ('proposed', 'agreed', 'confirmed')";
    GIVE_QUESTIONS = "UPDATE questions SET asker_id = $2, version = version + 1
        WHERE asker_id = $1 AND state IN ('asked', 'answered')";
    PROMOTE = "UPDATE users SET role = 'partner_lead' WHERE id = $1";
}

impl Tx {
    /// `None` takes it away.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn give_role(
        &mut self,
        company: CompanyId,
        user: UserId,
        role: Option<KeyRole>,
        given: Said,
    ) -> Result<(), StoreError> {
        let Some(role) = role else { return execute!(self, q::TAKE_ROLE, user.uuid()).map(drop) };
        let (by, at) = (given.by.uuid(), given.at.micros());
        execute!(self, q::GIVE_ROLE, user.uuid(), company.uuid(), role.as_str(), by, at).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn key_persons(&mut self, company: CompanyId) -> Result<Vec<(UserId, KeyRole)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, String), q::KEY_PERSONS, company.uuid())?;
        Ok(rows.into_iter().filter_map(|(user, role)| Some((UserId::from_uuid(user), KeyRole::parse(&role)?))).collect())
    }

    /// # Errors
    /// [`StoreError`]; it [is taken](StoreError::is_taken) while another of the company is alive.
    pub async fn insert_pact(&mut self, pact: &Pact) -> Result<(), StoreError> {
        let id = pact.id.uuid();
        execute!(
            self,
            q::INSERT_PACT,
            id,
            pact.company.uuid(),
            pact.champion.uuid(),
            pact.counted.as_str(),
            i64::from(pact.target),
            i64::from(pact.since.0),
            i64::from(pact.by.0),
            i64::from(pact.hours),
            pact.side == Side::Vendor,
            pact.proposed.by.uuid(),
            pact.proposed.at.micros(),
        )?;
        for (place, promise) in (0_i64..).zip(&pact.promises) {
            execute!(self, q::INSERT_PROMISE, id, place, &promise.text, i64::from(promise.by.0))?;
        }
        Ok(())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn pact(&mut self, id: PactId) -> Result<Option<Pact>, StoreError> {
        match fetch_optional!(self, PactRow, q::PACT, id.uuid())? {
            Some(row) => self.whole_pact(row).await,
            None => Ok(None),
        }
    }

    /// The newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn pacts_of(&mut self, company: CompanyId, limit: i64) -> Result<Vec<Pact>, StoreError> {
        let rows = fetch_all!(self, PactRow, q::PACTS_OF, company.uuid(), limit)?;
        self.whole_pacts(rows).await
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn agreed_pacts(&mut self) -> Result<Vec<Pact>, StoreError> {
        let rows = fetch_all!(self, PactRow, q::AGREED_PACTS)?;
        self.whole_pacts(rows).await
    }

    async fn whole_pacts(&mut self, rows: Vec<PactRow>) -> Result<Vec<Pact>, StoreError> {
        let mut pacts = Vec::with_capacity(rows.len());
        for row in rows {
            pacts.extend(self.whole_pact(row).await?);
        }
        Ok(pacts)
    }

    async fn whole_pact(&mut self, row: PactRow) -> Result<Option<Pact>, StoreError> {
        let promises = fetch_all!(self, PromiseRow, q::PROMISES_OF, row.id)?;
        Ok(row.pact(promises))
    }

    /// Its ninety days begin; `false` when it does not wait any more.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn agree_pact(&mut self, id: PactId, said: Said, since: Day, by: Day) -> Result<bool, StoreError> {
        let (user, at) = (said.by.uuid(), said.at.micros());
        Ok(execute!(self, q::AGREE_PACT, id.uuid(), user, at, i64::from(since.0), i64::from(by.0))? == 1)
    }

    /// `false` when it was over.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn close_pact(&mut self, id: PactId, state: GoalState, at: Timestamp) -> Result<bool, StoreError> {
        Ok(execute!(self, q::CLOSE_PACT, id.uuid(), state.as_str(), at.micros())? == 1)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn keep_promise(&mut self, id: PactId, place: usize, on: Day) -> Result<bool, StoreError> {
        let place = i64::try_from(place).unwrap_or(i64::MAX);
        Ok(execute!(self, q::KEEP_PROMISE, id.uuid(), place, i64::from(on.0))? == 1)
    }

    /// What each person did since a moment, by kind.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn signs_of(
        &mut self,
        company: CompanyId,
        since: Timestamp,
    ) -> Result<Vec<(UserId, ActivityKind, u64)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, String, i64), q::SIGNS_OF, company.uuid(), since.micros())?;
        let sign = |(user, kind, count): (Uuid, String, i64)| {
            Some((UserId::from_uuid(user), ActivityKind::parse(&kind)?, u64::try_from(count).ok()?))
        };
        Ok(rows.into_iter().filter_map(sign).collect())
    }

    /// How many colleagues came by each person's invitation since a moment.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn invited_by(&mut self, company: CompanyId, since: Timestamp) -> Result<Vec<(UserId, u64)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, i64), q::INVITED_BY, company.uuid(), since.micros())?;
        Ok(rows.into_iter().map(|(user, count)| (UserId::from_uuid(user), u64::try_from(count).unwrap_or_default())).collect())
    }

    /// `false` when it was said before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_departure(&mut self, one: &Departure) -> Result<bool, StoreError> {
        let inserted = execute!(
            self,
            q::INSERT_DEPARTURE,
            one.user.uuid(),
            one.company.uuid(),
            one.to.uuid(),
            one.said.by.uuid(),
            one.said.at.micros(),
            one.champion,
            i64::from(one.deals),
            i64::from(one.steps),
            i64::from(one.visits),
            i64::from(one.questions),
        )?;
        Ok(inserted == 1)
    }

    /// The newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn departures_of(&mut self, company: CompanyId) -> Result<Vec<Departure>, StoreError> {
        Ok(fetch_all!(self, DepartureRow, q::DEPARTURES_OF, company.uuid())?.into_iter().map(Departure::from).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn has_left(&mut self, user: UserId) -> Result<bool, StoreError> {
        Ok(fetch_one!(self, (bool,), q::HAS_LEFT, user.uuid())?.0)
    }

    /// The companies whose champion has left, and that have no other.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn companies_without_their_champion(&mut self) -> Result<Vec<CompanyId>, StoreError> {
        let rows = fetch_all!(self, (Uuid,), q::CHAMPION_LEFT)?;
        Ok(rows.into_iter().map(|(company,)| CompanyId::from_uuid(company)).collect())
    }

    /// Whether its champion had left by then, and nobody was one since.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn is_without_its_champion(&mut self, company: CompanyId, at: Timestamp) -> Result<bool, StoreError> {
        Ok(fetch_one!(self, (bool,), q::CHAMPION_LEFT_OF, company.uuid(), at.micros())?.0)
    }

    /// What of somebody's waits goes on with somebody else: steps of boards, visits, questions, as many of each.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn give_work(&mut self, from: UserId, to: UserId) -> Result<(u32, u32, u32), StoreError> {
        let number = |rows: u64| u32::try_from(rows).unwrap_or(u32::MAX);
        let steps = number(execute!(self, q::GIVE_STEPS, from.uuid(), to.uuid())?);
        let visits = number(execute!(self, q::GIVE_VISITS, from.uuid(), to.uuid())?);
        let questions = number(execute!(self, q::GIVE_QUESTIONS, from.uuid(), to.uuid())?);
        Ok((steps, visits, questions))
    }

    /// A pact that is alive goes on with somebody else; its number and its days stay.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn give_pacts(&mut self, from: UserId, to: UserId) -> Result<(), StoreError> {
        execute!(self, q::GIVE_PACTS, from.uuid(), to.uuid()).map(drop)
    }

    /// Who goes on with the work of somebody who has left.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn successor(&mut self, of: UserId) -> Result<Option<UserId>, StoreError> {
        Ok(fetch_optional!(self, (Uuid,), q::SUCCESSOR, of.uuid())?.map(|(to,)| UserId::from_uuid(to)))
    }

    /// Makes somebody a lead.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn promote(&mut self, user: UserId) -> Result<(), StoreError> {
        execute!(self, q::PROMOTE, user.uuid()).map(drop)
    }
}
