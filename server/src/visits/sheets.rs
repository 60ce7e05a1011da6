//! What the pages show of joint visits.

use jiso::{
    activity::ActivityKind,
    caller::Caller,
    deals::DealRegistration,
    failure::{Answer, Failure},
    goals::Side,
    id::UserId,
    points::expected,
    time::Timestamp,
    visits::{
        DealVisits, DebriefView, JointVisit, VisitAction, VisitAnswer, VisitLine, VisitList, VisitRow, VisitSheet, VisitState,
        VisitView, WordView,
    },
};
use jiso_store::Tx;

use super::may_be_visited;
use crate::office::Office;

/// So many that wait are shown on the desk.
const WAITING_SHOWN: i64 = 50;
/// So many that are on their way are looked through, and so many that are over are shown.
const OPEN_SHOWN: i64 = 200;
const PAST_SHOWN: usize = 20;
/// The vendor sees who goes where in the next two weeks.
const DAYS_AHEAD: i32 = 14;

impl Office {
    /// A deal's visits as its pages show them; `caller` may ask for one and report one where that is possible.
    pub(crate) async fn deal_visits(&self, tx: &mut Tx, deal: &DealRegistration, caller: &Caller) -> Answer<DealVisits> {
        let (programme, now, side) = (self.programme(), self.now(), Side::of(caller.role));
        let all = tx.visits_of_deal(deal.id).await?;
        let open = may_be_visited(deal);
        let may_report = side == Side::Partner && open && !all.iter().any(JointVisit::stands);
        let may_request = open && !all.iter().any(JointVisit::is_open);
        let mut visits = Vec::with_capacity(all.len());
        for visit in all {
            visits.push(VisitView {
                id: visit.id,
                on: visit.on,
                starts_at: visit.starts_at,
                state: visit.state,
                asked_by: self.person(tx, visit.asked.by).await?,
                asked_at: visit.asked.at,
                moved_by: self.person(tx, visit.moved.by).await?,
                moved_at: visit.moved.at,
                host: self.host(tx, &visit).await?,
                due: self.visit_due(&visit),
                may_say: visit.moment(now).allows(VisitAction::Confirm, side),
                note: visit.note,
            });
        }
        let points = if may_report {
            let standing = tx.standing(deal.company).await?;
            let reviewed = tx.reviewed(deal.company, Some(caller.user), now).await?;
            expected(&programme, ActivityKind::JointVisitReported, &standing, &reviewed, now).points
        } else {
            0
        };
        Ok(DealVisits { visits, may_request, may_report, points, today: now.day() })
    }

    /// What waits for the vendor's word, the oldest first.
    pub(crate) async fn visit_lines(&self, tx: &mut Tx) -> Answer<Vec<VisitLine>> {
        let now = self.now();
        let mut lines = Vec::new();
        for visit in tx.visits_waiting(now, WAITING_SHOWN).await? {
            let (Some(found), Some(due)) = (tx.deal(visit.deal).await?, self.visit_due(&visit)) else { continue };
            lines.push(VisitLine {
                id: visit.id,
                deal: visit.deal,
                customer: found.deal.facts.customer.name,
                company: visit.company,
                company_name: found.company_name,
                state: visit.state,
                on: visit.on,
                asked_by: self.person(tx, visit.asked.by).await?,
                due,
                late: due < now,
            });
        }
        Ok(lines)
    }

    pub(super) async fn visit_list(&self, tx: &mut Tx, caller: &Caller) -> Answer<VisitList> {
        let (now, side) = (self.now(), Side::of(caller.role));
        let mut all = match side {
            Side::Partner => tx.visits_of_company(caller.own_company()?, OPEN_SHOWN).await?,
            Side::Vendor => {
                let mut all = tx.open_visits(OPEN_SHOWN).await?;
                all.extend(tx.ended_visits(i64::try_from(PAST_SHOWN).unwrap_or(i64::MAX)).await?);
                all
            }
        };
        all.sort_by_key(|visit| visit.moved.at);
        let mut list =
            VisitList { side, yours: Vec::new(), theirs: Vec::new(), ahead: Vec::new(), past: Vec::new(), plays: Vec::new() };
        let last = now.day().plus(DAYS_AHEAD);
        for visit in all {
            let moment = visit.moment(now);
            let soon = side == Side::Partner || visit.on <= last;
            let place = match visit.state {
                _ if !visit.is_open() => &mut list.past,
                _ if moment.waits_for(side) => &mut list.yours,
                VisitState::Agreed if soon => &mut list.ahead,
                VisitState::Agreed => continue,
                _ => &mut list.theirs,
            };
            place.push(self.visit_row(tx, visit, side).await?);
        }
        list.ahead.sort_by_key(|row| row.starts_at);
        list.past.reverse();
        list.past.truncate(PAST_SHOWN);
        list.plays = self.open_plays(tx, caller).await?;
        Ok(list)
    }

