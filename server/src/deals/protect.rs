//! Use cases: a protection that lasts longer, and who goes on with a deal.

use jiso::{
    accounts::access::Action,
    activity::ActivityKind,
    caller::Caller,
    deals::{
        Colleague, DealAction, DealForm, DealRegistration, DeclineForm, ExtensionForm, HandOverForm, Receiving, TransferForm,
    },
    failure::{Answer, Failure, Problem},
    id::{CompanyId, DealId, UserId},
    notifications::NoticeText,
};
use jiso_store::Tx;

use super::{change, sheets};
use crate::office::Office;

impl Office {
    pub(super) async fn ask_for_extension(&self, caller: &Caller, form: ExtensionForm) -> Answer<()> {
        let ((seen, reason), now, programme) = (form.read()?, self.now(), self.programme());
        let (mut tx, deal) = self.own_deal(caller, seen, DealAction::AskExtension).await?;
        if !sheets::ends_soon(&programme, &deal, now) {
            return Err(change::not_in_this_status(&deal));
        }
        let decide_by = sheets::deadlines(&programme, now).decide_by;
        let asked = deal.ask_extension(reason, caller.user, now, decide_by);
        let now_asks = asked.as_ref().ok().map(|asked| asked.deal.clone());
        self.write_down(&mut tx, caller, seen.version, asked).await?;
        if let Some(deal) = now_asks {
            self.ask_vendor_for_time(&mut tx, caller, &deal).await?;
        }
        Ok(tx.commit().await?)
    }

    pub(super) async fn grant(&self, caller: &Caller, form: DealForm) -> Answer<()> {
        let (mut tx, deal) = self.deal_to_review(caller, form.seen()?).await?;
        self.grant_time(&mut tx, caller, deal).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn decline(&self, caller: &Caller, form: DeclineForm) -> Answer<()> {
        let ((seen, text), now) = (form.read()?, self.now());
        let (tx, deal) = self.deal_to_review(caller, seen).await?;
        self.carry_out(tx, caller, seen.version, deal.decline_extension(text, caller.user, now)).await
    }

    pub(super) async fn give_to_colleague(&self, caller: &Caller, form: HandOverForm) -> Answer<()> {
        caller.may(Action::HandOverDeals)?;
        let (seen, owner) = form.read()?;
        let (mut tx, deal) = self.own_deal(caller, seen, DealAction::HandOver).await?;
        let colleagues = self.colleagues(&mut tx, caller, &deal).await?;
        if deal.allows(DealAction::HandOver) && !colleagues.iter().any(|one| one.id == owner) {
            return Err(Failure::invalid("owner", Problem::NotOffered));
        }
        self.carry_out(tx, caller, seen.version, deal.hand_over(owner, caller.user, self.now())).await
    }

    /// Every open deal of somebody who has left goes on with a colleague. Says how many.
    pub(crate) async fn give_deals(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        company: CompanyId,
        from: UserId,
        to: UserId,
    ) -> Answer<u32> {
        let mut given = 0;
        for found in tx.open_deals_of_company(company).await? {
            let (deal, version) = (found.deal.clone(), found.deal.version);
            if deal.owner != from || !deal.allows(DealAction::HandOver) {
                continue;
            }
            let Ok(handed) = deal.hand_over(to, caller.user, self.now()) else { continue };
            if !tx.update_deal(&handed.deal, version).await? {
                return Err(change::not_in_this_status(&handed.deal));
            }
            let activity = self.activity(caller, &handed.deal, ActivityKind::DealHandedOver, handed.deal.changed_at);
            self.record_about(tx, activity, Some(&handed.deal.facts.product)).await?;
            given += 1;
        }
        Ok(given)
    }

    pub(super) async fn tell_new_owner(&self, tx: &mut Tx, caller: &Caller, deal: &DealRegistration) -> Answer<()> {
        let Some(owner) = tx.user(deal.owner).await?.filter(|owner| owner.id != caller.user) else { return Ok(()) };
        let (customer, number) = (deal.facts.customer.name.clone(), deal.number);
        let text = NoticeText::DealHandedOver { customer, number, by: caller.name.clone() };
        let once_key = format!("handed:{}:{}", deal.id, deal.version);
        self.tell_in_short(tx, &owner, text, format!("/deals/{}", deal.id), once_key).await
    }

    /// Who else of the company could go on with a deal; nobody where the caller may not say so.
    pub(super) async fn colleagues(&self, tx: &mut Tx, caller: &Caller, deal: &DealRegistration) -> Answer<Vec<Colleague>> {
        if caller.may(Action::HandOverDeals).is_err() || !deal.allows(DealAction::HandOver) {
            return Ok(Vec::new());
        }
        let people = tx.users_of_company(deal.company).await?;
        let others = people.into_iter().filter(|user| user.id != deal.owner);
        Ok(others.map(|user| Colleague { id: user.id, name: user.name }).collect())
    }

    /// Answers the deal that goes on at the other company.
    pub(super) async fn move_to_company(&self, caller: &Caller, form: TransferForm) -> Answer<DealId> {
        let ((seen, name, reason), now) = (form.read()?, self.now());
        let (mut tx, deal) = self.deal_to_review(caller, seen).await?;
        let company = tx.company_by_name(&name).await?.filter(|company| *company != deal.company);
        let company = company.ok_or_else(TransferForm::unknown)?;
        let owner = self.lead_of(&mut tx, company).await?.ok_or_else(TransferForm::unknown)?;
        // Whoever claims the customer now waits until it has one protection again.
        let number = tx.next_deal_number().await?;
        let to = Receiving { id: self.new_id(), number, company, owner: owner.id };
        let version = deal.version;
        let (given, taken) = match deal.transfer(to, &reason, caller.user, now) {
            Ok(moved) => moved,
            Err(refusal) => return Err(change::refused(&mut tx, refusal).await),
        };
        self.write_down(&mut tx, caller, version, Ok(given)).await?;
        tx.insert_deal(&taken.deal, &self.new_id::<()>().to_string()).await?;
        if let Some(kind) = taken.happened {
            let activity = self.activity(caller, &taken.deal, kind, now);
            self.record_about(&mut tx, activity, Some(&taken.deal.facts.product)).await?;
        }
        self.tell_owner(&mut tx, &taken.deal, taken.happened).await?;
        tx.commit().await?;
        Ok(taken.deal.id)
    }
}
