//! Use cases: visits that partner and vendor make together.

mod by_mail;
mod calendar;
mod sheets;
mod word;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::Caller,
    deals::{DealRegistration, StatusKey},
    failure::{Answer, Conflict, Failure, Problem},
    goals::{Said, Side},
    id::{ActivityId, DealId, VisitId},
    time::Timestamp,
    visits::{
        Debrief, DebriefForm, JointVisit, VisitAcceptForm, VisitAction, VisitAnswer, VisitAnswerForm, VisitForm, VisitList,
        VisitMoveForm, VisitNews, VisitPlan, VisitRefusal, VisitRequestForm, VisitRequestSheet, VisitSheet, VisitState,
        VisitTimesForm, Visits,
    },
};
use jiso_store::{Tx, deals::NamedDeal};

use crate::office::Office;

#[async_trait]
impl Visits for Office {
    async fn list(&self, caller: &Caller) -> Answer<VisitList> {
        caller.may(Action::WorkTogether)?;
        let mut tx = self.store.read().await?;
        self.visit_list(&mut tx, caller).await
    }

    async fn sheet(&self, caller: &Caller, id: &str) -> Answer<VisitSheet> {
        let mut tx = self.store.read().await?;
        let visit = visible(&mut tx, caller, id.parse().map_err(|_| Failure::NotFound)?).await?;
        self.visit_sheet(&mut tx, caller, visit).await
    }

    async fn before_request(&self, caller: &Caller, deal: &str) -> Answer<VisitRequestSheet> {
        let mut tx = self.store.read().await?;
        let found = deal_of(&mut tx, caller, deal.parse().map_err(|_| Failure::NotFound)?).await?;
        let promises = &self.programme().promises;
        let (now, notice) = (self.now(), promises.joint_visit_business_days);
        Ok(VisitRequestSheet {
            deal: found.deal.id,
            customer: found.deal.facts.customer.name,
            reader: Side::of(caller.role),
            key: self.new_id::<()>().to_string(),
            first_day: self.programme().calendar.add_business_days(now, notice).day(),
            notice_days: notice,
            answer_days: promises.first_response_business_days,
        })
    }

