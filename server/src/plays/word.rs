//! What the other side is told of a play.

use jiso::{
    activity::Origin,
    caller::Caller,
    failure::{Answer, Failure},
    goals::Side,
    notifications::NoticeText,
    plays::{Play, PlayNews},
    visits::JointVisit,
};
use jiso_store::{Tx, accounts::User};

use crate::{
    notifications::{Letter, Notice},
    office::Office,
};

impl Office {
    /// Who came along or looks after the company, else whoever of the vendor summed the visit up.
    pub(super) async fn vendors_person(&self, tx: &mut Tx, visit: &JointVisit) -> Answer<Option<User>> {
        if let Some(host) = self.visits_host(tx, visit).await? {
            return Ok(Some(host));
        }
        match tx.debriefs_of(visit.id).await?.iter().find(|debrief| debrief.side == Side::Vendor) {
            Some(debrief) => Ok(tx.user(debrief.said.by).await?),
            None => Ok(None),
        }
    }

    /// Whose visit it was, or who of the vendor came along.
    pub(super) async fn tell_of_play(&self, tx: &mut Tx, caller: &Caller, play: &Play, what: PlayNews) -> Answer<()> {
        let visit = tx.visit(play.visit).await?.ok_or(Failure::NotFound)?;
        let (reader, from) = match Side::of(caller.role) {
            // Whoever the vendor asks comes because it did.
            Side::Vendor => (tx.user(visit.owner).await?, format!("?from={}", Origin::REQUEST)),
            Side::Partner => (self.vendors_person(tx, &visit).await?, String::new()),
        };
        let Some(reader) = reader else { return Ok(()) };
        let text = NoticeText::Play { what, by: caller.name.clone(), title: play.text.title.clone(), why: play.note.clone() };
        let link = format!("/plays/{}{from}", play.id);
        let letter = Letter::short(&reader, &text, &format!("{}{link}", self.origin), self.now().day());
        let once_key = format!("play:{}:{}:{}", play.id, what.as_str(), play.version + 1);
        self.tell(tx, Notice { to: &reader, text, link, once_key, letter }).await.map(drop)
    }
}
