use jiso::{
    failure::{Failure, Problem},
    lang::Lang,
    targets::{Column, UPLOAD_LINES_MAX},
};
use leptos::prelude::*;

use super::{api::UploadTargets, parts::FileField};
use crate::{
    format::number,
    forms::{Checkbox, FormProblems, FormState, HiddenField, PostForm, Submit, TextArea, problem_text},
    frame::lang,
    text::{deals as d, targets as t},
    ui::{Icon, Sheet},
};

/// Many accounts at once. Every line that cannot be taken is told with its column.
#[component]
pub fn Upload(form: FormState<UploadTargets>, list: String) -> impl IntoView {
    let l = lang();
    // What was posted as a file is shown as text, so that it can be mended here.
    let typed = form.typed("file").filter(|text| !text.trim().is_empty()).unwrap_or_else(|| form.value("text", ""));
    let names =
        move |columns: &[Column]| columns.iter().map(|one| t::column(l, one.as_str())).collect::<Vec<_>>().join(d::list_comma(l));
    let told = mistakes(l, form);
    view! {
        <Sheet title=t::many(l) id="many">
            <p>{t::csv_lead(l)}</p>
            <p class="quiet">{t::csv_columns(l, names(Column::ALL))}</p>
            <p class="quiet">{t::csv_needed(l, names(&Column::NEEDED))}</p>
            <PostForm form class="form" files=true anchor="many">
                {if told.is_none() { Some(view! { <FormProblems failure=form.failure()/> }) } else { None }}
                {told}
                <HiddenField name="list" value=list/>
                <TextArea name="text" rows=6 optional=true label=t::csv_text(l) hint=t::csv_text_hint(l, number(i64::from(UPLOAD_LINES_MAX))) value=typed problem=form.problem("text")/>
                <FileField name="file" label=t::csv_file(l)/>
                <Checkbox name="take_good" label=t::csv_take_good(l) note=t::csv_take_good_note(l) checked=form.checked("take_good", "true", false)/>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::csv_send(l)/></div>
            </PostForm>
        </Sheet>
    }
}

/// Such a form is never taken over by the browser, so what is wrong comes with the page.
fn mistakes(l: Lang, form: FormState<UploadTargets>) -> Option<AnyView> {
    let Some(Failure::Invalid { errors }) = form.failure().get_untracked() else { return None };
    let lines: Vec<String> = errors.0.iter().filter_map(|error| mistake(l, &error.field, &error.problem)).collect();
    if lines.is_empty() {
        return None;
    }
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let view = view! {
        <div class="notice bad" role="alert" tabindex="-1" autofocus=true>
            <Icon name="circle-alert"/>
            <strong>{t::csv_mistakes(l)}</strong>
            <ul>{lines}</ul>
        </div>
    };
    Some(view.into_any())
}

fn mistake(l: Lang, field: &str, problem: &Problem) -> Option<String> {
    let (line, column) = field.strip_prefix("line.")?.split_once('.')?;
    let problem = problem_text(l, problem);
    let column = t::column(l, column);
    Some(if column.is_empty() { t::mistake_line(l, line, problem) } else { t::mistake(l, line, column, problem) })
}
