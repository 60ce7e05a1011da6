use jiso::{
    lang::Lang,
    phases::{Evidence, PhaseVerdict, ReasonName, StallReason},
};
use leptos::prelude::*;

use crate::{
    format::day_short,
    points::kind_name,
    text::phases as t,
    ui::{Tag, Tone},
};

/// Why a company has stopped, or that it has not.
pub fn state_tag(l: Lang, verdict: &PhaseVerdict) -> AnyView {
    match &verdict.stall {
        Some(stall) => {
            let name = stall.name.get(l).to_owned();
            view! { <Tag tone=Tone::Wait>{name}</Tag> }.into_any()
        }
        None => view! { <Tag tone=Tone::Good>{t::on_track(l)}</Tag> }.into_any(),
    }
}

/// What the vendor does about it: the missing mechanism, as the next call to make.
pub fn remedy(l: Lang, verdict: &PhaseVerdict, reasons: &[ReasonName]) -> String {
    let named = |reason: StallReason| reasons.iter().find(|named| named.reason == reason).map(|named| named.remedy.get(l));
    verdict.reason().and_then(named).unwrap_or_else(|| t::way_on(l, verdict.phase.as_str())).to_owned()
}

/// A fact behind a verdict.
pub fn evidence_text(l: Lang, evidence: &Evidence) -> String {
    match *evidence {
        Evidence::Happened { kind, count, last } => t::evidence_happened(l, kind_name(l, kind), count, day_short(l, last.day())),
        Evidence::NeverHappened { kind } => t::evidence_never(l, kind_name(l, kind)),
        Evidence::JoinedDaysAgo { days, at } => t::evidence_joined(l, day_short(l, at.day()), days),
        Evidence::InPhase { days, target_days } => t::evidence_in_phase(l, days, target_days),
        Evidence::QuietFor { days: 0, .. } => t::evidence_active_today(l).to_owned(),
        Evidence::QuietFor { days, since } => t::evidence_quiet(l, day_short(l, since.day()), days),
        Evidence::ActivePeople { active, known, within_days } => t::evidence_people(l, within_days, known, active),
        Evidence::OverdueAtVendor { count: 0 } => t::evidence_none_overdue(l).to_owned(),
        Evidence::OverdueAtVendor { count } => t::evidence_overdue(l, i64::from(count)),
        Evidence::SelfStarted { all: 0, .. } => t::evidence_no_acts(l).to_owned(),
        Evidence::SelfStarted { own, all } => t::evidence_self_started(l, all, own),
        Evidence::OwnRhythm { usual_days, days, last } => t::evidence_rhythm(l, day_short(l, last.day()), days, usual_days),
        Evidence::ChampionGone => t::evidence_champion_gone(l).to_owned(),
        Evidence::ChampionSilent { deals, all, last } => t::evidence_champion(l, all, deals, day_short(l, last.day())),
        Evidence::OrdersInReach { expected, needed, months } => t::evidence_reach(l, months, expected, needed),
        Evidence::KitsRunOut { count, since } => t::evidence_run_out(l, i64::from(count), day_short(l, since)),
    }
}
