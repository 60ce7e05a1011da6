use jiso::{
    lang::Lang,
    phases::{Evidence, PhaseVerdict},
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
    match verdict.stall {
        Some(reason) => view! { <Tag tone=Tone::Wait>{t::stall(l, reason.as_str())}</Tag> }.into_any(),
        None => view! { <Tag tone=Tone::Good>{t::on_track(l)}</Tag> }.into_any(),
    }
}

/// What the vendor does about it: the missing mechanism, as the next call to make.
pub fn remedy(l: Lang, verdict: &PhaseVerdict) -> &'static str {
    verdict.stall.map_or_else(|| t::way_on(l, verdict.phase.as_str()), |reason| t::remedy(l, reason.as_str()))
}

/// A fact behind a verdict.
pub fn evidence_text(l: Lang, evidence: &Evidence) -> String {
    match *evidence {
        Evidence::Happened { kind, count, last } => t::evidence_happened(l, kind_name(l, kind), count, day_short(l, last.day())),
        Evidence::NeverHappened { kind } => t::evidence_never(l, kind_name(l, kind)),
        Evidence::JoinedDaysAgo { days, at } => t::evidence_joined(l, day_short(l, at.day()), days),
        Evidence::InPhase { days, target_days } => t::evidence_in_phase(l, days, target_days),
        Evidence::QuietFor { days, since } => t::evidence_quiet(l, day_short(l, since.day()), days),
        Evidence::ActivePeople { active, known } => t::evidence_people(l, known, active),
        Evidence::OverdueAtVendor { count } => t::evidence_overdue(l, i64::from(count)),
    }
}
