//! Joint visits.

use jiso::{
    goals::{Said, Side},
    id::{CompanyId, DealId, UserId, VisitId},
    time::{Day, Timestamp},
    visits::{Debrief, JointVisit, VisitAnswer, VisitPlan, VisitState},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

#[derive(sqlx::FromRow)]
struct VisitRow {
    id: Uuid,
    deal_id: Uuid,
    company_id: Uuid,
    version: i64,
    state: String,
    by_vendor: bool,
    purpose: String,
    meets: String,
    partner_role: String,
    vendor_role: String,
    place: String,
    minutes: i64,
    slot1: Option<i64>,
    slot2: Option<i64>,
    slot3: Option<i64>,
    starts_at: Option<i64>,
    on_day: i64,
    note: Option<String>,
    owner_id: Uuid,
    asked_by: Uuid,
    asked_at: i64,
    moved_by: Uuid,
    moved_at: i64,
    host_id: Option<Uuid>,
    partner_held: Option<bool>,
    partner_said_by: Option<Uuid>,
    partner_said_at: Option<i64>,
    vendor_held: Option<bool>,
    vendor_said_by: Option<Uuid>,
    vendor_said_at: Option<i64>,
}

const fn side(by_vendor: bool) -> Side {
    if by_vendor { Side::Vendor } else { Side::Partner }
}

fn said(by: Uuid, at: i64) -> Said {
    Said { by: UserId::from_uuid(by), at: Timestamp::from_micros(at) }
}

fn word(held: Option<bool>, by: Option<Uuid>, at: Option<i64>) -> Option<VisitAnswer> {
    Some(VisitAnswer { held: held?, by: UserId::from_uuid(by?), at: Timestamp::from_micros(at?) })
}

impl VisitRow {
    /// None for a state that a later version may know.
    fn visit(self) -> Option<JointVisit> {
        Some(JointVisit {
            id: VisitId::from_uuid(self.id),
            deal: DealId::from_uuid(self.deal_id),
            company: CompanyId::from_uuid(self.company_id),
            version: self.version,
            state: VisitState::parse(&self.state)?,
            side: side(self.by_vendor),
            plan: VisitPlan {
                purpose: self.purpose,
                meets: self.meets,
                partner_role: self.partner_role,
                vendor_role: self.vendor_role,
                place: self.place,
                minutes: u16::try_from(self.minutes).unwrap_or_default(),
            },
            slots: [self.slot1, self.slot2, self.slot3].into_iter().flatten().map(Timestamp::from_micros).collect(),
            starts_at: self.starts_at.map(Timestamp::from_micros),
            on: Day(i32::try_from(self.on_day).unwrap_or_default()),
            note: self.note,
            owner: UserId::from_uuid(self.owner_id),
            asked: said(self.asked_by, self.asked_at),
            moved: said(self.moved_by, self.moved_at),
            host: self.host_id.map(UserId::from_uuid),
            partner_said: word(self.partner_held, self.partner_said_by, self.partner_said_at),
            vendor_said: word(self.vendor_held, self.vendor_said_by, self.vendor_said_at),
        })
    }
}

#[derive(sqlx::FromRow)]
struct DebriefRow {
    by_vendor: bool,
    wish: String,
    obstacle: String,
    next_step: String,
    said_by: Uuid,
    said_at: i64,
}

impl From<DebriefRow> for Debrief {
    fn from(row: DebriefRow) -> Self {
        Self {
            side: side(row.by_vendor),
            wish: row.wish,
            obstacle: row.obstacle,
            next_step: row.next_step,
            said: said(row.said_by, row.said_at),
        }
    }
}

sql! {
    INSERT_VISIT = "INSERT INTO visits (id, deal_id, company_id, version, state, by_vendor, purpose, meets, partner_role, vendor_role,
        place, minutes, on_day, note, owner_id, asked_by, asked_at, moved_by, moved_at)
        VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $15, $16)";
    CHANGE_VISIT = "UPDATE visits SET version = version + 1, state = $3, by_vendor = $4, slot1 = $5, slot2 = $6, slot3 = $7,
        starts_at = $8, on_day = $9, note = $10, moved_by = $11, moved_at = $12, host_id = $13, partner_held = $14,
        partner_said_by = $15, partner_said_at = $16, vendor_held = $17, vendor_said_by = $18, vendor_said_at = $19
        WHERE id = $1 AND version = $2";
    VISIT = "SELECT v.* FROM visits v WHERE v.id = $1";
    VISITS_OF_DEAL = "SELECT v.* FROM visits v WHERE v.deal_id = $1 ORDER BY v.asked_at DESC, v.id DESC";
    OPEN_VISITS = "SELECT v.* FROM visits v WHERE v.state IN ('proposed', 'agreed', 'confirmed') ORDER BY v.moved_at, v.id LIMIT $1";
    VISITS_WAITING = "SELECT v.* FROM visits v WHERE v.state IN ('proposed', 'agreed', 'confirmed')
        AND (v.state = 'agreed' AND v.starts_at <= $1 OR v.state IN ('proposed', 'confirmed') AND v.by_vendor = FALSE)
        ORDER BY v.moved_at, v.id LIMIT $2";
    VISITS_WAITING_OF = "SELECT v.* FROM visits v WHERE v.state IN ('proposed', 'agreed', 'confirmed')
        AND (v.state = 'agreed' AND v.starts_at <= $1 OR v.state IN ('proposed', 'confirmed') AND v.by_vendor = FALSE)
        AND v.company_id = $2 ORDER BY v.moved_at, v.id";
    VISITS_OF_COMPANY = "SELECT v.* FROM visits v WHERE v.company_id = $1 ORDER BY v.moved_at DESC, v.id DESC LIMIT $2";
    ENDED_VISITS = "SELECT v.* FROM visits v WHERE v.state IN ('held', 'denied', 'cancelled')
        ORDER BY v.moved_at DESC, v.id DESC LIMIT $1";
    KEEP_DEBRIEF = "INSERT INTO visit_debriefs (visit_id, by_vendor, wish, obstacle, next_step, said_by, said_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (visit_id, by_vendor)
        DO UPDATE SET wish = $3, obstacle = $4, next_step = $5, said_by = $6, said_at = $7";
    DEBRIEFS_OF = "SELECT by_vendor, wish, obstacle, next_step, said_by, said_at FROM visit_debriefs
        WHERE visit_id = $1 ORDER BY said_at, by_vendor";
}

