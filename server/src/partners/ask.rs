//! A person of the vendor asks a partner for its next step: what follows from that mail is not self-started.

use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::Caller,
    failure::{Answer, Failure, Problem},
    id::CompanyId,
    notifications::NoticeText,
    phases::NextAction,
};
use jiso_app::{
    phases::{action_href, action_title, why_text},
    text::mail as t,
};
use jiso_store::{Tx, accounts::User};

use crate::{
    notifications::{Letter, Notice},
    office::Office,
};

impl Office {
    /// Once a day a company; asked again, all stays as it is.
    pub(super) async fn ask_for_the_next_step(&self, tx: &mut Tx, caller: &Caller, id: CompanyId) -> Answer<()> {
        let company = tx.company(id).await?.ok_or(Failure::NotFound)?;
        let lead = self.lead_of(tx, id).await?.ok_or_else(|| Failure::invalid("company", Problem::Required))?;
        let now = self.now();
        let asked = Activity {
            id: self.chance.id(now),
            at: now,
            company: id,
            user: None,
            kind: ActivityKind::StepRequested,
            origin: Origin::Vendor,
            subject: Subject::None,
            amount: None,
        };
        // Held from here on, so that of two who ask at once the second finds that it was done.
        let standing = tx.before(&asked, false).await?.standing;
        if standing.last(ActivityKind::StepRequested).is_some_and(|at| at.day() == now.day()) {
            return Ok(());
        }
        let step = self.next_step_of(tx, &lead.caller(), &company).await?;
        self.record(tx, asked).await?;
        let link = action_href(&step.act, Origin::REQUEST);
        let letter = self.request(caller, &lead, &step, &link);
        let text = NoticeText::StepAsked { by: caller.name.clone(), act: step.act };
        let once_key = format!("asked:{id}:{}", now.day());
        self.tell(tx, Notice { to: &lead, text, link, once_key, letter }).await.map(drop)
    }

    fn request(&self, caller: &Caller, lead: &User, step: &NextAction, path: &str) -> Letter {
        let l = lead.lang;
        let (title, why) = (action_title(l, &step.act), why_text(l, &step.why));
        let link = format!("{}{path}", self.origin);
        Letter {
            subject: t::asked_subject(l, &title),
            text: t::asked_text(l, &lead.name, &caller.name, &title, why, step.minutes, link),
        }
    }
}
