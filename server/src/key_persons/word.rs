//! What people are told of a pact.

use jiso::{
    caller::Caller,
    failure::Answer,
    goals::Side,
    key_persons::{Pact, PactNews},
    notifications::NoticeText,
};
use jiso_store::{Tx, accounts::User};

use crate::{
    notifications::{Letter, Notice},
    office::Office,
};

impl Office {
    /// The lead, or whoever of the vendor looks after the company.
    pub(super) async fn tell_other_side_of_pact(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        pact: &Pact,
        what: PactNews,
    ) -> Answer<bool> {
        let reader = match Side::of(caller.role) {
            Side::Vendor => self.lead_of(tx, pact.company).await?,
            Side::Partner => self.manager_of_company(tx, pact).await?,
        };
        match reader {
            Some(reader) => self.tell_of_pact(tx, &reader, pact, what, 0).await,
            None => Ok(false),
        }
    }

    pub(super) async fn tell_champion(&self, tx: &mut Tx, pact: &Pact, what: PactNews, done: u64) -> Answer<bool> {
        match tx.user(pact.champion).await? {
            Some(champion) => self.tell_of_pact(tx, &champion, pact, what, done).await,
            None => Ok(false),
        }
    }

    pub(super) async fn tell_manager_of_pact(&self, tx: &mut Tx, pact: &Pact, what: PactNews, done: u64) -> Answer<bool> {
        match self.manager_of_company(tx, pact).await? {
            Some(manager) => self.tell_of_pact(tx, &manager, pact, what, done).await,
            None => Ok(false),
        }
    }

    async fn manager_of_company(&self, tx: &mut Tx, pact: &Pact) -> Answer<Option<User>> {
        match tx.company(pact.company).await?.and_then(|company| company.manager) {
            Some(manager) => Ok(tx.user(manager).await?),
            None => Ok(None),
        }
    }

    async fn tell_of_pact(&self, tx: &mut Tx, reader: &User, pact: &Pact, what: PactNews, done: u64) -> Answer<bool> {
        let today = self.now().day();
        let text = NoticeText::Pact {
            what,
            champion: self.person(tx, pact.champion).await?,
            counted: pact.counted,
            target: pact.target,
            done,
            expected: pact.expected(today),
            by: pact.by,
        };
        let link = match Side::of(reader.role) {
            Side::Partner => "/people".to_owned(),
            Side::Vendor => format!("/console/partners/{}/people", pact.company),
        };
        let letter = Letter::short(reader, &text, &format!("{}{link}", self.origin), self.now().day());
        let week = if what == PactNews::Weekly { pact.week(today) } else { 0 };
        let once_key = format!("pact:{}:{}:{week}", pact.id, what.as_str());
        self.tell(tx, Notice { to: reader, text, link, once_key, letter }).await
    }
}
