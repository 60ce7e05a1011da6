//! Use cases: target accounts.

mod kit;
mod overlap;
mod sheets;
mod upload;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::ActivityKind,
    caller::Caller,
    failure::{Answer, Failure, FieldErrors, Problem},
    id::{CompanyId, TargetId, TargetListId},
    targets::{
        OverlapForm, PassForm, TargetAccount, TargetDesk, TargetFacts, TargetForm, TargetKit, TargetList, TargetListForm,
        TargetListSheet, TargetPick, Targets, TargetsSheet, UploadForm, Uploaded,
    },
};
use jiso_store::Tx;

pub(crate) use self::sheets::company_names;

use crate::office::Office;

#[async_trait]
impl Targets for Office {
    async fn mine(&self, caller: &Caller) -> Answer<TargetsSheet> {
        caller.may(Action::WorkDeals)?;
        let company = caller.own_company()?;
        let mut tx = self.store.read().await?;
        self.targets_sheet(&mut tx, caller, company).await
    }

    async fn kit(&self, caller: &Caller, id: &str) -> Answer<TargetKit> {
        caller.may(Action::WorkDeals)?;
        self.target_kit(caller, id.parse().map_err(|_| Failure::NotFound)?).await
    }

    async fn pass(&self, caller: &Caller, form: PassForm) -> Answer<()> {
        caller.may(Action::WorkDeals)?;
        let (company, passing) = (caller.own_company()?, form.read()?);
        let mut tx = self.store.write().await?;
        target_for(&mut tx, company, passing.target).await?;
        let again = tx.passes_of_company(company).await?.iter().any(|pass| pass.target == passing.target);
        tx.save_pass(&passing, company, caller.user, self.now()).await?;
        if !again {
            self.record(&mut tx, self.own_act(caller, company, ActivityKind::TargetPassed)).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn bring_back(&self, caller: &Caller, form: TargetPick) -> Answer<()> {
        caller.may(Action::WorkDeals)?;
        let (company, id) = (caller.own_company()?, form.read()?);
        let mut tx = self.store.write().await?;
        target_for(&mut tx, company, id).await?;
        tx.delete_pass(id, company).await?;
        Ok(tx.commit().await?)
    }

    async fn keep_overlap(&self, caller: &Caller, form: OverlapForm) -> Answer<u32> {
        caller.may(Action::WorkDeals)?;
        let company = caller.own_company()?;
        self.hash_customers(caller, company, &form.read()?).await
    }

    async fn forget_overlap(&self, caller: &Caller) -> Answer<()> {
        caller.may(Action::WorkDeals)?;
        let company = caller.own_company()?;
        let mut tx = self.store.write().await?;
        tx.forget_overlap(company).await?;
        Ok(tx.commit().await?)
    }

    async fn desk(&self, caller: &Caller) -> Answer<TargetDesk> {
        caller.may(Action::OfferTargets)?;
        let mut tx = self.store.read().await?;
        self.target_desk(&mut tx).await
    }

    async fn list(&self, caller: &Caller, id: &str) -> Answer<TargetListSheet> {
        caller.may(Action::OfferTargets)?;
        let mut tx = self.store.read().await?;
        let list = list(&mut tx, id.parse().map_err(|_| Failure::NotFound)?).await?;
        self.target_list_sheet(&mut tx, caller, list).await
    }

    async fn make_list(&self, caller: &Caller, form: TargetListForm) -> Answer<TargetListId> {
        caller.may(Action::OfferTargets)?;
        let (id, name, companies) = form.read()?;
        let mut tx = self.store.write().await?;
        for company in &companies {
            if tx.company(*company).await?.is_none() {
                return Err(Failure::invalid("companies", Problem::NotOffered));
            }
        }
        let list = TargetList { id, name, companies, made_at: self.now() };
        tx.insert_target_list(&list, caller.user).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn save(&self, caller: &Caller, form: TargetForm) -> Answer<(TargetListId, TargetId)> {
        caller.may(Action::OfferTargets)?;
        let id = form.list()?;
        let mut tx = self.store.write().await?;
        list(&mut tx, id).await?;
        let kits = self.kit_names(&mut tx, caller.lang).await?;
        let facts = form.read(&kits.iter().map(|kit| kit.slug.as_str()).collect::<Vec<_>>())?;
        let (target, _) = self.keep_target(&mut tx, caller, id, facts).await?;
        tx.commit().await?;
        Ok((id, target))
    }

    async fn upload(&self, caller: &Caller, form: UploadForm) -> Answer<Uploaded> {
        caller.may(Action::OfferTargets)?;
        let id = form.list()?;
        let rows = upload::rows(form.content())?;
        let mut tx = self.store.write().await?;
        list(&mut tx, id).await?;
        let kits = self.kit_names(&mut tx, caller.lang).await?;
        let slugs: Vec<&str> = kits.iter().map(|kit| kit.slug.as_str()).collect();
        let (mut good, mut errors, mut left_out) = (Vec::new(), FieldErrors::default(), 0);
        for row in &rows {
            match row.read(&slugs) {
                Ok(facts) => good.push(facts),
                Err(mistakes) => {
                    errors.0.extend(mistakes);
                    left_out += 1;
                }
            }
        }
        if left_out > 0 && (good.is_empty() || !form.take_good) {
            return Err(Failure::Invalid { errors });
        }
        let mut uploaded = Uploaded { list: id, new: 0, changed: 0, left_out };
        for facts in good {
            let (_, new) = self.keep_target(&mut tx, caller, id, facts).await?;
            if new { uploaded.new += 1 } else { uploaded.changed += 1 }
        }
        tx.commit().await?;
        Ok(uploaded)
    }

    async fn take_off(&self, caller: &Caller, form: TargetPick) -> Answer<TargetListId> {
        caller.may(Action::OfferTargets)?;
        let id = form.read()?;
        let mut tx = self.store.write().await?;
        let target = tx.target(id).await?.ok_or(Failure::NotFound)?;
        tx.delete_target(id).await?;
        tx.commit().await?;
        Ok(target.list)
    }
}

async fn list(tx: &mut Tx, id: TargetListId) -> Answer<TargetList> {
    tx.target_lists().await?.into_iter().find(|list| list.id == id).ok_or(Failure::NotFound)
}

/// A target of a list that is for the company; another one's is not there.
pub(crate) async fn target_for(tx: &mut Tx, company: CompanyId, id: TargetId) -> Answer<TargetAccount> {
    let target = tx.target(id).await?.ok_or(Failure::NotFound)?;
    let list = list(tx, target.list).await?;
    if list.is_for(company) { Ok(target) } else { Err(Failure::NotFound) }
}

impl Office {
    /// Adds a target, or changes the one that means this customer; says which it is, and whether it is new.
    async fn keep_target(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        list: TargetListId,
        facts: TargetFacts,
    ) -> Answer<(TargetId, bool)> {
        let now = self.now();
        if let Some(before) = tx.target_of_customer(&facts.customer.identity).await? {
            let facts = completed(facts, &before.facts);
            tx.save_target(&TargetAccount { list, facts, ..before }, caller.user, now).await?;
            return Ok((before.id, false));
        }
        let target = TargetAccount { id: self.new_id(), list, facts, added_at: now };
        tx.save_target(&target, caller.user, now).await?;
        Ok((target.id, true))
    }
}

/// What identifies a customer for certain is not lost when a later line leaves it out.
fn completed(mut facts: TargetFacts, before: &TargetFacts) -> TargetFacts {
    let (now, known) = (&mut facts.customer.identity, &before.customer.identity);
    if now.corporate_number.is_none() {
        now.corporate_number.clone_from(&known.corporate_number);
    }
    if now.domain.is_none() {
        now.domain.clone_from(&known.domain);
    }
    facts
}
