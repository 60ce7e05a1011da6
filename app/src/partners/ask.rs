use jiso::{partners::AskSheet, phases::SelfStart};
use leptos::prelude::*;

use super::api::AskPartner;
use crate::{
    format::day_short,
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit},
    frame::lang,
    phases::{RateChart, RateTable, action_title},
    text::partners as t,
    ui::Sheet,
};

/// Who sets this partner going, and the button that asks: what follows from its mail is not self-started.
#[component]
pub fn SelfStartSheet(self_start: SelfStart, ask: AskSheet, form: FormState<AskPartner>, company: String) -> impl IntoView {
    let l = lang();
    let months = self_start.months.clone();
    view! {
        <Sheet title=t::self_start(l) id="self-start">
            <RateTable self_start/>
            <RateChart months/>
            <Asking ask form company/>
        </Sheet>
    }
}

#[component]
fn Asking(ask: AskSheet, form: FormState<AskPartner>, company: String) -> impl IntoView {
    let l = lang();
    let meter = match ask.last {
        Some(last) => t::asked_n(l, i64::try_from(ask.asked).unwrap_or(i64::MAX), day_short(l, last.day())),
        None => t::asked_never(l).to_owned(),
    };
    let button = ask.lead.zip(ask.step).map(|(lead, step)| {
        let note = t::ask_note(l, lead, action_title(l, &step.act));
        if ask.asked_today {
            return view! { <p class="quiet">{t::asked_today(l)}</p> }.into_any();
        }
        view! {
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="company" value=company/>
                <p class="quiet">{note}</p>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::ask(l)/></div>
            </PostForm>
        }
        .into_any()
    });
    view! { <p>{meter}</p> {button} }
}
