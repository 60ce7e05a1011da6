//! Boards of first orders.

use jiso::{
    boards::{Board, BoardStep},
    goals::{Said, Side},
    id::{CompanyId, DealId, UserId},
    lang::Bilingual,
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// A link for the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub secret: String,
    pub by: UserId,
    pub until: Timestamp,
}

/// What of a board follows from its steps and is kept beside them, so that what waits is found without reading them all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BoardWaits {
    pub finished: bool,
    /// Since when, and by when it is due.
    pub partner: Option<(Timestamp, Timestamp)>,
    pub vendor: Option<(Timestamp, Timestamp)>,
}

#[derive(sqlx::FromRow)]
struct BoardRow {
    deal_id: Uuid,
    company_id: Uuid,
    opened_at: i64,
}

#[derive(sqlx::FromRow)]
struct StepRow {
    key: String,
    title_ja: String,
    title_en: String,
    needs_ja: String,
    needs_en: String,
    by_vendor: bool,
    days: i64,
    from_approval: bool,
    owner_id: Option<Uuid>,
    done_by: Option<Uuid>,
    done_at: Option<i64>,
}

impl From<StepRow> for BoardStep {
    fn from(row: StepRow) -> Self {
        let said = |(by, at)| Said { by: UserId::from_uuid(by), at: Timestamp::from_micros(at) };
        Self {
            key: row.key,
            title: Bilingual { ja: row.title_ja, en: row.title_en },
            needs: Bilingual { ja: row.needs_ja, en: row.needs_en },
            side: if row.by_vendor { Side::Vendor } else { Side::Partner },
            days: u16::try_from(row.days).unwrap_or_default(),
            from_approval: row.from_approval,
            owner: row.owner_id.map(UserId::from_uuid),
            done: row.done_by.zip(row.done_at).map(said),
        }
    }
}

#[derive(sqlx::FromRow)]
struct ShareRow {
    secret: String,
    shared_by: Uuid,
    shared_until: i64,
}

#[derive(sqlx::FromRow)]
struct WaitRow {
    deal_id: Uuid,
    vendor_since: i64,
    vendor_due: i64,
}

