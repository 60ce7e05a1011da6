//! Who may thank whom, and thanks being given.

use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::Caller,
    failure::{Answer, Failure, Problem},
    id::{ActivityId, CompanyId, UserId},
    notifications::NoticeText,
    recognition::{KudosLine, NewKudos, Whom},
    time::Timestamp,
};
use jiso_store::{Tx, accounts::User, recognition::Kudos};

use super::KUDOS_SHOWN;
use crate::{
    notifications::{Letter, Notice},
    office::Office,
};

impl Office {
    pub(super) fn this_month(&self) -> Timestamp {
        self.now().day().month_key().first_day().start()
    }

    /// Whom somebody may thank: colleagues, partners the vendor, and the vendor's managers the people of the company they look
    /// at, which is named.
    pub(super) async fn whom(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        company: Option<CompanyId>,
    ) -> Answer<(Option<String>, Vec<Whom>)> {
        let line = |user: User| Whom { colleague: user.company == caller.company, id: user.id, name: user.name };
        let others = |users: Vec<User>| users.into_iter().filter(|user| user.id != caller.user).map(line);
        match (caller.company, company) {
            (Some(own), _) => {
                let mut whom: Vec<Whom> = others(tx.users_of_company(own).await?).collect();
                whom.extend(others(tx.staff().await?));
                Ok((None, whom))
            }
            (None, Some(theirs)) => {
                caller.may(Action::Recognise)?;
                let company = tx.company(theirs).await?.ok_or(Failure::NotFound)?;
                Ok((Some(company.name), others(tx.users_of_company(theirs).await?).collect()))
            }
            (None, None) => Ok((None, others(tx.staff().await?).collect())),
        }
    }

    pub(super) async fn received(&self, tx: &mut Tx, caller: &Caller) -> Answer<Vec<KudosLine>> {
        Ok(match caller.company {
            Some(company) => tx.kudos_for_company(company, caller.user, Timestamp::EPOCH, KUDOS_SHOWN).await?,
            None => tx.kudos_for_person(caller.user, KUDOS_SHOWN).await?,
        })
    }

    pub(super) async fn give_kudos(&self, caller: &Caller, new: NewKudos) -> Answer<()> {
        let mut tx = self.store.write().await?;
        tx.hold_giver(caller.user).await?;
        if tx.has_thanked(new.id, caller.user).await? {
            return Ok(());
        }
        let to = tx.user(new.to).await?.filter(|to| may_thank(caller, to)).ok_or(Failure::NotFound)?;
        let quota = u32::from(self.programme().recognition.kudos_per_month);
        if tx.given_since(caller.user, self.this_month()).await? >= quota {
            return Err(Failure::invalid("text", Problem::MonthlyQuota { max: quota }));
        }
        self.thank_in(&mut tx, caller, &to, new).await?;
        Ok(tx.commit().await?)
    }

    /// Writes thanks down. Where a partner is on either side, they are an activity of that partner.
    pub(super) async fn thank_in(&self, tx: &mut Tx, caller: &Caller, to: &User, new: NewKudos) -> Answer<()> {
        let at = self.now();
        let activity = match (to.company, caller.company) {
            (Some(company), _) => Some(self.thanked(company, ActivityKind::KudosReceived, to.id, at)),
            (None, Some(company)) => Some(self.thanked(company, ActivityKind::KudosGiven, caller.user, at)),
            (None, None) => None,
        };
        let id: Option<ActivityId> = activity.as_ref().map(|activity| activity.id);
        if let Some(activity) = activity {
            self.record(tx, activity).await?;
        }
        let kudos = Kudos {
            id: new.id,
            at,
            from: caller.user,
            from_company: caller.company,
            to: to.id,
            to_company: to.company,
            text: new.text,
            activity: id,
        };
        tx.insert_kudos(&kudos).await?;
        let text = NoticeText::Thanked { by: caller.name.clone(), words: kudos.text };
        let link = "/recognition".to_owned();
        let letter = Letter::short(to, &text, &format!("{}{link}", self.origin), self.now().day());
        let once_key = format!("kudos:{}", kudos.id);
        self.tell(tx, Notice { to, text, link, once_key, letter }).await.map(drop)
    }

    fn thanked(&self, company: CompanyId, kind: ActivityKind, user: UserId, at: Timestamp) -> Activity {
        // Who receives thanks has not done anything at this moment.
        let origin = if kind == ActivityKind::KudosGiven { Origin::SelfStarted } else { Origin::Vendor };
        let (id, user, subject) = (self.chance.id(at), Some(user), Subject::None);
        Activity { id, at, company, user, kind, origin, subject, amount: None }
    }
}

/// Colleagues thank each other, partners the vendor, and the vendor's managers everybody. People of another partner are nobody
/// one knows of.
fn may_thank(caller: &Caller, to: &User) -> bool {
    let colleague = to.company == caller.company;
    let across =
        caller.company.is_some() && to.company.is_none() || caller.company.is_none() && caller.may(Action::Recognise).is_ok();
    to.id != caller.user && (colleague || across)
}
