use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
};

use super::{
    act_words::ActWords,
    api::{ActByLink, act_sheet},
};
use crate::{
    forms::{FormProblems, FormState, HiddenField, PostForm, Radios, Submit, use_form},
    frame::{lang, load, show, title},
    reply::{Instruction, tell},
    text::notifications as t,
    ui::{Choice, Notice, PageHead, Tone},
};

/// `/act/:token`
pub struct ActPage;

#[lazy_route]
impl LazyRoute for ActPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let token = move || params.with(|p| p.get("token")).unwrap_or_default();
        let form = use_form();
        let done = move || query.with(|q| q.get("done"));
        // What the button has done is told in the query, and the page is read anew.
        let sheet = load(move || (token(), done()), |(token, _)| act_sheet(token));
        show(sheet, move |words| view! { <Whole words token=token() form done=done().is_some()/> }.into_any())
    }
}

#[component]
fn Whole(words: ActWords, token: String, form: FormState<ActByLink>, done: bool) -> impl IntoView {
    let l = lang();
    let ActWords { headline, lines, slots, button, gone, href, way } = words;
    if gone {
        tell(Instruction::Status(409));
    }
    let lines = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    let first = slots.first().map(|(value, _)| value.clone()).unwrap_or_default();
    let choices: Vec<Choice> = slots.into_iter().map(|(value, label)| Choice::new(value, label)).collect();
    let slots = (!choices.is_empty()).then(|| {
        let (value, problem) = (form.value("slot", first), form.problem("slot"));
        view! { <Radios name="slot" one_column=true label=t::act_visit_slots(l) value options=choices problem/> }
    });
    let button = button.map(|label| {
        view! {
            <PostForm form class="form">
                <HiddenField name="token" value=token/>
                {slots}
                <Submit pending=form.pending() label/>
            </PostForm>
        }
    });
    view! {
        {title(headline.clone())}
        <div class="page narrow">
            <PageHead title=headline/>
            <div role="status" class="live">{done.then(|| view! { <Notice tone=Tone::Good title=t::act_done(l)/> })}</div>
            <section class="sheet stack">
                // Also where there is nothing to press any more.
                <FormProblems failure=form.failure()/>
                {lines}
                {button}
                <p><a class="link" href=href>{way}</a></p>
            </section>
        </div>
    }
}
