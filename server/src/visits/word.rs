//! What both sides are told of a visit.

use jiso::{
    activity::Origin,
    caller::Caller,
    failure::Answer,
    goals::Side,
    notifications::NoticeText,
    time::Day,
    visits::{JointVisit, VisitNews, VisitState},
};
use jiso_app::{
    notifications::notice_words,
    text::{mail as m, visits as t},
};
use jiso_store::{Tx, accounts::User};

use crate::{
    notifications::{Letter, Notice},
    office::Office,
};

/// So many fixed visits are looked through for those of tomorrow.
const LOOKED_THROUGH: i64 = 1_000;

impl Office {
    /// The person of the other side whom a visit concerns.
    pub(super) async fn tell_of_visit(&self, tx: &mut Tx, caller: &Caller, visit: &JointVisit, what: VisitNews) -> Answer<()> {
        let reader = match Side::of(caller.role) {
            Side::Vendor => tx.user(visit.owner).await?,
            Side::Partner => self.visits_host(tx, visit).await?,
        };
        // Whoever the vendor asks comes because it did.
        let from = if caller.role.is_partner() { String::new() } else { format!("?from={}", Origin::REQUEST) };
        self.tell_one(tx, reader, visit, what, &caller.name, &from).await
    }

    pub(crate) async fn visits_host(&self, tx: &mut Tx, visit: &JointVisit) -> Answer<Option<User>> {
        let looks_after = tx.company(visit.company).await?.and_then(|company| company.manager);
        match visit.host.or(looks_after) {
            Some(user) => Ok(tx.user(user).await?),
            None => Ok(None),
        }
    }

    async fn tell_one(
        &self,
        tx: &mut Tx,
        reader: Option<User>,
        visit: &JointVisit,
        what: VisitNews,
        by: &str,
        from: &str,
    ) -> Answer<()> {
        // Nobody looks after the company yet: the pages tell.
        let Some(reader) = reader else { return Ok(()) };
        let Some(found) = tx.deal(visit.deal).await? else { return Ok(()) };
        let path = format!("/visits/{}{from}", visit.id);
        let at = visit.starts_at.or(visit.slots.first().copied());
        let text = NoticeText::Visit { what, by: by.to_owned(), customer: found.deal.facts.customer.name, at };
        let accept = match what {
            VisitNews::Asked | VisitNews::OtherTimes => self.link_to_accept(tx, &reader, visit).await?,
            _ => None,
        };
        let letter = letter(&reader, &text, accept, &format!("{}{path}", self.origin), self.now().day());
        let once_key = format!("visit:{}:{}:{}", visit.id, what.as_str(), visit.version);
        self.tell(tx, Notice { to: &reader, text, link: path, once_key, letter }).await.map(drop)
    }

    /// Tells both sides of the visits of tomorrow, each once. Says how many visits there are.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn remind_of_visits(&self) -> Answer<usize> {
        let tomorrow = self.now().day().plus(1);
        let mut tx = self.store.read().await?;
        let mut soon = tx.open_visits(LOOKED_THROUGH).await?;
        soon.retain(|visit| visit.state == VisitState::Agreed && visit.on == tomorrow);
        drop(tx);
        for visit in &soon {
            let mut tx = self.store.write().await?;
            let (owner, host) = (tx.user(visit.owner).await?, self.visits_host(&mut tx, visit).await?);
            for reader in [owner, host] {
                self.tell_one(&mut tx, reader, visit, VisitNews::Tomorrow, "", "").await?;
            }
            tx.commit().await?;
        }
        Ok(soon.len())
    }
}

/// `accept`: where the reader chooses a time.
fn letter(to: &User, text: &NoticeText, accept: Option<String>, link: &str, today: Day) -> Letter {
    let l = to.lang;
    let (subject, more) = notice_words(l, text, Some(today));
    let more = [Some(more), accept.map(|address| format!("\n{}", t::mail_accept(l, address)))];
    let more = more.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
    let text = m::visit_text(l, &to.name, &subject, more, link);
    Letter { subject: format!("{}{subject}", t::mail_mark(l)), text }
}
