use jiso::recognition::{Effect, StepForm, StepLine};
use leptos::prelude::*;

use super::{
    api::DecideStep,
    sentences::{effect_text, praise_text, step_text},
};
use crate::{
    format::day_short,
    forms::{FormProblems, HiddenField, PostForm, Submit, TextArea, use_form},
    frame::lang,
    text::recognition as t,
    ui::{More, Sheet},
};

/// Small steps that wait for a word.
#[component]
pub fn Steps(steps: Vec<StepLine>) -> impl IntoView {
    let l = lang();
    let body = if steps.is_empty() {
        view! { <p class="quiet">{t::steps_none(l)}</p> }.into_any()
    } else {
        view! { <ul class="rows">{steps.into_iter().map(|step| view! { <Step step/> }).collect_view()}</ul> }.into_any()
    };
    view! {
        <Sheet title=t::steps(l) id="steps">
            <p class="quiet">{t::steps_lede(l)}</p>
            {body}
        </Sheet>
    }
}

/// Whether words have helped.
#[component]
pub fn AfterPraise(effect: Effect) -> impl IntoView {
    let l = lang();
    view! { <Sheet title=t::effect_title(l) id="effect"><p>{effect_text(l, &effect)}</p></Sheet> }
}

#[component]
fn Step(step: StepLine) -> impl IntoView {
    let l = lang();
    let form = use_form::<DecideStep>();
    let id = step.id.to_string();
    // What was typed for another step is not this one's.
    let mine = form.value("step", id.clone()) == id;
    let praise = if mine { form.value("text", praise_text(&step)) } else { praise_text(&step) };
    let problem = form.problem("text");
    let problem = Signal::derive(move || problem.get().filter(|_| mine));
    let failure = form.failure();
    let failure = Signal::derive(move || failure.get().filter(|_| mine));
    let fact = step_text(l, &step);
    let until = t::step_until(l, day_short(l, step.until));
    let field = format!("praise-{id}");
    let open = problem.get_untracked().is_some();
    view! {
        <li>
            <div>
                <h3><a href=format!("/console/partners/{}", step.company)>{step.company_name}</a></h3>
                <p>{fact}</p>
                <p class="quiet">{until}</p>
                <PostForm form class="form" anchor="steps">
                    <FormProblems failure/>
                    <HiddenField name="step" value=id/>
                    <More summary=t::edit_praise(l) open>
                        <TextArea name="text" id=field label=t::praise_words(l) value=praise rows=3 problem/>
                    </More>
                    <div class="form-actions">
                        <Submit class="btn small" pending=form.pending() label=t::praise_send(l)/>
                        <button type="submit" class="btn quiet small" name="form[decision]" value=StepForm::DISMISS>{t::praise_dismiss(l)}</button>
                    </div>
                </PostForm>
            </div>
        </li>
    }
}
