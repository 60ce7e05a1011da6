//! The rules of the programme as sentences, made from its data.

use jiso::{
    lang::{Bilingual, Lang},
    money::Money,
    points::Axis,
    progress::{AxisBalance, TierSnapshot},
    tiers::{Announcement, CriterionProgress, Entitlement, TierCriterion, TierOutcome, TierVerdict, WinsNeeded},
};

use crate::{
    format::{day, day_short, money, number},
    text::progress as t,
    ui::Tone,
};

/// What a criterion asks for: 「12か月の販売ポイントが1,200以上」.
pub fn criterion(l: Lang, criterion: &TierCriterion, axes: &[AxisBalance]) -> String {
    match criterion {
        TierCriterion::Points { axis, min, months } => t::need_points(l, months, axis_name(l, *axis, axes), number(*min)),
        TierCriterion::CertifiedPeople { min } => t::need_people(l, *min),
        TierCriterion::WonDeals { min, months } => t::need_won(l, months, *min),
        TierCriterion::RegisteredDeals { min, months } => t::need_registered(l, months, *min),
        TierCriterion::Revenue { min, months } => t::need_revenue(l, months, yen(*min)),
        TierCriterion::Custom { name, unit, min, .. } => t::need_custom(l, name.get(l), with_unit(l, *min, unit)),
    }
}

/// All that a tier asks for, in one sentence.
pub fn criteria(l: Lang, lines: &[CriterionProgress], axes: &[AxisBalance]) -> String {
    lines.iter().map(|line| criterion(l, &line.criterion, axes)).collect::<Vec<_>>().join(t::and(l))
}

/// What a criterion asks for, whether it is met, and how much is there.
pub fn criterion_state(l: Lang, line: &CriterionProgress, axes: &[AxisBalance]) -> String {
    let (asked, have) = (criterion(l, &line.criterion, axes), measure(l, &line.criterion, line.have));
    if line.met {
        t::explain_met(l, asked, have)
    } else {
        t::explain_unmet(l, asked, have, missing(l, &line.criterion, line.missing()))
    }
}

/// What is missing of one criterion: 「240 pt」.
pub fn missing(l: Lang, criterion: &TierCriterion, n: i64) -> String {
    match criterion {
        TierCriterion::Points { .. } => t::miss_points(l, number(n)),
        TierCriterion::CertifiedPeople { .. } => t::miss_people(l, n),
        TierCriterion::WonDeals { .. } => t::miss_won(l, n),
        TierCriterion::RegisteredDeals { .. } => t::miss_registered(l, n),
        TierCriterion::Revenue { .. } => t::miss_revenue(l, yen(n)),
        TierCriterion::Custom { name, unit, .. } => t::miss_custom(l, name.get(l), with_unit(l, n, unit)),
    }
}

/// What is missing of several: 「240 pt・修了者 1名」.
pub fn missing_all(l: Lang, lines: &[CriterionProgress]) -> String {
    let open = lines.iter().filter(|line| !line.met).map(|line| missing(l, &line.criterion, line.missing()));
    open.collect::<Vec<_>>().join(t::join(l))
}

/// An amount on a criterion's own scale.
pub fn measure(l: Lang, criterion: &TierCriterion, n: i64) -> String {
    match criterion {
        TierCriterion::Revenue { .. } => yen(n),
        TierCriterion::Custom { unit, .. } => with_unit(l, n, unit),
        _ => number(n),
    }
}

/// 「3件」, `3 plans`.
pub fn with_unit(l: Lang, n: i64, unit: &Bilingual) -> String {
    match (unit.get(l), l) {
        ("", _) => number(n),
        (unit, Lang::Ja) => format!("{}{unit}", number(n)),
        (unit, Lang::En) => format!("{} {unit}", number(n)),
    }
}

pub fn all_met(lines: &[CriterionProgress]) -> bool {
    lines.iter().all(|line| line.met)
}

/// What the company's tier asks of it now: to be kept, or to be left for the next.
pub fn tier_headline(l: Lang, tier: &TierSnapshot) -> String {
    let held = tier.verdict.current.name.get(l);
    match (tier.grace, tier.ahead.outcome) {
        (_, Some(TierOutcome::Raised)) => t::will_rise(l, day(l, tier.ahead.on.day), tier.ahead.tier.name.get(l)),
        (Some(_), _) if all_met(&tier.keeps) => t::grace_met(l, held),
        (Some(until), _) => t::grace_missing(l, day(l, until), held, missing_all(l, &tier.keeps)),
        _ => gap_headline(l, &tier.verdict),
    }
}

/// Since when the tier is held, and what comes next.
pub fn standing_text(l: Lang, tier: &TierSnapshot) -> String {
    let ahead = &tier.ahead;
    let then = match ahead.outcome {
        None => t::then_same(l).to_owned(),
        Some(TierOutcome::Raised | TierOutcome::Entered) => t::then_rise(l, ahead.tier.name.get(l)),
        Some(TierOutcome::Grace { until }) => t::then_grace(l, day(l, until)),
        Some(TierOutcome::Kept) => t::then_kept(l).to_owned(),
        Some(TierOutcome::Lowered) => t::then_lower(l, ahead.tier.name.get(l)),
    };
    t::standing(l, day(l, tier.since), tier.verdict.current.name.get(l), day(l, ahead.on.day), then)
}

/// A change of the last weeks.
pub fn lately_text(l: Lang, tier: &TierSnapshot) -> Option<(Tone, String)> {
    let (on, outcome) = tier.lately?;
    let (name, on) = (tier.verdict.current.name.get(l), day(l, on));
    Some(match outcome {
        TierOutcome::Entered => return None,
        TierOutcome::Raised => (Tone::Good, t::lately_raised(l, on, name)),
        TierOutcome::Grace { until } => (Tone::Wait, t::lately_grace(l, on, name, day(l, until))),
        TierOutcome::Kept => (Tone::Good, t::lately_kept(l, on, name)),
        TierOutcome::Lowered => (Tone::Wait, t::lately_lowered(l, on, name)),
    })
}

