//! What the pages show of plays.

use jiso::{
    accounts::access::Action,
    activity::ActivityKind,
    caller::Caller,
    deals::DealRegistration,
    failure::{Answer, Failure},
    goals::Side,
    id::CompanyId,
    plays::{
        ConsentView, Play, PlayAction, PlayDraftSheet, PlayMark, PlayMoveView, PlayRow, PlaySheet, PlayState, PlayText,
        first_text,
    },
    points::expected,
    publishing::{CompanySize, Industry},
    visits::JointVisit,
};
use jiso_store::Tx;

use crate::office::Office;

/// So many that wait are shown.
const OPEN_SHOWN: i64 = 50;

impl Office {
    pub(super) async fn play_sheet(&self, tx: &mut Tx, caller: &Caller, play: Play) -> Answer<PlaySheet> {
        let reader = Side::of(caller.role);
        let together = caller.may(Action::WorkTogether).is_ok();
        let customer = tx.deal(play.deal).await?.ok_or(Failure::NotFound)?.deal.facts.customer.name;
        let company = tx.company(play.company).await?.ok_or(Failure::NotFound)?.name;
        let mut consents = Vec::new();
        for (side, said) in [(Side::Partner, play.partner_consent), (Side::Vendor, play.vendor_consent)] {
            let Some(said) = said else { continue };
            // Who of the partner it was is not for those who only publish.
            let by = if together || side == Side::Vendor { self.person(tx, said.by).await? } else { String::new() };
            consents.push(ConsentView { side, by, at: said.at });
        }
        let mut moves = Vec::new();
        for done in if together { tx.play_moves(play.id).await? } else { Vec::new() } {
            let by = self.person(tx, done.said.by).await?;
            moves.push(PlayMoveView { action: done.action, side: done.side, by, at: done.said.at, note: done.note });
        }
        let may = |action: PlayAction| match action {
            PlayAction::Publish => caller.may(Action::PublishPlays).is_ok(),
            _ => together,
        };
        let actions = PlayAction::ALL.iter().copied().filter(|action| may(*action) && play.allows(*action, reader)).collect();
        let shared = moves.iter().any(|done| done.action == PlayAction::Publish);
        let tells_points =
            reader == Side::Partner && !shared && !matches!(play.state, PlayState::Declined | PlayState::Withdrawn);
        Ok(PlaySheet {
            id: play.id,
            visit: together.then_some((play.visit, customer)),
            reader,
            state: play.state,
            side: play.side,
            version: play.version,
            lang: play.lang,
            named: play.named,
            company: (together || play.is_credited()).then_some(company),
            consents,
            moves,
            actions,
            href: self.play_address(tx, &play).await?,
            document: play.document.filter(|_| caller.may(Action::EditContent).is_ok()),
            points: if tells_points { self.points_of_sharing(tx, caller, play.company).await? } else { 0 },
            text: play.text,
        })
    }

    pub(super) async fn play_to_propose(&self, tx: &mut Tx, caller: &Caller, visit: JointVisit) -> Answer<PlayDraftSheet> {
        let reader = Side::of(caller.role);
        let deal = tx.deal(visit.deal).await?.ok_or(Failure::NotFound)?.deal;
        let company = tx.company(visit.company).await?.ok_or(Failure::NotFound)?.name;
        let text = self.text_to_begin_with(tx, &visit, &deal, &company).await?;
        let points = if reader == Side::Partner { self.points_of_sharing(tx, caller, visit.company).await? } else { 0 };
        let key = self.new_id::<()>().to_string();
        Ok(PlayDraftSheet { visit: visit.id, customer: deal.facts.customer.name, company, reader, key, text, points })
    }

    async fn text_to_begin_with(
        &self,
        tx: &mut Tx,
        visit: &JointVisit,
        deal: &DealRegistration,
        company: &str,
    ) -> Answer<PlayText> {
        let debriefs = tx.debriefs_of(visit.id).await?;
        let companies = [deal.facts.customer.name.clone(), company.to_owned()];
        let mut people = vec![self.person(tx, visit.owner).await?];
        for debrief in &debriefs {
            people.push(self.person(tx, debrief.said.by).await?);
        }
        Ok(PlayText {
            industry: Industry::parse(deal.facts.industry.as_str()),
            size: CompanySize::parse(deal.facts.size.as_str()),
            ..first_text(&debriefs, &visit.plan.purpose, &companies, &people)
        })
    }

    /// What the programme gives for a case that is shared.
    async fn points_of_sharing(&self, tx: &mut Tx, caller: &Caller, company: CompanyId) -> Answer<i64> {
        let now = self.now();
        let standing = tx.standing(company).await?;
        let reviewed = tx.reviewed(company, Some(caller.user), now).await?;
        Ok(expected(&self.programme(), ActivityKind::CaseShared, &standing, &reviewed, now).points)
    }

    /// Where it is read, while it is published.
    async fn play_address(&self, tx: &mut Tx, play: &Play) -> Answer<Option<String>> {
        let document = self.document_of(tx, play).await?.filter(|document| document.standing.published().is_some());
        Ok(document.and_then(|document| document.path.address()))
    }

    /// What a visit's page shows: nothing before both sides have summed it up.
    pub(crate) async fn play_mark(&self, tx: &mut Tx, visit: &JointVisit) -> Answer<Option<PlayMark>> {
        if !self.is_summed_up(tx, visit).await? {
            return Ok(None);
        }
        let Some(play) = tx.play_of_visit(visit.id).await? else {
            return Ok(Some(PlayMark { play: None, waits_for: None, href: None }));
        };
        let href = self.play_address(tx, &play).await?;
        Ok(Some(PlayMark { play: Some((play.id, play.state)), waits_for: play.waits_for(), href }))
    }

    /// Plays that somebody's word is waited for: the reader's side first.
    pub(crate) async fn open_plays(&self, tx: &mut Tx, caller: &Caller) -> Answer<Vec<PlayRow>> {
        let side = Side::of(caller.role);
        let company = if side == Side::Partner { Some(caller.own_company()?) } else { None };
        let mut rows = Vec::new();
        for play in tx.open_plays(company, OPEN_SHOWN).await? {
            let Some(found) = tx.deal(play.deal).await? else { continue };
            rows.push(PlayRow {
                id: play.id,
                title: play.text.title.clone(),
                customer: found.deal.facts.customer.name,
                company_name: (side == Side::Vendor).then_some(found.company_name),
                state: play.state,
                yours: play.waits_for() == Some(side),
                moved_at: play.moved.at,
            });
        }
        rows.sort_by_key(|row| !row.yours);
        Ok(rows)
    }
}
