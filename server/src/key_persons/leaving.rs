//! Somebody has left: whatever was theirs goes on with a colleague, at once and with its history.

use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind},
    caller::{Caller, Role},
    failure::{Answer, Failure, Problem},
    goals::Said,
    id::{CompanyId, UserId},
    key_persons::KeyRole,
    notifications::NoticeText,
};
use jiso_store::{accounts::TokenPurpose, key_persons::Departure};

use super::member;
use crate::{
    notifications::{Letter, Notice},
    office::Office,
};

impl Office {
    pub(super) async fn hand_over_everything(&self, caller: &Caller, company: CompanyId, user: UserId, to: UserId) -> Answer<()> {
        caller.may(Action::ShapeTeam)?;
        // Nobody locks the door behind oneself: a colleague who leads, or the vendor, says so.
        if user == caller.user {
            return Err(Failure::Forbidden);
        }
        let now = self.now();
        let mut tx = self.store.write().await?;
        if tx.has_left(user).await? {
            let known = tx.user(user).await?.is_some_and(|one| one.company == Some(company));
            return if known { Ok(()) } else { Err(Failure::NotFound) };
        }
        let gone = member(&mut tx, company, user).await?.ok_or(Failure::NotFound)?;
        let Some(colleague) = member(&mut tx, company, to).await? else {
            return Err(Failure::invalid("to", Problem::NotOffered));
        };
        let deals = self.give_deals(&mut tx, caller, company, user, to).await?;
        let (steps, visits, questions) = tx.give_work(user, to).await?;
        tx.give_pacts(user, to).await?;
        let champion = tx.key_persons(company).await?.contains(&(user, KeyRole::Champion));
        let said = Said { by: caller.user, at: now };
        tx.give_role(company, user, None, said).await?;
        let left = Departure { user, company, to, said, champion, deals, steps, visits, questions };
        if !tx.insert_departure(&left).await? {
            return Ok(());
        }
        // A company keeps somebody who leads it.
        let leads = tx.users_of_company(company).await?.iter().any(|one| one.role == Role::PartnerLead);
        if !leads {
            tx.promote(to).await?;
        }
        tx.delete_sessions_of(user).await?;
        tx.delete_open_tokens_for(TokenPurpose::Reset, &gone.email).await?;
        let event = self.of_the_vendor(company, ActivityKind::PersonLeft, now);
        self.record(&mut tx, Activity { user: Some(user), ..event }).await?;
        if to != caller.user {
            let text = NoticeText::WorkHandedOver { from: gone.name, by: caller.name.clone(), deals, steps, visits, questions };
            let link = "/people".to_owned();
            let letter = Letter::short(&colleague, &text, &format!("{}{link}", self.origin), self.now().day());
            let once_key = format!("left:{user}");
            self.tell(&mut tx, Notice { to: &colleague, text, link, once_key, letter }).await?;
        }
        Ok(tx.commit().await?)
    }
}