impl Tx {
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_visit(&mut self, visit: &JointVisit) -> Result<(), StoreError> {
        let plan = &visit.plan;
        execute!(
            self,
            q::INSERT_VISIT,
            visit.id.uuid(),
            visit.deal.uuid(),
            visit.company.uuid(),
            visit.state.as_str(),
            visit.side == Side::Vendor,
            &plan.purpose,
            &plan.meets,
            &plan.partner_role,
            &plan.vendor_role,
            &plan.place,
            i64::from(plan.minutes),
            i64::from(visit.on.0),
            visit.note.as_deref(),
            visit.owner.uuid(),
            visit.asked.by.uuid(),
            visit.asked.at.micros(),
        )?;
        self.change_visit(&JointVisit { version: 0, ..visit.clone() }).await.map(drop)
    }

    /// Keeps everything about a visit that may change; `false` when somebody else has changed it since it was read.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn change_visit(&mut self, visit: &JointVisit) -> Result<bool, StoreError> {
        let slot = |place: usize| visit.slots.get(place).map(|at| at.micros());
        let word = |said: Option<VisitAnswer>| (said.map(|s| s.held), said.map(|s| s.by.uuid()), said.map(|s| s.at.micros()));
        let (partner, vendor) = (word(visit.partner_said), word(visit.vendor_said));
        let changed = execute!(
            self,
            q::CHANGE_VISIT,
            visit.id.uuid(),
            visit.version,
            visit.state.as_str(),
            visit.side == Side::Vendor,
            slot(0),
            slot(1),
            slot(2),
            visit.starts_at.map(Timestamp::micros),
            i64::from(visit.on.0),
            visit.note.as_deref(),
            visit.moved.by.uuid(),
            visit.moved.at.micros(),
            visit.host.map(UserId::uuid),
            partner.0,
            partner.1,
            partner.2,
            vendor.0,
            vendor.1,
            vendor.2,
        )?;
        Ok(changed == 1)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn visit(&mut self, id: VisitId) -> Result<Option<JointVisit>, StoreError> {
        Ok(fetch_optional!(self, VisitRow, q::VISIT, id.uuid())?.and_then(VisitRow::visit))
    }

    /// The newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn visits_of_deal(&mut self, deal: DealId) -> Result<Vec<JointVisit>, StoreError> {
        Ok(visits(fetch_all!(self, VisitRow, q::VISITS_OF_DEAL, deal.uuid())?))
    }

    /// Neither over nor called off; what moved longest ago at the head.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn open_visits(&mut self, limit: i64) -> Result<Vec<JointVisit>, StoreError> {
        Ok(visits(fetch_all!(self, VisitRow, q::OPEN_VISITS, limit)?))
    }

    /// Those that wait for the vendor's word, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn visits_waiting(&mut self, now: Timestamp, limit: i64) -> Result<Vec<JointVisit>, StoreError> {
        Ok(visits(fetch_all!(self, VisitRow, q::VISITS_WAITING, now.micros(), limit)?))
    }

    /// [`Tx::visits_waiting`] of one company.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn visits_waiting_of(&mut self, company: CompanyId, now: Timestamp) -> Result<Vec<JointVisit>, StoreError> {
        Ok(visits(fetch_all!(self, VisitRow, q::VISITS_WAITING_OF, now.micros(), company.uuid())?))
    }

    /// What moved last at the head.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn visits_of_company(&mut self, company: CompanyId, limit: i64) -> Result<Vec<JointVisit>, StoreError> {
        Ok(visits(fetch_all!(self, VisitRow, q::VISITS_OF_COMPANY, company.uuid(), limit)?))
    }

    /// What ended last at the head.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn ended_visits(&mut self, limit: i64) -> Result<Vec<JointVisit>, StoreError> {
        Ok(visits(fetch_all!(self, VisitRow, q::ENDED_VISITS, limit)?))
    }

    /// One side's lines, in place of those it wrote before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn keep_debrief(&mut self, visit: VisitId, debrief: &Debrief) -> Result<(), StoreError> {
        execute!(
            self,
            q::KEEP_DEBRIEF,
            visit.uuid(),
            debrief.side == Side::Vendor,
            &debrief.wish,
            &debrief.obstacle,
            &debrief.next_step,
            debrief.said.by.uuid(),
            debrief.said.at.micros(),
        )
        .map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn debriefs_of(&mut self, visit: VisitId) -> Result<Vec<Debrief>, StoreError> {
        Ok(fetch_all!(self, DebriefRow, q::DEBRIEFS_OF, visit.uuid())?.into_iter().map(Debrief::from).collect())
    }
}

fn visits(rows: Vec<VisitRow>) -> Vec<JointVisit> {
    rows.into_iter().filter_map(VisitRow::visit).collect()
}
