//! Parts of the front matter that are tables: the video, the questions of a quiz, the steps of a checklist. Each list offers one
//! more than there is; what stays wholly empty is left out.

use jiso::publishing::{QUESTIONS_MAX, QuestionForm, QuestionKind, StepAfter, StepForm, StepOwner, VideoForm};
use leptos::prelude::*;

use super::api::SaveDraft;
use crate::{
    forms::{FormState, SelectField, TextArea, TextField},
    frame::lang,
    text::publishing as t,
    ui::Choice,
};

const STEPS_SHOWN: usize = 40;

#[component]
pub fn VideoFields(form: FormState<SaveDraft>, values: VideoForm) -> impl IntoView {
    let l = lang();
    let open = values != VideoForm::default() || form.typed("video.file").is_some();
    let line = |key: &'static str, value: String| {
        let name = format!("video.{key}");
        view! {
            <TextField
                name=name.clone()
                optional=true
                label=t::video_part(l, key)
                hint=t::about_video(l, key)
                value=form.value(&name, value)
                problem=form.problem(name.clone())
                autocomplete="off"
            />
        }
    };
    let transcript = form.value("video.transcript", values.transcript);
    view! {
        <details class="more" open=open>
            <summary>{t::field(l, "video")}</summary>
            <div class="stack tight">
                <div class="pair">{line("file", values.file)} {line("link", values.link)} {line("captions", values.captions)}</div>
                <TextArea
                    name="video.transcript"
                    optional=true
                    rows=5
                    label=t::video_part(l, "transcript")
                    value=transcript
                    problem=form.problem("video.transcript")
                />
            </div>
        </details>
    }
}

#[component]
pub fn Questions(form: FormState<SaveDraft>, values: Vec<QuestionForm>) -> impl IntoView {
    let l = lang();
    let count = shown(form, values.len(), QUESTIONS_MAX, |i| format!("quiz.{i}.ask"));
    let mut values = values.into_iter();
    let questions = (0..count).map(|i| view! { <Question form i question=values.next()/> }).collect_view();
    view! {
        <section class="stack tight">
            <h3>{t::field(l, "quiz")}</h3>
            <p class="hint">{t::quiz_hint(l)}</p>
            {questions}
        </section>
    }
}

#[component]
fn Question(form: FormState<SaveDraft>, i: usize, question: Option<QuestionForm>) -> impl IntoView {
    let l = lang();
    let is_new = question.is_none();
    let question = question.unwrap_or_default();
    let name = |key: &str| format!("quiz.{i}.{key}");
    let kinds = QuestionKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), t::answering(l, kind.as_str()))).collect();
    let area = |key: &'static str, rows: u32, value: String| {
        let value = form.value(&name(key), value);
        let problem = form.problem(name(key));
        view! { <TextArea name=name(key) rows optional=is_new label=t::quiz_part(l, key) hint=t::about_quiz(l, key) value problem/> }
    };
    let ask = form.value(&name("ask"), question.ask.as_str());
    let heading = if ask.is_empty() { t::question_add(l).to_owned() } else { t::question_named(l, i + 1, ask) };
    let open = form.typed(&name("ask")).is_some_and(|typed| !typed.is_empty());
    view! {
        <details class="more" open=open>
            <summary>{heading}</summary>
            <div class="stack tight">
                <SelectField
                    name=name("kind")
                    optional=is_new
                    label=t::quiz_part(l, "kind")
                    options=kinds
                    value=form.value(&name("kind"), question.kind)
                    problem=form.problem(name("kind"))
                />
                {area("ask", 2, question.ask)}
                {area("options", 4, question.options)}
                <TextField
                    name=name("answer")
                    optional=is_new
                    label=t::quiz_part(l, "answer")
                    hint=t::about_quiz(l, "answer")
                    value=form.value(&name("answer"), question.answer)
                    problem=form.problem(name("answer"))
                    autocomplete="off"
                />
                {area("because", 2, question.because)}
            </div>
        </details>
    }
}

#[component]
pub fn Steps(form: FormState<SaveDraft>, values: Vec<StepForm>) -> impl IntoView {
    let l = lang();
    let count = shown(form, values.len(), STEPS_SHOWN, |i| format!("step.{i}.title"));
    let mut values = values.into_iter();
    let steps = (0..count).map(|i| view! { <Step form i step=values.next()/> }).collect_view();
    view! {
        <section class="stack tight">
            <h3>{t::field(l, "step")}</h3>
            <p class="hint">{t::step_hint(l)}</p>
            {steps}
        </section>
    }
}

#[component]
fn Step(form: FormState<SaveDraft>, i: usize, step: Option<StepForm>) -> impl IntoView {
    let l = lang();
    let is_new = step.is_none();
    let step = step.unwrap_or_default();
    let name = |key: &str| format!("step.{i}.{key}");
    let line = |key: &'static str, value: String| {
        let value = form.value(&name(key), value);
        let problem = form.problem(name(key));
        view! { <TextField name=name(key) optional=is_new label=t::in_step(l, key) value problem autocomplete="off"/> }
    };
    let owners = StepOwner::ALL.iter().map(|owner| Choice::new(owner.as_str(), t::moved_by(l, owner.as_str()))).collect();
    let after = StepAfter::ALL.iter().map(|after| Choice::new(after.as_str(), t::step_after(l, after.as_str()))).collect();
    view! {
        <fieldset class="fieldset">
            <legend>{t::step_number(l, i + 1)}</legend>
            {line("title", step.title)}
            <div class="pair">
                {line("key", step.key)}
                <SelectField
                    name=name("owner")
                    optional=is_new
                    label=t::in_step(l, "owner")
                    options=owners
                    value=form.value(&name("owner"), step.owner)
                    problem=form.problem(name("owner"))
                />
                {line("days", step.days)}
                <SelectField
                    name=name("after")
                    optional=true
                    label=t::in_step(l, "after")
                    options=after
                    value=form.value(&name("after"), step.after)
                    problem=form.problem(name("after"))
                />
            </div>
            <TextField name=name("needs") optional=true label=t::in_step(l, "needs") value=form.value(&name("needs"), step.needs) problem=form.problem(name("needs")) autocomplete="off"/>
        </fieldset>
    }
}

/// What is there or was typed, and one more.
fn shown(form: FormState<SaveDraft>, there: usize, most: usize, name: impl Fn(usize) -> String) -> usize {
    let typed = (0..most).take_while(|i| form.typed(&name(*i)).is_some()).count();
    typed.max(there + 1).min(most)
}