sql! {
    INSERT_BOARD = "INSERT INTO first_orders (deal_id, company_id, opened_at, finished) VALUES ($1, $2, $3, FALSE)
        ON CONFLICT (deal_id) DO NOTHING";
    INSERT_BOARD_STEP = "INSERT INTO first_order_steps
        (deal_id, place, key, title_ja, title_en, needs_ja, needs_en, by_vendor, days, from_approval, owner_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    COUNT_BOARDS = "SELECT CAST(COUNT(*) AS BIGINT) FROM first_orders WHERE company_id = $1";
    BOARD = "SELECT b.deal_id, d.company_id, b.opened_at FROM first_orders b JOIN deal_registrations d ON d.id = b.deal_id
        WHERE b.deal_id = $1";
    BOARD_STEPS = "SELECT key, title_ja, title_en, needs_ja, needs_en, by_vendor, days, from_approval, owner_id, done_by, done_at
        FROM first_order_steps WHERE deal_id = $1 ORDER BY place";
    FINISH_STEP = "UPDATE first_order_steps SET done_by = $3, done_at = $4 WHERE deal_id = $1 AND key = $2 AND done_at IS NULL";
    REOPEN_STEP = "UPDATE first_order_steps SET done_by = NULL, done_at = NULL
        WHERE deal_id = $1 AND key = $2 AND done_at IS NOT NULL";
    OWN_STEP = "UPDATE first_order_steps SET owner_id = $3 WHERE deal_id = $1 AND key = $2";
    KEEP_WAITS = "UPDATE first_orders SET finished = $2, partner_since = $3, partner_due = $4, vendor_since = $5, vendor_due = $6
        WHERE deal_id = $1";
    OPEN_BOARDS = "SELECT b.deal_id, d.company_id, b.opened_at FROM first_orders b JOIN deal_registrations d ON d.id = b.deal_id
        WHERE NOT b.finished AND d.status IN ('approved', 'won') ORDER BY b.opened_at, b.deal_id LIMIT $1";
    OPEN_BOARDS_OF = "SELECT b.deal_id, d.company_id, b.opened_at FROM first_orders b JOIN deal_registrations d ON d.id = b.deal_id
        WHERE d.company_id = $1 AND NOT b.finished AND d.status IN ('approved', 'won') ORDER BY b.opened_at, b.deal_id";
    LATE_BOARDS = "SELECT b.deal_id, b.vendor_since, b.vendor_due FROM first_orders b JOIN deal_registrations d ON d.id = b.deal_id
        WHERE b.vendor_due < $1 AND d.status IN ('approved', 'won') ORDER BY b.vendor_due, b.deal_id LIMIT $2";
    LATE_BOARDS_OF = "SELECT b.deal_id, b.vendor_since, b.vendor_due FROM first_orders b JOIN deal_registrations d ON d.id = b.deal_id
        WHERE d.company_id = $1 AND b.vendor_due < $2 AND d.status IN ('approved', 'won') ORDER BY b.vendor_due, b.deal_id";
    BOARDS_LATE_SINCE = "SELECT b.deal_id, d.company_id, b.opened_at FROM first_orders b JOIN deal_registrations d ON d.id = b.deal_id
        WHERE NOT b.finished AND d.status IN ('approved', 'won')
        AND (b.vendor_due >= $1 AND b.vendor_due < $2 OR b.partner_due >= $1 AND b.partner_due < $2) ORDER BY b.opened_at, b.deal_id";
    SHARE_BOARD = "UPDATE first_orders SET secret = $2, shared_by = $3, shared_until = $4 WHERE deal_id = $1";
    WITHDRAW_SHARE = "UPDATE first_orders SET secret = NULL, shared_by = NULL, shared_until = NULL WHERE deal_id = $1";
    SHARE_OF = "SELECT secret, shared_by, shared_until FROM first_orders WHERE deal_id = $1 AND shared_until > $2";
    SHARED_BOARD = "SELECT b.deal_id, d.company_id, b.opened_at FROM first_orders b JOIN deal_registrations d ON d.id = b.deal_id
        WHERE b.secret = $1 AND b.shared_until > $2";
}

impl Tx {
    /// `false` when the deal has one.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_board(&mut self, board: &Board) -> Result<bool, StoreError> {
        let deal = board.deal.uuid();
        if execute!(self, q::INSERT_BOARD, deal, board.company.uuid(), board.opened_at.micros())? == 0 {
            return Ok(false);
        }
        for (place, step) in (0_i64..).zip(&board.steps) {
            execute!(
                self,
                q::INSERT_BOARD_STEP,
                deal,
                place,
                &step.key,
                &step.title.ja,
                &step.title.en,
                &step.needs.ja,
                &step.needs.en,
                step.side == Side::Vendor,
                i64::from(step.days),
                step.from_approval,
                step.owner.map(UserId::uuid),
            )?;
        }
        Ok(true)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn count_boards(&mut self, company: CompanyId) -> Result<i64, StoreError> {
        Ok(fetch_one!(self, (i64,), q::COUNT_BOARDS, company.uuid())?.0)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn board(&mut self, deal: DealId) -> Result<Option<Board>, StoreError> {
        match fetch_optional!(self, BoardRow, q::BOARD, deal.uuid())? {
            Some(row) => self.with_steps(row).await.map(Some),
            None => Ok(None),
        }
    }

    /// Whether there is one, without its steps.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn has_board(&mut self, deal: DealId) -> Result<bool, StoreError> {
        Ok(fetch_optional!(self, BoardRow, q::BOARD, deal.uuid())?.is_some())
    }

    async fn with_steps(&mut self, row: BoardRow) -> Result<Board, StoreError> {
        Ok(Board {
            deal: DealId::from_uuid(row.deal_id),
            company: CompanyId::from_uuid(row.company_id),
            opened_at: Timestamp::from_micros(row.opened_at),
            steps: fetch_all!(self, StepRow, q::BOARD_STEPS, row.deal_id)?.into_iter().map(BoardStep::from).collect(),
        })
    }

    async fn all_with_steps(&mut self, rows: Vec<BoardRow>) -> Result<Vec<Board>, StoreError> {
        let mut boards = Vec::with_capacity(rows.len());
        for row in rows {
            boards.push(self.with_steps(row).await?);
        }
        Ok(boards)
    }

    /// Of deals that are on their way and not done, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn open_boards(&mut self, limit: i64) -> Result<Vec<Board>, StoreError> {
        let rows = fetch_all!(self, BoardRow, q::OPEN_BOARDS, limit)?;
        self.all_with_steps(rows).await
    }

    /// [`Tx::open_boards`] of one company.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn open_boards_of(&mut self, company: CompanyId) -> Result<Vec<Board>, StoreError> {
        let rows = fetch_all!(self, BoardRow, q::OPEN_BOARDS_OF, company.uuid())?;
        self.all_with_steps(rows).await
    }

    /// Those on which a side's first step became overdue from `since` on.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn boards_late_since(&mut self, since: Timestamp, now: Timestamp) -> Result<Vec<Board>, StoreError> {
        let rows = fetch_all!(self, BoardRow, q::BOARDS_LATE_SINCE, since.micros(), now.micros())?;
        self.all_with_steps(rows).await
    }

    /// `false` when it was done before, or is none of the board's.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn finish_step(&mut self, deal: DealId, step: &str, done: Said) -> Result<bool, StoreError> {
        Ok(execute!(self, q::FINISH_STEP, deal.uuid(), step, done.by.uuid(), done.at.micros())? == 1)
    }

    /// `false` when it is not done.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn reopen_step(&mut self, deal: DealId, step: &str) -> Result<bool, StoreError> {
        Ok(execute!(self, q::REOPEN_STEP, deal.uuid(), step)? == 1)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn own_step(&mut self, deal: DealId, step: &str, owner: UserId) -> Result<(), StoreError> {
        execute!(self, q::OWN_STEP, deal.uuid(), step, owner.uuid()).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn keep_board_waits(&mut self, deal: DealId, waits: BoardWaits) -> Result<(), StoreError> {
        let since = |turn: Option<(Timestamp, Timestamp)>| turn.map(|(since, _)| since.micros());
        let due = |turn: Option<(Timestamp, Timestamp)>| turn.map(|(_, due)| due.micros());
        let BoardWaits { finished, partner, vendor } = waits;
        execute!(self, q::KEEP_WAITS, deal.uuid(), finished, since(partner), due(partner), since(vendor), due(vendor)).map(drop)
    }

    /// Deals on whose boards the vendor is late: since when it is its turn, and by when the step was due.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn late_boards(&mut self, now: Timestamp, limit: i64) -> Result<Vec<(DealId, Timestamp, Timestamp)>, StoreError> {
        Ok(turns(fetch_all!(self, WaitRow, q::LATE_BOARDS, now.micros(), limit)?))
    }

    /// [`Tx::late_boards`] of one company.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn late_boards_of(
        &mut self,
        company: CompanyId,
        now: Timestamp,
    ) -> Result<Vec<(DealId, Timestamp, Timestamp)>, StoreError> {
        Ok(turns(fetch_all!(self, WaitRow, q::LATE_BOARDS_OF, company.uuid(), now.micros())?))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn share_board(&mut self, deal: DealId, share: &Share) -> Result<(), StoreError> {
        execute!(self, q::SHARE_BOARD, deal.uuid(), &share.secret, share.by.uuid(), share.until.micros()).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn withdraw_share(&mut self, deal: DealId) -> Result<(), StoreError> {
        execute!(self, q::WITHDRAW_SHARE, deal.uuid()).map(drop)
    }

    /// The link that works now.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn share_of(&mut self, deal: DealId, now: Timestamp) -> Result<Option<Share>, StoreError> {
        let row = fetch_optional!(self, ShareRow, q::SHARE_OF, deal.uuid(), now.micros())?;
        Ok(row.map(|row| Share {
            secret: row.secret,
            by: UserId::from_uuid(row.shared_by),
            until: Timestamp::from_micros(row.shared_until),
        }))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn shared_board(&mut self, secret: &str, now: Timestamp) -> Result<Option<Board>, StoreError> {
        match fetch_optional!(self, BoardRow, q::SHARED_BOARD, secret, now.micros())? {
            Some(row) => self.with_steps(row).await.map(Some),
            None => Ok(None),
        }
    }
}

fn turns(rows: Vec<WaitRow>) -> Vec<(DealId, Timestamp, Timestamp)> {
    let at = Timestamp::from_micros;
    rows.into_iter().map(|row| (DealId::from_uuid(row.deal_id), at(row.vendor_since), at(row.vendor_due))).collect()
}
