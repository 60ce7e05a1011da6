use jiso::{
    lang::Lang,
    partners::HealthMark,
    phases::{HealthBand, HealthLine, HealthScore},
};
use leptos::prelude::*;

use crate::{
    format::decimal,
    frame::lang,
    phases::evidence_text,
    text::{partners as t, phases},
    ui::{Sheet, Tag, Tone},
};

/// The score with its word, never by colour alone.
pub fn health_tag(l: Lang, mark: HealthMark) -> impl IntoView {
    let tone = match mark.band {
        HealthBand::Good => Tone::Good,
        HealthBand::Watch => Tone::Wait,
        HealthBand::Poor => Tone::Bad,
    };
    view! { <Tag tone>{t::health_mark(l, phases::band(l, mark.band.as_str()), mark.score)}</Tag> }
}

/// Each part with its weight, its value and what it rests on; together they are the score.
#[component]
pub fn HealthSheet(health: HealthScore) -> impl IntoView {
    let l = lang();
    let (score, band) = (health.score, health.band);
    let lines = health.parts.into_iter().map(|line| part(l, line)).collect_view();
    view! {
        <Sheet title=t::health(l) id="health" aside=move || health_tag(l, HealthMark { score, band })>
            <ul class="rows">{lines}</ul>
            <p class="quiet">{t::health_note(l)}</p>
        </Sheet>
    }
}

fn part(l: Lang, line: HealthLine) -> impl IntoView {
    let worth = decimal(u32::from(line.weight) * u32::from(line.value) / 10);
    let (label, value) = (t::health_part(l, line.name.get(l), line.value), line.value.to_string());
    view! {
        <li>
            <div>
                <h3>{line.name.get(l).to_owned()}</h3>
                <p class="quiet">{evidence_text(l, &line.evidence)}</p>
            </div>
            <span class="num">{t::health_worth(l, worth, line.weight)}</span>
            <progress value=value max="100" aria-label=label></progress>
        </li>
    }
}
