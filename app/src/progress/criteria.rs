use jiso::{lang::Lang, progress::AxisBalance, tiers::CriterionProgress};
use leptos::prelude::*;

use super::sentences::{criterion, measure, missing};
use crate::{
    frame::lang,
    text::progress as t,
    ui::{Tag, Tone},
};

/// The lines of what a tier asks for.
pub fn criteria_rows(lines: &[CriterionProgress], balances: &[AxisBalance]) -> AnyView {
    let rows = lines.iter().map(|line| row(lang(), line, balances)).collect_view();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

/// What one criterion asks for, and how much of it is there.
fn row(l: Lang, line: &CriterionProgress, balances: &[AxisBalance]) -> impl IntoView + use<> {
    let have = t::criteria_have(l, measure(l, &line.criterion, line.have), measure(l, &line.criterion, line.need));
    let left = if line.met {
        view! { <Tag tone=Tone::Good icon="check">{t::criteria_met(l)}</Tag> }.into_any()
    } else {
        let text = t::criteria_left(l, missing(l, &line.criterion, line.missing()));
        view! { <Tag>{text}</Tag> }.into_any()
    };
    view! {
        <li class=if line.met { "clock done" } else { "clock plain" }>
            <div>
                <h3>{criterion(l, &line.criterion, balances)}</h3>
                <p class="quiet">{have.clone()}</p>
            </div>
            {left}
            <progress value=line.have.clamp(0, line.need).to_string() max=line.need.max(1).to_string() aria-label=have></progress>
        </li>
    }
}
