//! More time that a partner asks for, granted by the vendor from the mail that tells of it.

use jiso::{
    accounts::access::{Action, allowed},
    caller::Caller,
    deals::{Asking, DealAction, DealRegistration},
    failure::{Answer, Conflict, Failure},
    id::{DealId, UserId},
    notifications::{ActSheet, MailAction, NoticeText, TimeWish},
};
use jiso_app::{
    notifications::notice_words,
    text::{deals as d, mail as t},
};
use jiso_store::{Tx, accounts::User};

use super::change::not_in_this_status;
use crate::{
    notifications::{Letter, Notice},
    office::Office,
};

impl Office {
    /// Whoever looks after the company is told of what it asks, with a link that says yes.
    pub(super) async fn ask_vendor_for_time(&self, tx: &mut Tx, caller: &Caller, deal: &DealRegistration) -> Answer<()> {
        let (Some(asking), Some(approval)) = (Asking::of(deal), deal.status.approval()) else { return Ok(()) };
        let Some(company) = tx.company(deal.company).await? else { return Ok(()) };
        // Where nobody looks after the company any more, the desk tells.
        let Some(reader) = self.answers_for_time(tx, deal, company.manager).await? else { return Ok(()) };
        let action = MailAction::GrantExtension(deal.id);
        // A link that was sent for an earlier wish does not grant this one.
        tx.delete_act_links_to(action).await?;
        let address = self.act_link(tx, &reader, action, approval.last_day().plus(1).start()).await?;
        let text = NoticeText::ExtensionAsked {
            customer: deal.facts.customer.name.clone(),
            number: deal.number,
            company: company.name,
            last_day: approval.protection.last_day,
            reason: asking.reason,
        };
        let path = format!("/console/deals/{}", deal.id);
        let (l, (subject, detail)) = (reader.lang, notice_words(reader.lang, &text, Some(self.now().day())));
        let more = format!("{detail}\n{}\n\n{}", d::mail_asked_by(l, &caller.name), d::mail_grant(l, address));
        let letter = Letter { text: t::visit_text(l, &reader.name, &subject, more, format!("{}{path}", self.origin)), subject };
        let once_key = format!("more_time:{}:{}", deal.id, deal.version);
        self.tell(tx, Notice { to: &reader, text, link: path, once_key, letter }).await.map(drop)
    }

    /// The company's own manager, or else whoever said yes to the deal.
    async fn answers_for_time(&self, tx: &mut Tx, deal: &DealRegistration, manager: Option<UserId>) -> Answer<Option<User>> {
        let approved = deal.status.approval().and_then(|approval| approval.by);
        for user in [manager, approved].into_iter().flatten() {
            match tx.user(user).await? {
                Some(user) if allowed(user.role, Action::ReviewDeals) && !tx.has_left(user.id).await? => return Ok(Some(user)),
                _ => {}
            }
        }
        Ok(None)
    }

    /// What a link to grant more time shows.
    pub(crate) async fn wish_for_time(&self, tx: &mut Tx, user: &User, id: DealId) -> Answer<ActSheet> {
        if !allowed(user.role, Action::ReviewDeals) {
            return Ok(ActSheet::Gone);
        }
        let Some(found) = tx.deal(id).await? else { return Ok(ActSheet::Gone) };
        let (deal, today) = (&found.deal, self.now().day());
        let days = self.programme().promises.extension_days;
        let wish = match deal.status.approval() {
            Some(approval) if deal.allows(DealAction::GrantExtension) => match &approval.asked {
                Some(asked) => TimeWish::Waits {
                    reason: asked.reason.clone(),
                    by: tx.user(asked.by).await?.map(|user| user.name).unwrap_or_default(),
                    at: asked.at,
                    last_day: approval.protection.last_day,
                    until: approval.granted_until(days, today),
                },
                None => TimeWish::Over,
            },
            Some(approval) => match approval.answered {
                Some(answer) => TimeWish::Answered {
                    by: tx.user(answer.by).await?.map(|user| user.name).unwrap_or_default(),
                    at: answer.at,
                    granted: answer.granted,
                },
                None => TimeWish::Over,
            },
            None => TimeWish::Over,
        };
        Ok(ActSheet::GrantExtension {
            name: user.name.clone(),
            deal: id,
            customer: deal.facts.customer.name.clone(),
            number: deal.number,
            company: found.company_name,
            wish,
        })
    }

    /// By a link that was mailed to `caller`, of the deal as it is.
    pub(crate) async fn grant_by_link(&self, tx: &mut Tx, caller: &Caller, id: DealId) -> Answer<()> {
        caller.may(Action::ReviewDeals)?;
        let deal = tx.deal(id).await?.ok_or(Failure::NotFound)?.deal;
        if !deal.allows(DealAction::GrantExtension) {
            let answer = deal.status.approval().and_then(|approval| approval.answered);
            let Some(answer) = answer else { return Err(not_in_this_status(&deal)) };
            let by = tx.user(answer.by).await?.map(|user| user.name).unwrap_or_default();
            return Err(Failure::Conflict { conflict: Conflict::Decided { by, at: answer.at } });
        }
        self.grant_time(tx, caller, deal).await
    }

    pub(super) async fn grant_time(&self, tx: &mut Tx, caller: &Caller, deal: DealRegistration) -> Answer<()> {
        let (version, days) = (deal.version, self.programme().promises.extension_days);
        self.write_down(tx, caller, version, deal.grant_extension(days, caller.user, self.now())).await
    }
}
