use jiso::{lang::Lang, partners::MeasureLine, time::Day};
use leptos::prelude::*;

use super::api::NoteMeasure;
use crate::{
    format::day_short,
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit, TextField},
    frame::lang,
    progress::with_unit,
    text::partners as t,
    ui::{Choice, More, Sheet},
};

/// The numbers that tiers may ask for and no event tells: what was noted last, and the form that notes another.
#[component]
pub fn MeasureSheet(
    form: FormState<NoteMeasure>,
    company: String,
    key: String,
    today: Day,
    measures: Vec<MeasureLine>,
) -> impl IntoView {
    let l = lang();
    let options: Vec<Choice> =
        measures.iter().map(|line| Choice::new(line.measure.key.clone(), line.measure.name.get(l))).collect();
    let first = options.first().map(|choice| choice.value.clone());
    let lines = measures.iter().map(|line| view! { <li>{line_text(l, line)}</li> }).collect_view();
    // Opened where the form comes back with a mistake.
    let open = form.typed("measure").is_some();
    first.map(|first| {
        view! {
            <Sheet title=t::measures(l) id="measures">
                <ul>{lines}</ul>
                <More summary=t::measure_note(l) open>
                    <PostForm form class="form">
                        <FormProblems failure=form.failure()/>
                        <HiddenField name="company" value=company/>
                        <HiddenField name="idempotency_key" value=form.value("idempotency_key", key)/>
                        <SelectField name="measure" label=t::measure(l) value=form.value("measure", first) options problem=form.problem("measure")/>
                        <div class="pair">
                            <TextField name="value" inputmode="numeric" autocomplete="off" label=t::measure_value(l) value=form.value("value", "") problem=form.problem("value")/>
                            <TextField name="since" kind="date" label=t::measure_since(l) value=form.value("since", today.to_string()) problem=form.problem("since")/>
                        </div>
                        <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::measure_note(l)/></div>
                    </PostForm>
                </More>
            </Sheet>
        }
    })
}

fn line_text(l: Lang, line: &MeasureLine) -> String {
    let name = line.measure.name.get(l);
    match (&line.last, &line.by) {
        (Some((value, day)), Some(by)) => {
            t::measure_line(l, name, with_unit(l, *value, &line.measure.unit), day_short(l, *day), by)
        }
        _ => t::measure_none(l, name),
    }
}
