use jiso::{
    deals::{Asking, DealAction, DealField, RejectionReason, StatusKey},
    failure::Failure,
    lang::Lang,
};
use leptos::{
    prelude::*,
    server_fn::{ServerFn, client::Client},
};

use super::{
    api::{
        ApproveDeal, DeclineExtension, GrantExtension, MarkDealConflicted, RejectDeal, ReleaseDeal, ReturnDeal, SplitDeal,
        TakeUpDeal, TransferDeal,
    },
    parts::Seen,
};
use crate::{
    format,
    forms::{Boxes, FormProblems, PostForm, SelectField, Submit, TextArea, TextField, use_form},
    frame::{failure_text, lang},
    text::deals as t,
    ui::{Choice, Dialog, Look, More, Notice, Sheet, Tone},
    wire::Fault,
};

/// Everything else a reviewer may do now; the yes has a bar of its own. `split`: its form, where the deal can be split.
#[component]
pub fn Decide(id: String, version: i64, actions: Vec<DealAction>, status: StatusKey, split: Option<AnyView>) -> impl IntoView {
    let l = lang();
    let may = |action: DealAction| actions.contains(&action);
    let change = ("what_would_change", t::reject_change(l));
    // Where somebody else was faster, the form that was sent is no longer here to say so.
    let missed = [
        missed::<ApproveDeal>(may(DealAction::Approve), &[]),
        missed::<TakeUpDeal>(may(DealAction::TakeUp), &[]),
        missed::<ReturnDeal>(may(DealAction::ReturnForInfo), &[("note", t::return_note(l))]),
        missed::<RejectDeal>(may(DealAction::Reject), &[("text", t::reject_text(l)), change]),
        missed::<MarkDealConflicted>(may(DealAction::MarkConflicted), &[("text", t::conflict_text(l)), change]),
        missed::<GrantExtension>(may(DealAction::GrantExtension), &[]),
        missed::<DeclineExtension>(may(DealAction::DeclineExtension), &[("text", t::answer_time_why(l))]),
        missed::<TransferDeal>(may(DealAction::Transfer), &[("reason", t::transfer_why(l))]),
        missed::<SplitDeal>(split.is_some(), &[("reason", t::split_why(l))]),
        missed::<ReleaseDeal>(may(DealAction::Release), &[]),
    ];
    let missed = missed.into_iter().flatten().next().map(|missed| missed_view(l, missed));
    if actions.is_empty() {
        let text = if status == StatusKey::NeedsInfo { t::review_waits_partner(l) } else { t::review_decided(l) };
        return view! { <Sheet title=t::review_decide(l)>{missed}<p class="quiet">{text}</p></Sheet> }.into_any();
    }
    let acts = view! {
            {may(DealAction::TakeUp).then(|| view! { <TakeUp id=id.clone() version/> })}
            {may(DealAction::ReturnForInfo).then(|| view! { <Return id=id.clone() version/> })}
            {may(DealAction::Reject).then(|| view! { <Reject id=id.clone() version/> })}
            {may(DealAction::MarkConflicted).then(|| view! { <MarkConflicted id=id.clone() version/> })}
            {may(DealAction::Transfer).then(|| view! { <Transfer id=id.clone() version/> })}
            {split}
            {may(DealAction::Release).then(|| view! { <Release id=id.clone() version/> })}
    };
    let acts = acts.into_any();
    let title = if may(DealAction::Approve) { t::review_decide_else(l) } else { t::review_decide(l) };
    view! { <Sheet title id=DECIDE>{missed}{acts}</Sheet> }.into_any()
}

