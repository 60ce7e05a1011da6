//! What all changes of a deal have in common: who may, on which version, and what follows.

use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::Caller,
    deals::{DealAction, DealRegistration, Refusal, Seen, StatusKey, Transition},
    failure::{Answer, Conflict, Failure},
    time::Timestamp,
};
use jiso_store::Tx;

use crate::office::Office;

impl Office {
    /// A deal of the caller's company, to be changed by `action`.
    pub(super) async fn own_deal(&self, caller: &Caller, seen: Seen, action: DealAction) -> Answer<(Tx, DealRegistration)> {
        let mut tx = self.store.write().await?;
        let deal = self.deal_for(&mut tx, caller, seen.deal, action.work()).await?;
        let deal = self.as_seen(&mut tx, deal, seen.version).await?;
        Ok((tx, deal))
    }

    /// Anybody's deal, to be decided about.
    pub(super) async fn deal_to_review(&self, caller: &Caller, seen: Seen) -> Answer<(Tx, DealRegistration)> {
        caller.may(Action::ReviewDeals)?;
        let mut tx = self.store.write().await?;
        let found = tx.deal(seen.deal).await?.ok_or(Failure::NotFound)?;
        let deal = self.as_seen(&mut tx, found.deal, seen.version).await?;
        Ok((tx, deal))
    }

    pub(super) async fn as_seen(&self, tx: &mut Tx, deal: DealRegistration, version: i64) -> Answer<DealRegistration> {
        match deal.as_seen(version) {
            Ok(deal) => Ok(deal),
            Err(refusal) => Err(refused(tx, refusal).await),
        }
    }

    /// Writes a change down and ends the transaction.
    pub(super) async fn carry_out(
        &self,
        mut tx: Tx,
        caller: &Caller,
        read_version: i64,
        changed: Result<Transition, Refusal>,
    ) -> Answer<()> {
        self.write_down(&mut tx, caller, read_version, changed).await?;
        Ok(tx.commit().await?)
    }

    /// A change with everything that follows from it: the activity, its points, and a mail about the vendor's word.
    pub(super) async fn write_down(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        read_version: i64,
        changed: Result<Transition, Refusal>,
    ) -> Answer<()> {
        let Transition { deal, happened } = match changed {
            Ok(transition) => transition,
            Err(refusal) => return Err(refused(tx, refusal).await),
        };
        if !tx.update_deal(&deal, read_version).await? {
            let found = tx.deal(deal.id).await?.ok_or(Failure::NotFound)?;
            self.as_seen(tx, found.deal, read_version).await?;
            return Err(not_in_this_status(&deal));
        }
        if let Some(kind) = happened {
            let activity = self.activity(caller, &deal, kind, deal.changed_at);
            self.record_about(tx, activity, Some(&deal.facts.product)).await?;
            if kind == ActivityKind::DealApproved {
                self.open_board(tx, &deal).await?;
            }
            if kind == ActivityKind::StageMoved {
                self.note_milestones(tx, caller, &deal).await?;
            }
        }
        match happened {
            Some(ActivityKind::DealHandedOver) => self.tell_new_owner(tx, caller, &deal).await,
            // Whoever splits tells of both parts.
            Some(ActivityKind::DealSplit) => Ok(()),
            _ if caller.role.is_partner() => Ok(()),
            happened => self.tell_owner(tx, &deal, happened).await,
        }
    }

    /// A meeting and a proposal, each once a deal.
    async fn note_milestones(&self, tx: &mut Tx, caller: &Caller, deal: &DealRegistration) -> Answer<()> {
        let before = self.milestones_before(tx, deal).await?;
        for kind in deal.stage.milestones().filter(|kind| !before.contains(kind)) {
            let activity = Activity { user: Some(caller.user), ..self.activity(caller, deal, kind, deal.changed_at) };
            self.record_about(tx, activity, Some(&deal.facts.product)).await?;
        }
        Ok(())
    }

    /// What was noted of a deal, and of the one that it is a part of until it was split: a step is taken once.
    pub(super) async fn milestones_before(&self, tx: &mut Tx, deal: &DealRegistration) -> Answer<Vec<ActivityKind>> {
        let mut before = tx.milestones_of_whole(deal.id).await?;
        let about = tx.activities_about(deal.company, deal.id.uuid()).await?;
        before.extend(about.into_iter().map(|one| one.kind));
        Ok(before)
    }

    /// A proposal of a deal was handed over: that it has come so far is noted once, whoever noted it first.
    pub(crate) async fn note_proposal_made(&self, tx: &mut Tx, caller: &Caller, deal: &DealRegistration) -> Answer<()> {
        let kind = ActivityKind::ProposalMade;
        if self.milestones_before(tx, deal).await?.contains(&kind) {
            return Ok(());
        }
        let activity = Activity { user: Some(caller.user), ..self.activity(caller, deal, kind, self.now()) };
        self.record_about(tx, activity, Some(&deal.facts.product)).await.map(drop)
    }

    /// Points are the partner's also where the vendor acts, and an order is its owner's whoever of the company notes it down.
    pub(crate) fn activity(&self, caller: &Caller, deal: &DealRegistration, kind: ActivityKind, at: Timestamp) -> Activity {
        let by_partner = caller.role.is_partner() && kind.is_partners();
        let answered = kind == ActivityKind::DealResubmitted && deal.status.key() == StatusKey::InReview;
        let origin = match (by_partner, answered) {
            (false, _) => Origin::Vendor,
            (true, true) => Origin::Requested,
            (true, false) => caller.came,
        };
        let won = kind == ActivityKind::DealWon;
        Activity {
            id: self.chance.id(at),
            at,
            company: deal.company,
            user: Some(if by_partner && !won { caller.user } else { deal.owner }),
            kind,
            origin,
            subject: Subject::Deal(deal.id),
            amount: won.then(|| deal.amount().minor),
        }
    }
}

pub(super) fn not_in_this_status(deal: &DealRegistration) -> Failure {
    Failure::Conflict { conflict: Conflict::NotInThisStatus { status: deal.status.key().as_str().into() } }
}

/// A refusal with the name that it needs.
pub(super) async fn refused(tx: &mut Tx, refusal: Refusal) -> Failure {
    let name = match refusal.who() {
        Some(user) => tx.user(user).await.map(|user| user.map(|user| user.name).unwrap_or_default()),
        None => Ok(String::new()),
    };
    name.map_or_else(Failure::from, |name| refusal.into_failure(name))
}
