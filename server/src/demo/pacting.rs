//! The pact with the personas' champion.

use jiso::{
    failure::Answer,
    goals::{Counted, GoalState},
    key_persons::{KeyPersons, KeyRole, PactAnswerForm, PactForm, RoleForm},
};

use super::{
    cast::{LEAD, PERSONA, Who},
    deed::Deed,
    diary::Diary,
    play::Play,
    story::Story,
};

#[derive(Clone, Copy, Debug)]
pub enum PactStep {
    /// The vendor proposes it …
    Propose,
    /// … the lead agrees and becomes its sponsor …
    Agree,
    /// … and the vendor keeps its first promise.
    Keep,
}

impl Diary<'_> {
    pub(super) fn make_pact(&mut self, company: usize, story: Story) {
        if !matches!(story, Story::Persona) {
            return;
        }
        for (days, minutes, step) in [(33, 60, PactStep::Propose), (31, 40, PactStep::Agree), (12, 30, PactStep::Keep)] {
            let at = self.hours.work(self.hours.now.plus_days(-days), minutes);
            self.note(at, Deed::Pact { company, step });
        }
    }
}

impl Play<'_> {
    pub(super) async fn make_pact(&self, number: usize, step: PactStep) -> Answer<()> {
        let (manager, Some(company)) = (self.manager_of(number)?, self.companies.get(&number)) else { return Ok(()) };
        let lead = self.people.get(&Who { company: number, person: LEAD });
        let (Some(lead), Some(champion)) = (lead, self.people.get(&PERSONA)) else { return Ok(()) };
        let pacts = self.office.store.read().await?.pacts_of(*company, 5).await?;
        let alive = pacts.iter().find(|pact| matches!(pact.state, GoalState::Proposed | GoalState::Agreed));
        let answer = |promise: &str| alive.map(|pact| PactAnswerForm { pact: pact.id.to_string(), promise: promise.into() });
        match step {
            PactStep::Propose => {
                let today = self.now().day();
                let [first, second] = &self.words.pact_promises;
                let form = PactForm {
                    idempotency_key: self.office.new_id::<()>().to_string(),
                    company: company.to_string(),
                    champion: champion.user.to_string(),
                    counted: Counted::RegisteredDeals.as_str().into(),
                    target: "12".into(),
                    hours: "4".into(),
                    promise1: first.clone(),
                    promise1_by: today.plus(24).to_string(),
                    promise2: second.clone(),
                    promise2_by: today.plus(60).to_string(),
                    ..PactForm::default()
                };
                self.office.propose_pact(&manager, form).await.map(drop)
            }
            PactStep::Agree => {
                if let Some(form) = answer("") {
                    self.office.agree_pact(lead, form).await?;
                }
                let role = KeyRole::Sponsor.as_str().into();
                self.office
                    .give_role(lead, RoleForm { company: String::new(), user: lead.user.to_string(), role })
                    .await
                    .map(drop)
            }
            PactStep::Keep => match answer("0") {
                Some(form) => self.office.keep_promise(&manager, form).await.map(drop),
                None => Ok(()),
            },
        }
    }
}
