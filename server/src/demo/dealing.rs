//! The life of a deal as the diary tells it: the partner's steps and the vendor's.

use jiso::{
    caller::Caller,
    deals::{
        AppealForm, ApproveForm, CorrectionForm, DealAction, DealForm, DealRegistration, DealStage, Deals, ExtensionForm,
        LoseForm, RegistrationForm, RejectForm, ReturnForm, StageForm, WinForm,
    },
    failure::{Answer, Failure},
};

use super::{
    deed::{DealPlan, Step},
    play::Play,
};

impl Play<'_> {
    pub(super) async fn register(&mut self, number: usize) -> Answer<()> {
        let Some((plan, owner)) = self.deals.get(number).and_then(|plan| Some((plan, self.people.get(&plan.owner)?))) else {
            return Ok(());
        };
        let today = self.now().day();
        let form = RegistrationForm {
            idempotency_key: format!("demo-world-deal-{number:05}"),
            customer: plan.customer.clone(),
            industry: plan.industry.clone(),
            size: plan.size().into(),
            product: plan.product.clone(),
            amount: plan.yen.to_string(),
            expected_close: today.plus(i32::try_from(plan.close_in).unwrap_or(60)).to_string(),
            need: plan.need.clone(),
            ..RegistrationForm::default()
        };
        let id = self.office.register(owner, form).await?;
        self.registered.insert(number, id);
        Ok(())
    }

    pub(super) async fn step(&self, number: usize, step: &Step) -> Answer<()> {
        let (Some(plan), Some(id)) = (self.deals.get(number), self.registered.get(&number)) else { return Ok(()) };
        let found = self.office.store.read().await?.deal(*id).await?.ok_or(Failure::NotFound)?;
        let deal = found.deal;
        if !deal.allows(action(step)) {
            return Ok(());
        }
        if action(step).is_partners() {
            let Some(owner) = self.people.get(&plan.owner) else { return Ok(()) };
            self.partners_step(owner, plan, &deal, step).await
        } else {
            let manager = self.manager_of(plan.owner.company)?;
            self.vendors_step(&manager, &deal, step).await
        }
    }

    async fn partners_step(&self, owner: &Caller, plan: &DealPlan, deal: &DealRegistration, step: &Step) -> Answer<()> {
        let (office, version) = (&self.office, deal.version.to_string());
        let deal_id = deal.id.to_string();
        match step {
            Step::Correct => office.correct(owner, self.correction(deal)).await,
            Step::Appeal(text) => {
                let text = self.words.appeals.get(*text).cloned().unwrap_or_default();
                office.appeal(owner, AppealForm { deal: deal_id, version, text }).await
            }
            Step::Move(stage, next) => {
                office.move_stage(owner, self.movement(deal, *stage, *next)).await?;
                if *stage == DealStage::Proposal { self.hand_over_proposal(owner, plan, deal).await } else { Ok(()) }
            }
            Step::Extend => office.extend(owner, DealForm { deal: deal_id, version }).await,
            Step::AskExtension(reason) => {
                let reason = self.words.more_time.get(*reason).cloned().unwrap_or_default();
                office.ask_extension(owner, ExtensionForm { deal: deal_id, version, reason }).await
            }
            Step::Win => office.win(owner, WinForm { deal: deal_id, version, amount: plan.yen.to_string() }).await,
            Step::Lose(reason) => {
                let reason = self.words.losses.get(*reason).cloned().unwrap_or_default();
                office.lose(owner, LoseForm { deal: deal_id, version, reason, note: String::new() }).await
            }
            _ => office.withdraw(owner, DealForm { deal: deal_id, version }).await,
        }
    }

    fn correction(&self, deal: &DealRegistration) -> CorrectionForm {
        let today = self.now().day();
        let mut form = CorrectionForm::of(deal);
        form.need.push_str(" 来週、情報システム部門を交えて打ち合わせをします。");
        form.expected_close = deal.facts.expected_close.max(today.plus(30)).to_string();
        form
    }

    fn movement(&self, deal: &DealRegistration, stage: DealStage, next: usize) -> StageForm {
        let today = self.now().day();
        StageForm {
            deal: deal.id.to_string(),
            version: deal.version.to_string(),
            stage: stage.as_str().into(),
            next_step: self.words.next_steps(stage).get(next).cloned().unwrap_or_default(),
            next_step_on: today.plus(7).to_string(),
            // Customers take longer than they say.
            expected_close: if deal.facts.expected_close < today { today.plus(30).to_string() } else { String::new() },
            ..StageForm::default()
        }
    }

    /// Where one yes is not enough, a colleague says the other.
    async fn approve(&self, manager: &Caller, deal: String) -> Answer<()> {
        let colleague = self.vendor.iter().find(|one| one.user != manager.user);
        for person in [manager].into_iter().chain(colleague) {
            let id = deal.parse().map_err(|_| Failure::NotFound)?;
            let found = self.office.store.read().await?.deal(id).await?.ok_or(Failure::NotFound)?;
            if found.deal.allows(DealAction::Approve) {
                let version = found.deal.version.to_string();
                self.office.approve(person, ApproveForm { deal: deal.clone(), version }).await?;
            }
        }
        Ok(())
    }

    async fn vendors_step(&self, manager: &Caller, deal: &DealRegistration, step: &Step) -> Answer<()> {
        let (office, version) = (&self.office, deal.version.to_string());
        let deal = deal.id.to_string();
        match step {
            Step::TakeUp => office.take_up(manager, DealForm { deal, version }).await,
            Step::Approve => self.approve(manager, deal).await,
            Step::Return(note) => {
                let Some((field, note)) = self.words.returns.get(*note).cloned() else { return Ok(()) };
                office.return_for_info(manager, ReturnForm { deal, version, fields: vec![field], note }).await
            }
            Step::Reject(reason) => {
                let Some((reason, text, what_would_change)) = self.words.rejections.get(*reason).cloned() else { return Ok(()) };
                office.reject(manager, RejectForm { deal, version, reason, text, what_would_change }).await
            }
            _ => Ok(()),
        }
    }
}

const fn action(step: &Step) -> DealAction {
    match step {
        Step::Register | Step::TakeUp => DealAction::TakeUp,
        Step::Approve => DealAction::Approve,
        Step::Return(_) => DealAction::ReturnForInfo,
        Step::Correct => DealAction::Correct,
        Step::Reject(_) => DealAction::Reject,
        Step::Appeal(_) => DealAction::Appeal,
        Step::Move(..) => DealAction::MoveStage,
        Step::Extend => DealAction::Extend,
        Step::AskExtension(_) => DealAction::AskExtension,
        Step::Win => DealAction::Win,
        Step::Lose(_) => DealAction::Lose,
        Step::Withdraw => DealAction::Withdraw,
    }
}
