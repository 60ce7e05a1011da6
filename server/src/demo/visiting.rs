//! Visits that partners and the vendor arrange: who asks, who comes, what both say of it.

use jiso::{
    caller::Caller,
    failure::Answer,
    goals::Side,
    id::DealId,
    time::Timestamp,
    visits::{
        DebriefForm, JointVisit, VisitAcceptForm, VisitAction, VisitAnswerForm, VisitMoveForm, VisitRequestForm, VisitTimesForm,
        Visits,
    },
};

use super::{
    cast::{LEAD, Who},
    deed::Deed,
    diary::Diary,
    play::Play,
    sharing::PlayStep,
    story::Story,
};

/// What is done about a company's visit.
#[derive(Clone, Copy, Debug)]
pub enum VisitStep {
    /// The partner asks, or the vendor offers, for so many days ahead.
    Ask {
        days: i32,
    },
    Offer {
        days: i32,
    },
    /// The side that was asked chooses the first time.
    Fix,
    /// It names another instead.
    Counter {
        days: i32,
    },
    CallOff,
    /// Each side says that it took place, and sums it up.
    PartnerSays,
    VendorSays,
}

impl Diary<'_> {
    /// Between them these companies have visits in every state.
    pub(super) fn visit(&mut self, company: usize, story: Story) {
        use VisitStep as S;
        let steps: &[(i64, i64, S)] = match (story, company % 8) {
            // Days ago, and minutes of office on that day.
            (Story::Persona, _) => &[(4, 60, S::Ask { days: 8 }), (3, 90, S::Fix)],
            (Story::Activating, _) => &[
                (18, 60, S::Ask { days: 5 }),
                (17, 40, S::Fix),
                (6, 30, S::PartnerSays),
                (5, 80, S::VendorSays),
                (2, 60, S::Offer { days: 7 }),
            ],
            (Story::Thriving, 0) => &[(1, 200, S::Ask { days: 9 })],
            (Story::Thriving, 3) => &[(14, 30, S::Offer { days: 5 }), (13, 30, S::Fix), (1, 50, S::PartnerSays)],
            (Story::Thriving, 4) => &[(8, 30, S::Ask { days: 9 }), (7, 30, S::Counter { days: 10 }), (6, 30, S::Fix)],
            (Story::Thriving, 6) => &[(6, 30, S::Ask { days: 9 }), (5, 30, S::Fix), (2, 30, S::CallOff)],
            _ => &[],
        };
        for (days, minutes, step) in steps {
            let at = self.hours.work(self.hours.now.plus_days(-days), *minutes);
            self.note(at, Deed::Visit { company, step: *step });
        }
        if story == Story::Activating {
            self.share(company);
        }
    }

    /// Of their visits one has become a play, one is to be published, and one waits for the partner's consent.
    fn share(&mut self, company: usize) {
        use PlayStep as S;
        let steps: &[(i64, i64, S)] = match company % 7 {
            0 => &[(3, 150, S::VendorProposes)],
            1 => &[(5, 150, S::VendorProposes), (4, 200, S::PartnerConsents { named: true }), (3, 250, S::Publish)],
            _ => &[(5, 180, S::PartnerProposes), (3, 220, S::VendorConsents)],
        };
        for (days, minutes, step) in steps {
            let at = self.hours.work(self.hours.now.plus_days(-days), *minutes);
            self.note(at, Deed::Share { company, step: *step });
        }
    }
}

