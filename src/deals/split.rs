//! A registration that is divided: a product that was registered along with it becomes a registration of its own, with its share of
//! the amount. Both mean the same customer, under the same yes and until the same day.

use serde::{Deserialize, Serialize};

use super::{DealAction, DealFacts, DealNumber, DealRegistration, ProductLabel, Receiving, Refusal, RivalClaim, Transition};
use crate::{activity::ActivityKind, id::UserId, money::Money, time::Timestamp};

/// What goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its key in the programme.
    pub product: String,
    /// The products that are one thing with it, itself among them.
    pub family: Vec<String>,
    pub amount: Money,
}

/// One split, in the history of either deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitLine {
    /// The other deal, and where the reader may open it.
    pub other: DealNumber,
    pub href: Option<String>,
    pub product: ProductLabel,
    pub amount: Money,
    /// What was left of the amount; none in the history of the part, which need not know.
    pub stays: Option<Money>,
    pub why: String,
}

impl DealRegistration {
    /// Answers what stays, and then the part, which goes on as `to` says. Neither is anything new that a partner has done: what was
    /// earned stays where it is.
    ///
    /// # Errors
    /// [`Refusal::PartStays`] for a product that is one thing with what stays, [`Refusal::PartTakesAll`] where nothing would stay or
    /// nothing go, [`Refusal::CustomerProtected`] where the customer is protected for the part by another registration among
    /// `rivals`.
    pub fn split(
        self,
        part: &Part,
        to: Receiving,
        rivals: &[RivalClaim],
        by: UserId,
        at: Timestamp,
    ) -> Result<(Transition, Transition), Refusal> {
        let (mut deal, approval) = self.approved_for(DealAction::Split)?;
        if part.family.contains(&deal.facts.product) || part.product == deal.facts.product {
            return Err(Refusal::PartStays);
        }
        let most = deal.facts.amount.minor.saturating_sub(1);
        if !(1..=most).contains(&part.amount.minor) || part.amount.currency != deal.facts.amount.currency {
            return Err(Refusal::PartTakesAll { most });
        }
        // The next step was planned for what stays.
        let facts =
            DealFacts { product: part.product.clone(), amount: part.amount.clone(), next_step: None, ..deal.facts.clone() };
        let taken = deal.goes_on(to, approval, (facts, deal.stage), by, at);
        taken.is_free(part.family.clone(), rivals, at)?;
        deal.facts.amount.minor -= part.amount.minor;
        let stays = deal.touched(Some(by), at, Some(ActivityKind::DealSplit));
        Ok((stays, Transition { deal: taken, happened: Some(ActivityKind::DealSplitOff) }))
    }
}
