use serde::{Deserialize, Serialize};

use crate::{
    activity::{Activity, ActivityKind, closed_set},
    id::UserId,
    lang::Bilingual,
    time::Timestamp,
};

/// What points are for. Tiers may ask for any of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// Deals from registration to order (販売ポイント).
    Sales,
    /// Keeping one's people and customers in shape: learning, renewals (管理ポイント).
    Managed,
    /// Enabling others: cases shared, answers accepted.
    Helping,
}

closed_set!(Axis { Sales = "sales", Managed = "managed", Helping = "helping" });

/// How the programme calls an axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointAxis {
    pub axis: Axis,
    pub name: Bilingual,
}

/// How often a rule grants at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OncePer {
    Event,
    Subject,
    Person,
    Company,
    PersonAndSubject,
}

closed_set!(OncePer {
    Event = "event",
    Subject = "subject",
    Person = "person",
    Company = "company",
    PersonAndSubject = "person_and_subject",
});

/// Whose name stands on the entry. The company's balance holds both kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Earner {
    Person,
    Company,
}

/// Points for an activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncentiveRule {
    pub key: String,
    pub name: Bilingual,
    pub on: ActivityKind,
    pub axis: Axis,
    pub points: i64,
    /// One point more for every so many yen of the activity's amount.
    #[serde(default)]
    pub per_yen: Option<i64>,
    /// Weighed by the deal's product.
    #[serde(default)]
    pub by_product: bool,
    /// Provisional until this happens to the same subject.
    #[serde(default)]
    pub provisional_until: Option<ActivityKind>,
    /// Any of these takes back what the rule granted for the same subject, confirmed or not.
    #[serde(default)]
    pub reversed_by: Vec<ActivityKind>,
    /// Any of these ends what is still provisional; what is confirmed stays.
    #[serde(default)]
    pub expires_on: Vec<ActivityKind>,
    /// What is due waits so many days more, in which it may still be taken back.
    #[serde(default)]
    pub hold_days: u16,
    /// Less is paid to whose registrations are often refused, as the programme's `quality` says.
    #[serde(default)]
    pub quality: bool,
    pub once_per: OncePer,
    pub to: Earner,
    /// At most so many grants a calendar month, to one person or company. Grants taken back count: junk does not refill it.
    #[serde(default)]
    pub cap_per_month: Option<u32>,
    /// Only up to this many days after the company joined; the day itself is day 0. Days on which the vendor was late with a
    /// review do not count.
    #[serde(default)]
    pub within_days_of_joining: Option<u32>,
}

impl IncentiveRule {
    /// What it grants may still be taken back.
    pub const fn is_provisional(&self) -> bool {
        self.provisional_until.is_some() || self.hold_days > 0
    }

    /// The person who earns by an activity; none when the company does.
    pub fn earner(&self, activity: &Activity) -> Option<UserId> {
        activity.user.filter(|_| self.to == Earner::Person)
    }

    /// When what becomes due at a moment is beyond recall, where it has to wait for that.
    pub fn hold_from(&self, at: Timestamp) -> Option<Timestamp> {
        (self.hold_days > 0).then(|| at.plus_days(self.hold_days.into()))
    }

    /// Everything that can move points of this rule.
    pub fn hears(&self) -> impl Iterator<Item = ActivityKind> {
        let settles = self.reversed_by.iter().chain(&self.expires_on).chain(&self.provisional_until);
        let held = (self.hold_days > 0).then_some(ActivityKind::HoldEnded);
        settles.copied().chain(held).chain([self.on])
    }

    pub fn is_for_a_win(&self) -> bool {
        self.on == ActivityKind::DealWon
    }

    /// What one grant is worth. Clamped, so that no sum of entries can overflow.
    pub fn worth(&self, amount_yen: Option<i64>, points_percent: u32) -> i64 {
        const MOST: i64 = 1_000_000_000;
        let by_amount = match (self.per_yen, amount_yen) {
            (Some(yen), Some(amount)) => amount.max(0).checked_div(yen).unwrap_or(0).clamp(0, MOST),
            _ => 0,
        };
        let points = self.points.clamp(0, MOST) + by_amount;
        let weighed = if self.by_product { points * i64::from(points_percent) / 100 } else { points };
        weighed.clamp(0, MOST)
    }
}
