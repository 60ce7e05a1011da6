//! Use cases: a deal that is divided into two, and what is told of that.

use jiso::{
    accounts::access::Action,
    activity::ActivityKind,
    caller::Caller,
    deals::{
        DealAction, DealNumber, DealRegistration, Happening, Part, Receiving, SplitForm, SplitLine, SplitOffer, Splitting,
        TimelineEntry,
    },
    failure::{Answer, Failure},
    id::{CompanyId, DealId},
    lang::Bilingual,
    notifications::NoticeText,
    programme::Programme,
};
use jiso_store::{Tx, deals::split::NewSplit};

use super::{change, sheets};
use crate::office::Office;

/// What counts once for a deal and its parts together.
const MILESTONES: [ActivityKind; 2] = [ActivityKind::MeetingHeld, ActivityKind::ProposalMade];

impl Office {
    /// What the form of a split offers; none while the deal cannot be split, or nothing else is sold.
    pub(super) fn split_offer(&self, programme: &Programme, deal: &DealRegistration) -> Option<SplitOffer> {
        let stays = programme.family(&deal.facts.product);
        let mut products = sheets::products(programme);
        products.retain(|product| !stays.contains(&product.key));
        let possible = deal.allows(DealAction::Split) && !products.is_empty();
        possible.then(|| SplitOffer { key: self.new_id::<()>().to_string(), products })
    }

    pub(super) async fn split_off(&self, caller: &Caller, form: SplitForm) -> Answer<DealId> {
        caller.may(Action::ReviewDeals)?;
        let (seen, key, Splitting { product, amount, company, reason }) = form.read()?;
        let (programme, now) = (self.programme(), self.now());
        let mut tx = self.store.write().await?;
        // Whoever claims the customer now, or sends this form once more, waits until this is done.
        tx.wait_for_claims().await?;
        if let Some(part) = tx.split_by_key(seen.deal, key).await? {
            return Ok(part);
        }
        let found = tx.deal(seen.deal).await?.ok_or(Failure::NotFound)?;
        let deal = self.as_seen(&mut tx, found.deal, seen.version).await?;
        if programme.product(&product).is_none() {
            return Err(SplitForm::unknown_product());
        }
        let part = Part { family: programme.family(&product), product, amount };
        let to = self.goes_on_at(&mut tx, &deal, &company).await?;
        let rivals = tx.rivals(&deal.claim(part.family.clone()), now.day()).await?;
        let mut done = self.milestones_before(&mut tx, &deal).await?;
        done.extend(deal.stage.milestones());
        let milestones = MILESTONES.into_iter().filter(|kind| done.contains(kind)).collect::<Vec<_>>();
        let version = deal.version;
        let (stays, goes) = match deal.split(&part, to, &rivals, caller.user, now) {
            Ok(split) => split,
            Err(refusal) => return Err(change::refused(&mut tx, refusal).await),
        };
        let whole = stays.deal.clone();
        self.write_down(&mut tx, caller, version, Ok(stays)).await?;
        tx.insert_deal(&goes.deal, &self.new_id::<()>().to_string()).await?;
        let split = NewSplit {
            whole: whole.id,
            part: goes.deal.id,
            product: &part.product,
            amount: &part.amount,
            stays: &whole.facts.amount,
            milestones: &milestones,
            by: caller.user,
            at: now,
            reason: &reason,
            once_key: key,
        };
        tx.insert_split(&split).await?;
        if let Some(kind) = goes.happened {
            let activity = self.activity(caller, &goes.deal, kind, now);
            self.record_about(&mut tx, activity, Some(&part.product)).await?;
        }
        let product = sheets::product(&programme, &part.product).name;
        self.tell_of_split(&mut tx, &whole, &goes.deal, product, reason).await?;
        tx.commit().await?;
        Ok(goes.deal.id)
    }

    /// The part's own number, and who goes on with it: in the same company the deal's owner.
    async fn goes_on_at(&self, tx: &mut Tx, deal: &DealRegistration, company: &str) -> Answer<Receiving> {
        let company = tx.company_by_name(company).await?.ok_or_else(SplitForm::unknown_company)?;
        let owner = if company == deal.company {
            deal.owner
        } else {
            self.lead_of(tx, company).await?.ok_or_else(SplitForm::unknown_company)?.id
        };
        let number: DealNumber = tx.next_deal_number().await?;
        Ok(Receiving { id: self.new_id(), number, company, owner })
    }

    /// Whoever has both is told once.
    async fn tell_of_split(
        &self,
        tx: &mut Tx,
        whole: &DealRegistration,
        part: &DealRegistration,
        product: Bilingual,
        why: String,
    ) -> Answer<()> {
        if let Some(owner) = tx.user(whole.owner).await? {
            let (customer, number) = (whole.facts.customer.name.clone(), whole.number);
            let text = NoticeText::DealSplit { customer, number, part: part.number, product: product.clone(), why };
            let once_key = format!("split:{}:{}", whole.id, part.id);
            self.tell_in_short(tx, &owner, text, format!("/deals/{}", whole.id), once_key).await?;
        }
        let until = part.status.approval().map(|approval| approval.protection.last_day);
        let other = tx.user(part.owner).await?.filter(|owner| owner.id != whole.owner);
        if let (Some(owner), Some(until)) = (other, until) {
            let (customer, number) = (part.facts.customer.name.clone(), part.number);
            let text = NoticeText::DealSplitOff { customer, number, product, until };
            let once_key = format!("split_off:{}", part.id);
            self.tell_in_short(tx, &owner, text, format!("/deals/{}", part.id), once_key).await?;
        }
        Ok(())
    }

    /// The splits in a deal's history, for a reader of `company`, or of the vendor.
    pub(super) async fn splits(
        &self,
        tx: &mut Tx,
        programme: &Programme,
        deal: &DealRegistration,
        company: Option<CompanyId>,
    ) -> Answer<Vec<TimelineEntry>> {
        let splits = tx.splits_of(deal.id).await?.into_iter();
        let entry = |split: jiso_store::deals::split::Split| {
            let taken_out = split.whole.id == deal.id;
            let other = if taken_out { split.part } else { split.whole };
            // Of another company's deal a partner learns the number, and nothing behind it.
            let href = match company {
                None => Some(format!("/console/deals/{}", other.id)),
                Some(own) => (own == other.company).then(|| format!("/deals/{}", other.id)),
            };
            let line = SplitLine {
                other: other.number,
                href,
                product: sheets::product(programme, &split.product),
                amount: split.amount,
                stays: taken_out.then_some(split.stays),
                why: split.reason,
            };
            TimelineEntry {
                at: split.at,
                what: Happening::Split(line),
                who: Some(split.by_name),
                amount: None,
                points: Vec::new(),
            }
        };
        Ok(splits.map(entry).collect())
    }
}
