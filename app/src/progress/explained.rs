//! A company on a day as plain text, for whoever asks on the command line.

use std::fmt::Write as _;

use jiso::{
    activity::Activity,
    lang::Lang,
    progress::{AxisBalance, ExplainedLine, ExplainedTier, Explanation},
    tiers::{CriterionProgress, TierDecision, TierOutcome},
    time::Timestamp,
};

use super::sentences::criterion_state;
use crate::{
    format::{day, number, signed},
    phases::evidence_text,
    points::{kind_name, pt},
    text::{phases, points, progress as t},
};

/// Tier, points, and phase, each with its events; of the ledger at most so many lines.
pub fn explanation_text(l: Lang, found: &Explanation, lines: usize) -> String {
    let mut told = Told::default();
    told.line(0, t::explain_company(l, &found.name, found.company));
    told.line(0, t::explain_on(l, day(l, found.on), found.version, number(count(found.events))));
    told.gap();
    match &found.tier {
        Some(tier) => tier_lines(&mut told, l, tier, &found.axes),
        None => told.line(0, t::explain_no_tier(l).to_owned()),
    }
    told.gap();
    points_lines(&mut told, l, found, lines);
    told.gap();
    phase_lines(&mut told, l, found);
    told.0
}

#[derive(Default)]
struct Told(String);

impl Told {
    fn line(&mut self, depth: usize, text: String) {
        _ = writeln!(self.0, "{:depth$}{text}", "", depth = depth * 2);
    }

    fn gap(&mut self) {
        self.0.push('\n');
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// `2026-11-23 10:12`: the same width everywhere, so that columns hold.
fn stamp(at: Timestamp) -> String {
    let minutes = at.minute_of_day();
    format!("{} {:02}:{:02}", at.day(), minutes / 60, minutes % 60)
}

fn event_text(l: Lang, event: &Activity) -> String {
    t::explain_event(l, stamp(event.at), kind_name(l, event.kind), event.id)
}

fn tier_lines(told: &mut Told, l: Lang, tier: &ExplainedTier, axes: &[AxisBalance]) {
    let (name, decision) = (tier.name.name.get(l), &tier.decision);
    told.line(0, t::explain_tier(l, name, day(l, tier.held.since)));
    told.line(1, decided(l, &decision.decision, name));
    told.line(1, t::explain_decision_event(l, decision.decision.version, decision.event));
    told.line(1, if decision.same { t::explain_same(l) } else { t::explain_differs(l) }.to_owned());
    told.line(1, t::explain_rested(l, day(l, decision.decision.facts.as_of)));
    criteria(told, l, &decision.criteria, axes);
    told.line(1, t::keeps(l, name));
    criteria(told, l, &tier.keeps, axes);
    if let Some(next) = &tier.next {
        told.line(1, t::criteria_of(l, next.tier.name.get(l)));
        criteria(told, l, &next.criteria, axes);
    }
}

fn decided(l: Lang, decision: &TierDecision, tier: &str) -> String {
    let on = day(l, decision.day);
    match decision.outcome {
        TierOutcome::Entered => t::explain_entered(l, on, tier),
        TierOutcome::Raised => t::explain_raised(l, on, tier),
        TierOutcome::Grace { until } => t::explain_grace(l, on, tier, day(l, until)),
        TierOutcome::Kept => t::explain_kept(l, on, tier),
        TierOutcome::Lowered => t::explain_lowered(l, on, tier),
    }
}

fn criteria(told: &mut Told, l: Lang, lines: &[CriterionProgress], axes: &[AxisBalance]) {
    if lines.is_empty() {
        told.line(2, t::explain_no_criteria(l).to_owned());
    }
    for line in lines {
        told.line(2, criterion_state(l, line, axes));
    }
}

fn points_lines(told: &mut Told, l: Lang, found: &Explanation, lines: usize) {
    told.line(0, t::balances(l).to_owned());
    for axis in &found.axes {
        let (name, confirmed) = (axis.name.get(l), pt(l, axis.balance.confirmed));
        told.line(1, t::explain_balance(l, name, confirmed, pt(l, axis.balance.provisional)));
    }
    told.line(1, t::explain_lines(l, number(count(found.lines.len().min(lines))), number(count(found.lines.len()))));
    for line in found.lines.iter().take(lines) {
        ledger_line(told, l, line);
    }
}

fn ledger_line(told: &mut Told, l: Lang, line: &ExplainedLine) {
    let entry = &line.entry;
    let change = match (entry.provisional, entry.confirmed) {
        (0, confirmed) => pt_signed(l, confirmed),
        (provisional, 0) => t::explain_provisional(l, pt_signed(l, provisional)),
        (provisional, confirmed) => {
            format!("{} / {}", pt_signed(l, confirmed), t::explain_provisional(l, pt_signed(l, provisional)))
        }
    };
    let rule = line.rule.as_ref().map_or(entry.rule.as_str(), |name| name.get(l));
    let state = points::state(l, entry.state.as_str());
    told.line(2, t::explain_line(l, stamp(entry.at), change, state, rule, entry.rule_version));
    let about = line.about.as_deref().unwrap_or_default();
    told.line(3, if about.is_empty() { event_text(l, &line.event) } else { format!("{} {about}", event_text(l, &line.event)) });
}

fn pt_signed(l: Lang, n: i64) -> String {
    points::pt(l, signed(l, n))
}

fn phase_lines(told: &mut Told, l: Lang, found: &Explanation) {
    let phase = &found.phase;
    told.line(0, t::explain_phase(l, phase.name.get(l), day(l, phase.since.day())));
    let state = phase.stall.as_ref().map_or(phases::on_track(l), |stall| stall.name.get(l));
    told.line(1, t::explain_state(l, state));
    let remedy = match &found.duty {
        Some(duty) => {
            told.line(2, duty.missing.get(l).to_owned());
            duty.remedy.get(l)
        }
        None => phases::way_on(l, phase.phase.as_str()),
    };
    told.line(1, t::explain_remedy(l, remedy));
    for reason in &found.reasons {
        told.line(1, format!("- {}", evidence_text(l, &reason.evidence)));
        for event in &reason.events {
            told.line(2, event_text(l, event));
        }
    }
}
