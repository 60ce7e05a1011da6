//! Use cases: visits that partner and vendor make together.

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::Caller,
    deals::{DealRegistration, StatusKey},
    failure::{Answer, Conflict, Failure},
    id::{DealId, UserId},
    points::expected,
    time::Timestamp,
    visits::{AnswerView, DealVisits, JointVisit, VisitAnswer, VisitAnswerForm, VisitForm, VisitLine, VisitView, Visits},
};
use jiso_store::Tx;

use crate::office::Office;

/// So many that wait are shown on the desk.
const WAITING_SHOWN: i64 = 50;

#[async_trait]
impl Visits for Office {
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
            return Err(Failure::Conflict { conflict: Conflict::NotInThisStatus { status: deal.status.key().as_str().into() } });
        }
        let visit = JointVisit {
            id: self.new_id(),
            deal: id,
            company,
            on,
            note,
            reported_by: caller.user,
            reported_at: now,
            answer: None,
        };
        let reported = happened(&visit, ActivityKind::JointVisitReported, now);
        self.record_about(&mut tx, reported, Some(&deal.facts.product)).await?;
        tx.insert_visit(&visit).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn answer(&self, caller: &Caller, form: VisitAnswerForm) -> Answer<DealId> {
        caller.may(Action::ReviewDeals)?;
        let ((id, held), now) = (form.read()?, self.now());
        let mut tx = self.store.write().await?;
        let visit = tx.visit(id).await?.ok_or(Failure::NotFound)?;
        // Whoever answers second sees what the first one said.
        if tx.answer_visit(id, VisitAnswer { held, by: caller.user, at: now }).await? {
            let kind = if held { ActivityKind::JointVisitHeld } else { ActivityKind::JointVisitDenied };
            let activity = Activity { id: self.chance.id(now), ..happened(&visit, kind, now) };
            let product = tx.deal(visit.deal).await?.map(|found| found.deal.facts.product);
            self.record_about(&mut tx, activity, product.as_deref()).await?;
            tx.commit().await?;
        }
        Ok(visit.deal)
    }
}

/// While the deal is the partner's to work on; a visit may also be reported after it was won.
fn may_be_visited(deal: &DealRegistration) -> bool {
    matches!(deal.status.key(), StatusKey::Approved | StatusKey::Won)
}

/// Points are the reporter's, whoever answers.
fn happened(visit: &JointVisit, kind: ActivityKind, at: Timestamp) -> Activity {
    Activity {
        id: visit.id,
        at,
        company: visit.company,
        user: Some(visit.reported_by),
        kind,
        origin: if kind.is_partners() { Origin::SelfStarted } else { Origin::Vendor },
        subject: Subject::Deal(visit.deal),
        amount: None,
    }
}

impl Office {
    /// A deal's visits as its pages show them; `caller` may report one where it is the partner's own deal.
    pub(crate) async fn deal_visits(&self, tx: &mut Tx, deal: &DealRegistration, caller: &Caller) -> Answer<DealVisits> {
        let (programme, now) = (self.programme(), self.now());
        let all = tx.visits_of_deal(deal.id).await?;
        let may_report = caller.role.is_partner() && may_be_visited(deal) && !all.iter().any(JointVisit::stands);
        let mut visits = Vec::with_capacity(all.len());
        for visit in all {
            let answer = match visit.answer {
                Some(VisitAnswer { held, by, at }) => Some(AnswerView { held, by: self.person(tx, by).await?, at }),
                None => None,
            };
            visits.push(VisitView {
                id: visit.id,
                on: visit.on,
                note: visit.note.clone(),
                reported_by: self.person(tx, visit.reported_by).await?,
                reported_at: visit.reported_at,
                due: self.visit_due(&visit),
                answer,
            });
        }
        let points = if may_report {
            let standing = tx.standing(deal.company).await?;
            let reviewed = tx.reviewed(deal.company, Some(caller.user), now).await?;
            expected(&programme, ActivityKind::JointVisitReported, &standing, &reviewed, now).points
        } else {
            0
        };
        Ok(DealVisits { visits, may_report, points, today: now.day() })
    }

    /// What waits for the vendor's word, the oldest first.
    pub(crate) async fn visit_lines(&self, tx: &mut Tx) -> Answer<Vec<VisitLine>> {
        let mut lines = Vec::new();
        for visit in tx.visits_waiting(WAITING_SHOWN).await? {
            let Some(found) = tx.deal(visit.deal).await? else { continue };
            lines.push(VisitLine {
                deal: visit.deal,
                customer: found.deal.facts.customer.name,
                company: visit.company,
                company_name: found.company_name,
                on: visit.on,
                reported_by: self.person(tx, visit.reported_by).await?,
                due: self.visit_due(&visit),
            });
        }
        Ok(lines)
    }

    /// The vendor answers as soon as it promises a first response.
    pub(crate) fn visit_due(&self, visit: &JointVisit) -> Timestamp {
        let programme = self.programme();
        programme.calendar.add_business_days(visit.reported_at, programme.promises.first_response_business_days)
    }

    pub(crate) async fn person(&self, tx: &mut Tx, id: UserId) -> Answer<String> {
        Ok(tx.user(id).await?.map(|user| user.name).unwrap_or_default())
    }
}
