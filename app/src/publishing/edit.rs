//! The edit form: fields, body with preview beside it, and what to do with them.

use std::time::Duration;

use jiso::{
    failure::{Conflict, Failure, FieldErrors, Problem},
    lang::Lang,
    publishing::{DocumentKind, EditForm, MARKS, PlaceholderName, PreviewForm},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, server_fn::ServerFn, task::spawn_local};

use super::{
    api::{PreviewDocument, PublishDocument, SaveDraft, preview_document},
    fields::FrontFields,
    revision_text::worded_text,
};
use crate::{
    format,
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit, TextArea, problem_text, use_form_among},
    frame::lang,
    text::publishing as t,
    wire::Fault,
};

/// A pause in typing.
const PAUSE: Duration = Duration::from_millis(400);

/// Ten mistakes of a body are told, with the first.
const FURTHER_MAX: usize = 9;

pub fn edit_form() -> FormState<SaveDraft> {
    use_form_among::<SaveDraft>(&[PreviewDocument::PATH, PublishDocument::PATH])
}

#[component]
pub fn Edit(kind: DocumentKind, form: FormState<SaveDraft>, values: EditForm, html: String) -> impl IntoView {
    let l = lang();
    let base = base(form, values.base.clone());
    let shown = RwSignal::new(html);
    let typed = live_preview(kind, shown);
    let document = values.document.clone();
    let body = form.value("body", values.body.as_str());
    let saved = move || matches!(form.outcome(), Some(Ok(_)));
    view! {
        <PostForm form class="sheet form">
            <FormProblems failure=form.failure()/>
            <Theirs form/>
            <HiddenField name="document" value=document/>
            <HiddenField name="base" value=base/>
            <HiddenField name="kind" value=kind.as_str()/>
            <FrontFields kind form values/>
            <div class="editor">
                <TextArea name="body" rows=24 label=t::body(l) hint=t::body_hint(l) value=body problem=form.problem("body") on_typed=typed/>
                <section class="preview prose" tabindex="0" aria-label=t::preview(l) inner_html=move || shown.get()></section>
            </div>
            <Further form/>
            {kind.is_filled().then(|| view! { <Placeholders marks=kind == DocumentKind::Template/> })}
            <div class="form-actions">
                <Submit class="btn" pending=form.pending() label=t::save(l)/>
                <button type="submit" class="btn quiet" name="_action" value=PreviewDocument::PATH>{t::preview_go(l)}</button>
                <button type="submit" class="btn go" name="_action" value=PublishDocument::PATH>{t::publish(l)}</button>
                <span class="quiet" role="status">{move || saved().then(|| t::saved(l))}</span>
            </div>
        </PostForm>
    }
}

/// What else is wrong with the body: the field itself tells the first.
#[component]
fn Further(form: FormState<SaveDraft>) -> impl IntoView {
    let l = lang();
    move || {
        let told: Vec<String> = match form.failure().get() {
            Some(Failure::Invalid { errors }) => further(&errors).iter().map(|problem| problem_text(l, problem)).collect(),
            _ => Vec::new(),
        };
        (!told.is_empty()).then(|| {
            let lines = told.into_iter().map(|line| view! { <p class="problem">{line}</p> }).collect_view();
            view! { <div class="stack tight" aria-live="polite">{lines}</div> }
        })
    }
}

fn further(errors: &FieldErrors) -> Vec<Problem> {
    let of_body = errors.0.iter().filter(|error| error.field == "body");
    of_body.skip(1).take(FURTHER_MAX).map(|error| error.problem.clone()).collect()
}

/// The revision the next save goes on top of: the one shown, the one just saved, or theirs once it has been shown.
fn base(form: FormState<SaveDraft>, shown: String) -> Signal<String> {
    let seen = move || match form.outcome() {
        Some(Ok(revision)) => Some(revision.to_string()),
        Some(Err(Fault(Failure::Conflict { conflict: Conflict::EditedMeanwhile { newest, .. } }))) => newest,
        _ => None,
    };
    let base = RwSignal::new(untrack(seen).unwrap_or_else(|| form.value("base", shown)));
    Effect::new(move |_| {
        if let Some(newest) = seen() {
            base.set(newest);
        }
    });
    base.into()
}

/// Shows the text a moment after the last key; an answer that comes late does not replace a newer one.
fn live_preview(kind: DocumentKind, shown: RwSignal<String>) -> Callback<String> {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let asked = StoredValue::new(0_u32);
    Callback::new(move |body: String| {
        if let Some(earlier) = timer.get_value() {
            earlier.clear();
        }
        let ask = move || {
            let number = asked.get_value() + 1;
            asked.set_value(number);
            spawn_local(async move {
                let form = PreviewForm { kind: kind.as_str().into(), body };
                let answer = preview_document(form).await;
                if let (Ok(preview), Some(newest)) = (answer, asked.try_get_value())
                    && newest == number
                {
                    shown.set(preview.html);
                }
            });
        };
        timer.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    })
}

/// Somebody else saved first: their text beside one's own, so that nothing is lost.
#[component]
fn Theirs(form: FormState<SaveDraft>) -> impl IntoView {
    let l = lang();
    let theirs = move || match form.failure().get() {
        Some(Failure::Conflict { conflict: Conflict::EditedMeanwhile { by, at, theirs, .. } }) => {
            Some((t::theirs(l, by, format::moment(l, at)), worded_text(l, &theirs)))
        }
        _ => None,
    };
    move || {
        theirs().map(|(heading, text)| {
            view! {
                <details class="more" open=true>
                    <summary>{heading}</summary>
                    <p class="hint">{t::theirs_hint(l)}</p>
                    <pre class="theirs">{text}</pre>
                </details>
            }
        })
    }
}

/// `marks`: those of a template too.
#[component]
fn Placeholders(marks: bool) -> impl IntoView {
    let l = lang();
    let all = known(l, marks)
        .into_iter()
        .map(|(written, meaning)| view! { <div><dt><code>{written}</code></dt><dd>{meaning}</dd></div> })
        .collect_view();
    view! {
        <details class="more">
            <summary>{t::placeholders(l)}</summary>
            <dl class="facts">{all}</dl>
        </details>
    }
}

/// What may stand between braces, as it is written, and what it does.
fn known(l: Lang, marks: bool) -> Vec<(String, &'static str)> {
    let names = PlaceholderName::ALL.iter().map(|name| name.as_str());
    let mut known: Vec<_> = names.map(|name| (format!("{{{{{name}}}}}"), t::placeholder(l, name))).collect();
    if marks {
        known.extend(MARKS.map(|mark| (mark.to_owned(), t::mark(l, mark.trim_matches(['{', '}'])))));
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_of_a_template_are_listed_with_what_they_do() {
        for l in Lang::ALL {
            let names = |marks: bool| known(l, marks).into_iter().map(|(written, _)| written).collect::<Vec<_>>();
            assert!(known(l, true).iter().all(|(_, meaning)| !meaning.is_empty()), "{l:?}");
            assert_eq!(names(true)[PlaceholderName::ALL.len()..], ["{{edit}}", "{{end}}", "{{bundle}}"]);
            assert_eq!(names(false).len(), PlaceholderName::ALL.len(), "a script has none");
        }
    }
}
