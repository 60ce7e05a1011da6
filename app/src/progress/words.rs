//! `/progress` as it travels: what the simulator computes with as data, the rest in words, and the ledger packed for the chunk
//! that shows it. As with the home, what is put into words where the page is asked for stays on the server.

use jiso::{
    lang::{Bilingual, Lang},
    money::Money,
    points::Balance,
    progress::{AxisBalance, MonthPoints, ProgressSheet, SUPPOSED_WINS, Simulator, TierGrants, TierSnapshot},
    tiers::{Entitlement, TierOutcome, after_wins, evaluate, verdict},
};
use serde::{Deserialize, Serialize};

use super::sentences::{
    all_met, announced_text, entitlement_text, lately_text, missing_all, standing_text, tier_headline, tier_lede,
};
use crate::{
    format::money,
    text::progress as t,
    ui::Tone,
    wire::{Reply, pack},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressWords {
    pub headline: String,
    pub lede: String,
    pub lately: Option<(Tone, String)>,
    pub standing: String,
    pub announced: Option<String>,
    /// "What two orders would do."
    pub supposed: Option<String>,
    pub tier: TierSnapshot,
    pub balances: Vec<AxisBalance>,
    pub mine: Balance,
    pub simulator: Simulator,
    pub months: Vec<MonthPoints>,
    pub benefits: BenefitsWords,
    /// A packed `(Page<LedgerLine>, Vec<IncentiveRule>)`.
    pub ledger: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BenefitsWords {
    pub heading: String,
    pub now: GrantsWords,
    /// What may be claimed, and how soon it ends when that is soon.
    pub claims: Vec<(String, Option<String>)>,
    pub next_heading: Option<String>,
    pub next: Option<GrantsWords>,
}

/// What a tier gives: its benefits, and how much of what it grants in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantsWords {
    pub benefits: Vec<String>,
    pub room: String,
    pub extra_margin: Option<String>,
}

impl ProgressWords {
    /// # Errors
    /// [`jiso::failure::Failure::Malformed`], when a part cannot be packed.
    pub fn of(l: Lang, sheet: ProgressSheet) -> Reply<Self> {
        let ProgressSheet { balances, mine, tier, entitlements, simulator, months, earning, ledger, .. } = sheet;
        Ok(Self {
            headline: tier_headline(l, &tier),
            lede: tier_lede(l, &tier),
            lately: lately_text(l, &tier),
            standing: standing_text(l, &tier),
            announced: tier.announced.as_ref().map(|announced| announced_text(l, announced)),
            supposed: suppose(l, &tier, &simulator),
            benefits: BenefitsWords::of(l, &tier, &entitlements),
            ledger: pack(&(ledger, earning))?,
            tier,
            balances,
            mine,
            simulator,
            months,
        })
    }
}

/// "What two orders would do", by the functions that decide.
fn suppose(l: Lang, tier: &TierSnapshot, simulator: &Simulator) -> Option<String> {
    let (rules, now) = (&simulator.rules, simulator.facts(0));
    // Who is about to rise looks further ahead.
    let rises = tier.ahead.outcome == Some(TierOutcome::Raised);
    let held = if rises { &tier.ahead.tier.key } else { &tier.verdict.current.key };
    let next = verdict(&rules.tiers, held, &now).next.filter(|next| !all_met(&next.criteria))?;
    let facts = after_wins(rules, &now, &[rules.typical_deal_yen; SUPPOSED_WINS]);
    let after = verdict(&rules.tiers, held, &facts);
    let (yen, wins) = (money(&Money::yen(rules.typical_deal_yen)), SUPPOSED_WINS);
    Some(match &after.next {
        Some(still) if !all_met(&still.criteria) => {
            t::two_wins_left(l, yen, wins, next.tier.name.get(l), missing_all(l, &still.criteria))
        }
        _ => t::two_wins_reach(l, yen, wins, evaluate(&rules.tiers, &facts).current.name.get(l)),
    })
}

impl BenefitsWords {
    fn of(l: Lang, tier: &TierSnapshot, entitlements: &[Entitlement]) -> Self {
        let claim = |claim: &Entitlement| {
            let ending = claim.is_ending().then(|| t::claim_ending(l, i64::from(claim.days_left)));
            (entitlement_text(l, claim), ending)
        };
        let next = tier.verdict.next.as_ref().filter(|_| !tier.next_benefits.is_empty());
        Self {
            heading: t::benefits(l, tier.verdict.current.name.get(l)),
            now: GrantsWords::of(l, &tier.benefits, tier.grants),
            claims: entitlements.iter().map(claim).collect(),
            next_heading: next.map(|next| t::next_benefits(l, next.tier.name.get(l))),
            next: tier.next_grants.map(|grants| GrantsWords::of(l, &tier.next_benefits, grants)),
        }
    }
}

impl GrantsWords {
    fn of(l: Lang, benefits: &[Bilingual], grants: TierGrants) -> Self {
        let margin = grants.extra_margin_percent;
        Self {
            benefits: benefits.iter().map(|text| text.get(l).to_owned()).collect(),
            room: t::room_of(l, grants.open_registrations),
            extra_margin: (margin > 0).then(|| t::extra_margin_of(l, margin)),
        }
    }
}