/// From when on the tier asks for more, what is missing today, and until when it is kept by what is asked for now.
pub fn announced_text(l: Lang, announced: &Announcement) -> String {
    let name = announced.tier.name.get(l);
    let asked: Vec<_> = announced.criteria.iter().map(|line| threshold(l, &line.criterion)).collect();
    let (from, asked) = (day(l, announced.from), asked.join(t::join(l)));
    let now = if announced.is_met() {
        t::announced_met(l).to_owned()
    } else {
        t::announced_missing(l, missing_all(l, &announced.criteria), day(l, announced.spared_until))
    };
    t::announced(l, from, name, asked, now)
}

/// How much of something is asked for, in as few words as say it: 「1,500 pt」.
fn threshold(l: Lang, asked: &TierCriterion) -> String {
    missing(l, asked, asked.need())
}

/// What stands between a company and its next tier.
pub fn gap_headline(l: Lang, verdict: &TierVerdict) -> String {
    match &verdict.next {
        Some(next) if all_met(&next.criteria) => t::next_met(l, next.tier.name.get(l)),
        Some(next) => t::next_tier(l, next.tier.name.get(l), missing_all(l, &next.criteria)),
        None => t::top_tier(l, verdict.current.name.get(l)),
    }
}

/// What goes with the headline.
pub fn tier_lede(l: Lang, tier: &TierSnapshot) -> String {
    match (tier.grace, tier.ahead.outcome) {
        (_, Some(TierOutcome::Raised)) => t::rise_lede(l, tier.ahead.tier.name.get(l)),
        (Some(_), _) if all_met(&tier.keeps) => t::grace_met_lede(l).into(),
        (Some(until), _) => t::grace_lede(l, day(l, until.plus(1))),
        _ => gap_lede(l, &tier.verdict, tier.wins.as_ref()),
    }
}

/// How many typical orders the gap to the next tier is.
pub fn gap_lede(l: Lang, verdict: &TierVerdict, wins: Option<&WinsNeeded>) -> String {
    let Some(next) = &verdict.next else { return t::lede_top(l).into() };
    let Some(needed) = wins else { return t::lede_far(l).into() };
    let gap = |criterion: &TierCriterion| {
        let lines = &next.criteria;
        let line = lines.iter().find(|line| line.criterion.measures_like(criterion));
        line.map(|line| missing(l, &line.criterion, line.missing()))
    };
    let besides = needed.besides.iter().filter_map(gap).collect::<Vec<_>>().join(t::join(l));
    match (needed.wins, besides.is_empty()) {
        (0, true) => t::rise_lede(l, next.tier.name.get(l)),
        (0, false) => t::lede_besides(l, besides),
        (wins, true) => t::lede_wins(l, i64::from(wins)),
        (wins, false) => t::lede_wins_besides(l, i64::from(wins), besides),
    }
}

/// How often a benefit may still be claimed, and until when.
pub fn entitlement_text(l: Lang, claim: &Entitlement) -> String {
    let (name, until) = (claim.name.get(l), day_short(l, claim.until));
    match claim.left() {
        0 => t::claim_none(l, name, claim.granted, until),
        left => t::claim_left(l, name, left, claim.granted, until),
    }
}

fn axis_name(l: Lang, axis: Axis, axes: &[AxisBalance]) -> String {
    axes.iter().find(|named| named.axis == axis).map(|named| named.name.get(l).to_owned()).unwrap_or_default()
}

fn yen(n: i64) -> String {
    money(&Money::yen(n))
}

#[cfg(test)]
mod tests {
    use jiso::points::Balance;

    use super::*;

    #[test]
    fn rules_read_as_sentences_in_both_languages() {
        let name = Bilingual { ja: "販売ポイント".into(), en: "sales points".into() };
        let axes = [AxisBalance { axis: Axis::Sales, name, balance: Balance::default() }];
        let line = |criterion: TierCriterion, have| {
            let need = criterion.need();
            CriterionProgress { criterion, have, need, met: have >= need }
        };
        let lines = [
            line(TierCriterion::Points { axis: Axis::Sales, min: 1_200, months: 12 }, 960),
            line(TierCriterion::CertifiedPeople { min: 2 }, 1),
            line(TierCriterion::WonDeals { min: 3, months: 12 }, 3),
        ];
        assert_eq!(
            criteria(Lang::Ja, &lines, &axes),
            "12か月の販売ポイントが1,200以上、かつ修了者が2名以上、かつ12か月の受注が3件以上"
        );
        assert_eq!(
            criteria(Lang::En, &lines[..2], &axes),
            "at least 1,200 sales points in 12 months and at least 2 certified people"
        );
        let plan = |min| TierCriterion::Custom {
            key: "plan".into(),
            min,
            name: Bilingual { ja: "共同販促計画".into(), en: "joint plans".into() },
            unit: Bilingual { ja: "件".into(), en: String::new() },
        };
        assert_eq!(criteria(Lang::Ja, &[line(plan(2), 0)], &axes), "共同販促計画が2件以上");
        assert_eq!(criteria(Lang::En, &[line(plan(2), 0)], &axes), "joint plans of at least 2");
        assert_eq!(missing_all(Lang::Ja, &[line(plan(2), 1)]), "共同販促計画 1件");
        assert_eq!(missing_all(Lang::Ja, &lines), "240\u{a0}pt・修了者 1名");
        assert_eq!(missing_all(Lang::En, &lines), "240\u{a0}pt, 1 certified person");
    }
}