    async fn request(&self, caller: &Caller, form: VisitRequestForm) -> Answer<VisitId> {
        caller.may(Action::WorkTogether)?;
        let (now, side) = (self.now(), Side::of(caller.role));
        let ((id, deal), (plan, slots)) = (form.keys()?, form.read(now)?);
        let mut tx = self.store.write().await?;
        // Of two requests at once the second waits here and then sees the first.
        tx.wait_for_claims().await?;
        let deal = deal_of(&mut tx, caller, deal).await?.deal;
        let others = tx.visits_of_deal(deal.id).await?;
        if others.iter().any(|visit| visit.id == id) {
            return Ok(id);
        }
        if let Some(open) = others.iter().find(|visit| visit.is_open()) {
            return Err(self.decided_visit(&mut tx, open).await?);
        }
        if !may_be_visited(&deal) {
            return Err(not_in_this_status(&deal));
        }
        let visit = JointVisit {
            state: VisitState::Proposed,
            side,
            on: slots.first().map_or(now.day(), |at| at.day()),
            slots,
            host: (side == Side::Vendor).then_some(caller.user),
            ..blank(id, &deal, plan, Said { by: caller.user, at: now })
        };
        if side == Side::Partner {
            self.record_visit(&mut tx, caller, &visit, ActivityKind::VisitRequested).await?;
        }
        tx.insert_visit(&visit).await?;
        self.tell_of_visit(&mut tx, caller, &visit, VisitNews::Asked).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn propose_times(&self, caller: &Caller, form: VisitTimesForm) -> Answer<VisitId> {
        let (id, now) = (form.visit()?, self.now());
        let (slots, note) = form.read(now)?;
        let propose = |visit: &mut JointVisit, said| visit.propose(Side::of(caller.role), said, slots, note);
        self.change_visit(caller, id, VisitNews::OtherTimes, propose).await
    }

    async fn accept(&self, caller: &Caller, form: VisitAcceptForm) -> Answer<VisitId> {
        let (id, slot) = form.read()?;
        self.change_visit(caller, id, VisitNews::Fixed, |visit, said| visit.accept(Side::of(caller.role), said, slot)).await
    }

    async fn substitute(&self, caller: &Caller, form: VisitMoveForm) -> Answer<VisitId> {
        let (id, _) = form.read()?;
        if Side::of(caller.role) != Side::Vendor {
            return Err(Failure::Forbidden);
        }
        self.change_visit(caller, id, VisitNews::Substituted, JointVisit::substitute).await
    }

    async fn cancel(&self, caller: &Caller, form: VisitMoveForm) -> Answer<VisitId> {
        let (id, note) = form.read()?;
        let cancel = |visit: &mut JointVisit, said| visit.cancel(Side::of(caller.role), said, note);
        self.change_visit(caller, id, VisitNews::CalledOff, cancel).await
    }

    async fn report(&self, caller: &Caller, form: VisitForm) -> Answer<DealId> {
        caller.may(Action::WorkDeals)?;
        let (company, now) = (caller.own_company()?, self.now());
        let (id, on, note) = form.read(now.day())?;
        let mut tx = self.store.write().await?;
        // Of two reports at once the second waits here and then sees the first.
        tx.wait_for_claims().await?;
        let deal = tx.deal(id).await?.map(|found| found.deal).filter(|deal| deal.company == company).ok_or(Failure::NotFound)?;
        if tx.visits_of_deal(id).await?.iter().any(JointVisit::stands) {
            return Ok(id);
        }
        if !may_be_visited(&deal) {
            return Err(not_in_this_status(&deal));
        }
        let said = Said { by: caller.user, at: now };
        let visit = JointVisit {
            state: VisitState::Confirmed,
            on,
            note,
            // Who reports it has earned it.
            owner: caller.user,
            partner_said: Some(VisitAnswer { held: true, by: said.by, at: said.at }),
            ..blank(self.new_id(), &deal, VisitPlan::default(), said)
        };
        self.record_visit(&mut tx, caller, &visit, ActivityKind::JointVisitReported).await?;
        tx.insert_visit(&visit).await?;
        self.tell_of_visit(&mut tx, caller, &visit, VisitNews::Said).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn answer(&self, caller: &Caller, form: VisitAnswerForm) -> Answer<DealId> {
        caller.may(Action::WorkTogether)?;
        let ((id, held), now, side) = (form.read()?, self.now(), Side::of(caller.role));
        let mut tx = self.store.write().await?;
        let before = visible(&mut tx, caller, id).await?;
        let mut visit = before.clone();
        match visit.say(side, held, Said { by: caller.user, at: now }) {
            Ok(()) if tx.change_visit(&visit).await? => {}
            // Whoever answers second sees what the first one said.
            _ => return Ok(before.deal),
        }
        for kind in self.what_follows(&mut tx, &before, &visit).await? {
            self.record_visit(&mut tx, caller, &visit, kind).await?;
        }
        if visit.state == VisitState::Confirmed {
            self.tell_of_visit(&mut tx, caller, &visit, VisitNews::Said).await?;
        }
        tx.commit().await?;
        Ok(visit.deal)
    }

    async fn debrief(&self, caller: &Caller, form: DebriefForm) -> Answer<VisitId> {
        caller.may(Action::WorkTogether)?;
        let ((id, [wish, obstacle, next_step]), now, side) = (form.read()?, self.now(), Side::of(caller.role));
        let mut tx = self.store.write().await?;
        let visit = visible(&mut tx, caller, id).await?;
        if visit.check(VisitAction::Debrief, side, now).is_err() {
            return Err(self.decided_visit(&mut tx, &visit).await?);
        }
        let first = !tx.debriefs_of(id).await?.iter().any(|debrief| debrief.side == side);
        let debrief = Debrief { side, wish, obstacle, next_step, said: Said { by: caller.user, at: now } };
        if first && side == Side::Partner {
            self.record_visit(&mut tx, caller, &visit, ActivityKind::VisitDebriefed).await?;
        }
        tx.keep_debrief(id, &debrief).await?;
        tx.commit().await?;
        Ok(id)
    }
}

/// A visit of the partner's own, or of any company for the vendor.
pub(crate) async fn visible(tx: &mut Tx, caller: &Caller, id: VisitId) -> Answer<JointVisit> {
    caller.may(Action::WorkTogether)?;
    let ours = |visit: &JointVisit| Side::of(caller.role) == Side::Vendor || caller.company == Some(visit.company);
    tx.visit(id).await?.filter(ours).ok_or(Failure::NotFound)
}

async fn deal_of(tx: &mut Tx, caller: &Caller, id: DealId) -> Answer<NamedDeal> {
    caller.may(Action::WorkTogether)?;
    let ours = |found: &NamedDeal| Side::of(caller.role) == Side::Vendor || caller.company == Some(found.deal.company);
    tx.deal(id).await?.filter(ours).ok_or(Failure::NotFound)
}

/// While the deal is the partner's to work on, and after it was won.
fn may_be_visited(deal: &DealRegistration) -> bool {
    matches!(deal.status.key(), StatusKey::Approved | StatusKey::Won)
}

fn not_in_this_status(deal: &DealRegistration) -> Failure {
    Failure::Conflict { conflict: Conflict::NotInThisStatus { status: deal.status.key().as_str().into() } }
}

/// A visit of which nothing is said yet.
fn blank(id: VisitId, deal: &DealRegistration, plan: VisitPlan, asked: Said) -> JointVisit {
    JointVisit {
        id,
        deal: deal.id,
        company: deal.company,
        version: 1,
        state: VisitState::Proposed,
        side: Side::Partner,
        plan,
        slots: Vec::new(),
        starts_at: None,
        on: asked.at.day(),
        note: None,
        owner: deal.owner,
        asked,
        moved: asked,
        host: None,
        partner_said: None,
        vendor_said: None,
    }
}

/// Points are the owner's, whoever answers. What the vendor says counts as nothing that the partner did.
fn happened(id: ActivityId, caller: &Caller, visit: &JointVisit, kind: ActivityKind, at: Timestamp) -> Activity {
    let own = kind.is_partners() && Side::of(caller.role) == Side::Partner;
    Activity {
        id,
        at,
        company: visit.company,
        user: Some(if own { caller.user } else { visit.owner }),
        kind,
        origin: if own { caller.came } else { Origin::Vendor },
        subject: Subject::Deal(visit.deal),
        amount: None,
    }
}

impl Office {
    /// What a word about a visit means for the company's ledger. Only a deal's first visit earns, so nothing that is said of a
    /// later one takes that away.
    async fn what_follows(&self, tx: &mut Tx, before: &JointVisit, visit: &JointVisit) -> Answer<Vec<ActivityKind>> {
        let others = tx.visits_of_deal(visit.deal).await?;
        let first = !others.iter().any(|other| other.id != visit.id && other.state == VisitState::Held);
        Ok(match visit.state {
            VisitState::Confirmed if first => vec![ActivityKind::JointVisitReported],
            VisitState::Held => vec![ActivityKind::JointVisitHeld],
            VisitState::Denied if first && before.state == VisitState::Confirmed => vec![ActivityKind::JointVisitDenied],
            _ => Vec::new(),
        })
    }

    async fn record_visit(&self, tx: &mut Tx, caller: &Caller, visit: &JointVisit, kind: ActivityKind) -> Answer<()> {
        let now = self.now();
        let product = tx.deal(visit.deal).await?.map(|found| found.deal.facts.product);
        let activity = happened(self.chance.id(now), caller, visit, kind, now);
        self.record_about(tx, activity, product.as_deref()).await.map(drop)
    }

    /// One move of one side.
    async fn change_visit(
        &self,
        caller: &Caller,
        id: VisitId,
        what: VisitNews,
        change: impl FnOnce(&mut JointVisit, Said) -> Result<(), VisitRefusal> + Send,
    ) -> Answer<VisitId> {
        let mut tx = self.store.write().await?;
        self.move_visit(&mut tx, caller, id, what, change).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn move_visit(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: VisitId,
        what: VisitNews,
        change: impl FnOnce(&mut JointVisit, Said) -> Result<(), VisitRefusal> + Send,
    ) -> Answer<()> {
        let mut visit = visible(tx, caller, id).await?;
        let (before, told) = (visit.state, visit.host);
        match change(&mut visit, Said { by: caller.user, at: self.now() }) {
            Ok(()) if tx.change_visit(&visit).await? => {}
            Err(VisitRefusal::OtherTimes) => return Err(Failure::invalid("slot", Problem::NotOffered)),
            _ => {
                let now = tx.visit(id).await?.ok_or(Failure::NotFound)?;
                return Err(self.decided_visit(tx, &now).await?);
            }
        }
        if visit.state == VisitState::Agreed && before != VisitState::Agreed {
            self.record_visit(tx, caller, &visit, ActivityKind::VisitAgreed).await?;
        }
        // Whoever meant to come learns of it too when times are changed or it is called off.
        visit.host = visit.host.or(told);
        visit.version += 1;
        self.tell_of_visit(tx, caller, &visit, what).await
    }

    /// Somebody was faster, or it is over.
    async fn decided_visit(&self, tx: &mut Tx, visit: &JointVisit) -> Answer<Failure> {
        let by = self.person(tx, visit.moved.by).await?;
        Ok(Failure::Conflict { conflict: Conflict::Decided { by, at: visit.moved.at } })
    }
}
