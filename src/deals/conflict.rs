//! Whether a customer is still free for a deal. Knows companies only by id and customers only by identity, so a verdict cannot
//! name the other partner.
//!
//! Two registrations are rivals when they mean the same customer *and* share a product. Which products are one thing, the programme
//! says: whoever offers the small edition and whoever offers the large one sit before the same person, while an add-on may be sold
//! by somebody else.

use serde::{Deserialize, Serialize};

use super::{CustomerIdentity, RegistrationStatus, Sameness};
use crate::{
    id::{CompanyId, DealId},
    time::{Day, MonthKey},
};

/// How long an undecided or won registration of the past still counts.
pub const LOOK_BACK_DAYS: i32 = 366;

/// Customers a day about whom nobody asks who only registers his own, even letter by letter.
pub const UNUSUAL_QUESTIONS: u32 = 100;

/// What somebody wants to register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its own registration, once there is one: nobody is their own rival.
    pub deal: Option<DealId>,
    pub company: CompanyId,
    pub customer: CustomerIdentity,
    /// Keys of the products that are one thing with its own; `None` while none is chosen: then every product counts.
    pub products: Option<Vec<String>>,
}

/// A registration that might mean the same customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RivalClaim {
    pub deal: DealId,
    pub company: CompanyId,
    pub customer: CustomerIdentity,
    /// Its key in the programme.
    pub product: String,
    pub standing: RivalStanding,
}

/// How a registration stands in another's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RivalStanding {
    /// Waits for the vendor's decision or the partner's correction.
    Open {
        since: Day,
    },
    Protected {
        last_day: Day,
    },
    /// The customer is one already.
    Won {
        on: Day,
    },
}

impl RivalStanding {
    /// `None` for registrations that have ended without an order: they are in nobody's way.
    pub fn of(status: &RegistrationStatus, submitted: Day) -> Option<Self> {
        match status {
            RegistrationStatus::Approved { approval } => Some(Self::Protected { last_day: approval.last_day() }),
            RegistrationStatus::Won { at, .. } => Some(Self::Won { on: at.day() }),
            undecided if undecided.key().is_open() => Some(Self::Open { since: submitted }),
            _ => None,
        }
    }

    /// The last day on which it stands in anybody's way.
    pub fn last_day(self) -> Day {
        match self {
            Self::Open { since: day } | Self::Won { on: day } => day.plus(LOOK_BACK_DAYS),
            Self::Protected { last_day } => last_day,
        }
    }

    fn matters(self, today: Day) -> bool {
        today <= self.last_day()
    }
}

/// The instant answer on a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Clear,
    /// The vendor will look.
    Similar,
    /// Another registration is protected, at the latest until the end of this month.
    TakenUntil {
        month: MonthKey,
    },
    /// The caller's own company has this deal already.
    OursAlready {
        deal: DealId,
    },
}

impl Verdict {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Similar => "similar",
            Self::TakenUntil { .. } => "taken",
            Self::OursAlready { .. } => "ours",
        }
    }
}

/// Among all `rivals` the one that weighs most decides: one's own deal, then a protection, then a doubt.
pub fn verdict(claim: &Claim, rivals: &[RivalClaim], today: Day) -> Verdict {
    if let Some(ours) = others(claim, rivals, today).find(|rival| is_ours(claim, rival)) {
        return Verdict::OursAlready { deal: ours.deal };
    }
    if let Some(month) = protected_until(claim, rivals, today) {
        return Verdict::TakenUntil { month };
    }
    let mut theirs = others(claim, rivals, today).filter(|rival| rival.company != claim.company);
    let doubt = theirs.any(|rival| sameness(claim, rival) >= Sameness::Similar);
    if doubt { Verdict::Similar } else { Verdict::Clear }
}

/// Until when the same customer is protected by another registration. While this is `Some`, nobody else is approved: one
/// approved protection per customer and family of products, also within one company.
pub fn protected_until(claim: &Claim, rivals: &[RivalClaim], today: Day) -> Option<MonthKey> {
    let protections = others(claim, rivals, today).filter_map(|rival| match rival.standing {
        RivalStanding::Protected { last_day } if sameness(claim, rival) == Sameness::Same => Some(last_day),
        _ => None,
    });
    protections.max().map(Day::month_key)
}

/// What a reviewer is shown beside a claim: same or similar customer, also the company's own, strongest first.
pub fn side_by_side<'a>(claim: &'a Claim, rivals: &'a [RivalClaim], today: Day) -> Vec<(&'a RivalClaim, Sameness)> {
    let mut found: Vec<_> = others(claim, rivals, today)
        .map(|rival| (rival, sameness(claim, rival)))
        .filter(|(_, sameness)| *sameness >= Sameness::Similar)
        .collect();
    found.sort_by_key(|(rival, sameness)| (std::cmp::Reverse(*sameness), rival.deal));
    found
}

fn is_ours(claim: &Claim, rival: &RivalClaim) -> bool {
    // Selling more to a customer one has won is a new deal.
    let going_on = !matches!(rival.standing, RivalStanding::Won { .. });
    rival.company == claim.company && going_on && sameness(claim, rival) == Sameness::Same
}

fn others<'a>(claim: &'a Claim, rivals: &'a [RivalClaim], today: Day) -> impl Iterator<Item = &'a RivalClaim> {
    let own = claim.deal;
    let shared = |rival: &RivalClaim| claim.products.as_ref().is_none_or(|products| products.contains(&rival.product));
    rivals.iter().filter(move |rival| own != Some(rival.deal) && rival.standing.matters(today) && shared(rival))
}

fn sameness(claim: &Claim, rival: &RivalClaim) -> Sameness {
    claim.customer.sameness(&rival.customer)
}
