use jiso::{
    lang::Lang,
    leaderboards::Measure,
    recognition::{MvpConfirmed, MvpLine, MvpProposal, month_text},
    time::MonthKey,
};
use leptos::prelude::*;

use super::{
    api::ConfirmMvp,
    sentences::{field_text, reason_text},
};
use crate::{
    format::{dot, moment},
    forms::{FormProblems, FormState, HiddenField, PostForm, Radios, Submit, TextArea},
    frame::lang,
    text::{leaderboards, recognition as t},
    ui::{Choice, More, Sheet},
};

/// The proposal of a month with what speaks for each, and the form that confirms one.
#[component]
pub fn Proposal(form: FormState<ConfirmMvp>, month: MonthKey, proposal: MvpProposal) -> impl IntoView {
    let l = lang();
    let MvpProposal { first, runners_up, resting } = proposal;
    let Some(first) = first else {
        return view! { <Sheet title=t::proposal(l) id="mvp"><p class="quiet">{t::proposal_none(l)}</p></Sheet> }.into_any();
    };
    let chosen = form.value("company", first.company.to_string());
    let all: Vec<&MvpLine> = std::iter::once(&first).chain(&runners_up).collect();
    let option = |(place, line): (usize, &&MvpLine)| {
        let label = if place == 0 { t::first(l, &line.name) } else { t::runner_up(l, &line.name, band(l, line)) };
        Choice::new(line.company.to_string(), label).note(short(l, line))
    };
    let options = all.iter().enumerate().map(option).collect();
    let details = all.iter().map(|line| detail(l, line)).collect_view();
    view! {
        <Sheet title=t::proposal(l) id="mvp">
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="month" value=month_text(month)/>
                <Radios name="company" label=t::candidates(l) one_column=true value=chosen options problem=form.problem("company")/>
                <TextArea
                    name="reason"
                    label=t::reason_label(l)
                    hint=t::reason_hint(l)
                    optional=true
                    rows=2
                    value=form.value("reason", "")
                    problem=form.problem("reason")
                />
                <div class="form-actions"><Submit pending=form.pending() label=t::confirm(l)/></div>
            </PostForm>
            {(!resting.is_empty()).then(|| view! { <p class="quiet">{t::resting(l, resting.join(t::list(l)))}</p> })}
            <More summary=t::figures(l)>{details}</More>
        </Sheet>
    }
    .into_any()
}

fn band(l: Lang, line: &MvpLine) -> String {
    crate::leaderboards::band_text(l, Some(line.band))
}

fn short(l: Lang, line: &MvpLine) -> String {
    line.reasons.iter().take(2).map(|reason| reason_text(l, reason)).collect::<Vec<_>>().join(dot(l))
}

fn detail(l: Lang, line: &MvpLine) -> impl IntoView + use<> {
    let reasons = line.reasons.iter().map(|reason| view! { <li>{reason_text(l, reason)}</li> }).collect_view();
    view! {
        <div>
            <h3>{line.name.clone()} " " <small>{t::score(l, score(line))}</small></h3>
            <ul class="evidence">{reasons}</ul>
            <p class="quiet">{field_text(l, line.band, line.with_everyone)}</p>
        </div>
    }
}

/// Of a hundred, with one place.
fn score(line: &MvpLine) -> String {
    format!("{}.{}", line.score / 10, line.score % 10)
}

/// Who was confirmed, by whom, and on what it rests.
#[component]
pub fn Confirmed(confirmed: MvpConfirmed) -> impl IntoView {
    let l = lang();
    let MvpConfirmed { line, by, at, reason } = confirmed;
    view! {
        <Sheet title=t::confirmed(l) id="mvp">
            <p>{t::confirmed_by(l, by, moment(l, at))}</p>
            {reason.map(|reason| view! { <p>{t::in_words(l, reason)}</p> })}
            {detail(l, &line)}
        </Sheet>
    }
}

/// The formula, as it is published.
#[component]
pub fn Formula(weights: Vec<(Measure, u32)>, least_cohort: u32, cooldown_months: u32) -> impl IntoView {
    let l = lang();
    let weight = |(measure, percent): &(Measure, u32)| t::weight(l, leaderboards::measure(l, measure.as_str()), percent);
    let weights = weights.iter().filter(|(_, percent)| *percent > 0).map(weight).collect::<Vec<_>>().join(t::list(l));
    view! {
        <Sheet title=t::formula(l) id="formula">
            <p>{t::formula_text(l, weights)}</p>
            <p class="quiet">{t::formula_rules(l, least_cohort, cooldown_months)}</p>
        </Sheet>
    }
}
