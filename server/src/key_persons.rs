//! Use cases: the people a partnership rests on.

mod clock;
mod leaving;
mod sheets;
mod word;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::ActivityKind,
    caller::Caller,
    failure::{Answer, Conflict, Failure, Problem},
    goals::{GoalState, Said, Side},
    id::{CompanyId, PactId, UserId},
    key_persons::{
        KeyPersons, KeyRole, LeaveForm, PACT_DAYS, Pact, PactAnswerForm, PactForm, PactNews, PeopleSheet, RoleForm, company_of,
    },
};
use jiso_store::{Tx, accounts::User};

use crate::office::Office;

#[async_trait]
impl KeyPersons for Office {
    async fn people(&self, caller: &Caller, company: &str) -> Answer<PeopleSheet> {
        let company = match Side::of(caller.role) {
            // The page that names a company is the vendor's.
            Side::Partner if company.is_empty() => caller.own_company()?,
            Side::Partner | Side::Vendor => {
                caller.may(Action::ManagePartners)?;
                company_of(company)?
            }
        };
        let mut tx = self.store.read().await?;
        self.people_sheet(&mut tx, caller, company).await
    }

    async fn give_role(&self, caller: &Caller, form: RoleForm) -> Answer<CompanyId> {
        let company = shaped(caller, &form.company)?;
        let (user, role) = form.read()?;
        let mut tx = self.store.write().await?;
        member(&mut tx, company, user).await?.ok_or(Failure::NotFound)?;
        tx.give_role(company, user, role, Said { by: caller.user, at: self.now() }).await?;
        tx.commit().await?;
        Ok(company)
    }

    async fn propose_pact(&self, caller: &Caller, form: PactForm) -> Answer<CompanyId> {
        let company = shaped(caller, &form.company)?;
        let (now, side) = (self.now(), Side::of(caller.role));
        let (id, terms) = (form.key()?, form.read(now.day())?);
        let mut tx = self.store.write().await?;
        if member(&mut tx, company, terms.champion).await?.is_none() {
            return Err(Failure::invalid("champion", Problem::NotOffered));
        }
        let pacts = tx.pacts_of(company, 50).await?;
        if pacts.iter().any(|pact| pact.id == id) {
            return Ok(company);
        }
        if let Some(alive) = pacts.iter().find(|pact| pact.as_goal().is_alive()) {
            return Err(self.settled(&mut tx, alive).await?);
        }
        let pact = Pact {
            id,
            company,
            champion: terms.champion,
            counted: terms.counted,
            target: terms.target,
            since: now.day(),
            by: now.day().plus(PACT_DAYS - 1),
            hours: terms.hours,
            promises: terms.promises,
            side,
            proposed: Said { by: caller.user, at: now },
            state: GoalState::Proposed,
            answered: None,
            closed_at: None,
        };
        match tx.insert_pact(&pact).await {
            // Both sides proposed at once: the one that was first stands.
            Err(error) if error.is_taken() => {
                drop(tx);
                let mut tx = self.store.read().await?;
                let alive = tx.pacts_of(company, 1).await?.into_iter().next().ok_or(Failure::NotFound)?;
                return Err(self.settled(&mut tx, &alive).await?);
            }
            inserted => inserted?,
        }
        self.tell_other_side_of_pact(&mut tx, caller, &pact, PactNews::Proposed).await?;
        tx.commit().await?;
        Ok(company)
    }

    async fn agree_pact(&self, caller: &Caller, form: PactAnswerForm) -> Answer<CompanyId> {
        let mut tx = self.store.write().await?;
        let pact = own_pact(&mut tx, caller, form.read()?).await?;
        // One side alone agrees on nothing.
        if pact.side == Side::of(caller.role) {
            return Err(Failure::Forbidden);
        }
        let (now, said) = (self.now(), Said { by: caller.user, at: self.now() });
        let since = now.day();
        if tx.agree_pact(pact.id, said, since, since.plus(PACT_DAYS - 1)).await? {
            // Whoever makes the pact carries it.
            let given = Said { by: caller.user, at: now };
            tx.give_role(pact.company, pact.champion, Some(KeyRole::Champion), given).await?;
            let agreed = match Side::of(caller.role) {
                Side::Partner => self.own_act(caller, pact.company, ActivityKind::PactAgreed),
                Side::Vendor => self.of_the_vendor(pact.company, ActivityKind::PactAgreed, now),
            };
            self.record(&mut tx, agreed).await?;
            self.tell_other_side_of_pact(&mut tx, caller, &pact, PactNews::Agreed).await?;
            self.tell_champion(&mut tx, &pact, PactNews::Agreed, 0).await?;
            tx.commit().await?;
            return Ok(pact.company);
        }
        match pact.state {
            GoalState::Agreed | GoalState::Met | GoalState::Missed => Ok(pact.company),
            _ => Err(self.settled(&mut tx, &pact).await?),
        }
    }

    async fn end_pact(&self, caller: &Caller, form: PactAnswerForm) -> Answer<CompanyId> {
        let mut tx = self.store.write().await?;
        let pact = own_pact(&mut tx, caller, form.read()?).await?;
        if tx.close_pact(pact.id, GoalState::Ended, self.now()).await? {
            tx.commit().await?;
        }
        Ok(pact.company)
    }

    async fn keep_promise(&self, caller: &Caller, form: PactAnswerForm) -> Answer<CompanyId> {
        let mut tx = self.store.write().await?;
        let pact = own_pact(&mut tx, caller, form.read()?).await?;
        if Side::of(caller.role) == Side::Partner {
            return Err(Failure::Forbidden);
        }
        let place = form.place()?;
        pact.promises.get(place).ok_or(Failure::NotFound)?;
        if tx.keep_promise(pact.id, place, self.now().day()).await? {
            tx.commit().await?;
        }
        Ok(pact.company)
    }

    async fn leave(&self, caller: &Caller, form: LeaveForm) -> Answer<CompanyId> {
        let company = shaped(caller, &form.company)?;
        let (user, to) = form.read()?;
        self.hand_over_everything(caller, company, user, to).await?;
        Ok(company)
    }
}

/// The company whose team the caller shapes: the lead's own, or the one that the vendor names.
fn shaped(caller: &Caller, company: &str) -> Answer<CompanyId> {
    caller.may(Action::ShapeTeam)?;
    match Side::of(caller.role) {
        Side::Partner => caller.own_company(),
        Side::Vendor => company_of(company),
    }
}

async fn member(tx: &mut Tx, company: CompanyId, user: UserId) -> Answer<Option<User>> {
    Ok(tx.users_of_company(company).await?.into_iter().find(|one| one.id == user))
}

/// A pact of the lead's own company, or of any for the vendor.
async fn own_pact(tx: &mut Tx, caller: &Caller, id: PactId) -> Answer<Pact> {
    caller.may(Action::ShapeTeam)?;
    let ours = |pact: &Pact| Side::of(caller.role) == Side::Vendor || caller.company == Some(pact.company);
    tx.pact(id).await?.filter(ours).ok_or(Failure::NotFound)
}

impl Office {
    async fn settled(&self, tx: &mut Tx, pact: &Pact) -> Answer<Failure> {
        let said = pact.answered.unwrap_or(pact.proposed);
        let by = self.person(tx, said.by).await?;
        Ok(Failure::Conflict { conflict: Conflict::Decided { by, at: pact.closed_at.unwrap_or(said.at) } })
    }
}