/// A plain post whose form the page does not offer.
struct Missed {
    failure: Failure,
    /// What was typed, each with the name of its field.
    typed: Vec<(&'static str, String)>,
}

/// Why a plain post failed whose form the page does not offer. `texts`: the fields in which one writes at length.
fn missed<S>(offered: bool, texts: &[(&str, &'static str)]) -> Option<Missed>
where
    S: ServerFn<Error = Fault>,
    S::Client: Client<Fault> + 'static,
{
    if offered {
        return None;
    }
    let form = use_form::<S>();
    let failure = form.failure().get_untracked()?;
    let typed = texts.iter().filter_map(|(name, label)| Some((*label, form.typed(name)?)));
    Some(Missed { failure, typed: typed.filter(|(_, text)| !text.trim().is_empty()).collect() })
}

/// No field is left to keep a text in, so it stands there to be copied.
fn missed_view(l: Lang, Missed { failure, typed }: Missed) -> AnyView {
    let kept = (!typed.is_empty()).then(|| {
        let lines = typed.into_iter().map(|(label, text)| view! { <div><dt>{label}</dt><dd class="as-typed">{text}</dd></div> });
        view! {
            <p class="quiet">{t::review_missed(l)}</p>
            <dl class="facts lines">{lines.collect_view()}</dl>
        }
    });
    view! {
        <Notice tone=Tone::Bad live=true><p>{failure_text(l, &failure)}</p></Notice>
        {kept}
    }
    .into_any()
}

/// Where the other decisions stand.
const DECIDE: &str = "decide";

/// The yes, in reach on a phone wherever one reads, and the way to everything else.
#[component]
pub fn Approve(id: String, version: i64, protection_days: u16, left: u8) -> impl IntoView {
    let l = lang();
    let form = use_form::<ApproveDeal>();
    let (taken, same) = (form.problem("customer"), form.problem("another"));
    let further = left > 1;
    let text = if further { t::approve_first_text(l, left) } else { t::approve_text(l, protection_days) };
    view! {
        <div class="decide">
            <PostForm form class="form">
                {move || match (taken.get(), same.get()) {
                    (_, Some(_)) => view! { <Notice tone=Tone::Bad live=true><p>{t::approve_another(l)}</p></Notice> }.into_any(),
                    (Some(_), _) => view! { <Notice tone=Tone::Bad live=true><p>{t::approve_taken(l)}</p></Notice> }.into_any(),
                    _ => view! { <FormProblems failure=form.failure()/> }.into_any(),
                }}
                <Seen deal=id version/>
                <p class="quiet">{text}</p>
                <div class="actions">
                    <Submit pending=form.pending() label={if further { t::approve_first(l) } else { t::approve(l) }}/>
                    <a class="btn quiet" href=format!("#{DECIDE}") rel="external">{t::review_else(l)}</a>
                </div>
            </PostForm>
        </div>
    }
}

#[component]
fn TakeUp(id: String, version: i64) -> impl IntoView {
    let l = lang();
    let form = use_form::<TakeUpDeal>();
    view! {
        <PostForm form class="form">
            <FormProblems failure=form.failure()/>
            <Seen deal=id version/>
            <p class="quiet">{t::take_up_text(l)}</p>
            <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::take_up(l)/></div>
        </PostForm>
    }
}

#[component]
fn Return(id: String, version: i64) -> impl IntoView {
    let l = lang();
    let form = use_form::<ReturnDeal>();
    let failed = form.failure().get_untracked().is_some();
    let fields = DealField::ALL.iter().map(|one| Choice::new(one.as_str(), t::field(l, one.as_str()))).collect();
    view! {
        <More summary=t::return_title(l) open=failed>
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <Seen deal=id version/>
                <Boxes name="fields" label=t::return_fields(l) options=fields selected=form.all("fields", Vec::new()) problem=form.problem("fields")/>
                <TextArea name="note" id="return-note" label=t::return_note(l) hint=t::return_note_hint(l) value=form.value("note", "") problem=form.problem("note")/>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::return_send(l)/></div>
            </PostForm>
        </More>
    }
}

#[component]
fn Reject(id: String, version: i64) -> impl IntoView {
    let l = lang();
    let form = use_form::<RejectDeal>();
    let failed = form.failure().get_untracked().is_some();
    let reasons = RejectionReason::ALL.iter().map(|one| Choice::new(one.as_str(), t::rejection(l, one.as_str()))).collect();
    view! {
        <More summary=t::reject_title(l) open=failed>
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <Seen deal=id version/>
                <SelectField name="reason" id="reject-reason" label=t::reject_reason(l) none=t::reject_reason_none(l) options=reasons
                    value=form.value("reason", "") problem=form.problem("reason")/>
                <TextArea name="text" id="reject-text" label=t::reject_text(l) value=form.value("text", "") problem=form.problem("text")/>
                <TextArea name="what_would_change" id="reject-change" label=t::reject_change(l)
                    value=form.value("what_would_change", "") problem=form.problem("what_would_change")/>
                <div class="form-actions"><Submit class="btn danger" pending=form.pending() label=t::reject_send(l)/></div>
            </PostForm>
        </More>
    }
}

#[component]
fn MarkConflicted(id: String, version: i64) -> impl IntoView {
    let l = lang();
    let form = use_form::<MarkDealConflicted>();
    let failed = form.failure().get_untracked().is_some();
    view! {
        <More summary=t::conflict_title(l) open=failed>
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <Seen deal=id version/>
                <TextArea name="text" id="conflict-text" label=t::conflict_text(l) hint=t::conflict_text_hint(l)
                    value=form.value("text", "") problem=form.problem("text")/>
                <TextArea name="what_would_change" id="conflict-change" label=t::reject_change(l)
                    value=form.value("what_would_change", "") problem=form.problem("what_would_change")/>
                <TextField name="until" id="conflict-until" kind="month" optional=true label=t::conflict_until(l)
                    value=form.value("until", "") problem=form.problem("until")/>
                <div class="form-actions"><Submit class="btn danger" pending=form.pending() label=t::conflict_send(l)/></div>
            </PostForm>
        </More>
    }
}

/// The answer to a partner who asks for more time.
#[component]
pub fn AnswerExtension(id: String, version: i64, asking: Asking, days: u16) -> impl IntoView {
    let l = lang();
    let (grant, decline) = (use_form::<GrantExtension>(), use_form::<DeclineExtension>());
    let failed = decline.failure().get_untracked().is_some();
    let other = id.clone();
    view! {
        <Sheet title=t::answer_time_title(l, format::moment(l, asking.decide_by))>
            <p class="quote">{asking.reason}</p>
            <p class="quiet">{t::answer_time_asked(l, format::moment(l, asking.at))}</p>
            <PostForm form=grant class="form">
                <FormProblems failure=grant.failure()/>
                <Seen deal=id version/>
                <div class="form-actions"><Submit pending=grant.pending() label=t::answer_time_yes(l, days)/></div>
            </PostForm>
            <More summary=t::answer_time_no(l) open=failed>
                <PostForm form=decline class="form">
                    <FormProblems failure=decline.failure()/>
                    <Seen deal=other version/>
                    <TextArea name="text" id="decline-text" label=t::answer_time_why(l) hint=t::answer_time_why_hint(l)
                        value=decline.value("text", "") problem=decline.problem("text")/>
                    <div class="form-actions"><Submit class="btn danger" pending=decline.pending() label=t::answer_time_no(l)/></div>
                </PostForm>
            </More>
        </Sheet>
    }
}

#[component]
fn Transfer(id: String, version: i64) -> impl IntoView {
    let l = lang();
    let form = use_form::<TransferDeal>();
    let failed = form.failure().get_untracked().is_some();
    view! {
        <More summary=t::transfer_title(l) open=failed>
            <PostForm form class="form">
                <p class="quiet">{t::transfer_text(l)}</p>
                <FormProblems failure=form.failure()/>
                <Seen deal=id version/>
                <TextField name="company" id="transfer-company" label=t::transfer_to(l) hint=t::transfer_to_hint(l) autocomplete="off"
                    value=form.value("company", "") problem=form.problem("company")/>
                <TextArea name="reason" id="transfer-reason" label=t::transfer_why(l) hint=t::transfer_why_hint(l)
                    value=form.value("reason", "") problem=form.problem("reason")/>
                <div class="form-actions"><Submit class="btn danger" pending=form.pending() label=t::transfer_send(l)/></div>
            </PostForm>
        </More>
    }
}

#[component]
fn Release(id: String, version: i64) -> impl IntoView {
    let l = lang();
    let form = use_form::<ReleaseDeal>();
    view! {
        <Dialog id="release" open_label=t::release_title(l) title=t::release_title(l) close_label=t::close(l) look=Look::Plain>
            <p>{t::release_text(l)}</p>
            <PostForm form class="form">
                <Seen deal=id version/>
                <div class="form-actions"><Submit class="btn danger" pending=form.pending() label=t::release_send(l)/></div>
            </PostForm>
        </Dialog>
        <FormProblems failure=form.failure()/>
    }
}