    async fn visit_row(&self, tx: &mut Tx, visit: JointVisit, side: Side) -> Answer<VisitRow> {
        let found = tx.deal(visit.deal).await?.ok_or(Failure::NotFound)?;
        let due = self.visit_due(&visit);
        Ok(VisitRow {
            id: visit.id,
            customer: found.deal.facts.customer.name,
            company_name: (side == Side::Vendor).then_some(found.company_name),
            state: visit.state,
            on: visit.on,
            starts_at: visit.starts_at,
            host: self.host(tx, &visit).await?,
            due,
            late: due.is_some_and(|due| due < self.now()),
        })
    }

    pub(super) async fn visit_sheet(&self, tx: &mut Tx, caller: &Caller, visit: JointVisit) -> Answer<VisitSheet> {
        let (now, reader) = (self.now(), Side::of(caller.role));
        let found = tx.deal(visit.deal).await?.ok_or(Failure::NotFound)?;
        let mut debriefs = Vec::new();
        for debrief in tx.debriefs_of(visit.id).await? {
            debriefs.push(DebriefView {
                side: debrief.side,
                by: self.person(tx, debrief.said.by).await?,
                wish: debrief.wish,
                obstacle: debrief.obstacle,
                next_step: debrief.next_step,
            });
        }
        let moment = visit.moment(now);
        let mut actions: Vec<_> = VisitAction::ALL.into_iter().filter(|action| moment.allows(*action, reader)).collect();
        // Nobody takes over from oneself.
        actions.retain(|action| *action != VisitAction::Substitute || visit.host != Some(caller.user));
        let due = self.visit_due(&visit);
        Ok(VisitSheet {
            id: visit.id,
            deal: visit.deal,
            customer: found.deal.facts.customer.name,
            company_name: (reader == Side::Vendor).then_some(found.company_name),
            reader,
            state: visit.state,
            side: visit.side,
            asked_by: self.person(tx, visit.asked.by).await?,
            asked_at: visit.asked.at,
            moved_by: self.person(tx, visit.moved.by).await?,
            moved_at: visit.moved.at,
            host: self.host(tx, &visit).await?,
            due,
            late: due.is_some_and(|due| due < now),
            partner_said: self.word(tx, visit.partner_said).await?,
            vendor_said: self.word(tx, visit.vendor_said).await?,
            debriefs,
            actions,
            play: self.play_mark(tx, &visit).await?,
            today: now.day(),
            purpose: visit.plan.purpose,
            meets: visit.plan.meets,
            partner_role: visit.plan.partner_role,
            vendor_role: visit.plan.vendor_role,
            place: visit.plan.place,
            minutes: visit.plan.minutes,
            slots: visit.slots,
            starts_at: visit.starts_at,
            on: visit.on,
            note: visit.note,
        })
    }

    async fn word(&self, tx: &mut Tx, said: Option<VisitAnswer>) -> Answer<Option<WordView>> {
        let Some(VisitAnswer { held, by, at }) = said else { return Ok(None) };
        Ok(Some(WordView { held, by: self.person(tx, by).await?, at }))
    }

    async fn host(&self, tx: &mut Tx, visit: &JointVisit) -> Answer<Option<String>> {
        match visit.host {
            Some(host) => self.person(tx, host).await.map(Some),
            None => Ok(None),
        }
    }

    /// The vendor answers as soon as it promises a first response; nothing where it is not the vendor's turn.
    pub(crate) fn visit_due(&self, visit: &JointVisit) -> Option<Timestamp> {
        let programme = self.programme();
        let days = programme.promises.first_response_business_days;
        visit.vendor_since(self.now()).map(|since| programme.calendar.add_business_days(since, days))
    }

    pub(crate) async fn person(&self, tx: &mut Tx, id: UserId) -> Answer<String> {
        Ok(tx.user(id).await?.map(|user| user.name).unwrap_or_default())
    }
}
