use jiso::deals::{Asking, Colleague, DealCard, ExtensionDeclined, ExtensionOffer, LossReason};
use leptos::prelude::*;

use super::{
    api::{AskExtension, ExtendDeal, HandOverDeal, LoseDeal, MoveDeal, WinDeal, WithdrawDeal},
    parts::{Seen, stages, typed_amount},
};
use crate::{
    format,
    forms::{FormProblems, PostForm, SelectField, Submit, TextArea, TextField, use_form},
    frame::lang,
    text::deals as t,
    ui::{Choice, Dialog, Look, More, Notice, Sheet, Tone},
};

/// The partner's own progress with the customer.
#[component]
pub fn Progress(card: DealCard, version: i64, main: bool) -> impl IntoView {
    let l = lang();
    let form = use_form::<MoveDeal>();
    let next_step = card.next_step.as_ref().map(|step| step.text.clone()).unwrap_or_default();
    let next_on = card.next_step.as_ref().and_then(|step| step.on).map(|day| day.to_string()).unwrap_or_default();
    view! {
        <Sheet title=t::move_title(l)>
            <p class="quiet">{t::move_lead(l)}</p>
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <Seen deal=card.id.to_string() version/>
                <SelectField name="stage" id="move-stage" label=t::move_stage(l) options=stages(l)
                    value=form.value("stage", card.stage.as_str()) problem=form.problem("stage")/>
                <div class="pair">
                    <TextField name="next_step" id="move-next" optional=true label=t::field_next_step(l) autocomplete="off"
                        value=form.value("next_step", next_step) problem=form.problem("next_step")/>
                    <TextField name="next_step_on" id="move-next-on" optional=true kind="date" label=t::next_step_on(l)
                        value=form.value("next_step_on", next_on) problem=form.problem("next_step_on")/>
                </div>
                <div class="pair">
                    <TextField name="amount" id="move-amount" label=t::field_amount(l) before="¥" inputmode="numeric" autocomplete="off"
                        value=form.value("amount", typed_amount(&card)) problem=form.problem("amount")/>
                    <TextField name="expected_close" id="move-close" kind="date" label=t::field_expected_close(l)
                        value=form.value("expected_close", card.expected_close.to_string()) problem=form.problem("expected_close")/>
                </div>
                <div class="form-actions">
                    <Submit class=if main { "btn go" } else { "btn" } pending=form.pending() label=t::move_send(l)/>
                </div>
            </PostForm>
        </Sheet>
    }
}

/// How a deal ends: an order, or not.
#[component]
pub fn Outcome(card: DealCard, version: i64) -> impl IntoView {
    let l = lang();
    let (win, lose) = (use_form::<WinDeal>(), use_form::<LoseDeal>());
    let (won_before, lost_before) = (win.failure().get_untracked().is_some(), lose.failure().get_untracked().is_some());
    let reasons = LossReason::ALL.iter().map(|one| Choice::new(one.as_str(), t::loss(l, one.as_str()))).collect();
    let (id, lost_id) = (card.id.to_string(), card.id.to_string());
    view! {
        <Sheet title=t::more_actions(l)>
            <More summary=t::win_title(l) open=won_before>
                <PostForm form=win class="form">
                    <p class="quiet">{t::win_text(l)}</p>
                    <FormProblems failure=win.failure()/>
                    <Seen deal=id version/>
                    <TextField name="amount" id="win-amount" label=t::win_amount(l) before="¥" inputmode="numeric" autocomplete="off"
                        value=win.value("amount", typed_amount(&card)) problem=win.problem("amount")/>
                    <div class="form-actions"><Submit class="btn" pending=win.pending() label=t::win_send(l)/></div>
                </PostForm>
            </More>
            <More summary=t::lose_title(l) open=lost_before>
                <PostForm form=lose class="form">
                    <p class="quiet">{t::lose_text(l)}</p>
                    <FormProblems failure=lose.failure()/>
                    <Seen deal=lost_id version/>
                    <SelectField name="reason" id="lose-reason" label=t::lose_reason(l) none=t::lose_reason_none(l) options=reasons
                        value=lose.value("reason", "") problem=lose.problem("reason")/>
                    <TextArea name="note" id="lose-note" optional=true label=t::lose_note(l) hint=t::lose_note_hint(l)
                        value=lose.value("note", "") problem=lose.problem("note")/>
                    <div class="form-actions"><Submit class="btn" pending=lose.pending() label=t::lose_send(l)/></div>
                </PostForm>
            </More>
        </Sheet>
    }
}

