//! The vendor's word to the owner of the deal.

use jiso::{
    activity::ActivityKind,
    deals::{DealRegistration, RegistrationStatus as S},
    failure::Answer,
    lang::Lang,
    notifications::NoticeText,
};
use jiso_app::{
    format,
    notifications::notice_words,
    text::{deals as d, mail as t},
};
use jiso_store::{Tx, accounts::User};

use crate::{
    notifications::{Letter, Notice},
    office::Office,
};

impl Office {
    /// What `happened`, or else the present status; nothing where that is no word to the partner.
    pub(super) async fn tell_owner(&self, tx: &mut Tx, deal: &DealRegistration, happened: Option<ActivityKind>) -> Answer<()> {
        let Some(owner) = tx.user(deal.owner).await? else { return Ok(()) };
        if let Some(text) = happened.and_then(|happened| word(deal, happened)) {
            return self
                .tell_in_short(tx, &owner, text, format!("/deals/{}", deal.id), format!("deal:{}:{}", deal.id, deal.version))
                .await;
        }
        let Some(text) = short(deal) else { return Ok(()) };
        let path = format!("/deals/{}", deal.id);
        let Some(letter) = letter(owner.lang, deal, &owner.name, &format!("{}{path}", self.origin)) else { return Ok(()) };
        let once_key = format!("deal:{}:{}", deal.id, deal.version);
        self.tell(tx, Notice { to: &owner, text, link: path, once_key, letter }).await.map(drop)
    }
}

impl Office {
    /// By mail the same words as in the portal.
    pub(super) async fn tell_in_short(
        &self,
        tx: &mut Tx,
        to: &User,
        text: NoticeText,
        link: String,
        once_key: String,
    ) -> Answer<()> {
        let (headline, detail) = notice_words(to.lang, &text, Some(self.now().day()));
        let mail = t::deal_word_text(to.lang, &to.name, &headline, detail, format!("{}{link}", self.origin));
        let letter = Letter { subject: headline, text: mail };
        self.tell(tx, Notice { to, text, link, once_key, letter }).await.map(drop)
    }
}

/// What the status alone does not say.
fn word(deal: &DealRegistration, happened: ActivityKind) -> Option<NoticeText> {
    let (customer, number) = (deal.facts.customer.name.clone(), deal.number);
    let approval = deal.status.approval();
    let until = approval.map(|approval| approval.protection.last_day);
    match happened {
        ActivityKind::ProtectionExtended => until.map(|until| NoticeText::ExtensionGranted { customer, number, until }),
        ActivityKind::DealTakenOver => until.map(|until| NoticeText::DealTakenOver { customer, number, until }),
        ActivityKind::ExtensionDeclined => {
            let why = approval.and_then(|approval| approval.declined.as_ref())?.text.clone();
            Some(NoticeText::ExtensionDeclined { customer, number, why })
        }
        ActivityKind::DealGivenAway => match &deal.status {
            S::Released { moved: Some(why), .. } => Some(NoticeText::DealMoved { customer, number, why: why.clone() }),
            _ => None,
        },
        _ => None,
    }
}

fn short(deal: &DealRegistration) -> Option<NoticeText> {
    let (customer, number) = (deal.facts.customer.name.clone(), deal.number);
    match &deal.status {
        S::Approved { approval } => Some(NoticeText::DealApproved { customer, number, until: approval.protection.last_day }),
        S::NeedsInfo { note, .. } => Some(NoticeText::DealReturned { customer, number, note: note.clone() }),
        S::Rejected { .. } => Some(NoticeText::DealRejected { customer, number }),
        S::Conflicted { explanation: Some(_), .. } => Some(NoticeText::DealConflicted { customer, number }),
        S::Released { .. } => Some(NoticeText::DealReleased { customer, number }),
        S::Expired { .. } => Some(NoticeText::ProtectionEnded { customer, number }),
        _ => None,
    }
}

fn letter(l: Lang, deal: &DealRegistration, name: &str, link: &str) -> Option<Letter> {
    let (customer, number) = (&deal.facts.customer.name, deal.number);
    let (subject, text) = match &deal.status {
        S::Approved { approval } => {
            let until = format::day(l, approval.protection.last_day);
            (t::deal_approved_subject(l, customer, number), t::deal_approved_text(l, name, customer, number, until, link))
        }
        S::NeedsInfo { fields, note, .. } => {
            let fields: Vec<_> = fields.iter().map(|field| d::field(l, field.as_str())).collect();
            let fields = fields.join(d::list_comma(l));
            (t::deal_returned_subject(l, customer, number), t::deal_returned_text(l, name, customer, number, fields, note, link))
        }
        S::Rejected { reason, explanation, .. } => {
            let (reason, why, change) = (d::rejection(l, reason.as_str()), &explanation.text, &explanation.what_would_change);
            (
                t::deal_rejected_subject(l, customer, number),
                t::deal_rejected_text(l, name, customer, number, reason, why, change, link),
            )
        }
        S::Conflicted { explanation: Some(explanation), .. } => {
            let (why, change) = (&explanation.text, &explanation.what_would_change);
            (
                t::deal_conflicted_subject(l, customer, number),
                t::deal_conflicted_text(l, name, customer, number, why, change, link),
            )
        }
        S::Released { .. } => {
            (t::deal_released_subject(l, customer, number), t::deal_released_text(l, name, customer, number, link))
        }
        S::Expired { .. } => {
            (t::deal_expired_subject(l, customer, number), t::deal_expired_text(l, name, customer, number, link))
        }
        _ => return None,
    };
    Some(Letter { subject, text })
}
