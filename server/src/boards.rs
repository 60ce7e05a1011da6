//! Use cases: the boards of a company's first orders.

mod sheets;
mod word;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin, Subject},
    boards::{Board, BoardForm, BoardList, BoardSheet, BoardStep, Boards, CustomerPlan, StepForm},
    caller::Caller,
    deals::DealRegistration,
    failure::{Answer, Failure},
    goals::{Said, Side},
    id::{DealId, UserId},
    lang::{Bilingual, Lang},
    publishing::{Details, DocumentKind, Step, StepAfter, StepOwner},
};
use jiso_store::{
    Tx,
    boards::{BoardWaits, Share},
};

use crate::office::Office;

/// The checklist that a board is made of.
const TEMPLATE: &str = "first-order";
/// A link for the customer works so long.
const SHARED_DAYS: i64 = 60;

#[async_trait]
impl Boards for Office {
    async fn list(&self, caller: &Caller) -> Answer<BoardList> {
        caller.may(Action::WorkTogether)?;
        let mut tx = self.store.read().await?;
        self.board_list(&mut tx, caller).await
    }

    async fn sheet(&self, caller: &Caller, deal: &str) -> Answer<BoardSheet> {
        let mut tx = self.store.read().await?;
        let board = visible(&mut tx, caller, deal.parse().map_err(|_| Failure::NotFound)?).await?;
        self.board_sheet(&mut tx, caller, board).await
    }

    async fn finish(&self, caller: &Caller, form: StepForm) -> Answer<DealId> {
        let (deal, key) = form.read()?;
        let mut tx = self.store.write().await?;
        let (board, side) = (visible(&mut tx, caller, deal).await?, Side::of(caller.role));
        own_step(&board, key, side)?;
        let said = Said { by: caller.user, at: self.now() };
        if tx.finish_step(deal, key, said).await? {
            let kind = if side == Side::Partner { ActivityKind::PartnerStepDone } else { ActivityKind::VendorStepDone };
            self.record_step(&mut tx, caller, &board, kind).await?;
            let board = self.count_waits(&mut tx, deal).await?;
            self.tell_whose_turn_it_is(&mut tx, caller, &board, key).await?;
            tx.commit().await?;
        }
        Ok(deal)
    }

    async fn reopen(&self, caller: &Caller, form: StepForm) -> Answer<DealId> {
        let (deal, key) = form.read()?;
        let mut tx = self.store.write().await?;
        let board = visible(&mut tx, caller, deal).await?;
        own_step(&board, key, Side::of(caller.role))?;
        if tx.reopen_step(deal, key).await? {
            self.record_step(&mut tx, caller, &board, ActivityKind::StepReopened).await?;
            self.count_waits(&mut tx, deal).await?;
            tx.commit().await?;
        }
        Ok(deal)
    }

    async fn take(&self, caller: &Caller, form: StepForm) -> Answer<DealId> {
        let (deal, key) = form.read()?;
        let mut tx = self.store.write().await?;
        let board = visible(&mut tx, caller, deal).await?;
        own_step(&board, key, Side::of(caller.role))?;
        tx.own_step(deal, key, caller.user).await?;
        tx.commit().await?;
        Ok(deal)
    }

    async fn share(&self, caller: &Caller, form: BoardForm) -> Answer<DealId> {
        let (deal, now) = (form.read()?, self.now());
        let mut tx = self.store.write().await?;
        visible(&mut tx, caller, deal).await?;
        let share = Share { secret: self.chance.secret(), by: caller.user, until: now.plus_days(SHARED_DAYS) };
        tx.share_board(deal, &share).await?;
        tx.commit().await?;
        Ok(deal)
    }

    async fn withdraw_share(&self, caller: &Caller, form: BoardForm) -> Answer<DealId> {
        let deal = form.read()?;
        let mut tx = self.store.write().await?;
        visible(&mut tx, caller, deal).await?;
        tx.withdraw_share(deal).await?;
        tx.commit().await?;
        Ok(deal)
    }

    async fn customer_view(&self, caller: &Caller, deal: &str) -> Answer<CustomerPlan> {
        let mut tx = self.store.read().await?;
        let board = visible(&mut tx, caller, deal.parse().map_err(|_| Failure::NotFound)?).await?;
        self.customer_plan(&mut tx, board, caller.lang, None).await
    }

    async fn plan(&self, secret: &str, lang: Lang) -> Answer<CustomerPlan> {
        if secret.contains(char::is_control) {
            return Err(Failure::NotFound);
        }
        let (mut tx, now) = (self.store.read().await?, self.now());
        let board = tx.shared_board(secret, now).await?.ok_or(Failure::NotFound)?;
        let until = tx.share_of(board.deal, now).await?.map(|share| share.until.day());
        self.customer_plan(&mut tx, board, lang, until).await
    }
}

