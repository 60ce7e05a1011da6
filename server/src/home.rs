//! Use cases: the first page.

mod news;
mod next;
mod vendor;
mod waiting;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::{Answer, Failure},
    home::{EditorHome, HomeSheet, Homes, PartnerHome},
    leaderboards::{Board, BoardQuery, Cohort, Measure, Period},
    page::Page,
    phases::judge,
    publishing::{ContentQuery, DocumentStatus},
};
use jiso_store::Tx;

use crate::{office::Office, partners::overdue};

/// Where the neighbourhood on the first page comes from.
const NEIGHBOURHOOD: BoardQuery =
    BoardQuery { board: Board::Companies, measure: Measure::Overall, period: Period::Quarter, cohort: Cohort::Peers };

#[async_trait]
impl Homes for Office {
    async fn home(&self, caller: &Caller) -> Answer<HomeSheet> {
        let mut tx = self.store.read().await?;
        if caller.role.is_partner() {
            Ok(HomeSheet::Partner(Box::new(self.partner_home(&mut tx, caller).await?)))
        } else if caller.may(Action::ManagePartners).is_ok() {
            Ok(HomeSheet::Vendor(Box::new(self.vendor_home(&mut tx, caller).await?)))
        } else {
            caller.may(Action::EditContent)?;
            Ok(HomeSheet::Editor(Box::new(self.editor_home(&mut tx, caller).await?)))
        }
    }
}

impl Office {
    async fn partner_home(&self, tx: &mut Tx, caller: &Caller) -> Answer<PartnerHome> {
        let (id, programme, now) = (caller.own_company()?, self.programme(), self.now());
        let company = tx.company(id).await?.ok_or(Failure::NotFound)?;
        let standing = tx.standing(id).await?;
        let deals = tx.open_deals_for(id, caller.user).await?;
        let tier = self.tier_view(tx, id, &standing).await?;
        let facts = self.phase_facts(tx, &company, overdue(&deals, now), &tier.held.tier).await?;
        let phase = judge(&programme, &standing, &facts, now);
        let tier = tier.snapshot.clone();
        let seen =
            next::Seen { company: &company, standing, phase: phase.clone(), deals: &deals, wins_needed: tier.wins.clone() };
        let home = self.home_facts(tx, caller, seen).await?;
        let visits = tx.visits_waiting_of(id, now).await?;
        let mut waiting = self.waiting_lines(tx, &deals, false).await?;
        waiting.extend(self.visits_waiting_lines(tx, visits, false).await?);
        let late = tx.late_boards_of(id, now).await?;
        waiting.extend(self.steps_waiting_lines(tx, late, false).await?);
        let questions = tx.questions_waiting_of(id).await?;
        waiting.extend(self.questions_waiting_lines(tx, questions, false).await?);
        waiting.sort_by_key(|line| line.clock.due);
        Ok(PartnerHome {
            person: caller.name.clone(),
            now,
            next: self.choose_next(tx, caller, id, home).await?,
            phase,
            waiting,
            news: self.home_news(tx, caller, &deals).await?,
            stale_favourites: self.stale_favourites(tx, caller).await?,
            points: tx.company_points(id).await?,
            board: self.board_for(tx, caller, NEIGHBOURHOOD).await?,
            praise: self.home_praise(tx, caller, id).await?,
            company_name: company.name,
            tier,
        })
    }

    async fn editor_home(&self, tx: &mut Tx, caller: &Caller) -> Answer<EditorHome> {
        let today = self.now().day();
        let asked = |status, stale| ContentQuery { kind: None, lang: None, status, text: None, stale, page: 1 };
        let mut unpublished = tx.content(&asked(Some(DocumentStatus::Changed), false), today).await?;
        unpublished.extend(tx.content(&asked(Some(DocumentStatus::Draft), false), today).await?);
        unpublished.sort_by_key(|line| std::cmp::Reverse(line.updated_at));
        Ok(EditorHome {
            person: caller.name.clone(),
            unpublished: Page::from_rows(unpublished, 1),
            stale: Page::from_rows(tx.content(&asked(None, true), today).await?, 1),
            misses: if caller.may(Action::TendSearch).is_ok() { tx.count_open_misses().await? } else { 0 },
        })
    }
}
