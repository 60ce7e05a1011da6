use serde::{Deserialize, Serialize};

use super::{BusinessCalendar, Campaign, IndustryName, PartnerTerms, Product, Promises, Vendor, text};
use crate::{
    deals::{ApprovalRule, Approving, DealFacts, Industry, approving},
    partners::PartnerType,
    phases::{HealthRules, PhaseRules, ReasonName, StallReason, StallRule},
    points::{IncentiveRule, PointAxis, QualityRule},
    questions::{AnswerTime, QuestionTopic},
    recognition::{AwardRule, RecognitionRules},
    tiers::{Allowance, CustomMeasure, Tier, TierReview, TierRules},
    time::Day,
};

/// The rules in force. Whoever holds one holds a checked one, except through [`super::ProgrammeFile`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Rises with every change; each point entry remembers the version that made it.
    pub version: i64,
    /// The first day; without one, from the moment it is taken.
    #[serde(default, alias = "valid_from", with = "text::optional_day")]
    pub effective_from: Option<Day>,
    pub vendor: Vendor,
    pub promises: Promises,
    pub phases: PhaseRules,
    /// Why a company can stop, in the order in which it is judged.
    #[serde(default)]
    pub stalls: Vec<StallRule>,
    #[serde(default)]
    pub health: Option<HealthRules>,
    /// What a typical deal brings in its first year; behind "what two wins would do".
    pub typical_deal_yen: i64,
    pub products: Vec<Product>,
    /// How registrations come to their yes; what no rule is about takes one person.
    #[serde(default)]
    pub approvals: Vec<ApprovalRule>,
    /// Who answers which questions; what has no topic takes `answer_business_days`.
    #[serde(default)]
    pub question_topics: Vec<QuestionTopic>,
    pub industries: Vec<IndustryName>,
    pub partner_types: Vec<PartnerTerms>,
    pub axes: Vec<PointAxis>,
    /// Numbers that the vendor notes for companies, for tiers to ask for.
    #[serde(default)]
    pub measures: Vec<CustomMeasure>,
    /// From the tier everybody begins in to the highest.
    pub tiers: Vec<Tier>,
    #[serde(default)]
    pub tier_review: TierReview,
    /// What rules with `quality` pay.
    #[serde(default)]
    pub quality: QualityRule,
    pub incentives: Vec<IncentiveRule>,
    #[serde(default)]
    pub campaigns: Vec<Campaign>,
    #[serde(default)]
    pub recognition: RecognitionRules,
    /// Categories of the yearly awards.
    #[serde(default)]
    pub awards: Vec<AwardRule>,
    pub calendar: BusinessCalendar,
}

impl Programme {
    /// The rules that may grant points for what happens on `day`.
    pub fn rules_on(&self, day: Day) -> impl Iterator<Item = &IncentiveRule> {
        let campaigns = self.campaigns.iter().filter(move |campaign| campaign.runs_on(day)).map(|campaign| &campaign.rule);
        self.incentives.iter().chain(campaigns)
    }

    /// Every rule, running or not.
    pub fn all_rules(&self) -> impl Iterator<Item = &IncentiveRule> {
        self.incentives.iter().chain(self.campaigns.iter().map(|campaign| &campaign.rule))
    }

    /// A rule by its key, running or not.
    pub fn rule(&self, key: &str) -> Option<&IncentiveRule> {
        self.all_rules().find(|rule| rule.key == key)
    }

    pub fn stall(&self, reason: StallReason) -> Option<&StallRule> {
        self.stalls.iter().find(|rule| rule.key == reason)
    }

    /// What the programme calls its reasons, in the order of its file.
    pub fn reason_names(&self) -> Vec<ReasonName> {
        self.stalls.iter().map(ReasonName::from).collect()
    }

    pub fn tier(&self, key: &str) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.key == key)
    }

    /// A counted benefit by its key, of whichever tier.
    pub fn allowance(&self, key: &str) -> Option<&Allowance> {
        self.tiers.iter().flat_map(|tier| &tier.allowances).find(|allowance| allowance.key == key)
    }

    pub fn measure(&self, key: &str) -> Option<&CustomMeasure> {
        self.measures.iter().find(|measure| measure.key == key)
    }

    pub fn product(&self, key: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.key == key)
    }

    /// The keys of the products that are one thing with `key`, itself among them. One that was dropped stands alone.
    pub fn family(&self, key: &str) -> Vec<String> {
        let own = self.product(key);
        let same = self.products.iter().filter(|other| other.key == key || own.is_some_and(|own| own.shares_family(other)));
        let same: Vec<String> = same.map(|product| product.key.clone()).collect();
        if same.is_empty() { vec![key.to_owned()] } else { same }
    }

    /// What a registration takes from a company of `tier`.
    pub fn approving(&self, facts: &DealFacts, tier: &str) -> Approving {
        approving(&self.approvals, facts, tier)
    }

    pub fn question_topic(&self, key: &str) -> Option<&QuestionTopic> {
        self.question_topics.iter().find(|topic| topic.key == key)
    }

    /// How soon the vendor answers a question.
    pub fn answer_time(&self, topic: &str) -> AnswerTime {
        self.question_topic(topic).map_or(AnswerTime::Days(self.promises.answer_business_days), |topic| topic.within)
    }

    /// How the vendor names an industry; none when it is not among those its partners work in.
    pub fn industry(&self, key: Industry) -> Option<&IndustryName> {
        self.industries.iter().find(|industry| industry.key == key)
    }

    pub fn terms(&self, kind: PartnerType) -> Option<&PartnerTerms> {
        self.partner_types.iter().find(|terms| terms.kind == kind)
    }

    /// What a partner of a kind earns in a tier, in percent.
    pub fn margin_percent(&self, kind: PartnerType, tier: &str) -> Option<u8> {
        let terms = self.terms(kind)?;
        let added = self.tier(tier).filter(|_| terms.tier_adds).map_or(0, |tier| tier.extra_margin_percent);
        Some(terms.margin_percent.saturating_add(added))
    }

    /// The part that decides tiers, small enough to travel to the browser for the simulator. What was asked for earlier is for
    /// [`TierRules::spare`] to add.
    pub fn tier_rules(&self, day: Day) -> TierRules {
        TierRules {
            tiers: self.tiers.clone(),
            on_win: self.rules_on(day).filter(|rule| rule.is_for_a_win()).cloned().collect(),
            typical_deal_yen: self.typical_deal_yen,
            version: self.version,
            review: self.tier_review,
            earlier: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::sample;

    #[test]
    fn a_tier_adds_to_the_margin_of_those_who_resell() {
        let programme = sample::programme();
        for (kind, tier, percent) in [
            (PartnerType::Reseller, "registered", Some(20)),
            (PartnerType::Reseller, "gold", Some(23)),
            (PartnerType::Reseller, "unheard-of", Some(20)),
            (PartnerType::Referral, "gold", Some(10)),
            (PartnerType::Oem, "gold", None),
        ] {
            assert_eq!(programme.margin_percent(kind, tier), percent, "{kind:?} {tier}");
        }
    }
}