impl Play<'_> {
    pub(super) async fn visit(&self, company: usize, step: VisitStep) -> Answer<()> {
        let lead = self.people.get(&Who { company, person: LEAD });
        let (Some(lead), Some(id)) = (lead, self.companies.get(&company)) else { return Ok(()) };
        let manager = self.manager_of(company)?;
        let open = self.office.store.read().await?.visits_of_company(*id, 20).await?.into_iter().find(JointVisit::is_open);
        match (step, open) {
            (VisitStep::Ask { days }, None) => self.ask_for_visit(lead, company, days).await,
            (VisitStep::Offer { days }, None) => self.ask_for_visit(&manager, company, days).await,
            (_, Some(visit)) => {
                let asked = if visit.vendor_since(self.now()).is_some() { &manager } else { lead };
                match step {
                    VisitStep::Fix => self.fix(asked, &visit).await,
                    VisitStep::Counter { days } => self.counter(asked, &visit, days).await,
                    VisitStep::CallOff => {
                        let note = self.words.visit.called_off.clone();
                        Visits::cancel(&self.office, lead, VisitMoveForm { visit: visit.id.to_string(), note }).await.map(drop)
                    }
                    VisitStep::PartnerSays => self.say(lead, &visit, 0).await,
                    VisitStep::VendorSays => self.say(&manager, &visit, 1).await,
                    VisitStep::Ask { .. } | VisitStep::Offer { .. } => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    /// For the first approved deal of the company of which no visit is on record.
    async fn ask_for_visit(&self, who: &Caller, company: usize, days: i32) -> Answer<()> {
        let Some(deal) = self.unvisited(company).await? else { return Ok(()) };
        let words = &self.words.visit;
        let (first, second) = (self.open_day(days), self.open_day(days + 1));
        let form = VisitRequestForm {
            idempotency_key: self.office.new_id::<()>().to_string(),
            deal: deal.to_string(),
            purpose: words.purpose.clone(),
            meets: words.meets.clone(),
            partner_role: words.partner_role.clone(),
            vendor_role: words.vendor_role.clone(),
            place: words.place.clone(),
            minutes: "60".into(),
            day1: first.day().to_string(),
            time1: "14:00".into(),
            day2: second.day().to_string(),
            time2: "10:30".into(),
            ..VisitRequestForm::default()
        };
        self.office.request(who, form).await.map(drop)
    }

    async fn unvisited(&self, company: usize) -> Answer<Option<DealId>> {
        let mut deals: Vec<DealId> = self.registered_by(company);
        deals.sort_unstable();
        let mut tx = self.office.store.read().await?;
        for id in deals {
            let approved = tx.deal(id).await?.is_some_and(|found| found.deal.status.key() == jiso::deals::StatusKey::Approved);
            if approved && tx.visits_of_deal(id).await?.is_empty() {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// An open day of the office, so many days ahead or a little later.
    fn open_day(&self, days: i32) -> Timestamp {
        let calendar = &self.office.programme().calendar;
        calendar.business_day_from(self.now().day().plus(days)).at_minute(600)
    }

    async fn fix(&self, who: &Caller, visit: &JointVisit) -> Answer<()> {
        let Some(slot) = visit.slots.first() else { return Ok(()) };
        let form = VisitAcceptForm { visit: visit.id.to_string(), slot: slot.micros().to_string() };
        Visits::accept(&self.office, who, form).await.map(drop)
    }

    async fn counter(&self, who: &Caller, visit: &JointVisit, days: i32) -> Answer<()> {
        let form = VisitTimesForm {
            visit: visit.id.to_string(),
            day1: self.open_day(days).day().to_string(),
            time1: "16:00".into(),
            note: self.words.visit.other_day.clone(),
            ..VisitTimesForm::default()
        };
        self.office.propose_times(who, form).await.map(drop)
    }

    /// That it took place, and three lines about it; each side has its own.
    async fn say(&self, who: &Caller, visit: &JointVisit, lines: usize) -> Answer<()> {
        if !visit.moment(self.now()).allows(VisitAction::Confirm, Side::of(who.role)) {
            return Ok(());
        }
        let id = visit.id.to_string();
        let said = VisitAnswerForm { visit: id.clone(), held: "yes".into(), ..VisitAnswerForm::default() };
        Visits::answer(&self.office, who, said).await?;
        let Some([wish, obstacle, next_step]) = self.words.visit.debriefs.get(lines).cloned() else { return Ok(()) };
        Visits::debrief(&self.office, who, DebriefForm { visit: id, wish, obstacle, next_step }).await.map(drop)
    }
}
