use jiso::{
    activity::ActivityKind,
    lang::Lang,
    money::Money,
    points::{EntryState, IncentiveRule, QualityCut},
    progress::LedgerLine,
};

use crate::{
    format::{money, number},
    text::points as t,
    ui::Tone,
};

/// `1,234 pt`.
pub fn pt(l: Lang, points: i64) -> String {
    t::pt(l, number(points))
}

pub fn kind_name(l: Lang, kind: ActivityKind) -> &'static str {
    t::kind(l, kind.as_str())
}

/// A rule as people read it: what for, how much, until when provisional, how often.
pub fn rule_text(l: Lang, rule: &IncentiveRule) -> String {
    let mut parts = vec![t::rule_base(l, kind_name(l, rule.on), number(rule.points))];
    parts.extend(rule.per_yen.map(|yen| t::rule_per_yen(l, money(&Money::yen(yen)))));
    if rule.by_product {
        parts.push(t::rule_by_product(l).to_owned());
    }
    parts.push(t::once(l, rule.once_per.as_str()).to_owned());
    parts.extend(rule.provisional_until.map(|kind| t::rule_until(l, kind_name(l, kind))));
    parts.extend((rule.hold_days > 0).then(|| match rule.provisional_until {
        Some(_) => t::rule_hold_after(l, i64::from(rule.hold_days)),
        None => t::rule_hold(l, i64::from(rule.hold_days)),
    }));
    if rule.quality {
        parts.push(t::rule_quality(l).to_owned());
    }
    if let Some(days) = rule.within_days_of_joining {
        parts.extend([t::rule_days(l, days), t::rule_days_paused(l).to_owned()]);
    }
    parts.extend(rule.cap_per_month.map(|cap| t::rule_cap(l, i64::from(cap))));
    parts.join(if l == Lang::Ja { "" } else { " " })
}

/// Why less was paid than the rule promises.
pub fn cut_text(l: Lang, cut: QualityCut) -> String {
    let QualityCut { record, percent } = cut;
    t::cut(l, i64::from(record.decided), i64::from(record.approved), record.percent(), percent)
}

/// What a line of the ledger did to the points it is about.
pub const fn amount(line: &LedgerLine) -> i64 {
    match line.state {
        EntryState::Provisional | EntryState::Expired => line.provisional,
        EntryState::Confirmed => line.confirmed,
        EntryState::Reversed => line.provisional.saturating_add(line.confirmed),
    }
}

pub const fn state_tone(state: EntryState) -> Tone {
    match state {
        EntryState::Provisional => Tone::Wait,
        EntryState::Confirmed => Tone::Good,
        EntryState::Reversed => Tone::Bad,
        EntryState::Expired => Tone::Plain,
    }
}
