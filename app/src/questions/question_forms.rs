//! What a reader may do about a question.

use jiso::{
    lang::Lang,
    questions::{PostKind, PostView, QuestionAction, QuestionSheet, QuestionState, Reader},
};
use leptos::prelude::*;

use super::api::{AcceptAnswer, AnswerQuestion, FollowUpQuestion, QuestionToFaq, TakeQuestion, WithdrawQuestion};
use crate::{
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit, TextArea, use_form},
    frame::lang,
    text::questions as t,
    ui::Sheet,
};

/// The forms of a question's page.
#[derive(Clone, Copy)]
pub struct QuestionForms {
    answer: FormState<AnswerQuestion>,
    follow_up: FormState<FollowUpQuestion>,
    accept: FormState<AcceptAnswer>,
    withdraw: FormState<WithdrawQuestion>,
    take: FormState<TakeQuestion>,
    faq: FormState<QuestionToFaq>,
}

pub fn question_forms() -> QuestionForms {
    QuestionForms {
        answer: use_form(),
        follow_up: use_form(),
        accept: use_form(),
        withdraw: use_form(),
        take: use_form(),
        faq: use_form(),
    }
}

/// The reader's next word, and under it what else is possible.
#[component]
pub fn Doing(sheet: QuestionSheet, forms: QuestionForms) -> impl IntoView {
    let l = lang();
    let may = |action: QuestionAction| sheet.actions.contains(&action);
    let id = sheet.id.to_string();
    let answer = may(QuestionAction::Answer).then(|| answer(l, &sheet, forms.answer));
    let follow_up = may(QuestionAction::FollowUp).then(|| follow_up(l, &sheet, forms.follow_up));
    let withdraw = may(QuestionAction::Withdraw).then(|| {
        let id = id.clone();
        view! {
            <PostForm form=forms.withdraw class="form">
                <FormProblems failure=forms.withdraw.failure()/>
                <HiddenField name="question" value=id/>
                <p class="quiet">{t::withdraw_lead(l)}</p>
                <div class="form-actions"><Submit class="btn" pending=forms.withdraw.pending() label=t::withdraw(l)/></div>
            </PostForm>
        }
    });
    let take = may(QuestionAction::Take).then(|| {
        let id = id.clone();
        view! {
            <PostForm form=forms.take class="form">
                <FormProblems failure=forms.take.failure()/>
                <HiddenField name="question" value=id/>
                <p class="quiet">{t::take_lead(l)}</p>
                <div class="form-actions"><Submit class="btn" pending=forms.take.pending() label=t::take(l)/></div>
            </PostForm>
        }
    });
    let faq = may(QuestionAction::MakeFaq).then(|| {
        let id = id.clone();
        view! {
            <PostForm form=forms.faq class="form">
                <FormProblems failure=forms.faq.failure()/>
                <HiddenField name="question" value=id/>
                <p class="quiet">{t::make_faq_lead(l)}</p>
                <div class="form-actions"><Submit class="btn" pending=forms.faq.pending() label=t::make_faq(l)/></div>
            </PostForm>
        }
    });
    let any = withdraw.is_some() || take.is_some() || faq.is_some();
    let other = any.then(|| view! { <Sheet title=t::otherwise(l)>{faq} {take} {withdraw}</Sheet> });
    view! { {answer} {follow_up} {other} }
}

/// One is the button of each answer, so their names tell them apart.
pub fn accept_button(l: Lang, sheet: &QuestionSheet, post: &PostView, forms: QuestionForms) -> Option<impl IntoView + use<>> {
    let may = sheet.actions.contains(&QuestionAction::Accept) && post.kind == PostKind::Answer;
    let (id, answer, name) = (sheet.id.to_string(), post.id.to_string(), t::accept_of(l, &post.by));
    may.then(|| {
        view! {
            <PostForm form=forms.accept>
                <FormProblems failure=forms.accept.failure()/>
                <HiddenField name="question" value=id/>
                <HiddenField name="answer" value=answer/>
                <button type="submit" class="btn go" aria-label=name>{t::accept(l)}</button>
            </PostForm>
        }
    })
}

fn answer(l: Lang, sheet: &QuestionSheet, form: FormState<AnswerQuestion>) -> impl IntoView + use<> {
    let lead = (sheet.reader == Reader::Colleague).then(|| view! { <p class="quiet">{t::answer_lead_colleague(l)}</p> });
    let (id, key) = (sheet.id.to_string(), sheet.key.clone());
    view! {
        <Sheet title=t::answer(l) id="answer">
            <PostForm form class="form">
                {lead}
                <FormProblems failure=form.failure()/>
                <HiddenField name="question" value=id/>
                <HiddenField name="idempotency_key" value=form.value("idempotency_key", key)/>
                <TextArea name="text" id="answer-text" rows=5 label=t::answer_text(l) value=form.value("text", "") problem=form.problem("text")/>
                <div class="form-actions"><Submit pending=form.pending() label=t::answer_send(l)/></div>
            </PostForm>
        </Sheet>
    }
}

fn follow_up(l: Lang, sheet: &QuestionSheet, form: FormState<FollowUpQuestion>) -> impl IntoView + use<> {
    let heading = if sheet.state == QuestionState::Answered { t::follow_up_again(l) } else { t::follow_up(l) };
    let (id, key) = (sheet.id.to_string(), sheet.key.clone());
    view! {
        <Sheet title=heading id="follow-up">
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="question" value=id/>
                <HiddenField name="idempotency_key" value=form.value("idempotency_key", key)/>
                <TextArea name="text" id="follow-up-text" rows=3 label=t::follow_up_text(l) value=form.value("text", "") problem=form.problem("text")/>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::follow_up_send(l)/></div>
            </PostForm>
        </Sheet>
    }
}
