use jiso::recognition::AwardLine;
use leptos::prelude::*;

use super::api::GrantAward;
use crate::{
    forms::{FormProblems, HiddenField, PostForm, SelectField, Submit, TextArea, use_form},
    frame::lang,
    text::recognition as t,
    ui::{Choice, More},
};

/// The decision about one category of a year that is over.
#[component]
pub fn Grant(key: String, year: i32, lines: Vec<AwardLine>) -> impl IntoView {
    let l = lang();
    let form = use_form::<GrantAward>();
    // What was typed for another category is not this one's.
    let mine = form.value("category", key.clone()) == key;
    let typed = move |name: &str| if mine { form.value(name, "") } else { String::new() };
    let problem = move |name: &str| {
        let problem = form.problem(name);
        Signal::derive(move || problem.get().filter(|_| mine))
    };
    let failure = form.failure();
    let failure = Signal::derive(move || failure.get().filter(|_| mine));
    let options = lines.iter().map(|line| Choice::new(line.company.to_string(), line.name.clone())).collect();
    let open = form.typed("category").is_some_and(|typed| typed == key);
    view! {
        <More summary=t::grant(l) open>
            <PostForm form class="form">
                <FormProblems failure/>
                <HiddenField name="year" value=year.to_string()/>
                <HiddenField name="category" value=key.clone()/>
                <SelectField
                    name="company"
                    id=format!("award-company-{key}")
                    label=t::awarded_company(l)
                    value=typed("company")
                    options
                    none=t::choose(l)
                    problem=problem("company")
                />
                <TextArea
                    name="reason"
                    id=format!("award-reason-{key}")
                    label=t::award_reason(l)
                    hint=t::award_reason_hint(l)
                    value=typed("reason")
                    rows=3
                    problem=problem("reason")
                />
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::grant_it(l)/></div>
            </PostForm>
        </More>
    }
}