/// A board of the partner's own deal, or of any company's for the vendor.
async fn visible(tx: &mut Tx, caller: &Caller, deal: DealId) -> Answer<Board> {
    caller.may(Action::WorkTogether)?;
    let ours = |board: &Board| Side::of(caller.role) == Side::Vendor || caller.company == Some(board.company);
    tx.board(deal).await?.filter(ours).ok_or(Failure::NotFound)
}

/// Each side ticks off its own steps.
fn own_step(board: &Board, key: &str, side: Side) -> Answer<()> {
    let step = board.steps.iter().find(|step| step.key == key).ok_or(Failure::NotFound)?;
    if step.side == side { Ok(()) } else { Err(Failure::Forbidden) }
}

impl Office {
    /// Opens the board of a deal that was approved just now, where it is one of the company's first.
    pub(crate) async fn open_board(&self, tx: &mut Tx, deal: &DealRegistration) -> Answer<()> {
        let first = i64::from(self.programme().promises.board_deals);
        if tx.count_boards(deal.company).await? >= first {
            return Ok(());
        }
        let (ja, en) = (self.checklist(tx, Lang::Ja).await?, self.checklist(tx, Lang::En).await?);
        let manager = tx.company(deal.company).await?.and_then(|company| company.manager);
        let steps = if ja.is_empty() { &en } else { &ja };
        let steps: Vec<BoardStep> = steps.iter().map(|step| board_step(step, (&ja, &en), deal.owner, manager)).collect();
        if steps.is_empty() {
            return Ok(());
        }
        let board = Board { deal: deal.id, company: deal.company, opened_at: self.now(), steps };
        if tx.insert_board(&board).await? {
            self.count_waits(tx, deal.id).await?;
        }
        Ok(())
    }

    async fn checklist(&self, tx: &mut Tx, lang: Lang) -> Answer<Vec<Step>> {
        let all = self.published(tx, &[DocumentKind::Checklist], lang).await?;
        let template = all.iter().find(|text| text.path.slug == TEMPLATE && text.path.lang == lang);
        Ok(match template.map(|text| &text.meta.details) {
            Some(Details::Checklist { steps }) => steps.clone(),
            _ => Vec::new(),
        })
    }

    /// Keeps who waits for whom beside the board's steps; answers the board as it is now.
    async fn count_waits(&self, tx: &mut Tx, deal: DealId) -> Answer<Board> {
        let (programme, now) = (self.programme(), self.now());
        let board = tx.board(deal).await?.ok_or(Failure::NotFound)?;
        let turn = |side| board.waits_for(side, &programme.calendar, now).map(|(_, since, due)| (since, due));
        let waits = BoardWaits { finished: board.is_done(), partner: turn(Side::Partner), vendor: turn(Side::Vendor) };
        tx.keep_board_waits(deal, waits).await?;
        Ok(board)
    }

    /// What the partner does is its own; what the vendor does is nobody's of the company.
    async fn record_step(&self, tx: &mut Tx, caller: &Caller, board: &Board, kind: ActivityKind) -> Answer<()> {
        let at = self.now();
        let own = kind.is_partners();
        let activity = Activity {
            id: self.chance.id(at),
            at,
            company: board.company,
            user: own.then_some(caller.user),
            kind,
            origin: if own { caller.came } else { Origin::Vendor },
            subject: Subject::Deal(board.deal),
            amount: None,
        };
        let product = tx.deal(board.deal).await?.map(|found| found.deal.facts.product);
        self.record_about(tx, activity, product.as_deref()).await.map(drop)
    }
}

/// A step of the checklist with its title in both languages, done by whoever looks after the deal on its side.
fn board_step(step: &Step, (ja, en): (&[Step], &[Step]), owner: UserId, manager: Option<UserId>) -> BoardStep {
    let in_language = |steps: &[Step], text: fn(&Step) -> &String| {
        text(steps.iter().find(|other| other.key == step.key).unwrap_or(step)).clone()
    };
    let both = |text: fn(&Step) -> &String| Bilingual { ja: in_language(ja, text), en: in_language(en, text) };
    let side = match step.owner {
        StepOwner::Partner => Side::Partner,
        StepOwner::Vendor => Side::Vendor,
    };
    BoardStep {
        key: step.key.clone(),
        title: both(|step| &step.title),
        needs: both(|step| &step.needs),
        side,
        days: u16::try_from(step.days).unwrap_or(u16::MAX),
        from_approval: step.after == StepAfter::Approval,
        owner: if side == Side::Partner { Some(owner) } else { manager },
        done: None,
    }
}
