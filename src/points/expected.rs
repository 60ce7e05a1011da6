use serde::{Deserialize, Serialize};

use super::{Earner, IncentiveRule, OncePer, QualityCut, Reviewed, last_day};
use crate::{
    activity::ActivityKind,
    phases::Standing,
    programme::Programme,
    time::{Day, Timestamp},
};

/// What an act would bring a company now, told before it acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedPoints {
    pub kind: ActivityKind,
    pub points: i64,
    /// Some of it waits for a decision.
    pub provisional: bool,
}

/// What a rule would pay.
#[derive(Clone, Copy, Debug)]
pub struct Payment<'a> {
    pub rule: &'a IncentiveRule,
    pub points: i64,
    pub cut: Option<QualityCut>,
    /// The last day on which it pays the company.
    pub until: Option<Day>,
    /// Days by which the vendor's lateness has moved that.
    pub added: u32,
}

/// What the rules would pay for `kind` on a fresh subject. Monthly caps, amounts and products are left out.
pub fn paying<'a>(
    programme: &'a Programme,
    kind: ActivityKind,
    standing: &'a Standing,
    reviewed: &'a Reviewed,
    now: Timestamp,
) -> impl Iterator<Item = Payment<'a>> {
    programme.rules_on(now.day()).filter(move |rule| rule.on == kind).filter_map(move |rule| {
        let first_only = matches!(rule.once_per, OncePer::Company | OncePer::Person);
        if first_only && standing.count(kind) > 0 {
            return None;
        }
        let (mut until, mut added) = (None, 0);
        if let Some(days) = rule.within_days_of_joining {
            let joined = standing.joined_at?.day();
            let last = last_day(joined, days, &reviewed.late);
            if last < now.day() {
                return None;
            }
            added = last.0.abs_diff(last_day(joined, days, &[]).0);
            until = Some(last);
        }
        let record = if rule.to == Earner::Person { reviewed.person } else { reviewed.company };
        let cut = programme.quality.cut(record).filter(|_| rule.quality);
        let worth = rule.worth(None, 100);
        Some(Payment { rule, points: cut.map_or(worth, |cut| cut.of(worth)), cut, until, added })
    })
}

/// The sum of [`paying`].
pub fn expected(
    programme: &Programme,
    kind: ActivityKind,
    standing: &Standing,
    reviewed: &Reviewed,
    now: Timestamp,
) -> ExpectedPoints {
    let nothing = ExpectedPoints { kind, points: 0, provisional: false };
    paying(programme, kind, standing, reviewed, now).fold(nothing, |sum, payment| ExpectedPoints {
        points: sum.points.saturating_add(payment.points),
        provisional: sum.provisional || payment.rule.is_provisional(),
        ..sum
    })
}