/// The one extension by the partner's own hand.
#[component]
pub fn Extend(id: String, version: i64, offer: ExtensionOffer) -> impl IntoView {
    let l = lang();
    let form = use_form::<ExtendDeal>();
    view! {
        <Sheet title=t::extend_title(l)>
            {if offer.active {
                view! {
                    <PostForm form class="form">
                        <p class="quiet">{t::extend_text(l, offer.days)}</p>
                        <FormProblems failure=form.failure()/>
                        <Seen deal=id version/>
                        <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::extend_send(l, offer.days)/></div>
                    </PostForm>
                }
                .into_any()
            } else {
                view! { <p class="quiet">{t::extend_inactive(l, offer.within_days)}</p> }.into_any()
            }}
        </Sheet>
    }
}

/// More time than the partner may take by its own hand: asked for, waiting, or declined.
#[component]
pub fn MoreTime(
    id: String,
    version: i64,
    may_ask: bool,
    asking: Option<Asking>,
    declined: Option<ExtensionDeclined>,
) -> impl IntoView {
    let l = lang();
    let form = use_form::<AskExtension>();
    let declined = declined.map(|declined| {
        view! { <Notice tone=Tone::Wait title=t::more_time_declined(l, format::moment(l, declined.at))><p>{declined.text}</p></Notice> }
    });
    let waits = asking.map(|asking| {
        view! {
            <p>{t::more_time_waits(l, format::moment(l, asking.at), format::moment(l, asking.decide_by))}</p>
            <p class="quote">{asking.reason}</p>
        }
    });
    let ask = may_ask.then(|| {
        view! {
            <PostForm form class="form">
                <p class="quiet">{t::more_time_text(l)}</p>
                <FormProblems failure=form.failure()/>
                <Seen deal=id version/>
                <TextArea name="reason" id="extension-reason" label=t::more_time_reason(l) hint=t::more_time_hint(l)
                    value=form.value("reason", "") problem=form.problem("reason")/>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::more_time_send(l)/></div>
            </PostForm>
        }
    });
    let shown = declined.is_some() || waits.is_some() || ask.is_some();
    shown.then(|| view! { <Sheet title=t::more_time_title(l)>{declined}{waits}{ask}</Sheet> })
}

/// Another person of the company goes on with it.
#[component]
pub fn HandOver(id: String, version: i64, colleagues: Vec<Colleague>) -> impl IntoView {
    let l = lang();
    let form = use_form::<HandOverDeal>();
    let failed = form.failure().get_untracked().is_some();
    let people = colleagues.into_iter().map(|one| Choice::new(one.id.to_string(), one.name)).collect();
    view! {
        <More summary=t::hand_over_title(l) open=failed>
            <PostForm form class="form">
                <p class="quiet">{t::hand_over_text(l)}</p>
                <FormProblems failure=form.failure()/>
                <Seen deal=id version/>
                <SelectField name="owner" id="hand-over-owner" label=t::hand_over_to(l) none=t::hand_over_none(l) options=people
                    value=form.value("owner", "") problem=form.problem("owner")/>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::hand_over_send(l)/></div>
            </PostForm>
        </More>
    }
}

/// Asked once more before it is done.
#[component]
pub fn Withdraw(id: String, version: i64) -> impl IntoView {
    let l = lang();
    let form = use_form::<WithdrawDeal>();
    view! {
        <div class="actions">
            <Dialog id="withdraw" open_label=t::withdraw_open(l) title=t::withdraw_title(l) close_label=t::close(l) look=Look::Quiet small=true icon="undo-2">
                <p>{t::withdraw_text(l)}</p>
                <PostForm form class="form">
                    <Seen deal=id version/>
                    <div class="form-actions"><Submit class="btn danger" pending=form.pending() label=t::withdraw_send(l)/></div>
                </PostForm>
            </Dialog>
        </div>
        <FormProblems failure=form.failure()/>
    }
}
