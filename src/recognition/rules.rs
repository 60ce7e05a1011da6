use serde::{Deserialize, Serialize};

use super::GiftRules;
use crate::leaderboards::{GrowthRule, Measure};

/// What the programme says about boards, thanks and the partner of the month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RecognitionRules {
    /// How many thanks a person may give in a calendar month.
    pub kudos_per_month: u16,
    pub growth: GrowthRule,
    pub steps: StepRules,
    pub mvp: MvpRules,
    pub gifts: GiftRules,
}

impl Default for RecognitionRules {
    fn default() -> Self {
        Self {
            kudos_per_month: 10,
            growth: GrowthRule::default(),
            steps: StepRules::default(),
            mvp: MvpRules::default(),
            gifts: GiftRules::default(),
        }
    }
}

/// Which small steps are noticed. Days are calendar days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StepRules {
    /// After so long without a sign, coming back is a step.
    pub silence_days: u16,
    /// So many weeks in a row with something done are a step.
    pub weeks_in_a_row: u16,
    /// Praise that comes later than this is none.
    pub propose_days: u16,
    /// Whether somebody moved after being praised is told by the days after it.
    pub effect_days: u16,
}

impl Default for StepRules {
    fn default() -> Self {
        Self { silence_days: 21, weeks_in_a_row: 3, propose_days: 14, effect_days: 14 }
    }
}

/// How the partner of the month is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MvpRules {
    /// What each board weighs.
    pub sales: u16,
    pub growth: u16,
    pub learning: u16,
    pub helping: u16,
    /// A cohort of fewer companies than this is compared with everyone.
    pub least_cohort: u16,
    /// So many months after having been chosen, others are proposed.
    pub cooldown_months: u16,
}

impl Default for MvpRules {
    fn default() -> Self {
        Self { sales: 40, growth: 30, learning: 15, helping: 15, least_cohort: 3, cooldown_months: 3 }
    }
}

impl MvpRules {
    /// The boards that are weighed.
    pub const MEASURES: [Measure; 4] = [Measure::Sales, Measure::Growth, Measure::Learning, Measure::Helping];

    pub const fn weight(&self, measure: Measure) -> u16 {
        match measure {
            Measure::Sales => self.sales,
            Measure::Growth => self.growth,
            Measure::Learning => self.learning,
            Measure::Helping => self.helping,
            Measure::Overall => 0,
        }
    }

    pub fn all_weights(&self) -> u32 {
        Self::MEASURES.iter().map(|measure| u32::from(self.weight(*measure))).sum()
    }
}

/// A number of the rules: where it stands in the file, what it is called, and what it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleNumber {
    pub path: &'static str,
    pub key: &'static str,
    pub value: u16,
    pub least: u16,
    pub most: u16,
}

impl RecognitionRules {
    /// Every single number, in the order of the file.
    pub fn numbers(&self) -> [RuleNumber; 17] {
        let (growth, steps, mvp, gifts) = (&self.growth, &self.steps, &self.mvp, &self.gifts);
        let number = |path, key, value: u32, (least, most)| {
            let value = u16::try_from(value).unwrap_or(u16::MAX);
            RuleNumber { path, key, value, least, most }
        };
        [
            number("recognition.kudos_per_month", "kudos_per_month", self.kudos_per_month.into(), (0, 1_000)),
            number("recognition.growth.periods", "growth_periods", growth.periods, (1, 24)),
            number("recognition.growth.least_periods", "growth_least_periods", growth.least_periods, (1, 24)),
            number("recognition.growth.least_average", "growth_least_average", growth.least_average, (1, 10_000)),
            number("recognition.steps.silence_days", "steps_silence_days", steps.silence_days.into(), (7, 366)),
            number("recognition.steps.weeks_in_a_row", "steps_weeks_in_a_row", steps.weeks_in_a_row.into(), (2, 26)),
            number("recognition.steps.propose_days", "steps_propose_days", steps.propose_days.into(), (1, 60)),
            number("recognition.steps.effect_days", "steps_effect_days", steps.effect_days.into(), (1, 60)),
            number("recognition.mvp.sales", "mvp_sales", mvp.sales.into(), (0, 1_000)),
            number("recognition.mvp.growth", "mvp_growth", mvp.growth.into(), (0, 1_000)),
            number("recognition.mvp.learning", "mvp_learning", mvp.learning.into(), (0, 1_000)),
            number("recognition.mvp.helping", "mvp_helping", mvp.helping.into(), (0, 1_000)),
            number("recognition.mvp.least_cohort", "mvp_least_cohort", mvp.least_cohort.into(), (1, 100)),
            number("recognition.mvp.cooldown_months", "mvp_cooldown_months", mvp.cooldown_months.into(), (0, 24)),
            number("recognition.gifts.mvp_yen", "gifts_mvp_yen", gifts.mvp_yen, (0, 50_000)),
            number("recognition.gifts.award_yen", "gifts_award_yen", gifts.award_yen, (0, 50_000)),
            number("recognition.gifts.most_yen", "gifts_most_yen", gifts.most_yen, (0, 50_000)),
        ]
    }
}
