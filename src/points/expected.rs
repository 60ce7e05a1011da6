use serde::{Deserialize, Serialize};

use super::{IncentiveRule, OncePer};
use crate::{activity::ActivityKind, phases::Standing, programme::Programme, time::Timestamp};

/// What an act would bring a company now, told before it acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedPoints {
    pub kind: ActivityKind,
    pub points: i64,
    /// Some of it waits for a decision.
    pub provisional: bool,
}

/// The rules that would grant points for `kind` on a fresh subject. Monthly caps are left out.
pub fn paying<'a>(
    programme: &'a Programme,
    kind: ActivityKind,
    standing: &'a Standing,
    now: Timestamp,
) -> impl Iterator<Item = &'a IncentiveRule> {
    programme.rules_on(now.day()).filter(move |rule| rule.on == kind).filter(move |rule| {
        let first_only = matches!(rule.once_per, OncePer::Company | OncePer::Person);
        let in_time = rule
            .within_days_of_joining
            .is_none_or(|days| standing.joined_at.is_some_and(|joined| joined.plus_days(days.into()).day() >= now.day()));
        in_time && !(first_only && standing.count(kind) > 0)
    })
}

/// The sum of [`paying`]. An estimate: amounts and products are left out, too.
pub fn expected(programme: &Programme, kind: ActivityKind, standing: &Standing, now: Timestamp) -> ExpectedPoints {
    let nothing = ExpectedPoints { kind, points: 0, provisional: false };
    paying(programme, kind, standing, now).fold(nothing, |sum, rule| ExpectedPoints {
        points: sum.points.saturating_add(rule.worth(None, 100)),
        provisional: sum.provisional || rule.provisional_until.is_some(),
        ..sum
    })
}
