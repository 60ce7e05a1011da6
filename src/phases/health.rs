//! How well the partnership is doing, as a sum of parts that each can be looked into. For the vendor's eyes only.

use serde::{Deserialize, Serialize};

use super::{Evidence, Origins, PhaseFacts, Standing, judge::Judging};
use crate::{
    activity::{ActivityKind, closed_set},
    lang::Bilingual,
    programme::Programme,
    time::Timestamp,
};

/// What the score is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HealthPart {
    /// Days since the partner's last act: whole up to `full`, nothing at the phase's quiet days.
    Activity,
    /// Percent of the last three months' acts that were self-started; whole at `full`.
    SelfStart,
    /// People active in 90 days; whole at `full`.
    People,
    /// Days since the last registration: whole up to `full`, nothing at the phase's target.
    Deals,
    /// Lessons finished; whole at `full`.
    Learning,
    /// Answers of ours that are overdue; nothing at `full`.
    Promises,
}

closed_set!(HealthPart {
    Activity = "activity",
    SelfStart = "self_start",
    People = "people",
    Deals = "deals",
    Learning = "learning",
    Promises = "promises",
});

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HealthRules {
    /// From here on a partner is in good health, and from `watch` on to be watched.
    pub good: u8,
    pub watch: u8,
    pub parts: Vec<HealthRule>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HealthRule {
    pub part: HealthPart,
    pub name: Bilingual,
    /// Out of 100 for all parts together.
    pub weight: u8,
    /// What makes the part whole; see [`HealthPart`].
    pub full: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HealthBand {
    Poor,
    Watch,
    Good,
}

closed_set!(HealthBand { Poor = "poor", Watch = "watch", Good = "good" });

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthScore {
    /// 0 to 100.
    pub score: u8,
    pub band: HealthBand,
    pub parts: Vec<HealthLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthLine {
    pub part: HealthPart,
    pub name: Bilingual,
    pub weight: u8,
    /// 0 to 100.
    pub value: u8,
    pub evidence: Evidence,
}

/// How far back people count as active.
const ACTIVE_DAYS: u32 = 90;
/// The current month and those before it whose acts are counted.
const RATE_MONTHS: i32 = 3;

/// The score by the programme's weights; none when it has none.
pub fn health(programme: &Programme, standing: &Standing, facts: &PhaseFacts, now: Timestamp) -> Option<HealthScore> {
    let rules = programme.health.as_ref()?;
    let judging = Judging::of(programme, standing, facts, now);
    let parts: Vec<HealthLine> = rules.parts.iter().map(|rule| judging.health_line(rule)).collect();
    let score = weighted(&parts);
    let band = match score {
        score if score >= rules.good => HealthBand::Good,
        score if score >= rules.watch => HealthBand::Watch,
        _ => HealthBand::Poor,
    };
    Some(HealthScore { score, band, parts })
}

/// The mean by weight, rounded.
fn weighted(parts: &[HealthLine]) -> u8 {
    let weights: u32 = parts.iter().map(|line| u32::from(line.weight)).sum();
    let sum: u32 = parts.iter().map(|line| u32::from(line.weight) * u32::from(line.value)).sum();
    (sum + weights / 2).checked_div(weights).and_then(|mean| u8::try_from(mean).ok()).unwrap_or(0)
}

/// Whole up to `full`, nothing from `none` on, in proportion between.
fn falling(days: i64, full: i64, none: i64) -> u8 {
    let value = if days <= full {
        100
    } else if days >= none {
        0
    } else {
        (none - days) * 100 / (none - full)
    };
    u8::try_from(value).unwrap_or(0)
}

/// In proportion up to `full`.
fn rising(count: u64, full: u32) -> u8 {
    u8::try_from((count * 100).checked_div(u64::from(full)).unwrap_or(100).min(100)).unwrap_or(100)
}

impl Judging<'_> {
    fn health_line(&self, rule: &HealthRule) -> HealthLine {
        let full = i64::from(rule.full);
        let (value, evidence) = match rule.part {
            HealthPart::Activity => (falling(self.days_since_last_sign(), full, self.rule.quiet_days.into()), self.quiet()),
            HealthPart::SelfStart => {
                let rate = self.recent_origins();
                let percent = rate.self_start_percent().map_or(0, u64::from);
                (rising(percent, rule.full), Evidence::SelfStarted { own: rate.self_started, all: rate.total() })
            }
            HealthPart::People => (rising(self.active_people(ACTIVE_DAYS) as u64, rule.full), self.active(ACTIVE_DAYS)),
            HealthPart::Deals => {
                let days = self.days_without_new_deal();
                (falling(days, full, self.rule.target_days.into()), self.fact(ActivityKind::DealRegistered))
            }
            HealthPart::Learning => {
                let lessons = self.standing.count(ActivityKind::LessonCompleted);
                (rising(lessons, rule.full), self.fact(ActivityKind::LessonCompleted))
            }
            HealthPart::Promises => {
                let count = self.facts.overdue;
                (100 - rising(count.into(), rule.full), Evidence::OverdueAtVendor { count })
            }
        };
        HealthLine { part: rule.part, name: rule.name.clone(), weight: rule.weight, value, evidence }
    }

    fn recent_origins(&self) -> Origins {
        let since = self.now.day().month_key().plus(1 - RATE_MONTHS);
        let months = self.standing.origins.range(since..=self.now.day().month_key());
        months.fold(Origins::default(), |sum, (_, one)| sum.plus(*one))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{phases::standing::tests::standing, programme::sample, time::Day};

    fn at(text: &str) -> Timestamp {
        text.parse::<Day>().expect("day").at_minute(900)
    }

    #[test]
    fn the_parts_add_up() {
        use ActivityKind as K;
        let story = [
            (K::CompanyJoined, "2026-09-01", 1),
            (K::LessonCompleted, "2026-09-05", 1),
            (K::LessonCompleted, "2026-09-06", 2),
            (K::DealRegistered, "2026-09-10", 1),
        ];
        let programme = sample::programme();
        let of = |overdue, today| {
            let facts = PhaseFacts { overdue, ..PhaseFacts::default() };
            health(&programme, &standing(&story), &facts, at(today)).expect("a score")
        };
        let fresh = of(0, "2026-09-12");
        let values: Vec<_> = fresh.parts.iter().map(|line| (line.part.as_str(), line.weight, line.value)).collect();
        let expected = [
            ("activity", 25, 100),
            ("self_start", 20, 100),
            ("people", 15, 66),
            ("deals", 20, 100),
            ("learning", 10, 20),
            ("promises", 10, 100),
        ];
        assert_eq!(values, expected);
        assert_eq!((fresh.score, fresh.band), (87, HealthBand::Good), "25 + 20 + 9.9 + 20 + 2 + 10");
        assert_eq!(of(1, "2026-09-12").score, 82, "an answer of ours is overdue");
        let later = of(0, "2026-11-20");
        assert_eq!((later.score, later.band), (48, HealthBand::Poor), "silence: {later:?}");
    }

    proptest! {
        #[test]
        fn a_value_stays_within_its_bounds(days in -10_i64..1_000, full in 0_i64..400, more in 1_i64..400) {
            let value = falling(days, full, full + more);
            prop_assert!(value <= 100);
            prop_assert!(falling(days + 1, full, full + more) <= value, "more silence is never better");
        }
    }
}
